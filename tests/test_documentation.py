"""The documentation is what the program does: commands, keys, pictures, links."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_pages_made_from_the_program_are_up_to_date() -> None:
    """Every command, option and key is on its page, as the program has it in English.

    Asked of a new process: the help of a command speaks the language it was first loaded in.
    """
    command = [sys.executable, "-m", "tools.reference", "--check"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_link_and_picture_leads_somewhere() -> None:
    """No page points at a file that is not there."""
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_gives_two_commands_of_one_line() -> None:
    """The run command and the test command are each one line of shell."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("run command", "test command"):
        block = text.split(f"<!-- {name} -->")[1].split("```")[1]
        assert len(block.removeprefix("sh").strip().splitlines()) == 1, name
