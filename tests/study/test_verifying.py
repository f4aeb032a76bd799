"""An exported workbook held against the study: what changed is named cell by cell, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewcoder.analysis.filters import Filters, Selection
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, codes, exporting
from interviewcoder.study.verifying import MovedTotal, verify
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Give a generated study."""
    with generated_study(tmp_path, 4) as made:
        yield made


def test_nothing_changed_is_said_to_be_so(study: Study) -> None:
    """Right after the export, with filters or without."""
    for filters in (
        Filters(),
        Filters(codes=("Moyens",), coders=("Ana",)),
        Filters(where=(("Type", "Firme"),)),
    ):
        assert verify(study, exporting.export(study, filters=filters)).same


def test_a_passage_more_is_a_figure_more_in_every_row_above_it(study: Study) -> None:
    """The code's cell and those of the codes above it, with the totals; nothing else, and undo mends it."""
    path = exporting.export(study)
    transcript = next(t for t in study.transcripts if t.case == study.case("Agence É").id)
    text = study.document(transcript).text
    taken = {(at.start, at.end) for at in study.codings(Selection(transcripts=frozenset({transcript.id})))}
    start = next(n for n in range(len(text)) if (n, n + 2) not in taken)
    study.code_passage(transcript, Span(start, start + 2), [study.codebook.find("Caché")])
    found = verify(study, path)
    rows = ["Moyens", "Moyens > Budget", "Moyens > Budget > Caché"]
    assert [(cell.code, cell.case, cell.now - cell.was) for cell in found.cells] == [
        (row, "Agence É", 1) for row in rows
    ]
    assert [(row.code, row.now - row.was) for row in found.totals] == [(row, 1) for row in rows]
    study.undo()
    assert verify(study, path).same


def test_what_is_new_gone_and_renamed_is_named(study: Study) -> None:
    """By identity: another name changes no figure; a code that is gone had figures that are now 0."""
    path = exporting.export(study)
    before = study.code_counts()[study.codebook.find("Émotion").id]
    study.apply(case_gestures.rename_case(study.case("Firme B"), "Société B", study.cases))
    study.apply(case_gestures.add_case("Tard venu", study.cases))
    study.apply(code_gestures.rename_code(study.codebook, study.codebook.find("Seul"), "Isolé"))
    study.apply(codes.remove(study, study.codebook.find("Émotion"))[0])
    found = verify(study, path)
    assert found.added == ["Tard venu"]
    assert found.removed == ["Vécu > Émotion"]
    assert sorted(found.renamed) == [("Firme B", "Société B"), ("Seul", "Isolé")]
    assert MovedTotal("Vécu > Émotion", before.segments, 0, before.cases, 0) in found.totals
    assert sum(cell.was for cell in found.cells if cell.code == "Vécu > Émotion") == before.segments


def test_the_file_of_another_study_is_refused(study: Study, tmp_path: Path) -> None:
    """With a sentence that says what to do."""
    path = exporting.export(study)
    with Study.create(tmp_path / "other") as other, pytest.raises(Refused, match="another study"):
        verify(other, path)
