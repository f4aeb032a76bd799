"""``redo``: forth again, one change or several."""

from __future__ import annotations

import click

from interviewcoder.cli.console import opened_study, say
from interviewcoder.locales import _


@click.command("redo", help=_("Do once more what was taken back last, or the last N."))
@click.argument("steps", metavar="[N]", type=click.IntRange(min=1), default=1)
def command(steps: int) -> None:
    """Do changes again."""
    from interviewcoder.study import stepping

    with opened_study() as study:
        for line in stepping.forth(study, steps):
            say(line.sentence)
