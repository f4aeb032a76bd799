"""What a corrected file would do to a transcript, before it does it.

Owns the words and the question. Working it out is the study's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from interviewcoder.locales import _
from interviewcoder.study import correcting
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.study.correcting import Correction

_WIDTH = 90


class CorrectionReport(ModalScreen[bool]):
    """The report, to be read; gives True when the correction is to be made."""

    DEFAULT_CSS = f"""
    CorrectionReport {{ align: center middle; }}
    CorrectionReport > Vertical {{ width: {_WIDTH}; max-width: 96%; height: auto; max-height: 90%; background: $surface;
        border: round $primary; padding: 0 1; }}
    CorrectionReport .title {{ height: 1; text-style: bold; margin: 0 0 1 0; }}
    CorrectionReport VerticalScroll {{ height: auto; max-height: 24; background: $surface; }}
    CorrectionReport #hint {{ height: auto; margin: 1 0 0 0; color: $text-muted; }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", show=False),
        Binding("escape,q", "answer(False)", show=False),
    ]

    def __init__(self, correction: Correction, file: str, codebook: Codebook) -> None:
        super().__init__()
        self._correction, self._file, self._codebook = correction, file, codebook

    def compose(self) -> ComposeResult:
        """Lay out the report and the keys."""
        with Vertical():
            title = _("{transcript} as in {file}").format(
                transcript=self._correction.transcript.name, file=self._file
            )
            yield Static(plain(title), classes="title")
            with VerticalScroll():
                yield Static(Content("\n").join(self._lines()))
            yield Static(plain(_("⏎ corrects the transcript · Esc leaves it as it is")), id="hint")

    def _lines(self) -> Iterator[Content]:
        found = self._correction
        yield plain(_("Carried along where they stood: {n}").format(n=found.silent))
        yield plain(_("Carried along to where their words are now: {n}").format(n=found.moved))
        yield plain(_("To review: {n}").format(n=len(found.waiting)), "bold" if found.waiting else "")
        (version,) = found.change.versions
        for one in found.waiting:
            place = correcting.proposal(one)
            proposed = place.of(version.text) if place is not None else _("no place is proposed")
            yield joined(
                ("▌", self._codebook.colour(one.code)), (self._codebook.path(one.code), "bold"),
                (f"  {correcting.reason_in_words(one)}", "dim"),
            )  # fmt: skip
            yield plain(f"  − {cut(one.quote, _WIDTH - 8)}")
            yield plain(f"  + {cut(proposed, _WIDTH - 8)}")

    def action_answer(self, answer: bool) -> None:
        """Give the answer."""
        self.dismiss(answer)
