"""PDF files: margins taken off, paragraphs put together, scans refused; always said to be a reconstruction."""

from __future__ import annotations

import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from interviewcoder.domain.errors import Unreadable
from interviewcoder.formats.transcripts import Reading, read
from interviewcoder.formats.transcripts.pdf_lines import paragraphs, repaired

DATA = Path(__file__).parents[4] / "shared" / "data" / "pdpilot"
SAMPLE = Path(__file__).parents[3] / "transcripts"


def pdf(*pages: list[str], title: str = "") -> bytes:
    """Make a PDF with these lines on its pages, one below the other."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(600, 800)
        font = {
            "/Type": "/Font",
            "/Subtype": "/Type1",
            "/BaseFont": "/Helvetica",
            "/Encoding": "/WinAnsiEncoding",
        }
        named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): named})}
        )
        shown = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
        body = "BT /F 10 Tf 14 TL 40 780 Td " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
        stream = DecodedStreamObject()
        stream.set_data(body.encode("cp1252"))
        page[NameObject("/Contents")] = stream
    if title:
        writer.add_metadata({"/Title": title})
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def turns(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, turn.span.of(reading.text)) for turn in reading.turns]


def test_margins_are_left_out_and_told() -> None:
    """Running titles with their changing numbers are no part of the text, and are in the report."""
    pages = [
        [
            "6/4/23, 5:46 PM",
            f"Enquêtrice : Alors, racontez-moi {asked}, comment tout cela a",
            f"commencé {here} ?",
            f"Marc : Eh bien, {answered}, voyez-vous, et cette histoire-là",
            f"n’est {how} finie.",
            "https://app.example.org/print",
            f"{n}/3",
        ]
        for n, (asked, answered, here, how) in enumerate(
            (("la rue", "c’était en mai", "ici", "pas"), ("le port", "rien n’allait", "là-bas", "jamais")),
            start=1,
        )
    ]
    reading = read(Path("a.pdf"), data=pdf(*pages, title="Entretien de mai"))
    assert turns(reading) == [
        ("Enquêtrice", "Alors, racontez-moi la rue, comment tout cela a commencé ici ?"),
        ("Marc", "Eh bien, c’était en mai, voyez-vous, et cette histoire-là n’est pas finie."),
        ("Enquêtrice", "Alors, racontez-moi le port, comment tout cela a commencé là-bas ?"),
        ("Marc", "Eh bien, rien n’allait, voyez-vous, et cette histoire-là n’est jamais finie."),
    ]
    assert reading.counts["headers and footers left out"] == 6
    assert ("headers and footers left out", "https://app.example.org/print") in reading.left_out
    assert reading.metadata["title"] == "Entretien de mai"
    assert any("Check it before coding" in warning for warning in reading.warnings)


@pytest.mark.parametrize("glued", [True, False])
def test_line_numbers_are_left_out(glued: bool) -> None:
    """Numbers that count the lines, before them or apart, are no part of the text."""
    said = [
        "Ana : Vous êtes là ?",
        "Bob : Oui, déjà depuis un bon moment.",
        "Ana : Ah.",
        "Bob : Voilà.",
        "Ana : Bon.",
        "Bob : Oui.",
    ]
    numbered = (
        [f"{n} {line}" for n, line in enumerate(said, start=1)] if glued else [*said, *map(str, range(1, 7))]
    )
    reading = read(Path("a.pdf"), data=pdf(numbered))
    assert [label for label, _words in turns(reading)] == ["Ana", "Bob"] * 3
    assert not any(character.isdigit() for character in reading.text)
    assert reading.counts["line numbers left out"] == 6


def test_a_pdf_without_text_is_refused() -> None:
    """Pages that are pictures are refused with what to do."""
    with pytest.raises(Unreadable, match="OCR"):
        read(Path("a.pdf"), data=pdf([], []))


def test_a_protected_pdf_is_refused() -> None:
    """A file that asks for a password is refused as such."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["oui"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    with pytest.raises(Unreadable, match="password"):
        read(Path("a.pdf"), data=made.getvalue())


def joined(*lines: str) -> tuple[str, Counter[str]]:
    counts: Counter[str] = Counter()
    return repaired(paragraphs([lines], counts), counts), counts


def test_hyphens_are_joined_only_for_known_words() -> None:
    """A hyphen at a line's end goes where the whole word is elsewhere in the text, and stays otherwise."""
    text, counts = joined(
        "La réputation se construit lentement, et notre répu-",
        "tation a mis dix ans ; il faut peut-être le dire peut-",
        "être plus fort.",
    )
    assert "notre réputation a mis" in text
    assert "le dire peut-être plus" in text
    assert counts["hyphens at line ends joined"] == 1


def test_ligatures_and_accents_are_repaired() -> None:
    """Ligatures are written out and accents of TeX put back on their letters, both counted."""
    text, counts = joined("ﬁnanci`erement, ´etudi´ee, ˆotez, ¨ı, gar¸con, eﬃcace")
    assert text == "financièrement, étudiée, ôtez, ï, garçon, efficace"
    assert (counts["ligatures written out"], counts["accents put back on their letters"]) == (2, 6)


@pytest.mark.skipif(not DATA.is_dir(), reason="the real transcripts are not beside this repository")
@pytest.mark.parametrize(
    ("number", "asked", "answered"), [(1, 47, 47), (2, 81, 84), (3, 61, 61), (4, 55, 56)]
)
def test_real_interviews(number: int, asked: int, answered: int) -> None:
    """Four printed interviews have all turns of both speakers, and nothing of the margins."""
    reading = read(DATA / f"P{number}.pdf")
    assert {label.name: (label.role, label.turns) for label in reading.labels} == {
        "Dan": ("interviewer", asked), "Participant": ("participant", answered),
    }  # fmt: skip
    assert not any(line.strip().isdigit() for line in reading.text.split("\n"))


@pytest.mark.needs_tool("soffice")
def test_a_printed_document_says_the_same(tmp_path: Path) -> None:
    """A document printed by LibreOffice gives the words, turns and roles of the original."""
    name = "E01 Le Goff.docx"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(SAMPLE / name),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    one, other = read(SAMPLE / name), read(tmp_path / f"{Path(name).stem}.pdf")
    assert other.text.split() == one.text.split()
    assert [turn.label for turn in other.turns] == [turn.label for turn in one.turns]


def test_short_lines_stay_lines() -> None:
    """A page of many short turns keeps them all apart."""
    lines = [f"Ana : numéro {n}." for n in range(40)]
    reading = read(Path("a.pdf"), data=pdf(lines))
    assert len(reading.turns) == 40
