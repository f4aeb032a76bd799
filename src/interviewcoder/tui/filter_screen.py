"""Which codings are meant: a form with a line for each filter.

Owns the form. It is given filters and gives filters back; what they come to is the study's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.analysis import combining
from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.text import fold
from interviewcoder.locales import N_, _
from interviewcoder.study.selecting import value_as_text
from interviewcoder.tui.safe import cut, joined, plain
from interviewcoder.tui.ticking import Line, Ticking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from interviewcoder.domain.records import Role
    from interviewcoder.study import Study

_ROLES: tuple[Role, ...] = ("participant", "interviewer", "unknown")
_LABELS = (
    N_("Codes"), N_("Codes below too"), N_("Combination"), N_("Cases"), N_("Attributes"), N_("Coders"),
    N_("Speakers"), N_("Words"), N_("Key quotations only"),
)  # fmt: skip


class FilterScreen(ModalScreen["Filters | None"]):
    """The form: enter changes a line, `a` or Ctrl+S takes the filters, `x` clears the line, escape leaves."""

    DEFAULT_CSS = """
    FilterScreen { align: center middle; }
    FilterScreen > Vertical { width: 90; max-width: 96%; height: auto; max-height: 92%; background: $surface;
        border: round $primary; padding: 0 1; }
    FilterScreen .title { height: 1; text-style: bold; margin: 0 0 1 0; }
    FilterScreen OptionList { height: auto; max-height: 12; padding: 0; background: $surface; }
    FilterScreen #wrong { height: auto; color: $text-error; }
    FilterScreen #hint { height: auto; margin: 1 0 0 0; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("a,ctrl+s", "take", show=False),
        Binding("x,delete", "clear", show=False),
        Binding("j", "go(1)", show=False),
        Binding("k", "go(-1)", show=False),
    ]

    def __init__(self, study: Study, filters: Filters) -> None:
        super().__init__()
        self._study, self._filters = study, filters

    def compose(self) -> ComposeResult:
        """Lay out the lines and the keys."""
        with Vertical():
            yield Static(plain(_("Which passages")), classes="title")
            yield OptionList(*(Option(line) for line in self._lines()))
            yield Static(id="wrong", markup=False)
            hint = _("⏎ changes the line · x clears it · a shows these passages · Esc leaves all as it was")
            yield Static(plain(hint), id="hint")

    def on_mount(self) -> None:
        """Begin at the first line."""
        self._choices.highlighted = 0
        self._choices.focus()

    @property
    def _choices(self) -> OptionList:
        return self.query_one(OptionList)

    def _lines(self) -> list[Content]:
        chosen = self._filters
        where = ", ".join(f"{name} = {value}" for name, value in chosen.where)
        values = (
            ", ".join(map(self._code_name, chosen.codes)), _("yes") if chosen.with_below else _("no"),
            chosen.combine, ", ".join(chosen.cases), where, ", ".join(chosen.coders),
            ", ".join(_(role) for role in chosen.roles), chosen.text, _("yes") if chosen.key else _("no"),
        )  # fmt: skip
        room = max(20, min(90, self.app.size.width) - 32)
        return [
            joined((f"{_(label):<24}", "bold"), cut(value, room) if value else (_("all"), "dim"))
            for label, value in zip(_LABELS, values, strict=True)
        ]

    def _code_name(self, path: str) -> str:
        try:
            return self._study.codebook.path(self._study.codebook.find(path).id)
        except InterviewCoderError:
            return path

    def _now(self, **changes: Any) -> None:
        self._filters = replace(self._filters, **changes)
        at = self._choices.highlighted
        for n, line in enumerate(self._lines()):
            self._choices.replace_option_prompt_at_index(n, line)
        self._choices.highlighted = at
        self.query_one("#wrong", Static).update("")

    # Changing a line

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Change the line that was chosen."""
        event.stop()
        asking = (
            self._ask_codes, lambda: self._now(with_below=not self._filters.with_below), self._ask_combination,
            self._ask_cases, self._ask_attributes, self._ask_coders, self._ask_roles, self._ask_words,
            lambda: self._now(key=not self._filters.key),
        )  # fmt: skip
        asking[event.option_index]()

    def _tick(
        self, title: str, names: Sequence[str], ticked: Sequence[str], then: Callable[[list[str]], None]
    ) -> None:
        at = {n for n, name in enumerate(names) if name in ticked}

        def done(found: frozenset[int] | None) -> None:
            if found is not None:
                then([name for n, name in enumerate(names) if n in found])

        self.app.push_screen(Ticking(title, [plain(name) for name in names], at), done)

    def _ask_codes(self) -> None:
        codebook = self._study.codebook
        paths = [codebook.path(code.id) for code in codebook]
        ticked = [self._code_name(path) for path in self._filters.codes]
        self._tick(_("Codes"), paths, ticked, lambda found: self._now(codes=tuple(found)))

    def _ask_cases(self) -> None:
        names = [case.name for case in self._study.in_order(self._study.cases)]
        self._tick(_("Cases"), names, self._filters.cases, lambda found: self._now(cases=tuple(found)))

    def _ask_coders(self) -> None:
        names = [coder.name for coder in self._study.coders]
        self._tick(_("Coders"), names, self._filters.coders, lambda found: self._now(coders=tuple(found)))

    def _ask_roles(self) -> None:
        names = [_(role) for role in _ROLES]
        ticked = [_(role) for role in self._filters.roles]
        self._tick(
            _("Speakers"), names, ticked,
            lambda found: self._now(roles=tuple(role for role in _ROLES if _(role) in found)),
        )  # fmt: skip

    def _ask_attributes(self) -> None:
        known = sorted(
            {
                (attribute.name, value_as_text(case.values[attribute.id]))
                for attribute in self._study.attributes
                for case in self._study.cases
                if attribute.id in case.values
            },
            key=lambda pair: (fold(pair[0]), fold(pair[1])),
        )
        names = [f"{name} = {value}" for name, value in known]
        ticked = [f"{name} = {value}" for name, value in self._filters.where]

        def done(found: list[str]) -> None:
            self._now(where=tuple(pair for pair, name in zip(known, names, strict=True) if name in found))

        self._tick(_("Attributes; a case must have all that are ticked"), names, ticked, done)

    def _type(self, title: str, text: str, then: Callable[[str], None]) -> None:
        def done(typed: str | None) -> None:
            if typed is not None:
                then(typed)

        self.app.push_screen(Line(title, text), done)

    def _ask_words(self) -> None:
        self._type(_("Words the passage holds"), self._filters.text, lambda typed: self._now(text=typed))

    def _ask_combination(self) -> None:
        title = _("Combination: Budget AND Team, WITHOUT, OR, NEAR/2, with brackets")
        self._type(title, self._filters.combine, self._combined)

    def _combined(self, typed: str) -> None:
        self._now(combine=typed)
        try:
            if typed:
                for name in combining.names_in(combining.parse(typed)):
                    self._study.codebook.find(name)
        except InterviewCoderError as error:
            self.query_one("#wrong", Static).update(plain(error.sentence))

    # Leaving

    def action_clear(self) -> None:
        """Clear the line."""
        fields = ("codes", "with_below", "combine", "cases", "where", "coders", "roles", "text", "key")
        name = fields[self._choices.highlighted or 0]
        self._now(**{name: getattr(Filters(), name)})

    def action_go(self, by: int) -> None:
        """Go to another line."""
        (self._choices.action_cursor_down if by > 0 else self._choices.action_cursor_up)()

    def action_take(self) -> None:
        """Give the filters back."""
        self.dismiss(self._filters)

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
