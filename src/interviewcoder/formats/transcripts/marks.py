"""Where a line may begin a turn, in each of the styles people and programs write.

Owns the patterns: a bold name, a name in brackets, a name before a colon, a name beside a time, a name
alone, before a tab, before a dash. A mark is only a candidate: whether its label is a speaker is
decided over the whole file in `labels`. Must not judge words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import Span
from interviewcoder.formats.transcripts.clock import TIME, TO, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN: Final = r"(?:\\?\[|\(|#)"
_CLOSE: Final = r"(?:-\d{1,2})?(?:\\?\]|\)|#)"
_LEAD: Final = rf"(?:(?:{_OPEN})?(?P<lead>{TIME})(?:{TO}(?P<lead_end>{TIME}))?(?:{_CLOSE})?\s*(?:[-–—]\s+)?)?"
_TAIL: Final = rf"(?:\s*{_OPEN}\s*(?P<time>{TIME})(?:{TO}(?P<time_end>{TIME}))?\s*{_CLOSE})?"
_AFTER: Final = rf"(?:\s*{_OPEN}\s*(?P<after>{TIME})(?:{TO}(?P<after_end>{TIME}))?\s*{_CLOSE})?"
_NAME: Final = r"(?P<label>[^\W\d_][^\n\t:：\[\]*]{0,59}?)"
_COLON: Final = r"\s*[:：](?!//)"

STYLES: Final = {
    "bold": re.compile(
        rf"{_LEAD}\*\*(?P<label>[^*\n:：]{{1,60}}?)\s*{_TAIL}\s*(?:[:：]\s*\*\*|\*\*\s*[:：]){_AFTER}"
    ),
    "bracket": re.compile(
        rf"{_LEAD}(?:\\?\[){{1,2}}(?P<label>[^\]\[\n:：\\]{{1,60}})(?:\\?\]){{1,2}}\s*[:：]?{_AFTER}(?:\s*[:：])?"
    ),
    "colon": re.compile(rf"{_LEAD}{_NAME}{_TAIL}{_COLON}{_AFTER}"),
    "clock": re.compile(
        rf"{_NAME}[\s,–-]*{_OPEN}?(?P<time>{TIME})(?:{TO}(?P<time_end>{TIME}))?{_CLOSE}?\s*\Z"
    ),
    "clock first": re.compile(rf"{_OPEN}?(?P<lead>{TIME}){_CLOSE}?\s*(?:[-–—]\s+)?{_NAME}\s*\Z"),
    "tab": re.compile(rf"{_LEAD}{_NAME}[^\S\t\n]*\t"),
    "dash": re.compile(r"(?P<label>[^\W\d_]{1,3}\d{0,2})\s+[-–—]\s+(?=\S)"),
    "alone": re.compile(rf"{_NAME}\s*\Z"),
}
"""The patterns, most specific first; each is matched where a line's first character is."""

_MARKUP: Final = " \t\u00a0\u202f[]*\\"
_LONGEST_HEAD: Final = 200
_TIME_NEXT: Final = re.compile(
    rf"\s*{_OPEN}(?P<time>{TIME})(?:{TO}(?P<time_end>{TIME}))?{_CLOSE}(?:\s*-(?=\s))?"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a turn may begin: the line, the label as typed, where the words begin, the time."""

    style: str
    line: int
    name: str
    label: Span
    words: int
    time: float | None = None
    time_end: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text that is not blank: from its first visible character to its last."""

    start: int
    end: int


def lines(text: str) -> list[Line]:
    """Give the lines that hold something, without the white space around them."""
    found: list[Line] = []
    position = 0
    for line in text.split("\n"):
        if stripped := line.strip():
            start = position + line.index(stripped[0])
            found.append(Line(start, start + len(stripped)))
        position += len(line) + 1
    return found


def candidates(text: str, line: Line) -> Iterator[Mark]:
    """Give every way in which `line` may begin a turn."""
    head = text[line.start : min(line.end, line.start + _LONGEST_HEAD)]
    whole = line.end - line.start <= _LONGEST_HEAD
    for style, pattern in STYLES.items():
        if style in {"clock", "clock first", "alone"} and not whole:
            continue
        if found := pattern.match(head):
            mark = _mark(style, found, line, text)
            if mark:
                yield mark


def _mark(style: str, found: re.Match[str], line: Line, text: str) -> Mark | None:
    groups = found.groupdict()
    start, end = _as_typed(found, style)
    name = found["label"].strip(_MARKUP)
    glued_digits = (
        style == "colon" and found["label"][-1:].isdigit() and text[line.start + found.end() :][:1].isdigit()
    )
    if not name or glued_digits:
        return None
    words = line.start + found.end()
    time = next((groups[key] for key in ("time", "after", "lead") if groups.get(key)), None)
    time_end = next((groups[key] for key in ("time_end", "after_end", "lead_end") if groups.get(key)), None)
    if time is None and (follows := _TIME_NEXT.match(text, words, words + 60)):
        time, time_end, words = follows["time"], follows["time_end"], follows.end()
    label = Span(line.start + start, line.start + end)
    return Mark(style, line.start, name, label, words, seconds(time), seconds(time_end))


def _as_typed(found: re.Match[str], style: str) -> tuple[int, int]:
    """Give where the label stands, with its brackets or asterisks."""
    start, end = found.span("label")
    text = found.string
    label = found["label"]
    end -= len(label) - len(label.rstrip())
    if style == "bracket":
        start = text.rindex("[", 0, start)
        end = text.index("]", end) + 1
        start -= text[start - 1 : start] in {"[", "\\"}
    elif style == "bold":
        start = text.rindex("**", 0, start)
        closing = text.find("**", end)
        end = closing + 2 if closing >= 0 else end
    return start, end
