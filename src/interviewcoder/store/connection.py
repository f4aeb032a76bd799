"""Opening the database: the settings that keep data safe, transactions, and failures as sentences.

Owns the engine. Every write runs in `writing`, which begins IMMEDIATE on SQLite so that two writers
queue instead of failing half-way.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from interviewcoder.domain.errors import Busy, Conflict, InterviewCoderError, NotInstalled, Refused
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

BUSY_SECONDS: Final = 5.0
_FILE: Final = "interviewcoder_file"
_FAILURES: Final[tuple[tuple[tuple[str, ...], type[InterviewCoderError], str], ...]] = (
    (
        ("locked", "busy", "deadlock", "lock timeout", "55p03", "40p01"),
        Busy,
        N_("Another program is writing to this study. Nothing was changed; try again in a moment."),
    ),
    (
        ("full", "no space left", "53100"),
        InterviewCoderError,
        N_("The disk is full. Nothing is lost; free some space and try again."),
    ),
    (
        ("i/o error",),
        InterviewCoderError,
        N_("The disk failed or has no room. Nothing is lost; free some space, look after it, and try again."),
    ),
    (
        ("readonly", "read-only", "25006"),
        Refused,
        N_("This study can only be read here: its folder is read-only."),
    ),
    (
        ("unable to open",),
        InterviewCoderError,
        N_("The study is no longer where it was. Leave, and open it again."),
    ),
    (
        ("malformed", "not a database"),
        InterviewCoderError,
        N_("{file} is damaged or not a study. Restore a backup."),
    ),
    (
        ("permission denied", "row-level security", "42501"),
        Refused,
        N_("The database does not allow you that. Ask who looks after the server."),
    ),
    (
        ("password", "authentication failed", "pg_hba", "28p01", "28000"),
        Refused,
        N_(
            "The server does not let you in. Look at the name in the address and at the password in ~/.pgpass."
        ),
    ),
    (
        ('role "', 'database "', "3d000"),
        Refused,
        N_("There is no such database on the server, or no such role. Look at the address."),
    ),
    (
        ("connection", "connect", "host name", "timeout", "terminat"),
        InterviewCoderError,
        N_("The team database cannot be reached. Check the network and the address."),
    ),
)
"""Signs in what a database says, the kind of failure, and what the user is told; the first that fits."""


def sqlite_engine(path: Path, *, read_only: bool = False) -> Engine:
    """Open the SQLite file at `path`, which may be empty, with the settings of docs/decisions/0002."""

    def connect() -> sqlite3.Connection:
        mode = "ro" if read_only else "rw"
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if not read_only:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=NullPool, execution_options={_FILE: str(path.name)}
    )
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def server_engine(url: str) -> Engine:
    """Open a PostgreSQL database. Raises `Refused` when the URL or the driver is not usable."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "postgresql":
            raise Refused(_("A team database is a postgresql:// address."))
        # Who waits for a lock longer than that is told; a study is being moved, or somebody's program hangs.
        waits = (
            {} if "options" in parsed.query else {"options": f"-c lock_timeout={int(BUSY_SECONDS * 1000)}"}
        )
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=waits
        )
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise Refused(
            _("A team database is a postgresql:// address.")
        ) from None  # its words hold the address
    except ModuleNotFoundError as error:
        raise NotInstalled(_("A team database"), "team") from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction, committed at the end, rolled back on any failure."""
    with _failures_as_sentences(file_of(engine)), engine.connect() as opened:
        connection = opened.execution_options(writes=True)
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine, *, views: bool = False) -> Iterator[Connection]:
    """Give a connection that sees one state of the study; with `views` it may make views of its own meanwhile."""
    with _failures_as_sentences(file_of(engine)), engine.connect() as opened:
        connection = opened
        if engine.dialect.name == "postgresql":
            connection = opened.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=not views
            )
        with connection.begin():
            yield connection


@contextmanager
def _failures_as_sentences(file: str) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise _refusal(error) from error
    except DBAPIError as error:
        raise failure(error.orig, file) from error


_MISSING: Final = re.compile(
    r"no such (?:column|table): (?:\w+\.)?(\w+)|has no column named (\w+)"
    r"|(?:column|relation) \"?([\w.]+)\"? (?:of relation \S+ )?does not exist"
)
"""How SQLite and PostgreSQL say that a table or column is not there."""


def _refusal(error: IntegrityError) -> InterviewCoderError:
    reason = str(error.orig)
    if "quotation differs" in reason:
        return Conflict(_("The passage is not what the transcript says now. Nothing was changed."))
    if "unique" in reason.lower():
        return Conflict(_("Something with that name or in that place exists already. Nothing was changed."))
    return Conflict(_("Somebody else has changed what this rests on. Nothing was changed; try again."))


def file_of(engine: Engine | Connection) -> str:
    """Give the name of the file a study is in; of a study on a server, what it would be called."""
    return str(engine.get_execution_options().get(_FILE, "study.db"))


def failure(error: BaseException | None, file: str = "study.db") -> InterviewCoderError:
    """Give the sentence for what a driver complains about in a file."""
    reason = f"{error} {getattr(error, 'sqlstate', '')}".lower()
    if missing := _MISSING.search(reason):
        return InterviewCoderError(
            _(
                "The study’s database has no “{name}”, which this version needs: its layout is another. Nothing was changed. "
                "See “interviewcoder check”, or bring a copy back with “interviewcoder restore”."
            ).format(name=next(filter(None, missing.groups())))
        )
    for signs, kind, sentence in _FAILURES:
        if any(sign in reason for sign in signs):
            return kind(_(sentence).format(file=file))
    return InterviewCoderError(
        _(
            "The database refused ({reason}). Nothing was changed; “interviewcoder check” looks for damage."
        ).format(reason=type(error).__name__)
    )


def driver_connection(connection: Connection) -> Any:
    """Give the driver's own connection, for what SQLAlchemy has no words for."""
    return connection.connection.driver_connection
