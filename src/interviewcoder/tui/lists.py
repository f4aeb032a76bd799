"""Small modal lists: choose one of some, type one, read messages.

Owns no data: it is given lines and gives back the one chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.domain.text import fold
from interviewcoder.locales import _
from interviewcoder.tui.pages import Pages
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

_FRAME = """
    {name} {{ align: center middle; }}
    {name} > * {{ width: {width}; max-width: 96%; height: auto; max-height: 90%; background: $surface;
        border: round $primary; padding: 0 1; }}
    {name} .title {{ text-style: bold; height: 1; margin: 0 0 1 0; }}
"""


def marked(text: str, here: bool) -> Content:
    """Give a line of a choice, marked when it is what holds now."""
    return joined("● " if here else "  ", text)


class Choice(ModalScreen["int | None"]):
    """Some lines; enter gives the number of the one chosen, escape none."""

    DEFAULT_CSS = _FRAME.format(name="Choice", width=76) + (
        "Choice OptionList { border: none; background: $surface; height: auto; max-height: 20; padding: 0; }"
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", show=False)]

    def __init__(self, title: str, lines: Sequence[Content]) -> None:
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        """Lay out title and lines."""
        with Vertical():
            yield Static(plain(self._title), classes="title")
            yield OptionList(*(Option(line) for line in self._lines))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give back which line was chosen."""
        self.dismiss(event.option_index)

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)


class Ask(ModalScreen["str | None"]):
    """One line to type, with what may be meant; enter gives it, escape None."""

    DEFAULT_CSS = _FRAME.format(name="Ask", width=76) + (
        "Ask OptionList { border: none; background: $surface; height: auto; max-height: 12; padding: 0; }"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "down", show=False, priority=True),
        Binding("up", "up", show=False, priority=True),
    ]

    def __init__(self, title: str, known: Sequence[str] = ()) -> None:
        super().__init__()
        self._title, self._known = title, known
        self._shown: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out title, line and what is known."""
        with Vertical():
            yield Static(plain(self._title), classes="title")
            yield Input()
            yield OptionList()

    def on_mount(self) -> None:
        """Wait for words."""
        typing = self.query_one(Input)
        typing.cursor_blink = False
        typing.focus()
        self.on_input_changed()

    def on_input_changed(self) -> None:
        """Show the known ones that hold what was typed."""
        wanted = fold(self.query_one(Input).value)
        self._shown = [name for name in self._known if wanted in fold(name)]
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(Option(plain(name)) for name in self._shown)

    def on_input_submitted(self) -> None:
        """Give back the highlighted one, or what was typed."""
        at_line = self.query_one(OptionList).highlighted
        typed = self.query_one(Input).value.strip()
        self.dismiss(self._shown[at_line] if at_line is not None else typed or None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give back the one that was clicked."""
        self.dismiss(self._shown[event.option_index])

    def action_down(self) -> None:
        """Highlight the next one."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Highlight the one before."""
        self.query_one(OptionList).action_cursor_up()

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)


class Messages(ModalScreen[None]):
    """Everything the program has said, the newest first, to be read again."""

    DEFAULT_CSS = _FRAME.format(name="Messages", width=90) + (
        "Messages Pages { height: auto; max-height: 24; background: $surface; }"
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "leave", show=False)]

    def __init__(self, messages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._messages = messages

    def compose(self) -> ComposeResult:
        """Lay out the messages."""
        with Vertical():
            yield Static(plain(_("Messages so far – Esc to leave")), classes="title")
            with Pages():
                for at_time, sentence in reversed(self._messages):
                    yield Static(joined((f"{at_time}  ", "dim"), sentence))
                if not self._messages:
                    yield Static(plain(_("Nothing has been said yet.")))

    def action_leave(self) -> None:
        """Close the list."""
        self.dismiss(None)
