"""What stands around the turns of a text: header blocks with metadata, and closing lines.

Owns the reading of ``DATE: 31 August 2011``, YAML front matter, title lines and ``[End of Transcript]``.
Nothing is taken out of the text; it is only said where the turns may begin and must end. Must not
recognise turns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import fold, name_key
from interviewcoder.formats.transcripts.spelling import known_role
from interviewcoder.formats.transcripts.vocabulary import HEADER_KEYS, INTERVIEWER_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.formats.transcripts.marks import Line

_KEY_VALUE: Final = re.compile(
    r"[>#*\-•\s]*(?P<key>[^\W\d_][^:：\n]{0,39}?)\s*\**\s*[:：]\**\s*(?P<value>[^\n]*)"
)
_NAMED: Final = re.compile(r"\b(?P<key>[^\W\d_]{6,20})\s+(?:is|are|est|sont)\s+(?P<value>[^.\n]{2,80})")
_FRONT: Final = re.compile(r"---[^\S\n]*\n(?P<body>.*?)\n---[^\S\n]*(?:\n|\Z)", re.DOTALL)
_DATE: Final = re.compile(
    r"\b(?:\d{1,2}([./-])\d{1,2}\1\d{4}|\d{1,2}(?:er)?[ -][^\W\d_]{3,9}[ -]\d{4}|\d{4}-\d\d-\d\d|[^\W\d_]{3,9} \d{1,2}, \d{4})\b"
)
_CLOSING: Final = re.compile(
    r"\W*(?:end of (?:the )?(?:transcript|interview|recording)|fin de (?:la |l['’])?(?:transcription|entretien|"
    r"enregistrement|interview)|transcribed by \S.*|.{1,60} stopped transcription)\W*",
    re.IGNORECASE,
)
_DEEPEST: Final = 40
_LONGEST_TITLE: Final = 120
_LONGEST_VALUE: Final = 200


@dataclass(slots=True)
class Header:
    """What a header says: its metadata, where it ends, and the interviewers it names (folded)."""

    metadata: dict[str, str] = field(default_factory=dict)
    end: int = 0
    interviewers: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def take(self, key: str, value: str, end: int) -> None:
        """Take one line of the block."""
        if value:
            self.metadata.setdefault(key.strip().casefold(), value)
        self.end = end
        self.names.append(name_key(_plain(value)))
        if _names_interviewer(key):
            self.interviewers.append(name_key(_plain(value)))

    def take_title(self, text: str, line: Line) -> None:
        """Keep a line that belongs to no turn as the title, with the date in it; not when it is no title."""
        title = text[line.start : line.end].lstrip("# ").strip("*")
        pair = _KEY_VALUE.match(title[:_LONGEST_TITLE])
        if (
            not title
            or len(title) > _LONGEST_TITLE
            or title[-1] in ".?!…:"
            or "\t" in title
            or title[0] == "-"
        ):
            return
        if pair is None or not is_key(pair["key"]):
            self.metadata.setdefault("title", title)
            if date := _DATE.search(title):
                self.metadata.setdefault("date", date.group())


def _plain(value: str) -> str:
    return re.sub(r"[^\w\s'’-]", " ", value)


def _names_interviewer(key: str) -> bool:
    role = known_role(key.rstrip("s"))
    return role is not None and len(role) > 1 and fold(role) in INTERVIEWER_WORDS


def read(text: str, lines: Sequence[Line]) -> Header:
    """Read the header block at the top of `text`; empty when there is none."""
    header = Header()
    if front := _FRONT.match(text):
        for line in front["body"].split("\n"):
            if pair := _KEY_VALUE.match(line.strip()[:_LONGEST_VALUE]):
                header.take(pair["key"], pair["value"].strip(), front.end())
        header.end = front.end()
    top = [line for line in lines if line.start >= header.end][:_DEEPEST]
    _read_block(header, text, top)
    if top and text[top[0].start] == "#":
        header.take_title(text, top[0])
    return header


def _read_block(header: Header, text: str, top: Sequence[Line]) -> None:
    """Take `Key: value` lines until one that is a turn; a role as key needs a header key beside it."""
    waiting: list[tuple[str, str, int]] = []
    keyed = False
    for line in top:
        shown = text[line.start : line.end]
        pair = _KEY_VALUE.match(shown[:_LONGEST_VALUE])
        if pair is None or len(shown) > _LONGEST_VALUE:
            if named := _NAMED.search(shown[:_LONGEST_VALUE]):
                _take_named(header, named)
            if pair is None and len(shown) <= _LONGEST_VALUE:
                continue
            break
        key, value = pair["key"], pair["value"].strip().rstrip("*").strip()
        if is_key(key):
            for earlier in waiting:
                header.take(*earlier)
            waiting.clear()
            keyed = True
            header.take(key, value, line.end)
            if named := _NAMED.search(value[:_LONGEST_VALUE]):
                _take_named(header, named)
        elif known_role(key) and is_name(value):
            waiting.append((key, value, line.end))
            if keyed and _adjoins(header, text, line):
                header.take(*waiting.pop())
        else:
            break


def _adjoins(header: Header, text: str, line: Line) -> bool:
    return text[header.end : line.start].count("\n") == 1


def _take_named(header: Header, named: re.Match[str]) -> None:
    if _names_interviewer(named["key"]):
        header.interviewers.append(name_key(_plain(named["value"])))
        header.names.append(name_key(_plain(named["value"])))


def is_key(key: str) -> bool:
    """Say whether `key` is one that header blocks have and speakers do not."""
    tokens = fold(key).split()
    return bool(tokens) and len(tokens) <= 4 and tokens[0] in HEADER_KEYS


def is_name(value: str) -> bool:
    """Say whether a header's value is a list of names and not something said."""
    tokens = value.replace(",", " ").split()
    joined = {"and", "et", "&", "de", "du", "van", "von", "la", "le"}
    named = all(token[0].isupper() or token in joined for token in tokens)
    return 0 < len(tokens) <= 12 and named and value[-1:] not in ".?!…"


def closing(text: str, lines: Sequence[Line]) -> int:
    """Give where the last turn must end at the latest: before lines that only close the transcript."""
    end = len(text)
    for line in reversed(lines[-3:]):
        if not _CLOSING.fullmatch(text, line.start, line.end):
            break
        end = line.start
    return end
