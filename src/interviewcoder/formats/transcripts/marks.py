"""Where a line may begin a turn, in each of the styles people and programs write.

Owns the patterns: what may stand before a name (a dash, a number, a time), a bold name, a name in
brackets, before a colon, beside a time, alone, before a tab, a dash, an arrow. A mark is only a
candidate: whether its label is a speaker is decided over the whole file in `labels`. Must not judge words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import Span
from interviewcoder.formats.transcripts.clock import CLOSING, OPENING, TIME, TO, seconds, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STYLES: Final = (
    "bold", "bracket", "round", "angle", "curly", "guillemets", "hash", "colon", "clock", "clock first",
    "inline", "stressed", "tab", "arrow", "dash", "dot", "gap", "alone",
)  # fmt: skip
"""The ways to mark a speaker; of two that explain as many lines the first is taken."""
WHOLE_LINE: Final = frozenset({"clock", "clock first", "alone"})
"""Styles whose words begin on the line below."""

_HEAD: Final = 200
_LONGEST_NAME: Final = 60
_LINE_SPACE: Final = r"[^\S\n]*"
_LEAD: Final = re.compile(
    r"[\u200b-\u200f\u2060\ufeff]*(?:[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]+[^\S\n]*)?"
    rf"(?:(?:>{{1,3}}|[-–—•‣·|]){_LINE_SPACE}|(?:\#{{1,6}}|\*)[^\S\n]+)?"
    rf"(?:(?P<number>\d{{1,5}})(?:[.)](?!\d)|{_LINE_SPACE}[|\t](?!\d+:))?[^\S\n]+(?=[^\W\d_]|[\[(<{{«‹*_#\\]|\d+:))?"
    rf"(?:\[?\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}},?[^\S\n]+(?:à[^\S\n]+)?{TIME}(?:[^\S\n]?[AaPp][Mm])?\]?{_LINE_SPACE}(?:-{_LINE_SPACE})?)?"
    rf"(?:(?:{stamp('lead')}|(?P<bare>{TIME})(?:{TO}(?P<bare_end>{TIME}))?){_LINE_SPACE}(?:[-–—|]{_LINE_SPACE})?)?"
)
_AFTER: Final = rf"(?:{_LINE_SPACE}{stamp('after')})?"
# A long run of spaces may not be tried again from each of its places: what is possessive gives nothing back.
_INSIDE: Final = rf"(?:[^\S\n]*+[,–-]?[^\S\n]*+(?:{stamp('time')}|(?P<inner>{TIME})))?"
_COLON: Final = re.compile(
    rf"(?:[^\S\n]*{stamp('time')}|[^\S\n]+(?P<inner>{TIME}))?[^\S\n]*[:：](?!//){_AFTER}"
)
_CLOCK: Final = re.compile(
    rf"[\s,–|·-]*(?:{stamp('time')}|(?P<inner>{TIME})(?:{TO}(?P<inner_end>{TIME}))?)(?P<half>\s?[AaPp]\.?[Mm]\.?)?\s*\Z"
)
_INLINE: Final = re.compile(
    rf"[^\S\n]+(?:{stamp('time')}|(?P<inner>{TIME})(?:{TO}(?P<inner_end>{TIME}))?)[^\S\n]+(?![AaPp][Mm]\b)(?:[-–—|][^\S\n]+)?(?=\S)"
)
_SEPARATORS: Final = {
    "tab": re.compile(rf"[^\S\n\t]*\t(?:[^\S\n]*(?P<time>{TIME})(?:{TO}(?P<time_end>{TIME}))?[^\S\n]*\t)?"),
    "arrow": re.compile(
        rf"[^\S\n]*(?:=?>{{1,2}}|[→|›»])(?:[^\S\n]*(?P<time>{TIME})[^\S\n]*\|)?[^\S\n]*(?=\S)"
    ),
    "dash": re.compile(r"[^\S\n]*(?<!-)[-–—]{1,2}[^\S\n]+(?=\S)"),
    "dot": re.compile(r"(?<=[^\W_])\.[^\S\n]+(?=\S)"),
    "gap": re.compile(r"[^\S\n\t]{2,}(?=[^\s\d])"),
}
_SHORT_NAME: Final = re.compile(r"[^\W\d_]{1,5}\d{0,2}")
_BOLD_END: Final = r"(?:\*{1,3}|_{1,3}|</(?:b|strong|i|em)>)"
_BOLD: Final = re.compile(
    rf"(?P<typed>(?:\*{{1,3}}|_{{1,3}}|<(?:b|strong|i|em)>)\s*+(?:{stamp('lead')}\s*+|(?P<bare>{TIME})\s++)?"
    rf"(?P<label>[^*\n:：<>]{{1,60}}?){_INSIDE}\s*+(?P<in>[:：]\s*+)?{_BOLD_END})"
    rf"(?:{_LINE_SPACE}{stamp('close')}|[^\S\n]+(?P<clock>{TIME})(?=\s*\Z))?(?P<out>\s*[:：](?!//))?{_AFTER}"
)
_BOLD_TURN: Final = re.compile(
    rf"(?:\*{{2,3}}|_{{2,3}}|<(?:b|strong)>)(?P<label>[^*\n:：<>]{{1,60}}?)(?:[^\S\n]*{stamp('time')})?[^\S\n]*[:：](?!//)(?=[^\S\n]*[^\s*_<])"
)


def _bracketed(opening: str, closing: str, inside: str) -> re.Pattern[str]:
    """Give the pattern of a label in one kind of brackets, with a time or a colon in them or after."""
    return re.compile(
        rf"(?P<typed>{opening}[^\S\n]*(?:(?P<bare>{TIME})[^\S\n]*[,–-]?[^\S\n]*)?"
        rf"(?P<label>[^\W_][^{inside}\n\t:：]{{0,59}}?){_INSIDE}[^\S\n]*[:：]?[^\S\n]*{closing})"
        rf"{_LINE_SPACE}(?:[:：](?!//))?{_AFTER}{_LINE_SPACE}(?:[:：](?!//))?"
    )


_BRACKETS: Final = {
    "bracket": _bracketed(r"(?:\\?[\[［【]){1,2}", r"(?:\\?[\]］】]){1,2}", r"\[\]\\［］【】"),
    "round": _bracketed(r"[(（]", r"[)）]", r"()（）"),
    "angle": _bracketed(r"[<‹](?:v )?", r"[>›]", r"<>‹›/="),
    "curly": _bracketed(r"\{", r"\}", r"{}"),
    "guillemets": _bracketed("«", "»", "«»"),
    "hash": _bracketed("#", "#", "#"),
}
_BY_OPENING: Final = {
    "[": "bracket", "\\": "bracket", "［": "bracket", "【": "bracket", "(": "round", "（": "round",
    "<": "angle", "‹": "angle", "{": "curly", "«": "guillemets", "#": "hash",
}  # fmt: skip
_NO_NAME: Final = re.compile(r"[\t\[\]*{}|<>:：\n]|//")
_FULL_STOP: Final = re.compile(r"[^\W\d_]{4}\.\Z")
_UNKNOWN: Final = re.compile(r"\?{1,3}")
_TIME_NEXT: Final = re.compile(
    rf"\s*{stamp('time')}(?:\s*-(?=\s))?|{_LINE_SPACE}\n{_LINE_SPACE}(?P<inner>{TIME})"
    rf"(?:{TO}(?P<inner_end>{TIME}))?{_LINE_SPACE}(?=\n)"
)
_STRESSED: Final = re.compile(
    rf"{OPENING}?(?:(?P<bare>{TIME}){CLOSING}?\s*)?(?P<label>[^\W_][^\n\t:：\[\]*]{{0,59}}?){_INSIDE}{CLOSING}?\s*[:：]?\s*\Z"
)
_COLON_NEXT: Final = re.compile(rf"{_LINE_SPACE}[:：](?!//){_AFTER}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a turn may begin: the line, the label as typed, where the words begin, the time.

    `numbered` says that a number stands before the label.
    """

    style: str
    line: int
    name: str
    label: Span
    words: int
    time: float | None = None
    time_end: float | None = None
    numbered: bool = False


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


def candidates(text: str, line: Line, stressed: int = 0) -> Iterator[Mark]:
    """Give every way in which `line` may begin a turn; `stressed` is where its bold beginning ends."""
    head = text[line.start : min(line.end, line.start + _HEAD)]
    lead = _LEAD.match(head)
    assert lead is not None
    here = lead.end()
    whole = line.end - line.start <= _HEAD
    if stressed > line.start and (found := _STRESSED.match(head[: min(stressed - line.start, 100)])):
        words = min(stressed, line.end)
        colon = _COLON_NEXT.match(text, words, words + _HEAD)
        end = found.end("label")
        yield from _mark("stressed", text, line, found, (found.start("label"), end), colon=colon)
    if here == len(head):
        return
    opening = head[here]
    if opening in "*_<":
        yield from _bold(text, line, head, lead)
    if opening in _BY_OPENING:
        style = _BY_OPENING[opening]
        if found := _BRACKETS[style].match(head, here):
            yield from _mark(style, text, line, found, found.span("typed"), lead=lead)
    elif opening.isalnum() or opening == "?":
        yield from _named(text, line, head, lead, whole=whole)


def _bold(text: str, line: Line, head: str, lead: re.Match[str]) -> Iterator[Mark]:
    """Give the marks of a line that begins with a name, or a whole turn, in typed bold or italics."""
    here = lead.end()
    if found := _BOLD.match(head, here):
        style = "bold" if found["in"] or found["out"] else "stressed"
        yield from _mark(style, text, line, found, found.span("typed"), lead=lead)
    elif turn := _BOLD_TURN.match(head, here):
        yield from _mark("bold", text, line, turn, turn.span("label"), lead=lead)


def _named(text: str, line: Line, head: str, lead: re.Match[str], *, whole: bool) -> Iterator[Mark]:
    """Give the marks of a line that begins with a name not set off by anything."""
    here = lead.end()
    furthest = here + _LONGEST_NAME + 30
    if (found := _COLON.search(head, here, furthest)) and found.start() > here:
        yield from _mark("colon", text, line, found, (here, found.start()), lead=lead)
    if whole and head[-1] in "0123456789])}#>›mM" and (found := _CLOCK.search(head, here)):
        yield from _mark("clock", text, line, found, (here, found.start()), lead=lead)
    if whole and len(head) - here <= _LONGEST_NAME:
        timed = lead["lead"] or lead["bare"]
        style = "clock first" if timed else "alone"
        yield from _mark(style, text, line, None, (here, len(head)), lead=lead)
    if ":" in head and (found := _INLINE.search(head, here, furthest)):
        yield from _mark("inline", text, line, found, (here, found.start()), lead=lead)
    for style, pattern in _SEPARATORS.items():
        if (found := pattern.search(head, here, furthest)) and found.start() > here:
            if style == "dot" and not _SHORT_NAME.fullmatch(head, here, found.start()):
                continue
            yield from _mark(style, text, line, found, (here, found.start()), lead=lead)


def _mark(
    style: str,
    text: str,
    line: Line,
    found: re.Match[str] | None,
    typed: tuple[int, int],
    *,
    lead: re.Match[str] | None = None,
    colon: re.Match[str] | None = None,
) -> Iterator[Mark]:
    """Give the mark, if what stands in the place of the name can be one; `typed` is where, in the line."""
    start, end = typed
    groups: Mapping[str, str | None] = found.groupdict() if found else {}
    name = (groups.get("label") or text[line.start + start : line.start + end]).strip(" \t\u00a0\u202f,")
    if not 0 < len(name) <= _LONGEST_NAME or _NO_NAME.search(name):
        return
    if not name[0].isalnum() and not _UNKNOWN.fullmatch(name):
        return
    if style == "dash" and _FULL_STOP.search(name):
        name = name[:-1]
    words = colon.end() if colon else line.start + (found.end() if found else end)
    if style == "colon" and name[-1].isdigit() and text[words : words + 1].isdigit():
        return
    told = {**(lead.groupdict() if lead else {}), **{key: value for key, value in groups.items() if value}}
    if colon:
        told.update((key, value) for key, value in colon.groupdict().items() if value)
    time, time_end = _times(told)
    if time is None and (follows := _TIME_NEXT.match(text, words, words + 60)):
        time, time_end = _times(follows.groupdict())
        words = follows.end()
    if told.get("half"):
        time = time_end = None
    end = start + len(text[line.start + start : line.start + end].rstrip())
    label = Span(line.start + start, line.start + end)
    numbered = lead is not None and lead["number"] is not None
    yield Mark(style, line.start, name, label, words, seconds(time), seconds(time_end), numbered)


def _times(groups: Mapping[str, str | None]) -> tuple[str | None, str | None]:
    """Give the time and the end of the time span that the parts of a mark hold."""
    for key in ("time", "inner", "close", "clock", "after", "lead", "bare"):
        if time := groups.get(key):
            return time, groups.get(f"{key}_end")
    return None, None
