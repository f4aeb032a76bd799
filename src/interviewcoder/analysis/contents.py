"""What a workbook is made from: everything gathered, nothing laid out.

Owns the shape only. The study fills it; `formats.workbook` lays it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from interviewcoder.analysis.agreement.report import AgreementReport
    from interviewcoder.analysis.results import CellKind, CodeCounts, Matrix, Quotation, TranscriptFacts
    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Attribute, Case, Guid, Summary, Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDemand:
    """What only the sheets that are chosen by name need, with the filters of the others.

    `measured` gives the matrix of a kind of cells, `together` that of codes against codes, `history` the lines, the
    newest first; `agreement` is None where fewer than two coders can be compared.
    """

    measured: Callable[[CellKind], Matrix]
    together: Callable[[CellKind], Matrix]
    history: Callable[[], Sequence[HistoryLine]]
    agreement: Callable[[], AgreementReport | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The contents of a workbook.

    `segments` and `presence` are codes × cases. `quotations` gives every coding that passes the filters as it is cited
    (without line, time, memo and surroundings), ordered by code (tree order), case (order of the matrix), transcript
    and start; `in_the_texts` gives the same as read, transcript by transcript as they stand; each call starts anew. `counts` has one entry a code. `made` is ISO 8601 with its zone. `content_hash`
    is of everything counted; `case_order` says in a sentence how the cases are ordered; `filters` is
    empty when nothing is filtered. `all_codes` gives for (transcript, start, end) the paths of all
    codes on exactly that passage. `identity` is the study's, by which an edited file is known to be its own; `asked` are the
    filters as JSON, by which the same matrix can be counted anew. `every_summary` gives cells for summaries under every code.
    """

    title: str
    language: str
    made: str
    version: str
    content_hash: str
    coders: tuple[str, ...]
    case_order: str
    filters: str
    segments: Matrix
    presence: Matrix
    codebook: Codebook
    counts: Mapping[Guid, CodeCounts]
    cases: tuple[Case, ...]
    attributes: tuple[Attribute, ...]
    transcripts: tuple[Transcript, ...]
    transcript_facts: Mapping[Guid, TranscriptFacts]
    quotations: Callable[[], Iterator[Quotation]]
    in_the_texts: Callable[[], Iterator[Quotation]]
    n_quotations: int
    identity: str = ""
    asked: str = "{}"
    summaries: tuple[Summary, ...] = ()
    every_summary: bool = False
    all_codes: Callable[[Quotation], tuple[str, ...]] = field(default=lambda quotation: (quotation.code,))
    on_demand: OnDemand | None = None

    @property
    def computed(self) -> OnDemand:
        """What is computed only for the sheets that need it."""
        assert self.on_demand is not None
        return self.on_demand
