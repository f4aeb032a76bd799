"""The parts of the screens that know no screen: wrapping, stripes, motions, ranking, keys."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.records import Coding
from interviewcoder.domain.sentences import sentences
from interviewcoder.tui import actions
from interviewcoder.tui.actions import ACTIONS, Keys, key_shown
from interviewcoder.tui.layout import cells, wrap
from interviewcoder.tui.picker import ranked
from interviewcoder.tui.selection import Mover, Place
from interviewcoder.tui.stripes import Codings, Stripes

if TYPE_CHECKING:
    from interviewcoder.study import Study

TEXTS = st.text(st.sampled_from("ab ’é\u00a0\n,.?!漢👍e\u0301—\t"), max_size=120)


@given(TEXTS, st.integers(8, 40))
def test_every_offset_stands_on_exactly_one_line(text: str, width: int) -> None:
    """Wrapped lines cover the text without gap or overlap, and the way there and back agrees."""
    layout = wrap(text, width)
    assert layout.starts[0] == 0
    assert all(a < b or (a == b == len(text)) for a, b in pairwise(layout.starts))
    for offset in range(len(text)):
        start, end = layout.bounds(layout.line_at(offset))
        assert start <= offset < end


@given(TEXTS, st.integers(8, 40))
def test_no_line_is_wider_than_the_screen(text: str, width: int) -> None:
    """A wrapped line takes no more cells than there are; only the blanks it ends with may hang over."""
    layout = wrap(text, width)
    for line in range(len(layout)):
        start, end = layout.bounds(line)
        assert cells(text[start:end].rstrip(" \t\n")) <= width


@given(TEXTS, st.integers(8, 40))
def test_a_cell_leads_back_to_its_character(text: str, width: int) -> None:
    """The offset under the cell where a character of its own begins is that character."""
    layout = wrap(text, width)
    for offset in range(len(text)):
        if cells(text[offset]) and text[offset] != "\n":
            line = layout.line_at(offset)
            assert layout.offset_at(line, layout.cell_at(offset)) == offset


def test_a_line_never_breaks_at_a_no_break_space() -> None:
    """French punctuation stays with the word before it."""
    layout = wrap("Vous avez vu les gens\u00a0?", 22)
    assert [layout.text[slice(*layout.bounds(n))] for n in range(len(layout))] == [
        "Vous avez vu les ",
        "gens\u00a0?",
    ]


LINE = 10
"""Characters to a line, for the laws of the stripes."""


@st.composite
def some_codings(draw: st.DrawFn) -> list[Coding]:
    """Draw codings that overlap, begin together, and are the same passage under two codes."""
    spans = draw(st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 90)), max_size=30))
    return [
        Coding(
            transcript="t", start=start, end=start + length, code=f"c{n % 3}", coder="a", quote="", made=""
        )
        for n, (start, length) in enumerate(spans)
    ]


def drawn(codings: Codings, stripes: Stripes) -> dict[int, list[tuple[str, int, int, int]]]:
    """Give what is drawn on each line."""
    last = max((coding.end for coding in codings.in_order), default=0) // LINE + 1
    return {
        line: [(s.coding.id, s.top, s.bottom, s.column) for s in stripes.on(line)]
        for line in range(last + 1)
        if stripes.on(line)
    }


@given(some_codings())
def test_passages_that_share_a_line_never_share_a_column(made: list[Coding]) -> None:
    """Stripes beside each other stay apart, over all lines of their passages."""
    codings = Codings(made)
    shown = drawn(codings, Stripes(codings, lambda offset: offset // LINE))
    for stripes in shown.values():
        columns = [column for _guid, _top, _bottom, column in stripes]
        assert len(columns) == len(set(columns))
    for coding in made:
        lines = range(coding.start // LINE, (coding.end - 1) // LINE + 1)
        assert all(any(stripe[0] == coding.id for stripe in shown[line]) for line in lines)


@given(some_codings(), st.data())
def test_a_change_of_codings_is_drawn_as_if_all_were_drawn_anew(
    made: list[Coding], data: st.DataObject
) -> None:
    """What follows a change is what a fresh start gives, and the lines told are those that differ."""
    codings = Codings(made)
    stripes = Stripes(codings, lambda offset: offset // LINE)
    for _step in range(3):
        before = drawn(codings, stripes)
        kept = [coding for coding in codings.in_order if data.draw(st.integers(0, 5))]
        longer = [
            replace(coding, end=coding.end + 40) if data.draw(st.booleans()) else coding
            for coding in kept[:2]
        ]
        wanted = [*longer, *kept[2:], *data.draw(some_codings())[:3]]
        told = stripes.follow(*codings.become(wanted))
        fresh = Codings(wanted)
        assert codings.in_order == fresh.in_order
        assert drawn(codings, stripes) == drawn(fresh, Stripes(fresh, lambda offset: offset // LINE))
        after = drawn(codings, stripes)
        assert {line for line in before | after if before.get(line) != after.get(line)} <= told
        for at in range(0, 3_100, 37):
            assert codings.at(at) == fresh.at(at)


def test_sentences_are_cut_as_a_reader_would() -> None:
    """Abbreviations, initials and quotations do not end a sentence."""
    text = "M. Dupont dit : « Ça va. Ça ira. » Voilà. Cf. p. 12 pour J. Martin… Non ? Si !"
    assert [span.of(text) for span in sentences(text)] == [
        "M. Dupont dit : « Ça va. Ça ira. »", "Voilà.", "Cf. p. 12 pour J. Martin…", "Non ?", "Si !",
    ]  # fmt: skip


@given(st.text("aB .!?…«»() ", max_size=80))
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    """Sentences do not overlap, and what lies between them is white space."""
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    rest = text
    for span in reversed(spans):
        rest = rest[: span.start] + rest[span.end :]
    assert not rest.strip()


def test_motions_stay_inside_the_text(study: Study) -> None:
    """From every position every motion leads to a position of the text, and forwards is forwards."""
    for transcript in study.transcripts:
        mover = Mover(study.document(transcript))
        for offset in range(mover.last + 1):
            for motion in (mover.word_forward, mover.word_end, mover.sentence_forward, mover.turn_forward):
                assert offset <= motion(offset) <= mover.last
            for motion in (mover.word_back, mover.sentence_back, mover.turn_back, mover.paragraph_back):
                assert 0 <= motion(offset) <= offset


def test_growing_goes_from_word_to_turn_and_shrinking_comes_back(study: Study) -> None:
    """Each growing holds the selection before it, ends with the turn's words, and is taken back step by step."""
    document = study.document(study.transcript("Anne"))
    mover = Mover(document)
    places = [Place(cursor=document.text.index("stagiaire"))]
    while (larger := mover.grown(places[-1])) != places[-1]:
        places.append(larger)
    spans = [place.span for place in places[1:]]
    assert spans[0] is not None
    assert spans[0].of(document.text) == "stagiaire"
    assert spans[-1] == document.turns[1].span
    for larger in reversed(places[1:]):
        assert mover.shrunk(larger).span in {None, *spans}
    assert mover.shrunk(places[2]).span == spans[0]


def test_the_picker_finds_without_accents_and_by_path(study: Study) -> None:
    """`emotion` finds Émotion first; `moy/equ` finds what is below Moyens."""
    names = [study.codebook.name(code) for code in ranked(study.codebook, "emotion")]
    assert names == ["Émotion"]
    assert [study.codebook.path(code.id) for code in ranked(study.codebook, "moy/equ")] == ["Moyens > Équipe"]


def test_no_key_means_two_things_in_one_place() -> None:
    """Every key of a place leads to one action, and every action has a title."""
    for place in ("text", "matrix", "quotations"):
        seen = [key for action in actions.at(place) for key in action.keys if action.place != "everywhere"]
        assert len(seen) == len(set(seen))
    assert all(action.title for action in ACTIONS)
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_two_keys_make_one_action_and_a_stray_key_ends_the_wait() -> None:
    """`g x` is an action; after `g` an unknown key does nothing and the next key is itself again."""
    keys = Keys("text")
    assert keys.press("g") is None
    found = keys.press("x")
    assert found is not None
    assert found.id == "go.matrix"
    keys.press("g")
    assert keys.press("5") is None
    removing = keys.press("x")
    assert removing is not None
    assert removing.id == "code.remove"
    assert key_shown("g x") == "gx"
