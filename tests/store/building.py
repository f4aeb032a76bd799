"""Small records for the tests of the store, made by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.records import Code, Coder, Coding, Transcript, Turn, Version
from interviewcoder.domain.text import Span

if TYPE_CHECKING:
    from interviewcoder.store import Store

TEXT = "A : Bonjour, ça va ? 🙂\nB : =Oui, très bien.\nA : Tant mieux.\nB : Voilà.\n"


@dataclass(frozen=True)
class Made:
    """A store with one transcript, two coders and three codes."""

    store: Store
    transcript: Transcript
    coders: tuple[Coder, ...]
    codes: tuple[Code, ...]

    def coding(self, start: int, end: int, code: int = 0, coder: int = 0) -> Coding:
        """Make a coding of the transcript, not yet in the store."""
        return Coding(
            transcript=self.transcript.id, start=start, end=end, quote=TEXT[start:end],
            code=self.codes[code].id, coder=self.coders[coder].id,
        )  # fmt: skip

    def add(self, *codings: Coding) -> None:
        """Add codings as one change."""
        self.store.apply(Change("Coded", {}, added(*codings)), "Ana")


def turns() -> tuple[Turn, ...]:
    """Give the turns of `TEXT`."""
    found, at = [], 0
    for n, line in enumerate(TEXT.splitlines(), start=1):
        found.append(Turn(n=n, label=line[0], label_span=Span(at, at + 1), span=Span(at + 4, at + len(line))))
        at += len(line) + 1
    return tuple(found)


def fill(store: Store) -> Made:
    """Put a transcript, two coders and three codes into an empty store."""
    version = Version(text=TEXT, turns=turns())
    transcript = Transcript(name="Entretien", version=version.id, length=len(TEXT))
    coders = (Coder(name="Ana"), Coder(name="Ben"))
    top = Code(name={"fr": "Vécu"})
    codes = (top, Code(name={"fr": "Émotion"}, parent=top.id), Code(name={"fr": "Moyens"}, position=1))
    store.apply(Change("Begun", {}, added(transcript, *coders, *codes), (version,)), "Ana")
    return Made(store, transcript, coders, codes)
