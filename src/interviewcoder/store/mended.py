"""What was brought back of a damaged study, and from where.

Owns the outcome as data. What is believed is worked out by `mending`, written by `rebuilding`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from interviewcoder.domain.changes import Edit
    from interviewcoder.domain.records import Guid, Record
    from interviewcoder.store.salvage import Row

OWN: Final = "the study"
HISTORY: Final = "history"
LOST: Final = "lost"


@dataclass(slots=True)
class Mended:
    """The study as far as it can be brought back.

    `sources` says for each identity (of a record, a text, a file; a line as ``line 3``) where it was taken from: the
    study's own row, the history, or the path of a copy; ``lost`` when there is nothing left of it.
    """

    meta: dict[str, str]
    lines: list[tuple[Row, list[Row]]] = field(default_factory=list)
    versions: dict[Guid, tuple[Row, list[Row]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    records: dict[Guid, Record] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    texts: set[Guid] = field(default_factory=set)
    """The texts there should be."""
    uncertain_after: int | None = None
    """The last line that is left, when nobody can say whether there were more."""
    further: bool = False
    """Whether the records say that there were more."""
    kinds: dict[Guid, str] = field(default_factory=dict)
    was: dict[Guid, Record] = field(default_factory=dict)
    """What is lost, as it was last seen, proved or not; for its name."""
    unseen: set[Guid] = field(default_factory=set)
    """What only the history says is there: its row is lost, or the line that removed it at the end."""
    unproved: set[int] = field(default_factory=set)
    """The lines that are there although nothing proves them."""

    @property
    def gone(self) -> set[str]:
        """The texts of which nothing is left."""
        return {guid for guid in self.texts if guid not in self.versions}

    def counted(self) -> Counter[str]:
        """Give how much was taken from where."""
        return Counter(self.sources.values())
