"""Reading a workbook that somebody edited: the cells whose words may come back into the study.

Owns finding them: summaries by the ids in a row and a column of their sheet, the texts of codes and the values of
cases by the ids in their rows and the names of their columns. Never by place, and never by a label: what has lost its
ids or its names is said. Must not know what the study holds now: what is to be done is `study.returning`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from interviewcoder.formats.workbook.comparing import as_compared, value_text
from interviewcoder.formats.workbook.meta import CODE_TEXTS, SHEET
from interviewcoder.formats.workbook.opening import meta_rows, opened
from interviewcoder.formats.workbook.sheets import Grid, at, word
from interviewcoder.locales import Language, _, as_language, ngettext, speaking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Kind = Literal["summary", "code_text", "value"]
_KINDS: Final[Mapping[str, Kind]] = {"summary": "summary", "code_text": "code_text", "value": "value"}


class Key(NamedTuple):
    """Which cell: a summary by case and code, a text by code and field, a value by case and attribute."""

    kind: Kind
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Left:
    """What left: the hash of the words, and of what stood in the cell in their stead when they were too long for it."""

    sha256: str
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What came back in a cell: the words (empty when it was emptied), and where they stand now.

    `problem` says why the words are not taken, and is empty when they are.
    """

    key: Key
    text: str
    where: str
    problem: str = ""


@dataclass(slots=True)
class Returned:
    """An edited workbook: whose study it is, when it was made, what left and what came back.

    `codes`, `cases` and `attributes` are the names they had when the file was made, by id. `said` is what is worth
    knowing of sheets and rows that were not read.
    """

    study: str = ""
    made: str = ""
    language: Language = "en"
    left: dict[Key, Left] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    sheets: set[str] = field(default_factory=set)
    cells: list[Cell] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def names(self) -> dict[str, str]:
        """The names of everything, by id."""
        return self.codes | self.cases | self.attributes


def read_workbook(path: Path) -> Returned:
    """Read an edited workbook. Raises `NotFound`, or `Unreadable` when it is none of ours or damaged."""
    return opened(path, _read)


def _read(book: Any) -> Returned:
    returned = _meta(book[SHEET])
    with_ids = returned.codes | returned.cases
    grids = [
        Grid(sheet.title, list(sheet.iter_rows()), with_ids)
        for sheet in book.worksheets
        if sheet.title != SHEET
    ]
    names = _named_columns(book)
    tables = (
        _Rows("code", "code_path", returned.codes, {f"code_{name}": ("code_text", name) for name in CODE_TEXTS}),
        _Rows(
            "case", "case_name", returned.cases,
            {f"value_{guid.replace('-', '')}": ("value", guid) for guid in returned.attributes},
        ),
    )  # fmt: skip
    of_sheet = {sheet: table for table in tables if (sheet := table.sheet(names)) is not None}
    for grid in grids:
        if grid.name in of_sheet:
            _read_rows(grid, of_sheet[grid.name], names, returned)
        else:
            _read_summaries(grid, returned, named=bool(names))
    return returned


def _meta(sheet: Any) -> Returned:
    returned = Returned()
    for kind, first, second, value, place, note in meta_rows(sheet):
        if kind == "file" and first in {"study", "made"}:
            setattr(returned, first, value)
        elif kind == "file" and first == "language":
            returned.language = as_language(value) or "en"
        elif kind == "code":
            returned.codes[first] = value
        elif kind == "case":
            returned.cases[first] = value
        elif kind == "attribute":
            returned.attributes[first] = value
        elif kind in _KINDS:
            returned.left[Key(_KINDS[kind], first, second)] = Left(value, note)
            returned.sheets |= {place} - {""}
    return returned


def _named_columns(book: Any) -> dict[str, tuple[str, int]]:
    """Give for each column of ours the sheet and the column it is in now, from the file's own names."""
    from openpyxl.utils import column_index_from_string

    found: dict[str, tuple[str, int]] = {}
    for name, defined in book.defined_names.items():
        if not str(name).startswith("_ic_"):
            continue
        for sheet, place in defined.destinations:
            first = place.split(":")[0].replace("$", "")
            letters = "".join(character for character in first if character.isalpha())
            if letters and sheet in book.sheetnames:
                found[str(name).removeprefix("_ic_")] = (sheet, column_index_from_string(letters) - 1)
    return found


# Summaries: ids of codes in a row, ids of cases in a column


def _read_summaries(grid: Grid, returned: Returned, *, named: bool) -> None:
    top = grid.row_of_ids()
    cases = None if top is None else grid.column_of_ids(top + 1)
    if top is None or cases is None or cases in (codes := grid.ids_in(grid.rows[top])):
        _say_why_not_read(grid, returned, named=named)
        return
    if grid.mixed_up(cases, top + 1):
        _say_mixed_up(grid, returned)
        return
    _say_rows_without(grid, grid.rows_without(cases, returned.cases, top + 1), returned)
    for row in grid.rows[top + 1 :]:
        case = at(row, cases)
        if case in returned.cases:
            returned.cells += [
                _cell(Key("summary", case, code), row[column], grid.name, returned)
                for column, code in codes.items()
                if column < len(row)
            ]


# Codes and cases: ids in a column, named columns beside it


class _Rows(NamedTuple):
    """A table whose rows are found by id: the names of its columns of ids and of labels, and what the others mean."""

    ids: str
    label: str
    of: Mapping[str, str]
    columns: Mapping[str, tuple[Kind, str]]

    def sheet(self, names: Mapping[str, tuple[str, int]]) -> str | None:
        """Give the sheet the table is on."""
        return next((names[key][0] for key in (self.ids, *self.columns) if key in names), None)


def _read_rows(grid: Grid, table: _Rows, names: Mapping[str, tuple[str, int]], returned: Returned) -> None:
    here = {key: column for key, (sheet, column) in names.items() if sheet == grid.name}
    wanted = {here[key]: meant for key, meant in table.columns.items() if key in here}
    ids, rows = here.get(table.ids), grid.rows[1:]
    if ids is None or not any(at(row, ids) in table.of for row in rows):
        if any(word(cell) for row in rows for cell in row):
            _say_lost(grid, returned)
        return
    if table.label in here and grid.mixed_up(ids, label=here[table.label]):
        _say_mixed_up(grid, returned)
        return
    _say_rows_without(grid, grid.rows_without(ids, table.of, 1), returned)
    for row in rows:
        if (guid := at(row, ids)) in table.of:
            returned.cells += [
                _cell(Key(kind, guid, second), row[column], grid.name, returned)
                for column, (kind, second) in wanted.items()
                if column < len(row)
            ]


# What was not read


def _say_why_not_read(grid: Grid, returned: Returned, *, named: bool) -> None:
    """Say it of a sheet that holds ids, or held summaries when it left; any other is nobody's concern."""
    if grid.name in returned.sheets or (grid.holds_ids() and (named or grid.row_of_ids() is not None)):
        _say_lost(grid, returned)
    elif grid.holds_ids():
        sentence = _(
            "The sheet “{sheet}” was left: the program that saved the file has dropped the names of its columns. "
            "Copy what was changed into a new export."
        )
        returned.said.append(sentence.format(sheet=grid.name))


def _say_lost(grid: Grid, returned: Returned) -> None:
    sentence = _(
        "Nothing was read of the sheet “{sheet}”: its hidden row or column of ids, by which its cells are recognised, is "
        "gone, or it is a copy of another sheet. Copy what was changed into a new export."
    )
    returned.said.append(sentence.format(sheet=grid.name))


def _say_mixed_up(grid: Grid, returned: Returned) -> None:
    sentence = _(
        "The sheet “{sheet}” was left: its rows were sorted without the hidden first column, and the words "
        "stand beside the wrong names. Undo the sorting, or select the whole sheet before sorting."
    )
    returned.said.append(sentence.format(sheet=grid.name))


def _say_rows_without(grid: Grid, rows: Sequence[int], returned: Returned) -> None:
    if rows:
        sentence = ngettext(
            "Row {rows} of the sheet “{sheet}” was not read: it has no id in the hidden first column. "
            "Copy what was changed into its row in a new export.",
            "Rows {rows} of the sheet “{sheet}” were not read: they have no id in the hidden first column. "
            "Copy what was changed into their rows in a new export.",
            len(rows),
        )
        returned.said.append(sentence.format(rows=", ".join(map(str, rows)), sheet=grid.name))


# One cell


def _cell(key: Key, cell: Any, sheet: str, returned: Returned) -> Cell:
    where, value = f"{sheet}!{cell.coordinate}", cell.value
    if value is None:
        return Cell(key, "", where)
    if cell.data_type == "f" or (isinstance(value, str) and cell.data_type == "e"):
        return Cell(key, "", where, _("a formula, or an Excel error"))
    if isinstance(value, str):
        return Cell(key, as_compared(value.replace("_x000D_\n", "\n")), where)
    if key.kind != "value":
        return Cell(key, "", where, _("a number or a date, no words"))
    return Cell(key, _value(value, returned.language), where)


def _value(value: object, language: Language) -> str:
    """Write a value of a case as it left."""
    if isinstance(value, bool):
        with speaking(language):
            return _("yes") if value else _("no")
    return value_text(value)
