"""The languages the program speaks: finding and applying the gettext catalogues.

Owns the current language. The source strings are English; ``locales/fr`` holds the
French catalogue. Must not import any other room: every room may use it.

Screens and messages use the language of the user (`choose`); exports use the
language of the study, inside ``with speaking(study.language):``.
"""

from __future__ import annotations

import gettext
import os
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Language: TypeAlias = Literal["fr", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
FOLDER: Final = Path(__file__).parent

_chosen: list[Language] = ["en"]
"""The language of the whole program; a thread that begins speaks it too."""
_speaking: ContextVar[Language | None] = ContextVar("speaking", default=None)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    return gettext.translation("interviewcoder", FOLDER, [language], fallback=True)


def _(message: str) -> str:
    """Give `message` in the current language."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """Give the form of a message that fits the number `n`, in the current language."""
    if language() == "en":
        return one if n == 1 else many
    return _catalogue(language()).ngettext(one, many, n)


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark `message` for translation without translating it yet."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as above
    """Mark both forms of a message for translation without translating them yet."""
    return one, many


def language() -> Language:
    """Give the language messages are in now."""
    return _speaking.get() or _chosen[0]


def as_language(text: str | None) -> Language | None:
    """Read a language from `text` such as ``fr``, ``fr_FR.UTF-8`` or ``en-GB``; None when it is another."""
    short = (text or "")[:2].lower()
    return short if short in LANGUAGES else None


def from_environment() -> Language:
    """Give the language the user's environment asks for, English when it says nothing we speak."""
    for name in ("INTERVIEWCODER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return as_language(value) or "en"
    return "en"


def choose(chosen: Language) -> None:
    """Speak `chosen` from now on."""
    _chosen[0] = chosen


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Speak `chosen` inside the block, and the former language after it."""
    token = _speaking.set(chosen)
    try:
        yield
    finally:
        _speaking.reset(token)


def number(value: float, decimals: int = 0) -> str:
    """Write a number as the current language does: ``1 234,5`` or ``1,234.5``; what is below zero with a minus sign."""
    text = f"{value:z,.{decimals}f}".replace("-", "\u2212")
    if language() == "fr":
        text = text.replace(",", "\u202f").replace(".", ",")
    return text
