"""Settling disagreements: every place counted by hand, the agreed coding, and saying that there shall be none."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.gestures.settling import common, united
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.formats.agreement import as_data, methods, render
from interviewcoder.locales import speaking
from interviewcoder.study import Study, agreeing
from interviewcoder.study.comparing import Question
from interviewcoder.study.settling import Settling, Spot
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interviewcoder.analysis.agreement.units import UnitKind
    from interviewcoder.domain.changes import Change
    from interviewcoder.domain.records import Coding

QUESTION = Question(coders=("Ana", "Ben"))
SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda at: Span(at[0], sum(at))), max_size=5
)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study in which two coders have coded every transcript, once for all tests here."""
    with generated_study(tmp_path_factory.mktemp("settling"), 6) as made:
        return made.folder


@pytest.fixture
def study(generated: Path, tmp_path: Path) -> Iterator[Study]:
    """Give a copy of it."""
    with Study.open(copytree(generated, tmp_path / "study")) as made:
        yield made


def settled(study: Study, settling: Settling, change: Change) -> None:
    """Make a decision, as the agreed coder."""
    study.apply(change, coder=settling.coder)


def open_spot(settling: Settling, who: tuple[bool, ...]) -> Spot:
    """Give a place that is not settled where these coders used the code."""
    return next(spot for spot in settling.spots if spot.used == who and not spot.settled)


def agreed_at(study: Study, spot: Spot) -> list[Coding]:
    """Give the agreed codings at a place."""
    coder = study.coder_named("Accord")
    there = Selection(transcripts=frozenset({spot.transcript}), coders=frozenset({coder.id}))
    return [at for at in study.codings(there) if at.code == spot.code and at.span.overlaps(spot.span)]


@pytest.mark.parametrize("unit", ["turn", "sentence", "character"])
def test_the_places_are_the_units_of_the_report_counted_letter_by_letter(
    study: Study, unit: UnitKind
) -> None:
    """For every code: as many places with one coder, the other, both, as units counted by hand and in the report."""
    question = Question(coders=("Ana", "Ben"), unit=unit, rollup=False)
    report = agreeing.report(study, question, draws=0)
    settling = Settling(study, question)
    for code in report.codes:
        units: dict[tuple[bool, ...], int] = {}
        characters: dict[tuple[bool, ...], int] = {}
        for spot in settling.spots:
            if spot.code == code.id:
                units[spot.used] = units.get(spot.used, 0) + 1
                characters[spot.used] = characters.get(spot.used, 0) + len(spot.span)
        found = code.figures
        counted = characters if unit == "character" else units
        assert [counted.get(who, 0) for who in ((True, True), (True, False), (False, True))] == [
            found.a, found.b, found.c,
        ]  # fmt: skip
        if unit == "character":
            assert characters == by_letter(study, code.code)


def by_letter(study: Study, path: str) -> dict[tuple[bool, ...], int]:
    """Count the characters of participants that Ana or Ben coded with a code, one by one."""
    found: dict[tuple[bool, ...], int] = {}
    coders = [study.coder_named(name).id for name in ("Ana", "Ben")]
    for transcript in study.transcripts:
        document = study.document(transcript)
        codings = [
            at for at in study.codings(Selection(transcripts=frozenset({transcript.id})))
            if study.codebook.path(at.code) == path
        ]  # fmt: skip
        for turn in document.turns:
            if document.role(turn) == "interviewer":
                continue
            for at in range(turn.span.start, turn.span.end):
                who = tuple(
                    any(one.coder == coder and one.start <= at < one.end for one in codings)
                    for coder in coders
                )
                if any(who):
                    found[who] = found.get(who, 0) + 1
    return found


def test_each_way_of_settling_is_a_change_that_can_be_taken_back(study: Study) -> None:
    """The first's, the second's, all, none, own words: what stands there then, and progress by one each time."""
    total = Settling(study, QUESTION).progress[1]
    ways: dict[str, Any] = {
        "first": lambda at, spot: at.as_one(spot, 0),
        "second": lambda at, spot: at.as_one(spot, 1),
        "all": lambda at, spot: at.as_all(spot, "all"),
        "none": lambda at, spot: at.as_all(spot, "none"),
        "own": lambda at, spot: at.passages(spot, [Span(spot.start, spot.start + 3)]),
    }
    for name, way in ways.items():
        settling = Settling(study, QUESTION)
        before = settling.progress
        assert before[1] == total
        spot = open_spot(settling, (True, False))
        sides, _agreed = settling.sides(spot)
        settled(study, settling, way(settling, spot))
        settling.reread(spot.transcript)
        now = next(one for one in settling.spots if one.key == spot.key)
        hers = [(at.start, at.end) for at in sides[0].passages]
        there = [(at.start, at.end) for at in agreed_at(study, spot)]
        if name in {"second", "none"}:
            assert (now.settled, there) == ("none", [])
        else:
            assert now.settled == "coded"
            assert there == {"first": hers, "own": [(spot.start, spot.start + 3)]}.get(name, there)
            assert name != "all" or [Span(*at) for at in there] == united(Span(*at) for at in hers)
        assert settling.progress[0] > before[0]
        assert study.problems() == []
        study.undo()
        assert Settling(study, QUESTION).progress == before


def test_a_decision_can_be_changed_and_its_reason_stays(study: Study) -> None:
    """Another passage in its place takes the memo along; then none; then the first's again; the same twice is nothing."""
    settling = Settling(study, QUESTION)
    spot = open_spot(settling, (True, False))
    with pytest.raises(Refused, match="not settled"):
        settling.noted(spot)
    settled(study, settling, settling.passages(spot, [Span(spot.start, spot.start + 2)]))
    settling.reread(spot.transcript)
    (coding,) = agreed_at(study, spot)
    assert settling.noted(spot) == coding
    study.apply(notes.write_memo(Memo(on="coding", target=coding.id, text="Parce que.")))
    settled(study, settling, settling.passages(spot, [Span(spot.start, spot.start + 4)]))
    (coding,) = agreed_at(study, spot)
    assert [memo.text for memo in study.memos([coding.id])] == ["Parce que."]
    settled(study, settling, settling.as_all(spot, "none"))
    settling.reread(spot.transcript)
    assert agreed_at(study, spot) == []
    memo = settling.noted(spot)
    assert isinstance(memo, Memo)
    assert memo.quote == settling.document(spot).text[spot.start : spot.end]
    assert not settling.as_all(spot, "none")
    settled(study, settling, settling.as_one(spot, 0))
    settling.reread(spot.transcript)
    assert next(one for one in settling.spots if one.key == spot.key).settled == "coded"
    assert not [known for known in study.memos() if known.id == memo.id]
    assert study.problems() == []


def test_words_all_have_in_common_need_some(study: Study) -> None:
    """Where one did not use the code there are none; where both did they are the words both marked."""
    settling = Settling(study, QUESTION)
    with pytest.raises(Refused, match="No word"):
        settling.as_all(open_spot(settling, (True, False)), "common")
    with pytest.raises(Refused, match="2 coders"):
        settling.as_one(open_spot(settling, (True, False)), 2)
    spot = open_spot(settling, (True, True))
    sides, _agreed = settling.sides(spot)
    shared = common([[Span(at.start, at.end) for at in side.passages] for side in sides])
    if shared:
        settled(study, settling, settling.as_all(spot, "common"))
        assert [at.span for at in agreed_at(study, spot)] == shared


def test_what_all_agree_on_is_taken_over_in_one_change(study: Study) -> None:
    """Every place on which they agree is settled then, and no disagreement more than passages reach."""
    settling = Settling(study, QUESTION)
    settled(study, settling, settling.agreed())
    after = Settling(study, QUESTION)
    assert all(spot.settled == "coded" for spot in after.spots if spot.agreed)
    with pytest.raises(Refused, match="already"):
        after.agreed()
    study.undo()
    assert not any(spot.settled for spot in Settling(study, QUESTION).spots)


def test_the_agreed_coding_is_nobodys_opinion_and_the_report_says_how_far_it_is(study: Study) -> None:
    """It is not compared unless named; the report, the paragraph and the JSON say before, after, and how many."""
    before = agreeing.report(study, draws=0)
    assert before.consensus.stage == ""
    with speaking("en"):
        assert "[Say here" in methods(before)
    settling = Settling(study, QUESTION)
    spot = open_spot(settling, (False, True))
    settled(study, settling, settling.as_one(spot, 1))
    report = agreeing.report(study, draws=0)
    assert (report.coders, report.codes, report.pooled) == (before.coders, before.codes, before.pooled)
    assert (report.consensus.stage, report.consensus.coder) == ("before", "Accord")
    assert (report.consensus.settled, report.consensus.apart) == Settling(study, QUESTION).progress
    assert as_data(report)["consensus"]["settled"] == report.consensus.settled
    with speaking("en"):
        assert "from before the coders discussed" in methods(report)
        assert f"disagreed on a code: {report.consensus.apart}, of which settled: 1" in render(
            report, "text", "en"
        )
        assert "from after" in methods(agreeing.report(study, draws=0, stage="after"))
    with speaking("fr"):
        assert "d’avant la discussion" in methods(report)
    assert [coder.name for coder in study.people] == ["Ana", "Ben"]
    assert "Accord" in agreeing.report(study, Question(coders=("Ana", "Accord")), draws=0).coders


def test_the_name_of_the_agreed_coder_is_kept_with_the_study(study: Study) -> None:
    """In its settings, for whoever opens it next."""
    assert study.settings.agreed_name == "Accord"
    study.name_agreed("Décision commune")
    settling = Settling(study, QUESTION)
    spot = open_spot(settling, (True, False))
    study.apply(settling.as_one(spot, 0), coder=settling.coder)
    with Study.open(study.folder) as again:
        assert again.settings.agreed_name == "Décision commune"
        assert agreeing.report(again, draws=0).coders == ("Ana", "Ben")


@given(SPANS, SPANS)
def test_united_and_common_are_what_the_characters_say(one: list[Span], two: list[Span]) -> None:
    """Letter by letter: in any of them, in both of them; passages in order, apart from each other."""
    mine, theirs = ({at for span in spans for at in range(span.start, span.end)} for spans in (one, two))
    for found, wanted in ((united([*one, *two]), mine | theirs), (common([one, two]), mine & theirs)):
        assert [at for span in found for at in range(span.start, span.end)] == sorted(wanted)
    assert all(a.end < b.start for a, b in zip(united(one), united(one)[1:], strict=False))
