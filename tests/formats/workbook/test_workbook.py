"""The workbook as a reader meets it: figures, links, text, print, limits."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from interviewcoder.domain.errors import Conflict, NotFound, Refused
from interviewcoder.domain.records import Attribute, Summary
from interviewcoder.formats.workbook import limits, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.formats.workbook.conftest import MakeContents

    from interviewcoder.analysis.contents import Contents

LINK = re.compile(r'=HYPERLINK\("#\'([^"]+)\'!([A-Z]+)(\d+)",(.+)\)$')
LEFT = 2


def written(contents: Contents, path: Path, **options: Any) -> tuple[Any, Any]:
    """Write, and read back as formulas and as values."""
    write(contents, path, **options)
    return openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)


def top_of(sheet: Any) -> int:
    """Find the first row of figures."""
    return next(int(row[0].row) for row in sheet.iter_rows(max_col=1) if row[0].value == "Theme") + 1


def counted(contents: Contents, code: str, case: str) -> set[tuple[str, int, int]]:
    below = contents.codebook.with_below(code) if contents.segments.rolled_up else (code,)
    return {
        (at.transcript_id, at.start, at.end)
        for at in contents.quotations()
        if at.code_id in below and (at.case_id or "") == case
    }


def block_under(sheet: Any, heading: int) -> list[tuple[str, str, str]]:
    """Read the passages under a heading: reference, words and transcript."""
    found = []
    row = heading + 1
    while sheet.cell(row, 4).value is not None:
        found.append(tuple(sheet.cell(row, column).value for column in (1, 4, 6)))
        row += 1
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_matrix_holds_an_independent_count_as_numbers(
    make_contents: MakeContents, tmp_path: Path, seed: int
) -> None:
    contents = make_contents(seed=seed)
    _formulas, values = written(contents, tmp_path / "book.xlsx")
    sheet = values["Matrix"]
    top = top_of(sheet)
    for i, code in enumerate(contents.segments.rows):
        for j, case in enumerate(contents.segments.columns):
            value = sheet.cell(top + i, LEFT + 1 + j).value
            assert value == len(counted(contents, code.id, case.id))
            assert isinstance(value, int)


@pytest.mark.parametrize("rolled_up", [True, False])
@pytest.mark.parametrize("seed", [4, 5])
def test_every_figure_leads_to_exactly_its_passages(
    make_contents: MakeContents, tmp_path: Path, seed: int, rolled_up: bool
) -> None:
    contents = make_contents(seed=seed, rolled_up=rolled_up)
    formulas, _values = written(contents, tmp_path / "book.xlsx")
    matrix, quotes = formulas["Matrix"], formulas["Quotes"]
    top = top_of(matrix)
    by_key = {(at.transcript_id, at.start, at.end): at for at in contents.quotations()}
    codes = {code.name for code in contents.segments.rows}
    links = 0
    for i, code in enumerate(contents.segments.rows):
        for j, case in enumerate(contents.segments.columns):
            cell = matrix.cell(top + i, LEFT + 1 + j)
            expected = counted(contents, code.id, case.id)
            if not expected:
                assert cell.value == 0
                continue
            links += 1
            found = LINK.match(cell.value)
            assert found is not None
            assert found[1] == "Quotes"
            assert int(found[4]) == len(expected)
            heading = int(found[3])
            assert quotes.cell(heading, 1).value == case.name
            back = LINK.match(quotes.cell(heading, 5).value)
            assert back is not None
            assert (back[1], back[2] + back[3]) == ("Matrix", cell.coordinate)
            words = [by_key[key] for key in expected]
            assert sorted(block_under(quotes, heading)) == sorted(
                (at.reference, at.text, at.transcript) for at in words
            )
            above = heading
            while quotes.cell(above, 1).value not in codes:
                above -= 1
            assert quotes.cell(above, 1).value == code.name
    assert links > 50


def test_totals_and_shares_are_numbers_and_the_totals_row_is_not_a_sum(
    make_contents: MakeContents, tmp_path: Path
) -> None:
    contents = make_contents()
    _formulas, values = written(contents, tmp_path / "book.xlsx")
    sheet, matrix = values["Matrix"], contents.segments
    top, right = top_of(sheet), LEFT + 1 + len(matrix.columns)
    for i in range(len(matrix.rows)):
        assert sheet.cell(top + i, right).value == matrix.row_totals[i]
        assert sheet.cell(top + i, right + 1).value == matrix.cases_with[i]
        assert sheet.cell(top + i, right + 2).value == pytest.approx(matrix.cases_with[i] / matrix.n_cases)
    bottom = top + len(matrix.rows)
    assert [sheet.cell(bottom, LEFT + 1 + j).value for j in range(len(matrix.columns))] == list(
        matrix.column_totals
    )
    assert sheet.cell(bottom, right).value == matrix.grand_total
    assert "not the sums" in " ".join(str(sheet.cell(row, 1).value) for row in range(1, top))


def test_blanks_say_what_they_mean(make_contents: MakeContents, tmp_path: Path) -> None:
    plain = make_contents(n_codings=0)
    contents = make_contents(
        n_codings=0,
        blanks={(0, 0): "raised", (0, 1): "not raised", (1, 0): "not applicable", (1, 1): "not yet coded"},
    )
    assert plain.segments.grand_total == 0
    _formulas, values = written(contents, tmp_path / "book.xlsx")
    sheet = values["Matrix"]
    top = top_of(sheet)
    assert [sheet.cell(top + i, LEFT + 1 + j).value for i in (0, 1) for j in (0, 1)] == [0, "—", "n/a", "?"]
    assert sheet.cell(top, LEFT + 1).number_format == '0;-0;"·"'
    presence = values["Presence"]
    cell = presence.cell(top_of(presence) + 1, LEFT + 1)
    assert (cell.value, cell.number_format) == (0, '"●";;"n/a"')


def test_presence_is_numeric(make_contents: MakeContents, tmp_path: Path) -> None:
    contents = make_contents()
    _formulas, values = written(contents, tmp_path / "book.xlsx")
    sheet = values["Presence"]
    top = top_of(sheet)
    for i, row in enumerate(contents.segments.cells):
        for j, figure in enumerate(row):
            cell = sheet.cell(top + i, LEFT + 1 + j)
            assert (cell.value, cell.number_format) == (int(bool(figure)), '"●";;"○"')


def test_no_text_became_a_formula_a_link_or_a_number(make_contents: MakeContents, tmp_path: Path) -> None:
    contents = make_contents(title="=HYPERLINK(1)")
    formulas, _values = written(contents, tmp_path / "book.xlsx")
    texts = set()
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert LINK.match(cell.value), cell
                elif isinstance(cell.value, str):
                    texts.add(cell.value)
                    if cell.value[0] in "=+-@\t":
                        assert cell.quotePrefix, cell
        assert not sheet._hyperlinks
    assert {at.text for at in contents.quotations()} <= texts
    assert "12345" in texts


def test_tables_are_read_by_pandas(make_contents: MakeContents, tmp_path: Path) -> None:
    contents = make_contents()
    path = tmp_path / "book.xlsx"
    write(contents, path)
    frame = pd.read_excel(path, sheet_name="Segments", keep_default_na=False)
    distinct = {(at.code_id, at.transcript_id, at.start, at.end) for at in contents.quotations()}
    assert len(frame) == len(distinct)
    assert sorted(zip(frame["Code"], frame["Start"], frame["End"], strict=True)) == sorted(
        (contents.codebook.path(code), start, end) for code, _transcript, start, end in distinct
    )
    assert set(frame["Coders"]) <= {"Camille", "=Dominique", "Camille, =Dominique", "=Dominique, Camille"}
    codes = pd.read_excel(path, sheet_name="Codes")
    assert list(codes["Id"]) == [code.id for code in contents.codebook]
    cases = pd.read_excel(path, sheet_name="Cases")
    assert list(cases.columns) == [
        "Id", "Case", "Taille", "Cas", "case (2)", "B2B ou B2C", "Transcripts", "Segments", "Words",
    ]  # fmt: skip
    assert cases["case (2)"].dtype.kind == "M"
    assert cases["Taille"].dtype.kind == "f"
    transcripts = pd.read_excel(path, sheet_name="Transcripts")
    assert len(transcripts) == len(contents.transcripts)


def test_the_tables_are_excel_tables(make_contents: MakeContents, tmp_path: Path) -> None:
    formulas, _values = written(make_contents(), tmp_path / "book.xlsx")
    for name in ("Segments", "Codes", "Cases", "Transcripts"):
        assert list(formulas[name].tables) == [name]


def test_the_sheets_print_as_an_appendix(make_contents: MakeContents, tmp_path: Path) -> None:
    formulas, _values = written(make_contents(), tmp_path / "book.xlsx")
    for sheet in formulas:
        if sheet.title == "_meta":
            continue
        assert sheet.page_setup.paperSize == 9
        if sheet.title == "Summaries":
            assert sheet.page_setup.scale == 75
            assert sheet.col_breaks.brk
        else:
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter.center.text == "&P / &N"
        assert not sheet.sheet_view.showGridLines
        assert not sheet.print_options.gridLines
        assert sheet.print_area
        assert not sheet.merged_cells.ranges
        expected = "portrait" if sheet.title in {"Read me", "Quotes"} else "landscape"
        assert sheet.page_setup.orientation == expected
    matrix = formulas["Matrix"]
    header = top_of(matrix) - 1
    assert matrix.print_title_rows == f"${header - 1}:${header}"
    assert matrix.freeze_panes == f"C{header + 1}"
    assert matrix.auto_filter.ref.startswith(f"A{header}:")
    assert formulas["Quotes"].print_title_rows == "$3:$3"
    assert formulas.active.title == "Read me"
    assert formulas["_meta"].sheet_state == "veryHidden"


def test_a_wide_matrix_breaks_between_groups_of_cases(make_contents: MakeContents, tmp_path: Path) -> None:
    contents = make_contents(n_cases=60, n_codings=50, orphans=False)
    formulas, _values = written(contents, tmp_path / "book.xlsx")
    sheet = formulas["Matrix"]
    assert not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
    assert sheet.page_setup.scale == 70
    assert sheet.print_title_cols == "$A:$B"
    groups = [column.group for column in contents.segments.columns]
    starts = {LEFT + at for at, group in enumerate(groups) if at == 0 or groups[at - 1] != group}
    breaks = {each.id for each in sheet.col_breaks.brk}
    assert breaks
    assert breaks <= starts | {LEFT + len(groups)}


def test_header_is_tall_enough_and_bands_run_across(make_contents: MakeContents, tmp_path: Path) -> None:
    contents = make_contents()
    formulas, _values = written(contents, tmp_path / "book.xlsx")
    sheet = formulas["Matrix"]
    header = top_of(sheet) - 1
    longest = max(len(column.name) for column in contents.segments.columns)
    assert sheet.row_dimensions[header].height >= 5.3 * longest + 6
    assert sheet.cell(header, LEFT + 1).alignment.textRotation == 90
    band = [sheet.cell(header - 1, LEFT + 1 + at) for at in range(6)]
    assert [cell.value for cell in band[::2]] == ["Entreprise", "Agence", "Cabinet conseil"]
    assert {cell.alignment.horizontal for cell in band} == {"centerContinuous"}


def test_the_heat_map_ends_at_the_95th_percentile(make_contents: MakeContents, tmp_path: Path) -> None:
    contents = make_contents()
    formulas, _values = written(contents, tmp_path / "book.xlsx")
    (rule,) = next(iter(formulas["Matrix"].conditional_formatting)).rules
    figures = sorted(
        cell for row in contents.segments.cells for cell in row if isinstance(cell, int) and cell
    )
    low, high = (float(limit.val) for limit in rule.colorScale.cfvo)
    assert low == 0
    assert sum(figure <= high for figure in figures) >= 0.95 * len(figures)
    assert [colour.rgb for colour in rule.colorScale.color] == ["FFFFFFFF", "FF9DC3E6"]


def test_the_same_contents_give_the_same_bytes(make_contents: MakeContents, tmp_path: Path) -> None:
    first, second = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    write(make_contents(), first)
    write(make_contents(), second)
    assert first.read_bytes() == second.read_bytes()
    properties = openpyxl.load_workbook(first).properties
    assert properties.title == "Les réseaux sociaux & l'entreprise"
    assert properties.created.isoformat().startswith("2024-03-01T13:05:00")


def test_sheets_are_chosen_by_key_or_name(make_contents: MakeContents, tmp_path: Path) -> None:
    contents = make_contents()
    formulas, _values = written(contents, tmp_path / "a.xlsx", sheets=["matrix", "Codes"])
    assert formulas.sheetnames == ["Read me", "Matrix", "Codes", "_meta"]
    sheet = formulas["Matrix"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    formulas, _values = written(contents, tmp_path / "b.xlsx", sheets=["quotes"])
    assert formulas.sheetnames == ["Read me", "Quotes", "_meta"]
    with pytest.raises(NotFound):
        write(contents, tmp_path / "c.xlsx", sheets=["matrices"])


def test_sheets_stand_in_order_and_readme_leads_to_each(make_contents: MakeContents, tmp_path: Path) -> None:
    formulas, _values = written(make_contents(), tmp_path / "book.xlsx")
    names = [
        "Read me", "Matrix", "Presence", "Summaries", "Quotes", "Segments", "Codes", "Cases", "Transcripts", "_meta",
    ]  # fmt: skip
    assert formulas.sheetnames == names
    links = [LINK.match(str(row[0].value)) for row in formulas["Read me"].iter_rows(max_col=1)]
    assert [link[1] for link in links if link] == names[1:-1]


def test_before_there_are_summaries_the_themes_have_cells_to_write_in(
    make_contents: MakeContents, tmp_path: Path
) -> None:
    contents = make_contents()
    formulas, _values = written(replace(contents, summaries=()), tmp_path / "book.xlsx")
    ids = [cell.value for cell in formulas["Summaries"][1] if cell.value]
    assert ids == [code.id for code in contents.codebook.top]


def test_every_code_has_cells_to_write_in_where_that_is_asked_for(
    make_contents: MakeContents, tmp_path: Path
) -> None:
    """Read me says how to ask where codes have none, and nothing of it where all have some."""
    plain = replace(make_contents(), summaries=())
    for every in (False, True):
        contents = replace(plain, every_summary=every)
        formulas, _values = written(contents, tmp_path / "book.xlsx")
        sheets = [sheet for sheet in formulas.worksheets if sheet.title.startswith("Summaries")]
        ids = [cell.value for sheet in sheets for cell in sheet[1] if cell.value]
        assert (ids == [code.id for code in contents.codebook]) is every
        said = [str(row[1].value) for row in formulas["Read me"].iter_rows()]
        assert any("export --summaries all" in words for words in said) is not every


def test_without_cases_there_is_no_sheet_of_summaries(make_contents: MakeContents, tmp_path: Path) -> None:
    formulas, _values = written(replace(make_contents(), cases=()), tmp_path / "book.xlsx")
    assert "Summaries" not in formulas.sheetnames


def test_summaries_carry_hidden_ids_and_only_their_cells_open(
    make_contents: MakeContents, tmp_path: Path
) -> None:
    contents = make_contents()
    formulas, _values = written(contents, tmp_path / "book.xlsx")
    sheet = formulas["Summaries"]
    assert sheet.protection.sheet
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    texts = {(summary.case, summary.code): summary.text for summary in contents.summaries}
    found = {}
    for row in sheet.iter_rows(min_row=3, min_col=3):
        for cell in row:
            assert not cell.protection.locked
            if cell.value:
                found[sheet.cell(cell.row, 1).value, sheet.cell(1, cell.column).value] = cell.value
    assert found == texts
    assert sheet["B3"].protection.locked
    meta = [row for row in formulas["_meta"].iter_rows(values_only=True) if row[0] == "summary"]
    assert {(row[1], row[2]) for row in meta} == set(texts)


def test_many_summarised_codes_have_a_sheet_per_theme(make_contents: MakeContents, tmp_path: Path) -> None:
    contents = make_contents()
    case = contents.cases[0]
    summaries = tuple(
        Summary(id=code.id, case=case.id, code=code.id, text="bref") for code in contents.codebook
    )
    formulas, _values = written(replace(contents, summaries=summaries), tmp_path / "book.xlsx")
    names = [name for name in formulas.sheetnames if name.startswith("Summaries")]
    assert names == ["Summaries Thème 1 ‘été’", "Summaries Thème 2 ‘été’", "Summaries Thème 3 ‘été’"]


def test_a_text_beyond_the_limit_is_cut_and_kept_whole_elsewhere(
    make_contents: MakeContents, tmp_path: Path
) -> None:
    fits, long = "é" * limits.MAX_CELL, "mot 😀 " * 12_000
    contents = make_contents(texts=(fits, long), n_codings=12)
    formulas, _values = written(contents, tmp_path / "book.xlsx")
    words = {row[3].value for row in formulas["Quotes"].iter_rows(min_row=4)} - {None}
    cut = next(text for text in words if text.startswith("mot"))
    assert fits in words
    assert limits.units(cut) <= limits.MAX_CELL
    assert " […] " in cut
    rows = [
        row for row in formulas["Long texts"].iter_rows(min_row=2, values_only=True) if row[1] == "Quotes"
    ]
    first = [row[4] for row in rows if row[2] == rows[0][2]]
    assert "".join(first) == long
    assert any("Long texts" in str(row[1].value) for row in formulas["Read me"].iter_rows())


def test_rows_beyond_a_sheet_continue_on_the_next(
    make_contents: MakeContents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 120)
    contents = make_contents()
    formulas, _values = written(contents, tmp_path / "book.xlsx")
    assert {"Quotes (2)", "Segments (2)", "Quotes (3)"} <= set(formulas.sheetnames)
    parts = [sheet for sheet in formulas if sheet.title.startswith("Segments")]
    distinct = {(at.code_id, at.transcript_id, at.start, at.end) for at in contents.quotations()}
    assert sum(sheet.max_row - 1 for sheet in parts) == len(distinct)
    matrix = formulas["Matrix"]
    for row in matrix.iter_rows(
        min_row=top_of(matrix), min_col=3, max_col=2 + len(contents.segments.columns)
    ):
        for cell in row:
            if found := LINK.match(str(cell.value)):
                block = block_under(formulas[found[1]], int(found[3]))
                assert len(block) == int(found[4])


def test_very_many_segments_are_plain_ranges(
    make_contents: MakeContents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tmp_path / "plain.xlsx"
    write(make_contents(), plain)
    monkeypatch.setattr(limits, "PLAIN_BEYOND", 10)
    formulas, _values = written(make_contents(), tmp_path / "streamed.xlsx")
    assert not formulas["Segments"].tables
    assert formulas["Segments"].auto_filter.ref.startswith("A1:")
    usual = openpyxl.load_workbook(plain)
    for name in ("Quotes", "Segments", "Matrix"):
        assert list(formulas[name].values) == list(usual[name].values)


def test_a_matrix_that_no_longer_fits_its_quotations_is_refused(
    make_contents: MakeContents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PLAIN_BEYOND", 10)
    contents = make_contents()
    fewer = list(contents.quotations())[:-1]
    with pytest.raises(Conflict):
        write(replace(contents, quotations=lambda: iter(fewer)), tmp_path / "book.xlsx")


def test_more_columns_than_excel_has_are_refused(
    make_contents: MakeContents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_COLUMNS", 8)
    with pytest.raises(Refused, match="8 columns"):
        write(make_contents(n_cases=9), tmp_path / "book.xlsx")


def test_an_empty_study_gives_a_workbook(make_contents: MakeContents, tmp_path: Path) -> None:
    contents = make_contents(n_cases=0, n_themes=0, n_codings=0, orphans=False)
    formulas, _values = written(contents, tmp_path / "book.xlsx")
    assert formulas["Matrix"].max_row > 3


def test_odd_names_do_no_harm(make_contents: MakeContents, tmp_path: Path) -> None:
    names = ["=A1", "Éts “Ō” & Fils [2014]: l'été / hiver ?", "x" * 150, "😀" * 20, "-", "'"]
    contents = make_contents(case_names=names, orphans=False)
    contents = replace(contents, attributes=(*contents.attributes, Attribute(id="z", name="")))
    _formulas, values = written(contents, tmp_path / "book.xlsx")
    sheet = values["Matrix"]
    shown = [sheet.cell(top_of(sheet) - 1, LEFT + 1 + at).value for at in range(len(names))]
    assert sorted(shown) == sorted(names)


@pytest.mark.needs_tool("soffice")
def test_libreoffice_prints_it(make_contents: MakeContents, tmp_path: Path) -> None:
    import shutil

    path = tmp_path / "book.xlsx"
    write(make_contents(orphans=False), path)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    printed = path.with_suffix(".pdf")
    assert printed.stat().st_size > 10_000
    if shutil.which("pdftotext") is None:
        return
    text = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pages = text.split("\f")[:-1]
    assert f"1 / {len(pages)}" in pages[0]
    assert f"{len(pages)} / {len(pages)}" in pages[-1]
    matrix = next(page for page in pages if "Coded segments, by code and by case" in page)
    assert "Err:" not in text
    assert "#N" not in text
    assert "distinct passages" in text
    assert re.search(r"\b100\s?%", matrix)
