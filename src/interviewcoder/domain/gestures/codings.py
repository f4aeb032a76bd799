"""Gestures on passages: code them, remove codings, take in a file of codings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, Edit, added, removed, replaced
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.records import Coding, Memo
from interviewcoder.domain.text import Span, shown
from interviewcoder.locales import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.document import Document
    from interviewcoder.domain.records import Code, Coder

_EXCERPT = 40


def passage(document: Document, start: int, end: int) -> Span:
    """Give the span `start` to `end` of a transcript. Raises `Refused` when it is not inside the text."""
    if not 0 <= start < end <= len(document.text):
        raise Refused(
            _("{name} has characters 0 to {length}; {start} to {end} is no passage of it.").format(
                name=document.transcript.name, length=len(document.text), start=start, end=end
            )
        )
    return Span(start, end)


def code_passage(
    document: Document,
    span: Span,
    codes: Sequence[Code],
    coder: Coder,
    codebook: Codebook,
    *,
    present: Iterable[Coding] = (),
    memo: str = "",
) -> Change:
    """Tag a passage with codes. `present` are the transcript's codings: what is tagged already stays once.

    The change is empty when every code is there already.
    """
    there = {(c.code, c.coder, c.start, c.end) for c in present}
    quote = span.of(document.text)
    codings = [
        Coding(
            transcript=document.transcript.id, start=span.start, end=span.end, quote=quote,
            code=code.id, coder=coder.id,
        )
        for code in codes
        if (code.id, coder.id, span.start, span.end) not in there
    ]  # fmt: skip
    memos = [Memo(on="coding", target=coding.id, text=memo, coder=coder.id) for coding in codings if memo]
    details = {
        "quote": excerpt(quote),
        "code": ", ".join(codebook.path(code.id) for code in codes),
        "transcript": document.transcript.name,
    }
    return Change(N_("Coded “{quote}” in {transcript}: {code}"), details, added(*codings, *memos))


def remove_codings(
    codings: Sequence[Coding], codebook: Codebook, transcript: str, memos: Iterable[Memo] = ()
) -> Change:
    """Remove codings of one transcript with the memos on them."""
    codes = ", ".join(dict.fromkeys(codebook.path(coding.code) for coding in codings))
    quote = excerpt(codings[0].quote) if codings else ""
    details = {"quote": quote, "code": codes, "transcript": transcript}
    edits = removed(*memos, *codings)
    return Change(N_("Removed from “{quote}” in {transcript}: {code}"), details, edits)


def recode_codings(
    codings: Sequence[Coding],
    code: Code,
    codebook: Codebook,
    present: Iterable[Coding],
    memos: Iterable[Memo],
) -> Change:
    """Give codings another code; memo, time and weight stay. One that would be there twice goes, its memos move.

    `present` are all codings of the transcripts concerned, `memos` those on `codings`.
    """
    there = {(c.transcript, c.start, c.end, c.coder): c for c in present if c.code == code.id}
    on: dict[str | None, list[Memo]] = {}
    for memo in memos:
        on.setdefault(memo.target, []).append(memo)
    edits: list[Edit] = []
    for coding in codings:
        place = (coding.transcript, coding.start, coding.end, coding.coder)
        twin = there.get(place)
        if twin is None:
            there[place] = coding
            edits += replaced(coding, replace(coding, code=code.id))
        elif twin.id != coding.id:
            for memo in on.get(coding.id, ()):
                edits += replaced(memo, replace(memo, target=twin.id))
            edits += removed(coding)
    before = ", ".join(dict.fromkeys(codebook.path(coding.code) for coding in codings))
    details: dict[str, str | int] = {
        "number": len(codings), "quote": excerpt(codings[0].quote) if codings else "",
        "before": before, "code": codebook.path(code.id),
    }  # fmt: skip
    label = N_("Recoded “{quote}”: {before} → {code}")
    if len(codings) > 1:
        label = N_("Recoded {number} codings: {before} → {code}")
    return Change(label, details, tuple(edits))


def stretch_coding(coding: Coding, span: Span, document: Document, codebook: Codebook) -> Change:
    """Give a coding another passage of its transcript; code, coder, memo and time stay."""
    after = replace(coding, start=span.start, end=span.end, quote=span.of(document.text))
    details = {
        "before": excerpt(coding.quote), "quote": excerpt(after.quote),
        "transcript": document.transcript.name, "code": codebook.path(coding.code),
    }  # fmt: skip
    label = N_("{code} in {transcript}: “{before}” is now “{quote}”")
    return Change(label, details, replaced(coding, after))


def mark_codings(
    codings: Sequence[Coding], codebook: Codebook, *, key: bool | None = None, weight: float | None = None
) -> Change:
    """Mark codings as key quotations or not, or give them a weight; a weight below 0 takes it away."""
    edits: list[Edit] = []
    for coding in codings:
        after = coding if key is None else replace(coding, key=key)
        if weight is not None:
            after = replace(after, weight=float(weight) if weight >= 0 else None)
        edits += replaced(coding, after)
    details: dict[str, str | int] = {
        "quote": excerpt(codings[0].quote) if codings else "",
        "code": ", ".join(dict.fromkeys(codebook.path(coding.code) for coding in codings)),
    }
    if weight is not None:
        details["weight"] = f"{weight:g}" if weight >= 0 else "–"
        return Change(N_("Weight of “{quote}” under {code}: {weight}"), details, tuple(edits))
    if key:
        return Change(N_("Key quotation: “{quote}” under {code}"), details, tuple(edits))
    return Change(N_("No key quotation any more: “{quote}” under {code}"), details, tuple(edits))


def add_codings(new: Sequence[Coding | Memo | Code | Coder], file: str) -> Change:
    """Add the codings, and whatever they need, of a file."""
    edits: tuple[Edit, ...] = added(*new)
    number = sum(isinstance(record, Coding) for record in new)
    label = N_("Took in {number} codings from {file}")
    if number == 1:
        label = N_("Took in one coding from {file}")
    return Change(label, {"number": number, "file": shown(file)}, edits)


def code_hits(codings: Sequence[Coding], pattern: str, code: str) -> Change:
    """Tag everything a search found."""
    details: dict[str, str | int] = {"number": len(codings), "pattern": pattern, "code": code}
    label = N_("Coded {number} hits of “{pattern}”: {code}")
    if len(codings) == 1:
        label = N_("Coded one hit of “{pattern}”: {code}")
    return Change(label, details, added(*codings))


def excerpt(text: str, length: int = _EXCERPT) -> str:
    """Give the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def number_of_codings(number: int) -> str:
    """Say a number of codings in words."""
    return ngettext("{n} coding", "{n} codings", number).format(n=number)
