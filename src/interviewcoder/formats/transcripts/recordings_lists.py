"""Where in a tree of JSON the words of a conversation are, whatever program wrote it.

Objects at the same place of a tree, ``segments[]`` or ``results[].alternatives[]``, form one candidate;
what says most, with speakers and times, is taken. Owns that choice. Must not know bytes or utterances.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.formats.transcripts import recordings_keys as keys

if TYPE_CHECKING:
    from collections.abc import Iterator

_INNER_SPACE: Final = re.compile(r"\S\s+\S")
_SOME: Final = 0.8
_NOT_A_PART: Final = 0.3
_FEW_SPEAKERS: Final = 12
_LONG_TEXT: Final = 80

_SURE: Final = tuple(name for name in keys.SPEAKER if name not in keys.NOT_INHERITED)

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An object and the objects around it, nearest first, up to the outermost that is in a list."""

    item: dict[str, Any]
    around: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one object says."""

    text: str
    speaker: str | None
    start: float | None
    end: float | None
    item: dict[str, Any]
    parent: int


@dataclass(slots=True)
class Spoken:
    """The pieces at one place of the tree, in their order."""

    path: Path
    text_key: str
    speaker_key: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Count the characters said."""
        return sum(len("".join(piece.text.split())) for piece in self.pieces)

    @property
    def by_words(self) -> bool:
        """Say whether the pieces are single words rather than phrases."""
        phrases = sum(1 for piece in self.pieces if _INNER_SPACE.search(piece.text))
        return phrases <= 0.1 * len(self.pieces) and len(self.pieces) > 1

    def share(self, name: str) -> float:
        """Say for how many of the pieces a speaker or a start is known."""
        return sum(1 for piece in self.pieces if getattr(piece, name) is not None) / len(self.pieces)


class Tree:
    """All objects of a file by their place."""

    def __init__(self, root: object) -> None:
        self.root = root
        self.places: dict[Path, list[Place]] = {}
        self._walk(root)

    def _walk(self, root: object) -> None:
        waiting: list[tuple[object, Path, tuple[dict[str, Any], ...]]] = [(root, (), ())]
        while waiting:
            node, path, around = waiting.pop()
            if isinstance(node, dict):
                self.places.setdefault(path, []).append(Place(node, around))
                inside = (node, *around) if "[]" in path else ()
                listed = len(node) > 1 and all(key.isdigit() for key in node)
                steps = [("[]" if listed else key, inner) for key, inner in node.items()]
                waiting += [(inner, (*path, key), inside) for key, inner in reversed(steps)]
            elif isinstance(node, list):
                first = bool(path) and keys.plain(path[-1]) in keys.ONLY_FIRST
                waiting += [(inner, (*path, "[]"), around) for inner in reversed(node[:1] if first else node)]

    @cached_property
    def spoken(self) -> list[Spoken]:
        """Give the places where something is said."""
        found = (_spoken(path, places) for path, places in self.places.items() if "[]" in path)
        return [spoken for spoken in found if spoken]

    def best(self) -> Spoken | None:
        """Give the place with the conversation: speakers first, then times, then phrases before words."""
        listed = [spoken for spoken in self.spoken if len(spoken.pieces) > 1]
        longest = max((spoken.length for spoken in listed or self.spoken), default=0)
        whole = max((spoken.length for spoken in self.spoken), default=0)
        if longest < _NOT_A_PART * whole:
            longest = whole
        enough = [spoken for spoken in self.spoken if spoken.length >= _SOME * longest]
        diarised = bool(self.voices())
        return max(
            enough,
            default=None,
            key=lambda spoken: (
                spoken.share("speaker") >= 0.5 or (diarised and spoken.share("start") >= 0.5),
                spoken.share("start") >= 0.5,
                not spoken.by_words,
                spoken.share("speaker"),
            ),
        )

    def voices(self) -> list[tuple[float, float, str]]:
        """Give who speaks from when to when, where that stands apart from the words."""
        best: list[tuple[float, float, str]] = []
        for path, places in self.places.items():
            if "[]" not in path or any(_text(place.item) for place in places):
                continue
            spans = []
            for place in places:
                name, (start, end) = _own_speaker(place.item, _SURE), times(place.item)
                if name and start is not None and end is not None:
                    spans.append((start, end, name))
            if len(spans) > len(best):
                best = spans
        return sorted(best)

    def strings(self) -> Iterator[tuple[str, str]]:
        """Give every (name, string) of the file."""
        waiting: list[tuple[str, object]] = [("", self.root)]
        while waiting:
            name, node = waiting.pop()
            if isinstance(node, str):
                yield name, node
            elif isinstance(node, dict):
                waiting += [(key, inner) for key, inner in reversed(node.items())]
            elif isinstance(node, list):
                waiting += [(name, inner) for inner in reversed(node)]


def _text(item: dict[str, Any], first: str = "", names: tuple[str, ...] = keys.TEXT) -> str:
    for _name, value in keys.by_name(item, (first, *names)):
        if isinstance(value, str) and value:
            return value
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            return " ".join(value)
    return ""


def times(item: dict[str, Any]) -> tuple[float | None, float | None]:
    """Give when an object begins and ends; raw numbers stay raw."""
    found = ((name, keys.time(name, value)) for name, value in keys.by_name(item, keys.START))
    start = next((time for _name, time in found if time is not None), None)
    if start is None:
        return None, None
    ends = (keys.time(name, value, last=True) for name, value in keys.by_name(item, keys.END))
    end = next((time for time in ends if time is not None), None)
    if end is None:
        lasts = (keys.time(name, value) for name, value in keys.by_name(item, keys.DURATION))
        if (length := next((time for time in lasts if time is not None), None)) is not None:
            raw = isinstance(start, keys.Raw) and isinstance(length, keys.Raw)
            end = keys.Raw(start + length) if raw else start + length
    return start, end


def _own_speaker(item: dict[str, Any], names: tuple[str, ...]) -> str | None:
    found = (keys.speaker(value) for _name, value in keys.by_name(item, names))
    return next(filter(None, found), None)


def _there(places: list[Place], names: tuple[str, ...]) -> list[str]:
    there = {keys.plain(key) for place in places for key in place.item}
    return [name for name in names if name in there]


def _speaker_names(places: list[Place]) -> tuple[str, ...]:
    """Give the names under which these objects have their speakers: few different ones, or a telling name."""
    wanted: list[str] = []
    for name in _there(places, keys.SPEAKER):
        values = [keys.speaker(value) for place in places for _n, value in keys.by_name(place.item, (name,))]
        said = {value for value in values if value}
        if name == "from" and any(keys.time(name, place.item.get(name)) is not None for place in places):
            continue
        sure = name.startswith(("speaker", "locut", "inter", "participant"))
        if said and (sure or len(said) <= max(_FEW_SPEAKERS, len(places) // 4)):
            wanted.append(name)
    if len(wanted) > 1:
        wanted = [name for name in wanted if name not in keys.CHANNELS]
    return tuple(wanted)


def _text_key(places: list[Place]) -> str:
    """Give the name under which these objects have their words: the best known of those that say enough."""
    names = _there(places, keys.TEXT)
    lengths = {name: sum(len(_text(place.item, names=(name,))) for place in places) for name in names}
    longest = max(lengths.values(), default=0)
    enough = (name for name in names if lengths[name] and lengths[name] >= _SOME * longest)
    return next(enough, "")


def _spoken(path: Path, places: list[Place]) -> Spoken | None:
    text_key = _text_key(places)
    if not text_key:
        return None
    names = tuple(name for name in _speaker_names(places) if name != text_key)
    spoken = Spoken(path, text_key, names[0] if names else "")
    for place in places:
        text = _text(place.item, text_key, keys.STRONG_TEXT)
        if not text:
            continue
        around = (_own_speaker(outer, _SURE) for outer in place.around)
        speaker = _own_speaker(place.item, names) or next(filter(None, around), None)
        moments = (times(item) for item in (place.item, *place.around))
        start, end = next((pair for pair in moments if pair[0] is not None), (None, None))
        parent = id(place.around[0]) if place.around else 0
        spoken.pieces.append(
            Piece(text=text, speaker=speaker, start=start, end=end, item=place.item, parent=parent)
        )
    return spoken if _is_speech(spoken) else None


def _is_speech(spoken: Spoken) -> bool:
    if not any(character.isalpha() for piece in spoken.pieces for character in piece.text):
        return False
    if spoken.share("speaker") >= 0.5 or spoken.share("start") >= 0.5:
        return True
    long = any(len(piece.text) > _LONG_TEXT or _INNER_SPACE.search(piece.text) for piece in spoken.pieces)
    return spoken.text_key in keys.STRONG_TEXT and long
