"""Reports hold every passage of a case, or of a code, once, with its words and its reference."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures.codings import mark_codings
from interviewcoder.domain.records import Status
from interviewcoder.formats.reports import render
from interviewcoder.study import summarising
from interviewcoder.study.reporting import Choice, case_report, theme_report
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interviewcoder.analysis.results import Quotation
    from interviewcoder.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Give a generated study with a summary and a status."""
    with generated_study(tmp_path, 3) as made:
        made.apply(
            summarising.written(
                made, made.case("Firme A"), made.codebook.find("Seul"), "Rien, *et* pourtant."
            )
        )
        seul = made.codebook.find("Seul")
        other = next(t for t in made.transcripts if t.case == made.case("Firme B").id)
        made.apply(
            Change("Said", {}, added(Status(transcript=other.id, code=seul.id, value="not applicable")))
        )
        yield made


def place(quotation: Quotation) -> tuple[str, int, int]:
    return quotation.transcript, quotation.start, quotation.end


def test_a_case_report_has_every_passage_of_the_case_under_its_code(study: Study) -> None:
    """Each code in the order of the codebook, each of its own passages once, the summary with it."""
    report = case_report(study, study.case("Firme A"))
    by_code: dict[str, set[tuple[str, int, int]]] = {}
    for quotation in study.quotations(Filters(cases=("Firme A",))):
        by_code.setdefault(study.codebook.name(study.codebook[quotation.code_id]), set()).add(
            place(quotation)
        )
    shown = {section.title: [place(at.quotation) for at in section.extracts] for section in report.sections}
    assert {title: set(places) for title, places in shown.items() if places} == by_code
    assert all(len(places) == len(set(places)) for places in shown.values())
    order = [study.codebook.name(code) for code in study.codebook]
    assert [section.title for section in report.sections] == [name for name in order if name in shown]
    assert next(s.summary for s in report.sections if s.title == "Seul") == "Rien, *et* pourtant."
    assert ("Type", "Firme") in report.facts


def test_a_heading_stays_where_something_stands_below_it(study: Study) -> None:
    """A theme without passages of its own is there for its codes; one with nothing at all is named at the end."""
    study.add_code(["Vide"])
    report = case_report(study, study.case("Firme A"))
    assert "Vide" not in [section.title for section in report.sections]
    assert "Vide" in report.empty
    empty_case = case_report(study, study.case("Sans rien"))
    assert not empty_case.sections
    assert len(empty_case.empty) == len(study.codebook)


def test_a_theme_report_has_every_case_with_the_passages_of_the_code_and_those_below(study: Study) -> None:
    """In the order of the cases; what is below is named with the passage; a zero says what it means."""
    report = theme_report(study, study.codebook.find("Moyens"))
    found: dict[str, set[tuple[str, int, int]]] = {}
    for quotation in study.quotations(Filters(codes=("Moyens",))):
        found.setdefault(quotation.case or "(no case)", set()).add(place(quotation))
    assert {s.title: {place(at.quotation) for at in s.extracts} for s in report.sections} == found
    assert all(s.segments == len(s.extracts) for s in report.sections)
    codes = {code for section in report.sections for extract in section.extracts for code in extract.codes}
    assert codes <= {"Moyens > Budget", "Moyens > Budget > Caché", "Moyens > Équipe"}
    assert "Sans rien" in report.empty
    seul = theme_report(study, study.codebook.find("Seul"))
    assert {s.title: s.status for s in seul.sections} == {"Firme A": "", "Firme B": "not applicable"}


def test_key_quotations_come_first_and_can_be_all_there_is(study: Study) -> None:
    """Marked ones lead their section; `key` leaves the others out, `most` cuts, the number stays that of all."""
    codings = [at for at in study.codings() if at.code == study.codebook.find("Moyens > Équipe").id]
    study.apply(mark_codings(codings[-1:], study.codebook, key=True))
    report = theme_report(study, study.codebook.find("Équipe"))
    marked = [[at.quotation.key for at in section.extracts] for section in report.sections]
    assert all(keys == sorted(keys, reverse=True) for keys in marked)
    assert any(any(keys) for keys in marked)
    few = theme_report(study, study.codebook.find("Équipe"), Choice(key=True, most=1))
    assert sum(len(section.extracts) for section in few.sections) == 1
    assert [s.segments for s in few.sections] == [s.segments for s in report.sections]


def test_word_and_markdown_hold_the_words(study: Study) -> None:
    """Every quotation's words and reference, the summary as plain words; another form is refused by name."""
    report = case_report(study, study.case("Firme A"))
    made = render(report, "docx")
    assert isinstance(made, bytes)
    paragraphs = [paragraph.text for paragraph in Document(BytesIO(made)).paragraphs]
    text = render(report, "md")
    assert isinstance(text, str)
    for section in report.sections:
        for extract in section.extracts:
            assert any(extract.quotation.text in paragraph for paragraph in paragraphs)
            assert any(extract.quotation.reference in paragraph for paragraph in paragraphs)
    assert "Rien, *et* pourtant." in paragraphs
    assert r"Rien, \*et\* pourtant." in text
    with pytest.raises(Refused, match="docx"):
        render(report, "pdf")
