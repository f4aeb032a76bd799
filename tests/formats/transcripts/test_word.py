"""Word and OpenDocument files: what is text, what is a note, what is counted."""

from __future__ import annotations

from pathlib import Path

from interviewcoder.formats.transcripts import Reading, read

from .packing import docx, odt, paragraph


def word(body: str, **parts: str) -> Reading:
    return read(Path("a.docx"), data=docx(body, **parts))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def notes(reading: Reading) -> list[tuple[str, str, str]]:
    return [(note.kind, reading.text[note.start : note.end], note.text) for note in reading.notes]


def test_paragraphs_and_soft_breaks_are_lines() -> None:
    """Paragraphs, soft breaks, tabs and non-breaking hyphens come out as typed."""
    body = (
        paragraph("Interviewer: Which?\nParticipant: All")
        + "<w:p><w:r><w:t>peut</w:t><w:noBreakHyphen/><w:t>être</w:t><w:tab/><w:t>x</w:t></w:r></w:p>"
    )
    reading = word(body)
    assert reading.text == "Interviewer: Which?\nParticipant: All\npeut\u2011être\tx\n"
    assert [turn.label for turn in reading.turns] == ["Interviewer", "Participant"]


def test_tracked_changes() -> None:
    """Insertions and moves are kept, deletions left out, and all are counted."""
    body = (
        f"<w:p>{run('un ')}<w:ins>{run('deux ')}</w:ins><w:del><w:r><w:delText>trois</w:delText></w:r></w:del>"
        f"<w:moveTo>{run('quatre')}</w:moveTo><w:moveFrom>{run('cinq')}</w:moveFrom></w:p>"
    )
    reading = word(body)
    assert reading.text == "un deux quatre\n"
    assert reading.counts == {"insertions kept": 2, "deletions left out": 2}


def test_a_deleted_paragraph_mark_joins() -> None:
    """A deletion of the end of a paragraph joins it with the next."""
    body = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('un ')}</w:p>{paragraph('deux')}"
    assert word(body).text == "un deux\n"


def test_containers_are_read() -> None:
    """Content controls, fields, hyperlinks and smart tags lose nothing; field codes are not text."""
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('a')}<w:sdt><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>"
        f"<w:fldSimple>{run('c')}</w:fldSimple><w:smartTag>{run('d')}</w:smartTag><w:hyperlink>{run('e')}</w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert word(body).text == "abcde\n"


def test_tables_are_tabbed_rows() -> None:
    """A table row is one line, its cells joined by tabs; rows of speaker and words are turns."""
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(speaker)}</w:tc><w:tc>{paragraph(said)}</w:tc></w:tr>"
        for speaker, said in (
            ("Enquêtrice", "Où ?"),
            ("Marie", "Ici."),
            ("Enquêtrice", "Et ?"),
            ("Marie", "Là."),
        )
    )
    reading = word(f"<w:tbl>{rows}</w:tbl>")
    assert reading.text.split("\n")[:2] == ["Enquêtrice\tOù ?", "Marie\tIci."]
    assert [(turn.label, turn.span.of(reading.text)) for turn in reading.turns][:2] == [
        ("Enquêtrice", "Où ?"),
        ("Marie", "Ici."),
    ]


def test_comments_and_footnotes_are_notes() -> None:
    """A comment is a note on its passage with its author; a footnote on the word before it."""
    body = (
        f'<w:p>{run("Le ")}<w:commentRangeStart w:id="1"/>{run("budget")}<w:commentRangeEnd w:id="1"/>'
        f'<w:r><w:commentReference w:id="1"/></w:r>{run(" annuel")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    reading = word(
        body,
        comments=f'<w:comment w:id="1" w:author="Dir. T.">{paragraph("À préciser")}</w:comment>',
        footnotes=f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote><w:footnote w:id="2">{paragraph("En 2012")}</w:footnote>',
    )
    assert reading.text == "Le budget annuel\n"
    assert notes(reading) == [("footnote", "annuel", "En 2012"), ("comment", "budget", "À préciser")]
    assert reading.notes[1].author == "Dir. T."
    assert reading.counts == {"comments kept as notes": 1, "footnotes kept as notes": 1}


def test_notes_follow_the_canonical_text() -> None:
    """A note stays on its words when accents are composed before it."""
    typed = run("e\u0301te\u0301 ")
    body = f'<w:p>{typed}<w:commentRangeStart w:id="1"/>{run("ici")}<w:commentRangeEnd w:id="1"/></w:p>'
    reading = word(body, comments=f'<w:comment w:id="1">{paragraph("x")}</w:comment>')
    assert notes(reading) == [("comment", "ici", "x")]


def test_text_boxes_are_notes_once() -> None:
    """A text box stored in two forms is one note."""
    box = f"<w:txbxContent>{paragraph('encadré')}</w:txbxContent>"
    body = (
        f"<w:p>{run('texte')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    reading = word(body)
    assert notes(reading) == [("text box", "texte", "encadré")]
    assert reading.counts == {"text boxes kept as notes": 1}


def test_what_is_left_out_is_counted() -> None:
    """Headers, pictures, soft hyphens, list marks and unreadable symbols are reported."""
    body = (
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>in</w:t><w:softHyphen/><w:t>fini</w:t><w:drawing/>"
        '<w:sym w:char="F0E0"/></w:r></w:p>'
    )
    reading = word(body, header=paragraph("Confidentiel"))
    assert reading.text == "infini\ufffd\n"
    assert reading.counts == {
        "headers and footers left out": 1,
        "pictures left out": 1,
        "soft hyphens left out": 1,
        "automatic list marks left out": 1,
        "symbols not readable": 1,
    }


def test_unknown_elements_are_kept() -> None:
    """Text under an element nobody knows is kept and counted."""
    reading = word("<w:p><w:r><w:novelty>mot</w:novelty></w:r></w:p>")
    assert reading.text == "mot\n"
    assert reading.counts == {"unknown elements kept": 1}


def test_main_part_is_found_by_relation() -> None:
    """A main part that is not called document.xml is read."""
    assert read(Path("a.docx"), data=docx(paragraph("oui"), main="word/document2.xml")).text == "oui\n"


def test_odt_text() -> None:
    """White space is collapsed as the standard says; breaks, tabs and repeated spaces are kept."""
    body = (
        '<text:p>  un\n  <text:span>deux </text:span> trois<text:s text:c="2"/>x<text:tab/>y<text:line-break/>z</text:p>'
        "<text:list><text:list-item><text:p>point</text:p></text:list-item></text:list><text:h>Titre</text:h>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    reading = read(Path("a.odt"), data=odt(body))
    assert reading.text == "un deux trois  x\ty\nz\npoint\nTitre\na\tb\n"


def test_odt_notes_and_deletions() -> None:
    """Comments, footnotes and boxes are notes; deleted text is not text; margins are counted."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>parti</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Le <office:annotation office:name="c"><dc:creator>Dir.</dc:creator><text:p>Quoi</text:p></office:annotation>'
        'budget<office:annotation-end office:name="c"/> annuel<text:note text:note-class="footnote">'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>En 2012</text:p></text:note-body></text:note>"
        " <draw:frame><draw:text-box><text:p>encadré</text:p></draw:text-box></draw:frame></text:p>"
    )
    reading = read(
        Path("a.odt"), data=odt(body, margins="<style:header><text:p>Secret</text:p></style:header>")
    )
    assert reading.text == "Le budget annuel \n"
    assert notes(reading) == [
        ("comment", "budget", "Quoi"),
        ("footnote", "annuel", "En 2012"),
        ("text box", "annuel", "encadré"),
    ]
    assert reading.notes[0].author == "Dir."
    assert reading.counts == {
        "comments kept as notes": 1,
        "deletions left out": 1,
        "footnotes kept as notes": 1,
        "headers and footers left out": 1,
        "text boxes kept as notes": 1,
    }
