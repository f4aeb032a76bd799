"""Searching all transcripts from the screen, and tagging what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, OptionList, Static

from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.search_screen import SearchScreen
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from interviewcoder.study import Study


async def found(app: CodingApp, pilot: Pilot[None], words: str) -> SearchScreen:
    await pilot.pause()
    await pilot.press("slash")
    screen = app.screen
    assert isinstance(screen, SearchScreen)
    screen.query_one(Input).value = words
    await pilot.pause()
    await at_rest(app)
    await pilot.pause()
    return screen


def told(screen: SearchScreen) -> str:
    return str(screen.query_one("#found", Static).render())


async def test_words_are_meant_in_three_ways(study: Study) -> None:
    """Case and accents are put aside, or kept, or the words are a pattern; a pattern that is none is a sentence."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await found(app, pilot, "EMOTION")
        assert told(screen).startswith("3 hits")
        await pilot.press("f7")
        await at_rest(app)
        await pilot.pause()
        assert told(screen).startswith("0 hits – exactly")
        screen.query_one(Input).value = r"[ée]motion \?"
        await pilot.press("f7")
        await at_rest(app)
        await pilot.pause()
        assert told(screen).startswith("2 hits – as a regular")
        screen.query_one(Input).value = "(("
        await pilot.pause()
        await at_rest(app)
        await pilot.pause()
        assert "hits" not in told(screen)


async def test_answers_only(study: Study) -> None:
    """What the interviewer says is left out when only answers are wanted."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await found(app, pilot, "émotion")
        await pilot.press("f8")
        await at_rest(app)
        await pilot.pause()
        assert told(screen).startswith("2 hits")


async def test_ticked_hits_are_tagged_as_one_change(study: Study) -> None:
    """The ticked hits get the code chosen, one undo takes all of them back; the search stays open."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await found(app, pilot, "émotion")
        await pilot.press("tab", "tab", "f4", *"emo", "enter")
        await pilot.pause()
        assert app.screen is screen
        assert len(list(study.codings())) == 2
        assert str(screen.query_one(OptionList).get_option_at_index(0).prompt).startswith("□")
        await pilot.press("escape", "u")
        assert list(study.codings()) == []


async def test_all_hits_are_tagged_where_none_is_ticked(study: Study) -> None:
    """Without a tick every hit gets the code."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await found(app, pilot, "émotion")
        await pilot.press("f4", *"emo", "enter")
        await pilot.pause()
        assert len(list(study.codings())) == 3
