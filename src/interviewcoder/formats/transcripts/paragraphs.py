"""The turns of a text without speakers: its paragraphs, never a guess at who speaks.

Owns what a paragraph is where lines are wrapped by hand, and the times that stand before paragraphs.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import Turn
from interviewcoder.domain.text import Span
from interviewcoder.formats.transcripts import stamps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewcoder.formats.transcripts.marks import Line

_WRAPPED_AT: Final = 100
_LONG_LINE: Final = 45
_DASH: Final = re.compile(r"(?:[-–—•]|>{2,3})\s+\S")


def turns(text: str, body: Sequence[Line]) -> Iterator[Turn]:
    """Give one turn a paragraph: a line, or a block of lines where the text is wrapped by hand."""
    bare = stamps.begin_lines(text, body)
    above: tuple[float | None, float | None] | None = None
    n = 0
    for block in _blocks(text, body):
        if stamped := stamps.alone(text, block[0]) if len(block) == 1 else None:
            above = stamped
            continue
        time, time_end = above or (None, None)
        above = None
        start, end = block[0].start, block[-1].end
        if begun := stamps.first(text, block[0], bare=bare):
            time, start = begun
        if any(map(str.isalnum, text[start:end])):
            n += 1
            yield Turn(n=n, label=None, label_span=None, span=Span(start, end), time=time, time_end=time_end)


def _blocks(text: str, body: Sequence[Line]) -> list[list[Line]]:
    """Join the lines that were one before they were wrapped."""
    blocks: list[list[Line]] = []
    wrapped = _is_wrapped(text, body)
    for line in body:
        joins = (
            wrapped
            and blocks
            and text[blocks[-1][-1].end : line.start].count("\n") == 1
            and not _DASH.match(text, line.start)
            and not stamps.alone(text, blocks[-1][-1])
            and not stamps.alone(text, line)
        )
        if joins:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _is_wrapped(text: str, body: Sequence[Line]) -> bool:
    """Say whether line ends inside a paragraph were put there to keep lines short."""
    inner = [
        line.end - line.start
        for line, after in pairwise(body)
        if text[line.end : after.start].count("\n") == 1
    ]
    if len(inner) < 2 or max(line.end - line.start for line in body) > _WRAPPED_AT:
        return False
    return sum(1 for length in inner if length >= _LONG_LINE) >= 0.8 * len(inner)
