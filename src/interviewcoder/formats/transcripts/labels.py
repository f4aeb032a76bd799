"""Which labels of a file are speakers: decided over the whole file, never line by line.

A label counts when it recurs or is a known role word, has at most four words, and is no sentence, no
event in brackets, no heading. The style that explains most lines wins. Must not build turns or
guess roles; what one label looks like is in `looks`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import name_key
from interviewcoder.formats.transcripts.looks import lower_case_name, name_like, plausible, without_aside
from interviewcoder.formats.transcripts.marks import STYLES, Mark
from interviewcoder.formats.transcripts.spelling import (
    all_roles,
    differs_little,
    known_role,
    stem,
    token_roles,
)
from interviewcoder.formats.transcripts.vocabulary import (
    ANSWERS,
    COLUMN_TITLES,
    EVERYONE,
    QUESTIONS,
    WEAK_ROLES,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_MOST_COMPARED: Final = 300
_UNMISTAKABLE: Final = frozenset({"bold", "clock", "clock first"})
_LOOSE: Final = frozenset(
    {"alone", "clock first", "stressed", "inline", "tab", "arrow", "dash", "dot", "gap"}
)
"""Styles ordinary lines have too: a label must recur in them, and labels must explain much of the file."""
_COLUMNS: Final = frozenset({"tab", "arrow", "gap"})
_NEVER_ONCE: Final = frozenset({"alone", "stressed", "dash", "dot", "gap"})
"""Styles in which a name seen once is none, however well the others explain the file."""
_SHARES: Final = {"dot": 0.3, "gap": 0.3, "guillemets": 0.3}
_KIN: Final = frozenset(
    {"bold", "bracket", "round", "angle", "curly", "colon", "clock", "clock first", "inline"}
)
_TOGETHER: Final = (("colon", "bold"), ("colon", "stressed"), ("colon", "bold", "stressed"))
"""Styles one file mixes: the interviewer's name in bold, the others' plain."""
_JOINING: Final = re.compile(r" (?:et|and|&|\+) |\s*[/+&]\s*|, ")
_SERIES: Final = re.compile(r"[^\W\d_][ _-]?\d{1,3}\Z")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known beforehand, folded: names in the header, labels a person said are (no) speakers."""

    known: Collection[str] = ()
    speakers: Collection[str] = frozenset()
    not_speakers: Collection[str] = frozenset()


def choose(marks: Sequence[Mark], *, lines: int, told: Told | None = None) -> list[Mark]:
    """Choose the marks at which turns begin; none when the file has no speakers.

    `lines` is how many lines hold something.
    """
    told = told or Told()
    by_style, lowly = _sorted_out(marks, told)
    best: list[Mark] = []
    for style in (*STYLES, *_TOGETHER):
        together = (style,) if isinstance(style, str) else style
        if len(together) > 1 and not all(by_style[one] for one in together):
            continue
        found = _one_a_line(mark for one in together for mark in by_style[one])
        accepted = _accepted(found, style=together[0], lines=lines, told=told)
        if len(accepted) > len(best):
            best = accepted
    if not best:
        return _lower_case(lowly, lines)
    by_style["colon"] += lowly
    return _with_kin(best, by_style, told)


def _sorted_out(marks: Sequence[Mark], told: Told) -> tuple[dict[str, list[Mark]], list[Mark]]:
    """Give the marks whose labels could be names, by style, and those with names in small letters."""
    by_style: dict[str, list[Mark]] = defaultdict(list)
    lowly: list[Mark] = []
    for mark in marks:
        if told.not_speakers and name_key(mark.name) in told.not_speakers:
            continue
        if plausible(mark.name, style=mark.style) or (told.speakers and name_key(mark.name) in told.speakers):
            by_style[mark.style].append(mark)
        elif mark.style == "colon" and lower_case_name(mark.name):
            lowly.append(mark)
    for found in by_style.values():
        numbered = sum(1 for mark in found if mark.numbered)
        if 0 < numbered * 2 < len(found):
            found[:] = [mark for mark in found if not mark.numbered]
    return by_style, lowly


def _one_a_line(marks: Iterable[Mark]) -> list[Mark]:
    chosen: dict[int, Mark] = {}
    for mark in marks:
        chosen.setdefault(mark.line, mark)
    return [chosen[line] for line in sorted(chosen)]


def _lower_case(lowly: Sequence[Mark], lines: int) -> list[Mark]:
    """Take names in small letters where they recur and explain most of the file."""
    counted = Counter(mark.name for mark in lowly)
    accepted = [mark for mark in lowly if counted[mark.name] > 1]
    several = len({mark.name for mark in accepted}) > 1
    return accepted if several and len(accepted) * 2 >= lines else []


def _accepted(marks: Sequence[Mark], *, style: str, lines: int, told: Told) -> list[Mark]:
    named = Counter(mark.name for mark in marks)
    keys = {name: name_key(name) for name in named}
    counted: Counter[str] = Counter()
    for name, times in named.items():
        counted[keys[name]] += times
    plain: Counter[str] = Counter()
    for key, times in counted.items():
        plain[without_aside(key) or key] += times
    known = " ".join(told.known)
    sure = {key for key, count in counted.items() if _counts(key, max(count, plain[key]), style, known)}
    if style in _COLUMNS and marks and counted[keys[marks[0].name]] == 1:
        sure -= COLUMN_TITLES & {keys[marks[0].name]}
    if sure <= WEAK_ROLES and len(sure) < 2:
        sure -= WEAK_ROLES
    if any(token_roles(key) for key in sure):
        sure |= {
            key for key in counted if known_role(key) and not (style in _COLUMNS and key in COLUMN_TITLES)
        }
    if style != "alone":
        sure |= _dialogue_of_two(counted, lines) if len(sure) < 2 else set()
        sure |= _seldom_names(marks, keys, counted, sure, lines)
        sure |= _named_roles(keys)
    sure |= _numbered_pairs(counted)
    sure |= counted.keys() & set(told.speakers)
    if len(counted) <= _MOST_COMPARED:
        sure |= {key for key in counted.keys() - sure if any(differs_little(key, other) for other in sure)}
    if len(sure) > 1:
        sure |= _of_a_series(counted, sure)
        people = sure | {without_aside(key) for key in sure}
        sure |= {key for key in counted.keys() - sure if _made_of(key, people)}
    accepted = [mark for mark in marks if keys[mark.name] in sure]
    told_so = any(keys[mark.name] in told.speakers for mark in accepted) if told.speakers else False
    return accepted if told_so or _convincing(accepted, sure, style, lines) else []


def _counts(key: str, count: int, style: str, known: str) -> bool:
    """Say whether a label counts: it recurs, is a role word, or was named in the header."""
    if not any(map(str.isalpha, key)) or key in EVERYONE:
        return False
    if (
        all_roles(key)
        and len(stem(key)) > 1
        and (style not in _LOOSE - {"alone", "clock first"} or count > 1)
    ):
        return True
    if style in _UNMISTAKABLE and len(key.split()) > 1:
        return True
    return count > 1 or (len(key) > 2 and f" {key} " in f" {known} ")


def _numbered_pairs(counted: Counter[str]) -> set[str]:
    """Take labels that number questions and answers: ``Q1``, ``R1``, ``Q2``, ``R2``."""
    stems = {key: stem(key) for key in counted if stem(key) in QUESTIONS | ANSWERS}
    asked = [key for key, word in stems.items() if word in QUESTIONS]
    return set(stems) if 1 < len(asked) < len(stems) else set()


def _made_of(key: str, sure: Collection[str]) -> bool:
    """Say whether a label is one of the sure ones with an aside, several of them, or everybody."""
    if key in EVERYONE or not any(map(str.isalpha, key)) or without_aside(key) in sure:
        return True
    parts = _JOINING.split(key)
    return len(parts) > 1 and all(part in sure for part in parts)


def _of_a_series(counted: Counter[str], sure: Collection[str]) -> set[str]:
    """Take ``P7`` seen once where P1 is sure."""
    series = {stem(without_aside(key)) for key in sure if _SERIES.search(without_aside(key))}
    return {
        key
        for key in counted.keys() - sure
        if _SERIES.search(without_aside(key)) and stem(without_aside(key)) in series
    }


def _dialogue_of_two(counted: Counter[str], lines: int) -> set[str]:
    """Take two labels that were seen once each when they explain most of a very short text."""
    if len(counted) == 2 and counted.total() * 2 >= lines:
        return set(counted)
    return set()


def _seldom_names(
    marks: Sequence[Mark], keys: Mapping[str, str], counted: Counter[str], sure: set[str], lines: int
) -> set[str]:
    """Take first and last names seen once among speakers that explain most of the text."""
    if sum(counted[key] for key in sure) * 2 < lines or len(sure) < 2:
        return set()
    loose = {mark.name for mark in marks if mark.style in _NEVER_ONCE}
    return {
        key
        for name, key in keys.items()
        if 2 <= len(name.split()) <= 3
        and name not in loose
        and all(token[0].isupper() for token in name.split())
    }


def _named_roles(keys: Mapping[str, str]) -> set[str]:
    """Take names that say their role: ``Interviewer, First``, ``Marie (Enquêtrice)``."""
    return {
        key
        for name, key in keys.items()
        if len(name.split()) > 1 and token_roles(name) and all(map(name_like, name.split()))
    }


def _convincing(accepted: Sequence[Mark], keys: set[str], style: str, lines: int) -> bool:
    """Say whether the accepted labels of a style make the file a dialogue."""
    if not accepted or (len(accepted) == 1 and lines > 3):
        return False
    roles = any(token_roles(key) for key in keys)
    share = len(accepted) / max(1, lines)
    if style in _SHARES or (style in _LOOSE and not roles):
        return (
            (len(keys) >= 2 or style == "dash") and len(accepted) >= 2 and share >= _SHARES.get(style, 0.15)
        )
    if len(keys) == 1 and not roles:
        return len(accepted) >= 2 and share >= 0.2
    return roles or len(accepted) >= 4 or share >= 0.2


def _with_kin(best: Sequence[Mark], by_style: dict[str, list[Mark]], told: Told) -> list[Mark]:
    """Add lines where a chosen label is written in another style: bold once, or without its time."""
    style = best[0].style
    keys = {name_key(name) for name in {mark.name for mark in best}} | set(told.speakers)
    kin: Iterable[str] = (
        _KIN | {"alone"}
        if style.startswith("clock")
        else _KIN | {"stressed"}
        if style in _KIN | {"stressed"}
        else {style, "clock"}
    )
    chosen = {mark.line: mark for mark in best}
    used = {mark.style for mark in best} if len(best) < 1000 else {style}
    for other in (name for name in STYLES if name in kin and used != {name}):
        for mark in by_style[other]:
            if mark.line not in chosen and name_key(mark.name) in keys:
                chosen[mark.line] = mark
    return [chosen[line] for line in sorted(chosen)]
