"""The look of the workbook: every colour, font and number format, by name.

Owns the formats. A style is made once and varied with `but`; must not know what is written where.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from interviewcoder.locales import language

if TYPE_CHECKING:
    from collections.abc import Iterable

Properties: TypeAlias = dict[str, Any]

FONT: Final = "Arial"
"""Everywhere, and where it is not, a font of exactly its widths stands in: rows keep their height."""

INK: Final = "#1A1A1A"
PALE_INK: Final = "#6B6B6B"
NAVY: Final = "#1F3864"
LINE: Final = "#D0D3D8"
BAND: Final = "#D9E1F2"
PALE: Final = "#F2F4F8"
COLDEST: Final = "#FFFFFF"
HOTTEST: Final = "#9DC3E6"

COUNT: Final = '0;-0;"·"'
PRESENCE: Final = '"●";;"○"'
GUTTER: Final = 1.4
"""The width, in units of columns, that an indent takes from the words of a cell."""

DAY: Final = "yyyy-mm-dd"
MOMENT: Final = "yyyy-mm-dd hh:mm"
TENTHS: Final = "0.0"

_PLAIN: Final[Properties] = {
    "font_name": FONT, "font_size": 9, "font_color": INK, "valign": "vcenter", "locked": True,
}  # fmt: skip
_BOXED: Final[Properties] = {"border": 1, "border_color": LINE}
_RULED: Final[Properties] = {"bottom": 1, "border_color": LINE}
_MIDDLE: Final[Properties] = {**_BOXED, "align": "center"}
_GUTTER: Final[Properties] = {"align": "left", "indent": 1}

_NAMED: Final[dict[str, Properties]] = {
    "plain": {},
    "title": {"font_size": 14, "bold": True, "font_color": NAVY},
    "subtitle": {"font_size": 10, "italic": True},
    "note": {"font_size": 8, "font_color": PALE_INK},
    "header": {**_BOXED, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "text_wrap": True},
    "header_turned": {
        **_MIDDLE, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "rotation": 90, "valign": "bottom",
    },
    "header_middle": {
        **_MIDDLE, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "text_wrap": True,
    },
    "band": {
        "align": "center_across", "bold": True, "font_color": NAVY, "bg_color": BAND,
        "top": 1, "bottom": 1, "border_color": LINE,
    },
    "label": {**_BOXED, "text_wrap": True},
    "theme": {**_BOXED, "text_wrap": True, "font_color": PALE_INK},
    "count": {**_MIDDLE, "num_format": COUNT},
    "presence": {**_MIDDLE, "num_format": PRESENCE},
    "mark": {**_MIDDLE, "font_color": PALE_INK},
    "total": {**_MIDDLE, "num_format": COUNT, "bold": True, "bg_color": PALE},
    "total_label": {**_BOXED, "bold": True, "bg_color": PALE},
    "cell": {"valign": "top", **_GUTTER, **_RULED},
    "words": {"valign": "top", "text_wrap": True, **_GUTTER, **_RULED},
    "number": {"valign": "top", "align": "right", "indent": 1, **_RULED},
    "quote": {"valign": "top", "text_wrap": True, "bottom": 4, "border_color": LINE},
    "summary": {**_BOXED, "valign": "top", "text_wrap": True},
    "code_heading": {"bold": True, "font_size": 11, "font_color": "#FFFFFF", "bg_color": NAVY},
    "case_heading": {"bold": True, "font_size": 10, "font_color": NAVY, "bg_color": BAND},
    "key": {"bold": True, "valign": "top", "text_wrap": True, "bottom": 1, "border_color": LINE},
    "value": {"valign": "top", "text_wrap": True, "bottom": 1, "border_color": LINE},
    "link": {"valign": "top", "font_color": NAVY, "underline": 1, "bottom": 1, "border_color": LINE},
}  # fmt: skip


class Shades:
    """The heat map as fixed colours, where some cells of a range must stay white: 0 to the 95th percentile."""

    _STEPS: Final = 20

    def __init__(self, figures: Iterable[float | None]) -> None:
        self._most = percentile([figure for figure in figures if figure] or [0.0], 0.95)

    def of(self, figure: float | None) -> Properties:
        """Give the colour of a figure."""
        if not figure or not self._most:
            return {}
        share = round(self._STEPS * min(figure / self._most, 1)) / self._STEPS
        mixed = (
            round(int(COLDEST[at : at + 2], 16) * (1 - share) + int(HOTTEST[at : at + 2], 16) * share)
            for at in (1, 3, 5)
        )
        return {"bg_color": "#" + "".join(f"{channel:02X}" for channel in mixed)}


def percentile(figures: list[float], share_of_all: float) -> float:
    """Give the figure that `share_of_all` of the figures do not exceed."""
    ordered = sorted(figures)
    return ordered[max(0, ceil(share_of_all * len(ordered)) - 1)]


class Style:
    """A look, with the two formats it needs: for any value, and for text that begins like a formula."""

    def __init__(self, styles: Styles, properties: Properties) -> None:
        self._styles = styles
        self._properties = properties
        self.plain: Any = styles.made(properties)
        self._prefixed: Any = None

    @property
    def prefixed(self) -> Any:
        """The format of a text that must never turn into a formula."""
        if self._prefixed is None:
            self._prefixed = self._styles.made({**self._properties, "quote_prefix": True})
        return self._prefixed

    def but(self, **changes: Any) -> Style:
        """Give the same look with some properties changed."""
        return self._styles.like({**self._properties, **changes})


class Styles:
    """The styles of one workbook, made when first asked for."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._known: dict[tuple[tuple[str, Any], ...], Style] = {}

    def __getitem__(self, name: str) -> Style:
        return self.like({**_PLAIN, **_NAMED[name]})

    def like(self, properties: Properties) -> Style:
        """Give the style with exactly these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._known:
            self._known[key] = Style(self, properties)
        return self._known[key]

    def made(self, properties: Properties) -> Any:
        """Make a format of the workbook."""
        return self._workbook.add_format(properties)


def share() -> str:
    """Give the number format of a percentage in the current language."""
    return "0 %" if language() == "fr" else "0%"
