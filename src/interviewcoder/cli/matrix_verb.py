"""``matrix``: one comparison matrix."""

from __future__ import annotations

from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

import click

from interviewcoder.analysis.cooccurrence import WITHINS
from interviewcoder.analysis.results import CELL_KINDS
from interviewcoder.cli.console import (
    filter_options,
    filters_from,
    format_option,
    gate,
    listing_option,
    opened_study,
    order_from,
    order_option,
    output_option,
    put_list,
    put_or_write,
    say,
    screen_width,
    table,
)
from interviewcoder.domain.text import shown
from interviewcoder.locales import _, as_language, language, ngettext, speaking


@click.group(
    "matrix",
    invoke_without_command=True,
    help=_("Compare cases: how often, or with which words, each code occurs in each case."),
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
@click.option(
    "--picture",
    type=click.Choice(["heat", "bars"]),
    default="heat",
    show_default=True,
    help=_("What png and svg show: a heat map, or bars of how many cases of each group have a code."),
)
@click.option(
    "--figures-only",
    is_flag=True,
    help=_("In html, docx and xlsx: the table alone, without the quotations its figures lead to."),
)
@format_option("csv", "md", "html", "tex", "docx", "xlsx", "tidy", "qca", "png", "svg")
@output_option
@click.pass_context
def command(
    context: click.Context,
    /,
    rows: str, columns: str | None, cells: str, no_rollup: bool, within: str | None, order: str, picture: str,
    figures_only: bool, form: str, output: str | None, **options: Any,
) -> None:  # fmt: skip
    """Print one matrix."""
    if context.invoked_subcommand is not None:
        return
    from interviewcoder.formats.matrices import render
    from interviewcoder.study.exporting import examine_picture, quotations_behind, scratch

    with opened_study() as study:
        spoken = language() if form == "text" else as_language(study.settings.language) or "en"
        with speaking(spoken):
            asked: dict[str, Any] = {
                "rows": rows, "columns": columns, "cells": cells, "rollup": not no_rollup,
                "filters": filters_from(options), "order": order_from(order), "within": within or "",
            }  # fmt: skip
            matrix = study.matrix(**asked)
            rendered = render(
                matrix,
                form,
                language=spoken,
                title=study.settings.title,
                width=screen_width() if output in {None, "-"} else None,
                picture=picture,
                behind=None if figures_only else quotations_behind(study, matrix, form, asked),
                scratch=scratch(study, None if output in {None, "-"} else Path(output)),
            )
    examine_picture(gate(), matrix, form)
    put_or_write(rendered, output, form)


@command.command(
    "verify", help=_("Say which figures of an exported workbook are no longer what the study says.")
)
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@listing_option
def verify(file: Path, form: str) -> None:
    """Hold an exported workbook against the study."""
    from interviewcoder.study import verifying

    with opened_study() as study:
        found = verifying.verify(study, file)
    said = []
    for names, sentence in (
        (found.added, _("New since: {names}")), (found.removed, _("No longer there: {names}")),
        ([f"{was} → {now}" for was, now in found.renamed], _("Renamed: {names}")),
    ):  # fmt: skip
        if names:
            said.append(shown(sentence.format(names="; ".join(names))))
    if found.cells:
        said.append(
            table([_("Code"), _("Case"), _("Then"), _("Now")], [astuple(cell) for cell in found.cells])
        )
    if found.totals:
        said.append(
            table(
                [_("Code"), _("Segments then"), _("Now"), _("Cases then"), _("Now")],
                [astuple(row) for row in found.totals],
            )
        )
    put_list({"same": found.same, **asdict(found)}, "\n".join(said), form)
    if form == "json":
        return
    if found.same:
        say(
            _("Every figure is still what the study says; the file was made on {day}.").format(
                day=found.made[:10]
            )
        )
    else:
        say(
            ngettext("{n} figure has changed since {day}.", "{n} figures have changed since {day}.", len(found.cells))
            .format(n=len(found.cells), day=found.made[:10])
        )  # fmt: skip
