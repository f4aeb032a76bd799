"""LRC: lines with times."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewcoder.formats.transcripts import read
from interviewcoder.formats.transcripts.lyrics import READER, REPEATED, WORD_TIMES
from interviewcoder.formats.transcripts.packages import PackageRefused

REAL = Path(__file__).parents[4] / "shared" / "data" / "goodboy-galaxy"


def told(text: str) -> list[tuple[str | None, float | None, float | None, str]]:
    source = READER.read(text.encode())
    return [(one.speaker, one.time, one.time_end, one.text.strip()) for one in source.utterances]


def test_lines_last_until_the_next_time() -> None:
    """An empty line with a time ends the line before it; the last line has no end."""
    assert told("[00:01.500]Bonjour à vous.\n[00:03.250]\n\n[01:04.10]Il pleut\nencore.") == [
        (None, 1.5, 3.25, "Bonjour à vous."),
        (None, 64.1, None, "Il pleut\nencore."),
    ]


def test_tags_become_metadata() -> None:
    """Known tags are metadata, whatever their case; a bracket with a speaker is not one of them."""
    source = READER.read("[ti:Le verger]\n[LENGTH: 12:30]\n[00:01.00][Anaïs: oui]".encode())
    assert source.metadata == {"title": "Le verger", "duration": "12:30"}
    assert source.utterances[0].text == "[Anaïs: oui]"


def test_offset_moves_the_times() -> None:
    """A positive offset says that the lines come earlier than written, never before the beginning."""
    assert [line[1] for line in told("[offset:+500]\n[00:00.20]Ah.\n[00:02.00]Oui.")] == [0, 1.5]


def test_speakers_in_the_words() -> None:
    """Names before the words become speakers."""
    text = "[00:01.00]Zoé: On y va ?\n[00:02.00]Hugo: Oui, on y va.\n[00:03.00]Zoé: Bien.\n[00:04.00]Hugo: Allez."
    assert [(line[0], line[3]) for line in told(text)] == [
        ("Zoé", "On y va ?"),
        ("Hugo", "Oui, on y va."),
        ("Zoé", "Bien."),
        ("Hugo", "Allez."),
    ]


def test_lines_told_twice_and_times_inside_lines() -> None:
    """A line with two times is told at both; times inside a line are taken out; both are counted."""
    source = READER.read(b"[00:01.00][00:05.00]Yes <00:01.50>please.\n[00:03.00]No.")
    assert [(one.time, one.text) for one in source.utterances] == [
        (1, "Yes please."),
        (3, "No."),
        (5, "Yes please."),
    ]
    assert source.counts == {WORD_TIMES: 1, REPEATED: 1}


def test_text_without_times_is_refused() -> None:
    """A file without a single time is refused with a sentence."""
    with pytest.raises(PackageRefused, match="times"):
        READER.read(b"[ti:Rien]\nBonjour.")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real transcripts are not beside this repository")
def test_a_real_file_equals_its_subtitles() -> None:
    """One interview has the same text and times as LRC and as WebVTT."""
    lrc, vtt = (read(REAL / f"Goodboy Galaxy - Rik Nicol{suffix}") for suffix in (".lrc", ".vtt"))
    assert lrc.text == vtt.text
    assert lrc.moments == vtt.moments
