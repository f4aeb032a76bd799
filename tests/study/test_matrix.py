"""The matrix equals an independent count made from the codings file, for every kind of cell."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from interviewcoder.analysis.filters import Filters, Selection
from interviewcoder.domain.changes import Change, Edit
from interviewcoder.domain.errors import Refused
from interviewcoder.formats.codings import write_codings
from interviewcoder.formats.matrices import render
from interviewcoder.study import Study, codings
from interviewcoder.study.ordering import CaseOrder
from tests.study.generated import TYPES, generated_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from interviewcoder.analysis.results import Matrix

Row = dict[str, str]
SEEDS = (1, 2, 3)


@pytest.fixture(params=SEEDS)
def study(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Study]:
    """Give a generated study."""
    made = generated_study(tmp_path, request.param)
    yield made
    made.close()


def _rows(study: Study) -> list[Row]:
    stream = io.StringIO()
    write_codings(codings.give(study, Selection()), stream, "en")
    return list(csv.DictReader(io.StringIO(stream.getvalue().lstrip("\ufeff"))))


def _case_of(study: Study) -> dict[str, str]:
    names = {case.id: case.name for case in study.cases}
    return {
        transcript.name: names.get(transcript.case or "", "(no case)") for transcript in study.transcripts
    }


def _under(path: str, row: str, *, rollup: bool) -> bool:
    return path == row or (rollup and path.startswith(f"{row} > "))


def _words(text: str, marked: set[int]) -> int:
    """Count the words of the characters marked, joined where they touch."""
    pieces, at = [], 0
    while at < len(text):
        if at in marked:
            begun = at
            while at in marked:
                at += 1
            pieces.append(text[begun:at])
        at += 1
    return sum(1 for piece in pieces for token in piece.split() if any(c.isalnum() for c in token))


def _count(study: Study, kind: str, rows: list[Row]) -> float:
    """Count a set of rows of the codings file, naively."""
    passages = {(row["transcript"], int(row["start"]), int(row["end"])) for row in rows}
    transcripts = {name for name, _start, _end in passages}
    if kind == "segments":
        return len(passages)
    if kind == "transcripts":
        return len(transcripts)
    if kind == "presence":
        return int(bool(passages))
    documents = {name: study.document(study.transcript(name)) for name in transcripts}
    if kind == "turns":
        return len(
            {
                (name, turn.n)
                for name, start, end in passages
                for turn in documents[name].turns
                if turn.zone.start < end and start < turn.zone.end
            }
        )
    total = 0
    for name, document in documents.items():
        marked = {at for other, start, end in passages if other == name for at in range(start, end)}
        total += _words(document.text, marked)
    return total


def _participant_words(study: Study, names: set[str]) -> int:
    total = 0
    for name in names:
        document = study.document(study.transcript(name))
        for turn in document.turns:
            if document.role(turn) != "interviewer":
                total += _words(document.text, set(range(turn.span.start, turn.span.end)))
    return total


def _check(study: Study, kind: str, columns: str, column_of: Callable[[Row], str], *, rollup: bool) -> None:
    matrix = study.matrix(columns=columns, cells=kind, rollup=rollup)
    rows = _rows(study)
    for r, heading in enumerate(matrix.rows):
        under = [row for row in rows if _under(row["code"], heading.name, rollup=rollup)]
        for c, column in enumerate(matrix.columns):
            expected = _count(study, kind, [row for row in under if column_of(row) == column.name])
            assert matrix.cells[r][c] == expected, (heading.name, column.name)
        assert matrix.row_totals[r] == _count(study, kind, under)
        in_cases = {_case_of(study)[row["transcript"]] for row in under} - {"(no case)"}
        assert matrix.cases_with[r] == len(in_cases)
    for c, column in enumerate(matrix.columns):
        assert matrix.column_totals[c] == _count(
            study, kind, [row for row in rows if column_of(row) == column.name]
        )


@pytest.mark.parametrize("rollup", [True, False])
@pytest.mark.parametrize("kind", ["segments", "turns", "transcripts", "presence", "words"])
def test_codes_by_case_equal_a_naive_count(study: Study, kind: str, rollup: bool) -> None:
    """Every cell, row total, column total and number of cases is what the codings file gives."""
    case_of = _case_of(study)
    _check(study, kind, "cases", lambda row: case_of[row["transcript"]], rollup=rollup)


@pytest.mark.parametrize("kind", ["segments", "turns", "words"])
def test_codes_by_transcript_coder_and_attribute_equal_a_naive_count(study: Study, kind: str) -> None:
    """The same holds for the other columns; two coders on one passage count once in the total."""
    case_of = _case_of(study)
    _check(study, kind, "transcripts", lambda row: row["transcript"], rollup=True)
    _check(study, kind, "coders", lambda row: row["coder"], rollup=True)
    _check(study, kind, "Type", lambda row: TYPES.get(case_of[row["transcript"]], ""), rollup=True)


def _covered(study: Study, rows: list[Row]) -> int:
    """Count the participants' words of which a letter or digit is in a passage, word by word and letter by letter."""
    covered = 0
    for name in {row["transcript"] for row in rows}:
        document = study.document(study.transcript(name))
        mine = [(int(row["start"]), int(row["end"])) for row in rows if row["transcript"] == name]
        for turn in document.turns:
            if document.role(turn) == "interviewer":
                continue
            for word in re.finditer(r"\S+", turn.span.of(document.text)):
                letters = [
                    turn.span.start + word.start() + n for n, one in enumerate(word[0]) if one.isalnum()
                ]
                covered += any(start <= at < end for at in letters for start, end in mine)
    return covered


def test_coverage_is_the_share_of_the_participants_words_that_are_in_a_passage(study: Study) -> None:
    """Questions count neither above nor below the line, so no share is over 1; without participants' words there is none."""
    coverage, rows, case_of = study.matrix(cells="coverage"), _rows(study), _case_of(study)
    for r, heading in enumerate(coverage.rows):
        under = [row for row in rows if _under(row["code"], heading.name, rollup=True)]
        for c, column in enumerate(coverage.columns):
            names = {name for name, case in case_of.items() if case == column.name}
            words = _participant_words(study, names)
            number = _covered(study, [row for row in under if row["transcript"] in names])
            assert coverage.cells[r][c] == (pytest.approx(number / words) if words else None)
            assert not words or 0 <= number <= words
    everything = _participant_words(study, {transcript.name for transcript in study.transcripts})
    assert coverage.grand_total == pytest.approx(_covered(study, rows) / everything)


def test_cases_and_codes_without_codings_stay(study: Study) -> None:
    """A case without transcripts has a column of zeros, not yet coded, a code without codings a row of zeros."""
    matrix = study.matrix()
    column = [heading.name for heading in matrix.columns].index("Sans rien")
    assert all(row[column] == 0 for row in matrix.cells)
    silent = {(row, column) for row in range(len(matrix.rows))}
    assert {cell for cell, status in matrix.blanks.items() if status == "not yet coded"} == silent
    table = list(csv.reader(io.StringIO(str(render(study.matrix(cells="presence"), "qca", language="fr")))))
    assert {row[0]: set(row[1:]) for row in table[1:]}["Sans rien"] == {""}
    row = [heading.name for heading in matrix.rows].index("Seul")
    assert set(matrix.cells[row]) == {0}
    assert matrix.n_cases == 4


def test_cases_as_rows_is_the_same_matrix_turned(study: Study) -> None:
    """With cases as rows every figure is where the other matrix has it."""
    matrix, turned = study.matrix(), study.matrix(rows="cases")
    assert [heading.name for heading in turned.rows] == [heading.name for heading in matrix.columns]
    assert [list(row) for row in zip(*matrix.cells, strict=True)] == [list(row) for row in turned.cells]
    assert turned.cases_with == matrix.cases_with


def test_quotation_cells_hold_exactly_the_counted_passages(study: Study) -> None:
    """The quotations of a cell are its segments, each once."""
    quotes, segments = study.matrix(cells="quotes"), study.matrix()
    for row, counted in zip(quotes.cells, segments.cells, strict=True):
        for cell, number in zip(row, counted, strict=True):
            assert isinstance(cell, tuple)
            assert len({(q.transcript, q.start, q.end) for q in cell}) == len(cell) == number


@pytest.mark.parametrize(
    ("filters", "keep"),
    [
        (Filters(coders=("Ben",)), lambda row, _case: row["coder"] == "Ben"),
        (Filters(cases=("firme a",)), lambda _row, case: case == "Firme A"),
        (Filters(where=(("type", "AGENCE"),)), lambda _row, case: TYPES.get(case) == "Agence"),
        (Filters(codes=("Moyens",)), lambda row, _case: row["code"].startswith("Moyens")),
        (Filters(transcripts=("E1",)), lambda row, _case: row["transcript"] == "E1"),
    ],
)
def test_filters_leave_exactly_what_they_say(study: Study, filters: Filters, keep: Any) -> None:
    """Each filter changes the count to that of the rows that pass it."""
    case_of = _case_of(study)
    rows = [row for row in _rows(study) if keep(row, case_of[row["transcript"]])]
    assert study.matrix(filters=filters).n_segments == _count(study, "segments", rows)
    found = list(study.quotations(filters))
    assert len(found) == len(rows)


def test_the_role_filter_goes_by_the_turn_a_passage_begins_in(study: Study) -> None:
    """Only passages that begin in a participant's turn are left."""
    for quotation in study.quotations(Filters(roles=("participant",))):
        assert quotation.role == "participant"
    everything = list(study.quotations())
    participants = list(study.quotations(Filters(roles=("participant",))))
    assert len(participants) == sum(quotation.role == "participant" for quotation in everything)


def test_the_workbook_holds_the_same_figures(study: Study) -> None:
    """The sheet of the matrix, read with another library, has the cells of the matrix, and “?” for what is not coded yet."""
    matrix = study.matrix()
    book = openpyxl.load_workbook(study.export())
    sheet = book.worksheets[1]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows()]
    read = [[value if value == "?" else _figure(value) for value in row] for row in shown]
    figures = [[value for value in row if value is not None] for row in read]
    for r, row in enumerate(matrix.cells):
        wanted = ["?" if (r, c) in matrix.blanks else cell for c, cell in enumerate(row)]
        assert any(
            wanted == found[n : n + len(wanted)]
            for found in figures
            for n in range(len(found) - len(wanted) + 1)
        ), wanted


def _figure(value: object) -> int | None:
    if isinstance(value, int):
        return value
    if isinstance(value, str) and value.startswith("=HYPERLINK"):
        return int(value.rstrip(")").rpartition(",")[2])
    return None


def test_every_reference_names_case_transcript_and_turn(study: Study) -> None:
    """A quotation's reference leads to the turn in which it begins."""
    for quotation in study.quotations():
        document = study.document(study.transcript(quotation.transcript))
        assert document.text[quotation.start : quotation.end] == quotation.text
        if quotation.turn is not None:
            zone = document.turns[quotation.turn - 1].zone
            assert zone.start < quotation.end
            assert quotation.start < zone.end
            assert quotation.reference.endswith(f"turn {quotation.turn}")


@pytest.mark.parametrize("within", ["passage", "turn", "transcript", "case"])
@pytest.mark.parametrize("rollup", [True, False])
def test_codes_against_codes_equal_an_independent_count(study: Study, within: str, rollup: bool) -> None:
    """The number of passages, turns, transcripts and cases that carry both, and Jaccard's share, by sets."""
    frame = study.matrix(columns="codes", within=within, rollup=rollup)
    shares = study.matrix(columns="codes", within=within, rollup=rollup, cells="jaccard")
    case_of = _case_of(study)
    turns = {
        transcript.name: [turn.zone for turn in study.document(transcript).turns]
        for transcript in study.transcripts
    }
    carries: dict[str, set[Any]] = {heading.name: set() for heading in frame.rows}
    for row in _rows(study):
        start, end, name = int(row["start"]), int(row["end"]), row["transcript"]
        units: dict[str, list[Any]] = {
            "passage": [(name, start, end)],
            "turn": [
                (name, n) for n, zone in enumerate(turns[name]) if zone.start < end and start < zone.end
            ],
            "transcript": [name],
            "case": [case_of[name]] if case_of[name] != "(no case)" else [],
        }
        for path, units_of in carries.items():
            if _under(row["code"], path, rollup=rollup):
                units_of.update(units[within])
    for r, one in enumerate(frame.rows):
        for c, other in enumerate(frame.columns):
            both, either = carries[one.name] & carries[other.name], carries[one.name] | carries[other.name]
            assert frame.cells[r][c] == len(both)
            assert shares.cells[r][c] == (len(both) / len(either) if either else None)
    assert frame.row_totals == tuple(len(units) for units in carries.values())


def test_only_codings_and_interviews_of_the_days_asked_for_count(study: Study) -> None:
    """Since and until, of the coding and of the interview; a day that is none is refused."""
    everything = study.matrix().n_segments
    days = sorted({row["created"][:10] for row in _rows(study)})
    assert study.matrix(filters=Filters(since=days[0], until=days[-1])).n_segments == everything
    assert study.matrix(filters=Filters(since="2999-01-01")).n_segments == 0
    assert study.matrix(filters=Filters(until="31/12/1999")).n_segments == 0
    first = study.transcripts[0]
    study.apply(Change("Dated", {}, (Edit(first, replace(first, metadata={"date": "2014-03-01"})),)))
    held = study.matrix(filters=Filters(held_since="2014-03-01", held_until="2014-03-01"))
    assert held.n_segments == study.matrix(filters=Filters(transcripts=(first.name,))).n_segments > 0
    assert study.matrix(filters=Filters(held_since="2014-03-02")).n_segments == 0
    with pytest.raises(Refused, match="is no day"):
        study.matrix(filters=Filters(since="3/4"))


def test_cases_by_similarity_are_all_there(study: Study) -> None:
    """The order changes, the figures under each name do not."""
    usual, alike = study.matrix(), study.matrix(order=CaseOrder("similarity"))
    assert "imilarity" in alike.case_order or "ressemblance" in alike.case_order

    def figures(matrix: Matrix) -> dict[str, tuple[object, ...]]:
        return {h.name: tuple(row[n] for row in matrix.cells) for n, h in enumerate(matrix.columns)}

    assert figures(usual) == figures(alike)
    assert alike.columns[-1].name == "(no case)" or not any(figures(alike)[alike.columns[-1].name])
