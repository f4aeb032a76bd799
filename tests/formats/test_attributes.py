"""Attribute tables: the column that names the cases is found, and kinds of values are recognised."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from interviewcoder.domain.errors import NotFound
from interviewcoder.formats.attributes import read_attributes
from interviewcoder.formats.values import read_number, recognise

if TYPE_CHECKING:
    from interviewcoder.domain.drafts import AttributeTable

CSV = Path("cases.csv")
RECAP = Path(__file__).parents[3] / "shared" / "data" / "artisans-fr" / "recap_entretien.csv"


def read(text: str, key: str | None = None) -> AttributeTable:
    return read_attributes(CSV, key, text.encode())


def test_the_first_column_names_the_cases() -> None:
    """Without anything said the first column is the key, and empty cells are omitted."""
    table = read("Cas;Taille;Secteur\nA;1 250,5;\nB;12;BTP\n")
    assert table.key == "Cas"
    assert [attribute.kind for attribute in table.attributes] == ["number", "text"]
    assert [dict(row.values) for row in table.rows] == [{"Taille": 1250.5}, {"Taille": 12, "Secteur": "BTP"}]
    assert [row.row for row in table.rows] == [2, 3]


@pytest.mark.parametrize(
    ("header", "name"),
    [("Index", "Nom Fichier"), ("N°", "Cas"), ("#", "TranscriptName"), ("", "Entretien"), ("rien", "Case")],
)
def test_a_column_that_only_counts_is_passed_over(header: str, name: str) -> None:
    """An index before a column called like a name of cases is no key, and this is said."""
    table = read(f"{header},x,{name}\n1,a,E1\n2,b,E2\n")
    assert table.key == name
    assert [row.key for row in table.rows] == ["E1", "E2"]
    assert any(name in warning for warning in table.warnings)


def test_a_first_column_of_names_is_the_key_whatever_follows() -> None:
    """A first column that holds names stays the key even when another is called “File”."""
    assert read("Firm,File\nA,a.docx\nB,b.docx\n").key == "Firm"


def test_the_key_may_be_chosen() -> None:
    """--key names a column, forgiving case and accents; an unknown one is answered with those there are."""
    assert read("a,Société\n1,X\n", "societe").key == "Société"
    with pytest.raises(NotFound, match="a, Société"):
        read("a,Société\n1,X\n", "cas")


def test_rows_without_a_key_and_repeated_keys_are_said() -> None:
    """A row that names no case is left out, one that names a case again is kept, and both are said."""
    table = read("Cas,x\nA,1\n,2\na,3\n")
    assert [row.key for row in table.rows] == ["A", "a"]
    assert [warning for warning in table.warnings if "3" in warning]
    assert [warning for warning in table.warnings if "4" in warning]


@pytest.mark.parametrize(
    ("cells", "kind", "first"),
    [
        (["oui", "Non", None], "boolean", True),
        (["yes", "no"], "boolean", True),
        ([True, False], "boolean", True),
        (["1,5", "2"], "number", 1.5),
        (["2010", "2012"], "number", 2010),
        (["01000", "75002"], "text", "01000"),
        (["14/01/2014", "02/03/2014"], "date", "2014-01-14"),
        (["2014-01-14", "2014-02-30"], "text", "2014-01-14"),
        (["01/25/2014", "02/03/2014"], "date", "2014-01-25"),
        (["B2B", "B2C", "B2B", "B2C"], "choice", "B2B"),
        (["a", "b", "c", "d"], "text", "a"),
        (["12", "douze"], "text", "12"),
    ],
)
def test_kinds_of_values_are_recognised(cells: list[str | bool | None], kind: str, first: object) -> None:
    """A column has a kind only when every filled cell fits it."""
    column = recognise(cells)
    assert (column.kind, column.values[0]) == (kind, first)


def test_choices_come_in_order_of_appearance() -> None:
    """A choice lists its values as they first appear."""
    assert recognise(["z", "a", "z", "a"]).choices == ("z", "a")


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("1 234,5", 1234.5, 1234.5),
        ("1\u202f234", 1234, 1234),
        ("1,234", 1.234, 1234),
        ("1,234.5", 1234.5, 1234.5),
        ("1.234,5", 1234.5, 1234.5),
        ("-0,5", -0.5, -0.5),
        ("007", None, None),
        ("1 2", None, None),
        ("1e5", None, None),
    ],
)
def test_numbers_are_read_in_both_notations(text: str, french: float | None, english: float | None) -> None:
    """The decimal comma, the point, and grouped thousands are understood."""
    assert read_number(text) == french
    assert read_number(text, thousands=True) == english


@pytest.mark.skipif(not RECAP.exists(), reason="the data to test with is not here")
def test_a_real_table() -> None:
    """The table of the craftspeople: an index first, a header twice, 65 interviews named by their file."""
    table = read_attributes(RECAP)
    assert table.key == "Nom Fichier"
    assert len(table.rows) == 65
    assert {"Observation", "Observation (2)"} <= {attribute.name for attribute in table.attributes}
    kinds = {attribute.name: attribute.kind for attribute in table.attributes}
    assert kinds["Statut"] == "choice"
    assert kinds["Etape choisie"] == "text"
