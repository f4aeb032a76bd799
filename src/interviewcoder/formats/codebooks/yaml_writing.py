"""A codebook to YAML, leaving in an existing file every line that still holds: comments, order, quotation marks.

Owns how a code looks in YAML and which of the former lines stay. Must not know the disk.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.text import name_key
from interviewcoder.formats.codebooks.drafts import drafts_of
from interviewcoder.formats.codebooks.yaml_layout import Item, Level, NotLaidOut, Part, is_remark, laid_out
from interviewcoder.formats.codebooks.yaml_reading import KEYS, read_yaml
from interviewcoder.formats.transcripts.encodings import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.drafts import CodeDraft

_PLAIN: Final = re.compile(
    r"(?:[«“][ \u00a0\u202f]?)?[^\W\d_](?:[\w ,.;/()'’«»…–—!?%+\u00a0\u202f-]|:(?=\w)|(?<=\w)#)*", re.UNICODE
)
_WORDS_OF_YAML: Final = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_SPACES: Final = "\u00a0\u202f\u2009"


def write_yaml(codebook: Codebook, keep: bytes | None = None) -> bytes:
    """Give the codebook as YAML. `keep` is the file it replaces; nothing of it changes but what differs."""
    drafts = drafts_of(codebook)
    writer = _Writer(codebook.language)
    if not keep:
        return _joined(writer.fresh(drafts, 0)).encode()
    try:
        former = read_yaml("", keep, codebook.language)
    except Unreadable:
        return _joined(writer.fresh(drafts, 0)).encode()
    if former == drafts:
        return keep
    text = decode(keep).text.lstrip("\ufeff").replace("\r\n", "\n")
    return (_kept(writer, text, former, drafts) or _afresh(writer, text, drafts)).encode()


def _kept(writer: _Writer, text: str, former: Sequence[CodeDraft], drafts: Sequence[CodeDraft]) -> str | None:
    """Give the former text with its changes; None when it would not read as `drafts`."""
    try:
        layout = laid_out(text, former)
        written = "\n".join(
            [*layout.start, *writer.level(layout.level, drafts, layout.level.indent), *layout.end]
        )
        return written if read_yaml("", written.encode(), writer.language) == drafts else None
    except (NotLaidOut, Unreadable):
        return None


def _afresh(writer: _Writer, text: str, drafts: Sequence[CodeDraft]) -> str:
    """Write everything anew, the comments of a file too strangely laid out gathered at its top."""
    remarks = [line.strip() for line in text.split("\n") if is_remark(line) and line.strip()]
    return _joined([*remarks, *writer.fresh(drafts, 0)])


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n" if lines else "[]\n"


class _Writer:
    """Gives the lines of codes; `language` is the one whose texts are written without saying so."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.step = 2

    def fresh(self, drafts: Sequence[CodeDraft], indent: int) -> list[str]:
        return [line for draft in drafts for line in self.item(None, draft, indent)]

    def level(self, level: Level, drafts: Sequence[CodeDraft], indent: int) -> list[str]:
        """Give the lines of a list, those of its former items where they are the same codes."""
        lines: list[str] = []
        matches = _matched(level.items, drafts)
        gone = {i: item.above for i, item in enumerate(level.items) if i not in matches}
        for draft, match in zip(drafts, matches, strict=True):
            # What stood above a code that has gone stays where it was.
            for i in sorted(i for i in gone if match is not None and i < match):
                lines += gone.pop(i)
            lines += self.item(None if match is None else level.items[match], draft, indent)
        for above in gone.values():
            lines += above
        return lines + level.end

    def item(self, item: Item | None, draft: CodeDraft, indent: int) -> list[str]:
        if item is None:
            return self.mapping([], None, draft, indent)
        moved = indent - item.indent
        above = [_shifted(line, moved) for line in item.above]
        own, former = replace(draft, children=()), replace(item.draft, children=())
        lines = [_shifted(line, moved) for part in item.parts for line in (*part.above, *part.lines)]
        if item.shape == "whole" or item.below is None:
            same = item.draft == draft
        else:
            same = item.shape == "short" and own == former and bool(draft.children)
            if same:
                lines += self.level(item.below, draft.children, item.below.indent + moved)
        if same:
            return [*above, *_dashed(lines, indent)]
        known = {
            part.key: replace(
                part,
                lines=[_shifted(line, moved) for line in part.lines],
                above=[_shifted(line, moved) for line in part.above],
            )
            for part in item.parts
        }
        if item.shape == "whole":
            known = {}
        elif item.shape == "name":
            known["name"].lines = []
        elif item.shape == "short":
            known = {}
        return [*above, *self.mapping(list(known.values()), item, draft, indent)]

    def mapping(self, parts: list[Part], item: Item | None, draft: CodeDraft, indent: int) -> list[str]:
        """Give the lines of a code as a mapping, key by key, in the former order."""
        order = [part.key for part in parts]
        for key in KEYS:
            if key not in order:
                place = max((order.index(at) + 1 for at in KEYS[: KEYS.index(key)] if at in order), default=0)
                order.insert(place, key)
        known = {part.key: part for part in parts}
        lines: list[str] = []
        for key in order:
            former = known.get(key) or Part(key, [])
            if key == "children":
                new = self.children(former, item, draft, indent)
            elif former.lines and item is not None and getattr(item.draft, key) == getattr(draft, key):
                new = former.lines
            else:
                new = self.key(key, draft, indent + 2)
                if new and former.beside:
                    new[-1] += "  " + former.beside
            lines += [*former.above, *new]
        return _dashed(lines, indent)

    def children(self, former: Part, item: Item | None, draft: CodeDraft, indent: int) -> list[str]:
        if not draft.children:
            return []
        key = " " * (indent + 2) + "children:"
        if item is None or item.below is None:
            if former.lines and item is not None and item.draft.children == draft.children:
                return former.lines
            return [key, *self.fresh(draft.children, indent + 2 + self.step)]
        return [
            *(former.lines or [key]),
            *self.level(item.below, draft.children, item.below.indent + indent - item.indent),
        ]

    def key(self, key: str, draft: CodeDraft, indent: int) -> list[str]:
        value: str | Mapping[str, str] = getattr(draft, key)
        if not value:
            return []
        margin = " " * indent
        if isinstance(value, str):
            return [f'{margin}{key}: "{value}"']
        if set(value) == {self.language}:
            return _scalar(f"{margin}{key}:", value[self.language], indent)
        if any("\n" in text for text in value.values()):
            lines = [f"{margin}{key}:"]
            for language, text in value.items():
                lines += _scalar(f"{margin}  {language}:", text, indent + 2)
            return lines
        pairs = ", ".join(f"{language}: {_one_line(text, flow=True)}" for language, text in value.items())
        return [f"{margin}{key}: {{{pairs}}}"]


def _matched(items: Sequence[Item], drafts: Sequence[CodeDraft]) -> list[int | None]:
    """Find each draft among the former items: by name, or by place when both are left over."""
    free = {i: _keys(item.draft.name.values()) for i, item in enumerate(items)}
    matches: list[int | None] = []
    for draft in drafts:
        wanted = _keys(draft.name.values())
        found = next((i for i, keys in free.items() if keys & wanted), None)
        matches.append(found)
        free.pop(-1 if found is None else found, None)
    for place, match in enumerate(matches):
        if match is None and place in free and len(free) == matches.count(None):
            matches[place] = place
            del free[place]
    return matches


def _keys(names: Iterable[str]) -> set[str]:
    return {name_key(name) for name in names if name}


def _shifted(line: str, by: int) -> str:
    if by >= 0:
        return " " * by + line if line.strip() else line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _dashed(lines: list[str], indent: int) -> list[str]:
    """Put the dash before the first line that is not a comment."""
    for i, line in enumerate(lines):
        if not is_remark(line):
            return [*lines[:i], f"{line[:indent]}-{line[indent + 1 :]}", *lines[i + 1 :]]
    return lines


def _scalar(start: str, text: str, indent: int) -> list[str]:
    lines = text.split("\n")
    if len(lines) > 1 and all(line and line == line.strip() and _is_printable(line) for line in lines):
        return [f"{start} |", *(" " * (indent + 2) + line for line in lines)]
    return [f"{start} {_one_line(text)}"]


def _one_line(text: str, *, flow: bool = False) -> str:
    plain = _PLAIN.fullmatch(text) and text == text.strip() and not (flow and "," in text)
    if plain and text.casefold() not in _WORDS_OF_YAML and " #" not in text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() or c in _SPACES else _escaped(c) for c in quoted)


def _escaped(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"


def _is_printable(line: str) -> bool:
    return all(c.isprintable() or c in _SPACES for c in line)
