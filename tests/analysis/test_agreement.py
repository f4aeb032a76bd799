"""Agreement: the published values to their printed digits, and the laws every coefficient keeps."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from itertools import combinations, permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.agreement import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    holsti,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
    u_alpha,
)
from interviewcoder.analysis.agreement.figures import figures

SHARED = Path(__file__).parents[3] / "shared" / "data"
VECTORS, RATERS = SHARED / "agreement-vectors", SHARED / "edgeai-architecture"
COEFFICIENTS: dict[str, Any] = {
    "percent": percent_agreement, "cohen_kappa": cohen_kappa, "scott_pi": scott_pi, "fleiss_kappa": fleiss_kappa,
    "brennan_prediger": brennan_prediger, "gwet_ac1": gwet_ac1, "holsti": holsti,
    "krippendorff_alpha_nominal": krippendorff_alpha,
}  # fmt: skip
CORRECTED = [name for name in COEFFICIENTS if name not in {"percent", "holsti"}]
UNITS = st.lists(st.lists(st.sampled_from([None, "a", "b", "c"]), min_size=3, max_size=3), max_size=14)


def vectors(name: str) -> list[Any]:
    file = VECTORS / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8"))["vectors"] if file.is_file() else []


def table(rows: list[list[int]]) -> list[tuple[int, int]]:
    """Give the units of a contingency table, first rater by second."""
    return [(r, c) for r, row in enumerate(rows) for c, n in enumerate(row) for _n in range(n)]


# Published values


@pytest.mark.parametrize(
    ("units", "name", "value", "digits"),
    [
        (table([[25, 12, 3], [13, 2, 15], [12, 16, 2]]), "percent", 0.29, 2),
        (table([[20, 10], [20, 50]]), "cohen_kappa", 0.348, 3),
        (table([[20, 10], [20, 50]]), "scott_pi", 0.341, 3),
        (table([[20, 10], [20, 50]]), "brennan_prediger", 0.4, 3),
        (table([[50, 0, 0], [10, 10, 10], [20, 0, 0]]), "cohen_kappa", 0.27, 2),
        ([(1, 0), (1, 1), (0, 1), (0, 0), (0, 0), (0, 1), (0, 0), (0, 1), (0, 0), (0, 0)],
         "krippendorff_alpha_nominal", 0.095, 3),
        (list(zip("aabbdcccedda", "babbbccceddd", strict=True)), "krippendorff_alpha_nominal", 0.692, 3),
        (table([[13, 0, 0], [0, 20, 7], [0, 4, 56]]), "gwet_ac1", 0.8493305, 7),
        (table([[13, 0, 0], [0, 20, 7], [0, 4, 56]]), "krippendorff_alpha_nominal", 0.7972585, 7),
        ([*[("y", "y")] * 8, ("n", "n"), ("y", "n")], "gwet_ac1", 0.8658, 4),
        ([("Y", "Y", "Y"), ("Y", "Y", "N"), ("Y", "Y", "N"), ("Y", "Y", "Y")], "fleiss_kappa", -0.2, 2),
    ],
)  # fmt: skip
def test_published_tables(units: list[Any], name: str, value: float, digits: int) -> None:
    """Artstein and Poesio 2008, Brennan and Prediger 1981, Cohen 1960, Gwet, Krippendorff 2004 and 2011, Randolph."""
    assert round(COEFFICIENTS[name](units), digits) == value


def test_krippendorff_2011_with_missing_ratings() -> None:
    """Section C of “Computing Krippendorff’s Alpha-Reliability”: four observers, twelve units, gaps; four levels."""
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    units = list(zip(*rows, strict=True))
    assert round(krippendorff_alpha(units) or 0, 3) == 0.743
    assert round(krippendorff_alpha(units, "ordinal") or 0, 3) == 0.815
    assert round(krippendorff_alpha(units, "interval") or 0, 3) == 0.849
    assert round(krippendorff_alpha(units, "ratio") or 0, 3) == 0.797


FLEISS_1971 = """00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501 30012 51000
02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"""


def rated(row: str) -> list[int]:
    """Give the ratings of a subject of whom it is known how many raters chose each category."""
    return [category for category, n in enumerate(row) for _n in range(int(n))]


def test_fleiss_1971() -> None:
    """Thirty patients, six psychiatrists, five diagnoses: κ = .430."""
    assert round(fleiss_kappa(map(rated, FLEISS_1971.split())) or 0, 3) == 0.430


@pytest.mark.parametrize(
    ("cells", "kappa", "percent", "adjusted"),
    [
        ([[40, 9], [6, 45]], 0.70, 0.85, 0.70),
        ([[80, 10], [5, 5]], 0.32, 0.85, 0.70),
        ([[45, 15], [25, 15]], 0.13, 0.60, 0.20),
        ([[25, 35], [5, 35]], 0.26, 0.60, 0.20),
    ],
)
def test_the_paradoxes(cells: list[list[int]], kappa: float, percent: float, adjusted: float) -> None:
    """Feinstein and Cicchetti 1990: same agreement, other κ; adjusted as Byrt, Bishop and Carlin 1993 do (2·Po − 1)."""
    units = table(cells)
    assert round(cohen_kappa(units) or 0, 2) == kappa
    assert round(percent_agreement(units) or 0, 2) == percent
    assert round(brennan_prediger(units) or 0, 2) == adjusted


def test_gwet_2014_with_missing_ratings() -> None:
    """Four raters, twelve subjects, gaps (Handbook of Inter-Rater Reliability): five coefficients to five digits."""
    rows = "11-1 2232 3333 3333 2222 1234 4444 1121 2222 -555 --11 --3-"
    units = [[None if rating == "-" else rating for rating in row] for row in rows.split()]
    published = {
        "percent": 0.81818, "fleiss_kappa": 0.76117, "brennan_prediger": 0.77273, "gwet_ac1": 0.77544,
        "krippendorff_alpha_nominal": 0.74342,
    }  # fmt: skip
    assert {name: round(COEFFICIENTS[name](units), 5) for name in published} == published


def test_what_the_manuals_of_other_programs_work_out() -> None:
    """NVivo, ATLAS.ti, Holsti and MAXQDA: the figures of their own examples."""
    units: Any
    for vector in vectors("text_level"):
        expected = vector["expected"]
        if "both" in vector:
            counted = {(1, 1): vector["both"], (1, 0): vector["only_one"], (0, 0): vector["neither"]}
            assert percent_agreement(counted) == pytest.approx(expected["percent"])
        elif "coder1" in vector:
            units = list(zip(vector["coder1"], vector["coder2"], strict=True))
            assert percent_agreement(units) == pytest.approx(expected["percent"])
            assert round(krippendorff_alpha(units) or 0, 3) == expected["krippendorff_alpha_nominal"]
        elif "M" in vector:
            together, first, second = vector["M"], vector["N1"], vector["N2"]
            units = {(1, 1): together, (1, None): first - together, (None, 1): second - together}
            assert holsti(units) == pytest.approx(expected["holsti"])
        elif "kappa_RK" in expected:
            units = {(1, 1): vector["a"], (1, 2): vector["b"], (2, 1): vector["c"]}
            assert percent_agreement(units) == pytest.approx(expected["Po"])
            assert brennan_prediger(units, categories=vector["q"]) == pytest.approx(expected["kappa_RK"])


@pytest.mark.parametrize(
    "row",
    [row for one in vectors("unitizing") if one["id"] == "gap_inflation" for row in one["rows"]],
    ids=lambda row: str(row["L"]),
)
def test_every_length_of_silence(row: dict[str, float]) -> None:
    """Percent, κ, α, AC1 and |uα rise with it as was worked out elsewhere, positive agreement stays."""
    length = int(row["L"])
    spans = [[(2, 10), (14, 20)], [(4, 8), (15, 17)]]
    used = Counter(
        tuple(int(any(start <= at < end for start, end in coder)) for coder in spans) for at in range(length)
    )
    found = figures(used, length, 2)
    family = u_alpha([[(start, end, 1) for start, end in coder] for coder in spans], length)
    assert found.percent == pytest.approx(row["percent"])
    assert found.kappa == pytest.approx(row["cohen_kappa"])
    assert found.alpha == pytest.approx(row["krippendorff_alpha"])
    assert found.ac1 == pytest.approx(row["gwet_ac1"])
    assert found.positive == pytest.approx(row["positive_agreement_F1"])
    assert family.binary_u_alpha == pytest.approx(row["bar_u_alpha"])


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the published tables are not beside this repository")
@pytest.mark.parametrize("vector", vectors("nominal_units"), ids=lambda vector: vector["id"])
def test_every_vector(vector: Any) -> None:
    """All tables that were collected, each to its tolerance."""
    for name, value in vector["expected"].items():
        if name in COEFFICIENTS:
            assert COEFFICIENTS[name](vector["units"]) == pytest.approx(value, abs=float(vector["tol"])), name


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the published tables are not beside this repository")
@pytest.mark.parametrize(
    "vector",
    [one for one in vectors("unitizing") if "u_alpha" in one.get("expected", {})],
    ids=lambda one: one["id"],
)
def test_every_continuum(vector: Any) -> None:
    """The uα family, against what three independent programs give."""
    found = u_alpha([[tuple(unit) for unit in coder] for coder in vector["coders"]], vector["length"])
    expected = vector["expected"]
    assert found.u_alpha == pytest.approx(expected["u_alpha"], abs=1e-9)
    assert found.binary_u_alpha == pytest.approx(expected["bar_u_alpha"], abs=1e-9)
    assert found.cu_alpha == pytest.approx(expected["cu_alpha"], abs=1e-9)
    for value, known in expected["k_alpha"].items():
        assert found.k_u_alpha[value] == pytest.approx(known["alpha"], abs=1e-9)


@pytest.mark.skipif(not RATERS.is_dir(), reason="the ratings are not beside this repository")
def test_three_raters_and_nine_published_kappas() -> None:
    """103 repositories, three capabilities, three raters: each κ to the printed digits."""
    with (RATERS / "Capabilities.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (RATERS / "kappa_results.csv").open(encoding="utf-8", newline="") as file:
        published = {
            row["capability"]: [float(v) for k, v in row.items() if k != "capability"]
            for row in csv.DictReader(file)
        }
    for n in (1, 2, 3):
        columns = [name for name in rows[0] if name.startswith(f"iso_mapping_cap_{n}")]
        ratings = [[row[name].strip() or None for name in columns] for row in rows]
        found = [cohen_kappa([(unit[i], unit[j]) for unit in ratings]) for i, j in combinations(range(3), 2)]
        assert sorted(known or 0 for known in found) == pytest.approx(
            sorted(published[f"capability_{n}"]), abs=1e-12
        )


def test_silence_inflates_what_it_inflates_and_not_the_headline() -> None:
    """Krippendorff 1995, continuum A, with text added that nobody coded: positive agreement stays, AC1 rises to 1."""
    spans = [[(2, 10), (14, 20)], [(4, 8), (15, 17)]]
    known = {
        24: (0.667, 0.385, 0.329, 0.351),
        240: (0.967, 0.585, 0.583, 0.964),
        2400: (0.997, 0.599, 0.598, 0.997),
    }
    for length, published in known.items():
        used = Counter(
            tuple(int(any(start <= at < end for start, end in coder)) for coder in spans)
            for at in range(length)
        )
        found = figures(used, length, 2)
        shown = [round(value or 0, 3) for value in (found.percent, found.kappa, found.alpha, found.ac1)]
        assert tuple(shown) == published
        assert found.positive == pytest.approx(0.6)


# Laws


@pytest.mark.parametrize("name", COEFFICIENTS)
@given(values=st.lists(st.sampled_from("abc"), min_size=2, max_size=12), raters=st.integers(2, 4))
def test_perfect_agreement_is_one(name: str, values: list[str], raters: int) -> None:
    """Exactly one, for any number of raters; undefined where only one category occurs and chance matters."""
    found = COEFFICIENTS[name]([(value,) * raters for value in values])
    if name in {"percent", "holsti"} or len(set(values)) > 1:
        assert found == pytest.approx(1.0)
    else:
        assert found is None


@pytest.mark.parametrize("name", COEFFICIENTS)
@given(units=UNITS)
def test_who_is_named_first_and_what_things_are_called_does_not_matter(name: str, units: list[Any]) -> None:
    """Raters exchanged, categories renamed, units in another order: the same figure, or none as before."""
    found = COEFFICIENTS[name](units)
    renamed = {"a": "z", "b": "y", "c": "x", None: None}
    for order in permutations(range(3)):
        other = COEFFICIENTS[name]([[renamed[unit[n]] for n in order] for unit in reversed(units)])
        assert other == (None if found is None else pytest.approx(found))


@pytest.mark.parametrize("name", COEFFICIENTS)
@given(units=UNITS)
def test_counted_patterns_say_the_same_as_the_units_one_by_one(name: str, units: list[Any]) -> None:
    """A mapping of patterns to how often they occur is only shorter."""
    counted = Counter(map(tuple, units))
    found = COEFFICIENTS[name](units)
    assert COEFFICIENTS[name](counted) == (None if found is None else pytest.approx(found))


@given(UNITS)
def test_alpha_is_the_coincidence_matrix_worked_out_by_hand(units: list[Any]) -> None:
    """The definition, pair by pair, for nominal values."""
    pairs: dict[tuple[str, str], float] = defaultdict(float)
    for unit in units:
        rated = [value for value in unit if value is not None]
        for one, other in permutations(range(len(rated)), 2):
            pairs[rated[one], rated[other]] += 1 / (len(rated) - 1)
    margins: dict[str, float] = defaultdict(float)
    for (first, _second), share in pairs.items():
        margins[first] += share
    total = sum(margins.values())
    apart = sum(n for (one, other), n in pairs.items() if one != other)
    expected = sum(margins[one] * margins[other] for one in margins for other in margins if one != other)
    found = krippendorff_alpha(units)
    if len(margins) < 2:
        assert found is None
    else:
        assert found == pytest.approx(1 - (total - 1) * apart / expected)


@pytest.mark.parametrize("name", CORRECTED)
def test_random_coding_is_near_nought(name: str) -> None:
    """Two coders who throw coins with their own bias agree as chance has it."""
    # For these two chance is an even coin.
    bias = (0.5, 0.5) if name in {"brennan_prediger", "gwet_ac1"} else (0.3, 0.3)
    random = Random(7)
    units = [tuple(random.random() < share for share in bias) for _n in range(40_000)]
    assert abs(COEFFICIENTS[name](units)) < 0.02


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_nothing_to_compare_has_no_figure(name: str) -> None:
    """No unit, one rater, nothing but gaps."""
    for units in ([], [("a",), ("b",)], [(None, None)], [("a", None)] if name != "holsti" else []):
        assert COEFFICIENTS[name](units) is None


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8), st.sampled_from("ab")), max_size=5),
    st.integers(50, 90),
)
def test_the_same_units_agree_fully_and_order_does_not_matter(
    drawn: list[tuple[int, int, str]], length: int
) -> None:
    """uα of a coder with her own copy is 1 (none without a unit); exchanging coders changes nothing."""
    line: list[tuple[int, int, str]] = []
    for start, size, value in sorted(drawn):
        if not line or start >= line[-1][1]:
            line.append((start, start + size, value))
    same = u_alpha([line, line], length).u_alpha
    assert same == (pytest.approx(1.0) if line else None)
    other = [(start, end, "a") for start, end, _value in line[:1]]
    one, two = u_alpha([line, other], length), u_alpha([other, line], length)
    assert (one.u_alpha, one.binary_u_alpha, one.cu_alpha) == (
        two.u_alpha if two.u_alpha is None else pytest.approx(two.u_alpha),
        two.binary_u_alpha if two.binary_u_alpha is None else pytest.approx(two.binary_u_alpha),
        two.cu_alpha if two.cu_alpha is None else pytest.approx(two.cu_alpha),
    )


@pytest.mark.parametrize("line", [[(3, 3, "a")], [(0, 5, "a"), (4, 8, "b")], [(5, 99, "a")]])
def test_units_that_are_none_are_refused(line: list[tuple[int, int, str]]) -> None:
    """Empty, overlapping, beyond the end."""
    with pytest.raises(ValueError, match="no unit"):
        u_alpha([line, []], 20)
