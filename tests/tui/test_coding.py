"""The coding screen as it is used, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.text import Span
from interviewcoder.study import Study
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.matrix_screen import MatrixScreen
from interviewcoder.tui.quotations_screen import QuotationsScreen
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.pilot import Pilot

    Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def opened(study: Study) -> Opened:
    """Open the screens on the study, at a size."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def open_it(size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
        async with CodingApp(study).run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot

    return open_it


def _quotes(study: Study) -> list[tuple[str, str]]:
    return [(quotation.code, quotation.text) for quotation in study.quotations(Filters())]


def _app(pilot: Pilot[None]) -> CodingApp:
    assert isinstance(pilot.app, CodingApp)
    return pilot.app


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_sentence_is_coded_with_few_keys(study: Study, opened: Opened, size: tuple[int, int]) -> None:
    """With the cursor on a sentence: c, one letter, enter for a known code; r for the same code again."""
    async with opened(size) as pilot:
        await pilot.press("t", "t", "s")
        await pilot.press("c", "b", "enter")
        await pilot.pause()
        await pilot.press("s", "r")
        await pilot.pause()
    assert _quotes(study) == [
        ("Moyens > Budget", "On avait une stagiaire, Maëlle."),
        ("Moyens > Budget", "Elle a ouvert la page toute seule !"),
    ]


async def test_a_digit_codes_at_once_and_undo_takes_it_back(study: Study, opened: Opened) -> None:
    """A digit tags the sentence with its quick code; u takes it back, U does it again."""
    async with opened() as pilot:
        await pilot.press("t", "t", "1")
        await pilot.pause()
        assert len(_quotes(study)) == 1
        await pilot.press("u")
        await pilot.pause()
        assert _quotes(study) == []
        await pilot.press("U")
        await pilot.pause()
        assert len(_quotes(study)) == 1


async def test_a_code_is_made_where_none_fits(study: Study, opened: Opened) -> None:
    """A new path typed in the picker becomes a code below its parent, and the passage carries it."""
    async with opened() as pilot:
        await pilot.press("t", "t", "c", *"Moyens/Temps", "enter")
        await pilot.pause()
    assert _quotes(study) == [("Moyens > Temps", "Par accident.")]


async def test_several_codes_are_marked_and_given_at_once(study: Study, opened: Opened) -> None:
    """Tab marks codes; enter gives all of them as one change."""
    async with opened() as pilot:
        await pilot.press("t", "t", "c", *"bud", "tab", *"equ", "tab", "enter")
        await pilot.pause()
        assert {code for code, _text in _quotes(study)} == {"Moyens > Budget", "Moyens > Équipe"}
        await pilot.press("u")
        await pilot.pause()
    assert _quotes(study) == []


async def test_a_selection_by_hand_is_coded_exactly(study: Study, opened: Opened) -> None:
    """Characters selected with shift and arrows are what the coding holds."""
    async with opened() as pilot:
        await pilot.press("t", "t", *["shift+right"] * 2, "c", "b", "enter")
        await pilot.pause()
    assert _quotes(study) == [("Moyens > Budget", "Par")]


async def test_one_of_several_codings_is_taken_away(study: Study, opened: Opened) -> None:
    """The key x asks which coding is to go when there are several, and takes that one only."""
    async with opened() as pilot:
        await pilot.press("t", "t", "c", *"bud", "tab", *"equ", "tab", "enter")
        await pilot.pause()
        await pilot.press("x")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert len(_quotes(study)) == 1


async def test_a_search_leads_to_the_hit_selected(study: Study, opened: Opened) -> None:
    """/ finds words without their accents in all transcripts; enter goes there with the words selected."""
    async with opened() as pilot:
        await pilot.press("slash", *"budget")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause()
        screen = _app(pilot).coding
        assert screen.transcript is not None
        assert screen.transcript.name == "Bruno"
        span = screen.view.place.span
        assert span is not None
        assert span.of(study.document(screen.transcript).text) == "budget"


async def test_a_cell_opens_its_quotations_and_they_their_place(study: Study, opened: Opened) -> None:
    """From the matrix enter shows a cell's quotations; enter again goes to the passage."""
    bruno = study.transcript("Bruno")
    start = study.document(bruno).text.index("Le budget")
    study.code_passage(bruno, Span(start, start + 9), [study.codebook.find("Budget")])
    async with opened() as pilot:
        await pilot.press("g", "x")
        await at_rest(pilot.app)
        await pilot.pause()
        assert isinstance(pilot.app.screen, MatrixScreen)
        await pilot.press("down", "down", "down", "right", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuotationsScreen)
        await pilot.press("enter")
        await pilot.pause()
        screen = _app(pilot).coding
        assert _app(pilot).screen_stack[-1] is screen
        assert screen.transcript == bruno
        assert screen.view.place.span == Span(start, start + 9)


async def test_what_another_program_codes_appears(study: Study, opened: Opened) -> None:
    """A coding made elsewhere is on the screen at the next look, without restarting."""
    async with opened() as pilot:
        with Study.open(study.folder) as other:
            other.code_passage(other.transcript("Anne"), Span(0, 10), [other.codebook.find("Budget")])
        await _app(pilot)._look().wait()
        await pilot.pause()
        assert len(_app(pilot).coding.view.codings.in_order) == 1


async def test_hostile_strings_are_shown_and_do_nothing(study: Study, opened: Opened) -> None:
    """Markup and brackets in a transcript are on the screen as they stand, and run nothing."""
    async with opened((80, 24)) as pilot:
        await pilot.pause()
        view = _app(pilot).coding.view
        lines = "\n".join(view.render_line(y).text for y in range(view.size.height))
        assert "[rires]" in lines
        assert "[/b]" in lines
        assert "[@click=app.exit]Aucune[/]" in lines
        assert pilot.app.is_running


async def test_the_place_is_kept(study: Study, opened: Opened) -> None:
    """After leaving and coming back the same transcript is open at the same character."""
    async with opened() as pilot:
        await pilot.press("g", "d", "down", "down", "down", "down", "enter")
        await pilot.pause()
        name, _cursor = _app(pilot).coding.transcript, 0
        await pilot.press("t", "t", "w")
        cursor = _app(pilot).coding.view.place.cursor
        await pilot.press("q")
    async with opened() as pilot:
        assert _app(pilot).coding.transcript == name
        assert _app(pilot).coding.view.place.cursor == cursor


async def test_resizing_keeps_the_cursor(study: Study, opened: Opened) -> None:
    """A narrower window wraps anew and leaves the cursor on its character, in view."""
    async with opened((200, 60)) as pilot:
        await pilot.press("G")
        cursor = _app(pilot).coding.view.place.cursor
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert _app(pilot).coding.view.place.cursor == cursor


async def test_a_study_without_transcripts_says_how_to_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty study opens and teaches."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with Study.create(tmp_path / "empty", title="Vide", language="fr", coder="Ana") as empty:
        async with CodingApp(empty).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("c", "x", "n", "g", "x")
            await pilot.pause()
            assert pilot.app.is_running


async def test_the_workbook_is_written_from_within(study: Study, opened: Opened) -> None:
    """The keys gw and enter write the workbook in the background and say where it is."""
    study.code_passage(study.transcript("Anne"), Span(0, 10), [study.codebook.find("Budget")])
    async with opened() as pilot:
        await pilot.press("g", "w", "enter")
        await at_rest(pilot.app)
        await pilot.pause()
        assert any("xlsx" in sentence for _at, sentence in _app(pilot).messages)
    assert list((study.folder / "exports").glob("*.xlsx"))


async def test_help_and_messages_open_and_close(opened: Opened) -> None:
    """? shows the keys, gm the messages; escape closes both."""
    async with opened((80, 24)) as pilot:
        await pilot.press("question_mark", *"undo", "escape", "x", "g", "e", "escape")
        await pilot.pause()
        assert pilot.app.screen is _app(pilot).coding
