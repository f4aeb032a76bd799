"""Taking an attribute table in: matching its rows to cases and transcripts as a person would.

Owns the matching. Case, accents, spaces and underscores are forgiven; a file name may go on after the key
(``Entretien_01`` and ``Entretien 01_traitement_A``). Everything matched, and everything not, is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewcoder.domain import naming
from interviewcoder.domain.gestures import cases as gestures
from interviewcoder.domain.text import name_key
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from interviewcoder.domain.drafts import AttributeTable, CaseDraft
    from interviewcoder.domain.records import Case, Transcript, Value
    from interviewcoder.study.study import Study


@dataclass(slots=True)
class Matched:
    """What came of an attribute table: (key, case) matched, cases made, keys that match nothing."""

    table: AttributeTable
    matched: list[tuple[str, str]] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    unmatched: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def import_attributes(study: Study, path: Path, *, key: str | None = None, create: bool = False) -> Matched:
    """Take an attribute table in, as one change; rows that match nothing become cases only with `create`."""
    from interviewcoder.formats.attributes import read_attributes

    table = read_attributes(path, key)
    result = Matched(table, warnings=list(table.warnings))
    matcher = _Matcher(study, table)
    rows: dict[str, tuple[Case, dict[str, Value]]] = {}
    assigned: list[tuple[Transcript, Case]] = []
    new: list[Case] = []
    for row in table.rows:
        case, transcripts = matcher.match(row)
        if case is None and (transcripts or create):
            case = gestures.new_case(naming.taken(row.key, result.warnings), [*study.cases, *new])
            new.append(case)
            result.created.append(case.name)
        if case is None:
            result.unmatched.append((row.row, row.key))
            continue
        result.matched.append((row.key, case.name))
        assigned += [(transcript, case) for transcript in transcripts]
        _merge(rows, case, row.values, result)
    result.warnings += matcher.warnings
    change = gestures.import_attributes(
        table.attributes, list(rows.values()), attributes=study.attributes, cases=study.cases,
        transcripts=assigned, file=path.name,
    )  # fmt: skip
    if rows and change:
        study.apply(change)
    return result


def _merge(
    rows: dict[str, tuple[Case, dict[str, Value]]], case: Case, values: Mapping[str, Value], result: Matched
) -> None:
    there = rows.setdefault(case.id, (case, {}))[1]
    if there and any(there.get(name, value) != value for name, value in values.items()):
        result.warnings.append(
            _("Several rows are about {case} and differ; the first value of each attribute was kept.").format(
                case=case.name
            )
        )
    for name, value in values.items():
        there.setdefault(name, value)


class _Matcher:
    """Finds for each row its case, and the transcripts without a case that the key names."""

    def __init__(self, study: Study, table: AttributeTable) -> None:
        self.warnings: list[str] = []
        self._cases = {name_key(case.name): case for case in study.cases}
        self._by_id = {case.id: case for case in study.cases}
        self._transcripts: dict[str, list[Transcript]] = {}
        self._made: dict[str, Case] = {}
        keys = {name_key(row.key): row.key for row in table.rows}
        for transcript in study.transcripts:
            key = self._key_of(transcript, keys)
            if key is not None:
                self._transcripts.setdefault(key, []).append(transcript)

    def _key_of(self, transcript: Transcript, keys: Mapping[str, str]) -> str | None:
        names = [name_key(transcript.name), name_key(transcript.source.rpartition(".")[0])]
        for name in names:
            if name in keys:
                return name
        name = names[0]
        begins = sorted((key for key in keys if key and name.startswith(key)), key=len, reverse=True)
        for key in begins:
            if not name[len(key)].isalnum():
                return key
        loose = [key for key in begins if not (key[-1].isdigit() and name[len(key)].isdigit())]
        if loose:
            self.warnings.append(
                _("“{key}” was taken for the transcript “{transcript}”, which only begins like it.").format(
                    key=keys[loose[0]], transcript=transcript.name
                )
            )
            return loose[0]
        return None

    def match(self, row: CaseDraft) -> tuple[Case | None, list[Transcript]]:
        key = name_key(row.key)
        transcripts = self._transcripts.get(key, [])
        free = [transcript for transcript in transcripts if transcript.case is None]
        if key in self._cases:
            return self._cases[key], free
        held = next((t.case for t in transcripts if t.case is not None), None)
        if held is not None:
            return self._by_id[held], free
        return None, free
