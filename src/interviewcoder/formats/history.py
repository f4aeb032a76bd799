"""The history as a table: csv for programs, Word for an appendix.

Owns the columns. Which lines there are is the study's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.formats.separated import write_csv
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interviewcoder.domain.changes import HistoryLine

FORMS: Final = ("csv", "docx")
KEYS: Final = ("n", "at", "coder", "label", "undone")


def render(lines: Iterable[HistoryLine], form: str, language: str, title: str) -> str | bytes:
    """Give lines as `form`, in the order they come."""
    if form == "csv":
        return write_csv(
            KEYS, ((one.n, one.at, one.coder, one.sentence, one.undone) for one in lines), language
        )
    if form == "docx":
        from interviewcoder.formats import word

        document = word.new_document(title, landscape=True)
        document.add_heading(word.clean(title), level=0)
        word.add_caption(document, _("History"))
        headers = (_("No."), _("When (UTC)"), _("Coder"), _("What"), _("Taken back"))
        word.add_table(document, headers, _rows(lines), shares=(0.6, 1.6, 1.6, 7.5, 0.9))
        return word.saved(document)
    raise Refused(
        _("The history is written as {forms}, not as “{form}”.").format(forms=", ".join(FORMS), form=form)
    )


def _rows(lines: Iterable[HistoryLine]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        when = line.at[:16].replace("T", " ")
        yield str(line.n), when, line.coder, line.sentence, _("yes") if line.undone else ""
