"""What remains in a study that may tell who somebody is: where it stands, and where it stands unseen.

Owns going through everything. Finds names of the key when it is given, else by their fingerprints. Changes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from interviewcoder.analysis.identifying import SORTS, candidates, numbers_and_addresses
from interviewcoder.domain.gestures.rewriting import rewritten
from interviewcoder.domain.names import find
from interviewcoder.domain.records import Case, Code, Edition, Memo, Speaker, Summary, Transcript, in_language
from interviewcoder.domain.text import fold
from interviewcoder.locales import N_, _
from interviewcoder.study import fingerprints
from interviewcoder.study.everything import records
from interviewcoder.study.pseudonymising import walls_of
from interviewcoder.study.suggesting import candidates_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from interviewcoder.domain.names import Named
    from interviewcoder.domain.pseudonyms import Key
    from interviewcoder.domain.records import Record
    from interviewcoder.study.study import Study

NAME: Final = N_("name of the key")
KINDS: Final = {
    Transcript: N_("transcript"), Speaker: N_("speaker"), Case: N_("case"), Code: N_("code"), Memo: N_("memo"),
    Summary: N_("summary"), Edition: N_("version of the codebook"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that may tell who somebody is.

    `what` says why; `where` is the kind of thing it stands in and `name` which one; `turn`, `start` and `end` are of
    the text of a transcript, None elsewhere.
    """

    what: str
    words: str
    where: str
    name: str
    turn: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """Where names may stand that no screen shows: how much there is of each."""

    history: int
    files: int
    waiting: int


def look(study: Study, key: Key | None = None) -> Iterator[Found]:
    """Find what remains, text by text, then in everything beside them."""
    names = _names(study, key)
    _why, ordinary = candidates_of(study)
    ordinary |= {fold(one.pseudonym) for one in key.pseudonyms} if key else set()
    for transcript in study.transcripts:
        document = study.document(transcript)
        walls = walls_of(study.version(transcript))
        for what, start, end in _in_text(document.text, names, walls, ordinary):
            turn = document.turn_at(start)
            yield Found(
                what=what, words=document.text[start:end], where=KINDS[Transcript], name=transcript.name,
                turn=turn.n if turn else None, start=start, end=end,
            )  # fmt: skip
    for record in records(study):
        yield from _beside(study, record, names)
    for coder in study.coders:
        yield from _in_words(coder.name, N_("coder"), coder.name, names)
    yield from _in_words(study.settings.title, N_("study"), study.settings.title, names)
    for path in sorted(study.folder.rglob("*")):
        yield from _in_words(path.name, N_("file"), str(path.relative_to(study.folder)), names)


def names_left(study: Study, key: Key) -> Counter[str]:
    """Count the names of the key that stand in the study as it is, by the kind of thing they stand in."""
    return Counter(found.where for found in look(study, key) if found.what == NAME)


def unseen(study: Study) -> Unseen:
    """Say how much there is that the search above does not go through."""
    files = sum(1 for transcript in study.transcripts if study.original(transcript) is not None)
    return Unseen(history=len(study.history()), files=files, waiting=len(study.pending()))


def _names(study: Study, key: Key | None) -> Callable[[str, list[int]], Iterator[Named[object]]]:
    if key is not None:
        everything = key.everything()
        return lambda text, walls: find(text, everything, walls)
    known = fingerprints.known(study.folder, study.identity).fingerprints
    if known is None:
        return lambda _text, _walls: iter(())
    return lambda text, walls: find(text, known, walls)


def _in_text(
    text: str,
    names: Callable[[str, list[int]], Iterator[Named[object]]],
    walls: list[int],
    ordinary: set[str],
) -> list[tuple[str, int, int]]:
    found = [(NAME, named.start, named.end) for named in names(text, walls)]
    for one in (*numbers_and_addresses(text), *candidates(text, ordinary)):
        if not any(one.start < end and start < one.end for _what, start, end in found):
            found.append((SORTS[one.sort], one.start, one.end))
    return sorted(found, key=lambda at: at[1:])


def _beside(
    study: Study, record: Record, names: Callable[[str, list[int]], Iterator[Named[object]]]
) -> Iterator[Found]:
    texts: list[str] = []

    def gather(_name: str, words: str) -> str:
        texts.append(words)
        return words

    rewritten(record, gather)
    where, name = KINDS.get(type(record), N_("attribute")), _called(study, record)
    for text in dict.fromkeys(texts):
        yield from _in_words(text, where, name, names)


def _in_words(
    text: str, where: str, name: str, names: Callable[[str, list[int]], Iterator[Named[object]]]
) -> Iterator[Found]:
    found = Found(what=NAME, words="", where=where, name=name)
    for named in names(text, []):
        yield replace(found, words=text[named.start : named.end])
    for one in numbers_and_addresses(text):
        yield replace(found, what=SORTS[one.sort], words=one.words)


def _called(study: Study, record: Record) -> str:
    match record:
        case Code():
            return in_language(record.name, study.settings.language)
        case Speaker():
            return record.label
        case Summary():
            return next((case.name for case in study.cases if case.id == record.case), "")
        case Memo():
            return _("of {day}").format(day=record.made[:10])
        case _:
            return str(getattr(record, "name", ""))
