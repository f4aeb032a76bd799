"""Which coders are compared, over which transcripts and which units: what agreement is computed from.

Owns that choice and reading what it needs, a transcript at a time. Counting is `analysis.agreement`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from interviewcoder.analysis.agreement.report import LeftOut
from interviewcoder.analysis.agreement.units import UNIT_KINDS, Characters, UnitKind, Wholes
from interviewcoder.analysis.filters import Filters, Selection
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.sentences import sentences
from interviewcoder.locales import _
from interviewcoder.study import selecting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.analysis.agreement.units import Units
    from interviewcoder.domain.document import Document
    from interviewcoder.domain.records import Coder, Coding, Guid, Transcript
    from interviewcoder.study.study import Study

Zones: TypeAlias = "list[tuple[int, int]]"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: coders by name (all who have coded, when none is named), the unit, which codings count.

    The coder of what was agreed on is compared only when she is named.

    Interviewers' turns are no units unless `all_speakers`.
    """

    coders: tuple[str, ...] = ()
    unit: UnitKind = "turn"
    filters: Filters = field(default_factory=Filters)
    all_speakers: bool = False
    rollup: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: the coders in their order, the transcripts all of them have coded or finished, the others."""

    coders: tuple[Coder, ...]
    transcripts: tuple[Transcript, ...]
    left_out: tuple[LeftOut, ...]
    share: float


def comparison(study: Study, question: Question) -> Comparison:
    """Find out what is compared. Raises `NotFound`, and `Refused` when there are not two coders to compare."""
    if question.unit not in UNIT_KINDS:
        raise Refused(_("The unit is one of: {units}.").format(units=", ".join(UNIT_KINDS)))
    wanted = selecting.transcripts_for(study, question.filters)
    asked = [one for one in study.transcripts if wanted is None or one.id in wanted]
    at_work: dict[Guid, set[Guid]] = {}
    with study.passages(Selection(transcripts=wanted)) as passages:
        for transcript, _start, _end, _code, coder, _first, _last in passages:
            at_work.setdefault(transcript, set()).add(coder)
    coders = _coders(study, question, at_work.values())
    for known in study.finished():
        at_work.setdefault(known.transcript, set()).add(known.coder)
    names = {coder.id: coder.name for coder in coders}
    missing = {one.id: [guid for guid in names if guid not in at_work.get(one.id, ())] for one in asked}
    compared = tuple(one for one in asked if not missing[one.id])
    words = sum(one.words for one in study.transcripts)
    return Comparison(
        coders=tuple(coders),
        transcripts=compared,
        left_out=tuple(
            LeftOut(transcript=one.name, without=tuple(names[guid] for guid in missing[one.id]))
            for one in asked
            if missing[one.id]
        ),
        share=sum(one.words for one in compared) / words if words else 0.0,
    )


def _coders(study: Study, question: Question, at_work: Iterable[set[Guid]]) -> list[Coder]:
    if question.coders:
        coders = list({(found := study.coder_named(name)).id: found for name in question.coders}.values())
    else:
        busy: set[Guid] = set().union(*at_work)
        coders = [coder for coder in study.people if coder.id in busy]
    if len(coders) < 2:
        if study.blind is not None:
            raise Refused(hidden_from_blind(study))
        raise Refused(
            _(
                "Agreement is between two coders or more: name them with --coders, or have a second one code first."
            )
        )
    return coders


def hidden_from_blind(study: Study) -> str:
    """Say why somebody who works blind finds nobody to be compared with."""
    return _(
        "{coder} works blind: what others have coded is hidden, so there is nothing to compare with. “interviewcoder "
        "study reveal {coder}” shows it, once everybody has coded."
    ).format(coder=study.coder.name)


def busy_coders(study: Study) -> list[Coder]:
    """Give who has coded anything, without the coder of what was agreed on."""
    with study.passages(Selection()) as passages:
        busy = {passage[4] for passage in passages}
    return [coder for coder in study.people if coder.id in busy]


def codings_in(
    study: Study, compared: Comparison, question: Question, transcript: Transcript
) -> list[Coding]:
    """Give the codings of the compared coders in a transcript that pass the filters."""
    codes = selecting.codes_for(study, question.filters)
    selection = Selection(
        transcripts=frozenset({transcript.id}),
        coders=frozenset(coder.id for coder in compared.coders),
        codes=codes,
    )
    return list(study.codings(selection))


def units_of(document: Document, question: Question) -> tuple[Units, Units]:
    """Give the units of a transcript, and its characters, over the same zones."""
    zones = [
        (turn.span.start, turn.span.end)
        for turn in document.turns
        if turn.span.start < turn.span.end and (question.all_speakers or document.role(turn) != "interviewer")
    ]
    characters = Characters(zones)
    if question.unit == "character":
        return characters, characters
    return Wholes(zones if question.unit == "turn" else _sentences(document.text, zones)), characters


def _sentences(text: str, zones: Sequence[tuple[int, int]]) -> Zones:
    """Give the sentences within zones, paragraph by paragraph."""
    found: Zones = []
    for start, end in zones:
        at = start
        for paragraph in text[start:end].split("\n"):
            found += [(at + span.start, at + span.end) for span in sentences(paragraph)]
            at += len(paragraph) + 1
    return found
