"""The words of finished files: nothing a reader sees is hidden by the form it is in."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
import xlsxwriter

from interviewcoder.domain.errors import Refused
from interviewcoder.formats.readable import words_in_data, words_in_file

if TYPE_CHECKING:
    from pathlib import Path


def words(data: str | bytes, form: str) -> str:
    return "\n".join(words_in_data(data, form))


def test_words_that_word_cuts_into_runs_are_whole(tmp_path: Path) -> None:
    """A name of which half is bold is one name; two paragraphs are two."""
    document = docx.Document()
    paragraph = document.add_paragraph("Hé")
    paragraph.add_run("lène").bold = True
    document.add_paragraph("Le")
    document.add_table(1, 2).cell(0, 0).text = "A&B"
    document.core_properties.title = "Titre"
    document.save(str(tmp_path / "a.docx"))
    found = "\n".join(words_in_file(tmp_path / "a.docx"))
    assert "Hélène" in found
    assert "HélèneLe" not in found
    assert "A&B" in found
    assert "Titre" in found


def test_cells_sheets_and_hints_of_a_workbook_are_read() -> None:
    """Strings, names of sheets, hints and comments of a workbook count."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Anne")
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(0, 0, "Ko", bold, "ko", " !")
        sheet.write_url(1, 0, "internal:Anne!A1", string="lien", tip="Bruno")
        sheet.write_comment(2, 0, "Carine")
    found = words(stream.getvalue(), "xlsx")
    assert all(word in found for word in ("Anne", "Koko", "Bruno", "Carine"))


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (json.dumps({"a": ["x\nAnne"]}), "json"), (json.dumps({"Anne": 1}), "json"), ('a;"x\nAnne"', "csv"),
        (r"l\_Anne\&B", "tex"), ("<p>x</p><p>Anne&nbsp;!</p>", "html"), ("<text>Anne</text>", "svg"),
        ("né Anne".encode("cp1252"), "txt"), ("{ not json Anne", "json"),
    ],
)  # fmt: skip
def test_a_name_is_seen_in_every_form(data: str | bytes, form: str) -> None:
    """Escapes and markup are taken away."""
    import re

    assert re.search(r"(?<!\w)(?:_)?Anne\b", words(data, form))


def test_documents_within_an_archive_are_read_too(tmp_path: Path) -> None:
    """An exchange file holds the interviews as they came; one that cannot be read is not let through."""
    document = docx.Document()
    document.add_paragraph("Voilà Anne")
    document.save(str(tmp_path / "a.docx"))
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as archive:
        archive.write(tmp_path / "a.docx", "sources/1.docx")
        archive.writestr("project.qde", '<Project name="Zoé"/>')
    found = "\n".join(words_in_file(tmp_path / "a.qdpx"))
    assert "Voilà Anne" in found
    assert "Zoé" in found
    with zipfile.ZipFile(tmp_path / "a.qdpx", "a") as archive:
        archive.writestr("sources/2.pdf", b"%PDF-1.7")
    with pytest.raises(Refused, match="cannot be looked through"):
        list(words_in_file(tmp_path / "a.qdpx"))


def test_pictures_hold_no_words_and_closed_files_are_refused() -> None:
    """A png has none to look for; a pdf or rtf may have, so it does not pass unseen."""
    assert words(b"\x89PNG\r\n\x1a\n Anne", "png") == ""
    for data in (b"%PDF-1.7", b"{\\rtf1"):
        with pytest.raises(Refused, match="cannot be looked through"):
            words(data, "x")


def test_long_files_are_read_in_stretches_that_cut_no_word(tmp_path: Path) -> None:
    """Over the edge of a stretch a word stays whole."""
    path = tmp_path / "a.txt"
    path.write_text("Anne-Marie\n" * 200_000, encoding="utf-8")
    assert all(stretch.count("Anne-Marie\n") * 11 == len(stretch) for stretch in words_in_file(path))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.xml", "<a><t>Anne-Marie</t></a>" * 100_000)
    found = list(words_in_file(tmp_path / "b.zip"))
    assert sum(stretch.count("Anne-Marie") for stretch in found) == 100_000
