"""What holds for every text, whatever is in it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.text import canonical, words
from interviewcoder.formats.transcripts import Utterance, read
from interviewcoder.formats.transcripts.compose import compose
from interviewcoder.formats.transcripts.encodings import decode
from interviewcoder.formats.transcripts.turns import recognise

LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["E : ", "Marie\u00a0: oui", "[Chercheur] (0:01 - 0:11)", "**Al Bo:** hey", "- non", "", "  ", "DATE: 1",
             "Jonas Berg  0:22", "[rires]", "---", "# Titre", "é\u0301\ufeff : x", "P1\tok", "00:03:40.5Zack: a"]
        ),
        st.text(max_size=30),
    ),
    max_size=20,
)  # fmt: skip
UTTERANCES = st.lists(
    st.builds(
        Utterance,
        speaker=st.one_of(st.none(), st.text(max_size=8)),
        text=st.text(max_size=20),
        time=st.one_of(st.none(), st.floats(0, 9000)),
        time_end=st.one_of(st.none(), st.floats(0, 9000)),
    ),
    max_size=12,
)


@given(LINES)
def test_turns_are_in_order_and_bound_words(lines: list[str]) -> None:
    """Turns are numbered, in order, do not overlap, and have no white space at their ends."""
    text = canonical("\n".join(lines))
    position = 0
    for n, turn in enumerate(recognise(text).turns, start=1):
        said = turn.span.of(text)
        assert turn.n == n
        assert turn.zone.start >= position
        assert turn.span.end <= len(text)
        assert said == said.strip() != ""
        if turn.label_span is not None:
            assert turn.label is not None
            assert turn.label in turn.label_span.of(text)
            assert turn.label_span.end <= turn.span.start
        position = turn.span.end


@given(UTTERANCES)
def test_composed_text_keeps_every_word(utterances: list[Utterance]) -> None:
    """A composed text is canonical, has one line a turn, and holds the words of all utterances."""
    composed = compose(utterances)
    text, turns = composed.text, composed.turns
    assert canonical(text) == text
    assert len(turns) == (text.count("\n") + 1 if text else 0)
    said = " ".join(turn.span.of(text) for turn in turns)
    assert words(said) == sum(words(canonical(utterance.text)) for utterance in utterances)
    for turn in turns:
        assert turn.label_span is None or turn.label_span.of(text) == turn.label


@given(st.binary(max_size=300), st.sampled_from([".docx", ".odt", ".txt", ".md", ".vtt", ".srt", "", ".xyz"]))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    """Whatever the bytes, the answer is a canonical text or one `Unreadable`."""
    try:
        reading = read(Path(f"entretien{suffix}"), data=data)
    except Unreadable:
        return
    assert canonical(reading.text) == reading.text


@given(st.text())
def test_utf8_is_read_as_it_is(text: str) -> None:
    """Valid UTF-8 with some letters that are no ASCII is never taken for something else."""
    clean = text.replace("\0", "").lstrip("\ufeff").encode("utf-8", "ignore").decode()
    assume(sum(not character.isascii() for character in clean) not in {1, 2})
    assert decode(clean.encode()).text == clean


@pytest.mark.parametrize(
    "piece", ["a", "a ", "[", "a: \n", " \t", "<", "**", "*", "# ", "- ", "{\\", "00:01 ", "A b:\n", "1:1:"]
)
@pytest.mark.parametrize("suffix", [".txt", ".vtt", ".srt"])
def test_monotonous_files_take_no_time(piece: str, suffix: str) -> None:
    """No pattern goes wild on a long file of one thing: read or refused within seconds."""
    began = perf_counter()
    with suppress(Unreadable):
        read(Path(f"a{suffix}"), data=f"00:01.000 --> 00:02.000\nx{piece * 30_000}\n".encode())
    with suppress(Unreadable):
        read(Path(f"a{suffix}"), data=(piece * 30_000).encode())
    assert perf_counter() - began < 4
