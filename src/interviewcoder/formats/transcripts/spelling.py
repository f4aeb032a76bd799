"""How labels are spelt: known role words without their accents, and labels one letter apart.

Must not read a text; it is given labels.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from interviewcoder.domain.text import fold, name_key
from interviewcoder.formats.transcripts.vocabulary import (
    INTERVIEWER_LETTERS,
    INTERVIEWER_WORDS,
    NEUTRAL_WORDS,
    PARTICIPANT_LETTERS,
    PARTICIPANT_WORDS,
    SPELLINGS,
)

_NUMBER: Final = re.compile(r"[\s_#-]*(?:n°\s*)?\d+$")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONG: Final = 7


def stem(label: str) -> str:
    """Give a label folded and without its number: ``Interviewer 1`` and ``interviewer`` are one word."""
    return _NUMBER.sub("", name_key(label).strip(" .")).strip()


def without_number(label: str) -> str:
    """Give a label without its number, as it is written otherwise."""
    return _NUMBER.sub("", label) or label


@lru_cache(maxsize=20_000)
def known_role(label: str) -> str | None:
    """Give the properly spelt role word that `label` is, also when it is one letter off; None otherwise."""
    word = stem(label)
    if word in INTERVIEWER_LETTERS | PARTICIPANT_LETTERS:
        return word
    if word in SPELLINGS:
        return SPELLINGS[word]
    if len(word) < _LONG:
        return None
    near = [known for known in SPELLINGS if one_edit_apart(word, known)]
    return SPELLINGS[near[0]] if len({SPELLINGS[known] for known in near}) == 1 else None


@lru_cache(maxsize=20_000)
def token_roles(label: str) -> frozenset[str]:
    """Give the role words inside a label such as ``Interviewer, First`` or ``Marie (enquêtrice)``."""
    tokens = _WORD.findall(fold(label).replace("_", " "))
    known = INTERVIEWER_WORDS | PARTICIPANT_WORDS | NEUTRAL_WORDS
    found = {token for token in tokens if len(token) > 3 and token in known}
    whole = known_role(label)
    return frozenset(found | ({fold(whole)} if whole else set()))


def all_roles(label: str) -> bool:
    """Say whether a label is made of role words only: ``Unknown Speaker``, ``SPEAKER_00``."""
    tokens = _WORD.findall(fold(label).replace("_", " "))
    return known_role(label) is not None or (bool(tokens) and set(tokens) <= token_roles(label))


def differs_little(one: str, other: str) -> bool:
    """Say whether two folded labels are probably one label misspelt: one letter apart, digits alike."""
    if min(len(one), len(other)) < 5 or (one in SPELLINGS and other in SPELLINGS):
        return False
    digits = [character for character in one if character.isdigit()]
    return digits == [character for character in other if character.isdigit()] and one_edit_apart(one, other)


def one_edit_apart(one: str, other: str) -> bool:
    """Say whether one letter added, left out, changed, or exchanged with its neighbour tells them apart."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long


def in_the_manner_of(word: str, label: str) -> str:
    """Write `word` with the capitals and the number of `label`."""
    number = _NUMBER.search(label)
    letters = [character for character in label if character.isalpha()]
    if len(letters) > 1 and all(map(str.isupper, letters)):
        word = word.upper()
    elif letters and letters[0].isupper():
        word = word[:1].upper() + word[1:]
    return word + (number.group() if number else "")
