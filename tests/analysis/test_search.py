"""What a person types finds what she means."""

from __future__ import annotations

import pytest

from interviewcoder.analysis.search import compiled, matches


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("bouche à oreille", "le bouche-à-oreille marche", ["bouche-à-oreille"]),
        ("bouche-à-oreille", "le Bouche à oreille, le bouche\u2011à\u2011oreille", ["Bouche à oreille", "bouche\u2011à\u2011oreille"]),
        ("dit-on", "dit on, dit-on, diton", ["dit on", "dit-on"]),
        (" - ", "un - deux", ["-"]),
        ("-là", "celui-là, cela", ["-là"]),
    ],
)  # fmt: skip
def test_a_hyphen_between_words_is_as_good_as_a_space(pattern: str, text: str, found: list[str]) -> None:
    """Between two words a space finds a hyphen and a hyphen a space; before or after a word a hyphen is itself."""
    assert [text[start:end] for start, end in matches(compiled(pattern), text)] == found


def test_typed_exactly_a_hyphen_is_a_hyphen() -> None:
    """With exact nothing is forgiven."""
    assert list(matches(compiled("a b", exact=True), "a-b")) == []
