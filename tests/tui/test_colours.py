"""Colours: seen on dark and light, never the only sign, and none where none are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.codebook import DEFAULT_COLOURS
from interviewcoder.domain.gestures import codes as gestures
from interviewcoder.domain.text import Span
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.contrast import LEAST, contrast, visible
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from interviewcoder.study import Study

RGB = st.tuples(*[st.integers(0, 255)] * 3)


@given(RGB, RGB)
def test_a_colour_can_always_be_seen_on_what_it_is_drawn_on(
    colour: tuple[int, int, int], background: tuple[int, int, int]
) -> None:
    """Whatever somebody chose for a code: 3 to 1 at least; what is seen already stays as it is."""
    seen = visible(colour, background)
    assert contrast(seen, background) >= LEAST
    if contrast(colour, background) >= LEAST:
        assert seen == colour


def coded(study: Study, *codes: str) -> None:
    """Tag a passage with codes."""
    transcript = study.transcript("Anne")
    for n, code in enumerate(codes):
        study.code_passage(transcript, Span(72 + n, 90 + n), [study.codebook.find(code)])


async def settled(pilot: Pilot[None]) -> None:
    """Wait for the counts."""
    await pilot.pause()
    await at_rest(pilot.app)
    await pilot.pause()


def sent(app: Any) -> list[Any]:
    """Give the segments as they go to the terminal."""
    return [segment for strip in app.screen._compositor.render_strips() for segment in strip]


def painted(app: Any) -> list[Any]:
    """Give the segments with their filters applied, line by line."""
    filters, background = app.get_line_filters(), app.screen.background_colors[1]
    strips = app.screen._compositor.render_strips()
    for line_filter in filters:
        strips = [strip.apply_filter(line_filter, background) for strip in strips]
    return [segment for strip in strips for segment in strip]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "solarized-light", "nord"])
async def test_stripes_are_seen_in_every_theme(study: Study, theme: str) -> None:
    """Every stripe, of every colour of the palette and of an unlucky choice, has 3 to 1."""
    names = ["Émotion", "Budget", "Équipe"]
    for name, colour in zip(names, ("#ccbb44", "#111111", "#fefefe"), strict=True):
        study.apply(gestures.colour_code(study.codebook, study.codebook.find(name), colour))
    coded(study, *names)
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        app.theme = theme
        await settled(pilot)
        stripes = [
            s for s in painted(app) if set(s.text.strip()) & set("▌•╷│╵") and s.style and s.style.color
        ]
        checked = 0
        for segment in stripes:
            if segment.style.color.triplet is None or segment.style.bgcolor is None or segment.style.dim:
                continue
            if segment.style.bgcolor.triplet is not None and segment.text.strip() in {
                "▌",
                "•",
                "╷",
                "│",
                "╵",
            }:
                assert contrast(segment.style.color.triplet, segment.style.bgcolor.triplet) >= LEAST - 0.01
                checked += 1
        assert checked >= 6


async def test_without_colours_nothing_is_lost(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the text has no colour, and cursor, selection and codings are still told apart."""
    monkeypatch.setenv("NO_COLOR", "1")
    coded(study, "Budget")
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("t", "t", "space", "space")
        await settled(pilot)
        assert app.theme == "ansi-dark"
        text = "".join(segment.text for segment in sent(app))
        assert "Budget" in text
        assert "•" in text
        looks = {(s.style.reverse, s.style.underline) for s in sent(app) if s.style and "a" in s.text}
        assert (True, None) in looks or (True, False) in looks
        assert any(underline for _reverse, underline in looks)


@pytest.mark.parametrize("term", ["linux", "screen", "xterm-16color"])
async def test_terminals_of_sixteen_colours_get_their_own(
    study: Study, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    """Such a terminal is given its own colours, and the codes their names."""
    monkeypatch.setenv("TERM", term)
    coded(study, "Budget", "Émotion")
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.theme == "ansi-dark"
        await pilot.press("n")
        await settled(pilot)
        assert "Moyens > Budget" in "".join(segment.text for segment in sent(app))


def test_the_palette_is_the_one_chosen_for_colour_blind_readers() -> None:
    """Seven hues, as few as can be told apart."""
    assert len(set(DEFAULT_COLOURS)) == len(DEFAULT_COLOURS) == 7
