"""Codebooks as tables and as an appendix, and which files are codebooks."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given

from interviewcoder.analysis.results import CodeCounts
from interviewcoder.domain.codebook import Codebook
from interviewcoder.domain.drafts import CodeDraft
from interviewcoder.domain.errors import Refused, Unreadable
from interviewcoder.formats.codebooks import read_codebook, render_codebook, write_codebook
from interviewcoder.formats.codebooks.drafts import drafts_of
from interviewcoder.formats.tables import read_table
from interviewcoder.locales import speaking

from .codes import books, records

DATA = Path(__file__).parents[3] / "shared" / "data"
BOOK = (
    CodeDraft(
        name={"fr": "Moyens", "en": "Means"},
        definition={"fr": "=Ce que l'entreprise engage."},
        colour="#4477aa",
        children=(CodeDraft(name={"fr": "Budget"}, use={"fr": "a\nb"}), CodeDraft(name={"fr": "Équipe"})),
    ),
    CodeDraft(name={"fr": "Horizon"}, avoid={"fr": "jamais"}, example={"fr": "« demain »"}),
)


def read(text: str, name: str = "codes.csv", language: str = "fr") -> tuple[CodeDraft, ...]:
    return read_codebook(Path(name), language, text.encode())


@given(books())
def test_a_codebook_survives_a_csv(drafts: tuple[CodeDraft, ...]) -> None:
    """Names, texts, other languages, colours and the tree are read back the same."""
    data = render_codebook(Codebook(records(drafts), "fr"), "csv")
    if drafts:
        assert read_codebook(Path("c.csv"), "fr", data) == drafts


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_a_codebook_survives_excel_with_headers_for_people(spoken: str) -> None:
    """A sheet is read back whichever language its headers are in, the counts ignored."""
    codebook = Codebook(records(BOOK), "fr")
    with speaking("fr" if spoken == "fr" else "en"):
        data = render_codebook(
            codebook, "xlsx", counts={code.id: CodeCounts(segments=3) for code in codebook}
        )
    assert read_codebook(Path("c.xlsx"), "fr", data) == BOOK
    assert read_table(Path("c.xlsx"), data).rows[0].cells[-3:] == (3, 0, 0)


def test_paths_make_the_tree() -> None:
    """Codes on the way are made when missing, and a later row fills them in."""
    assert read("Chemin;Définition\nMoyens > Budget;d\nMoyens;m\n") == (
        CodeDraft(
            name={"fr": "Moyens"},
            definition={"fr": "m"},
            children=(CodeDraft(name={"fr": "Budget"}, definition={"fr": "d"}),),
        ),
    )


def test_names_with_parents_make_the_tree_in_any_order() -> None:
    """A parent is named alone or by its path, before or after its children."""
    drafts = read("name,parent\nBudget,Moyens\nLigne,Moyens > Budget\nMoyens,\nSous,Ligne\n")
    assert [draft.name["fr"] for draft in drafts] == ["Moyens"]
    budget = drafts[0].children[0]
    assert budget.children[0].children[0].name == {"fr": "Sous"}


def test_a_ring_of_parents_does_not_hang() -> None:
    """Codes that are each other's parent are read without end as something, never for ever."""
    assert read("name,parent\nA,B\nB,A\n")


@pytest.mark.parametrize("header", ["tag,description", "Code,Memo", "Nom,Définition", "path,definition"])
def test_the_headers_of_other_tools(header: str) -> None:
    """Taguette's, MAXQDA's and French headers are understood."""
    assert read(f"{header}\nA,b\n") == (CodeDraft(name={"fr": "A"}, definition={"fr": "b"}),)


def test_wrong_rows_are_named() -> None:
    """A row without a name, with a strange colour, or that repeats a code is named."""
    with pytest.raises(Unreadable, match=r"row 3.*row 4.*row 5"):
        read("path,colour\nA,\nB,red\na,\n,#ffffff\n")
    with pytest.raises(Unreadable, match="x, y"):
        read("x,y\n1,2\n")


def test_the_appendix_has_a_heading_and_a_table_for_each_theme() -> None:
    """The Word file names every code with its texts, headers repeated, a caption Word can list."""
    codebook = Codebook(records(BOOK), "fr")
    counts = {code.id: CodeCounts(segments=7) for code in codebook}
    document = Document(BytesIO(render_codebook(codebook, "docx", counts=counts, title="Grille")))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == ["Moyens", "Horizon"]
    table = document.tables[0]
    assert [row.cells[0].text.strip() for row in table.rows] == ["Code", "Moyens", "Budget", "Équipe"]
    assert table.rows[1].cells[1].text == "=Ce que l'entreprise engage."
    assert table.rows[1].cells[5].text == "7"
    assert "SEQ Table" in document.element.xml
    assert "w:tblHeader" in document.element.xml


def test_the_suffix_decides_and_unknown_ones_are_refused(tmp_path: Path) -> None:
    """Unknown suffixes are refused in a sentence, reading and writing; qdc has its own."""
    codebook = Codebook(records(BOOK), "fr")
    with pytest.raises(Unreadable, match="qdc"):
        read("", "a.qdc")
    with pytest.raises(Unreadable):
        read("", "a.docx")
    with pytest.raises(Refused):
        write_codebook(codebook, tmp_path / "a.pdf")
    for name in ("a.yml", "b.csv", "c.xlsx"):
        final = write_codebook(codebook, tmp_path / name)
        assert read_codebook(final, "fr") == drafts_of(codebook) == BOOK


@pytest.mark.skipif(not DATA.exists(), reason="the data to test with is not here")
def test_real_codebooks() -> None:
    """A codebook in Windows-1252 and one with a title row are read whole."""
    assert len(read_codebook(DATA / "ddjethics" / "codebook.csv", "en")) == 17
    assert len(read_codebook(DATA / "edgeai-architecture" / "20250914_codebook_full.csv", "en")) == 465
