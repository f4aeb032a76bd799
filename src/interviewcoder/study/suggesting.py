"""What may be names in the transcripts of a study, for a person to choose from.

Owns gathering and counting candidates; the guesses are `analysis.identifying`'s. Changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.analysis.identifying import CANDIDATES, SORTS, candidates, ordinary_words
from interviewcoder.domain.names import Names, find
from interviewcoder.locales import N_

if TYPE_CHECKING:
    from interviewcoder.study.study import Study

_LABEL: Final = N_("speaker")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name perhaps: how often it stands in how many transcripts, and why it was taken for one."""

    name: str
    times: int
    transcripts: int
    why: str


def candidates_of(study: Study) -> tuple[dict[str, str], set[str]]:
    """Give the names there may be, with why, and the words that also stand without a capital."""
    ordinary: set[str] = set()
    for _transcript, text in study.texts():
        ordinary |= ordinary_words(text)
    why: dict[str, str] = {
        speaker.name: _LABEL for speaker in study.speakers() if speaker.role != "interviewer"
    }
    rank = {SORTS[sort]: n for n, sort in enumerate(CANDIDATES)}
    for _transcript, text in study.texts():
        for one in candidates(text, ordinary):
            known = why.get(one.words)
            new = SORTS[one.sort]
            if known is None or (known != _LABEL and rank[new] < rank[known]):
                why[one.words] = new
    return why, ordinary


def candidates_in(study: Study) -> list[Candidate]:
    """Give what may be names, the most frequent first."""
    why, _ordinary = candidates_of(study)
    lookup = Names((name, name, True) for name in why)
    times: Counter[str] = Counter()
    transcripts: dict[str, set[str]] = defaultdict(set)
    for transcript, text in study.texts():
        for _start, _end, name in find(text, lookup):
            times[name] += 1
            transcripts[name].add(transcript)
    return [
        Candidate(name, n, len(transcripts[name]), why[name])
        for name, n in sorted(times.items(), key=lambda item: (-item[1], item[0]))
    ]
