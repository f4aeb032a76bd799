"""The least a key press can cost in Textual: a bare widget on the line API with a cursor that moves.

Owns the comparison: no codings, no status, no footer, no study; the lines are already wrapped.

    .venv/bin/python benchmarks/keys_floor.py WORDS
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from sizes import TITLE
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

_WIDTH = 60


class Bare(ScrollView, can_focus=True):
    """Lines of words and a cursor."""

    def __init__(self, words: int) -> None:
        super().__init__()
        line = f"{TITLE} le budget de l’équipe n’est pas là quand même"
        self._lines = [line] * (words // 9)
        self._at = 0
        self.virtual_size = Size(_WIDTH, len(self._lines))

    def on_key(self, event: events.Key) -> None:
        """Move the cursor and paint its line anew."""
        if event.key == "l":
            self._at += 1
            self.refresh_lines(self._at // _WIDTH)

    def render_line(self, y: int) -> Strip:
        """Give a line, with the cursor on its own."""
        line = y + self.scroll_offset.y
        text = self._lines[line].ljust(_WIDTH) if line < len(self._lines) else " " * _WIDTH
        if self._at // _WIDTH != line:
            return Strip([Segment(text)])
        at = self._at % _WIDTH
        reverse = Style(reverse=True)
        return Strip([Segment(text[:at]), Segment(text[at : at + 1], reverse), Segment(text[at + 1 :])])


class Floor(App[None]):
    """The widget, alone."""

    def compose(self) -> ComposeResult:
        """Lay out the widget."""
        yield Bare(int(sys.argv[1]))

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Bare).focus()


if __name__ == "__main__":
    Floor().run()
