"""Rich text, as several programs write it: letters, notes, revisions, tables, lists, and broken files."""

from __future__ import annotations

import subprocess
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts import read
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.rtf import READER

if TYPE_CHECKING:
    from interviewcoder.formats.transcripts.reading import Source

SAMPLE = Path(__file__).parents[3] / "transcripts"
FONTS = (
    r"{\fonttbl{\f0\fswiss\fcharset0 Arial{\*\falt Helvetica};}{\f1\fcharset204 Arial Cyr;}"
    r"{\f2\fcharset77 Geneva;}{\f3\fcharset128 MS Mincho;}{\f4\fcharset2 Wingdings;}{\f5\fnil\cpg1251 Autre;}}"
)


def source(body: str, head: str = r"\ansi\ansicpg1252") -> Source:
    gap = "" if head.endswith("}") else " "
    return READER.read(f"{{\\rtf1{head}{gap}{body}}}".encode("latin-1"))


def text(body: str, head: str = r"\ansi\ansicpg1252") -> str:
    return source(body, head).text.rstrip("\n")


@pytest.mark.parametrize(
    ("body", "head", "expected"),
    [
        (r"caf\'e9 \'ab\'a0oui\'a0\'bb", r"\ansi\ansicpg1252", "café «\u00a0oui\u00a0»"),
        (r"caf\'8e", r"\mac", "café"),
        (r"caf\'82", r"\pc", "café"),
        (r"caf\'82", r"\pca", "café"),
        (r"\'e8", r"\ansi\ansicpg1250", "č"),
        (r"caf\'c3\'a9", r"\ansi\ansicpg65001", "café"),
        (r"\'e9", r"\ansi\ansicpg37", "é"),
        (r"\f1\'cf\'f0\f0\'e9{\f2\'8e}\'e9\plain\'e9", r"\ansi\deff0" + FONTS, "\u041f\u0440éééé"),
        (r"\f3\'93\'fa\'83A\'96{\b \'7b}", r"\ansi" + FONTS, "日ア\ufffd{"),
        (r"\f5\'cf", r"\ansi" + FONTS, "П"),
        (r"\f1\'cf", r"\ansi{\fonttbl\f0\fcharset0 Helvetica;\f1\fcharset204 Geneva CY;}", "П"),
        (r"\u233?t\u233?", r"\ansi", "été"),
        (r"\uc0 \u233 t\uc1 \u233\'e9 \u8217\rquote x", r"\ansi", "été ’x"),
        (r"\uc2\u26085\'93\'fa\u26412{ab}c{\uc0\u233 x}\u233??y", r"\ansi", "日本abcéxéy"),
        (r"\u233\b t\u8209\_a\u233\bin2 }}e", r"\ansi", "ét‑aée"),
        (r"\u-10179?\u-8704? \uc0\u55357\uc1\u56832\'3f \u128512?", r"\ansi", "😀 😀 😀"),
        (r"a\par b\line c\tab d\page e\sect f\page\par g", r"\ansi", "a\nb\nc\td\ne\nf\n\ng"),
        ("a\\\r\nb\\\nc\nd", r"\ansi\cocoartf2639", "a\nb\ncd"),
        (r"\emdash\endash\lquote\rquote\ldblquote\rdblquote\bullet", r"\ansi", "—–‘’“”•"),
        (r"a\enspace b\emspace c\qmspace d", r"\ansi", "a\u2002b\u2003c\u2005d"),
        (r"peut\_\'eatre oui\~? a\-b", r"\ansi", "peut\u2011être oui\u00a0? ab"),
        (r"{\b gras}{\i  et plus} \{fin\} \\ \'zz", r"\ansi", "gras et plus {fin} \\ \ufffdzz"),
        (r"\trowd Ana\cell Oui.\par Si.\cell\row\cell\cell Non.\cell\row Fin", r"\ansi", "Ana\tOui.\nSi.\n\t\tNon.\nFin"),
        (r"a\nestcell b\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}c\cell\row", r"\ansi", "a\tb\nc"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt lien}} l\'e0", r"\ansi", "lien là"),
        (r"{\*\inconnu rien {\b du tout}}{\*\bkmkstart a}{\pict\bin4 }}}}00}{\upr{a}{\*\ud{b}}}c", r"\ansi", "bc"),
        (r"{\stylesheet{\s1 Titre;}}{\colortbl;\red0;}{\*\generator X;}{\info{\company Y}}a", r"\ansi", "a"),
    ],
)  # fmt: skip
def test_letters_and_signs(body: str, head: str, expected: str) -> None:
    """Each construct of rich text comes out as what a reader of the document sees."""
    assert text(body, head) == expected


def test_letters_that_are_not_escaped() -> None:
    """Bytes of a file that is UTF-8 throughout are read so, others in the code page of the file."""
    assert READER.read("{\\rtf1\\ansi déjà \\'e9t\\'e9}".encode()).text == "déjà été"
    assert READER.read("{\\rtf1\\ansi déjà}".encode("cp1252")).text == "déjà"


def test_an_encoding_asked_for_overrules_the_file() -> None:
    """The encoding that is asked for is taken for all letters; one that cannot be is refused."""
    data = (r"{\rtf1\ansi" + FONTS + r"\f0 caf\'8e}").encode()
    assert READER.read(data, encoding="mac_roman").text == "café"
    assert READER.read(data, encoding="mac_roman").encoding == "mac-roman"
    for wrong in ("klingon", "utf-16", "hex"):
        with pytest.raises(PackageRefused):
            READER.read(data, encoding=wrong)


def test_signs_of_symbol_fonts() -> None:
    """Signs that only their font can show are replaced and counted; plain letters in such a font are kept."""
    found = source(r"{\f4\'e0 ok} \u-4000?", r"\ansi" + FONTS)
    assert found.text == "\ufffd ok \ufffd"
    assert found.counts["symbols not readable"] == 4
    assert "2 characters could not be read." in found.warnings


def test_bullets_are_no_unreadable_signs() -> None:
    """A bullet in a symbol font is an automatic list mark, and nothing that could not be read."""
    found = source(r"{\listtext\f4\'b7\tab}{\pntext 1.\tab}oui", r"\ansi" + FONTS)
    assert (found.text, found.counts) == ("oui", {"automatic list marks left out": 2})
    assert found.left_out == (("automatic list marks left out", "1."),)


def test_what_is_left_out_is_told() -> None:
    """All words that are not in the text are in the report, and what was treated specially is counted."""
    found = source(
        r"{\headerl Confidentiel}{\footerf page{\field{\*\fldinst PAGE}}}Ana {\deleted jam}{\deleted ais }"
        r"{\revised tou}{\revised jours }{\field{\*\fldinst DATE}{\fldrslt lundi}}\par"
        r"{\listtext -\tab}{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv Un chat}}}00ff}}"
        r"{\nonshppict{\pict 00}}{\v se}{\v cret}{\object{\*\objdata 00}{\result vu}}a\-b\par"
    )
    assert found.text == "Ana toujours lundi\nsecretvuab\n"
    assert sorted(found.left_out) == [
        ("automatic list marks left out", "-"),
        ("deletions left out", "jamais"),
        ("field codes left out", "DATE"),
        ("field codes left out", "PAGE"),
        ("headers and footers left out", "Confidentiel"),
        ("headers and footers left out", "page"),
        ("pictures left out", "Un chat"),
    ]
    assert found.counts == {
        "automatic list marks left out": 1, "deletions left out": 1, "field codes left out": 2,
        "headers and footers left out": 2, "pictures left out": 1, "insertions kept": 1, "hidden passages kept": 1,
        "soft hyphens left out": 1, "embedded documents left out": 1,
    }  # fmt: skip
    assert len(found.warnings) == 2


def test_a_deleted_line_end_joins_its_lines() -> None:
    """A paragraph whose end was deleted goes on in the next one."""
    assert text(r"Ana{\deleted  non.\par Bob} oui.\par") == "Ana oui."


def test_notes_stand_where_they_were_made() -> None:
    """Footnotes, comments and text boxes become notes, comments on their words and with their author."""
    found = source(
        r"Ana : oui{\super\chftn}{\*\footnote\pard\plain {\super\chftn} {\i voir}\par plus loin}"
        r" et{\footnote\ftnalt la fin} {\*\atrfstart 7}tout \'e0 fait{\*\atrfend 7}"
        r"{\*\atnid AB}{\*\atnauthor Anne B.}\chatn{\*\annotation{\*\atnref 7}{\*\atndate 1}\'e0 revoir}"
        r" non{\*\atnid CD}{\*\annotation quoi ?}{\shp{\*\shpinst{\sp{\sn posh}{\sv 1}}{\shptxt en marge}}"
        r"{\shprslt{\*\do{\dptxbxtext en marge}}}}.\par"
    )
    assert found.text == "Ana : oui et tout à fait non.\n"
    assert [
        (note.kind, note.author, note.text, found.text[note.start : note.end]) for note in found.notes
    ] == [
        ("footnote", "", "voir\nplus loin", "oui"),
        ("endnote", "", "la fin", "et"),
        ("text box", "", "en marge", "non"),
        ("comment", "Anne B.", "à revoir", "tout à fait"),
        ("comment", "CD", "quoi ?", "non"),
    ]
    assert found.counts["comments kept as notes"] == found.counts["footnotes kept as notes"] == 2


def test_bold_at_the_beginning_of_a_line_is_told() -> None:
    """Bold and italics are told where they begin a line, and only there."""
    found = source(r"{\b Marc} Bonjour {\b toi}\par \i An\i0{\b ne} Oui\par\b Bob\plain  Si\par \b0 Non")
    assert [found.text[start:end] for start, end in found.stressed] == ["Marc", "Anne", "Bob"]


def test_title_and_author_are_metadata() -> None:
    """The title and the author that the file names are metadata, in Unicode where it says them twice."""
    found = source(
        r"{\info{\upr{\title Ete}{\*\ud{\title \u201?t\u233?}}}{\author Zo\'e9}{\operator X}{\nofwords1}}oui"
    )
    assert (found.text, found.metadata) == ("oui", {"title": "Été", "author": "Zoé"})


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    """What is there of a file cut short is read, with a warning; so is a file that goes on after its end."""
    cut = READER.read(rb"{\rtf1\ansi Ana : oui {\b mais no{\footnote voir")
    assert (cut.text, [note.text for note in cut.notes]) == ("Ana : oui mais no", ["voir"])
    assert len(cut.warnings) == 1
    assert READER.read(b"{\\rtf1 oui}\r\n\0").warnings == ()
    assert len(READER.read(b"{\\rtf1 oui} et encore").warnings) == 1


@pytest.mark.parametrize("data", [b"", b"oui", b" {\\rtf1 oui}", b"{\\rtfx oui}", b"{\\urtf1 oui}"])
def test_what_does_not_begin_as_rich_text_is_refused(data: bytes) -> None:
    """A file with anything before the first word of rich text is refused with a sentence."""
    with pytest.raises(PackageRefused, match="no rich text"):
        READER.read(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"{" * 100_000 + b"oui", "oui"),
        (b"oui" + b"}" * 100_000, "oui"),
        (b"oui" + b"{\\footnote " * 50_000, "oui"),
        (b"oui\\" + b"a" * 500_000 + b" non}", "ouinon"),
        (b"oui\\bin" + b"9" * 10_000 + b" non}", "oui"),
        (b"oui\\u" + b"9" * 10_000 + b"? non}", "oui\ufffd non"),
        (b"\\u-10179?" * 50_000 + b"}", "\ufffd" * 50_000),
        (b"oui\\u-10179?{\\header \\u-8704?}", "oui\ufffd"),
        (b"oui{\\pict " + b"0f" * 2_000_000, "oui"),
    ],
)
def test_hostile_files(data: bytes, expected: str) -> None:
    """Deep, endless and overlong files are read without recursion, in a few seconds."""
    begun = process_time()
    assert READER.read(b"{\\rtf1 " + data).text == expected
    assert process_time() - begun < 5


def encoded(paragraph: str) -> str:
    """Write a paragraph as rich text: Windows-1252 where it can, Unicode for the rest."""
    pieces = []
    for character in paragraph:
        if character in "\\{}":
            pieces.append(f"\\{character}")
        elif character == "\t":
            pieces.append("\\tab ")
        elif ord(character) < 128:
            pieces.append(character)
        elif 0xA0 <= ord(character) < 0x100:
            pieces.append(f"\\'{ord(character):02x}")
        else:
            units = character.encode("utf-16-le")
            pieces += [
                f"\\u{int.from_bytes(units[at : at + 2], 'little', signed=True)}\\'3f"
                for at in range(0, len(units), 2)
            ]
    return "".join(pieces)


LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Zl", "Zp"]) | st.just("\t"), max_size=30)


@given(st.lists(LINES, min_size=1, max_size=5), st.sampled_from(["{%s}", "{\\b %s}", "%s\\plain "]))
def test_any_text_comes_back(paragraphs: list[str], run: str) -> None:
    """Whatever paragraphs are written as rich text come back exactly."""
    body = "\\par\n".join(run % encoded(paragraph) for paragraph in paragraphs)
    assert READER.read(f"{{\\rtf1\\ansi {body}}}".encode("ascii")).text == canonical("\n".join(paragraphs))


WORDS = st.sampled_from(
    [
        rb"\par ", rb"\u55357?", rb"\u-8704?", rb"\uc3 ", rb"\cell", rb"\row", rb"{", rb"}", rb"{\*\footnote ", rb"\*",
        rb"{\*\annotation ", rb"{\*\atrfstart 1}", rb"{\*\atrfend 1}", rb"{\*\atnref 1}", rb"{\header ", rb"\deleted ",
        rb"\revised ", rb"\v0 ", rb"{\upr ", rb"{\*\ud ", rb"{\info{\title ", rb"{\fonttbl\f1\fcharset128 A;}", rb"\f1 ",
        rb"\'93", rb"\'", rb"\bin3 ", rb"\ansicpg932 ", rb"{\sp{\sn wzDescription}{\sv a}}", rb"{\shptxt ", rb"\b ",
    ]
)  # fmt: skip


@given(st.lists(WORDS | st.binary(max_size=12), max_size=60))
def test_any_bytes_are_read(pieces: list[bytes]) -> None:
    """Whatever follows the first word, the reader gives a canonical text with all notes on it, soon."""
    begun = process_time()
    found = READER.read(b"{\\rtf1 " + b"".join(pieces))
    assert process_time() - begun < 2
    assert canonical(found.text) == found.text
    if found.text.strip():
        assert all(0 <= note.start < note.end <= len(found.text) for note in found.notes)
    assert all(0 <= start < end <= len(found.text) for start, end in found.stressed)
    assert all(count > 0 for count in found.counts.values())


@pytest.mark.needs_tool("soffice")
@pytest.mark.parametrize("name", ["E01 Le Goff.docx", "E04 Benhamou.docx", "E05 Roussel.odt"])
def test_libreoffice_s_rich_text_says_the_same(name: str, tmp_path: Path) -> None:
    """A document saved as rich text by LibreOffice gives the words, turns and roles of the original."""
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "rtf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(SAMPLE / name)], check=True, capture_output=True, timeout=180)
    one, other = read(SAMPLE / name), read(tmp_path / f"{Path(name).stem}.rtf")
    assert other.text.split() == one.text.split()
    assert [(turn.label, turn.span.of(other.text)) for turn in other.turns] == [
        (turn.label, turn.span.of(one.text)) for turn in one.turns
    ]
    assert other.labels == one.labels
