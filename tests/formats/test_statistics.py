"""What statistics programs read: plain names, a value or nothing in each cell, no cleaning."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.matrix import transposed
from interviewcoder.domain.errors import Refused
from interviewcoder.formats.matrices import render
from interviewcoder.formats.matrices.statistics import plain_names
from tests.formats.results import COVERAGE, PRESENCE, QUOTES, SEGMENTS, SUMMARY


def read(matrix: object, form: str) -> pd.DataFrame:
    """Read it as R does: comma, point, nothing is missing, no mark at the beginning."""
    text = render(matrix, form, language="fr")  # type: ignore[arg-type]
    assert isinstance(text, str)
    assert not text.startswith("\ufeff")
    return pd.read_csv(StringIO(text))


@given(st.lists(st.text(max_size=80), max_size=12))
def test_names_are_plain_and_different(names: list[str]) -> None:
    """ASCII capitals, digits and underscores, a letter first, at most 64, one for each, none twice."""
    plain = plain_names(names)
    assert len(set(plain)) == len(names)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9_]{0,63}", name) for name in plain)


def test_accents_and_ligatures_are_spelt_out() -> None:
    """É is E, œ is OE, what begins with a digit gets a letter, doubles a number."""
    assert plain_names(["Équipe", "Cœur de métier", "3e rôle", "équipe !", "···"]) == [
        "EQUIPE", "COEUR_DE_METIER", "V_3E_ROLE", "EQUIPE_2", "V",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "matrix", [SEGMENTS, PRESENCE, transposed(SEGMENTS)], ids=["segments", "presence", "turned"]
)
def test_the_table_for_qca_has_a_row_a_case_and_a_column_a_code(matrix: object) -> None:
    """1 where it occurs, 0 where it does not or was not raised, nothing where that is unknown."""
    table = read(matrix, "qca")
    assert list(table["CASE"]) == [heading.name for heading in SEGMENTS.columns]
    values = table.drop(columns="CASE")
    for c in range(len(SEGMENTS.columns)):
        for r in range(len(SEGMENTS.rows)):
            unknown = SEGMENTS.blanks.get((r, c)) in {"not applicable", "not yet coded"}
            shown = str(values.iloc[c, r])
            assert shown == "nan" if unknown else float(shown) == bool(SEGMENTS.cells[r][c])


def test_the_tidy_table_has_a_row_a_cell() -> None:
    """Numbers are numbers, shares have a point in French too, what is unknown is missing."""
    table = read(COVERAGE, "tidy")
    assert len(table) == len(COVERAGE.rows) * len(COVERAGE.columns)
    assert table["COVERAGE"].dtype.kind == "f"
    assert table["COVERAGE"].iloc[0] == 0.125
    assert list(read(SEGMENTS, "tidy").columns) == [
        "CODE", "CODE_GROUP", "CODE_LEVEL", "CASE", "CASE_GROUP", "CASE_LEVEL", "SEGMENTS", "STATUS",
    ]  # fmt: skip


def test_codes_against_codes_have_two_names() -> None:
    """No column twice."""
    matrix = replace(SEGMENTS, columns=SEGMENTS.rows, columns_are="codes", within="passage", blanks={})
    assert {"CODE", "OTHER_CODE"} <= set(read(matrix, "tidy").columns)
    with pytest.raises(Refused, match="QCA"):
        render(matrix, "qca", language="en")


@pytest.mark.parametrize("matrix", [QUOTES, SUMMARY], ids=["quotes", "summary"])
def test_words_are_no_figures(matrix: object) -> None:
    """They are written as csv."""
    with pytest.raises(Refused, match="tidy"):
        render(matrix, "tidy", language="en")  # type: ignore[arg-type]
