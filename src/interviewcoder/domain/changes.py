"""A change to a study: what every gesture returns, and the only thing a store accepts.

Owns the shape of a change and its inverse. Applying it is the store's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.domain.records import Record, Version

Details: TypeAlias = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Edit:
    """One record before and after: None before when it is new, None after when it goes."""

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            message = "an edit needs a record before or after"
            raise ValueError(message)
        if self.before and self.after and self.before.id != self.after.id:
            message = "an edit keeps the identity of its record"
            raise ValueError(message)

    @property
    def record(self) -> Record:
        """The record the edit is about, as it is after if it is still there."""
        record = self.after or self.before
        assert record is not None
        return record

    @property
    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """One user action: a label, the edits it makes, and the new texts it brings.

    `label` is an English message with named places, marked by ``N_`` and translated when
    shown, filled from `details`. `versions` are texts, `files` the bytes of files as received by their
    SHA-256; both are only ever added.
    """

    label: str
    details: Details = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    versions: tuple[Version, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Say whether it changes anything."""
        return bool(self.edits)

    @property
    def sentence(self) -> str:
        """The label in the current language."""
        return sentence(self.label, self.details)

    @property
    def inverse(self) -> Change:
        """The change that takes this one back; texts stay, because they are only ever added."""
        return Change(self.label, self.details, tuple(edit.inverse for edit in reversed(self.edits)))


def sentence(label: str, details: Details) -> str:
    """Fill a label in the current language."""
    return _(label).format(**details)


def added(*records: Record) -> tuple[Edit, ...]:
    """Give the edits that add `records`."""
    return tuple(Edit(None, record) for record in records)


def removed(*records: Record) -> tuple[Edit, ...]:
    """Give the edits that remove `records`."""
    return tuple(Edit(record, None) for record in records)


def replaced(before: Record, after: Record) -> tuple[Edit, ...]:
    """Give the edit from `before` to `after`; nothing when they are equal."""
    return () if before == after else (Edit(before, after),)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line of the history: the `n`-th thing done to the study, when, by whom.

    `kind` is ``do``, ``undo``, ``redo`` or ``purge``; `of` is the line an undo or redo is about. `undone` says
    whether a ``do`` is taken back now.
    """

    n: int
    at: str
    coder: str
    label: str
    details: Details
    kind: str = "do"
    of: int | None = None
    undone: bool = False

    @property
    def sentence(self) -> str:
        """What was done, in the current language."""
        done = sentence(self.label, self.details)
        if self.kind == "undo":
            return _("Undone: {change}").format(change=done)
        if self.kind == "redo":
            return _("Done again: {change}").format(change=done)
        return done
