"""Which labels of a file are speakers: decided over the whole file, never line by line.

A label counts when it recurs or is a known role word, has at most four words, and is no sentence, no
event in brackets, no heading. The style that explains most lines wins. Must not build turns or
guess roles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import fold, name_key
from interviewcoder.formats.transcripts.marks import STYLES, Mark
from interviewcoder.formats.transcripts.spelling import (
    all_roles,
    differs_little,
    known_role,
    stem,
    token_roles,
)
from interviewcoder.formats.transcripts.vocabulary import (
    EVENTS,
    FUNCTION_WORDS,
    NOT_SPEAKERS,
    PARTICLES,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_MOST_WORDS: Final = 4
_MOST_COMPARED: Final = 300
_ELIDED: Final = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=[^\W\d_])", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\([^()]*\)")
_SENTENCE: Final = re.compile(r"[!?;…«»\"“”<>/=]|\.\.|[.](?=\s+[^\W\d_]{4,}\s+\S+\s+\S)")
_IDENTIFIER: Final = re.compile(r"[^\W\d_]{1,12}[ _-]?\d{1,3}", re.IGNORECASE)
_UNMISTAKABLE: Final = frozenset({"bold", "clock", "clock first"})
_KIN: Final = frozenset({"bold", "bracket", "colon", "clock", "clock first"})


@lru_cache(maxsize=20_000)
def plausible(name: str, *, style: str) -> bool:
    """Say whether `name` could be somebody's label, by its looks alone."""
    bare = _ASIDE.sub(" ", name).strip()
    tokens = bare.split()
    if not tokens or len(tokens) > _MOST_WORDS or _SENTENCE.search(bare) or not any(map(str.isalpha, bare)):
        return False
    folded = [fold(token).strip(".,") for token in tokens]
    if any(word in EVENTS for word in folded) and style in {"bracket", "bold"}:
        return False
    if known_role(bare):
        return True
    if len(tokens) == 1 and folded[0] in NOT_SPEAKERS | EVENTS:
        return False
    if len(folded[0]) > 1 and folded[0] in FUNCTION_WORDS and not token_roles(name):
        return False
    return _shaped(bare, tokens, style)


def _shaped(bare: str, tokens: Sequence[str], style: str) -> bool:
    """Say whether the label is written as a name, an abbreviation or an identifier is."""
    if _IDENTIFIER.fullmatch(bare):
        return True
    if style == "bracket" and not bare[0].isupper():
        return False
    if len(tokens) == 1 and len(bare) <= 3 and style in {"colon", "bold", "dash", "tab"}:
        return bare.isalnum() and (style != "dash" or bare.isupper())
    if _lower_after_elision(bare) and not token_roles(bare):
        return False
    return bool(token_roles(bare)) or all(_name_like(token) for token in tokens)


def _name_like(token: str) -> bool:
    first = next((character for character in token if character.isalnum()), "")
    return bool(first) and (
        first.isupper() or first.isdigit() or fold(token) in PARTICLES or _ELIDED.match(token) is not None
    )


def _lower_after_elision(bare: str) -> bool:
    return any(bare[found.end() : found.end() + 1].islower() for found in _ELIDED.finditer(bare))


def choose(marks: Sequence[Mark], *, lines: int, known: Collection[str]) -> list[Mark]:
    """Choose the marks at which turns begin; none when the file has no speakers.

    `lines` is how many lines hold something; `known` are folded names told in the file's header.
    """
    by_style: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if plausible(mark.name, style=mark.style):
            by_style[mark.style].append(mark)
    best: list[Mark] = []
    for style in STYLES:
        accepted = _accepted(by_style[style], style=style, lines=lines, known=known)
        if len(accepted) > len(best):
            best = accepted
    return _with_kin(best, by_style) if best else []


def _accepted(marks: Sequence[Mark], *, style: str, lines: int, known: Collection[str]) -> list[Mark]:
    named = Counter(mark.name for mark in marks)
    keys = {name: name_key(name) for name in named}
    counted: Counter[str] = Counter()
    for name, times in named.items():
        counted[keys[name]] += times
    told = " ".join(known)
    sure = {key for key, count in counted.items() if _counts(key, count, style, told)}
    if any(token_roles(key) for key in sure):
        sure |= {key for key in counted if known_role(key)}
    if style != "alone":
        sure |= _dialogue_of_two(counted, lines) if len(sure) < 2 else set()
        sure |= _seldom_names(keys, counted, sure, lines)
        sure |= _named_roles(keys)
    if len(counted) <= _MOST_COMPARED:
        sure |= {key for key in counted.keys() - sure if any(differs_little(key, other) for other in sure)}
    accepted = [mark for mark in marks if keys[mark.name] in sure]
    return accepted if _convincing(accepted, sure, style, lines) else []


def _counts(key: str, count: int, style: str, told: str) -> bool:
    """Say whether a label counts: it recurs, is a role word, or was named in the header."""
    if all_roles(key) and len(stem(key)) > 1 and (style != "tab" or count > 1):
        return True
    if style in _UNMISTAKABLE and len(key.split()) > 1:
        return True
    return count > 1 or (len(key) > 2 and f" {key} " in f" {told} ")


def _dialogue_of_two(counted: Counter[str], lines: int) -> set[str]:
    """Take two labels that were seen once each when they explain most of a very short text."""
    if len(counted) == 2 and counted.total() * 2 >= lines:
        return set(counted)
    return set()


def _seldom_names(keys: Mapping[str, str], counted: Counter[str], sure: set[str], lines: int) -> set[str]:
    """Take first and last names seen once among speakers that explain most of the text."""
    if sum(counted[key] for key in sure) * 2 < lines or len(sure) < 2:
        return set()
    return {
        key
        for name, key in keys.items()
        if 2 <= len(name.split()) <= 3 and all(token[0].isupper() for token in name.split())
    }


def _named_roles(keys: Mapping[str, str]) -> set[str]:
    """Take names that say their role: ``Interviewer, First``, ``Marie (Enquêtrice)``."""
    return {
        key
        for name, key in keys.items()
        if len(name.split()) > 1 and token_roles(name) and all(map(_name_like, name.split()))
    }


def _convincing(accepted: Sequence[Mark], keys: set[str], style: str, lines: int) -> bool:
    """Say whether the accepted labels of a style make the file a dialogue."""
    if not accepted or (len(accepted) == 1 and lines > 3):
        return False
    roles = any(token_roles(key) for key in keys)
    share = len(accepted) / max(1, lines)
    if style in {"alone", "tab", "dash", "clock first"} and not roles:
        return (len(keys) >= 2 or style == "dash") and len(accepted) >= 2 and share >= 0.15
    if len(keys) == 1 and not roles:
        return len(accepted) >= 2 and share >= 0.2
    return roles or len(accepted) >= 4 or share >= 0.2


def _with_kin(best: Sequence[Mark], by_style: dict[str, list[Mark]]) -> list[Mark]:
    """Add lines where a chosen label is written in another style: bold once, or without its time."""
    style = best[0].style
    keys = {name_key(name) for name in {mark.name for mark in best}}
    kin: Iterable[str] = (
        _KIN | {"alone"} if style.startswith("clock") else _KIN if style in _KIN else {style, "clock"}
    )
    chosen = {mark.line: mark for mark in best}
    for other in (name for name in STYLES if name in kin and name != style):
        for mark in by_style[other]:
            if name_key(mark.name) in keys:
                chosen.setdefault(mark.line, mark)
    return [chosen[line] for line in sorted(chosen)]
