"""The editor for the words of a turn that are to be corrected.

Owns the editor alone: it gives the words back as they were typed, blanks at their ends too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from interviewcoder.locales import _
from interviewcoder.tui.safe import plain

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TextEditor(ModalScreen["str | None"]):
    """Words to be corrected; ctrl+s gives them back, escape gives None. `cursor` is a place in them."""

    DEFAULT_CSS = """
    TextEditor { align: center middle; }
    TextEditor > Vertical { width: 110; max-width: 96%; height: 26; max-height: 92%; background: $surface;
        border: round $warning; padding: 0 1; }
    TextEditor #title { height: 1; text-style: bold; }
    TextEditor TextArea, TextEditor TextArea:focus { height: 1fr; border: none; padding: 0; background: $surface; }
    TextEditor #hint { height: auto; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "save", show=False, priority=True),
        Binding("escape,ctrl+q,f10", "leave", show=False, priority=True),
    ]

    def __init__(self, title: str, words: str, cursor: int) -> None:
        super().__init__()
        self._title, self._words, self._cursor = title, words, cursor

    def compose(self) -> ComposeResult:
        """Lay out the title, the editor and the keys."""
        with Vertical():
            yield Static(plain(self._title), id="title")
            yield TextArea(self._words, soft_wrap=True, tab_behavior="focus")
            hint = _(
                "Ctrl+S or F2 corrects the transcript, Esc leaves it as it is. Without any words the turn is taken away."
            )
            yield Static(plain(hint), id="hint")

    def on_mount(self) -> None:
        """Begin where the cursor was in the transcript."""
        editor = self.query_one(TextArea)
        editor.cursor_blink = False
        before = self._words[: self._cursor]
        editor.move_cursor((before.count("\n"), len(before) - before.rfind("\n") - 1))
        editor.focus()

    def action_save(self) -> None:
        """Give the words back."""
        self.dismiss(self.query_one(TextArea).text)

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
