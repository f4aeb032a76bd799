"""``redo``: forth again, one change or several."""

from __future__ import annotations

import click

from interviewcoder.cli.console import opened_study, say
from interviewcoder.locales import _


@click.command("redo", help=_("Do once more what was taken back last, or the last N."))
@click.argument("number", metavar="[N]", type=click.IntRange(min=1), default=1)
def command(number: int) -> None:
    """Do changes again."""
    with opened_study() as study:
        for _n in range(number):
            say(study.redo().sentence)
