"""A study from its file to a server and back: moved whole, proved, and only then pointed to.

Owns the order of the steps, and what becomes of what was there: nothing is deleted. Copying and comparing is
`store.moving`'s.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.locales import _
from interviewcoder.store import Store
from interviewcoder.study import keeping, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_FILE: Final = "study.db"


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved, rows by table, and where the old file is now; None when the study was on a server."""

    rows: Mapping[str, int]
    kept: Path | None


def to_server(folder: Path, url: str, told: Callable[[str, int], None]) -> Moved:
    """Move a study in a file to an empty PostgreSQL database; the file is kept among the backups."""
    found = settings.find_folder(folder)
    chosen = settings.read(found)
    if chosen.on_server:
        raise Refused(_("The study is on a server already. “--to-file” brings it back into a file."))
    settings.refuse_password(url)
    if "://" not in url:
        raise Refused(_("A team database is a postgresql:// address."))
    _can_point(found)
    old = found / chosen.database
    kept = found / keeping.FOLDER / f"before-move-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.db"
    store = Store.open(old)
    try:
        with store.moving(url, told) as rows:
            _point(found, replace(chosen, database=url))
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            old.replace(kept)
    finally:
        store.close()
    return Moved(rows, kept)


def to_file(folder: Path, told: Callable[[str, int], None]) -> Moved:
    """Move a study on a server into a file; on the server it stays, closed to changes."""
    found = settings.find_folder(folder)
    chosen = settings.read(found)
    if not chosen.on_server:
        raise Refused(_("The study is in a file already."))
    _can_point(found)
    new = found / _FILE
    if new.exists():
        raise Refused(_("{path} exists already.").format(path=new))
    partial = found / f".{_FILE}.partial"
    partial.unlink(missing_ok=True)
    store = Store.open(chosen.database)
    try:
        with store.moving(partial, told) as rows:
            partial.replace(new)
            _point(found, replace(chosen, database=_FILE))
    finally:
        partial.unlink(missing_ok=True)
        store.close()
    return Moved(rows, None)


def _can_point(folder: Path) -> None:
    if not (os.access(folder, os.W_OK) and os.access(folder / settings.NAME, os.W_OK)):
        raise Refused(_("{path} cannot be written to, so the study stays where it is.").format(path=folder))


def _point(folder: Path, chosen: settings.Settings) -> None:
    try:
        settings.write(folder, chosen)
    except InterviewCoderError as error:
        raise InterviewCoderError(
            _("The copy is whole, but {reason} Write into {file}: database = {where}").format(
                file=settings.NAME, reason=error.sentence, where=chosen.database
            )
        ) from error
