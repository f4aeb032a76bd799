"""What a conflict is about, in a sentence: the thing, what was expected of it, what is there, who did it and when.

Owns the words. No words of a transcript are in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.errors import Conflict
from interviewcoder.domain.records import (
    Attribute,
    Case,
    Code,
    Coder,
    Coding,
    Edition,
    Finished,
    Memo,
    Pending,
    Speaker,
    Status,
    Summary,
    Transcript,
)
from interviewcoder.locales import N_, _
from interviewcoder.study import merge_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.domain.colliding import Collision
    from interviewcoder.domain.records import Record
    from interviewcoder.study.study import Study

_SILENT: Final = frozenset(
    {"id", "made", "position", "quote", "origin", "metadata", "version", "length", "words"}
)
"""Fields whose values say nothing to a reader, or hold words of a transcript."""
_LONGEST: Final = 60
_MOST: Final = 3


def told(study: Study, conflict: Conflict) -> Conflict:
    """Give a conflict with a sentence that names both versions; as it is when nothing more is known."""
    collision = conflict.collision
    if collision is None:
        return conflict
    parts = [_happened(study, collision)]
    if collision.base is not None and collision.theirs is not None:
        parts += list(_differences(study, collision.base, collision.theirs))[:_MOST]
    parts.append(_("Nothing was changed; look and try again."))
    return Conflict(" ".join(parts), collision)


def _happened(study: Study, collision: Collision) -> str:
    there = collision.theirs or collision.base or collision.ours
    assert there is not None
    facts = {"thing": thing(study, there), "who": collision.by or _("somebody"), "when": when(collision.at)}
    if collision.theirs is None:
        return _("{thing} was removed by {who} ({when}).").format(**facts)
    if collision.base is None:
        return _("{thing} is there already, from {who} ({when}).").format(**facts)
    return _("{thing} was changed by {who} ({when}).").format(**facts)


_NAMED: Final[dict[type[Any], str]] = {
    Case: N_("The case “{name}”"), Transcript: N_("The transcript “{name}”"), Attribute: N_("The attribute “{name}”"),
    Speaker: N_("The speaker “{name}”"), Coder: N_("The coder “{name}”"),
    Edition: N_("The version of the codebook “{name}”"),
}  # fmt: skip
_IN_A_PLACE: Final[dict[type[Any], tuple[str, str, str]]] = {
    Summary: (N_("The summary of “{one}” under “{other}”"), "case", "code"),
    Coding: (N_("A coding with “{one}” in “{other}”"), "code", "transcript"),
    Status: (N_("What is said of “{one}” in “{other}”"), "code", "transcript"),
    Finished: (N_("What “{one}” has finished of “{other}”"), "coder", "transcript"),
    Pending: (N_("A coding with “{one}” that waits in “{other}”"), "code", "transcript"),
}


def thing(study: Study, record: Record) -> str:
    """Name a record, with the article it begins a sentence with."""
    if isinstance(record, Code):
        path = merge_words.name_of(record.id, study) or next(iter(record.name.values()), "")
        return _("The code “{name}”").format(name=path)
    if isinstance(record, Memo):
        return _("The memo “{text}”").format(text=_short(record.text))
    kind: Any = type(record)
    if kind in _NAMED:
        return _(_NAMED[kind]).format(name=getattr(record, "name", ""))
    if kind not in _IN_A_PLACE:
        return _("What you changed")
    words, one, other = _IN_A_PLACE[kind]
    return _(words).format(
        one=merge_words.name_of(getattr(record, one), study),
        other=merge_words.name_of(getattr(record, other), study),
    )


def when(at: str) -> str:
    """Give a time of the history as the clock on the wall says it."""
    with suppress(ValueError):  # empty, or damaged
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    return _("no time known")


def _differences(study: Study, base: Record, theirs: Record) -> Iterator[str]:
    for field in fields(base):
        if field.name in _SILENT:
            continue
        was, now = getattr(base, field.name), getattr(theirs, field.name)
        if isinstance(was, Mapping):
            for key in dict.fromkeys([*was, *now]):
                yield from _difference(study, f"{field.name}.{key}", was.get(key, ""), now.get(key, ""))
        else:
            yield from _difference(study, field.name, was, now)


def _difference(study: Study, field: str, was: Any, now: Any) -> Iterator[str]:
    if was != now:
        yield _("{field}: you saw “{was}”, now it is “{now}”.").format(
            field=merge_words.field_name(field, study), was=_value(was, study), now=_value(now, study)
        )


def _value(value: Any, study: Study) -> str:
    return "" if value is None else _short(merge_words.value(value, study))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
