"""The matrix screen: codes against cases or others; from a cell to its quotations and its summary.

Owns which matrix is shown and that it is counted beside the screen. Drawing is the view's, what is asked and
changed `matrix_asking`'s, the sentences `matrix_words`'s.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.locales import _
from interviewcoder.study.cells import Behind, behind
from interviewcoder.tui import matrix_words
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.line import Line
from interviewcoder.tui.matrix_asking import AskingMatrix
from interviewcoder.tui.matrix_plan import as_remembered, remembered
from interviewcoder.tui.matrix_view import MatrixView
from interviewcoder.tui.safe import plain

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.analysis.results import Matrix
    from interviewcoder.study import Study
    from interviewcoder.tui.matrix_plan import Place, Plan


class MatrixScreen(AskingMatrix, KeyedScreen[None]):
    """Compare cases."""

    PLACE = "matrix"
    DEFAULT_CSS: ClassVar[str] = """
    MatrixScreen #title { padding: 0 1; background: $surface; }
    MatrixScreen #chosen { padding: 0 1; color: $text-muted; background: $surface; }
    MatrixScreen MatrixView { height: 1fr; padding: 0; margin: 0 1; }
    MatrixScreen #empty { height: 1fr; content-align: center middle; padding: 2 6; }
    MatrixScreen #cell { padding: 0 1; background: $surface; }
    MatrixScreen #whole { height: 30%; min-height: 5; padding: 0 1; background: $surface; display: none; }
    MatrixScreen #whole Static { height: auto; }
    MatrixScreen #legend { padding: 0 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", show=False),
        Binding("shift+down", "read(1)", show=False),
        Binding("shift+up", "read(-1)", show=False),
    ]

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self.plan: Plan = remembered(study.recall("matrix"))
        self._matrix: Matrix | None = None
        self._figures: Matrix | None = None
        self._counted_for: Plan | None = None
        self._counting = False
        place = study.recall("matrix place")
        self._to: Place | None = tuple(place) if isinstance(place, list) and len(place) == 2 else None

    def compose(self) -> ComposeResult:
        """Lay out the title, what was chosen, the matrix, and what the cell is."""
        yield Line(id="title")
        yield Line(id="chosen")
        yield MatrixView()
        yield Static(id="empty", markup=False)
        yield Line(id="cell")
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="words", markup=False)
        yield Line(id="legend")
        yield Foot()

    def on_mount(self) -> None:
        """Count, and show what was shown last."""
        self.query_one("#empty").display = False
        self.renew()
        self._view.focus()

    @property
    def _view(self) -> MatrixView:
        return self.query_one(MatrixView)

    # Counting

    def renew(self) -> None:
        """Count anew what the study holds now; what was counted before stands until then."""
        fitting = self.plan.fitting(self.study)
        if fitting.filters != self.plan.filters:
            self.coder_app.tell(_("What was filtered by is no longer in the study; nothing is filtered now."))
        self.plan = fitting
        self._counting = True
        self._say()
        self.show_keys()
        self._count(fitting)

    def take(self, plan: Plan) -> None:
        """Show another plan; it is counted anew when something else is asked of the study."""
        asked = plan.asked != self.plan.asked
        self.plan = plan
        if asked:
            self.renew()
        else:
            self._show()

    @work(thread=True, exclusive=True, group="matrix", exit_on_error=False)
    def _count(self, plan: Plan) -> None:
        """Count beside the screen, in a study of its own, so that nobody waits for the texts."""
        from interviewcoder.study import Study

        worker = get_current_worker()
        figures = None
        try:
            with Study.open(self.study.folder) as study:
                matrix = study.matrix(**plan.asked)
                if plan.cells == "summary":
                    figures = study.matrix(**{**plan.asked, "cells": "segments"})
        except InterviewCoderError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._failed, error.sentence)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, plan, matrix, figures)

    def _counted(self, plan: Plan, matrix: Matrix, figures: Matrix | None) -> None:
        if not self.is_mounted:
            return
        self._counting = False
        self._matrix, self._figures, self._counted_for = matrix, figures, plan
        self._show()
        if self._to is not None:
            self._view.go(self._to)
            self._to = None

    def _failed(self, sentence: str) -> None:
        self._counting = False
        if self._counted_for is not None:
            self.plan = self._counted_for
        if self.is_mounted:
            self._say()
        self.coder_app.tell(sentence, wrong=True)

    def action_stop(self) -> None:
        """Stop counting and show what was counted before; leave when nothing is being counted."""
        if not self._counting or self._counted_for is None:
            self.do_leave()
            return
        self.workers.cancel_group(self, "matrix")
        self._counting = False
        self.plan = self._counted_for
        self._show()

    # What is shown

    def _show(self) -> None:
        matrix = self._matrix
        self.study.remember("matrix", as_remembered(self.plan))
        if matrix is not None:
            empty = not matrix.rows or not matrix.columns
            self._view.display, self.query_one("#empty").display = not empty, empty
            if empty:
                self.query_one("#empty", Static).update(self._when_empty())
            codebook = self.study.codebook
            self._view.show(
                matrix, figures=self._figures, folded=self.plan.folded, heat=self.plan.heat,
                colours={code.id: codebook.colour(code.id) for code in codebook},
            )  # fmt: skip
            self.query_one("#whole").display = matrix.cells_are in {"quotes", "summary"} and not empty
            self.query_one("#legend", Line).say(plain(matrix_words.legend(matrix)))
            if not empty and self.focused is None:
                self._view.focus()
        self._say()

    def _say(self) -> None:
        title = matrix_words.title(self.plan, self._matrix, counting=self._counting)
        self.query_one("#title", Line).say(title)
        chosen = matrix_words.chosen(self.study, self.plan)
        self.query_one("#chosen").display = bool(chosen)
        self.query_one("#chosen", Line).say(plain(chosen))

    def _when_empty(self) -> str:
        if not len(self.study.codebook):
            return _(
                "There are no codes yet, so there is nothing to compare. g b, from the text, makes some."
            )
        if self.plan.others == "cases":
            return _(
                "There are no cases to compare. g k, from the text, makes cases and gives them transcripts."
            )
        return _(
            "There is nothing to compare here. c compares the codes over something else, / changes the filters."
        )

    def on_matrix_view_moved(self) -> None:
        """Say which cell it is, and show its words."""
        self.coder_app.attempt(self._say_cell)

    def _say_cell(self) -> None:
        matrix, view = self._matrix, self._view
        cell, words = self.query_one("#cell", Line), self.query_one("#words", Static)
        if matrix is None or not matrix.rows or not matrix.columns:
            cell.say(plain(""))
            return
        found = self.here()
        cell.say(matrix_words.cell(matrix, self._figures, found, view.row, view.column))
        whole = matrix_words.whole(matrix, view.row, view.column, self.passages)
        if whole is not None:
            words.update(whole)
            self.query_one("#whole", VerticalScroll).scroll_home(animate=False)

    def action_read(self, step: int) -> None:
        """Read on in the words of the cell, or back."""
        self.query_one("#whole", VerticalScroll).scroll_relative(y=3 * step, animate=False)

    def on_matrix_view_chosen(self) -> None:
        """Do with the cell clicked twice what enter does."""
        self.coder_app.attempt(self.do_matrix_open)

    def on_screen_suspend(self) -> None:
        """Remember the cell, to come back to it."""
        if self._matrix is not None:
            self.study.remember("matrix place", list(self._view.place))

    # Where the cursor is

    def here(self) -> Behind:
        """Give what is behind the cell. Raises `Refused` when there is none."""
        matrix, plan = self._matrix, self._counted_for
        if matrix is None or plan is None or not matrix.rows or not matrix.columns:
            raise Refused(_("There is nothing to compare yet."))
        return behind(self.study, matrix, self._view.row, self._view.column, plan.filters)

    @property
    def passages(self) -> int:
        """0 where no passage is counted in the cell."""
        matrix = self._figures or self._matrix
        return 0 if matrix is None else matrix_words.passages_in(matrix, self._view.row, self._view.column)

    # Actions

    def do_matrix_cells(self) -> None:
        """Show another kind of cell."""
        self.take(replace(self.plan, cells=self.plan.next_cells))

    def do_matrix_rows(self) -> None:
        """Change rows and columns over; the cursor stays on its cell."""
        row, column = self._view.place
        self._to = (column, row)
        self.take(replace(self.plan, swapped=not self.plan.swapped))

    def do_matrix_rollup(self) -> None:
        """Count a code with those below it, or its own passages only."""
        self.take(replace(self.plan, rollup=not self.plan.rollup))

    def do_matrix_heat(self) -> None:
        """Turn the shades on or off."""
        self.take(replace(self.plan, heat=not self.plan.heat))

    def do_matrix_fold(self) -> None:
        """Fold the codes below this one, or unfold them; on a code without any, those beside it."""
        code = self.here().code
        if code is None or self._matrix is None:
            raise Refused(_("Put the cursor on a code to fold those below it."))
        codebook = self.study.codebook
        folding = code if codebook.children(code.id) else codebook.lineage(code.id)[-2:][0]
        if not codebook.children(folding.id):
            raise Refused(_("There are no codes below this one."))
        place = tuple(folding.id if guid == code.id else guid for guid in self._view.place)
        self.take(replace(self.plan, folded=self.plan.folded ^ {folding.id}))
        self._view.go((place[0], place[1]))

    def do_matrix_open(self) -> None:
        """Show the quotations of the cell, or of the total."""
        from interviewcoder.tui.quotations_screen import QuotationsScreen

        found = self.here()
        if not self.passages:
            raise Refused(_("No passage is counted here."))
        self.app.push_screen(QuotationsScreen(self.study, found.filters, found.title))
