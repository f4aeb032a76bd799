"""The date that documents bear: the same study and the same date give the same bytes, and a reader can read it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from interviewcoder.domain.errors import Refused
from interviewcoder.formats import quotations
from interviewcoder.formats.dating import dated, in_words
from interviewcoder.formats.matrices import render
from interviewcoder.locales import speaking

from .results import QUOTES, SEGMENTS, quotation


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("kind", ["figures", "words", "quotations"])
def test_a_document_bears_no_moment_but_the_one_asked_for(form: str, kind: str) -> None:
    """Its files have no times of their own, and what says when it was made says the date asked for."""
    with dated("2024-03-01T14:05:00+01:00"):
        made = {
            "figures": lambda: render(SEGMENTS, form, language="en"),
            "words": lambda: render(QUOTES, form, language="en"),
            "quotations": lambda: quotations.render([quotation("Oui")], form, "en"),
        }[kind]()
    assert isinstance(made, bytes)
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        said = archive.read("docProps/core.xml").decode()
    assert said.count("2024-03-01T13:05:00Z") == 2


@pytest.mark.parametrize(
    ("made", "french", "english"),
    [
        ("2026-11-29T09:22:00+00:00", "29 novembre 2026, 9 h 22 UTC", "29 November 2026, 09:22 UTC"),
        ("2024-03-01T14:05:00+01:00", "1er mars 2024, 14 h 05 UTC+01:00", "1 March 2024, 14:05 UTC+01:00"),
        ("2026-08-02", "2 août 2026", "2 August 2026"),
    ],
)
def test_a_date_is_written_as_its_reader_writes_it(made: str, french: str, english: str) -> None:
    """With the month by name, in the language of the study; a day without a time gets none."""
    with speaking("fr"):
        assert in_words(made).replace("\u00a0", " ") == french
    assert in_words(made) == english


def test_what_is_no_date_is_refused() -> None:
    """One sentence says how a date is written."""
    with pytest.raises(Refused, match="2026-11-29"), dated("hier"):
        pass
