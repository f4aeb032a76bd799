"""Times in a recording as transcripts write them: ``0:22``, ``00:03:40.5``, ``01:02:03,004``.

Owns the one reading of a time into seconds and the patterns the turn grammar is made of. Must not
know speakers, lines or files.
"""

from __future__ import annotations

import re
from typing import Final

TIME: Final = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,4})?"
"""A time inside a running text, as a regular expression without groups."""
TO: Final = r"[^\S\n]*(?:-->|->|[-–—]|\bto\b|\bà\b)[^\S\n]*"
"""What stands between the two ends of a time span."""

_PARTS: Final = re.compile(r"(?:(-?\d+):)?(-?\d+):(-?\d+)(?:[.,](-?)(\d{1,4}))?")


def seconds(text: str | None, *, thousandths: bool = False) -> float | None:
    """Give the seconds of a time, None when it is none.

    Some exports write every field as a bare number, ``0:0:10.20`` for 10 seconds and 20 milliseconds;
    `thousandths` says that the file does. Times before the recording began, ``0:0:-6.-820``, become 0.
    """
    found = _PARTS.fullmatch((text or "").strip())
    if not found:
        return None
    hours, minutes, whole, sign, fraction = found.groups()
    part = 0.0
    if fraction:
        part = int(fraction) / (1000 if thousandths or len(fraction) > 3 else 10 ** len(fraction))
    total = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + (-part if sign else part)
    return max(0.0, round(total, 3))
