"""Quotations, retrieved by code or case, in every form a reader may want them in.

Owns the columns and their names. Must not retrieve: quotations come finished and in order.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import clock, shown
from interviewcoder.formats.separated import write_csv
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from interviewcoder.analysis.results import Quotation

FORMS: Final = ("text", "csv", "json", "md", "tex", "docx", "xlsx")
KEYS: Final = (
    "reference", "case", "transcript", "turn", "speaker", "role", "start", "end", "code", "coder", "text",
    "memo", "time",
)  # fmt: skip
_WIDTHS: Final = {0: 22, 1: 13, 2: 15, 3: 5, 4: 12, 5: 10, 6: 7, 7: 7, 8: 18, 9: 9, 10: 54, 11: 16, 12: 7}
_LINE: Final = 92


def render(quotations: Iterable[Quotation], form: str, language: str, title: str = "") -> str | bytes:
    """Give quotations as `form`: bytes for docx and xlsx, text for the others."""
    title = title or _("Quotations")
    lines: dict[str, Callable[[Iterable[Quotation]], Iterator[str]]] = {
        "text": _text,
        "tex": _latex,
        "md": partial(_markdown, title=title),
    }
    if form in lines:
        return "".join(f"{line}\n" for line in lines[form](quotations))
    if form == "csv":
        return write_csv(KEYS, map(_cells, quotations), language)
    if form == "json":
        items = [dict(zip(KEYS, _cells(quotation), strict=True)) for quotation in quotations]
        return json.dumps(items, ensure_ascii=False)
    if form in {"docx", "xlsx"}:
        return _document(quotations, title) if form == "docx" else _sheet(quotations)
    raise Refused(
        _("Quotations are written as {forms}, not as “{form}”.").format(forms=", ".join(FORMS), form=form)
    )


def _cells(quotation: Quotation) -> tuple[Any, ...]:
    return tuple(getattr(quotation, key) for key in KEYS)


def source_of(quotation: Quotation) -> str:
    """Say where a quotation stands and who speaks."""
    parts = [quotation.reference, quotation.speaker]
    if quotation.time is not None:
        parts.append(clock(quotation.time))
    return ", ".join(part for part in parts if part)


def _by_code(quotations: Iterable[Quotation]) -> Iterator[tuple[str, Iterator[Quotation]]]:
    yield from groupby(quotations, key=lambda quotation: quotation.code)


def _passages(quotations: Iterable[Quotation]) -> Iterator[Quotation]:
    """Give each passage once that several coders tagged with one code, with the memos of all: to be read, not counted."""
    for _place, there in groupby(
        quotations, key=lambda at: (at.code_id, at.transcript_id, at.start, at.end, at.text)
    ):
        first, *others = there
        memos = dict.fromkeys(at.memo for at in (first, *others) if at.memo)
        yield replace(first, memo="\n".join(memos), key=first.key or any(at.key for at in others))


def _text(quotations: Iterable[Quotation]) -> Iterator[str]:
    from interviewcoder.formats.matrices.plain import cell_width, wrapped

    for n, (code, group) in enumerate(_by_code(quotations)):
        if n:
            yield ""
        yield shown(code)
        yield "─" * max(1, cell_width(shown(code)))
        for quotation in group:
            yield ""
            yield f"  {shown(source_of(quotation))} [{shown(quotation.coder)}]"
            for paragraph in quotation.text.split("\n"):
                yield from (f"    {line}".rstrip() for line in wrapped(paragraph, _LINE))
            if quotation.memo:
                memo = _("Memo: {memo}").format(memo=quotation.memo)
                yield from (f"    {line}" for line in wrapped(memo, _LINE))


def _markdown(quotations: Iterable[Quotation], title: str) -> Iterator[str]:
    from interviewcoder.formats.matrices.markdown import escaped, in_cell

    yield f"# {in_cell(title)}"
    for code, group in _by_code(_passages(quotations)):
        yield ""
        yield f"## {in_cell(code)}"
        for quotation in group:
            yield ""
            yield from (f"> {line}".rstrip() for line in escaped(quotation.text).split("\n"))
            yield ">"
            yield f"> — {in_cell(source_of(quotation))}"
            if quotation.memo:
                yield ""
                yield in_cell(_("Memo: {memo}").format(memo=quotation.memo))


def _latex(quotations: Iterable[Quotation]) -> Iterator[str]:
    r"""Give a fragment for ``\input``: a heading a code, a quote each, with its reference."""
    from interviewcoder.formats.matrices.latex import PREAMBLE, escaped

    yield PREAMBLE.rstrip()
    for code, group in _by_code(_passages(quotations)):
        yield ""
        yield rf"\subsection*{{{escaped(code)}}}"
        for quotation in group:
            yield r"\begin{quote}"
            yield escaped(quotation.text)
            yield rf"\par\nopagebreak\raggedleft\footnotesize {escaped(f'— {source_of(quotation)}')}"
            yield r"\end{quote}"
            if quotation.memo:
                yield escaped(_("Memo: {memo}").format(memo=quotation.memo))


def _document(quotations: Iterable[Quotation], title: str) -> bytes:
    from interviewcoder.formats import word

    document = word.new_document(title)
    document.add_heading(word.clean(title), level=0)
    for code, group in _by_code(_passages(quotations)):
        document.add_heading(word.clean(code), level=1)
        for quotation in group:
            word.add_quote(document, quotation.text, f"— {source_of(quotation)}")
            if quotation.memo:
                document.add_paragraph(word.clean(_("Memo: {memo}").format(memo=quotation.memo)))
    return word.saved(document)


def _sheet(quotations: Iterable[Quotation]) -> bytes:
    from interviewcoder.formats.spreadsheets import fitting, one_sheet

    headers = (
        _("Reference"), _("Case"), _("Transcript"), _("Turn"), _("Speaker"), _("Role"), _("Start"), _("End"),
        _("Code"), _("Coder"), _("Words"), _("Memo"), _("Time"),
    )  # fmt: skip
    rows = (
        [fitting(cell, quotation.reference) if isinstance(cell, str) else cell for cell in _cells(quotation)]
        for quotation in quotations
    )
    return one_sheet(_("Quotations"), headers, rows, _WIDTHS)
