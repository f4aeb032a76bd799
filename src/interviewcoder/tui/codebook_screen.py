"""The codebook screen: the tree of codes with its counts, and what the highlighted one means.

Owns what is shown and where the highlight is. What is asked and changed is in `codebook_changing` and
`codebook_merging`, finding in `codebook_finding`, files in `codebook_files`, the tree in `codebook_tree`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static, Tree
from textual.worker import get_current_worker

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.locales import _, ngettext, number
from interviewcoder.tui.code_about import about_code, in_short
from interviewcoder.tui.codebook_files import CodebookOnDisk
from interviewcoder.tui.codebook_finding import FindingCodes
from interviewcoder.tui.codebook_merging import MergingCodes
from interviewcoder.tui.codebook_tree import CodebookTree
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.records import Code, Guid, Memo
    from interviewcoder.study import Study
    from interviewcoder.tui.actions import Action

_MOVES = {
    "j": "cursor_down", "k": "cursor_up", "l": "open", "h": "shut", "right": "open", "left": "shut",
    "home": "scroll_home", "end": "scroll_end",
}  # fmt: skip


class CodebookScreen(MergingCodes, FindingCodes, CodebookOnDisk, KeyedScreen[None]):
    """The codebook, to be read and changed."""

    PLACE = "codebook"
    AUTO_FOCUS = "CodebookTree"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS: ClassVar[str] = """
    CodebookScreen #title { height: 1; padding: 0 1; background: $surface; }
    CodebookScreen Horizontal { height: 1fr; }
    CodebookScreen #left { width: 1fr; height: 1fr; }
    CodebookScreen #columns { height: 1; padding: 0 0 0 1; }
    CodebookScreen #empty { height: 1fr; content-align: center middle; padding: 2 6; }
    CodebookScreen #about { width: 42%; height: 1fr; padding: 0 2; background: $surface; }
    CodebookScreen #facts { height: auto; }
    CodebookScreen #short { height: 2; padding: 0 1; background: $surface; }
    CodebookScreen.-narrow #about { display: none; }
    CodebookScreen.-wide #short { display: none; }
    """
    CSS = """
    CodebookScreen #find { display: none; margin: 0; padding: 0 1; }
    CodebookScreen #find.-open { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self._counts: tuple[Mapping[Guid, CodeCounts], Mapping[Guid, CodeCounts]] | None = None
        self._memos: dict[Guid, list[Memo]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the title, the tree, and what the code means."""
        yield Static(id="title", markup=False)
        yield Input(id="find", placeholder=_("Part of a name, or of a definition"))
        with Horizontal():
            with Vertical(id="left"):
                yield Static(id="columns", markup=False)
                yield CodebookTree()
                yield Static(id="empty", markup=False)
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="facts", markup=False)
        yield Static(id="short", markup=False)
        yield Foot()

    def on_mount(self) -> None:
        """Show the codes as they were left, at the focused code or the last one looked at."""
        self.query_one("#find", Input).cursor_blink = False
        self.renew()
        self.code_tree.close(self.study.recall("codebook closed", []))
        self.go(self.coder_app.coding.focused_code or self.study.recall("codebook", ""))
        self.code_tree.focus()

    # What is shown

    @property
    def code_tree(self) -> CodebookTree:
        """The codes."""
        tree: CodebookTree = self.query_one(CodebookTree)
        return tree

    def renew(self) -> None:
        """Show what the study holds now; the counts follow when they are made."""
        self._memos = {}
        for memo in self.study.memos():
            if memo.on == "code" and memo.target is not None:
                self._memos.setdefault(memo.target, []).append(memo)
        self._show()
        self.show_keys()
        self._count()

    def possible(self, action: Action) -> bool:
        """Offer what is done with a code where there is one."""
        first = {"codebook.add", "codebook.import"}
        return bool(len(self.study.codebook)) or action.place != self.PLACE or action.id in first

    def _show(self) -> None:
        codebook = self.study.codebook
        self.code_tree.fill(codebook, self._counts[0] if self._counts else None, self._memos)
        self.code_tree.display = self.query_one("#columns").display = bool(len(codebook))
        empty = self.query_one("#empty", Static)
        empty.display = not len(codebook)
        empty.update(
            plain(
                _(
                    "There are no codes yet. n makes the first one; g i takes a codebook in from a yaml, csv "
                    "or xlsx file. While reading a transcript, c makes codes as you need them."
                )
            )
        )
        self.show_title()
        self._show_about()
        if len(codebook) and self.focused is None:
            self.code_tree.focus()

    def show_title(self) -> None:
        """Say how many codes there are, and how many were found."""
        n = len(self.study.codebook)
        counted = ngettext("{n} code", "{n} codes", n).format(n=number(n))
        parts: list[str | tuple[str, str]] = [(_("Codebook"), "bold"), f" – {counted}"]
        if self.finding:
            parts.append(f" – {self.found_in_words()}")
        self.query_one("#title", Static).update(joined(*parts))
        self.query_one("#columns", Static).update(self.code_tree.heading())

    def _show_about(self) -> None:
        code = self._code
        facts, short = self.query_one("#facts", Static), self.query_one("#short", Static)
        if code is None:
            facts.update("")
            short.update("")
            return
        counts = None
        if self._counts is not None and all(code.id in each for each in self._counts):
            counts = (self._counts[0][code.id], self._counts[1][code.id])
        facts.update(about_code(self.study.codebook, code, counts, self._memos.get(code.id, ())))
        short.update(in_short(self.study.codebook, code, self.app.size.width - 2))

    @work(thread=True, exclusive=True, group="count", exit_on_error=False)
    def _count(self) -> None:
        """Count beside the screen, so that a large study answers as fast as a small one."""
        worker = get_current_worker()
        try:
            counts = (self.study.code_counts(), self.study.code_counts(rollup=False))
        except InterviewCoderError:
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, counts)

    def _counted(self, counts: tuple[Mapping[Guid, CodeCounts], Mapping[Guid, CodeCounts]]) -> None:
        self._counts = counts
        if self.is_mounted:
            self._show()

    def on_resize(self) -> None:
        """Fit the heading and the short words to the new width."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        if self.is_mounted:
            self.show_title()
            self._show_about()

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Guid | None]) -> None:
        """Say what the highlighted code means."""
        event.stop()
        self._show_about()
        self.query_one("#about").scroll_home(animate=False)

    # Which code

    @property
    def _code(self) -> Code | None:
        guid = self.code_tree.guid
        return self.study.codebook[guid] if guid is not None and guid in self.study.codebook else None

    def _one(self) -> Code:
        """Give the highlighted code. Raises `Refused` when there is none."""
        code = self._code
        if code is None:
            raise Refused(_("There is no code yet: n makes one."))
        return code

    def go(self, guid: Guid) -> None:
        """Highlight a code."""
        self.code_tree.go(guid)
        self._show_about()

    # Keys

    def takes(self, action: Action) -> bool:
        """Leave the keys to the line while words to find are typed, except those that work anywhere else."""
        return not self.finding or action.id == "help"

    def other_key(self, event: events.Key) -> bool:
        """Move in the tree by letters, and among what was found."""
        if self.finding:
            step = {"down": 1, "up": -1}.get(event.key)
            if step is not None:
                self.go_found(step)
            return step is not None
        move = _MOVES.get(event.key)
        if move is not None:
            getattr(self.code_tree, f"action_{move}")()
        return move is not None

    def action_back(self) -> None:
        """Leave the line to find with, and the highlight where it was before; else go back."""
        if self.finding:
            self.give_up_finding()
        else:
            self.do_leave()

    def do_leave(self) -> None:
        """Remember the place and go back."""
        place = self.code_tree.guid
        if place != self.study.recall("codebook"):
            self.study.remember("codebook", place)
        closed = sorted(self.code_tree.closed)
        if closed != self.study.recall("codebook closed", []):
            self.study.remember("codebook closed", closed)
        super().do_leave()

    # Actions

    def do_codebook_add(self) -> None:
        """Add a code below this one."""
        self.add_below(self._code)

    def do_codebook_beside(self) -> None:
        """Add a code beside this one."""
        if self._code is None:
            self.add_below(None)
        else:
            self.add_beside(self._code)

    def do_codebook_rename(self) -> None:
        """Give the code another name."""
        self.rename_code(self._one())

    def do_codebook_describe(self) -> None:
        """Describe the code in all fields."""
        self.describe_code(self._one())

    def do_codebook_colour(self) -> None:
        """Give the code a colour."""
        self.choose_colour(self._one())

    def do_codebook_up(self) -> None:
        """Move the code up among its siblings."""
        self.shift_code(self._one(), -1)

    def do_codebook_down(self) -> None:
        """Move the code down among its siblings."""
        self.shift_code(self._one(), 1)

    def do_codebook_out(self) -> None:
        """Move the code out, beside its parent."""
        self.move_code_out(self._one())

    def do_codebook_in(self) -> None:
        """Move the code in, below the one above."""
        self.move_code_in(self._one())

    def do_codebook_move(self) -> None:
        """Move the code below any other."""
        self.move_code_below(self._one())

    def do_codebook_merge(self) -> None:
        """Merge the code into another."""
        self.merge_code(self._one())

    def do_codebook_split(self) -> None:
        """Split the code, quotation by quotation."""
        self.split_code(self._one())

    def do_codebook_remove(self) -> None:
        """Remove the code."""
        self.remove_code(self._one())

    def do_codebook_memo(self) -> None:
        """Write a memo on the code."""
        self.write_memo_on(self._one())

    def do_codebook_quotations(self) -> None:
        """Show the quotations of the code and of those below it."""
        from interviewcoder.tui.quotations_screen import QuotationsScreen

        code = self._one()
        path = self.study.codebook.path(code.id)
        if self._counts is not None and not getattr(self._counts[0].get(code.id), "segments", 0):
            self.coder_app.tell(_("No passage has this code yet."))
            return
        self.app.push_screen(QuotationsScreen(self.study, Filters(codes=(path,)), path))
