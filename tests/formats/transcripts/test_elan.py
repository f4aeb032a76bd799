"""ELAN files: tiers become speakers, times decide the order."""

from __future__ import annotations

import pytest

from interviewcoder.formats.transcripts.elan import DEPENDENT, EMPTY, READER, UNTIMED, VOCABULARIES
from interviewcoder.formats.transcripts.packages import PackageRefused


def slot(number: int, value: int | None = None) -> str:
    timed = "" if value is None else f' TIME_VALUE="{value}"'
    return f'<TIME_SLOT TIME_SLOT_ID="ts{number}"{timed}/>'


def said(begins: int, ends: int, words: str) -> str:
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{begins}" TIME_SLOT_REF1="ts{begins}"'
        f' TIME_SLOT_REF2="ts{ends}"><ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>'
    )


def document(slots: str, *tiers: str, more: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="Inès" DATE="2024-05-01">'
        '<HEADER TIME_UNITS="milliseconds"><MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/sons/jardin.wav"/>'
        f'<PROPERTY NAME="lastUsedAnnotationId">7</PROPERTY></HEADER><TIME_ORDER>{slots}</TIME_ORDER>'
        f"{''.join(tiers)}{more}</ANNOTATION_DOCUMENT>"
    ).encode()


def test_tiers_are_speakers_in_the_order_of_time() -> None:
    """Two tiers become one conversation; a participant's name goes before the tier's."""
    source = READER.read(
        document(
            slot(1, 0) + slot(2, 1500) + slot(3, 2500) + slot(4, 4000),
            f'<TIER TIER_ID="T1" PARTICIPANT="Inès">{said(1, 2, "Où est la serre ?")}{said(3, 4, "Ah.")}</TIER>',
            f'<TIER TIER_ID="Jardinier">{said(2, 3, "Là-bas &amp; au fond.")}</TIER>',
        )
    )
    assert [(one.speaker, one.time, one.time_end, one.text) for one in source.utterances] == [
        ("Inès", 0, 1.5, "Où est la serre ?"),
        ("Jardinier", 1.5, 2.5, "Là-bas & au fond."),
        ("Inès", 2.5, 4, "Ah."),
    ]
    assert source.metadata == {"author": "Inès", "date": "2024-05-01", "media": "jardin.wav"}
    assert source.left_out == ()


def test_missing_times_lie_between_their_neighbours() -> None:
    """Slots without a value are spread evenly, those at the end take the last time, and both are counted."""
    source = READER.read(
        document(
            slot(1, 1000) + slot(2) + slot(3) + slot(4, 4000) + slot(5),
            f'<TIER TIER_ID="A">{said(1, 2, "un")}{said(2, 3, "deux")}{said(3, 4, "trois")}{said(4, 5, "fin")}</TIER>',
        )
    )
    assert [(one.time, one.time_end) for one in source.utterances] == [(1, 2), (2, 3), (3, 4), (4, 4)]
    assert source.counts[UNTIMED] == 3


def test_dependent_tiers_are_named() -> None:
    """A translation hangs on another tier: its words are in the report, not in the text."""
    translation = (
        '<TIER TIER_ID="A-en" PARENT_REF="A"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="b" ANNOTATION_REF="a1">'
        "<ANNOTATION_VALUE>Good evening to you.</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>"
    )
    vocabulary = '<CONTROLLED_VOCABULARY CV_ID="c"><DESCRIPTION>gestes de la main</DESCRIPTION></CONTROLLED_VOCABULARY>'
    source = READER.read(
        document(
            slot(1, 0) + slot(2, 900) + slot(3, 950),
            f'<TIER TIER_ID="A">{said(1, 2, "Bonsoir.")}{said(2, 3, " ")}</TIER>',
            translation,
            more=vocabulary,
        )
    )
    assert [one.text for one in source.utterances] == ["Bonsoir."]
    assert source.left_out == (
        (DEPENDENT, "A-en: Good evening to you."),
        (VOCABULARIES, "gestes de la main"),
    )
    assert source.counts == {DEPENDENT: 1, VOCABULARIES: 1, EMPTY: 1}
    assert source.warnings


def test_two_tiers_of_one_participant_keep_their_names() -> None:
    """Speech and gestures of one person are not mixed under one name."""
    source = READER.read(
        document(
            slot(1, 0) + slot(2, 900),
            f'<TIER TIER_ID="Léo-parole" PARTICIPANT="Léo">{said(1, 2, "Oui.")}</TIER>',
            f'<TIER TIER_ID="Léo-geste" PARTICIPANT="Léo">{said(1, 2, "hoche la tête")}</TIER>',
        )
    )
    assert {one.speaker for one in source.utterances} == {"Léo-parole", "Léo-geste"}


@pytest.mark.parametrize(
    "data", [b"<a/>", b"<ANNOTATION_DOCUMENT/>", b"<ANNOTATION_DOCUMENT>", b"\xff\xfe\x00"]
)
def test_other_files_are_refused(data: bytes) -> None:
    """XML of another kind, without annotations or broken off is refused with a sentence."""
    with pytest.raises(PackageRefused, match=r"\.$"):
        READER.read(data)
