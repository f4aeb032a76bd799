"""What stands around the words of a TEI transcript: the timeline, the persons, the title.

Must not know how words are told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.clock import seconds
from interviewcoder.formats.transcripts.docx_parts import local

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

XML: Final = "{http://www.w3.org/XML/1998/namespace}"

_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|min|h)?")
_ISO: Final = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_UNITS: Final = {"ms": 0.001, "s": 1.0, "sec": 1.0, "min": 60.0, "h": 3600.0}


def named(parent: _Element, *names: str) -> Iterator[_Element]:
    """Give the elements under `parent` with one of these names, whatever their namespace."""
    return (element for element in parent.iter() if isinstance(element.tag, str) and local(element) in names)


def identity(element: _Element) -> str:
    """Give what others point at an element with."""
    return element.get(f"{XML}id") or element.get("id") or ""


def text_of(element: _Element) -> str:
    """Give all the words under an element on one line."""
    return canonical(" ".join("".join(map(str, element.itertext())).split()))


def timeline(root: _Element) -> dict[str, float]:
    """Give each point of the timeline its seconds; points that are only said to be after others have none."""
    times: dict[str, float] = {}
    for line in named(root, "timeline"):
        unit = line.get("unit") or "s"
        origin = (line.get("origin") or "").lstrip("#")
        before = ""
        for point in named(line, "when"):
            name = identity(point)
            since = (point.get("since") or "").lstrip("#") or before
            interval = _duration(point.get("interval"), point.get("unit") or unit)
            absolute = moment(point.get("absolute"), {})
            if absolute is not None:
                times[name] = absolute
            elif interval is not None:
                times[name] = round(times.get(since, 0.0) + interval, 3)
            elif not before or name == origin:
                times[name] = 0.0
            before = name
    return times


def _duration(value: str | None, unit: str) -> float | None:
    found = _NUMBER.fullmatch((value or "").strip())
    if found:
        return round(float(found[1]) * _UNITS.get(found[2] or unit, 1.0), 3)
    return moment(value, {})


def moment(value: str | None, times: Mapping[str, float]) -> float | None:
    """Read a time: a point of the timeline, a number of seconds, a clock or ``PT1M2S``."""
    value = (value or "").strip()
    if value.lstrip("#") in times:
        return times[value.lstrip("#")]
    if value.startswith("#"):
        return None
    if found := _NUMBER.fullmatch(value):
        return round(float(found[1]) * _UNITS[found[2] or "s"], 3)
    if (found := _ISO.fullmatch(value)) and any(found.groups()):
        hours, minutes, rest = (float(part or 0) for part in found.groups())
        return round(hours * 3600 + minutes * 60 + rest, 3)
    return seconds(value)


def persons(root: _Element) -> dict[str, str]:
    """Give each person of the header their name: the one written out, the ``n`` attribute, or the identity."""
    names: dict[str, str] = {}
    for person in named(root, "person", "personGrp", "participant"):
        written = (text_of(name) for name in named(person, "persName", "name", "abbr"))
        name = next(filter(None, written), "") or (person.get("n") or "").strip()
        if identity(person):
            names[identity(person)] = name or identity(person)
    return names


def who(element: _Element, names: Mapping[str, str]) -> str | None:
    """Give who speaks; several at once are joined."""
    pointed = (element.get("who") or "").split()
    return " + ".join(names.get(key.lstrip("#"), key.lstrip("#")) for key in pointed) or None


def metadata(header: _Element | None) -> dict[str, str]:
    """Take title, recording and language from the header."""
    if header is None:
        return {}
    found: dict[str, str] = {}
    for title in named(header, "titleStmt"):
        found.setdefault("title", next((text_of(one) for one in named(title, "title")), ""))
    for media in named(header, "media"):
        url = media.get("url") or ""
        found.setdefault("media", url.replace("\\", "/").rpartition("/")[2])
    for language in named(header, "language"):
        found.setdefault("language", language.get("ident") or "")
    for date in named(header, "recording"):
        said = next((one.get("when") or text_of(one) for one in named(date, "date")), "")
        found.setdefault("date", said)
    return {key: canonical(value) for key, value in found.items() if value}
