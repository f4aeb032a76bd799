"""``code``: one coding from a script."""

from __future__ import annotations

import click

from interviewcoder.cli.console import coder_meant, new_coder_option, opened_study, say
from interviewcoder.domain.gestures.codings import passage
from interviewcoder.locales import _


@click.command("code", help=_("Tag characters START to END of TRANSCRIPT (from 0, END excluded) with CODE."))
@click.argument("transcript", metavar="TRANSCRIPT")
@click.argument("start", metavar="START", type=int)
@click.argument("end", metavar="END", type=int)
@click.argument("code", metavar="CODE")
@click.option("--coder", metavar="C", help=_("Who codes; default: the study’s coder."))
@new_coder_option
@click.option("--memo", default="", metavar="M", help=_("A memo on the coding."))
def command(
    transcript: str, start: int, end: int, code: str, coder: str | None, new: bool, memo: str
) -> None:
    """Make one coding."""
    with opened_study() as study:
        if coder is not None:
            study.work_as(coder_meant(study, coder, new=new).name)
        found = study.transcript(transcript)
        span = passage(study.document(found), start, end)
        line = study.code_passage(found, span, [study.codebook.find(code)], memo=memo)
        say(line.sentence if line else _("That passage has that code already."))
