"""A matrix as a picture: every figure and name is in it, the same matrix gives the same bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from interviewcoder.domain.errors import Refused
from interviewcoder.formats.matrices import render
from tests.formats.results import COVERAGE, EMPTY, QUOTES, SEGMENTS, SUMMARY, TURNED


def words_in(svg: bytes) -> list[str]:
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(text.itertext()).strip() for text in texts]


def drawn(matrix: object = SEGMENTS, form: str = "svg", picture: str = "heat") -> bytes:
    made = render(matrix, form, language="en", title="Cases & <codes> $x$", picture=picture)  # type: ignore[arg-type]
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize("matrix", [SEGMENTS, COVERAGE, TURNED], ids=["segments", "coverage", "turned"])
def test_the_heat_map_holds_every_name_and_every_figure(matrix: object) -> None:
    """Names as they stand, dollars and all; figures in the fields; what a zero means as its sign."""
    words = words_in(drawn(matrix))
    for heading in (*matrix.rows, *matrix.columns):  # type: ignore[attr-defined]
        assert any((heading.levels or (heading.name,))[-1] in word for word in words)
    if matrix is SEGMENTS:
        assert {"3", "1,234", "—", "n/a", "?"} <= set(words)


def test_the_picture_says_what_it_is() -> None:
    """The title and the notes go with it as its description, for who cannot see it."""
    svg = drawn().decode()
    assert "Cases &amp; &lt;codes&gt; $x$" in svg
    assert "segments" in svg[: svg.index("</metadata>")]
    png = drawn(form="png")
    assert png.startswith(b"\x89PNG")
    assert b"Description" in png


@pytest.mark.parametrize("form", ["png", "svg"])
@pytest.mark.parametrize("picture", ["heat", "bars"])
def test_the_same_matrix_gives_the_same_bytes(form: str, picture: str) -> None:
    """Neither a date nor a version nor chance is in it."""
    assert drawn(form=form, picture=picture) == drawn(form=form, picture=picture)


def test_bars_count_the_cases_that_have_a_code() -> None:
    """The number at the end of each bar is that of the matrix."""
    words = words_in(drawn(picture="bars"))
    totals = [str(cases) for cases in SEGMENTS.cases_with]
    assert [word for word in words if word in {"0", "1", "2"}][-len(totals) :] == totals


@pytest.mark.parametrize("matrix", [QUOTES, SUMMARY, EMPTY], ids=["quotes", "summary", "empty"])
def test_words_cannot_be_drawn(matrix: object) -> None:
    """Neither can nothing; bars are of codes by cases."""
    with pytest.raises(Refused, match="nothing to draw"):
        drawn(matrix)
    with pytest.raises(Refused, match="Bars are"):
        drawn(TURNED, picture="bars")
    with pytest.raises(Refused, match="too large"):
        drawn(replace(SEGMENTS, rows=SEGMENTS.rows * 300, cells=SEGMENTS.cells * 300))


@pytest.mark.parametrize("picture", ["heat", "bars"])
def test_long_names_go_on_in_another_line(picture: str) -> None:
    """Nothing is longer than the room it has, and the picture is no broader for it than the names need."""
    long = "Un nom beaucoup trop long pour tenir sur une seule ligne, et même sur deux lignes entières"
    rows = tuple(replace(row, levels=(long,), name=long) for row in SEGMENTS.rows)
    columns = tuple(replace(column, name=long, group=long) for column in SEGMENTS.columns)
    matrix = replace(SEGMENTS, rows=rows, columns=columns)
    made = drawn(matrix, picture=picture)
    lines = words_in(made)
    assert any(line.startswith("Un nom beaucoup trop long") for line in lines)
    assert max(map(len, lines)) <= 46
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', made.decode())
    assert found is not None
    assert float(found[1]) < 8.5 * 72


def test_the_picture_says_what_is_counted_and_what_its_colours_mean() -> None:
    """Below the title measure, sides and filters; below the map nothing, and the darkest colour with its figure."""
    words = words_in(drawn(replace(SEGMENTS, filters="coder: Ana")))
    assert "segments, by code and by case (coder: Ana)" in " ".join(words)
    assert {"0", "1,234"} <= set(words)
    assert "≥\u00a03" in words_in(drawn(replace(SEGMENTS, cells=((3,) * 24 + (900,),), rows=SEGMENTS.rows[:1],
                                                columns=SEGMENTS.columns[:1] * 25, blanks={})))  # fmt: skip
    assert "in how many cases each code occurs" in " ".join(words_in(drawn(picture="bars")))
    assert "●" in words_in(drawn(replace(SEGMENTS, cells_are="presence", cells=((1, 0, 1),) * 3)))


def test_one_very_long_name_makes_no_row_tall() -> None:
    """It is cut after two lines, and two that differ at their end only stay apart."""
    names = [f"{'un nom très long ' * 30}{end}" for end in "ab"] + ["court"]
    rows = tuple(
        replace(row, levels=(name,), name=name) for row, name in zip(SEGMENTS.rows, names, strict=True)
    )
    svg = drawn(replace(SEGMENTS, rows=rows))
    words = words_in(svg)
    assert {"a", "b"} <= {word[-1] for word in words if "nom très long" in word}
    height, usual = (float(made.split(b'height="')[1].split(b"pt")[0]) for made in (svg, drawn()))
    assert height < usual + 3 * 0.2 * 72
