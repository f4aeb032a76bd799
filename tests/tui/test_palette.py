"""The palette: actions by name, in either language, without a thought for accents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import CommandPalette
from textual.widgets import OptionList

from interviewcoder import locales
from interviewcoder.tui.app import CodingApp

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from interviewcoder.study import Study


async def offered(pilot: Pilot[None], *keys: str) -> list[str]:
    await pilot.press("colon", *keys)
    await pilot.pause(0.5)
    assert isinstance(pilot.app.screen, CommandPalette)
    choices = pilot.app.screen.query_one(OptionList)
    return [str(choices.get_option_at_index(n).prompt) for n in range(choices.option_count)]


async def test_typing_without_accents_finds_what_has_them(study: Study) -> None:
    """“memo” finds « Mémo … » in French, and Enter does it."""
    locales.choose("fr")
    async with CodingApp(study).run_test(size=(100, 30)) as pilot:
        found = await offered(pilot, *"memo sur l'entr")
        assert "émo" in found[0]
        await pilot.press("enter")
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == "Choice"


async def test_nothing_typed_offers_the_actions_of_the_place(study: Study) -> None:
    """Undo and the matrix are there before a letter is typed; moving the cursor is not."""
    async with CodingApp(study).run_test(size=(100, 60)) as pilot:
        found = "\n".join(await offered(pilot))
        assert "Undo" in found
        assert "Matrix" in found
        assert "Next word" not in found
