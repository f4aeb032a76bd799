"""``undo``: back, one change or several."""

from __future__ import annotations

from typing import Final

import click

from interviewcoder.cli.console import asked_first, opened_study, say, yes_option
from interviewcoder.locales import _, number

_UNASKED: Final = 10
"""So many changes are taken back without asking."""


@click.command("undo", help=_("Take back the last change, or the last N."))
@click.argument("steps", metavar="[N]", type=click.IntRange(min=1), default=1)
@yes_option
def command(steps: int, yes: bool) -> None:
    """Take changes back."""
    from interviewcoder.study import stepping

    with opened_study() as study:
        stepping.refuse_too_far_back(study, steps)
        if steps > _UNASKED:
            asked_first(
                _("The last {n} changes are taken back.").format(n=number(steps)),
                _("Go on?"),
                _("For so many at once, say --yes."),
                yes=yes,
            )
        for line in stepping.back(study, steps):
            say(line.sentence)
