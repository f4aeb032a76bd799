"""The installed program killed in its terminal while somebody codes: what the screen had said is in the study.

``python -m tests.campaigns.screens 100`` runs it at a size of one's choosing; it needs tmux.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Final

from interviewcoder.study import Study
from tests.campaigns.kills import Result, new_study
from tests.terminal import PROGRAM, Terminal

_SAID: Final = re.compile(r"Coded “(.+?)” in Anne: (\w+)")


def _coded(folder: Path, state: Path, random: Random) -> set[tuple[str, str]]:
    """Code by keys in a window, kill the program at a random moment; give what the screen said was coded."""
    said: set[tuple[str, str]] = set()
    window = Terminal(["exec", str(PROGRAM), "--study", str(folder)], 120, 40, state)
    try:
        window.wait(lambda screen: "Question 0" in screen)
        for _n in range(random.randint(1, 8)):
            window.press("t", random.choice("123"))
            said.update(_SAID.findall(window.screen()))
        window.press("t", random.choice("123"))
        time.sleep(random.random() * 0.1)
        said.update(_SAID.findall(window.screen()))
        os.kill(window.process, signal.SIGKILL)
        assert window.gone()
    finally:
        window.close()
    return said


def run(size: int, seed: int = 1) -> Result:
    """Kill the program in `size` windows."""
    random, acknowledged, lost, unsound = Random(seed), 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        fresh = new_study(Path(name) / "fresh")
        for n in range(size):
            folder = Path(name) / f"study-{n}"
            shutil.copytree(fresh, folder)
            said = _coded(folder, Path(name) / "state", random)
            acknowledged += len(said)
            with Study.open(folder) as study:
                there = {(quotation.text, quotation.code) for quotation in study.quotations()}
                unsound += bool(study.problems())
            lost += len(said - there)
    return Result(size, acknowledged, lost, unsound)


if __name__ == "__main__":
    result = run(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    sys.stdout.write(f"in a terminal, {result}\n")
    sys.exit(bool(result.lost or result.unsound))
