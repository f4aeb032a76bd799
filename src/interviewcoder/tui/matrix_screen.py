"""The matrix screen: codes against cases; from a cell to its quotations.

Owns which matrix is shown. Counting is the study's, drawing the view's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.widgets import Static

from interviewcoder.analysis.filters import Filters
from interviewcoder.locales import N_, _, number
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.matrix_view import MatrixView, written
from interviewcoder.tui.safe import joined

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.study import Study
    from interviewcoder.tui.actions import Action

CELLS: Final = {
    "segments": N_("Segments"),
    "presence": N_("Presence"),
    "turns": N_("Turns"),
    "transcripts": N_("Transcripts"),
    "words": N_("Words"),
    "coverage": N_("Share of the participants’ words"),
}


class MatrixScreen(KeyedScreen[None]):
    """Compare cases."""

    PLACE = "matrix"
    DEFAULT_CSS: ClassVar[str] = """
    MatrixScreen #title, MatrixScreen #cell { height: 1; padding: 0 1; background: $surface; }
    MatrixScreen MatrixView { height: 1fr; padding: 0; margin: 1 1 0 1; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study
        self._cells = "segments"

    def compose(self) -> ComposeResult:
        """Lay out title, matrix, and what the cell is."""
        yield Static(id="title", markup=False)
        yield MatrixView()
        yield Static(id="cell", markup=False)
        yield Foot()

    def on_mount(self) -> None:
        """Count and show."""
        self.renew()
        self.query_one(MatrixView).focus()

    def renew(self) -> None:
        """Count anew and show."""
        matrix = self._study.matrix(cells=self._cells)
        title = joined(
            (_(CELLS[self._cells]), "bold"),
            _(" by code and case – {cases} cases, {segments} segments").format(
                cases=matrix.n_cases, segments=number(matrix.n_segments)
            ),
        )
        self.query_one("#title", Static).update(title)
        self.query_one(MatrixView).show(matrix)
        self.show_keys()

    def on_matrix_view_moved(self) -> None:
        """Say which cell it is."""
        view = self.query_one(MatrixView)
        matrix = view.matrix
        if matrix is None or not matrix.rows or not matrix.columns:
            self.query_one("#cell", Static).update(joined(_("There is nothing to compare yet.")))
            return
        row, column = matrix.rows[view.row], matrix.columns[view.column]
        cell = matrix.cells[view.row][view.column]
        self.query_one("#cell", Static).update(
            joined((row.name, "bold"), " × ", (column.name, "bold"), f" : {written(cell) or '0'}")
        )

    def takes(self, action: Action) -> bool:  # noqa: ARG002
        """Take every key that is an action's."""
        return True

    def do_matrix_cells(self) -> None:
        """Show another kind of cell."""
        kinds = list(CELLS)
        self._cells = kinds[(kinds.index(self._cells) + 1) % len(kinds)]
        self.renew()

    def do_matrix_open(self) -> None:
        """Show the quotations of the cell."""
        from interviewcoder.tui.quotations_screen import QuotationsScreen

        view = self.query_one(MatrixView)
        matrix = view.matrix
        if matrix is None or not matrix.rows or not matrix.columns:
            return
        row, column = matrix.rows[view.row], matrix.columns[view.column]
        if not matrix.cells[view.row][view.column]:
            self.coder_app.tell(_("No passage of this case has that code."))
            return
        filters = Filters(codes=(row.id,), cases=(column.name,) if column.id else ())
        self.app.push_screen(QuotationsScreen(self._study, filters, f"{row.name} × {column.name}"))
