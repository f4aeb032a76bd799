"""What in a text may tell who somebody is: addresses, numbers, and words that look like names.

Owns the patterns and the guesses. It knows no list of names: what it finds by capitals are candidates, for a person to
look at. Changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from interviewcoder.domain.text import fold
from interviewcoder.locales import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

Sort: TypeAlias = Literal[
    "email", "link", "handle", "phone", "address", "town", "account", "security", "titled", "place", "capital"
]
SORTS: Final[dict[Sort, str]] = {
    "email": N_("e-mail address"), "link": N_("link"), "handle": N_("name on a network"), "phone": N_("telephone number"),
    "address": N_("street address"), "town": N_("postcode and town"), "account": N_("bank account (IBAN)"),
    "security": N_("social security number"), "titled": N_("after a title"), "place": N_("perhaps a place"),
    "capital": N_("a capital within a sentence"),
}  # fmt: skip
CANDIDATES: Final[tuple[Sort, ...]] = ("titled", "place", "capital")
"""Those that are guesses by the look of a word."""

_GAP: Final = r"[ \u00a0\u202f.\-]?"
_PATTERNS: Final[tuple[tuple[Sort, re.Pattern[str]], ...]] = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("link", re.compile(r"(?:https?://|www\.)[^\s<>«»\"”)\]]+", re.IGNORECASE)),
    ("handle", re.compile(r"(?<![\w@./])@\w{2,}")),
    ("account", re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}\b")),
    (
        "security",
        re.compile(
            rf"(?<!\d)[12]{_GAP}\d\d{_GAP}(?:0[1-9]|1[0-2]|[2-9]\d){_GAP}(?:\d\d|2[AB]){_GAP}\d{{3}}{_GAP}\d{{3}}(?:{_GAP}\d\d)?(?!\d)"
        ),
    ),
    ("phone", re.compile(rf"(?<![\d+])(?:(?:\+|00)33{_GAP}(?:\(0\){_GAP})?|0)[1-9](?P<gap>{_GAP})\d\d(?:(?P=gap)\d\d){{3}}(?!\d)")),
    ("phone", re.compile(r"(?<![\d+])(?:\+|00)[1-9]\d{0,2}(?:[ \u00a0\u202f.()\-]{0,2}\d){6,13}(?!\d)")),
    (
        "address",
        re.compile(
            r"(?<!\d)\d{1,4}(?:\s?(?:bis|ter|quater))?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|impasse|allée|chemin|route|quai|cours|square|passage|faubourg)\s+"
            r"(?:(?:de|du|des|la|le|les|l['’]|d['’])\s?)*[\w’'-]+(?:[ \u00a0-](?:[A-ZÀ-Ý][\w’'-]*|de|du|des|la))*",
            re.IGNORECASE,
        ),
    ),
    ("address", re.compile(r"(?<!\d)\d{1,5}\s+(?:[A-Z][\w’'-]+\s+){1,3}(?:Street|St\.|Road|Rd\.|Avenue|Lane|Drive|Square)\b")),
    ("town", re.compile(r"(?<!\d)(?:F-)?\d{5}[ \u00a0](?=[A-ZÀ-Ý])[^\W\d_]+(?:[ \u00a0-][A-ZÀ-Ý][^\W\d_]*)*")),
)  # fmt: skip
_CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞŒ][^\W\d_]*(?:-[^\W\d_]+|[’'][A-ZÀ-ÖØ-ÞŒ][^\W\d_]*)*"
_PARTICLE: Final = r"(?:[ \u00a0](?:de|du|des|la|le|van|von|d['’]))?"
_NAME: Final = re.compile(rf"{_CAPITAL}(?:{_PARTICLE}[ \u00a0]{_CAPITAL})*")
_TITLES: Final = r"(?:MM?\.|Mmes?|Mlles?|Mgr|Dr|Docteur|Pr|Professeur|Me|Maître|Monsieur|Madame|Mademoiselle|Mr\.?|Mrs\.?|Ms\.?|Miss)[ \u00a0]+"
_TITLE: Final = re.compile(rf"\b{_TITLES}$")
_WITH_TITLE: Final = re.compile(rf"^{_TITLES}")
_PLACE: Final = re.compile(
    r"(?:\bà|\bau|\baux|\bvers|\brue|\bavenue|\bplace|\bquartier|\bville de|\bcommune de|\brégion|\bprès de|\bin|\bnear)[ \u00a0]+$",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(r"(?:^|[.!?…:\n«“\"()\[\]–—•]|^-|\n-)[\s\u00a0«“\"(\[]*$")
_ELISION: Final = re.compile(r"^(?:[dljmtsncDLJMTSNC]|[Qq]u)['’](?=[A-ZÀ-ÖØ-Þ])")
_PRONOUN: Final = re.compile(r"(?:[ \u00a0]I)+$")
_NO_NAMES: Final = frozenset(
    [
        "i",
        "je",
        "tu",
        "il",
        "elle",
        "on",
        "nous",
        "vous",
        "ils",
        "elles",
        "oui",
        "non",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "ok",
        "okay",
    ]
)


@dataclass(frozen=True, slots=True)
class Identifying:
    """Something in a text that may tell who somebody is."""

    sort: Sort
    start: int
    end: int
    words: str


def numbers_and_addresses(text: str) -> Iterator[Identifying]:
    """Find what has the form of an address or a number, in order of the patterns; none lies in another."""
    taken: list[tuple[int, int]] = []
    for sort, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            if not _PROVED.get(sort, _always)(match.group()):
                continue
            taken.append((start, end))
            yield Identifying(sort, start, end, match.group())


def _always(_words: str) -> bool:
    return True


def _is_account(words: str) -> bool:
    """Say whether the check digits of an IBAN are right."""
    compact = re.sub(r"\s", "", words)
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _is_security_number(words: str) -> bool:
    """Say whether the key of a French social security number is right, where it has one."""
    compact = re.sub(r"[^0-9AB]", "", words)
    if len(compact) < 15:
        return len(compact) == 13
    number = compact[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(number) % 97 == int(compact[13:])


_PROVED: Final[dict[Sort, Callable[[str], bool]]] = {"account": _is_account, "security": _is_security_number}


def candidates(text: str, ordinary: Collection[str] = frozenset()) -> Iterator[Identifying]:
    """Find words that look like names: after a title, after a word before places, or with a capital in a sentence.

    `ordinary` are folded words that also occur without a capital; alone they are no candidates, except after a title.
    """
    for match in _NAME.finditer(text):
        start, words = match.start(), match.group()
        elided = _ELISION.match(words)
        for cut in (elided, _WITH_TITLE.match(words)):
            if cut:
                start += cut.end()
                words = words[cut.end() :]
        words = _PRONOUN.sub("", words)
        before = text[max(start - 40, 0) : start]
        sort = _sort(before, bool(elided))
        if sort is None or (sort != "titled" and _ordinary(words, ordinary)):
            continue
        yield Identifying(sort, start, start + len(words), words)


def _sort(before: str, elided: bool) -> Sort | None:
    if _TITLE.search(before):
        return "titled"
    if _PLACE.search(before):
        return "place"
    if elided or not _OPENING.search(before):
        return "capital"
    return None


def _ordinary(words: str, ordinary: Collection[str]) -> bool:
    if len(words) < 2:
        return True
    folded = fold(words)
    return folded in ordinary or folded in _NO_NAMES


def ordinary_words(text: str) -> set[str]:
    """Give the folded words of a text that stand in it without a capital."""
    return {fold(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text) if word[0].islower()}
