"""Copies of the database that are whole: through SQLite's own backup, checked, then put in place.

Owns making and proving a copy of a SQLite file. A PostgreSQL server has its own tools.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.locales import _

if TYPE_CHECKING:
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
        _flush(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb") as handle:
        os.fsync(handle.fileno())
