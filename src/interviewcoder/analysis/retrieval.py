"""Codings read back as quotations, in the order a reader wants them.

Owns what a quotation says. Where codings and texts come from is the study's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.analysis.results import Quotation
from interviewcoder.analysis.search import surroundings

if TYPE_CHECKING:
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.document import Document
    from interviewcoder.domain.records import Coding


def quotation(
    coding: Coding, document: Document, codebook: Codebook, coder: str, memo: str = ""
) -> Quotation:
    """Give a coding as read: with its reference, speaker, surroundings."""
    turn = document.turn_of(coding.span)
    before, after = surroundings(document.text, coding.start, coding.end)
    return Quotation(
        coding=coding.id, code_id=coding.code, case_id=document.transcript.case,
        transcript_id=coding.transcript, reference=document.reference(coding.span),
        case=document.case, transcript=document.transcript.name, turn=turn.n if turn else None,
        line=document.line_at(coding.start), speaker=document.speaker(turn), role=document.role(turn),
        start=coding.start, end=coding.end, code=codebook.path(coding.code), coder=coder,
        text=coding.quote, memo=memo, time=document.time_at(coding.start), made=coding.made, key=coding.key,
        before=before, after=after,
    )  # fmt: skip
