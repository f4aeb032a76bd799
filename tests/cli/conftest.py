"""Running commands as a user does: arguments in; exit code, data and narration out."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXTS = {
    "Anne": "Enquêtrice : Bonjour, vous commencez quand ?\n"
    "Anne : En 2010. On avait un budget de 300 euros, 🙂 voilà.\n"
    "Enquêtrice : Et l’équipe ?\n"
    "Anne : =SOMME(A1) c’est tout ce qu’on sait faire. Une personne et demie.\n",
    "Bruno": "Enquêtrice : Et vous ?\n"
    "Bruno : Nous, on fait sans. L’équipe n’a pas le temps, le budget non plus.\n"
    "Enquêtrice : Jamais ?\n"
    "Bruno : Jamais. [rires] Enfin, presque.\n",
}


@dataclass(frozen=True)
class Result:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The data as JSON."""
        return json.loads(self.out)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run one command in this process."""

    def run_it(*arguments: object) -> Result:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        return Result(code, captured.out, captured.err)

    return run_it


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study of two cases with a transcript each and a small codebook, and the files it came from."""
    made = tmp_path_factory.mktemp("made")
    (made / "files").mkdir()
    for name, text in TEXTS.items():
        (made / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    study = ["--study", str(made / "étude")]
    assert main(["new", str(made / "étude"), "--language", "fr", "--coder", "Ana"]) == 0
    assert main([*study, "import", str(made / "files" / "Anne.txt"), "--case", "Firme A"]) == 0
    assert main([*study, "import", str(made / "files" / "Bruno.txt"), "--case", "Firme B"]) == 0
    for path in ("Moyens > Budget", "Moyens > Équipe", "Client > Écoute"):
        assert main([*study, "codebook", "add", path]) == 0
    return made


@pytest.fixture
def study(made_once: Path, tmp_path: Path, run: Callable[..., Result]) -> Callable[..., Result]:
    """Run commands on a study of the test's own."""
    for name in ("étude", "files"):
        shutil.copytree(made_once / name, tmp_path / name)

    def on_study(*arguments: object) -> Result:
        return run("--study", tmp_path / "étude", *arguments)

    return on_study
