"""Names too long for where they stand, cut so that no two that differ look the same.

Owns the cutting. Must not know where the names stand: how wide a text is, is told.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CUT: Final = "…"


def cut(text: str, room: int, width: Callable[[str], int] = len) -> str:
    """Give the beginning of a text where there is no room for all of it."""
    if width(text) <= room:
        return text
    while text and width(text) > room - 1:
        text = text[:-1]
    return text.rstrip() + _CUT


def cut_within(text: str, room: int, width: Callable[[str], int] = len) -> str:
    """Give the beginning and the end of a text where there is no room for all of it."""
    if width(text) <= room:
        return text
    end = text
    while end and width(end) > room // 2:
        end = end[1:]
    return cut(text, room - width(end), width) + end.lstrip()


def distinct(names: Sequence[str], room: int, width: Callable[[str], int] = len) -> list[str]:
    """Cut names to `room` at their end, or within where that tells no two apart; where nothing does, they stay whole."""
    short = [cut(name, room, width) for name in names]
    within = [cut_within(name, room, width) for name in names]
    alike, alike_within = _alike(names, short), _alike(names, within)
    chosen = [
        name if other in alike_within else other if one in alike else one
        for name, one, other in zip(names, short, within, strict=True)
    ]
    return chosen if not _alike(names, chosen) else list(names)


def _alike(names: Sequence[str], short: Sequence[str]) -> set[str]:
    """Give what stands for several names that differ."""
    meant: dict[str, set[str]] = defaultdict(set)
    for name, one in zip(names, short, strict=True):
        meant[one].add(name)
    return {one for one, all_of_them in meant.items() if len(all_of_them) > 1}
