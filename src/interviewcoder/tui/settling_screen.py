"""The settling screen: two coders side by side over a transcript, place by place, and the coding they agree on.

Owns which place is looked at and whose codings stand beside each other. What a decision writes is `study.settling`'s;
drawing and moving are the transcript view's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.domain.records import Memo
from interviewcoder.locales import N_, _
from interviewcoder.study.settling import Settling
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.keyed import Foot, KeyedScreen, Said
from interviewcoder.tui.layout import cells
from interviewcoder.tui.line import Line
from interviewcoder.tui.motions import Motions
from interviewcoder.tui.safe import cut, joined, plain
from interviewcoder.tui.settling_words import about, standing
from interviewcoder.tui.transcript_view import TranscriptView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from interviewcoder.domain.changes import Change
    from interviewcoder.domain.records import Guid
    from interviewcoder.domain.text import Span
    from interviewcoder.study import Study
    from interviewcoder.study.comparing import Question
    from interviewcoder.study.settling import Spot, Way
    from interviewcoder.tui.actions import Action

SHOWN: Final = (N_("disagreements"), N_("still open"), N_("all"))
"""Which places are gone through."""
_LEAST: Final = 12
"""Cells of the title that the code has at least; less important things give way to it."""


class SettlingScreen(Acting, Motions, KeyedScreen[None]):
    """Go through the places, see what each coder did, and say what is agreed."""

    PLACE = "settling"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS: ClassVar[str] = """
    SettlingScreen #title { padding: 0 1; background: $surface; }
    SettlingScreen #both { height: 1fr; }
    SettlingScreen .side { width: 1fr; }
    SettlingScreen .side Line { padding: 0 1; background: $surface; text-style: bold; }
    SettlingScreen.-narrow .side { display: none; }
    SettlingScreen.-narrow .side.-seen { display: block; }
    SettlingScreen.-wide #second { border-left: solid $surface-lighten-2; }
    SettlingScreen #pane { height: 8; background: $surface; padding: 0 1; }
    SettlingScreen.-wide #pane { height: 11; }
    SettlingScreen #empty { height: 1fr; content-align: center middle; padding: 2 6; }
    """

    def __init__(self, study: Study, question: Question, code: Guid | None) -> None:
        super().__init__()
        self.study = study
        self._question, self._code = question, code
        self._settling: Settling | None = None
        self._spots: Sequence[Spot] = ()
        self._at = 0
        self._filter = 0
        self._pair = (0, 1)
        self._own = False
        self._decided: list[tuple[Guid, Guid, int, int]] = []
        self._views = (self._made_view("one"), self._made_view("two"))
        self._seen = 0

    def _made_view(self, name: str) -> TranscriptView:
        return TranscriptView(
            colour_of=lambda guid: self.study.codebook.colour(guid),  # noqa: PLW0108 - it may be replaced
            name_of=lambda guid: self.study.codebook.name(self.study.codebook[guid]),
            moved=self._moved,
            id=name,
        )

    @property
    def view(self) -> TranscriptView:  # type: ignore[override]
        """The view the keys move in."""
        return self._views[self._seen]

    def compose(self) -> ComposeResult:
        """Lay out the two transcripts and what each coder did."""
        yield Line(id="title")
        with Horizontal(id="both"):
            for n, name in enumerate(("first", "second")):
                with Vertical(id=name, classes="side -seen" if n == 0 else "side"):
                    yield Line(id=f"{name}-coder")
                    yield self._views[n]
        yield Static(id="empty", markup=False)
        with VerticalScroll(id="pane", can_focus=False):
            yield Static(id="words", markup=False)
        yield Said(id="said")
        yield Foot()

    def on_mount(self) -> None:
        """Read the places and show the first."""
        self._show_empty(_("Looking for the places …"))
        self.renew()

    # What is shown

    def renew(self) -> None:
        """Read the places anew and stay where we are."""
        self.show_keys()
        if self._own:
            self._own = False
            self._list()
            return
        self._read()

    @work(thread=True, exclusive=True, group="settling", exit_on_error=False)
    def _read(self) -> None:
        """Read beside the screen: every transcript that is compared is read once."""
        worker = get_current_worker()
        try:
            codebook = self.study.codebook
            if self._code is not None and self._code not in codebook:
                raise Refused(_("The code is no longer there."))
            codes = None
            if self._code is not None:
                codes = frozenset({self._code, *(code.id for code in codebook.below(self._code))})
            found = Settling(self.study, self._question, codes)
        except InterviewCoderError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._show_empty, error.sentence)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, found)

    def _found(self, settling: Settling) -> None:
        if not self.is_mounted:
            return
        first = self._settling is None
        self._settling = settling
        self._pair = tuple(min(n, len(settling.coders) - 1) for n in self._pair)  # type: ignore[assignment]
        self._list()
        if first:
            self._go_to_open(0)
        elif self._decided:
            self._go_back(self._decided[-1])

    def _go_back(self, decided: tuple[Guid, Guid, int, int]) -> None:
        """Go to the place decided last, when that was taken back."""
        taken_back = (n for n, spot in enumerate(self._spots) if spot.key == decided and not spot.settled)
        found = next(taken_back, None)
        if found is not None:
            self._decided.pop()
            self._go(found)

    def _list(self) -> None:
        """Show the places that are wanted, staying at the one we were at."""
        settling = self._settling
        if settling is None:
            return
        here = self._spots[self._at].key if self._at < len(self._spots) else None
        self._spots = [
            spot for spot in settling.spots
            if self._filter == 2 or (not spot.agreed and (self._filter == 0 or not spot.settled or spot.key == here))
        ]  # fmt: skip
        self._at = next((n for n, spot in enumerate(self._spots) if spot.key == here), 0)
        if not self._spots:
            self._show_empty(self._when_empty())
            return
        self.query_one("#both").display = self.query_one("#pane").display = True
        self.query_one("#empty").display = False
        self._show_spot()
        self.show_keys()
        if self.focused is None:
            self.view.focus()

    def _when_empty(self) -> str:
        if self._filter == 1 and self._settling is not None and self._settling.progress[1]:
            return _("Everything is settled. f shows other places, q goes back.")
        return _(
            "They disagree nowhere here: every place where one used the code the others did too. f shows those places; "
            "A makes what they agree on the agreed coding."
        )

    def _show_empty(self, sentence: str) -> None:
        if not self.is_mounted:
            return
        self.query_one("#both").display = self.query_one("#pane").display = False
        empty = self.query_one("#empty", Static)
        empty.display = True
        empty.update(plain(sentence))
        self._show_title()
        self.show_keys()

    @property
    def _spot(self) -> Spot:
        if self._settling is None or self._at >= len(self._spots):
            raise Refused(_("There is no place here."))
        return self._spots[self._at]

    def _show_spot(self) -> None:
        """Show the place: both transcripts at it, and what each did."""
        assert self._settling is not None
        spot = self._spots[self._at]
        document = self._settling.document(spot)
        sides, agreed = self._settling.sides(spot)
        starts = [at.start for side in sides for at in side.passages]
        cursor = max(spot.start, min(starts, default=spot.start))
        for name, view, n in zip(("first", "second"), self._views, self._pair, strict=True):
            coder = self._settling.coders[n]
            theirs = Selection(transcripts=frozenset({spot.transcript}), coders=frozenset({coder.id}))
            view.show(document, self.study.codings(theirs), cursor)
            view.show_codes("focus", frozenset({spot.code}))
            self.query_one(f"#{name}-coder", Line).say(plain(coder.name))
        self.query_one("#words", Static).update(
            about(document.reference(spot.span), sides, agreed, spot.settled)
        )
        self.query_one("#pane", VerticalScroll).scroll_home(animate=False)
        self._show_title()

    def _show_title(self) -> None:
        said: list[str] = []
        code = _("Where coders disagree")
        if self._settling is not None and self._at < len(self._spots):
            spot = self._spots[self._at]
            code = self.study.codebook.path(spot.code)
            said.append(_("{n} of {all}").format(n=self._at + 1, all=len(self._spots)))
            if self._filter:
                said[0] += f" ({_(SHOWN[self._filter])})"
            said.append(standing(spot.settled))
        if self._settling is not None:
            settled, apart = self._settling.progress
            said.append(_("{n} of {all} settled").format(n=settled, all=apart))
            said.append(self._settling.coder.name)
        room = self.app.size.width - 4
        least = min(_LEAST, cells(code))
        while len(said) > 1 and cells(" · ".join(said)) > room - least:
            said.pop()
        rest = " · ".join(said)
        code = cut(code, max(least, room - cells(rest)))
        self.query_one("#title", Line).say(joined((code, "bold"), f"  {rest}" if rest else ""))

    def _moved(self) -> None:
        """Keep both transcripts at the same place."""
        other = self._views[1 - self._seen]
        place = self.view.place
        if other.document is self.view.document and other.document is not None and other.place != place:
            other.move(place)

    def possible(self, action: Action) -> bool:
        """Offer going and settling where there are places."""
        return not action.id.startswith("settling.") or action.id == "settling.filter" or bool(self._spots)

    def do(self, action: Action) -> None:
        """Do an action; where no transcript is shown there is nothing to move in."""
        if self.view.document is not None or not action.id.startswith(("cur.", "sel.")):
            super().do(action)

    # Going

    def _go(self, n: int) -> None:
        if not self._spots:
            raise Refused(_("There is no place here."))
        self._at = n % len(self._spots)
        self._show_spot()

    def _go_to_open(self, begin: int) -> None:
        """Go to the first place from `begin` on, and then from the top, that is not settled."""
        order = [*range(begin, len(self._spots)), *range(min(begin, len(self._spots)))]
        found = next((n for n in order if not self._spots[n].settled), None)
        if found is not None:
            self._go(found)

    def do_settling_next(self) -> None:
        """Go to the next place."""
        self._go(self._at + 1)

    def do_settling_back(self) -> None:
        """Go to the place before."""
        self._go(self._at - 1)

    def do_settling_open(self) -> None:
        """Go to the next place that is not settled."""
        if all(spot.settled for spot in self._spots):
            raise Refused(_("Everything here is settled."))
        self._go_to_open(self._at + 1)

    def do_settling_filter(self) -> None:
        """Show other places: all disagreements, those not settled, every place."""
        self._filter = (self._filter + 1) % len(SHOWN)
        self._list()

    def do_settling_other(self) -> None:
        """Go over to the other coder, of more than two to the next."""
        if self._settling is None or not self._spots:
            return
        if self._seen:
            self._pair = (self._pair[0], self._pair[1] % (len(self._settling.coders) - 1) + 1)
        self._seen = 1 - self._seen
        for n, side in enumerate(self.query(".side")):
            side.set_class(n == self._seen, "-seen")
        place = self.view.place
        self._show_spot()
        self.view.focus()
        self.view.move(place)

    def do_settling_go(self) -> None:
        """Go to the place in the coding screen."""
        spot = self._spot
        self.coder_app.show_passage(spot.transcript, spot.span)

    # Settling

    def _settle(self, change_of: Callable[[Settling, Spot], Change]) -> None:
        """Make a decision on the place, and go on to the next that is open."""
        spot, settling = self._spot, self._settling
        assert settling is not None
        change = change_of(settling, spot)
        if change:
            line = self.study.apply(change, coder=settling.coder)
            settling.reread(spot.transcript)
            self._own = True
            self._decided.append(spot.key)
            self.coder_app.told(line.sentence)
        self._go_to_open(self._at)
        self._list()

    def do_settling_first(self) -> None:
        """Let what the first coder did stand."""
        self._settle(lambda settling, spot: settling.as_one(spot, 0))

    def do_settling_second(self) -> None:
        """Let what the second coder did stand."""
        self._settle(lambda settling, spot: settling.as_one(spot, 1))

    def other_key(self, event: events.Key) -> bool:
        """Let what the third coder, or a later one, did stand."""
        settling = self._settling
        if settling is None or event.key not in "3456789"[: max(0, len(settling.coders) - 2)]:
            return False
        n = int(event.key) - 1
        self.coder_app.attempt(lambda: self._settle(lambda at, spot: at.as_one(spot, n)))
        return True

    def _as_all(self, way: Way) -> None:
        self._settle(lambda settling, spot: settling.as_all(spot, way))

    def do_settling_union(self) -> None:
        """Let every word that anybody marked stand."""
        self._as_all("all")

    def do_settling_common(self) -> None:
        """Let the words that all of them marked stand."""
        self._as_all("common")

    def do_settling_none(self) -> None:
        """Say that the code is not here."""
        self._as_all("none")

    def do_settling_own(self) -> None:
        """Let the selected words stand, or the sentence at the cursor."""
        spot, span = self._spot, self._chosen()
        if span is None or not span.overlaps(spot.span):
            raise Refused(
                _("Select words in the place they disagree on: Space takes more, v selects freely.")
            )
        self._settle(lambda settling, _spot: settling.passages(spot, [span]))

    def _chosen(self) -> Span | None:
        place = self.view.place
        return place.span or self.view.mover.sentence_at(place.cursor)

    def do_settling_agreed(self) -> None:
        """Make what they agree on already the agreed coding too."""
        settling = self._settling
        if settling is None:
            return
        self.coder_app.told(self.study.apply(settling.agreed(), coder=settling.coder).sentence)

    def do_settling_memo(self) -> None:
        """Say why it was settled so: a memo on the agreed coding, or the one that says it is not here."""
        spot, settling = self._spot, self._settling
        assert settling is not None
        found = settling.noted(spot)
        path = self.study.codebook.path(spot.code)
        title = _("Why: {code}").format(code=path)
        if isinstance(found, Memo):
            self.write_memo(title, found, found, plain(found.quote))
            return
        memo = Memo(on="coding", target=found.id, text="", coder=self.study.coder.id)
        self.write_memo(title, memo, self.memo_on(memo), plain(found.quote))
