"""What cells, sheet names and headers may hold, at the limit and beyond."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.formats.workbook import limits
from interviewcoder.formats.workbook.heights import height, lines
from interviewcoder.formats.workbook.links import Place, formula, letters


@given(st.text(), st.lists(st.text(), max_size=5))
def test_sheet_names_are_always_accepted(wanted: str, taken: list[str]) -> None:
    name = limits.sheet_name(wanted, taken)
    assert name
    assert limits.units(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert not name.startswith("'")
    assert not name.endswith("'")
    assert name.casefold() not in {other.casefold() for other in taken}


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Synthèses", "Synthèses"),
        ("'été'", "été"),
        ("A/B: le choix?", "A B le choix"),
        ("history", "history (2)"),
        ("", "Sheet"),
        ("x" * 40, "x" * 31),
        ("😀" * 20, "😀" * 15),
        ("Codes", "Codes (2)"),
    ],
)
def test_sheet_names(wanted: str, name: str) -> None:
    assert limits.sheet_name(wanted, ["CODES"]) == name


@given(st.lists(st.text(max_size=20), max_size=12))
def test_headers_are_unique_lines(wanted: list[str]) -> None:
    given_headers = limits.headers(wanted)
    assert len({header.casefold() for header in given_headers}) == len(wanted)
    assert all(header and "\n" not in header for header in given_headers)


@given(st.text(alphabet="a 😀\n", min_size=1, max_size=200), st.integers(min_value=2, max_value=50))
def test_pieces_are_the_text(text: str, size: int) -> None:
    pieces = list(limits.pieces(text, size))
    assert "".join(pieces) == text
    assert all(0 < limits.units(piece) <= size for piece in pieces)


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("a" * 32_767, False),
        ("a" * 32_768, True),
        ("😀" * 16_383, False),
        ("😀" * 16_384, True),
    ],
)
def test_a_cell_holds_32767_utf16_units(text: str, beyond: bool) -> None:
    assert limits.too_long(text) is beyond


def test_a_cut_text_ends_with_its_reference_on_a_word_boundary() -> None:
    cut = limits.cut("parole " * 6_000, "Agence A – Entretien, tour 4")
    assert cut.endswith("parole  […] Agence A – Entretien, tour 4")
    assert limits.units(cut) <= limits.MAX_CELL


def test_what_no_cell_can_hold_is_taken_out() -> None:
    assert limits.tidy("a\x00b\ud800c\n\td") == "a\ufffdb\ufffdc\n\td"
    many = limits.tidy("x\n" * 400)
    assert many.count("\n") == limits.MAX_LINE_FEEDS


@pytest.mark.parametrize("text", ["=1", "+3", "-a", "@b", "\tc"])
def test_formula_like(text: str) -> None:
    assert limits.formula_like(text)
    assert not limits.formula_like(" " + text)


def test_links_quote_names_and_keep_numbers() -> None:
    assert formula(Place("Quotes", 119), 5) == "=HYPERLINK(\"#'Quotes'!A120\",5)"
    assert formula(Place('L\'été "2"', 0, 27), 'a "b"') == '=HYPERLINK("#\'L\'\'été ""2""\'!AB1","a ""b""")'
    assert [letters(column) for column in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_rows_grow_with_their_words_up_to_excels_tallest() -> None:
    assert lines("", 10) == 1
    assert lines("a\nb", 10) == 2
    assert height([("mot " * 100, 20)]) > height([("mot", 20)])
    assert height([("mot " * 10_000, 20)]) == limits.MAX_ROW_HEIGHT


@given(st.text(st.sampled_from("il mW-é語 "), max_size=80), st.floats(3, 60))
def test_lines_hold_the_words_on_them(text: str, room: float) -> None:
    """Never fewer lines than the letters need, never fewer in less room; bold letters and whole words need as many or more."""
    from interviewcoder.formats.workbook.widths import lines_in, wide

    number = lines_in(text, room)
    assert number * room + 0.3 * number >= wide(text.strip(" ")) - 0.3 * text.count(" ")
    assert number <= lines_in(text, room / 2)
    assert number <= len(text.split(" ")) + int(wide(text) / room)
    assert wide(text) <= wide(text, bold=True) + 1e-9
    assert lines_in("mot " * 3 + "mmmmmmmmm", 10) == 2
    assert lines_in("mmmmmm mmmmmm mmmmmm", 8) == 3
