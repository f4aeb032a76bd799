"""Reading a workbook that somebody edited: the cells whose words may come back into the study.

Owns finding them: summaries by the ids in a row and a column of their sheet, the texts of codes and the values of
cases by the ids in their rows and the names of their columns. Never by place, and never by a label: where a program has
thrown the names of columns away, that is said. Must not know what the study holds now: what is to be done is `study.returning`'s.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar

from interviewcoder.domain.errors import InterviewCoderError, Unreadable
from interviewcoder.formats.files import read_bytes
from interviewcoder.formats.spreadsheets import checked
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.workbook.comparing import as_compared
from interviewcoder.formats.workbook.meta import CODE_TEXTS, SHEET
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

R = TypeVar("R")
Kind = Literal["summary", "code_text", "value"]
_KINDS: Final[Mapping[str, Kind]] = {"summary": "summary", "code_text": "code_text", "value": "value"}
_LOOKED_AT: Final = 50
"""Rows at the top of a sheet in which the row of ids is looked for."""


class Key(NamedTuple):
    """Which cell: a summary by case and code, a text by code and field, a value by case and attribute."""

    kind: Kind
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Left:
    """What left in a cell: the hash of its words, and whether they left whole."""

    sha256: str
    whole: bool


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

    `names` are those cases and codes had when the file was made, by id. `said` is what is worth knowing.
    """

    study: str = ""
    made: str = ""
    left: dict[Key, Left] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    attributes: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def read_workbook(path: Path) -> Returned:
    """Read an edited workbook. Raises `NotFound`, or `Unreadable` when it is none of ours or damaged."""
    return guarded(path, _read)


def guarded(path: Path, read: Callable[[Any], R], **how: bool) -> R:
    """Open a workbook of ours with openpyxl, told `how`, and read it. Raises as `read_workbook` does."""
    data = read_bytes(path)
    try:
        checked(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read(_ours(path, data, how))
    except InterviewCoderError:
        raise
    except PackageRefused as error:
        raise Unreadable(str(path), str(error)) from error
    except Exception as error:  # a mutated file makes openpyxl raise anything
        raise Unreadable(
            str(path), _("This Excel file is damaged."), _("Open it in Excel and save it again.")
        ) from error


def _ours(path: Path, data: bytes, how: Mapping[str, bool]) -> Any:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), **how)
    if SHEET not in book.sheetnames:
        raise Unreadable(
            str(path),
            _("This is not a workbook that interviewcoder wrote, or its hidden sheet was removed."),
            _("Edit a copy of the file that “export” writes."),
        )
    return book


def _read(book: Any) -> Returned:
    returned = _meta(book[SHEET])
    sheets = [
        _Grid(sheet.title, list(sheet.iter_rows())) for sheet in book.worksheets if sheet.title != SHEET
    ]
    for grid in sheets:
        _read_summaries(grid, returned)
    names = _named_columns(book)
    if not names:
        _say_what_has_no_names(sheets, returned)
    _read_rows(
        sheets, names, returned, ids="code", label="code_path",
        columns={f"code_{name}": ("code_text", name) for name in CODE_TEXTS},
    )  # fmt: skip
    _read_rows(
        sheets, names, returned, ids="case", label="case_name",
        columns={f"value_{guid.replace('-', '')}": ("value", guid) for guid in returned.attributes},
    )  # fmt: skip
    return returned


def meta_rows(sheet: Any) -> Iterator[tuple[str, ...]]:
    """Give the rows of the hidden sheet: kind, two ids, value, sheet, note."""
    for row in sheet.iter_rows(min_row=2, values_only=True):
        yield tuple(str(cell or "") for cell in (*row, *[None] * 6)[:6])


def _meta(sheet: Any) -> Returned:
    returned = Returned()
    for kind, first, second, value, _sheet, note in meta_rows(sheet):
        if kind == "file" and first in {"study", "made"}:
            setattr(returned, first, value)
        elif kind in {"code", "case"}:
            returned.names[first] = value
        elif kind == "attribute":
            returned.attributes.append(first)
            returned.names[first] = value
        elif kind in _KINDS:
            returned.left[Key(_KINDS[kind], first, second)] = Left(value, whole=note != "cut")
    return returned


class _Grid:
    """A sheet as rows of cells."""

    def __init__(self, name: str, rows: Sequence[tuple[Any, ...]]) -> None:
        self.name, self.rows = name, rows

    def column_of(self, ids: Mapping[str, str], above: int = 0) -> int | None:
        """Give the column that holds the most of some ids, below a row; None when none does."""
        found = Counter(at for row in self.rows[above:] for at, cell in enumerate(row) if _word(cell) in ids)
        return found.most_common(1)[0][0] if found else None


def _word(cell: Any) -> str:
    return cell.value.strip() if isinstance(cell.value, str) else ""


def _named_columns(book: Any) -> dict[str, tuple[str, int]]:
    """Give for each column of ours the sheet and the column it is in now, from the file's own names."""
    found: dict[str, tuple[str, int]] = {}
    for name, defined in book.defined_names.items():
        if not str(name).startswith("_ic_"):
            continue
        for sheet, place in defined.destinations:
            first = place.split(":")[0].replace("$", "")
            letters = "".join(character for character in first if character.isalpha())
            if letters:
                from openpyxl.utils import column_index_from_string

                found[str(name).removeprefix("_ic_")] = (sheet, column_index_from_string(letters) - 1)
    return found


# Summaries: ids of codes in a row, ids of cases in a column


def _read_summaries(grid: _Grid, returned: Returned) -> None:
    known = returned.names
    top = next((n for n, row in enumerate(grid.rows[:_LOOKED_AT]) if _ids_in(row, known)), None)
    if top is None:
        return
    codes = _ids_in(grid.rows[top], known)
    cases = grid.column_of(known, top + 1)
    if cases is None or cases in codes:
        return
    if _mixed_up(grid, cases, top, returned):
        return
    for row in grid.rows[top + 1 :]:
        case = _word(row[cases]) if cases < len(row) else ""
        if case not in returned.names:
            continue
        for at, code in codes.items():
            if at < len(row):
                returned.cells.append(_cell(Key("summary", case, code), row[at], grid.name))


def _ids_in(row: Sequence[Any], known: Mapping[str, str]) -> dict[int, str]:
    """Give the columns of a row that hold ids, if it holds nothing else."""
    filled = {at: _word(cell) for at, cell in enumerate(row) if cell.value not in {None, ""}}
    return filled if all(word in known for word in filled.values()) else {}


def _mixed_up(grid: _Grid, ids: int, top: int, returned: Returned) -> bool:
    """Say whether rows were sorted without their ids: then a name stands beside the id of another."""
    here = {_word(row[ids]) for row in grid.rows[top + 1 :] if ids < len(row)}
    by_name: dict[str, set[str]] = {}
    for guid in here & returned.names.keys():
        by_name.setdefault(as_compared(returned.names[guid]), set()).add(guid)
    wrong = 0
    for row in grid.rows[top + 1 :]:
        guid = _word(row[ids]) if ids < len(row) else ""
        if guid not in returned.names:
            continue
        named: set[str] = set().union(*(by_name.get(as_compared(_word(cell)), set()) for cell in row))
        if named and guid not in named:
            wrong += 1
    if wrong:
        returned.said.append(
            _(
                "The sheet “{sheet}” was left: its rows were sorted without the hidden first column, and the words "
                "stand beside the wrong names. Undo the sorting, or select the whole sheet before sorting."
            ).format(sheet=grid.name)
        )
    return wrong > 0


# Codes and cases: ids in a column, named columns beside it


def _read_rows(
    sheets: Sequence[_Grid], names: Mapping[str, tuple[str, int]], returned: Returned, *,
    ids: str, label: str, columns: Mapping[str, tuple[Kind, str]],
) -> None:  # fmt: skip
    if ids not in names:
        return
    sheet, column = names[ids]
    grid = next((grid for grid in sheets if grid.name == sheet), None)
    if grid is None or _swapped(grid, column, names.get(label), returned):
        return
    wanted = {names[key][1]: meant for key, meant in columns.items() if names.get(key, ("",))[0] == sheet}
    for row in grid.rows[1:]:
        guid = _word(row[column]) if column < len(row) else ""
        if guid in returned.names:
            for at, (kind, second) in wanted.items():
                if at < len(row):
                    returned.cells.append(_cell(Key(kind, guid, second), row[at], grid.name))


def _say_what_has_no_names(sheets: Sequence[_Grid], returned: Returned) -> None:
    for grid in sheets:
        if grid.column_of(returned.names) == 0 and not any(
            _ids_in(row, returned.names) for row in grid.rows[:_LOOKED_AT]
        ):
            sentence = _(
                "The sheet “{sheet}” was left: the program that saved the file has dropped the names of its columns. "
                "Copy what was changed into a new export."
            )
            returned.said.append(sentence.format(sheet=grid.name))


def _swapped(grid: _Grid, ids: int, label: tuple[str, int] | None, returned: Returned) -> bool:
    if label is None or label[0] != grid.name:
        return False
    pairs = [(row[ids], row[label[1]]) for row in grid.rows if max(ids, label[1]) < len(row)]
    return _mixed_up(_Grid(grid.name, pairs), 0, 0, returned)


# One cell


def _cell(key: Key, cell: Any, sheet: str) -> Cell:
    where, value = f"{sheet}!{cell.coordinate}", cell.value
    if value is None:
        return Cell(key, "", where)
    if cell.data_type == "f" or (isinstance(value, str) and cell.data_type == "e"):
        return Cell(key, "", where, _("a formula, or an Excel error"))
    if isinstance(value, str):
        return Cell(key, as_compared(value.replace("_x000D_\n", "\n")), where)
    if key.kind != "value":
        return Cell(key, "", where, _("a number or a date, no words"))
    return Cell(key, _value(value), where)


def _value(value: object) -> str:
    """Write a value of a case as it left."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)
