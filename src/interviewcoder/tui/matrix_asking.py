"""What the matrix screen asks and changes: columns, order, filters, summaries, empty cells, a file.

Owns the questions and the gestures they become. What is shown and where the cursor is, is the screen's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual.content import Content

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import notes as gestures
from interviewcoder.domain.records import STATUSES, StatusValue
from interviewcoder.locales import N_, _
from interviewcoder.study import ordering, summarising
from interviewcoder.study.ordering import CaseOrder
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.lists import Choice, marked
from interviewcoder.tui.matrix_words import paragraphs, quoted
from interviewcoder.tui.safe import joined, plain
from interviewcoder.tui.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from interviewcoder.analysis.filters import Filters
    from interviewcoder.domain.records import Case, Code
    from interviewcoder.study.cells import Behind
    from interviewcoder.tui.matrix_plan import Plan

OTHERS: Final = (
    ("cases", N_("Cases")),
    ("transcripts", N_("Transcripts")),
    ("coders", N_("Coders")),
)
FORMS: Final = (
    (".docx", N_("Word")),
    (".xlsx", N_("Excel")),
    (".html", N_("web page, with links to the quotations")),
    (".tex", N_("LaTeX")),
    (".md", N_("Markdown")),
    (".svg", N_("picture: a heat map, for the thesis")),
    (".png", N_("picture: a heat map, for the screen")),
    (".csv", N_("for other programs")),
    (".txt", N_("plain text")),
)


class AskingMatrix(Acting):
    """The actions of the matrix screen that ask something first."""

    plan: Plan

    if TYPE_CHECKING:

        @property
        def passages(self) -> int: ...  # noqa: D102
        def here(self) -> Behind: ...  # noqa: D102
        def take(self, plan: Plan) -> None: ...  # noqa: D102

    # What is compared

    def do_matrix_columns(self) -> None:
        """Ask what the codes are compared over."""
        names = [name for name, _title in OTHERS] + [attribute.name for attribute in self.study.attributes]
        titles = [_(title) for _name, title in OTHERS]
        titles += [_("Values of {attribute}").format(attribute=a.name) for a in self.study.attributes]
        lines = [marked(title, name == self.plan.others) for name, title in zip(names, titles, strict=True)]

        def chosen(at: int) -> None:
            if self.plan.cells == "summary" and names[at] != "cases":
                self.coder_app.tell(_("Summaries are of cases; segments are shown instead."))
            self.take(self.plan.with_others(names[at]))

        self.ask(Choice(_("Compare the codes over"), lines), chosen)

    def do_matrix_order(self) -> None:
        """Ask for the order of the cases."""
        if self.plan.others not in {"cases", "transcripts"}:
            raise Refused(_("Only cases and transcripts can be put in order: c chooses them."))
        orders: list[CaseOrder | None] = [
            None,
            CaseOrder("hand"),
            CaseOrder("name"),
            *(CaseOrder("attribute", attribute.name) for attribute in self.study.attributes),
            CaseOrder("similarity"),
        ]
        if self.study.group_attribute is None:
            orders.remove(CaseOrder("hand"))
        lines: list[Content] = [
            marked(ordering.in_words(self.study, order or CaseOrder()), order == self.plan.order)
            for order in orders
        ]
        self.ask(
            Choice(_("Order of the cases"), lines),
            lambda at: self.take(replace(self.plan, order=orders[at])),
        )

    def do_matrix_filter(self) -> None:
        """Ask which codings count."""
        from interviewcoder.tui.filter_screen import FilterScreen

        def chosen(filters: Filters) -> None:
            self.take(replace(self.plan, filters=filters))

        self.ask(FilterScreen(self.study, self.plan.filters), chosen)

    # The researcher's own words

    def do_matrix_summary(self) -> None:
        """Write the summary of the case under the code, its quotations beside it."""
        found = self.here()
        case, code = found.case, found.code
        if self.plan.others != "cases":
            raise Refused(_("Summaries are of cases: press c and choose cases."))
        if case is None or code is None:
            raise Refused(_("Put the cursor on a code and a case to write their summary."))
        quotations = list(self.study.quotations(found.filters))
        beside = quoted(quotations) if quotations else plain(_("Nothing is coded here yet."), "dim")
        self._write_summary(case, code, self._summary(case, code), beside)

    def _summary(self, case: Case, code: Code) -> str:
        summary = summarising.summary_of(self.study, case, code)
        return summary.text if summary else ""

    def _write_summary(self, case: Case, code: Code, text: str, beside: Content) -> None:
        """Open the editor; when somebody else wrote the summary meanwhile, again with hers beside one's own."""
        before = self._summary(case, code)
        path = self.study.codebook.path(code.id)
        title = _("Summary of {case} under {code}").format(case=case.name, code=path)

        def done(typed: str) -> None:
            now = self._summary(case, code)
            if now not in {before, typed}:
                self.coder_app.tell(
                    _("The summary was changed meanwhile: what it says now stands beside yours.")
                )
                theirs = joined((_("What it says now"), "bold"), Content("\n"), paragraphs(now))
                self._write_summary(case, code, typed, Content("\n\n").join([theirs, beside]))
            elif typed != now:
                self.make(summarising.written(self.study, case, code, typed))

        key = f"summary {case.id} {code.id}"
        self.ask(Writing(self.study, title, text, key=key, beside=beside), done)

    # What an empty cell means

    def do_matrix_status(self) -> None:
        """Ask what it means that the cell is empty."""
        found = self.here()
        code = found.code
        if code is None or not found.transcripts:
            raise Refused(
                _("Only an empty cell of a case or a transcript can mean something: c chooses them.")
            )
        if self.passages:
            raise Refused(_("The cell is not empty: Enter shows its quotations."))
        held = {status.transcript: status.value for status in self.study.statuses() if status.code == code.id}
        now = {held.get(transcript.id) for transcript in found.transcripts}
        values: Sequence[StatusValue | None] = (*STATUSES, None)
        lines = [marked(_(value) if value else _("nothing said"), now == {value}) for value in values]
        where = found.case.name if found.case else found.transcripts[0].name
        path = self.study.codebook.path(code.id)

        def chosen(at: int) -> None:
            self.make(
                gestures.set_statuses(
                    found.transcripts, code, path, values[at], where=where,
                    present=self.study.statuses(), coder=self.study.coder.id,
                )
            )  # fmt: skip

        self.ask(Choice(_("“{code}” in {where} is").format(code=path, where=where), lines), chosen)

    # A file

    def do_matrix_export(self) -> None:
        """Ask for a name and a form, and write the whole matrix as it is laid out."""
        asked = self.plan.asked
        folder = self.study.folder

        def write(path: Path, _progress: Callable[[int, int], None]) -> Path:
            from interviewcoder.study import Study, exporting

            with Study.open(folder) as study:
                return exporting.export_matrix(study, path, **asked)

        self.coder_app.save(_("The matrix"), _("matrix"), [(form, _(name)) for form, name in FORMS], write)
