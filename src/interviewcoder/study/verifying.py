"""An exported workbook held against the study as it is now: which figures are no longer what they were.

Owns the comparison, cell by cell and by identity. What the file left with is `formats.workbook.exported`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from interviewcoder.analysis.results import Matrix
    from interviewcoder.formats.workbook.exported import Exported
    from interviewcoder.study.study import Study


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that changed: segments of a code in a case."""

    code: str
    case: str
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class MovedTotal:
    """A code whose segments, or whose number of cases, changed."""

    code: str
    was: int
    now: int
    cases_was: int
    cases_now: int


@dataclass(slots=True)
class Verified:
    """What is different since the file was made. Names are those of now; of what is gone, those of then."""

    made: str
    cells: list[Moved] = field(default_factory=list)
    totals: list[MovedTotal] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether the file still says what the study says."""
        return not (self.cells or self.totals or self.added or self.removed or self.renamed)


def verify(study: Study, path: Path) -> Verified:
    """Compare. Raises `NotFound`, `Unreadable`, and `Refused` for the file of another study or of an old program."""
    from interviewcoder.formats.workbook.exported import read_exported

    exported = read_exported(path)
    if exported.study != study.identity:
        raise Refused(
            _("{file} was exported from another study. Open that one, or export anew.").format(file=path.name)
        )
    if not exported.whole:
        raise Refused(
            _("{file} was made before figures were kept in the file. Export anew.").format(file=path.name)
        )
    now = study.matrix(rollup=exported.rolled_up, filters=_filters(exported.filters))
    verified = Verified(exported.made)
    for then, these in (
        (exported.codes, {code.id: study.codebook.path(code.id) for code in study.codebook}),
        (exported.cases, {case.id: case.name for case in study.cases}),
    ):
        _compare_names(verified, then, these)
    _compare_figures(verified, exported, now)
    return verified


def _filters(asked: Mapping[str, Any]) -> Filters:
    known = {known.name for known in fields(Filters)}
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in asked.items()
        if name in known
    }
    plain["where"] = tuple((str(name), str(value)) for name, value in plain.get("where", ()))
    return Filters(**plain)


def _compare_names(verified: Verified, then: Mapping[str, str], now: Mapping[str, str]) -> None:
    verified.added += [name for guid, name in now.items() if guid not in then]
    verified.removed += [name for guid, name in then.items() if guid not in now]
    verified.renamed += [
        (then[guid], name) for guid, name in now.items() if guid in then and then[guid] != name
    ]


def _compare_figures(verified: Verified, exported: Exported, now: Matrix) -> None:
    rows = {heading.id: (n, heading.name) for n, heading in enumerate(now.rows)}
    columns = {heading.id: (n, heading.name) for n, heading in enumerate(now.columns)}
    for code in [*rows, *(code for code in exported.codes if code not in rows)]:
        n, name = rows.get(code, (-1, exported.codes.get(code, code)))
        was, cases_was = exported.totals.get(code, (0, 0))
        total, cases = (_whole(now.row_totals[n]), now.cases_with[n]) if n >= 0 else (0, 0)
        if (was, cases_was) != (total, cases):
            verified.totals.append(MovedTotal(name, was, total, cases_was, cases))
        for case in [*columns, *(case for case in ("", *exported.cases) if case not in columns)]:
            at, case_name = columns.get(case, (-1, exported.cases.get(case, _("(no case)"))))
            before = exported.figures.get((code, case), 0)
            after = _whole(now.cells[n][at]) if n >= 0 and at >= 0 else 0
            if before != after:
                verified.cells.append(Moved(name, case_name, before, after))


def _whole(cell: object) -> int:
    return int(cell) if isinstance(cell, int | float) else 0
