"""The help: what can be done here first, all of it in reach of the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from interviewcoder.tui.actions import ACTIONS, at, key_shown
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.help_screen import Help, sections
from interviewcoder.tui.pages import Pages
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from interviewcoder.study import Study

PLACES = sorted({action.place for action in ACTIONS} - {"everywhere"})


@pytest.mark.parametrize("place", PLACES)
def test_the_keys_of_the_place_come_first(place: str) -> None:
    """What can be done here is before what works everywhere, and nothing is left out."""
    shown = [action for _title, actions in sections(place) for action in actions]
    assert sorted(action.id for action in shown) == sorted(action.id for action in at(place))
    here = [action.place == place for action in shown]
    assert here == sorted(here, reverse=True)
    everywhere = [action.place == "everywhere" for action in shown]
    assert everywhere == sorted(everywhere)
    titles = [title for title, _actions in sections(place)]
    assert titles[-1] == "Everywhere"


@pytest.mark.parametrize("keys", [("down", "j"), ("pagedown",), ("end",)], ids=str)
async def test_the_help_is_read_by_keyboard_in_a_small_window(study: Study, keys: tuple[str, ...]) -> None:
    """At 80×24 the help is longer than the screen: the keys go on in it, and back to its beginning."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(app)
        await pilot.press("question_mark")
        await at_rest(app)
        pages = app.screen.query_one(Pages)
        assert pages.max_scroll_y > 20
        await pilot.press(*keys)
        await at_rest(app)
        assert pages.scroll_y > 0
        await pilot.press("k", "k", "up", "pageup", "home")
        await at_rest(app)
        assert pages.scroll_y == 0
        assert pages.region.bottom <= 24


async def test_an_action_is_found_by_what_it_does(study: Study) -> None:
    """A slash begins typing; what was found can be read on while typing; escape closes the help."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(app)
        await pilot.press("question_mark", "slash", *"undo")
        await at_rest(app)
        shown = str(app.screen.query_one("#keys", Static).render())
        assert key_shown("ctrl+z") in shown
        assert "Search" not in shown
        await pilot.press(*["backspace"] * 4, "pagedown")
        await at_rest(app)
        assert app.screen.query_one(Pages).scroll_y > 0
        await pilot.press("escape")
        assert not isinstance(app.screen, Help)
