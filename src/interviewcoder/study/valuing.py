"""Reading one value that somebody types, as the kind of its attribute wants it.

Owns that step only: how numbers and dates are written is known in `formats.values`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import name_key
from interviewcoder.formats.values import read_number, recognise
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewcoder.domain.records import Attribute, AttributeKind, Value

_FLAGS: Final = {"1": True, "0": False}
_REFUSALS: Final[Mapping[AttributeKind, str]] = {
    "number": N_("“{value}” is not a number, and “{attribute}” holds numbers. Write it like 12 or 12.5."),
    "date": N_(
        "“{value}” is not a day of the calendar, and “{attribute}” holds dates. Write it like 2014-01-31 or 31/01/2014."
    ),
    "boolean": N_("“{value}” is neither yes nor no, and “{attribute}” holds one of them. Write yes or no."),
}


def read_value(attribute: Attribute, text: str) -> Value:
    """Read what was typed for an attribute; a choice is given as it is written in the list.

    Raises `Refused` when it does not fit the kind.
    """
    text = text.strip()
    if attribute.kind == "choice":
        return next((known for known in attribute.choices if name_key(known) == name_key(text)), text)
    if attribute.kind == "text":
        return text
    value = _fitting(attribute.kind, text)
    if value is None:
        raise Refused(_(_REFUSALS[attribute.kind]).format(value=text, attribute=attribute.name))
    return value


def _fitting(kind: AttributeKind, text: str) -> Value | None:
    if kind == "number":
        return read_number(text)
    if kind == "boolean" and text in _FLAGS:
        return _FLAGS[text]
    column = recognise([text])
    return column.values[0] if column.kind == kind else None
