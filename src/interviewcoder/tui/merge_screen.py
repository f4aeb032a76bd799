"""The merge screen: what taking another copy in would do, where the copies clash, and what is to stand.

Owns the decisions while they are made. What a merge does is `study.merging`'s; nothing changes before it is taken in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.reconciling import Decisions
from interviewcoder.locales import N_, _
from interviewcoder.study import Study, copies, merge_words, settings
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.files_screen import FilesScreen
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.line import Line
from interviewcoder.tui.row_list import RowList
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from textual.app import ComposeResult

    from interviewcoder.domain.reconciling import Clash, Side
    from interviewcoder.domain.records import Guid
    from interviewcoder.study.merging import Merged
    from interviewcoder.tui.actions import Action

_STANDS: Final[dict[Side, str]] = {"ours": N_("ours"), "theirs": N_("theirs"), "both": N_("both")}
_SIDE: Final = 11


class CopiesScreen(FilesScreen):
    """The folders and files another copy of a study can be in."""

    def _suffixes(self) -> Collection[str]:
        return copies.READABLE

    def _is_taken(self, entry: Path) -> bool:
        return super()._is_taken(entry) or (entry / settings.NAME).is_file()


class MergeScreen(Acting, KeyedScreen[None]):
    """Another copy of the study, looked at before it is taken in."""

    PLACE = "merge"
    DEFAULT_CSS = """
    MergeScreen #counts { height: auto; max-height: 9; padding: 0 1 1 1; color: $text-muted; }
    MergeScreen #title { height: 1; padding: 0 1; background: $surface; }
    MergeScreen RowList { height: 1fr; }
    MergeScreen #pane { height: 9; padding: 0 1; border-top: solid $primary; }
    """

    def __init__(self, study: Study, path: Path) -> None:
        super().__init__()
        self.study = study
        self._path = path
        self._made: dict[tuple[Guid, str], Side] = {}
        self._work: Merged | None = None

    def compose(self) -> ComposeResult:
        """Lay out what would happen, the clashes, and the one at the cursor with both values."""
        yield Line(id="title")
        with Vertical():
            yield Static(plain(_("Comparing the copies …")), id="counts", markup=False)
            yield RowList()
            with VerticalScroll(id="pane", can_focus=False):
                yield Static(id="values", markup=False)
        yield Foot()

    def on_mount(self) -> None:
        """Work the merge out, beside the screen."""
        self.query_one("#title", Line).say(joined((_("Merge"), "bold"), f" – {self._path.name}"))
        self.query_one(RowList).focus()
        self.show_keys()
        self._compare()

    @work(thread=True, exclusive=True, group="merge", exit_on_error=False)
    def _compare(self) -> None:
        """Work out what the merge does as decided so far."""
        worker = get_current_worker()
        try:
            with Study.open(self.study.folder) as study:
                found = copies.merged(study, self._path, Decisions(made=dict(self._made)))
        except InterviewCoderError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._not_possible, error.sentence)
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._show, found)

    def _not_possible(self, sentence: str) -> None:
        self.app.pop_screen()
        self.coder_app.tell(sentence, wrong=True)

    def _show(self, found: Merged) -> None:
        self._work = found
        self.query_one("#counts", Static).update(
            Content("\n").join(map(plain, merge_words.what_happens(found)))
        )
        self.query_one("#pane").display = bool(found.clashes)
        rows = self.query_one(RowList)
        rows.show(len(found.clashes), self._row, rows.row)

    def possible(self, action: Action) -> bool:
        """Offer decisions where the copies clash, both sides only of words."""
        clash = self._clashes[self._row_at] if self._row_at < len(self._clashes) else None
        match action.id:
            case "merge.ours" | "merge.theirs":
                return clash is not None
            case "merge.both":
                return clash is not None and _may_both_stand(clash)
            case "merge.take":
                return self._work is not None
            case _:
                return True

    # The clashes

    @property
    def _row_at(self) -> int:
        return self.query_one(RowList).row

    @property
    def _clashes(self) -> tuple[Clash, ...]:
        return self._work.clashes if self._work else ()

    def _stands(self, clash: Clash) -> Side:
        return Decisions(made=self._made).on(clash)

    def _row(self, row: int, width: int) -> Content:
        clash = self._clashes[row]
        named = merge_words.named(clash, self.study)
        side = _(_STANDS[self._stands(clash)])
        rest = cut(f"{named.kind} · {named.what} · {named.field}", max(8, width - _SIDE))
        return joined((f"{side:<{_SIDE}}", "bold"), rest)

    def on_row_list_moved(self) -> None:
        """Show both values of the clash whole."""
        self.show_keys()
        if self._row_at < len(self._clashes):
            named = merge_words.named(self._clashes[self._row_at], self.study)
            lines = [
                plain(named.what, "dim"),
                plain(_("Ours: {value}").format(value=named.ours)),
                plain(_("Theirs: {value}").format(value=named.theirs)),
            ]
            self.query_one("#values", Static).update(Content("\n").join(lines))

    def _decide(self, side: Side) -> None:
        rows = self.query_one(RowList)
        if rows.row >= len(self._clashes):
            return
        clash = self._clashes[rows.row]
        if side == "both" and not _may_both_stand(clash):
            self.coder_app.tell(_("Only one of the two can stand here."))
            return
        self._made[clash.key] = side
        rows.show(len(self._clashes), self._row, rows.row + 1)
        self._compare()

    def do_merge_ours(self) -> None:
        """Let ours stand."""
        self._decide("ours")

    def do_merge_theirs(self) -> None:
        """Let theirs stand."""
        self._decide("theirs")

    def do_merge_both(self) -> None:
        """Let the words of both stand."""
        self._decide("both")

    def do_merge_take(self) -> None:
        """Take the copy in, as decided."""
        if self._work is not None:
            self._take()

    @work(thread=True, exclusive=True, group="merge", exit_on_error=False)
    def _take(self) -> None:
        try:
            with Study.open(self.study.folder) as study:
                found = copies.merged(study, self._path, Decisions(made=dict(self._made)))
                line = copies.apply(study, found) if found.change else None
        except InterviewCoderError as error:
            self.app.call_from_thread(self.coder_app.tell, error.sentence, wrong=True)
            return
        if line is None:
            sentence = merge_words.nothing_taken(found, self._path.name)
            self.app.call_from_thread(self.coder_app.tell, sentence)
        else:
            self.app.call_from_thread(self._taken, line.sentence)

    def _taken(self, sentence: str) -> None:
        self.study.refresh()
        self.app.pop_screen()
        self.coder_app.told(sentence)


def _may_both_stand(clash: Clash) -> bool:
    """Say whether both sides may stand: the words of two people, or what one removed and the other works with."""
    return clash.prose or not clash.field
