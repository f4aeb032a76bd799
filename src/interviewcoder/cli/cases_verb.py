"""``cases``: list, add, rename, move, set, remove; their attributes, one by one or from a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import click

from interviewcoder.cli.console import (
    format_option,
    listing_option,
    opened_study,
    put,
    put_json,
    put_list,
    say,
    table,
)
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import cases as gestures
from interviewcoder.domain.records import AttributeKind
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from interviewcoder.domain.changes import Change
    from interviewcoder.study import Study
    from interviewcoder.study.attributes import Matched

_KINDS: Final[tuple[str, ...]] = get_args(AttributeKind)
_NAMED: Final = 8
"""How many rows a message names before it only says that there are more."""


@click.group("cases", help=_("List cases and set their attributes, one by one or from a table."))
def command() -> None:
    """Group the actions on cases."""


@command.command("list", help=_("List the cases with their attributes."))
@listing_option
def list_them(form: str) -> None:
    """List the cases."""
    from interviewcoder.study.selecting import value_as_text

    with opened_study() as study:
        names = {attribute.id: attribute.name for attribute in study.attributes}
        held = [[t.name for t in study.transcripts if t.case == case.id] for case in study.cases]
        cases, attributes = study.cases, study.attributes
    data = [
        {
            "name": case.name,
            "transcripts": transcripts,
            "attributes": {names[key]: value for key, value in case.values.items() if key in names},
        }
        for case, transcripts in zip(cases, held, strict=True)
    ]
    headers = [_("Case"), _("Transcripts"), *(attribute.name for attribute in attributes)]
    rows = [
        [case.name, len(transcripts), *(value_as_text(case.values.get(a.id, "")) for a in attributes)]
        for case, transcripts in zip(cases, held, strict=True)
    ]
    put_list(data, table(headers, rows), form)


@command.command("add", help=_("Add a case."))
@click.argument("name", metavar="NAME")
def add(name: str) -> None:
    """Add a case."""
    with opened_study() as study:
        say(study.apply(gestures.add_case(name, study.cases)).sentence)


@command.command("set", help=_("Set attributes of a case."))
@click.argument("name", metavar="CASE")
@click.argument("values", metavar="ATTRIBUTE=VALUE…", nargs=-1, required=True)
def set_values(name: str, values: tuple[str, ...]) -> None:
    """Set attributes of a case; the case is made when it is new."""
    from interviewcoder.study.importing import case_for
    from interviewcoder.study.selecting import parse_where, typed_value

    with opened_study() as study:
        case, new = case_for(study, name)
        if new:
            study.apply(gestures.add_case(name, study.cases))
            case = study.case(name)
            say(_("New case: {case}").format(case=case.name))
        pairs = dict(map(parse_where, values))
        typed = {key: typed_value(study, key, value) for key, value in pairs.items()}
        change = gestures.set_values(case, typed, study.attributes)
        say(study.apply(change).sentence if change else _("That is so already."))


@command.command("rename", help=_("Give a case another name."))
@click.argument("name", metavar="CASE")
@click.argument("new_name", metavar="NEW-NAME")
def rename(name: str, new_name: str) -> None:
    """Rename a case."""
    with opened_study() as study:
        _make(study, gestures.rename_case(study.case(name), new_name, study.cases))


@command.command("move", help=_("Put a case at another place in the order of the cases; 1 is the first."))
@click.argument("name", metavar="CASE")
@click.argument("place", metavar="PLACE", type=click.IntRange(min=1))
def move(name: str, place: int) -> None:
    """Move a case."""
    with opened_study() as study:
        _make(study, gestures.move_case(study.case(name), place - 1, study.cases))


@command.command("clear", help=_("Take a value away from a case."))
@click.argument("name", metavar="CASE")
@click.argument("attribute", metavar="ATTRIBUTE")
def clear(name: str, attribute: str) -> None:
    """Take a value away."""
    with opened_study() as study:
        _make(study, gestures.set_value(study.case(name), study.attribute(attribute), None))


@command.command("transcripts", help=_("Say which transcripts belong to a case; no others do then."))
@click.argument("name", metavar="CASE")
@click.argument("transcripts", metavar="TRANSCRIPT…", nargs=-1)
def share(name: str, transcripts: tuple[str, ...]) -> None:
    """Make these transcripts, and no others, those of a case."""
    with opened_study() as study:
        wanted = {study.transcript(transcript).id for transcript in transcripts}
        _make(study, gestures.share_transcripts(study.case(name), wanted, study.transcripts))


@command.command("group", help=_("Group the cases by an attribute; without one, by none."))
@click.argument("attribute", metavar="[ATTRIBUTE]", required=False)
def group(attribute: str | None) -> None:
    """Say which attribute groups the cases."""
    from interviewcoder.study.grouping import group_by

    with opened_study() as study:
        found = study.attribute(attribute) if attribute else None
        group_by(study, found)
        if found is None:
            say(_("Cases are in no groups now."))
        else:
            say(_("Cases are grouped by {attribute} now.").format(attribute=found.name))


@command.group("attribute", help=_("Add, rename and remove attributes."))
def attributes() -> None:
    """Group the actions on attributes."""


@attributes.command("add", help=_("Add an attribute."))
@click.argument("name", metavar="NAME")
@click.option("--type", "kind", type=click.Choice(_KINDS), default="text", help=_("What it holds."))
@click.option("--choice", "choices", metavar="VALUE", multiple=True, help=_("A value of a list; repeatable."))
def add_attribute(name: str, kind: AttributeKind, choices: tuple[str, ...]) -> None:
    """Add an attribute."""
    if choices and kind == "text":
        kind = "choice"
    with opened_study() as study:
        _make(study, gestures.add_attribute(name, kind, study.attributes, choices))


@attributes.command("rename", help=_("Give an attribute another name; its values stay."))
@click.argument("name", metavar="NAME")
@click.argument("new_name", metavar="NEW-NAME")
def rename_attribute(name: str, new_name: str) -> None:
    """Rename an attribute."""
    from interviewcoder.study.grouping import keep_group

    with opened_study() as study:
        grouped = study.group_attribute
        _make(study, gestures.rename_attribute(study.attribute(name), new_name, study.attributes))
        if grouped is not None:
            keep_group(study, grouped.id)


@attributes.command("remove", help=_("Remove an attribute with its values. Undo brings it back."))
@click.argument("name", metavar="NAME")
def remove_attribute(name: str) -> None:
    """Remove an attribute."""
    with opened_study() as study:
        _make(study, gestures.remove_attribute(study.attribute(name), study.cases))


def _make(study: Study, change: Change) -> None:
    say(study.apply(change).sentence if change else _("That is so already."))


@command.command("remove", help=_("Remove a case; its transcripts stay. Undo brings it back."))
@click.argument("name", metavar="CASE")
def remove(name: str) -> None:
    """Remove a case."""
    with opened_study() as study:
        case = study.case(name)
        change = gestures.remove_case(
            case,
            transcripts=[t for t in study.transcripts if t.case == case.id],
            memos=study.memos([case.id]),
            summaries=[summary for summary in study.summaries() if summary.case == case.id],
        )
        say(study.apply(change).sentence)


@command.command("import", help=_("Take attributes in from a csv or xlsx table, one row a case."))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--key", metavar="COLUMN", help=_("The column that names the cases; default: the first."))
@click.option("--create", is_flag=True, help=_("Make cases of rows that match nothing."))
@format_option()
def import_table(file: Path, key: str | None, create: bool, form: str) -> None:
    """Take an attribute table in."""
    from interviewcoder.study.attributes import import_attributes

    with opened_study() as study:
        result = import_attributes(study, file, key=key, create=create)
    for warning in result.warnings:
        say(f"! {warning}")
    if not result.matched:
        raise Refused(
            _(
                "No name in the column “{key}” of {file} is that of a case or a transcript; nothing was changed. "
                "Give another column with --key, or make cases of the rows with --create."
            ).format(key=result.table.key, file=file.name)
        )
    if form == "json":
        put_json(_as_json(result))
    else:
        say(_("Cases are named by the column “{key}”.").format(key=result.table.key))
        put(table([_("Attribute"), _("Type")], [[a.name, _(a.kind)] for a in result.table.attributes]))
        put("")
        put(table([_("In the table"), _("Case")], result.matched))
    if result.unmatched:
        names = ", ".join(name for _row, name in result.unmatched[:_NAMED])
        if len(result.unmatched) > _NAMED:
            names += " …"
        say(
            ngettext(
                "{n} row matches no case and no transcript: {names}. With --create it becomes a case.",
                "{n} rows match no case and no transcript: {names}. With --create they become cases.",
                len(result.unmatched),
            ).format(n=len(result.unmatched), names=names)
        )


def _as_json(result: Matched) -> dict[str, Any]:
    return {
        "key": result.table.key,
        "attributes": [{"name": a.name, "type": a.kind} for a in result.table.attributes],
        "matched": [{"row": row, "case": case} for row, case in result.matched],
        "created": result.created,
        "unmatched": [{"row": row, "key": name} for row, name in result.unmatched],
        "warnings": result.warnings,
    }
