"""Opening a workbook that came back: with suspicion, and only when it is one of ours.

Owns that step and the rows of the hidden sheet as they stand. What they mean is for who reads them.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from interviewcoder.domain.errors import Unreadable
from interviewcoder.formats.files import read_bytes
from interviewcoder.formats.spreadsheets import carefully
from interviewcoder.formats.workbook.meta import SHEET
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

R = TypeVar("R")


def opened(path: Path, read: Callable[[Any], R], **how: bool) -> R:
    """Open a workbook of ours with openpyxl, told `how`, and read it.

    Raises `NotFound`, or `Unreadable` when it is none of ours or damaged.
    """
    data = read_bytes(path)
    return carefully(path, data, lambda: read(_ours(path, data, how)))


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


def meta_rows(sheet: Any) -> Iterator[tuple[str, ...]]:
    """Give the rows of the hidden sheet: kind, two ids, value, sheet, note."""
    for row in sheet.iter_rows(min_row=2, values_only=True):
        yield tuple(str(cell or "") for cell in (*row, *[None] * 6)[:6])
