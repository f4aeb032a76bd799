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


def test_an_answer_that_is_a_number_stays() -> None:
    """Among line numbers of their own, a number that does not count on with them is somebody's words."""
    said = [
        "Ana : Racontez-moi comment tout cela a bien pu commencer.",
        "Bob : Par hasard, en mai, dans la rue du port.",
        "Ana : Combien d’enfants avez-vous donc eus, à la fin ?",
        "Bob :",
        "12",
        "Ana : Douze, vraiment.",
        "Bob : Oui.",
    ]
    numbers = iter(range(1, 8))
    lines = [line for words in said for line in (words, *([] if words == "12" else [str(next(numbers))]))]
    reading = read(Path("a.pdf"), data=pdf(lines))
    assert ("Bob", "12") in turns(reading)
    assert ("line numbers left out", "1–6") in reading.left_out


@pytest.mark.parametrize("space", [" ", ""])
def test_line_numbers_at_the_ends_of_lines_are_left_out(space: str) -> None:
    """Numbers in the right margin are no part of the text, with and without a space before them."""
    said = ["Ana : Vous êtes là ?", "Bob : Oui, depuis 2010.", "Ana : Ah.", "Bob : Voilà.", "Ana : Bon."]
    lines = [f"{line}{space}{n}" for n, line in enumerate(said, start=7)]
    reading = read(Path("a.pdf"), data=pdf(lines))
    assert turns(reading) == [
        ("Ana", "Vous êtes là ?"), ("Bob", "Oui, depuis 2010."), ("Ana", "Ah."), ("Bob", "Voilà."),
        ("Ana", "Bon."),
    ]  # fmt: skip


def test_a_number_that_begins_a_line_without_a_line_number_stays() -> None:
    """Where most lines are numbered, words that begin with another number keep it."""
    lines = [
        "1 Ana : Vous êtes là avec", "2 deux amis ?", "3 Bob : Oui, depuis", "12 ans au moins.", "4 Ana : Ah.",
        "5 Bob : Voilà.", "6 Ana : Bon.",
    ]  # fmt: skip
    assert "12 ans au moins." in read(Path("a.pdf"), data=pdf(lines)).text


def test_line_numbers_that_begin_anew_on_each_page_are_left_out() -> None:
    """Pages may number their lines by themselves, the last of them but one line."""
    pages = [
        [
            f"{n} Ana : ligne {page} {word}."
            for n, word in enumerate(("une", "autre", "encore", "enfin"), start=1)
        ]
        for page in ("rouge", "verte")
    ]
    reading = read(Path("a.pdf"), data=pdf(*pages, ["1 Bob : C’est la toute dernière ligne."]))
    assert not any(character.isdigit() for character in reading.text)
    assert ("line numbers left out", "1–4, 1–4, 1") in reading.left_out


def test_the_same_answer_on_every_page_stays() -> None:
    """What a speaker says at the top of each page is no running title."""
    asked = ("Et la maison, elle vous plaît ?", "Et la rue, elle a changé ?", "Et le port, là-bas ?")
    pages = [["Bob : Oui.", f"Ana : {words}", "Bob : Beaucoup trop, ça oui.", "Ana : Ah."] for words in asked]
    reading = read(Path("a.pdf"), data=pdf(*pages))
    assert len(reading.turns) == 12
    assert "headers and footers left out" not in reading.counts


def test_titles_of_left_and_right_pages_are_left_out() -> None:
    """Running titles that alternate between left and right pages are no part of the text."""
    titles = ("Entretiens de mai", "Annexe : Marc")
    pages = [
        [titles[n % 2], f"Ana : Voilà la page {word}, enfin.", f"Bob : Oui, {word}."]
        for n, word in enumerate(("une", "deux", "trois", "quatre", "cinq", "six"))
    ]
    reading = read(Path("a.pdf"), data=pdf(*pages))
    assert reading.counts["headers and footers left out"] == 6
    assert len(reading.turns) == 12


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


def test_a_pdf_protected_by_a_newer_cipher_is_refused() -> None:
    """A cipher that cannot be undone here is said to be a password, not a fault of ours."""
    zeros = {
        name: f"/{name} <{'00' * size}>"
        for name, size in (("O", 48), ("U", 48), ("OE", 32), ("UE", 32), ("Perms", 16))
    }
    cipher = "/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF"
    locked = f"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 {cipher} {' '.join(zeros.values())} >>"
    data = pdf(["oui"]).replace(b"trailer\n<<", f"trailer\n<<\n/ID [<00> <00>]\n/Encrypt {locked}".encode())
    assert b"AESV3" in data
    with pytest.raises(Unreadable, match="password"):
        read(Path("a.pdf"), data=data)


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
