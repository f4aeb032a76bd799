"""The French catalogue: nothing missing, every place kept, typography as French wants it."""

from __future__ import annotations

import re

import pytest
from tools import catalogues

from interviewcoder import locales


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
    """A translation has the same named places as its message, no more and no fewer, but for what click has in English only."""
    english_only = {"{number_type}"}
    for message, french in _messages():
        places = set(re.findall(r"{\w+}", message)) - english_only
        assert places == set(re.findall(r"{\w+}", french)), message


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


def test_messages_inside_f_strings_are_messages_too() -> None:
    """Whatever is given to the functions of the catalogue is found, wherever it stands in the source."""
    source = """f"{_('one')} {n}"\nN_('two' ' three')\nngettext('a', 'b', n)\n_(variable)\nother('none')"""
    assert sorted(catalogues.messages(source), key=str) == [("a", "b"), "one", "two three"]


def test_numbers_are_written_as_the_language_does() -> None:
    """Thousands and decimals as in the language; below zero stands a minus sign, and never before a nought."""
    with locales.speaking("fr"):
        assert locales.number(-1234.5, 1) == "\u22121\u202f234,5"
    with locales.speaking("en"):
        assert [locales.number(one, 2) for one in (-0.004, -0.03, 0, 1234)] == [
            "0.00",
            "\u22120.03",
            "0.00",
            "1,234.00",
        ]
        assert locales.number(-3) == "\u22123"
