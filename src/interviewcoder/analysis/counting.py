"""Counting passages into a matrix: the rules of what a segment, a turn, a word is, applied in one pass.

Passages arrive ordered by transcript and are folded transcript by transcript, so memory depends on
the longest transcript, not on the study. A transcript belongs to at most one case, therefore every
measure adds up over transcripts; within a transcript each distinct passage counts once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from interviewcoder.domain.records import Guid
from interviewcoder.domain.text import Span, common, words_in, words_touched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from interviewcoder.analysis.results import CellKind
    from interviewcoder.domain.document import Document

Passage: TypeAlias = tuple[Guid, int, int, Guid, Guid, int | None, int | None]
"""One coding as counting needs it: transcript, start, end, code, coder, first and last turn touched."""
Mark: TypeAlias = tuple[int, int, int | None, int | None]
"""A distinct passage of one transcript: start, end, first and last turn touched."""
Measure: TypeAlias = "Callable[[Guid, Collection[Mark]], int]"


@dataclass(slots=True)
class Tally:
    """What was counted: by (row, column), by row, by column, and in all; and where each row occurs."""

    cells: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    rows: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    columns: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    total: int = 0
    transcripts_of: dict[int, set[Guid]] = field(default_factory=lambda: defaultdict(set))
    segments: int = 0


def tally(
    passages: Iterable[Passage],
    *,
    rows_of: Mapping[Guid, Sequence[int]],
    columns_of: Callable[[Guid], Sequence[int]] | None,
    column_of_coder: Mapping[Guid, int] | None = None,
    measure: Measure,
) -> Tally:
    """Count passages, which must come ordered by transcript.

    `rows_of` gives the rows a code counts in (its own and those above it when rolled up). A column is found by
    transcript (`columns_of`) or by coder (`column_of_coder`).
    """
    result = Tally()
    for transcript, group in groupby(passages, key=itemgetter(0)):
        if column_of_coder is not None:
            _fold_by_coder(result, transcript, list(group), rows_of, column_of_coder, measure)
        else:
            columns = columns_of(transcript) if columns_of else ()
            _fold(result, transcript, group, rows_of, columns, measure)
    return result


def _fold(
    result: Tally,
    transcript: Guid,
    group: Iterable[Passage],
    rows_of: Mapping[Guid, Sequence[int]],
    columns: Sequence[int],
    measure: Measure,
) -> None:
    by_row: dict[int, set[Mark]] = defaultdict(set)
    everything: set[Mark] = set()
    for _transcript, start, end, code, _coder, first, last in group:
        rows = rows_of.get(code)
        if not rows:
            continue
        mark = (start, end, first, last)
        everything.add(mark)
        for row in rows:
            by_row[row].add(mark)
    for row, marks in by_row.items():
        value = measure(transcript, marks)
        result.rows[row] += value
        result.transcripts_of[row].add(transcript)
        for column in columns:
            result.cells[row, column] += value
    if everything:
        value = measure(transcript, everything)
        result.total += value
        result.segments += len(everything)
        for column in columns:
            result.columns[column] += value


def _fold_by_coder(
    result: Tally,
    transcript: Guid,
    group: Sequence[Passage],
    rows_of: Mapping[Guid, Sequence[int]],
    column_of_coder: Mapping[Guid, int],
    measure: Measure,
) -> None:
    _fold(result, transcript, group, rows_of, (), measure)
    for coder, column in column_of_coder.items():
        theirs = [passage for passage in group if passage[4] == coder]
        if theirs:
            alone = Tally()
            _fold(alone, transcript, theirs, rows_of, (column,), measure)
            for cell, value in alone.cells.items():
                result.cells[cell] += value
            result.columns[column] += alone.columns[column]


def measure_for(cells: CellKind, document_of: Callable[[Guid], Document]) -> Measure:
    """Give how a set of distinct passages of one transcript is counted for a kind of cell."""
    if cells in {"segments", "quotes", "summary"}:
        return lambda _transcript, marks: len(marks)
    if cells in {"transcripts", "presence"}:
        return lambda _transcript, _marks: 1
    if cells == "turns":
        return lambda _transcript, marks: len(turns_touched(marks))
    if cells == "coverage":
        return lambda transcript, marks: participants_words(document_of(transcript), _spans(marks))
    return lambda transcript, marks: words_in(document_of(transcript).text, _spans(marks))


def participants_words(document: Document, spans: Iterable[Span]) -> int:
    """Count the words in some passages that are not an interviewer's, a word that is cut once: at most all of theirs."""
    return words_touched(document.text, common(spans, document.participants_said()))


def _spans(marks: Iterable[Mark]) -> Iterator[Span]:
    return (Span(start, end) for start, end, _first, _last in marks)


def turns_touched(marks: Iterable[Mark]) -> set[int]:
    """Give the numbers of all turns that the passages touch."""
    return {
        n
        for _start, _end, first, last in marks
        if first is not None and last is not None
        for n in range(first, last + 1)
    }
