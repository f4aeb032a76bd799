"""``new``: a new study."""

from __future__ import annotations

from pathlib import Path

import click

from interviewcoder.cli.console import say
from interviewcoder.cli.pasting import command_line
from interviewcoder.locales import _, language


@click.command("new", help=_("Make a new study in DIR."))
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", help=_("The study’s title; default: the folder’s name."))
@click.option(
    "--language", "study_language", type=click.Choice(["fr", "en"]), help=_("The study’s language.")
)
@click.option("--coder", default="", help=_("Who codes; default: your name on this computer."))
@click.option("--database", default="", metavar="URL", help=_("A PostgreSQL address, for a team."))
def command(directory: Path, title: str, study_language: str | None, coder: str, database: str) -> None:
    """Make a study folder."""
    from interviewcoder.study import Study

    with Study.create(
        directory, title=title, language=study_language or language(), coder=coder, database=database
    ) as study:
        say(_("Made the study “{title}” in {folder}.").format(title=study.settings.title, folder=directory))
    say(
        _("Next: {command}").format(
            command=command_line("--study", str(directory), "import", _("YOUR-FILES"))
        )
    )
