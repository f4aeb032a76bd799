"""Interviews without names whose questions are set in bold or italics, and the answers plain.

Owns when that is so: the stressed lines alternate with plain ones and read like questions. Must not
look for labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import Turn
from interviewcoder.domain.text import Span
from interviewcoder.formats.transcripts.language import guess

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviewcoder.formats.transcripts.marks import Line

_TYPED: Final = re.compile(
    r"(?P<open>\*{1,3}|_{1,3}|<(?:b|strong|i|em)>)(?P<words>[^\s*_].*?)(?:\*{1,3}|_{1,3}|</(?:b|strong|i|em)>)\s*\Z"
)
_LONGEST: Final = 2000
_MANY_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class _Piece:
    """Consecutive lines that are all questions or all plain."""

    asks: bool
    start: int
    end: int
    lines: int


def names(text: str) -> tuple[str, str]:
    """Give what the two sides are called in the language of `text`."""
    return ("Question", "Réponse") if guess([text[:50_000]]) == "fr" else ("Question", "Answer")


def turns(text: str, body: Sequence[Line], stressed: Mapping[int, int]) -> list[Turn]:
    """Give the turns of an interview whose questions are stressed; none when it is not one."""
    marked = [(line, _words_of_question(text, line, stressed)) for line in body]
    if sum(1 for _line, asked in marked if asked) < 2:
        return []
    pieces = _pieces(text, _without_title(text, marked))
    if not _convincing(text, pieces):
        return []
    asking, answering = names(text)
    return [
        Turn(
            n=n, label=asking if piece.asks else answering, label_span=None, span=Span(piece.start, piece.end)
        )
        for n, piece in enumerate(pieces, start=1)
    ]


def _words_of_question(text: str, line: Line, stressed: Mapping[int, int]) -> Span | None:
    """Give the words of a line that is wholly stressed, without typed asterisks."""
    if line.end - line.start > _LONGEST:
        return None
    if found := _TYPED.match(text[line.start : line.end]) if text[line.start] in "*_<" else None:
        inner = found["words"]
        whole = found["open"][0] == "<" or found["open"] not in inner
        return Span(line.start + found.start("words"), line.start + found.end("words")) if whole else None
    end = stressed.get(line.start, line.start)
    rest = text[end : line.end]
    return Span(line.start, line.end) if end > line.start and not any(map(str.isalnum, rest)) else None


def _without_title(text: str, marked: list[tuple[Line, Span | None]]) -> list[tuple[Line, Span | None]]:
    """Leave out what stands before the first question, and a stressed title right above it."""
    first = next(at for at, (_line, asked) in enumerate(marked) if asked)
    kept = marked[first:]
    while (
        len(kept) > 1
        and kept[0][1]
        and kept[1][1]
        and not kept[0][1].of(text).endswith(("?", "…", ".", ":", ","))
        and kept[1][1].of(text).endswith("?")
    ):
        kept = kept[1:]
    return kept


def _pieces(text: str, marked: Sequence[tuple[Line, Span | None]]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for line, asked in marked:
        start, end = (asked.start, asked.end) if asked else (line.start, line.end)
        if not any(map(str.isalnum, text[start:end])):
            continue
        if pieces and pieces[-1].asks == bool(asked):
            pieces[-1] = _Piece(pieces[-1].asks, pieces[-1].start, end, pieces[-1].lines + 1)
        else:
            pieces.append(_Piece(bool(asked), start, end, 1))
    return pieces


def _convincing(text: str, pieces: Sequence[_Piece]) -> bool:
    """Say whether the stressed pieces are questions: enough of them ask, or are whole sentences."""
    asked = [piece for piece in pieces if piece.asks]
    if len(asked) < 2 or len(pieces) < 2 * len(asked) - 1 or len(pieces) < 4:
        return False
    asking = sum(1 for piece in asked if "?" in text[piece.start : piece.end])
    long = sum(1 for piece in asked if len(text[piece.start : piece.end].split()) >= _MANY_WORDS)
    return asking * 2 >= len(asked) or (asking > 0 and long * 2 >= len(asked)) or long * 5 >= len(asked) * 4
