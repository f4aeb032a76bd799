"""Names near another: which of those there are a person may have meant.

Owns nearness alone; nothing is chosen in somebody's place: what is near is named in a sentence, or a new name that
looks like a slip is refused.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST: Final = 3
"""No sentence offers more names than these."""
_MAYBE_MEANT: Final = 0.6
_A_SLIP: Final = 0.74
"""How alike names must be for one to be a slip for the other: one letter of four apart, Mark and Marc."""


def near(name: str, known: Iterable[str]) -> list[str]:
    """Give the known names that begin with `name` or hold all its words; when there are none, the one most like it."""
    keys = _by_key(known)
    wanted = name_key(name)
    if not wanted:
        return []
    holding = [known_name for key, known_name in keys.items() if _holds(key, wanted)]
    return holding[:MOST] or [keys[key] for key in get_close_matches(wanted, keys, n=1, cutoff=_MAYBE_MEANT)]


def slips(name: str, known: Iterable[str]) -> list[str]:
    """Give the known names that a new name may be a slip for: nearly the same, or the same with a word more or less.

    Names that differ in a number or a single letter only (Coder 1, Coder 2) differ on purpose.
    """
    keys = _by_key(known)
    wanted = name_key(name)
    alike = {*get_close_matches(wanted, keys, n=MOST, cutoff=_A_SLIP)}
    alike |= {key for key in keys if _holds(key, wanted) or _holds(wanted, key)}
    return [name for key, name in keys.items() if key in alike and not _told_apart(key, wanted)][:MOST]


def _by_key(known: Iterable[str]) -> dict[str, str]:
    return {name_key(one): one for one in known}


def _holds(key: str, wanted: str) -> bool:
    return bool(wanted) and (key.startswith(wanted) or set(wanted.split()) <= set(key.split()))


def _told_apart(one: str, other: str) -> bool:
    """Say whether two names differ, and only in words that number them."""
    return all(_numbers(words, beside) for words, beside in ((one, other), (other, one)))


def _numbers(words: str, beside: str) -> bool:
    theirs: Sequence[str] = beside.split()
    return all(len(word) == 1 or any(map(str.isdigit, word)) for word in words.split() if word not in theirs)
