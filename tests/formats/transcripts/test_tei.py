"""TEI transcripts in the dialects of French spoken corpora."""

from __future__ import annotations

import pytest

from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.reading import Source
from interviewcoder.formats.transcripts.tei import (
    ANNOTATIONS,
    EVENTS,
    GAPS,
    HEADER,
    NOTES,
    OUTSIDE,
    PAUSES,
    READER,
    READINGS,
)

HEAD = """<teiHeader><fileDesc><titleStmt><title>Entretien au moulin</title></titleStmt></fileDesc>
<profileDesc><particDesc><person xml:id="spk1"><persName>Enquêtrice</persName></person>
<person xml:id="spk2" n="Gaël"/></particDesc></profileDesc></teiHeader>"""


def document(body: str, head: str = HEAD) -> bytes:
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{head}<text>{body}</text></TEI>'.encode()


def one(data: bytes) -> Source:
    source = READER.read(data)
    assert isinstance(source, Source)
    return source


def told(source: Source) -> list[tuple[str | None, float | None, float | None, str]]:
    return [
        (said.speaker, said.time, said.time_end, " ".join(said.text.split())) for said in source.utterances
    ]


def test_annotation_blocks_with_a_timeline() -> None:
    """Names come from the header, times from the timeline, and an anchor begins a new moment."""
    source = one(
        document(
            """<timeline unit="s" origin="#T0"><when xml:id="T0" absolute="00:00:00"/>
            <when xml:id="T1" interval="1.5" since="#T0"/><when xml:id="T2" interval="3250" unit="ms" since="#T0"/>
            <when xml:id="T3" interval="2"/></timeline><body><div><head>Première partie</head>
            <annotationBlock who="#spk1" start="#T0" end="#T1"><u><seg>Vous moulez <pause/> quoi ?</seg></u>
            <spanGrp type="en"><span>What do you</span><span>grind?</span></spanGrp></annotationBlock>
            <annotationBlock who="#spk2" start="#T1" end="#T3"><u><seg><w>du</w><w>blé</w> <pc>.</pc></seg>
            <anchor synch="#T2"/><seg>oui<note>il sourit</note></seg></u></annotationBlock></div></body>"""
        )
    )
    assert told(source) == [
        ("Enquêtrice", 0, 1.5, "Vous moulez (.) quoi ?"),
        ("Gaël", 1.5, 3.25, "du blé."),
        ("Gaël", 3.25, 5.25, "oui"),
    ]
    assert source.metadata == {"title": "Entretien au moulin"}
    assert source.left_out == (
        (OUTSIDE, "Première partie"),
        (ANNOTATIONS, "What do you grind?"),
        (NOTES, "il sourit"),
        (HEADER, "Entretien au moulin Enquêtrice"),
    )
    assert source.counts[PAUSES] == 1


def test_bare_utterances() -> None:
    """Utterances without blocks and timeline are read; events, gaps and unclear words keep their place."""
    source = one(
        document(
            """<body><u who="#spk1 #spk2" start="1.5" end="00:00:04">Ah <choice><orig>chais</orig>
            <reg>je ne sais</reg></choice> pas <gap reason="inaudible"/></u>
            <u who="inconnu">c'est<unclear> sûr</unclear><vocal><desc>rire</desc></vocal>
            <kinesic desc="hoche la tête"/></u><incident><desc>téléphone</desc></incident></body>"""
        )
    )
    assert told(source) == [
        ("Enquêtrice + Gaël", 1.5, 4, "Ah chais pas [inaudible]"),
        ("inconnu", None, None, "c'est sûr [rire] [hoche la tête]"),
        (None, None, None, "[téléphone]"),
    ]
    assert (READINGS, "je ne sais") in source.left_out
    assert (source.counts[EVENTS], source.counts[GAPS]) == (3, 1)


def test_speech_inside_speech() -> None:
    """What somebody else says in the middle of an utterance is theirs, and the utterance goes on."""
    source = one(document('<body><u who="#spk2">on semait <u who="#spk1">ah bon</u> en mars</u></body>'))
    assert [(said.speaker, said.text.strip()) for said in source.utterances] == [
        ("Gaël", "on semait"),
        ("Enquêtrice", "ah bon"),
        ("Gaël", "en mars"),
    ]


def test_written_dialogues() -> None:
    """Speeches with their speaker written before them are read like utterances."""
    source = one(document("<body><sp><speaker>Gaël</speaker><p>Du seigle.</p></sp></body>", head=""))
    assert told(source) == [("Gaël", None, None, "Du seigle.")]


def test_a_corpus_holds_several_interviews() -> None:
    """Each transcript of a corpus is an interview with a name of its own."""
    head = "<teiHeader><titleStmt><title>{}</title></titleStmt></teiHeader>"
    body = '<text><body><u who="A">oui</u></body></text>'
    data = f"<teiCorpus>{''.join(f'<TEI>{head.format(name)}{body}</TEI>' for name in ('Un', 'Deux'))}</teiCorpus>"
    sources = READER.read(data.encode())
    assert isinstance(sources, tuple)
    assert [source.name for source in sources] == ["Un", "Deux"]


@pytest.mark.parametrize(
    "data",
    [
        b"<catalogue><u>bonjour</u></catalogue>",
        b"<TEI><text><body><p>Un roman.</p></body></text></TEI>",
        b"<TEI><text>",
        b'<!DOCTYPE TEI [<!ENTITY a "b">]><TEI><text><body><u who="A">&a;</u></body></text></TEI>',
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    """XML that is no TEI, TEI in which nobody speaks, broken and harmful files are refused with a sentence."""
    with pytest.raises(PackageRefused, match=r"\.$"):
        READER.read(data)
