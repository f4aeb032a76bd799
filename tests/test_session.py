"""A whole session of the installed program in a real terminal, and hostile words on every screen, read back."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal import Terminal

ANSWERS = (
    "On a commencé sans budget, avec une stagiaire. La page a pris toute seule. C’était en mars.",
    "Le directeur n’y croyait pas. Il disait que c’était pour les enfants. Il a changé d’avis.",
    "Aujourd’hui on répond à chaque avis. Même aux mauvais. Surtout aux mauvais, en fait.",
    "Le budget est venu après, très petit. Une personne et demie. Pas plus.",
    "Les clients nous parlent là. On les écoute. C’est gratuit, ou presque.",
    "On n’a pas de charte. On devrait. Tout le monde publie ce qu’il veut.",
)
FILES = {
    "Leroux.txt": ANSWERS,
    "Marin.txt": tuple(f"Chez nous : {answer.lower()}" for answer in reversed(ANSWERS)),
}


def say(folder: Path, *arguments: str, capfd: pytest.CaptureFixture[str]) -> str:
    """Run a command on the study and give what it prints."""
    capfd.readouterr()
    assert main(["--lang", "en", "--study", str(folder), *arguments]) == 0
    return capfd.readouterr().out


def codings(folder: Path, capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Give the quotations as the command line gives them."""
    found: list[dict[str, Any]] = json.loads(say(folder, "quotes", "--format", "json", capfd=capfd))
    return found


@pytest.mark.needs_tool("tmux")
def test_a_whole_session(
    tmp_path: Path, terminal: Callable[..., Terminal], capfd: pytest.CaptureFixture[str]
) -> None:
    """Open, import, code 20 passages in five ways, undo, redo, recode, memo, matrix, summary, export, quit, reopen."""
    folder = tmp_path / "study"
    assert main(["new", str(folder), "--title", "Médias sociaux", "--language", "fr", "--coder", "Ana"]) == 0
    for name, answers in FILES.items():
        turns = (
            f"Enquêtrice : Et alors, point {n} ?\n{name[:-4]} : {said}" for n, said in enumerate(answers)
        )
        (folder / "transcripts" / name).write_text("\n".join(turns) + "\n", encoding="utf-8")

    window = terminal("--lang", "en", "--study", str(folder))
    import_both(window)
    code_in_five_ways(window)
    assert len(codings(folder, capfd)) == 20
    window.press("u")
    window.wait(lambda screen: "Undone" in screen)
    assert len(codings(folder, capfd)) == 19
    window.press("U")
    window.wait(lambda screen: "Done again" in screen)
    assert len(codings(folder, capfd)) == 20
    recode_and_note(window)
    assert [quote["memo"] for quote in codings(folder, capfd) if quote["memo"]] == ["À discuter avec Claire"]
    compare_and_summarise(window)
    window.press("g", "w", "Enter")
    window.wait(lambda screen: "Written" in screen)
    window.press("l")
    before = window.wait(lambda screen: "Written" not in screen and "turn " in screen)
    window.press("q")
    assert window.gone()

    assert (folder / "exports" / "Médias sociaux.xlsx").stat().st_size > 5_000
    assert "Peu de moyens" in say(folder, "matrix", "--cells", "summary", "--format", "json", capfd=capfd)
    assert main(["--study", str(folder), "check"]) == 0
    again = terminal("--lang", "en", "--study", str(folder))
    after = again.wait(lambda screen: "codings" in screen)
    assert after.splitlines()[0] == before.splitlines()[0]
    assert _place(after) == _place(before)
    again.press("q")
    assert again.gone()


def import_both(window: Terminal) -> None:
    """Take the two files of the folder in, each as a case of its own."""
    window.wait(lambda screen: "no transcripts yet" in screen)
    window.press("g", "i", "C-s")
    window.wait(lambda screen: "Leroux" in screen and "Marin" in screen and "turns" in screen)
    window.press("C", "i")
    window.wait(lambda screen: screen.count("✓") >= 2)
    window.press("q")
    window.wait(lambda screen: "Et alors, point 0" in screen)


def code_in_five_ways(window: Terminal) -> None:
    """Code twenty passages: by typing, the same again, by a digit, in vivo, from a search."""
    for number, path in enumerate(("Moyens/Budget", "Moyens/Équipe"), 1):
        window.press("s", "c")
        window.type(path)
        window.press("Enter")
        window.wait(partial(_shows, f"{number} coding"))
    for _time in range(5):
        window.press("s", "r")
    for _time in range(5):
        window.press("t", "Space", "Space", "1")
    window.press("g", "g", "t", "t", "w", "Space", "I", "t", "w", "Space", "I")
    window.wait(lambda screen: "14 codings" in screen)
    window.press("/")
    window.type("mauvais")
    window.wait(lambda screen: "4 hits" in screen)
    window.press("F4")
    window.wait(lambda screen: "Code …" in screen)
    window.type("Avis")
    window.press("Enter")
    window.wait(lambda screen: "Code …" not in screen)
    window.press("Escape", "Escape")
    window.press("g", "g", "t", "t", "t", "t", "v", "e", "e", "e", "c")
    window.type("Avis")
    window.press("Enter", "Escape", "s", "r")
    window.wait(lambda screen: "Coded “" in screen and "Avis" in screen)


def _shows(words: str, screen: str) -> bool:
    return words in screen


def recode_and_note(window: Terminal) -> None:
    """Give the coding at the cursor another code, and write a memo on it."""
    window.press("R")
    window.wait(lambda screen: "Which coding" in screen)
    window.press("Enter")
    window.wait(lambda screen: "Code …" in screen)
    window.type("Charte")
    window.press("Enter")
    window.wait(lambda screen: "Recoded" in screen)
    window.press("m")
    window.wait(lambda screen: "On which coding" in screen)
    window.press("Enter")
    window.wait(lambda screen: "Esc keeps the text" in screen)
    window.type("À discuter avec Claire")
    window.press("Escape")
    window.wait(lambda screen: "Wrote the memo" in screen)


def compare_and_summarise(window: Terminal) -> None:
    """Look at the matrix, write a summary for its first cell, look at the quotations of the cell, and come back."""
    window.press("g", "x")
    window.wait(lambda screen: "Distinct passages" in screen)
    window.press("s")
    window.wait(lambda screen: "Esc keeps the text" in screen)
    window.type("Peu de moyens au départ.")
    window.press("Escape")
    window.wait(lambda screen: "Summary of" in screen)
    window.press("Enter")
    window.wait(lambda screen: "quotation" in screen and "turn" in screen)
    window.press("q")
    window.wait(lambda screen: "Distinct passages" in screen)
    window.press("q")
    window.wait(lambda screen: "Et alors" in screen)


def _place(screen: str) -> str:
    """Give the part of the status line that says where the cursor is."""
    line = next(line for line in reversed(screen.splitlines()) if "turn " in line and "%" in line)
    return line[line.rindex("turn ") : line.rindex("%")]
