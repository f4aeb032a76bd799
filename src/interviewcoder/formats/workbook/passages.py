"""Codings gathered into passages, as the matrix counts them.

Owns the grouping: which distinct passages stand behind a code's row in a case. Streams the study's
quotations a theme at a time. Must not know sheets.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.analysis.results import Matrix, Quotation
    from interviewcoder.domain.records import Guid

Key: TypeAlias = tuple[str, int, int]


@dataclass(slots=True)
class Passage:
    """A distinct passage behind a row: one of its quotations, and what all codings there say."""

    quotation: Quotation
    codes: dict[Guid, None] = field(default_factory=dict)
    coders: dict[str, None] = field(default_factory=dict)
    memos: dict[str, None] = field(default_factory=dict)
    key: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The passages of a code's row, by case in the order of the matrix."""

    code: Guid
    cases: tuple[tuple[Guid, tuple[Passage, ...]], ...]


def key_of(quotation: Quotation) -> Key:
    """Give what makes a passage distinct."""
    return (quotation.transcript_id, quotation.start, quotation.end)


def blocks(contents: Contents) -> Iterator[Block]:
    """Give the blocks of the codes in the matrix that have passages, in the order of the codebook."""
    codebook, matrix = contents.codebook, contents.segments
    shown = {heading.id for heading in matrix.rows}
    columns = {heading.id: place for place, heading in enumerate(matrix.columns)}
    transcripts = {transcript.id: place for place, transcript in enumerate(contents.transcripts)}
    rows: dict[Guid, tuple[Guid, ...]] = {}
    for code in codebook:
        line = [at.id for at in codebook.lineage(code.id)] if matrix.rolled_up else [code.id]
        rows[code.id] = tuple(at for at in line if at in shown)
    top = {code.id: codebook.lineage(code.id)[0].id for code in codebook}
    order = {code.id: place for place, code in enumerate(codebook)}

    def place_of(passage: Passage) -> tuple[int, int, int]:
        quotation = passage.quotation
        return (transcripts.get(quotation.transcript_id, -1), quotation.start, quotation.end)

    known = (quotation for quotation in contents.quotations() if quotation.code_id in top)
    for _theme, quotations in groupby(known, key=lambda quotation: top[quotation.code_id]):
        found: dict[Guid, dict[Guid, dict[Key, Passage]]] = defaultdict(lambda: defaultdict(dict))
        for quotation in quotations:
            case = quotation.case_id or ""
            if case in columns:
                for row in rows[quotation.code_id]:
                    _put(found[row][case], quotation)
        for row in sorted(found, key=order.__getitem__):
            cases = sorted(found[row].items(), key=lambda item: columns[item[0]])
            yield Block(
                row,
                tuple((case, tuple(sorted(passages.values(), key=place_of))) for case, passages in cases),
            )


def blocks_behind(matrix: Matrix) -> Iterator[Block]:
    """Give the blocks of a matrix whose cells are quotations, whatever its rows and columns are."""
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        columns = []
        for column, cell in zip(matrix.columns, cells, strict=True):
            found: dict[Key, Passage] = {}
            for quotation in cell if isinstance(cell, tuple) else ():
                _put(found, quotation)
            if found:
                columns.append((column.id, tuple(found.values())))
        if columns:
            yield Block(row.id, tuple(columns))


def segments(quotations: Iterable[Quotation]) -> Iterator[Passage]:
    """Join the codings of several coders that put one code on exactly one passage; they come one after the other."""
    for _place, group in groupby(quotations, key=lambda at: (at.transcript_id, at.start, at.end, at.code_id)):
        found: dict[Key, Passage] = {}
        for quotation in group:
            _put(found, quotation)
        yield from found.values()


def _put(found: dict[Key, Passage], quotation: Quotation) -> None:
    key = key_of(quotation)
    passage = found.get(key)
    if passage is None:
        passage = found[key] = Passage(quotation)
    passage.codes[quotation.code_id] = None
    passage.coders[quotation.coder] = None
    passage.key = passage.key or quotation.key
    if quotation.memo:
        passage.memos[quotation.memo] = None
