"""Two small questions: tick any of some lines, and change a line that is there.

Owns no data: both are given what there is and give back what was decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.locales import _
from interviewcoder.tui.lists import Ask
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.app import ComposeResult
    from textual.content import Content


class Ticking(ModalScreen["frozenset[int] | None"]):
    """Lines with a box each: space ticks, enter gives the numbers of those ticked, escape None."""

    DEFAULT_CSS = """
    Ticking { align: center middle; }
    Ticking > Vertical { width: 76; max-width: 96%; height: auto; max-height: 90%; background: $surface;
        border: round $primary; padding: 0 1; }
    Ticking .title { height: 1; text-style: bold; margin: 0 0 1 0; }
    Ticking OptionList, Ticking OptionList:focus { border: none; background: $surface; height: auto;
        max-height: 18; padding: 0; }
    Ticking #hint { height: 1; margin: 1 0 0 0; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("space", "tick", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    def __init__(self, title: str, lines: Sequence[Content], ticked: Collection[int] = ()) -> None:
        super().__init__()
        self._title, self._lines = title, lines
        self._ticked = set(ticked)

    def compose(self) -> ComposeResult:
        """Lay out the title, the lines, and the keys."""
        with Vertical():
            yield Static(plain(self._title), classes="title")
            yield OptionList(*(Option(self._row(n)) for n in range(len(self._lines))))
            yield Static(plain(_("Space ticks · ⏎ takes what is ticked · Esc leaves")), id="hint")

    def on_mount(self) -> None:
        """Begin at the first line ticked."""
        choices = self.query_one(OptionList)
        choices.highlighted = min(self._ticked, default=0) if self._lines else None
        choices.focus()

    def _row(self, n: int) -> Content:
        return joined("■ " if n in self._ticked else "□ ", self._lines[n])

    def action_tick(self) -> None:
        """Tick the line, or no longer, and go to the next."""
        choices = self.query_one(OptionList)
        if choices.highlighted is None:
            return
        self._turn(choices.highlighted)
        if choices.highlighted + 1 < len(self._lines):
            choices.action_cursor_down()

    def _turn(self, n: int) -> None:
        self._ticked ^= {n}
        self.query_one(OptionList).replace_option_prompt_at_index(n, self._row(n))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick the line that was clicked, or no longer."""
        event.stop()
        self._turn(event.option_index)

    def action_down(self) -> None:
        """Go to the next line."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Go to the line before."""
        self.query_one(OptionList).action_cursor_up()

    def action_take(self) -> None:
        """Give back what is ticked."""
        self.dismiss(frozenset(self._ticked))

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)


class Line(Ask):
    """A line to change: what is there is selected, so that typing replaces it; an emptied line is given as empty."""

    def __init__(self, title: str, text: str = "", known: Sequence[str] = ()) -> None:
        super().__init__(title, known)
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out title, line and what is known."""
        with Vertical():
            yield Static(plain(self._title), classes="title")
            yield Input(self._text, select_on_focus=True)
            yield OptionList()

    def on_input_changed(self, event: Input.Changed | None = None) -> None:
        """Show the known ones that hold what was typed; all of them as long as nothing was."""
        if event is not None:
            event.prevent_default()  # Textual would ask `Ask` as well
        if self.query_one(Input).value == self._text:
            self._show(self._known)
        else:
            super().on_input_changed()

    def _show(self, names: Sequence[str]) -> None:
        self._shown = list(names)
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(Option(plain(name)) for name in self._shown)

    def on_input_submitted(self, event: Input.Submitted | None = None) -> None:
        """Give back the highlighted one, or what stands in the line."""
        if event is not None:
            event.prevent_default()
        at = self.query_one(OptionList).highlighted
        self.dismiss(self._shown[at] if at is not None else self.query_one(Input).value.strip())
