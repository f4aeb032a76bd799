"""Text files: encodings, what is kept, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewcoder.domain.errors import Unreadable
from interviewcoder.formats.transcripts import read
from interviewcoder.formats.transcripts.encodings import decode

FRENCH = (
    "Enquêtrice : « Où êtes-vous né ? »\nMarie : À côté d’ici, ça m’a plu… l’été, à Noël — déjà.\n"
    "Enquêtrice : Et après ?\nMarie : Bien sûr, le maïs, l’œuvre, le goût.\n"
)
ENGLISH = "Interviewer: What’s new?\nParticipant: Nothing — “really”, it’s a naïve café.\n"


@pytest.mark.parametrize("text", [FRENCH, ENGLISH])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_encodings_are_recognised(text: str, encoding: str) -> None:
    """French and English texts come out right in every usual encoding."""
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["iso8859-15", "cp850"])
def test_older_encodings_are_recognised(encoding: str) -> None:
    """Texts without typographic signs come out right in Latin-9 and in DOS 850."""
    text = "Enquêtrice : Où êtes-vous né ?\nMarie : Déjà à côté, ça me plaît, l'été à Noël, la forêt, très près.\n"
    assert decode(text.encode(encoding)).text == text


def test_encoding_is_reported_and_can_be_overruled() -> None:
    """A guessed encoding is named in a warning; one that is given is taken."""
    data = FRENCH.encode("cp1252")
    guessed = read(Path("a.txt"), data=data)
    assert guessed.encoding == "cp1252"
    assert any("Windows-1252" in warning for warning in guessed.warnings)
    given = read(Path("a.txt"), data=data, encoding="cp1252")
    assert given.text == guessed.text
    assert given.warnings == ()


@pytest.mark.parametrize(("encoding", "reason"), [("klingon", "no encoding"), ("utf-8", "not in utf-8")])
def test_wrong_encoding_is_refused(encoding: str, reason: str) -> None:
    """An encoding that does not exist, or does not fit, is refused with the way out."""
    with pytest.raises(Unreadable, match=reason):
        read(Path("a.txt"), data=FRENCH.encode("cp1252"), encoding=encoding)


def test_markdown_is_kept_as_typed() -> None:
    """Asterisks, escapes and headings stay in the text."""
    text = "# Titre\n\n**Ana Bo:** *oui* \\[01:00\\]\n\n**Jo Ek:** non\n"
    reading = read(Path("a.md"), data=text.encode())
    assert reading.text == text
    assert reading.format == "markdown"


def test_whisper_lines_have_times() -> None:
    """Whisper's lines with times become turns with times."""
    reading = read(
        Path("a.txt"),
        data=b"[00:43.810 --> 00:47.850]  Hello everyone.\n[00:48.350 --> 00:54.570]  I am here.\n",
    )
    assert [(turn.time, turn.time_end, turn.span.of(reading.text)) for turn in reading.turns] == [
        (43.81, 47.85, "Hello everyone."),
        (48.35, 54.57, "I am here."),
    ]


def test_language_is_guessed() -> None:
    """French and English are told apart; a text in neither has no language."""
    assert read(Path("a.txt"), data=b"Je vous dis que c'est dans la maison et le jardin.").language == "fr"
    assert read(Path("a.txt"), data=b"This is what I have in the house and that is it.").language == "en"
    assert read(Path("a.txt"), data=b"Das ist ein Haus.").language == ""
