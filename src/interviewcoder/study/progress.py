"""How far the work on each transcript has come: read to where, how much coded, what remains.

Owns putting these facts together for the present coder. Counting is `matrices`, the place last read `state`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from interviewcoder.locales import _, ngettext, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewcoder.analysis.results import TranscriptFacts
    from interviewcoder.domain.records import Guid, Transcript
    from interviewcoder.study.study import Study

Remains: TypeAlias = Literal["begin", "read", "code", "nothing"]
_END: Final = 0.98
"""Share of a text from which on the cursor is at its end: the last lines are seen without moving to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one transcript is. `coded` and `codings` are None until they are counted.

    `at` is the place last read, None when it was never opened by this coder on this computer.
    """

    transcript: Transcript
    case: str
    at: int | None
    codings: int | None = None
    coded: float | None = None

    @property
    def read(self) -> float | None:
        """The share of the text before the place last read, 0 to 1."""
        if self.at is None:
            return None
        return min(1.0, self.at / self.transcript.length) if self.transcript.length else 1.0

    @property
    def remains(self) -> Remains:
        """What is to be done next."""
        if not self.read:
            return "read" if self.codings else "begin"
        if self.read < _END:
            return "read"
        return "code" if self.codings == 0 else "nothing"

    @property
    def words_left(self) -> int:
        """About how many words come after the place last read."""
        return round(self.transcript.words * (1 - (self.read or 0)))

    @property
    def remains_in_words(self) -> str:
        """Say in a few words what is to be done next."""
        if self.remains == "begin":
            return _("all to read")
        if self.remains == "code":
            return _("to code")
        if self.remains == "nothing":
            return _("read")
        n = self.words_left
        return ngettext("≈ {n} word", "≈ {n} words", n).format(n=number(n))


def progress(
    study: Study,
    *,
    facts: Mapping[Guid, TranscriptFacts] | None = None,
    open_at: Mapping[Guid, int] | None = None,
) -> list[Progress]:
    """Give the progress of each transcript in the order of the interviews.

    `facts` are those counted before, empty when they are still being counted; `open_at` are places that are
    not remembered yet because the transcript is open.
    """
    known = study.transcript_facts() if facts is None else facts
    cursors: Mapping[Guid, int] = {**_cursors(study), **(open_at or {})}
    names = {case.id: case.name for case in study.cases}
    found: list[Progress] = []
    for transcript in study.transcripts:
        fact = known.get(transcript.id)
        found.append(
            Progress(
                transcript=transcript,
                case=names.get(transcript.case or "", ""),
                at=cursors.get(transcript.id),
                codings=fact.codings if fact else None,
                coded=fact.coded if fact else None,
            )
        )
    return found


def _cursors(study: Study) -> dict[Guid, int]:
    """Give the places remembered; what is no place in a file that anybody may have edited is left out."""
    held = study.recall("cursors", {})
    if not isinstance(held, dict):
        return {}
    return {guid: at for guid, at in held.items() if isinstance(at, int) and at >= 0}
