"""Dates as people write them in French and English, and which of them are certain.

Must not know headers; it is given a text.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from interviewcoder.domain.text import fold

_MONTHS: Final = (
    "janvier january janv jan", "fevrier february fevr fev feb", "mars march mar", "avril april avr apr",
    "mai may", "juin june jun", "juillet july juil jul", "aout august aou aug",
    "septembre september sept sep", "octobre october oct", "novembre november nov",
    "decembre december dec",
)  # fmt: skip
_MONTH_OF: Final = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_WORD: Final = r"(?P<month>[^\W\d_]{3,9})\.?"
_PATTERNS: Final = (
    re.compile(r"(?<![\d./-])(?P<year>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d/-])"),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|e)?(?: of)?[ \u00a0/-]{_WORD},?[ \u00a0/-](?P<year>\d{{4}})(?!\d)"
    ),
    re.compile(rf"(?<!\w){_WORD} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)"),
    re.compile(
        r"(?<![\d./-])(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)(?P<year>\d{4})(?![\d/-])"
    ),
)


def find(text: str, *, french: bool = False) -> tuple[str, str] | None:
    """Give the first date in `text` as written, and in ISO 8601; the latter empty where it is not certain."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            groups = found.groupdict()
            if "month" in groups and fold(groups["month"]) not in _MONTH_OF:
                continue
            return found.group(), _iso(groups, french=french)
    return None


def _iso(groups: dict[str, str], *, french: bool) -> str:
    year = int(groups["year"])
    if "one" in groups:
        one, two = int(groups["one"]), int(groups["two"])
        if one > 12 or french or groups["sep"] == "." or one == two:
            return _checked(year, two, one)
        return _checked(year, one, two) if two > 12 else ""
    month = _MONTH_OF[fold(groups["month"])] if "month" in groups else int(groups["m"])
    return _checked(year, month, int(groups["day"]))


def _checked(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
