"""What one label looks like: a name, an abbreviation, an identifier, or the beginning of a sentence.

Must not count anything; whether a label is a speaker is decided over the whole file in `labels`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import fold
from interviewcoder.formats.transcripts.spelling import known_role, token_roles
from interviewcoder.formats.transcripts.vocabulary import (
    EVENTS,
    EVERYONE,
    FUNCTION_WORDS,
    NOT_SPEAKERS,
    PARTICLES,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_WORDS: Final = 4
_LONGEST_WITHOUT_SPACES: Final = 8
_ELIDED: Final = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=[^\W\d_])", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*")
_SENTENCE: Final = re.compile(r"[!?;…«»\"“”<>/=]|\.\.|[.](?=\s+[^\W\d_]{4,}\s+\S+\s+\S)")
_IDENTIFIER: Final = re.compile(r"[^\W\d_]{1,12}[ _-]?\d{1,3}", re.IGNORECASE)
_SHORT: Final = frozenset(
    {"colon", "bold", "stressed", "dash", "tab", "arrow", "dot", "gap", "angle", "curly", "hash"}
)
_WITH_EVENTS: Final = frozenset(
    {"bracket", "bold", "stressed", "round", "angle", "curly", "guillemets", "hash"}
)
_SET_OFF: Final = frozenset({"bracket", "round", "angle", "curly", "guillemets", "hash"})
_UPPER: Final = frozenset({"dash", "dot", "gap"})


def without_aside(name: str) -> str:
    """Give a label without what is in parentheses: ``Marie (rires)`` is Marie."""
    return _ASIDE.sub(" ", name).strip()


@lru_cache(maxsize=20_000)
def plausible(name: str, *, style: str) -> bool:
    """Say whether `name` could be somebody's label, by its looks alone."""
    if style == "colon" and not name.strip("?"):
        return len(name) <= 3
    bare = without_aside(name.replace("/", " et ") if style == "colon" else name)
    tokens = bare.split()
    if not tokens or _too_long(tokens) or _SENTENCE.search(bare) or not any(map(str.isalpha, bare)):
        return False
    said = _said_by_words(name, bare, [fold(token).strip(".,") for token in tokens], style)
    return _shaped(bare, tokens, style) if said is None else said


def _said_by_words(name: str, bare: str, folded: Sequence[str], style: str) -> bool | None:
    """Say what the words alone decide: events and sentences are no labels, roles are; None when nothing."""
    single = folded[0] if len(folded) == 1 else ""
    if style in _WITH_EVENTS and any(word in EVENTS for word in folded):
        return False
    if single in EVERYONE:
        return style in {"colon", "bold"}
    if known_role(bare):
        return style not in _UPPER or bare[0].isupper()
    begins_sentence = len(folded[0]) > 1 and folded[0] in FUNCTION_WORDS and not token_roles(name)
    return False if begins_sentence or single in NOT_SPEAKERS | EVENTS else None


def _too_long(tokens: Sequence[str]) -> bool:
    return len([token for token in tokens if fold(token) not in PARTICLES]) > _MOST_WORDS or len(tokens) > 7


def _shaped(bare: str, tokens: Sequence[str], style: str) -> bool:
    """Say whether the label is written as a name, an abbreviation or an identifier is."""
    if _IDENTIFIER.fullmatch(bare):
        return style not in _UPPER or bare[0].isupper()
    if (
        len(tokens) == 1
        and len(bare) <= 3
        and style in _SHORT
        and not (style in _SET_OFF and bare[0].islower())
    ):
        return bare.isalnum() and (style not in _UPPER or bare.isupper())
    if _without_case(bare):
        return len(bare) <= _LONGEST_WITHOUT_SPACES
    if (style in _SET_OFF and bare[0].islower()) or (style == "dot" and not bare.isupper()):
        return False
    roles = token_roles(bare)
    return bool(roles) or (not _lower_after_elision(bare) and all(map(name_like, tokens)))


def _without_case(bare: str) -> bool:
    """Say whether a label is in a script without capitals, and without spaces: 采访者."""
    first = bare[0]
    return first.isalpha() and first.upper() == first.lower()


def name_like(token: str) -> bool:
    """Say whether one word could be part of a name: it has a capital, a digit, or is a particle."""
    first = next((character for character in token if character.isalnum()), "")
    if not first:
        return token in {"&", "+", "-", "–"}
    return first.isupper() or first.isdigit() or fold(token) in PARTICLES or _ELIDED.match(token) is not None


def _lower_after_elision(bare: str) -> bool:
    return any(bare[found.end() : found.end() + 1].islower() for found in _ELIDED.finditer(bare))


@lru_cache(maxsize=20_000)
def lower_case_name(name: str) -> bool:
    """Say whether a label could be a first name in small letters."""
    word = fold(name)
    return 2 <= len(name) <= 15 and name.isalpha() and word not in FUNCTION_WORDS | NOT_SPEAKERS | EVENTS
