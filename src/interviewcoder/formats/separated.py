"""Comma-separated text: which separator it has, its rows, and writing it for Excel in two languages.

Owns quoting and the guard against formulas. Must not know what the columns mean.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CellValue: TypeAlias = str | int | float | bool | None

SEPARATORS: Final = (",", ";", "\t")
BOM: Final = "\ufeff"
_SAMPLE_ROWS: Final = 200
_SAMPLE_CHARACTERS: Final = 200_000
_BLOCK_CHARACTERS: Final = 500_000
_LONGEST_CELL: Final = 20_000_000
_NEEDS_QUOTES: Final = re.compile(r'[,;\t"\r\n]|^\s|\s$')
_DANGEROUS: Final = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r\n]")
_DECLARED: Final = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)


_guarding: ContextVar[bool] = ContextVar("guarding", default=True)


@contextmanager
def as_they_are() -> Iterator[None]:
    """Write texts that begin like a formula as they are while this lasts: for programs that are no spreadsheets."""
    before = _guarding.set(False)
    try:
        yield
    finally:
        _guarding.reset(before)


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return "'" + text if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """Take that apostrophe away: ``unguarded(guarded(t)) == t`` for every text."""
    return text[1:] if _GUARDED.match(text) else text


def rows_of(text: str) -> tuple[str, Iterator[list[str]]]:
    """Give the separator of a text, recognised, and its rows; an empty line is an empty row.

    Raises `csv.Error` while iterating when a cell is larger than any real one.
    """
    if declared := _DECLARED.match(text):
        return declared[1], _parse(text[declared.end() :], declared[1])
    separator = recognise_separator(text)
    return separator, _parse(text, separator)


def recognise_separator(text: str) -> str:
    """Say which separator cuts most rows into the same number of cells, a comma when none does."""
    sample = text[:_SAMPLE_CHARACTERS]
    best, best_score = SEPARATORS[0], (0.0, 0, 0)
    for separator in SEPARATORS:
        try:
            rows = list(islice(filter(None, _parse(sample, separator)), _SAMPLE_ROWS))
        except csv.Error:
            continue
        if len(sample) < len(text) and len(rows) > 1:
            rows.pop()
        score = _regularity(rows)
        if score > best_score:
            best, best_score = separator, score
    return best


def _regularity(rows: Sequence[Sequence[str]]) -> tuple[float, int, int]:
    """Score rows: how many have the usual width, then how few quotation marks were torn apart, then the width."""
    widths = Counter(map(len, rows))
    if not widths:
        return (0.0, 0, 0)
    width, often = max(widths.items(), key=lambda item: (item[1], item[0]))
    torn = sum(cell.count('"') % 2 for row in rows for cell in row)
    return (often / len(rows), -torn, width) if width > 1 else (0.0, 0, 0)


def _parse(text: str, separator: str) -> Iterator[list[str]]:
    former = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(_lines(text), delimiter=separator)
    finally:
        csv.field_size_limit(former)


def _lines(text: str) -> Iterator[str]:
    """Give the lines of a text with their ends, block by block: a file over all of it would double it."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + _BLOCK_CHARACTERS) + 1 or len(text)
        yield from StringIO(text[at:end], newline="")
        at = end


def csv_lines(
    headers: Sequence[str], rows: Iterable[Sequence[CellValue]], language: str, *, guard: bool = True
) -> Iterator[str]:
    """Write a table line by line, each with its line end; see `write_csv`."""
    separator = ";" if language == "fr" else ","
    alone = len(headers) == 1

    def written(cell: CellValue) -> str:
        if cell is None:
            text = ""
        elif isinstance(cell, bool):
            text = "true" if cell else "false"
        elif isinstance(cell, int | float):
            text = f"{cell:.12g}" if isinstance(cell, float) else str(cell)
            text = text.replace(".", ",") if language == "fr" else text
            return f'"{text}"' if alone or separator in text else text
        else:
            text = guarded(cell) if guard and _guarding.get() else cell
        if _NEEDS_QUOTES.search(text) or (alone and not text):
            return '"' + text.replace('"', '""') + '"'
        return text

    yield separator.join(map(written, headers)) + "\n"
    for row in rows:
        yield separator.join(map(written, row)) + "\n"


def write_csv(
    headers: Sequence[str], rows: Iterable[Sequence[CellValue]], language: str, *, guard: bool = True
) -> str:
    """Write a table as CSV: ``;`` and decimal comma in French, ``,`` and point otherwise.

    Texts that begin like a formula get a leading apostrophe unless `guard` is off, or `as_they_are` is in force. The text has no
    byte-order mark; `encode_csv` adds it.
    """
    return "".join(csv_lines(headers, rows, language, guard=guard))


def encode_csv(text: str) -> bytes:
    """Encode for a file: UTF-8 with the byte-order mark Excel needs."""
    return (BOM + text).encode("utf-8", "replace")
