"""Importing by command: what is told, what is kept, what is corrected, and what is not taken twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.formats.transcripts.packing import docx, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

VTT = """WEBVTT

00:00:02.000 --> 00:00:04.000
<v Léa>Vous êtes là ?</v>

00:00:10.000 --> 00:00:20.000
<v Paul>Oui, je suis là depuis ce matin.</v>

00:01:10.000 --> 00:01:20.000
<v Paul>Et je reste encore un peu.</v>
"""


def test_a_dry_run_tells_everything_and_takes_nothing(study: Callable[..., Result], tmp_path: Path) -> None:
    """`import --dry-run` gives format, encoding, turns, speakers, header data and warnings; nothing changes."""
    file = tmp_path / "Claire.txt"
    text = "DATE : 3 mai 2017\nLIEU : Brest\n\nEnquêtrice : Vous êtes arrivée ?\nClaire : Déjà, à l’été.\nEnquêtrice : Ah ?\n"
    file.write_bytes(text.encode("cp1252"))
    before = study("history", "--format", "json").json
    (told,) = study("import", file, "--dry-run", "--format", "json").json
    assert (told["format"], told["encoding"], told["turns"], told["imported"]) == ("text", "cp1252", 3, False)
    assert [(s["name"], s["role"], s["turns"]) for s in told["speakers"]] == [
        ("Enquêtrice", "interviewer", 2),
        ("Claire", "participant", 1),
    ]
    assert told["metadata"]["lieu"] == "Brest"
    assert any("Windows-1252" in warning for warning in told["warnings"])
    assert study("history", "--format", "json").json == before
    shown = study("import", file, "--dry-run").out
    assert "Brest" in shown
    assert "cp1252" in shown


def test_the_encoding_can_be_overruled(study: Callable[..., Result], tmp_path: Path) -> None:
    """`--encoding` is taken at its word, shown, and kept in the report."""
    file = tmp_path / "Zoë.txt"
    file.write_bytes("Q : Où ?\nZoë : Là, « à côté ».\n".encode("mac_roman"))
    assert study("import", file, "--encoding", "mac_roman").code == 0
    assert "« à côté »" in study("transcripts", "show", "Zoë").out
    report = study("transcripts", "report", "Zoë", "--format", "json").json
    assert report["options"] == {"encoding": "mac_roman"}


def test_the_report_and_the_file_are_kept(study: Callable[..., Result], tmp_path: Path) -> None:
    """The report of an import and the file as received come back whole, also when the file is gone."""
    file = tmp_path / "Didier.docx"
    body = paragraph("Enquêtrice : Alors ?") + (
        "<w:p><w:r><w:t>Didier : On a </w:t></w:r><w:del><w:r><w:delText>jamais</w:delText></w:r></w:del>"
        "<w:r><w:t>toujours fait ainsi.</w:t></w:r></w:p>"
    )
    content = docx(body)
    file.write_bytes(content)
    assert study("import", file).code == 0
    file.unlink()
    report = study("transcripts", "report", "Didier", "--format", "json").json
    assert report["left_out"] == [{"kind": "deletions left out", "words": "jamais"}]
    assert report["size"] == len(content)
    assert "jamais" in study("transcripts", "report", "Didier").out
    back = tmp_path / "back.docx"
    assert study("transcripts", "original", "Didier", "-o", back).code == 0
    assert back.read_bytes() == content
    assert study("transcripts", "original", "Didier", "-o", back).code == 1


def test_a_double_is_pointed_out(study: Callable[..., Result], tmp_path: Path) -> None:
    """The same words in another layout or format are pointed out with the name they have, not taken again."""
    for name, text in (
        ("a.txt", "Q : Et ?\nEva : Voilà, c’est dit.\n"),
        ("b.md", "Q : Et ?\n\nEva : Voilà, c’est dit.\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    first, second = study("import", tmp_path / "a.txt", tmp_path / "b.md", "--format", "json").json
    assert (first["imported"], first["duplicate_of"]) == (True, None)
    assert (second["imported"], second["duplicate_of"]) == (False, "a")
    assert [t["name"] for t in study("transcripts", "list", "--format", "json").json] == [
        "Anne",
        "Bruno",
        "a",
    ]


def test_a_folder_leaves_tables_and_notices_aside(study: Callable[..., Result], tmp_path: Path) -> None:
    """From a folder transcripts are taken; tables, licences and lock files are left aside and named."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "Eva.txt").write_text("Q : Et ?\nEva : Voilà.\n", encoding="utf-8")
    (folder / "README.md").write_text("# À propos\n\nCeci explique le dossier.\n", encoding="utf-8")
    (folder / "cas.csv").write_text("nom;âge\nEva;42\n", encoding="utf-8")
    (folder / "~$Eva.docx").write_bytes(b"\x05")
    result = study("import", folder, "--format", "json")
    assert result.code == 0
    assert [told["name"] for told in result.json] == ["Eva"]
    assert "README.md, cas.csv" in result.err


def test_header_data_becomes_attributes(study: Callable[..., Result], tmp_path: Path) -> None:
    """`--own-cases --attribute` makes a case of each interview with the header's values, in one change."""
    for name, place in (("Ugo", "Brest"), ("Vera", "Lyon")):
        text = f"LIEU : {place}\n\nEnquêtrice : Et ?\n{name} : Bien, moi je dis que oui.\nEnquêtrice : Ah ?\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert (
        study(
            "import", tmp_path / "Ugo.txt", tmp_path / "Vera.txt", "--own-cases", "--attribute", "lieu"
        ).code
        == 0
    )
    cases = {case["name"]: case["attributes"] for case in study("cases", "list", "--format", "json").json}
    assert cases["Ugo"] == {"lieu": "Brest"}
    assert cases["Vera"] == {"lieu": "Lyon"}
    assert study("undo").code == 0
    assert "Vera" not in {case["name"] for case in study("cases", "list", "--format", "json").json}


def test_speakers_are_corrected_and_codings_stay(study: Callable[..., Result], tmp_path: Path) -> None:
    """After a label is taken for no speaker, and for one again, codings stand where they stood."""
    file = tmp_path / "Ines.txt"
    file.write_text(
        "Enquêtrice : Et alors ?\nInès : Il y a deux temps.\nAvantage : on va vite, très vite.\n"
        "Avantage : on se trompe vite aussi.\nEnquêtrice : Ah.\nInès : Voilà.\n",
        encoding="utf-8",
    )
    assert study("import", file, "--speaker", "Avantage", "--role", "Inès=participant").code == 0
    text = study("transcripts", "show", "Ines", "--format", "json").json["text"]
    start = text.index("on se trompe")
    assert study("code", "Ines", start, start + 20, "budget").code == 0
    (before,) = study("quotes", "--format", "json").json
    assert before["speaker"] == "Avantage"
    assert study("speakers", "remove", "Ines", "Avantage").code == 0
    (after,) = study("quotes", "--format", "json").json
    assert (after["start"], after["text"], after["speaker"], after["turn"]) == (
        start,
        before["text"],
        "Inès",
        2,
    )
    assert study("check").code == 0
    assert study("quotes", "--speaker-role", "participant", "--format", "json").json == [after]
    assert study("speakers", "add", "Ines", "Avantage", "interviewer").code == 0
    (again,) = study("quotes", "--format", "json").json
    assert (again["speaker"], again["role"], again["turn"]) == ("Avantage", "interviewer", before["turn"])
    assert study("undo", "2").code == 0
    assert study("quotes", "--format", "json").json == [before]
    assert study("speakers", "remove", "Ines", "Personne").code == 1
    assert study("speakers", "rename", "Inès", "Mme I.").code == 0
    assert "Mme I." in study("speakers", "list").out


def test_a_passage_knows_its_time(study: Callable[..., Result], tmp_path: Path) -> None:
    """A passage in words that came later in a joined turn has their time; show and quotes print times."""
    file = tmp_path / "Paul.vtt"
    file.write_text(VTT, encoding="utf-8")
    assert study("import", file).code == 0
    shown = study("transcripts", "show", "Paul", "--format", "json").json
    assert [turn["time"] for turn in shown["turns"]] == [2.0, 10.0]
    start = shown["text"].index("Et je reste")
    assert study("code", "Paul", start, start + 12, "budget").code == 0
    (quotation,) = study("quotes", "--format", "json").json
    assert quotation["time"] == 70.0
    assert "1:10" in study("quotes").out
    assert study("transcripts", "show", "Paul", "--times").out.startswith("[0:02] Léa: Vous")


@pytest.mark.parametrize("wrong", ["Inès", "=participant", "Inès=chef"])
def test_a_role_is_one_of_three(study: Callable[..., Result], tmp_path: Path, wrong: str) -> None:
    """`--role` without a label or with an unknown role is misuse, told in one line."""
    result = study("import", tmp_path, "--role", wrong)
    assert result.code == 2
    assert "Traceback" not in result.err


def test_what_an_import_counts_is_written_like_any_figure(
    study: Callable[..., Result], tmp_path: Path
) -> None:
    """More than a thousand turns and words have the language's separator."""
    (tmp_path / "long.txt").write_text("Q : Oui ?\nEva : Non.\n" * 600, encoding="utf-8")
    said = study("--lang", "fr", "import", tmp_path / "long.txt").out
    assert "1\u202f200 tours de parole, 2\u202f400 mots" in said


@pytest.mark.skipif(sys.platform == "win32", reason="there are no process groups on Windows")
def test_an_interrupted_import_keeps_whole_transcripts_only(
    study: Callable[..., Result], tmp_path: Path
) -> None:
    """Ctrl+C in the middle ends the program and its children; what was taken is whole, and the rest can follow."""
    folder, files = tmp_path / "corpus", 120
    folder.mkdir()
    for n in range(files):
        said = "".join(
            paragraph(f"{'Q' if k % 2 else 'Eva'} : phrase {n} {k} de cet entretien.") for k in range(300)
        )
        (folder / f"E{n:03}.docx").write_bytes(docx(said))
    command = [
        sys.executable,
        "-m",
        "interviewcoder",
        "--study",
        str(tmp_path / "étude"),
        "import",
        str(folder),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        _out, said_last = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in said_last
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)
    assert study("check").code == 0
    taken = len(study("transcripts", "list", "--format", "json").json) - 2
    assert 1 <= taken < files
    told = study("import", folder, "--format", "json").json
    assert sum(interview["imported"] for interview in told) == files - taken
    assert all(interview["turns"] == 300 for interview in told)
