"""Combinations of codes: ``Budget AND Équipe``, ``Budget WITHOUT (Équipe OR Temps)``, ``Budget NEAR/2 Équipe``.

Owns the little language and which codings a combination leaves. Must not know how codes are found by name, nor
where codings come from.

A name stands for the codings of a code and of those below it. ``A AND B`` leaves the codings of A that share a
character with one of B, and those of B that share one with one of A. ``A OR B`` leaves both, ``A WITHOUT B`` the
codings of A that share no character with one of B. ``A NEAR B`` leaves those of each that stand at most one turn
from one of the other in the same transcript; ``NEAR/3`` says three. AND, WITHOUT and NEAR bind alike, from the
left; OR binds less; brackets decide. The words are understood in French too: ET, OU, SANS, PRÈS.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from interviewcoder.domain.records import Guid

Joint: TypeAlias = Literal["and", "or", "without", "near"]
_WORDS: Final[dict[str, Joint]] = {
    "AND": "and", "ET": "and", "OR": "or", "OU": "or", "WITHOUT": "without", "NOT": "without", "SANS": "without",
    "NEAR": "near", "PRES": "near", "PRÈS": "near",
}  # fmt: skip
_TOKEN: Final = re.compile(
    r'\s*(?:(?P<bracket>[()])|"(?P<quoted>[^"]*)"|«\s*(?P<french>[^»]*?)\s*»|(?P<word>[^\s()"«]+))'
)
_JOINT: Final = re.compile(r"(?P<name>\w+)(?:/(?P<turns>\d{1,4}))?")
_DEEPEST: Final = 50


class Placed(NamedTuple):
    """A coding as far as it matters here; turns are None outside any turn."""

    id: Guid
    transcript: Guid
    start: int
    end: int
    code: Guid
    first_turn: int | None
    last_turn: int | None


@dataclass(frozen=True, slots=True)
class Name:
    """A code, as somebody named it."""

    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two combinations joined; `turns` only for ``near``."""

    joint: Joint
    left: Combination
    right: Combination
    turns: int = 1


Combination: TypeAlias = Name | Pair


def parse(text: str) -> Combination:
    """Read a combination. Raises `Refused`, which says what is wrong and where."""
    return _Parser(text).whole()


def names_in(combination: Combination) -> Iterator[str]:
    """Give the names of codes a combination is made of, from left to right."""
    if isinstance(combination, Name):
        yield combination.text
    else:
        yield from names_in(combination.left)
        yield from names_in(combination.right)


class _Parser:
    """Reads a combination from left to right."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0

    def whole(self) -> Combination:
        found = self._either(0)
        if self._at < len(self._tokens):
            raise Refused(
                _("The combination ends with a bracket too many: “{rest}”.").format(rest=self._rest())
            )
        return found

    def _rest(self) -> str:
        return " ".join(text for _kind, text in self._tokens[self._at :])

    def _joint(self) -> tuple[Joint, int] | None:
        if self._at == len(self._tokens) or self._tokens[self._at][0] != "word":
            return None
        return _joint_of(self._tokens[self._at][1])

    def _either(self, depth: int) -> Combination:
        found = self._both(depth)
        while (joint := self._joint()) and joint[0] == "or":
            self._at += 1
            found = Pair("or", found, self._both(depth))
        return found

    def _both(self, depth: int) -> Combination:
        found = self._one(depth)
        while (joint := self._joint()) and joint[0] != "or":
            self._at += 1
            found = Pair(joint[0], found, self._one(depth), joint[1])
        return found

    def _one(self, depth: int) -> Combination:
        if depth > _DEEPEST:
            raise Refused(_("The combination has too many brackets inside each other."))
        if self._at == len(self._tokens) or self._joint():
            raise Refused(
                _("A code is missing in the combination, before “{rest}”.").format(rest=self._rest() or "–")
            )
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "quoted":
            return Name(text)
        if text == "(":
            found = self._either(depth + 1)
            if self._at == len(self._tokens) or self._tokens[self._at] != ("bracket", ")"):
                raise Refused(_("A bracket is not closed in the combination."))
            self._at += 1
            return found
        if text == ")":
            raise Refused(_("A code is missing in the combination, before “{rest}”.").format(rest=")"))
        words = [text]
        while self._at < len(self._tokens) and self._tokens[self._at][0] == "word" and not self._joint():
            words.append(self._tokens[self._at][1])
            self._at += 1
        return Name(" ".join(words))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Refused(_("A quotation mark is not closed in the combination."))
        at = match.end()
        if match["bracket"]:
            yield "bracket", match["bracket"]
        elif match["word"]:
            yield "word", match["word"]
        else:
            yield "quoted", match["quoted"] if match["quoted"] is not None else match["french"]


def _joint_of(word: str) -> tuple[Joint, int] | None:
    """Give the joint a word is: the words are written in capitals, so that a code may be called “et”."""
    match = _JOINT.fullmatch(word)
    if match is None or match["name"] not in _WORDS:
        return None
    joint = _WORDS[match["name"]]
    if match["turns"] and joint != "near":
        return None
    return joint, int(match["turns"] or 1)


# Which codings are left


def left_by(
    combination: Combination, codings: Sequence[Placed], codes_of: Callable[[str], Collection[Guid]]
) -> frozenset[Guid]:
    """Give the codings a combination leaves. `codes_of` gives the codes a name stands for."""
    by_transcript: dict[Guid, list[Placed]] = {}
    for coding in codings:
        by_transcript.setdefault(coding.transcript, []).append(coding)
    found: set[Guid] = set()
    meant = {name: frozenset(codes_of(name)) for name in names_in(combination)}
    for here in by_transcript.values():
        found.update(coding.id for coding in _left(combination, here, meant))
    return frozenset(found)


def _left(
    combination: Combination, here: Sequence[Placed], meant: dict[str, frozenset[Guid]]
) -> list[Placed]:
    if isinstance(combination, Name):
        return [coding for coding in here if coding.code in meant[combination.text]]
    left, right = _left(combination.left, here, meant), _left(combination.right, here, meant)
    if combination.joint == "or":
        return _together(left, right)
    if combination.joint == "without":
        touched = _Ranges((coding.start, coding.end) for coding in right)
        return [coding for coding in left if not touched.meet(coding.start, coding.end)]
    if combination.joint == "and":
        return _mutual(left, right, lambda coding: (coding.start, coding.end))
    reach = combination.turns
    return _mutual(
        left, right,
        lambda coding: None if coding.first_turn is None else (coding.first_turn, (coding.last_turn or 0) + reach + 1),
    )  # fmt: skip


def _together(left: Sequence[Placed], right: Sequence[Placed]) -> list[Placed]:
    known = {coding.id for coding in left}
    return [*left, *(coding for coding in right if coding.id not in known)]


def _mutual(
    left: Sequence[Placed], right: Sequence[Placed], range_of: Callable[[Placed], tuple[int, int] | None]
) -> list[Placed]:
    """Give the codings of each side whose range meets one of the other side."""
    ranges = [_Ranges(at for coding in side if (at := range_of(coding))) for side in (left, right)]
    kept = [
        [coding for coding in side if (at := range_of(coding)) and other.meet(*at)]
        for side, other in ((left, ranges[1]), (right, ranges[0]))
    ]
    return _together(*kept)


class _Ranges:
    """Half-open ranges, asked whether any of them meets another one, in logarithmic time."""

    def __init__(self, ranges: Iterator[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _end in ordered]
        self._furthest = list(accumulate((end for _start, end in ordered), max))

    def meet(self, start: int, end: int) -> bool:
        """Say whether a range shares something with one of these."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start
