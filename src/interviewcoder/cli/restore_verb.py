"""``restore``: a copy in the place of the study, what was there kept."""

from __future__ import annotations

from pathlib import Path

import click

from interviewcoder.cli.console import folder, put, say
from interviewcoder.locales import _


@click.command(
    "restore",
    help=_("Put a backup in the place of the study; what was there is kept. Without FILE, list the backups."),
)
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--other", is_flag=True, help=_("Even if it is a copy of another study."))
def command(file: Path | None, other: bool) -> None:
    """Restore a backup."""
    from interviewcoder.study import keeping, settings

    here = settings.find_folder(folder())
    if file is None:
        paths = sorted((here / keeping.FOLDER).glob("*.db"), reverse=True)
        for path in paths:
            put(str(path))
        if not paths:
            say(_("There is no backup yet: “backup” makes one, and the screens make them by themselves."))
        return
    kept = keeping.restore(here, file, other=other)
    say(_("Restored from {file}.").format(file=file))
    if kept is not None:
        say(_("What was there is kept as {path}.").format(path=kept))
