"""Where sentences begin and end, in French and English, without a model.

Owns a few rules: abbreviations, initials, decimal points, no cut inside quotation marks or brackets, and a sentence
begins with a capital, a digit or an opening mark. A convenience for selecting; nothing is counted by sentences.
"""

from __future__ import annotations

import re
from typing import Final

from interviewcoder.domain.text import Span

_END: Final = re.compile(r"[.!?…]+[ \u00a0\u202f]*[»”]|[.!?…]+[»”\")\]]*(?=\s|$)")
_ABBREVIATIONS: Final = frozenset(
    [
        "m",
        "mm",
        "mme",
        "mmes",
        "mlle",
        "mlles",
        "dr",
        "drs",
        "pr",
        "prof",
        "me",
        "mr",
        "mrs",
        "ms",
        "st",
        "ste",
        "cf",
        "p",
        "pp",
        "ex",
        "env",
        "av",
        "etc",
        "vol",
        "éd",
        "art",
        "fig",
        "tél",
        "n°",
        "no",
        "vs",
        "approx",
        "dept",
        "inc",
        "ltd",
        "co",
        "sr",
        "jr",
        "e.g",
        "i.e",
        "c.-à-d",
    ]
)
_SPACE_BEFORE_MARK: Final = "\u00a0\u202f "


def sentences(text: str) -> list[Span]:
    """Give the sentences of one paragraph, without the white space between them."""
    found: list[Span] = []
    start = _skip(text, 0)
    for match in _END.finditer(text):
        end = match.end()
        if start >= end or not _ends(text, start, match):
            continue
        found.append(Span(start, end))
        start = _skip(text, end)
    last = len(text.rstrip())
    if start < last:
        found.append(Span(start, last))
    return found


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    following = _skip(text, match.end())
    if following < len(text) and not _begins(text[following]):
        return False
    if _open(text[start : match.end()]):
        return False
    if match.group().startswith(".") and not match.group().startswith(".."):
        before = text[start : match.start()].rsplit(None, 1)
        word = before[-1].lower().lstrip("(«[\"'’") if before else ""
        initial = len(word) == 1 and word.isalpha() and following < len(text)
        return not (initial or (word in _ABBREVIATIONS and following < len(text)))
    return True


def _begins(character: str) -> bool:
    return (
        character.isupper()
        or character.isdigit()
        or character in "«“\"([–—-•¡¿‘'’"
        or not character.isalnum()
    )


def _open(text: str) -> bool:
    return (
        text.count("«") > text.count("»")
        or text.count("(") > text.count(")")
        or text.count("[") > text.count("]")
    )
