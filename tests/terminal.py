"""A real terminal for the tests: the installed program in a window of tmux, driven by keys, read back from the screen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAM = Path(sys.executable).with_name("interviewcoder")


class Terminal:
    """A window of tmux with a program in it."""

    def __init__(self, command: list[str], width: int, height: int, state: Path) -> None:
        self._socket = f"test-{uuid.uuid4().hex[:8]}"
        environment = {
            **os.environ,
            "XDG_STATE_HOME": str(state),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        for name in ("TMUX", "COLUMNS", "LINES"):
            environment.pop(name, None)
        line = " ".join(f"'{part}'" for part in command)
        self._tmux("new-session", "-d", "-x", str(width), "-y", str(height), line, env=environment)

    def _tmux(self, *arguments: str, env: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, "-f", "/dev/null", *arguments],
            capture_output=True, text=True, check=False, env=env,
        )  # fmt: skip
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        for key in keys:
            self._tmux("send-keys", key)
            time.sleep(0.15)

    def type(self, words: str) -> None:
        """Type words as they are."""
        self._tmux("send-keys", "-l", words)
        time.sleep(0.3)

    def keep_bytes(self, file: Path) -> None:
        """Write every byte the program sends to the terminal to a file from now on."""
        self._tmux("pipe-pane", "-o", f"cat > '{file}'")

    @property
    def title(self) -> str:
        """The title of the window, which a program can set."""
        return self._tmux("display-message", "-p", "#{pane_title}").strip()

    @property
    def process(self) -> int:
        """The number of the process in the window."""
        return int(self._tmux("display-message", "-p", "#{pane_pid}"))

    def screen(self) -> str:
        """Read the screen."""
        return self._tmux("capture-pane", "-p")

    def wait(self, shown: Callable[[str], bool], seconds: float = 20) -> str:
        """Wait until the screen shows something. Fails with the screen when it does not."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if shown(screen := self.screen()):
                return screen
            time.sleep(0.1)
        pytest.fail(f"the screen never showed it:\n{self.screen()}")

    def gone(self, seconds: float = 10) -> bool:
        """Wait until the program has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self._tmux("list-sessions"):
                return True
            time.sleep(0.1)
        return False

    def close(self) -> None:
        """End the window."""
        self._tmux("kill-server")
