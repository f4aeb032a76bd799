"""Names given on the command line: a slip is asked about, a new coder is told, nothing is called nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewcoder.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

_NAMING = {
    "study blind": ["study", "blind", "{name}"],
    "study packet": ["study", "packet", "--for", "{name}", "-o", "{folder}/packet"],
    "code": ["code", "Anne", "0", "5", "Budget", "--coder", "{name}"],
    "transcripts finished": ["transcripts", "finished", "Anne", "--coder", "{name}"],
}


def _said(parts: list[str], name: str, folder: Path) -> list[str]:
    return [part.format(name=name, folder=folder) for part in parts]


@pytest.mark.parametrize("verb", _NAMING)
def test_a_coder_whose_name_looks_like_a_slip_is_not_made(
    study: Callable[..., Result], tmp_path: Path, verb: str
) -> None:
    """Every verb that may make a coder refuses a name much like a known one, and takes it with --new; it says what it made."""
    study("code", "Anne", 13, 20, "Budget", "--coder", "Marc")
    refused = study(*_said(_NAMING[verb], "Mark", tmp_path))
    assert (refused.code, refused.err) == (
        1, "There is no coder “Mark”. Did you mean “Marc”? To make a new coder of that name, say --new.\n",
    )  # fmt: skip
    assert "Mark" not in study("history").out
    made = study(*_said(_NAMING[verb], "Mark", tmp_path), "--new")
    assert made.code == 0
    assert "New coder: Mark" in made.err


@pytest.mark.parametrize("verb", _NAMING)
def test_a_coder_like_nobody_is_made_and_told_and_a_known_one_is_just_meant(
    study: Callable[..., Result], tmp_path: Path, verb: str
) -> None:
    """A name like no other is taken, with a line that says so; case and accents do not make a new coder."""
    study("code", "Anne", 13, 20, "Budget", "--coder", "Hélène")
    assert "New coder: Zoé" in study(*_said(_NAMING[verb], "Zoé", tmp_path / "1")).err
    assert "New coder" not in study(*_said(_NAMING[verb], "helene", tmp_path / "2")).err


@pytest.mark.parametrize("verb", _NAMING)
def test_a_coder_without_a_name_is_refused(study: Callable[..., Result], tmp_path: Path, verb: str) -> None:
    """An empty name is nobody."""
    refused = study(*_said(_NAMING[verb], " ", tmp_path))
    assert (refused.code, refused.err) == (1, "Give the coder a name.\n")


def test_the_beginning_of_a_name_is_enough_to_be_told_the_whole(study: Callable[..., Result]) -> None:
    """Who gives the first word of a transcript’s name is told which one there is; nothing is chosen for her."""
    study("transcripts", "rename", "Anne", "E01 Le Goff")
    for arguments in (("purge", "transcript", "E01"), ("transcripts", "review", "Goff")):
        refused = study(*arguments)
        assert refused.code == 1
        assert refused.err.endswith("Did you mean “E01 Le Goff”?\n")


def test_one_is_said_as_one(study: Callable[..., Result], tmp_path: Path) -> None:
    """What is counted in a sentence agrees with its number, in both languages."""
    study("code", "Anne", 13, 20, "Budget")
    assert "1 coding went with it;" in study("codebook", "remove", "Budget").err
    assert study("undo").code == 0
    assert "1 codage est parti avec\u00a0;" in study("--lang", "fr", "codebook", "remove", "Budget").err
    packed = study(
        "--lang", "fr", "study", "packet", "--for", "Zoé", "--transcript", "Bruno", "-o", tmp_path / "p"
    )
    assert "1 transcription pour Zoé" in packed.err
    purged = study("--lang", "fr", "purge", "transcript", "Bruno", "--yes").err
    assert "1 texte, 1 fichier tel que reçu, " in purged


def test_nothing_is_made_without_a_name(
    study: Callable[..., Result], run: Callable[..., Result], tmp_path: Path
) -> None:
    """A code or a case needs a name, and says so; a study of blanks is called by its folder."""
    assert study("codebook", "add", "").err == "A code needs a name.\n"
    assert study("cases", "add", " ").code == 1
    assert run("new", tmp_path / "thèse", "--title", " ", "--coder", " ").code == 0
    with Study.open(tmp_path / "thèse") as made:
        assert made.settings.title == "thèse"
        assert made.coder.name.strip()
