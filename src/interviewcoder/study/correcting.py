"""Corrections: another text for a transcript, with every coding carried along, and the decisions that remain.

Owns gathering what rests on a text and what becomes of each thing. Where passages are now is `analysis.anchoring`'s,
the changes are the domain's. Nothing is dropped here: what has no place waits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from interviewcoder.analysis.anchoring import Anchors
from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import corrections as gestures
from interviewcoder.domain.gestures.corrections import Carried, waiting_for
from interviewcoder.domain.records import ImportReport, Moment, Speaker, Version
from interviewcoder.domain.text import Span
from interviewcoder.locales import N_, _, ngettext, number
from interviewcoder.study.blinding import refuse_blind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interviewcoder.analysis.anchoring import Reason
    from interviewcoder.domain.changes import Change, HistoryLine
    from interviewcoder.domain.records import Coding, Guid, Memo, Pending, Transcript
    from interviewcoder.formats.transcripts.reading import Reading
    from interviewcoder.study.finding import Interview
    from interviewcoder.study.study import Study

REASONS: Final[dict[Reason, str]] = {
    "changed": N_("its words were changed"),
    "unsure": N_("the same words, with too little around them to be certain"),
    "gone": N_("its words are gone"),
    "same": N_("where it was"),
    "moved": N_("the same words, elsewhere"),
}
_LARGEST_KEPT: Final = 20 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a correction would do: the change, and what becomes of each coding.

    `silent` and `moved` count the codings that move by themselves, in place or with their words elsewhere.
    """

    transcript: Transcript
    change: Change
    silent: int
    moved: int
    waiting: tuple[Pending, ...]
    memos: int
    anchors: Anchors
    """Where the places of the text before are in the one after."""

    @property
    def changes_nothing(self) -> bool:
        """Whether the text is what it was."""
        return not self.change.versions


def from_file(study: Study, transcript: Transcript, path: Path) -> Correction:
    """Work out a correction from a file; changes nothing. Raises `NotFound`, `Unreadable`, `Refused`."""
    from interviewcoder.study.finding import look

    refuse_blind(study)
    ((_path, found),) = look(study, [path])
    if not isinstance(found, list):
        raise found
    interview = _the_one(found, path)
    return _correction(study, transcript, interview.reading, interview)


def from_reading(study: Study, transcript: Transcript, reading: Reading) -> Correction:
    """Work out a correction from a text and its turns; changes nothing."""
    refuse_blind(study)
    return _correction(study, transcript, reading, None)


def apply(study: Study, correction: Correction) -> HistoryLine:
    """Make a correction. Raises `Conflict` when the study has moved meanwhile."""
    return study.apply(correction.change)


def _the_one(found: Sequence[Interview], path: Path) -> Interview:
    if len(found) != 1:
        raise Refused(
            _("{file} holds {n} interviews, and a correction is of one. Put it in a file of its own.").format(
                file=path.name, n=len(found)
            )
        )
    return found[0]


def _correction(
    study: Study, transcript: Transcript, reading: Reading, interview: Interview | None
) -> Correction:
    before = study.version(transcript)
    anchors = Anchors(before.text, reading.text)
    codings = list(study.codings(Selection(transcripts=frozenset({transcript.id}))))
    waited = study.pending(transcript)
    passages = _memos_on_passages(study, transcript)
    found = {coding.id: anchors.carry(coding.span) for coding in codings}
    carried = Carried(
        codings={guid: one.span for guid, one in found.items() if one.sure and one.span is not None},
        waiting=tuple(
            waiting_for(coding, before.id, found[coding.id].span, found[coding.id].reason)
            for coding in codings
            if not found[coding.id].sure
        ),
        passages={memo.id: anchors.carry(_span(memo)).span for memo in passages},
        again={one.id: _again(one, anchors) for one in waited},
    )
    carried = without_doubles(codings, carried, before.id)
    version = _version(study, reading, interview, before, anchors)
    if reading.text == before.text:
        version = before
    change = gestures.correct_text(
        transcript, version, carried, codings=codings, memos=passages, waiting=waited,
        speakers=_speakers(study, transcript, reading), source=_source(interview), files=_files(interview),
    )  # fmt: skip
    if version is before:
        change = replace(change, edits=(), versions=(), files={})
    reasons = [found[guid].reason for guid in carried.codings]
    return Correction(
        transcript=transcript, change=change, silent=reasons.count("same"), moved=reasons.count("moved"),
        waiting=tuple(carried.waiting), memos=len(passages), anchors=anchors,
    )  # fmt: skip


def without_doubles(codings: Sequence[Coding], carried: Carried, version: Guid) -> Carried:
    """Let a coding wait that would come to lie exactly on another of its code and coder."""
    taken: set[tuple[Guid, Guid, int, int]] = set()
    kept: dict[Guid, Span] = {}
    waiting = list(carried.waiting)
    for coding in codings:
        span = carried.codings.get(coding.id)
        if span is None:
            continue
        place = (coding.code, coding.coder, span.start, span.end)
        if place in taken:
            waiting.append(waiting_for(coding, version, span, "unsure"))
        else:
            taken.add(place)
            kept[coding.id] = span
    return replace(carried, codings=kept, waiting=tuple(waiting))


def _again(pending: Pending, anchors: Anchors) -> Span | None:
    """Propose anew a place for what has waited since an earlier correction."""
    if pending.found_start is None or pending.found_end is None:
        return None
    return anchors.carry(Span(pending.found_start, pending.found_end)).span


def _memos_on_passages(study: Study, transcript: Transcript) -> list[Memo]:
    return [memo for memo in study.memos([transcript.id]) if memo.on == "passage"]


def _span(memo: Memo) -> Span:
    return Span(memo.start or 0, memo.end or 0)


def _version(
    study: Study, reading: Reading, interview: Interview | None, before: Version, anchors: Anchors
) -> Version:
    moments = reading.moments
    if not moments and not any(turn.time is not None for turn in reading.turns):
        # The correction knows no times: those of the text before are carried along.
        known = {
            *before.moments,
            *(Moment(turn.zone.start, turn.time) for turn in before.turns if turn.time is not None),
        }
        places = {anchors.position(moment.at): moment.time for moment in sorted(known, reverse=True)}
        moments = tuple(Moment(at, time) for at, time in sorted(places.items()))
    report = before.report
    if interview is not None:
        report = ImportReport(
            file=interview.file.name, sha256=interview.file.sha256, size=len(interview.file.data),
            format=reading.format, encoding=reading.encoding, program=study.program_version,
            counts=dict(reading.counts), warnings=reading.warnings, left_out=reading.left_out,
        )  # fmt: skip
    return Version(text=reading.text, turns=reading.turns, moments=moments, report=report)


def _speakers(
    study: Study, transcript: Transcript, reading: Reading
) -> tuple[Sequence[Speaker], Sequence[Speaker]]:
    before = study.speakers(transcript)
    known = {speaker.label: speaker for speaker in before}
    after = [
        known.get(label.label)
        or Speaker(transcript=transcript.id, label=label.label, name=label.name, role=label.role)
        for label in reading.labels
    ]
    return before, after


def _source(interview: Interview | None) -> dict[str, str]:
    if interview is None:
        return {}
    return {
        "source": interview.file.name, "source_sha256": interview.file.sha256, "format": interview.reading.format
    }  # fmt: skip


def _files(interview: Interview | None) -> dict[str, bytes]:
    if interview is None or len(interview.file.data) > _LARGEST_KEPT:
        return {}
    return {interview.file.sha256: interview.file.data}


def proposal(pending: Pending) -> Span | None:
    """Give the place that is proposed, None when there is none."""
    if pending.found_start is None or pending.found_end is None:
        return None
    return Span(pending.found_start, pending.found_end)


def accepted(study: Study, pending: Sequence[Pending], spans: Sequence[Span] | None = None) -> Change:
    """Give the change that puts codings of a transcript at their proposals, or at `spans`.

    Of several, one stays that would come to lie exactly on another of its code and coder. Raises `Refused` where
    there is no proposal, and when none can be put in its place.
    """
    transcript = next(one for one in study.transcripts if one.id == pending[0].transcript)
    taken = {(one.code, one.coder, one.span) for one in study.codings_of(transcript)}
    chosen: list[Pending] = []
    places: list[Span] = []
    for one, span in zip(pending, spans or [_proposed(one) for one in pending], strict=True):
        if (one.code, one.coder, span) not in taken:
            taken.add((one.code, one.coder, span))
            chosen.append(one)
            places.append(span)
    if not chosen:
        raise Refused(
            _(
                "That coder has this code on exactly these words already: give the coding another place, or remove it."
            )
        )
    return gestures.accept(chosen, places, study.document(transcript).text, study.codebook)


def _proposed(pending: Pending) -> Span:
    found = proposal(pending)
    if found is None:
        raise Refused(
            _("No place is proposed for these words: give one, set the coding aside, or remove it.")
        )
    return found


def reason_in_words(pending: Pending) -> str:
    """Say why a coding waits."""
    return next((_(said) for reason, said in REASONS.items() if reason == pending.reason), pending.reason)


def waiting_in_words(n: int) -> str:
    """Say how many codings wait for a decision."""
    return ngettext("{n} coding waits for a decision", "{n} codings wait for a decision", n).format(
        n=number(n)
    )
