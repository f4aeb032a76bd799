"""The actions that tag, untag, focus and find in the transcript that is open.

Owns which passage an action is about: the selection, or else the sentence at the cursor. Changes are the study's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis.results import Hit
from interviewcoder.domain.text import Span
from interviewcoder.locales import _, ngettext
from interviewcoder.tui.actions import AZERTY, QUICK
from interviewcoder.tui.annotating import Annotating
from interviewcoder.tui.line import Line
from interviewcoder.tui.safe import cut, joined
from interviewcoder.tui.transcript_view import MODES, Mode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.records import Code, Coding, Guid, Transcript
    from interviewcoder.study import Study
    from interviewcoder.tui.app import CodingApp
    from interviewcoder.tui.picker import Picked
    from interviewcoder.tui.transcript_view import TranscriptView

_RECENT = 20
_START = attrgetter("start")


class Tagging(Annotating):
    """Actions ``code.*``, ``view.*``, ``nav.*`` and ``find``."""

    study: Study
    view: TranscriptView
    app: Any
    query_one: Any
    _counts: Mapping[Guid, CodeCounts]
    focused_code: Guid | None = None
    _mode: Mode = "all"
    _hits: Sequence[Hit] = ()

    if TYPE_CHECKING:

        @property
        def coder_app(self) -> CodingApp: ...  # noqa: D102
        @property
        def transcript(self) -> Transcript | None: ...  # noqa: D102
        def open(self, transcript: Transcript, cursor: int = 0, select: Span | None = None) -> None: ...  # noqa: D102

    def coder_of(self, coding: Coding) -> str:
        """Give the name of who made a coding, empty when it is the present coder."""
        if coding.coder == self.study.coder.id:
            return ""
        return next((f"({coder.name})" for coder in self.study.coders if coder.id == coding.coder), "")

    def _passage(self) -> Span | None:
        """Give the selection, or the sentence at the cursor."""
        if self.view.document is None:
            return None
        place = self.view.place
        return place.span or self.view.mover.sentence_at(place.cursor)

    # Tagging

    @property
    def recent(self) -> list[Guid]:
        """The codes used last, the newest first."""
        return [guid for guid in self.study.recall("recent", []) if guid in self.study.codebook]

    @property
    def quick(self) -> list[Guid]:
        """The codes under the digits: those of the coder, else those used most."""
        kept = [guid for guid in self.study.recall("quick", []) if guid in self.study.codebook]
        leaves = [code.id for code in self.study.codebook if not self.study.codebook.children(code.id)]
        often = sorted(leaves, key=lambda guid: -self._counts[guid].segments if guid in self._counts else 0)
        return list(dict.fromkeys([*kept, *often]))[: len(QUICK)]

    def show_quick(self) -> None:
        """Show the codes under the digits, and the one that is repeated."""
        codebook = self.study.codebook
        parts: list[str | tuple[str, str]] = []
        for digit, guid in zip(QUICK, self.quick, strict=False):
            name = cut(codebook.name(codebook[guid]), 13)
            parts += [(digit, "bold"), ("▌", codebook.colour(guid)), f"{name} "]
        if self.recent:
            parts += [("r", "bold"), f" {cut(codebook.name(codebook[self.recent[0]]), 16)}"]
        self.query_one("#quick", Line).say(joined(*parts))

    def do_code_pick(self) -> None:
        """Choose codes for the passage."""
        span = self._passage()
        if span is None or self.transcript is None:
            return
        self.app.push_screen(self.picker(self._pin), lambda picked: self._picked(picked, span))

    def _pin(self, guid: Guid) -> None:
        """Keep a code under the first digit; the others move on."""
        kept = [known for known in self.study.recall("quick", []) if known != guid]
        self.study.remember("quick", [guid, *kept][: len(QUICK)])
        self.show_quick()

    def _picked(self, picked: Picked | None, span: Span) -> None:
        if picked is None:
            return

        def tag() -> None:
            codes = [self.study.codebook[guid] for guid in picked.codes if guid in self.study.codebook]
            if picked.new:
                codes.append(self.study.add_code(picked.new))
            self._tag(span, codes)

        self.coder_app.attempt(tag)

    def _tag(self, span: Span, codes: Sequence[Code]) -> None:
        transcript = self.transcript
        if transcript is None or not codes:
            return
        line = self.study.code_passage(transcript, span, codes)
        used = [code.id for code in codes]
        self.study.remember("recent", list(dict.fromkeys([*used, *self.recent]))[:_RECENT])
        self.coder_app.told(line.sentence if line else _("That passage has that code already."))

    def do_code_repeat(self) -> None:
        """Tag the passage with the code used last."""
        span, recent = self._passage(), self.recent
        if not recent:
            self.coder_app.tell(_("Nothing was coded yet; choose a code with c."))
        elif span is not None:
            self._tag(span, [self.study.codebook[recent[0]]])

    def other_key(self, event: events.Key) -> bool:
        """Tag with the code under a digit; also by what a French keyboard gives for it."""
        digit = (
            event.key
            if event.key in QUICK
            else next((d for d, key in AZERTY.items() if key == event.key), None)
        )
        if digit is None and event.character is not None:
            digit = next((d for d, key in AZERTY.items() if key == event.character), None)
        if digit is None:
            return False
        span, n = self._passage(), QUICK.index(digit)
        if span is not None and n < len(self.quick):
            self.coder_app.attempt(lambda: self._tag(span, [self.study.codebook[self.quick[n]]]))
        return True

    def do_code_remove(self) -> None:
        """Take away the coding at the cursor, asking which when there are several."""
        self.with_one(_("Which coding is to go?"), self._remove)

    def _remove(self, coding: Coding) -> None:
        self.coder_app.told(self.study.remove_codings([coding]).sentence)

    # Looking

    def do_view_mode(self) -> None:
        """Change how codings are marked in the text."""
        self._mode = MODES[(MODES.index(self._mode) + 1) % len(MODES)]
        names = {
            "all": _("All codings are underlined."),
            "focus": _("Only the focused code is marked."),
            "none": _("Codings are marked in the margin only."),
        }
        self._show_codes()
        self.coder_app.tell(names[self._mode])

    def do_view_focus(self) -> None:
        """Focus the code at the cursor; again, no code."""
        here = self.view.codings.at(self.view.place.cursor)
        self.focus_code(None if self.focused_code or not here else here[0].code)

    def focus_code(self, guid: Guid | None) -> None:
        """Focus a code and those below it."""
        self.focused_code = guid
        self._show_codes()
        if guid is not None:
            self.coder_app.tell(_("In focus: {code}").format(code=self.study.codebook.path(guid)))

    def _show_codes(self) -> None:
        guid = self.focused_code
        known = guid is not None and guid in self.study.codebook
        codes = self.study.codebook.with_below(guid) if guid is not None and known else ()
        self.view.show_codes(self._mode, frozenset(codes))

    def do_nav_next(self) -> None:
        """Go to the next hit while searching, else to the next coding."""
        self._go(1)

    def do_nav_back(self) -> None:
        """Go to the hit before, else to the coding before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if self.view.document is None:
            return
        cursor = self.view.place.span.start if self.view.place.span else self.view.place.cursor
        places: Sequence[Hit | Coding] = self._hits_here() or self.view.codings.in_order
        if step > 0:
            ahead = iter(places[bisect_right(places, cursor, key=_START) :])
        else:
            ahead = reversed(places[: bisect_left(places, cursor, key=_START)])
        found = next(filter(self._in_focus, ahead), None)
        if found is not None:
            self.view.move(self.view.mover.selected(Span(found.start, found.end)))
        else:
            self.coder_app.tell(_("There is no further one in this transcript."))

    def _in_focus(self, place: Hit | Coding) -> bool:
        return self.focused_code is None or isinstance(place, Hit) or place.code in self.view.focused_codes

    def _hits_here(self) -> list[Hit]:
        transcript = self.transcript
        return [hit for hit in self._hits if transcript is not None and hit.transcript_id == transcript.id]

    def do_find(self) -> None:
        """Search all transcripts."""
        from interviewcoder.tui.search_screen import SearchScreen

        segments = {guid: counts.segments for guid, counts in self._counts.items()}
        self.app.push_screen(SearchScreen(self.study, segments, self.quick, self.recent), self._found)

    def _found(self, found: tuple[Sequence[Hit], int] | None) -> None:
        if found is None:
            self._hits = ()
            return
        self._hits, n = found
        hit = self._hits[n]
        transcript = next(t for t in self.study.transcripts if t.id == hit.transcript_id)
        self.open(transcript, hit.start, Span(hit.start, hit.end))
        number = len(self._hits)
        self.coder_app.tell(
            ngettext("{n} hit; n and N go on.", "{n} hits; n and N go on.", number).format(n=number)
        )
