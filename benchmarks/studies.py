"""Builds the studies that are measured, with the program's own commands, and gives copies to work on.

Owns the folders beside the material. A study is built once; `rebuild` after the schema or a reader changed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generate import generate
from measuring import environment
from sizes import TITLE, Size

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM: Final = str(Path(sys.executable).with_name("interviewcoder"))


def prepare(size: Size, *, rebuild: bool = False) -> None:
    """Make the material and the studies of a size where they are missing."""
    if not (size.folder / "done").exists():
        _tell(f"{size.name}: making the material")
        generate(size)
    if rebuild:
        for folder in (size.read, size.coded):
            shutil.rmtree(folder, ignore_errors=True)
    if not size.read.exists():
        _tell(f"{size.name}: building the study")
        partial = size.folder / "partial"
        shutil.rmtree(partial, ignore_errors=True)
        new(partial)
        _run(partial, "import", str(size.docx))
        _run(partial, "codebook", "import", str(size.codebook))
        _run(partial, "cases", "import", str(size.cases_file), "--create")
        partial.rename(size.read)
    if not size.coded.exists():
        _tell(f"{size.name}: coding the study")
        partial = copy(size.read, size.folder / "partial")
        _run(partial, "codings", "import", str(size.codings_file))
        partial.rename(size.coded)


def new(folder: Path) -> Path:
    """Make an empty study."""
    _run(folder.parent, "new", str(folder), "--title", TITLE, "--language", "fr", "--coder", "Claire")
    return folder


def copy(study: Path, target: Path) -> Path:
    """Copy a study, in the place of what is there."""
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(study, target))


def _run(study: Path, *arguments: str) -> None:
    command: Sequence[str] = (PROGRAM, "--study", str(study), *arguments)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment())


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
