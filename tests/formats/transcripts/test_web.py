"""Web pages: what a browser would show is the text, and what it would not is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.errors import Unreadable
from interviewcoder.formats.transcripts import Reading, read
from interviewcoder.formats.transcripts.web import READER, otranscribe_source


def page(body: str, head: str = "<meta charset='utf-8'>") -> Reading:
    return read(Path("a.html"), data=f"<html><head>{head}</head><body>{body}</body></html>".encode())


def test_blocks_are_lines_and_white_space_collapses() -> None:
    """Paragraphs and breaks make lines; runs of spaces inside them are one space, at their ends none."""
    text = page("<p>Ana :\n   Bonjour,&nbsp;<b>vous</b> </p><div>Bob&#58; oui<br>si &lt;3</div>").text
    assert text.rstrip("\n") == "Ana : Bonjour,\u00a0vous\nBob: oui\nsi <3"


def test_preformatted_text_keeps_its_lines() -> None:
    """In `pre` every line end and space is kept."""
    assert "Ana :  oui\n\n  Bob : non" in page("<pre>Ana :  oui\n\n  Bob : non</pre>").text


def test_a_table_row_is_a_line_with_tabs() -> None:
    """The cells of a row stand on one line, parted by tabs."""
    body = (
        "<table><tr><td>Ana</td><td>Oui.</td></tr><tr><td>Bob</td><td>Non, <i>jamais</i>.</td></tr></table>"
    )
    assert page(body).text.rstrip("\n") == "Ana\tOui.\nBob\tNon, jamais."


def test_cells_that_hold_paragraphs_stay_on_the_line_of_their_row() -> None:
    """Word processors put a paragraph into each cell; the row is one line all the same, whatever stands between."""
    body = (
        "<table><tr><!-- a --><td><p>Ana</p></td>\n<td><p>Oui, déjà.</p></td></tr>"
        "<tr><td></td><td><p>Non.</p></td></tr></table><p>Fin</p>"
    )
    assert page(body).text.rstrip("\n") == "Ana\tOui, déjà.\n\tNon.\nFin"


def test_words_after_the_end_of_the_page_are_read() -> None:
    """What follows `</html>` is shown by browsers, and is in the text."""
    data = b"<html><body><p>Ana : oui</p></body></html>\n<p>Bob : non</p>"
    assert read(Path("a.html"), data=data).text.rstrip("\n") == "Ana : oui\nBob : non"


@pytest.mark.parametrize("tag", ["div", "b"])
def test_a_page_nested_too_deeply_is_refused(tag: str) -> None:
    """The parser stops at a depth; the page is refused then, never read in part."""
    with pytest.raises(Unreadable, match="nested too deeply"):
        page(f"<p>avant</p>{f'<{tag}>' * 1000}profond{f'</{tag}>' * 1000}<p>après</p>")


def test_what_browsers_do_not_show_of_embedded_things_is_told() -> None:
    """The words inside drawings, players and passages for browsers without scripts are in the report."""
    reading = page(
        "<p>Ana : oui</p><svg><text>un plan</text></svg><noscript>sans script</noscript>"
        "<object>un repli</object><template><p>un modèle</p></template>"
    )
    assert [words for _kind, words in reading.left_out] == ["un plan", "sans script", "un repli", "un modèle"]


def test_what_is_not_shown_is_told() -> None:
    """Hidden passages, pictures' descriptions, fields and remarks are in the report, scripts nowhere."""
    reading = page(
        "<p>Ana : oui</p><p hidden>caché un</p><span style='display: none'>caché deux</span><!-- remarque -->"
        "<img alt='une affiche' src='x.png'><input value='x'><script>var secret;</script><p>Bob : non</p>"
    )
    assert [words for _kind, words in reading.left_out] == [
        "caché un",
        "caché deux",
        "remarque",
        "une affiche",
    ]
    assert reading.counts["hidden passages left out"] == 2
    assert "secret" not in reading.text


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", "<meta charset=utf-8>"),
        ("cp1252", "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>"),
        ("cp1252", ""),
        ("utf-16", ""),
        ("iso8859-15", "<meta charset='ISO-8859-15'>"),
        ("mac_roman", "<meta charset='x-mac-roman'>"),
        ("utf-8", "<meta charset='utf-16'>"),
        ("utf-8", "<meta charset='unicode_escape'>"),
        ("utf-8", "<meta charset='no-such-thing'>"),
    ],
)
def test_the_declared_encoding_is_used(encoding: str, head: str) -> None:
    """A page is read in the encoding it declares, else as any text is."""
    words = "Ana : déjà l’été, à Noël" if encoding != "iso8859-15" else "Ana : déjà l'été, à Noël, 3 €"
    data = f"<html><head>{head}</head><body><p>{words}</p></body></html>".encode(encoding)
    assert words in read(Path("a.htm"), data=data).text


def test_questions_in_bold_are_questions() -> None:
    """Paragraphs whose class is bold ask, the others answer, also in a page cut out of a program."""
    body = "".join(
        f"<p class=\\\"gras\\\">Question numéro {n}, pourquoi l\\'été ?</p> <br/> <p>Réponse numéro {n}, parce que c\\'est ainsi.</p>"
        for n in range(4)
    )
    reading = read(Path("a.html"), data=body.encode())
    assert "\\" not in reading.text
    assert "l'été" in reading.text
    assert [label.role for label in reading.labels] == ["interviewer", "participant"]
    assert len(reading.turns) == 8


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>l\\'été, d\\'abord<\\/p><p>oui<\\/p>", "l'été, d'abord\noui"),
        ('<p class="gras">l\\\'été</p>', "l'été"),
        ("<p>oui<\\/p>\\n<p>non<\\/p>", "oui\nnon"),
        ("<p title='x'>C:\\new, l\\'été</p>", "C:\\new, l\\'été"),
    ],
)
def test_backslashes_go_only_where_all_marks_have_them(html: str, text: str) -> None:
    """Pages cut out of a program are unescaped; a backslash that somebody typed stays."""
    assert read(Path("a.html"), data=html.encode()).text.rstrip("\n") == text


def test_noscribe_overlaps_belong_to_the_paragraph_they_are_in() -> None:
    """What somebody says into another's words stays there, marked, also with an anchor of its own."""
    reading = page(
        "<p><a name='ts_0_100_S00'>S00: <span>[00:00:00]</span> Alors on</a>"
        "<a name='ts_100_200_//S01'> //S01: oui</a><a name='ts_200_300_S00'>// commence ici</a></p>"
        "<p><a name='ts_300_400_S01'>S01: D’ac</a><a name='ts_400_500_S01'>cord.</a></p>"
    )
    assert reading.text == "S00: Alors on //S01: oui// commence ici\nS01: D’accord."


def test_noscribe_sentences_with_a_colon_are_no_speakers() -> None:
    """Only a name noScribe or the researcher wrote before a speaker's words is taken for one."""
    reading = page(
        "<p><a name='ts_0_100_S00'>Anna: [00:00:00] Oui.</a></p>"
        "<p><a name='ts_100_200_S01'>Enquêtrice: Bon.</a></p>"
        "<p><a name='ts_200_300_S00'>Anna: Il m’a dit : non.</a></p>"
        "<p><a name='ts_300_400_S00'>Ensuite : rien.</a></p>"
    )
    assert reading.text == "Anna: Oui.\nEnquêtrice: Bon.\nAnna: Il m’a dit : non. Ensuite : rien."


def test_noscribe_words_outside_the_anchors_are_kept() -> None:
    """What stands above is the title and a note; what was typed beside or between anchors is in the text."""
    reading = page(
        "<p>Entretien de mai</p><p>Transcribed with noScribe<br>Audio source: mai.mp3</p><!-- relu -->"
        "<p><a name='ts_0_100_S00'>S00: Oui<br>enfin</a> presque.</p><p>[pause]</p>"
        "<p>S01: <a name='ts_100_200_S01'>Non.</a></p><p>fin</p>"
    )
    assert reading.text == "S00: Oui enfin presque.\n[pause]\nS01: Non.\nfin"
    assert reading.metadata["title"] == "Entretien de mai"
    assert reading.metadata["note"] == "Transcribed with noScribe\nAudio source: mai.mp3"
    assert reading.left_out == (("remarks in the page’s source left out", "relu"),)


def test_noscribe_pages_have_speakers_and_times() -> None:
    """The anchors of noScribe give speakers and times; stamps go, overlaps and pauses stay."""
    body = (
        '<p><a name="ts_0_4220_S00">S00: <span style="color:#888">[00:00:00]</span> Alors, (..) on commence ?</a></p>'
        '<p><a name="ts_4220_9000_S01">S01: <span>[00:00:04]</span> Oui. //S00: d’accord// Voilà.</a></p>'
    )
    reading = page(body)
    assert reading.text == "S00: Alors, (..) on commence ?\nS01: Oui. //S00: d’accord// Voilà."
    assert [(turn.label, turn.time, turn.time_end) for turn in reading.turns] == [
        ("S00", 0.0, 4.22),
        ("S01", 4.22, 9.0),
    ]


@pytest.mark.parametrize("stamp", ["12.3", "0:12"])
def test_otranscribe_stamps_stay_and_are_moments(stamp: str) -> None:
    """The stamps of oTranscribe are visible in the text and known as times, in old and new files."""
    html = f'<p>Ana : <span class="timestamp" data-timestamp="{stamp}">0:12</span>&nbsp;oui, déjà</p>'
    source = otranscribe_source(html, {})
    assert source.text == "Ana : 0:12\u00a0oui, déjà\n"
    assert [(moment.at, int(moment.time)) for moment in source.moments] == [(6, 12)]
    read_again = read(Path("a.otr"), data=json.dumps({"text": html, "media": "a.mp3"}).encode())
    assert "oui, déjà" in read_again.text
    assert [int(moment.time) for moment in read_again.moments][:1] == [12]


@pytest.mark.parametrize("stamp", ["inf", "nan", "1e999", "demain"])
def test_stamps_that_are_no_times_are_no_moments(stamp: str) -> None:
    """A stamp without a time stays visible, and is no moment."""
    source = otranscribe_source(f'<p>oui <span data-timestamp="{stamp}">0:12</span></p>', {})
    assert (source.text, source.moments) == ("oui 0:12\n", ())


WORDS = st.text(alphabet="abcdé ’<&", min_size=1, max_size=12)
TAGS = st.sampled_from(["p", "div", "b", "span", "em", "li", "td", "h2", "section", "blockquote", "u", "pre"])
TREES = st.recursive(
    WORDS.map(lambda words: [words]),
    lambda inside: st.tuples(TAGS, st.lists(inside, max_size=3)).map(lambda pair: [pair]),
    max_leaves=12,
)


def written(tree: list[object]) -> str:
    from html import escape

    pieces: list[str] = []
    for node in tree:
        if isinstance(node, str):
            pieces.append(escape(node))
        else:
            assert isinstance(node, tuple)
            pieces.append(f"<{node[0]}>{''.join(map(written, node[1]))}</{node[0]}>")
    return "".join(pieces)


def said(tree: list[object]) -> str:
    return "".join(node if isinstance(node, str) else "".join(map(said, node[1])) for node in tree)  # type: ignore[index]


@given(TREES)
def test_no_text_node_is_lost(tree: list[object]) -> None:
    """Every letter of every text node of a page is in the text, in order."""
    source = READER.read(f"<html><body>x{written(tree)}</body></html>".encode())
    assert "".join(source.text.split()) == "x" + "".join(said(tree).split())
