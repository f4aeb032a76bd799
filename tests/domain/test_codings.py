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
