"""The French catalogue: nothing missing, every place kept, typography as French wants it."""

from __future__ import annotations

import re

import pytest
from tools import catalogues


def _messages() -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for message in catalogues.french():
        if message.id:
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
            pairs += list(zip(ids, map(str, texts), strict=False))
    return pairs


def test_every_message_has_its_french() -> None:
    """No message of the program lacks a translation, and the compiled file is that of the source."""
    assert catalogues.problems() == []


def test_every_place_is_kept() -> None:
    """A translation has the same named places as its message, no more and no fewer."""
    for message, french in _messages():
        assert set(re.findall(r"{\w+}", message)) == set(re.findall(r"{\w+}", french)), message


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an ordinary space before a mark", r" [:;?!»]"),
        ("an ordinary space after an opening quotation mark", r"« "),
        ("a straight apostrophe", r"'"),
        ("straight quotation marks", r'"'),
        ("English quotation marks", r"[“”]"),
    ],
)
def test_french_typography(what: str, pattern: str) -> None:
    """French texts have no-break spaces, typographic apostrophes and guillemets."""
    assert [french for _message, french in _messages() if re.search(pattern, french)] == [], what
