"""The workbook on paper: nothing is cut, nothing stands alone at the foot of a page, all of it can be read."""

from __future__ import annotations

import itertools
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from interviewcoder.domain.codebook import Codebook
from interviewcoder.domain.records import Attribute, Summary
from interviewcoder.formats.workbook import SHEETS, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.formats.workbook.conftest import MakeContents

    from interviewcoder.analysis.contents import Contents

PAPER: Final = (11.69 - 0.8) * 96
"""Pixels across a landscape page."""
HEADINGS: Final = {18.0, 15.75}
"""The heights of the headings of codes and cases among the quotations."""


def written(contents: Contents, path: Path, sheets: tuple[str, ...] | None = None) -> Any:
    """Write a workbook and open it."""
    write(contents, path, sheets=sheets)
    return openpyxl.load_workbook(path)


def heights(sheet: Any, first: int, last: int) -> list[float]:
    """Give the heights of rows."""
    return [sheet.row_dimensions[row].height or 15 for row in range(first, last + 1)]


def pages_across(sheet: Any) -> list[list[int]]:
    """Give the columns of each page that is not repeated."""
    repeated = range_boundaries(sheet.print_title_cols.replace("$", ""))[2] or 0
    last = range_boundaries(sheet.print_area.split("!")[1].replace("$", ""))[2] or 0
    starts = [repeated + 1, *(each.id + 1 for each in sheet.col_breaks.brk), last + 1]
    return [list(range(one, other)) for one, other in itertools.pairwise(starts)]


def wide(sheet: Any, columns: list[int]) -> float:
    """Give how wide columns are in LibreOffice, which makes them 6 % wider than Excel; hidden ones are not there."""
    return sum(width_of(sheet, at) * 7 * 1.06 for at in columns)


def width_of(sheet: Any, at: int) -> float:
    """Give the width of a column, in letters."""
    found = next(each for each in sheet.column_dimensions.values() if each.min <= at <= each.max)
    return 0.0 if found.hidden else float(found.width)


def test_no_heading_stands_alone_at_the_foot_of_a_page(make_contents: MakeContents, tmp_path: Path) -> None:
    """A page of quotations ends after a passage, and its rows fit on it at the scale that makes it one page wide."""
    sheet = written(make_contents(), tmp_path / "book.xlsx")["Quotes"]
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert len(breaks) > 3
    room = (11.69 - 1.15) * 72 / 0.85
    for first, last in itertools.pairwise([0, *breaks]):
        assert sheet.row_dimensions[last].height not in HEADINGS
        assert sum(heights(sheet, first + 1, last)) + 15 < room
        assert sum(heights(sheet, first + 1, last)) > 0.8 * room


@pytest.mark.parametrize("grouped", [True, False])
def test_no_page_of_a_wide_matrix_spills_onto_another(
    make_contents: MakeContents, tmp_path: Path, grouped: bool
) -> None:
    """Each page's columns fit beside those it repeats, in LibreOffice too, and no page is nearly empty for it."""
    names = [f"Société d’exploitation nationale {n:02} – département des études" for n in range(60)]
    contents = make_contents(case_names=names, n_codings=50, grouped=grouped)
    for name in ("Matrix", "Presence"):
        sheet = written(contents, tmp_path / "book.xlsx")[name]
        pages = pages_across(sheet)
        assert len(pages) > 3
        for columns in pages:
            assert wide(sheet, [1, 2, *columns]) <= PAPER / 0.70
        assert all(len(columns) > 5 for columns in pages[:-1])


def test_what_stands_above_a_wide_matrix_fits_its_first_page(
    make_contents: MakeContents, tmp_path: Path
) -> None:
    """The notes stand beside the columns that every page repeats, so that no page shows half of them."""
    sheet = written(make_contents(n_cases=60, n_codings=50), tmp_path / "book.xlsx")["Matrix"]
    notes = [sheet.cell(row, 3).value for row in range(2, 6)]
    assert "60 cases" in notes[0]
    assert not any(sheet.cell(row, 1).value for row in range(2, 6))
    first = wide(sheet, pages_across(sheet)[0])
    assert max(len(note) for note in notes if note) * 5 < first


@pytest.mark.parametrize(("codes", "begun", "broken"), [(3, 3, False), (12, 2, False), (12, 12, True)])
def test_summaries_are_one_page_wide_or_broken_between_codes(
    make_contents: MakeContents, tmp_path: Path, codes: int, begun: int, broken: bool
) -> None:
    """Where nothing is written yet a column is narrow; where one page would be too small, pages begin at columns."""
    contents = make_contents(n_themes=codes, orphans=False, n_codings=0)
    themes = [code for code in contents.codebook if code.parent is None]
    summaries = [
        Summary(id=code.id, case=contents.cases[0].id, code=code.id, text="mot " * 200)
        for code in themes[:begun]
    ]
    contents = replace(contents, summaries=tuple(summaries))
    contents = replace(contents, codebook=Codebook(themes, "fr"))
    sheet = written(contents, tmp_path / "book.xlsx", ("summaries",))["Summaries"]
    assert min(width_of(sheet, 3 + n) for n in range(begun)) > 22
    assert bool(sheet.col_breaks.brk) is broken
    columns = [[*range(3, 3 + codes)]] if not broken else pages_across(sheet)
    for page in columns:
        assert wide(sheet, [2, *page]) <= PAPER / (0.75 if broken else 0.7)
    assert not broken or sheet.page_setup.scale == 75


def test_a_passage_too_tall_for_its_row_is_printed_whole_elsewhere(
    make_contents: MakeContents, tmp_path: Path
) -> None:
    """The cell holds all of it, says where it is printed, and no row there is taller than Excel's tallest."""
    long = "Et puis il y a le budget, mais ça… " * 200
    book = written(make_contents(texts=(long,), n_codings=9), tmp_path / "book.xlsx")
    rows = [row for row in book["Quotes"].iter_rows(min_row=4) if row[3].value == long]
    assert rows
    assert all("(whole on the sheet Long texts)" in row[4].value for row in rows)
    parts = [row for row in book["Long texts"].iter_rows(min_row=2, values_only=True) if row[1] == "Quotes"]
    assert "".join(part[4] for part in parts[:3]) == long
    assert all(height < 409 for height in heights(book["Long texts"], 2, len(parts) + 1))


def test_read_me_leads_to_every_sheet_and_says_how_to_send_summaries_back(
    make_contents: MakeContents, tmp_path: Path
) -> None:
    """Also to those that continue others, and to the one of long texts; a long title is not cut."""
    title = "Ce que les médias sociaux apportent aux entreprises, aux agences et à leurs conseils " * 3
    contents = make_contents(texts=("mot " * 10_000,), n_themes=5, title=title)
    book = written(contents, tmp_path / "book.xlsx", ("summaries", "quotes", "segments"))
    column = [row[0].value for row in book["Read me"].iter_rows()]
    links = [value.split("'")[1] for value in column if str(value).startswith("=HYPERLINK")]
    visible = [name for name in book.sheetnames if name not in {"Read me", "_meta"}]
    assert sorted(links) == sorted(visible)
    assert "Sending summaries back" in column
    lines = list(itertools.takewhile(lambda value: value and "Comparison" not in value, column))
    assert " ".join(lines) == title.strip()
    assert max(map(len, lines)) <= 62


def test_every_sheet_of_a_study_without_cases_is_written(make_contents: MakeContents, tmp_path: Path) -> None:
    """A chart without cases is no chart, and no error."""
    contents = make_contents(n_cases=0, n_codings=20)
    write(contents, tmp_path / "book.xlsx", sheets=["charts", "matrix", "quotes", "segments"])
    assert openpyxl.load_workbook(tmp_path / "book.xlsx")["Charts"].max_row == len(contents.codebook) + 1
    assert "charts" in SHEETS


def test_titles_stand_over_what_they_name_and_are_never_cut(
    make_contents: MakeContents, tmp_path: Path
) -> None:
    """Over figures to the right, over words to the left, in a row tall enough for the longest."""
    sheet = written(make_contents(), tmp_path / "book.xlsx")["Transcripts"]
    titles = {cell.value: cell.alignment.horizontal for cell in sheet[1]}
    assert (titles["Words"], titles["Transcript"]) == ("right", "left")
    assert sheet["B2"].alignment.indent == 1


@pytest.mark.parametrize("many", [False, True])
def test_a_table_too_wide_to_be_read_on_one_page_is_several_pages_wide(
    make_contents: MakeContents, tmp_path: Path, many: bool
) -> None:
    """Cases with many attributes have their names on each page; the codebook is always one page wide."""
    contents = make_contents()
    if many:
        more = tuple(Attribute(id=f"a{n}", name=f"Attribut {n}") for n in range(20))
        contents = replace(contents, attributes=more)
    book = written(contents, tmp_path / "book.xlsx")
    cases, setup = book["Cases"], book["Cases"].sheet_properties.pageSetUpPr
    assert bool(setup and setup.fitToPage) is not many
    assert cases.page_setup.scale == 70 if many else not cases.print_title_cols
    assert cases.print_title_cols == ("$A:$B" if many else None)
    for name in ("Codes", "Segments", "Data", "Transcripts"):
        if name in book.sheetnames:
            assert book[name].sheet_properties.pageSetUpPr.fitToPage


def test_rows_are_tall_enough_for_ordinary_names_and_references(
    make_contents: MakeContents, tmp_path: Path
) -> None:
    """Three lines of bold letters beside a summary of three words, and a reference longer than what it refers to."""
    names = ["Agence de communication numérique Alpha", "Société d’économie mixte bordelaise Oméga"]
    contents = make_contents(case_names=names, texts=("oui",), grouped=False, orphans=False)
    book = written(contents, tmp_path / "book.xlsx")
    lines_of_nine, lines_of_reference = 3 * 9 * 1.15, 3 * 9 * 1.15
    rows = {row[1].value: row[1].row for row in book["Summaries"].iter_rows(min_row=3)}
    for name in names:
        assert (book["Summaries"].row_dimensions[rows[name]].height or 15) > lines_of_nine
    quoted = [row[0].row for row in book["Quotes"].iter_rows(min_row=4) if row[3].value == "oui"]
    assert quoted
    assert all((book["Quotes"].row_dimensions[row].height or 15) > lines_of_reference for row in quoted)


def test_turned_names_of_wide_letters_are_not_cut(make_contents: MakeContents, tmp_path: Path) -> None:
    """A header is as tall as its widest name, whatever its letters, or wraps it."""
    wide, narrow = "WWWWW MMMMM WWWWW MMMMM WWWWW MMMMM", "illi illi illi illi illi illi"
    for name, wrapped in ((wide, True), (narrow, False)):
        sheet = written(make_contents(case_names=[name, "B"], n_codings=9), tmp_path / "book.xlsx")["Matrix"]
        header = next(row for row in sheet.iter_rows() if row[0].value == "Theme")
        assert bool(header[2].alignment.wrap_text) is wrapped


def test_long_names_of_codes_leave_room_for_the_bars(make_contents: MakeContents, tmp_path: Path) -> None:
    """The chart shows them cut, no two alike, from a hidden column; the table keeps them whole."""
    contents = make_contents()
    rows = tuple(
        replace(row, name=f"{'Thème au nom très long > ' * 5}{n}")
        for n, row in enumerate(contents.presence.rows)
    )
    contents = replace(contents, presence=replace(contents.presence, rows=rows))
    write(contents, tmp_path / "book.xlsx", sheets=["charts"])
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["Charts"]
    titles = [cell.value for cell in sheet[1]]
    at = titles.index("Name on the chart")
    short = [str(row[at].value) for row in sheet.iter_rows(min_row=2)]
    assert max(map(len, short)) <= 40
    assert len(set(short)) == len(rows)
    assert sheet.column_dimensions[get_column_letter(at + 1)].hidden
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [row.name for row in rows]
    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert f"${get_column_letter(at + 1)}$2" in chart
    assert '<c:plotVisOnly val="1"/>' not in chart
