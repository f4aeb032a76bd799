"""Which language is spoken: the user's for everything that is said, the study's for everything that is exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from interviewcoder.locales import _, choose, ngettext, speaking, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

REFUSED = [
    ("summaries", "import", "nofile.xlsx"),
    ("export", "--sheets", "nope"),
    ("export", "--case", "nope"),
    ("export", "--order", "nope"),
    ("report", "case", "nope"),
    ("report", "theme", "nope"),
    ("quotes", "--code", "nope", "--format", "csv"),
    ("quotes", "--since", "nope", "--format", "md"),
    ("quotes", "--combine", "nope)", "--format", "md"),
    ("matrix", "--case", "nope", "--format", "json"),
    ("matrix", "--code", "nope", "--format", "docx"),
    ("agreement", "--coders", "nope", "--format", "csv"),
    ("summaries", "list", "--code", "nope", "--format", "md"),
]


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Speak English again afterwards."""
    yield
    choose("en")


@pytest.mark.parametrize("asked", REFUSED, ids=" ".join)
def test_what_is_refused_is_told_in_the_language_of_the_user(
    run: Callable[..., Any], study: Callable[..., Any], tmp_path: Path, asked: tuple[str, ...]
) -> None:
    """A French study asked in English answers in English, an English one asked in French in French."""
    run("new", tmp_path / "english", "--language", "en", "--coder", "Ana")
    for refused in (study("--lang", "en", *asked), study(*asked)):
        assert refused.code == 1
        assert "“" in refused.err
        assert "«" not in refused.err
    for refused in (
        run("--lang", "fr", "--study", tmp_path / "english", *asked),
        study("--lang", "fr", *asked),
    ):
        assert refused.code == 1
        assert "«" in refused.err
        assert "“" not in refused.err


def test_exports_are_in_the_language_of_the_study_whatever_is_spoken(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """The sheets of a French study have French names, asked in English."""
    assert "The workbook is written" in study("--lang", "en", "export", "-o", tmp_path / "a.xlsx").err
    assert load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "Lisez-moi"


def test_a_message_in_a_document_knows_what_it_is_in_the_users_language() -> None:
    """Also when it is filled in with other messages, and when it is one of two forms."""
    with speaking("fr"):
        code = _("code")
        filled = _("There is no {what} “{name}”.").format(what=_("case"), name="X")
        counted = ngettext("{n} case", "{n} cases", 2).format(n=2)
        assert (filled, counted) == ("Introuvable – cas\u00a0: «\u00a0X\u00a0».", "2 cas")
    assert (told(code), told(filled), told(counted)) == ("code", "There is no case “X”.", "2 cases")
    assert told("X") == "X"


def test_one_thing_is_counted_in_the_singular(study: Callable[..., Any]) -> None:
    """The note under a matrix of one case with one segment."""
    study("code", "Anne", 13, 20, "Budget")
    said = study("--lang", "en", "matrix", "--case", "Firme A").out
    assert "1 case, 1 segment (" in said
