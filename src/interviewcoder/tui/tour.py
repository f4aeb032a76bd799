"""A tour of two minutes: six steps that can be tried while they are read about.

Owns the words. Changes nothing itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from interviewcoder.locales import N_, _
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

STEPS: Final = (
    (
        N_("Welcome"),
        N_("On the left are the transcripts by case, in the middle one of them, on the right the codebook. "
           "The number beside a code says how many passages it has. In a small window g d and g c show the sides."),
    ),
    (
        N_("Read"),
        N_("s goes to the next sentence, t to the next turn, n to the next coding, / finds words everywhere. "
           "Arrows, the mouse and the wheel work too."),
    ),
    (
        N_("Tag"),
        N_("space selects more: word, sentence, paragraph, turn. c opens the codes: type a few letters, Enter. "
           "A digit takes a frequent code at once, r the one used last. Without a selection it is the sentence."),
    ),
    (
        N_("Take back"),
        N_("u takes back the last thing done, U does it again, also tomorrow. The line at the bottom says what. "
           "Nothing is ever unsaved."),
    ),
    (
        N_("Compare"),
        N_("g x shows the matrix: codes against cases. Enter on a figure shows the words behind it, Enter again goes "
           "to their place. s writes your own summary of a case under a code, beside its quotations."),
    ),
    (
        N_("Hand in"),
        N_("g w writes the workbook for Excel into the folder exports. ? shows all keys, : finds any action by its name, "
           "g t shows this again."),
    ),
)  # fmt: skip


class Tour(ModalScreen[None]):
    """One step after another; enter goes on, backspace back, escape leaves.

    Any other key leaves too and does what it does: who knows the keys already is not held up.
    """

    DEFAULT_CSS = """
    Tour { align: center bottom; background: $background 40%; }
    Tour > Vertical { width: 76; max-width: 96%; height: auto; background: $surface; border: round $primary;
        padding: 0 1; margin: 0 0 3 0; }
    Tour #keys { color: $text-muted; margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", show=False),
        Binding("backspace", "back", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.step = 0

    def compose(self) -> ComposeResult:
        """Lay out a step."""
        with Vertical():
            yield Static(id="step", markup=False)
            yield Static(plain(_("⏎ on · ⌫ back · Esc leave")), id="keys")

    def on_mount(self) -> None:
        """Show the first step."""
        self._show()

    def _show(self) -> None:
        title, words = STEPS[self.step]
        where = f"{self.step + 1}/{len(STEPS)}  "
        self.query_one("#step", Static).update(joined((where, "dim"), (_(title), "bold"), " – ", _(words)))

    def on_key(self, event: events.Key) -> None:
        """Leave at any other key, and hand it on to the screen below."""
        if event.key not in {"enter", "backspace", "escape"}:
            event.stop()
            event.prevent_default()
            self.dismiss(None)
            self.app.call_later(self.app.simulate_key, event.key)

    def action_on(self) -> None:
        """Show the next step; after the last one leave."""
        if self.step + 1 == len(STEPS):
            self.dismiss(None)
        else:
            self.step += 1
            self._show()

    def action_back(self) -> None:
        """Show the step before."""
        self.step = max(0, self.step - 1)
        self._show()

    def action_leave(self) -> None:
        """Leave the tour."""
        self.dismiss(None)
