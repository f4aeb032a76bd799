"""Web pages: what a browser would show is the text, and what it would not is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.formats.transcripts import Reading, read
from interviewcoder.formats.transcripts.web import READER, otranscribe_source


def page(body: str, head: str = "<meta charset='utf-8'>") -> Reading:
    return read(Path("a.html"), data=f"<html><head>{head}</head><body>{body}</body></html>".encode())


def test_blocks_are_lines_and_white_space_collapses() -> None:
    """Paragraphs and breaks make lines; runs of spaces and line ends inside them are one space."""
    text = page("<p>Ana :\n   Bonjour,&nbsp;<b>vous</b> </p><div>Bob&#58; oui<br>si &lt;3</div>").text
    assert text.rstrip("\n") == "Ana : Bonjour,\u00a0vous \nBob: oui\nsi <3"


def test_preformatted_text_keeps_its_lines() -> None:
    """In `pre` every line end and space is kept."""
    assert "Ana :  oui\n\n  Bob : non" in page("<pre>Ana :  oui\n\n  Bob : non</pre>").text


def test_a_table_row_is_a_line_with_tabs() -> None:
    """The cells of a row stand on one line, parted by tabs."""
    body = (
        "<table><tr><td>Ana</td><td>Oui.</td></tr><tr><td>Bob</td><td>Non, <i>jamais</i>.</td></tr></table>"
    )
    assert page(body).text.rstrip("\n") == "Ana\tOui.\nBob\tNon, jamais."


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
