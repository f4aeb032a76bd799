"""The moment a document says it was made: now, or the one asked for; and how a reader reads it.

Owns the date in what is written, so that the same study and the same date give the same bytes. Must not know any form.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import N_, _, language

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_A_DAY: Final = len("2026-11-29")
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can name: its files have no dates of their own."""
_asked: ContextVar[datetime | None] = ContextVar("asked", default=None)


def read(text: str) -> datetime:
    """Read a date, with or without a time. Raises `Refused`."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(
            _("“{text}” is no date: write it like 2026-11-29, or 2026-11-29T09:22+01:00.").format(text=text)
        ) from error


@contextmanager
def dated(text: str) -> Iterator[None]:
    """Let documents say that they were made at this moment while this lasts. Raises `Refused`."""
    token = _asked.set(read(text))
    try:
        yield
    finally:
        _asked.reset(token)


def moment() -> datetime:
    """Give the moment of documents written now, in universal time and without its zone, as their files want it."""
    return universal(_asked.get() or datetime.now(UTC).replace(microsecond=0))


def universal(time: datetime) -> datetime:
    """Give a moment in universal time, without its zone; one without a zone is taken to be in it."""
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time


def undated(archive: bytes) -> bytes:
    """Give an archive whose files bear no dates of their own."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _OLDEST), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def in_words(made: str) -> str:
    """Write a moment as a reader writes it: ``29 November 2026, 09:22 UTC``; a day without a time stays one."""
    try:
        time = datetime.fromisoformat(made)
    except ValueError:
        return made
    first = language() == "fr" and time.day == 1
    day = _("{day} {month} {year}").format(
        day="1er" if first else time.day, month=_(_MONTHS[time.month - 1]), year=time.year
    )
    if len(made) <= _A_DAY:
        return day
    zone = time.strftime("%z")
    zone = "UTC" if zone in {"+0000", ""} else f"UTC{zone[:3]}:{zone[3:5]}"
    shown = (
        f"{time.hour}\u00a0h\u00a0{time.minute:02}"
        if language() == "fr"
        else f"{time.hour:02}:{time.minute:02}"
    )
    return _("{day}, {time} {zone}").format(day=day, time=shown, zone=zone)
