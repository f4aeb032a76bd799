"""Codings as a reader wants them: in order, and read back as quotations, all of them or one at a time.

Owns the order (code in tree order, case, transcript, place) and what a quotation needs from the study. Which
codings are meant is `selecting`'s.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from interviewcoder.analysis.results import Quotation
from interviewcoder.analysis.retrieval import quotation
from interviewcoder.domain.document import reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from interviewcoder.analysis.filters import Selection
    from interviewcoder.domain.records import Case, Coding, Guid
    from interviewcoder.store.turns import TurnFinder
    from interviewcoder.study.study import Study

_TEXTS_AT_ONCE: Final = 100
Place: TypeAlias = tuple[int, int, int, int, int]


def reading_order(study: Study, ordered: Sequence[Case] = ()) -> Callable[[Coding], Place]:
    """Give what codings are sorted by; the cases in their order, or `ordered` as they are to be."""
    codes = {code.id: n for n, code in enumerate(study.codebook)}
    cases = {case.id: n for n, case in enumerate(ordered or study.in_order(study.cases))}
    case_of = {transcript.id: transcript.case for transcript in study.transcripts}
    transcripts = {transcript.id: n for n, transcript in enumerate(study.transcripts)}

    def place(coding: Coding) -> Place:
        case = cases.get(case_of[coding.transcript] or "", len(cases))
        return codes[coding.code], case, transcripts[coding.transcript], coding.start, coding.end

    return place


class Quoting:
    """Reads codings of a study back as quotations, as the study is now."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._memos: dict[Guid, dict[Guid, str]] = {}
        self._coders = {coder.id: coder.name for coder in study.coders}
        self._transcripts = {transcript.id: transcript for transcript in study.transcripts}

    def noted(self, coding: Coding) -> bool:
        """Say whether a coding has a memo."""
        return coding.id in self._memos_in(coding.transcript)

    def held(self, codings: Sequence[Coding]) -> Sequence[Coding]:
        """Read the texts and memos of some codings at once, and give the codings."""
        transcripts = {coding.transcript for coding in codings}
        self._study.hold_documents([self._transcripts[guid] for guid in transcripts])
        self._memos |= self._study.coding_memos(transcripts)
        return codings

    def _memos_in(self, transcript: Guid) -> dict[Guid, str]:
        if transcript not in self._memos:
            self._memos |= self._study.coding_memos([transcript])
        return self._memos[transcript]

    def quotation(self, coding: Coding) -> Quotation:
        """Give a coding as read."""
        document = self._study.document(self._transcripts[coding.transcript])
        coder, memo = self._coders[coding.coder], self._memos_in(coding.transcript).get(coding.id, "")
        return quotation(coding, document, self._study.codebook, coder, memo)


class Citing:
    """Reads codings back as they are cited: without their line, time and surroundings, for which the text is needed."""

    def __init__(self, study: Study, turns: TurnFinder) -> None:
        self._turns, self._codebook = turns, study.codebook
        self._coders = {coder.id: coder.name for coder in study.coders}
        self._transcripts = {transcript.id: transcript for transcript in study.transcripts}
        self._cases = {case.id: case.name for case in study.cases}
        self._speakers = {(known.transcript, known.label): known for known in study.speakers()}

    def quotation(self, coding: Coding) -> Quotation:
        """Give a coding as it is cited."""
        transcript = self._transcripts[coding.transcript]
        case = self._cases.get(transcript.case or "", "")
        turn, label = self._turns.first(coding.transcript, coding.start, coding.end) or (None, None)
        speaker = self._speakers.get((coding.transcript, label)) if label is not None else None
        return Quotation(
            coding=coding.id, code_id=coding.code, case_id=transcript.case, transcript_id=coding.transcript,
            reference=reference(case, transcript.name, turn), case=case, transcript=transcript.name, turn=turn, line=0,
            speaker=speaker.name if speaker else label or "", role=speaker.role if speaker else "unknown",
            start=coding.start, end=coding.end, code=self._codebook.path(coding.code),
            coder=self._coders[coding.coder], text=coding.quote, key=coding.key,
        )  # fmt: skip


def cited_by_theme(
    study: Study, selection: Selection, place: Callable[[Coding], Place]
) -> Iterator[Quotation]:
    """Give the selected codings as they are cited, in the order of `place`, of which the code is the first part.

    Only those of one theme are held at a time.
    """
    with study.turns() as turns:
        citing = Citing(study, turns)
        for theme in study.codebook.top:
            codes = frozenset(study.codebook.with_below(theme.id))
            codes = codes if selection.codes is None else codes & selection.codes
            if codes:
                found = sorted(study.codings(replace(selection, codes=codes)), key=place)
                yield from map(citing.quotation, found)


def through_the_texts(study: Study, selection: Selection) -> Iterator[Quotation]:
    """Give the selected codings as read, transcript by transcript (in the order of their cases), as they stand."""
    quoting, place = Quoting(study), reading_order(study)
    cases = {case.id: n for n, case in enumerate(study.in_order(study.cases))}
    for transcript in sorted(study.transcripts, key=lambda one: cases.get(one.case or "", len(cases))):
        if selection.transcripts is None or transcript.id in selection.transcripts:
            theirs = study.codings(replace(selection, transcripts=frozenset({transcript.id})))
            for coding in sorted(theirs, key=lambda at: (at.start, at.end, place(at))):
                yield quoting.quotation(coding)


def quotations(study: Study, selection: Selection) -> Iterator[Quotation]:
    """Give the selected codings as read, in order."""
    quoting, place = Quoting(study), reading_order(study)
    found = [
        (place(coding), quoting.quotation(coding))
        for some in _by_texts(study.codings(selection))
        for coding in quoting.held(some)
    ]
    found.sort(key=lambda pair: pair[0])
    return (read for _place, read in found)


def _by_texts(codings: Iterable[Coding]) -> Iterator[list[Coding]]:
    """Give codings, which come by transcript, so many transcripts at a time: each text is read once."""
    some: list[Coding] = []
    texts = 0
    for _transcript, theirs in groupby(codings, key=attrgetter("transcript")):
        some += theirs
        texts += 1
        if texts == _TEXTS_AT_ONCE:
            yield some
            some, texts = [], 0
    if some:
        yield some
