"""``agreement``: how far coders agree, by code and over all, and where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from interviewcoder.analysis.agreement.report import STAGES
from interviewcoder.analysis.agreement.units import UNIT_KINDS
from interviewcoder.cli.console import format_option, opened_study, output_option, put_or_write
from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _, as_language, language, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.analysis.agreement.report import Stage
    from interviewcoder.study import Study
    from interviewcoder.study.comparing import Question


class _Several(click.Command):
    """Takes what follows ``--coders`` up to the next option as names, as the contract writes it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        spread: list[str] = []
        taking = False
        for argument in args:
            if argument.startswith("-"):
                taking = argument == "--coders"
                if not taking:
                    spread.append(argument)
            elif taking:
                spread += ["--coders", argument]
            else:
                spread.append(argument)
        return super().parse_args(ctx, spread)


@click.command(
    "agreement",
    cls=_Several,
    help=_("Say how far coders agree, by code and over all, and where they do not."),
)
@click.option(
    "--coders", multiple=True, metavar="A B …", help=_("The coders to compare; default: all who have coded.")
)
@click.option(
    "--unit",
    type=click.Choice(UNIT_KINDS),
    default="turn",
    show_default=True,
    help=_("What is compared one by one."),
)
@click.option("--transcript", "transcripts", multiple=True, metavar="NAME", help=_("Only this transcript."))
@click.option("--code", "codes", multiple=True, metavar="CODE", help=_("Only this code and those below it."))
@click.option("--case", "cases", multiple=True, metavar="CASE", help=_("Only this case."))
@click.option(
    "--no-rollup", is_flag=True, help=_("Count a code’s own passages only, not those of codes below it.")
)
@click.option("--all-speakers", is_flag=True, help=_("Take interviewers’ turns as units too."))
@click.option(
    "--seed", type=int, default=1, show_default=True, help=_("What the draws for the intervals begin with.")
)
@click.option(
    "--draws",
    type=click.IntRange(min=0),
    default=1000,
    show_default=True,
    help=_("How many draws; 0: no intervals."),
)
@click.option(
    "--consensus",
    type=click.Choice(STAGES),
    help=_(
        "Whether the codings are from before the coders discussed them, or after; it is said in the report."
    ),
)
@click.option(
    "--more",
    is_flag=True,
    help=_("Scott’s π, Fleiss’ κ, Brennan–Prediger, Gwet’s AC1 and Holsti in the table too."),
)
@click.option(
    "--disagreements",
    is_flag=True,
    help=_("List the places where they do not agree, with what each did there."),
)
@click.option(
    "--method", is_flag=True, help=_("Print a paragraph for the methods section, in the study’s language.")
)
@format_option("csv", "md")
@output_option
def command(
    seed: int, draws: int, consensus: Stage | None, more: bool, disagreements: bool, method: bool, form: str,
    output: str | None, **asked: Any,
) -> None:  # fmt: skip
    """Print agreement."""
    from interviewcoder.formats import agreement
    from interviewcoder.study import agreeing

    with opened_study() as study:
        theirs = as_language(study.settings.language) or "en"
        question = _question(**asked)
        if disagreements:
            _refuse_other(form, ("text", "json"))
            put_or_write(_disagreements(study, question, form), output, form)
            return
        if method:
            _refuse_other(form, ("text", "md"))
        with speaking(language() if form == "text" and not method else theirs):
            report = agreeing.report(study, question, draws=draws, seed=seed, stage=consensus or "")
            rendered = (
                agreement.methods(report) if method else agreement.render(report, form, theirs, more=more)
            )
    _refuse_nothing(report.transcripts)
    put_or_write(rendered, output, form)


def _refuse_other(form: str, forms: Sequence[str]) -> None:
    """Refuse a form in which the part of agreement that is asked for is not written."""
    if form not in forms:
        raise Refused(
            _("This is written as {forms} only, not as {form}.").format(
                forms=_(" or ").join(forms), form=form
            )
        )


def _question(
    *, coders: tuple[str, ...], unit: Any, transcripts: tuple[str, ...], codes: tuple[str, ...], cases: tuple[str, ...],
    no_rollup: bool, all_speakers: bool,
) -> Question:  # fmt: skip
    from interviewcoder.analysis.filters import Filters
    from interviewcoder.study.comparing import Question

    filters = Filters(codes=codes, cases=cases, transcripts=transcripts)
    return Question(
        coders=coders, unit=unit, filters=filters, all_speakers=all_speakers, rollup=not no_rollup
    )


def _disagreements(study: Study, question: Question, form: str) -> str:
    from dataclasses import replace

    from interviewcoder.analysis.filters import Filters
    from interviewcoder.formats.agreement import disagreements_as
    from interviewcoder.study import agreeing
    from interviewcoder.study.settling import Settling

    named = [study.codebook.find(path) for path in question.filters.codes]
    plain = replace(question.filters, codes=())
    own = replace(
        question,
        filters=Filters(cases=plain.cases, transcripts=plain.transcripts),
        rollup=bool(named) and question.rollup,
    )
    settling = Settling(study, own)
    _refuse_nothing(settling.compared.transcripts)
    places = [
        place
        for code in named or study.codebook
        for place in agreeing.disagreements(study, code, own, settling)
    ]
    return disagreements_as(places, form)


def _refuse_nothing(transcripts: Sequence[object]) -> None:
    if not transcripts:
        raise Refused(
            _(
                "There is no transcript that all of these coders have coded: nothing to compare. Who has seen one through "
                "without coding says so with “transcripts finished”."
            )
        )
