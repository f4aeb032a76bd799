"""``quotes``: quotations by code, case, coder."""

from __future__ import annotations

from typing import Any

import click

from interviewcoder.cli.console import (
    filter_options,
    filters_from,
    format_option,
    opened_study,
    output_option,
    put_or_write,
)
from interviewcoder.locales import _, as_language, language, speaking


@click.command("quotes", help=_("Print the quotations of a code, a case, a coder."))
@filter_options
@click.option("--no-rollup", is_flag=True, help=_("Only the named codes, not those below them."))
@click.option("--text", default="", metavar="WORDS", help=_("Only passages that hold these words."))
@click.option("--key", is_flag=True, help=_("Only key quotations."))
@click.option(
    "--combine",
    default="",
    metavar="COMBINATION",
    help=_(
        "Only what a combination of codes leaves: “Budget AND Team”, “… WITHOUT …”, “… NEAR/2 …”, with brackets."
    ),
)
@format_option("csv", "md", "tex", "docx", "xlsx")
@output_option
def command(no_rollup: bool, form: str, output: str | None, **options: Any) -> None:
    """Print quotations."""
    from interviewcoder.formats.quotations import render

    with opened_study() as study:
        spoken = language() if form == "text" else as_language(study.settings.language) or "en"
        with speaking(spoken):
            quotations = list(study.quotations(filters_from(options, with_below=not no_rollup)))
            rendered = render(quotations, form, language=spoken)
    put_or_write(rendered, output, form)
