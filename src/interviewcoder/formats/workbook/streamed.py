"""A sheet whose rows go to disk as they are written: as many as Excel takes, in no memory, several times faster.

Owns the XML of a row. It is XlsxWriter's sheet, made through its `worksheet_class`, with cells that are put into words
at once instead of being kept until the file is closed; all that is not cells is XlsxWriter's. Rows come from the top
down, and a row's height before its cells.
"""

from __future__ import annotations

import re
import shutil
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final

from xlsxwriter.worksheet import Worksheet

from interviewcoder.formats.workbook.links import letters

if TYPE_CHECKING:
    from datetime import date

_TO_ESCAPE: Final = re.compile("[&<>]|_(?=x[0-9a-fA-F]{4}_)")
"""What has a meaning in XML, and what Excel would take for an escape of its own."""
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}
_SHORT: Final = 24
_BLANKS: Final = frozenset(" \t\n")
_BUFFERED: Final = 1 << 20


def in_words(text: str) -> str:
    """Give a text as it stands in the XML of a cell."""
    if _TO_ESCAPE.search(text):
        return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)
    return text


class StreamedSheet(Worksheet):  # type: ignore[misc]
    """The sheet. `write_…` take a row and a column from 0, and a format."""

    dim_colmax: int | None
    dim_rowmax: int | None

    def __init__(self) -> None:
        super().__init__()
        self._stream: IO[str] | None = None
        self._row = -1
        self._cells: list[str] = []
        self._looks: dict[Any, str] = {}
        self._number = ""
        self._shared: dict[str, str] = {}
        self._columns: list[str] = []
        self._sizes: dict[int, str] = {}

    def set_row(self, row: int, height: float, look: Any = None) -> None:
        """Say how tall a row is, in points, and how its cells without a format look."""
        shown = f' s="{self._index(look)} customFormat="1"' if look is not None else ""
        self._sizes[row] = f'{shown} ht="{height:g}" customHeight="1"'

    def write_string(self, row: int, column: int, text: str, look: Any) -> None:
        """Write words; short ones, which come back, are kept once in the file."""
        rest = self._shared.get(text)
        if rest is None and len(text) <= _SHORT:
            index = self.str_table._get_shared_string_index(text)  # noqa: SLF001 - as XlsxWriter does for its own cells
            rest = self._shared[text] = f' t="s"><v>{index}</v></c>'
        if rest is not None:
            self._add(row, column, look, rest)
            return
        kept = ' xml:space="preserve"' if text[0] in _BLANKS or text[-1] in _BLANKS else ""
        self._add(row, column, look, f' t="inlineStr"><is><t{kept}>{in_words(text)}</t></is></c>')

    def write_number(self, row: int, column: int, value: float, look: Any) -> None:
        """Write a number."""
        self._add(
            row,
            column,
            look,
            f"><v>{value!r}</v></c>" if isinstance(value, int) else f"><v>{value:.16G}</v></c>",
        )

    def write_boolean(self, row: int, column: int, value: bool, look: Any) -> None:
        """Write yes or no."""
        self._add(row, column, look, f' t="b"><v>{int(value)}</v></c>')

    def write_datetime(self, row: int, column: int, value: date, look: Any) -> None:
        """Write a day or a time."""
        self.write_number(row, column, self._convert_date_time(value), look)

    def write_blank(self, row: int, column: int, _nothing: None, look: Any) -> None:
        """Write a format without a value."""
        self._add(row, column, look, "/>")

    def write_formula(self, row: int, column: int, formula: str, look: Any, value: float | str) -> None:
        """Write a formula with its value."""
        kind = ' t="str"' if isinstance(value, str) else ""
        shown = in_words(value) if isinstance(value, str) else repr(value)
        self._add(row, column, look, f"{kind}><f>{in_words(formula.removeprefix('='))}</f><v>{shown}</v></c>")

    def _add(self, row: int, column: int, look: Any, rest: str) -> None:
        if row != self._row:
            self._end_row(row)
        if column >= len(self._columns):
            self._columns += [f'<c r="{letters(at)}' for at in range(len(self._columns), column + 1)]
            self.dim_colmax = max(self.dim_colmax or 0, column)
        self._cells.append(
            f"{self._columns[column]}{self._number}{self._looks.get(look) or self._index(look)}{rest}"
        )

    def _index(self, look: Any) -> str:
        index = self._looks[look] = f'{look._get_xf_index()}"'  # noqa: SLF001 - as XlsxWriter does for its own cells
        return index

    def _end_row(self, row: int) -> None:
        self._flush()
        if row < self._row:
            message = f"row {row} of a streamed sheet comes after row {self._row}"
            raise ValueError(message)
        self._row, self._number = row, f'{row + 1}" s="'
        self.dim_rowmin, self.dim_colmin = 0, 0
        self.dim_rowmax = max(self.dim_rowmax or 0, row)

    def _flush(self) -> None:
        if self._stream is None:
            # Closed with the sheet, in `abandon`.
            self._stream = TemporaryFile(  # noqa: SIM115
                "w+", encoding="utf-8", newline="", buffering=_BUFFERED, dir=self.tmpdir
            )
        if self._cells:
            size = self._sizes.pop(self._row, "")
            self._stream.write(f'<row r="{self._row + 1}"{size}>{"".join(self._cells)}</row>')
            self._cells.clear()

    def _write_rows(self) -> None:
        """Put the rows in their place in the file: what XlsxWriter calls between the tags around them."""
        self._flush()
        if self._stream is not None:
            self._stream.seek(0)
            shutil.copyfileobj(self._stream, self.fh, _BUFFERED)
        self.abandon()

    def abandon(self) -> None:
        """Let go of the file on disk."""
        if self._stream is not None:
            self._stream.close()
