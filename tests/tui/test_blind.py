"""Working blind in the screens: it is seen that one does, and what cannot be done is refused before any work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from interviewcoder.domain.text import Span
from interviewcoder.study import blinding
from interviewcoder.tui.app import CodingApp
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from interviewcoder.study import Study


async def test_it_is_seen_that_one_works_blind(study: Study) -> None:
    """However long titles are, the mark stands first in the heading of a small window, where nothing cuts it off."""
    study.settings = replace(study.settings, title="Ce que deviennent les émotions au travail " * 3)
    blinding.blind(study, "Ben")
    study.work_as("Ben")
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)):
        await at_rest(app)
        assert str(app.screen.query_one("#head", Static).render()).startswith("blind · Ben ")


@pytest.mark.parametrize("key", ["E", "C"])
async def test_a_correction_is_refused_before_anything_is_typed(study: Study, key: str) -> None:
    """Who works blind cannot correct a text, for it moves everybody's codings: no editor and no list of files opens."""
    blinding.blind(study, "Ben")
    study.work_as("Ben")
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(app)
        await pilot.press(key)
        await at_rest(app)
        assert app.screen is app.coding
        assert app.messages[-1][1].startswith(
            "Ben works blind and cannot do this: it touches everybody’s codings"
        )


async def test_agreement_says_that_the_others_are_hidden(study: Study) -> None:
    """Two have coded; to the one who works blind it is said that the other is hidden, not that there is none."""
    anne, code = study.transcript("Anne"), study.codebook.find("Budget")
    study.code_passage(anne, Span(0, 10), [code])
    blinding.blind(study, "Ben")
    study.work_as("Ben")
    study.code_passage(anne, Span(13, 20), [code])
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(app)
        await pilot.press("g", "a")
        await pilot.pause()
        await at_rest(app)
        await pilot.pause()
        said = str(app.screen.query_one("#empty", Static).render())
        assert "Ben works blind: what others have coded is hidden" in said
        assert "study reveal Ben" in said
        assert "Only one coder" not in said
