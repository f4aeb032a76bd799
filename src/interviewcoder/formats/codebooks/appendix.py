"""The codebook as the appendix of a thesis, in Word and Markdown: a heading and a table for each theme, its changes last.

Must not know how Word is written, which is in `formats.word`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import in_language
from interviewcoder.formats import word
from interviewcoder.formats.codebooks.drafts import TEXTS
from interviewcoder.formats.codebooks.tabular import (
    COUNTS,
    change_headers,
    change_rows,
    shown_counts,
    shown_headers,
)
from interviewcoder.formats.matrices.markdown import in_cell, pipe_table
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Code, Guid

_SHARES: Final = (2.4, 3.0, 3.0, 3.0, 3.4)
_SHARES_OF_COUNTS: Final = (1.5, 1.6, 1.0)
_SHARES_OF_CHANGES: Final = (0.6, 1.6, 1.6, 8.0)


def codebook_document(
    codebook: Codebook, counts: Mapping[Guid, CodeCounts] | None, changes: Sequence[HistoryLine], title: str
) -> bytes:
    """Write the codebook; `counts` adds how far each code reaches, `changes` how the codebook came to be."""
    document = word.new_document(title, landscape=True)
    document.add_heading(word.clean(title), level=0)
    headers = _headers(counts)
    shares = (*_SHARES, *(_SHARES_OF_COUNTS if counts is not None else ()))
    for theme in codebook.top:
        name = codebook.name(theme)
        document.add_heading(word.clean(name), level=1)
        word.add_caption(document, _("Codes under “{theme}”").format(theme=name))
        word.add_table(document, headers, _rows(codebook, theme, counts), shares=shares, figures_from=5)
    if changes:
        document.add_heading(word.clean(_("How the codebook changed")), level=1)
        word.add_caption(document, _("Changes of the codebook"))
        word.add_table(document, change_headers(), change_rows(changes), shares=_SHARES_OF_CHANGES)
    return word.saved(document)


def codebook_markdown(
    codebook: Codebook, counts: Mapping[Guid, CodeCounts] | None, changes: Sequence[HistoryLine], title: str
) -> str:
    """Give the same as Markdown: a pipe table for each theme, and one of the changes."""
    lines = [f"# {in_cell(title)}"]
    for theme in codebook.top:
        lines += ["", f"## {in_cell(codebook.name(theme))}", ""]
        lines += pipe_table(_headers(counts), _rows(codebook, theme, counts))
    if changes:
        lines += ["", f"## {in_cell(_('How the codebook changed'))}", ""]
        lines += pipe_table(change_headers(), change_rows(changes))
    return "\n".join(lines) + "\n"


def _headers(counts: Mapping[Guid, CodeCounts] | None) -> tuple[str, ...]:
    return (*shown_headers()[:5], *(shown_counts() if counts is not None else ()))


def _rows(codebook: Codebook, theme: Code, counts: Mapping[Guid, CodeCounts] | None) -> list[tuple[str, ...]]:
    codes = (theme, *codebook.below(theme.id))
    return [(*_texts(codebook, code), *_numbers(code, counts)) for code in codes]


def _texts(codebook: Codebook, code: Code) -> Iterator[str]:
    # En spaces: Word keeps them at the start of a line.
    yield "\u2002" * 2 * codebook.depth(code.id) + codebook.name(code)
    for key in TEXTS:
        yield in_language(getattr(code, key), codebook.language)


def _numbers(code: Code, counts: Mapping[Guid, CodeCounts] | None) -> tuple[str, ...]:
    if counts is None:
        return ()
    count = counts.get(code.id)
    return tuple(str(getattr(count, name, 0)) for name in COUNTS)
