"""What pseudonyms replaced in each text of a study, as far as it still stands there.

Owns the names of those texts, and finding replacements again in a text that was changed since.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from interviewcoder.analysis.anchoring import Anchors
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.gestures.rewriting import rewritten
from interviewcoder.domain.pseudonyms import Trace
from interviewcoder.domain.text import Span, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interviewcoder.domain.pseudonyms import Key
    from interviewcoder.domain.records import Record, Transcript
    from interviewcoder.study.study import Study

_TEXT, _LABELS, _REPORT = "text", "labels", "report"
_REPEATED: Final = (_LABELS, _REPORT)


def of_text(transcript: Transcript) -> str:
    """Name the text of a transcript."""
    return f"{_TEXT}:{transcript.id}"


def of_labels(transcript: Transcript) -> str:
    """Name the labels of a transcript that are not in its text."""
    return f"{_LABELS}:{transcript.id}"


def of_report(transcript: Transcript) -> str:
    """Name the words of the report of an import."""
    return f"{_REPORT}:{transcript.id}"


def of_field(record: Record, name: str) -> str:
    """Name a field of a record."""
    return f"{type(record).__name__.lower()}:{record.id}:{name}"


def is_repeated(place: str) -> bool:
    """Say whether a name is that of several texts, which are told apart by what they say."""
    return place.partition(":")[0] in _REPEATED


def with_trace(key: Key, place: str, text: str, spans: Iterable[tuple[int, int, str]]) -> Key:
    """Give the key that knows what was replaced in a text, as it is afterwards."""
    trace = Trace(place, fingerprint(text), tuple(spans))
    kept = [one for one in key.traces if (one.place, one.digest) != (place, trace.digest)]
    return replace(key, traces=(*kept, trace))


def surviving(study: Study, key: Key, place: str, text: str) -> list[tuple[int, int, str]]:
    """Give the replacements that stand in a text now: exactly, or where nothing around them was touched."""
    found = key.at(place)
    if not found:
        return []
    digest = fingerprint(text)
    exact = next((trace for trace in found if trace.digest == digest), None)
    if exact is not None:
        return list(exact.replaced)
    if is_repeated(place):
        return []
    old = _as_it_was(study, found[0])
    return [] if old is None else _carried(old, text, found[0])


def _carried(old: str, text: str, trace: Trace) -> list[tuple[int, int, str]]:
    anchors = Anchors(old, text)
    kept = []
    for start, end, was in trace.replaced:
        span = anchors.kept(Span(start, end))
        if span is not None and not _inside_a_word(text, span):
            kept.append((span.start, span.end, was))
    return kept


def _inside_a_word(text: str, span: Span) -> bool:
    first, last = text[span.start : span.start + 1], text[span.end - 1 : span.end]
    return (first.isalnum() and text[span.start - 1 : span.start].isalnum()) or (
        last.isalnum() and text[span.end : span.end + 1].isalnum()
    )


def _as_it_was(study: Study, trace: Trace) -> str | None:
    """Find the text a trace is of among all that the study has held."""
    kind, _colon, rest = trace.place.partition(":")
    guid, _colon, field = rest.partition(":")
    try:
        texts = _versions(study, guid) if kind == _TEXT else _fields(study, kind, guid, field)
        return next((text for text in texts if fingerprint(text) == trace.digest), None)
    except (InterviewCoderError, LookupError):
        return None


def _versions(study: Study, guid: str) -> Iterator[str]:
    for record in study.past("transcript", guid):
        yield study.version(record).text  # type: ignore[arg-type]


def _fields(study: Study, kind: str, guid: str, field: str) -> Iterator[str]:
    for record in study.past(kind, guid):
        said: list[str] = []

        def gather(name: str, words: str, said: list[str] = said) -> str:
            if name == field:
                said.append(words)
            return words

        rewritten(record, gather)
        yield from said
