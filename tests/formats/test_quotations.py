"""Quotations say in every form what was said, where, and by whom."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import clock
from interviewcoder.formats.quotations import FORMS, KEYS, render
from interviewcoder.formats.tables import read_table

from .results import quotation

QUOTATIONS = (quotation("Un [rires] <mot>"), quotation("=1+1\nligne 2", time=725.0, memo="à revoir"))


def text(form: str, language: str = "en") -> str:
    made = render(iter(QUOTATIONS), form, language)
    assert isinstance(made, str)
    return made


def data(form: str) -> BytesIO:
    made = render(iter(QUOTATIONS), form, "en", "Verbatims")
    assert isinstance(made, bytes)
    return BytesIO(made)


@pytest.mark.parametrize("form", FORMS)
def test_no_quotations_are_no_error(form: str) -> None:
    """A search without a result is an answer too."""
    render((), form, "fr")


def test_an_unknown_form_is_refused() -> None:
    """The forms there are, are named."""
    with pytest.raises(Refused, match="docx"):
        render((), "pdf", "en")


def test_json_has_the_keys_scripts_rely_on() -> None:
    """Keys come in the order of the contract, with the words as they are."""
    first, second = json.loads(text("json"))
    assert tuple(first) == KEYS
    assert first["time"] is None
    assert (second["text"], second["time"], second["memo"]) == ("=1+1\nligne 2", 725.0, "à revoir")


def test_csv_is_read_back() -> None:
    """The columns are the keys, and words that begin like a formula come back as they were."""
    table = read_table(Path("q.csv"), text("csv", "fr").encode())
    assert table.headers == KEYS
    assert table.rows[1].cells[10] == "=1+1\nligne 2"
    assert table.rows[1].cells[3] == "3"


def test_text_has_the_code_once_and_each_reference() -> None:
    """Quotations stand under their code with reference, speaker, coder and time."""
    lines = text("text").splitlines()
    assert lines.count("Moyens > Budget") == 1
    assert "  Agence A – E1, turn 3, Anne, 12:05 [Ana]" in lines
    assert "    Un [rires] <mot>" in lines


def test_nothing_hostile_reaches_the_terminal() -> None:
    """Control characters and overrides of direction in a quotation are replaced."""
    made = render([quotation("a\x1b]52;c;x\x07\u202eb")], "text", "en")
    assert isinstance(made, str)
    assert not {"\x1b", "\x07", "\u202e"} & set(made)


def test_markdown_quotes_every_line() -> None:
    """Each line of a quotation is quoted, and signs of Markdown's are escaped."""
    lines = text("md").splitlines()
    assert "> Un \\[rires\\] \\<mot\\>" in lines
    assert "> ligne 2" in lines


def test_word_has_headings_and_quotes() -> None:
    """A heading for each code, the words in the style for quotations."""
    document = Document(data("docx"))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert styles["Moyens > Budget"] == "Heading 1"
    assert styles["=1+1\nligne 2"] == "Quote"


def test_excel_has_a_row_for_each() -> None:
    """Words are text whatever they begin with, numbers are numbers."""
    sheet = load_workbook(data("xlsx")).worksheets[0]
    row = [cell.value for cell in sheet[3]]
    assert row[0] == "Agence A – E1, turn 3"
    assert (row[3], row[10]) == (3, "=1+1\nligne 2")
    assert sheet["K3"].data_type == "s"


def test_times_are_written_as_on_a_recorder() -> None:
    """Seconds become minutes, and hours when there are any."""
    assert (clock(5), clock(725.9), clock(3723)) == ("0:05", "12:05", "1:02:03")


def test_two_coders_on_the_same_words_are_read_once() -> None:
    """In documents to read a passage stands once under its code, with both memos; in data, once a coding."""
    first = replace(QUOTATIONS[0], memo="Noté.")
    both = [first, replace(first, coding="other", coder="Ben", memo="Vu aussi.")]
    for form in ("md", "tex"):
        rendered = render(both, form, "fr")
        assert isinstance(rendered, str)
        assert rendered.count("rires") == 1
        assert "Noté." in rendered
        assert "Vu aussi." in rendered
    assert len(json.loads(render(both, "json", "fr"))) == 2


def test_latex_has_no_character_of_its_own_in_the_words() -> None:
    """Braces, percent signs, backslashes and the like mean themselves."""
    made = render([quotation(r"100 % de \{l'_équipe_} & #1 $")], "tex", "fr")
    assert r"100 \% de \textbackslash{}\{l'\_équipe\_\} \& \#1 \$" in str(made)
