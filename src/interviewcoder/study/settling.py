"""Settling where coders disagreed: the places, which of them are settled, and the agreed coding that settles them.

Owns the list of places over all codes, each under its own code, and what a decision makes of one. Who is compared
where is `comparing`'s; what is written is a gesture.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from interviewcoder.analysis.agreement.continua import flattened, side_by_side
from interviewcoder.analysis.agreement.report import Settled, Side
from interviewcoder.analysis.agreement.tally import once
from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import settling as gestures
from interviewcoder.domain.text import Span
from interviewcoder.locales import _
from interviewcoder.study import quoting
from interviewcoder.study.comparing import Question, codings_in, comparison, units_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from interviewcoder.domain.changes import Change
    from interviewcoder.domain.document import Document
    from interviewcoder.domain.records import Coder, Coding, Guid, Memo, Transcript
    from interviewcoder.study.comparing import Comparison
    from interviewcoder.study.study import Study

Way: TypeAlias = Literal["all", "common", "none"]
"""What stands at a place: every word anybody marked, the words all marked, nothing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where somebody used a code: which of the coders did, and how it was settled, empty when it is not."""

    transcript: Guid
    code: Guid
    start: int
    end: int
    used: tuple[bool, ...]
    settled: Settled

    @property
    def agreed(self) -> bool:
        """Whether all of them used it there."""
        return all(self.used)

    @property
    def span(self) -> Span:
        """The place."""
        return Span(self.start, self.end)

    @property
    def key(self) -> tuple[Guid, Guid, int, int]:
        """What tells it from other places."""
        return self.transcript, self.code, self.start, self.end


class Settling:
    """The places of a comparison, in the order of the transcripts and their texts."""

    def __init__(
        self,
        study: Study,
        question: Question,
        codes: Collection[Guid] | None = None,
        *,
        compared: Comparison | None = None,
    ) -> None:
        """Read the places of `codes`, or of all. Raises as `comparison` does, unless it is known what is compared."""
        self._study, self._codes = study, codes
        self.question = replace(question, rollup=False)
        self.compared = compared or comparison(study, self.question)
        self.coder: Coder = study.coder_or_new(study.settings.agreed_name)
        self._transcripts = {one.id: one for one in self.compared.transcripts}
        self._nones = _nones(study, self.coder)
        self._by_transcript = {one.id: list(self._spots_in(one)) for one in self.compared.transcripts}

    @property
    def spots(self) -> list[Spot]:
        """The places."""
        return [spot for spots in self._by_transcript.values() for spot in spots]

    def reread(self, transcript: Guid) -> None:
        """Read the places of one transcript anew, after a decision in it."""
        self.coder = self._study.coder_or_new(self.coder.name)
        self._nones = _nones(self._study, self.coder)
        self._by_transcript[transcript] = list(self._spots_in(self._transcripts[transcript]))

    @property
    def coders(self) -> tuple[Coder, ...]:
        """Who is compared."""
        return self.compared.coders

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the disagreements are settled, and how many there are."""
        apart = [spot for spot in self.spots if not spot.agreed]
        return sum(bool(spot.settled) for spot in apart), len(apart)

    def outcome(self, transcript: Guid, codes: Collection[Guid], span: Span) -> Settled:
        """Say how the disagreements on any of `codes` in a span were settled; they are when all of them are."""
        there = [
            spot.settled
            for spot in self._by_transcript.get(transcript, ())
            if not spot.agreed and spot.code in codes and spot.span.overlaps(span)
        ]
        if not there or not all(there):
            return ""
        return "coded" if "coded" in there else "none"

    def document(self, spot: Spot) -> Document:
        """Give the transcript of a place."""
        return self._study.document(self._transcripts[spot.transcript])

    def _spots_in(self, transcript: Transcript) -> Iterator[Spot]:
        units, _characters = units_of(self._study.document(transcript), self.question)
        place = {coder.id: n for n, coder in enumerate(self.coders)}
        touched: dict[Guid, list[list[tuple[int, int, int]]]] = defaultdict(lambda: [[] for _coder in place])
        for at in codings_in(self._study, self.compared, self.question, transcript):
            first, after = units.touched(at.start, at.end)
            if first < after:
                touched[at.code][place[at.coder]].append((first, after, 1))
        agreed: dict[Guid, list[Span]] = defaultdict(list)
        for at in self._agreed_in(transcript.id):
            agreed[at.code].append(at.span)
        found = [
            Spot(
                transcript.id, code, start, end, tuple(map(bool, values)),
                self._settled(transcript.id, code, Span(start, end), agreed[code]),
            )
            for code, lines in touched.items()
            if self._codes is None or code in self._codes
            for first, after, values in side_by_side([flattened(line, once) for line in lines])
            for start, end in units.places(first, after)
        ]  # fmt: skip
        order = {code.id: n for n, code in enumerate(self._study.codebook)}
        yield from sorted(found, key=lambda spot: (spot.start, spot.end, order.get(spot.code, 0)))

    def _agreed_in(self, transcript: Guid) -> Iterator[Coding]:
        mine = Selection(transcripts=frozenset({transcript}), coders=frozenset({self.coder.id}))
        yield from self._study.codings(mine)

    def _settled(self, transcript: Guid, code: Guid, span: Span, agreed: Sequence[Span]) -> Settled:
        if any(one.overlaps(span) for one in agreed):
            return "coded"
        return "none" if any(map(span.overlaps, map(_span, self._nones[transcript, code]))) else ""

    # One place

    def sides(self, spot: Spot) -> tuple[list[Side], Side]:
        """Give what each coder did at a place, and what is agreed there."""
        codings = self._codings_at(spot)
        reading = quoting.Quoting(self._study)
        sides = [self._side(coder, spot, codings, reading) for coder in (*self.coders, self.coder)]
        return sides[:-1], sides[-1]

    def _codings_at(self, spot: Spot) -> list[Coding]:
        there = Selection(transcripts=frozenset({spot.transcript}))
        return [at for at in self._study.codings(there) if at.span.overlaps(spot.span)]

    def _side(self, coder: Coder, spot: Spot, codings: Sequence[Coding], reading: quoting.Quoting) -> Side:
        theirs = [at for at in codings if at.coder == coder.id]
        return Side(
            coder=coder.name,
            passages=tuple(reading.quotation(at) for at in theirs if at.code == spot.code),
            others=tuple(
                dict.fromkeys(self._study.codebook.path(at.code) for at in theirs if at.code != spot.code)
            ),
        )

    def noted(self, spot: Spot) -> Coding | Memo:
        """Give what a place was settled by: the agreed coding, or the memo. Raises `Refused` when it is not."""
        before = self._before(spot)
        if not before:
            raise Refused(_("This place is not settled yet: settle it, then say why."))
        return before[0]

    def _before(self, spot: Spot) -> list[Coding | Memo]:
        codings = [
            at
            for at in self._agreed_in(spot.transcript)
            if at.code == spot.code and at.span.overlaps(spot.span)
        ]
        nones = [memo for memo in self._nones[spot.transcript, spot.code] if _span(memo).overlaps(spot.span)]
        return [*codings, *nones]

    # Deciding

    def as_one(self, spot: Spot, n: int) -> Change:
        """Let what the coder in the `n`-th place did stand: her passages, or that she did not use the code."""
        sides = self._passages(spot)
        if n >= len(sides):
            raise Refused(_("There are {n} coders here.").format(n=len(sides)))
        return self.passages(spot, sides[n])

    def as_all(self, spot: Spot, way: Way) -> Change:
        """Let all their words, those they have in common, or nothing stand."""
        sides = self._passages(spot)
        if way == "common":
            shared = gestures.common(sides)
            if not shared:
                raise Refused(
                    _("No word here is marked by all of them. x says that the code shall not be here.")
                )
            return self.passages(spot, shared)
        return self.passages(
            spot, gestures.united(span for side in sides for span in side) if way == "all" else ()
        )

    def passages(self, spot: Spot, spans: Sequence[Span]) -> Change:
        """Let these passages stand."""
        study = self._study
        before = self._before(spot)
        return gestures.settle(
            self.document(spot), spot.span, spans, study.codebook[spot.code], self.coder, study.codebook,
            before=before, memos=study.memos([at.id for at in before]),
        )  # fmt: skip

    def _passages(self, spot: Spot) -> list[list[Span]]:
        codings = [at for at in self._codings_at(spot) if at.code == spot.code]
        return [[at.span for at in codings if at.coder == coder.id] for coder in self.coders]

    def agreed(self) -> Change:
        """Take over, where all agree and nothing is settled yet, the passages of the first coder."""
        open_ones = [spot for spot in self.spots if spot.agreed and not spot.settled]
        found: dict[Guid, Coding] = {}
        by_transcript: dict[Guid, list[Spot]] = defaultdict(list)
        for spot in open_ones:
            by_transcript[spot.transcript].append(spot)
        first = self.coders[0].id
        for transcript, spots in by_transcript.items():
            theirs = Selection(transcripts=frozenset({transcript}), coders=frozenset({first}))
            for at in self._study.codings(theirs):
                if any(spot.code == at.code and spot.span.overlaps(at.span) for spot in spots):
                    found[at.id] = at
        return gestures.take_over(list(found.values()), self.coder)


def _nones(study: Study, coder: Coder) -> defaultdict[tuple[Guid, Guid], list[Memo]]:
    """Give the memos that say that a code is agreed not to be at a passage, by transcript and code."""
    found: defaultdict[tuple[Guid, Guid], list[Memo]] = defaultdict(list)
    for memo in study.memos():
        code = gestures.code_of_none(memo)
        if code is not None and memo.on == "passage" and memo.coder == coder.id and memo.target is not None:
            found[memo.target, code].append(memo)
    return found


def _span(memo: Memo) -> Span:
    return Span(memo.start or 0, memo.end or 0)
