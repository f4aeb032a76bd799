"""The text model: what a text is once it is fixed, what a position counts, what folding keeps track of."""

from __future__ import annotations

import itertools
import re
import unicodedata

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from interviewcoder.domain.text import Span, canonical, fold, fold_with_origin, shown, union, words, words_in

TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("e\u0301\r\n\ufeff\x85\u2028\x1b\ud83d\ude42ß œŒ’ 🙂\u202e"))
)


@given(TEXTS)
@example("e\u0301te\u0301\r\nune\rdeux\u2028trois")
@example("\ufeff\ufeffoui\ud83d\ude42\udc00")
def test_a_text_is_fixed_for_good(text: str) -> None:
    """NFC, line feeds only, no mark at the head, no control character, no lone surrogate; and twice is once."""
    fixed = canonical(text)
    assert unicodedata.is_normalized("NFC", fixed)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", fixed)
    assert not fixed.startswith("\ufeff")
    assert canonical(fixed) == fixed


@pytest.mark.parametrize(
    ("typed", "fixed"),
    [
        ("une\r\ndeux\rtrois\n", "une\ndeux\ntrois\n"),
        ("e\u0301te\u0301", "été"),
        ("\ufeffoui\ufeff", "oui\ufeff"),
        ("a\u00a0: «\u202foui\u202f» – …", "a\u00a0: «\u202foui\u202f» – …"),
        ("\ud83d\ude42 \ud83d", "🙂 \ufffd"),
    ],
)
def test_what_is_typed_stays_and_what_is_technical_goes(typed: str, fixed: str) -> None:
    """Line ends and accents become one way of writing; spaces, quotation marks and dashes stay as they are."""
    assert canonical(typed) == fixed


@given(st.text(), st.text(min_size=1), st.text())
@example("🙂👩‍👩‍👧", "oui", "🙂")
def test_a_position_counts_code_points(before: str, said: str, after: str) -> None:
    """The words of a span are those between its positions, whatever stands before them."""
    assert Span(len(before), len(before) + len(said)).of(before + said + after) == said


def test_spans_that_only_touch_share_nothing() -> None:
    """Half-open: the end of one is not in it, so neighbours do not overlap; one shared character is enough."""
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert not Span(3, 5).overlaps(Span(0, 3))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(0, 9).overlaps(Span(3, 5))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda one: Span(one[0], sum(one)))))
def test_spans_are_joined(spans: list[Span]) -> None:
    """The union covers exactly what the spans cover, in order, in pieces that do not touch."""
    joined = list(union(spans))
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert {at for span in joined for at in range(span.start, span.end)} == covered
    assert sum(map(len, joined)) == len(covered)
    assert all(one.end < other.start for one, other in itertools.pairwise(joined))


def test_a_word_cut_by_two_passages_counts_once() -> None:
    """Passages that meet inside a word, or overlap, hold its words once."""
    assert words("l’été – 12 % !") == 2
    assert words_in("beaucoup trop", [Span(0, 4), Span(4, 8)]) == 1
    assert words_in("beaucoup trop", [Span(0, 13), Span(9, 13)]) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("Straße", "STRASSE"), ("Cœur", "coeur"), ("l’Été", "L'ete"), ("a\u00a0b", "A b")]
)
def test_what_a_person_would_call_the_same_folds_to_the_same(one: str, other: str) -> None:
    """Case, accents, ligatures, apostrophes and kinds of space are folded."""
    assert fold(one) == fold(other)


@given(TEXTS)
@example("cœur ß é")
def test_a_folded_letter_knows_where_it_comes_from(text: str) -> None:
    """Each folded letter has its origin, in order; the end has one, too; what is between folds to what was found."""
    folded, origin = fold_with_origin(text)
    assert len(origin) == len(folded) + 1
    assert origin[-1] == len(text)
    assert origin == sorted(origin)
    assert all(letter in fold(text[at]) for letter, at in zip(folded, origin, strict=False))


@given(TEXTS)
def test_what_is_shown_is_as_long_and_harmless(text: str) -> None:
    """One code point in, one out, and nothing a terminal would obey."""
    assert len(shown(text)) == len(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown(text))
