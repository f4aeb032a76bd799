"""``codings``: import and export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interviewcoder.cli.console import (
    date_option,
    filter_options,
    filters_from,
    names_option,
    opened_study,
    put_json,
    put_out,
    say,
    unguarded_option,
)
from interviewcoder.locales import _, ngettext


@click.group("codings", help=_("Import and export codings as csv or xlsx, one row a coding."))
def command() -> None:
    """Group the actions on codings."""


@command.command(
    "import", help=_("Take codings in; nothing is taken when a row is wrong. “-” is standard input.")
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--create-codes", is_flag=True, help=_("Add codes that do not exist yet."))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("How to print.")
)
def import_file(file: Path, create_codes: bool, form: str) -> None:
    """Take codings in."""
    from interviewcoder.formats.codings import read_codings
    from interviewcoder.study import codings

    name = _("standard input") if str(file) == "-" else file.name
    data = sys.stdin.buffer.read() if str(file) == "-" else None
    drafts = read_codings(Path("stdin.csv") if data is not None else file, data)
    with opened_study() as study:
        taken = codings.take(study, drafts, name, create_codes=create_codes)
    for warning in taken.warnings:
        say(f"! {warning}")
    for coder in taken.coders:
        say(_("New coder: {coder}").format(coder=coder))
    for code in taken.codes:
        say(_("New code: {code}").format(code=code))
    say(ngettext("{n} new coding.", "{n} new codings.", taken.new).format(n=taken.new))
    if taken.there:
        say(ngettext("{n} was there already.", "{n} were there already.", taken.there).format(n=taken.there))
    if form == "json":
        put_json({"new": taken.new, "there": taken.there, "codes": taken.codes, "coders": taken.coders})


@command.command(
    "export", help=_("Write codings as csv or xlsx, by the file’s suffix; “-” is standard output.")
)
@click.argument("file", metavar="FILE")
@filter_options
@unguarded_option
@date_option
@names_option
def export_file(file: str, **options: tuple[str, ...]) -> None:
    """Write codings."""
    import io

    from interviewcoder.formats.codings import write_codings
    from interviewcoder.study import codings, selecting
    from interviewcoder.study.leaving import Gate

    with opened_study() as study:
        selection = selecting.selection_for(study, filters_from(options))
        rows = list(codings.give(study, selection))
        language, gate = study.settings.language, Gate(study)
    if file == "-":
        stream = io.StringIO()
        write_codings(rows, stream, language)
        put_out(stream.getvalue(), "csv")
    else:
        final = write_codings(rows, Path(file), language, into=gate.file)
        say(ngettext("{n} coding written to {file}.", "{n} codings written to {file}.", len(rows)).format(
            n=len(rows), file=final))  # fmt: skip
