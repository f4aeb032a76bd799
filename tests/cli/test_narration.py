"""What the commands say: nothing from outside does anything to the terminal it is said in."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import interviewcoder
from interviewcoder import cli
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.records import Case, Code, Coder

if TYPE_CHECKING:
    from collections.abc import Callable

EVIL = "p\x1b[2Jz\x07q\u202er\x1b]0;pwn\x07\x9b31m"
DOES_SOMETHING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def hostile(study: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Have names in a study that no gesture makes, as a foreign database may, and a transcript that turns its lines."""
    (tmp_path / "T.txt").write_text("A : Voil\u202eà.\n\nB : Oui.\n", encoding="utf-8")
    assert study("import", tmp_path / "T.txt").code == 0
    with interviewcoder.open(tmp_path / "étude") as opened:
        new = added(Code(name={"fr": EVIL}), Case(name=EVIL), Coder(name=EVIL))
        opened.apply(Change("Added the code {code}", {"code": EVIL}, new))
    return study


SAYINGS = (
    ("codebook", "rename", f"nope{EVIL}", "x"), ("codebook", "rename", EVIL, "y"), ("code", "T", "0", "2", EVIL),
    ("undo",), ("transcripts", "show", "T"), ("transcripts", "show", f"T{EVIL}"), ("cases", "list"),
    ("matrix", "--format", "md"), ("quotes", "--format", "csv"), ("history",), ("codings", "export", "-"),
    ("cases", "set", EVIL, "Taille=3"), ("speakers", "list"), ("import", "U.txt", "--dry-run"), (EVIL,),
    ("matrix", f"--{EVIL}"), ("matrix", "--columns", EVIL), ("codebook", "import", f"{EVIL}.csv"),
    ("codebook", "show", "--format", "json"), ("history", "--format", "json"), ("search", "Voil"),
)  # fmt: skip


def test_nothing_said_in_a_terminal_does_anything_to_it(
    hostile: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither narration nor data that is printed on a screen holds control characters or turns the line around."""
    (tmp_path / "U.txt").write_text("A\u202e : Bien\u202e.\n\nB : Oui, bien.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for there in (True, False):
        for stream in (sys.stdout, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda there=there: there)
        for arguments in SAYINGS:
            result = hostile(*arguments)
            assert result.err or result.out
            assert not DOES_SOMETHING.search(result.err), arguments
            assert not there or not DOES_SOMETHING.search(result.out), arguments


def test_data_for_programs_is_what_the_study_holds(hostile: Callable[..., Any], tmp_path: Path) -> None:
    """Where no terminal is, a transcript has all its characters; JSON always means what the study holds."""
    text = hostile("transcripts", "show", "T").out
    assert "\u202e" in text
    printed = hostile("codebook", "show", "--format", "json")
    assert EVIL in [code["name"] for code in printed.json]
    assert not DOES_SOMETHING.search(printed.out)
    assert (
        json.loads(hostile("transcripts", "show", "T", "--format", "json").out)["text"]
        == text.rstrip("\n") + "\n"
    )


def test_every_command_speaks_through_the_console() -> None:
    """No module of the commands but the console prints by itself, so that none can forget."""
    alone = {"console.py", "passphrase.py"}
    found = [
        file.name
        for file in Path(cli.__file__).parent.glob("*.py")
        if file.name not in alone
        and re.search(
            r"click\.(echo|secho|confirm)|\bprint\(|\.write\(sys|std(out|err)\.(buffer\.)?write",
            file.read_text("utf-8"),
        )
    ]
    assert found == []
