"""Who speaks in a transcript, corrected after it was taken in: the turns are told anew over the same text.

Owns the change that does it; codings stay in place, because the text does. Recognising is `formats`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import NotFound
from interviewcoder.domain.gestures import transcripts as gestures
from interviewcoder.domain.records import Speaker, new_guid
from interviewcoder.domain.text import name_key
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.records import Role, Transcript, Turn
    from interviewcoder.study.study import Study


def add_speaker(
    study: Study, transcript: Transcript, label: str, role: Role | None = None
) -> HistoryLine | None:
    """Say that lines beginning with `label` are turns of a speaker that was missed.

    None when they are so already; raises `NotFound` when no line begins so.
    """
    from interviewcoder.formats.transcripts.relabelling import with_label

    document = study.document(transcript)
    turns = with_label(document.text, document.turns, label)
    if not any(turn.label is not None and name_key(turn.label) == name_key(label) for turn in turns):
        raise NotFound(_("line that begins with"), label)
    return _tell(study, transcript, turns, {name_key(label): role} if role else {})


def remove_speaker(study: Study, transcript: Transcript, label: str) -> HistoryLine | None:
    """Say that `label` is no speaker: it and its words belong to the turn before. Raises `NotFound`."""
    from interviewcoder.formats.transcripts.relabelling import without_label

    document = study.document(transcript)
    labels = [turn.label for turn in document.turns if turn.label is not None]
    if name_key(label) not in map(name_key, labels):
        raise NotFound(_("speaker"), label, labels)
    return _tell(study, transcript, without_label(document.turns, label), {})


def _tell(
    study: Study, transcript: Transcript, turns: Sequence[Turn], roles: dict[str, Role]
) -> HistoryLine | None:
    from interviewcoder.formats.transcripts.speakers import describe

    version = study.version(transcript)
    if tuple(turns) == version.turns and not roles:
        return None
    labels, _warnings = describe(turns, version.text, ())
    before = {speaker.label: speaker for speaker in study.speakers(transcript)}
    after = [
        before.get(label.label)
        or Speaker(transcript=transcript.id, label=label.label, name=label.name, role=label.role)
        for label in labels
    ]
    after = [replace(speaker, role=roles.get(name_key(speaker.label), speaker.role)) for speaker in after]
    told = replace(version, id=new_guid(), turns=tuple(turns))
    change = gestures.change_turns(transcript, told, before=list(before.values()), after=after)
    return study.apply(change)
