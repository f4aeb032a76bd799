"""Reading the figures a workbook left with, whatever was done to its sheets since.

Owns finding them on the hidden sheet. What has changed in the study since is `study.verifying`'s.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from interviewcoder.formats.workbook.meta import SHEET
from interviewcoder.formats.workbook.opening import meta_rows, opened

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Exported:
    """What a workbook says of itself: whose it is, when and how it was made, its names and its figures by id.

    `figures` are segments by (code, case), `totals` segments and cases of a code; what is not there was 0. `whole` is
    false for a file made before figures were kept.
    """

    study: str = ""
    made: str = ""
    filters: dict[str, Any] = field(default_factory=dict)
    rolled_up: bool = True
    whole: bool = False
    codes: dict[str, str] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    figures: dict[tuple[str, str], int] = field(default_factory=dict)
    totals: dict[str, tuple[int, int]] = field(default_factory=dict)


def read_exported(path: Path) -> Exported:
    """Read what a workbook left with. Raises `NotFound`, or `Unreadable` when it is none of ours or damaged."""
    return opened(path, _read, read_only=True)


def _read(book: Any) -> Exported:
    found = Exported()
    for kind, first, second, value, _sheet, note in meta_rows(book[SHEET]):
        if kind == "file":
            _note(found, first, value)
        elif kind in {"code", "case"}:
            (found.codes if kind == "code" else found.cases)[first] = value
        elif kind in {"figure", "total"}:
            with suppress(ValueError):
                if kind == "figure":
                    found.figures[first, second] = int(value)
                else:
                    found.totals[first] = (int(value), int(note))
    return found


def _note(found: Exported, what: str, value: str) -> None:
    if what in {"study", "made"}:
        setattr(found, what, value)
    elif what == "rolled_up":
        found.rolled_up = value == "1"
    elif what == "filters":
        found.filters, found.whole = json.loads(value), True
