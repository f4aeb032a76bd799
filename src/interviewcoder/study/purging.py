"""Erasing for good what somebody has the right to have erased: a transcript, a case, or all that was removed.

Owns what belongs to it – records, texts, files, entries of the history, drafts – and which copies of the study still
hold it. Erasing in the database is `store.erasing`'s.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.changes import Change, removed
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import transcripts as gestures
from interviewcoder.domain.records import Case, Coding, Memo, Pending, Transcript
from interviewcoder.store import backup
from interviewcoder.store.erasing import Doomed
from interviewcoder.study import keeping, state

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from interviewcoder.domain.records import Guid
    from interviewcoder.store.erasing import Erased
    from interviewcoder.study.study import Study


@dataclass(frozen=True, slots=True)
class Purge:
    """What would be purged: a change to what is there, and what is erased besides.

    `sources` are the SHA-256 of files that purged transcripts came from. `held` are the texts as they were before a
    correction that stay, by the name of their transcript: how many codings made on them wait for a decision.
    """

    removal: Change
    doomed: Doomed
    sources: frozenset[str] = frozenset()
    held: Mapping[str, int] = field(default_factory=dict)


def removal(study: Study, transcript: Transcript) -> tuple[Change, int]:
    """Give the change that removes a transcript with all that rests on it, and how many codings go."""
    codings = list(study.codings(Selection(transcripts=frozenset({transcript.id}))))
    targets = [transcript.id, *(coding.id for coding in codings)]
    waiting = study.pending(transcript)
    change = gestures.remove_transcript(
        transcript, speakers=study.speakers(transcript), codings=codings,
        memos=study.memos([*targets, *(one.id for one in waiting)]),
        statuses=[status for status in study.statuses() if status.transcript == transcript.id],
        finished=[known for known in study.finished() if known.transcript == transcript.id],
        waiting=waiting,
    )  # fmt: skip
    return change, len(codings)


def of_transcripts(study: Study, transcripts: Sequence[Transcript]) -> Purge:
    """Plan the purge of transcripts."""
    changes = [removal(study, transcript)[0] for transcript in transcripts]
    edits = tuple(edit for change in changes for edit in change.edits)
    label, details = (changes[0].label, changes[0].details) if changes else ("", {})
    return _purge(study, Change(label, details, edits), {one.id for one in transcripts}, set())


def of_case(study: Study, case: Case) -> Purge:
    """Plan the purge of a case: its transcripts, those removed before too, its values, summaries and memos go with it."""
    transcripts = [transcript for transcript in study.transcripts if transcript.case == case.id]
    there = of_transcripts(study, transcripts).removal
    summaries = [summary for summary in study.summaries() if summary.case == case.id]
    memos = [memo for memo in study.memos([case.id]) if memo.on == "case"]
    alone = case_gestures.remove_case(case, transcripts=(), memos=memos, summaries=summaries)
    edits = (*there.edits, *alone.edits)
    removed = {guid for guid in _removed_transcripts(study) if _last_case(study, guid) == case.id}
    return _purge(study, replace(alone, edits=edits), {one.id for one in transcripts} | removed, {case.id})


def _removed_transcripts(study: Study) -> frozenset[Guid]:
    return frozenset(study.database.ever("transcript")) - {one.id for one in study.transcripts}


def _last_case(study: Study, transcript: Guid) -> Guid | None:
    return next((getattr(one, "case", None) for one in study.past("transcript", transcript)), None)


def of_removed(study: Study) -> Purge:
    """Plan the purge of everything that is not in the study any more: what was removed, and texts before corrections.

    With a text goes the file it was received in. A text on which a coding was made that waits for a decision stays.
    """
    store = study.database
    present = store.every_record()
    quotes = {
        one.id: one.quote
        for one in present.values()
        if isinstance(one, Coding | Pending | Memo) and one.quote
    }
    used = {one.version for one in present.values() if isinstance(one, Transcript | Pending)}
    kept = {one.source_sha256 for one in study.transcripts if not _says_more(study, one, used)}

    def gone(_kind: str, content: Mapping[str, Any]) -> bool:
        now = present.get(content["id"])
        if content.get("version") and content["version"] not in used:
            return True
        return now is None or (
            bool(content.get("quote")) and content["quote"] != quotes.get(content["id"], content["quote"])
        )

    doomed = Doomed(
        files=store.all_files() - kept, roots=_removed_transcripts(study),
        names=frozenset(), entry=gone,
    )  # fmt: skip
    return Purge(Change(""), doomed, doomed.files, held(study, study.pending()))


def _says_more(study: Study, transcript: Transcript, used: Collection[Guid]) -> bool:
    """Say whether the file of a transcript holds another text than there is now, which nothing else needs."""
    now = study.version(transcript).text
    for past in study.past("transcript", transcript.id):
        if not isinstance(past, Transcript) or past.source_sha256 != transcript.source_sha256:
            continue
        then = None if past.version in used else study.database.known_text(past.version)
        if then is not None and then.text != now:
            return True
    return False


def held(study: Study, waiting: Iterable[Pending]) -> dict[str, int]:
    """Say which texts from before a correction have to stay, by transcript, for how many codings that wait."""
    names = {one.id: one.name for one in study.transcripts}
    return dict(Counter(names[one.transcript] for one in waiting))


def _purge(study: Study, change: Change, transcripts: set[Guid], cases: set[Guid]) -> Purge:
    store = study.database
    ever = store.ever("transcript")
    there = [one for one in study.transcripts if one.id in transcripts]
    states = [
        *there,
        *(one for guid in transcripts for one in ever.get(guid, ()) if isinstance(one, Transcript)),
    ]
    others = {one.source_sha256 for one in study.transcripts if one.id not in transcripts}
    names = {name for one in states for name in (one.name, one.source) if name}
    known = [*study.cases, *(past for guid in cases for past in store.past("case", guid))]
    names |= {one.name for one in known if isinstance(one, Case) and one.id in cases}
    roots = frozenset(transcripts | cases)
    tagged = store.ever("coding", "pending")
    once = {
        guid for guid, them in tagged.items() if any(getattr(one, "transcript", "") in roots for one in them)
    }
    change = replace(change, edits=(*change.edits, *removed(*_notes_left(study, once, tagged, change))))
    theirs = {edit.record.id for edit in change.edits} | once

    def belongs(_kind: str, content: Mapping[str, Any]) -> bool:
        return (
            content["id"] in roots
            or content["id"] in theirs
            or any(content.get(name) in roots for name in ("transcript", "target"))
            or content.get("target") in theirs
            or ("version" not in content and content.get("case") in roots)
        )

    doomed = Doomed(roots=roots, files=frozenset(), names=frozenset(names), entry=belongs)
    return Purge(change, doomed, frozenset(one.source_sha256 for one in states) - others - {""})


def _notes_left(
    study: Study, once: Collection[Guid], tagged: Mapping[Guid, Collection[object]], change: Change
) -> list[Memo]:
    """Give the notes on codings that are gone, of those of `once` or of nobody knows whose, which the change leaves."""
    going = {edit.record.id for edit in change.edits}
    there = {coding.id for coding in study.codings()} | {one.id for one in study.pending()}
    return [
        memo
        for memo in study.memos()
        if memo.on == "coding" and memo.target not in there and memo.id not in going
        and (memo.target in once or not tagged.get(memo.target or ""))
    ]  # fmt: skip


def measured(study: Study, purge: Purge) -> Erased:
    """Say how much would be erased from the study as it is. Raises `Refused` where it cannot be changed."""
    return study.database.measure(purge.removal, purge.doomed)


def make(study: Study, purge: Purge) -> Erased:
    """Purge; drafts kept for anybody on this computer are forgotten too. Raises `Conflict` or `Busy`."""
    _line, done = study.database.purge(purge.removal, purge.doomed, study.coder.name)
    study.refresh()
    state.forget_drafts(study.folder)
    return done


def holding_copies(study: Study) -> list[Path]:
    """Give the copies of the study that hold something of what was purged from it."""
    if study.settings.on_server:
        return []
    texts, empty = study.database.purged(), study.database.emptied()
    return [path for path in keeping.every_copy(study) if backup.holds(path, texts, empty)]


def delete_copies(study: Study) -> list[Path]:
    """Delete the copies that hold something purged and that the program has made, once there is a fresh one; give them.

    What else lies beside the study, such as a copy a conflict has left, may hold work of its own and stays.
    """
    keeping.keep(study, at_once=True)
    holding = holding_copies(study)
    if not set(keeping.every_copy(study)) - set(holding):
        return []
    own = [path for path in holding if path.parent.name == keeping.FOLDER or "-version-" in path.name]
    for path in own:
        path.unlink(missing_ok=True)
    return own


def received(study: Study, purge: Purge, erased: Erased) -> list[Path]:
    """Give the files in the study's folder that purged transcripts came from: the program never writes there."""
    found, sources = [], purge.sources | erased.files
    for path in (study.folder / "transcripts").rglob("*"):
        with suppress(OSError):
            if path.is_file() and sha256(path.read_bytes()).hexdigest() in sources:
                found.append(path)
    return sorted(found)
