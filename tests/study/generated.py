"""Studies made by a seeded generator: overlapping passages, three levels of codes, two coders, awkward text."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures.codings import add_codings
from interviewcoder.domain.records import Coder, Coding
from interviewcoder.study import Study, importing

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [
    "l’équipe",
    "=SOMME(A1)",
    "œuvre",
    "🙂",
    "budget",
    "+33",
    "—",
    "« oui »",
    "Ça",
    "@tous",
    "aujourd’hui",
    "12,5",
    "!",
]
CODES = ("Moyens > Budget > Caché", "Moyens > Équipe", "Vécu", "Vécu > Émotion", "Seul")
TYPES = {"Firme A": "Firme", "Firme B": "Firme", "Agence É": "Agence", "Sans rien": "Agence"}


def generated_study(folder: Path, seed: int) -> Study:
    """Make a study of four cases, five transcripts and about 120 codings."""
    rng = random.Random(seed)
    study = Study.create(folder / "study", title="Étude", language="fr", coder="Ana")
    for n, case_name in enumerate(("Firme A", "Firme A", "Firme B", "Agence É", None)):
        file = folder / f"E{n}.txt"
        lines = [
            f"{'Enquêtrice' if turn % 2 == 0 else 'Réponse'} : {' '.join(rng.choices(WORDS, k=rng.randint(3, 18)))}"
            for turn in range(rng.randint(6, 12))
        ]
        file.write_text("\n".join(lines), encoding="utf-8")
        importing.import_file(study, file, case=case_name or "")
    study.apply(case_gestures.add_case("Sans rien", study.cases))
    for name, kind in TYPES.items():
        study.apply(case_gestures.set_values(study.case(name), {"Type": kind}, study.attributes))
    for path in CODES:
        if study.codebook.get(path.split(" > ")) is None:
            study.add_code(path.split(" > "))
    study.apply(Change("Begun", {}, added(Coder(name="Ben"))))
    study.apply(add_codings(_codings(study, rng), "generated"))
    return study


def _codings(study: Study, rng: random.Random) -> list[Coding]:
    made: dict[tuple[object, ...], Coding] = {}
    codes = [code for code in study.codebook if study.codebook.name(code) != "Seul"]
    for transcript in study.transcripts:
        text = study.document(transcript).text
        for _n in range(24):
            start = rng.randrange(len(text) - 1)
            end = min(len(text), start + rng.choice([1, 5, 20, 60, 200]))
            for code in rng.sample(codes, rng.randint(1, 3)):
                for coder in rng.sample(list(study.coders), rng.randint(1, 2)):
                    coding = Coding(
                        transcript=transcript.id, start=start, end=end, quote=text[start:end],
                        code=code.id, coder=coder.id,
                    )  # fmt: skip
                    made[transcript.id, start, end, code.id, coder.id] = coding
    return list(made.values())
