"""Colours of codes that can be seen: none paler than 3 to 1 on what it is drawn on, dark theme or light.

Owns the shift. The colours themselves are the codebook's, and stay as they are in the study: a theme that changes
changes what is drawn only. Contrast and luminance are those of WCAG 2.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from rich.color_triplet import ColorTriplet
    from textual.color import Color

LEAST: Final = 3.0
"""The contrast WCAG 2 asks of graphics."""
_STEPS: Final = 20


def luminance(colour: tuple[int, int, int]) -> float:
    """Give the relative luminance of a colour, 0 to 1."""
    red, green, blue = (
        share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4
        for share in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Give the contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(4096)
def visible(colour: tuple[int, int, int], background: tuple[int, int, int]) -> tuple[int, int, int]:
    """Give the colour nearest to `colour`, on its way to black or white, that can be seen on a background."""
    towards = 255 if luminance(background) < 0.18 else 0
    for step in range(_STEPS + 1):
        red, green, blue = (round(channel + (towards - channel) * step / _STEPS) for channel in colour)
        if contrast((red, green, blue), background) >= LEAST:
            break
    return red, green, blue


class Visible(LineFilter):
    """Draws the colours of codes so that they can be seen; other colours are the theme's and stay."""

    def __init__(self, colours: Callable[[], Collection[str]]) -> None:
        super().__init__()
        self._colours = colours

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the segments with colours that can be seen."""
        codes = self._colours()
        return [self._shifted(segment, codes, background) for segment in segments]

    @staticmethod
    def _shifted(segment: Segment, codes: Collection[str], background: Color) -> Segment:
        style = segment.style
        if style is None or style.color is None or style.color.triplet is None:
            return segment
        if style.color.triplet.hex not in codes:
            return segment
        on: ColorTriplet | tuple[int, int, int] = background.rgb
        if style.bgcolor is not None and style.bgcolor.triplet is not None:
            on = style.bgcolor.triplet
        seen = visible(tuple(style.color.triplet), tuple(on))
        if seen == tuple(style.color.triplet):
            return segment
        return Segment(segment.text, style + Style(color=RichColor.from_rgb(*seen)), segment.control)
