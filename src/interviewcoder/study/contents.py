"""What a study contains beside what is held in memory: texts, codings, memos and the like, read when they are needed.

Owns asking the store for them. Changes nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from interviewcoder.analysis.filters import Selection
from interviewcoder.store import numbers, queries
from interviewcoder.store.turns import TurnFinder
from interviewcoder.study.held import Held

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from interviewcoder.analysis.combining import Placed
    from interviewcoder.analysis.counting import Passage
    from interviewcoder.domain.records import (
        Coding,
        Edition,
        Finished,
        Guid,
        Memo,
        Pending,
        Speaker,
        Status,
        Summary,
        Transcript,
        Version,
    )


class Contents(Held):
    """The part of a study that is read when somebody asks."""

    def texts(self, transcripts: Collection[Guid] | None = None) -> Iterator[tuple[Guid, str]]:
        """Give (transcript, text) one at a time."""
        with self._store.reading() as at:
            yield from queries.texts(at, transcripts)

    def version(self, transcript: Transcript) -> Version:
        """Give the text of a transcript with its turns, its moments and the report of its import."""
        with self._store.reading() as at:
            return queries.version(at, transcript.version)

    def original(self, transcript: Transcript) -> bytes | None:
        """Give the bytes of the file a transcript came from, as received; None when they were not kept."""
        return self._store.file(transcript.source_sha256)

    def codings(self, selection: Selection | None = None) -> Iterator[Coding]:
        """Give the selected codings, ordered by transcript, start and end."""
        with self._store.reading() as at:
            yield from queries.codings(at, selection or Selection())

    @contextmanager
    def passages(self, selection: Selection, *, turns: bool = False) -> Iterator[Iterator[Passage]]:
        """Give the selected codings as passages to count, ordered by transcript, start and end."""
        with self._store.reading() as at:
            yield queries.passages(at, selection, turns=turns)

    def placed(self, selection: Selection) -> Iterator[Placed]:
        """Give the selected codings as far as combining them needs, ordered by transcript, start and end."""
        with self._store.reading() as at:
            yield from queries.placed(at, selection)

    @contextmanager
    def turns(self) -> Iterator[TurnFinder]:
        """Give what finds the turn of a passage, in any transcript, without reading its text."""
        with self._store.reading() as at:
            yield TurnFinder(at)

    def speakers(self, transcript: Transcript | None = None) -> list[Speaker]:
        """Give the speakers of a transcript, or of all."""
        with self._store.reading() as at:
            return queries.speakers(at, [transcript.id] if transcript else None)

    def memos(self, targets: Collection[Guid] | None = None) -> list[Memo]:
        """Give the memos on `targets`, or all."""
        with self._store.reading() as at:
            return queries.memos(at, targets)

    def coding_memos(self, transcripts: Collection[Guid]) -> dict[Guid, dict[Guid, str]]:
        """Give the words of the memos on the codings of some transcripts, by transcript and coding."""
        with self._store.reading() as at:
            return queries.coding_memos(at, transcripts)

    def summaries(self) -> list[Summary]:
        """Give the summaries of cases under codes."""
        with self._store.reading() as at:
            return queries.summaries(at)

    def statuses(self) -> list[Status]:
        """Give what empty cells mean, where that was said."""
        with self._store.reading() as at:
            return queries.statuses(at)

    def pending(self, transcript: Transcript | None = None) -> list[Pending]:
        """Give the codings that wait for a decision after a correction, of a transcript or of all."""
        with self._store.reading() as at:
            return queries.pending(at, transcript.id if transcript else None)

    def finished(self) -> list[Finished]:
        """Give which coders have finished which transcripts."""
        with self._store.reading() as at:
            return queries.finished(at)

    def editions(self) -> list[Edition]:
        """Give the versions of the codebook that were frozen, the oldest first."""
        with self._store.reading() as at:
            return queries.editions(at)

    def turn_numbers(self, only: Collection[Guid] | None = None) -> dict[Guid, numbers.TurnNumbers]:
        """Give the number of turns and of participants' words of some transcripts, or of all."""
        with self._store.reading() as at:
            return numbers.turns(at, only)

    def coding_numbers(self) -> dict[Guid, int]:
        """Give the number of codings of each transcript that has any."""
        with self._store.reading() as at:
            return numbers.codings(at)

    def code_numbers(self) -> dict[Guid, int]:
        """Give the number of codings with each code itself that has any."""
        with self._store.reading() as at:
            return numbers.codings_by_code(at)

    def any_coded_without_case(self) -> bool:
        """Say whether a transcript without a case has codings."""
        with self._store.reading() as at:
            return numbers.any_coded_without_case(at)
