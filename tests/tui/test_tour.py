"""The tour: shown once by itself, as often as wanted by its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder import locales
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.tour import STEPS, Tour

if TYPE_CHECKING:
    from interviewcoder.study import Study


async def test_it_is_shown_once_by_itself(study: Study) -> None:
    """The first start with a tour shows it, the second does not; its key always does."""
    for start in range(2):
        app = CodingApp(study, tour=True)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, Tour) == (start == 0)
            if start:
                await pilot.press("g", "t")
            await pilot.press(*["enter"] * (len(STEPS) - 1), "backspace", "enter")
            assert isinstance(app.screen, Tour)
            await pilot.press("enter")
            assert not isinstance(app.screen, Tour)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_tour_looks_as_accepted(
    study: Study, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """A step stands as accepted over the coding screen, at each size and in each language."""
    locales.choose(language)
    assert snap_compare(CodingApp(study), press=["g", "t", "enter", "enter"], terminal_size=size)


async def test_a_key_of_the_screen_below_leaves_the_tour_and_works(study: Study) -> None:
    """Who presses a coding key during the tour is on the coding screen, and the key has done its work."""
    app = CodingApp(study, tour=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = app.coding.view.place.cursor
        await pilot.press("t")
        await pilot.pause()
        assert not isinstance(app.screen, Tour)
        assert app.coding.view.place.cursor > before
