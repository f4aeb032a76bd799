"""The one rule for names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain import naming
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import shown

TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("a é\n\r\t\x1b\x85\u2028\u202e\udcff")), max_size=20
)


@given(TEXTS)
def test_a_name_that_is_kept_can_be_seen_and_a_cleaned_one_is_kept(name: str) -> None:
    """Whatever the text: cleaning twice is cleaning once, what it leaves is taken as it is, and what is taken shows as it is."""
    clean = naming.cleaned(name)
    assert naming.cleaned(clean) == clean == shown(clean)
    if clean:
        assert naming.kept(clean, "") == clean
    try:
        kept = naming.kept(name, "nameless")
    except Refused:
        return
    assert kept == clean
    assert kept.splitlines() == [kept]


@pytest.mark.parametrize("character", "\n\r\x85\u2028\x1b\x07\x7f\x9b\u202e\u200f\u2066\udcff\x1f")
def test_what_cannot_be_seen_is_refused_inside_a_name(character: str) -> None:
    """In one line that does nothing to a terminal; from a file it is taken cleaned, and said once."""
    with pytest.raises(Refused, match="no name") as refused:
        naming.kept(f"Bud{character}get", "nameless")
    assert shown(refused.value.sentence) == refused.value.sentence
    warnings: list[str] = []
    assert naming.taken(f"Bud{character}get", warnings) in {"Bud get", "Bud\ufffdget"}
    naming.taken(f"Bud{character}get", warnings)
    assert len(warnings) == 1


@pytest.mark.parametrize("name", ["Budget\n", "  Budget ", "\tBudget"])
def test_white_space_around_a_name_is_not_of_it(name: str) -> None:
    """A line end that a shell left at the end is no reason to refuse."""
    assert naming.kept(name, "") == "Budget"
    assert naming.kept("Coût\tde\u00a0 revient", "") == "Coût de revient"


def test_nothing_is_no_name() -> None:
    """The sentence is the gesture's own."""
    with pytest.raises(Refused, match="nameless"):
        naming.kept(" \n ", "nameless")
