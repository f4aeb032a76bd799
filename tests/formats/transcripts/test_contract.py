"""Every reader, ours or a plug-in's, keeps the promises of `interviewcoder.testing`."""

from __future__ import annotations

import json
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder import testing
from interviewcoder.formats.transcripts.reading import Source, Utterance

from .packing import docx, odt, paragraph

if TYPE_CHECKING:
    from interviewcoder.formats.transcripts.reading import Reader

SAID = ("Bonjour à tous.", "Déjà l’été, dit-on.")
CUES = "00:00:01.000 --> 00:00:02.000\n<v Ana>{}\n\n00:00:03.000 --> 00:00:04.000\n<v Bob>{}\n"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
GOOD: dict[str, list[bytes]] = {
    "docx": [docx("".join(paragraph(f"Ana : {said}") for said in SAID))],
    "odt": [odt("".join(f"<text:p>Ana : {said}</text:p>" for said in SAID))],
    "text": ["\n".join(f"Ana : {said}" for said in SAID).encode("cp1252")],
    "markdown": ["\n\n".join(f"**Ana :** {said}" for said in SAID).encode()],
    "vtt": [("WEBVTT\n\n" + CUES.format(*SAID)).encode()],
    "srt": ["1\n00:00:01,000 --> 00:00:02,000\n{}\n\n2\n00:00:03,000 --> 00:00:04,000\n{}\n".format(*SAID).encode()],
    "lrc": ["[00:01.00]{}\n[00:03.00]{}\n".format(*SAID).encode()],
    "rtf": [
        (r"{\rtf1\ansi\ansicpg1252 " + r"\par ".join(SAID) + "}").encode("cp1252", "replace").replace(b"\x92", rb"\'92")
    ],
    "html": [("<html><meta charset=utf-8><body>" + "".join(f"<p>Ana : {said}</p>" for said in SAID)).encode()],
    "json": [json.dumps({"segments": [{"start": n, "end": n + 1, "text": said} for n, said in enumerate(SAID)]}).encode()],
    "table": ["locuteur;texte\nAna;{}\nBob;{}\nAna;Et voilà pour aujourd’hui, merci.\n".format(*SAID).encode()],
    "eaf": [
        (
            XML + "<ANNOTATION_DOCUMENT><TIME_ORDER>"
            '<TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="900"/>'
            '</TIME_ORDER><TIER TIER_ID="Ana">'
            + "".join(
                f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="x{n}" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b">'
                f"<ANNOTATION_VALUE>{said}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
                for n, said in enumerate(SAID)
            )
            + "</TIER></ANNOTATION_DOCUMENT>"
        ).encode()
    ],
    "trs": [
        (
            XML + '<Trans><Speakers><Speaker id="s" name="Ana"/></Speakers><Episode><Section type="report" '
            'startTime="0" endTime="9"><Turn speaker="s" startTime="0" endTime="9"><Sync time="0"/>'
            + "\n<Sync time='4'/>".join(SAID)
            + "</Turn></Section></Episode></Trans>"
        ).encode()
    ],
    "tei": [
        (
            XML + '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
            + "".join(f'<u who="#ana">{said}</u>' for said in SAID)
            + "</body></text></TEI>"
        ).encode()
    ],
}  # fmt: skip
READERS = {point.name: point for point in entry_points(group="interviewcoder.readers")}


@pytest.mark.parametrize("name", sorted(set(READERS) - {"pdf"}))
def test_a_reader_of_ours_keeps_the_contract(name: str) -> None:
    """The reader gives canonical texts, refuses broken files by an exception, soon, and prints nothing."""
    testing.check_reader(
        READERS[name].load(), good=GOOD[name], words=["Bonjour à tous.", "Déjà l’été, dit-on."]
    )


class _Plug:
    """A reader of somebody else's; what it does wrong is given."""

    name = "plug"
    suffixes: tuple[str, ...] = (".plug",)

    def __init__(self, found: Any) -> None:
        self.found = found

    def read(self, data: bytes, *, encoding: str | None = None) -> Any:  # noqa: ARG002
        """Give what was given."""
        return self.found(data) if callable(self.found) else self.found


def _printing(_data: bytes) -> Source:
    print("hello")  # noqa: T201 - what a reader must not do
    return Source(text="Bonjour")


WRONG: dict[str, Any] = {
    "prints nothing": _printing,
    "canonical": Source(text="a\r\nb"),
    "not both": Source(text="a", utterances=(Utterance(speaker=None, text="b"),)),
    "gives a Source": "Bonjour",
    "stays on its line": Source(text="a\nb", stressed=((0, 3),)),
    "from the beginning": Source(utterances=(Utterance(speaker=None, text="b", time=-1.0),)),
    "only what happened": Source(text="a", counts={"pictures left out": 0}),
    "lost without a word": Source(text="Au revoir"),
}


@pytest.mark.parametrize("promise", WRONG)
def test_a_plug_in_that_breaks_a_promise_is_told_which(promise: str) -> None:
    """Each broken promise is an assertion that says what was promised."""
    reader: Reader = _Plug(WRONG[promise])
    with pytest.raises(AssertionError, match=promise):
        testing.check_reader(reader, good=[b"x"], words=["Bonjour"])
