"""Commands the program tells a user to run next: pasted into a shell they run."""

from __future__ import annotations

import shlex
import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from interviewcoder.domain.errors import NotInstalled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result


def _suggested(narration: str) -> list[str]:
    line = next(line for line in narration.splitlines() if "interviewcoder " in line)
    return shlex.split(line[line.index("interviewcoder ") :])[1:]


def test_the_comparison_suggested_after_a_draw_can_be_pasted(study: Callable[..., Result]) -> None:
    """Names with spaces, accents and brackets are quoted for the shell, as the study writes them, with the study named."""
    study("code", "Anne", 13, 20, "Budget", "--coder", "Hélène D'Arc")
    said = study("study", "recode", "--coder", "helene d’arc", "--share", 100).err
    words = _suggested(said)
    assert words[-3:] == ["--coders", "Hélène D'Arc", "Hélène D'Arc (2)"]
    assert "transcript" in study("agreement", *words[words.index("--coders") :]).err
    assert words[0] == "--study"


def test_the_next_step_after_a_new_study_names_its_folder_quoted(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    """A folder with a space in its name is one argument."""
    folder = tmp_path / "ma thèse"
    assert _suggested(run("new", folder).err)[:3] == ["--study", str(folder), "import"]


def test_the_command_that_installs_a_package_is_quoted_for_every_shell() -> None:
    """Brackets outside quotation marks are a pattern for zsh; double marks are what all shells know."""
    assert str(NotInstalled("Pictures", "pictures")).endswith('pip install "interviewcoder[pictures]"')


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_more_steps_than_there_are_are_refused_before_the_first(
    study: Callable[..., Result], verb: str
) -> None:
    """The study stays as it was, and the refusal says how many there are."""
    for end in (10, 11, 12):
        study("code", "Anne", 0, end, "Budget")
    if verb == "redo":
        assert study("undo", 2).code == 0
    before = study("history", "--format", "json").json
    refused = study(verb, 99)
    there = {"undo": "8 changes can be taken back", "redo": "2 changes can be done again"}[verb]
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(f"Only {there}.")
    assert study("history", "--format", "json").json == before


def test_many_steps_back_are_asked_about(study: Callable[..., Result]) -> None:
    """Where nobody can be asked, --yes says so; up to ten need no question."""
    for end in range(10, 22):
        study("code", "Anne", 0, end, "Budget")
    refused = study("undo", 11)
    assert refused.code == 1
    assert refused.err == "The last 11 changes are taken back.\nFor so many at once, say --yes.\n"
    assert study("undo", 11, "--yes").code == 0
    assert study("redo", 11).code == 0
    assert study("undo", 10).code == 0


@pytest.mark.parametrize(
    ("language", "answer", "code"), [("fr", "o", 0), ("fr", "Oui", 0), ("fr", "n", 1), ("fr", "", 1), ("en", "y", 0), ("en", "o", 1)]
)  # fmt: skip
def test_a_question_is_answered_in_its_language(
    study: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, language: str, answer: str, code: int
) -> None:
    """In French « o » and « oui » are yes; an empty answer is no, and nothing is done."""

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(f"{answer}\n"))
    asked = study("--lang", language, "purge", "transcript", "Bruno")
    assert asked.code == code
    assert len(study("transcripts", "list", "--format", "json").json) == (1 if code == 0 else 2)
