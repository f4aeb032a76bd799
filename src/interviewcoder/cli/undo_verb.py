"""``undo``: back, one change or several."""

from __future__ import annotations

import click

from interviewcoder.cli.console import opened_study, say
from interviewcoder.locales import _


@click.command("undo", help=_("Take back the last change, or the last N."))
@click.argument("number", metavar="[N]", type=click.IntRange(min=1), default=1)
def command(number: int) -> None:
    """Take changes back."""
    with opened_study() as study:
        for _n in range(number):
            say(study.undo().sentence)
