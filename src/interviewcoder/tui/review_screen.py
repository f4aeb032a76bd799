"""The review screen: codings a correction could not carry along by itself, one after the other, until each is decided.

Owns which one is meant and the place it is being given. What waits, and its words, are `study.reviewing`'s; every
decision is a gesture, so undo takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import corrections as gestures
from interviewcoder.domain.text import Span
from interviewcoder.locales import _, number
from interviewcoder.study import correcting
from interviewcoder.study.reviewing import Reviewing, Surrounded
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.keyed import Foot, KeyedScreen, Said
from interviewcoder.tui.line import Line
from interviewcoder.tui.row_list import RowList
from interviewcoder.tui.safe import cut, joined, plain
from interviewcoder.tui.selection import Mover

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.records import Guid, Pending
    from interviewcoder.study import Study
    from interviewcoder.tui.actions import Action


_WIDE: Final = 110
"""Cells from which on list and words stand beside each other."""
_AROUND: Final = 160
"""Characters shown on either side of a passage; a third of them in a narrow window."""


class ReviewScreen(Acting, KeyedScreen[None]):
    """Decide about what waits."""

    PLACE = "review"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS: ClassVar[str] = """
    ReviewScreen #title { padding: 0 1; background: $surface; }
    ReviewScreen #both { height: 1fr; layout: vertical; }
    ReviewScreen.-wide #both { layout: horizontal; }
    ReviewScreen RowList { height: 1fr; width: 1fr; }
    ReviewScreen #pane { height: 3fr; background: $surface; padding: 0 2; }
    ReviewScreen.-wide #pane { height: 1fr; width: 60%; padding: 1 2; }
    ReviewScreen #empty { height: 1fr; content-align: center middle; padding: 2 6; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+down", "read(1)", show=False),
        Binding("shift+up", "read(-1)", show=False),
    ]

    def __init__(self, study: Study, transcript: Guid | None = None) -> None:
        super().__init__()
        self.study = study
        self._reviewing = Reviewing(study)
        self._places: dict[tuple[Guid, Guid], Span] = {}
        waiting = self._reviewing.waiting
        self._first = next((n for n, one in enumerate(waiting) if one.transcript == transcript), 0)

    def compose(self) -> ComposeResult:
        """Lay out the list and the one at the cursor, before and now."""
        yield Line(id="title")
        with Horizontal(id="both"):
            yield RowList()
            yield Static(id="empty", markup=False)
            with VerticalScroll(id="pane", can_focus=False):
                yield Static(id="words", markup=False)
        yield Said()
        yield Foot()

    def on_mount(self) -> None:
        """Show what waits, beginning with the transcript one comes from."""
        self._show(self._first)
        self._rows.focus()

    # What is shown

    @property
    def _rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def pending(self) -> Pending | None:
        """What is at the cursor."""
        waiting, row = self._reviewing.waiting, self._rows.row
        return waiting[row] if row < len(waiting) else None

    def renew(self) -> None:
        """Read anew and show, staying at the same one where it still waits; an undo leads to what waits again."""
        here, row = self.pending, self._rows.row
        known = {one.id for one in self._reviewing.waiting}
        self._reviewing = Reviewing(self.study)
        waiting = self._reviewing.waiting
        if here is not None:
            row = next((n for n, one in enumerate(waiting) if one.id == here.id and not one.aside), row)
        row = next((n for n, one in enumerate(waiting) if one.id not in known), row)
        self._show(row)

    def _show(self, row: int) -> None:
        waiting = self._reviewing.waiting
        self._show_title()
        self._rows.display, self.query_one("#pane").display = bool(waiting), bool(waiting)
        empty = self.query_one("#empty", Static)
        empty.display = not waiting
        empty.update(
            plain(
                _(
                    "Nothing waits for a decision. When a transcript is corrected – in the text, E corrects the words at "
                    "the cursor and C takes a corrected file –, every coding is carried along with its words; those that "
                    "cannot be carried along with certainty are listed here, with what is proposed."
                )
            )
        )
        self._rows.show(len(waiting), self._row, row)
        if waiting and self.focused is None:
            self._rows.focus()
        self.show_keys()

    def _show_title(self) -> None:
        waiting = self._reviewing.waiting
        parts: list[str | tuple[str, str]] = [(_("Review"), "bold")]
        parts.append(f" – {correcting.waiting_in_words(len(waiting))}")
        aside = sum(one.aside for one in waiting)
        if aside:
            parts.append((_(", {n} of them set aside").format(n=number(aside)), "dim"))
        self.query_one("#title", Line).say(joined(*parts))

    def _row(self, row: int, width: int) -> Content:
        one = self._reviewing.waiting[row]
        mark = "…" if one.aside else "=" if one.reason == "unsure" else "~" if self._place(one) else "∅"
        codebook = self.study.codebook
        code = cut(codebook.name(codebook[one.code]), max(10, width // 3))
        return joined(
            (f"{mark} ", "bold"), ("▌", codebook.colour(one.code)), (f"{code}  ", "bold"),
            cut(one.quote, max(8, width - len(code) - 6)),
        )  # fmt: skip

    def on_row_list_moved(self) -> None:
        """Show what is known of it: the words before, and those proposed."""
        one = self.pending
        if one is not None:
            self.query_one("#words", Static).update(Content("\n").join(self._about(one)))
            self.query_one("#pane", VerticalScroll).scroll_home(animate=False)

    def _about(self, one: Pending) -> list[Content]:
        reviewing, place = self._reviewing, self._place(one)
        facts = [reviewing.transcript(one).name, reviewing.coder(one), one.made[:10], "★" if one.key else ""]
        around = _AROUND if self.app.size.width >= _WIDE else _AROUND // 3
        why = correcting.reason_in_words(one)
        lines = [
            joined(("▌", self.study.codebook.colour(one.code)), (self.study.codebook.path(one.code), "bold")),
            plain(" · ".join(fact for fact in facts if fact), "dim"),
            plain(_("{reason} (set aside)").format(reason=why) if one.aside else why, "italic"),
            plain(""),
            plain(_("Before:"), "dim"),
            _words(reviewing.before(one, around), "bold $text-error"),
            plain(""),
        ]
        if place is None:
            lines.append(plain(_("Now: no place is proposed. o goes to the text to give it one."), "dim"))
        else:
            said = (
                _("Now, as you have placed it:") if self._key(one) in self._places else _("Now, as proposed:")
            )
            lines += [plain(said, "dim"), _words(reviewing.now(one, place, around), "bold $text-success")]
        return lines

    def action_read(self, step: int) -> None:
        """Read on in the words, or back."""
        self.query_one("#pane", VerticalScroll).scroll_relative(y=3 * step, animate=False)

    def on_row_list_chosen(self) -> None:
        """Do with the row clicked twice what enter does."""
        self.coder_app.attempt(self.do_review_accept)

    def takes(self, action: Action) -> bool:  # noqa: ARG002
        """Take every key that is an action's."""
        return True

    # What can be done now

    def possible(self, action: Action) -> bool:
        """Offer decisions where something waits, and to take one back where one was made last."""
        if action.id == "undo":
            return _is_decision(self.study.next_undo)
        return action.place != self.PLACE or self.pending is not None

    def do_undo(self) -> None:
        """Take the last decision back; what else was done is not undone from here, where it cannot be seen."""
        if not _is_decision(self.study.next_undo):
            raise Refused(
                _("There is no decision to take back. What was done before is undone in the text: q, then u.")
            )
        self.coder_app.do_undo()

    def do_redo(self) -> None:
        """Decide once more as it was, when a decision was taken back last."""
        if not _is_decision(self.study.next_redo):
            raise Refused(_("There is no decision to make again."))
        self.coder_app.do_redo()

    # Deciding

    def _one(self) -> Pending:
        if self.pending is None:
            raise Refused(_("Nothing waits here."))
        return self.pending

    def _place(self, one: Pending) -> Span | None:
        """Give the place it is to get: as adjusted, else as proposed."""
        return self._places.get(self._key(one)) or correcting.proposal(one)

    def _key(self, one: Pending) -> tuple[Guid, Guid]:
        """Give what a place is kept under: it is one of the present text, and of no later one."""
        return one.id, self._reviewing.transcript(one).version

    def do_review_accept(self) -> None:
        """Put it where it is proposed, or where its ends were moved to."""
        one = self._one()
        place = self._place(one)
        self.make(correcting.accepted(self.study, [one], [place] if place is not None else None))

    def do_review_alike(self) -> None:
        """Put all that wait here for the same reason where they are proposed."""
        one = self._one()
        alike = {
            other.id: (other, place) for other in self._reviewing.alike(one) if (place := self._place(other))
        }
        if not alike:
            raise Refused(_("For none that waits for this reason a place is proposed."))
        pending, places = zip(*alike.values(), strict=True)
        self.make(correcting.accepted(self.study, pending, places))

    def do_review_aside(self) -> None:
        """Leave it for later, and go on."""
        self.make(gestures.set_aside([self._one()], self.study.codebook))

    def do_review_drop(self) -> None:
        """Remove the coding."""
        one = self._one()
        self.make(gestures.drop([one], self.study.codebook, self.study.memos([one.id])))

    def do_review_next(self) -> None:
        """Go to the next one."""
        self._rows.action_move(1)

    def do_review_back(self) -> None:
        """Go to the one before."""
        self._rows.action_move(-1)

    # Its place

    def do_review_place(self) -> None:
        """Go to the text, to select its words there."""
        one = self._one()
        self.coder_app.coding.place_by_hand(one, self._place(one), self._reviewing.nearest(one))

    def do_review_start_back(self) -> None:
        """Let it begin a word earlier."""
        self._move(lambda mover, at: (mover.word_back(at.start), at.end))

    def do_review_start_next(self) -> None:
        """Let it begin a word later."""
        self._move(lambda mover, at: (mover.word_forward(at.start), at.end))

    def do_review_end_back(self) -> None:
        """Let it end a word earlier."""

        def shorter(mover: Mover, at: Span) -> tuple[int, int]:
            last = mover.word_at(at.end - 1)
            return at.start, mover.word_at(mover.word_back(last.start)).end

        self._move(shorter)

    def do_review_end_next(self) -> None:
        """Let it end a word later."""
        self._move(lambda mover, at: (at.start, mover.word_end(at.end - 1) + 1))

    def _move(self, moved: Callable[[Mover, Span], tuple[int, int]]) -> None:
        """Move an end of the place; it is kept until the coding is accepted."""
        one = self._one()
        place = self._place(one)
        if place is None:
            raise Refused(_("No place is proposed: o goes to the text, select the words there and press A."))
        start, end = moved(Mover(self.study.document(self._reviewing.transcript(one))), place)
        if start < end:
            self._places[self._key(one)] = Span(start, end)
            self.on_row_list_moved()


def _is_decision(line: HistoryLine | None) -> bool:
    return line is not None and line.label in gestures.DECISIONS


def _words(found: Surrounded, style: str) -> Content:
    return joined((found.before, "dim"), (found.words, style), (found.after, "dim"))
