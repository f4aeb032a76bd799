"""The cases screen: cases with their attributes, or how far the work on each transcript is.

Owns which of the two tables is shown and where the cursor is. What is asked and changed is in
`cases_changing`, what the tables say in `cases_table` and `progress_view`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.domain.gestures import cases as gestures
from interviewcoder.domain.gestures import transcripts as transcript_gestures
from interviewcoder.locales import _
from interviewcoder.study import grouping
from interviewcoder.study.progress import Progress, progress
from interviewcoder.tui import cases_table, progress_view
from interviewcoder.tui.cases_changing import Changing
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.safe import joined, plain
from interviewcoder.tui.table_outcome import TakingTable
from interviewcoder.tui.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from interviewcoder.analysis.results import TranscriptFacts
    from interviewcoder.domain.records import Attribute, Case, Guid, Memo, Transcript
    from interviewcoder.study import Study
    from interviewcoder.tui.actions import Action


class CasesScreen(Changing, TakingTable, KeyedScreen[None]):
    """Cases and attributes, and the progress of the work."""

    PLACE = "cases"
    DEFAULT_CSS: ClassVar[str] = """
    CasesScreen #title { height: 1; padding: 0 1; background: $surface; }
    CasesScreen TableView { height: 1fr; margin: 1 1 0 1; }
    CasesScreen #empty { height: 1fr; content-align: center middle; padding: 2 6; }
    CasesScreen #cell { height: 2; padding: 0 1; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.pop_screen", show=False)]

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self.shows_progress = False
        self._numbers: Mapping[Guid, int] | None = None
        self._facts: Mapping[Guid, TranscriptFacts] | None = None
        self._progress: list[Progress] = []
        self._memos_on: dict[Guid, Memo] = {}
        self._group: Guid = ""
        self._place_in_other: tuple[str, str] | None = None

    def compose(self) -> ComposeResult:
        """Lay out title, table, and what the cell is."""
        yield Static(id="title", markup=False)
        yield TableView()
        yield Static(id="empty", markup=False)
        yield Static(id="cell", markup=False)
        yield Foot()

    def on_mount(self) -> None:
        """Show the cases."""
        self.renew()
        self._table.focus()

    # What is shown

    @property
    def _table(self) -> TableView:
        return self.query_one(TableView)

    def renew(self) -> None:
        """Show what the study holds now; what has to be counted follows."""
        self._group = grouping.keep_group(self.study, self._group)
        self._memos_on = {str(memo.target): memo for memo in self.study.memos() if memo.on == "case"}
        self._show()
        self.show_keys()
        self._count(self.shows_progress)

    def _show(self) -> None:
        if self.shows_progress:
            self._progress = progress(self.study, facts=self._facts or {}, open_at=self._open_at())
            columns, rows = progress_view.progress_columns(), progress_view.progress_rows(self._progress)
            title, facts = _("Progress"), progress_view.progress_in_words(self._progress)
        else:
            columns = cases_table.case_columns(self.study)
            rows = cases_table.case_rows(self.study, self._numbers, self._memos_on)
            title, facts = _("Cases"), cases_table.cases_in_words(self.study)
        self.query_one("#title", Static).update(joined((title, "bold"), f" – {facts}"))
        self._table.display = bool(rows)
        empty = self.query_one("#empty", Static)
        empty.display = not rows
        empty.update(
            progress_view.when_no_transcripts() if self.shows_progress else cases_table.when_no_cases()
        )
        self._table.show(columns, rows)
        if rows and self.focused is None:
            self._table.focus()

    def _open_at(self) -> dict[Guid, int]:
        """Give the place in the transcript that is open, which is only remembered when it is left."""
        coding = self.coder_app.coding
        transcript = coding.transcript
        return {transcript.id: coding.view.place.cursor} if transcript is not None else {}

    @work(thread=True, exclusive=True, group="count", exit_on_error=False)
    def _count(self, progress: bool) -> None:
        """Count beside the screen; the texts are read by a study of its own, so that nobody waits."""
        from interviewcoder.study import Study

        worker = get_current_worker()
        facts: Mapping[Guid, TranscriptFacts] | None = None
        try:
            numbers = self.study.coding_numbers()
            if progress:
                with Study.open(self.study.folder) as study:
                    facts = study.transcript_facts()
        except InterviewCoderError:
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, numbers, facts)

    def _counted(self, numbers: Mapping[Guid, int], facts: Mapping[Guid, TranscriptFacts] | None) -> None:
        self._numbers = numbers
        self._facts = facts or self._facts
        if self.is_mounted:
            self._show()

    def on_table_view_moved(self) -> None:
        """Say what the cell is, and what enter does there."""
        case, found = self._case, self._progress_here
        about = plain("")
        if self.shows_progress and found is not None:
            about = progress_view.about_progress(found)
        elif not self.shows_progress and case is not None:
            about = cases_table.about_case(self.study, case, self._attribute, self._memos_on.get(case.id))
        self.query_one("#cell", Static).update(about)

    def on_table_view_chosen(self) -> None:
        """Do with the cell clicked twice what enter does."""
        self.coder_app.attempt(self.do_cases_edit)

    # Where the cursor is

    @property
    def _case(self) -> Case | None:
        """The case of the row; in the progress, that of the transcript."""
        guid = self._table.row_key
        if self.shows_progress:
            transcript = self._transcript
            guid = (transcript.case or "") if transcript is not None else ""
        return next((case for case in self.study.cases if case.id == guid), None)

    @property
    def _transcript(self) -> Transcript | None:
        guid = self._table.row_key
        return next((transcript for transcript in self.study.transcripts if transcript.id == guid), None)

    @property
    def _progress_here(self) -> Progress | None:
        return next((found for found in self._progress if found.transcript.id == self._table.row_key), None)

    @property
    def _attribute(self) -> Attribute | None:
        """The attribute of the column, None where there is another thing."""
        if self.shows_progress:
            return None
        return next((a for a in self.study.attributes if a.id == self._table.column_key), None)

    def go(self, row: Guid, column: Guid = "") -> None:
        """Put the cursor on a case or an attribute, in the table of cases."""
        if self.shows_progress:
            self.do_cases_progress()
        self._table.go(row, column)

    def _one_case(self) -> Case:
        """Give the case at the cursor. Raises `Refused` when there is none."""
        if self.shows_progress:
            raise Refused(_("That works on cases: press Tab for their table."))
        case = self._case
        if case is None:
            raise Refused(_("There is no case yet: n makes one."))
        return case

    # Actions

    def takes(self, action: Action) -> bool:  # noqa: ARG002
        """Take every key that is an action's."""
        return True

    def do_cases_edit(self) -> None:
        """Change the cell; go on reading a transcript; read the passages counted."""
        if self.shows_progress:
            self._read_on()
            return
        case, attribute = self._one_case(), self._attribute
        if attribute is not None:
            self.change_value(case, attribute)
        elif self._table.column_key == cases_table.TRANSCRIPTS:
            self.assign(case)
        elif self._table.column_key == cases_table.CODINGS:
            self._read_quotations(case)
        else:
            self.rename_case(case)

    def _read_on(self) -> None:
        found = self._progress_here
        if found is None:
            return
        app = self.coder_app
        while app.screen is not app.coding:
            app.pop_screen()
        app.coding.open(found.transcript, found.at or 0)

    def _read_quotations(self, case: Case) -> None:
        from interviewcoder.tui.quotations_screen import QuotationsScreen

        if not (self._numbers and any(map(self._numbers.get, self._ids_of(case)))):
            self.coder_app.tell(_("Nothing is coded in this case yet."))
            return
        self.app.push_screen(QuotationsScreen(self.study, Filters(cases=(case.name,)), case.name))

    def _ids_of(self, case: Case) -> list[Guid]:
        return [transcript.id for transcript in cases_table.transcripts_of(self.study, case)]

    def do_cases_add(self) -> None:
        """Add a case."""
        self.add_case()

    def do_cases_attribute(self) -> None:
        """Add an attribute."""
        self.add_attribute()

    def do_cases_rename(self) -> None:
        """Rename the attribute of the column, or the case."""
        if self._attribute is not None:
            self.rename_attribute(self._attribute)
        else:
            self.rename_case(self._one_case())

    def do_cases_assign(self) -> None:
        """Say which transcripts belong to the case, or which case to the transcript."""
        if not self.shows_progress:
            self.assign(self._one_case())
        elif self._transcript is not None:
            self.assign_transcript(self._transcript)

    def do_cases_up(self) -> None:
        """Move the case, or the interview, up."""
        self._move(-1)

    def do_cases_down(self) -> None:
        """Move the case, or the interview, down."""
        self._move(1)

    def _move(self, step: int) -> None:
        if self.shows_progress:
            transcript = self._transcript
            if transcript is None:
                return
            known = self.study.transcripts
            place = known.index(transcript) + step
            if 0 <= place < len(known):
                self.make(transcript_gestures.move_transcript(transcript, place, known))
            return
        case = self._one_case()
        order = cases_table.order_after(self.study, case, step)
        if order is not None:
            self.make(gestures.order_cases(order, case))

    def do_cases_group(self) -> None:
        """Group the cases by the attribute of the column, or no longer."""
        self._one_case()
        attribute = self._attribute
        if attribute is None:
            raise Refused(_("Put the cursor on an attribute to group the cases by it."))
        group = self.study.group_attribute
        grouped = group is not None and group.id == attribute.id
        grouping.group_by(self.study, None if grouped else attribute)
        sentence = _("Cases are in no groups now.") if grouped else _("Cases are grouped by {attribute} now.")
        self.coder_app.told(sentence.format(attribute=attribute.name))

    def do_cases_progress(self) -> None:
        """Show the progress, or the cases again; each keeps its place."""
        here = (self._table.row_key, self._table.column_key)
        if self._place_in_other is None:
            opened = self.coder_app.coding.transcript
            self._place_in_other = (opened.id if opened else "", "transcript")
        self.shows_progress = not self.shows_progress
        self._show()
        self._table.go(*self._place_in_other)
        self._place_in_other = here
        self._count(self.shows_progress)

    def do_cases_memo(self) -> None:
        """Write a memo on the case."""
        case = self._case
        if case is None:
            raise Refused(_("There is no case here to write a memo on."))
        self.write_memo_on(case)

    def do_cases_remove(self) -> None:
        """Remove the case, or ask what is to go when the cursor is on a value."""
        case, attribute = self._one_case(), self._attribute
        if attribute is not None:
            self.remove_at(case, attribute)
        else:
            self.remove_case(case)
