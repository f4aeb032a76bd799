"""Names given on the command line: a slip is asked about, a new coder is told, nothing is called nothing."""

from __future__ import annotations

import os
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
    assert "1 entretien pour Zoé" in packed.err
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


EVIL = "p\x1b[2Jz\u202er"


@pytest.mark.parametrize("name", [EVIL, "deux\nlignes", "octet\udcff"], ids=["control", "lines", "bytes"])
def test_a_name_that_cannot_be_seen_is_refused_by_every_gesture(
    study: Callable[..., Result], run: Callable[..., Result], tmp_path: Path, name: str
) -> None:
    """Codes, cases, attributes, transcripts, speakers, coders, versions, studies: one line, and nothing was changed."""
    before = (tmp_path / "étude" / "study.db").read_bytes()
    for arguments in (
        ("codebook", "add", name), ("codebook", "add", f"Moyens > {name} > x"), ("codebook", "rename", "Budget", name),
        ("codebook", "split", "Budget", name), ("codebook", "freeze", name), ("cases", "add", name),
        ("cases", "rename", "Firme A", name), ("cases", "set", name, "Taille=3"), ("cases", "set", "Firme A", f"{name}=3"),
        ("cases", "attribute", "add", name), ("transcripts", "rename", "Anne", name),
        ("transcripts", "assign", "Anne", name), ("speakers", "rename", "Anne", name),
        ("code", "Anne", "0", "5", "Budget", "--coder", name, "--new"), ("import", tmp_path / "files" / "Anne.txt", "--case", name),
    ):  # fmt: skip
        result = study(*arguments)
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1), arguments
        assert "no name" in result.err, arguments
    for option in ("--title", "--coder"):
        assert "no name" in run("new", tmp_path / "neuf", option, name).err
    assert not (tmp_path / "neuf").exists()
    assert (tmp_path / "étude" / "study.db").read_bytes() == before


def test_names_in_files_are_cleaned_and_told(study: Callable[..., Result], tmp_path: Path) -> None:
    """A file is not refused for a name in it, or for its own: what cannot be seen is replaced, with a warning."""
    text = "A : Bonjour à toutes et à tous.\n\nB : Merci, bonjour à vous aussi.\n"
    transcript = tmp_path / os.fsdecode(b"\xff\xfeEntretien\x1b.txt")
    transcript.write_text(text, encoding="utf-8")
    (tmp_path / "c.yaml").write_text(
        '- name: "Co\\u202Ede"\n  children:\n  - name: "Deux\\nlignes"\n', encoding="utf-8"
    )
    (tmp_path / "k.csv").write_text("Cas;Tai\u202elle\nFirme\u202e C;3\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text(
        "transcript,start,end,code,coder\nAnne,0,5,Neu\u202ef,Zo\u202eé\n", encoding="utf-8"
    )
    for arguments in (
        ("import", transcript), ("codebook", "import", tmp_path / "c.yaml"),
        ("cases", "import", tmp_path / "k.csv", "--create"), ("codings", "import", tmp_path / "d.csv", "--create-codes"),
    ):  # fmt: skip
        result = study(*arguments)
        assert result.code == 0, result.err
        assert "! A name held line breaks or control characters" in result.err
    assert {"\ufffd\ufffdEntretien\ufffd"} <= {
        one["name"] for one in study("transcripts", "list", "--format", "json").json
    }
    shown = study("codebook", "show", "--format", "json").json
    assert {"Co\ufffdde", "Co\ufffdde > Deux lignes", "Neu\ufffdf"} <= {
        path for top in shown for path in (top["path"], *(child["path"] for child in top["children"]))
    }
    assert "Firme\ufffd C" in [case["name"] for case in study("cases", "list", "--format", "json").json]
    assert study("check").code == 0
    assert study("history").code == 0


def test_a_file_whose_own_name_is_no_text_is_taken_in(study: Callable[..., Result], tmp_path: Path) -> None:
    """Also where only the history names it: a codebook, a table, codings, a correction."""
    for name, content in (
        (b"\xff.yaml", "- name: Neuf\n"), (b"\xff.csv", "Cas;Taille\nFirme A;3\n"),
        (b"\xffd.csv", "transcript,start,end,code\nAnne,0,5,Budget\n"),
        (b"\xff.txt", (tmp_path / "files" / "Anne.txt").read_text("utf-8").replace("2010", "2011")),
    ):  # fmt: skip
        (tmp_path / os.fsdecode(name)).write_text(content, encoding="utf-8")
    for *arguments, file in (
        ("codebook", "import", b"\xff.yaml"), ("cases", "import", b"\xff.csv"), ("codings", "import", b"\xffd.csv"),
        ("transcripts", "correct", "Anne", b"\xff.txt"),
    ):  # fmt: skip
        result = study(*arguments, tmp_path / os.fsdecode(file))
        assert result.code == 0, result.err
    assert sum("\ufffd" in line["label"] for line in study("history", "--format", "json").json) == 3
    assert study("check").code == 0
