"""Speakers written into the words of timed cues: ``Andrew Stone: Taken from``, ``[SPEAKER_00]: Oui``.

Decided over the whole file with the rules of `labels`. Must not know cue formats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.formats.transcripts import labels
from interviewcoder.formats.transcripts.marks import Mark, candidates, lines
from interviewcoder.formats.transcripts.reading import Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence

_STYLES: Final = frozenset({"colon", "bracket"})


def with_named_speakers(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Move speakers' names out of the words, where the file has them there and no voice tags."""
    if any(utterance.speaker for utterance in utterances):
        return list(utterances)
    text = "\n".join(utterance.text for utterance in utterances)
    found = lines(text)
    possible = [mark for line in found for mark in candidates(text, line) if mark.style in _STYLES]
    chosen = {mark.line: mark for mark in labels.choose(possible, lines=len(found))}
    if not chosen:
        return list(utterances)
    named: list[Utterance] = []
    position = 0
    for utterance in utterances:
        named.extend(_split(utterance, position, chosen, text))
        position += len(utterance.text) + 1
    return named


def _split(utterance: Utterance, position: int, chosen: dict[int, Mark], text: str) -> list[Utterance]:
    """Cut one cue where a line of it begins with a chosen name."""
    end = position + len(utterance.text)
    marks = [chosen[line] for line in range(position, end) if line in chosen]
    first = marks[0].line if marks else end
    ends = [*(mark.line for mark in marks[1:]), end]
    parts: list[tuple[str | None, str]] = [(None, text[position:first])]
    parts += [(mark.name, text[mark.words : until]) for mark, until in zip(marks, ends, strict=False)]
    return [
        Utterance(speaker=speaker, text=words, time=utterance.time, time_end=utterance.time_end)
        for speaker, words in parts
        if words.strip()
    ]
