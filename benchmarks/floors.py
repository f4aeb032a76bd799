"""What the same work costs at the least: the libraries alone, as whole processes.

Owns the comparison. Each floor does the core of one row and nothing else: no checks, no history, no layout.

    .venv/bin/python benchmarks/floors.py docx M SCRATCH
"""

from __future__ import annotations

import sqlite3
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from sizes import SIZES, SOUGHT, Size

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ACTS: Final = 50


def _database(size: Size) -> sqlite3.Connection:
    return sqlite3.connect(f"{(size.coded / 'study.db').as_uri()}?mode=ro", uri=True)


def docx(size: Size, _scratch: Path) -> None:
    """Read the words of all Word files with lxml alone."""
    import zipfile

    from lxml import etree

    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for path in size.docx.iterdir():
        with zipfile.ZipFile(path) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        "\n".join("".join(run.text or "" for run in p.iter(f"{word}t")) for p in root.iter(f"{word}p"))


def codings(size: Size, scratch: Path) -> None:
    """Insert the rows of the codings file into one indexed table with `executemany`."""
    import csv

    connection = sqlite3.connect(scratch / "floor.db")
    connection.executescript(
        """CREATE TABLE codings (id TEXT PRIMARY KEY, transcript, start INT, "end" INT, code, coder, quote);
        CREATE UNIQUE INDEX passage ON codings (transcript, start, "end", code, coder);"""
    )
    with size.codings_file.open(encoding="utf-8-sig", newline="") as file, connection:
        rows = csv.reader(file, delimiter=";")
        next(rows)
        statement = "INSERT INTO codings VALUES (?, ?, ?, ?, ?, ?, ?)"
        connection.executemany(statement, ((f"{n:036}", *row[:6]) for n, row in enumerate(rows)))
    connection.close()


def matrix(size: Size, _scratch: Path) -> None:
    """Count passages by code and transcript in SQLite, without roll-up or totals."""
    statement = "SELECT code, transcript, count(DISTINCT start || '-' || \"end\") FROM codings GROUP BY 1, 2"
    _database(size).execute(statement).fetchall()


def workbook(size: Size, scratch: Path) -> None:
    """Write the quotations with XlsxWriter, streamed, seven columns."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(scratch / "floor.xlsx"), {"constant_memory": True})
    sheet = book.add_worksheet()
    statement = 'SELECT transcript, start, "end", code, coder, made, quote FROM codings'
    for row, cells in enumerate(_database(size).execute(statement)):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.close()


def search(size: Size, _scratch: Path) -> None:
    """Look for the word in all texts with `re`, ignoring case."""
    import re

    pattern = re.compile(SOUGHT, re.IGNORECASE)
    for (text,) in _database(size).execute("SELECT text FROM versions"):
        pattern.findall(text)


def textual(_size: Size, _scratch: Path) -> None:
    """Import Textual."""
    import textual.app  # noqa: F401


def coding(size: Size, scratch: Path) -> None:
    """Write one row and commit, durably, again and again; print the median in milliseconds."""
    connection = sqlite3.connect(scratch / "study" / "study.db", isolation_level=None)
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("CREATE TABLE floor (id TEXT PRIMARY KEY, quote TEXT)")
    took: list[float] = []
    for n in range(_ACTS):
        before = time.perf_counter()
        connection.execute("INSERT INTO floor VALUES (?, ?)", (f"{size.name}{n}", "x" * 150))
        took.append(time.perf_counter() - before)
    print(f"{median(took) * 1000:.2f}")


FLOORS: Final[Mapping[str, Callable[[Size, Path], None]]] = {
    "docx": docx,
    "codings": codings,
    "matrix": matrix,
    "workbook": workbook,
    "search": search,
    "textual": textual,
    "coding": coding,
}


def main() -> None:
    """Do the work of one floor."""
    name, size, scratch = sys.argv[1:]
    FLOORS[name](SIZES[size], Path(scratch))


if __name__ == "__main__":
    main()
