"""Combinations of codes: what they leave equals their definition, and what is wrong is said."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.combining import Combination, Name, Pair, Placed, left_by, names_in, parse
from interviewcoder.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

TURN = 20
"""Characters to a turn, in these tests."""


@st.composite
def some_codings(draw: st.DrawFn) -> list[Placed]:
    """Draw codings of three codes over two transcripts."""
    drawn = draw(
        st.lists(
            st.tuples(st.sampled_from("tu"), st.integers(0, 200), st.integers(1, 60), st.sampled_from("abc")),
            max_size=14,
        )
    )
    return [
        Placed(f"{n}", transcript, start, start + length, code, start // TURN, (start + length - 1) // TURN)
        for n, (transcript, start, length, code) in enumerate(drawn)
    ]


def combinations() -> st.SearchStrategy[Combination]:
    """Draw combinations of the three codes."""
    return st.recursive(
        st.sampled_from("abc").map(Name),
        lambda inner: st.builds(
            Pair, st.sampled_from(["and", "or", "without", "near"]), inner, inner, st.integers(0, 3)
        ),
        max_leaves=5,
    )


def defined(combination: Combination, codings: Sequence[Placed]) -> set[str]:
    """Give what the definition leaves, by comparing every coding with every other."""
    if isinstance(combination, Name):
        return {coding.id for coding in codings if coding.code == combination.text}
    left, right = defined(combination.left, codings), defined(combination.right, codings)
    by_id = {coding.id: coding for coding in codings}

    def meets(one: str, others: set[str]) -> bool:
        mine = by_id[one]
        for other in (by_id[guid] for guid in others if by_id[guid].transcript == mine.transcript):
            if combination.joint == "near":
                assert None not in (mine.first_turn, mine.last_turn, other.first_turn, other.last_turn)
                apart = max(mine.first_turn - other.last_turn, other.first_turn - mine.last_turn, 0)  # type: ignore[operator]
                if apart <= combination.turns:
                    return True
            elif mine.start < other.end and other.start < mine.end:
                return True
        return False

    if combination.joint == "or":
        return left | right
    if combination.joint == "without":
        return {guid for guid in left if not meets(guid, right)}
    return {guid for guid in left if meets(guid, right)} | {guid for guid in right if meets(guid, left)}


def written(combination: Combination) -> str:
    """Write a combination with all its brackets."""
    if isinstance(combination, Name):
        return combination.text
    joint = combination.joint.upper() + (f"/{combination.turns}" if combination.joint == "near" else "")
    return f"({written(combination.left)}) {joint} ({written(combination.right)})"


@given(combinations(), some_codings())
def test_what_is_left_is_what_the_definition_says(combination: Combination, codings: list[Placed]) -> None:
    """The quick way and the comparison of all with all agree."""
    assert left_by(combination, codings, lambda name: {name}) == defined(combination, codings)


@given(combinations())
def test_a_combination_written_down_is_read_back(combination: Combination) -> None:
    """Brackets and joints mean what was meant."""
    read = parse(written(combination))

    def same(one: Combination, other: Combination) -> bool:
        if isinstance(one, Name) or isinstance(other, Name):
            return one == other
        turns = one.joint != "near" or one.turns == other.turns
        return (
            one.joint == other.joint and turns and same(one.left, other.left) and same(one.right, other.right)
        )

    assert same(read, combination)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Budget", ["Budget"]),
        ("Moyens > Budget AND Équipe", ["Moyens > Budget", "Équipe"]),
        ('"A AND B" OR C', ["A AND B", "C"]),
        ("« Moyens > Budget » SANS Équipe", ["Moyens > Budget", "Équipe"]),
        ("Le temps et l’argent ET Équipe", ["Le temps et l’argent", "Équipe"]),
        ("A PRÈS/3 B OU (C SANS D)", ["A", "B", "C", "D"]),
    ],
)
def test_names_may_be_paths_sentences_or_quoted(text: str, names: list[str]) -> None:
    """Joints are words in capitals, in French or English; everything else is a name."""
    assert list(names_in(parse(text))) == names


def test_and_binds_more_than_or() -> None:
    """A OR B AND C is A OR (B AND C); the others bind from the left."""
    assert parse("A OR B AND C") == Pair("or", Name("A"), Pair("and", Name("B"), Name("C")))
    assert parse("A WITHOUT B NEAR/2 C") == Pair("near", Pair("without", Name("A"), Name("B")), Name("C"), 2)


@pytest.mark.parametrize(
    "text", ["", "AND", "A AND", "A AND AND B", "(A", "A)", "()", '"A', "A OR )", "(" * 80 + "A" + ")" * 80]
)
def test_what_is_wrong_is_one_sentence(text: str) -> None:
    """A combination that cannot be read is refused, whatever it is."""
    with pytest.raises(Refused) as refused:
        parse(text)
    assert "\n" not in refused.value.sentence


@given(st.text('ab()"AND OR«»/ \n', max_size=40))
def test_nothing_but_a_refusal_comes_of_any_text(text: str) -> None:
    """Any text is read or refused."""
    with contextlib.suppress(Refused):
        list(names_in(parse(text)))


def test_many_codings_are_combined_without_comparing_all_with_all() -> None:
    """A hundred thousand codings in one transcript come out right where the answer is known."""
    codings = [Placed(f"{n}", "t", 10 * n, 10 * n + 5, "ab"[n % 2], n, n) for n in range(100_000)]
    codings.append(Placed("x", "t", 3, 13, "c", 0, 1))
    assert left_by(parse("a AND b"), codings, lambda name: {name}) == frozenset()
    assert left_by(parse("(a OR b) AND c"), codings, lambda name: {name}) == {"0", "1", "x"}
    assert len(left_by(parse("a NEAR/1 b"), codings, lambda name: {name})) == 100_000
