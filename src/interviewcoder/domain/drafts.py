"""Records as files propose them: by name, before the study has taken them.

Owns shapes only. `formats` fills them, `gestures` turn them into changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewcoder.domain.records import AttributeKind, ByLanguage, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeDraft:
    """A code as a codebook file gives it, with the codes below it."""

    name: ByLanguage
    definition: ByLanguage = field(default_factory=dict)
    use: ByLanguage = field(default_factory=dict)
    avoid: ByLanguage = field(default_factory=dict)
    example: ByLanguage = field(default_factory=dict)
    colour: str = ""
    children: tuple[CodeDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingDraft:
    """A coding as a row gives it. `row` is the line in the file, for messages; the header is row 1.

    Either `start` and `end` or `quote` is enough. Empty `coder` means the study's own.
    """

    row: int
    transcript: str
    code: str
    start: int | None = None
    end: int | None = None
    quote: str = ""
    coder: str = ""
    memo: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeDraft:
    """A column of an attribute table: its name and the kind its values have."""

    name: str
    kind: AttributeKind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDraft:
    """A row of an attribute table: the key as written, and the values by attribute name."""

    row: int
    key: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeTable:
    """An attribute table as read. `key` is the header of the column that names the cases."""

    key: str
    attributes: tuple[AttributeDraft, ...]
    rows: tuple[CaseDraft, ...]
    warnings: tuple[str, ...] = ()
