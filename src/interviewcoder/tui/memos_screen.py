"""The memos screen: everything that was noted, on whatever it is, the newest first.

Owns which memos are shown and which one is meant. What a memo is on is `study.noting`'s; the list draws itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import notes as note_gestures
from interviewcoder.domain.records import Memo, MemoTarget
from interviewcoder.locales import _, ngettext, number
from interviewcoder.study.noting import KINDS, Noted, Noting
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.actions import CHANGE, FIND
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.line import Line
from interviewcoder.tui.row_list import RowList
from interviewcoder.tui.safe import cut, joined, plain
from interviewcoder.tui.ticking import Line as Typed

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from interviewcoder.study import Study
    from interviewcoder.tui.actions import Action

_KIND: Final = 13
"""Cells for the kind of thing a memo is on."""


class MemosScreen(Acting, KeyedScreen[None]):
    """Read, change and find memos."""

    PLACE = "memos"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS: ClassVar[str] = """
    MemosScreen #title { padding: 0 1; background: $surface; }
    MemosScreen #both { height: 1fr; layout: vertical; }
    MemosScreen.-wide #both { layout: horizontal; }
    MemosScreen RowList { height: 1fr; width: 1fr; }
    MemosScreen #pane { height: 9; background: $surface; padding: 0 2; }
    MemosScreen.-wide #pane { height: 1fr; width: 42%; padding: 1 2; }
    MemosScreen #empty { height: 1fr; content-align: center middle; padding: 2 6; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self._kind: MemoTarget | None = None
        self._words = ""
        self._noting = Noting(study)

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
        self.renew()
        self._rows.focus()

    # What is shown

    @property
    def _rows(self) -> RowList:
        return self.query_one(RowList)

    def renew(self) -> None:
        """Read anew and show, staying at the same memo where it is still there."""
        here, row = self.memo, self._rows.row
        self._noting = Noting(self.study, kind=self._kind, words=self._words)
        memos = self._noting.memos
        if here is not None:
            row = next((n for n, memo in enumerate(memos) if memo.id == here.id), row)
        self._show_title()
        self._rows.display, self.query_one("#pane").display = bool(memos), bool(memos)
        empty = self.query_one("#empty", Static)
        empty.display = not memos
        empty.update(plain(self._when_empty()))
        self._rows.show(len(memos), self._row, row)
        if memos and self.focused is None:
            self._rows.focus()
        self.show_keys()

    def possible(self, action: Action) -> bool:
        """Offer what is done with a memo where there is one."""
        return bool(self._noting.memos) or action.group not in {CHANGE, FIND} or action.id == "memos.new"

    def _when_empty(self) -> str:
        if self._kind or self._words:
            return _("No memo fits. v shows other kinds, / other words.")
        return _(
            "There are no memos yet. In a transcript, m writes one on the coding or the passage, M on the transcript, "
            "its case or a code; here n writes one on the study."
        )

    def _show_title(self) -> None:
        n = len(self._noting.memos)
        counted = ngettext("{n} memo", "{n} memos", n).format(n=number(n))
        parts: list[str | tuple[str, str]] = [(_("Memos"), "bold"), f" – {counted}"]
        if self._kind:
            parts.append(("  " + _("on: {what}").format(what=_(KINDS[self._kind])), "dim"))
        if self._words:
            parts.append(("  " + _("words: {words}").format(words=self._words), "dim"))
        self.query_one("#title", Line).say(joined(*parts))

    def _row(self, row: int, width: int) -> Content:
        noted = self._noting.noted(self._noting.memos[row])
        on = cut(noted.on, max(12, width // 3))
        words = cut(noted.memo.text, max(8, width - _KIND - len(on) - 2))
        kind = cut(_(KINDS[noted.memo.on]), _KIND - 1)
        return joined((f"{kind:<{_KIND}}", "dim"), (f"{on}  ", "bold"), words)

    def on_row_list_moved(self) -> None:
        """Show the memo whole, with what it is on."""
        memo = self.memo
        if memo is not None:
            self.query_one("#words", Static).update(about(self._noting.noted(memo)))
            self.query_one("#pane", VerticalScroll).scroll_home(animate=False)

    def on_row_list_chosen(self) -> None:
        """Do with the row clicked twice what enter does."""
        self.coder_app.attempt(self.do_memos_open)

    @property
    def memo(self) -> Memo | None:
        """The memo at the cursor."""
        memos, row = self._noting.memos, self._rows.row
        return memos[row] if row < len(memos) else None

    def _one(self) -> Memo:
        memo = self.memo
        if memo is None:
            raise Refused(_("There is no memo here."))
        return memo

    def takes(self, action: Action) -> bool:  # noqa: ARG002
        """Take every key that is an action's."""
        return True

    # Actions

    def do_memos_open(self) -> None:
        """Change the memo."""
        memo = self._one()
        noted = self._noting.noted(memo)
        beside = plain(noted.quote) if noted.quote else None
        self.write_memo(_("Memo: {on}").format(on=noted.on), memo, memo, beside)

    def do_memos_new(self) -> None:
        """Write a memo on the study."""
        self.write_memo(
            _("Memo on the study"), Memo(on="study", target=None, text="", coder=self.study.coder.id)
        )

    def do_memos_remove(self) -> None:
        """Remove the memo."""
        memo = self._one()
        self.make(note_gestures.write_memo(replace(memo, text=""), memo))

    def do_memos_go(self) -> None:
        """Go to what the memo is on."""
        memo = self._one()
        place = self._noting.place(memo)
        if place is not None:
            self.coder_app.show_passage(*place)
        elif memo.on == "transcript":
            self.coder_app.show_transcript(str(memo.target))
        elif memo.on == "code":
            from interviewcoder.tui.codebook_screen import CodebookScreen

            self._to(CodebookScreen(self.study), memo)
        elif memo.on == "case":
            from interviewcoder.tui.cases_screen import CasesScreen

            self._to(CasesScreen(self.study), memo)
        else:
            self.coder_app.tell(_("This memo is on the study as a whole."))

    def _to(self, screen: Any, memo: Memo) -> None:
        """Show a screen and go to what the memo is on."""
        self.app.push_screen(screen)
        screen.call_after_refresh(lambda: screen.go(str(memo.target)))

    def do_memos_filter(self) -> None:
        """Find words in memos."""
        self.ask(Typed(_("Words in memos; nothing for all"), self._words), self._find)

    def _find(self, words: str) -> None:
        self._words = words
        self.renew()

    def do_memos_kind(self) -> None:
        """Show only one kind, the next each time, and after the last one all."""
        kinds: list[MemoTarget | None] = [None, *KINDS]
        self._kind = kinds[(kinds.index(self._kind) + 1) % len(kinds)]
        self.renew()

    def do_memos_export(self) -> None:
        """Write the memos that are shown to a file."""
        if not self._noting.memos:
            raise Refused(_("There is no memo to write."))
        forms = [
            (".docx", "Word"), (".md", "Markdown"), (".csv", _("for other programs")), (".json", _("for programs")),
        ]  # fmt: skip
        noting = self._noting

        def write(path: Path, _progress: object) -> Path:
            from interviewcoder.study import writing_out

            return writing_out.memos(self.study, noting, path)

        self.coder_app.save(_("The memos"), _("memos"), forms, write)


def about(noted: Noted) -> Content:
    """Say everything about a memo: what it is on, who wrote it when, its words, and the passage."""
    facts = f"{_(KINDS[noted.memo.on])} · {noted.coder} · {noted.memo.made[:10]}"
    lines = [plain(noted.on, "bold"), plain(facts, "dim"), plain("")]
    lines += [plain(line) for line in noted.memo.text.split("\n")]
    if noted.quote:
        lines += [plain(""), plain(_("“{text}”").format(text=noted.quote), "italic dim")]
    return Content("\n").join(lines)
