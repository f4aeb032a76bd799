"""Transcripts corrected as interviewees and typists do, with the truth known: how many codings end where they belong.

``python -m tests.campaigns.corrections 10000`` runs it at a size of one's choosing.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from random import Random
from typing import Final

from interviewcoder.analysis.anchoring import Anchors
from interviewcoder.domain.text import Span

_WORDS: Final = [
    "alors",
    "on",
    "a",
    "commencé",
    "par",
    "une",
    "page",
    "Facebook",
    "parce",
    "que",
    "le",
    "patron",
    "voulait",
    "être",
    "là",
    "enfin",
    "voilà",
    "c’est",
    "tout",
    "et",
    "puis",
    "la",
    "stagiaire",
    "est",
    "partie",
    "donc",
    "plus",
    "personne",
    "ne",
    "répondait",
    "aux",
    "messages",
    "du",
    "public",
    "oui",
    "oui",
    "tout",
    "à",
    "fait",
    "le",
    "budget",
    "c’est",
    "trois",
    "fois",
    "rien",
    "🙂",
    "[rires]",
    "mais",
    "ça",
    "prend",
    "du",
    "temps",
    "euh",
    "je",
    "dirais",
    "une",
    "journée",
    "par",
    "semaine",
    "l’agence",
    "nous",
    "facture",
    "cœur",
    "de",
    "métier",
    "l’équipe",
    "M.",
    "Dupont",
    "Maëlle",
    "Kerlann",
    "réseau",
    "client",
    "avis",
    "réponse",
    "image",
    "marque",
    "valeur",
    "stratégie",
]
_NAMES: Final = {"Dupont": "P1", "Maëlle": "l’interviewée", "Kerlann": "[entreprise]"}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the codings: silently right or wrong, proposed right or wrong, without a proposal."""

    codings: int
    silent: int
    wrong: int
    proposed: int
    misproposed: int
    none: int
    rightly_none: int

    @property
    def exact(self) -> float:
        """The share that ends where it belongs, by itself or by its proposal, or rightly has no place."""
        return (self.silent + self.proposed + self.rightly_none) / self.codings

    def __str__(self) -> str:
        return (
            f"{self.codings} codings: {self.exact:.2%} exact ({self.silent} by themselves, {self.proposed} proposed, "
            f"{self.rightly_none} whose words are gone), {self.wrong} silently wrong ({self.wrong / self.codings:.3%}), "
            f"{self.misproposed} proposed elsewhere, {self.none} without a proposal, 0 dropped"
        )


@dataclass(slots=True)
class _Piece:
    """A word of the old text, and what became of it: its new words, empty when it is gone."""

    old: str
    new: str


def _turns(random: Random) -> list[list[_Piece]]:
    turns = []
    for n in range(random.randint(20, 60)):
        speaker = "Enquêtrice :" if n % 2 == 0 else "Mme L. :"
        words = random.choices(_WORDS, k=random.randint(3, 60))
        if random.random() < 0.2:
            words = ["oui", "oui"]
        turns.append([_Piece(word, word) for word in [speaker, *words]])
    return turns


def _edited(turns: list[list[_Piece]], random: Random) -> list[list[_Piece]]:
    """Correct turns in place as people do, and give them in their new order."""
    strength = random.choice([0.002, 0.01, 0.03])
    names = random.random() < 0.4
    for turn in turns:
        for piece in turn[1:]:
            if names and piece.old in _NAMES:
                piece.new = _NAMES[piece.old]
            elif random.random() < strength:
                piece.new = random.choice(
                    [piece.old + "s", piece.old[:-1], "", f"{piece.old} [inaudible]", random.choice(_WORDS)]
                )
    order = list(turns)
    if random.random() < 0.5 and len(order) > 6:  # a paragraph goes
        for piece in order.pop(random.randrange(len(order))):
            piece.new = ""
    if random.random() < 0.4 and len(order) > 6:  # two turns change places
        at = random.randrange(len(order) - 3)
        if [piece.old for piece in order[at]] == [piece.old for piece in order[at + 2]]:
            return order  # the same words twice: nobody could tell
        order[at], order[at + 2] = order[at + 2], order[at]
    return order


def _laid_out(turns: list[list[_Piece]], *, new: bool) -> tuple[str, dict[int, tuple[int, int]]]:
    """Give the text, and where each piece stands in it (by identity)."""
    text, places = "", {}
    for turn in turns:
        for piece in turn:
            words = piece.new if new else piece.old
            if words:
                said = piece.old if new and words.startswith(f"{piece.old} [") else words
                places[id(piece)] = (len(text), len(text) + len(said))
                text += words + " "
        text = text.rstrip(" ") + "\n"
    return text, places


def run(size: int, seed: int = 1) -> Result:
    """Correct texts until `size` codings have been carried along."""
    random = Random(seed)
    counts = dict.fromkeys(("silent", "wrong", "proposed", "misproposed", "none", "rightly_none"), 0)
    done = 0
    while done < size:
        turns = _turns(random)
        old, before = _laid_out(turns, new=False)
        new, after = _laid_out(_edited(turns, random), new=True)
        anchors = Anchors(old, new)
        for _n in range(min(50, size - done)):
            turn = random.choice([turn for turn in turns if len(turn) > 2])
            first = random.randrange(1, len(turn))
            last = min(len(turn) - 1, first + random.choice([0, 2, 5, 12, 40]))
            span = Span(before[id(turn[first])][0], before[id(turn[last])][1])
            kept = [after[id(piece)] for piece in turn[first : last + 1] if id(piece) in after]
            truth = Span(kept[0][0], kept[-1][1]) if kept else None
            counts[_judged(anchors, span, truth, old, new)] += 1
            done += 1
    return Result(codings=size, **counts)


def _judged(anchors: Anchors, span: Span, truth: Span | None, old: str, new: str) -> str:
    found = anchors.carry(span)
    if found.sure:
        assert found.span is not None
        same = new[found.span.start : found.span.end] == old[span.start : span.end]
        return "silent" if same and found.span == truth else "wrong"
    if found.span is None:
        return "none" if truth else "rightly_none"
    if truth is None:
        return "misproposed"
    return "proposed" if found.span.overlaps(truth) else "misproposed"


if __name__ == "__main__":
    result = run(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    sys.stdout.write(f"{result}\n")
