"""What all tests share: a language, a place for state, databases of both kinds, a closed network."""

from __future__ import annotations

import os
import shutil
import socket
import uuid
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from interviewcoder import locales
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.study import Study, sample
from tests import postgres
from tests.terminal import PROGRAM, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

hypothesis.settings.register_profile("fast", deadline=None, max_examples=60, derandomize=True)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=5_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

TOOLS_REQUIRED = os.environ.get("INTERVIEWCODER_REQUIRE_TOOLS") == "1"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tool is missing, with the reason; where tools are required, fail instead."""
    for mark in item.iter_markers("needs_tool"):
        if shutil.which(mark.args[0]) is None:
            reason = f"{mark.args[0]} is not installed"
            if TOOLS_REQUIRED:
                pytest.fail(reason)
            pytest.skip(reason)


@pytest.fixture(autouse=True)
def _english_and_apart(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak English, and keep what the program remembers out of the user's folders."""
    state = tmp_path_factory.getbasetemp() / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(state))
    # Keys and secrets are of one test only: copies of a study share their identity.
    monkeypatch.setenv("XDG_DATA_HOME", str(state / uuid.uuid4().hex))
    for name in ("INTERVIEWCODER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    locales.choose("en")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family == socket.AF_UNIX or (
            isinstance(address, tuple) and address[0] in {"127.0.0.1", "::1", "localhost"}
        ):
            return connect(self, address)
        message = f"a test tried to connect to {address}"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def _postgres() -> Iterator[str]:
    try:
        with postgres.server() as url:
            yield url
    except RuntimeError as error:
        if TOOLS_REQUIRED:
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """Give a place for a new store: a file, and a database of its own on a PostgreSQL server."""
    if request.param == "sqlite":
        yield tmp_path / "study.db"
        return
    with postgres.databases(request.getfixturevalue("_postgres")) as new_database:
        yield new_database()


@pytest.fixture(scope="session")
def _sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("sample") / "demo"
    locales.choose("en")
    try:
        sample.make(folder).close()
    except InterviewCoderError as error:  # pragma: no cover - only in a broken checkout
        pytest.fail(error.sentence)
    return folder


@pytest.fixture
def sample_study(_sample_folder: Path, tmp_path: Path) -> Iterator[Study]:
    """Give a fresh copy of the sample study, open."""
    copy = tmp_path / "demo"
    shutil.copytree(_sample_folder, copy)
    with Study.open(copy) as study:
        yield study


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Open windows; they are closed afterwards."""
    opened: list[Terminal] = []

    def open_one(*arguments: str, width: int = 120, height: int = 40) -> Terminal:
        opened.append(Terminal([str(PROGRAM), *arguments], width, height, tmp_path / "state"))
        return opened[-1]

    yield open_one
    for window in opened:
        window.close()
