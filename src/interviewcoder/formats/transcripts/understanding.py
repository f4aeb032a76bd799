"""From what a reader found to a transcript ready to be taken: its turns, speakers, moments and language.

Owns that one step. Must not read files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.formats.fixing import fixed
from interviewcoder.formats.transcripts.compose import compose
from interviewcoder.formats.transcripts.language import guess
from interviewcoder.formats.transcripts.reading import Reading
from interviewcoder.formats.transcripts.speakers import describe
from interviewcoder.formats.transcripts.turns import Recognised, recognise

if TYPE_CHECKING:
    from interviewcoder.formats.transcripts.reading import Source


def understood(name: str, source: Source) -> Reading:
    """Turn what the reader of the format `name` found into a transcript ready to be taken."""
    moments = source.moments
    if source.utterances:
        composed = compose(source.utterances)
        text, moments = composed.text, composed.moments
        labels, warnings = describe(composed.turns, text, ())
        found = Recognised(turns=composed.turns, labels=labels, warnings=tuple(warnings))
    else:
        text = fixed(source.text)
        found = recognise(text, stressed=source.stressed)
    return Reading(
        format=name,
        name=source.name,
        text=text,
        turns=found.turns,
        labels=found.labels,
        notes=source.notes,
        moments=tuple(sorted({*moments, *found.moments})),
        left_out=source.left_out,
        metadata={**found.metadata, **source.metadata},
        language=guess(turn.span.of(text) for turn in found.turns),
        encoding=source.encoding,
        counts=source.counts,
        warnings=(*source.warnings, *found.warnings),
    )
