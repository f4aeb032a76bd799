"""Words longer than the screen, read by keyboard as by wheel: lines, pages, beginning and end.

Owns the keys for that, the same wherever there is something to read.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll


class Pages(VerticalScroll):
    """A scrolled part of a screen; it wants the focus, so that the keys are its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "read(1)", show=False),
        Binding("up,k", "read(-1)", show=False),
        Binding("pagedown,d,space", "turn(1)", show=False),
        Binding("pageup,D", "turn(-1)", show=False),
        Binding("home", "ends(-1)", show=False),
        Binding("end,G", "ends(1)", show=False),
    ]

    def action_read(self, lines: int) -> None:
        """Read on by some lines, or back."""
        self.scroll_relative(y=lines, animate=False)

    def action_turn(self, pages: int) -> None:
        """Read on by what is in sight, or back; a line of it stays."""
        self.action_read(pages * max(1, self.size.height - 1))

    def action_ends(self, end: int) -> None:
        """Go to the end, or to the beginning."""
        if end > 0:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)
