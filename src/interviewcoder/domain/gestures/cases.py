"""Gestures on cases and their attributes: add, set a value, take in a table, remove."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, Edit, added, removed, replaced
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.records import Attribute, Case
from interviewcoder.domain.text import name_key
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from interviewcoder.domain.drafts import AttributeDraft
    from interviewcoder.domain.records import AttributeKind, Guid, Memo, Summary, Transcript, Value


def new_case(name: str, known: Sequence[Case]) -> Case:
    """Make a case that comes after the known ones. Refused when one has that name."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("A case needs a name."))
    for other in known:
        if name_key(other.name) == name_key(name):
            raise Refused(_("There is a case “{name}” already.").format(name=other.name))
    return Case(name=name, position=max((case.position for case in known), default=-1) + 1)


def add_case(name: str, known: Sequence[Case]) -> Change:
    """Add a case."""
    case = new_case(name, known)
    return Change(N_("Added the case {case}"), {"case": case.name}, added(case))


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
            attribute = Attribute(name=name, position=len(attributes) + len(new), kind=kind)
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
            attribute = Attribute(name=draft.name, kind=draft.kind, choices=draft.choices, position=place)
            by_name[name_key(draft.name)] = attribute
            edits += added(attribute)
    there = {case.id for case in cases}
    for case, values in rows:
        by_id = {by_name[name_key(name)].id: value for name, value in values.items()}
        after = replace(case, values={**case.values, **by_id})
        edits += replaced(case, after) if case.id in there else added(after)
    for transcript, case in transcripts:
        edits += replaced(transcript, replace(transcript, case=case.id))
    return Change(N_("Took in attributes from {file}"), {"file": file}, tuple(edits))
