"""Who the labels stand for."""

from __future__ import annotations

import pytest

from interviewcoder.formats.transcripts.spelling import known_role, one_edit_apart
from interviewcoder.formats.transcripts.turns import recognise


def roles(text: str) -> dict[str, str]:
    return {label.label: label.role for label in recognise(text).labels}


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Chercheur", "Interviewé"),
        ("ENQUÊTRICE", "Répondante"),
        ("Intervieweuse", "Participante 3"),
        ("Interviewer", "Interviewee"),
        ("E", "R"),
        ("Q", "R"),
        ("I", "P"),
        ("INT", "RES"),
        ("Modératrice", "P1"),
        ("E1", "Marie"),
    ],
)
def test_roles_are_read_from_labels(asks: str, answers: str) -> None:
    """Role words and their usual abbreviations say who asks, in French and English."""
    text = f"{asks} : Bonjour.\n{answers} : Bonjour.\n{asks} : Voilà.\n{answers} : Oui.\n"
    assert roles(text) == {asks: "interviewer", answers: "participant"}


def test_names_are_told_apart_by_who_asks() -> None:
    """Of two named speakers the one who asks and says less is the interviewer."""
    text = "Paul : Et alors ?\nMarie : Longtemps.\nPaul : Pourquoi ?\nMarie : On verra bien.\n"
    assert roles(text) == {"Paul": "interviewer", "Marie": "participant"}


def test_unclear_roles_stay_unknown() -> None:
    """Three named speakers, or two who do not differ, have no guessed roles."""
    assert set(roles("Ana : a\nBob : b\nZoe : c ?\nAna : d\nBob : e\nZoe : f\n").values()) == {"unknown"}
    assert set(roles("Ana : a\nBob : b\nAna : d\nBob : e\n").values()) == {"unknown"}


def test_letters_that_are_initials_are_contradicted_by_who_asks() -> None:
    """`E` is no interviewer when the other one asks all the questions."""
    text = "E : Longtemps, oui.\nM : Pourquoi ?\nE : Comme ça.\nM : Et puis ?\nE : Rien.\nM : Ah ?\n"
    assert roles(text) == {"E": "participant", "M": "interviewer"}


def test_misspelt_label_is_the_same_speaker() -> None:
    """A label one letter off gets the right name, and a warning names both."""
    text = "[Chercheur]\noui\n[Interviewe]\nnon\n[Checheur]\nbon\n[Interviewe]\nah\n"
    found = recognise(text)
    assert {label.label: label.name for label in found.labels} == {
        "Chercheur": "Chercheur",
        "Interviewe": "Interviewé",
        "Checheur": "Chercheur",
    }
    assert len(found.warnings) == 1
    assert "Checheur" in found.warnings[0]
    assert "“Chercheur”" in found.warnings[0]


def test_labels_that_differ_in_case_are_one_speaker() -> None:
    """`L` and `l` are one speaker under the more frequent spelling."""
    found = recognise("E : a ?\nL : b\nE : c ?\nl : d\nE : e ?\nL : f\n")
    assert {label.name for label in found.labels} == {"E", "L"}


def test_interviewer_and_interviewee_are_two() -> None:
    """Two known words one letter apart are never taken for one misspelt."""
    found = recognise("Interviewer: a\nInterviewee: b\nInterviewer: c\nInterviewee: d\n")
    assert found.warnings == ()
    assert {label.name for label in found.labels} == {"Interviewer", "Interviewee"}


def test_seldom_name_misspelt() -> None:
    """A name seen once and one letter from a frequent one is that one; numbers are never misspelt."""
    text = "Camille : a ?\nBernard : b\n" * 11 + "Camile : c ?\nBernard : d\n"
    assert {label.label: label.name for label in recognise(text).labels}["Camile"] == "Camille"
    numbered = "Locuteur 1 : a\nLocuteur 2 : b\n" * 11 + "Locuteur 3 : c\n"
    assert len({label.name for label in recognise(numbered).labels}) == 3


def test_one_edit_apart() -> None:
    """One letter more, less, other, or exchanged; nothing further."""
    assert one_edit_apart("checheur", "chercheur")
    assert one_edit_apart("chercheur", "cherchuer")
    assert one_edit_apart("marie", "maria")
    assert not one_edit_apart("marie", "marie")
    assert not one_edit_apart("marc", "marie")
    assert known_role("Enqueteur 2") == "enquêteur"


def test_those_a_group_s_header_lists_take_part() -> None:
    """In a group with somebody who asks, the people its header lists as participants answer."""
    text = (
        "Participants : Zoé, Karim et Mme Le Bihan\n\nAnimatrice : Qui commence ?\nZoé : Moi.\nKarim : Non.\n"
        "Mme Le Bihan : Si.\nPaul : Ah.\nAnimatrice : Et ?\nKarim : Rien.\nZoé : Si.\nMme Le Bihan : Bon.\nPaul : Oui.\n"
    )
    roles = {label.name: label.role for label in recognise(text).labels}
    assert roles == {
        "Animatrice": "interviewer", "Zoé": "participant", "Karim": "participant",
        "Mme Le Bihan": "participant", "Paul": "unknown",
    }  # fmt: skip
