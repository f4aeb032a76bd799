"""Working blind, and coding once more: who is kept from seeing what, and which transcripts are drawn for it.

Owns finding coders and transcripts, and the draw. The changes are the domain's; hiding is the store's.
"""

from __future__ import annotations

from math import ceil
from random import Random
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import blinding as gestures
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.records import Coder, Transcript
    from interviewcoder.study.study import Study


def blind(study: Study, name: str, transcripts: Sequence[str] = ()) -> HistoryLine:
    """Let a coder, new or known, work blind on some transcripts, or on all."""
    coder = study.coder_or_new(name)
    known = coder.id in {one.id for one in study.coders}
    chosen = [study.transcript(one) for one in transcripts]
    return study.apply(gestures.blind(coder, chosen, study.blinds, known=known))


def reveal(study: Study, name: str) -> HistoryLine:
    """Let a coder see everything. Raises `NotFound`, `Refused`."""
    return study.apply(gestures.reveal(study.coder_named(name), study.blinds))


def code_again(
    study: Study, name: str, transcripts: Sequence[str] = (), *, share: float = 0.1, seed: int = 1
) -> tuple[Coder, list[Transcript]]:
    """Let a coder code some of what she has coded once more, blind to the first time; give her second name, and the sample.

    Without transcripts a `share` of those she has coded or finished is drawn, at least one. Raises `Refused`.
    """
    coder = study.coder_named(name)
    sample = [study.transcript(one) for one in transcripts] or drawn(coded_by(study, coder), share, seed)
    if not sample:
        raise Refused(_("{coder} has not coded any transcript yet.").format(coder=coder.name))
    change, again = gestures.code_again(coder, sample, study.coders)
    study.apply(change)
    return again, sample


def coded_by(study: Study, coder: Coder) -> list[Transcript]:
    """Give the transcripts a coder has coded or finished, in their order."""
    there = {coding.transcript for coding in study.codings() if coding.coder == coder.id}
    there |= {one.transcript for one in study.finished() if one.coder == coder.id}
    return [transcript for transcript in study.transcripts if transcript.id in there]


def drawn(transcripts: Sequence[Transcript], share: float, seed: int) -> list[Transcript]:
    """Draw a share of transcripts, at least one, in their order; the same for the same seed."""
    n = ceil(share * len(transcripts)) if transcripts else 0
    chosen = {
        one.id
        for one in Random(seed).sample(  # noqa: S311 - a sample, not a secret
            sorted(transcripts, key=lambda one: one.id), n
        )
    }
    return [one for one in transcripts if one.id in chosen]


def refuse_blind(study: Study) -> None:
    """Raise `Refused` for what cannot be done without seeing what everybody has made."""
    if study.blind is not None:
        raise Refused(
            _(
                "{coder} works blind and cannot do this: it touches everybody’s codings, and those of others are hidden "
                "here until “interviewcoder study reveal” shows them."
            ).format(coder=study.coder.name)
        )
