"""The report on agreement equals a count made by hand from the codings, and says what it is about."""

from __future__ import annotations

import json
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from interviewcoder.analysis.agreement import cohen_kappa, krippendorff_alpha
from interviewcoder.analysis.filters import Filters, Selection
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures.transcripts import finish_transcripts
from interviewcoder.domain.records import Coder
from interviewcoder.domain.text import Span
from interviewcoder.formats.agreement import as_data, methods, render
from interviewcoder.locales import speaking
from interviewcoder.study import Study, agreeing
from interviewcoder.study.comparing import Question
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study in which both coders have coded every transcript but the last, once for all tests here."""
    with generated_study(tmp_path_factory.mktemp("agreeing"), 6) as made:
        last = made.transcripts[-1]
        bens = [
            at for at in made.codings(Selection(transcripts=frozenset({last.id})))
            if at.coder == made.coder_named("Ben").id
        ]  # fmt: skip
        made.remove_codings(bens)
        return made.folder


@pytest.fixture
def study(generated: Path, tmp_path: Path) -> Iterator[Study]:
    """Give a copy of it."""
    with Study.open(copytree(generated, tmp_path / "study")) as made:
        yield made


def by_hand(study: Study, path: str, *, rollup: bool = True) -> list[tuple[int, int]]:
    """Say for every turn that is not the interviewer’s whether Ana and Ben used a code."""
    coders = [study.coder_named(name).id for name in ("Ana", "Ben")]
    units = []
    for transcript in study.transcripts[:-1]:
        document = study.document(transcript)
        codings = list(study.codings(Selection(transcripts=frozenset({transcript.id}))))
        for turn in document.turns:
            if document.role(turn) == "interviewer":
                continue
            units.append(
                tuple(
                    int(any(
                        at.coder == coder and at.start < turn.span.end and turn.span.start < at.end
                        and (study.codebook.path(at.code) == path
                             or (rollup and study.codebook.path(at.code).startswith(f"{path} > ")))
                        for at in codings
                    ))
                    for coder in coders
                )
            )  # fmt: skip
    return units  # type: ignore[return-value]


@pytest.mark.parametrize("rollup", [True, False])
def test_each_code_is_counted_turn_by_turn(study: Study, rollup: bool) -> None:
    """a, b, c, d, κ and α of every code, from the codings themselves."""
    report = agreeing.report(study, Question(coders=("Ana", "Ben"), rollup=rollup))
    assert report.transcripts == tuple(t.name for t in study.transcripts[:-1])
    assert [out.without for out in report.left_out] == [("Ben",)]
    for code in report.codes:
        units = by_hand(study, code.code, rollup=rollup)
        table = [units.count(pattern) for pattern in ((1, 1), (1, 0), (0, 1), (0, 0))]
        found = code.figures
        assert [found.a, found.b, found.c, found.d] == table
        assert found.units == len(units) == report.units
        assert found.kappa == (None if not code.used else pytest.approx(cohen_kappa(units)))
        assert found.alpha == (None if not code.used else pytest.approx(krippendorff_alpha(units)))


def test_pooled_takes_each_codes_own_codings_together(study: Study) -> None:
    """The table of all codes is the sum of the tables of the codes alone, of those that anybody used."""
    alone = agreeing.report(study, Question(rollup=False))
    used = [code.figures for code in alone.codes if code.used]
    pooled = agreeing.report(study).pooled
    assert pooled.a == sum(one.a for one in used)
    assert pooled.units == sum(one.units for one in used)


def test_coders_exchanged_exchange_b_and_c_and_nothing_else(study: Study) -> None:
    """Who is named first changes no coefficient."""
    one = agreeing.report(study, Question(coders=("Ana", "Ben")))
    two = agreeing.report(study, Question(coders=("Ben", "Ana")))
    for first, second in zip(one.codes, two.codes, strict=True):
        assert (first.figures.b, first.figures.c) == (second.figures.c, second.figures.b)
        assert first.figures.kappa == pytest.approx(second.figures.kappa)
        assert first.figures.alpha_interval == second.figures.alpha_interval
        assert first.u_alpha == pytest.approx(second.u_alpha)


def test_a_transcript_nobody_finished_changes_nothing_and_a_finished_one_counts(study: Study) -> None:
    """Silence of somebody who has not finished is no agreement; of somebody who has, it is."""
    before = agreeing.report(study)
    last = study.transcripts[-1]
    study.apply(finish_transcripts([last], study.coder_named("Ben"), study.finished()))
    after = agreeing.report(study)
    assert last.name in after.transcripts
    assert after.units > before.units
    study.undo()
    assert agreeing.report(study) == before
    assert study.problems() == []


def test_intervals_are_repeatable_and_around_the_figure(study: Study) -> None:
    """The same seed, the same interval; another seed, about the same."""
    one, same = agreeing.report(study, seed=3), agreeing.report(study, seed=3)
    assert one.pooled.alpha_interval == same.pooled.alpha_interval
    assert one.pooled.alpha_interval is not None
    low, high = one.pooled.alpha_interval
    assert low <= (one.pooled.alpha or 0) <= high
    assert agreeing.report(study, draws=0).pooled.alpha_interval is None


def test_disagreements_are_the_units_where_the_patterns_differ(study: Study) -> None:
    """As many as b and c together, each with the passages of who used it, none of who did not."""
    code = study.codebook.find("Vécu")
    report = agreeing.report(study, Question(coders=("Ana", "Ben")))
    found = next(one.figures for one in report.codes if one.id == code.id)
    places = list(agreeing.disagreements(study, code, Question(coders=("Ana", "Ben"))))
    assert len(places) == (found.b or 0) + (found.c or 0)
    for place in places:
        used = [bool(side.passages) for side in place.sides]
        assert used.count(True) == 1
        document = study.document(next(t for t in study.transcripts if t.id == place.transcript_id))
        assert document.text[place.start : place.end] == place.text


@pytest.mark.parametrize("unit", ["turn", "sentence", "character"])
def test_every_unit_gives_a_report_in_every_form(study: Study, unit: str) -> None:
    """Text, Markdown, csv and JSON; the paragraph for the methods in both languages, with the figures."""
    report = agreeing.report(study, Question(unit=unit))  # type: ignore[arg-type]
    for language in ("fr", "en"):
        with speaking(language):
            for form in ("text", "md", "csv", "json"):
                assert "Moyens" in render(report, form, language)
            assert "uα" in methods(report)
    data = json.loads(render(report, "json", "en"))
    assert data == json.loads(json.dumps(as_data(report)))
    assert {"unit", "coders", "transcripts", "codes", "overall"} <= set(data)
    assert {
        "code",
        "units",
        "a",
        "b",
        "c",
        "d",
        "percent",
        "positive",
        "kappa",
        "alpha",
        "alpha_interval",
    } <= set(data["codes"][0])
    unused = next(code for code in data["codes"] if code["code"] == "Seul")
    assert unused["kappa"] is None
    assert unused["alpha"] is None
    assert unused["reason"]


def test_three_coders_have_a_mean_kappa_and_one_alpha(study: Study) -> None:
    """B and c are of two coders only; the others are computed for all."""
    study.apply(Change("Begun", {}, added(Coder(name="Chloé"))))
    for transcript in study.transcripts[:2]:
        text = study.document(transcript).text
        study.code_passage(
            transcript,
            Span(0, len(text) // 2),
            [study.codebook.find("Vécu")],
            coder=study.coder_named("Chloé"),
        )
    report = agreeing.report(study, Question(coders=("Ana", "Ben", "Chloé")))
    assert len(report.transcripts) == 2
    found = next(code.figures for code in report.codes if code.code == "Vécu")
    assert (found.b, found.c) == (None, None)
    assert found.alpha is not None


def test_one_coder_is_no_comparison(study: Study) -> None:
    """Refused with what to do; an unknown unit too."""
    with pytest.raises(Refused, match="two coders"):
        agreeing.report(study, Question(coders=("Ana",)))
    with pytest.raises(Refused, match="two coders"):
        agreeing.report(study, Question(coders=("Ana", "ana")))
    with pytest.raises(Refused, match="unit"):
        agreeing.report(study, Question(unit="page"))  # type: ignore[arg-type]
    assert agreeing.report(study, Question(filters=Filters(codes=("Vécu",)))).codes[0].code == "Vécu"
