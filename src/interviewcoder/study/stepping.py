"""Several steps back or forth in the history at once.

Owns refusing more steps than there are, before the first is taken. One step is the study's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import ngettext, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.study.study import Study


def refuse_too_far_back(study: Study, wanted: int) -> None:
    """Raise `Refused` when fewer changes than that can be taken back; where there is none at all, undoing says so."""
    there, _forth = study.database.steps(study.whose)
    if 0 < there < wanted:
        raise Refused(
            ngettext(
                "Only {n} change can be taken back. Nothing was taken back.",
                "Only {n} changes can be taken back. Nothing was taken back.",
                there,
            ).format(n=number(there))
        )


def back(study: Study, wanted: int) -> Iterator[HistoryLine]:
    """Take so many changes back, the last first. Raises `Refused` before the first when there are fewer."""
    refuse_too_far_back(study, wanted)
    for _n in range(wanted):
        yield study.undo()


def forth(study: Study, wanted: int) -> Iterator[HistoryLine]:
    """Do so many changes again. Raises `Refused` before the first when fewer were taken back."""
    _back, there = study.database.steps(study.whose)
    if 0 < there < wanted:
        raise Refused(
            ngettext(
                "Only {n} change can be done again. Nothing was done.",
                "Only {n} changes can be done again. Nothing was done.",
                there,
            ).format(n=number(there))
        )
    for _n in range(wanted):
        yield study.redo()
