"""Taking transcripts in: the change that makes transcripts of what `finding` found.

Owns what comes with a transcript: its speakers, the notes of its file as memos, the report of its import,
its file's bytes, its case, and header data taken as attributes. Reading files is `formats`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.changes import Edit, added, replaced
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import transcripts as gestures
from interviewcoder.domain.gestures.transcripts import Arrival
from interviewcoder.domain.naming import cleaned
from interviewcoder.domain.records import Attribute, ImportReport, Memo, Speaker, Transcript, Version
from interviewcoder.domain.text import name_key, shown, words
from interviewcoder.study.finding import look

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from interviewcoder.domain.records import AttributeKind, Case, Role, Value
    from interviewcoder.formats.transcripts.reading import Reading
    from interviewcoder.study.finding import Interview, Received
    from interviewcoder.study.study import Study

LARGEST_KEPT: Final = 20 * 2**20
"""Bytes up to which a file is kept as received; of a larger one its path and SHA-256 are."""
_ENOUGH_FOR_CHOICES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person decides about an interview before it is taken.

    `case` is the name of the case it belongs to, made when it is new; empty for none. `attributes` are keys
    of the header data that become attributes of the case. `roles` overrule, by label or name as written.
    """

    case: str = ""
    attributes: Collection[str] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)


def take(study: Study, chosen: Sequence[tuple[Interview, Choices]]) -> list[Transcript]:
    """Take the interviews of a file in, as one change; those the study holds already are left out."""
    new = [(interview, choices) for interview, choices in chosen if not interview.twin]
    if not new:
        return []
    cases = _Cases(study, new)
    position = max((transcript.position for transcript in study.transcripts), default=-1) + 1
    arrivals = [
        _arrival(study, interview, choices.roles, cases.of(interview, choices), position + n)
        for n, (interview, choices) in enumerate(new)
    ]
    received = {interview.file.sha256: interview.file.data for interview, _choices in new}
    files = {sha256: data for sha256, data in received.items() if len(data) <= LARGEST_KEPT}
    change = gestures.add_transcripts(arrivals, known=study.transcripts, files=files, beside=cases.edits())
    study.apply(change)
    return [arrival.transcript for arrival in arrivals]


def import_file(study: Study, path: Path, *, case: str = "") -> Transcript:
    """Take the one interview in a file in. Raises `Unreadable`."""
    ((_path, found),) = look(study, [path])
    if not isinstance(found, list):
        raise found
    (transcript,) = take(study, [(interview, Choices(case=case)) for interview in found])
    return transcript


def _arrival(
    study: Study, interview: Interview, roles: Mapping[str, Role], case: Case | None, position: int
) -> Arrival:
    reading, file = interview.reading, interview.file
    version = Version(
        text=reading.text, turns=reading.turns, moments=reading.moments,
        report=_report(study, file, reading),
    )  # fmt: skip
    transcript = Transcript(
        name=interview.name, case=case.id if case else None, version=version.id, language=reading.language,
        source=file.name, source_sha256=file.sha256, format=reading.format, words=words(reading.text),
        length=len(reading.text), position=position, metadata=dict(reading.metadata),
    )  # fmt: skip
    told = {name_key(name): role for name, role in roles.items()}
    speakers = tuple(
        Speaker(
            transcript=transcript.id, label=label.label, name=label.name,
            role=told.get(name_key(label.label)) or told.get(name_key(label.name)) or label.role,
        )
        for label in reading.labels
    )  # fmt: skip
    return Arrival(
        transcript=transcript, version=version, speakers=speakers, memos=tuple(_memos(transcript, reading))
    )


def _report(study: Study, file: Received, reading: Reading) -> ImportReport:
    kept = len(file.data) <= LARGEST_KEPT
    options = {"as": file.as_format, "encoding": file.encoding}
    return ImportReport(
        file=file.name if kept else shown(str(file.path.absolute())), sha256=file.sha256, size=len(file.data),
        format=reading.format, encoding=reading.encoding, program=study.program_version, part=reading.name,
        options={name: value for name, value in options.items() if value},
        counts=dict(reading.counts), warnings=reading.warnings, left_out=reading.left_out,
    )  # fmt: skip


def _memos(transcript: Transcript, reading: Reading) -> list[Memo]:
    memos: list[Memo] = []
    for note in reading.notes:
        text = f"{note.author}: {note.text}" if note.author else note.text
        memo = Memo(on="transcript", target=transcript.id, text=text, kind=note.kind)
        if 0 <= note.start < note.end <= len(reading.text):
            quote = reading.text[note.start : note.end]
            memo = replace(memo, on="passage", start=note.start, end=note.end, quote=quote)
        memos.append(memo)
    return memos


class _Cases:
    """The cases that interviews belong to, with the values their headers give; new ones are added."""

    def __init__(self, study: Study, chosen: Sequence[tuple[Interview, Choices]]) -> None:
        self._study = study
        self._kinds, self._values = _columns(chosen)
        self._attributes: list[Attribute] = []
        self._cases: dict[str, Case] = {}

    def of(self, interview: Interview, choices: Choices) -> Case | None:
        """Give the case of an interview, with its values."""
        if not choices.case:
            return None
        key = name_key(choices.case)
        case = self._cases.get(key) or self._named(choices.case)
        known = [*self._study.attributes, *self._attributes]
        values = self._values.get(interview.name, {})
        self._cases[key], new = case_gestures.with_values(case, values, known, self._kinds)
        self._attributes += new
        return self._cases[key]

    def _named(self, name: str) -> Case:
        known = [*self._study.cases, *self._cases.values()]
        there = next((case for case in known if name_key(case.name) == name_key(name)), None)
        return there or case_gestures.new_case(name, known)

    def edits(self) -> list[Edit]:
        """Give the edits that make the new attributes and cases, and set the values of the others."""
        before = {case.id: case for case in self._study.cases}
        edits: list[Edit] = [*added(*self._attributes)]
        for case in self._cases.values():
            edits += replaced(before[case.id], case) if case.id in before else added(case)
        return edits


def _columns(
    chosen: Sequence[tuple[Interview, Choices]],
) -> tuple[dict[str, AttributeKind], dict[str, dict[str, Value]]]:
    """Read header data as columns of a table: the kind of each key, and the values by interview."""
    from interviewcoder.formats.values import recognise

    kinds: dict[str, AttributeKind] = {}
    values: dict[str, dict[str, Value]] = {}
    for key in dict.fromkeys(key for _interview, choices in chosen for key in choices.attributes):
        asked = [interview for interview, choices in chosen if key in choices.attributes]
        column = recognise([interview.reading.metadata.get(key) for interview in asked])
        choice = column.kind == "choice" and len(asked) < _ENOUGH_FOR_CHOICES
        name = cleaned(key)
        kinds[name] = "text" if choice else column.kind
        for interview, value in zip(asked, column.values, strict=True):
            if value is not None:
                values.setdefault(interview.name, {})[name] = value
    return kinds, values


def case_for(study: Study, name: str) -> tuple[Case, bool]:
    """Give the case of this name, and whether it is new."""
    known = next((case for case in study.cases if name_key(case.name) == name_key(name)), None)
    return (known, False) if known else (case_gestures.new_case(name, study.cases), True)
