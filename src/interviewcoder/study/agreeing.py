"""Agreement between coders: the report, and the places where they do not agree.

Owns putting both together. What is compared is `comparing`'s, the computation `analysis.agreement`'s.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from interviewcoder.analysis.agreement import krippendorff_alpha
from interviewcoder.analysis.agreement.continua import flattened, side_by_side
from interviewcoder.analysis.agreement.figures import averaged, figures
from interviewcoder.analysis.agreement.report import (
    AgreementReport,
    CodeAgreement,
    Consensus,
    Disagreement,
    Side,
    Weighed,
)
from interviewcoder.analysis.agreement.resampling import Draws, Uses
from interviewcoder.analysis.agreement.tally import Tally, once
from interviewcoder.analysis.matrix import code_rows
from interviewcoder.domain.text import Span
from interviewcoder.study import quoting, selecting
from interviewcoder.study.comparing import Question, codings_in, comparison, units_of
from interviewcoder.study.settling import Settling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from interviewcoder.analysis.agreement.figures import Figures
    from interviewcoder.analysis.agreement.report import Stage
    from interviewcoder.analysis.results import Heading
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.document import Document
    from interviewcoder.domain.records import Code, Coding, Guid
    from interviewcoder.study.comparing import Comparison
    from interviewcoder.study.study import Study

DRAWS: Final = 1000
SEED: Final = 1


def report(
    study: Study,
    question: Question | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    stage: Stage = "",
) -> AgreementReport:
    """Compute agreement, by code and over all. Raises as `comparison` does.

    `stage` says whether the codings are from before the coders talked about them or after; where nothing is said and
    something was agreed on apart from them, they are from before.
    """
    question = question or Question()
    compared = comparison(study, question)
    rows, rows_of = code_rows(
        study.codebook, selecting.codes_for(study, question.filters), rollup=question.rollup
    )
    counting = _Counting(study.codebook, compared, rows, rows_of)
    for transcript in compared.transcripts:
        counting.add(study.document(transcript), codings_in(study, compared, question, transcript), question)
    bootstrap = Draws(counting.tally.units, len(compared.coders), draws=draws, seed=seed)
    codes = tuple(counting.row(n, heading, bootstrap) for n, heading in enumerate(rows))
    pooled, n_used = counting.pooled(bootstrap)
    family = counting.tally.theme(None)
    used = [code for code in codes if code.used]
    return AgreementReport(
        unit=question.unit, coders=tuple(coder.name for coder in compared.coders),
        transcripts=tuple(transcript.name for transcript in compared.transcripts),
        n_transcripts=len(study.transcripts), left_out=compared.left_out, share=compared.share,
        units=sum(counting.tally.units), codes=codes, n_used=n_used, pooled=pooled,
        averaged=averaged([code.figures for code in used]), u_alpha=family.u_alpha, cu_alpha=family.cu_alpha,
        binary_u_alpha=family.binary_u_alpha, consensus=_consensus(study, question, compared, stage), outside=counting.tally.outside, all_speakers=question.all_speakers, rolled_up=question.rollup, seed=seed,
        draws=draws, intervals=pooled.alpha_interval is not None, filters=selecting.in_words(question.filters),
    )  # fmt: skip


def _consensus(study: Study, question: Question, compared: Comparison, stage: Stage) -> Consensus:
    name = study.settings.agreed_name
    agreed = study.coder_or_new(name)
    if agreed not in study.coders or agreed in compared.coders:
        return Consensus(stage=stage)
    settled, apart = Settling(study, question, compared=compared).progress
    return Consensus(stage=stage or "before", coder=agreed.name, settled=settled, apart=apart)


class _Counting:
    """The tally of all transcripts, with a row for each code as asked and one for its own codings alone."""

    def __init__(
        self,
        codebook: Codebook,
        compared: Comparison,
        rows: Sequence[Heading],
        rows_of: Mapping[Guid, Sequence[int]],
    ) -> None:
        self._rows, self._compared = rows, compared
        own = {heading.id: len(rows) + n for n, heading in enumerate(rows)}
        self._rows_of = rows_of
        self.tally = Tally(
            [coder.id for coder in compared.coders],
            {code: (*those, *([own[code]] if code in own else [])) for code, those in rows_of.items()},
            {code.id: _themes(codebook, code) for code in codebook},
        )
        self._weights: dict[int, list[list[float | None]]] = defaultdict(list)

    def add(self, document: Document, codings: Sequence[Coding], question: Question) -> None:
        """Count a transcript."""
        units, characters = units_of(document, question)
        self.tally.add(((at.start, at.end, at.code, at.coder) for at in codings), units, characters)
        place = {coder.id: n for n, coder in enumerate(self._compared.coders)}
        weighed: dict[tuple[int, int], list[float | None]] = {}
        for at in codings:
            if at.weight is None:
                continue
            for unit in range(*units.touched(at.start, at.end)):
                for row in self._rows_of.get(at.code, ()):
                    ratings = weighed.setdefault((row, unit), [None] * len(place))
                    known = ratings[place[at.coder]]
                    ratings[place[at.coder]] = at.weight if known is None else max(known, at.weight)
        for (row, _unit), ratings in weighed.items():
            self._weights[row].append(ratings)

    def row(self, n: int, heading: Heading, bootstrap: Draws) -> CodeAgreement:
        """Give what is known about one code."""
        tally = self.tally
        below = any(
            other.levels[: len(heading.levels)] == heading.levels
            for other in self._rows
            if other is not heading
        )
        return CodeAgreement(
            id=heading.id, code=heading.name, levels=heading.levels, used=bool(tally.used.get(n)),
            figures=figures(
                tally.used.get(n, Counter()), sum(tally.units), len(self._compared.coders),
                bootstrap.interval(tally.uses.get(n, {})),
            ),
            u_alpha=tally.u_alpha(n), cu_alpha=tally.theme(heading.id).cu_alpha if below else None,
            weights=self._weighed(n),
        )  # fmt: skip

    def _weighed(self, row: int) -> Weighed | None:
        paired = [
            ratings for ratings in self._weights.get(row, ()) if sum(one is not None for one in ratings) > 1
        ]
        if not paired:
            return None
        return Weighed(
            units=len(paired),
            ordinal=krippendorff_alpha(paired, "ordinal"),
            interval=krippendorff_alpha(paired, "interval"),
        )

    def pooled(self, bootstrap: Draws) -> tuple[Figures, int]:
        """Give the figures of all codes taken together, each with its own codings, and how many anybody used."""
        own = range(len(self._rows), 2 * len(self._rows))
        used = [self.tally.used[row] for row in own if self.tally.used.get(row)]
        uses: dict[int, Uses] = {}
        for row in own:
            for place, here in self.tally.uses.get(row, {}).items():
                known = uses.get(place, Uses(0, 0))
                uses[place] = Uses(known.uses + here.uses, known.apart + here.apart)
        together: Counter[tuple[int, ...]] = sum(used, Counter())
        interval = bootstrap.interval(uses, len(used)) if used else None
        return figures(
            together, len(used) * sum(self.tally.units), len(self._compared.coders), interval
        ), len(used)


def _themes(codebook: Codebook, code: Code) -> list[tuple[Guid | None, Guid]]:
    """Give the codes under which a code stands, each with which of those just below it leads to it."""
    line = [at.id for at in codebook.lineage(code.id)]
    return [*zip([None, *line], line, strict=False), (code.id, code.id)]


def disagreements(
    study: Study, code: Code, question: Question | None = None, settling: Settling | None = None
) -> Iterator[Disagreement]:
    """Give the places where some used a code and others did not, in the order of the texts.

    `settling` knows which of them are settled; it is read here when it was not before.
    """
    question = question or Question()
    settling = settling or Settling(study, question)
    meant = study.codebook.with_below(code.id) if question.rollup else {code.id}
    filters = replace(question.filters, codes=(study.codebook.path(code.id),), with_below=question.rollup)
    question = replace(question, filters=filters)
    compared = comparison(study, question)
    everything = replace(question, filters=replace(filters, codes=()))
    reading = quoting.Quoting(study)
    for transcript in compared.transcripts:
        document = study.document(transcript)
        theirs = codings_in(study, compared, question, transcript)
        if not theirs:
            continue
        units, _characters = units_of(document, question)
        lines: list[list[tuple[int, int, int]]] = [[] for _coder in compared.coders]
        place = {coder.id: n for n, coder in enumerate(compared.coders)}
        for at in theirs:
            first, after = units.touched(at.start, at.end)
            if first < after:
                lines[place[at.coder]].append((first, after, 1))
        others = codings_in(study, compared, everything, transcript)
        for first, after, values in side_by_side([flattened(line, once) for line in lines]):
            if all(values):
                continue
            for start, end in units.places(first, after):
                span = Span(start, end)
                found = _disagreement(study, code, document, span, compared, theirs, others, reading)
                yield replace(found, settled=settling.outcome(transcript.id, meant, span))


def _disagreement(
    study: Study, code: Code, document: Document, span: Span, compared: Comparison,
    theirs: Sequence[Coding], others: Sequence[Coding], reading: quoting.Quoting,
) -> Disagreement:  # fmt: skip
    used = {at.id for at in theirs}
    sides = []
    for coder in compared.coders:
        there = [at for at in others if at.coder == coder.id and at.span.overlaps(span)]
        sides.append(
            Side(
                coder=coder.name, passages=tuple(reading.quotation(at) for at in there if at.id in used), others=tuple(dict.fromkeys(study.codebook.path(at.code) for at in there if at.id not in used)),
            )
        )  # fmt: skip
    turn = document.turn_of(span)
    return Disagreement(
        code_id=code.id, code=study.codebook.path(code.id), transcript_id=document.transcript.id,
        transcript=document.transcript.name, reference=document.reference(span), turn=turn.n if turn else None,
        start=span.start, end=span.end, text=document.text[span.start : span.end], sides=tuple(sides),
    )  # fmt: skip
