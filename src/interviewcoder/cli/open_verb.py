"""``open``: the screens; also what no verb means."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interviewcoder.cli.console import folder
from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.study import Study


@click.command("open", help=_("Open the study in the terminal (also what no verb means)."))
@click.argument("directory", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def command(directory: Path | None = None) -> None:
    """Open the screens; without a study here, the list of those opened before."""
    from interviewcoder.study import Study

    try:
        study = Study.open(directory or folder())
    except NotFound:
        if directory is not None or click.get_current_context().find_root().obj or not _in_terminal():
            raise
        _choose()
        return
    with study:
        show(study)


def show(study: Study, *, tour: bool = False) -> None:
    """Show the screens for a study, with a tour the first time. Raises `Refused` when this is no terminal."""
    if not _in_terminal():
        raise Refused(_("The screens need a terminal. In a script use the other commands; see --help."))
    from interviewcoder import tui
    from interviewcoder.study import keeping

    _speak()
    again = tui.run(study, tour=tour)
    keeping.keep(study, at_once=True)
    if again:
        _choose()


def _choose() -> None:
    """Show the studies opened before, and open the one chosen, again and again."""
    from interviewcoder import tui
    from interviewcoder.study import Study, keeping

    again = True
    while again and (chosen := tui.choose_study()) is not None:
        with Study.open(chosen) as study:
            again = tui.run(study)
            keeping.keep(study, at_once=True)


def _speak() -> None:
    """Speak the language chosen in the settings, where none was asked for."""
    from interviewcoder import locales
    from interviewcoder.tui import preferences

    asked = click.get_current_context().find_root().params.get("lang")
    chosen = locales.as_language(preferences.read().language)
    if not asked and chosen is not None:
        locales.choose(chosen)


def _in_terminal() -> bool:
    """Say whether somebody can see the screens: in a terminal, or in a browser."""
    return "TEXTUAL_DRIVER" in os.environ or (sys.stdin.isatty() and sys.stdout.isatty())
