"""A matrix says the same in every form, and no form lets a text act as anything but text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook

from interviewcoder.analysis.matrix import transposed
from interviewcoder.analysis.results import Heading
from interviewcoder.domain.errors import Refused
from interviewcoder.formats.matrices import FIGURES, FORMS, render
from interviewcoder.formats.matrices.cells import Grid
from interviewcoder.formats.matrices.latex import escaped as in_latex
from interviewcoder.formats.matrices.markdown import escaped as in_markdown
from interviewcoder.formats.matrices.panels import Page, panels
from interviewcoder.formats.matrices.plain import cell_width, wrapped
from interviewcoder.formats.matrices.shortening import distinct
from interviewcoder.formats.tables import read_table

from .results import ALL, COVERAGE, PRESENCE, QUOTES, ROWS, SEGMENTS, SUMMARY, TURNED

if TYPE_CHECKING:
    from interviewcoder.analysis.results import Matrix


def text(matrix: Matrix, form: str, language: str = "en", width: int | None = None) -> str:
    made = render(matrix, form, language=language, title="Codes & cases", width=width)
    assert isinstance(made, str)
    return made


def data(matrix: Matrix, form: str) -> BytesIO:
    made = render(matrix, form, language="en", title="Codes & cases")
    assert isinstance(made, bytes)
    return BytesIO(made)


@pytest.mark.parametrize("form", [form for form in FORMS if form not in FIGURES])
@pytest.mark.parametrize("matrix", ALL, ids=lambda matrix: f"{matrix.cells_are}-{matrix.rows_are}")
def test_every_matrix_has_every_form(matrix: Matrix, form: str) -> None:
    """Nothing is too empty or too wordy for a form."""
    assert render(matrix, form, language="fr")


def test_an_unknown_form_is_refused() -> None:
    """The forms there are, are named."""
    with pytest.raises(Refused, match="xlsx"):
        render(SEGMENTS, "pdf", language="en")


def test_the_text_is_aligned_for_a_terminal() -> None:
    """Figures end in the same column of the terminal, wide characters counted; zeros have their signs."""
    lines = text(SEGMENTS, "text").splitlines()
    rows = [line for line in lines if line.startswith(("Moyens", "  =Budget", "Horizon"))]
    assert len({cell_width(line) for line in rows}) == 1
    assert rows[0].split() == ["Moyens", "3", "·", "1,234", "1,237", "2"]
    assert rows[2].split() == ["Horizon", ">", "Long", "—", "n/a", "?", "·", "0"]
    assert any("not yet coded" in line for line in lines)


def test_a_narrow_terminal_gets_panels() -> None:
    """No line is wider than asked, and every panel repeats the codes."""
    made = text(SEGMENTS, "text", width=40)
    assert all(cell_width(line) <= 40 for line in made.splitlines() if "·" in line or "─" in line)
    assert made.count("Moyens") == 4


def long_names() -> Matrix:
    """Give a matrix of two themes whose names differ at their end only."""
    names = [
        f"Ce que les médias sociaux apportent aux agences selon elles, {end}" for end in ("avant", "après")
    ]
    rows = tuple(Heading(id=name, name=name, levels=(name,)) for name in names)
    return replace(SEGMENTS, rows=rows, cells=SEGMENTS.cells[:2], row_totals=(1237, 1), cases_with=(2, 1))


def test_names_are_cut_in_a_terminal_only_and_never_alike() -> None:
    """A file holds them whole; 80 columns hold the beginning and the end of what is told apart by its end."""
    whole = render(long_names(), "text", language="en")
    assert all(row.name in whole for row in long_names().rows)
    narrow = str(render(long_names(), "text", language="en", width=80))
    labels = [line[:40] for line in narrow.splitlines() if line.startswith("Ce que")]
    assert len(set(labels)) == 2
    assert all("…" in label for label in labels)


@given(st.lists(st.text("ab…", max_size=12), max_size=6), st.integers(3, 8))
def test_names_that_differ_stay_different(names: list[str], room: int) -> None:
    """However little room there is; and what has room is not cut."""
    short = distinct(names, room)
    assert len(set(short)) == len(set(names))
    assert all(one == name for one, name in zip(short, names, strict=True) if len(name) <= room)


def test_totals_stand_where_the_cases_are() -> None:
    """With cases in rows the number of cases of each code stands below its column."""
    lines = text(TURNED, "text").splitlines()
    assert next(line for line in lines if line.startswith("Cases (of 3)")).split()[-3:] == ["2", "1", "0"]


@given(st.text(max_size=60), st.integers(4, 30))
def test_wrapping_keeps_every_word(words: str, width: int) -> None:
    """No line is wider than the terminal, and no character is lost but spaces."""
    lines = wrapped(words, width)
    assert all(cell_width(line) <= width for line in lines)


def test_json_has_the_shape_scripts_rely_on() -> None:
    """Keys and figures are those of the contract; quotations are their reference and text."""
    assert json.loads(text(SEGMENTS, "json")) == {
        "cells_are": "segments",
        "rows": ["Moyens", "Moyens > =Budget & <b>", "Horizon > Long"],
        "columns": ["Agence Pixel & Compagnie", "日本 Firme_B", "[Conseil] C"],
        "cells": [[3, 0, 1234], [1, 0, 0], [0, 0, 0]],
        "row_totals": [1237, 1, 0],
        "column_totals": [3, 0, 1234],
        "cases_with": [2, 1, 0],
    }
    cells = json.loads(text(QUOTES, "json"))["cells"]
    assert cells[0][0][1] == {"reference": "Agence A – E1, turn 3", "text": "=1+1\nligne 2"}
    assert json.loads(text(COVERAGE, "json"))["cells"][0] == [0.125, 0.0, None]


def test_csv_is_tidy() -> None:
    """There is a row for each code × case, zeros too, read back with any reader."""
    table = read_table(Path("m.csv"), text(COVERAGE, "csv", "fr").encode())
    assert table.headers == ("code", "case", "coverage", "status")
    assert len(table.rows) == 9
    assert table.rows[0].cells == ("Moyens", "Agence Pixel & Compagnie", "0,125", None)
    assert table.rows[8].cells == ("Horizon > Long", "[Conseil] C", "0", "not yet coded")
    quotes = read_table(Path("m.csv"), text(QUOTES, "csv").encode())
    assert len(quotes.rows) == 10
    assert quotes.rows[1].cells[4] == "=1+1\nligne 2"


def test_html_is_one_harmless_page() -> None:
    """The table has a caption and scopes, everything is escaped, nothing runs or is loaded."""
    page: Any = html.fromstring(text(QUOTES, "html", "fr"))
    assert page.get("lang") == "fr"
    assert page.xpath("string(//caption)") == "Codes & cases"
    assert [cell.text for cell in page.xpath("//tbody//th[@scope='row']")] == [
        "Moyens", "=Budget & <b>", "Horizon > Long",
    ]  # fmt: skip
    assert len(page.xpath("//thead//th[@scope='col']")) == 6
    assert not page.xpath("//script | //link | //img | //*[@src] | //b")
    (link,) = page.xpath("//td/a")
    (target,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert target.getnext().text.strip() == "Un [rires] <mot>"


def test_markdown_is_a_pipe_table() -> None:
    """Every row has as many cells as the header, and pipes and tags in texts are escaped."""
    rows = [line for line in text(QUOTES, "md").splitlines() if line.startswith("|")]
    assert len(rows) == 6
    assert len({row.replace("\\|", "").count("|") for row in rows}) == 1
    assert "\\<mot\\>" in text(QUOTES, "md")
    assert in_markdown("a|b *c*\n- d\n1. e") == "a\\|b \\*c\\*\n\\- d\n1\\. e"


@given(st.text(st.sampled_from("\\{}$&#%_^~<>|\"`[]*\n\t-',«»·€ a\u00a0")))
def test_no_text_is_a_command_in_latex(words: str) -> None:
    """Braces stay balanced, and no sign of LaTeX's stands unescaped, so nothing can end the table."""
    made = in_latex(words)
    bare = made.replace("\\{", "").replace("\\}", "")
    assert bare.count("{") == bare.count("}")
    assert "\\\\" not in made
    assert "--" not in made
    assert "\n" not in made
    for sign in "&%#$_":
        assert made.count(sign) == made.count(f"\\{sign}")


def test_latex_is_a_fragment_that_names_its_packages() -> None:
    """The fragment lists its packages, repeats its header, and closes what it opens."""
    made = text(SEGMENTS, "tex")
    for words in ("xltabular", "booktabs", r"\rotatebox{90}{Agence Pixel \& Compagnie}", r"\endhead"):
        assert words in made
    assert made.count(r"\begin{") == made.count(r"\end{") == 1
    assert r"{[}Conseil{]} C" in made


def test_matrices_of_one_study_have_captions_and_labels_of_their_own() -> None:
    """What is counted, by what, with which filters; a label of plain letters that is the same the next time."""
    some = (
        SEGMENTS, PRESENCE, QUOTES, SUMMARY, TURNED, replace(SEGMENTS, rolled_up=False),
        replace(SEGMENTS, columns_are="transcripts"), replace(SEGMENTS, columns_are="Région"),
        replace(SEGMENTS, filters="Codeur : Ana"), replace(SEGMENTS, filters="Codeur : Ana" * 20),
        replace(SEGMENTS, filters="Codeur : Ana" * 21), replace(SEGMENTS, within="turn"),
        replace(SEGMENTS, within="case"), replace(SEGMENTS, columns_are="אזור"), replace(SEGMENTS, columns_are="דרג"),
    )  # fmt: skip
    made = [str(render(matrix, "tex", language="fr", title="Étude & Œuvre")) for matrix in some]
    labels = re.findall(r"\\label\{(.+?)\}", "".join(made))
    captions = re.findall(r"\\caption\{(.+)\}\\label", "".join(made))
    assert len(set(labels)) == len(set(captions)) == len(some)
    assert labels[0] == "tab:etude-oeuvre-segments-cases-1"
    assert all(re.fullmatch(r"tab:[a-z0-9-]{1,100}", label) for label in labels)
    assert made == [str(render(matrix, "tex", language="fr", title="Étude & Œuvre")) for matrix in some]
    assert captions[0] == r"Étude \& Œuvre \textendash{} segments, by code and by case"
    assert captions[0].split("{} ")[1] in Document(data(SEGMENTS, "docx")).element.xml


def test_word_repeats_its_header_and_lists_its_table() -> None:
    """The page is landscape, the header comes back, rows stay whole, and the caption is a field."""
    document = Document(data(SEGMENTS, "docx"))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1].cells] == ["Moyens", "3", "·", "1,234", "1,237", "2"]
    source = document.element.xml
    assert source.count("w:tblHeader") == 1
    assert source.count("w:cantSplit") == len(table.rows)
    assert "SEQ Table" in source


def test_quotations_in_word_stand_one_below_the_other() -> None:
    """Under each code, in words that fit any page: the case beside the first of its quotations, each with its reference."""
    (table,) = Document(data(QUOTES, "docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Case", "Quotations"],
        ["Moyens", "Moyens"],  # one cell, across both columns
        ["Agence Pixel & Compagnie", "Un [rires] <mot> (Agence A – E1, turn 3)"],
        ["", "=1+1\nligne 2 (Agence A – E1, turn 3)"],
    ]
    assert table.rows[1].cells[0]._tc is table.rows[1].cells[1]._tc


def test_summaries_of_few_cases_stand_beside_each_other_in_word() -> None:
    """As in a framework; those of many under each other."""
    (table,) = Document(data(SUMMARY, "docx")).tables
    assert table.rows[1].cells[1].text == "=Peu\nde moyens"
    (table,) = Document(data(wide(SUMMARY, 9), "docx")).tables
    assert [cell.text for cell in table.rows[2].cells] == [
        "Cas 1, société nationale d’exploitation",
        "=Peu\nde moyens",
    ]


def wide(matrix: Matrix, columns: int) -> Matrix:
    """Make a matrix of many cases with long names."""
    names = [f"Cas {n + 1}, société nationale d’exploitation" for n in range(columns)]
    return replace(
        matrix,
        columns=tuple(Heading(id=name, name=name) for name in names),
        cells=tuple((row * columns)[:columns] for row in matrix.cells),
        column_totals=(matrix.column_totals * columns)[:columns],
        blanks={},
    )


def test_a_matrix_wider_than_a_page_is_several_tables_in_word() -> None:
    """Every column once and in order, the totals last, and no column narrower than its figures."""
    document = Document(data(wide(SEGMENTS, 90), "docx"))
    assert len(document.tables) > 2
    heads = [cell.text for table in document.tables for cell in table.rows[0].cells if cell.text != "Code"]
    assert heads == [heading.name for heading in wide(SEGMENTS, 90).columns] + ["Total", "Cases (of 3)"]
    room = Cm(29.7 - 4.0)
    for table in document.tables:
        assert sum(int(column.width or 0) for column in table.columns) <= room
        for column in list(table.columns)[1:]:
            longest = max(len(cell.text) for cell in column.cells[1:])
            assert (column.width or 0) >= longest * Cm(0.13) + Cm(0.2)
    captions = [paragraph.text for paragraph in document.paragraphs if "Codes & cases" in paragraph.text]
    assert captions[-1].endswith(f"({len(document.tables)} of {len(document.tables)})")


@given(
    st.lists(
        st.tuples(st.text("n", min_size=1, max_size=90), st.text("7", min_size=1, max_size=9)), max_size=40
    ),
    st.integers(5, 60),
)
def test_panels_hold_every_column_once(columns: list[tuple[str, str]], letters: int) -> None:
    """In order, each with its figures, and no panel is wider than the page unless a single column is."""
    laid = Grid(
        corner="", head=tuple(name for name, _figure in columns), labels=("a",), depths=(0,),
        body=(tuple(figure for _name, figure in columns),), foot=(), notes=(), margins=min(1, len(columns)),
    )  # fmt: skip
    parts = panels(laid, Page(letters, 1.0), 20)
    assert [name for part in parts for name in part.head] == list(laid.head)
    assert [figure for part in parts for figure in part.body[0]] == list(laid.body[0])
    assert sum(part.margins for part in parts) == laid.margins
    for part in parts:
        assert len(part.head) <= 1 or sum(len(figure) + 1 for figure in part.body[0]) <= letters


def test_groups_of_cases_say_how_many_they_hold() -> None:
    """Beside an attribute’s value its N, in every form for readers, and in json."""
    groups = tuple(
        Heading(id=name, name=name, n=n) for name, n in (("Firme", 3), ("Agence", 1), ("Conseil", 12))
    )
    matrix = replace(SEGMENTS, columns_are="Type", columns=groups)
    for form in ("text", "md", "html", "tex"):
        said = " ".join(text(matrix, form).replace("~", " ").split())
        assert ("(n = 3) (n = 1) (n = 12)" if form == "text" else "Conseil (n = 12)") in said
    assert json.loads(text(matrix, "json"))["columns_n"] == [3, 1, 12]
    assert json.loads(text(matrix, "json"))["columns"] == ["Firme", "Agence", "Conseil"]
    sheet = load_workbook(data(matrix, "xlsx")).worksheets[0]
    assert sheet["B3"].value == "Firme (n\u00a0=\u00a03)"


def test_codes_over_columns_are_short_where_that_is_clear() -> None:
    """Two codes of one name keep their paths."""
    twice = (*ROWS, Heading(id="4", name="Moyens > Long", levels=("Moyens", "Long")))
    matrix = replace(
        TURNED, columns=twice, cells=((1, 2, 3, 4),) * 3, column_totals=(1,) * 4, cases_with=(1,) * 4
    )
    page: Any = html.fromstring(text(matrix, "html"))
    heads = page.xpath("//thead//th/text()")
    assert heads[1:5] == ["Moyens", "=Budget & <b>", "Horizon > Long", "Moyens > Long"]


def test_figures_in_html_lead_to_exactly_their_quotations() -> None:
    """Where the quotations behind them are given; a zero leads nowhere."""
    counted = replace(QUOTES, cells_are="segments", cells=((2, 0, 0), (0, 0, 0), (0, 0, 0)))
    page: Any = html.fromstring(str(render(counted, "html", language="en", behind=QUOTES)))
    (link,) = page.xpath("//tbody//a")
    assert link.text == "2"
    heading = page.get_element_by_id(link.get("href")[1:])
    assert [each.tag for each in heading.itersiblings()] == ["blockquote", "blockquote"]
    assert "<a " not in text(counted, "html")


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_excel_has_figures_as_figures_and_text_as_text() -> None:
    """Zeros are numbers shown as dots, nothing is a formula, and the sheet prints one page wide."""
    sheet = load_workbook(data(SEGMENTS, "xlsx")).worksheets[0]
    assert sheet["A5"].value == "=Budget & <b>"
    assert [cell.data_type for cell in sheet[4]] == ["s", "n", "n", "n", "n", "n"]
    assert [cell.value for cell in sheet[4]] == ["Moyens", 3, 0, 1234, 1237, 2]
    assert [cell.value for cell in sheet[6]][1:4] == ["—", "n/a", "?"]
    assert "·" in sheet["C4"].number_format
    assert sheet["B3"].alignment.textRotation == 90
    assert sheet.page_setup.orientation == "landscape"
    fits = sheet.sheet_properties.pageSetUpPr
    assert fits is not None
    assert (sheet.page_setup.fitToHeight, fits.fitToPage) == (0, True)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "B4"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("form", ["text", "md", "html", "tex", "docx", "xlsx"])
@pytest.mark.parametrize("matrix", [PRESENCE, transposed(PRESENCE)], ids=["codes", "cases"])
def test_presence_has_cases_and_no_total(matrix: Matrix, form: str) -> None:
    """In how many cases a code is present is its total; a 1 or 0 over the whole row would say nothing beside it."""
    for measured, expected in ((matrix, False), (replace(matrix, cells_are="segments"), True)):
        made = render(measured, form, language="en", title="Codes & cases")
        words = made if isinstance(made, str) else _words_in(made, form)
        assert ("Total" in words) is expected
        assert "Cases (of 3)" in words


def _words_in(made: bytes, form: str) -> str:
    if form == "docx":
        return "\n".join(cell.text for table in Document(BytesIO(made)).tables for cell in table._cells)
    sheet = load_workbook(BytesIO(made)).worksheets[0]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_excel_keeps_summaries_presence_and_shares() -> None:
    """Words are words, presence is 1 and 0 that can be summed, shares are 0 to 1."""
    assert load_workbook(data(SUMMARY, "xlsx")).worksheets[0]["B4"].value == "=Peu\nde moyens"
    presence = load_workbook(data(PRESENCE, "xlsx")).worksheets[0]
    assert (presence["B4"].value, presence["C4"].value) == (1, 0)
    assert "●" in presence["B4"].number_format
    coverage = load_workbook(data(COVERAGE, "xlsx")).worksheets[0]
    assert (coverage["B4"].value, coverage["D4"].value) == (0.125, None)


def test_words_in_excel_are_in_rows_tall_enough_and_columns_that_can_be_read() -> None:
    """A sheet too wide to be read on one page is several pages wide, each with the codes."""
    long = replace(SUMMARY, cells=(("mot " * 200, "", ""), ("", "", ""), ("", "", "")))
    sheet = load_workbook(data(long, "xlsx")).worksheets[0]
    assert (sheet.row_dimensions[4].height or 0) > 150
    assert sheet.page_setup.fitToHeight == 0
    sheet = load_workbook(data(wide(long, 12), "xlsx")).worksheets[0]
    assert sheet.page_setup.scale == 70
    assert sheet.print_title_cols == "$A:$A"
    heat = load_workbook(data(SEGMENTS, "xlsx")).worksheets[0].conditional_formatting
    (rule,) = [rule for each in heat for rule in each.rules]
    assert [point.val for point in rule.colorScale.cfvo] == [0, 1234]
