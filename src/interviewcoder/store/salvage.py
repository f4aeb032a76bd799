"""What can still be read of a SQLite file, however damaged: row by row, from both ends and by key.

Owns reading only; nothing is believed here. What is true among what was read is `mending`'s.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from interviewcoder.store import codec, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Table

Row: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Remains:
    """The rows that could be read of one file: by identity, and by line for the history."""

    path: Path
    sound: bool = False
    """Whether SQLite finds nothing wrong but indexes, so that no row can have gone unnoticed."""
    meta: dict[str, str] = field(default_factory=dict)
    versions: dict[str, Row] = field(default_factory=dict)
    turns: dict[str, list[Row]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    records: dict[str, dict[str, Row]] = field(default_factory=dict)
    lines: dict[int, Row] = field(default_factory=dict)
    entries: dict[int, list[Row]] = field(default_factory=dict)

    @property
    def opens(self) -> bool:
        """Whether anything could be read at all."""
        return bool(self.lines or self.versions or any(self.records.values()))


def read(path: Path) -> Remains:
    """Read what can be read; a file that is none of ours gives nothing."""
    found = Remains(path)
    with (
        suppress(sqlite3.Error, ValueError),
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as there,
    ):
        there.text_factory = _text
        verdicts = [row[0] for row in _steps(there, "PRAGMA integrity_check")] or ["not readable"]
        found.sound = verdicts == ["ok"] or all("index" in verdict for verdict in verdicts)
        there.row_factory = sqlite3.Row
        found.meta = {row["key"]: row["value"] for row in _rows(there, schema.meta)}
        found.versions = {row["id"]: row for row in _rows(there, schema.versions)}
        for row in sorted(_rows(there, schema.turns), key=_place("version", "n")):
            found.turns.setdefault(row["version"], []).append(row)
        found.files = {row["sha256"]: row["content"] for row in _rows(there, schema.files)}
        for kind, (_cls, table) in codec.KINDS.items():
            found.records[kind] = {row["id"]: row for row in _rows(there, table)}
        found.lines = {row["n"]: row for row in _rows(there, schema.changes)}
        for row in sorted(_rows(there, schema.edits), key=_place("change", "seq")):
            found.entries.setdefault(row["change"], []).append(row)
    return found


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _place(*names: str) -> Any:
    return lambda row: tuple(
        str(row[name]) if isinstance(row[name], str) else (row[name] or 0) for name in names
    )


def _rows(there: sqlite3.Connection, table: Table) -> list[Row]:
    """Give the rows of a table that can be read, each once, with every column the table should have."""
    known = {row[1] for row in _steps(there, f'PRAGMA table_info("{table.name}")')}
    columns = [column.name for column in table.columns if column.name in known]
    keys = [column.name for column in table.primary_key.columns]
    if not set(keys) <= set(columns):
        return []
    names = ", ".join(f'"{name}"' for name in columns)
    found: dict[tuple[Any, ...], Row] = {}
    query = f'SELECT {names} FROM "{table.name}"'
    order = ", ".join(f'"{name}" DESC' for name in keys)
    for attempt in (query, f"{query} ORDER BY {order}", f"{query} ORDER BY rowid DESC"):
        before = len(found)
        whole = _take(there, attempt, keys, found)
        if whole and attempt == query and before == 0:
            break
    else:
        _by_key(there, query, table.name, keys, found)
    empty = {column.name: "" for column in table.columns if column.name not in known}
    return [{**empty, **row} for row in found.values() if _typed(row, table)]


def _take(
    there: sqlite3.Connection, query: str, keys: Iterable[str], found: dict[tuple[Any, ...], Row]
) -> bool:
    try:
        for row in there.execute(query):
            found.setdefault(tuple(row[key] for key in keys), dict(row))
    except (sqlite3.Error, ValueError):
        return False
    return True


def _by_key(
    there: sqlite3.Connection, query: str, name: str, keys: list[str], found: dict[tuple[Any, ...], Row]
) -> None:
    """Look rows up one by one under the keys an index still gives."""
    columns = ", ".join(f'"{key}"' for key in keys)
    where = " AND ".join(f'"{key}" = ?' for key in keys)
    for at in list(_steps(there, f'SELECT {columns} FROM "{name}"')):
        key = tuple(at)
        if key not in found:
            for row in _steps(there, f"{query} WHERE {where}", key):
                found.setdefault(key, dict(row))


def _steps(there: sqlite3.Connection, query: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
    with suppress(sqlite3.Error, ValueError):
        yield from there.execute(query, values)


def _typed(row: Row, table: Table) -> bool:
    """Say whether values are of the kinds their columns hold: a damaged page can give anything."""
    for column in table.columns:
        value = row.get(column.name)
        if value is None:
            if column.name in row and not column.nullable:
                return False
            continue
        kind = column.type.python_type
        allowed = (int, float) if kind is float else (kind,)
        if not isinstance(value, allowed):
            return False
    return True
