"""A new database from what was brought back of a damaged one.

Owns writing it, with a line of history that says so. What goes into it is `mending`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import insert

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.records import new_guid, now
from interviewcoder.domain.text import words
from interviewcoder.locales import N_
from interviewcoder.store import changes, erasing, history, layout, schema
from interviewcoder.store.connection import sqlite_engine, writing
from interviewcoder.store.mended import LOST, OWN
from interviewcoder.store.rows import insert_rows

if TYPE_CHECKING:
    from pathlib import Path

    from interviewcoder.store.mended import Mended
    from interviewcoder.store.salvage import Row

LABEL: Final = N_("Mended after damage: {back} things brought back, {lost} lost")


def build(path: Path, work: Mended, coder: str) -> None:
    """Write what was brought back into a new database, with a line of history that says so."""
    engine = sqlite_engine(path)
    try:
        with writing(engine) as at:
            layout.lay_out(at)
            layout.guard(at)
            facts = {
                "study": new_guid(),
                "made": now(),
                **work.meta,
                "schema_version": str(schema.SCHEMA_VERSION),
            }
            at.execute(insert(schema.meta), [{"key": key, "value": value} for key, value in facts.items()])
            for row, turns in work.versions.values():
                at.execute(insert(schema.versions), {**row, "words": words(row["text"])})
                if turns:
                    insert_rows(at, schema.turns, [{**turn, "words": _words(row, turn)} for turn in turns])
            for name, content in work.files.items():
                at.execute(insert(schema.files), {"sha256": name, "content": content})
            changes.write_edits(at, added(*work.records.values()))
            for row, entries in work.lines:
                at.execute(insert(schema.changes), row)
                if entries:
                    insert_rows(at, schema.edits, entries)
            told = work.counted()
            details: dict[str, str | int] = {
                "back": sum(told.values()) - told[OWN] - told[LOST], "lost": told[LOST], "seal": erasing.seal(at),
                "gone": " ".join(sorted(work.gone)),
            }  # fmt: skip
            change = Change(LABEL, details, tuple(work.edits))
            history.append(at, change, at=now(), coder=coder, kind=erasing.MENDED)
    finally:
        engine.dispose()


def _words(row: Row, turn: Row) -> int:
    return words(row["text"][turn["start"] : turn["end"]])
