"""The workbook of a generated study, recounted by a stranger: from its codings alone, with pandas and with openpyxl."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from interviewcoder.study import exporting
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINK = re.compile(r"^=HYPERLINK\(\"#'([^']+)'!([A-Z]+)(\d+)\",(.+)\)$")
NONE = "(sans cas)"


@dataclass
class Recounted:
    """A file and what its study holds, as a table with a row for each coding."""

    path: Path
    codings: pd.DataFrame
    paths: list[str]
    texts: dict[str, str]

    def behind(self, code: str, case: str | None = None) -> set[tuple[str, int, int]]:
        """Give the distinct passages of a code and those below it, in a case or in all."""
        below = self.codings["code"].map(lambda path: path == code or path.startswith(f"{code} > "))
        found = self.codings[below if case is None else below & (self.codings["case"] == case)]
        return set(found[["transcript", "start", "end"]].itertuples(index=False, name=None))

    def grid(self, name: str) -> tuple[pd.DataFrame, Any, int]:
        """Give a sheet of codes and cases read by pandas, with openpyxl's and the row of its header."""
        sheet = load_workbook(self.path)[name]
        at = next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == "Thème")
        frame = pd.read_excel(self.path, sheet_name=name, header=at - 1).iloc[: len(self.paths)]
        return frame, sheet, at


@pytest.fixture(params=[11, 12])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Recounted]:
    """Export everything there is of a generated study."""
    with generated_study(tmp_path, request.param) as study:
        names = {at.id: (at.name, at.case) for at in study.transcripts}
        cases = {case.id: case.name for case in study.cases}
        coders = {coder.id: coder.name for coder in study.coders}
        rows = [
            {
                "transcript": names[at.transcript][0], "start": at.start, "end": at.end,
                "code": study.codebook.path(at.code), "coder": coders[at.coder],
                "case": cases.get(names[at.transcript][1] or "", NONE),
            }
            for at in study.codings()
        ]  # fmt: skip
        texts = {at.name: study.document(at).text for at in study.transcripts}
        paths = [study.codebook.path(code.id) for code in study.codebook]
        yield Recounted(exporting.export(study, sheets=["all"]), pd.DataFrame(rows), paths, texts)


def test_every_figure_is_what_the_codings_say(book: Recounted) -> None:
    """Matrix and Presence, cell by cell, with totals, cases and shares, and the totals of columns."""
    matrix, _sheet, at = book.grid("Matrice")
    presence, _sheet, _at = book.grid("Présence")
    cases = [name for name in matrix.columns if name not in {"Thème", "Code", "Total", "Cas", "% des cas"}]
    assert set(cases) == {"Firme A", "Firme B", "Agence É", "Sans rien", NONE}
    for n, code in enumerate(book.paths):
        for case in cases:
            figure = len(book.behind(code, case))
            shown = "?" if case == "Sans rien" else figure  # a case without an interview is not yet coded
            assert (matrix.loc[n, case], presence.loc[n, case]) == (shown, int(bool(figure)))
        within = [case for case in cases if case != NONE and book.behind(code, case)]
        assert matrix.loc[n, "Total"] == len(book.behind(code))
        assert matrix.loc[n, "Cas"] == len(within)
        assert matrix.loc[n, "% des cas"] == pytest.approx(len(within) / 4)
    totals = pd.read_excel(book.path, sheet_name="Matrice", header=at - 1).iloc[len(book.paths)]
    everywhere = ["transcript", "start", "end"]
    for case in cases:
        assert totals[case] == len(book.codings[book.codings["case"] == case][everywhere].drop_duplicates())
    assert totals["Total"] == len(book.codings[everywhere].drop_duplicates())


def test_every_link_leads_to_the_right_row(book: Recounted) -> None:
    """From a figure to the heading of its case under its code, with as many passages below it, and back."""
    frame, sheet, header = book.grid("Matrice")
    quotes: Any = load_workbook(book.path)["Verbatims"]
    found = 0
    for n, code in enumerate(book.paths):
        for column, case in enumerate(frame.columns, 1):
            link = LINK.match(str(sheet.cell(header + 1 + n, column).value))
            if link is None or case in {"Total", "Cas", "% des cas"}:
                continue
            found += 1
            row = int(link[3])
            assert (link[1], quotes.cell(row, 1).value) == ("Verbatims", case)
            passages: list[str] = []
            while quotes.cell(row + 1 + len(passages), 4).value is not None:
                passages.append(str(quotes.cell(row + 1 + len(passages), 4).value))
            expected = sorted(
                book.texts[name][start:end].strip() for name, start, end in book.behind(code, str(case))
            )
            assert sorted(passage.strip() for passage in passages) == expected
            back = LINK.match(quotes.cell(row, 5).value)
            assert back is not None
            assert (back[1], f"{back[2]}{back[3]}") == (
                "Matrice",
                sheet.cell(header + 1 + n, column).coordinate,
            )
            above = next(at for at in range(row - 1, 0, -1) if quotes.cell(at, 1).value in book.paths)
            assert quotes.cell(above, 1).value == code
    assert found > 20


def test_segments_codes_and_data_hold_the_same(book: Recounted) -> None:
    """A row for each passage and code with its words; a row for each code; a row for each case and code, zeros too."""
    segments = pd.read_excel(book.path, sheet_name="Segments", keep_default_na=False)
    distinct = book.codings[["transcript", "start", "end", "code"]].drop_duplicates()
    assert len(segments) == len(distinct)
    held = segments[["Entretien", "Début", "Fin", "Code"]].itertuples(index=False, name=None)
    assert set(held) == set(distinct.itertuples(index=False, name=None))
    columns = segments[["Verbatim", "Entretien", "Début", "Fin"]].itertuples(index=False, name=None)
    for words, transcript, start, end in columns:
        assert str(words).strip() == book.texts[transcript][start:end].strip()
    codes = pd.read_excel(book.path, sheet_name="Codes").set_index("Code")
    data = pd.read_excel(book.path, sheet_name="Données").set_index(["Cas", "Code"])
    for code in book.paths:
        behind = book.behind(code)
        assert codes.loc[code, "Segments"] == len(behind)
        assert codes.loc[code, "Entretiens"] == len({name for name, _start, _end in behind})
        for case in ("Firme A", "Firme B", "Agence É", "Sans rien"):
            there = book.behind(code, case)
            told = data.loc[(case, code), ["Segments", "Présence", "Entretiens"]]
            assert list(told) == [len(there), int(bool(there)), len({name for name, _start, _end in there})]


def test_codes_on_the_same_passages_are_counted_by_sets(book: Recounted) -> None:
    """How often, and Jaccard's share."""
    for name, share in (("Co-occurrences", False), ("Co-occurrences (Jaccard)", True)):
        frame, _sheet, _at = book.grid(name)
        figures = frame.iloc[:, 2 : 2 + len(book.paths)]
        for n, one in enumerate(book.paths):
            for m, other in enumerate(book.paths):
                both, either = book.behind(one) & book.behind(other), book.behind(one) | book.behind(other)
                expected = (len(both) / len(either) if either else float("nan")) if share else len(both)
                assert figures.iloc[n, m] == pytest.approx(expected, nan_ok=True)


def test_only_links_are_formulas(book: Recounted) -> None:
    """Whatever a text begins with, it is text: every formula of the file is a link of the program's own."""
    for sheet in load_workbook(book.path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert LINK.match(str(cell.value)), f"{sheet.title}!{cell.coordinate}"
                elif isinstance(cell.value, str) and cell.value[0] in "=+-@\t" and sheet.title != "_meta":
                    assert cell.quotePrefix


def test_copies_of_one_content_have_one_hash(tmp_path: Path) -> None:
    """The hash says what was coded, not which identities the codings have; a coding less is another content."""
    hashes = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        with generated_study(tmp_path / name, 11) as study:
            hashes.append(_hash_in(exporting.export(study, sheets=["codes"])))
    with generated_study(tmp_path, 11) as study:
        study.remove_codings(list(study.codings())[:1])
        hashes.append(_hash_in(exporting.export(study, sheets=["codes"])))
    assert hashes[0] == hashes[1] != hashes[2]


def _hash_in(path: Path) -> object:
    column = load_workbook(path)["Lisez-moi"].iter_rows(max_col=2, values_only=True)
    return next(value for key, value in column if key == "Empreinte du contenu")
