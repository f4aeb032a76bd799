"""What is known beside the text: labels a person said are speakers, and what is set in bold."""

from __future__ import annotations

from time import perf_counter

import pytest

from interviewcoder.domain.records import Moment
from interviewcoder.formats.transcripts.dates import find
from interviewcoder.formats.transcripts.titles import facts
from interviewcoder.formats.transcripts.turns import Recognised, recognise


def said(found: Recognised, text: str) -> list[tuple[str | None, str]]:
    return [(turn.label, turn.span.of(text)) for turn in found.turns]


def bold(text: str, *pieces: str) -> list[tuple[int, int]]:
    """Give the spans of every line's beginning that is one of `pieces`."""
    spans: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        for piece in pieces:
            if line.startswith(piece):
                spans.append((position, position + len(piece)))
                break
        position += len(line) + 1
    return spans


def test_told_speaker_counts_though_seen_once() -> None:
    """A label somebody said is a speaker begins a turn, seen once or looking like a sentence."""
    text = "E : Alors ?\nM : Oui.\nIl m'a dit : non.\nE : Et ?\nM : Voilà.\nle facteur : une lettre !\n"
    assert len(recognise(text).turns) == 4
    found = recognise(text, speakers=frozenset({"Le Facteur", "il m’a dit"}))
    assert [label for label, _words in said(found, text)] == ["E", "M", "Il m'a dit", "E", "M", "le facteur"]


def test_told_speaker_in_a_file_without_others() -> None:
    """One told label is enough to make turns of a text."""
    text = "Un mot.\n\nNadia : Bonjour à tous.\n\nEt voilà.\n\nEncore un.\n"
    assert recognise(text).labels == ()
    found = recognise(text, speakers=frozenset({"NADIA"}))
    assert said(found, text) == [("Nadia", "Bonjour à tous.\n\nEt voilà.\n\nEncore un.")]


def test_told_number_is_a_speaker() -> None:
    """A participant's number is a speaker when somebody says so."""
    text = "Interviewer: Where?\n1206: In Quimper.\nInterviewer: And then?\n1206: London.\n"
    found = recognise(text, speakers=frozenset({"1206"}))
    assert [label for label, _words in said(found, text)] == ["Interviewer", "1206", "Interviewer", "1206"]


def test_told_no_speaker_never_counts() -> None:
    """A label somebody said is none begins no turn, in any style, however often it is seen."""
    text = "E : Alors ?\nM : Deux choses.\nBois : cher.\nE : Et ?\nM : Bon.\nBois : bas.\n**Bois :** rien.\n"
    assert "Bois" in {label.label for label in recognise(text).labels}
    found = recognise(text, not_speakers=frozenset({"BOIS"}))
    assert {label.label for label in found.labels} == {"E", "M"}
    assert found.turns[-1].span.of(text) == "Bon.\nBois : bas.\n**Bois :** rien."
    assert recognise(text, not_speakers=frozenset({"E", "m", "bois"})).labels == ()


@pytest.mark.parametrize("gap", [" ", "\t", "  ", "\u00a0", " : "])
def test_bold_names_need_no_colon(gap: str) -> None:
    """A name in bold that recurs is a label, whatever stands after it."""
    text = f"Marc{gap}Vous venez d'où ?\nInès{gap}De Dax.\nMarc{gap}Marc aussi, non ?\nInès{gap}Oui.\nVraiment.\n"
    found = recognise(text, stressed=bold(text, "Marc", "Inès"))
    assert said(found, text) == [
        ("Marc", "Vous venez d'où ?"),
        ("Inès", "De Dax."),
        ("Marc", "Marc aussi, non ?"),
        ("Inès", "Oui.\nVraiment."),
    ]
    assert [turn.label_span and turn.label_span.of(text) for turn in found.turns] == [
        "Marc", "Inès", "Marc", "Inès",
    ]  # fmt: skip


def test_bold_interviewer_beside_plain_names() -> None:
    """One file may set one speaker's label in bold without colon and write the other's plainly."""
    text = "Marc Où ?\nInès : Ici.\nMarc Et toi ?\nInès : Aussi.\n"
    assert [label for label, _words in said(recognise(text, stressed=bold(text, "Marc")), text)] == [
        "Marc", "Inès", "Marc", "Inès",
    ]  # fmt: skip


def test_bold_name_above_its_words() -> None:
    """A name in bold on a line of its own is the speaker of the lines below."""
    text = "Marc\nVous venez d'où ?\n\nInès\nDe Dax.\nPrès de Dax.\n\nMarc\nAh.\n\nInès\nOui.\n"
    found = recognise(text, stressed=bold(text, "Marc", "Inès"))
    assert said(found, text)[1] == ("Inès", "De Dax.\nPrès de Dax.")


def test_bold_words_of_an_answer_are_no_label() -> None:
    """Stress on a word that begins an answer, or on an event, makes no speaker."""
    text = "E : Alors ?\nM : Non.\nJamais de la vie.\nE : Et ?\n[rires]\nM : Oui.\n[rires]\n"
    found = recognise(text, stressed=bold(text, "Jamais", "[rires]"))
    assert {label.label for label in found.labels} == {"E", "M"}


def test_bold_lines_are_the_questions() -> None:
    """Without labels, bold lines that alternate with plain ones are questions, and a warning says so."""
    text = (
        "La laine\n\nComment avez-vous commencé ?\nPar hasard, avec ma tante.\n\nElle filait.\n"
        "Et vous en vivez ?\nÀ peine, mais oui, je vis de la laine.\n"
    )
    stressed = bold(text, "La laine", "Comment avez-vous commencé ?", "Et vous en vivez ?")
    found = recognise(text, stressed=stressed)
    assert said(found, text) == [
        ("Question", "Comment avez-vous commencé ?"),
        ("Réponse", "Par hasard, avec ma tante.\n\nElle filait."),
        ("Question", "Et vous en vivez ?"),
        ("Réponse", "À peine, mais oui, je vis de la laine."),
    ]
    assert {label.label: label.role for label in found.labels} == {
        "Question": "interviewer",
        "Réponse": "participant",
    }
    assert all(turn.label_span is None and turn.zone == turn.span for turn in found.turns)
    assert len(found.warnings) == 1
    assert found.metadata["title"] == "La laine"
    refused = recognise(text, stressed=stressed, not_speakers=frozenset({"question"}))
    assert refused.labels == ()


def test_bold_headings_are_no_questions() -> None:
    """Headings in bold over the parts of a text do not make it an interview."""
    text = "Le site\nIl est vaste.\nIl est vieux.\nLes gens\nIls sont deux.\nLa route\nElle monte.\n"
    assert recognise(text, stressed=bold(text, "Le site", "Les gens", "La route")).labels == ()


def test_moments_are_places_in_the_text() -> None:
    """A stamp inside the words is told where it stands, the time of a turn where its words begin."""
    text = "[00:00:10] Ana: Oui (inaudible 0:12) et [00:01:00] puis à 14:30 et (vers 9:15) non.\nBo [0:02:00]: Ah.\nAna: Et ?\nBo: Ah.\n"
    assert recognise(text).moments == (
        Moment(text.index("Oui"), 10.0),
        Moment(text.index("(inaudible"), 12.0),
        Moment(text.index("[00:01:00]"), 60.0),
        Moment(text.index("Ah."), 120.0),
    )


def test_moments_of_a_text_without_times() -> None:
    """Times of day somebody speaks of are no moments."""
    text = "E : Vous partez à 14:30 ?\nM : At 9:15, (à 10:20) et l'article 3:16.\nE : Bon ?\nM : Oui 'oui' 12'30.\n"
    assert recognise(text).moments == ()


@pytest.mark.parametrize(
    ("written", "french", "iso"),
    [
        ("2011-08-31", False, "2011-08-31"),
        ("le 1er mai 2017", True, "2017-05-01"),
        ("mercredi 3 août 2017", True, "2017-08-03"),
        ("31 August 2011", False, "2011-08-31"),
        ("Sep. 22, 2024", False, "2024-09-22"),
        ("March 3rd, 2020", False, "2020-03-03"),
        ("12-May-2023", False, "2023-05-12"),
        ("31/08/2011", False, "2011-08-31"),
        ("08/31/2011", False, "2011-08-31"),
        ("03/04/2011", True, "2011-04-03"),
        ("03/04/2011", False, ""),
        ("03.04.2011", False, "2011-04-03"),
        ("31/02/2011", True, ""),
    ],
)
def test_dates(written: str, french: bool, iso: str) -> None:
    """A date is given in ISO 8601 where it can be read in one way only."""
    found = find(f"Entretien, {written}, à Lyon", french=french)
    assert found is not None
    assert found[1] == iso


def test_no_dates() -> None:
    """Versions, telephone numbers and words before a year are no dates."""
    assert find("Version 1.2.3 de 2017, tél. 04 75 12 20 17, depuis 12 ans 2017") is None


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (
            "Interview with Jo Ek, potter at Clay Ltd, 3 May 2020",
            ("Jo Ek", "potter", "Clay Ltd", "2020-05-03"),
        ),
        ("Entretien avec M. Roux, maire, le 2 juin 2019", ("M. Roux", "maire", None, "2019-06-02")),
        ("Entretien semi-directif avec Zoé N'Diaye (éleveuse)", ("Zoé N'Diaye", "éleveuse", None, None)),
        ("Entretien avec une boulangère, 2 juin 2019", (None, None, None, "2019-06-02")),
        ("Notes de terrain", (None, None, None, None)),
    ],
)
def test_titles(title: str, wanted: tuple[str | None, ...]) -> None:
    """A title says with whom an interview was held, in what function, where she works, and when."""
    found = facts(title, french=True)
    keys = ("interviewee", "function", "organisation", "date")
    assert tuple(found.get(key) for key in keys) == wanted


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "[",
        "(",
        "#",
        "<",
        "«",
        "**",
        "_",
        "12:",
        "[0:",
        "(a ",
        "| ",
        "1. ",
        ">> ",
        "?",
        "A. ",
        "A - ",
        "\\[",
        "1h2m",
    ],
)
def test_hostile_lines_take_no_time(piece: str) -> None:
    """A line of a million characters, alone or among turns, is looked at in well under a second."""
    line = piece * (1_000_000 // len(piece))
    began = perf_counter()
    recognise(f"E : a ?\nM : b\nE : c ?\nM : {line}\n{line}\n")
    assert perf_counter() - began < 2
