"""Erasing for good what somebody has the right to have erased: a transcript, a case, or all that was removed.

Owns what belongs to it – records, texts, files, entries of the history, drafts – and which copies of the study still
hold it. Erasing in the database is `store.erasing`'s.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.changes import Change
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import transcripts as gestures
from interviewcoder.domain.records import Case, Coding, Memo, Pending, Transcript
from interviewcoder.store import backup
from interviewcoder.store.erasing import Doomed
from interviewcoder.study import keeping, state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from interviewcoder.domain.records import Guid
    from interviewcoder.store.erasing import Erased
    from interviewcoder.study.study import Study


@dataclass(frozen=True, slots=True)
class Purge:
    """What would be purged: the removal of what is there, and what is erased besides; `texts` are counted before."""

    removal: Change
    doomed: Doomed
    sources: frozenset[str]


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
    """Plan the purge of a case: its transcripts, its values, its summaries and memos go with it."""
    transcripts = [transcript for transcript in study.transcripts if transcript.case == case.id]
    there = of_transcripts(study, transcripts).removal
    summaries = [summary for summary in study.summaries() if summary.case == case.id]
    memos = [memo for memo in study.memos([case.id]) if memo.on == "case"]
    alone = case_gestures.remove_case(case, transcripts=(), memos=memos, summaries=summaries)
    edits = (*there.edits, *alone.edits)
    return _purge(study, replace(alone, edits=edits), {one.id for one in transcripts}, {case.id})


def of_removed(study: Study) -> Purge:
    """Plan the purge of everything that is not in the study any more: what was removed, and texts before corrections."""
    store = study.database
    present = store.every_record()
    quotes = {
        one.id: one.quote
        for one in present.values()
        if isinstance(one, Coding | Pending | Memo) and one.quote
    }
    used = {one.version for one in present.values() if isinstance(one, Transcript | Pending)}
    kept = {one.source_sha256 for one in study.transcripts}

    texts = store.all_texts() - used

    def gone(_kind: str, content: Mapping[str, Any]) -> bool:
        now = present.get(content["id"])
        if content.get("version") in texts:
            return True
        return now is None or (
            bool(content.get("quote")) and content["quote"] != quotes.get(content["id"], content["quote"])
        )

    doomed = Doomed(
        versions=texts, files=store.all_files() - kept, roots=frozenset(store.ever("transcript")) - frozenset(present),
        names=frozenset(), entry=gone,
    )  # fmt: skip
    return Purge(Change(""), doomed, doomed.files)


def _purge(study: Study, change: Change, transcripts: set[Guid], cases: set[Guid]) -> Purge:
    store = study.database
    ever = store.ever("transcript")
    states = [one for guid in transcripts for one in ever[guid] if isinstance(one, Transcript)]
    others = [one for one in study.transcripts if one.id not in transcripts]
    versions = {one.version for one in states} - {one.version for one in others}
    files = {one.source_sha256 for one in states} - {one.source_sha256 for one in others} - {""}
    names = {one.name for one in states} | {one.source for one in states if one.source}
    for guid in cases:
        names |= {one.name for one in store.past("case", guid) if isinstance(one, Case)}
    roots = frozenset(transcripts | cases)
    tagged = store.ever("coding", "pending")
    codings = {
        guid for guid, them in tagged.items() if any(getattr(one, "transcript", "") in roots for one in them)
    }

    def belongs(kind: str, content: Mapping[str, Any]) -> bool:
        if kind == "summary":
            return content["case"] in cases
        return (
            content["id"] in roots
            or content.get("transcript") in roots
            or content.get("target") in roots
            or content.get("target") in codings
        )

    doomed = Doomed(frozenset(versions), frozenset(files), roots, frozenset(names), belongs)
    return Purge(change, doomed, doomed.files)


def measured(study: Study, purge: Purge) -> Erased:
    """Say how much would be erased from the study as it is."""
    return study.database.measure(purge.doomed)


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


def received(study: Study, purge: Purge) -> list[Path]:
    """Give the files in the study's folder that purged transcripts came from: the program never writes there."""
    found = []
    for path in (study.folder / "transcripts").rglob("*"):
        with suppress(OSError):
            if path.is_file() and sha256(path.read_bytes()).hexdigest() in purge.sources:
                found.append(path)
    return sorted(found)
