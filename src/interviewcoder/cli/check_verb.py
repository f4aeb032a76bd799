"""``check``: prove that the study is sound."""

from __future__ import annotations

import click

from interviewcoder.cli.console import format_option, opened_study, put, put_json
from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _, ngettext


@click.command(
    "check", help=_("Prove that every quotation is what its transcript says, and all else is sound.")
)
@format_option()
def command(form: str) -> None:
    """Check the study."""
    with opened_study() as study:
        problems = study.problems()
    if form == "json":
        put_json({"sound": not problems, "problems": problems})
    else:
        for problem in problems:
            put(problem)
        if not problems:
            put(_("The study is sound."))
    if problems:
        number = len(problems)
        raise Refused(ngettext("{n} problem was found.", "{n} problems were found.", number).format(n=number))
