"""Framework summaries in every form a reader may want them in.

Owns the columns and their names. Must not find summaries: they come finished and in order.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from itertools import groupby
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import shown
from interviewcoder.formats.separated import write_csv
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interviewcoder.analysis.results import FrameworkSummary

FORMS: Final = ("text", "csv", "json", "md")
KEYS: Final = ("case", "code", "text", "coder", "made")
_LINE: Final = 92


def render(summaries: Iterable[FrameworkSummary], form: str, language: str) -> str:
    """Give summaries, which must come by code, as `form`."""
    if form == "text":
        return "".join(f"{line}\n" for line in _text(summaries))
    if form == "md":
        return "".join(f"{line}\n" for line in _markdown(summaries))
    rows = [astuple(summary) for summary in summaries]
    if form == "csv":
        return write_csv(KEYS, rows, language)
    if form == "json":
        return json.dumps([dict(zip(KEYS, row, strict=True)) for row in rows], ensure_ascii=False)
    raise Refused(
        _("Summaries are written as {forms}, not as “{form}”.").format(forms=", ".join(FORMS), form=form)
    )


def _by_code(summaries: Iterable[FrameworkSummary]) -> Iterator[tuple[str, Iterator[FrameworkSummary]]]:
    yield from groupby(summaries, key=lambda summary: summary.code)


def _text(summaries: Iterable[FrameworkSummary]) -> Iterator[str]:
    from interviewcoder.formats.matrices.plain import cell_width, wrapped

    for n, (code, group) in enumerate(_by_code(summaries)):
        if n:
            yield ""
        yield shown(code)
        yield "─" * max(1, cell_width(shown(code)))
        for summary in group:
            yield f"  {shown(summary.case)}"
            for paragraph in summary.text.split("\n"):
                yield from (f"    {line}".rstrip() for line in wrapped(paragraph, _LINE))


def _markdown(summaries: Iterable[FrameworkSummary]) -> Iterator[str]:
    from interviewcoder.formats.matrices.markdown import escaped, in_cell

    yield f"# {_('Summaries')}"
    for code, group in _by_code(summaries):
        yield ""
        yield f"## {in_cell(code)}"
        for summary in group:
            yield ""
            yield f"### {in_cell(summary.case)}"
            yield ""
            yield escaped(summary.text)
