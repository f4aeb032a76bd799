"""Studies of every earlier layout, killed while they are brought to the present one: old or new, never between.

The killing is done at every statement of the migration in turn, then at random moments, the copy made before it included.
``python -m tests.campaigns.migrations 150`` runs it at a size of one's choosing.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine, event

from interviewcoder.store import Store, schema
from tests.campaigns.kills import killed

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

OLD: Final = sorted((Path(__file__).parents[1] / "store" / "schemas").glob("*.sql"))
_RUN_OUT: Final = 0.15
"""Seconds within which a migration of a small study has ended."""


@dataclass(frozen=True, slots=True)
class Result:
    """How often a migration was killed, and in which layout the study was then; what else would be a failure."""

    kills: int
    old: int
    new: int
    unsound: int

    def __str__(self) -> str:
        return (
            f"{self.kills} kills over {len(OLD)} earlier layouts: {self.old} studies in the old layout, {self.new} in "
            f"the new, {self.kills - self.old - self.new} between, {self.unsound} unsound or changed after opening"
        )


def _migrate(path: Path, at_statement: int, said: Connection) -> None:
    """Open, and so migrate; die at a statement, or, when that is 0, wait to be killed."""
    seen = 0

    def count(*_anything: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == at_statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    said.send((0, "begun"))
    Store.open(path).close()
    time.sleep(60)


def _laid_out(folder: Path, script: Path) -> Path:
    path = folder / "study.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    return path


def _content(path: Path) -> object:
    store = Store.open(path)
    try:
        return store.problems(), store.every_record(), store.history()
    finally:
        store.close()


def _layout(path: Path) -> tuple[int, str]:
    """Give the version by the file's header and by its table: they are written together."""
    with closing(sqlite3.connect(path)) as connection:
        number = connection.execute("PRAGMA user_version").fetchone()[0]
        said = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()[0]
    return int(number), str(said)


def run(size: int, seed: int = 1) -> Result:
    """Kill `size` migrations: each third at the next statement in turn, the others at a random moment."""
    random, old, new, unsound = Random(seed), 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truths = [_content(_laid_out(folder, script)) for script in OLD]
        for n in range(size):
            which = n % len(OLD)
            path = _laid_out(folder, OLD[which])
            statement = 1 + n // 3 % 40 if n % 3 == 0 else 0
            seconds = _RUN_OUT if statement else random.random() * _RUN_OUT
            killed(_migrate, (path, statement), seconds)
            version, said = _layout(path)
            old += (version, said) == (int(OLD[which].stem), OLD[which].stem)
            new += (version, said) == (schema.SCHEMA_VERSION, str(schema.SCHEMA_VERSION))
            unsound += _content(path) != truths[which]
    return Result(size, old, new, unsound)


if __name__ == "__main__":
    result = run(int(sys.argv[1]) if len(sys.argv) > 1 else 150)
    sys.stdout.write(f"{result}\n")
    sys.exit(bool(result.unsound or result.old + result.new != result.kills))
