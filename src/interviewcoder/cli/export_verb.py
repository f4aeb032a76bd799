"""``export``: the whole workbook."""

from __future__ import annotations

from pathlib import Path

import click

from interviewcoder.cli.console import filter_options, filters_from, opened_study, put, say
from interviewcoder.locales import _


@click.command("export", help=_("Write the whole workbook for Excel; default: exports/<title>.xlsx."))
@click.option(
    "-o", "--output", metavar="FILE.xlsx", type=click.Path(path_type=Path), help=_("Where to write.")
)
@click.option("--date", "made", metavar="DATE", help=_("The date to print, for the same bytes every time."))
@filter_options
def command(output: Path | None, made: str | None, **options: tuple[str, ...]) -> None:
    """Write the workbook."""
    from interviewcoder.study import exporting

    with opened_study() as study:
        path = exporting.export(study, output, filters=filters_from(options), made=made)
    say(_("The workbook is written:"))
    put(str(path))
