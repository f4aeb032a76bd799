"""A report on agreement in every form a reader may want it in, with a paragraph for the methods section.

Owns the words and the columns. Must not compute: a report comes finished.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import shown
from interviewcoder.formats.matrices.markdown import in_cell, pipe_table
from interviewcoder.formats.separated import write_csv
from interviewcoder.locales import N_, _, language, ngettext, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from interviewcoder.analysis.agreement.figures import Figures
    from interviewcoder.analysis.agreement.report import (
        AgreementReport,
        CodeAgreement,
        Consensus,
        Disagreement,
        Settled,
    )
    from interviewcoder.analysis.agreement.units import UnitKind

FORMS: Final = ("text", "csv", "json", "md")
_UNITS: Final[dict[UnitKind, str]] = {
    "turn": N_("turn of speech"), "sentence": N_("sentence"), "character": N_("character"),
}  # fmt: skip
_COEFFICIENTS: Final = {
    "percent": "percent", "positive": "positive", "kappa": "kappa", "alpha": "alpha", "scott": "scott_pi",
    "fleiss": "fleiss_kappa", "brennan_prediger": "brennan_prediger", "ac1": "ac1", "holsti": "holsti",
}  # fmt: skip
"""Our names of the figures, and the keys of the contract."""
OUTCOMES: Final[dict[Settled, str]] = {
    "coded": N_("settled: coded"), "none": N_("settled: not here"), "": N_("not settled"),
}  # fmt: skip
_OPTIONAL: Final = {
    "scott": "Scott π", "fleiss": "Fleiss κ", "brennan_prediger": "Brennan–Prediger", "ac1": "Gwet AC1",
    "holsti": "Holsti",
}  # fmt: skip


def render(report: AgreementReport, form: str, spoken: str, *, more: bool = False) -> str:
    """Give a report as `form`. Shares are 0 to 1 in csv and json, as in the text.

    `more` adds the optional coefficients to the tables for people; csv and json have them always.
    """
    if form == "json":
        return json.dumps(as_data(report), ensure_ascii=False, indent=2)
    if form == "csv":
        rows = [_code_data(code) for code in report.codes]
        keys = list(rows[0]) if rows else ["code"]
        return write_csv(keys, [[_flat(row[key]) for key in keys] for row in rows], spoken)
    if form == "md":
        return "".join(f"{line}\n" for line in _markdown(report, more=more))
    if form == "text":
        return "".join(f"{line}\n" for line in _text(report, more=more))
    raise Refused(
        _("Agreement is written as {forms}, not as “{form}”.").format(forms=", ".join(FORMS), form=form)
    )


def value(figure: float | None, digits: int = 3) -> str:
    """Write a coefficient; one that has no value as ``n. c.`` / ``n/a``."""
    if figure is None:  # not “n/a”, which in French is said of what does not apply
        return "n. c." if language() == "fr" else "n/a"
    return number(figure, digits)


def interval(figures: Figures) -> str:
    """Write the interval of α, empty when there is none."""
    if figures.alpha_interval is None:
        return ""
    return _("{low} to {high}").format(
        low=number(figures.alpha_interval[0], 2), high=number(figures.alpha_interval[1], 2)
    )


def unit_name(unit: UnitKind) -> str:
    """Name the unit in the current language."""
    return _(_UNITS[unit])


def as_data(report: AgreementReport) -> dict[str, Any]:
    """Give the shape scripts rely on."""
    return {
        "unit": report.unit, "coders": list(report.coders), "transcripts": list(report.transcripts),
        "left_out": [{"transcript": out.transcript, "without": list(out.without)} for out in report.left_out],
        "share_of_corpus": report.share, "all_speakers": report.all_speakers, "rolled_up": report.rolled_up,
        "outside": report.outside, "draws": report.draws, "seed": report.seed, "filters": report.filters,
        "codes": [_code_data(code) for code in report.codes],
        "overall": {
            "pooled": _figures_data(report.pooled), "codes_used": report.n_used,
            "averaged": {_COEFFICIENTS[name]: mean for name, mean in report.averaged.items()},
            "u_alpha": report.u_alpha, "binary_u_alpha": report.binary_u_alpha, "cu_alpha": report.cu_alpha,
        },
        "consensus": {
            "stage": report.consensus.stage or None, "coder": report.consensus.coder or None,
            "settled": report.consensus.settled, "disagreements": report.consensus.apart,
        },
    }  # fmt: skip


def _code_data(code: CodeAgreement) -> dict[str, Any]:
    weights = code.weights
    return {
        "code": code.code, **_figures_data(code.figures), "u_alpha": code.u_alpha, "cu_alpha": code.cu_alpha,
        "weighed_units": weights.units if weights else 0, "alpha_ordinal": weights.ordinal if weights else None,
        "alpha_interval_level": weights.interval if weights else None,
    }  # fmt: skip


def _figures_data(figures: Figures) -> dict[str, Any]:
    return {
        "units": figures.units, "a": figures.a, "b": figures.b, "c": figures.c, "d": figures.d,
        **{key: getattr(figures, name) for name, key in _COEFFICIENTS.items()},
        "alpha_interval": list(figures.alpha_interval) if figures.alpha_interval else None,
        "prevalence": figures.prevalence, "reason": _(figures.reason) if figures.reason else "",
    }  # fmt: skip


def _flat(cell: object) -> str | int | float | None:
    if isinstance(cell, list):
        return f"{cell[0]:.6g} … {cell[1]:.6g}"
    return cell if isinstance(cell, str | int | float) else None


def headers(report: AgreementReport, *, more: bool = False) -> tuple[str, ...]:
    """Name the columns of the table: what each coder did, then the coefficients, with `more` the optional ones too."""
    two = len(report.coders) == 2
    counts = (
        (
            _("both"),
            _("only {coder}").format(coder=report.coders[0]),
            _("only {coder}").format(coder=report.coders[1]),
        )
        if two
        else (_("all of them"), _("some of them"))
    )
    return (
        _("Code"), *counts, _("nobody"), _("Observed agreement"), _("Positive agreement"), _("Cohen’s κ"),
        _("Krippendorff’s α"), _("95% interval of α"), "uα", *(_OPTIONAL.values() if more else ()),
    )  # fmt: skip


def table_row(label: str, figures: Figures, u_alpha: float | None, *, more: bool = False) -> tuple[str, ...]:
    """Give a row of the table in words."""
    some = figures.units - figures.a - figures.d
    counts = (figures.a, figures.b, figures.c) if figures.b is not None else (figures.a, some)
    return (
        label, *(str(count) for count in counts), str(figures.d), value(figures.percent), value(figures.positive),
        value(figures.kappa), value(figures.alpha), interval(figures), value(u_alpha),
        *(value(getattr(figures, name)) for name in (_OPTIONAL if more else ())),
    )  # fmt: skip


def table_rows(report: AgreementReport, *, more: bool = False) -> Iterator[tuple[str, ...]]:
    """Give the rows of the table: the codes that anybody used, then all of them pooled."""
    for code in report.codes:
        if code.used:
            yield table_row(code.code, code.figures, code.u_alpha, more=more)
    yield table_row(_("All codes, pooled"), report.pooled, report.u_alpha, more=more)


def headline(report: AgreementReport) -> str:
    """Give the figures that silence does not make, over all codes together; over characters κ and α are not such."""
    pooled = report.pooled
    if report.unit == "character":
        return _("by {unit}, all codes pooled: positive agreement {positive}, uα {u_alpha}").format(
            unit=unit_name(report.unit), positive=value(pooled.positive), u_alpha=value(report.u_alpha)
        )
    found = _("by {unit}, all codes pooled: positive agreement {positive}, κ {kappa}, α {alpha}").format(
        unit=unit_name(report.unit), positive=value(pooled.positive), kappa=value(pooled.kappa),
        alpha=value(pooled.alpha),
    )  # fmt: skip
    return f"{found} ({interval(pooled)})" if pooled.alpha_interval else found


def _of_the_discussion(consensus: Consensus) -> Iterator[str]:
    """Say whether the figures are from before the coders discussed them or after, and what they settled."""
    if consensus.stage == "before":
        yield _("These figures are from before the coders discussed their disagreements.")
    elif consensus.stage == "after":
        yield _("These figures are from after the coders discussed their disagreements.")
    if consensus.coder:
        yield _(
            "Places where they disagreed on a code: {all}, of which settled: {n}. What was agreed is coded as {coder}."
        ).format(n=number(consensus.settled), all=number(consensus.apart), coder=consensus.coder)


def facts(report: AgreementReport) -> Iterator[str]:
    """Say what the figures are about, a sentence each."""
    yield from _of_the_discussion(report.consensus)
    yield _("Coders: {coders}. Unit: {unit}; {n} units.").format(
        coders=", ".join(report.coders), unit=unit_name(report.unit), n=number(report.units)
    )
    yield _("Transcripts that all of them have coded or finished: {n} of {all}, {share}% of the words ({names}).").format(
        n=len(report.transcripts), all=report.n_transcripts, share=number(100 * report.share, 1),
        names=", ".join(report.transcripts) or "–",
    )  # fmt: skip
    without: dict[tuple[str, ...], list[str]] = {}
    for out in report.left_out:
        without.setdefault(out.without, []).append(out.transcript)
    for coders, transcripts in without.items():
        yield ngettext(
            "Left out, because {coders} neither coded nor finished them: {transcripts}.",
            "Left out, because neither coded nor finished by {coders}: {transcripts}.",
            len(coders),
        ).format(coders=", ".join(coders), transcripts=", ".join(transcripts))
    if not report.all_speakers:
        yield _("Turns of interviewers are no units.")
    if report.outside:
        yield _("Codings outside every unit, which count nowhere: {n}.").format(n=report.outside)
    unused = len([code for code in report.codes if not code.used])
    if unused:
        yield _(
            "Codes that none of them used in these transcripts: {n}. For them there is no coefficient: {reason}."
        ).format(n=unused, reason=_("nobody used it, and agreement on silence says nothing"))
    if report.intervals:
        yield _("Intervals: the transcripts drawn anew {n} times (seed {seed}).").format(
            n=number(report.draws), seed=report.seed
        )
    else:
        yield _("No intervals: too few transcripts to draw from.")
    if report.unit == "character":
        yield _(
            "Over characters observed agreement is high for silence alone: report positive agreement and α."
        )
    if report.filters:
        yield _("Filters: {filters}.").format(filters=report.filters)


def _text(report: AgreementReport, *, more: bool) -> Iterator[str]:
    from interviewcoder.formats.matrices.plain import cell_width, wrapped

    yield from wrapped(_closed(_("Agreement {headline}.").format(headline=headline(report))), 110)
    yield ""
    yield from (line for fact in facts(report) for line in wrapped(fact, 110))
    yield ""
    rows = [tuple(map(shown, row)) for row in (headers(report, more=more), *table_rows(report, more=more))]
    widths = [max(cell_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    for place, row in enumerate(rows):
        cells = [
            cell + " " * (widths[n] - cell_width(cell))
            if n == 0
            else " " * (widths[n] - cell_width(cell)) + cell
            for n, cell in enumerate(row)
        ]
        yield "  ".join(cells).rstrip()
        if place in {0, len(rows) - 2}:
            yield "  ".join("─" * width for width in widths)
    yield ""
    yield from wrapped(_averages(report), 110)
    yield from wrapped(_family(report), 110)


def _family(report: AgreementReport) -> str:
    return _(
        "Over characters, of the topmost codes: uα {u_alpha} (passages and codes), |uα {binary} (passages), cuα {cu_alpha} "
        "(codes where both marked)."
    ).format(
        u_alpha=value(report.u_alpha), binary=value(report.binary_u_alpha), cu_alpha=value(report.cu_alpha)
    )


def _averages(report: AgreementReport) -> str:
    said = _("Mean over the codes used: κ {kappa}, α {alpha}, positive agreement {positive}.").format(
        kappa=value(report.averaged.get("kappa")), alpha=value(report.averaged.get("alpha")),
        positive=value(report.averaged.get("positive")),
    )  # fmt: skip
    return _closed(said)


def _markdown(report: AgreementReport, *, more: bool) -> Iterator[str]:
    yield f"# {in_cell(_('Agreement between coders'))}"
    yield ""
    yield from (f"{in_cell(fact)}  " for fact in facts(report))
    yield ""
    yield from pipe_table(headers(report, more=more), list(table_rows(report, more=more)))
    yield ""
    yield in_cell(_averages(report))


def methods(report: AgreementReport) -> str:
    """Give the paragraph for the methods section, with the figures filled in."""
    said = [
        _(
            "{coders} coded {n} of the {all} transcripts independently ({share}% of the words). Agreement was computed with "
            "the {unit} as the unit and each code as present or absent, over {units} units; interviewers’ turns {were}."
        ).format(
            coders=_(" and ").join(filter(None, [", ".join(report.coders[:-1]), report.coders[-1]])),
            n=len(report.transcripts), all=report.n_transcripts, share=number(100 * report.share, 1),
            unit=unit_name(report.unit), units=number(report.units),
            were=_("were included") if report.all_speakers else _("were left out"),
        ),
        _(
            "Over the {codes} codes that were used, taken together, observed agreement was {percent}, positive agreement "
            "{positive}, Cohen’s κ {kappa} and Krippendorff’s α {alpha}."
        ).format(
            codes=report.n_used, percent=value(report.pooled.percent, 2), positive=value(report.pooled.positive, 2),
            kappa=value(report.pooled.kappa, 2), alpha=value(report.pooled.alpha, 2),
        ),
    ]  # fmt: skip
    if report.pooled.alpha_interval:
        said.append(
            _(
                "The 95% interval of α, from {draws} draws of the transcripts with replacement, is {interval}."
            ).format(draws=number(report.draws), interval=interval(report.pooled))
        )
    known = [code for code in report.codes if code.figures.alpha is not None]
    if known:
        low, high = min(known, key=_alpha), max(known, key=_alpha)
        said.append(
            _("By code α runs from {low} ({lowest}) to {high} ({highest}).").format(
                low=value(low.figures.alpha, 2),
                lowest=low.code,
                high=value(high.figures.alpha, 2),
                highest=high.code,
            )
        )
    if report.u_alpha is not None:
        said.append(
            _(
                "Agreement on where passages begin and end and on their codes, over characters, is uα = {u_alpha}."
            ).format(u_alpha=value(report.u_alpha, 2))
        )
    said += _of_the_discussion(report.consensus)
    if not report.consensus.stage:
        said.append(
            _("[Say here whether this was before or after the coders discussed their disagreements.]")
        )
    return " ".join(map(_closed, said))


def _closed(sentence: str) -> str:
    """Give a sentence whose full stop does not follow that of an abbreviation at its end."""
    return sentence[:-1] if sentence.endswith("..") else sentence


def _alpha(code: CodeAgreement) -> float:
    return code.figures.alpha or 0.0


def disagreements_as(places: Iterable[Disagreement], form: str) -> str:
    """Give disagreements as text or json, with what each coder did there."""
    if form == "json":
        return json.dumps([_place_data(place) for place in places], ensure_ascii=False, indent=2)
    return "".join(f"{line}\n" for place in places for line in _place_text(place))


def _place_data(place: Disagreement) -> dict[str, Any]:
    return {
        "code": place.code, "reference": place.reference, "transcript": place.transcript, "turn": place.turn,
        "start": place.start, "end": place.end, "text": place.text, "settled": place.settled or None,
        "sides": [
            {"coder": side.coder, "passages": [{"start": at.start, "end": at.end, "text": at.text} for at in side.passages],
             "other_codes": list(side.others)}
            for side in place.sides
        ],
    }  # fmt: skip


def _place_text(place: Disagreement) -> Iterator[str]:
    from interviewcoder.formats.matrices.plain import wrapped

    yield f"{shown(place.reference)} – {shown(place.code)}"
    yield from (f"    {line}" for line in wrapped(" ".join(place.text.split()), 100))
    for side in place.sides:
        quoted = [_("“{text}”").format(text=" ".join(at.text.split())) for at in side.passages]
        did: Sequence[str] = quoted or [_("did not use it")]
        others = _("; here: {codes}").format(codes=", ".join(side.others)) if side.others else ""
        for n, line in enumerate(
            wrapped(f"{_('{coder}:').format(coder=side.coder)} {' '.join(did)}{others}", 100)
        ):
            yield f"  {'  ' if n else '→ '}{line}"
    yield f"  {_(OUTCOMES[place.settled])}"
    yield ""
