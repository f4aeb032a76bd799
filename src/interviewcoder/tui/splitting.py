"""Splitting a code: its quotations one by one, a key for the code each becomes one of.

Owns the screen the decisions are taken on; they are values of `split_decisions`. Changes nothing: what was
decided is given back, and becomes one change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.locales import _, ngettext
from interviewcoder.tui.actions import AZERTY
from interviewcoder.tui.code_about import lines_of
from interviewcoder.tui.lists import Ask, Choice
from interviewcoder.tui.safe import joined, plain
from interviewcoder.tui.split_decisions import Decisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from interviewcoder.analysis.results import Quotation
    from interviewcoder.domain.records import Code, Guid
    from interviewcoder.study import Study
    from interviewcoder.tui.app import CodingApp

KEYS: Final = "123456789abcdefghijklmprtuvwxyz"
"""The keys that choose a code: the digits, and the letters that do nothing else here."""


class SplitScreen(ModalScreen["Decisions | None"]):
    """Go through the quotations of a code; gives back what was decided, None when it was left."""

    DEFAULT_CSS = """
    SplitScreen { background: $background; }
    SplitScreen #title { height: 1; padding: 0 1; background: $surface; }
    SplitScreen VerticalScroll { height: 1fr; padding: 1 2; background: $background; }
    SplitScreen #words { height: auto; max-width: 110; }
    SplitScreen #targets { height: auto; max-height: 50%; padding: 0 1; background: $surface; }
    SplitScreen #keys { height: auto; padding: 0 1; background: $surface; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+q,f10", "leave", show=False),
        Binding("left,backspace", "go(-1)", show=False),
        Binding("right", "go(1)", show=False),
        Binding("enter", "done", show=False),
        Binding("space", "several", show=False),
        Binding("s", "skip", show=False),
        Binding("n", "make", show=False),
        Binding("o", "other", show=False),
    ]

    def __init__(self, study: Study, code: Code) -> None:
        super().__init__()
        self._study = study
        self.decisions = Decisions(study.codebook, code)
        self._several = False
        self._reading = True

    def compose(self) -> ComposeResult:
        """Lay out the quotation, the codes with their keys, and the other keys."""
        yield Static(id="title", markup=False)
        with VerticalScroll():
            yield Static(id="words", markup=False)
        yield Static(id="targets", markup=False)
        yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Read the quotations beside the screen."""
        self.query_one(VerticalScroll).focus()
        self._show()
        self._read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        worker = get_current_worker()
        filters = Filters(codes=(self.decisions.code.id,), with_below=False)
        try:
            quotations = list(self._study.quotations(filters))
        except InterviewCoderError as error:
            self.app.call_from_thread(self._coder_app.tell, error.sentence, wrong=True)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, quotations)

    def _take(self, quotations: Sequence[Quotation]) -> None:
        self._reading, self.decisions.quotations = False, quotations
        self._show()

    @property
    def _coder_app(self) -> CodingApp:
        app: object = self.app
        return app  # type: ignore[return-value]

    # Showing

    def _show(self) -> None:
        decisions = self.decisions
        all_of_them, here = len(decisions.quotations), decisions.here
        path = decisions.codebook.path(decisions.code.id)
        if self._reading:
            place = _("Reading …")
        elif here is None:
            place = _("all {all} seen").format(all=all_of_them)
        else:
            place = _("{n} of {all}").format(n=decisions.at + 1, all=all_of_them)
        title = joined((_("Split {code}").format(code=path), "bold"), f" – {place}")
        self.query_one("#title", Static).update(title)
        words = Content("") if self._reading else _ending(decisions) if here is None else _words(here)
        self.query_one("#words", Static).update(words)
        self.query_one("#targets", Static).update(self._targets())
        self.query_one("#keys", Static).update(self._hint())
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _targets(self) -> Content:
        decisions = self.decisions
        if not decisions.targets:
            return plain(_("There are no codes below this one yet: n makes the first."), "italic")
        tally, here = decisions.tally, decisions.codes_here()
        parts: list[Content] = []
        for key, guid in zip(KEYS, decisions.targets, strict=False):
            parent = decisions.codebook[guid].parent
            names = decisions.codebook.names(guid)
            name = names[-1] if parent == decisions.code.id else " › ".join(names)
            chosen = guid in here
            line = joined(
                (f"{key}\u00a0", "bold $accent"),
                "✓" if chosen else "",
                ("▌", decisions.codebook.colour(guid)),
                (name.replace(" ", "\u00a0"), "bold reverse" if chosen else ""),
                (f"\u00a0{tally[guid]}" if tally[guid] else "", "dim"),
            )
            parts.append(line)
        return Content("   ").join(parts)

    def _hint(self) -> Content:
        if self.decisions.here is None:
            return plain(_("⏎ splits · ← goes back · Esc leaves"))
        if self._several:
            return plain(_("Several codes: their keys, then ⏎ goes on · n new code · o another code"))
        return plain(
            _(
                "s stays · n new code below · o another code · Space several codes · ← → back and on · Esc leaves"
            )
        )

    # Deciding

    def on_key(self, event: events.Key) -> None:
        """Choose the code whose key it is."""
        digit = next((d for d, key in AZERTY.items() if key in {event.key, event.character}), None)
        key = digit or event.key
        if len(key) != 1 or key not in KEYS:
            return
        event.stop()
        event.prevent_default()
        place = KEYS.index(key)
        if place < len(self.decisions.targets):
            self._choose(self.decisions.targets[place])

    def _choose(self, guid: Guid) -> None:
        self.decisions.choose(guid, several=self._several)
        if not self._several:
            self.decisions.go(1)
        self._show()

    def action_several(self) -> None:
        """Choose several codes for this quotation, or one."""
        if self.decisions.here is not None:
            self._several = not self._several
            self._show()

    def action_skip(self) -> None:
        """Leave the quotation under the code."""
        self._several = False
        self.decisions.skip()
        self._show()

    def action_go(self, step: int) -> None:
        """Go to another quotation, deciding nothing."""
        self._several = False
        self.decisions.go(step)
        self._show()

    def action_done(self) -> None:
        """Go on after several codes; at the end give back what was decided."""
        if self._reading:
            return
        if self.decisions.here is not None:
            self.action_go(1)
        else:
            self.dismiss(self.decisions if self.decisions.decided else None)

    def action_make(self) -> None:
        """Ask for the name of a new code below the one that is split, and choose it."""
        if self.decisions.here is None:
            return

        def named(name: str | None) -> None:
            if name is not None:
                self._coder_app.attempt(lambda: self._choose(self.decisions.make(name)))

        path = self.decisions.codebook.path(self.decisions.code.id)
        self.app.push_screen(Ask(_("Name of the new code below {code}").format(code=path)), named)

    def action_other(self) -> None:
        """Ask for a code anywhere in the codebook, and choose it."""
        if self.decisions.here is None:
            return
        codebook = self.decisions.codebook

        def take(typed: str) -> None:
            code = codebook.find(typed)
            self.decisions.offer(code.id)
            self._choose(code.id)

        def named(typed: str | None) -> None:
            if typed is not None:
                self._coder_app.attempt(lambda: take(typed))

        known = [codebook.path(code.id) for code in codebook if code.id != self.decisions.code.id]
        self.app.push_screen(Ask(_("Which other code?"), known), named)

    def action_leave(self) -> None:
        """Leave; when something was decided, ask what becomes of it."""
        decisions = self.decisions
        if not decisions.decided:
            self.dismiss(None)
            return

        def chosen(at: int | None) -> None:
            if at == 0:
                self.dismiss(decisions)
            elif at == 2:
                self.dismiss(None)

        numbers = {"n": decisions.decided, "all": len(decisions.quotations)}
        lines = [
            _("Split what was decided: {n} of {all} quotations; the others stay").format(**numbers),
            _("Go on"),
            _("Leave all of it as it was"),
        ]
        self.app.push_screen(Choice(_("The split is not done"), [plain(line) for line in lines]), chosen)


def _words(quotation: Quotation) -> Content:
    parts = [
        joined((quotation.reference, "bold"), f"  {quotation.speaker}  ", (quotation.coder, "dim")),
        Content("\n\n"),
        lines_of(quotation.before).stylize("dim"),
        lines_of(quotation.text).stylize("bold"),
        lines_of(quotation.after).stylize("dim"),
    ]
    if quotation.memo:
        parts += [Content("\n\n✎ "), lines_of(quotation.memo).stylize("italic")]
    return Content("").join(parts)


def _ending(decisions: Decisions) -> Content:
    """Say what the split will do, before it is done."""
    if not decisions.decided:
        return plain(_("All quotations stay where they are: there is nothing to split."))
    stay = len(decisions.quotations) - decisions.decided
    lines: list[Content] = []
    for guid, n in decisions.tally.items():
        counted = ngettext("{n} quotation", "{n} quotations", n).format(n=n)
        lines.append(
            joined(("▌", decisions.codebook.colour(guid)), decisions.codebook.path(guid), f"  {counted}")
        )
    if stay:
        counted = ngettext("{n} quotation stays", "{n} quotations stay", stay).format(n=stay)
        lines.append(joined(f" {decisions.codebook.path(decisions.code.id)}  {counted}"))
    return Content("\n").join(lines)
