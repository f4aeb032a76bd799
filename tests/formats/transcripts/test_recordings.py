"""JSON of the programs that transcribe, and of programs nobody thought of."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from interviewcoder.formats.transcripts import read
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.reading import Source
from interviewcoder.formats.transcripts.recordings import FIELDS, READER, TURN_MARKS

REAL = Path(__file__).parents[4] / "shared" / "data"
Told = list[tuple[str | None, float | None, float | None, str]]


def source(value: object) -> Source:
    return one(json.dumps(value, ensure_ascii=False).encode())


def one(data: bytes) -> Source:
    found = READER.read(data)
    assert isinstance(found, Source)
    return found


def told(value: object) -> Told:
    return [(one.speaker, one.time, one.time_end, one.text.strip()) for one in source(value).utterances]


def word(text: str, start: float, end: float, **more: Any) -> dict[str, Any]:
    return {"text": text, "start": start, "end": end, **more}


def test_whisper() -> None:
    """Segments have times in seconds; the whole text and the tokens beside them are not told again."""
    found = source(
        {
            "text": " Il neige encore. On rentre ?",
            "segments": [
                {"id": 0, "start": 0.5, "end": 2.25, "text": " Il neige encore.", "tokens": [1, 2], "temperature": 0},
                {"id": 1, "start": 2.25, "end": 4.0, "text": " On rentre ?", "tokens": [3], "temperature": 0},
            ],
            "language": "fr",
        }
    )  # fmt: skip
    assert [(one.time, one.time_end, one.text) for one in found.utterances] == [
        (0.5, 2.25, " Il neige encore."),
        (2.25, 4.0, " On rentre ?"),
    ]
    assert found.metadata == {"language": "fr"}
    assert (found.left_out, found.warnings) == ((), ())


def test_whisperx_splits_where_the_speaker_changes() -> None:
    """A segment whose words have two speakers is split; words without one take that of the word before."""
    words = [
        {"word": "Vous", "start": 0.5, "end": 0.7, "speaker": "SPEAKER_00"},
        {"word": "venez ?"},
        {"word": "Oui,", "start": 2.0, "end": 2.5, "speaker": "SPEAKER_01"},
        {"word": "volontiers."},
    ]
    segments = [
        {
            "start": 0.5,
            "end": 4.0,
            "text": " Vous venez ? Oui, volontiers.",
            "speaker": "SPEAKER_00",
            "words": words,
        },
        {"start": 4.0, "end": 5.0, "text": " Parfait.", "speaker": "SPEAKER_00"},
    ]
    assert [(line[0], line[3]) for line in told({"segments": segments, "word_segments": words})] == [
        ("SPEAKER_00", "Vous venez ?"),
        ("SPEAKER_01", "Oui, volontiers."),
        ("SPEAKER_00", "Parfait."),
    ]


def test_whispercpp_broken() -> None:
    """Times in milliseconds are read, turn marks taken out, and broken bytes and control characters warned of."""
    data = (
        b'{"result":{"language":"fr"},"transcription":['
        b'{"timestamps":{"from":"00:00:00,000","to":"00:00:02,500"},"offsets":{"from":0,"to":2500},'
        b'"text":" Je viens de me lev\xc3"},'
        b'{"offsets":{"from":2500,"to":4000},"text":"\xa9 tr\xc3\xa8s t\xc3\xb4t. [SPEAKER_TURN]"},'
        b'{"offsets":{"from":4000,"to":5000},"text":" D\x01accord."}]}'
    )
    found = one(data)
    assert [(one.speaker, one.time, one.time_end, one.text) for one in found.utterances] == [
        (None, 0, 2.5, " Je viens de me lev�"),
        (None, 2.5, 4, "� très tôt."),
        (None, 4, 5, " D\x01accord."),
    ]
    assert found.counts == {TURN_MARKS: 1}
    assert len(found.warnings) == 2
    assert found.metadata == {"language": "fr"}


def test_rev() -> None:
    """Words and their spaces are put together, and numbered speakers get their names."""
    value = {
        "speakers": [{"id": 0, "name": "Inès"}, {"id": 1, "name": "Karl"}],
        "monologues": [
            {
                "speaker": 0,
                "elements": [
                    {"type": "text", "value": "Well", "ts": 0.5, "end_ts": 0.9},
                    {"type": "punct", "value": ", "},
                    {"type": "text", "value": "go", "ts": 1.0, "end_ts": 1.2},
                    {"type": "punct", "value": "."},
                ],
            },
            {"speaker": 1, "elements": [{"type": "text", "value": "No", "ts": 2.5, "end_ts": 2.9}]},
        ],
    }
    assert told(value) == [("Inès", 0.5, 1.2, "Well, go."), ("Karl", 2.5, 2.9, "No")]


def test_amazon() -> None:
    """Speakers that stand apart from the words are found by time; punctuation stands close."""

    def said(text: str, start: str, end: str) -> dict[str, Any]:
        return {
            "type": "pronunciation",
            "start_time": start,
            "end_time": end,
            "alternatives": [{"content": text}],
        }

    stop = {"type": "punctuation", "alternatives": [{"content": "."}]}

    def voice(name: str, start: str, end: str) -> dict[str, Any]:
        span = {"start_time": start, "end_time": end, "speaker_label": name}
        return {**span, "items": [span]}

    results = {
        "transcripts": [{"transcript": "Bonsoir madame. Bonsoir."}],
        "speaker_labels": {"segments": [voice("spk_0", "0.04", "1.5"), voice("spk_1", "2.0", "3.0")]},
        "items": [said("Bonsoir", "0.04", "0.5"), said("madame", "0.5", "1.5"), stop, said("Bonsoir", "2.0", "3.0"), stop],
    }  # fmt: skip
    value = {"jobName": "essai", "status": "COMPLETED", "results": results}
    assert told(value) == [("spk_0", 0.04, 1.5, "Bonsoir madame."), ("spk_1", 2, 3, "Bonsoir.")]
    assert source(value).left_out == ()


def test_google() -> None:
    """The first alternative is told and the others are named; times are written ``1.300s``."""
    words = [
        {"startTime": "0s", "endTime": "1.300s", "word": "green", "speakerTag": 1},
        {"startTime": "1.300s", "endTime": "2s", "word": "tea", "speakerTag": 2},
    ]
    alternatives = [{"transcript": "green tea", "words": words}, {"transcript": "clean sea"}]
    found = source({"results": [{"alternatives": alternatives, "languageCode": "en-us"}]})
    assert [(one.speaker, one.time, one.text) for one in found.utterances] == [
        ("Speaker 1", 0, "green"),
        ("Speaker 2", 1.3, "tea"),
    ]
    assert found.left_out == ((FIELDS, "transcript: clean sea"),)
    assert found.counts == {FIELDS: 1}


def test_deepgram() -> None:
    """Sentences of paragraphs take the paragraph's speaker; the same words elsewhere are not told again."""
    said = [("We walked along the canal for hours.", 0, 0.1), ("That sounds like a long way to go.", 1, 3.5)]
    words = [
        {
            "word": one.strip(".").lower(),
            "punctuated_word": one,
            "start": start,
            "end": start + 0.2,
            "speaker": who,
        }
        for text, who, start in said
        for one in text.split()
    ]
    paragraphs = {
        "transcript": "\n".join(f"\nSpeaker {who}: {text}" for text, who, _start in said),
        "paragraphs": [
            {"speaker": who, "sentences": [{"text": text, "start": start, "end": start + 2}]}
            for text, who, start in said
        ],
    }
    best = {"transcript": " ".join(text for text, _w, _s in said), "words": words, "paragraphs": paragraphs}
    value = {"metadata": {"duration": 6.5}, "results": {"channels": [{"alternatives": [best]}]}}
    assert told(value) == [
        ("Speaker 0", 0.1, 2.1, "We walked along the canal for hours."),
        ("Speaker 1", 3.5, 5.5, "That sounds like a long way to go."),
    ]
    assert source(value).left_out == ()
    assert source(value).metadata == {"duration": "6.5"}


def test_assemblyai() -> None:
    """Whole numbers too large for seconds are milliseconds, also in a recording of three seconds."""
    first = word(
        "Entrez donc, je vous en prie.", 250, 1900, speaker="A", words=[word("Entrez", 250, 500, speaker="A")]
    )
    second = word("Merci.", 2000, 2500, speaker="B")
    value = {
        "text": "Entrez donc, je vous en prie. Merci.",
        "utterances": [first, second],
        "language_code": "fr",
    }
    assert told(value) == [("A", 0.25, 1.9, "Entrez donc, je vous en prie."), ("B", 2, 2.5, "Merci.")]


def test_azure() -> None:
    """The written form of the best guess is told; ``PT1M0.5S`` is a time."""
    best = {"lexical": "deux euros", "display": "2 euros."}
    phrase = {
        "speaker": 1,
        "offset": "PT1M0.5S",
        "duration": "PT1.5S",
        "nBest": [best, {"display": "Des heureux."}],
    }
    found = source({"recognizedPhrases": [phrase]})
    assert [(one.speaker, one.time, one.time_end, one.text) for one in found.utterances] == [
        ("Speaker 1", 60.5, 62, "2 euros.")
    ]
    assert set(found.left_out) == {(FIELDS, "lexical: deux euros"), (FIELDS, "display: Des heureux.")}


def test_words_only() -> None:
    """A list of words and spaces becomes what each speaker says, sentence by sentence."""
    words = [
        word("Ça", 0.1, 0.3, speaker_id="a"), word(" ", 0.3, 0.4, speaker_id="a"), word("va.", 0.4, 0.6, speaker_id="a"),
        word(" ", 0.6, 0.7, speaker_id="a"), word("Et", 1, 1.1, speaker_id="a"), word(" ", 1.1, 1.2, speaker_id="a"),
        word("toi", 1.2, 1.5, speaker_id="a"), word(" ?", 1.5, 1.6, speaker_id="a"), word("(rires)", 2, 3, speaker_id="b"),
    ]  # fmt: skip
    assert told({"words": words}) == [
        ("a", 0.1, 0.6, "Ça va."),
        ("a", 0.6, 1.6, "Et toi ?"),
        ("b", 2, 3, "(rires)"),
    ]


@pytest.mark.parametrize(
    "value",
    [
        [{"speaker": "E", "text": "On y va ?", "start": 2}, {"speaker": "L", "text": "Oui.", "start": 4}],
        {"data": {"lignes": [{"locuteur": "E", "texte": "On y va ?", "debut": "00:00:02"},
                             {"locuteur": "L", "texte": "Oui.", "debut": "00:00:04.0"}]}},
        {"transcript": [{"name": "E", "content": "On y va ?", "time": "0:02"}, {"name": "L", "content": "Oui.", "time": "0:04"}]},
        {"0": {"who": "E", "utterance": "On y va ?", "ts": "2s"}, "1": {"who": "L", "utterance": "Oui.", "ts": "4.0s"}},
        {"messages": [{"author": {"role": "E"}, "message": {"text": "On y va ?"}, "startMs": 2000},
                      {"author": {"role": "L"}, "message": {"text": "Oui."}, "startMs": 4000}]},
        [{"participant": {"id": 1, "name": "E"}, "words": [word("On y va ?", 2, 3)]},
         {"participant": {"id": 2, "name": "L"}, "words": [word("Oui.", 4, 5)]}],
        {"items": [{"from": "E", "value": "On y va ?", "offset": 2.0}, {"from": "L", "value": "Oui.", "offset": 4.0}]},
    ],
)  # fmt: skip
def test_any_names(value: object) -> None:
    """Words, speakers and times are found at any depth and under the names people give them."""
    assert [(line[0], line[1], line[3]) for line in told(value)] == [("E", 2, "On y va ?"), ("L", 4, "Oui.")]


def test_pairs_of_times_and_lengths() -> None:
    """Times written as a pair, and an end that is a length, are read."""
    pair = {
        "chunks": [
            {"timestamp": [0.5, 4.2], "text": " Bonjour."},
            {"timestamp": [4.2, None], "text": " Merci."},
        ]
    }
    assert told(pair) == [(None, 0.5, 4.2, "Bonjour."), (None, 4.2, None, "Merci.")]
    length = [{"text": "quelques mots", "start": 1.5, "duration": 2}]
    assert told(length) == [(None, 1.5, 3.5, "quelques mots")]


def test_sparse_seconds_stay_seconds() -> None:
    """Few words in a long recording, timed in whole seconds, are not taken for milliseconds."""
    value = [
        {"text": f"Remarque numéro {n} sur le marché.", "start": n * 600, "end": n * 600 + 4}
        for n in range(5)
    ]
    assert [line[1] for line in told(value)] == [0, 600, 1200, 1800, 2400]


def test_dates_are_no_times() -> None:
    """Seconds since 1970 say when something was written, not where in a recording."""
    value = [{"sender": "E", "text": "Ça va ?", "timestamp": 1714550400}, {"sender": "L", "text": "Oui.", "timestamp": 1714550460}]  # fmt: skip
    assert [line[:2] for line in told(value)] == [("E", None), ("L", None)]


def test_lines_of_json() -> None:
    """One object a line is one list; fields without a place in the text are named."""
    data = '{"speaker":"E","text":"Et après ?"}\n{"speaker":"L","text":"Rien.","note":"elle sourit"}\n'
    found = one(data.encode())
    assert [(one.speaker, one.text) for one in found.utterances] == [("E", "Et après ?"), ("L", "Rien.")]
    assert found.left_out == ((FIELDS, "note: elle sourit"),)


def test_otranscribe(monkeypatch: pytest.MonkeyPatch) -> None:
    """The HTML inside such a file goes to the reader of web pages, with the name of the recording."""
    web = ModuleType("web")
    given: list[tuple[str, dict[str, str]]] = []

    def otranscribe_source(html: str, metadata: dict[str, str]) -> Source:
        given.append((html, metadata))
        return Source(text="Bonjour.")

    web.otranscribe_source = otranscribe_source  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "interviewcoder.formats.transcripts.web", web)
    assert source({"text": "<p>Bonjour.</p>", "media": "quai.mp3", "media-time": 12.3}).text == "Bonjour."
    assert given == [("<p>Bonjour.</p>", {"media": "quai.mp3"})]


def test_one_text() -> None:
    """A file that holds the transcript as one text gives that text."""
    found = source({"text": "E: Où ça ?\nL: À Nantes.", "language": "fr"})
    assert found.text == "E: Où ça ?\nL: À Nantes."
    assert found.metadata == {"language": "fr"}


@pytest.mark.parametrize(
    "item",
    [
        {"messages": [{"role": "E", "content": "Où ça ?"}, {"role": "L", "content": "À Nantes."}]},
        {"text": "E: Où ça ?\nL: À Nantes."},
    ],
)
def test_several_interviews(item: dict[str, Any]) -> None:
    """A list of conversations, each with its own title, gives as many interviews."""
    value = [{"interview_id": number, **item} for number in ("P01", "P02")]
    found = READER.read(json.dumps(value).encode())
    assert isinstance(found, tuple)
    assert [source.name for source in found] == ["P01", "P02"]
    assert all(source.text or len(source.utterances) == 2 for source in found)


def test_parts_of_one_recording_are_one_interview() -> None:
    """Utterances with a title each, or blocks without one, are not taken for interviews."""
    titled = [{"title": f"Plan {n}", "text": f"On arrive au quai numéro {n}.", "start": n} for n in range(3)]
    assert len(told(titled)) == 3
    blocks = [
        {"block": n, "segments": [word("On repart.", n, n + 1), word("Vite !", n + 1, n + 2)]}
        for n in range(2)
    ]
    assert len(told(blocks)) == 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    """A file saved in the encoding of an editor is read."""
    data = json.dumps([{"speaker": "L", "text": "Déjà l'été."}], ensure_ascii=False).encode(encoding)
    assert one(data).utterances[0].text == "Déjà l'été."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('{"segments":[{"text":"Bonj', "breaks off"),
        ('{"segments":[{"text":"Bonjour."}', "breaks off"),
        ('{"segments":\n[{"text": Bonjour}]}', "line 2"),
        ("Bonjour à tous.", "not valid"),
        ("[" * 200_000, "nested"),
        ('{"a":' + "1" * 6000 + "}", "number"),
        ("[" * 100 + "]" * 100, "no list"),
        ('{"name":"app","version":"1.0","scripts":{"test":"run it now"}}', "no list"),
        (
            '{"packages":[{"name":"x","description":"a fine library"},{"name":"y","description":"z"}]}',
            "no list",
        ),
        ("[1, 2, 3]", "no list"),
        ('{"segments":[{"start":0,"end":1,"text":""}]}', "no list"),
    ],
)
def test_refusals(data: str, reason: str) -> None:
    """What breaks off, is no JSON, is too deep or is no transcript is refused with a sentence that says so."""
    with pytest.raises(PackageRefused, match=reason):
        READER.read(data.encode())


@pytest.mark.skipif(not REAL.is_dir(), reason="the real transcripts are not beside this repository")
def test_a_real_file_equals_its_subtitles() -> None:
    """One interview has the same text and times as JSON and as WebVTT."""
    found, vtt = (
        read(REAL / "goodboy-galaxy" / f"Goodboy Galaxy - Rik Nicol{suffix}") for suffix in (".json", ".vtt")
    )
    assert found.text == vtt.text
    assert found.moments == vtt.moments
    assert found.left_out == ()
