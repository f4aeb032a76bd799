"""``check``: prove that the study is sound."""

from __future__ import annotations

import click

from interviewcoder.cli.console import format_option, opened_study, put, put_json, say
from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _, ngettext


@click.command(
    "check", help=_("Prove that every quotation is what its transcript says, and all else is sound.")
)
@format_option()
def command(form: str) -> None:
    """Check the study."""
    from interviewcoder.study import surroundings
    from interviewcoder.study.correcting import waiting_in_words

    with opened_study() as study:
        problems = study.problems()
        waiting = sum(study.waiting.values())
        beside = list(surroundings.told_of_copies(study))
    if form == "json":
        put_json({"sound": not problems, "problems": problems, "waiting": waiting})
    else:
        for problem in problems:
            put(problem)
        if not problems:
            put(_("The study is sound."))
    for sentence in beside:
        say(sentence)
    if waiting:
        say(_("{sentence}: see “transcripts review”.").format(sentence=waiting_in_words(waiting)))
    if problems:
        number = len(problems)
        raise Refused(ngettext("{n} problem was found.", "{n} problems were found.", number).format(n=number))
