"""Quotations: a list, the words in their surroundings, what can be done with them, and the way to their place.

Owns which quotations are shown and which one is meant. Filtering and order are the study's; the list draws itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.errors import InterviewCoderError, NotFound, Refused
from interviewcoder.domain.gestures import codings as coding_gestures
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import clock
from interviewcoder.locales import _, ngettext, number
from interviewcoder.study import quoting, selecting
from interviewcoder.study.correcting import waiting_in_words
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.actions import CHANGE, FIND
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.line import Line
from interviewcoder.tui.row_list import RowList
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.content import Content

    from interviewcoder.analysis.results import Quotation
    from interviewcoder.domain.records import Coding
    from interviewcoder.study import Study
    from interviewcoder.tui.actions import Action


class QuotationsScreen(Acting, KeyedScreen[None]):
    """Read quotations, change their codings, and go to where they stand."""

    PLACE = "quotations"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS: ClassVar[str] = """
    QuotationsScreen #title { padding: 0 1; background: $surface; }
    QuotationsScreen #both { height: 1fr; layout: vertical; }
    QuotationsScreen.-wide #both { layout: horizontal; }
    QuotationsScreen RowList { height: 1fr; width: 1fr; }
    QuotationsScreen #pane { height: 10; background: $surface; padding: 0 2; }
    QuotationsScreen.-wide #pane { height: 1fr; width: 42%; padding: 1 2; }
    QuotationsScreen #empty { height: 1fr; content-align: center middle; padding: 2 6; }
    """

    def __init__(self, study: Study, filters: Filters, title: str) -> None:
        super().__init__()
        self.study, self._filters, self._title = study, filters, title
        self._codings: Sequence[Coding] = ()
        self._quoting = quoting.Quoting(study)

    def compose(self) -> ComposeResult:
        """Lay out the list and the reading pane."""
        yield Line(id="title")
        with Horizontal(id="both"):
            yield RowList()
            yield Static(id="empty", markup=False)
            with VerticalScroll(id="pane", can_focus=False):
                yield Static(id="words", markup=False)
        yield Foot()

    def on_mount(self) -> None:
        """Read and show."""
        self.query_one("#empty").display = False
        self.renew()
        self._rows.focus()

    # What is shown

    @property
    def _rows(self) -> RowList:
        return self.query_one(RowList)

    def renew(self) -> None:
        """Read anew and show, staying at the same quotation where it is still there."""
        self.show_keys()
        self._read(self._filters)

    @work(thread=True, exclusive=True, group="quotations", exit_on_error=False)
    def _read(self, filters: Filters) -> None:
        """Read beside the screen; 20,000 codings are there before anybody has read the first."""
        worker = get_current_worker()
        try:
            place = quoting.reading_order(self.study)
            found = sorted(self.study.codings(selecting.selection_for(self.study, filters)), key=place)
            reader = quoting.Quoting(self.study)
        except InterviewCoderError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._refused, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, found, reader)

    def _refused(self, error: InterviewCoderError) -> None:
        self.coder_app.tell(error.sentence, wrong=True)
        if isinstance(error, NotFound):  # a code or a case is gone since: nothing is left of these
            self._found((), self._quoting)

    def _found(self, codings: Sequence[Coding], reader: quoting.Quoting) -> None:
        if not self.is_mounted:
            return
        here, row = self.coding, self._rows.row
        self._codings, self._quoting = codings, reader
        if here is not None:
            row = next((n for n, coding in enumerate(codings) if coding.id == here.id), row)
        self._show_title()
        self._rows.display, self.query_one("#pane").display = bool(codings), bool(codings)
        empty = self.query_one("#empty", Static)
        empty.display = not codings
        empty.update(plain(self._when_empty()))
        self._rows.show(len(codings), self._row, row)
        self.show_keys()
        if codings and self.focused is None:
            self._rows.focus()

    def possible(self, action: Action) -> bool:
        """Offer what is done with a quotation where there is one."""
        return bool(self._codings) or action.group not in {CHANGE, FIND}

    def _when_empty(self) -> str:
        if self._filters != Filters():
            return _("No quotation fits the filter. / changes it, a shows all quotations.")
        return _("There are no quotations yet: tag passages in the transcripts, and they are here.")

    def _show_title(self) -> None:
        counted = ngettext("{n} quotation", "{n} quotations", len(self._codings)).format(
            n=number(len(self._codings))
        )
        filtered = selecting.in_words(self._filters)
        title = self._title or _("All quotations")
        parts: list[str | tuple[str, str]] = [(title, "bold"), f" – {counted}"]
        if filtered:
            parts.append((f"  {filtered}", "dim"))
        waiting = sum(self.study.waiting.values())
        if waiting:
            parts.append((f"  {waiting_in_words(waiting)} (gv)", "bold $warning"))
        self.query_one("#title", Line).say(joined(*parts))

    def _row(self, row: int, width: int) -> Content:
        coding = self._codings[row]
        quotation = self._quoting.quotation(coding)
        marks = f"{'★' if coding.key else ''}{'✎' if self._quoting.noted(coding) else ''}"
        room = max(10, width // 3)
        reference = cut(quotation.reference, room)
        rest = width - 1 - len(reference) - 2 - len(marks) - (1 if marks else 0)
        return joined(
            ("▌", self.study.codebook.colour(coding.code)), (f"{reference}  ", "bold"),
            f"{marks} " if marks else "", cut(quotation.text, max(8, rest)),
        )  # fmt: skip

    def on_row_list_moved(self) -> None:
        """Show the words with what stands around them."""
        coding = self.coding
        if coding is None:
            return
        self.query_one("#words", Static).update(about(self._quoting.quotation(coding), coding))
        self.query_one("#pane", VerticalScroll).scroll_home(animate=False)

    def on_row_list_chosen(self) -> None:
        """Do with the row clicked twice what enter does."""
        self.coder_app.attempt(self.do_quotations_open)

    @property
    def coding(self) -> Coding | None:
        """The coding of the quotation at the cursor."""
        return self._codings[self._rows.row] if self._rows.row < len(self._codings) else None

    def _one(self) -> Coding:
        coding = self.coding
        if coding is None:
            raise Refused(_("There is no quotation here."))
        return coding

    def takes(self, action: Action) -> bool:  # noqa: ARG002
        """Take every key that is an action's."""
        return True

    # Actions

    def do_quotations_open(self) -> None:
        """Go to the place of the quotation in its transcript."""
        coding = self._one()
        self.coder_app.show_passage(coding.transcript, coding.span)

    def do_quotations_filter(self) -> None:
        """Ask which quotations are meant."""
        from interviewcoder.tui.filter_screen import FilterScreen

        self.ask(FilterScreen(self.study, self._filters), self.filter)

    def filter(self, filters: Filters) -> None:
        """Show other quotations."""
        selecting.selection_for(self.study, filters)  # what is refused is refused now, and the old list stays
        self._filters, self._title = filters, ""
        self.renew()

    def do_quotations_all(self) -> None:
        """Show all quotations."""
        self.filter(Filters())

    def do_quotations_below(self) -> None:
        """Take the codes below in, or leave them out."""
        title = self._title
        self.filter(replace(self._filters, with_below=not self._filters.with_below))
        self._title = title

    def do_quotations_recode(self) -> None:
        """Give the coding another code; memo and time stay."""
        self.recode(self._one())

    def do_quotations_remove(self) -> None:
        """Take the coding away."""
        self.coder_app.told(self.study.remove_codings([self._one()]).sentence)

    def do_quotations_key(self) -> None:
        """Make it a key quotation, or no longer."""
        coding = self._one()
        self.make(coding_gestures.mark_codings([coding], self.study.codebook, key=not coding.key))

    def do_quotations_memo(self) -> None:
        """Write a memo on the coding."""
        coding = self._one()
        memo = Memo(on="coding", target=coding.id, text="", coder=self.study.coder.id)
        title = _("Memo on the coding: {code}").format(code=self.study.codebook.path(coding.code))
        self.write_memo(title, memo, self.memo_on(memo), plain(coding.quote))

    def do_quotations_copy(self) -> None:
        """Copy the words with their reference."""
        quotation = self._quoting.quotation(self._one())
        quoted = _("“{text}” ({reference})").format(text=quotation.text, reference=quotation.reference)
        self.app.copy_to_clipboard(quoted)
        self.coder_app.tell(_("Copied: {reference}").format(reference=quotation.reference))

    def do_quotations_export(self) -> None:
        """Write the quotations that are shown to a file."""
        if not self._codings:
            raise Refused(_("There is no quotation to write."))
        forms = [
            (".docx", _("Word, by code")), (".xlsx", _("Excel, a row each")), (".md", "Markdown"),
            (".tex", "LaTeX"),
            (".csv", _("for other programs")), (".json", _("for programs")),
        ]  # fmt: skip
        self.coder_app.save(_("The quotations"), _("quotations"), forms, self._writer(self._filters))

    def _writer(self, filters: Filters) -> Callable[[Path, Any], Path]:
        from interviewcoder.study import writing_out

        return lambda path, progress: writing_out.quotations(self.study, filters, path, progress)


def about(quotation: Quotation, coding: Coding) -> Content:
    """Say everything about a quotation: where, who, which code, the words in their surroundings, the memo."""
    from textual.content import Content

    facts = [quotation.speaker, quotation.coder, clock(quotation.time) if quotation.time is not None else ""]
    if coding.weight is not None:
        facts.append(_("weight {weight}").format(weight=f"{coding.weight:g}"))
    lines = [
        plain(quotation.reference, "bold"),
        joined((quotation.code, "italic"), "  ★" if coding.key else ""),
        plain(" · ".join(fact for fact in facts if fact), "dim"),
        plain(""),
        joined((f"… {quotation.before}", "dim"), (quotation.text, "bold"), (f"{quotation.after} …", "dim")),
    ]
    if quotation.memo:
        lines += [plain(""), plain(f"✎ {quotation.memo}", "italic")]
    return Content("\n").join(lines)
