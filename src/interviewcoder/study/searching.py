"""Searching the texts of a study, and coding what was found.

Owns which texts are searched and what a hit says. The pattern is `analysis.search`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.analysis.filters import Selection
from interviewcoder.analysis.results import Hit
from interviewcoder.analysis.search import compiled, matches, surroundings
from interviewcoder.domain.gestures import codings as gestures
from interviewcoder.domain.records import Coding
from interviewcoder.study import selecting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewcoder.analysis.filters import Filters
    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.records import Code
    from interviewcoder.study.study import Study


def search(study: Study, pattern: str, *, regex: bool, exact: bool, filters: Filters) -> Iterator[Hit]:
    """Find `pattern` in the texts of the transcripts that pass the filters, by transcript and place.

    Of the filters only cases, transcripts, attributes and speaker roles matter.
    """
    compiled_pattern = compiled(pattern, is_regex=regex, exact=exact)
    by_id = {transcript.id: transcript for transcript in study.transcripts}
    cases = {case.id: case.name for case in study.cases}
    speakers = {(speaker.transcript, speaker.label): speaker for speaker in study.speakers()}
    with study.turns() as turns:
        for guid, text in study.texts(selecting.transcripts_for(study, filters)):
            for start, end in matches(compiled_pattern, text):
                n, label = turns.first(guid, start, end) or (None, None)
                speaker = speakers.get((guid, label or ""))
                if filters.roles and (speaker.role if speaker else "unknown") not in filters.roles:
                    continue
                before, after = surroundings(text, start, end)
                yield Hit(
                    transcript_id=guid, transcript=by_id[guid].name, case=cases.get(by_id[guid].case or "", ""),
                    turn=n, speaker=speaker.name if speaker else label or "", start=start, end=end,
                    before=before, match=text[start:end], after=after,
                )  # fmt: skip


def code_hits(study: Study, hits: Sequence[Hit], code: Code, pattern: str) -> HistoryLine | None:
    """Tag every hit that is not tagged so already, as one change; None when all are."""
    present = {
        (coding.transcript, coding.start, coding.end)
        for coding in study.codings(Selection(codes=frozenset({code.id}), coders=frozenset({study.coder.id})))
    }
    new = [
        Coding(
            transcript=hit.transcript_id, start=hit.start, end=hit.end, quote=hit.match,
            code=code.id, coder=study.coder.id,
        )
        for hit in hits
        if (hit.transcript_id, hit.start, hit.end) not in present
    ]  # fmt: skip
    if not new:
        return None
    return study.apply(gestures.code_hits(new, pattern, study.codebook.path(code.id)))
