"""WebVTT and SubRip in the dialects met."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewcoder.domain.errors import Unreadable
from interviewcoder.formats.transcripts import Reading, read

Expected = list[tuple[str | None, float | None, str]]


def turns(reading: Reading) -> Expected:
    return [(turn.label, turn.time, turn.span.of(reading.text)) for turn in reading.turns]


VTT: dict[str, tuple[str, Expected]] = {
    "Teams": (
        (
            "WEBVTT\r\n\r\nfbbdef90-042d-4d6b-86d5-8c9c38e7021c/71-0\r\n00:05:03.310 --> 00:05:06.910\r\n"
            "<v Speaker, First (Student)>Hi I'm heading off.\r\nSee you.</v>\r\n\r\n00:05:07.000 --> 00:05:08.000\r\n"
            "<v Speaker, First (Student)>Bye.</v>\r\n\r\n00:05:09.000 --> 00:05:10.000\r\n<v Ana>Ok</v>\r\n"
        ),
        [("Speaker, First (Student)", 303.31, "Hi I'm heading off. See you. Bye."), ("Ana", 309.0, "Ok")],
    ),
    "bare numbers, before the beginning": (
        "WEBVTT\n\n0:0:-6.-820 --> 0:0:8.970\n<v Wright, Sam>Thing</v>\n\n0:0:10.20 --> 0:0:14.490\n<v Ana>Ok</v>\n",
        [("Wright, Sam", 0.0, "Thing"), ("Ana", 10.02, "Ok")],
    ),
    "two voices in a cue": (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>oui</v> <v Bob>non</v>\n",
        [("Ana", 1.0, "oui"), ("Bob", 1.0, "non")],
    ),
    "entities and angle brackets": (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v S00>R&amp;D [rires] <3 oui &lt;b></v>\n",
        [("S00", 1.0, "R&D [rires] <3 oui <b>")],
    ),
    "Zoom": (
        (
            "WEBVTT\n\n1\n00:00:04.859 --> 00:00:07.410\nAndrew Stone: Taken from https://github.com/x .\n\n"
            "2\n00:00:08.000 --> 00:00:09.000\nPaul Mac: Hi\n\n3\n00:00:10.000 --> 00:00:11.000\nYes.\n\n"
            "4\n00:00:12.000 --> 00:00:13.000\nAndrew Stone: Ok\n"
        ),
        [
            ("Andrew Stone", 4.859, "Taken from https://github.com/x ."),
            ("Paul Mac", 8.0, "Hi"),
            (None, 10.0, "Yes."),
            ("Andrew Stone", 12.0, "Ok"),
        ],
    ),
    "sentences over cues without speakers": (
        (
            "\ufeffWEBVTT\n\n00:00:04.388 --> 00:00:07.128\nYes, it\n\n00:00:07.128 --> 00:00:07.368\ndoes.\n\n"
            "00:00:08.000 --> 00:00:09.000\nGood.\n"
        ),
        [(None, 4.388, "Yes, it does."), (None, 8.0, "Good.")],
    ),
    "rolling captions": (
        (
            "WEBVTT\nKind: captions\n\n00:00.000 --> 00:01.000\nbonjour<00:00:00.480><c> à</c>\n\n"
            "00:01.000 --> 00:02.000\nbonjour à\ntous<00:00:01.480><c> ici</c>\n\n00:02.000 --> 00:03.000\ntous ici\nvoilà\n\n"
            "00:03.000 --> 00:04.000\nvoilà\nmerci\n"
        ),
        [(None, 0.0, "bonjour à tous ici voilà merci")],
    ),
    "words after a blank line are not lost": (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>un\n\ndeux</v>\n\n00:03.000 --> 00:04.000\n<v Bob>trois</v>\n",
        [("Ana", 1.0, "un deux"), ("Bob", 3.0, "trois")],
    ),
}


@pytest.mark.parametrize("dialect", VTT)
def test_vtt_dialect(dialect: str) -> None:
    """Each dialect gives its speakers, times and words."""
    text, expected = VTT[dialect]
    assert turns(read(Path("a.vtt"), data=text.encode())) == expected


def test_srt_with_names() -> None:
    """SubRip with names before a colon, times with a comma and one to four digits, and styling."""
    text = (
        "1\n00:00:43,810 --> 00:00:47,850\nMarie : {\\an8}<i>Bonjour</i> <3\n\n2\n00:00:48,5 --> 00:00:49,1000\nPaul : oui\n\n"
        "3\n00:00:50,000 --> 00:00:51,000\nMarie : bon\nPaul : ah\n"
    )
    reading = read(Path("a.srt"), data=text.encode())
    assert turns(reading) == [
        ("Marie", 43.81, "Bonjour <3"),
        ("Paul", 48.5, "oui"),
        ("Marie", 50.0, "bon"),
        ("Paul", 50.0, "ah"),
    ]
    assert reading.turns[1].time_end == 50.0
    assert reading.text.split("\n")[0] == "Marie: Bonjour <3"


def test_whisperx_labels() -> None:
    """Labels in brackets inside the words are speakers."""
    text = "1\n00:00:01,000 --> 00:00:02,000\n[SPEAKER_00]: Oui\n\n2\n00:00:03,000 --> 00:00:04,000\n[SPEAKER_01]: Non\n"
    assert turns(read(Path("a.srt"), data=text.encode())) == [
        ("SPEAKER_00", 1.0, "Oui"),
        ("SPEAKER_01", 3.0, "Non"),
    ]


def test_notes_and_titles_are_metadata() -> None:
    """What stands before and between the cues is kept as metadata."""
    text = "WEBVTT Entretien 3\n\nNOTE made by hand\n\n00:01.000 --> 00:02.000\noui\n"
    assert read(Path("a.vtt"), data=text.encode()).metadata == {
        "title": "Entretien 3",
        "note": "made by hand",
    }


def test_a_file_without_cues_is_refused() -> None:
    """A subtitle file without one time is refused."""
    with pytest.raises(Unreadable, match="no times"):
        read(Path("a.vtt"), data=b"WEBVTT\n\nbonjour\n")
