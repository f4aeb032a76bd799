"""Searching all transcripts: type, read the hits in their context, go to one.

Owns the list; finding is the study's, done in a thread so that typing stays free.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.locales import _, ngettext
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from interviewcoder.analysis.results import Hit
    from interviewcoder.study import Study

_SHOWN: Final = 300
_AT_MOST: Final = 5_000


class SearchScreen(ModalScreen["tuple[list[Hit], int] | None"]):
    """Words in all transcripts; gives back the hits and the number of the one chosen."""

    DEFAULT_CSS = """
    SearchScreen { align: center middle; }
    SearchScreen > Vertical { width: 110; max-width: 96%; height: 30; max-height: 90%; background: $surface;
        border: round $primary; padding: 0 1; }
    SearchScreen OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
    SearchScreen #found { height: 1; text-style: dim; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "down", show=False, priority=True),
        Binding("up", "up", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
    ]

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study
        self._hits: list[Hit] = []

    def compose(self) -> ComposeResult:
        """Lay out the words, the hits and their number."""
        with Vertical():
            yield Input(placeholder=_("Words to find in all transcripts (case and accents do not matter)"))
            yield OptionList()
            yield Static(id="found", markup=False)

    def on_mount(self) -> None:
        """Wait for words."""
        typing = self.query_one(Input)
        typing.cursor_blink = False
        typing.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while the user types."""
        self._search(event.value)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _search(self, words: str) -> None:
        worker = get_current_worker()
        hits: list[Hit] = []
        sentence = ""
        if len(words.strip()) > 1:
            try:
                for hit in islice(self._study.search(words), _AT_MOST):
                    if worker.is_cancelled:
                        return
                    hits.append(hit)
            except InterviewCoderError as error:
                sentence = error.sentence
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, hits, sentence)

    def _show(self, hits: list[Hit], sentence: str) -> None:
        self._hits = hits
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options([Option(self._row(hit, choices.size.width - 3)) for hit in hits[:_SHOWN]])
        if hits:
            choices.highlighted = 0
        number = len(hits)
        found = ngettext("{n} hit", "{n} hits", number).format(n=number)
        if number > _SHOWN:
            found += " " + _("(the first {n} are shown)").format(n=_SHOWN)
        self.query_one("#found", Static).update(plain(sentence or found))

    def _row(self, hit: Hit, width: int) -> Content:
        where = f"{hit.transcript} {hit.turn or ''}  "
        beside = max(8, (width - len(where) - len(hit.match)) // 2)
        return joined(
            (where, "dim"), hit.before[-beside:], (hit.match, "bold reverse"), cut(hit.after, beside)
        )

    def action_down(self) -> None:
        """Highlight the next hit."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Highlight the hit before."""
        self.query_one(OptionList).action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the hit that was clicked."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Go to the highlighted hit."""
        at = self.query_one(OptionList).highlighted
        if at is not None and self._hits:
            self.dismiss((self._hits, at))

    def action_leave(self) -> None:
        """Go to none."""
        self.dismiss(None)
