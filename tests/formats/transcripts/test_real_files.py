"""Real transcripts of other people's studies, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts import Reading, read

DATA = Path(__file__).parents[4] / "shared" / "data"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real transcripts are not beside this repository"
)
ARTISANS = {
    "Entretien 01 24.10.03 01_traitement_A.docx": (18, 18),
    "Entretien 01 24.12.09ab_traitement_A.docx": (14, 14),
    "Entretien 01 25.01.15 04_traitement_A.docx": (24, 23),
    "Entretien 01 25.03.27 01_traitement_A.docx": (14, 13),
    "Entretien 01 25.05.06_traitement_A.docx": (12, 11),
    "Entretien 01 25.06.11_traitement_A.docx": (7, 7),
}

pytestmark = needs_data


def tokens(reading: Reading) -> list[str]:
    return " ".join(turn.span.of(reading.text) for turn in reading.turns).split()


@pytest.mark.parametrize("name", ARTISANS)
def test_artisans(name: str) -> None:
    """The six French interviews have two speakers with the right names, roles and numbers of turns."""
    reading = read(DATA / "artisans-fr" / name)
    asked, answered = ARTISANS[name]
    assert {label.name: (label.role, label.turns) for label in reading.labels} == {
        "Chercheur": ("interviewer", asked),
        "Interviewé": ("participant", answered),
    }
    assert reading.language == "fr"
    assert canonical(reading.text) == reading.text
    assert not any("[Interviewe]" in turn.span.of(reading.text) for turn in reading.turns)
    assert ("Checheur" in "".join(reading.warnings)) == ("25.01.15" in name)


def test_artisans_times() -> None:
    """The times beside the labels are read, also where a space is missing."""
    reading = read(DATA / "artisans-fr" / "Entretien 01 24.10.03 01_traitement_A.docx")
    assert all(turn.time is not None and turn.time_end is not None for turn in reading.turns)
    assert (reading.turns[0].time, reading.turns[0].time_end) == (1, 11)


@pytest.mark.parametrize("program", ["teams", "zoom"])
def test_expected_results(program: str) -> None:
    """Speakers, times and words equal the published results; consecutive words of a speaker are joined."""
    folder = DATA / "teams-zoom-vtt"
    reading = read(folder / f"{program}_transcript.vtt")
    expected: list[tuple[str, list[str]]] = []
    for row in (folder / f"{program}_transcript_correct.txt").read_text(encoding="utf-8").split("\n")[1:]:
        if row:
            _time, speaker, said = row.split("\t")
            spoken = said.replace("---", " ").split()
            if expected and expected[-1][0] == speaker:
                expected[-1][1].extend(spoken)
            else:
                expected.append((speaker, spoken))
    assert [(turn.label or "", turn.span.of(reading.text).split()) for turn in reading.turns] == expected


def test_other_teams_dialects() -> None:
    """The premium, web and OneDrive dialects keep identifiers out of the words and join wrapped sentences."""
    folder = DATA / "teams-zoom-vtt"
    premium = read(folder / "TeamsPremium.vtt")
    assert {label.name for label in premium.labels} == {"Charles", "Janaki"}
    assert (
        premium.turns[0].span.of(premium.text) == "I'm 10123. Hi I'm heading off. OK. Lovely. See you later."
    )
    web = read(folder / "Test teams transcription_2022-11-15-from Teams.vtt")
    assert {label.name for label in web.labels} == {"Hurst, Peter", "Wright, Steve"}
    assert web.turns[2].time == 10.02
    wrapped = read(folder / "New Teams Format.vtt")
    assert (
        wrapped.turns[1].span.of(wrapped.text)
        == "I think that automatically starts transcription. Yes, it does."
    )
    assert "-" not in read(folder / "Test OneDrive Transcription 2022-11.vtt").turns[3].span.of(wrapped.text)


def test_whisper_formats_agree() -> None:
    """One interview in three timed formats gives the same text, and its plain text the same words."""
    name = "Goodboy Galaxy - Rik Nicol"
    folder = DATA / "goodboy-galaxy"
    vtt, srt, txt, text = (read(folder / f"{name}{suffix}") for suffix in (".vtt", ".srt", ".txt", ".text"))
    assert vtt.text == srt.text == txt.text
    assert [turn.time for turn in vtt.turns] == [turn.time for turn in srt.turns]
    assert tokens(vtt) == tokens(text) or [t for t in tokens(vtt) if "♪" not in t] == [
        t for t in tokens(text) if "♪" not in t
    ]


@pytest.mark.parametrize(
    ("name", "speakers", "turns"),
    [("lantana-otter.md", 2, 59), ("redstart-bold.md", 4, 192)],
)
def test_otter(name: str, speakers: int, turns: int) -> None:
    """Otter's exports, with and without times, have all their turns."""
    reading = read(DATA / "goodboy-galaxy" / name)
    assert len(reading.labels) == speakers
    assert len(reading.turns) == turns
    assert {label.name: label.role for label in reading.labels}["Jonas Rosland"] == "interviewer"
    assert not any("otter.ai" in turn.span.of(reading.text) for turn in reading.turns)


@pytest.mark.parametrize(
    ("number", "guest", "turns"),
    [(72, "Jeff Sheldon", 142), (74, "John-Daniel Trask", 154), (77, "Asim Aslam", 146)],
)
def test_founders(number: int, guest: str, turns: int) -> None:
    """The conversations have host and guest, and all text but the labels is in a turn."""
    reading = read(DATA / "founderstalk" / f"founders-talk-{number}.md")
    assert {label.name: label.role for label in reading.labels} == {
        "Adam Stacoviak": "interviewer",
        guest: "participant",
    }
    assert len(reading.turns) == turns


def test_notes_without_speakers() -> None:
    """French notes without speakers become paragraphs without speakers."""
    reading = read(DATA / "montreuil-ux-fr" / "01.md")
    assert reading.labels == ()
    assert all(turn.label is None for turn in reading.turns)
    assert reading.metadata["date"] == "2019-06-27"
