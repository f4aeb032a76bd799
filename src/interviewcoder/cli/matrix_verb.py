"""``matrix``: one comparison matrix."""

from __future__ import annotations

from typing import Any

import click

from interviewcoder.analysis.cooccurrence import WITHINS
from interviewcoder.analysis.results import CELL_KINDS
from interviewcoder.cli.console import (
    filter_options,
    filters_from,
    format_option,
    opened_study,
    order_from,
    order_option,
    output_option,
    put_or_write,
    screen_width,
)
from interviewcoder.locales import _, as_language, language, speaking


@click.command(
    "matrix", help=_("Compare cases: how often, or with which words, each code occurs in each case.")
)
@click.option(
    "--rows", type=click.Choice(["codes", "cases"]), default="codes", show_default=True, help=_("The rows.")
)
@click.option(
    "--columns", metavar="cases|transcripts|coders|codes|ATTRIBUTE", help=_("The columns; default: cases.")
)
@click.option(
    "--cells",
    type=click.Choice([*CELL_KINDS, "jaccard"]),
    default="segments",
    show_default=True,
    help=_("The cells."),
)
@click.option(
    "--no-rollup", is_flag=True, help=_("Count a code’s own passages only, not those of codes below it.")
)
@click.option(
    "--within",
    type=click.Choice(WITHINS),
    default=None,
    help=_("For codes against codes: what they occur together in; default: passage."),
)
@order_option
@filter_options
@format_option("csv", "md", "html", "tex", "docx", "xlsx")
@output_option
def command(
    rows: str, columns: str | None, cells: str, no_rollup: bool, within: str | None, order: str, form: str,
    output: str | None, **options: Any,
) -> None:  # fmt: skip
    """Print one matrix."""
    from interviewcoder.formats.matrices import render

    with opened_study() as study:
        spoken = language() if form == "text" else as_language(study.settings.language) or "en"
        with speaking(spoken):
            matrix = study.matrix(
                rows=rows, columns=columns, cells=cells, rollup=not no_rollup, filters=filters_from(options),
                order=order_from(order), within=within or "",
            )  # fmt: skip
            rendered = render(matrix, form, language=spoken, title=study.settings.title, width=screen_width())
    put_or_write(rendered, output, form)
