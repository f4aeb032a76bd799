"""A small study for the screens: two cases, accents, brackets, two coders' worth of room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewcoder import locales
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.study import Study, importing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANNE = (
    "Enquêtrice : Bonjour [rires]. Comment avez-vous commencé ?\n"
    "Anne : Par accident. On avait une stagiaire, Maëlle. Elle a ouvert la page toute seule !\n"
    "Enquêtrice : Et l’émotion ?\n"
    "Anne : [/b] Quelle émotion ? [@click=app.exit]Aucune[/] émotion. M. Dupont dit : « Ça va. Ça ira. » Voilà.\n"
)
BRUNO = "Enquêtrice : Et vous ?\nBruno : Nous, on fait sans. Le budget, 🙂 c’est non.\nEnquêtrice : Non ?\nBruno : Non.\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """Make the study; the interface speaks English."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    locales.choose("en")
    made = Study.create(tmp_path / "study", title="Émotions [de] travail", language="fr", coder="Ana")
    for name, text, case_name in (("Anne", ANNE, "Firme A"), ("Bruno", BRUNO, "Agence B")):
        file = tmp_path / f"{name}.txt"
        file.write_text(text, encoding="utf-8")
        importing.import_file(made, file, case=case_name)
    for path in (("Vécu", "Émotion"), ("Moyens", "Budget"), ("Moyens", "Équipe")):
        try:
            made.add_code(path)
        except InterviewCoderError:  # pragma: no cover - a failure of the fixture must be seen as one
            pytest.fail(f"the code {path} could not be added")
    yield made
    made.close()
