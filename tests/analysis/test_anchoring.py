"""Where passages are in a corrected text: cases that have a right answer, and the laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.anchoring import Anchors
from interviewcoder.domain.text import Span

OLD = (
    "Enquêtrice : Bonjour. Comment avez-vous commencé ?\n"
    "Anne : Par accident, vraiment. On avait une stagiaire, Maëlle, et elle a ouvert la page 🙂 toute seule.\n"
    "Enquêtrice : Oui. Et l’émotion ?\n"
    "Anne : Oui. Quelle émotion ? Aucune émotion, c’est le travail qui compte chez nous depuis toujours.\n"
)


def carried(words: str, new: str, occurrence: int = 0) -> tuple[str, str | None, bool]:
    """Say why, with which words, and how surely a passage is carried along."""
    at = -1
    for _n in range(occurrence + 1):
        at = OLD.index(words, at + 1)
    found = Anchors(OLD, new).carry(Span(at, at + len(words)))
    return found.reason, found.span.of(new) if found.span else None, found.sure


@pytest.mark.parametrize(
    ("words", "new", "expected"),
    [
        ("elle a ouvert la page 🙂 toute seule", OLD.replace("Bonjour", "Bonsoir, bonsoir"),
         ("same", "elle a ouvert la page 🙂 toute seule", True)),
        ("une stagiaire, Maëlle", OLD.replace("Maëlle", "[prénom]"), ("changed", "une stagiaire, [prénom]", False)),
        ("Par accident, vraiment.", OLD.replace("vraiment", "vraiment par accident"),
         ("changed", "Par accident, vraiment par accident.", False)),
        ("la page", OLD.replace("la page", "la pages"), ("changed", "la pages", False)),
        ("Par accident, vraiment. On avait une stagiaire", "\n".join([OLD.split("\n", maxsplit=1)[0], *OLD.split("\n")[2:]]),
         ("gone", None, False)),
    ],
)  # fmt: skip
def test_what_becomes_of_a_passage(words: str, new: str, expected: tuple[str, str | None, bool]) -> None:
    """Edits elsewhere, a name replaced inside, words added inside, a letter more at the end, a turn gone."""
    assert carried(words, new) == expected


def test_a_turn_that_moved_takes_its_passages_along() -> None:
    """The same words, elsewhere, by themselves."""
    lines = OLD.strip("\n").split("\n")
    new = "\n".join([lines[0], lines[2], lines[3], lines[1]]) + "\n"
    reason, words, sure = carried("On avait une stagiaire, Maëlle", new)
    assert (words, sure) == ("On avait une stagiaire, Maëlle", True)
    assert reason in {"same", "moved"}


def test_a_formula_that_comes_back_never_goes_to_another_speaker() -> None:
    """“Oui.” of the turn that was taken out does not become the “Oui.” that stayed."""
    lines = OLD.strip("\n").split("\n")
    new = "\n".join([lines[0], lines[1], lines[3]]) + "\n"
    _reason, _words, sure = carried("Oui.", new, occurrence=0)
    assert not sure


@given(st.text(min_size=1, max_size=120), st.data())
def test_an_unchanged_text_changes_nothing(text: str, data: st.DataObject) -> None:
    """Every passage is where it was, surely."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = Anchors(text, text).carry(Span(start, end))
    assert (found.span, found.sure, found.reason) == (Span(start, end), True, "same")


@given(st.text("ab c\n🙂é", max_size=80), st.text("ab c\n🙂é", max_size=80), st.data())
def test_what_is_sure_has_the_same_words_and_every_place_is_in_the_text(
    old: str, new: str, data: st.DataObject
) -> None:
    """Whatever the two texts are; positions never leave the new text and never go back."""
    anchors = Anchors(old, new)
    places = [anchors.position(at) for at in range(len(old) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(new) for place in places)
    if old:
        start = data.draw(st.integers(0, len(old) - 1))
        end = data.draw(st.integers(start + 1, len(old)))
        found = anchors.carry(Span(start, end))
        if found.span is not None:
            assert 0 <= found.span.start < found.span.end <= len(new)
        if found.sure:
            assert found.span is not None
            assert found.span.of(new) == old[start:end]


def test_a_proposal_begins_and_ends_with_words() -> None:
    """White space that a correction puts at the edge of a passage is not proposed, and nothing else is lost by it."""
    assert carried("toute seule.", OLD.replace(" seule.", " \n")) == ("changed", "toute", False)
    assert carried("Quelle émotion ?", OLD.replace("Quelle", " \n")) == ("changed", "émotion ?", False)
