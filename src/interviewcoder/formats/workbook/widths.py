"""How wide words are in the workbook's font, and on how many lines they stand.

Owns the widths of letters and the breaking of lines at spaces, as Excel and LibreOffice break them. Must not know
rows or columns: everything is in ems, the size of the font.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_PLAIN: Final = {
    191: "'", 222: "ijl’‘", 260: "|", 278: " !,./:;I[\\]ft\xa0·", 333: "()-`r“”{}", 355: '"•', 389: "*",
    469: "^", 500: "Jcksvxyz", 556: "#$0123456789?L_abdeghnopqu«»–€", 584: "+<=>~", 611: "FTZß",
    667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%æ", 944: "Wœ", 1015: "@—…ŒÆ",
}  # fmt: skip
_BOLD: Final = {
    238: "'", 278: " ,./I\\ijl\xa0’‘·|", 333: "!()-:;[]`ft", 350: "•", 389: "*r{}", 474: '"', 500: "z“”",
    556: "#$0123456789J_aceksvxy«»–€", 584: "+<=>^~", 611: "?FLTZbdghnopquß", 667: "EPSVXY", 722: "&ABCDHKNRU",
    778: "GOQw", 833: "M", 889: "%mæ", 944: "Wœ", 1000: "@—…ŒÆ",
}  # fmt: skip
"""Thousandths of an em in Arial and in the fonts of its widths."""
_OTHER, _WIDE, _WIDEST = 0.72, 1.0, 1.3
"""A letter of another script, a letter of double width, and the widest there is."""


def _by_letter(widths: dict[int, str]) -> dict[str, float]:
    return {letter: width / 1000 for width, letters in widths.items() for letter in letters}


_LETTERS: Final = {False: _by_letter(_PLAIN), True: _by_letter(_BOLD)}
_WORDS: Final[dict[bool, dict[str, float]]] = {False: {}, True: {}}
_MOST_KEPT, _TOO_LONG_TO_KEEP = 20_000, 40


@lru_cache(maxsize=1_000)
def _letter(letter: str, *, bold: bool) -> float:
    base = unicodedata.normalize("NFD", letter)[0]
    if unicodedata.category(base) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(base) in {"W", "F"}:
        return _WIDEST if ord(base) > 0xFFFF else _WIDE
    return _LETTERS[bold].get(base, _OTHER)


def _measured(word: str, *, bold: bool) -> float:
    """Measure a word, and remember it: the words of a study are few, and come back."""
    width, known = wide(word, bold=bold), _WORDS[bold]
    if len(word) < _TOO_LONG_TO_KEEP:
        if len(known) == _MOST_KEPT:
            known.clear()
        known[word] = width
    return width


def wide(text: str, *, bold: bool = False) -> float:
    """Give how wide a text is on one line, in ems."""
    known = _LETTERS[bold]
    return sum(known[letter] if letter in known else _letter(letter, bold=bold) for letter in text)


def lines_in(text: str, room: float, *, bold: bool = False) -> int:
    """Say on how many lines a text stands where a line has `room`, in ems: words stay whole while they fit."""
    return sum(_lines(line, room, bold=bold) for line in text.split("\n"))


def _lines(line: str, room: float, *, bold: bool) -> int:
    if _WIDEST * len(line) <= room:
        return 1
    space = _LETTERS[bold][" "]
    number, used, known = 1, 0.0, _WORDS[bold]
    for word in line.split(" "):
        width = known[word] if word in known else _measured(word, bold=bold)
        if used and used + width > room:
            number += 1
            used = 0.0
        if width > room:
            more = int(width // room)
            number += more
            width -= more * room
        used += width + space
    return number
