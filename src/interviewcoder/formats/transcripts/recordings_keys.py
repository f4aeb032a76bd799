"""What the programs that transcribe call the words, the speaker and the times in their JSON.

Owns the tables of names and the reading of one value as words, a speaker or a time. Must not know
where in a file the objects are.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.formats.transcripts.clock import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STRONG_TEXT: Final = (
    "punctuatedword", "display", "displaytext", "text", "texte", "transcript", "transcription", "utterance",
    "utterancetext", "sentence", "phrase", "verbatim", "paroles", "caption",
)  # fmt: skip
"""Names under which only words are met, the best first."""
WEAK_TEXT: Final = ("words", "content", "contenu", "body", "message", "value", "word", "token", "utf8")
"""Names that hold words only where a speaker or a time stands beside them."""
TEXT: Final = (*STRONG_TEXT, *WEAK_TEXT)
SPEAKER: Final = (
    "speakername", "speakerlabel", "speaker", "speakerid", "speakertag", "locuteur", "locutrice",
    "nomlocuteur", "intervenant", "interlocuteur", "interlocutor", "participantname", "participant", "voice",
    "who", "sender", "author", "auteur", "from", "role", "username", "user", "name", "nom", "person",
    "channellabel", "channel", "channeltag",
)  # fmt: skip
NOT_INHERITED: Final = frozenset(
    {"name", "nom", "user", "username", "person", "from", "channel", "channeltag"}
)
"""Names that say something else when they stand further up than beside the words."""
CHANNELS: Final = frozenset({"channel", "channellabel", "channeltag"})
START: Final = (
    "start", "starttime", "startms", "startseconds", "startsec", "starttimestamp", "begin", "begintime",
    "debut", "début", "tstart", "tstartms", "tcin", "timestart", "offsets", "from", "offsetmilliseconds",
    "offsetinticks", "offset", "timestamp", "timestamps", "time", "ts", "timecode", "temps", "t",
)  # fmt: skip
END: Final = (
    "end", "endtime", "endms", "endseconds", "endsec", "endtimestamp", "endts", "stop", "fin", "tend",
    "tendms", "tcout", "timeend", "offsets", "to", "timestamp", "timestamps",
)  # fmt: skip
DURATION: Final = ("duration", "durationmilliseconds", "durationinticks", "durationms", "ddurationms", "dur")
ONLY_FIRST: Final = frozenset({"alternatives", "nbest", "hypotheses"})
"""Lists of which the first object is what was said, and the others what might have been."""
LANGUAGE: Final = ("language", "languagecode", "detectedlanguage", "lang", "langue")
TITLE: Final = ("title", "titre")
INTERVIEW: Final = (
    *TITLE, "interview", "interviewid", "entretien", "transcriptid", "conversationid", "dialogueid", "case",
)  # fmt: skip
"""Names of what tells the interviews of one file apart."""
MEDIA: Final = ("media", "mediafile", "audio", "audiofile", "audiofilename", "filename")
TECHNICAL: Final = frozenset(
    {
        "type", "status", "model", "id", "uuid", "version", "format", "task", "jobname", "accountid", "kind",
        "recognitionstatus",
        "acousticmodel", "languagemodel", "attachesto", *LANGUAGE, *MEDIA,
    }
)  # fmt: skip
"""Names of what programs say to each other."""

_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_SECONDS: Final = re.compile(r"(\d+(?:\.\d+)?)\s?s")
_ISO: Final = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_LONGEST_NAME: Final = 60
_NAME_OF: Final = ("name", "displayname", "nom", "label", "role", "id")
_TICKS: Final = 10_000_000
_HIGHEST: Final = 1e15


@lru_cache(maxsize=4096)
def plain(key: str) -> str:
    """Give a name without its capitals, dashes and underlines: ``start_time`` and ``startTime`` are one."""
    return key.casefold().replace("_", "").replace("-", "").replace(" ", "")


def by_name(item: Mapping[str, Any], names: Iterable[str]) -> Iterable[tuple[str, Any]]:
    """Give the (plain name, value) of an object that are called one of `names`, in their order."""
    there = {plain(key): value for key, value in item.items()}
    return [(name, there[name]) for name in names if there.get(name) is not None]


def speaker(value: object) -> str | None:
    """Read a value as a speaker; a bare number is ``Speaker 1``."""
    if isinstance(value, dict):
        names = (speaker(inner) for _name, inner in by_name(value, _NAME_OF))
        return next(filter(None, names), None)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return f"Speaker {value}" if 0 <= value <= _TICKS else None
    if not isinstance(value, str):
        return None
    name = " ".join(value.split())
    if not name or len(name) > _LONGEST_NAME or seconds(name) is not None or _SECONDS.fullmatch(name):
        return None
    return f"Speaker {name}" if name.isdigit() else name


class Raw(float):
    """A number of which the file does not say whether it is seconds or thousandths of them."""


def time(name: str, value: object, *, last: bool = False) -> float | None:
    """Read a value as a time in seconds, or as a `Raw` number; None when it is neither.

    `last` takes the end of what holds both, ``{"from": 0, "to": 4}`` or ``[0, 4]``.
    """
    if isinstance(value, list):
        value = value[-1 if last else 0] if len(value) == 2 else None
    elif isinstance(value, dict):
        return _time_of_object(name, value, last=last)
    elif name in {"offsets", "timestamp", "timestamps"} and last:
        return None
    if isinstance(value, str):
        return _time_of_words(name, value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return _number(name, value)


def _number(name: str, value: float) -> float | None:
    if not (abs(value) < _HIGHEST and math.isfinite(value)):
        return None
    value = max(0.0, value)
    if name.endswith(("ms", "milliseconds")) or name == "offsets":
        return round(value / 1000, 3)
    if name.endswith("ticks"):
        return round(value / _TICKS, 3)
    return Raw(value)


def _time_of_words(name: str, value: str) -> float | None:
    if len(value) > _LONGEST_NAME:
        return None
    if _NUMBER.fullmatch(value):
        return _number(name, float(value))
    if found := _SECONDS.fullmatch(value):
        return float(found[1])
    if (found := _ISO.fullmatch(value)) and any(found.groups()):
        hours, minutes, rest = (float(part or 0) for part in found.groups())
        return round(hours * 3600 + minutes * 60 + rest, 3)
    return seconds(value)


def _time_of_object(name: str, value: dict[str, Any], *, last: bool) -> float | None:
    there = {plain(key): inner for key, inner in value.items()}
    if "nanos" in there or "seconds" in there:
        parts = [time("", there.get(part, 0)) or 0.0 for part in ("seconds", "nanos")]
        return round(parts[0] + parts[1] / 1e9, 3)
    for key in ("to", "end") if last else ("from", "start", "relative"):
        inner = there.get(key)
        if isinstance(inner, int | float | str):
            return time(name, inner) if name == "offsets" else time(key, inner)
    return time(name, there["relative"]) if last and isinstance(there.get("relative"), float) else None
