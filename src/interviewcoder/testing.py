"""What a reader of transcripts promises, as checks that its tests call: ours, and those of plug-ins.

Owns the contract of `interviewcoder.formats.transcripts.reading.Reader` in executable form. In a plug-in::

    from interviewcoder.testing import check_reader

    def test_the_reader_keeps_its_promises(tmp_path):
        check_reader(READER, good=[Path("one.xyz").read_bytes()], words=["every", "word"])

Each check raises `AssertionError` with what was promised and not kept. Needs no test framework.
"""

from __future__ import annotations

import os
import random
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from tempfile import TemporaryFile
from time import process_time
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.reading import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from interviewcoder.formats.transcripts.reading import Reader

MOST_SECONDS: Final = 5.0
"""Processor time a broken file may take."""
_MUTANTS: Final = 60


def check_reader(reader: Reader, *, good: Sequence[bytes], words: Collection[str] = ()) -> None:
    """Check everything a reader promises, with the bytes of `good` files and broken forms of them.

    `words` are looked for in the texts, the notes and what is reported as left out: each must be in one.
    """
    check_names(reader)
    found = [source for data in good for source in check_good(reader, data)]
    everything = " ".join(map(_everything, found))
    missing = [word for word in words if word not in everything]
    assert not missing, f"lost without a word: {missing}"
    for data in good:
        for broken in mutants(data):
            check_broken(reader, broken)
    for data in (b"", b"\0" * 100, b"\xff\xfe", os.urandom(2_000), b"{" * 10_000, b"<" * 10_000):
        check_broken(reader, data)


def check_names(reader: Reader) -> None:
    """Check that name and suffixes are as ``--as`` and the file system need them."""
    assert reader.name, "a reader has a name"
    assert reader.name == reader.name.strip().lower(), f"the name is lower case: {reader.name}"
    for suffix in reader.suffixes:
        assert suffix == suffix.lower(), f"a suffix is lower case: {suffix}"
        assert suffix.startswith("."), f"a suffix begins with a dot: {suffix}"


def check_good(reader: Reader, data: bytes) -> tuple[Source, ...]:
    """Check what a reader gives for a file of its format; give it back."""
    with _silence():
        found = _sources(reader.read(data))
        again = _sources(reader.read(data))
    assert found, "a file of the format holds at least one interview"
    for source in found:
        assert isinstance(source, Source), f"a reader gives a Source, not {type(source).__name__}"
    assert again == found, "the same bytes give the same interviews"
    names = [source.name for source in found]
    assert len(set(names)) == len(names), f"the interviews of a file have names of their own: {names}"
    for source in found:
        _check_source(source)
    return found


def check_broken(reader: Reader, data: bytes) -> None:
    """Check that bytes which may be broken are read or refused by an exception, soon and in silence."""
    begun = process_time()
    with _silence():
        try:
            found = _sources(reader.read(data))
        except Exception:  # noqa: BLE001 - which exception is the reader's own affair
            found = ()
    assert process_time() - begun < MOST_SECONDS, "a broken file is refused soon"
    for source in found:
        _check_source(source)


def mutants(data: bytes, number: int = _MUTANTS) -> Iterator[bytes]:
    """Give broken forms of a file, always the same ones: cut short, bytes changed, pieces doubled or gone."""
    chance = random.Random(len(data))  # noqa: S311 - nothing secret
    for n in range(number):
        at, other = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        if n % 4 == 0:
            yield data[:at]
        elif n % 4 == 1:
            changed = bytearray(data)
            for _change in range(1 + len(data) // 200):
                changed[chance.randrange(len(data))] = chance.randrange(256)
            yield bytes(changed)
        elif n % 4 == 2:
            yield data[:at] + data[other:]
        else:
            yield data[:other] + data[at:]


def _sources(found: Source | tuple[Source, ...]) -> tuple[Source, ...]:
    return found if isinstance(found, tuple) else (found,)


def _everything(source: Source) -> str:
    """Give all words of a source, wherever it put them."""
    pieces = [source.text, *(f"{said.speaker or ''} {said.text}" for said in source.utterances)]
    pieces += [f"{note.author} {note.text}" for note in source.notes]
    pieces += [words for _kind, words in source.left_out]
    pieces += [f"{key} {value}" for key, value in source.metadata.items()]
    return " ".join(" ".join(pieces).split())


def _check_source(source: Source) -> None:
    assert not (source.text and source.utterances), "a source has a text or utterances, not both"
    assert canonical(source.text) == source.text, "the text is canonical"
    length = len(source.text)
    for note in source.notes:
        inside = 0 <= note.start < note.end <= length
        assert inside or source.utterances, (
            f"a note stands on characters of the text: {note.start}..{note.end}"
        )
        assert note.text.strip(), "a note says something"
    for start, end in source.stressed:
        assert 0 <= start < end <= length, f"stress stands on characters of the text: {start}..{end}"
        assert "\n" not in source.text[start:end], "stress stays on its line"
    assert all(0 <= moment.at <= length for moment in source.moments), "moments stand in the text"
    for said in source.utterances:
        assert said.time is None or said.time >= 0, f"a time is in seconds from the beginning: {said.time}"
    assert all(count > 0 for count in source.counts.values()), "only what happened is counted"


@contextmanager
def _silence() -> Iterator[None]:
    """Fail when anything is printed, also by a library written in another language."""
    said = StringIO()
    with TemporaryFile() as caught:
        kept = [os.dup(stream) for stream in (1, 2)]
        try:
            for stream in (1, 2):
                os.dup2(caught.fileno(), stream)
            with redirect_stdout(said), redirect_stderr(said):
                yield
        finally:
            for stream, copy in zip((1, 2), kept, strict=True):
                os.dup2(copy, stream)
                os.close(copy)
        caught.seek(0)
        printed = caught.read(200)
    assert not printed, "a reader prints nothing"
    assert not said.getvalue(), "a reader prints nothing"
