"""Pseudonyms in a study: every passage is carried exactly, and the way back leads to what was there."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import transcripts as transcript_gestures
from interviewcoder.domain.gestures.transcripts import Arrival
from interviewcoder.domain.pseudonyms import Key, Pseudonym
from interviewcoder.domain.records import Case, Coding, Memo, Speaker, Summary, Transcript, Turn, Version
from interviewcoder.domain.text import canonical, words
from interviewcoder.study import Study, pseudonymising

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PIECES = (
    "Hélène", "HÉLÈNE", "helene", "Helene", "Anne", "anne", "Jean-Pierre", "Pierre", "Le Goff", "LE\u00a0GOFF", "le\ngoff",
    "L’Oréal", "Oréal", "d’Anne", "Anne’s", "aujourd’hui", "Annexe", "panne", "Anne-Marie", "Saint-Anne", "œuvre 🙂", "e\u0323", " ", " ", ", ",
    ". ", "\n", "_", "’", "-", "Goff", "Le", "Élodie", "ß",
)  # fmt: skip
KEY = tuple(
    Pseudonym(real=real, pseudonym=pseudonym, also=also, as_written=as_written)
    for real, pseudonym, also, as_written in (
        ("Hélène", "Béatrice", (), False), ("Anne", "X", (), False), ("Jean-Pierre", "Paul Henri", ("Pierre",), True),
        ("Le Goff", "Tanguy-Morvan", (), False), ("L’Oréal", "[entreprise]", ("Oréal",), False),
    )
)  # fmt: skip
_NUMBERS = count()


def key_of(study: Study, *pseudonyms: Pseudonym) -> Key:
    key = Key(study=study.identity)
    for one in pseudonyms or KEY:
        key = key.with_name(one)
    return key


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give a study with two codes, to which transcripts are added."""
    with Study.create(tmp_path_factory.mktemp("pseudonyms") / "study", coder="Ana", language="en") as made:
        made.add_code(["Means"])
        made.add_code(["Start"])
        yield made


def taken_in(study: Study, text: str, turns: tuple[Turn, ...] = (), case: Case | None = None) -> Transcript:
    version = Version(text=text, turns=turns)
    transcript = Transcript(
        name=f"E{next(_NUMBERS)}", version=version.id, words=words(text), length=len(text), case=case.id if case else None
    )
    labels = dict.fromkeys(turn.label for turn in turns if turn.label)
    speakers = tuple(Speaker(transcript=transcript.id, label=label, name=label) for label in labels)
    arrival = Arrival(transcript=transcript, version=version, speakers=speakers)
    study.apply(transcript_gestures.add_transcripts([arrival], known=study.transcripts, files={}))
    return study.transcript(transcript.name)


def coded(study: Study, transcript: Transcript, spans: list[tuple[int, int]]) -> None:
    text = study.document(transcript).text
    codes = list(study.codebook)
    codings = {
        (start, end, n % 2): Coding(
            transcript=transcript.id, start=start, end=end, quote=text[start:end], code=codes[n % 2].id, coder=study.coder.id
        )
        for n, (start, end) in enumerate(spans)
    }  # fmt: skip
    start, end = spans[0]
    memo = Memo(
        on="passage", target=transcript.id, start=start, end=end, quote=text[start:end], text="Anne, encore"
    )
    study.apply(Change("Coded", {}, added(*codings.values(), memo)))


def what_is_on(study: Study, transcript: Transcript) -> tuple[object, ...]:
    now = next(one for one in study.transcripts if one.id == transcript.id)
    version = study.version(now)
    codings = sorted(study.codings(Selection(transcripts=frozenset({now.id}))), key=lambda one: one.id)
    memos = sorted(study.memos([now.id]), key=lambda one: one.id)
    return replace(now, version=""), version.text, version.turns, codings, memos, study.speakers(now)


@st.composite
def coded_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = canonical("".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25))) + ".")
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda at: at[0] != at[1])
    spans = draw(st.lists(bounds, min_size=1, max_size=6))
    return text, [(min(at), max(at)) for at in spans]


@given(case=coded_texts())
def test_what_was_put_in_and_put_back_is_what_was_there(
    study: Study, case: tuple[str, list[tuple[int, int]]]
) -> None:
    """Putting pseudonyms in and real names back gives the same text and the same codings, whatever both are;
    between the two every quote is what the text says, no name is left, and what was not a name is as it was."""
    text, spans = case
    transcript = taken_in(study, text)
    coded(study, transcript, spans)
    before = what_is_on(study, transcript)
    done = pseudonymising.put_in(study, key_of(study), [transcript])
    if done.change:
        study.apply(done.change)
    now = next(one for one in study.transcripts if one.id == transcript.id)
    between = study.version(now).text
    there = list(study.codings(Selection(transcripts=frozenset({now.id}))))
    waiting = study.pending(now)
    assert all(coding.quote == between[coding.start : coding.end] for coding in there)
    again = pseudonymising.put_in(study, done.key, [now])
    assert not again.change
    assert not again.innocent
    assert between.count("Annexe") == text.count("Annexe")
    assert between.count("Anne-Marie") == text.count("Anne-Marie")
    back = pseudonymising.put_back(study, done.key, [now])
    if back.change:
        study.apply(back.change)
    after = what_is_on(study, transcript)
    if waiting:  # two codings of one code came to lie on the same pseudonym
        assert after[1] == before[1]
        return
    assert after == before
    assert study.problems() == []
