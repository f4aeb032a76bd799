"""Erasing the real names of a key for good, where putting pseudonyms in leaves them: history, former texts, kept files.

Owns finding what holds a name. The study as it is does not change; erasing is `purging`'s and the store's.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interviewcoder.domain.changes import Change
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.names import find
from interviewcoder.domain.records import Pending, Transcript
from interviewcoder.formats.readable import words_in_data
from interviewcoder.store.erasing import Doomed
from interviewcoder.study.purging import Purge, held

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from interviewcoder.domain.names import Names
    from interviewcoder.domain.records import Guid
    from interviewcoder.study.study import Study


def of_names(study: Study, names: Names[Any]) -> Purge:
    """Plan the erasing of everything that holds one of the names and is not in the study as it is.

    With a former text goes what the history says of passages of it: they are elsewhere now.
    """
    store = study.database
    texts = _texts_that_hold(study, names)
    moved = frozenset(transcript for transcript, _version in texts)
    versions = frozenset(version for _transcript, version in texts)
    present = store.every_record()
    files = frozenset(sha256 for sha256 in store.all_files() if _file_holds(study, sha256, names))

    def doomed(_kind: str, content: Mapping[str, Any]) -> bool:
        if content.get("version") in versions or any(_holds(words, names) for words in _strings(content)):
            return True
        if not {content.get("transcript"), content.get("target")} & moved or "start" not in content:
            return False
        now = present.get(content["id"])
        return any(getattr(now, name, None) != content[name] for name in ("start", "end"))

    named = {
        value
        for line in study.history()
        for value in line.details.values()
        if isinstance(value, str) and _holds(value, names)
    }
    return Purge(
        Change(""), Doomed(roots=frozenset(), files=files, names=frozenset(named), entry=doomed), files,
        held(study, _waiting_on_names(study, names)),
    )  # fmt: skip


def _texts_that_hold(study: Study, names: Names[Any]) -> set[tuple[Guid, Guid]]:
    """Give (transcript, version) of the texts that hold a name and are used no more."""
    store = study.database
    used = {one.version for one in store.every_record().values() if isinstance(one, Transcript | Pending)}
    found = set()
    for guid, states in store.ever("transcript").items():
        for version in {state.version for state in states if isinstance(state, Transcript)} - used:
            text = store.known_text(version)
            if text is not None and any(_holds(words, names) for words in _strings(asdict(text))):
                found.add((guid, version))
    return found


def _waiting_on_names(study: Study, names: Names[Any]) -> list[Pending]:
    """Give the codings that wait and were made on a text, not used otherwise, in which a name stands."""
    waiting = study.pending()
    used = {one.version for one in study.transcripts}
    texts = {guid: study.database.known_text(guid) for guid in {one.version for one in waiting} - used}
    holding = {guid for guid, text in texts.items() if text is not None and _holds(text.text, names)}
    return [one for one in waiting if one.version in holding]


def _file_holds(study: Study, sha256: str, names: Names[Any]) -> bool:
    """Say whether a file as received holds a name; one that cannot be looked through is taken to."""
    content = study.database.file(sha256)
    if content is None:
        return False
    form = next((one.format for one in study.transcripts if one.source_sha256 == sha256), "")
    try:
        return any(_holds(words, names) for words in words_in_data(content, form))
    except Refused:
        return True


def _holds(words: str, names: Names[Any]) -> bool:
    return next(find(words, names), None) is not None


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _strings(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _strings(value)
