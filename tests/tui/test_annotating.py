"""Actions on codings that are there, and memos, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList, TextArea

from interviewcoder.domain.text import Span
from interviewcoder.tui.annotating import uncoded
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.lists import Choice
from interviewcoder.tui.writing import Writing
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from interviewcoder.domain.records import Coding
    from interviewcoder.study import Study

WORDS = "On avait une stagiaire, Maëlle."


@pytest.fixture
def coded(study: Study) -> Study:
    """Tag one sentence of Anne with Budget."""
    code_at(study, "Anne", WORDS, "Moyens > Budget")
    return study


def code_at(study: Study, name: str, words: str, code: str) -> None:
    transcript = study.transcript(name)
    start = study.document(transcript).text.index(words)
    study.code_passage(transcript, Span(start, start + len(words)), [study.codebook.find(code)])


def codings(study: Study) -> list[Coding]:
    return sorted(study.codings(), key=lambda coding: (coding.transcript, coding.start, coding.code))


async def opened(app: CodingApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await at_rest(app)
    await pilot.press("n")
    await pilot.pause()


async def test_a_coding_is_recoded_keeping_memo_and_time(coded: Study) -> None:
    """`R` and a code give the coding another code; memo, time and passage stay, and one undo brings all back."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        (before,) = codings(coded)
        await pilot.press("escape", "m", *"vérifier", "escape")
        await pilot.pause()
        await pilot.press("R", *"equipe", "enter")
        await pilot.pause()
        (after,) = codings(coded)
        assert coded.codebook.path(after.code) == "Moyens > Équipe"
        assert (after.id, after.made, after.start) == (before.id, before.made, before.start)
        assert [memo.text for memo in coded.memos([after.id])] == ["vérifier"]
        await pilot.press("u")
        assert coded.codebook.path(codings(coded)[0].code) == "Moyens > Budget"


async def test_a_coding_is_stretched_to_the_selection(coded: Study) -> None:
    """`a` gives the coding the selected passage; its quotation is what the transcript says there."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("space", "a")
        await pilot.pause()
        (after,) = codings(coded)
        text = coded.document(coded.transcript("Anne")).text
        assert len(after.quote) > len(WORDS)
        assert text[after.start : after.end] == after.quote
        assert WORDS in after.quote


async def test_selected_words_become_a_code(study: Study) -> None:
    """`I` makes a code called as the selected words, and tags them with it."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("t", "t", "s", "v", "e", "I")
        await pilot.pause()
        (coding,) = codings(study)
        assert study.codebook.path(coding.code) == coding.quote.strip()


async def test_key_quotation_and_weight(coded: Study) -> None:
    """`*` marks a key quotation on and off, `W` gives a weight; what is no number is refused in a sentence."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("asterisk")
        assert codings(coded)[0].key
        await pilot.press("W", "2", "comma", "5", "enter")
        await pilot.pause()
        assert codings(coded)[0].weight == 2.5
        await pilot.press("W", "x", "enter")
        await pilot.pause()
        assert "no number" in app.messages[-1][1]
        await pilot.press("asterisk")
        assert (codings(coded)[0].key, codings(coded)[0].weight) == (False, 2.5)


async def test_what_an_absent_code_means_is_said(study: Study) -> None:
    """`=` and a code say that it was not raised in the transcript; the study holds it, undo takes it back."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("equals_sign", *"budget", "enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        (status,) = study.statuses()
        assert (status.value, study.codebook.path(status.code)) == ("not raised", "Moyens > Budget")
        await pilot.press("u")
        assert study.statuses() == []


async def test_a_memo_on_a_selected_passage(study: Study) -> None:
    """`m` with a selection opens an editor beside the words; what is written is a memo on the passage."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("t", "t", "space", "space", "m")
        assert isinstance(app.screen, Writing)
        await pilot.press(*"à revoir", "escape")
        await pilot.pause()
        (memo,) = study.memos()
        text = study.document(study.transcript("Anne")).text
        assert (memo.on, memo.text) == ("passage", "à revoir")
        assert memo.start is not None
        assert text[memo.start : memo.end] == memo.quote
        await pilot.press("m")
        assert app.screen.query_one(TextArea).text == "à revoir"
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert len(study.memos()) == 1


async def test_a_memo_on_the_transcript_or_its_case(study: Study) -> None:
    """`M` asks whether the memo is on the transcript or the case."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("M", "down", "enter", *"bizarre", "escape")
        await pilot.pause()
        (memo,) = study.memos()
        assert (memo.on, memo.target) == ("case", study.case("Firme A").id)


async def test_what_was_typed_is_there_after_the_program_was_left(study: Study) -> None:
    """A memo being typed when the program ends is in the editor when it is opened again."""
    for last in (False, True):
        app = CodingApp(study)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("M", "enter")
            assert isinstance(app.screen, Writing)
            if last:
                assert app.screen.query_one(TextArea).text == "presque"
            else:
                await pilot.press(*"presque")
                app.screen._keep_draft()


async def test_what_is_coded_here_is_shown(coded: Study) -> None:
    """`i` shows code, coder and words of what is at the cursor."""
    code_at(coded, "Anne", WORDS, "Émotion")
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("i")
        assert isinstance(app.screen, Choice)
        shown = [str(app.screen.query_one(OptionList).get_option_at_index(n).prompt) for n in range(2)]
        assert any("Moyens > Budget" in line for line in shown)
        assert all("Ana" in line for line in shown)


async def test_one_of_several_is_asked_for(coded: Study) -> None:
    """With several codings at the cursor `x` asks which is to go, and only that one goes."""
    code_at(coded, "Anne", WORDS, "Émotion")
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("x", "enter")
        await pilot.pause()
        assert len(codings(coded)) == 1


async def test_one_coder_s_codings_alone(coded: Study) -> None:
    """`;` goes through the coders; only the codings of the one named are shown."""
    ben = coded.coder_or_new("Ben")
    transcript = coded.transcript("Anne")
    coded.code_passage(transcript, Span(0, 5), [coded.codebook.find("Émotion")], coder=ben)
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = []
        for _press in range(3):
            await pilot.press("semicolon")
            shown.append(len(app.coding.view.codings.in_order))
        assert shown == [1, 1, 2]


async def test_the_next_stretch_without_a_coding(coded: Study) -> None:
    """`y` goes on to what nobody has tagged yet, and `Y` back."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        here = codings(coded)[0].span
        await pilot.press("y")
        after = app.coding.view.place.span
        assert after is not None
        assert after.start >= here.end
        await pilot.press("Y")
        before = app.coding.view.place.span
        assert before is not None
        assert before.end <= here.start


def test_stretches_without_codings() -> None:
    """What is not coded is given line by line, without white space; lines without words are none."""
    text = "Un deux trois\n---\n  quatre cinq"
    assert [span.of(text) for span in uncoded(text, [Span(3, 7)])] == ["Un", "trois", "quatre cinq"]
    assert uncoded(text, [Span(0, len(text))]) == []


async def test_a_code_is_kept_under_a_digit(study: Study) -> None:
    """F2 in the picker puts a code under the first digit, also after the program was left."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("t", "t", "c", *"equi", "f2", "escape")
        await pilot.pause()
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("t", "t", "s", "1")
        await pilot.pause()
    (coding,) = codings(study)
    assert study.codebook.path(coding.code) == "Moyens > Équipe"
