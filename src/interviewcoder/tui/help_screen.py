"""The help: the keys of a place, made from the list of actions.

Owns their order on the screen. Which keys there are is `actions`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from interviewcoder.domain.text import fold
from interviewcoder.locales import N_, _
from interviewcoder.tui.actions import Action, at, key_shown
from interviewcoder.tui.pages import Pages
from interviewcoder.tui.safe import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class Help(ModalScreen[None]):
    """The keys, those of the place first; ``/`` finds one by what it does."""

    DEFAULT_CSS = """
    Help { align: center middle; }
    Help > Vertical { width: 84; max-width: 96%; height: 36; max-height: 90%; background: $surface;
        border: round $primary; padding: 0 1; }
    Help .title { text-style: bold; height: 1; margin: 0 0 1 0; }
    Help Pages { height: 1fr; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("q,f1,question_mark", "leave", show=False),
        Binding("slash", "find", show=False),
        Binding("down", "read(1)", show=False),
        Binding("up", "read(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
    ]

    def __init__(self, place: str) -> None:
        super().__init__()
        self._sections = sections(place)

    def compose(self) -> ComposeResult:
        """Lay out the line to find by and the keys by group."""
        with Vertical():
            yield Static(plain(_("Keys – ↓ ↑ PgDn PgUp read on, / finds, Esc leaves")), classes="title")
            yield Input(placeholder=_("What do you want to do?"))
            with Pages():
                yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Show all keys, to be read."""
        self._show("")
        self.query_one(Input).cursor_blink = False
        self.query_one(Pages).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the actions that hold what was typed."""
        self._show(fold(event.value))
        self.query_one(Pages).action_ends(-1)

    def on_input_submitted(self) -> None:
        """Go and read what was found."""
        self.query_one(Pages).focus()

    def _show(self, wanted: str) -> None:
        lines: list[Content] = []
        for title, actions in self._sections:
            found = [action for action in actions if wanted in fold(_(action.title))]
            if found:
                lines += [plain(_(title), "bold"), *map(_line, found), plain("")]
        self.query_one("#keys", Static).update(Content("\n").join(lines))

    def action_find(self) -> None:
        """Type what is wanted."""
        self.query_one(Input).focus()

    def action_read(self, lines: int) -> None:
        """Read on while typing."""
        self.query_one(Pages).action_read(lines)

    def action_turn(self, pages: int) -> None:
        """Read a page on while typing."""
        self.query_one(Pages).action_turn(pages)

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss(None)


def sections(place: str) -> list[tuple[str, Sequence[Action]]]:
    """Give (title, actions) as they are to be read: what is done here by group, then what works everywhere."""
    found: dict[tuple[int, str], list[Action]] = {}
    for action in at(place):
        rank = 0 if action.place == place else 2 if action.place == "everywhere" else 1
        title = N_("Everywhere") if rank == 2 else action.group
        found.setdefault((rank, title), []).append(action)
    return [(title, found[rank, title]) for rank, title in sorted(found, key=lambda one: one[0])]


def _line(action: Action) -> Content:
    keys = "  ".join(map(key_shown, action.keys))
    return Content("").join((plain(f"  {keys:<20}", "bold"), plain(_(action.title))))
