"""What a title line says about an interview: with whom, in what function, when, for how long.

``12-May-2023 - 10:36 - 1h09m31s – Ana``, ``Entretien avec Anne Durand, directrice, 28 avril 2017``.
Must not decide which line is a title.
"""

from __future__ import annotations

import re
from typing import Final

from interviewcoder.domain.text import fold
from interviewcoder.formats.transcripts import dates
from interviewcoder.formats.transcripts.vocabulary import PARTICLES

_WITH: Final = re.compile(
    r"\b(?:entretiens?|interview|échange|discussion|conversation|rencontre|entrevue)\b[^,\n:–—]{0,50}?"
    r"(?<!\w)(?:avec|with|of|de|d['’])\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
_DURATION: Final = re.compile(
    r"(?<!\w)(?:\d{1,2} ?h ?\d{1,2} ?(?:mn|min|m) ?\d{1,2} ?s?|\d{1,3} ?(?:mn|min|m) ?\d{1,2} ?s|"
    r"\d{1,3} ?(?:minutes|min|mn)\b|\d{1,2}:\d\d:\d\d)(?!\w)"
)
_PARTS: Final = re.compile(r"\s*,\s*|\s+[-–—|]\s+|\s*[()]\s*")
_WEEKDAY: Final = re.compile(
    r"\b(?:(?:le|on|du)\s+)?(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b,?|"
    r"\b(?:le|on|du)\s*\Z",
    re.IGNORECASE,
)
_AT: Final = re.compile(r"(?:chez|at|from|of)\s+(?P<where>\S.*)", re.IGNORECASE)
_PLACE: Final = re.compile(r"(?<!\w)(?:[Àà]|in)\s+(?P<place>[^\W\d_][\w'’ -]{1,30}?)\s*(?:,|\(|\Z)")
_CIVIL: Final = frozenset({"m", "mme", "mlle", "mr", "mrs", "ms", "dr", "pr", "prof"})


def facts(title: str, *, french: bool) -> dict[str, str]:
    """Give what a title says, under canonical keys; only what is plain."""
    found: dict[str, str] = {}
    rest = title
    if dated := dates.find(title, french=french):
        found["date"] = dated[1] or dated[0]
        rest = title.replace(dated[0], "", 1)
    if long := _DURATION.search(rest):
        found["duration"] = long.group()
        rest = rest.replace(long.group(), "", 1)
    if with_whom := _WITH.search(rest):
        _take_person(found, with_whom["rest"])
    elif dated and long:
        last = _PARTS.split(rest)[-1].strip(" -–—,")
        if last and _name(last) == last:
            found["interviewee"] = last
    return found


def _take_person(found: dict[str, str], rest: str) -> None:
    """Take name, function, organisation and place from what follows “interview with”."""
    separators = [mark.group().strip() for mark in _PARTS.finditer(rest)]
    first, *others = _PARTS.split(rest)
    name = _name(first)
    if not name:
        return
    found["interviewee"] = name
    if where := _AT.match(first[len(name) :].strip()):
        found["organisation"] = where["where"].strip()
    after_commas = [
        _WEEKDAY.sub("", part).strip(" ,")
        for separator, part in zip(separators, others, strict=True)
        if separator in {",", "(", ")"}
    ]
    said = [part for part in after_commas if len(part) > 2 and any(map(str.isalpha, part))]
    if said and (place := _PLACE.fullmatch(said[-1])):
        found["place"] = place["place"]
        said.pop()
    if said and said[0][0].islower():
        if found_at := re.search(r"\s(?:chez|at)\s+(\S.*)", said[0]):
            found.setdefault("organisation", found_at[1])
            said[0] = said[0][: found_at.start()]
        found["function"] = said[0]


def _name(words: str) -> str:
    """Give the name that `words` begin with: capitals and the particles between them."""
    taken: list[str] = []
    for token in words.split():
        plain = fold(token).strip(".,")
        if not (token[0].isupper() or (taken and plain in PARTICLES and plain != "of")):
            break
        taken.append(token)
    while taken and fold(taken[-1]) in PARTICLES:
        taken.pop()
    named = any(fold(token).strip(".") not in _CIVIL for token in taken)
    return " ".join(taken).strip(" ,.") if named and len(taken) <= 8 else ""
