"""The languages the program speaks: finding and applying the gettext catalogues.

Owns the current language. The source strings are English; ``locales/fr`` holds the
French catalogue. Must not import any other room: every room may use it.

Screens and messages use the language of the user (`choose`); exports use the
language of the study, inside ``with speaking(study.language):``. What is refused in there is
told in the language of the user all the same: a message knows both, and an error takes that one (`told`).
"""

from __future__ import annotations

import gettext
import os
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Language: TypeAlias = Literal["fr", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
FOLDER: Final = Path(__file__).parent
T = TypeVar("T")

_chosen: list[Language] = ["en"]
"""The language of the whole program; a thread that begins speaks it too."""
_speaking: ContextVar[Language | None] = ContextVar("speaking", default=None)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    return gettext.translation("interviewcoder", FOLDER, [language], fallback=True)


class _Message(str):
    """A message in the language of a document that is being written, with what it is in the user's."""

    __slots__ = ("told",)
    told: str

    def format(self, *args: object, **values: object) -> str:
        return _with_told(
            super().format(*args, **values),
            self.told.format(*map(told, args), **{name: told(value) for name, value in values.items()}),
        )


def _with_told(text: str, told_as: str) -> str:
    message = _Message(text)
    message.told = told_as
    return message


def told(value: T) -> T:
    """Give a message in the language of the user, also while a document is written in another; else what is given."""
    return getattr(value, "told", value)


def _in_language(translated: Callable[[Language], str]) -> str:
    spoken = language()
    if spoken == _chosen[0]:
        return translated(spoken)
    return _with_told(translated(spoken), translated(_chosen[0]))


def _(message: str) -> str:
    """Give `message` in the current language."""
    return _in_language(lambda spoken: _catalogue(spoken).gettext(message)) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """Give the form of a message that fits the number `n`, in the current language."""

    def translated(spoken: Language) -> str:
        if spoken == "en":
            return one if n == 1 else many
        return _catalogue(spoken).ngettext(one, many, n)

    return _in_language(translated)


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


def telling() -> AbstractContextManager[None]:
    """Speak the language of the user inside the block, also while a document is written in another."""
    return speaking(_chosen[0])


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
