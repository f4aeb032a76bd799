"""``backup``: a whole copy of the database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from interviewcoder.cli.console import opened_study, put, say
from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _


@click.command("backup", help=_("Copy the study’s database, whole and checked; default: backups/<time>.db."))
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
def command(file: Path | None) -> None:
    """Make a backup."""
    with opened_study() as study:
        name = f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.db"
        target = file or study.folder / "backups" / name
        if target.exists():
            raise Refused(_("{path} exists already.").format(path=target))
        if file is None and study.read_only:
            raise Refused(
                _(
                    "No backup can be made in a folder that is read-only. Name a file elsewhere: interviewcoder backup FILE"
                )
            )
        study.backup(target)
    say(_("Backed up:"))
    put(str(target))
