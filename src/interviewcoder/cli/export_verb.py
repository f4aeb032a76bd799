"""``export``: the whole workbook."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from interviewcoder.cli.console import (
    filter_options,
    filters_from,
    names_option,
    opened_study,
    order_from,
    order_option,
    put,
    say,
)
from interviewcoder.locales import _


@click.command("export", help=_("Write the whole workbook for Excel; default: exports/<title>.xlsx."))
@click.option(
    "-o",
    "--output",
    metavar="FILE.xlsx",
    type=click.Path(path_type=Path),
    help=_("Where to write; “-” is standard output."),
)
@click.option("--date", "made", metavar="DATE", help=_("The date to print, for the same bytes every time."))
@click.option(
    "--sheets",
    multiple=True,
    metavar="SHEET",
    help=_(
        "Only these sheets, or “all”: coverage, co-occurrences, charts, data, reliability and log are there only when asked for."
    ),
)
@click.option(
    "--summaries",
    type=click.Choice(["begun", "all"]),
    default="begun",
    show_default=True,
    help=_(
        "Where summaries can be written: under themes, and under all codes of a theme that has one already (begun), or under every code (all)."
    ),
)
@order_option
@filter_options
@names_option
def command(
    output: Path | None, made: str | None, sheets: tuple[str, ...], summaries: str, order: str, **options: Any
) -> None:
    """Write the workbook."""
    from interviewcoder.study import exporting

    with (
        opened_study() as study,
        TemporaryDirectory(prefix=".", dir=exporting.scratch(study, None)) as folder,
    ):
        printed = str(output) == "-"
        path = exporting.export(
            study,
            Path(folder) / "workbook.xlsx" if printed else output,
            filters=filters_from(options),
            made=made,
            sheets=_named(sheets),
            order=order_from(order),
            every_summary=summaries == "all",
        )
        if printed:
            put(path.read_bytes())
            return
    say(_("The workbook is written:"))
    put(str(path))


def _named(sheets: tuple[str, ...]) -> list[str] | None:
    """Give the sheets named, several in one option or one in each; None for those usually handed in."""
    return [name.strip() for some in sheets for name in some.split(",") if name.strip()] or None
