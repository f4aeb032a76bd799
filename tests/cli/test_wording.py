"""What click says by itself is in the language of the user."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Result

_ENGLISH = re.compile(
    r"\b(Usage|Commands|Positional|Show|default|required|Invalid|Missing|such|Did|mean|unexpected|requires|valid|range)\b"
)


@pytest.mark.parametrize("verb", ["", "matrix", "study packet"])
def test_french_help_has_no_english_heading(verb: str) -> None:
    """Headings, defaults and what --help does are told in French; in a process of its own, for a verb is made once."""
    asked = [sys.executable, "-m", "interviewcoder", "--lang", "fr", *verb.split(), "--help"]
    out = subprocess.run(asked, capture_output=True, check=True).stdout.decode()
    assert out.startswith("Utilisation\u00a0: ")
    assert "Afficher cette aide." in out
    headings = [line for line in out.splitlines() if re.fullmatch(r"\S.*:", line)]
    assert set(headings) <= {"Options\u00a0:", "Commandes\u00a0:", "Arguments\u00a0:"}
    assert not re.search(r"\[(default|required)|Show this", out)


@pytest.mark.parametrize(
    "arguments",
    [
        ("matrix", "--cells", "blip"),
        ("code", "Anne"),
        ("undo", "x"),
        ("undo", "0"),
        ("study", "packet"),
        ("study", "blnd"),
        ("matrix", "--cels", "x"),
        ("search", "a", "b"),
        ("matrix", "--cells"),
        ("matrx",),
    ],
)
def test_misuse_is_told_in_french_and_in_english(
    run: Callable[..., Result], arguments: tuple[str, ...]
) -> None:
    """No English word in the French sentence, and the English one again afterwards."""
    told = run("--lang", "fr", *arguments)
    assert told.code == 2
    assert not _ENGLISH.search(told.err.splitlines()[0]), told.err
    again = run("--lang", "en", *arguments)
    assert again.code == 2
    assert again.err.splitlines()[0] != told.err.splitlines()[0]


def test_a_verb_that_is_not_there_is_told_with_the_nearest(run: Callable[..., Result]) -> None:
    """A slip in a verb is answered like a slip in a name."""
    assert run("matrx").err.startswith("There is no command “matrx”. Did you mean “matrix”?\n")
