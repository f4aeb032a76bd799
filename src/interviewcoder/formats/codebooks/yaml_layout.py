"""The lines of a codebook in YAML, cut up by code and by key, so that a save can leave them as they are.

Owns which lines, comments among them, belong to which code. Must not write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from interviewcoder.formats.codebooks.yaml_reading import SYNONYMS, is_short_form, parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.drafts import CodeDraft


class NotLaidOut(Exception):
    """The file is not laid out with an item and a key a line."""


@dataclass(slots=True)
class Part:
    """A key of a code: its lines, the comment lines above it, and the comment beside it.

    The first line of a code's first part has spaces where the dash was.
    """

    key: str
    lines: list[str]
    above: list[str] = field(default_factory=list)
    beside: str = ""


@dataclass(slots=True)
class Item:
    """A code: its draft, the lines above it, its parts, and the list below it.

    `shape` is ``mapping``, ``name`` (a plain string), ``short`` (``Moyens:`` and a list), or ``whole``
    (all on lines of its own that cannot be cut: ``{name: Moyens}``).
    """

    draft: CodeDraft
    shape: str
    indent: int
    above: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    below: Level | None = None


@dataclass(slots=True)
class Level:
    """A list of codes: the column of its dashes, its items, and the comment lines that close it."""

    indent: int
    items: list[Item] = field(default_factory=list)
    end: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """A whole file: the lines before the list, the list, the lines after it."""

    start: list[str]
    level: Level
    end: list[str]


def laid_out(text: str, drafts: Sequence[CodeDraft]) -> Layout:
    """Cut up the lines of `text`, which reads as `drafts`. Raises `NotLaidOut`."""
    lines = text.split("\n")
    node = parsed("", text.encode())
    first, last = 0, len(lines)
    if isinstance(node, dict):
        codes = _line(node, "codes")
        after = sorted(line for line in (_line(node, key) for key in node) if line > codes)
        last = after[0] if after else last
        node = node["codes"]
    if not _is_block(node) or not isinstance(node, list):
        raise NotLaidOut
    first = _line(node, 0)
    end = _without_remarks(lines, first, last)
    level = _Cutter(lines).level(node, drafts, first, end)
    return Layout(lines[:first], level, lines[end:])


def is_remark(line: str) -> bool:
    """Say whether a line is empty or nothing but a comment."""
    return not line.strip() or line.lstrip().startswith("#")


def _without_remarks(lines: Sequence[str], start: int, end: int) -> int:
    while end > start and is_remark(lines[end - 1]):
        end -= 1
    return end


def _is_block(node: Any) -> bool:
    filled = isinstance(node, list | dict) and bool(node)
    style: Any = getattr(node, "fa", None)
    return filled and style is not None and not style.flow_style()


def _line(node: Any, key: Any) -> int:
    lines: Any = node.lc
    return int((lines.item(key) if isinstance(node, list) else lines.key(key))[0])


class _Cutter:
    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines

    def level(self, node: Any, drafts: Sequence[CodeDraft], start: int, end: int) -> Level:
        """Cut the lines `start` to `end` into items; remarks before an item are its own."""
        starts = [_line(node, i) for i in range(len(node))]
        if len(set(starts)) < len(starts) or len(drafts) != len(starts):
            raise NotLaidOut
        level = Level(self.dash(starts[0]))
        above = list(self.lines[start : starts[0]])
        for i, (at, draft) in enumerate(zip(starts, drafts, strict=True)):
            until = starts[i + 1] if i + 1 < len(starts) else end
            if self.dash(at) != level.indent:
                raise NotLaidOut
            stop = self.stop(at, until, level.indent)
            item = self.item(node[i], draft, at, stop, level.indent)
            item.above = above
            level.items.append(item)
            above = list(self.lines[stop:until])
        level.end = above
        return level

    def dash(self, line: int) -> int:
        text = self.lines[line]
        indent = len(text) - len(text.lstrip(" "))
        if text[indent : indent + 2] != "- ":
            raise NotLaidOut
        return indent

    def stop(self, start: int, end: int, indent: int) -> int:
        """Leave the remarks at the end to what follows, those further in than the dash excepted."""
        stop = _without_remarks(self.lines, start + 1, end)
        while stop < end and self.lines[stop].startswith(" " * (indent + 1)) and self.lines[stop].strip():
            stop += 1
        return stop

    def item(self, node: Any, draft: CodeDraft, start: int, stop: int, indent: int) -> Item:
        first = self.lines[start]
        opened = [first[:indent] + " " + first[indent + 1 :], *self.lines[start + 1 : stop]]
        if not isinstance(node, dict):
            beside = _beside(first, str(node))
            return Item(draft, "name", indent, parts=[Part("name", opened, beside=beside)])
        if not _is_block(node):
            return Item(draft, "whole", indent, parts=[Part("name", opened)])
        short = is_short_form(node)
        item = Item(draft, "short" if short else "mapping", indent)
        keys = list(node)
        starts = [_line(node, key) for key in keys]
        if starts[0] != start or len(set(starts)) < len(starts):
            raise NotLaidOut
        above: list[str] = []
        for i, (key, at) in enumerate(zip(keys, starts, strict=True)):
            until = starts[i + 1] if i + 1 < len(starts) else stop
            cut = _without_remarks(self.lines, at + 1, until) if i + 1 < len(starts) else until
            part = self.part(item, node, key, at, cut, start)
            part.above = above
            item.parts.append(part)
            above = list(self.lines[cut:until])
        return item

    def part(self, item: Item, node: Any, key: Any, start: int, stop: int, opening: int) -> Part:
        below = node[key]
        name = SYNONYMS.get(str(key), str(key))
        lines = list(self.lines[start:stop])
        if start == opening:
            lines[0] = lines[0][: item.indent] + " " + lines[0][item.indent + 1 :]
        holds_codes = item.shape == "short" or name == "children"
        if not holds_codes:
            single = len(lines) == 1 and isinstance(below, str)
            return Part(name, lines, beside=_beside(lines[0], str(below)) if single else "")
        if isinstance(below, list) and below and _is_block(below):
            first = _line(below, 0)
            item.below = self.level(below, item.draft.children, start + 1, stop)
            if first <= start:
                raise NotLaidOut
            lines = lines[:1]
        return Part("children", lines)


def _beside(line: str, value: str) -> str:
    """Give the comment that ends a line; `value` is what the line says, which may hold a ``#`` too."""
    at = line.rfind(" #")
    while at > 0 and (before := line.rfind(" #", 0, at)) > 0 and line[before:].strip() not in value:
        at = before
    return "" if at < 0 or line[at:].strip().rstrip("\"'") in value else line[at:].strip()
