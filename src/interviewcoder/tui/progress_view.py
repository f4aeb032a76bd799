"""The progress as a table: a row a transcript, in the order of the interviews.

Owns how it is written; what the facts are is `study.progress`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from interviewcoder.locales import _, ngettext, number
from interviewcoder.tui.safe import joined, plain
from interviewcoder.tui.table_view import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.study.progress import Progress


def progress_columns() -> list[Column]:
    """Give the columns."""
    return [
        Column("transcript", _("Transcript")),
        Column("case", _("Case")),
        Column("words", _("Words"), right=True),
        Column("read", _("Read to"), right=True),
        Column("coded", _("Coded"), right=True),
        Column("codings", _("Codings"), right=True),
        Column("remains", _("Remains")),
    ]


def progress_rows(found: Sequence[Progress]) -> list[Row]:
    """Give a row a transcript."""
    return [
        Row(
            progress.transcript.id,
            (
                progress.transcript.name,
                progress.case,
                number(progress.transcript.words),
                share(progress.read),
                "…" if progress.coded is None else share(progress.coded),
                "…" if progress.codings is None else number(progress.codings),
                progress.remains_in_words,
            ),
        )
        for progress in found
    ]


def share(part: float | None) -> str:
    """Write a share in whole per cent, one that is not whole never as 0 or 100; nothing for None."""
    if part is None:
        return ""
    percent = round(100 * part)
    if 0 < part < 1:
        percent = min(99, max(1, percent))
    return f"{percent} %"


def progress_in_words(found: Sequence[Progress]) -> str:
    """Say how many transcripts there are, how many are read, and how much is coded."""
    n, read = len(found), sum(progress.remains in {"code", "nothing"} for progress in found)
    parts = [
        ngettext("{n} transcript", "{n} transcripts", n).format(n=n),
        _("{n} read to the end").format(n=read),
    ]
    words = sum(progress.transcript.words for progress in found)
    if words and all(progress.coded is not None for progress in found):
        coded = sum((progress.coded or 0) * progress.transcript.words for progress in found)
        parts.append(_("{share} of the words coded").format(share=share(coded / words)))
    return ", ".join(parts)


def about_progress(found: Progress) -> Content:
    """Say in two lines how far a transcript is, and what can be done about it."""
    facts = _("not opened yet")
    if found.read is not None:
        facts = _("read to {share}; remains: {remains}").format(
            share=share(found.read), remains=found.remains_in_words
        )
    hint = _("⏎ goes on reading there; K and J change the order of the interviews")
    return joined((found.transcript.name, "bold"), f" – {facts}", Content("\n"), (hint, "dim"))


def when_no_transcripts() -> Content:
    """Say how there come to be transcripts."""
    return plain(_("There are no transcripts yet. Leave with q, then press g i to take some in."))
