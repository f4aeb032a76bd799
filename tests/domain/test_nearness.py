"""What a person may have meant by a name."""

from __future__ import annotations

import pytest

from interviewcoder.domain.errors import NotFound
from interviewcoder.domain.nearness import near, slips

TRANSCRIPTS = ["E01 Le Goff", "E05 Roussel", "E08 Aubertin", "E10 Haddad"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("E01", ["E01 Le Goff"]),
        ("roussel", ["E05 Roussel"]),
        ("le goff", ["E01 Le Goff"]),
        ("E05 Rousel", ["E05 Roussel"]),
        ("E0", ["E01 Le Goff", "E05 Roussel", "E08 Aubertin"]),
        ("Nowhere at all", []),
        (" ", []),
    ],
)
def test_the_beginning_or_a_word_of_a_name_is_near_it(given: str, meant: list[str]) -> None:
    """What begins with the words given, or holds them, comes first; else what is most like them; else nothing."""
    assert near(given, TRANSCRIPTS) == meant


def test_what_is_not_found_is_told_with_every_name_it_may_be() -> None:
    """The sentence asks for each of them, in quotation marks."""
    assert str(NotFound("transcript", "E1", ["E1 A", "E1 B"])) == (
        "There is no transcript “E1”. Did you mean “E1 A” or “E1 B”?"
    )


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Mark", ["Marc"]),
        ("Hellene", ["Hélène"]),
        ("Marc Dupont", ["Marc"]),
        ("Marie", []),
        ("Coder 2", []),
        ("Hélène (2)", []),
        ("Zoé", []),
    ],
)
def test_a_new_name_may_be_a_slip_for_a_known_one(given: str, meant: list[str]) -> None:
    """One letter or one word more or less is a slip; another number is another person."""
    assert slips(given, ["Marc", "Hélène", "Coder 1"]) == meant
