"""``history``: who did what, when."""

from __future__ import annotations

import click

from interviewcoder.cli.console import format_option, opened_study, put, put_json, table
from interviewcoder.locales import _


@click.command("history", help=_("List what was done to the study, the newest first."))
@click.option("-n", "--number", type=click.IntRange(min=1), metavar="N", help=_("Only the last N."))
@format_option()
def command(number: int | None, form: str) -> None:
    """List the history."""
    with opened_study() as study:
        lines = study.history(number)
    if form == "json":
        put_json(
            [{"n": line.n, "at": line.at, "coder": line.coder, "label": line.sentence} for line in lines]
        )
        return
    rows = [[line.n, line.at, line.coder, ("↶ " if line.undone else "") + line.sentence] for line in lines]
    put(table([_("No."), _("When"), _("Coder"), _("What")], rows))
