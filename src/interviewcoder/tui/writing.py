"""Writing a text of one's own: a memo, a summary, a definition, with what it is about beside it.

Owns the editor and its draft: what is being typed is kept every two seconds, so that a closed window loses
nothing. Gives the text back; what becomes of it is the caller's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from interviewcoder.locales import _
from interviewcoder.tui.safe import plain

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from interviewcoder.study import Study

KEEP_EVERY: Final = 2.0
"""Seconds between keeping what is being typed."""


class Writing(ModalScreen["str | None"]):
    """An editor; escape gives the text back, ctrl+q gives nothing back. `key` tells its draft from others."""

    DEFAULT_CSS = """
    Writing { align: center middle; }
    Writing > Vertical { width: 110; max-width: 96%; height: 26; max-height: 92%; background: $surface;
        border: round $primary; padding: 0 1; }
    Writing #title { height: 1; text-style: bold; }
    Writing Horizontal { height: 1fr; }
    Writing TextArea, Writing TextArea:focus { width: 1fr; height: 1fr; border: none; padding: 0; background: $surface; }
    Writing #beside { width: 40%; height: 1fr; padding: 0 1; border-left: tall $primary-muted; }
    Writing #hint { height: 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "keep", show=False, priority=True),
        Binding("ctrl+q,f10", "leave", show=False, priority=True),
    ]

    def __init__(
        self, study: Study, title: str, text: str, *, key: str, beside: Content | None = None
    ) -> None:
        super().__init__()
        self._study, self._title, self._text, self._beside = study, title, text, beside
        self._draft = f"draft {key}"

    def compose(self) -> ComposeResult:
        """Lay out the title, the editor, what stands beside it, and the keys."""
        with Vertical():
            yield Static(plain(self._title), id="title")
            with Horizontal():
                yield TextArea(self._study.recall(self._draft) or self._text, soft_wrap=True)
                if self._beside is not None:
                    with VerticalScroll(id="beside", can_focus=False):
                        yield Static(self._beside)
            yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin at the end of the text, and say where it comes from."""
        editor = self.query_one(TextArea)
        editor.cursor_blink = False
        editor.move_cursor(editor.document.end)
        editor.focus()
        hint = _("Esc keeps the text · Ctrl+Q gives it up")
        if self._study.recall(self._draft):
            hint = _("This is what was being typed when the program was left.") + "  " + hint
        self.query_one("#hint", Static).update(plain(hint))
        self.set_interval(KEEP_EVERY, self._keep_draft)

    def _keep_draft(self) -> None:
        text = self.query_one(TextArea).text
        if text != (self._study.recall(self._draft) or self._text):
            self._study.remember(self._draft, text)

    def action_keep(self) -> None:
        """Give the text back."""
        text = self.query_one(TextArea).text
        self._study.remember(self._draft, None)
        self.dismiss(text.strip())

    def action_leave(self) -> None:
        """Give nothing back."""
        self._study.remember(self._draft, None)
        self.dismiss(None)
