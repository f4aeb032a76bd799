"""The shapes of a report: one case through all codes, or one code through all cases.

Owns no computation. All texts are ready to be read, in the study's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewcoder.analysis.results import Quotation


@dataclass(frozen=True, slots=True)
class Extract:
    """A passage in a report: as read, and the paths of the codes it has there besides the section's."""

    quotation: Quotation
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One code of a case report, or one case of a theme report.

    `depth` is 0 for a theme or a case. `segments` counts all passages; `extracts` are those shown, key quotations
    first. `status` says what it means that there are none, where the study says so.
    """

    title: str
    depth: int = 0
    summary: str = ""
    segments: int = 0
    extracts: tuple[Extract, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report: what it is about, what is known of it, and its sections in order.

    `empty` are the titles of those without a passage, a summary or a status.
    """

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    empty: tuple[str, ...]
    empty_title: str
    notes: tuple[str, ...] = ()
