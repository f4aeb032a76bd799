"""Gestures on the text of a transcript: a corrected version with everything on it, and the decisions it leaves.

Owns the changes. Where passages are in the new text is `analysis.anchoring`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.changes import Change, Edit, added, removed, replaced
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures.codings import excerpt
from interviewcoder.domain.records import Coding, Pending
from interviewcoder.domain.text import words
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Guid, Memo, Speaker, Transcript, Version
    from interviewcoder.domain.text import Span

_PLACED: Final = N_("Reviewed: “{quote}” under {code} has its place")
_PLACED_SEVERAL: Final = N_("Reviewed: {n} codings have their places")
_ASIDE: Final = N_("Set aside: “{quote}” under {code}")
_DROPPED: Final = N_("Removed the coding of words that are gone: “{quote}” under {code}")
DECISIONS: Final = frozenset({_PLACED, _PLACED_SEVERAL, _ASIDE, _DROPPED})
"""The labels of what can be decided about a coding that waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What is to become of everything on a text: by identity, the place it is at now.

    `codings` move by themselves. `waiting` are codings for which somebody has to decide. `passages` are memos on
    passages; those without a place become memos on the transcript.
    """

    codings: Mapping[Guid, Span] = field(default_factory=dict)
    waiting: Sequence[Pending] = ()
    passages: Mapping[Guid, Span | None] = field(default_factory=dict)
    again: Mapping[Guid, Span | None] = field(default_factory=dict)
    """Places proposed anew for codings that have waited since an earlier correction."""


def correct_text(
    transcript: Transcript,
    version: Version,
    carried: Carried,
    *,
    codings: Sequence[Coding],
    memos: Sequence[Memo],
    waiting: Sequence[Pending],
    speakers: tuple[Sequence[Speaker], Sequence[Speaker]],
    source: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
) -> Change:
    """Give a transcript another text: every coding is carried along or waits; none is dropped.

    `speakers` are those before and after; `source` are fields of the transcript that say where the text came from.
    """
    text = version.text
    after = replace(
        transcript, version=version.id, words=words(text), length=len(text), **dict[str, Any](source or {})
    )
    edits: list[Edit] = [*replaced(transcript, after)]
    for coding in codings:
        if (span := carried.codings.get(coding.id)) is not None:
            quote = text[span.start : span.end]
            edits += replaced(coding, replace(coding, start=span.start, end=span.end, quote=quote))
        else:
            edits += removed(coding)
    edits += added(*carried.waiting)
    for pending in waiting:
        span = carried.again.get(pending.id)
        found = (span.start, span.end) if span else (None, None)
        edits += replaced(pending, replace(pending, found_start=found[0], found_end=found[1]))
    edits += [edit for memo in memos for edit in _memo(memo, carried.passages.get(memo.id), text)]
    edits += _speakers(*speakers)
    details: dict[str, str | int] = {
        "transcript": transcript.name, "moved": len(carried.codings), "waiting": len(carried.waiting)
    }  # fmt: skip
    label = N_("Corrected {transcript}: {moved} codings carried along, {waiting} to review")
    if len(carried.codings) == 1:
        label = N_("Corrected {transcript}: one coding carried along, {waiting} to review")
    return Change(label, details, tuple(edits), (version,), files or {})


def _memo(memo: Memo, span: Span | None, text: str) -> tuple[Edit, ...]:
    if span is None:
        return replaced(memo, replace(memo, on="transcript", start=None, end=None))
    quote = text[span.start : span.end]
    return replaced(memo, replace(memo, start=span.start, end=span.end, quote=quote))


def _speakers(before: Sequence[Speaker], after: Sequence[Speaker]) -> list[Edit]:
    old, kept = {speaker.id: speaker for speaker in before}, {speaker.id for speaker in after}
    edits = [*removed(*(speaker for speaker in before if speaker.id not in kept))]
    for speaker in after:
        edits += replaced(old[speaker.id], speaker) if speaker.id in old else added(speaker)
    return edits


def waiting_for(coding: Coding, version: Guid, found: Span | None, reason: str) -> Pending:
    """Give what waits in the place of a coding, with all that was known of it."""
    return Pending(
        id=coding.id, transcript=coding.transcript, version=version, start=coding.start, end=coding.end,
        quote=coding.quote, code=coding.code, coder=coding.coder, made=coding.made, weight=coding.weight,
        key=coding.key, found_start=found.start if found else None, found_end=found.end if found else None,
        reason=reason,
    )  # fmt: skip


def accept(pending: Sequence[Pending], spans: Sequence[Span], text: str, codebook: Codebook) -> Change:
    """Put codings that waited where they are now: at their proposal, or where somebody says."""
    edits: tuple[Edit, ...] = ()
    for one, span in zip(pending, spans, strict=True):
        if not 0 <= span.start < span.end <= len(text):
            raise Refused(_("There is no such passage in the text."))
        edits += removed(one)
        edits += added(
            Coding(
                id=one.id, transcript=one.transcript, start=span.start, end=span.end,
                quote=text[span.start : span.end], code=one.code, coder=one.coder, made=one.made, weight=one.weight,
                key=one.key,
            )
        )  # fmt: skip
    return Change(_PLACED if len(pending) == 1 else _PLACED_SEVERAL, _about(pending, codebook), edits)


def set_aside(pending: Sequence[Pending], codebook: Codebook) -> Change:
    """Leave codings for later: they stay, and are counted. Nothing changes for those set aside already."""
    new = [one for one in pending if not one.aside]
    edits = tuple(edit for one in new for edit in replaced(one, replace(one, aside=True)))
    return Change(_ASIDE, _about(new, codebook), edits)


def drop(pending: Sequence[Pending], codebook: Codebook, memos: Sequence[Memo] = ()) -> Change:
    """Remove codings whose words are gone, with the memos on them. Undo brings them back."""
    return Change(_DROPPED, _about(pending, codebook), removed(*pending, *memos))


def _about(pending: Sequence[Pending], codebook: Codebook) -> dict[str, str | int]:
    codes = dict.fromkeys(codebook.path(one.code) for one in pending if one.code in codebook.by_id)
    return {
        "quote": excerpt(pending[0].quote) if pending else "",
        "code": ", ".join(codes),
        "n": len(pending),
    }
