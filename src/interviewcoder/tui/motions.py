"""The actions that move cursor and selection in the transcript.

Owns which motion an action is; the motions themselves are `selection`, drawing is the view's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.tui.selection import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewcoder.tui.transcript_view import TranscriptView


class Motions:
    """Actions ``cur.*`` and ``sel.*`` over the transcript view."""

    view: TranscriptView

    def _to(self, motion: Callable[[int], int]) -> None:
        mover, place = self.view.mover, self.view.place
        self.view.move(mover.to(place, motion(place.cursor)))

    def _select_to(self, offset: int) -> None:
        self.view.move(self.view.mover.extended(self.view.place, offset))

    def _lines(self, lines: int) -> None:
        offset = self.view.offset_lines_away(lines)
        self.view.move(self.view.mover.to(self.view.place, offset), keep_goal=True)

    def do_cur_left(self) -> None:  # noqa: D102 - each says in the list of actions what it does
        self._to(lambda offset: offset - 1)

    def do_cur_right(self) -> None:  # noqa: D102
        self._to(lambda offset: offset + 1)

    def do_cur_up(self) -> None:  # noqa: D102
        self._lines(-1)

    def do_cur_down(self) -> None:  # noqa: D102
        self._lines(1)

    def do_cur_page_up(self) -> None:  # noqa: D102
        self._lines(-max(1, self.view.size.height // 2))

    def do_cur_page_down(self) -> None:  # noqa: D102
        self._lines(max(1, self.view.size.height // 2))

    def do_cur_word_next(self) -> None:  # noqa: D102
        self._to(self.view.mover.word_forward)

    def do_cur_word_back(self) -> None:  # noqa: D102
        self._to(self.view.mover.word_back)

    def do_cur_word_end(self) -> None:  # noqa: D102
        self._to(self.view.mover.word_end)

    def do_cur_sent_next(self) -> None:  # noqa: D102
        self._to(self.view.mover.sentence_forward)

    def do_cur_sent_back(self) -> None:  # noqa: D102
        self._to(self.view.mover.sentence_back)

    def do_cur_turn_next(self) -> None:  # noqa: D102
        self._to(self.view.mover.turn_forward)

    def do_cur_turn_back(self) -> None:  # noqa: D102
        self._to(self.view.mover.turn_back)

    def do_cur_para_next(self) -> None:  # noqa: D102
        self._to(self.view.mover.paragraph_forward)

    def do_cur_para_back(self) -> None:  # noqa: D102
        self._to(self.view.mover.paragraph_back)

    def do_cur_line_start(self) -> None:  # noqa: D102
        self._to(lambda _offset: self.view.line_start())

    def do_cur_line_end(self) -> None:  # noqa: D102
        self._to(lambda _offset: self.view.line_end())

    def do_cur_doc_start(self) -> None:  # noqa: D102
        self._to(lambda _offset: 0)

    def do_cur_doc_end(self) -> None:  # noqa: D102
        self._to(lambda _offset: self.view.mover.last)

    def do_sel_grow(self) -> None:  # noqa: D102
        self.view.move(self.view.mover.grown(self.view.place))

    def do_sel_shrink(self) -> None:  # noqa: D102
        self.view.move(self.view.mover.shrunk(self.view.place))

    def do_sel_free(self) -> None:  # noqa: D102
        place = self.view.place
        if place.free:
            self.view.move(Place(cursor=place.cursor))
        else:
            anchor = place.cursor if place.anchor is None else place.anchor
            self.view.move(Place(cursor=place.cursor, anchor=anchor, free=True))

    def do_sel_swap(self) -> None:  # noqa: D102
        place = self.view.place
        if place.anchor is not None:
            self.view.move(Place(cursor=place.anchor, anchor=place.cursor, free=True))

    def do_sel_none(self) -> None:  # noqa: D102
        self.view.move(Place(cursor=self.view.place.cursor))

    def do_sel_left(self) -> None:  # noqa: D102
        self._select_to(self.view.place.cursor - 1)

    def do_sel_right(self) -> None:  # noqa: D102
        self._select_to(self.view.place.cursor + 1)

    def do_sel_up(self) -> None:  # noqa: D102
        self._select_to(self.view.offset_lines_away(-1))

    def do_sel_down(self) -> None:  # noqa: D102
        self._select_to(self.view.offset_lines_away(1))

    def do_sel_word_next(self) -> None:  # noqa: D102
        self._select_to(self.view.mover.word_end(self.view.place.cursor))

    def do_sel_word_back(self) -> None:  # noqa: D102
        self._select_to(self.view.mover.word_back(self.view.place.cursor))
