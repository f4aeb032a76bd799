"""All records of a study that hold words, and whose they are.

Owns going through them; what becomes of the words is the caller's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.domain.records import Case, Memo, Speaker, Summary, Transcript

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from interviewcoder.domain.records import Guid, Record
    from interviewcoder.study.study import Study


def records(study: Study, transcripts: Collection[Guid] | None = None) -> Iterator[Record]:
    """Give the records that hold words, texts aside; with `transcripts`, only those and what belongs to them."""
    for transcript in study.transcripts:
        if transcripts is None or transcript.id in transcripts:
            yield transcript
    for speaker in study.speakers():
        if transcripts is None or speaker.transcript in transcripts:
            yield speaker
    for memo in study.memos():
        if transcripts is None or (memo.on in {"transcript", "passage"} and memo.target in transcripts):
            yield memo
    if transcripts is None:
        yield from study.cases
        yield from study.attributes
        yield from study.codebook
        yield from study.summaries()
        yield from study.editions()


def owner(study: Study, record: Record) -> tuple[Guid | None, ...]:
    """Give the transcript and the case a record belongs to, None where there is none."""
    match record:
        case Transcript():
            return record.id, record.case
        case Case():
            return None, record.id
        case Summary():
            return None, record.case
        case Memo(on="case"):
            return None, record.target
        case Speaker(transcript=guid) | Memo(on="transcript" | "passage", target=guid):
            return guid, _case_of(study, guid)
    return None, None


def _case_of(study: Study, guid: Guid | None) -> Guid | None:
    return next((transcript.case for transcript in study.transcripts if transcript.id == guid), None)
