"""What a matrix is called where it must be told from others: its caption, and the label it is referred to by.

Owns both. A caption says what is counted, of what, and with which filters; a label is made of plain letters.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.matrices.cells import axis, is_axis, measure
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from interviewcoder.analysis.results import Matrix

_WITHIN: Final = {
    "passage": N_("on the same passage"),
    "overlap": N_("where passages overlap"),
    "turn": N_("in the same turn of speech"),
    "transcript": N_("in the same transcript"),
    "case": N_("in the same case"),
}
_LONGEST: Final = 80
_LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_OTHER: Final = re.compile(r"[^a-z0-9]+")


def caption(matrix: Matrix, title: str) -> str:
    """Give the caption: the title, and `subject`."""
    return _("{title} – {subject}").format(title=title, subject=subject(matrix))


def subject(matrix: Matrix) -> str:
    """Say what is counted, by what, and with which filters."""
    said = _("{measure}, by {rows} and by {columns}").format(
        measure=measure(matrix), rows=_side(matrix.rows_are), columns=_side(matrix.columns_are)
    )
    if matrix.within:
        said = _("{measure}, code against code, {where}").format(
            measure=measure(matrix), where=_(_WITHIN[matrix.within])
        )
    return said + circumstances(matrix)


def circumstances(matrix: Matrix) -> str:
    """Say what else was asked for: own passages, filters."""
    said = "" if matrix.rolled_up else _(", own passages only")
    return said + (_(" ({filters})").format(filters=matrix.filters.rstrip(".")) if matrix.filters else "")


def _side(name: str) -> str:
    """Name what rows or columns are within a sentence; an attribute as the study writes it."""
    return axis(name).lower() if is_axis(name) else _("“{attribute}”").format(attribute=name)


def label(matrix: Matrix, title: str) -> str:
    """Give the label: the same for the same matrix, another for another, of letters and figures without accents.

    What has no such letters, and what would be too long, is told apart by a hash.
    """
    whole = [
        title, matrix.cells_are, matrix.within, "" if matrix.rows_are == "codes" else matrix.rows_are,
        matrix.columns_are, "" if matrix.rolled_up else "own", matrix.filters, matrix.case_order,
    ]  # fmt: skip
    parts = [(part, _plain(part)) for part in whole if part]
    label = "-".join(plain for _part, plain in parts if plain)
    if len(label) > _LONGEST or any(_lost(part) for part, _plain in parts):
        told = sha256("\0".join(whole).encode("utf-8", "replace")).hexdigest()[:8]
        label = f"{label[:_LONGEST].strip('-')}-{told}"
    return label.strip("-")


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def _plain(text: str) -> str:
    return _OTHER.sub("-", _folded(text)).strip("-")


def _lost(text: str) -> bool:
    """Say whether letters of a text have no plain form."""
    return any(letter.isalnum() and not letter.isascii() for letter in _folded(text))
