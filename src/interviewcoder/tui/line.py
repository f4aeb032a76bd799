"""One line of text of a fixed height: titles, the status, the footer.

Owns not disturbing the screen: a line that says something else is painted alone, and one that says the same is
not painted at all. (Textual's `Static` lays the whole screen out anew at each update, which is most of what a key
press may cost.)
"""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Line(Static):
    """A line; `say` is how it is told what to show."""

    DEFAULT_CSS = "Line { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(markup=False, id=id)
        self._said = Content("")

    def say(self, content: Content) -> None:
        """Show this."""
        if not self._said.is_same(content):
            self._said = content
            self.update(content, layout=False)
