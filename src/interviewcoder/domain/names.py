"""Finding names in texts: whole words, whatever their case, accents, apostrophes and spaces.

Owns what a name is made of and where one begins and ends. What names there are is asked of a `Lookup`, so that the
same rules serve a list of names and one of which only fingerprints are known. Changes no text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from interviewcoder.domain.text import fold, fold_with_origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Shape: TypeAlias = tuple[str, ...]
"""A name as it is compared: its words, folded, and what stands between them, by turns."""

_WORD: Final = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_HYPHENS: Final = str.maketrans("\u2010\u2011", "--")
_POINTING: Final = re.compile(r"(?<=\w)[-\u2010\u2011](?:la|ci|meme)$")
_ELIDED: Final = frozenset(
    {"d", "l", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"}
)
_GAPS: Final = re.compile(r"[ _]+")


class Named(NamedTuple, Generic[T]):
    """A name found in a text, at `start` to `end`, and what the lookup knows of it."""

    start: int
    end: int
    known: T


class Lookup(Protocol[T_co]):
    """What names there are."""

    def longest(self, word: str) -> int:
        """Give how many words the longest name has that begins with a folded word; 0 when none does."""

    def get(self, shape: Shape, *, capital: bool) -> T_co | None:
        """Give what is known of a name; `capital` says whether it is written with one at its beginning."""


class _Word(NamedTuple):
    start: int
    end: int
    word: str


class Names(Generic[T]):
    """A lookup in a list: names, each with what is known of it and whether it counts only with its capital."""

    def __init__(self, names: Iterable[tuple[str, T, bool]]) -> None:
        self._known: dict[Shape, tuple[T, bool]] = {}
        self._longest: dict[str, int] = {}
        for name, known, as_written in names:
            shape = shape_of(name)
            if not shape:
                continue
            self._known.setdefault(shape, (known, as_written and begins_with_capital(name)))
            self._longest[shape[0]] = max(self._longest.get(shape[0], 0), words_of(shape))

    def longest(self, word: str) -> int:
        """Give how many words the longest name has that begins with a folded word."""
        return self._longest.get(word, 0)

    def get(self, shape: Shape, *, capital: bool) -> T | None:
        """Give what is known of a name."""
        known, needs_capital = self._known.get(shape, (None, False))
        return None if needs_capital and not capital else known

    def __bool__(self) -> bool:
        return bool(self._known)


def begins_with_capital(name: str) -> bool:
    """Say whether the first letter of a name is a capital."""
    return next(filter(str.isalnum, name), "").isupper()


def words_of(shape: Shape) -> int:
    """Give how many words a name has."""
    return (len(shape) + 1) // 2


def shape_of(name: str) -> Shape:
    """Give a name as it is compared; nothing for one without a letter or digit."""
    folded = fold(name)
    words = list(_words(folded))
    pieces: list[str] = []
    for n, word in enumerate(words):
        if n:
            pieces.append(_gap(folded, words[n - 1], word))
        pieces.append(word.word)
    return tuple(pieces)


def distinct_words(text: str) -> set[str]:
    """Give the folded words of a text, once each."""
    return {_bare(word).translate(_HYPHENS) for word in set(_WORD.findall(fold(text)))}


def find(text: str, lookup: Lookup[T], walls: Sequence[int] = ()) -> Iterator[Named[T]]:
    """Find names from the left, the longest at each place; none reaches over one of the `walls`, in order.

    A word with hyphens is one word, so that Pierre is not found in Jean-Pierre; an elided article before a name
    and a possessive after it do not belong to it.
    """
    folded, origin = _folded(text)
    words = list(_words(folded))
    n = 0
    while n < len(words):
        most = lookup.longest(words[n].word)
        found = _longest_at(text, folded, origin, words, n, most, lookup, walls) if most else None
        if found is None:
            n += 1
            continue
        count, named = found
        yield named
        n += count


def _longest_at(
    text: str, folded: str, origin: Sequence[int] | None, words: Sequence[_Word], n: int, most: int,
    lookup: Lookup[T], walls: Sequence[int],
) -> tuple[int, Named[T]] | None:  # fmt: skip
    if _glued_before(folded, words, n):
        return None
    shapes = [(words[n].word,)]
    for m in range(n + 1, min(n + most, len(words))):
        shapes.append((*shapes[-1], _gap(folded, words[m - 1], words[m]), words[m].word))  # type: ignore[arg-type]
    start = words[n].start if origin is None else origin[words[n].start]
    for count in range(len(shapes), 0, -1):
        last = words[n + count - 1]
        end = last.end if origin is None else origin[last.end]
        if _glued_after(folded, last.end) or bisect_right(walls, start) != bisect_right(walls, end - 1):
            continue
        known = lookup.get(shapes[count - 1], capital=not text[start].islower())
        if known is not None:
            return count, Named(start, end, known)
    return None


def _words(folded: str) -> Iterator[_Word]:
    for match in _WORD.finditer(folded):
        word = _bare(match.group())
        yield _Word(match.start(), match.start() + len(word), word.translate(_HYPHENS))


def _bare(word: str) -> str:
    """Take *-là* and *-ci* off a word."""
    return word if word.isalnum() else _POINTING.sub("", word)


def _gap(folded: str, before: _Word, after: _Word) -> str:
    return _GAPS.sub(" ", folded[before.end : after.start])


def _glued_before(folded: str, words: Sequence[_Word], n: int) -> bool:
    """Say whether an apostrophe ties a word to the one before, as in *aujourd'hui*: not as in *d'Anne*."""
    at = words[n].start
    if at < 2 or folded[at - 1] != "'" or not folded[at - 2].isalnum():
        return False
    return words[n - 1].word not in _ELIDED


def _glued_after(folded: str, end: int) -> bool:
    """Say whether an apostrophe ties a word to the one after; the English possessive does not."""
    if folded[end : end + 1] != "'" or not folded[end + 1 : end + 2].isalnum():
        return False
    return not (folded[end + 1] == "s" and not folded[end + 2 : end + 3].isalnum())


def _folded(text: str) -> tuple[str, list[int] | None]:
    """Fold a text; the list is None where every character folds to one, so that places are the same."""
    folded = fold(text)
    if len(folded) == len(text) and all(len(fold(character)) == 1 for character in set(text)):
        return folded, None
    return fold_with_origin(text)


def cased_like(words: str, found: str, name: str) -> str:
    """Write `words` in the case in which a name was found: all capitals, no capitals, or as they are."""
    if sum(map(str.isalpha, found)) > 1 and found.isupper() and not name.isupper():
        return words.upper()
    if found.islower() and not name.islower():
        return words.lower()
    return words


def counted(found: Iterable[Named[T]]) -> Mapping[T, int]:
    """Count names found."""
    counts: dict[T, int] = {}
    for named in found:
        counts[named.known] = counts.get(named.known, 0) + 1
    return counts
