"""Copies of a study: made by themselves, thinned out, listed, and put back.

Owns when a copy is made (before what changes much at once, when a study is closed, every ten minutes of work), which are kept, and that restoring never overwrites without keeping what was there. Making a
copy whole is `store.backup`'s.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.domain.records import Transcript
from interviewcoder.locales import _
from interviewcoder.store import backup
from interviewcoder.study import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interviewcoder.domain.changes import Change, Edit
    from interviewcoder.study.study import Study

FOLDER: Final = "backups"
_OWN: Final = "auto-"
_STAMP: Final = "%Y%m%dT%H%M%SZ"
EVERY: Final = timedelta(minutes=10)
BULK: Final = 100
"""From how many edits on a change is one that a copy is made before."""
_KEPT: Final = ((12, "%Y%m%dT%H%M"), (7, "%Y%m%d"), (5, "%G-%V"), (12, "%Y%m"))
"""How many copies are kept of the last ten minutes, days, weeks and months: one for each, the newest of it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was made by itself: the file, and when."""

    path: Path
    made: datetime


def copies(folder: Path) -> list[Copy]:
    """Give the copies the program has made of a study, the newest first."""
    found: list[Copy] = []
    for path in (folder / FOLDER).glob(f"{_OWN}*.db"):
        with suppress(ValueError):
            made = datetime.strptime(path.stem.removeprefix(_OWN), _STAMP).replace(tzinfo=UTC)
            found.append(Copy(path, made))
    return sorted(found, key=lambda copy: copy.made, reverse=True)


def every_copy(study: Study) -> list[Path]:
    """Give every copy of the study that lies in its folder: made by itself, by hand, before a restore or a migration."""
    found = {*(study.folder / FOLDER).glob("*.db"), *study.folder.glob("*.db")}
    return sorted(found - {study.folder / study.settings.database})


def keep(study: Study, now: datetime | None = None, *, at_once: bool = False) -> Path | None:
    """Make a copy if something changed and the last one is ten minutes old, or `at_once`; thin the others out.

    Never in the way: what goes wrong here is not told, and a study on a server is left to the server.
    """
    now = now or datetime.now(UTC)
    if study.settings.on_server or study.read_only:
        return None
    if not study.history(1):
        return None
    known = copies(study.folder)
    if known:
        recent = not at_once and now - known[0].made < EVERY
        if recent or (study.database.path and backup.held(known[0].path) == backup.held(study.database.path)):
            return None
    target = study.folder / FOLDER / f"{_OWN}{now:{_STAMP}}.db"
    with suppress(OSError, InterviewCoderError):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        study.backup(target)
        for copy in superfluous(copies(study.folder)):
            copy.path.unlink(missing_ok=True)
        return target
    return None


def before(study: Study, change: Change) -> None:
    """Make a copy before a change that touches much at once, or replaces a text; now and then before a new text."""
    if len(change.edits) >= BULK or any(_replaces_a_text(edit) for edit in change.edits):
        keep(study, at_once=True)
    elif change.versions:
        keep(study)


def _replaces_a_text(edit: Edit) -> bool:
    old, new = edit.before, edit.after
    return isinstance(old, Transcript) and isinstance(new, Transcript) and old.version != new.version


def superfluous(known: Iterable[Copy]) -> list[Copy]:
    """Give the copies that are not among the last 12 of ten minutes, 7 of days, 5 of weeks and 12 of months."""
    newest_first = sorted(known, key=lambda copy: copy.made, reverse=True)
    wanted: set[Path] = set()
    for number, form in _KEPT:
        spans: dict[str, Path] = {}
        for copy in newest_first:
            name = f"{copy.made:{form}}"
            spans.setdefault(name[:-1] if "M" in form and "H" in form else name, copy.path)
        wanted.update(list(spans.values())[:number])
    return [copy for copy in newest_first if copy.path not in wanted]


def restore(folder: Path, copy: Path, *, other: bool = False) -> Path | None:
    """Put a copy in the place of the study in `folder`; give where what was there is now.

    Raises `Refused` for a copy of another study unless `other`, `NotFound`, `Unreadable`, `Busy`.
    """
    found = settings.find_folder(folder)
    chosen = settings.read(found)
    if chosen.on_server:
        raise Refused(_("A study on a server is restored with the server’s own tools (pg_restore)."))
    identity, target = backup.prove(copy), found / chosen.database
    present = _identity(target)
    if present and present != identity and not other:
        raise Refused(
            _("{file} is a copy of another study. Say --other to put it here all the same.").format(
                file=copy.name
            )
        )
    if target.is_file() and not present and not other and not _within(target, found):
        raise Refused(
            _(
                "{path}, which study.toml names, is outside the study’s folder, and nothing of a study can be read there. "
                "Correct study.toml, or say --other with “restore FILE” to replace that file."
            ).format(path=target)
        )
    kept = found / FOLDER / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.db"
    there = target.is_file()
    backup.put_back(copy, target, kept)
    return kept if there else None


def _within(target: Path, folder: Path) -> bool:
    """Say whether a file is named within a folder, wherever a link leads."""
    return Path(normpath(target)).is_relative_to(folder)


def _identity(target: Path) -> str:
    """Give the identity of the study that is there, empty when it cannot be read any more."""
    with suppress(InterviewCoderError):
        return backup.prove(target)
    return ""
