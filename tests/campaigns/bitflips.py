"""Single bits of a study's file turned over: what reads otherwise has to be found by ``check``.

``python -m tests.campaigns.bitflips 4000`` runs it at a size of one's choosing.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from interviewcoder.domain.text import Span
from interviewcoder.store import Store
from interviewcoder.study import Study, importing

if TYPE_CHECKING:
    from interviewcoder.domain.records import Record


@dataclass(frozen=True, slots=True)
class Result:
    """How many bits were turned over, how many made the program read something else, and how many of these it found."""

    flips: int
    harmful: int
    found: int

    def __str__(self) -> str:
        return f"{self.flips} flips: {self.harmful} made the study read otherwise, {self.found} of them found by check"


def study(folder: Path) -> Path:
    """Make a small study; give its database."""
    with Study.create(folder / "study", coder="Ana", language="fr") as study:
        for n in range(3):
            file = folder / f"E{n}.txt"
            turns = "".join(
                f"Enquêtrice : Question {k} ?\nAnne : Réponse {k}, avec l’équipe 🙂 et du budget.\n"
                for k in range(12)
            )
            file.write_text(turns + f"Anne : Fin {n}.\n", encoding="utf-8")
            transcript = importing.import_file(study, file, case=f"Firme {n}")
            study.add_code([f"Thème {n}", "Sous-code"])
            for start in range(0, 300, 12):
                study.code_passage(transcript, Span(start, start + 9), [study.codebook.find(f"Thème {n}")])
        return study.folder / "study.db"


def _read(path: Path) -> tuple[dict[str, Record], list[object]]:
    """Read everything the program ever shows: records, texts with their turns, the history."""
    store = Store.open(path)
    try:
        records = store.every_record()
        texts: list[object] = [
            store.known_text(one.version) for one in records.values() if hasattr(one, "version")
        ]
        return dict(records), [*texts, *store.history(), *store.edits_since(0)]
    finally:
        store.close()


def _sound(path: Path) -> bool:
    store = Store.open(path)
    try:
        return not store.problems()
    finally:
        store.close()


def run(size: int, seed: int = 1) -> Result:
    """Turn bits over, one at a time, each in a fresh copy."""
    random, harmful, found = Random(seed), 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        original = study(folder)
        data, truth = original.read_bytes(), _read(original)
        copy = folder / "flipped.db"
        for _n in range(size):
            flipped = bytearray(data)
            flipped[random.randrange(len(data))] ^= 1 << random.randrange(8)
            copy.write_bytes(flipped)
            try:
                same = _read(copy) == truth
            except Exception:  # noqa: BLE001 - whatever a damaged file raises, it does not read as if it were sound
                harmful, found = harmful + 1, found + 1
                continue
            if same:
                continue
            harmful += 1
            try:
                found += not _sound(copy)
            except Exception:  # noqa: BLE001 - as above
                found += 1
    return Result(size, harmful, found)


if __name__ == "__main__":
    result = run(int(sys.argv[1]) if len(sys.argv) > 1 else 4_000)
    sys.stdout.write(f"{result}\n")
    sys.exit(result.found != result.harmful)
