"""The one way in which strings from outside reach the screen.

A transcript, a name or a message from a file may hold square brackets, control sequences and bidirectional
overrides. Nothing here is ever read as markup, and no control character gets through.
"""

from __future__ import annotations

from rich.text import Text
from textual.content import Content

from interviewcoder.domain.text import shown


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
