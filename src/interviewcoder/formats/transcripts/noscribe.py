"""noScribe's pages: what is said in and around the anchors that hold speaker and times.

Owns the labels, the overlaps ``//S01: oui//`` and what researchers typed beside them. Must not know HTML: the
walk in `web` gives the text and where its anchors stand.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.reading import Utterance
from interviewcoder.formats.transcripts.spelling import known_role
from interviewcoder.formats.transcripts.voices import with_named_speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STAMP: Final = re.compile(r"\[\d{1,2}:\d\d:\d\d\]\s*")
_LABEL: Final = re.compile(r"\s*(?!//)([^:\n]{1,60}?)\s*:(?=\s|\Z)")
_OVERLAP: Final = "//"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One of noScribe's anchors: where its words are, when they were said (in milliseconds), and by whom."""

    start: int
    end: int
    begins: int
    ends: int
    speaker: str


def utterances(raw: str, anchors: Sequence[Anchor]) -> list[Utterance]:
    """Give what is said in and around noScribe's anchors; overlaps belong to the paragraph they are in."""
    cuts = list(_cuts(raw, anchors))
    words = [_STAMP.sub("", raw[start:end]) for start, end in cuts]
    names = _names(raw, anchors, cuts, words)
    told: list[Utterance] = []
    speaker: str | None = None
    for number, anchor in enumerate(anchors):
        said = words[number]
        if not anchor.speaker.startswith(_OVERLAP):
            speaker = names.get(anchor.speaker, anchor.speaker) or None
        label = _LABEL.match(said)
        if label and speaker and label[1] in {anchor.speaker, speaker}:
            said = said[label.end() :]
        times = anchor.begins / 1000, anchor.ends / 1000
        told.append(Utterance(speaker=speaker, text=said.strip(), time=times[0], time_end=times[1]))
        until = cuts[number + 1][0] if number + 1 < len(cuts) else len(raw)
        between = raw[cuts[number][1] : until].split("\n")
        told += [Utterance(speaker=None, text=line) for line in between if line.strip()]
    return with_named_speakers(told)


def _cuts(raw: str, anchors: Sequence[Anchor]) -> Iterator[tuple[int, int]]:
    """Give where the words of each anchor begin and end, with what is typed beside them on their lines."""
    starts: list[int] = []
    for number, anchor in enumerate(anchors):
        before = starts[-1] if starts else 0
        line = raw.rfind("\n", before, anchor.start) + 1
        start = line if line or not starts else max(anchor.start, before)
        goes_on = number > 0 and _goes_on(anchors[number - 1].speaker, anchor.speaker)
        while goes_on and line < start < len(raw) and not any(map(str.isspace, raw[start - 1 : start + 1])):
            start += 1  # utterances are joined by spaces: none may begin inside a word
        starts.append(start)
    for anchor, start, until in zip(anchors, starts, [*starts[1:], len(raw)], strict=True):
        line_end = raw.find("\n", max(anchor.end - 1, start), until)
        yield start, until if line_end < 0 else line_end


def _goes_on(before: str, speaker: str) -> bool:
    return before == speaker or before.startswith(_OVERLAP) or speaker.startswith(_OVERLAP)


def _names(
    raw: str, anchors: Sequence[Anchor], cuts: Sequence[tuple[int, int]], words: Sequence[str]
) -> dict[str, str]:
    """Give the names that researchers wrote over noScribe's: what paragraphs of a speaker begin with."""
    counted: dict[str, Counter[str]] = {}
    for anchor, (start, _end), said in zip(anchors, cuts, words, strict=True):
        label = _LABEL.match(said)
        if label and anchor.speaker and (start == 0 or raw[start - 1] == "\n"):
            counted.setdefault(anchor.speaker, Counter())[label[1]] += 1
    best = {speaker: labels.most_common(1)[0] for speaker, labels in counted.items()}
    return {speaker: label for speaker, (label, times) in best.items() if _is_name(label, times)}


def _is_name(label: str, times: int) -> bool:
    parts = label.split()
    capital = all(part[0].isupper() or part[0].isdigit() for part in parts)
    return len(parts) <= 4 and (times > 1 or capital or bool(known_role(label)))


def headed(raw: str, anchors: Sequence[Anchor], facts: dict[str, str]) -> None:
    """Keep what stands above noScribe's transcript: a title, the version and the recording's name."""
    above = canonical(raw[: next(_cuts(raw, anchors))[0]])
    said = [line.strip() for line in above.split("\n") if line.strip()]
    if said and "title" not in facts:
        facts["title"] = said.pop(0)
    if said:
        facts["note"] = "\n".join(said)
