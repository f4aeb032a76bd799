"""The limits of an Excel file: what a cell, a sheet name and a table header may hold, and what to do beyond.

Owns the limits and the fitting of a text to them. Pure functions over text: must not know a sheet,
a format or the contents of a study.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_CELL: Final = 32_767
"""Characters a cell holds, counted in UTF-16 units."""
CUT_AT: Final = 32_000
MAX_LINE_FEEDS: Final = 253
MAX_NAME: Final = 31
MAX_HEADER: Final = 255
MAX_ROW_HEIGHT: Final = 409
PLAIN_BEYOND: Final = 100_000
"""Rows beyond which a table is a plain range with a filter."""

_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
FORMULA_LIKE: Final = frozenset("=+-@\t")


def unsafe(text: str) -> bool:
    """Say whether a text holds characters a cell cannot."""
    return not text.isprintable() and _UNSAFE.search(text) is not None


def units(text: str) -> int:
    """Count a text as Excel does, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def formula_like(text: str) -> bool:
    """Say whether a text would become a formula if somebody retyped it."""
    return text[:1] in FORMULA_LIKE


def tidy(text: str) -> str:
    """Take out what a cell cannot hold: control characters, lone surrogates, too many line feeds."""
    if unsafe(text):
        text = _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n"))
    if len(text) > MAX_LINE_FEEDS and text.count("\n") > MAX_LINE_FEEDS:
        lines = text.split("\n")
        text = "\n".join(lines[:MAX_LINE_FEEDS]) + "\n" + " ".join(lines[MAX_LINE_FEEDS:])
    return text


def too_long(text: str) -> bool:
    """Say whether a text holds more than a cell does."""
    return len(text) > MAX_CELL // 2 and units(text) > MAX_CELL


def cut(text: str, reference: str) -> str:
    """Cut a text that is too long for a cell on a word boundary; it ends with its `reference`."""
    end = f" […] {reference[:250]}".rstrip()
    return next(pieces(text, CUT_AT)) + end


def pieces(text: str, size: int = CUT_AT) -> Iterator[str]:
    """Cut a text on word boundaries into pieces of at most `size` UTF-16 units; joined, they are the text."""
    at = 0
    while at < len(text):
        end = _fitting(text, at, size)
        if end < len(text):
            space = max(text.rfind(" ", at, end), text.rfind("\n", at, end))
            end = space + 1 if space > at else end
        yield text[at:end]
        at = end


def _fitting(text: str, at: int, size: int) -> int:
    piece = text[at : at + size]
    while units(piece) > size:
        piece = piece[: -max(1, (units(piece) - size) // 2)]
    return at + len(piece)


def sheet_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """Give a name Excel accepts for a sheet, like `wanted`, and unlike all that are `taken`."""
    used = {name.casefold() for name in taken} | {"history"}
    plain = " ".join(_NOT_IN_NAMES.sub(" ", wanted).split()).strip("'").strip() or _("Sheet")
    n, name = 1, _short(plain, MAX_NAME)
    while name.casefold() in used:
        n += 1
        end = f" ({n})"
        name = _short(plain, MAX_NAME - len(end)) + end
    return name


def _short(name: str, size: int) -> str:
    return name[: _fitting(name, 0, size)].rstrip("' ")


def headers(wanted: Iterable[str]) -> list[str]:
    """Give table headers like `wanted`: one line each, never empty, unique without case."""
    given: list[str] = []
    used: set[str] = set()
    for place, name in enumerate(wanted, 1):
        plain = " ".join(tidy(name).split()) or _("Column {n}").format(n=place)
        plain = plain[: _fitting(plain, 0, MAX_HEADER - 10)]
        n, header = 1, plain
        while header.casefold() in used:
            n += 1
            header = f"{plain} ({n})"
        used.add(header.casefold())
        given.append(header)
    return given
