"""Copies of the database that are whole: through SQLite's own backup, checked, then put in place.

Owns making and proving a copy of a SQLite file. A PostgreSQL server has its own tools.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.disk import flush
from interviewcoder.domain.errors import Busy, InterviewCoderError, NotFound, Refused, Unreadable
from interviewcoder.locales import _
from interviewcoder.store import schema
from interviewcoder.store.connection import failure

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """How far the history in a file goes: when something was last done, its last line, and the hash of that line."""

    last: str
    lines: int
    hash: str


def copy(source: Path, target: Path) -> None:
    """Copy the database at `source` to `target`, whole even while others write.

    The copy is made beside the target, checked, flushed to disk, and renamed.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.touch(0o600)
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original,
            closing(sqlite3.connect(partial)) as duplicate,
        ):
            original.backup(duplicate)
            verdict = duplicate.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise InterviewCoderError(_("The copy is not sound, so it was not kept. Run “check” first."))
        partial.chmod(0o600)
        flush(partial)
        partial.replace(target)
        flush(target.parent)
    except sqlite3.Error as error:
        raise failure(error, source.name) from error
    except OSError as error:
        raise _unwritten(target, error) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _unwritten(target: Path, error: OSError) -> Refused:
    reason = error.strerror or type(error).__name__
    return Refused(_("{path} was not written: {reason}.").format(path=target, reason=reason))


def prove(path: Path) -> str:
    """Give the identity of the study a file holds, after proving that it is one of ours and whole.

    Raises `NotFound`, or `Unreadable` with what is wrong.
    """
    if not path.is_file():
        raise NotFound(_("backup"), str(path))
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as there:
            if there.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
                raise Unreadable(str(path), _("This is not a copy of a study."))
            if there.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise Unreadable(str(path), _("This copy is damaged."), _("Take an earlier one."))
            found = there.execute("SELECT value FROM meta WHERE key = 'study'").fetchone()
    except (sqlite3.DatabaseError, ValueError) as error:
        raise Unreadable(str(path), _("This is not a copy of a study, or it is damaged.")) from error
    return str(found[0]) if found else ""


def held(path: Path) -> Held | None:
    """Give how far the history in a file goes, None when that cannot be read.

    The time is the latest of all lines, so that a copy never seems newer than one that has gone on from it.
    """
    query = "SELECT coalesce(max(at), ''), coalesce(max(n), 0) FROM changes"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as there:
            last, number = there.execute(query).fetchone()
            row = there.execute("SELECT hash FROM changes WHERE n = ?", (number,)).fetchone()
            return Held(str(last), int(number), str(row[0]) if row else "")
    except (sqlite3.Error, ValueError):
        return None


def goes_on_from(path: Path, earlier: Held) -> bool:
    """Say whether the history in a file has the line another one ends with."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as there:
            row = there.execute("SELECT hash FROM changes WHERE n = ?", (earlier.lines,)).fetchone()
            return row is not None and row[0] == earlier.hash
    except (sqlite3.Error, ValueError):
        return False


def holds(path: Path, texts: Collection[str], emptied: Collection[tuple[str, int]]) -> bool:
    """Say whether a copy has one of some texts, or contents in entries of the history; also when it cannot be read."""
    entries = (
        'SELECT c.hash, e.seq FROM edits e JOIN changes c ON c.n = e."change" '
        "WHERE coalesce(e.before, e.after) IS NOT NULL"
    )
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as there:
            if any(row[0] in texts for row in there.execute("SELECT id FROM versions")):
                return True
            return any(tuple(row) in emptied for row in there.execute(entries))
    except (sqlite3.Error, ValueError):
        return True


def put_back(copy_of_it: Path, target: Path, kept: Path) -> None:
    """Put a copy in the place of a database, and what was there, sound or not, at `kept`; a link stays the link it is.

    Raises `Busy` while somebody writes, `Refused` where nothing may be written, and then nothing has changed.
    """
    target = target.resolve()
    refuse_folder(target)
    if not target.parent.is_dir():
        raise Refused(_("Nothing was restored: the folder {path} is not there.").format(path=target.parent))
    if not os.access(target.parent, os.W_OK) or (target.is_file() and not os.access(target, os.W_OK)):
        raise Refused(_("Nothing was restored: {path} can only be read.").format(path=target))
    lock = _locked(target)
    try:
        if target.is_file():
            _keep(target, kept)
        copy(copy_of_it, target)
    finally:
        if lock is not None:
            lock.close()


def refuse_folder(path: Path) -> None:
    """Raise `Refused` when a folder is where a study's file should be."""
    if path.is_dir():
        raise Refused(
            _("{path} is a folder where the study’s file should be. Move it away and try again.").format(
                path=path
            )
        )


def _keep(target: Path, kept: Path) -> None:
    try:
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(target, kept)
        kept.chmod(0o600)
        flush(kept)
    except OSError as error:
        with suppress(OSError):
            kept.unlink(missing_ok=True)
        raise _unwritten(kept, error) from error


def _locked(target: Path) -> sqlite3.Connection | None:
    """Keep everybody else from writing; None for a file that cannot be opened, which nobody writes to either."""
    if not target.is_file():
        return None
    lock = sqlite3.connect(target, timeout=5, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" in str(error):
            raise Busy(_("The study is being written to. Close it everywhere and try again.")) from error
        return None
    except (sqlite3.DatabaseError, ValueError):
        lock.close()
        return None
    return lock
