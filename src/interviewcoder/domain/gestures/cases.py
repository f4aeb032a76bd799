"""Gestures on cases and their attributes: add, rename, order, set a value, take in a table, remove."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, Edit, added, removed, replaced
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures.ordering import moved, placed
from interviewcoder.domain.naming import kept
from interviewcoder.domain.records import Attribute, Case
from interviewcoder.domain.text import name_key, shown
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from interviewcoder.domain.drafts import AttributeDraft
    from interviewcoder.domain.records import AttributeKind, Guid, Memo, Summary, Transcript, Value


def new_case(name: str, known: Sequence[Case]) -> Case:
    """Make a case that comes after the known ones. Refused when one has that name."""
    return Case(name=_free_case(name, known), position=max((case.position for case in known), default=-1) + 1)


def _free_case(name: str, known: Iterable[Case]) -> str:
    name = kept(name, _("A case needs a name."))
    for other in known:
        if name_key(other.name) == name_key(name):
            raise Refused(_("There is a case “{name}” already.").format(name=other.name))
    return name


def add_case(name: str, known: Sequence[Case]) -> Change:
    """Add a case."""
    case = new_case(name, known)
    return Change(N_("Added the case {case}"), {"case": case.name}, added(case))


def rename_case(case: Case, name: str, known: Iterable[Case]) -> Change:
    """Give a case another name. Refused when another has it."""
    name = _free_case(name, (other for other in known if other.id != case.id))
    details = {"case": case.name, "name": name}
    edits = replaced(case, replace(case, name=name))
    return Change(N_("Renamed the case {case} to {name}"), details, edits)


def move_case(case: Case, place: int, known: Sequence[Case]) -> Change:
    """Put a case at a place in the order of `known`, counted from 0."""
    return order_cases(moved(case, place, known), case)


def order_cases(order: Sequence[Case], case: Case) -> Change:
    """Put all cases in this order; `case` is the one it was done for."""
    return Change(N_("Moved the case {case}"), {"case": case.name}, placed(order))


def share_transcripts(case: Case, wanted: Collection[Guid], transcripts: Iterable[Transcript]) -> Change:
    """Make the transcripts named by `wanted`, and no others, those of a case."""
    edits: list[Edit] = []
    names: list[str] = []
    for transcript in transcripts:
        if transcript.id in wanted:
            edits += replaced(transcript, replace(transcript, case=case.id))
            names.append(transcript.name)
        elif transcript.case == case.id:
            edits += replaced(transcript, replace(transcript, case=None))
    details = {"case": case.name, "transcripts": ", ".join(names) or "–"}
    return Change(N_("Transcripts of {case}: {transcripts}"), details, tuple(edits))


def remove_case(
    case: Case, *, transcripts: Iterable[Transcript], memos: Iterable[Memo], summaries: Iterable[Summary]
) -> Change:
    """Remove a case: its transcripts stay, without a case; its memos and summaries go."""
    edits: list[Edit] = []
    for transcript in transcripts:
        edits += replaced(transcript, replace(transcript, case=None))
    edits += removed(*memos, *summaries, case)
    return Change(N_("Removed the case {case}"), {"case": case.name}, tuple(edits))


def set_values(case: Case, values: Mapping[str, Value], attributes: Sequence[Attribute]) -> Change:
    """Set values by attribute name. Attributes that do not exist yet are added, as text."""
    after, new = with_values(case, values, attributes)
    written = "; ".join(f"{name} = {value}" for name, value in values.items())
    edits = (*added(*new), *replaced(case, after))
    return Change(N_("Set for {case}: {values}"), {"case": case.name, "values": written}, edits)


def set_value(case: Case, attribute: Attribute, value: Value | None) -> Change:
    """Set a value, or take it away with None. A value that is no choice yet becomes one."""
    if value is None:
        left = {key: held for key, held in case.values.items() if key != attribute.id}
        details = {"case": case.name, "attribute": attribute.name}
        edits = replaced(case, replace(case, values=left))
        return Change(N_("Took the value of {attribute} from {case}"), details, edits)
    known: list[Edit] = []
    if attribute.kind == "choice" and value not in attribute.choices:
        known += replaced(attribute, replace(attribute, choices=(*attribute.choices, str(value))))
    after = replace(case, values={**case.values, attribute.id: value})
    told = (_("yes") if value else _("no")) if isinstance(value, bool) else value
    details = {"case": case.name, "values": f"{attribute.name} = {told}"}
    edits = (*known, *replaced(case, after))
    return Change(N_("Set for {case}: {values}"), details, edits)


def add_attribute(
    name: str, kind: AttributeKind, known: Sequence[Attribute], choices: Sequence[str] = ()
) -> Change:
    """Add an attribute, after the known ones. Refused when one has that name."""
    if choices and kind != "choice":
        raise Refused(_("Only an attribute of the type “choice” has a list of values."))
    position = max((attribute.position for attribute in known), default=-1) + 1
    attribute = Attribute(
        name=_free_attribute(name, known), kind=kind, position=position, choices=tuple(dict.fromkeys(choices))
    )
    return Change(N_("Added the attribute {attribute}"), {"attribute": attribute.name}, added(attribute))


def rename_attribute(attribute: Attribute, name: str, known: Iterable[Attribute]) -> Change:
    """Give an attribute another name; its values stay. Refused when another has the name."""
    name = _free_attribute(name, (other for other in known if other.id != attribute.id))
    details = {"attribute": attribute.name, "name": name}
    edits = replaced(attribute, replace(attribute, name=name))
    return Change(N_("Renamed the attribute {attribute} to {name}"), details, edits)


def remove_attribute(attribute: Attribute, cases: Iterable[Case]) -> Change:
    """Remove an attribute with its values. Undo brings all of it back."""
    edits: list[Edit] = []
    for case in cases:
        left = {key: value for key, value in case.values.items() if key != attribute.id}
        edits += replaced(case, replace(case, values=left))
    edits += removed(attribute)
    return Change(N_("Removed the attribute {attribute}"), {"attribute": attribute.name}, tuple(edits))


def _free_attribute(name: str, known: Iterable[Attribute]) -> str:
    name = kept(name, _("An attribute needs a name."))
    for other in known:
        if name_key(other.name) == name_key(name):
            raise Refused(_("There is an attribute “{name}” already.").format(name=other.name))
    return name


def with_values(
    case: Case,
    values: Mapping[str, Value],
    attributes: Sequence[Attribute],
    kinds: Mapping[str, AttributeKind] | None = None,
) -> tuple[Case, list[Attribute]]:
    """Give a case with values by attribute name, and the attributes that are new with it.

    `kinds` says what kind a new attribute is; without it, what the value looks like.
    """
    known = {name_key(attribute.name): attribute for attribute in attributes}
    new: list[Attribute] = []
    by_id: dict[Guid, Value] = dict(case.values)
    for name, value in values.items():
        attribute = known.get(name_key(name))
        if attribute is None:
            kind = (kinds or {}).get(name) or _kind(value)
            usable = kept(name, _("An attribute needs a name."))
            attribute = Attribute(name=usable, position=len(attributes) + len(new), kind=kind)
            new.append(attribute)
            known[name_key(name)] = attribute
        by_id[attribute.id] = value
    return replace(case, values=by_id), new


def _kind(value: Value) -> AttributeKind:
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "text"


def import_attributes(
    drafts: Sequence[AttributeDraft],
    rows: Sequence[tuple[Case, Mapping[str, Value]]],
    *,
    attributes: Sequence[Attribute],
    cases: Sequence[Case],
    transcripts: Sequence[tuple[Transcript, Case]] = (),
    file: str,
) -> Change:
    """Take an attribute table in. `rows` are matched cases with values; a case not in `cases` is new.

    `transcripts` are those that get their case by it.
    """
    by_name = {name_key(attribute.name): attribute for attribute in attributes}
    edits: list[Edit] = []
    for draft in drafts:
        if name_key(draft.name) not in by_name:
            place = len(by_name)
            name = kept(draft.name, _("An attribute needs a name."))
            attribute = Attribute(name=name, kind=draft.kind, choices=draft.choices, position=place)
            by_name[name_key(draft.name)] = attribute
            edits += added(attribute)
    there = {case.id for case in cases}
    for case, values in rows:
        by_id = {by_name[name_key(name)].id: value for name, value in values.items()}
        after = replace(case, values={**case.values, **by_id})
        edits += replaced(case, after) if case.id in there else added(after)
    for transcript, case in transcripts:
        edits += replaced(transcript, replace(transcript, case=case.id))
    return Change(N_("Took in attributes from {file}"), {"file": shown(file)}, tuple(edits))
