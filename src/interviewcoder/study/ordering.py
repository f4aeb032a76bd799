"""The order of the cases in a matrix: an act of analysis, so it is chosen and said in words.

Owns the rules there are. The order given by hand and the study's own groups are `held`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from interviewcoder.analysis.filters import Selection
from interviewcoder.analysis.seriation import seriated
from interviewcoder.domain.text import name_key
from interviewcoder.locales import _
from interviewcoder.study import selecting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.records import Attribute, Case, Guid, Value
    from interviewcoder.study.study import Study

Rule: TypeAlias = Literal["group", "hand", "name", "attribute", "similarity"]


@dataclass(frozen=True, slots=True)
class CaseOrder:
    """A rule: the study's groups and by hand within each, only by hand, by name, an attribute's values, likeness."""

    by: Rule = "group"
    attribute: str = ""


def parse(text: str) -> CaseOrder:
    """Read a rule as it is typed: ``group``, ``hand``, ``name``, ``similarity``, or an attribute's name."""
    plain = text.strip()
    if plain in {"group", "hand", "name", "similarity"}:
        return CaseOrder(cast("Rule", plain))
    return CaseOrder("attribute", plain)


def cases_in(
    study: Study, cases: Sequence[Case], order: CaseOrder, selection: Selection | None = None
) -> list[tuple[Case, str]]:
    """Give the cases in order, each with the group it stands in.

    By similarity the codings of `selection` decide. Raises `NotFound` for an unknown attribute.
    """
    if order.by == "similarity":
        codes = _codes_of(study, selection or Selection())
        alike = seriated([codes.get(case.id, set()) for case in cases])
        return [(cases[n], "") for n in alike]
    if order.by == "hand":
        return [(case, "") for case in cases]
    if order.by == "name":
        return [(case, "") for case in sorted(cases, key=lambda case: name_key(case.name))]
    if order.by == "attribute":
        attribute = study.attribute(order.attribute)
        ordered = sorted(cases, key=lambda case: _place(attribute, case.values.get(attribute.id)))
        return [(case, _group(case.values.get(attribute.id))) for case in ordered]
    return [(case, study.group_of(case)) for case in study.in_order(cases)]


def _codes_of(study: Study, selection: Selection) -> dict[Guid, set[Guid]]:
    """Give the codes of each case that has any."""
    case_of = {transcript.id: transcript.case for transcript in study.transcripts}
    found: dict[Guid, set[Guid]] = {}
    with study.passages(selection) as passages:
        for passage in passages:
            case = case_of.get(passage[0])
            if case is not None:
                found.setdefault(case, set()).add(passage[3])
    return found


def _group(value: Value | None) -> str:
    return "" if value is None else selecting.value_as_text(value)


def _place(attribute: Attribute, value: Value | None) -> tuple[int, float, str]:
    """Give what to sort by: numbers by size, yes before no, choices as listed, words by name; no value last."""
    if value is None:
        return (2, 0.0, "")
    if isinstance(value, bool):
        return (0, float(not value), "")
    if isinstance(value, int | float):
        return (0, float(value), "")
    if value in attribute.choices:
        return (0, float(attribute.choices.index(value)), "")
    return (1, 0.0, name_key(value))


def in_words(study: Study, order: CaseOrder) -> str:
    """Say by which rule the cases are in order."""
    group = study.group_attribute
    if order.by == "name":
        return _("By name.")
    if order.by == "attribute":
        return _("By “{attribute}”, and by hand within each value.").format(attribute=order.attribute)
    if order.by == "similarity":
        return _(
            "By similarity: beside each other the cases that share most codes (Jaccard), from the closest two on."
        )
    if order.by == "hand" or group is None:
        return _("By hand, as in the list of cases.")
    return _("By “{attribute}”, and by hand within each group.").format(attribute=group.name)
