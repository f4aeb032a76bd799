"""Putting records in order: what their positions become. Shared by the gestures that move something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from interviewcoder.domain.changes import Edit, replaced
from interviewcoder.domain.records import Attribute, Case, Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T", Attribute, Case, Transcript)


def moved(thing: T, place: int, order: Sequence[T]) -> list[T]:
    """Give an order in which a thing stands at `place`, counted from 0; the ends are the limits."""
    others: list[T] = [other for other in order if other.id != thing.id]
    others.insert(max(0, place), thing)
    return others


def placed(order: Sequence[T]) -> tuple[Edit, ...]:
    """Give the edits that put records in this order, leaving alone those that need not move.

    The positions they have are dealt out again; only where two share one are all of them counted anew.
    """
    places = sorted(record.position for record in order)
    if len(set(places)) < len(places):
        places = list(range(len(places)))
    edits: list[Edit] = []
    for record, place in zip(order, places, strict=True):
        edits += replaced(record, replace(record, position=place))
    return tuple(edits)
