"""The words beside the texts written anew: names, labels, memos, summaries, definitions.

Owns which fields of a record hold words, and joining edits on the same record. What the words become is the caller's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from interviewcoder.domain.changes import Edit
from interviewcoder.domain.records import (
    Attribute,
    Case,
    Code,
    Edition,
    Memo,
    Speaker,
    Summary,
    Transcript,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from interviewcoder.domain.records import Record

Rewrite: TypeAlias = "Callable[[str, str], str]"
"""What becomes of (the name of a field, its words)."""

_FIELDS: Final[Mapping[type, tuple[str, ...]]] = {
    Transcript: ("name", "source", "metadata"),
    Speaker: ("label", "name"),
    Case: ("name", "values"),
    Attribute: ("name", "choices"),
    Code: ("name", "definition", "use", "avoid", "example"),
    Memo: ("text",),
    Summary: ("text",),
    Edition: ("name",),
}


def rewritten(record: Record, rewrite: Rewrite) -> Record:
    """Give a record with all its words passed through `rewrite`."""
    changed: dict[str, Any] = {}
    for name in _FIELDS.get(type(record), ()):
        changed[name] = _passed(getattr(record, name), name, rewrite)
    if isinstance(record, Edition):
        changed["codes"] = {
            guid: _frozen(content, f"codes.{guid}", rewrite) for guid, content in record.codes.items()
        }
    return replace(record, **changed) if changed else record


def _frozen(content: Mapping[str, Any], place: str, rewrite: Rewrite) -> dict[str, Any]:
    """Pass the words of a code through that is kept in a version of the codebook."""
    words = {name: content[name] for name in _FIELDS[Code] if name in content}
    return {**content, **{name: _passed(value, f"{place}.{name}", rewrite) for name, value in words.items()}}


def _passed(value: Any, name: str, rewrite: Rewrite) -> Any:
    if isinstance(value, str):
        return rewrite(name, value)
    if isinstance(value, tuple):
        return tuple(_passed(one, f"{name}.{n}", rewrite) for n, one in enumerate(value))
    if isinstance(value, dict):
        return {key: _passed(one, f"{name}.{key}", rewrite) for key, one in value.items()}
    return value


def joined(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Make edits that follow each other on one record a single one, in the order in which they began."""
    by_record: dict[tuple[type, str], Edit] = {}
    for edit in edits:
        guid = (type(edit.record), edit.record.id)
        if guid in by_record:
            before, after = by_record[guid].before, edit.after
            if before is None and after is None:
                del by_record[guid]
                continue
            by_record[guid] = Edit(before, after)
        else:
            by_record[guid] = edit
    return tuple(edit for edit in by_record.values() if edit.before != edit.after)
