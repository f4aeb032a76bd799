"""The codebook as a Word document: the appendix of a thesis, a heading and a table for each theme.

Must not know how Word is written, which is in `formats.word`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import in_language
from interviewcoder.formats import word
from interviewcoder.formats.codebooks.drafts import TEXTS
from interviewcoder.formats.codebooks.tabular import COUNTS, shown_counts, shown_headers
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Code, Guid

_SHARES: Final = (2.4, 3.0, 3.0, 3.0, 3.4)
_SHARES_OF_COUNTS: Final = (1.5, 1.6, 1.0)


def codebook_document(codebook: Codebook, counts: Mapping[Guid, CodeCounts] | None, title: str) -> bytes:
    """Write the codebook; `counts` adds how far each code reaches."""
    document = word.new_document(title, landscape=True)
    document.add_heading(word.clean(title), level=0)
    headers = (*shown_headers()[:5], *(shown_counts() if counts is not None else ()))
    shares = (*_SHARES, *(_SHARES_OF_COUNTS if counts is not None else ()))
    for theme in codebook.top:
        name = codebook.name(theme)
        document.add_heading(word.clean(name), level=1)
        word.add_caption(document, _("Codes under “{theme}”").format(theme=name))
        rows = [
            (*_texts(codebook, code), *_numbers(code, counts)) for code in (theme, *codebook.below(theme.id))
        ]
        word.add_table(document, headers, rows, shares=shares, figures_from=5)
    return word.saved(document)


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
