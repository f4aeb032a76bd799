"""What the system sees of the program: no connection is opened, and nothing is written but where it belongs."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.terminal import PROGRAM

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Enquêtrice : Et l’équipe ?\nAnne : On avait un budget de 300 euros, voilà.\n"
_WRITES = re.compile(r"(?:openat|open|creat|rename\w*|mkdir\w*|link\w*|symlink\w*|truncate)\((.*)$")
_TRACED = "trace=network,openat,open,creat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate"
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HARMLESS = ("/dev/", "/proc/", "pipe:")


def traced(folder: Path, *arguments: str) -> str:
    """Run the program with everything it asks of the system written down; give that."""
    log = folder / "trace"
    own = {"HOME": str(folder / "home"), "XDG_STATE_HOME": str(folder / "state"), "XDG_CONFIG_HOME": str(folder / "state"),
           "PYTHONDONTWRITEBYTECODE": "1", "TERM": "xterm-256color"}  # fmt: skip
    done = subprocess.run(
        ["strace", "-f", "-qq", "-s", "4096", "-e", _TRACED, "-o", str(log), str(PROGRAM), *arguments],
        check=False, capture_output=True, text=True, timeout=120, env={**os.environ, **own},
    )  # fmt: skip
    if "Operation not permitted" in done.stderr and "ptrace" in done.stderr.lower():
        pytest.skip("tracing is not allowed here")
    assert done.returncode == 0, done.stderr
    return log.read_text(encoding="utf-8", errors="replace")


def connections(trace: str) -> list[str]:
    """Give what was connected, bound or sent to that is not on this machine's own disk."""
    asked = re.findall(r"\b(?:connect|bind|sendto|sendmsg)\(.*", trace)
    return [line for line in asked if "AF_INET" in line or "AF_PACKET" in line]


def written(trace: str) -> set[str]:
    """Give the paths that were written to, made or renamed."""
    found = set()
    for line in trace.splitlines():
        call = _WRITES.search(line)
        if call is None or re.search(r"= -1 E", line):
            continue
        opening = re.search(r"\bopen(at)?\(", line)
        if opening and not re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", line):
            continue
        for path in _PATH.findall(call[1]):
            if not path.startswith(_HARMLESS):
                found.add(
                    path.encode("latin-1")
                    .decode("unicode_escape")
                    .encode("latin-1")
                    .decode("utf-8", "replace")
                )
    return found


def test_a_connection_would_be_seen() -> None:
    """What the trace of a connection looks like is recognised, and one to this machine's own files is not."""
    one = 'connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("1.2.3.4")}, 16) = 0'
    own = 'connect(3, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0'
    assert connections(f"12 {one}\n12 {own}\n") == [one]


@pytest.mark.needs_tool("strace")
def test_no_connection_and_no_file_elsewhere(tmp_path: Path) -> None:
    """Import, count, search, export, check: written are the study, the settings folder and the output chosen, nothing else."""
    for name in ("home", "state", "out"):
        (tmp_path / name).mkdir()
    file = tmp_path / "Anne.txt"
    file.write_text(TEXT, encoding="utf-8")
    study = tmp_path / "étude"
    runs = (
        ("new", str(study)),
        ("--study", str(study), "import", str(file), "--case", "Firme"),
        ("--study", str(study), "codebook", "add", "Moyens"),
        ("--study", str(study), "search", "budget", "--code", "Moyens"),
        ("--study", str(study), "matrix", "--format", "xlsx", "-o", str(tmp_path / "out" / "m.xlsx")),
        ("--study", str(study), "export", "-o", str(tmp_path / "out" / "all.xlsx")),
        ("--study", str(study), "check"),
    )
    allowed = tuple(str(path) for path in (study, tmp_path / "state", tmp_path / "out"))
    everything: set[str] = set()
    for arguments in runs:
        trace = traced(tmp_path, *arguments)
        assert connections(trace) == [], arguments
        elsewhere = {path for path in written(trace) if not path.startswith(allowed)}
        assert elsewhere == set(), arguments
        everything |= written(trace)
    assert {str(study / "study.db"), str(tmp_path / "out" / "m.xlsx")} <= everything


@pytest.mark.needs_tool("strace")
@pytest.mark.needs_tool("script")
def test_the_screens_open_no_connection(tmp_path: Path) -> None:
    """From the first frame to leaving."""
    study, log = tmp_path / "étude", tmp_path / "trace"
    subprocess.run([str(PROGRAM), "new", str(study)], check=True, capture_output=True)
    command = f"strace -f -qq -e trace=network -o {log} {PROGRAM} --study {study}"
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "XDG_STATE_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    with subprocess.Popen(
        ["script", "-qec", command, "/dev/null"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    ) as running:
        seen = b""
        assert running.stdin is not None
        assert running.stdout is not None
        while b"\x1b[?1049h" not in seen and (some := os.read(running.stdout.fileno(), 65_536)):
            seen += some
        running.stdin.write(b"q")
        running.stdin.flush()
        while some := os.read(running.stdout.fileno(), 65_536):
            seen += some
    assert b"\x1b[?1049h" in seen
    assert connections(log.read_text(encoding="utf-8", errors="replace")) == []
