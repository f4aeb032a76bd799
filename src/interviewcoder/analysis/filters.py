"""Which codings count: what a user asks for by name, and what it comes down to.

Owns both shapes. Resolving names is the study's business, applying a selection the store's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewcoder.domain.records import Guid, Role
    from interviewcoder.domain.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a user asks for, by name or path; an empty tuple filters nothing.

    `where` are pairs of attribute and value. `with_below` takes the codes below the named ones too. `text` are
    words the passage holds, `key` takes key quotations only, `combine` is a combination of codes (`combining`).
    `since` and `until` are days, ISO 8601 and both included: that the coding was made. `held_since` and `held_until`
    are the same of the interview; a transcript without a date is then left out.
    """

    codes: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    with_below: bool = True
    text: str = ""
    key: bool = False
    combine: str = ""
    since: str = ""
    until: str = ""
    held_since: str = ""
    held_until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which codings count, by identity; None filters nothing.

    Roles are of the turn a passage begins in; `at` takes the codings on exactly that span;
    `since` and `until` are the days they were made, ISO 8601, both included.
    """

    codes: frozenset[Guid] | None = None
    transcripts: frozenset[Guid] | None = None
    coders: frozenset[Guid] | None = None
    roles: frozenset[Role] | None = None
    key: bool = False
    codings: frozenset[Guid] | None = None
    at: Span | None = None
    since: str = ""
    until: str = ""
