"""The gestures on codes: what a merge brings together keeps the words of both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from interviewcoder.domain.codebook import Codebook
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import codes as gestures
from interviewcoder.domain.records import Code, Coder, Coding, Memo, Status, Summary

if TYPE_CHECKING:
    from interviewcoder.domain.changes import Change

BUDGET, MEANS, ANA = Code(name={"fr": "Budget"}), Code(name={"fr": "Moyens"}), Coder(name="Ana")
BOOK = Codebook([BUDGET, MEANS], "fr")


def after(change: Change) -> list[object]:
    """Give what a change leaves of the records it touches."""
    return [edit.after for edit in change.edits if edit.after is not None]


def test_codings_that_would_stand_twice_stay_once_with_the_memos_of_both() -> None:
    """The memo on the coding that goes is on the one that stays, its words untouched."""
    gone, stays = (
        Coding(transcript="t", start=0, end=3, quote="Oui", code=code.id, coder=ANA.id)
        for code in (BUDGET, MEANS)
    )
    memo = Memo(on="coding", target=gone.id, text="à revoir")
    change = gestures.merge_codes(
        BOOK,
        BUDGET,
        MEANS,
        codings=[gone, stays],
        coding_memos=lambda codings: [memo] if gone in codings else [],
    )
    assert [edit.before for edit in change.edits if edit.after is None] == [gone, BUDGET]
    (kept,) = (one for one in after(change) if isinstance(one, Memo))
    assert (kept.target, kept.text) == (stays.id, "à revoir")


def test_summaries_of_one_case_are_joined_and_the_mark_of_the_target_stays() -> None:
    """Both texts, the target's first; a mark on an empty cell there is not written over."""
    one, other = (
        Summary(case="c", code=code.id, text=text) for code, text in ((BUDGET, "Cher."), (MEANS, "Peu."))
    )
    marks = [Status(transcript="t", code=code.id, value="not raised") for code in (BUDGET, MEANS)]
    change = gestures.merge_codes(BOOK, BUDGET, MEANS, codings=[], summaries=[one, other], statuses=marks)
    assert [record.text for record in after(change) if isinstance(record, Summary)] == ["Peu.\nCher."]
    assert marks[0] in [edit.before for edit in change.edits if edit.after is None]
    assert marks[1] not in [edit.before for edit in change.edits]


def test_a_code_is_not_moved_below_itself_or_what_is_below_it() -> None:
    """Neither its child nor its grandchild can hold it; another code can, and its own can move up."""
    top, child = Code(name={"fr": "Moyens"}), Code(name={"fr": "Argent"})
    child = replace(child, parent=top.id)
    grandchild = Code(name={"fr": "Budget"}, parent=child.id)
    book = Codebook([top, child, grandchild], "fr")
    for target in (top, child, grandchild):
        with pytest.raises(Refused, match="below itself"):
            gestures.move_code(book, top, target)
    assert replace(grandchild, parent=top.id, position=1) in after(gestures.move_code(book, grandchild, top))
