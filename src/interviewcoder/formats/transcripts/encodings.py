"""How bytes become characters when nobody says in which encoding a text was saved.

Byte-order mark, then strict UTF-8, then the zero bytes of UTF-16, then Windows-1252, Latin-9,
Mac Roman and DOS 850 scored by the letters of French and English. Libraries that guess get a third of
the French files wrong. Must not know transcripts.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice
from typing import Final
from unicodedata import name as name_of

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE: Final = ("cp1252", "iso8859-15", "mac_roman", "cp850")
_OFTEN: Final = "éèêàçùâîôûëïüœæÉÈÊÀÇÙÂÎÔÛËÏÜŒ"
_SIGNS: Final = "«»’‘“”…–—€£°•·§\u00a0\u202f"
_ALONE: Final = "àÀôÔ"
"""Letters that are words by themselves."""
_NEVER_LAST: Final = "âêîÂÊÎ"
"""Letters with which no word of French ends."""
_FEW: Final = 3
_NON_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_SAMPLE: Final = 400_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and whether the file said so."""

    text: str
    encoding: str
    certain: bool = True


class NotText(Exception):
    """The bytes are no text in any encoding tried."""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode a file's bytes; `encoding`, when given, is taken at its word.

    Raises `LookupError` for an unknown encoding, `UnicodeDecodeError` when the given one does not fit,
    `NotText` for bytes that are no text.
    """
    if encoding:
        return Decoded(data.decode(encoding), codecs.lookup(encoding).name)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(name, "replace"), name)
    if b"\0" in data:
        return _decode_wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_scored(data)
    if _mixes_scripts(text):
        other = _decode_scored(data)
        if other.encoding != "utf-8":
            return other
    return Decoded(text, "utf-8")


def _mixes_scripts(text: str) -> bool:
    """Say whether the few letters that are no ASCII are of another script inside Latin words.

    In Mac Roman the two bytes of ``’é`` look like one Armenian letter in UTF-8.
    """
    found = list(islice(_NON_ASCII.finditer(text), _FEW))
    return 0 < len(found) < _FEW and all(
        letter.group().isalpha()
        and not name_of(letter.group(), "").startswith("LATIN")
        and text[letter.end() : letter.end() + 1].isalpha()
        for letter in found
    )


def _decode_wide(data: bytes) -> Decoded:
    """Read UTF-16 without a mark: in western texts every second byte is zero."""
    sample = data[:4000]
    half = max(1, len(sample) // 2)
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > 0.6 * half:
            return Decoded(data.decode(name, "replace"), name, certain=False)
    raise NotText


def _decode_scored(data: bytes) -> Decoded:
    candidates = {name: data.decode(name, "replace") for name in _SINGLE_BYTE}
    candidates["utf-8"] = data.decode("utf-8", "replace")
    best = max(candidates, key=lambda name: _score(candidates[name][:_SAMPLE]))
    return Decoded(candidates[best], best, certain=False)


def _letter(character: str, before: str, after: str) -> float:
    """Say how likely a letter of French stands between what is before and after it."""
    if not before.isalpha() and not after[:1].isalpha():
        return 2 if character in _ALONE else -1
    if not after[:1].isalpha() and (
        character in _NEVER_LAST or (character == "à" and before.lower() not in "ljç")
    ):
        return -1
    if character.isupper() and (before.islower() or (after[:1].isupper() and after[1:].islower())):
        return -1
    return 2


def _sign(character: str, before: str, after: str) -> float:
    """Say how likely a sign stands between what is before and after it."""
    if before.isalpha() and after.isalpha() and character not in "’‘–—\u00a0\u202f…·":
        return -1
    return 0.5 if character == "…" and before == after == " " else 1


def _score(text: str) -> float:
    """Say how French or English the non-ASCII characters of `text` are."""
    score = 0.0
    for found in _NON_ASCII.finditer(text):
        character, at = found.group(), found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        inside = before.isalpha() or after.isalpha()
        if character in _OFTEN:
            score += _letter(character, before, text[at + 1 : at + 3])
        elif character in _SIGNS:
            score += _sign(character, before, after)
        elif character == "\ufffd" or not character.isprintable():
            score -= 4
        elif character.isalpha():
            score -= 0.5 if inside else 1
        else:
            score -= 1.5
    return score
