"""Gestures on transcripts and speakers: take in, rename, assign to a case, remove, say who speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, Edit, added, removed, replaced
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.records import Case, Memo, Speaker, Transcript, Version
from interviewcoder.domain.text import name_key
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.domain.records import Coding, Role, Status


def add_transcript(
    transcript: Transcript,
    version: Version,
    speakers: Sequence[Speaker],
    *,
    known: Iterable[Transcript],
    new: Sequence[Case | Memo] = (),
) -> Change:
    """Take a transcript in, with its speakers and whatever comes with it: its case, its notes."""
    _free(transcript.name, known)
    cases = [record for record in new if isinstance(record, Case)]
    memos = [record for record in new if isinstance(record, Memo)]
    edits = added(*cases, transcript, *speakers, *memos)
    return Change(N_("Imported {transcript}"), {"transcript": transcript.name}, edits, (version,))


def rename_transcript(transcript: Transcript, name: str, known: Iterable[Transcript]) -> Change:
    """Give a transcript another name. Refused when another has it."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("A transcript needs a name."))
    _free(name, (other for other in known if other.id != transcript.id))
    details = {"transcript": transcript.name, "name": name}
    edits = replaced(transcript, replace(transcript, name=name))
    return Change(N_("Renamed the transcript {transcript} to {name}"), details, edits)


def _free(name: str, known: Iterable[Transcript]) -> None:
    for other in known:
        if name_key(other.name) == name_key(name):
            raise Refused(_("There is a transcript “{name}” already.").format(name=other.name))


def assign_transcripts(transcripts: Sequence[Transcript], case: Case, *, new_case: bool = False) -> Change:
    """Assign transcripts to a case, which is added too when `new_case` says it is new."""
    edits: list[Edit] = [*added(case)] if new_case else []
    for transcript in transcripts:
        edits += replaced(transcript, replace(transcript, case=case.id))
    details = {"transcript": ", ".join(transcript.name for transcript in transcripts), "case": case.name}
    return Change(N_("Assigned {transcript} to {case}"), details, tuple(edits))


def remove_transcript(
    transcript: Transcript,
    *,
    speakers: Iterable[Speaker],
    codings: Iterable[Coding],
    memos: Iterable[Memo],
    statuses: Iterable[Status],
) -> Change:
    """Remove a transcript and everything that rests on it. Undo brings all of it back."""
    edits = removed(*memos, *codings, *statuses, *speakers, transcript)
    return Change(N_("Removed the transcript {transcript}"), {"transcript": transcript.name}, edits)


def set_role(speakers: Sequence[Speaker], role: Role) -> Change:
    """Say whether speakers ask or answer."""
    edits: list[Edit] = []
    for speaker in speakers:
        edits += replaced(speaker, replace(speaker, role=role))
    name = ", ".join(dict.fromkeys(speaker.name for speaker in speakers))
    return Change(N_("{speaker} is now: {role}"), {"speaker": name, "role": role}, tuple(edits))
