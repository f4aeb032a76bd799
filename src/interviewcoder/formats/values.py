"""What kind of values a column of a table holds: yes or no, numbers, dates, a choice, or text.

Owns reading numbers and dates as the French and the English write them. Must not know files.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.records import AttributeKind, Value
    from interviewcoder.formats.tables import CellValue

_YES: Final = frozenset(("oui", "yes", "vrai", "true"))
_NO: Final = frozenset(("non", "no", "faux", "false"))
_SPACES: Final = re.compile("(?<=\\d)[ \u00a0\u202f\u2009'’](?=\\d{3}(?:\\D|$))")
_NUMBER: Final = re.compile(r"[+\-−]?(?:0|[1-9]\d{0,14}|0(?=[.,]))(?:[.,]\d{1,15})?", re.ASCII)
_GROUPED_COMMA: Final = re.compile(r"([+\-−]?\d{1,3})((?:,\d{3})+)(\.\d+)?", re.ASCII)
_GROUPED_POINT: Final = re.compile(r"([+\-−]?\d{1,3})((?:\.\d{3}){2,}|(?:\.\d{3})+(?=,))(,\d+)?", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_WRITTEN: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_MOST_CHOICES: Final = 12
_LONGEST_CHOICE: Final = 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column as recognised; `values` has None where the cell is empty."""

    kind: AttributeKind
    values: list[Value | None]
    choices: tuple[str, ...] = ()
    month_first: bool = False


def recognise(cells: Sequence[CellValue], *, thousands: bool = False) -> Column:
    """Say what kind of values `cells` hold, and read them so.

    Every filled cell must fit the kind. With `thousands` a comma before three digits groups them, as in
    English files; otherwise it is the decimal comma.
    """
    tidy = [_tidied(cell) for cell in cells]
    filled = [cell for cell in tidy if cell is not None]
    if not filled:
        return Column("text", list(tidy))
    flags = [_flag(cell) for cell in filled]
    if None not in flags:
        return Column("boolean", _spread(tidy, flags))
    numbers = [_number(cell, thousands) for cell in filled]
    if None not in numbers:
        return Column("number", _spread(tidy, numbers))
    for month_first in (False, True):
        dates = [_date(cell, month_first) for cell in filled]
        if None not in dates:
            return Column("date", _spread(tidy, dates), month_first=month_first)
    texts = [_as_text(cell) for cell in filled]
    choices = _choices(texts)
    return Column("choice" if choices else "text", _spread(tidy, texts), choices)


def _tidied(cell: CellValue) -> CellValue:
    return (cell.strip() or None) if isinstance(cell, str) else cell


def _spread(cells: Sequence[CellValue], values: Sequence[Value | None]) -> list[Value | None]:
    waiting = iter(values)
    return [None if cell is None else next(waiting) for cell in cells]


def _flag(cell: CellValue) -> bool | None:
    if isinstance(cell, bool):
        return cell
    word = cell.casefold() if isinstance(cell, str) else ""
    return True if word in _YES else False if word in _NO else None


def _number(cell: CellValue, thousands: bool) -> int | float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return cell
    return read_number(str(cell), thousands=thousands)


def read_number(text: str, *, thousands: bool = False) -> int | float | None:
    """Read ``1 234,5``, ``1,234.5``, ``-3`` and the like; None for anything else, ``007`` included."""
    text = _SPACES.sub("", text.strip())
    grouped = _GROUPED_POINT.fullmatch(text)
    if not grouped and (found := _GROUPED_COMMA.fullmatch(text)):
        certain = thousands or found[3] or found[2].count(",") > 1
        grouped = found if certain else None
    if grouped:
        whole = grouped[1] + re.sub(r"\D", "", grouped[2])
        text = whole + (grouped[3] or "")
    if not _NUMBER.fullmatch(text):
        return None
    text = text.replace("−", "-").replace(",", ".")
    return float(text) if "." in text else int(text)


def _date(cell: CellValue, month_first: bool) -> str | None:
    if not isinstance(cell, str):
        return None
    if iso := _ISO.fullmatch(cell):
        year, month, day = map(int, iso.groups())
    elif written := _WRITTEN.fullmatch(cell):
        day, month, year = map(int, written.groups())
        if month_first:
            day, month = month, day
    else:
        return None
    with suppress(ValueError):
        return dt.date(year, month, day).isoformat()
    return None


def _as_text(cell: CellValue) -> str:
    return cell if isinstance(cell, str) else str(cell)


def _choices(texts: Sequence[str]) -> tuple[str, ...]:
    """Give the distinct values, in order of appearance, when they are few, short, and come back."""
    counts = Counter(texts)
    few = len(counts) <= min(_MOST_CHOICES, len(texts) / 2)
    short = all(len(text) <= _LONGEST_CHOICE and "\n" not in text for text in counts)
    return tuple(counts) if few and short and len(texts) > 2 else ()
