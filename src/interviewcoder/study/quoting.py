"""Codings as a reader wants them: in order, and read back as quotations, all of them or one at a time.

Owns the order (code in tree order, case, transcript, place) and what a quotation needs from the study. Which
codings are meant is `selecting`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from interviewcoder.analysis.retrieval import quotation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from interviewcoder.analysis.filters import Selection
    from interviewcoder.analysis.results import Quotation
    from interviewcoder.domain.records import Coding, Guid
    from interviewcoder.study.study import Study

Place: TypeAlias = tuple[int, int, int, int, int]


def reading_order(study: Study) -> Callable[[Coding], Place]:
    """Give what codings are sorted by."""
    codes = {code.id: n for n, code in enumerate(study.codebook)}
    cases = {case.id: n for n, case in enumerate(study.in_order(study.cases))}
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
        self._memos: dict[Guid | None, str] = {
            memo.target: memo.text for memo in study.memos() if memo.on == "coding"
        }
        self._coders = {coder.id: coder.name for coder in study.coders}
        self._transcripts = {transcript.id: transcript for transcript in study.transcripts}

    def noted(self, coding: Coding) -> bool:
        """Say whether a coding has a memo."""
        return coding.id in self._memos

    def quotation(self, coding: Coding) -> Quotation:
        """Give a coding as read."""
        document = self._study.document(self._transcripts[coding.transcript])
        coder, memo = self._coders[coding.coder], self._memos.get(coding.id, "")
        return quotation(coding, document, self._study.codebook, coder, memo)


def quotations(study: Study, selection: Selection) -> Iterator[Quotation]:
    """Give the selected codings as read, in order."""
    quoting, place = Quoting(study), reading_order(study)
    # Codings come by transcript, so each text is read once however many there are.
    found = [(place(coding), quoting.quotation(coding)) for coding in study.codings(selection)]
    found.sort(key=lambda pair: pair[0])
    return (read for _place, read in found)
