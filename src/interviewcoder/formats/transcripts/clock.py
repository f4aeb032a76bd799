"""Times in a recording as transcripts write them: ``0:22``, ``00:03:40.5``, ``1h09m31s``, ``12'30``.

Owns the one reading of a time into seconds and the patterns the turn grammar is made of. Must not
know speakers, lines or files.
"""

from __future__ import annotations

import re
from typing import Final

TIME: Final = r"\d{1,3}:\d{2}(?::\d{2}){0,2}(?:[.,]\d{1,4})?"
"""A time inside a running text, as a regular expression without groups; a fourth field is frames."""
_MINUTES: Final = r"(?:mn|min|m|['’′])"
_LONG: Final = rf"\d{{1,2}} ?h ?\d{{1,2}} ?{_MINUTES} ?\d{{1,2}} ?(?:sec|s)?"
_SHORT: Final = rf"\d{{1,3}} ?{_MINUTES} ?\d{{1,2}} ?(?:''|’’|[\"”″]|sec|s)?"
MARKED: Final = rf"(?:{TIME}|{_LONG}|{_SHORT})"
"""A time that stands in brackets, where more ways of writing one cannot be mistaken."""
TO: Final = r"[^\S\n]*(?:-->|->|→|[-–—]|\bto\b|\bà\b)[^\S\n]*"
"""What stands between the two ends of a time span."""
OPENING: Final = r"(?:\\?\[|[(#{<‹（［【])"
CLOSING: Final = r"(?:\\?\](?:\([^()\s]{0,200}\))?|[)#}>›）］】])"
"""What a time may stand in; a link may follow, as in ``[0:12](https://…)``."""

_PARTS: Final = re.compile(r"(?:(-?\d+):)?(-?\d+):(-?\d+)(?:[.,](-?)(\d{1,4}))?")
_FRAMES: Final = re.compile(r"(\d+:\d+:\d+):\d\d(?:[.,]\d+)?")
_SPELT: Final = re.compile(rf"(?:(\d{{1,2}}) ?h ?)?(\d{{1,3}}) ?{_MINUTES} ?(\d{{1,2}})\D*")


def stamp(name: str) -> str:
    """Give the pattern of a time or a time span in brackets; its groups are `name` and `name` with ``_end``."""
    return (
        rf"{OPENING}[^\S\n]*(?P<{name}>{MARKED}(?:-\d(?=#))?)(?:{TO}(?P<{name}_end>{MARKED}))?"
        rf"[^\S\n]*{CLOSING}"
    )


def seconds(text: str | None, *, thousandths: bool = False) -> float | None:
    """Give the seconds of a time, None when it is none.

    Some exports write every field as a bare number, ``0:0:10.20`` for 10 seconds and 20 milliseconds;
    `thousandths` says that the file does. Times before the recording began, ``0:0:-6.-820``, become 0.
    The tenths of ``00:02:31-4`` count; frames do not, their rate is not known.
    """
    written = (text or "").strip()
    if spelt := _SPELT.fullmatch(written):
        return float(int(spelt[1] or 0) * 3600 + int(spelt[2]) * 60 + int(spelt[3]))
    if frames := _FRAMES.fullmatch(written):
        written = frames[1]
    if written[-2:-1] == "-":
        written = f"{written[:-2]}.{written[-1]}"
    found = _PARTS.fullmatch(written)
    if not found:
        return None
    hours, minutes, whole, sign, fraction = found.groups()
    part = 0.0
    if fraction:
        part = int(fraction) / (1000 if thousandths or len(fraction) > 3 else 10 ** len(fraction))
    total = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + (-part if sign else part)
    return max(0.0, round(total, 3))
