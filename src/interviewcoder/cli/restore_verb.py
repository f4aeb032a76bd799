"""``restore``: a copy in the place of the study, what was there kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interviewcoder.cli.console import folder, format_option, put, put_json, say, table
from interviewcoder.domain.text import shown
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from interviewcoder.study.backups import Backup


@click.command(
    "restore",
    help=_("Put a backup in the place of the study; what was there is kept. Without FILE, list the backups."),
)
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--other", is_flag=True, help=_("Even if it is a copy of another study."))
@click.option(
    "--damaged", is_flag=True, help=_("Bring back, record by record, what the history and the backups hold.")
)
@format_option()
def command(file: Path | None, other: bool, damaged: bool, form: str) -> None:
    """Restore a backup, or what is damaged."""
    if damaged:
        if file is not None or other:
            raise click.UsageError(_("--damaged finds the backups by itself."))
        _mend()
        return
    from interviewcoder.study import backups, keeping, settings

    here = settings.find_folder(folder())
    if file is None:
        _list(backups.known(here, here / settings.read(here).database), form)
        return
    kept = keeping.restore(here, file, other=other)
    say(_("Restored from {file}.").format(file=file))
    if kept is not None:
        if given_up := backups.given_up(kept, file):
            say(given_up)
        say(_("What was there is kept as {path}.").format(path=kept))


def _list(known: list[Backup], form: str) -> None:
    """List the backups, the newest first."""
    from interviewcoder.study.conflicts import when

    if form == "json":
        put_json([
            {
                "file": str(copy.path), "whole": copy.whole, "lines": copy.held.lines if copy.held else None,
                "last": copy.held.last if copy.held else None,
            }
            for copy in known
        ])  # fmt: skip
    elif known:
        rows: list[list[str | int]] = [
            [
                (when(copy.held.last) if copy.held else "") if copy.whole else _("damaged"),
                copy.held.lines if copy.held else "", str(copy.path),
            ]
            for copy in known
        ]  # fmt: skip
        put(table([_("Last change"), _("Lines of history"), _("Backup")], rows))
    else:
        say(_("There is no backup yet: “backup” makes one, and the screens make them by themselves."))


def _mend() -> None:
    """Bring back what can be, and say what was and what is lost."""
    from interviewcoder.study import mending

    if not mending.damages(folder()):
        say(_("The study is sound: there is nothing to bring back."))
        return
    done = mending.restore(folder())
    if done.whole is not None:
        say(
            _("Nothing could be read of the study, so the newest whole copy is in its place: {file}.").format(
                file=done.whole.path
            )
        )
        say(_("It has {far}. Whatever was done after that is lost.").format(far=done.whole.far))
    for back in done.back:
        if back.copy:
            say(ngettext("{n} thing was brought back from {file}.", "{n} things were brought back from {file}.",
                         back.number).format(n=back.number, file=back.copy))  # fmt: skip
        else:
            say(ngettext("{n} thing was brought back from the history.", "{n} things were brought back from the history.",
                         back.number).format(n=back.number))  # fmt: skip
        for thing in back.things:
            say(f"    {shown(thing)}")
    if done.unseen:
        say(
            _(
                "If something of this had been removed at the very end, the line of the history that said so is lost: "
                "remove it again."
            )
        )
    for lost in done.lost:
        say(_("Lost: {what}.").format(what=shown(lost)))
    say(_("The study is sound again."))
    if done.kept is not None:
        say(_("What was there is kept as {path}.").format(path=done.kept))
