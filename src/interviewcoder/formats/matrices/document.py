"""A matrix as a Word document: landscape, header on every page, a caption Word can list.

Must not know how Word is written, which is in `formats.word`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.formats import word
from interviewcoder.formats.matrices.cells import grid, holds_words
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.analysis.results import Matrix

_MOST_COLUMNS: Final = 63
"""Word holds no more in a table."""


def as_document(matrix: Matrix, title: str) -> bytes:
    """Give the document. Raises `Refused` for more columns than a Word table can have."""
    wordy = holds_words(matrix)
    laid = grid(matrix, words=wordy)
    if len(laid.head) + 1 > _MOST_COLUMNS:
        raise Refused(
            _("A Word table holds {most} columns and this matrix has more; use xlsx.").format(
                most=_MOST_COLUMNS
            )
        )
    document = word.new_document(title, landscape=True)
    word.add_caption(document, title)
    rows = [
        ("\u2002" * 2 * depth + label, *cells)
        for label, depth, cells in zip(laid.labels, laid.depths, laid.body, strict=True)
    ]
    rows += [(label, *line) for label, line in laid.foot]
    columns = len(matrix.columns)
    shares = [4.0, *[4.0 if wordy else 1.0] * columns, *[1.0] * laid.margins]
    word.add_table(
        document,
        (laid.corner, *laid.head),
        rows,
        shares=shares,
        figures_from=1 + columns if wordy else 1,
        turned=not wordy,
    )
    for note in laid.notes:
        document.add_paragraph(word.clean(note))
    return word.saved(document)
