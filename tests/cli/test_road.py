"""The main road by commands: transcripts in, codings made, counted, exported, undone."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result


def _place(study: Callable[..., Result], name: str, words: str) -> tuple[int, int]:
    text = study("transcripts", "show", name, "--format", "json").json["text"]
    start = text.index(words)
    return start, start + len(words)


def test_shown_turns_bound_exactly_the_words(study: Callable[..., Result]) -> None:
    """`transcripts show` gives turns whose start and end cut their text out of the whole."""
    shown = study("transcripts", "show", "Anne", "--format", "json").json
    assert [turn["role"] for turn in shown["turns"]] == ["interviewer", "participant"] * 2
    assert shown["case"] == "Firme A"
    for turn in shown["turns"]:
        assert shown["text"][turn["start"] : turn["end"]] == turn["text"]


def test_a_coding_is_counted_exported_undone_and_done_again(study: Callable[..., Result]) -> None:
    """One coding appears in matrix, quotes and export; undo takes it out of all of them, redo brings it back."""
    start, end = _place(study, "Anne", "un budget de 300 euros, 🙂 voilà")
    assert study("code", "Anne", start, end, "budget", "--memo", "à vérifier").code == 0
    quotes = study("quotes", "--format", "json").json
    assert [(q["text"], q["reference"], q["memo"]) for q in quotes] == [
        ("un budget de 300 euros, 🙂 voilà", "Firme A – Anne, tour 2", "à vérifier")
    ]
    assert study("matrix", "--format", "json").json["cells"][0] == [1, 0]
    assert study("undo").code == 0
    assert study("quotes", "--format", "json").json == []
    assert study("redo").code == 0
    exported = study("codings", "export", "-").out
    rows = list(csv.DictReader(io.StringIO(exported.lstrip("\ufeff")), delimiter=";"))
    assert [(row["quote"], row["code"], row["coder"]) for row in rows] == [
        ("un budget de 300 euros, 🙂 voilà", "Moyens > Budget", "Ana")
    ]


def test_codings_imported_twice_change_nothing(study: Callable[..., Result], tmp_path: Path) -> None:
    """A codings file is taken once; the second time everything was there already and no history is written."""
    file = tmp_path / "codings.csv"
    file.write_text(
        "transcript,code,quote,coder\nAnne,Moyens > Budget,En 2010.,Ben\nBruno,Équipe,on fait sans,Ben\n",
        encoding="utf-8",
    )
    assert study("codings", "import", file, "--format", "json").json["new"] == 2
    before = study("history", "--format", "json").json
    assert study("codings", "import", file, "--format", "json").json == {
        "new": 0, "there": 2, "codes": [], "coders": [],
    }  # fmt: skip
    assert study("history", "--format", "json").json == before


def test_search_codes_every_hit_as_one_change(study: Callable[..., Result]) -> None:
    """`search --code` forgives accents, tags all hits, and one undo takes all of them back."""
    assert study("search", "EQUIPE", "--code", "Équipe", "--speaker-role", "participant").code == 0
    assert [q["text"] for q in study("quotes", "--format", "json").json] == ["équipe"]
    assert study("undo").code == 0
    assert study("quotes", "--format", "json").json == []


def test_attributes_are_matched_forgivingly_and_group_the_matrix(
    study: Callable[..., Result], tmp_path: Path
) -> None:
    """A table with other spelling matches the cases; a row that matches nothing is named, not taken."""
    file = tmp_path / "cas.csv"
    file.write_text(
        "Cas;Type;Effectif\nfirme_a;PME;12,5\nFIRME B;Grande;800\nFirme C;PME;3\n", encoding="cp1252"
    )
    result = study("cases", "import", file)
    assert result.code == 0
    assert "Firme C" in result.err
    cases = study("cases", "list", "--format", "json").json
    assert [(case["name"], case["attributes"]["Effectif"]) for case in cases] == [
        ("Firme A", 12.5),
        ("Firme B", 800),
    ]
    study("code", "Anne", 0, 5, "Budget")
    by_type = study("matrix", "--columns", "Type", "--format", "json").json
    assert (by_type["columns"], by_type["cells"][1]) == (["PME", "Grande"], [1, 0])


def test_codebook_changes_keep_codings(study: Callable[..., Result]) -> None:
    """Renaming, moving and merging codes leaves every coding in place under its new path."""
    study("code", "Anne", 0, 10, "Budget")
    study("code", "Bruno", 0, 10, "Écoute")
    assert study("codebook", "rename", "Budget", "Argent").code == 0
    assert study("codebook", "move", "Argent", "Client").code == 0
    assert study("codebook", "merge", "Écoute", "Argent").code == 0
    assert {q["code"] for q in study("quotes", "--format", "json").json} == {"Client > Argent"}
    assert study("undo", 3).code == 0
    assert {q["code"] for q in study("quotes", "--format", "json").json} == {
        "Moyens > Budget",
        "Client > Écoute",
    }


@pytest.mark.parametrize("suffix", ["yaml", "csv", "xlsx"])
def test_a_codebook_goes_out_and_comes_back_whole(
    study: Callable[..., Result], run: Callable[..., Result], tmp_path: Path, suffix: str
) -> None:
    """An exported codebook imported into an empty study gives the same tree."""
    study(
        "codebook",
        "add",
        "Client > Avis",
        "--definition",
        "Ce qu’on dit ; « en bien » ou non",
        "--colour",
        "#123456",
    )
    assert study("codebook", "export", tmp_path / f"grille.{suffix}").code == 0
    run("new", tmp_path / "other", "--language", "fr")
    assert run("--study", tmp_path / "other", "codebook", "import", tmp_path / f"grille.{suffix}").code == 0
    assert (
        run("--study", tmp_path / "other", "codebook", "show", "--format", "json").json
        == study("codebook", "show", "--format", "json").json
    )


def test_the_workbook_is_written_where_it_is_said(study: Callable[..., Result]) -> None:
    """`export` prints the path of a workbook whose French sheets open in another library."""
    study("code", "Anne", 0, 10, "Budget")
    path = study("export").out.strip()
    assert openpyxl.load_workbook(path).sheetnames[:3] == ["Lisez-moi", "Matrice", "Présence"]


@pytest.mark.parametrize("form", ["text", "csv", "json", "md", "html", "tex", "docx", "xlsx"])
def test_a_matrix_is_written_in_every_form(study: Callable[..., Result], tmp_path: Path, form: str) -> None:
    """Every form of the matrix goes to a file named with -o."""
    study("code", "Anne", 0, 10, "Budget")
    target = tmp_path / f"matrix.{form}"
    assert study("matrix", "--format", form, "-o", target).code == 0
    assert target.stat().st_size > 100


def test_removing_a_transcript_is_undone_whole(study: Callable[..., Result]) -> None:
    """A removed transcript comes back with its codings and speakers."""
    study("code", "Anne", 0, 10, "Budget")
    before = [study(*verb, "--format", "json").out for verb in (("speakers", "list"), ("quotes",))]
    assert study("transcripts", "remove", "anne").code == 0
    assert [t["name"] for t in study("transcripts", "list", "--format", "json").json] == ["Bruno"]
    assert study("undo").code == 0
    assert [study(*verb, "--format", "json").out for verb in (("speakers", "list"), ("quotes",))] == before
    assert study("check").code == 0


def test_the_same_file_again_is_pointed_out(study: Callable[..., Result], tmp_path: Path) -> None:
    """A file that is in the study already is named and not taken twice, under another name too."""
    again = tmp_path / "copy.txt"
    again.write_bytes((tmp_path / "files" / "Anne.txt").read_bytes())
    result = study("import", again)
    assert "Anne" in result.out
    assert len(study("transcripts", "list", "--format", "json").json) == 2


def test_a_role_set_by_hand_changes_who_is_searched(study: Callable[..., Result]) -> None:
    """`speakers set` decides whose words a search by role finds."""
    assert study("search", "Jamais", "--speaker-role", "interviewer", "--format", "json").json[0]["turn"] == 3
    assert study("speakers", "set", "Bruno", "interviewer", "--transcript", "Bruno").code == 0
    hits = study("search", "Jamais", "--speaker-role", "interviewer", "--format", "json").json
    assert [hit["turn"] for hit in hits] == [3, 4]


def test_a_backup_is_a_study_of_its_own(study: Callable[..., Result], tmp_path: Path) -> None:
    """`backup` writes a database that holds what the study held."""
    import sqlite3

    study("code", "Anne", 0, 10, "Budget")
    assert study("backup", tmp_path / "copy.db").code == 0
    connection = sqlite3.connect(tmp_path / "copy.db")
    assert connection.execute("SELECT count(*) FROM codings").fetchone() == (1,)
    connection.close()
