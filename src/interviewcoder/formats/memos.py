"""Memos in every form a reader may want them in.

Owns the columns and their names. Must not find memos: they come finished and in order.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import shown
from interviewcoder.formats.separated import write_csv
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMS: Final = ("text", "json", "csv", "md", "docx")
KEYS: Final = ("kind", "on", "text", "quote", "coder", "made")
Row = tuple[str, str, str, str, str, str]
"""One memo: the kind of thing and the thing it is on, its words, the passage, who wrote it, when."""


def render(memos: Sequence[Row], form: str, language: str) -> str | bytes:
    """Give memos as `form`: bytes for docx, text for the others."""
    if form == "json":
        return json.dumps([dict(zip(KEYS, row, strict=True)) for row in memos], ensure_ascii=False, indent=2)
    if form == "csv":
        return write_csv(KEYS, memos, language)
    if form == "md":
        return "".join(_markdown(row) for row in memos)
    if form == "text":
        return "\n".join(f"{n}. {_text(row)}" for n, row in enumerate(memos, 1))
    if form == "docx":
        return _document(memos)
    raise Refused(
        _("Memos are written as {forms}, not as “{form}”.").format(forms=", ".join(FORMS), form=form)
    )


def _heading(row: Row) -> str:
    kind, on, _text, _quote, coder, made = row
    return f"{_(kind)} – {on} ({', '.join(part for part in (coder, made[:10]) if part)})"


def _text(row: Row) -> str:
    quote = "\n  " + _("“{text}”").format(text=shown(row[3])) if row[3] else ""
    lines = "\n".join(f"  {shown(line)}" for line in row[2].split("\n"))
    return f"{shown(_heading(row))}{quote}\n{lines}\n"


def _markdown(row: Row) -> str:
    from interviewcoder.formats.matrices.markdown import escaped

    quote = "".join(f"> {escaped(line)}\n" for line in row[3].split("\n")) + "\n" if row[3] else ""
    paragraphs = "\n\n".join(escaped(line) for line in row[2].split("\n") if line.strip())
    return f"## {escaped(_heading(row))}\n\n{quote}{paragraphs}\n\n"


def _document(memos: Sequence[Row]) -> bytes:
    from interviewcoder.formats import word

    document = word.new_document(_("Memos"))
    document.add_heading(_("Memos"), level=0)
    for row in memos:
        document.add_heading(word.clean(_heading(row)), level=2)
        if row[3]:
            document.add_paragraph(word.clean(row[3]), style="Quote")
        for line in row[2].split("\n"):
            if line.strip():
                document.add_paragraph(word.clean(line))
    return word.saved(document)
