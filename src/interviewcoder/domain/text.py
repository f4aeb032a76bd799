"""The text of a transcript: how it is fixed, counted, folded for searching, and made safe to show.

Positions are Unicode code points from 0, spans are half-open. Nothing here changes
the length of a text that is already canonical, except `fold`, which says where each
folded character came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import filterfalse
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LINE_ENDS: Final = re.compile("\r\n|[\r\u2028\u2029\u0085\v\f]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_HIDDEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TOKEN: Final = re.compile(r"\S+")
_APOSTROPHES: Final = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "œ": "oe", "æ": "ae", "ß": "ss"}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` of a text, half-open, in code points: ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            message = f"a span needs 0 <= start < end, not {self.start}..{self.end}"
            raise ValueError(message)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Give the words of the span in `text`."""
        return text[self.start : self.end]


def trimmed(span: Span, text: str) -> Span | None:
    """Give a span without the white space at its ends; None when it holds nothing else."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start, end) if start < end else None


def canonical(text: str) -> str:
    r"""Fix a text for good: NFC, ``\n`` line ends, no leading BOM, no control character but ``\n`` and ``\t``.

    Surrogate pairs are joined; lone surrogates and control characters become U+FFFD.
    ``canonical(canonical(t)) == canonical(t)`` for every text.
    """
    text = text.lstrip("\ufeff")
    if _CONTROLS.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", _CONTROLS.sub("\ufffd", text))
    return text.lstrip("\ufeff")


def fingerprint(text: str) -> str:
    """Give the SHA-256 of the text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def shown(text: str) -> str:
    r"""Make a foreign text safe for a terminal, one code point in, one code point out.

    Control characters, bidirectional overrides and lone surrogates become ``\ufffd``; line feeds
    and tabs become spaces. Use it on every string from outside before it reaches a screen.
    """
    return _HIDDEN.sub("\ufffd", text.replace("\n", " ").replace("\t", " "))


def shown_lines(text: str) -> str:
    """Make a foreign text of several lines safe for a terminal: each line as `shown`, the line feeds stay."""
    return "\n".join(map(shown, text.split("\n")))


def escaped_in_json(text: str) -> str:
    r"""Write what `shown` would replace as ``\uXXXX``: to whoever reads the JSON it is the same."""
    return _HIDDEN.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


def clock(seconds: float) -> str:
    """Write a time in a recording: ``12:03``, ``1:02:03``."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


@lru_cache(maxsize=4)  # while a transcript is taken in, the same long text is counted several times
def words(text: str) -> int:
    """Count the words: tokens between white space that hold a letter or a digit."""
    tokens = text.split()
    # Most tokens are letters only, which is seen fastest for all of them at once.
    odd = list(filterfalse(str.isalnum, tokens))
    return len(tokens) - len(odd) + sum(token[0].isalnum() or any(map(str.isalnum, token)) for token in odd)


def words_in(text: str, spans: Iterable[Span]) -> int:
    """Count the words in the union of `spans`."""
    return sum(words(span.of(text)) for span in union(spans))


def words_touched(text: str, spans: Iterable[Span]) -> int:
    """Count the words of which a letter or a digit lies in `spans`, each once, however it is cut."""
    begin = set()
    for span in union(spans):
        for token in _TOKEN.finditer(text, span.start, span.end):
            if any(map(str.isalnum, token[0])):
                start = token.start()
                while start and not text[start - 1].isspace():
                    start -= 1
                begin.add(start)
    return len(begin)


def union(spans: Iterable[Span]) -> Iterator[Span]:
    """Join overlapping and touching spans, in order."""
    last: Span | None = None
    for span in sorted(spans):
        if last is None:
            last = span
        elif span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
        else:
            yield last
            last = span
    if last is not None:
        yield last


def common(ones: Iterable[Span], others: Iterable[Span]) -> Iterator[Span]:
    """Give what lies in the union of the first and in that of the second, in order."""
    left, right = union(ones), union(others)
    one, other = next(left, None), next(right, None)
    while one is not None and other is not None:
        if one.overlaps(other):
            yield Span(max(one.start, other.start), min(one.end, other.end))
        if one.end <= other.end:
            one = next(left, None)
        else:
            other = next(right, None)


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    folded = _APOSTROPHES.get(character) or unicodedata.normalize("NFD", character).casefold()
    folded = _APOSTROPHES.get(folded, folded)
    return "".join(c for c in folded if not unicodedata.combining(c))


class _Folded(dict[int, str]):
    """What each character met so far folds to, for `str.translate`."""

    def __missing__(self, character: int) -> str:
        folded = self[character] = _fold_character(chr(character))
        return folded


_FOLDED: Final = _Folded()
_FOLDED_ASCII: Final = {
    number: _fold_character(chr(number)) for number in (*range(9, 14), *range(28, 32), 96)
}


def fold(text: str) -> str:
    """Fold case, accents, apostrophes and kinds of space, for comparing names and for searching."""
    if text.isascii():
        return text.casefold().translate(_FOLDED_ASCII)
    return text.translate(_FOLDED)


def fold_with_origin(text: str) -> tuple[str, list[int]]:
    """Fold `text`; the list says for each folded character at which position of `text` it began.

    The list has one more entry, the length of `text`, so that ends can be looked up too.
    """
    pieces: list[str] = []
    origin: list[int] = []
    for position, character in enumerate(text):
        folded = _fold_character(character)
        pieces.append(folded)
        origin.extend([position] * len(folded))
    origin.append(len(text))
    return "".join(pieces), origin


def name_key(name: str) -> str:
    """Give what two names share when a person would call them the same: case, accents, spaces, `_` aside."""
    return " ".join(fold(name).replace("_", " ").split())
