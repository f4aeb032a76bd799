"""A screen whose keys come from the list of actions, with two-key sequences and a footer made from it.

Owns turning keys into methods and saying which keys there are. What an action does is the screen's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.content import Content
from textual.screen import Screen

from interviewcoder.locales import _
from interviewcoder.tui.actions import Action, Keys, at, key_shown
from interviewcoder.tui.line import Line
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from textual import events

    from interviewcoder.tui.app import CodingApp

R = TypeVar("R")


class Foot(Line):
    """The footer: the keys that matter here, and what an undo would take back."""

    DEFAULT_CSS = "Foot { height: 1; dock: bottom; padding: 0 1; background: $surface; }"


class Said(Line):
    """A line of a screen's own for what was done, until the next key; nothing then lies over what one reads."""

    DEFAULT_CSS = "Said { height: 1; padding: 0 1; background: $surface; color: $text-accent; }"

    def tell(self, sentence: str) -> None:
        """Say a sentence, as much of it as there is room for; all of it is among the messages."""
        self.say(plain(cut(sentence, self.app.size.width - 2)))


class KeyedScreen(Screen[R], Generic[R]):
    """A screen at one `PLACE`; the action ``coding.pick`` is its method ``do_coding_pick``."""

    PLACE: ClassVar[str] = "everywhere"

    def __init__(self) -> None:
        super().__init__()
        self._keys = Keys(self.PLACE)

    def take_keys(self) -> None:
        """Take the keys of this place anew, after some were chosen."""
        self._keys = Keys(self.PLACE)
        if self.is_mounted:
            self.show_keys()

    @property
    def coder_app(self) -> CodingApp:
        """The app, as what it is."""
        app: Any = self.app
        found: CodingApp = app
        return found

    def takes(self, action: Action) -> bool:  # noqa: ARG002
        """Say whether an action's key is the screen's now, and not that of the widget in focus."""
        return True

    def possible(self, action: Action) -> bool:  # noqa: ARG002
        """Say whether there is anything now that an action can be done with; the footer offers no other."""
        return True

    def on_key(self, event: events.Key) -> None:
        """Do what a key stands for at this place."""
        was_pending = bool(self._keys.pending)
        action = self._keys.press(event.key)
        if action is None:
            if self._keys.pending or was_pending:
                event.stop()
                event.prevent_default()
                self.show_keys()
            elif self.other_key(event):
                event.stop()
                event.prevent_default()
            return
        if not was_pending and not self.takes(action):
            return
        event.stop()
        event.prevent_default()
        for line in self.query(Said):
            line.tell("")
        self.do(action)
        self.show_keys()

    def other_key(self, event: events.Key) -> bool:  # noqa: ARG002
        """Handle a key that is no action's; say whether it was."""
        return False

    def do(self, action: Action) -> None:
        """Do an action; what goes wrong becomes a sentence."""
        method = getattr(self, f"do_{action.method}", None) or getattr(self.app, f"do_{action.method}", None)
        if method is not None:
            self.coder_app.attempt(method)

    def says(self, sentence: str) -> bool:
        """Say what was done in a line of the screen's own; False where there is none, and it appears over the screen."""
        for line in self.query(Said):
            line.tell(sentence)
            return True
        return False

    def do_help(self) -> None:
        """Show the keys of this place."""
        from interviewcoder.tui.help_screen import Help

        self.app.push_screen(Help(self.PLACE))

    def do_leave(self) -> None:
        """Go back."""
        self.app.pop_screen()

    def show_keys(self) -> None:
        """Show the footer: the keys that matter, or what may follow the key just pressed."""
        foot = self.query_one(Foot)
        if self._keys.pending:
            follow = [
                joined((f" {key_shown(key)}", "bold $accent"), f" {_(title)} ")
                for key, title in self._keys.continuations()
            ]
            foot.say(joined((f"{self._keys.pending}…", "bold"), *follow))
            return
        foot.say(Content("").join(self._footer(self.app.size.width - 2)))

    def on_resize(self) -> None:
        """Show as many keys as there is room for now."""
        if self.query(Foot):
            self.show_keys()

    def _footer(self, room: int) -> list[Content]:
        """Give the keys of the place while there is room, after them undo with what it takes back, help and leave."""
        undoable = self.coder_app.study.next_undo is not None
        wanted = [
            action
            for action in at(self.PLACE)
            if action.footer and self.possible(action) and (undoable or action.id != "undo")
        ]
        here = [_short(action) for action in wanted if action.place != "everywhere"]
        always = [
            self._undo_named(action, max(16, room // 5)) if action.id == "undo" else _short(action)
            for action in wanted
            if action.place == "everywhere"
        ]
        room -= sum(item.cell_length for item in always)
        shown: list[Content] = []
        for item in here:
            room -= item.cell_length
            if room >= 0:
                shown.append(item)
        return shown + always

    def _undo_named(self, action: Action, room: int) -> Content:
        line = self.coder_app.study.next_undo
        return _short(action, cut(f"↶ {line.sentence}", room)) if line else _short(action)


def _short(action: Action, title: str = "") -> Content:
    """Give a key with its action's short title: what stands before the semicolon."""
    title = title or _(action.title).split(";")[0].replace("\u00a0", " ").strip()
    return joined((key_shown(action.keys[0]), "bold $accent"), f" {title}  ")
