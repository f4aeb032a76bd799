"""The key of pseudonyms: what it takes, and what could not be taken back."""

from __future__ import annotations

import pytest

from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.pseudonyms import Key, Pseudonym, occurrences
from interviewcoder.domain.replacing import Replaced, Replacement
from interviewcoder.domain.text import Span


def key_of(*pairs: tuple[str, str]) -> Key:
    key = Key(study="s")
    for real, pseudonym in pairs:
        key = key.with_name(Pseudonym(real=real, pseudonym=pseudonym))
    return key


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("Anne", "Béa"), ("anne", "Zoé")], "has a pseudonym already"),
        ([("Anne", "Béa"), ("Paul", "BEA")], "stands for another name"),
        ([("Anne", "Paul"), ("Paul", "Zoé")], "holds a real name"),
        ([("Paul", "Zoé"), ("Anne", "Marie Paul")], "holds a real name"),
        ([("Anne", "Béa"), ("Béa Martin", "Zoé")], "holds the pseudonym"),
        ([("!", "Zoé")], "letter or a digit"),
        ([("Anne", " ")], "no pseudonym"),
    ],
)  # fmt: skip
def test_a_key_takes_only_what_can_be_told_apart(pairs: list[tuple[str, str]], said: str) -> None:
    """Two names with one pseudonym, or a pseudonym that would be replaced again, are refused with the reason."""
    with pytest.raises(Refused, match=said):
        key_of(*pairs)


def test_one_name_may_have_a_pseudonym_of_its_own_in_one_transcript() -> None:
    """Where a name is that of two people, the narrower pseudonym goes before the other."""
    key = key_of(("Marie", "Léa")).with_name(
        Pseudonym(real="Marie", pseudonym="Zoé", scope="t1", where="E01")
    )
    for scopes, expected in ((("t1", None), "Zoé"), (("t2", None), "Léa"), ((None, None), "Léa")):
        one = key.finder(*scopes).get(("marie",), capital=True)
        assert one is not None
        assert one.pseudonym == expected
    assert key.without("marie", "e01").pseudonyms == key_of(("Marie", "Léa")).pseudonyms
    with pytest.raises(NotFound):
        key.without("Paul")


def test_a_pseudonym_in_brackets_is_not_the_word_within_them() -> None:
    """“[ville]” stands in “à [ville]” and not in “la ville”."""
    assert list(occurrences("La ville, c’est [ville].", "[ville]")) == [(16, 23)]


def test_a_passage_holds_the_whole_of_the_words_it_touches() -> None:
    """Passages at, around, across and inside replaced words are where they belong, to the character."""
    made = Replaced("Anne et Paul.", [Replacement(0, 4, "Béatrice"), Replacement(8, 12, "X")])
    assert made.text == "Béatrice et X."
    spans = {
        (0, 4): "Béatrice",
        (1, 3): "Béatrice",
        (3, 6): "Béatrice e",
        (2, 6): "Béatrice e",
        (4, 8): " et ",
        (8, 13): "X.",
        (7, 9): " X",
    }
    for (start, end), words in spans.items():
        assert made.span(Span(start, end)).of(made.text) == words
    assert [made.inside(at) for at in (0, 1, 4, 9)] == [None, 1, None, 1]
