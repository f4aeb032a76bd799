"""Finding words: a pattern as a person types it, made into one that forgives case, accents and spaces.

Owns the pattern and the surroundings of a match. A pattern that takes too long ends in a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import fold
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    import regex

Pattern: TypeAlias = "re.Pattern[str] | regex.Pattern[str]"
TIMEOUT_SECONDS: Final = 2.0
CONTEXT: Final = 60
_LIGATURES: Final = {"oe": "[œŒ]", "ae": "[æÆ]", "ss": "[ßẞ]"}
_GAP: Final = r"[\s\u2010\u2011-]+"
"""Between two words: white space or a hyphen, so that *bouche à oreille* finds *bouche-à-oreille*, and the reverse."""
_HYPHENS: Final = "-\u2010\u2011"
_APOSTROPHES: Final = "['’‘ʼ´`]"


@cache
def _variants() -> dict[str, str]:
    """Give for each plain letter a character class of it and its accented forms."""
    found: dict[str, list[str]] = {}
    for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = fold(chr(number))
        if len(plain) == 1 and plain.isalpha():
            found.setdefault(plain, []).append(chr(number))
    return {letter: f"[{letter}{letter.upper()}{''.join(accented)}]" for letter, accented in found.items()}


def compiled(pattern: str, *, is_regex: bool = False, exact: bool = False) -> Pattern:
    """Compile what a person searches for. Raises `Refused` when it is empty or no regular expression.

    Unless `exact`, case, accents, apostrophes, kinds of space and hyphens between words do not matter; in a regular expression
    that holds for its plain letters. Words need no more than `re`, which finds them far faster when both
    cases are spelt out; only a regular expression of the user's can run away, and `regex` can be stopped.
    """
    if not pattern.strip():
        raise Refused(_("Give some words to search for."))
    if not is_regex:
        return re.compile(re.escape(pattern) if exact else _forgiving(pattern))
    import regex

    flags = regex.VERSION1 if exact else regex.VERSION1 | regex.IGNORECASE
    try:
        return regex.compile(pattern if exact else _forgiving_regex(pattern), flags)
    except regex.error as error:
        raise Refused(_("That is no regular expression: {reason}.").format(reason=error)) from error


def _forgiving(pattern: str) -> str:
    folded = " ".join(fold(unicodedata.normalize("NFC", pattern)).split())
    pieces: list[str] = []
    at = 0
    while at < len(folded):
        pair = folded[at : at + 2]
        if pair in _LIGATURES:
            letters = "".join(_letter(letter) for letter in pair)
            pieces.append(f"(?:{letters}|{_LIGATURES[pair]})")
            at += 2
            continue
        character = folded[at]
        if character == " " or _is_gap(folded, at):
            pieces.append(_GAP)
        elif character == "'":
            pieces.append(_APOSTROPHES)
        else:
            pieces.append(_letter(character))
        at += 1
    return "".join(pieces)


def _is_gap(folded: str, at: int) -> bool:
    """Say whether a hyphen stands between two words; before or after one it is meant as such."""
    return folded[at] in _HYPHENS and folded[at - 1 : at].isalnum() and folded[at + 1 : at + 2].isalnum()


def _letter(character: str) -> str:
    """Give what matches a folded character in any case and with any accent."""
    if character in _variants():
        return _variants()[character]
    upper = character.upper()
    return re.escape(character) if upper == character else f"(?:{character}|{re.escape(upper)})"


def _forgiving_regex(pattern: str) -> str:
    pieces: list[str] = []
    inside_class = escaped = False
    braces = 0
    for character in unicodedata.normalize("NFC", pattern):
        plain = not (escaped or inside_class or braces)
        if plain and character.isalpha():
            pieces.append(_variants().get(fold(character), character))
        else:
            pieces.append(character)
        if escaped:
            escaped = False
            continue
        escaped = character == "\\"
        inside_class = character == "[" or (inside_class and character != "]")
        braces += (character == "{") - (character == "}" and braces > 0)
    return "".join(pieces)


def matches(pattern: Pattern, text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of every match that holds something. Raises `Refused` when it takes too long."""
    try:
        found = (
            pattern.finditer(text)
            if isinstance(pattern, re.Pattern)
            else pattern.finditer(text, timeout=TIMEOUT_SECONDS)
        )
        for match in found:
            if match.end() > match.start():
                yield match.start(), match.end()
    except TimeoutError as error:
        raise Refused(_("That pattern takes too long on these texts. Make it simpler.")) from error


def surroundings(text: str, start: int, end: int, width: int = CONTEXT) -> tuple[str, str]:
    """Give the words before and after, on their line, cut at white space."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = text[max(line_start, start - width) : start]
    after = text[end : min(line_end if line_end >= 0 else len(text), end + width)]
    if start - width > line_start:
        before = before.partition(" ")[2] or before
    return before, after
