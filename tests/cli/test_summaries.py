"""``summaries list`` and ``summaries write``: the researcher's own words from a script."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = "Elle compte [b]tout[/b] : 300 euros.\n=SOMME(A1) | « rien »"


def given(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_summary_is_written_listed_and_taken_back(study: Callable[..., Any]) -> None:
    """One change; json gives case, code, text, coder and time; undo takes it back."""
    result = study("summaries", "write", "firme a", "Budget", "Peu d’argent.")
    assert result.code == 0
    assert "Summary of Firme A under Moyens > Budget" in result.err
    (found,) = study("summaries", "list", "--format", "json").json
    assert (found["case"], found["code"], found["text"]) == ("Firme A", "Moyens > Budget", "Peu d’argent.")
    assert found["coder"] == "Ana"
    assert found["made"]
    assert study("summaries", "write", "Firme A", "Budget", "Peu d’argent.").err.startswith("That is so")
    study("summaries", "write", "Firme A", "Budget", "Très peu.")
    assert study("summaries", "list", "--format", "json").json[0]["text"] == "Très peu."
    study("undo", 2)
    assert study("summaries", "list", "--format", "json").json == []


def test_standard_input_is_read_whole(study: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Several paragraphs, a byte-order mark, Windows line ends."""
    given(monkeypatch, "\ufeffPremier.\r\n\r\nSecond.\r\n".encode())
    assert study("summaries", "write", "Firme A", "Moyens", "-").code == 0
    assert study("summaries", "list", "--format", "json").json[0]["text"] == "Premier.\n\nSecond."
    given(monkeypatch, b"\xff\xfe\x00")
    refused = study("summaries", "write", "Firme A", "Moyens", "-")
    assert refused.code == 1
    assert "UTF-8" in refused.err


def test_nothing_is_removed_without_saying_so(
    study: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty text, also from an empty pipe, is refused; --remove removes."""
    study("summaries", "write", "Firme A", "Moyens", "Des mots.")
    given(monkeypatch, b"")
    for text in ("", "  ", "-"):
        refused = study("summaries", "write", "Firme A", "Moyens", text)
        assert refused.code == 1
        assert "--remove" in refused.err
    assert study("summaries", "write", "Firme A", "Moyens", "x", "--remove").code == 2
    assert len(study("summaries", "list", "--format", "json").json) == 1
    assert study("summaries", "write", "Firme A", "Moyens", "--remove").code == 0
    assert study("summaries", "list", "--format", "json").json == []
    assert "That is so" in study("summaries", "write", "Firme A", "Moyens", "--remove").err


def test_the_list_is_in_the_order_of_the_matrix_and_can_be_narrowed(study: Callable[..., Any]) -> None:
    """By code in tree order, then by case; --code takes the codes below along, --case one case."""
    for case, code in (
        ("Firme B", "Équipe"),
        ("Firme A", "Équipe"),
        ("Firme A", "Moyens"),
        ("Firme B", "Écoute"),
    ):
        study("summaries", "write", case, code, f"{case} {code}")

    def listed(*options: str) -> list[str]:
        return [found["text"] for found in study("summaries", "list", *options, "--format", "json").json]

    assert listed() == ["Firme A Moyens", "Firme A Équipe", "Firme B Équipe", "Firme B Écoute"]
    assert listed("--code", "Moyens") == ["Firme A Moyens", "Firme A Équipe", "Firme B Équipe"]
    assert listed("--case", "Firme B") == ["Firme B Équipe", "Firme B Écoute"]
    assert "1 summary." in study("summaries", "list", "--case", "Firme B", "--code", "Client").err


def test_every_form_holds_the_words_and_none_is_taken_for_markup(study: Callable[..., Any]) -> None:
    """Csv in the study's language without formulas, Markdown escaped, text by code and case."""
    study("summaries", "write", "Firme A", "Moyens", WORDS)
    rows = list(
        csv.DictReader(
            io.StringIO(study("summaries", "list", "--format", "csv").out.lstrip("\ufeff")), delimiter=";"
        )
    )
    assert rows[0]["case"] == "Firme A"
    assert rows[0]["text"] == WORDS
    markdown = study("summaries", "list", "--format", "md").out
    assert "## Moyens" in markdown
    assert "### Firme A" in markdown
    assert r"\[b\]tout\[/b\]" in markdown
    text = study("summaries", "list").out
    assert "Moyens" in text
    assert "[b]tout[/b]" in text
    assert study("summaries", "list", "--format", "xlsx").code == 2


@pytest.mark.parametrize("arguments", [("Firme Z", "Moyens"), ("Firme A", "Rien")])
def test_an_unknown_case_or_code_is_refused_by_name(
    study: Callable[..., Any], arguments: tuple[str, str]
) -> None:
    """One clear line; nothing is made."""
    result = study("summaries", "write", *arguments, "x")
    assert result.code == 1
    assert ("Firme Z" if "Firme Z" in arguments else "Rien") in result.err
    assert study("summaries", "list", "--format", "json").json == []


def test_the_workbook_has_cells_for_every_code_where_that_is_asked_for(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """What is written into one of them comes home."""
    book = tmp_path / "book.xlsx"
    assert study("export", "--summaries", "all", "-o", book).code == 0
    edited = load_workbook(book)
    sheet = edited["Synthèses"]
    column = next(cell.column for cell in sheet[2] if cell.value == "Moyens > Budget")
    sheet.cell(3, column).value = "Peu d’argent."
    edited.save(book)
    assert study("summaries", "import", book).code == 0
    assert [found["text"] for found in study("summaries", "list", "--format", "json").json] == [
        "Peu d’argent."
    ]
