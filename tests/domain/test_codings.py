"""The gestures on passages: the ends of a text are in it, and what goes takes its memos along."""

from __future__ import annotations

import pytest

from interviewcoder.domain.codebook import Codebook
from interviewcoder.domain.document import Document
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import codings as gestures
from interviewcoder.domain.records import Code, Coder, Coding, Memo, Transcript

TEXT = "Oui 🙂"


def test_a_passage_may_reach_the_end_of_the_text_and_no_further() -> None:
    """The last character can be coded; one more is refused."""
    document = Document(Transcript(name="Anne", version="v", length=len(TEXT)), "", TEXT, (), {})
    assert gestures.passage(document, 4, len(TEXT)).of(TEXT) == "🙂"
    with pytest.raises(Refused, match="no passage"):
        gestures.passage(document, 4, len(TEXT) + 1)


def test_a_coding_that_is_removed_takes_its_memos_along_and_undo_brings_both() -> None:
    """No memo is left on a coding that is gone; the inverse holds the coding and its memo."""
    code, coder = Code(name={"fr": "Budget"}), Coder(name="Ana")
    coding = Coding(transcript="t", start=0, end=3, quote="Oui", code=code.id, coder=coder.id)
    memo = Memo(on="coding", target=coding.id, text="à revoir")
    change = gestures.remove_codings([coding], Codebook([code], "fr"), "Anne", [memo])
    assert {edit.before for edit in change.edits} == {coding, memo}
    assert {edit.after for edit in change.inverse.edits} == {coding, memo}


def coded(code: Code, coder: Coder) -> Coding:
    """Give a coding of the first word."""
    return Coding(transcript="t", start=0, end=3, quote="Oui", code=code.id, coder=coder.id)


def test_recoding_onto_a_coding_that_is_there_keeps_that_one_and_gives_it_the_memos() -> None:
    """One coding remains in the place, with the memos of both; the inverse holds the other and where its memo was."""
    budget, team, coder = Code(name={"fr": "Budget"}), Code(name={"fr": "Équipe"}), Coder(name="Ana")
    one, twin = coded(budget, coder), coded(team, coder)
    memo = Memo(on="coding", target=one.id, text="à revoir")
    change = gestures.recode_codings([one], team, Codebook([budget, team], "fr"), [one, twin], [memo])
    afters = [edit.after for edit in change.edits]
    assert [(after.target, after.text) for after in afters if isinstance(after, Memo)] == [
        (twin.id, "à revoir")
    ]
    assert [edit.before for edit in change.edits if edit.after is None] == [one]
    assert {edit.after for edit in change.inverse.edits} == {one, memo}


def test_two_codings_of_one_place_that_are_given_one_code_become_one() -> None:
    """The first gets the code; the second would be it again and goes, its memo moves to the first."""
    budget, team, money = (Code(name={"fr": name}) for name in ("Budget", "Équipe", "Argent"))
    coder = Coder(name="Ana")
    one, other = coded(budget, coder), coded(team, coder)
    memo = Memo(on="coding", target=other.id, text="à revoir")
    book = Codebook([budget, team, money], "fr")
    change = gestures.recode_codings([one, other], money, book, [one, other], [memo])
    kept = [edit.after for edit in change.edits if isinstance(edit.after, Coding)]
    assert [(coding.id, coding.code) for coding in kept] == [(one.id, money.id)]
    moved = [edit.after for edit in change.edits if isinstance(edit.after, Memo)]
    assert [memo.target for memo in moved] == [one.id]
    assert [edit.before for edit in change.edits if edit.after is None] == [other]
