"""``study``: the study as a whole, where it is kept."""

from __future__ import annotations

import click

from interviewcoder.cli import moving
from interviewcoder.locales import _


@click.group("study", help=_("The study as a whole: where it is kept."))
def command() -> None:
    """Group the commands about the study as a whole."""


command.add_command(moving.command)
