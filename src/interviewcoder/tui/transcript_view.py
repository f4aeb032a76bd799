"""The transcript on the screen: speakers, text, codings in the margin, cursor and selection.

A widget of its own on Textual's line API: only the lines that are seen are built, and only those that
changed are built again. Owns drawing and moving; what keys mean is the screen's, changes are the study's.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from interviewcoder.domain.text import Span, shown
from interviewcoder.tui.layout import Layout, cells, wrap
from interviewcoder.tui.safe import cut
from interviewcoder.tui.selection import Mover, Place
from interviewcoder.tui.stripes import Codings, Stripe, Stripes, glyph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events

    from interviewcoder.domain.document import Document
    from interviewcoder.domain.records import Coding, Guid, Turn

Mode = Literal["all", "focus", "none"]
MODES: Final[tuple[Mode, ...]] = ("all", "focus", "none")
_GUTTER: Final = 7
_TEXT_AT_MOST: Final = 92


class TranscriptView(ScrollView, can_focus=True):
    """One transcript, to be read and selected in."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TranscriptView { background: $background; color: $foreground; overflow-x: hidden;
        scrollbar-size-vertical: 1; }
    TranscriptView > .transcript--number { text-style: dim; }
    TranscriptView > .transcript--interviewer { text-style: dim italic; }
    TranscriptView > .transcript--participant { color: $text-accent; text-style: bold; }
    TranscriptView > .transcript--question { text-style: dim; }
    TranscriptView > .transcript--coded { text-style: underline; }
    TranscriptView > .transcript--focused { background: $accent-muted; }
    TranscriptView > .transcript--selection { background: #e5a50a; color: black; }
    TranscriptView > .transcript--cursor { text-style: reverse bold; }
    TranscriptView > .transcript--name { text-style: dim; }
    TranscriptView:ansi > .transcript--selection { background: ansi_default; color: ansi_default; text-style: reverse; }
    TranscriptView:ansi > .transcript--focused { background: ansi_default; text-style: bold underline; }
    TranscriptView:ansi > .transcript--cursor { text-style: reverse bold underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--number", "transcript--interviewer", "transcript--participant", "transcript--question",
        "transcript--coded", "transcript--focused", "transcript--selection", "transcript--cursor",
        "transcript--name",
    }  # fmt: skip

    def __init__(
        self, *, colour_of: Callable[[Guid], str], name_of: Callable[[Guid], str],
        moved: Callable[[], None], id: str,  # noqa: A002 - as Textual calls it
    ) -> None:  # fmt: skip
        super().__init__(id=id)
        self._colour_of = colour_of
        self._name_of = name_of
        # Called, not posted as a message: what is said of the place is then painted in the same frame.
        self._moved = moved
        self.document: Document | None = None
        self.place = Place()
        self.mode: Mode = "all"
        self.focused_codes: frozenset[Guid] = frozenset()
        self.codings = Codings(())
        self._layout: Layout = wrap("", 40)
        self._stripes = Stripes(self.codings, self._layout.line_at)
        self._mover: Mover | None = None
        self._goal: int | None = None
        self._strips: dict[int, Strip] = {}

    # What is shown

    @property
    def mover(self) -> Mover:
        """The motions over the document shown."""
        assert self._mover is not None
        return self._mover

    def show(self, document: Document, codings: Iterable[Coding], cursor: int = 0) -> None:
        """Show another document, or the same one anew, with the cursor at an offset."""
        self.document = document
        self._mover = Mover(document)
        self.codings = Codings(codings)
        self.place = Place(cursor=min(max(0, cursor), self._mover.last))
        self._lay_out()
        self._reveal(centre=True)
        self._moved()

    def retell(self, document: Document) -> None:
        """Show the same text with other speakers, codes or colours, and stay in place."""
        self.document = document
        self._mover = Mover(document)
        self._redraw()

    def recode(self, codings: Iterable[Coding]) -> None:
        """Show other codings of the same document; only the lines they touch are drawn anew."""
        gone, come = self.codings.become(codings)
        lines = self._stripes.follow(gone, come)
        for coding in (*gone, *come):
            lines.update(range(self._layout.line_at(coding.start), self._layout.line_at(coding.end - 1) + 1))
        self._redraw(lines)

    def show_codes(self, mode: Mode, focused: frozenset[Guid]) -> None:
        """Say how codings are marked in the text."""
        self.mode, self.focused_codes = mode, focused
        self._redraw()

    def on_resize(self) -> None:
        """Wrap anew, keeping the cursor where it is."""
        self._lay_out()
        self._reveal(centre=True)

    def notify_style_update(self) -> None:
        """Forget what was drawn in another theme."""
        super().notify_style_update()
        self._strips.clear()

    @property
    def _margin(self) -> int:
        return 6 if self.size.width >= 90 else 4

    @property
    def _lane(self) -> int:
        spare = self.size.width - _GUTTER - self._margin - _TEXT_AT_MOST
        return min(26, max(0, spare)) if spare >= 12 else (16 if self.size.width >= 84 else 0)

    def _lay_out(self) -> None:
        if self.document is None or self.size.width == 0:
            return
        room = self.size.width - _GUTTER - self._margin - self._lane - 2
        self._layout = wrap(self.document.text, min(_TEXT_AT_MOST, room))
        self._stripes = Stripes(self.codings, self._layout.line_at)
        self.virtual_size = Size(self.size.width, len(self._layout))
        self._redraw()

    def _redraw(self, lines: Iterable[int] | None = None) -> None:
        if lines is None:
            self._strips.clear()
            self.refresh()
            return
        top = round(self.scroll_offset.y)
        for line in lines:
            self._strips.pop(line, None)
            if top <= line < top + self.size.height:
                self.refresh(Region(0, line - top, self.size.width, 1))

    # Moving

    def move(self, place: Place, *, keep_goal: bool = False) -> None:
        """Put cursor and selection at a place and repaint what that changes."""
        changed = self._lines_of(self.place) ^ self._lines_of(place)
        changed |= {self._layout.line_at(self.place.cursor), self._layout.line_at(place.cursor)}
        if place.span != self.place.span:
            changed |= self._lines_of(self.place) | self._lines_of(place)
        self.place = place
        if not keep_goal:
            self._goal = None
        self._reveal()
        self._redraw(changed)
        self._moved()

    def _lines_of(self, place: Place) -> set[int]:
        span = place.span
        if span is None:
            return set()
        top, bottom = self._layout.line_at(span.start), self._layout.line_at(span.end - 1)
        seen = range(round(self.scroll_offset.y) - 1, round(self.scroll_offset.y) + self.size.height + 1)
        return set(range(max(top, seen.start), min(bottom, seen.stop) + 1))

    def offset_lines_away(self, lines: int) -> int:
        """Give the offset `lines` below (or above) the cursor, in the column it came from."""
        cursor = self.place.cursor
        if self._goal is None:
            self._goal = self._layout.cell_at(cursor)
        return self._layout.offset_at(self._layout.line_at(cursor) + lines, self._goal)

    def line_start(self) -> int:
        """Give the offset at which the cursor's line begins."""
        return self._layout.bounds(self._layout.line_at(self.place.cursor))[0]

    def line_end(self) -> int:
        """Give the last offset of the cursor's line."""
        start, end = self._layout.bounds(self._layout.line_at(self.place.cursor))
        return max(start, end - 1)

    def _reveal(self, *, centre: bool = False) -> None:
        line, height = self._layout.line_at(self.place.cursor), self.size.height
        top = round(self.scroll_offset.y)
        if centre:
            self.scroll_to(y=max(0, line - height // 3), animate=False, force=True)
        elif line < top + 1:
            self.scroll_to(y=max(0, line - 1), animate=False, force=True)
        elif line > top + height - 3:
            self.scroll_to(y=line - height + 3, animate=False, force=True)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Give a line of the screen."""
        line = y + round(self.scroll_offset.y)
        base = self.rich_style
        if self.document is None or line >= len(self._layout):
            return Strip.blank(self.size.width, base)
        if line not in self._strips:
            if len(self._strips) > 2_000:
                self._strips.clear()
            strip = Strip([*self._gutter_of(line), *self._text_of(line), *self._margin_of(line)])
            self._strips[line] = strip.apply_style(base).adjust_cell_length(self.size.width, base)
        return self._strips[line]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"transcript--{name}", partial=True)

    def _turn_starting(self, start: int, end: int) -> Turn | None:
        assert self.document is not None
        turn = self.document.turn_at(start) or self.document.turn_at(max(start, end - 1))
        if turn is not None and start <= turn.zone.start < max(end, start + 1):
            return turn
        return None

    def _gutter_of(self, line: int) -> list[Segment]:
        assert self.document is not None
        turn = self._turn_starting(*self._layout.bounds(line))
        if turn is None:
            return [Segment(" " * _GUTTER)]
        mark = {"interviewer": "?", "participant": "▸"}.get(self.document.role(turn), "·")
        style = self._style("participant" if mark == "▸" else "number")
        return [Segment(f"{turn.n:>{_GUTTER - 3}} ", self._style("number")), Segment(f"{mark} ", style)]

    def _text_of(self, line: int) -> list[Segment]:
        assert self.document is not None
        start, end = self._layout.bounds(line)
        text = shown(self.document.text[start:end])
        marks = self._marks(start, end)
        segments: list[Segment] = []
        taken = 0
        for first, last, style in marks:
            piece = text[first - start : last - start]
            if piece:
                segments.append(Segment(piece, style))
                taken += cells(piece)
        room = self._layout.width + 2
        if self.place.cursor == end == len(self.document.text) or (not text and self.place.cursor == start):
            segments.append(Segment(" ", self._style("cursor")))
            taken += 1
        return [*segments, Segment(" " * max(0, room - taken))]

    def _marks(self, start: int, end: int) -> list[tuple[int, int, Style]]:
        """Cut a line where its looks change; give the pieces with their style."""
        assert self.document is not None
        over = self.codings.over(start, end) if self.mode != "none" else []
        span, cursor = self.place.span, self.place.cursor
        edges = {start, end, cursor, cursor + 1}
        edges.update(edge for coding in over for edge in (coding.start, coding.end))
        if span is not None:
            edges.update((span.start, span.end))
        turn = self.document.turn_at(start)
        quiet = turn is not None and self.document.role(turn) == "interviewer"
        label = turn.label_span if turn is not None else None
        if label is not None:
            edges.update((label.start, label.end))
        inside = sorted(edge for edge in edges if start <= edge <= end)
        marks: list[tuple[int, int, Style]] = []
        for first, last in pairwise(inside):
            style = self._style("question") if quiet else Style.null()
            if label is not None and label.start <= first < label.end:
                style = self._style("interviewer" if quiet else "participant")
            here = [coding for coding in over if coding.start <= first < coding.end]
            if any(coding.code in self.focused_codes for coding in here):
                style += self._style("focused")
            if here and self.mode == "all":
                style += self._style("coded")
            if span is not None and span.start <= first < span.end:
                style += self._style("selection")
            if first == cursor and self.has_focus:
                style += self._style("cursor")
            marks.append((first, last, style))
        return marks

    def _margin_of(self, line: int) -> list[Segment]:
        stripes = self._stripes.on(line)
        shown_columns = self._margin - 1
        cells_of: list[Segment] = [Segment(" ")] * shown_columns
        hidden = 0
        for stripe in stripes:
            if stripe.column < shown_columns:
                style = Style(color=self._colour_of(stripe.coding.code), bold=True)
                cells_of[stripe.column] = Segment(glyph(stripe, line), style)
            else:
                hidden += 1
        margin = [*cells_of, Segment("+" if hidden else " ", self._style("name"))]
        return [*margin, *self._names_of(line, stripes)] if self._lane else margin

    def _names_of(self, line: int, stripes: Sequence[Stripe]) -> list[Segment]:
        beginning = [stripe for stripe in stripes if stripe.top == line]
        if not beginning:
            return []
        more = f" +{len(beginning) - 1}" if len(beginning) > 1 else ""
        name = cut(shown(self._name_of(beginning[0].coding.code)), self._lane - 1 - len(more))
        return [Segment(f" {name}{more}", Style(color=self._colour_of(beginning[0].coding.code)))]

    # The mouse

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        if self.document is None:
            return None
        line = event.y + round(self.scroll_offset.y)
        return self._layout.offset_at(line, max(0, event.x - _GUTTER))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is; drag selects from there."""
        offset = self._offset_under(event)
        if offset is None:
            return
        self.focus()
        in_margin = event.x >= _GUTTER + self._layout.width + 2
        stripes = self._stripes.on(event.y + round(self.scroll_offset.y)) if in_margin else ()
        if stripes:
            coding = stripes[0].coding
            self.move(self.mover.selected(Span(coding.start, coding.end)))
            return
        self.move(Place(cursor=offset))
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is held."""
        if self.app.mouse_captured is self and (offset := self._offset_under(event)) is not None:
            self.move(self.mover.extended(self.place, offset))

    def on_mouse_up(self) -> None:
        """End a drag."""
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the word on a double click, the sentence on a triple one."""
        offset = self._offset_under(event)
        if offset is None or event.chain < 2:
            return
        span = self.mover.word_at(offset) if event.chain == 2 else self.mover.sentence_at(offset)
        if span is not None:
            self.move(self.mover.selected(span))
