"""Choosing codes by typing: the list, the definition beside it, and making a code where none fits.

Owns ranking and the modal screen. Gives back what was chosen; tagging is the caller's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.domain.codebook import split_path
from interviewcoder.domain.records import in_language
from interviewcoder.domain.text import fold
from interviewcoder.locales import _
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Code, Guid

SHOWN: Final = 50
_NEW: Final = "new"


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen: codes that exist, or the path of one to make."""

    codes: tuple[Guid, ...] = ()
    new: tuple[str, ...] = ()


def ranked(codebook: Codebook, query: str) -> list[Code]:
    """Give the codes that fit a query, the best first: beginnings of names, of words, of paths, then definitions.

    Case and accents do not matter; ``fam/con`` looks for ``con`` below ``fam``.
    """
    *above, wanted = [fold(part).strip() for part in query.split("/")]
    found: list[tuple[int, int, Code]] = []
    for place, code in enumerate(codebook):
        *higher, name = map(fold, codebook.names(code.id))
        if above and not all(any(part in level for level in higher) for part in above):
            continue
        score = _score(wanted, name, " ".join(higher), fold(in_language(code.definition, codebook.language)))
        if score is not None:
            found.append((score, place, code))
    return [code for _score_, _place, code in sorted(found, key=lambda item: item[:2])]


def _score(wanted: str, name: str, higher: str, definition: str) -> int | None:
    if name.startswith(wanted):
        return 0
    words = wanted.split()
    if all(any(word.startswith(part) for word in name.split()) for part in words):
        return 1
    if wanted in name:
        return 2
    if all(part in f"{higher} {name}" for part in words):
        return 3
    return 4 if len(wanted) > 2 and wanted in definition else None


class CodePicker(ModalScreen["Picked | None"]):
    """Type to find a code; enter takes it."""

    DEFAULT_CSS = """
    CodePicker { align: center middle; }
    CodePicker > Vertical { width: 100; max-width: 96%; height: 26; max-height: 90%; background: $surface;
        border: round $primary; padding: 0 1; }
    CodePicker Horizontal { height: 1fr; }
    CodePicker OptionList { width: 1fr; height: 1fr; border: none; padding: 0; background: $surface; }
    CodePicker #about { width: 38; height: 1fr; padding: 0 1; border-left: tall $primary-muted; }
    CodePicker #hint { height: 1; text-style: dim; }
    CodePicker.-narrow #about { display: none; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (96, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n", "down", show=False, priority=True),
        Binding("up", "up", show=False, priority=True),
        Binding("tab", "mark", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("f2", "pin", show=False, priority=True),
    ]

    def __init__(
        self,
        codebook: Codebook,
        segments: Mapping[Guid, int],
        quick: Sequence[Guid],
        recent: Sequence[Guid],
        pin: Callable[[Guid], None] | None = None,
    ) -> None:
        super().__init__()
        self._pin = pin
        self._codebook, self._segments = codebook, segments
        self._quick = [guid for guid in quick if guid in codebook]
        self._recent = [guid for guid in recent if guid in codebook]
        self._marked: list[Guid] = []

    def compose(self) -> ComposeResult:
        """Lay out the query, the list and what the code means."""
        with Vertical():
            yield Input(placeholder=_("Code … (name, part of it, or a new one: Parent/Name)"))
            with Horizontal():
                yield OptionList(id="codes")
                yield Static(id="about", markup=False)
            hint = _("⏎ take · Tab mark several · Esc leave · digits while nothing is typed")
            yield Static(plain(hint + (_(" · F2 to a digit") if self._pin else "")), id="hint")

    def on_mount(self) -> None:
        """Begin with what is used most."""
        self._fill("")
        typing = self.query_one(Input)
        typing.cursor_blink = False
        typing.focus()

    def _first(self) -> list[Code]:
        order = dict.fromkeys([*self._quick, *self._recent, *(code.id for code in self._codebook)])
        return [self._codebook[guid] for guid in order]

    def _fill(self, query: str) -> None:
        codes = (ranked(self._codebook, query) if query.strip() else self._first())[:SHOWN]
        options = [Option(self._row(code), id=code.id) for code in codes]
        names = split_path(query.replace("/", " > "))
        if names and self._codebook.get(names) is None:
            shown = joined(("＋ ", "bold"), _("make the code “{name}”").format(name=" > ".join(names)))
            options.append(Option(shown, id=_NEW))
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(options)
        if options:
            choices.highlighted = 0

    def _row(self, code: Code) -> Content:
        digit = str(self._quick.index(code.id) + 1) if code.id in self._quick[:9] else " "
        path = " › ".join(self._codebook.names(code.id)[:-1])
        return joined(
            ("✓" if code.id in self._marked else " ", "bold"),
            ("▌", self._codebook.colour(code.id)),
            (f"{digit} ", "dim"),
            (self._codebook.name(code), "bold"),
            (f"  {path}" if path else "", "dim"),
            (f"  {self._segments.get(code.id, 0)}", "dim"),
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find while the user types."""
        self._fill(event.value)

    def on_key(self, event: events.Key) -> None:
        """Take a quick code by its digit while nothing is typed."""
        if event.key.isdigit() and event.key != "0" and not self.query_one(Input).value:
            n = int(event.key) - 1
            if n < len(self._quick):
                event.stop()
                event.prevent_default()
                self.dismiss(Picked((self._quick[n],)))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the highlighted code means."""
        self.query_one("#about", Static).update(self._about(event.option.id))

    def _about(self, guid: str | None) -> Content:
        if guid is None or guid not in self._codebook:
            return Content("")
        code, language = self._codebook[guid], self._codebook.language
        parts: list[Content] = [plain(self._codebook.path(guid), "bold"), Content("\n\n")]
        for title, text in (
            ("", code.definition), (_("Use"), code.use), (_("Not for"), code.avoid), ("", code.example),
        ):  # fmt: skip
            if words := in_language(text, language):
                parts += [
                    plain(f"{title}: ", "bold") if title else Content(""),
                    plain(words),
                    Content("\n\n"),
                ]
        return Content("").join(parts)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the code that was clicked."""
        event.stop()
        self.action_take()

    def action_down(self) -> None:
        """Highlight the next code."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Highlight the code before."""
        self.query_one(OptionList).action_cursor_up()

    def _highlighted(self) -> str | None:
        choices = self.query_one(OptionList)
        at = choices.highlighted
        return None if at is None else choices.get_option_at_index(at).id

    def action_mark(self) -> None:
        """Mark the code, to take several at once."""
        guid, choices = self._highlighted(), self.query_one(OptionList)
        if guid is None or guid == _NEW or choices.highlighted is None:
            return
        self._marked.remove(guid) if guid in self._marked else self._marked.append(guid)
        choices.replace_option_prompt_at_index(choices.highlighted, self._row(self._codebook[guid]))
        self.query_one(Input).value = ""

    def action_pin(self) -> None:
        """Put the highlighted code under the first digit, or take it off the digits."""
        guid, choices = self._highlighted(), self.query_one(OptionList)
        if self._pin is None or guid is None or guid == _NEW or choices.highlighted is None:
            return
        self._pin(guid)
        self._quick = [guid, *(other for other in self._quick if other != guid)][:9]
        at = choices.highlighted
        self._fill(self.query_one(Input).value)
        choices.highlighted = min(at, choices.option_count - 1)

    def action_take(self) -> None:
        """Give back what is marked, or what is highlighted."""
        guid = self._highlighted()
        if guid == _NEW:
            query = self.query_one(Input).value
            self.dismiss(Picked(tuple(self._marked), split_path(query.replace("/", " > "))))
        elif self._marked:
            self.dismiss(Picked(tuple(self._marked)))
        elif guid is not None:
            self.dismiss(Picked((guid,)))

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
