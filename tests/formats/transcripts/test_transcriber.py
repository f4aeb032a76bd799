"""Transcriber files: turns, simultaneous speakers, events."""

from __future__ import annotations

import pytest

from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.transcriber import COMMENTS, EVENTS, OUTSIDE, READER, TOPICS

Expected = list[tuple[str | None, float | None, float | None, str]]


def document(turns: str, *, encoding: str = "ISO-8859-1", doctype: str = 'SYSTEM "trans-14.dtd"') -> str:
    return f"""<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE Trans {doctype}>
<Trans scribe="Noé" audio_filename="marche_02" version_date="060412" xml:lang="fr">
<Topics><Topic id="to1" desc="la pêche à pied"/></Topics>
<Speakers><Speaker id="spk1" name="Enquêtrice"/><Speaker id="spk2" name="Maël  Le Goff"/></Speakers>
<Episode program="Estran" air_date=""><Section type="report" topic="to1" startTime="0" endTime="20">{turns}</Section>
</Episode></Trans>"""


def told(data: bytes) -> Expected:
    return [
        (one.speaker, one.time, one.time_end, " ".join(one.text.split()))
        for one in READER.read(data).utterances
    ]


def test_turns_with_times_in_latin_1() -> None:
    """A file in ISO 8859-1 with a document type is read; each synchronisation begins an utterance."""
    turns = """<Turn speaker="spk1" startTime="0" endTime="4.2"><Sync time="0"/>
Vous êtes née où ?
<Sync time="2.5"/>
À côté ?
</Turn><Turn speaker="spk2" startTime="4.2" endTime="6"><Sync time="4.2"/> Oui. </Turn>
<Turn startTime="6" endTime="7"><Sync time="6"/> </Turn>"""
    data = document(turns).encode("iso-8859-1")
    assert told(data) == [
        ("Enquêtrice", 0, 2.5, "Vous êtes née où ?"),
        ("Enquêtrice", 2.5, 4.2, "À côté ?"),
        ("Maël Le Goff", 4.2, 6, "Oui."),
    ]
    source = READER.read(data)
    assert source.encoding == "iso-8859-1"
    assert source.metadata == {
        "media": "marche_02", "date": "060412", "transcriber": "Noé", "language": "fr", "title": "Estran",
    }  # fmt: skip
    assert source.left_out == ((TOPICS, "la pêche à pied"),)


def test_windows_letters_in_latin_1() -> None:
    """The œ and the apostrophe that Windows puts into such a file are read."""
    data = document('<Turn speaker="spk1" startTime="0" endTime="1">l’œuf…</Turn>').encode("cp1252")
    assert told(data) == [("Enquêtrice", 0, 1, "l’œuf…")]


def test_simultaneous_speakers() -> None:
    """In a turn of two speakers each says their part; what no mark gives to one is said by both."""
    turns = (
        '<Turn speaker="spk1 spk2" startTime="4" endTime="9"><Sync time="4"/><Who nb="1"/>oui<Who nb="2"/>non'
        '<Sync time="6"/>bon</Turn>'
    )
    assert told(document(turns).encode("iso-8859-1")) == [
        ("Enquêtrice", 4, 6, "oui"),
        ("Maël Le Goff", 4, 6, "non"),
        ("Enquêtrice + Maël Le Goff", 6, 9, "bon"),
    ]


def test_events_and_comments_stay_in_brackets() -> None:
    """Events and comments are told where they happen, and counted."""
    turns = (
        '<Turn speaker="spk2" startTime="0" endTime="1">bah<Event desc="rire" type="noise" extent="instantaneous"/>'
        'je <Event desc="toux" type="noise" extent="begin"/>suis<Event desc="toux" type="noise" extent="end"/>'
        ' parti<Comment desc="il montre la mer"/></Turn> hors tour'
    )
    source = READER.read(document(turns).encode("iso-8859-1"))
    assert " ".join(source.utterances[0].text.split()) == (
        "bah [rire] je [toux-] suis [-toux] parti [il montre la mer]"
    )
    assert (source.counts[EVENTS], source.counts[COMMENTS]) == (3, 1)
    assert (OUTSIDE, "hors tour") in source.left_out


@pytest.mark.parametrize(
    "doctype", ['[<!ENTITY a "b">]', '[<!ENTITY a SYSTEM "file:///etc/hostname">]', '[<!ENTITY % a "b"> %a;]']
)
def test_declared_entities_are_refused(doctype: str) -> None:
    """A file that declares entities is refused, whether it uses them or not."""
    with pytest.raises(PackageRefused):
        READER.read(document('<Turn speaker="spk1">oui</Turn>', doctype=doctype).encode("iso-8859-1"))


@pytest.mark.parametrize(
    "turn", ['<Turn speaker="spk1">&eacute;tang</Turn>', '<Turn speaker="R&eacute;mi">oui</Turn>']
)
def test_unexplained_entities_are_refused(turn: str) -> None:
    """No letter is lost in silence: an abbreviation whose declaration is not loaded is named."""
    with pytest.raises(PackageRefused, match="&eacute;"):
        READER.read(document(turn).encode("iso-8859-1"))


@pytest.mark.parametrize("data", [b"<a/>", b"<Trans/>", b"<Trans><Turn>", b"bonjour"])
def test_other_files_are_refused(data: bytes) -> None:
    """XML of another kind, without words or broken off is refused with a sentence."""
    with pytest.raises(PackageRefused, match=r"\.$"):
        READER.read(data)


def test_unknown_encoding() -> None:
    """An encoding nobody knows is named in the refusal."""
    with pytest.raises(PackageRefused, match="klingon"):
        READER.read(document('<Turn speaker="spk1">oui</Turn>').encode("iso-8859-1"), encoding="klingon")
