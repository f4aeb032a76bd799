"""``codebook freeze``, ``versions`` and ``compare``: versions of the codebook, and what has changed between them."""

from __future__ import annotations

import click

from interviewcoder.cli.console import (
    format_option,
    listing_option,
    opened_study,
    output_option,
    put_list,
    put_or_write,
    say,
    table,
)
from interviewcoder.locales import _, as_language, speaking


@click.command("freeze", help=_("Keep the codebook as it is as a version with a name."))
@click.argument("name", metavar="NAME")
def freeze(name: str) -> None:
    """Freeze the codebook."""
    from interviewcoder.study import editions

    with opened_study() as study:
        say(editions.freeze(study, name).sentence)


@click.command("versions", help=_("List the versions of the codebook that were kept."))
@listing_option
def versions(form: str) -> None:
    """List the versions."""
    with opened_study() as study:
        known = study.editions()
        names = {coder.id: coder.name for coder in study.coders}
    rows = [
        (one.name, one.made, names.get(one.coder or "", ""), len(one.codes), sum(one.counts.values()))
        for one in known
    ]
    keys = ("name", "made", "coder", "codes", "codings")
    if form == "text" and not rows:
        say(_("No version was kept yet: “codebook freeze NAME” keeps one."))
        return
    data = [dict(zip(keys, row, strict=True)) for row in rows]
    put_list(data, table([_("Version"), _("When"), _("Coder"), _("Codes"), _("Codings")], rows), form)


@click.command("compare", help=_("Say what has changed from a version to another, or to now."))
@click.argument("first", metavar="A")
@click.argument("second", metavar="[B]", default="")
@format_option("md", "docx")
@output_option
def compare(first: str, second: str, form: str, output: str | None) -> None:
    """Compare two versions."""
    from interviewcoder.formats.editions import render
    from interviewcoder.study import editions

    with opened_study() as study:
        spoken = as_language(study.settings.language) or "en"
        found = editions.compare(study, first, second)
    if form in {"md", "docx"}:
        with speaking(spoken):
            data = render(found.names, found.made, found.numbers, found.differences, form)
    else:
        data = render(found.names, found.made, found.numbers, found.differences, form)
    put_or_write(data, output, form)
