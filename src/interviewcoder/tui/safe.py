"""The one way in which strings from outside reach the screen.

A transcript, a name or a message from a file may hold square brackets, control sequences and bidirectional
overrides. Nothing here is ever read as markup, and no control character gets through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from rich.segment import Segment
from rich.text import Text
from textual.app import App
from textual.content import Content
from textual.filter import LineFilter

from interviewcoder.domain.text import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.color import Color

R = TypeVar("R")


class Harmless(LineFilter):
    """The last gate before the terminal: no control character of any widget's text gets past it.

    Editors show what they are given, and what somebody pastes into them; their text must stay as it is, so it
    is made harmless when it is drawn.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Give the segments with harmless texts."""
        return [
            segment
            if segment.control or (segment.text.isascii() and segment.text.isprintable())
            else Segment(shown(segment.text), segment.style)
            for segment in segments
        ]


class HarmlessApp(App[R], Generic[R]):
    """An app whose every line passes that gate."""

    def __init__(self) -> None:
        super().__init__()
        self._harmless = Harmless()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Give what every line passes before it reaches the terminal."""
        return [*super().get_line_filters(), self._harmless]


def plain(text: str, style: str = "") -> Content:
    """Give foreign text as content that is shown as it stands, in an optional style."""
    return Content.styled(shown(text), style) if style else Content(shown(text))


def joined(*parts: str | tuple[str, str] | Content) -> Content:
    """Join pieces of text, each plain or with a style, into one content."""
    made = [
        part if isinstance(part, Content) else plain(*part) if isinstance(part, tuple) else plain(part)
        for part in parts
    ]
    return Content("").join(made)


def cut(text: str, width: int) -> str:
    """Give a text on one line of at most `width` cells, with an ellipsis when it was longer."""
    from rich.cells import cell_len, set_cell_size

    line = " ".join(text.split())
    if cell_len(line) <= width:
        return line
    return set_cell_size(line, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def label(*parts: str | tuple[str, str]) -> Text:
    """Join pieces of text into a label for a tree, which wants Rich's kind of text."""
    return Text.assemble(
        *((shown(part), "") if isinstance(part, str) else (shown(part[0]), part[1]) for part in parts)
    )
