"""Which matrix is on the screen, as a value: what is asked of the study, and how it is looked at.

Owns what is remembered of it and what of that still fits the study. Counts nothing, shows nothing.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from interviewcoder.analysis.filters import Filters
from interviewcoder.analysis.results import CELL_KINDS
from interviewcoder.domain.errors import NotFound
from interviewcoder.domain.text import name_key
from interviewcoder.study import selecting
from interviewcoder.study.ordering import CaseOrder

if TYPE_CHECKING:
    from interviewcoder.analysis.results import CellKind
    from interviewcoder.domain.records import Guid
    from interviewcoder.study import Study

Place: TypeAlias = "tuple[Guid | None, Guid | None]"
"""The headings of the row and the column the cursor is in, None for a total."""
Axis: TypeAlias = Literal["cases", "transcripts", "coders"]
AXES: Final[tuple[Axis, ...]] = ("cases", "transcripts", "coders")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was chosen. `others` is what the codes are compared over: one of `AXES` or an attribute's name."""

    others: str = "cases"
    swapped: bool = False
    cells: CellKind = "segments"
    rollup: bool = True
    order: CaseOrder | None = None
    filters: Filters = field(default_factory=Filters)
    heat: bool = True
    folded: frozenset[Guid] = frozenset()

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked of `Study.matrix`."""
        sides = {"rows": self.others, "columns": "codes"} if self.swapped else {"columns": self.others}
        return {
            **sides, "cells": self.cells, "rollup": self.rollup, "filters": self.filters, "order": self.order
        }  # fmt: skip

    def with_others(self, others: str) -> Plan:
        """Compare over something else; summaries are of cases only, so over others passages are counted."""
        summaries = self.cells == "summary" and others != "cases"
        return replace(self, others=others, cells="segments" if summaries else self.cells)

    @property
    def next_cells(self) -> CellKind:
        """The kind of cell that comes after the present one."""
        kinds = [kind for kind in CELL_KINDS if kind != "summary" or self.others == "cases"]
        return kinds[(kinds.index(self.cells) + 1) % len(kinds)]

    def fitting(self, study: Study) -> Plan:
        """Give the plan without attributes, filters and codes the study no longer has."""
        known = {name_key(attribute.name) for attribute in study.attributes}
        found = replace(self, folded=frozenset(guid for guid in self.folded if guid in study.codebook))
        if self.others not in AXES and name_key(self.others) not in known:
            found = found.with_others("cases")
        if self.order is not None and self.order.by == "attribute":
            found = replace(found, order=self.order if name_key(self.order.attribute) in known else None)
        try:
            selecting.selection_for(study, self.filters)
        except NotFound:
            return replace(found, filters=Filters())
        return found


def as_remembered(plan: Plan) -> dict[str, Any]:
    """Give a plan as what a file of JSON holds."""
    return {**asdict(plan), "folded": sorted(plan.folded)}


def remembered(held: Any) -> Plan:
    """Read a plan; what is none, in a file that anybody may have edited, is the usual one."""
    with suppress(TypeError, ValueError, KeyError, AttributeError):
        order = held["order"]
        plan = Plan(
            others=str(held["others"]),
            swapped=bool(held["swapped"]),
            cells=CELL_KINDS[CELL_KINDS.index(held["cells"])],
            rollup=bool(held["rollup"]),
            order=CaseOrder(order["by"], str(order["attribute"])) if order else None,
            filters=_filters(held["filters"]),
            heat=bool(held["heat"]),
            folded=frozenset(map(str, held["folded"])),
        )
        return plan if plan.cells != "summary" else plan.with_others(plan.others)
    return Plan()


def _filters(held: dict[str, Any]) -> Filters:
    usual = asdict(Filters())
    values: dict[str, Any] = {}
    for name in usual.keys() & held.keys():
        value = held[name]
        if isinstance(value, list):
            value = tuple(tuple(map(str, each)) if isinstance(each, list) else str(each) for each in value)
        if type(value) is not type(usual[name]):
            raise TypeError(name)
        values[name] = value
    return Filters(**values)
