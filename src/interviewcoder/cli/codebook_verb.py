"""``codebook``: show, import, export, add, rename, move, merge, split, remove, and its versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interviewcoder.cli.codebook_editions import compare, freeze, versions
from interviewcoder.cli.console import (
    date_option,
    filter_options,
    filters_from,
    listing_option,
    names_option,
    opened_study,
    put_list,
    say,
    say_gone,
    table,
    unguarded_option,
)
from interviewcoder.domain.codebook import split_path
from interviewcoder.domain.gestures import codes as gestures
from interviewcoder.domain.records import in_language
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Code, Guid


@click.group("codebook", help=_("Show, import, export and edit the codebook."))
def command() -> None:
    """Group the actions on the codebook."""


@command.command("show", help=_("Show the codebook with its counts."))
@listing_option
def show(form: str) -> None:
    """Show the codebook."""
    with opened_study() as study:
        codebook, counts = study.codebook, study.code_counts()
    data = [_as_json(codebook, counts, code) for code in codebook.top]
    if form == "text" and not data:
        say(
            _(
                "The codebook is empty. Add a code with “codebook add”, or take a file in with “codebook import”."
            )
        )
        return
    rows = []
    for code in codebook:
        n = counts[code.id]
        name = "  " * codebook.depth(code.id) + codebook.name(code)
        rows.append([name, n.segments, n.transcripts, n.cases])
    put_list(data, table([_("Code"), _("Segments"), _("Transcripts"), _("Cases")], rows), form)


def _as_json(codebook: Codebook, counts: Mapping[Guid, CodeCounts], code: Code) -> dict[str, Any]:
    n, language = counts[code.id], codebook.language
    return {
        "path": codebook.path(code.id),
        "name": codebook.name(code),
        "definition": in_language(code.definition, language),
        "use": in_language(code.use, language),
        "avoid": in_language(code.avoid, language),
        "example": in_language(code.example, language),
        "colour": codebook.colour(code.id),
        "segments": n.segments,
        "transcripts": n.transcripts,
        "cases": n.cases,
        "children": [_as_json(codebook, counts, child) for child in codebook.children(code.id)],
    }


@command.command(
    "import", help=_("Take a codebook in: yaml, csv, xlsx. Known codes are updated, none removed.")
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def import_file(file: Path) -> None:
    """Take a codebook file in."""
    from interviewcoder.study import codes

    with opened_study() as study:
        drafts, warnings = codes.read(study, file)
        taken = codes.take_in(study, drafts, file.name)
    for warning in warnings:
        say(f"! {warning}")
    if taken is None:
        say(_("The codebook holds all of {file} already.").format(file=file.name))
        return
    sentence, added, changed = taken
    say(sentence)
    told_added = ngettext("{n} code added", "{n} codes added", added).format(n=added)
    say(f"{told_added}, {ngettext('{n} changed', '{n} changed', changed).format(n=changed)}.")


@command.command("export", help=_("Write the codebook: yaml, csv, xlsx, docx, md, by the file’s suffix."))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@unguarded_option
@date_option
@names_option
def export_file(file: Path) -> None:
    """Write the codebook to a file."""
    from interviewcoder.study import codes

    with opened_study() as study:
        final = codes.write(study, file)
        number = len(study.codebook)
    written = ngettext("{n} code written to {file}.", "{n} codes written to {file}.", number)
    say(written.format(n=number, file=final))


@command.command("add", help=_("Add a code: “Means > Budget”; parents that are missing are added too."))
@click.argument("path", metavar="PATH")
@click.option("--definition", default="", help=_("What it means."))
@click.option("--use", default="", help=_("When to use it."))
@click.option("--avoid", default="", help=_("When not to use it."))
@click.option("--example", default="", help=_("An example."))
@click.option("--colour", default="", metavar="#RRGGBB", help=_("Its colour."))
def add(path: str, **texts: str) -> None:
    """Add a code."""
    with opened_study() as study:
        gestures.check_colour(texts["colour"])
        change, _code = gestures.add_code(study.codebook, split_path(path), None, texts=texts)
        say(study.apply(change).sentence)


@command.command("rename", help=_("Give a code another name; its codings stay."))
@click.argument("code", metavar="CODE")
@click.argument("name", metavar="NAME")
@click.option("--language", type=click.Choice(["fr", "en"]), help=_("The language of the name."))
def rename(code: str, name: str, language: str | None) -> None:
    """Rename a code."""
    with opened_study() as study:
        change = gestures.rename_code(study.codebook, study.codebook.find(code), name, language)
        say(study.apply(change).sentence if change else _("It has that name already."))


@command.command("move", help=_("Move a code below another; without PARENT to the top."))
@click.argument("code", metavar="CODE")
@click.argument("parent", metavar="[PARENT]", required=False)
@click.option("--place", type=click.IntRange(min=1), help=_("Its place among its siblings, from 1."))
def move(code: str, parent: str | None, place: int | None) -> None:
    """Move a code."""
    with opened_study() as study:
        target = study.codebook.find(parent) if parent else None
        at = None if place is None else place - 1
        change = gestures.move_code(study.codebook, study.codebook.find(code), target, at)
        say(study.apply(change).sentence if change else _("It is there already."))


@command.command("merge", help=_("Merge a code into another: codings, memos and summaries move."))
@click.argument("source", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
def merge(source: str, target: str) -> None:
    """Merge two codes."""
    from interviewcoder.study import codes

    with opened_study() as study:
        first, second = study.codebook.find(source), study.codebook.find(target)
        say(study.apply(codes.merge(study, first, second)).sentence)


@command.command(
    "split", help=_("Give the codings of a code that pass the filters another code, made if it is new.")
)
@click.argument("code", metavar="CODE")
@click.argument("into", metavar="INTO")
@click.option("--text", default="", metavar="WORDS", help=_("Only passages that hold these words."))
@filter_options
def split(code: str, into: str, **options: Any) -> None:
    """Split a code by what its codings are about."""
    from interviewcoder.study import codes

    with opened_study() as study:
        change = codes.split_off(study, study.codebook.find(code), split_path(into), filters_from(options))
        say(study.apply(change).sentence)


@command.command("remove", help=_("Remove a code, those below it and their codings; undo brings them back."))
@click.argument("code", metavar="CODE")
def remove(code: str) -> None:
    """Remove a code."""
    from interviewcoder.study import codes

    with opened_study() as study:
        found = study.codebook.find(code)
        change, number = codes.remove(study, found)
        say(study.apply(change).sentence)
        say_gone(number)


command.add_command(freeze)
command.add_command(versions)
command.add_command(compare)
