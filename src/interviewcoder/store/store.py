"""The door to a study's database: open it, read it, change it.

Owns the engine's life and which module answers what. Every change goes through `apply`, `undo` or `redo`.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, text

from interviewcoder.domain.errors import Conflict, NewerStudy, NotFound, Refused
from interviewcoder.domain.records import new_guid, now
from interviewcoder.locales import _
from interviewcoder.store import (
    backup,
    changes,
    check,
    codec,
    colliding,
    connection,
    erasing,
    history,
    layout,
    migrations,
    moving,
    queries,
    roles,
    schema,
)
from interviewcoder.store.sight import Sight, narrowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

    from interviewcoder.domain.changes import Change, Edit, HistoryLine
    from interviewcoder.domain.records import Guid, Record, Version

_MOVED: Final = "moved"
"""The key of the fact that a study was moved away from a server, and when."""
_PACKED: Final = "packed"
"""The key of the line of history a packet was made at."""


class Store:
    """One study's database. Make one with `create` or `open`; close it after use."""

    def __init__(self, engine: Engine, path: Path | None, *, read_only: bool) -> None:
        self._engine = engine
        self.path = path
        self.read_only = read_only

    @classmethod
    def create(cls, where: Path | str, *, identity: str = "", packed: str = "") -> Store:
        """Make an empty study at a path, or in the PostgreSQL database at a URL.

        A packet has the `identity` of the study it is of, and the hash of the last line its history had then.
        """
        engine = _new_engine(where)
        try:
            with connection.writing(engine) as at:
                layout.lay_out(at)
                layout.guard(at)
                facts = {
                    "schema_version": str(schema.SCHEMA_VERSION), "study": identity or new_guid(), "made": now(),
                    **({_PACKED: packed} if packed else {}),
                }  # fmt: skip
                at.execute(
                    insert(schema.meta), [{"key": key, "value": value} for key, value in facts.items()]
                )
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, where if isinstance(where, Path) else None, read_only=False)

    @classmethod
    def open(cls, where: Path | str) -> Store:
        """Open a study. A read-only file, or one of a later version, opens for reading only."""
        path = where if isinstance(where, Path) else None
        if path is not None:
            backup.refuse_folder(path)
        if path is not None and not path.is_file():
            raise NotFound(_("study database"), str(path), advice=_("Make a study with “new”."))
        read_only = path is not None and not _writable(path)
        engine = (
            connection.sqlite_engine(path, read_only=read_only)
            if path is not None
            else connection.server_engine(str(where))
        )
        store = cls(engine, path, read_only=read_only)
        try:
            store._settle_version()
        except BaseException:
            engine.dispose()
            raise
        return store

    def _settle_version(self) -> None:
        """Bring an older study to the present layout, after a copy; open a newer one for reading only."""
        with connection.reading(self._engine) as at:
            found = layout.version(at)
        if found > schema.SCHEMA_VERSION:
            self.read_only = True
            self.newer = True
        elif found < schema.SCHEMA_VERSION:
            self._migrate(found)

    def _migrate(self, found: int) -> None:
        if self.read_only:
            raise Refused(_("This study is of an earlier version. Open it once where it can be written to."))
        if self.path is not None:
            backup.copy(self.path, self.path.with_name(f"{self.path.stem}-version-{found}.db"))
        with connection.writing(self._engine) as at:
            if at.dialect.name == "postgresql":
                at.execute(text("LOCK TABLE meta IN EXCLUSIVE MODE"))
            migrations.migrate(at, layout.version(at))

    sight: Sight | None = None
    """Whose eyes the study is read with, when that coder works blind."""
    newer = False
    """Whether a later version of the program wrote the study."""

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the study, as far as the coder at work may see it."""
        seeing = connection.reading(self._engine, views=self.sight is not None)
        with seeing as at, narrowed(at, self.sight):
            yield at

    @contextmanager
    def _whole(self) -> Iterator[Connection]:
        """Give a connection that sees all of one state of the study, whoever is at work.

        Raises `Refused` where the database itself does not show all of it to this role.
        """
        with connection.reading(self._engine) as at:
            roles.refuse_partial(at)
            yield at

    @contextmanager
    def administering(self) -> Iterator[Connection]:
        """Give a connection that may change who is let in, for `roles`. Raises `Refused` for a study in a file."""
        if self.path is not None:
            raise Refused(_("Roles are for a study on a server; this one is in a file."))
        with connection.writing(self._engine) as at:
            yield at

    def _refuse_reading_only(self) -> None:
        if self.newer:
            raise NewerStudy(
                _(
                    "This study was written by a later version of interviewcoder. Update the program to change it."
                )
            )
        if self.read_only:
            raise Refused(_("Nothing was changed: the study’s folder is read-only."))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self._refuse_reading_only()
        with connection.writing(self._engine) as at:
            if at.dialect.name == "postgresql":
                # Lines of history are numbered without gaps, so writers queue.
                roles.lock(at)
            _refuse_moved(at)
            yield at

    @contextmanager
    def moving(self, where: Path | str, told: Callable[[str, int], None]) -> Iterator[dict[str, int]]:
        """Copy the study to a file or a server that holds none, and prove that both are the same.

        Gives the number of rows by table when that is done; in the block, where nobody can write to the study,
        what points to it is changed. A study left on a server is closed to changes, since others still point to it.
        """
        with self._writing() as source:
            engine = _new_engine(where)
            try:
                with connection.writing(engine) as target:
                    layout.lay_out(target)
                    numbers = moving.copy_rows(source, target, told)
                    layout.guard(target)
                    if target.dialect.name == "postgresql":
                        target.exec_driver_sql("ANALYZE")  # or the first questions would be planned blindly
                    moving.prove_same(source, target)
                    for damage in check.damages(target):
                        raise Refused(
                            _(
                                "The study is not sound, so it was not moved. Run “check” first: {problem}"
                            ).format(problem=damage.sentence)
                        )
            finally:
                engine.dispose()
            yield numbers
            if self.path is None:
                source.execute(insert(schema.meta), {"key": _MOVED, "value": now()})

    @contextmanager
    def _collisions_found(
        self, step: Callable[[Connection], tuple[HistoryLine | None, Change]]
    ) -> Iterator[None]:
        """Look, when a change was refused, what stands in its way; `step` gives the change, and its line if it has one."""
        try:
            yield
        except Conflict as conflict:
            with self.reading() as at:
                raise colliding.told(at, conflict, *step(at)) from conflict

    def apply(self, change: Change, coder: str) -> HistoryLine:
        """Write a change with its line of history, in one transaction. Raises `Conflict` or `Busy`."""
        with self._collisions_found(lambda _at: (None, change)), self._writing() as at:
            return changes.apply(at, change, coder)

    def undo(self, by: str, *, coder: str | None = None) -> tuple[HistoryLine, Change]:
        """Take back the last change, of `coder` or of anybody; give the line and what it changed."""
        with self._collisions_found(lambda at: changes.to_undo(at, coder)), self._writing() as at:
            return changes.undo(at, now(), by, coder=coder)

    def redo(self, by: str, *, coder: str | None = None) -> tuple[HistoryLine, Change]:
        """Do once more what was taken back last; give the line and what it changed."""
        with self._collisions_found(lambda at: changes.to_redo(at, coder)), self._writing() as at:
            return changes.redo(at, now(), by, coder=coder)

    def measure(self, removal: Change, doomed: erasing.Doomed) -> erasing.Erased:
        """Say how much a purge would erase. Raises `Refused` where the study cannot be written to."""
        self._refuse_reading_only()
        with self._whole() as at:
            _refuse_moved(at)
            return erasing.measure(at, doomed, removal)

    def purge(
        self, removal: Change, doomed: erasing.Doomed, coder: str
    ) -> tuple[HistoryLine, erasing.Erased]:
        """Remove what is there and erase it for good, with all that the history holds of it, in one transaction."""
        with self._writing() as at:
            erasing.overwrite(at)
            if removal:
                changes.apply(at, removal, coder)
            done = erasing.erase(at, doomed, at=now(), coder=coder)
        erasing.clean(self._engine)
        return done

    def emptied(self) -> frozenset[tuple[str, int]]:
        """Give the entries of the history that hold nothing any more, by the hash of their line and their place in it."""
        with self._whole() as at:
            return erasing.coordinates(at)

    def all_files(self) -> frozenset[str]:
        """Give the SHA-256 of all files that are kept."""
        with self._whole() as at:
            return frozenset(at.execute(select(schema.files.c.sha256)).scalars())

    def ever(self, *kinds: str) -> dict[Guid, list[Record]]:
        """Give all that records of some kinds ever were, by identity, as far as the history says."""
        with self._whole() as at:
            return history.ever(at, kinds)

    def purged(self) -> frozenset[Guid]:
        """Give the identities of all that was ever purged here."""
        with self._whole() as at:
            return erasing.purged(at)

    def identity(self) -> str:
        """Give the identity of the study, which its copies share."""
        return str(self._fact("study"))

    def packed_at(self) -> str | None:
        """Give the hash of the line of history a packet was made at; None for a study that is no packet."""
        return self._fact(_PACKED)

    def _fact(self, key: str) -> str | None:
        with self.reading() as at:
            found = at.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar()
            return None if found is None else str(found)

    def head(self) -> int:
        """Give the number of the last line of history: it moves whenever anything changes."""
        with self.reading() as at:
            return history.head(at)

    def news(self, n: int) -> history.News | None:
        """Give what was done after the `n`-th line of history, None when nothing was."""
        with self.reading() as at:
            return history.news(at, n)

    def line_hashes(self) -> list[str]:
        """Give the hashes of all lines of the history, the oldest first."""
        with self._whole() as at:
            return history.hashes(at)

    def edits_since(self, n: int) -> list[tuple[Edit, ...]]:
        """Give what each line of the history after the `n`-th did to the records, the oldest first."""
        with self._whole() as at:
            return list(history.since(at, n))

    def every_record(self) -> dict[Guid, Record]:
        """Give all records by identity."""
        with self._whole() as at:
            return {one.id: one for cls, _table in codec.KINDS.values() for one in queries.records(at, cls)}

    def known_text(self, version: Guid) -> Version | None:
        """Give a text with its turns, None when there is no such text here."""
        with self.reading() as at:
            there = at.execute(select(schema.versions.c.id).where(schema.versions.c.id == version)).first()
            return queries.version(at, version) if there else None

    def standing(self, kind: str) -> list[HistoryLine]:
        """Give the lines that touched records of a kind (``code``) and are not taken back, the oldest first."""
        with self.reading() as at:
            return history.standing(at, kind)

    def history(self, limit: int | None = None, kind: str = "") -> list[HistoryLine]:
        """Give the lines of the history, the newest first; with `kind` those that touched records of it."""
        with self.reading() as at:
            return history.lines(at, limit, kind)

    def past(self, kind: str, record: str) -> list[Record]:
        """Give what a record of a kind was at any time, the newest first."""
        with self.reading() as at:
            return list(history.past(at, kind, record))

    def next_undo(self, coder: str | None = None) -> HistoryLine | None:
        """Give the change an undo would take back."""
        with self.reading() as at:
            return history.last_done(at, coder)

    def next_redo(self, coder: str | None = None) -> HistoryLine | None:
        """Give the change a redo would do again."""
        with self.reading() as at:
            return history.last_undone(at, coder)

    def steps(self, coder: str | None = None) -> tuple[int, int]:
        """Say how many changes can be taken back, and how many of those taken back done again."""
        with self.reading() as at:
            return history.steps(at, coder)

    def small(self) -> tuple[int, queries.Small]:
        """Give the small things, and the line of history they are as of."""
        with self.reading() as at:
            return history.head(at), queries.small(at)

    def damages(self) -> list[check.Damage]:
        """Give everything that is damaged."""
        with self._whole() as at:
            return list(check.damages(at))

    def problems(self) -> list[str]:
        """Give a sentence for everything that is damaged."""
        return [damage.sentence for damage in self.damages()]

    def file(self, sha256: str) -> bytes | None:
        """Give the bytes of a file as received; None when they were not kept."""
        with self.reading() as at:
            return queries.file(at, sha256)

    def backup(self, target: Path) -> None:
        """Copy a study in a file, whole. Raises `Refused` for one on a server."""
        if self.path is None:
            raise Refused(_("A study on a server is backed up with the server’s own tools (pg_dump)."))
        backup.copy(self.path, target)


def _refuse_moved(at: Connection) -> None:
    moved = at.execute(select(schema.meta.c.value).where(schema.meta.c.key == _MOVED)).scalar()
    if moved is not None:
        raise Refused(
            _("This study was moved away from this server ({when}); it can only be read here.").format(
                when=moved
            )
        )


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _new_engine(where: Path | str) -> Engine:
    """Open a place for a new study. Raises `Refused` for a file that is there."""
    if not isinstance(where, Path):
        return connection.server_engine(where)
    if where.exists():
        raise Refused(_("{path} exists already.").format(path=where))
    where.touch(0o600)
    return connection.sqlite_engine(where)
