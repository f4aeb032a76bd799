"""A change that met what somebody else did first: what was expected, what is there, and the change as it may be made.

Owns the facts of such a collision, and putting the change on top of what is there. Finding it is the store's, telling
it the study's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Edit
from interviewcoder.domain.reconciling import reconciled
from interviewcoder.domain.records import Attribute, Case, Code, Transcript

if TYPE_CHECKING:
    from interviewcoder.domain.changes import Change
    from interviewcoder.domain.reconciling import Clash, Decisions
    from interviewcoder.domain.records import Record


@dataclass(frozen=True, slots=True)
class Collision:
    """The first edit of a change that could not be made.

    `base` is what we expected, `ours` what it was to become, `theirs` what is there; each None when there is none.
    `by` and `at` say who made it so, and when, empty when the history does not know.
    """

    change: Change
    base: Record | None
    ours: Record | None
    theirs: Record | None
    by: str = ""
    at: str = ""


def rebased(collision: Collision, decide: Decisions) -> tuple[Change, tuple[Clash, ...]]:
    """Give the change on top of what is there, with what both sides did; and where they clash."""
    base, ours, theirs = collision.base, collision.ours, collision.theirs
    if base is None and ours is not None and theirs is not None:
        ours = replace(ours, id=theirs.id)
    record, clashes = reconciled(base, ours, theirs, decide)
    if record is not None and theirs is not None and _place(ours) == _place(base):
        record = _at(record, _place(theirs))
    edits: list[Edit] = []
    for edit in collision.change.edits:
        if (edit.before, edit.after) != (collision.base, collision.ours):
            edits.append(edit)
        elif record != theirs:
            edits.append(Edit(theirs, record))
    return replace(collision.change, edits=tuple(edits)), clashes


def _place(record: Record | None) -> int | None:
    return getattr(record, "position", None)


def _at(record: Record, place: int | None) -> Record:
    if place is None or not isinstance(record, Attribute | Case | Transcript | Code):
        return record
    return replace(record, position=place)
