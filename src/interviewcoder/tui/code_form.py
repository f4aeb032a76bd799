"""Describing a code: all its fields in two languages side by side, and its colour.

Owns the form and its draft, which is kept every two seconds, so that a closed window loses nothing. What is
written becomes of the code what the caller's `keep` does with it; while that refuses, the form stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from interviewcoder.domain.errors import Conflict, InterviewCoderError
from interviewcoder.domain.text import shown
from interviewcoder.locales import LANGUAGES, N_, _
from interviewcoder.tui.code_about import TEXTS, colour_in_words
from interviewcoder.tui.safe import joined, plain
from interviewcoder.tui.writing import KEEP_EVERY

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from interviewcoder.domain.records import Code
    from interviewcoder.study import Study

NAMES: Final = {"fr": N_("French"), "en": N_("English")}
FIELDS: Final = ("name", *(field for field, _title in TEXTS))

Written = dict[str, dict[str, str]]
"""What was changed in a form, by field and language."""


class CodeForm(ModalScreen[bool]):
    """A form; escape hands what was changed to `keep` and closes, ctrl+q gives it up."""

    DEFAULT_CSS = """
    CodeForm { align: center middle; }
    CodeForm > Vertical { width: 140; max-width: 98%; height: 34; max-height: 96%; background: $surface;
        border: round $primary; padding: 0 1; }
    CodeForm #title, CodeForm #hint { height: 1; }
    CodeForm #title { text-style: bold; }
    CodeForm #hint { color: $text-muted; }
    CodeForm Grid { grid-size: 3; grid-columns: 12 1fr 1fr; grid-rows: 1 1 1fr 1fr 1fr 1fr; grid-gutter: 0 1;
        height: 1fr; }
    CodeForm .language { text-style: bold; height: 1; }
    CodeForm .field { color: $text-muted; height: 1; }
    CodeForm TextArea, CodeForm TextArea:focus { border: none; padding: 0; height: 1fr; background: $boost;
        margin: 0 0 1 0; }
    CodeForm TextArea:focus { background: $primary 20%; }
    CodeForm #colours { height: 1; }
    CodeForm #colour-title { width: 13; }
    CodeForm #swatch { width: 1fr; padding: 0 1; }
    CodeForm.-low TextArea, CodeForm.-low TextArea:focus { margin: 0; }
    """
    CSS = """
    CodeForm Input { margin: 0; background: $boost; }
    CodeForm Input:focus { margin: 0; background: $primary 20%; }
    CodeForm #colour { width: 12; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "keep", show=False, priority=True),
        Binding("ctrl+q,f10", "leave", show=False, priority=True),
    ]

    def __init__(self, study: Study, code: Code, keep: Callable[[Written, str | None], object]) -> None:
        super().__init__()
        self._study, self._code, self._keep = study, code, keep
        first = study.codebook.language
        self._languages = [first, *(language for language in LANGUAGES if language != first)][:2]
        self._key = f"draft code {code.id}"
        self._draft: dict[str, str] = study.recall(self._key) or {}
        self._start = {
            f"{field}-{language}": _safe(getattr(code, field).get(language, ""))
            for field in FIELDS
            for language in self._languages
        }
        self._start["colour"] = code.colour

    def compose(self) -> ComposeResult:
        """Lay out the fields in two languages, and the colour."""
        with Vertical():
            path = self._study.codebook.path(self._code.id)
            yield Static(plain(_("Describe {code}").format(code=path)), id="title")
            with Grid():
                yield Static()
                for language in self._languages:
                    yield Static(plain(_(NAMES.get(language, language))), classes="language")
                for field, title in (("name", N_("Name")), *TEXTS):
                    yield Static(plain(_(title)), classes="field")
                    for language in self._languages:
                        yield self._field(field, f"{field}-{language}")
            with Horizontal(id="colours"):
                yield Static(plain(_("Colour")), classes="field", id="colour-title")
                yield Input(self._begin("colour"), id="colour", placeholder="#4477aa")
                yield Static(id="swatch", markup=False)
            yield Static(id="hint", markup=False)

    def _begin(self, name: str) -> str:
        return self._draft.get(name, self._start[name])

    def _field(self, field: str, name: str) -> Input | TextArea:
        if field == "name":
            return Input(self._begin(name), id=name)
        return TextArea(self._begin(name), soft_wrap=True, id=name)

    def on_mount(self) -> None:
        """Begin with the definition, or with the draft that was left."""
        for typing in self.query(Input):
            typing.cursor_blink = False
        for editor in self.query(TextArea):
            editor.cursor_blink = False
            editor.move_cursor(editor.document.end)
        self.query_one(f"#definition-{self._languages[0]}").focus()
        hint = _("Tab to the next field · Esc keeps · Ctrl+Q gives up")
        if self._draft:
            hint = _("This is what was being typed when the program was left.") + "  " + hint
        self._say(hint)
        self._show_colour()
        self.set_interval(KEEP_EVERY, self._keep_draft)

    def _say(self, sentence: str) -> None:
        self.query_one("#hint", Static).update(plain(sentence))

    # What stands in it

    def _now(self) -> dict[str, str]:
        now = {str(typing.id): typing.value for typing in self.query(Input)}
        return now | {str(editor.id): editor.text for editor in self.query(TextArea)}

    def _changed(self) -> dict[str, str]:
        """Give what differs from what the form began with."""
        return {name: text for name, text in self._now().items() if text != self._start[name]}

    def _keep_draft(self) -> None:
        changed = self._changed()
        if changed != self._draft:
            self._draft = changed
            self._study.remember(self._key, changed or None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the colour that is typed."""
        if event.input.id == "colour":
            self._show_colour()

    def on_input_submitted(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def _show_colour(self) -> None:
        typed = self.query_one("#colour", Input).value.strip()
        swatch: Any = colour_in_words(self._study.codebook, self._code)
        if typed:
            swatch = joined(("██ ", typed), typed) if is_colour(typed) else plain(_("write it as #4477aa"))
        elif self._code.colour:
            swatch = plain(_("inherited"))
        self.query_one("#swatch", Static).update(swatch)

    # Leaving

    def action_keep(self) -> None:
        """Hand over what was changed; stay when it is refused."""
        changed = self._changed()
        written: Written = {}
        for name, text in changed.items():
            if name != "colour":
                field, language = name.split("-", 1)
                written.setdefault(field, {})[language] = text
        try:
            self._keep(written, changed["colour"].strip() if "colour" in changed else None)
        except Conflict as conflict:
            self._done(kept=True)
            self._settle(conflict)
            return
        except InterviewCoderError as error:
            self._say(error.sentence)
            self.app.bell()
            return
        self._done(kept=True)

    def _settle(self, conflict: Conflict) -> None:
        app: Any = self.app
        app.settle(conflict)

    def action_leave(self) -> None:
        """Give up what was typed."""
        self._done(kept=False)

    def _done(self, *, kept: bool) -> None:
        if self._study.recall(self._key):
            self._study.remember(self._key, None)
        self.dismiss(kept)


def is_colour(text: str) -> bool:
    """Say whether a text is a colour as a code has it."""
    from interviewcoder.domain.errors import Refused
    from interviewcoder.domain.gestures.codes import check_colour

    try:
        check_colour(text)
    except Refused:
        return False
    return bool(text)


def _safe(text: str) -> str:
    """Give a foreign text as an editor may show it, with its lines."""
    return "\n".join(map(shown, text.split("\n")))
