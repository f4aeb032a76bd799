"""The coding screen: transcripts on the left, the transcript in the middle, the codebook on the right.

Owns what is open and where things are on the screen. Tagging is in `tagging`, moving in `motions`, correcting in
`text_correcting`, the way to other screens in `going`; every change goes through the study.
"""

from __future__ import annotations

import operator
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import work
from textual.containers import Horizontal, Vertical
from textual.widgets import Static, Tree
from textual.worker import get_current_worker

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.text import clock
from interviewcoder.locales import _, ngettext, number
from interviewcoder.tui.going import Going
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.line import Line
from interviewcoder.tui.motions import Motions
from interviewcoder.tui.panels import CodeTree, DocumentTree
from interviewcoder.tui.safe import cut, joined, plain
from interviewcoder.tui.tagging import Tagging
from interviewcoder.tui.text_correcting import TextCorrecting
from interviewcoder.tui.transcript_view import TranscriptView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.content import Content
    from textual.timer import Timer

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.records import Guid, Transcript
    from interviewcoder.domain.text import Span
    from interviewcoder.study import Study
    from interviewcoder.tui.actions import Action


_QUIET: Final = 0.3
"""Seconds without a change after which the counts are made anew: not between two keys of somebody who tags."""
_REST: Final = 4
"""So many times as long as it took to count, nothing is counted: however much others do, keys are answered."""


class CodingScreen(Motions, Tagging, TextCorrecting, Going, KeyedScreen[None]):
    """Read, select, tag."""

    PLACE = "text"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual declares it
        (0, "-narrow"), (100, "-medium"), (140, "-wide"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    CodingScreen #head { height: 1; background: $surface; padding: 0 1; }
    CodingScreen #documents { width: 26; display: none; }
    CodingScreen #codebook { width: 34; display: none; }
    CodingScreen.-wide #documents, CodingScreen.-wide #codebook { display: block; }
    CodingScreen.-medium #codebook { display: block; width: 30; }
    CodingScreen #documents.-open, CodingScreen #codebook.-open { display: block; }
    CodingScreen.-narrow #documents.-open, CodingScreen.-narrow #codebook.-open { width: 34; }
    CodingScreen #middle { width: 1fr; }
    CodingScreen #empty { height: 1fr; content-align: center middle; padding: 2 6; }
    CodingScreen #quick, CodingScreen #status { height: 1; padding: 0 1; background: $surface; }
    CodingScreen #here { height: 1; padding: 0 1; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self.view = TranscriptView(
            colour_of=lambda guid: study.codebook.colour(guid),  # noqa: PLW0108 - the codebook is replaced when it changes
            name_of=lambda guid: study.codebook.name(study.codebook[guid]),
            moved=self._moved,
            id="text",
        )
        self._open: Guid | None = None
        self._counts: Mapping[Guid, CodeCounts] = {}
        self._numbers: Mapping[Guid, int] = {}
        self._noted: frozenset[Guid] = frozenset()
        self._codebook = study.codebook
        self._in_panels: tuple[object, ...] | None = None
        self._soon: Timer | None = None
        self._counting = self._again = False
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out the panels, the text, and the lines below it."""
        yield Line(id="head")
        with Horizontal():
            yield DocumentTree()
            with Vertical(id="middle"):
                yield self.view
                yield Static(id="empty", markup=False)
            yield CodeTree()
        yield Line(id="quick")
        yield Line(id="status")
        yield Foot()

    def on_mount(self) -> None:
        """Open where the coder left."""
        self.fill()
        known = {transcript.id: transcript for transcript in self.study.transcripts}
        last = self.study.recall("transcript")
        transcript = known.get(last) or next(iter(self.study.transcripts), None)
        if transcript is not None:
            self.open(transcript, self.study.recall("cursors", {}).get(transcript.id, 0))
        else:
            self._show_empty()
        self.view.focus()
        self.call_after_refresh(self._count)  # and not before: the first screen is not to wait for it

    # What is shown

    def fill(self) -> None:
        """Show what the study holds now; the counts follow when nothing was changed for a moment."""
        self._show_panels()
        self.show_quick()
        self.show_keys()
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_QUIET, self._count)

    def _show_panels(self) -> None:
        study = self.study
        waiting = study.waiting
        held = (study.codebook, study.cases, study.transcripts, self._counts, self._numbers, waiting)
        if self._in_panels is not None and all(map(operator.is_, held, self._in_panels)):
            return
        self._in_panels = held
        self.query_one(DocumentTree).fill(study.cases, study.transcripts, self._numbers, waiting)
        self.query_one(CodeTree).fill(study.codebook, self._counts)

    def _count(self) -> None:
        """Count, once at a time: while others go on coding, counting is never begun before it has ended."""
        if self._counting:
            self._again = True
            return
        self._counting, self._again = True, False
        self._count_beside()

    @work(thread=True, group="count", exit_on_error=False)
    def _count_beside(self) -> None:
        """Count beside the screen, so that a large study answers as fast as a small one."""
        began = monotonic()
        counted = None
        with suppress(InterviewCoderError):
            counted = self.study.code_counts(), self.study.coding_numbers()
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._counted, counted, monotonic() - began)

    def _counted(
        self, counted: tuple[Mapping[Guid, CodeCounts], Mapping[Guid, int]] | None, took: float
    ) -> None:
        self._counting = False
        if counted is not None:
            self._counts, self._numbers = counted
            self._show_panels()
            self.show_quick()
        if self._again:
            self._soon = self.set_timer(max(_QUIET, took * _REST), self._count)

    def renew(self) -> None:
        """Show what has changed, here or elsewhere, and stay in place."""
        transcript = self.transcript
        self.fill()
        if transcript is None:
            first = next(iter(self.study.transcripts), None)
            if first is not None:
                self.open(first)
            else:
                self._open = None
                self._show_empty()
            return
        document = self.study.document(transcript)
        self._noted = self.study.noted_codings(transcript)
        if self.view.document is None or document.transcript.version != self.view.document.transcript.version:
            self.view.show(document, self.shown_codings(transcript), self.view.place.cursor)
        else:
            if document is not self.view.document or self.study.codebook is not self._codebook:
                self.view.retell(document)
            self.view.recode(self.shown_codings(transcript))
        self._codebook = self.study.codebook
        self.show_status()

    @property
    def transcript(self) -> Transcript | None:
        """The transcript that is open."""
        return next((t for t in self.study.transcripts if t.id == self._open), None)

    def open(self, transcript: Transcript, cursor: int = 0, select: Span | None = None) -> None:
        """Open a transcript at an offset, perhaps with a passage selected."""
        self._remember_cursor()
        self._open = transcript.id
        self.view.display, self.query_one("#empty").display = True, False
        self._noted = self.study.noted_codings(transcript)
        self.view.show(self.study.document(transcript), self.shown_codings(transcript), cursor)
        if select is not None:
            self.view.move(self.view.mover.selected(select))
        self.study.remember("transcript", transcript.id)
        self.show_status()

    def _remember_cursor(self) -> None:
        if self._open is not None:
            cursors = {**self.study.recall("cursors", {}), self._open: self.view.place.cursor}
            self.study.remember("cursors", cursors)

    def _show_empty(self) -> None:
        self.view.display, self.query_one("#empty").display = False, True
        self.query_one("#empty", Static).update(
            plain(
                _(
                    "There are no transcripts yet. Press g i to choose files and take them in, "
                    "or leave with q and say: interviewcoder import YOUR-FILES."
                )
            )
        )
        self.show_head()

    def show_head(self) -> None:
        """Show the study, the transcript, and how much of it is coded."""
        transcript = self.transcript
        parts = self._marks()
        if transcript is not None and self.view.document is not None:
            n = len(self.view.codings.in_order)
            case = self.view.document.case
            parts += [f"{case} – " if case else "", (transcript.name, "bold")]
            parts += [" · ", ngettext("{n} coding", "{n} codings", n).format(n=n), "  "]
            waiting = self.study.waiting.get(transcript.id, 0)
            if waiting:
                parts.append((_("{n} to review (gv)").format(n=number(waiting)) + "  ", "bold $warning"))
        parts.append((self.study.settings.title, "dim"))
        self.query_one("#head", Line).say(joined(*parts))

    def _marks(self) -> list[str | tuple[str, str]]:
        """Give what must never be cut off, and so stands first: that one works blind, and that nothing can be changed."""
        marks: list[str | tuple[str, str]] = []
        if self.study.blind is not None:
            marks.append((f"{_('blind')} · {cut(self.study.coder.name, 24)}  ", "bold $warning"))
        if self.study.read_only:
            marks.append((f"{_('read only')}  ", "bold $warning"))
        return marks

    def show_status(self) -> None:
        """Show the codes at the cursor, the selection, and the place."""
        self.show_head()
        document, place = self.view.document, self.view.place
        if document is None:
            return
        here = self.view.codings.at(place.cursor)
        parts: list[str | tuple[str, str] | Content] = []
        if self._said:
            parts.append((f"{cut(self._said, self.app.size.width * 2 // 3)}  ", "bold"))
        for coding in here[:4]:
            colour = self.study.codebook.colour(coding.code)
            parts += [
                ("▌", colour),
                self.study.codebook.path(coding.code),
                (
                    f" {'★' if coding.key else ''}{'✎' if coding.id in self._noted else ''} {self.coder_of(coding)}  ",
                    "dim",
                ),
            ]
        if len(here) > 4:
            parts.append(f"+{len(here) - 4}  ")
        if not here and not self._said and not self.view.codings.in_order:
            parts.append(
                (_("No codings yet: s to a sentence, c to choose a code, r for the same again."), "dim")
            )
        span = place.span
        turn = document.turn_at(place.cursor)
        where = (
            _("turn {n}").format(n=turn.n) if turn else _("line {n}").format(n=document.line_at(place.cursor))
        )
        time = document.time_at(place.cursor)
        if time is not None:
            where += f" · {clock(time)}"
        if span is not None:
            where += " · " + ngettext("{n} character", "{n} characters", len(span)).format(
                n=number(len(span))
            )
        parts.append((f" {where} · {self._percent()}", "dim"))
        self.query_one("#status", Line).say(joined(*parts))

    def _percent(self) -> str:
        return f"{100 * self.view.place.cursor // max(1, self.view.mover.last)} %"

    def _moved(self) -> None:
        """Say what is at the cursor, and no longer what was done before."""
        self._said = ""
        self.show_status()

    def says(self, sentence: str) -> bool:
        """Say what was done, in the line below the text, until the cursor moves."""
        if not self.view.display:
            return False
        self._said = sentence
        self.show_status()
        return True

    # Panels

    def takes(self, action: Action) -> bool:
        """Leave to a tree the keys that move in it."""
        if isinstance(self.focused, Tree):
            moving = action.id.startswith(("cur.", "sel.")) and action.id != "sel.none"
            return not moving and action.id != "code.pick"
        return True

    def do_sel_none(self) -> None:
        """Go back to the text, and then select nothing."""
        if isinstance(self.focused, Tree):
            self._to_text()
        else:
            super().do_sel_none()

    def _to_text(self) -> None:
        for tree in self.query(Tree):
            tree.remove_class("-open")
        self.view.focus()

    def do_go_documents(self) -> None:
        """Go to the list of transcripts."""
        self._to_panel(self.query_one(DocumentTree))

    def do_go_codebook(self) -> None:
        """Go to the codebook."""
        self._to_panel(self.query_one(CodeTree))

    def _to_panel(self, tree: Tree[Guid | None]) -> None:
        if self.focused is tree:
            self._to_text()
            return
        for other in self.query(Tree):
            other.remove_class("-open")
        tree.add_class("-open")
        tree.focus()

    def on_tree_node_selected(self, event: Tree.NodeSelected[Guid | None]) -> None:
        """Open the transcript, or tag with the code, that was chosen."""
        guid = event.node.data
        if guid is None:
            return
        if isinstance(event.control, DocumentTree):
            chosen = next(transcript for transcript in self.study.transcripts if transcript.id == guid)
            self.open(chosen, self.study.recall("cursors", {}).get(guid, 0))
        else:
            self.focus_code(guid)
        self._to_text()

    def do_leave(self) -> None:
        """Leave the program; nothing is ever unsaved."""
        self._remember_cursor()
        self.app.exit()
