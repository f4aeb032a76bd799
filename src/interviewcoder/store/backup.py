"""Copies of the database that are whole: through SQLite's own backup, checked, then put in place.

Owns making and proving a copy of a SQLite file. A PostgreSQL server has its own tools.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from interviewcoder.disk import flush
from interviewcoder.domain.errors import Busy, InterviewCoderError, NotFound, Refused, Unreadable
from interviewcoder.locales import _
from interviewcoder.store import schema
from interviewcoder.store.connection import failure

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def copy(source: Path, target: Path) -> None:
    """Copy the database at `source` to `target`, whole even while others write.

    The copy is made beside the target, checked, flushed to disk, and renamed.
    """
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
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
        raise failure(error) from error
    except OSError as error:
        raise Refused(
            _("{path} was not written: {reason}.").format(
                path=target, reason=error.strerror or type(error).__name__
            )
        ) from error
    finally:
        partial.unlink(missing_ok=True)


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


def lines(path: Path) -> int | None:
    """Give how many lines of history a copy has, None when it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as there:
            return int(there.execute("SELECT coalesce(max(n), 0) FROM changes").fetchone()[0])
    except (sqlite3.Error, ValueError):
        return None


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
    """Put a copy in the place of a database, and what was there, sound or not, at `kept`.

    Raises `Busy` while somebody writes, and then nothing has changed.
    """
    lock = _locked(target)
    try:
        if target.is_file():
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(target, kept)
            kept.chmod(0o600)
            flush(kept)
        copy(copy_of_it, target)
    finally:
        if lock is not None:
            lock.close()


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
