"""The shapes of results: what screens show, commands print, and files hold.

Owns no computation. All names and references are ready to be read, in the study's language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewcoder.domain.records import Guid, Role, StatusValue

CellKind: TypeAlias = Literal[
    "segments", "turns", "transcripts", "presence", "words", "coverage", "quotes", "summary", "jaccard"
]
CELL_KINDS: Final[tuple[CellKind, ...]] = (
    "segments", "turns", "transcripts", "presence", "words", "coverage", "quotes", "summary",
)  # fmt: skip
"""The kinds of cells a matrix of codes against anything but codes can have."""
TOGETHER_KINDS: Final[tuple[CellKind, ...]] = ("segments", "presence", "jaccard")
"""The kinds of cells a matrix of codes against codes can have: how often, whether, and Jaccard’s share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A coded passage as read: the words, where they stand, who tagged them with what.

    `reference` is stable and citable: ``Case – Transcript, turn 42``. `turn` is the number of the
    turn in which the passage begins, None outside any turn; `line` counts the text's lines from 1;
    `time` is seconds in the recording or None. `code` is the path.
    """

    coding: Guid
    code_id: Guid
    case_id: Guid | None
    transcript_id: Guid
    reference: str
    case: str
    transcript: str
    turn: int | None
    line: int
    speaker: str
    role: Role
    start: int
    end: int
    code: str
    coder: str
    text: str
    memo: str = ""
    time: float | None = None
    made: str = ""
    key: bool = False
    before: str = ""
    after: str = ""


Cell: TypeAlias = int | float | str | tuple[Quotation, ...] | None
"""A number for the counted kinds (coverage 0 to 1, None without participants' words),
the quotations for ``quotes``, the text for ``summary``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A row or a column: `id` of the record, `name` as shown (a path for a code), its `group`.

    `levels` are the names from the top down for a code, ``(name,)`` otherwise; `n` is how many cases
    stand behind it (columns by attribute).
    """

    id: str
    name: str
    levels: tuple[str, ...] = ()
    group: str = ""
    n: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A comparison matrix: ``cells[row][column]``.

    A total is the same measure over the whole row or column taken at once, so column totals of
    segments count distinct passages and are not the sum of the rows. `cases_with` gives for each code
    (the rows, or the columns when `rows_are` is ``cases``) in how many of the `n_cases` it occurs.
    `blanks` says, for cells of value zero, what the zero means where the study says so. `case_order` says by
    which rule the cases are in order, when one was chosen for this matrix. `within` says, for codes against codes, what
    they occur together in (`cooccurrence`); then a cell counts that, and a total is how often the code occurs in all.
    """

    cells_are: CellKind
    rows_are: str
    columns_are: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    cases_with: tuple[int, ...]
    n_cases: int
    n_segments: int
    grand_total: Cell = None
    rolled_up: bool = True
    filters: str = ""
    case_order: str = ""
    within: str = ""
    blanks: Mapping[tuple[int, int], StatusValue] = field(default_factory=dict)

    def to_frame(self) -> object:
        """Give the cells as a pandas data frame with named axes."""
        import pandas as pd

        return pd.DataFrame(
            [list(row) for row in self.cells],
            index=pd.Index([heading.name for heading in self.rows], name=self.rows_are),
            columns=pd.Index([heading.name for heading in self.columns], name=self.columns_are),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCounts:
    """How far a code reaches, with all codes below it (or alone, when asked so)."""

    segments: int = 0
    transcripts: int = 0
    cases: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptFacts:
    """What lists show of a transcript. `coded` is the share of its words coded, 0 to 1; `waiting` codings are to be reviewed."""

    id: Guid
    name: str
    case: str
    words: int
    participant_words: int
    turns: int
    codings: int
    codes: int
    coders: tuple[str, ...]
    coded: float
    language: str
    date: str = ""
    duration: str = ""
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkSummary:
    """The researcher's own words for a case under a code, as read. `code` is the path."""

    case: str
    code: str
    text: str
    coder: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words found, with their surroundings. Positions bound the match."""

    transcript_id: Guid
    transcript: str
    case: str
    turn: int | None
    speaker: str
    start: int
    end: int
    before: str
    match: str
    after: str
