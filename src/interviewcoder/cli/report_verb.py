"""``report``: one case through all codes, or one code through all cases, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from interviewcoder.cli.console import opened_study, output_option, put_or_write
from interviewcoder.cli.forms import form_option
from interviewcoder.locales import _, as_language, speaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewcoder.analysis.reports import Report
    from interviewcoder.study import Study
    from interviewcoder.study.reporting import Choice


@click.group("report", help=_("Read a case through all codes, or a code through all cases, as a document."))
def command() -> None:
    """Group the two readings."""


def _options(function: Callable[..., None]) -> Callable[..., None]:
    options = (
        click.option("--key", is_flag=True, help=_("Only key quotations.")),
        click.option(
            "--most",
            type=click.IntRange(min=1),
            metavar="N",
            help=_("At most N quotations under a heading, key ones first."),
        ),
        form_option(("md", "docx")),
        output_option,
    )
    for option in reversed(options):
        function = option(function)
    return function


@command.command("case", help=_("One case through all codes: summaries, quotations, references."))
@click.argument("name", metavar="CASE")
@_options
def case(name: str, **options: Any) -> None:
    """Write a case report."""
    from interviewcoder.study import reporting

    _write(lambda study, choice: reporting.case_report(study, study.case(name), choice), **options)


@command.command("theme", help=_("One code, with those below it, through all cases."))
@click.argument("code", metavar="CODE")
@_options
def theme(code: str, **options: Any) -> None:
    """Write a theme report."""
    from interviewcoder.study import reporting

    _write(lambda study, choice: reporting.theme_report(study, study.codebook.find(code), choice), **options)


def _write(
    read: Callable[[Study, Choice], Report],
    *,
    key: bool,
    most: int | None,
    form: str,
    output: str | None,
) -> None:
    from interviewcoder.formats.reports import render
    from interviewcoder.study.reporting import Choice

    with opened_study() as study, speaking(as_language(study.settings.language) or "en"):
        rendered = render(read(study, Choice(key, most or 0)), form)
    put_or_write(rendered, output, form)
