"""Writing a workbook: which sheets there are, and in which order they are added and filled.

Owns the order. Each sheet's content is its own module's. The path is taken as it is given: replacing a
file safely, and the language, are the caller's.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, TypeVar

from interviewcoder.domain.errors import NotFound
from interviewcoder.domain.text import name_key
from interviewcoder.formats import dating
from interviewcoder.formats.collecting import no_collecting
from interviewcoder.formats.workbook import meta
from interviewcoder.formats.workbook.book import Book
from interviewcoder.formats.workbook.cases import write_cases, write_transcripts
from interviewcoder.formats.workbook.charts import write_charts
from interviewcoder.formats.workbook.codes import write_codes
from interviewcoder.formats.workbook.coverage import write_coverage
from interviewcoder.formats.workbook.data import write_data
from interviewcoder.formats.workbook.grid import LEFT
from interviewcoder.formats.workbook.history import write_history
from interviewcoder.formats.workbook.long_texts import NAME as LONG_TEXTS_NAME
from interviewcoder.formats.workbook.long_texts import cut_texts, write_long_texts
from interviewcoder.formats.workbook.matrix import (
    matrix_grid,
    presence_grid,
    write_matrix,
    write_presence,
)
from interviewcoder.formats.workbook.quotes import Back, Quotes, quoted
from interviewcoder.formats.workbook.readme import LONG_TEXTS, write_readme
from interviewcoder.formats.workbook.reliability import write_reliability
from interviewcoder.formats.workbook.segments import write_segments
from interviewcoder.formats.workbook.summaries import Exported, write_summaries
from interviewcoder.formats.workbook.together import write_together
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from interviewcoder.analysis.contents import Contents

Result = TypeVar("Result")

SHEETS: Final = {
    "readme": N_("Read me"),
    "matrix": N_("Matrix"),
    "presence": N_("Presence"),
    "summaries": N_("Summaries"),
    "quotes": N_("Quotes"),
    "segments": N_("Segments"),
    "codes": N_("Codes"),
    "cases": N_("Cases"),
    "transcripts": N_("Transcripts"),
    "coverage": N_("Coverage"),
    "cooccurrences": N_("Co-occurrences"),
    "charts": N_("Charts"),
    "data": N_("Data"),
    "reliability": N_("Reliability"),
    "history": N_("Log"),
}
"""The sheets by the key that chooses them, with the English name that is translated."""
ASKED_FOR: Final = frozenset({"coverage", "cooccurrences", "charts", "data", "reliability", "history"})
"""Those that are there only when they are asked for by name, or all are."""
ALL: Final = "all"


def write(contents: Contents, path: Path, *, sheets: Collection[str] | None = None) -> str:
    """Write the workbook of `contents` to `path`, and give the texts no cell could hold, for a file beside it.

    `sheets` chooses among them, by key or by name in English or the current language; ``all`` are all
    there are, None those usually handed in. The sheet Read me is always there, and Summaries where there are cases and codes.
    """
    chosen = chosen_sheets(sheets)
    with TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        book = Book(path, folder, contents.title)
        try:
            with no_collecting():
                _fill(book, contents, chosen)
                book.close()
        except BaseException:
            book.abandon()
            raise
        return cut_texts(book)


def chosen_sheets(sheets: Collection[str] | None) -> frozenset[str]:
    """Give the keys of the sheets that are meant."""
    if sheets is None:
        return frozenset(SHEETS) - ASKED_FOR
    if set(map(name_key, sheets)) & {ALL, name_key(_("all sheets"))}:
        return frozenset(SHEETS)
    known = {name_key(word): key for key, name in SHEETS.items() for word in (key, name, _(name))}
    for sheet in sheets:
        if name_key(sheet) not in known:
            raise NotFound(_("sheet"), sheet, [_(name) for name in SHEETS.values()])
    return frozenset({"readme", *(known[name_key(sheet)] for sheet in sheets)})


def _fill(book: Book, contents: Contents, chosen: Collection[str]) -> None:
    _set_properties(book, contents)
    names: dict[str, list[str]] = {}
    readme = book.page(_(SHEETS["readme"]))
    grid = matrix_grid(contents)
    matrix = book.page(_(SHEETS["matrix"])) if "matrix" in chosen else None
    if "presence" in chosen:
        page = book.page(_(SHEETS["presence"]))
        write_presence(page, contents, presence_grid(contents))
        names["presence"] = [page.name]
    exported: list[Exported] = []
    if "summaries" in chosen and contents.cases and len(contents.codebook):
        exported = _named(book, names, "summaries", partial(write_summaries, book, contents))
    targets = None
    if "quotes" in chosen:
        back = Back(matrix.name, grid.top, LEFT, grid.right) if matrix else None
        targets = _named(
            book, names, "quotes", lambda name: Quotes(book, quoted(contents), name, back).write()
        )
    _write_tables(book, contents, chosen, names)
    if matrix:
        write_matrix(matrix, contents, grid, targets)
        names["matrix"] = [matrix.name]
    if book.long_texts:
        _named(book, names, LONG_TEXTS, partial(write_long_texts, book))
    write_readme(readme, contents, names)
    meta.write_meta(book, contents, exported)


def _write_tables(
    book: Book, contents: Contents, chosen: Collection[str], names: dict[str, list[str]]
) -> None:
    tables: dict[str, Callable[[Book, Contents, str], None]] = {
        "segments": write_segments,
        "codes": write_codes,
        "cases": write_cases,
        "transcripts": write_transcripts,
        "coverage": write_coverage,
        "cooccurrences": write_together,
        "charts": write_charts,
        "data": write_data,
        "reliability": write_reliability,
        "history": write_history,
    }
    for key, write_sheet in tables.items():
        if key in chosen:
            _named(book, names, key, partial(write_sheet, book, contents))


def _named(book: Book, names: dict[str, list[str]], key: str, writer: Callable[[str], Result]) -> Result:
    before = len(book.pages)
    result = writer(_(SHEETS.get(key, LONG_TEXTS_NAME)))
    names[key] = list(book.pages)[before:]
    return result


def _set_properties(book: Book, contents: Contents) -> None:
    book.workbook.set_properties(
        {
            "title": book.title,
            "author": ", ".join(contents.coders)[:250],
            "comments": f"interviewcoder {contents.version}, {contents.content_hash}",
            "created": dating.universal(datetime.fromisoformat(contents.made)),
        }
    )
    book.workbook.set_size(2400, 1500)
