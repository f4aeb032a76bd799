"""Searching all transcripts: type, read the hits in their context, go to one, or tag those that are ticked.

Owns the list and how words are meant; finding is the study's, done in a thread so that typing stays free.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.locales import _, ngettext
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from interviewcoder.analysis.results import Hit
    from interviewcoder.domain.records import Guid
    from interviewcoder.study import Study
    from interviewcoder.tui.picker import Picked

_SHOWN: Final = 300
_AT_MOST: Final = 5_000


class SearchScreen(ModalScreen["tuple[list[Hit], int] | None"]):
    """Words in all transcripts; gives back the hits and the number of the one chosen."""

    DEFAULT_CSS = """
    SearchScreen { align: center middle; }
    SearchScreen > Vertical { width: 110; max-width: 96%; height: 30; max-height: 90%; background: $surface;
        border: round $primary; padding: 0 1; }
    SearchScreen OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
    SearchScreen #found, SearchScreen #hint { height: 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "down", show=False, priority=True),
        Binding("up", "up", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("tab", "tick", show=False, priority=True),
        Binding("ctrl+t,f4", "tag", show=False, priority=True),
        Binding("ctrl+r,f7", "way", show=False, priority=True),
        Binding("ctrl+e,f8", "answers", show=False, priority=True),
    ]

    def __init__(
        self, study: Study, segments: Mapping[Guid, int], quick: Sequence[Guid], recent: Sequence[Guid]
    ) -> None:
        super().__init__()
        self._study = study
        self._codes = (segments, quick, recent)
        self._hits: list[Hit] = []
        self._ticked: set[tuple[Guid, int]] = set()
        self._way = 0
        self._answers = False

    def compose(self) -> ComposeResult:
        """Lay out the words, the hits and their number."""
        with Vertical():
            yield Input(placeholder=_("Words to find in all transcripts (case and accents do not matter)"))
            yield OptionList()
            yield Static(id="found", markup=False)
            yield Static(
                plain(_("⏎ go · Tab tick · F4 code the ticked, or all · F7 how · F8 answers only")), id="hint"
            )

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
                found = self._study.search(
                    words, regex=self._way == 2, exact=self._way == 1,
                    filters=Filters(roles=("participant",)) if self._answers else None,
                )  # fmt: skip
                for hit in islice(found, _AT_MOST):
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
        ways = (_("case and accents aside"), _("exactly as typed"), _("as a regular expression"))
        how = f"{ways[self._way]}{', ' + _('answers only') if self._answers else ''}"
        self.query_one("#found", Static).update(plain(sentence or f"{found} – {how}"))

    def _row(self, hit: Hit, width: int) -> Content:
        ticked = "■" if (hit.transcript_id, hit.start) in self._ticked else "□"
        where = f"{ticked} {hit.transcript} {hit.turn or ''}  "
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

    def action_tick(self) -> None:
        """Tick the highlighted hit, or no longer."""
        choices = self.query_one(OptionList)
        at = choices.highlighted
        if at is not None and self._hits:
            hit = self._hits[at]
            self._ticked ^= {(hit.transcript_id, hit.start)}
            choices.replace_option_prompt_at_index(at, self._row(hit, choices.size.width - 3))
            choices.action_cursor_down()

    def action_way(self) -> None:
        """Mean the words another way: loosely, exactly, as a pattern."""
        self._way = (self._way + 1) % 3
        self._search(self.query_one(Input).value)

    def action_answers(self) -> None:
        """Search only what participants say, or everything."""
        self._answers = not self._answers
        self._search(self.query_one(Input).value)

    def action_tag(self) -> None:
        """Choose a code for the ticked hits; for all where none is ticked."""
        from interviewcoder.tui.picker import CodePicker

        hits = [hit for hit in self._hits if (hit.transcript_id, hit.start) in self._ticked] or self._hits
        if not hits:
            return

        def picked(found: Picked | None) -> None:
            if found is not None:
                self._tag(hits, found)

        self.app.push_screen(CodePicker(self._study.codebook, *self._codes), picked)

    def _tag(self, hits: Sequence[Hit], picked: Picked) -> None:
        from interviewcoder.study import searching

        app: Any = self.app
        words = self.query_one(Input).value

        def tag() -> None:
            code = self._study.add_code(picked.new) if picked.new else self._study.codebook[picked.codes[0]]
            line = searching.code_hits(self._study, hits, code, words)
            app.told(line.sentence if line else _("All of them have that code already."))

        app.attempt(tag)
        self._ticked.clear()
        self._show(self._hits, "")

    def action_leave(self) -> None:
        """Go to none."""
        self.dismiss(None)
