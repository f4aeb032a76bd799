"""Builds a study that is wide: 10,000 short interviews, half a million codings.

Owns making it, through gestures, so that it has its history like any other. What it holds is `generate`'s.

    .venv/bin/python benchmarks/wide.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from generate import NBSP, SEED, Interview, case_name, code_paths, codings_of, interviews
from sizes import TITLE, Size

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.gestures.transcripts import Arrival, add_transcripts
from interviewcoder.domain.records import Case, Coder, Coding, Speaker, Transcript, Turn, Version
from interviewcoder.domain.text import Span, words
from interviewcoder.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from interviewcoder.domain.records import Guid

WIDE: Final = Size("wide", transcripts=10_000, words=300, codes=100, codings=500_000, cases=1_000)
_AT_ONCE: Final = 500
_ROLES: Final = {"Enquêteur": "interviewer"}


def build(folder: Path, size: Size = WIDE) -> None:
    """Make the study in a folder that does not exist yet."""
    random = Random(f"{SEED} {size.name} codings")
    with Study.create(folder, title=TITLE, language="fr", coder="Claire") as study:
        cases = [Case(name=case_name(n), position=n) for n in range(size.cases)]
        study.apply(Change("Cases", {}, added(*cases, Coder(name="Jean"))))
        paths = code_paths(size)
        for path in paths:
            study.add_code(path)
        coders = {coder.name: coder.id for coder in study.coders}
        codes = {study.codebook.path(code.id): code.id for code in study.codebook}
        each = size.codings // size.transcripts
        for some in _batches(interviews(size), _AT_ONCE):
            known = len(study.transcripts)
            arrivals = [_arrival(one, cases[(known + n) % size.cases].id) for n, one in enumerate(some)]
            study.apply(add_transcripts(arrivals, known=study.transcripts))
            made = [
                _coding(row, arrival.transcript.id, codes, coders)
                for one, arrival in zip(some, arrivals, strict=True)
                for row in codings_of(one, each, paths, random)
            ]
            study.apply(Change("Coded", {}, added(*made)))


def _batches(found: Iterable[Interview], number: int) -> Iterable[list[Interview]]:
    held: list[Interview] = []
    for one in found:
        held.append(one)
        if len(held) == number:
            yield held
            held = []
    if held:
        yield held


def _arrival(one: Interview, case: Guid) -> Arrival:
    turns, at = [], 0
    for n, (label, sentences) in enumerate(one.turns, start=1):
        start = at + len(label) + len(f"{NBSP}: ")
        end = start + len(" ".join(sentences))
        turns.append(Turn(n=n, label=label, label_span=Span(at, at + len(label)), span=Span(start, end)))
        at = end + 1
    text = one.text
    version = Version(text=text, turns=tuple(turns))
    transcript = Transcript(
        name=one.name, case=case, version=version.id, language="fr", words=words(text), length=len(text)
    )
    speakers = tuple(
        Speaker(transcript=transcript.id, label=label, name=label, role=_ROLES.get(label, "participant"))
        for label in dict.fromkeys(label for label, _sentences in one.turns)
    )
    return Arrival(transcript=transcript, version=version, speakers=speakers)


def _coding(
    row: tuple[str | int, ...], transcript: Guid, codes: Mapping[str, Guid], coders: Mapping[str, Guid]
) -> Coding:
    _name, start, end, code, coder, quote, _memo, made = row
    return Coding(
        transcript=transcript, start=int(start), end=int(end), quote=str(quote), code=codes[str(code)],
        coder=coders[str(coder)], made=str(made),
    )  # fmt: skip


if __name__ == "__main__":
    build(Path(sys.argv[1]))
