"""Tables are read as people keep them, and what we write is read back the same."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.text import canonical, name_key
from interviewcoder.formats.separated import guarded, unguarded
from interviewcoder.formats.spreadsheets import fitting, one_sheet, units
from interviewcoder.formats.tables import encode_csv, read_table, write_csv

CSV = Path("table.csv")
XLSX = Path("table.xlsx")

texts = st.text(
    st.one_of(st.sampled_from(list("=+-@'\"\t\n;,| éà«»1.")), st.characters(codec="utf-8")), max_size=30
).map(canonical)
headers = st.lists(
    texts.map(lambda text: " ".join(text.split())).filter(name_key),
    min_size=1,
    max_size=5,
    unique_by=name_key,
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str | None]]]:
    """Make a table whose rows have at least one cell that is not blank."""
    names = draw(headers)
    cell = st.one_of(st.none(), texts.filter(bool))
    row = st.lists(cell, min_size=len(names), max_size=len(names)).filter(
        lambda cells: any(cell and cell.strip() for cell in cells)
    )
    return names, draw(st.lists(row, max_size=6))


@given(tables(), st.sampled_from(["fr", "en"]))
@example((["a;b"], [["=1+1"], ["x;y,z"]]), "en")
@example((["a", "b"], [["'=x", "''-"], [" lead", "two\nlines"]]), "fr")
def test_what_is_written_is_read_back(table: tuple[list[str], list[list[str | None]]], language: str) -> None:
    """Separators, quotation marks, line ends and leading signs of formulas survive a csv."""
    names, rows = table
    read = read_table(CSV, encode_csv(write_csv(names, rows, language)))
    assert list(read.headers) == names
    assert [list(row.cells) for row in read.rows] == rows


@given(texts)
def test_the_guard_comes_off_as_it_went_on(text: str) -> None:
    """No text that is guarded begins like a formula, and the guard comes off every text."""
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t"))
    assert unguarded(guarded(text)) == text


def test_numbers_are_written_as_the_language_does() -> None:
    """French has semicolons and a decimal comma, English commas and a point; numbers are not guarded."""
    assert write_csv(["a", "b"], [[-1.5, True]], "fr") == "a;b\n-1,5;true\n"
    assert write_csv(["a", "b"], [[-1.5, None]], "en") == "a,b\n-1.5,\n"
    assert write_csv(["a"], [["-1"]], "en", guard=False) == "a\n-1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encoding_and_separator_are_recognised(encoding: str, separator: str) -> None:
    """A table saved by whatever program reads the same."""
    text = (
        f'Cas{separator}Année{separator}Note\r\nAgence é{separator}2014{separator}"à l\'été\r\nsuivant"\r\n'
    )
    table = read_table(CSV, text.encode(encoding))
    assert table.headers == ("Cas", "Année", "Note")
    assert table.separator == separator
    assert table.rows[0].cells == ("Agence é", "2014", "à l'été\nsuivant")
    assert table.rows[0].number == 2


def test_headers_are_filled_and_unique() -> None:
    """A header that comes twice is numbered and said, an empty one named, an empty column left out."""
    table = read_table(CSV, b"a,a,,,\n1,2,3,,\n")
    assert table.headers == ("a", "a (2)", "Column 3")
    assert table.rows[0].cells == ("1", "2", "3")
    assert len(table.warnings) == 1


def test_empty_rows_keep_the_numbers_of_the_others() -> None:
    """A row is named by the number a spreadsheet shows, blank rows counted."""
    table = read_table(CSV, b"a,b\n\n , \n1,2\n")
    assert [row.number for row in table.rows] == [4]


def test_a_title_above_the_header_is_left_out() -> None:
    """A lone cell above a header is a title; this is said."""
    table = read_table(CSV, "Tableau 1\nCode;Mémo\nBudget;x\n".encode())
    assert table.headers == ("Code", "Mémo")
    assert table.rows[0].number == 3
    assert table.warnings


def test_a_declared_separator_is_taken() -> None:
    """Excel's own “sep=” line is obeyed and is no row."""
    table = read_table(CSV, b"sep=|\na|b\n1,5|2\n")
    assert table.headers == ("a", "b")
    assert table.rows[0].cells == ("1,5", "2")


def excel(*rows: list[object], title: str = "Data") -> bytes:
    """Make an Excel file with an empty sheet before the filled one."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "Empty"
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_excel_cells_keep_their_kinds() -> None:
    """Numbers, booleans, dates and texts come from the first sheet that holds something."""
    day = dt.datetime(2014, 1, 14)  # noqa: DTZ001 - Excel knows no time zones
    table = read_table(XLSX, excel(["Cas", "n", "x", "oui", "le"], ["A", 3, 1.5, True, day], [], ["'=B", 4]))
    assert table.headers == ("Cas", "n", "x", "oui", "le")
    assert table.rows[0].cells == ("A", 3, 1.5, True, "2014-01-14")
    assert (table.rows[1].number, table.rows[1].cells) == (4, ("'=B", 4, None, None, None))


def test_an_excel_error_counts_as_empty() -> None:
    """A cell that shows an error holds nothing, and this is said."""
    table = read_table(XLSX, excel(["a", "b"], ["x", "#N/A"]))
    assert table.rows[0].cells == ("x", None)
    assert table.warnings


@given(tables())
def test_our_excel_sheets_are_read_back(table: tuple[list[str], list[list[str | None]]]) -> None:
    """Texts survive a sheet of ours without an apostrophe, whatever they begin with."""
    names, rows = table
    read = read_table(XLSX, one_sheet("t", names, rows))
    assert list(read.headers) == names
    assert [list(row.cells) for row in read.rows] == rows


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old", bytes(range(256)) * 20, excel()],
    ids=["nothing", "blank", "broken", "old", "binary", "empty"],
)
def test_what_is_no_table_is_refused(data: bytes) -> None:
    """A file that is no table is refused with a sentence."""
    with pytest.raises(Unreadable):
        read_table(XLSX, data)


def test_a_document_type_in_an_excel_file_is_refused() -> None:
    """A workbook with a DOCTYPE is an attack."""
    source, target = ZipFile(BytesIO(excel(["a"], ["b"]))), BytesIO()
    with ZipFile(target, "w") as changed:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet2.xml"):
                data = data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
            changed.writestr(name, data)
    with pytest.raises(Unreadable, match="attack"):
        read_table(XLSX, target.getvalue())


@given(st.text(st.sampled_from("ab 🙂é\n"), min_size=0, max_size=60), st.integers(1, 1200))
def test_a_text_too_long_for_a_cell_is_cut_at_a_word(piece: str, times: int) -> None:
    """Every text fits an Excel cell, counted as Excel counts; a cut one ends with what it is told to."""
    text = piece * times
    cut = fitting(text, "Case – T, turn 3")
    assert units(cut) <= 32_767
    assert cut == text or cut.endswith("… Case – T, turn 3")
