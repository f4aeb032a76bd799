"""Names in texts: whole words only, however they are written."""

from __future__ import annotations

import pytest

from interviewcoder.domain.names import Names, cased_like, find, shape_of

NAMES = Names(
    (name, name, name == "Rose")
    for name in (
        "Anne",
        "Anne Le Goff",
        "Hélène",
        "Jean-Pierre",
        "L’Oréal",
        "O’Brien",
        "J. Dupont",
        "3M",
        "Rose",
    )
)


def found(text: str, walls: tuple[int, ...] = ()) -> list[str]:
    return [text[start:end] for start, end, _name in find(text, NAMES, walls)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anne, anne et ANNE.", ["Anne", "anne", "ANNE"]),
        ("helene, HÉLÈNE, He\u0323lène", ["helene", "HÉLÈNE", "He\u0323lène"]),
        ("d’Anne, qu'Anne, Anne’s, l'Anne", ["Anne", "Anne", "Anne", "Anne"]),
        ("Annexe, panne, Anne-Marie, Saint-Anne, Annes, x’Anne", []),
        ("Anne-là, et « Anne »", ["Anne", "Anne"]),
        ("Anne Le\u00a0Goff; ANNE\nLE  GOFF; Anne_Le_Goff", ["Anne Le\u00a0Goff", "ANNE\nLE  GOFF", "Anne_Le_Goff"]),
        ("Anne Le Goffic", ["Anne"]),
        ("Jean-Pierre, Jean\u2011Pierre, Jean Pierre, Jean-Pierre-Paul", ["Jean-Pierre", "Jean\u2011Pierre"]),
        ("chez L'Oréal et l’oreal", ["L'Oréal", "l’oreal"]),
        ("O’Brien, O'Brien’s", ["O’Brien", "O'Brien"]),
        ("J. Dupont, J Dupont", ["J. Dupont"]),
        ("3M, 33M", ["3M"]),
        ("Rose a une rose", ["Rose"]),
        ("E01_Anne.docx", ["Anne"]),
        ("œAnne, Anneœ, œuvre d’Anne 🙂Anne", ["Anne", "Anne"]),
    ],
)  # fmt: skip
def test_a_name_is_found_as_a_whole_word(text: str, names: list[str]) -> None:
    """Case, accents, apostrophes and kinds of space do not matter; being a part of another word does."""
    assert found(text) == names


def test_a_name_does_not_reach_over_a_wall() -> None:
    """Where a label ends and words begin, a name ends; a shorter one before it is still found."""
    text = "Anne\nLe Goff est venu"
    assert found(text) == ["Anne\nLe Goff"]
    assert found(text, (0, 4, 5)) == ["Anne"]


def test_a_name_without_a_letter_has_no_shape() -> None:
    """What has neither letter nor digit cannot be looked for."""
    assert shape_of("– !") == ()
    assert not Names([("!", "!", False)])


@pytest.mark.parametrize(
    ("as_found", "written"),
    [("Anne", "Béa"), ("ANNE", "BÉA"), ("anne", "béa"), ("AnNe", "Béa")],
)
def test_a_pseudonym_follows_the_case_of_its_name(as_found: str, written: str) -> None:
    """Capitals stay capitals, and small letters small; a name that is in capitals itself changes nothing."""
    assert cased_like("Béa", as_found, "Anne") == written
    assert cased_like("Firme", "IBM", "IBM") == "Firme"
