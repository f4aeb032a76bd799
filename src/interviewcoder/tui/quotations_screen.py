"""Quotations: a list, the words in their surroundings, and the way to their place.

Owns the list; which quotations is the study's answer to the filters it was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.domain.text import Span, clock
from interviewcoder.locales import ngettext
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.analysis.filters import Filters
    from interviewcoder.analysis.results import Quotation
    from interviewcoder.study import Study


class QuotationsScreen(KeyedScreen[None]):
    """Read quotations and go to where they stand."""

    PLACE = "quotations"
    DEFAULT_CSS: ClassVar[str] = """
    QuotationsScreen #title { height: 1; padding: 0 1; background: $surface; }
    QuotationsScreen OptionList { height: 1fr; border: none; padding: 0 1; background: $background; }
    QuotationsScreen VerticalScroll { height: 12; background: $surface; padding: 1 2; }
    """

    def __init__(self, study: Study, filters: Filters, title: str) -> None:
        super().__init__()
        self._study, self._filters, self._title = study, filters, title
        self._quotations: list[Quotation] = []

    def compose(self) -> ComposeResult:
        """Lay out the list and the reading pane."""
        yield Static(id="title", markup=False)
        yield OptionList()
        with VerticalScroll(can_focus=False):
            yield Static(id="words", markup=False)
        yield Foot()

    def on_mount(self) -> None:
        """Read and show."""
        self.renew()
        self.query_one(OptionList).focus()

    def renew(self) -> None:
        """Read anew and show."""
        choices = self.query_one(OptionList)
        at = choices.highlighted or 0
        self._quotations = list(self._study.quotations(self._filters))
        choices.clear_options()
        choices.add_options(Option(self._row(quotation)) for quotation in self._quotations)
        if self._quotations:
            choices.highlighted = min(at, len(self._quotations) - 1)
        n = len(self._quotations)
        counted = ngettext("{n} quotation", "{n} quotations", n).format(n=n)
        self.query_one("#title", Static).update(joined((self._title, "bold"), f" – {counted}"))
        self.show_keys()

    def _row(self, quotation: Quotation) -> Content:
        room = max(20, self.app.size.width - len(quotation.reference) - 8)
        return joined(
            ("▌", self._study.codebook.colour(quotation.code_id)),
            (f"{quotation.reference}  ", "bold"),
            cut(quotation.text, room),
        )

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the words with what stands around them."""
        quotation = self._quotations[event.option_index]
        parts: list[Content] = [
            joined(
                (quotation.reference, "bold"),
                f"  {quotation.speaker}  ",
                (_clock(quotation.time), "dim"),
                (quotation.code, "italic"),
            ),
            joined((f"  {quotation.coder}", "dim")),
            Content("\n\n"),
            plain(quotation.before, "dim"),
            plain(quotation.text, "bold"),
            plain(quotation.after, "dim"),
        ]
        if quotation.memo:
            parts += [Content("\n\n"), plain(f"✎ {quotation.memo}", "italic")]
        self.query_one("#words", Static).update(Content("").join(parts))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the quotation that was chosen."""
        event.stop()
        self.do_quotations_open()

    def do_quotations_open(self) -> None:
        """Go to the place of the highlighted quotation in its transcript."""
        at = self.query_one(OptionList).highlighted
        if at is None or not self._quotations:
            return
        quotation = self._quotations[at]
        self.coder_app.show_passage(quotation.transcript_id, Span(quotation.start, quotation.end))


def _clock(time: float | None) -> str:
    return "" if time is None else f"{clock(time)}  "
