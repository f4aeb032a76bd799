"""``open``: the screens; also what no verb means."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interviewcoder.cli.console import folder
from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _


@click.command("open", help=_("Open the study in the terminal (also what no verb means)."))
@click.argument("directory", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def command(directory: Path | None = None) -> None:
    """Open the screens."""
    from interviewcoder.study import Study

    with Study.open(directory or folder()) as study:
        show(study)


def show(study: object) -> None:
    """Show the screens for a study. Raises `Refused` when this is no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused(_("The screens need a terminal. In a script use the other commands; see --help."))
    from interviewcoder import tui

    tui.run(study)  # type: ignore[arg-type]
