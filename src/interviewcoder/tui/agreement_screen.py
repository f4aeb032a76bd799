"""The agreement screen: how far coders agree, code by code, on what that rests, and the way to where they do not.

Owns which question is asked. The figures are the study's and come beside the screen; settling is `settling_screen`'s.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.analysis.agreement.units import UNIT_KINDS
from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.formats import agreement as words
from interviewcoder.locales import _, as_language, language, number, speaking
from interviewcoder.study import agreeing
from interviewcoder.study.comparing import Question, busy_coders
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.layout import cells
from interviewcoder.tui.line import Line
from interviewcoder.tui.safe import cut, joined, plain
from interviewcoder.tui.table_view import Column, Row, TableView
from interviewcoder.tui.ticking import Line as Typed
from interviewcoder.tui.ticking import Ticking

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from interviewcoder.analysis.agreement.figures import Figures
    from interviewcoder.analysis.agreement.report import AgreementReport
    from interviewcoder.study import Study
    from interviewcoder.tui.actions import Action

_EVERYTHING: Final = "*"
"""The key of the row of all codes."""


class AgreementScreen(Acting, KeyedScreen[None]):
    """Look at agreement, and go to where there is none."""

    PLACE = "agreement"
    DEFAULT_CSS: ClassVar[str] = """
    AgreementScreen #title { padding: 0 1; background: $surface; }
    AgreementScreen TableView { height: 1fr; padding: 0 1; }
    AgreementScreen #pane { height: 8; background: $surface; padding: 0 1; }
    AgreementScreen #empty { height: 1fr; content-align: center middle; padding: 2 6; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self._question = Question()
        self._report: AgreementReport | None = None
        self._stale = False

    def compose(self) -> ComposeResult:
        """Lay out the table and what it rests on."""
        yield Line(id="title")
        yield TableView()
        yield Static(id="empty", markup=False)
        with VerticalScroll(id="pane", can_focus=False):
            yield Static(id="facts", markup=False)
        yield Foot()

    def on_mount(self) -> None:
        """Compute and show."""
        self._show_nothing(_("Computing …"))
        self.renew()
        self._table.focus()

    # What is shown

    @property
    def _table(self) -> TableView:
        return self.query_one(TableView)

    def renew(self) -> None:
        """Compute anew and show, staying at the same code; while another screen is before this one, when it is gone."""
        self.show_keys()
        self._stale = self.app.screen is not self
        if not self._stale:
            self._compute(self._question)

    def on_screen_resume(self) -> None:
        """Show what was changed meanwhile."""
        if self._stale:
            self.renew()

    @work(thread=True, exclusive=True, group="agreement", exit_on_error=False)
    def _compute(self, question: Question) -> None:
        """Compute beside the screen: a large study takes seconds."""
        worker = get_current_worker()
        try:
            report = agreeing.report(self.study, question)
        except InterviewCoderError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._refused, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, report)

    def _refused(self, error: InterviewCoderError) -> None:
        self._report = None
        busy = busy_coders(self.study)
        if self.study.blind is not None or len(busy) > 1:
            self._show_nothing(error.sentence)
            return
        so_far = _("Only one coder has coded so far.") if busy else _("Nobody has coded yet.")
        self._show_nothing(
            so_far
            + " "
            + _(
                "Agreement is between two who code the same transcripts, each alone: "
                "a second one says who she is in the settings (g s) and codes here, or codes in a copy of the study that "
                "g f takes in, or in a file of codings (interviewcoder codings import). A transcript counts when "
                "everybody has coded it, or has said: interviewcoder transcripts finished NAME --coder HER-NAME."
            )
        )

    def _show_nothing(self, sentence: str) -> None:
        if not self.is_mounted:
            return
        self._table.display = self.query_one("#pane").display = False
        empty = self.query_one("#empty", Static)
        empty.display = True
        empty.update(plain(sentence))
        self._show_title()
        self.show_keys()

    def _found(self, report: AgreementReport) -> None:
        if not self.is_mounted:
            return
        self._report = report
        self.query_one("#empty").display = False
        self._table.display = self.query_one("#pane").display = True
        self._table.show(_columns(report), _rows(report))
        self.query_one("#facts", Static).update(Content("\n").join(map(plain, words.facts(report))))
        self._show_title()
        self.show_keys()
        if self.focused is None:
            self._table.focus()

    def _show_title(self) -> None:
        title, rest = _("Agreement"), ""
        if self._report is not None:
            rest = f" · {words.unit_name(self._report.unit)}"
            consensus = self._report.consensus
            if consensus.coder:
                said = _("{n} of {all} settled").format(n=consensus.settled, all=consensus.apart)
                rest += f" · {said} ({consensus.coder})"
            room = self.app.size.width - 5 - cells(title) - cells(rest)
            rest = f" – {cut(', '.join(self._report.coders), max(12, room))}{rest}"
        self.query_one("#title", Line).say(joined((title, "bold"), rest))

    def possible(self, action: Action) -> bool:
        """Offer to settle and to write where there are figures."""
        return self._report is not None or action.id not in {"agreement.open", "agreement.export"}

    def takes(self, action: Action) -> bool:  # noqa: ARG002
        """Take every key that is an action's."""
        return True

    def on_table_view_chosen(self) -> None:
        """Do with the row clicked twice what enter does."""
        self.coder_app.attempt(self.do_agreement_open)

    def _one(self) -> AgreementReport:
        if self._report is None:
            raise Refused(_("There is nothing to compare yet."))
        return self._report

    # Actions

    def do_agreement_open(self) -> None:
        """Go through the places where they disagree on the code, or on any."""
        from interviewcoder.tui.settling_screen import SettlingScreen

        report = self._one()
        chosen = self._table.row_key
        code = next((one.id for one in report.codes if one.id == chosen), None)
        question = replace(self._question, coders=report.coders)
        self.app.push_screen(SettlingScreen(self.study, question, code))

    def do_agreement_unit(self) -> None:
        """Compare turns, sentences, characters: the next of the three."""
        units = list(UNIT_KINDS)
        unit = units[(units.index(self._question.unit) + 1) % len(units)]
        self._ask(replace(self._question, unit=unit))

    def do_agreement_below(self) -> None:
        """Count the codes below a code with it, or each code alone."""
        self._ask(replace(self._question, rollup=not self._question.rollup))

    def do_agreement_speakers(self) -> None:
        """Take the turns of interviewers in, or leave them out."""
        self._ask(replace(self._question, all_speakers=not self._question.all_speakers))

    def do_agreement_coders(self) -> None:
        """Choose who is compared."""
        names = [coder.name for coder in self.study.coders]
        now = self._report.coders if self._report else self._question.coders
        ticked = [n for n, name in enumerate(names) if name in now]

        def chosen(numbers: frozenset[int]) -> None:
            if len(numbers) == 1:
                raise Refused(_("Tick two coders or more; none of them stands for all who have coded."))
            self._ask(replace(self._question, coders=tuple(names[n] for n in sorted(numbers))))

        self.ask(Ticking(_("Who is compared?"), [plain(name) for name in names], ticked), chosen)

    def _ask(self, question: Question) -> None:
        self._question = question
        self.renew()

    def do_agreement_name(self) -> None:
        """Say under which name what is agreed is coded."""

        def named(name: str) -> None:
            if name:
                self.study.name_agreed(name)
                self.renew()
                self.coder_app.tell(_("What is agreed is coded as {name}.").format(name=name))

        title = _("The agreed coding is that of")
        self.ask(Typed(title, self.study.settings.agreed_name), named)

    def do_agreement_export(self) -> None:
        """Write the figures, or the paragraph for the methods section, to a file."""
        report = self._one()
        spoken = as_language(self.study.settings.language) or language()
        forms = [
            (".md", "Markdown"), (".csv", _("for other programs")), (".json", _("for programs")),
            (".txt", _("a paragraph for the methods section")),
        ]  # fmt: skip

        def write(path: Path, _progress: object) -> Path:
            from interviewcoder.formats.files import write_text

            with speaking(spoken):
                form = path.suffix.lower().lstrip(".")
                write_text(
                    path,
                    words.methods(report) + "\n" if form == "txt" else words.render(report, form, spoken),
                )
            return path

        self.coder_app.save(_("Agreement"), _("agreement"), forms, write)


def _columns(report: AgreementReport) -> list[Column]:
    """Give the columns: positive agreement, κ and α, which silence does not make, then what each coder did."""
    two = len(report.coders) == 2
    counts = (
        [
            Column("a", _("both"), "a", right=True),
            Column("b", report.coders[0], _("only, b"), right=True),
            Column("c", report.coders[1], _("only, c"), right=True),
        ]
        if two
        else [Column("a", _("all"), "", right=True), Column("b", _("some"), "", right=True)]
    )
    return [
        Column("code", _("Code")),
        Column("positive", _("positive"), _("agreement"), right=True),
        Column("kappa", "κ", "Cohen", right=True),
        Column("alpha", "α", "Kripp.", right=True),
        Column("interval", "α", "95 %", right=True),
        *counts,
        Column("d", _("nobody"), "d" if two else "", right=True),
        Column("percent", "%", _("agreement"), right=True),
        Column("u", "uα", "", right=True),
    ]


def _rows(report: AgreementReport) -> list[Row]:
    rows = [_row(_EVERYTHING, _("All codes, pooled"), report.pooled, report.u_alpha)]
    rows += [
        _row(code.id, f"{'› ' * (len(code.levels) - 1)}{code.levels[-1]}", code.figures, code.u_alpha)
        for code in report.codes
        if code.used
    ]
    return rows


def _row(key: str, label: str, figures: Figures, u_alpha: float | None) -> Row:
    some = figures.units - figures.a - figures.d
    counts = (figures.a, figures.b, figures.c) if figures.b is not None else (figures.a, some)
    value = words.value
    return Row(
        key,
        (
            label, value(figures.positive), value(figures.kappa), value(figures.alpha), words.interval(figures),
            *(number(count or 0) for count in counts), number(figures.d), value(figures.percent), value(u_alpha),
        ),
    )  # fmt: skip
