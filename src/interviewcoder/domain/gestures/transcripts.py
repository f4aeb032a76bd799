"""Gestures on transcripts and speakers: take in, rename, order, assign to a case, remove, say who speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, Edit, added, removed, replaced
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures.ordering import moved, placed
from interviewcoder.domain.naming import kept
from interviewcoder.domain.records import Finished
from interviewcoder.domain.text import name_key
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from interviewcoder.domain.records import (
        Case,
        Coder,
        Coding,
        Memo,
        Pending,
        Role,
        Speaker,
        Status,
        Transcript,
        Version,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A transcript that comes in, with its text, its speakers and the notes on it."""

    transcript: Transcript
    version: Version
    speakers: tuple[Speaker, ...] = ()
    memos: tuple[Memo, ...] = ()


def add_transcripts(
    arrivals: Sequence[Arrival],
    *,
    known: Iterable[Transcript],
    files: Mapping[str, bytes] | None = None,
    beside: Sequence[Edit] = (),
) -> Change:
    """Take transcripts in, with the files they come from; `beside` are cases and attributes they bring."""
    taken = list(known)
    edits: list[Edit] = list(beside)
    for arrival in arrivals:
        _free(kept(arrival.transcript.name, _("A transcript needs a name.")), taken)
        taken.append(arrival.transcript)
        edits += added(arrival.transcript, *arrival.speakers, *arrival.memos)
    names = ", ".join(arrival.transcript.name for arrival in arrivals)
    versions = tuple(arrival.version for arrival in arrivals)
    return Change(N_("Imported {transcript}"), {"transcript": names}, tuple(edits), versions, files or {})


def change_turns(
    transcript: Transcript, version: Version, *, before: Sequence[Speaker], after: Sequence[Speaker]
) -> Change:
    """Tell the turns of a transcript anew over the same text: codings stay where they are."""
    kept = {speaker.id for speaker in after}
    old = {speaker.id: speaker for speaker in before}
    edits = [*replaced(transcript, replace(transcript, version=version.id))]
    edits += removed(*(speaker for speaker in before if speaker.id not in kept))
    for speaker in after:
        edits += replaced(old[speaker.id], speaker) if speaker.id in old else added(speaker)
    details = {"transcript": transcript.name}
    return Change(N_("Changed who speaks in {transcript}"), details, tuple(edits), (version,))


def rename_speakers(speakers: Sequence[Speaker], name: str) -> Change:
    """Give speakers another name; the labels in the text stay."""
    name = kept(name, _("A speaker needs a name."))
    edits: list[Edit] = []
    for speaker in speakers:
        edits += replaced(speaker, replace(speaker, name=name))
    before = ", ".join(dict.fromkeys(speaker.name for speaker in speakers))
    details = {"speaker": before, "name": name}
    return Change(N_("Renamed the speaker {speaker} to {name}"), details, tuple(edits))


def rename_transcript(transcript: Transcript, name: str, known: Iterable[Transcript]) -> Change:
    """Give a transcript another name. Refused when another has it."""
    name = kept(name, _("A transcript needs a name."))
    _free(name, (other for other in known if other.id != transcript.id))
    details = {"transcript": transcript.name, "name": name}
    edits = replaced(transcript, replace(transcript, name=name))
    return Change(N_("Renamed the transcript {transcript} to {name}"), details, edits)


def _free(name: str, known: Iterable[Transcript]) -> None:
    for other in known:
        if name_key(other.name) == name_key(name):
            raise Refused(_("There is a transcript “{name}” already.").format(name=other.name))


def assign_transcripts(
    transcripts: Sequence[Transcript], case: Case | None, *, new_case: bool = False
) -> Change:
    """Assign transcripts to a case, which is added too when `new_case` says it is new; None is no case."""
    edits: list[Edit] = [*added(case)] if new_case and case is not None else []
    for transcript in transcripts:
        edits += replaced(transcript, replace(transcript, case=case.id if case is not None else None))
    names = ", ".join(transcript.name for transcript in transcripts)
    if case is None:
        return Change(N_("Took {transcript} out of its case"), {"transcript": names}, tuple(edits))
    details = {"transcript": names, "case": case.name}
    return Change(N_("Assigned {transcript} to {case}"), details, tuple(edits))


def move_transcript(transcript: Transcript, place: int, known: Sequence[Transcript]) -> Change:
    """Put a transcript at a place in the order of the interviews, counted from 0."""
    edits = placed(moved(transcript, place, known))
    return Change(N_("Moved the transcript {transcript}"), {"transcript": transcript.name}, edits)


def remove_transcript(
    transcript: Transcript,
    *,
    speakers: Iterable[Speaker],
    codings: Iterable[Coding],
    memos: Iterable[Memo],
    statuses: Iterable[Status],
    finished: Iterable[Finished] = (),
    waiting: Iterable[Pending] = (),
) -> Change:
    """Remove a transcript and everything that rests on it. Undo brings all of it back."""
    edits = removed(*memos, *codings, *waiting, *statuses, *finished, *speakers, transcript)
    return Change(N_("Removed the transcript {transcript}"), {"transcript": transcript.name}, edits)


def finish_transcripts(
    transcripts: Sequence[Transcript], coder: Coder, present: Sequence[Finished], *, done: bool = True
) -> Change:
    """Say that a coder has finished transcripts, or has not after all."""
    held = {known.transcript: known for known in present if known.coder == coder.id}
    edits: tuple[Edit, ...] = ()
    for transcript in transcripts:
        before = held.get(transcript.id)
        if done and before is None:
            edits += added(Finished(transcript=transcript.id, coder=coder.id))
        elif not done and before is not None:
            edits += removed(before)
    details = {"transcript": ", ".join(transcript.name for transcript in transcripts), "coder": coder.name}
    label = (
        N_("{coder} has finished {transcript}")
        if done
        else N_("{coder} has not finished {transcript} after all")
    )
    return Change(label, details, edits)


def set_role(speakers: Sequence[Speaker], role: Role) -> Change:
    """Say whether speakers ask or answer."""
    edits: list[Edit] = []
    for speaker in speakers:
        edits += replaced(speaker, replace(speaker, role=role))
    name = ", ".join(dict.fromkeys(speaker.name for speaker in speakers))
    return Change(N_("{speaker} is now: {role}"), {"speaker": name, "role": role}, tuple(edits))
