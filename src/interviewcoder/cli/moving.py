"""``study move``: from a file to a server, and back."""

from __future__ import annotations

import click

from interviewcoder.cli.console import folder, put, say
from interviewcoder.locales import _, number


@click.command(
    "move",
    help=_(
        "Move the study to a PostgreSQL server, or from there into a file: with its history, proved row by row. "
        "What was there is kept."
    ),
)
@click.option(
    "--to", "url", metavar="URL", default="", help=_("To an empty database: postgresql://SERVER/NAME.")
)
@click.option("--to-file", is_flag=True, help=_("From the server into the study folder."))
def command(url: str, to_file: bool) -> None:
    """Move a study."""
    from interviewcoder.study import moving

    if bool(url) == to_file:
        raise click.UsageError(_("Say where to: --to postgresql://… or --to-file."))
    moved = moving.to_file(folder(), _told) if to_file else moving.to_server(folder(), url, _told)
    put(
        _(
            "Moved {rows} rows, {lines} of them lines of history; both databases were compared row by row."
        ).format(rows=number(sum(moved.rows.values())), lines=number(moved.rows["changes"]))
    )
    if moved.kept is not None:
        say(_("The file is kept as {path}.").format(path=moved.kept))
    else:
        say(_("On the server the study stays as it was; there it can only be read from now on."))


def _told(table: str, rows: int) -> None:
    if rows:
        say(f"  {table}: {number(rows)}")
