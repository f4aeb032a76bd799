"""Versions of the codebook: kept under a name, compared with another or with now, undone and merged like all else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from docx import Document

from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, codes, copies, editions, importing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def study(tmp_path: Path, database: Path | str) -> Iterator[Study]:
    """Make a study with codings under a small codebook, kept once, on either database."""
    where = database if isinstance(database, str) else ""
    with Study.create(tmp_path / "étude", coder="Ana", language="fr", database=where) as made:
        file = tmp_path / "Anne.txt"
        file.write_text("Anne : Un budget, une équipe, du temps et des outils.\n", encoding="utf-8")
        transcript = importing.import_file(made, file)
        for path in (["Moyens", "Budget"], ["Moyens", "Équipe"], ["Temps"], ["Outils"], ["Vide"]):
            made.add_code(path)
        for start, end, name in (
            (7, 16, "Budget"),
            (18, 28, "Équipe"),
            (30, 38, "Temps"),
            (42, 52, "Outils"),
        ):
            made.code_passage(transcript, Span(start, end), [made.codebook.find(name)])
        editions.freeze(made, "pilote")
        yield made


def _change(study: Study) -> None:
    book = study.codebook
    study.apply(code_gestures.rename_code(book, book.find("Budget"), "Argent"))
    study.apply(
        code_gestures.move_code(
            study.codebook, study.codebook.find("Temps"), study.codebook.find("Moyens"), 0
        )
    )
    study.apply(codes.merge(study, study.codebook.find("Outils"), study.codebook.find("Équipe")))
    study.apply(codes.remove(study, study.codebook.find("Vide"))[0])
    study.add_code(["Confiance"])
    study.apply(
        code_gestures.describe_code(
            study.codebook, study.codebook.find("Équipe"), {"definition": {"fr": "Qui travaille."}}
        )
    )


def test_what_changed_is_named_code_by_code(study: Study) -> None:
    """Renamed, moved, merged, removed, added, defined: each once, with the codings then and now."""
    _change(study)
    found = editions.compare(study, "Pilote")
    assert [(one.what, one.path, one.before, one.after, one.codings) for one in found.differences] == [
        ("moved", "Moyens > Temps", "", "Moyens", (1, 1)),
        ("renamed", "Moyens > Argent", "Budget", "Argent", (1, 1)),
        ("changed", "Moyens > Équipe", "", "Qui travaille.", (1, 2)),
        ("added", "Confiance", "", "", (0, 0)),
        ("merged", "Outils", "", "Moyens > Équipe", (1, 0)),
        ("removed", "Vide", "", "", (0, 0)),
    ]
    assert found.numbers == (6, 5)
    assert study.problems() == []


def test_versions_count_every_coding_also_where_two_coders_tag_the_same(study: Study) -> None:
    """The codings of a version are those of the study, one for each passage, code and coder, as an export has them."""
    one = next(study.codings())
    transcript = next(at for at in study.transcripts if at.id == one.transcript)
    study.work_as("Zoé")
    study.code_passage(transcript, Span(one.start, one.end), [study.codebook[one.code]])
    editions.freeze(study, "deux")
    (kept,) = [one for one in study.editions() if one.name == "deux"]
    assert sum(kept.counts.values()) == len(list(study.codings())) == 5


def test_a_code_renamed_in_the_studys_language_alone_is_told_by_that_name(study: Study) -> None:
    """Its name in another language is told only where that has changed, too."""
    code = study.codebook.find("Équipe")
    study.apply(code_gestures.rename_code(study.codebook, code, "Équipe", "en"))
    editions.freeze(study, "même nom")
    study.apply(code_gestures.rename_code(study.codebook, study.codebook[code.id], "Gens"))
    (found,) = editions.compare(study, "même nom").differences
    assert (found.before, found.after) == ("Équipe", "Gens")
    for _n in range(3):
        study.undo()
    code = study.codebook.find("Budget")
    study.apply(code_gestures.rename_code(study.codebook, code, "Money", "en"))
    editions.freeze(study, "bilingue")
    study.apply(code_gestures.rename_code(study.codebook, study.codebook[code.id], "Argent"))
    (found,) = editions.compare(study, "bilingue").differences
    assert (found.before, found.after) == ("Budget", "Argent")
    study.apply(code_gestures.rename_code(study.codebook, study.codebook[code.id], "Cash", "en"))
    (found,) = editions.compare(study, "bilingue").differences
    assert (found.before, found.after) == ("Budget (Money)", "Argent (Cash)")


def test_two_versions_are_compared_and_nothing_later(study: Study) -> None:
    """The second version ends the comparison; what is done afterwards does not enter it."""
    study.add_code(["Confiance"])
    editions.freeze(study, "final")
    study.add_code(["Trop tard"])
    assert [one.path for one in editions.compare(study, "pilote", "final").differences] == ["Confiance"]
    assert editions.compare(study, "final", "final").differences == []


def test_a_version_is_undone_and_a_name_is_taken_once(study: Study) -> None:
    """Like any other change; an unknown one is refused with the nearest name."""
    with pytest.raises(Refused, match="Pilote"):
        editions.freeze(study, " Pilote ")
    study.undo()
    assert study.editions() == []
    with pytest.raises(NotFound):
        editions.compare(study, "pilote")
    study.redo()
    assert [one.name for one in study.editions()] == ["pilote"]


def test_versions_merge(tmp_path: Path) -> None:
    """What a colleague has frozen is there after the merge, once."""
    with Study.create(tmp_path / "ours", coder="Ana", language="fr") as ours:
        ours.add_code(["Un"])
    shutil.copytree(tmp_path / "ours", tmp_path / "theirs")
    with Study.open(tmp_path / "theirs") as theirs:
        editions.freeze(theirs, "pilote")
    with Study.open(tmp_path / "ours") as ours:
        for _n in range(2):
            work = copies.merged(ours, tmp_path / "theirs")
            if work.change:
                copies.apply(ours, work)
        assert [one.name for one in ours.editions()] == ["pilote"]
        assert ours.problems() == []


def test_a_comparison_is_written(study: Study, tmp_path: Path) -> None:
    """In the study's language, with every code that changed; the appendix of the codebook names the version."""
    _change(study)
    for suffix in (".docx", ".md", ".txt", ".json"):
        path = editions.write(study, "pilote", "", tmp_path / f"changes{suffix}")
        if suffix == ".docx":
            rows = Document(str(path)).tables[0].rows
            text = "\n".join(cell.text for row in rows for cell in row.cells)
        else:
            text = path.read_text(encoding="utf-8")
        for words in ("Moyens > Argent", "Qui travaille.", "Confiance", "Outils"):
            assert words in text.replace("\\", "")
    assert "pilote" in codes.write(study, tmp_path / "codebook.md").read_text(encoding="utf-8")
