"""Gestures on passages: code them, remove codings, take in a file of codings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, Edit, added, removed
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.records import Coding, Memo
from interviewcoder.domain.text import Span
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


def add_codings(new: Sequence[Coding | Memo | Code | Coder], file: str) -> Change:
    """Add the codings, and whatever they need, of a file."""
    edits: tuple[Edit, ...] = added(*new)
    number = sum(isinstance(record, Coding) for record in new)
    label = N_("Took in {number} codings from {file}")
    return Change(label, {"number": number, "file": file}, edits)


def code_hits(codings: Sequence[Coding], pattern: str, code: str) -> Change:
    """Tag everything a search found."""
    details: dict[str, str | int] = {"number": len(codings), "pattern": pattern, "code": code}
    return Change(N_("Coded {number} hits of “{pattern}”: {code}"), details, added(*codings))


def excerpt(text: str, length: int = _EXCERPT) -> str:
    """Give the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def number_of_codings(number: int) -> str:
    """Say a number of codings in words."""
    return ngettext("{n} coding", "{n} codings", number).format(n=number)
