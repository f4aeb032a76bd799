"""The rows of the table: what is run, from which state, against which floor and target.

Owns the list. How a process is measured is `measuring`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import studies
from measuring import Failed, Measured, timed, until_painted
from sizes import SOUGHT, TITLE, Size

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HERE: Final = Path(__file__).parent
State = Literal["none", "new", "read", "coded", "copy"]
"""Which study a row begins with: none, an empty one, a copy without codings, the coded one, or a copy of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. `command` gives the arguments after the program's name; `targets` are seconds by size.

    `printed` rows run a script of ours that prints its own figure, in milliseconds. `skip` gives the reason
    why a row cannot be measured now, or nothing.
    """

    title: str
    state: State
    command: Callable[[Size], tuple[str, ...]]
    floor: str
    targets: Mapping[str, float] = field(default_factory=dict)
    most_mebibytes: float = 300.0
    printed: bool = False
    painted: bool = False
    any_size: bool = False
    skip: Callable[[], str] = lambda: ""


def _no_screens() -> str:
    return "" if find_spec("interviewcoder.tui") and _runs() else "the package tui is not there yet"


def _runs() -> bool:
    from interviewcoder import tui

    return hasattr(tui, "run")


ROWS: Final[Mapping[str, Row]] = {
    "help": Row(
        title="--help", state="none", command=lambda _size: ("--help",), floor="python",
        targets={"S": 0.15}, any_size=True,
    ),
    "open": Row(
        title="first screen of open", state="copy", command=lambda _size: ("open",), floor="textual",
        targets={"S": 1.0, "M": 1.0, "L": 1.0}, painted=True, skip=_no_screens,
    ),
    "docx": Row(
        title="import docx", state="new", command=lambda size: ("import", str(size.docx)), floor="docx",
        targets={"S": 0.8, "M": 2.5, "L": 20.0},
    ),
    "codings": Row(
        title="import codings csv", state="read", floor="codings", targets={"M": 1.5, "L": 12.0},
        command=lambda size: ("codings", "import", str(size.codings_file)),
    ),
    "matrix": Row(
        title="matrix codes × cases", state="coded", command=lambda _size: ("matrix",), floor="matrix",
        targets={"S": 0.4, "M": 0.5, "L": 1.0}, most_mebibytes=200.0,
    ),
    "together": Row(
        title="matrix codes × codes", state="coded", command=lambda _size: ("matrix", "--columns", "codes"), floor="matrix",
        targets={"M": 1.2}, most_mebibytes=300.0,
    ),
    "workbook": Row(
        title="the whole workbook", state="coded", command=lambda _size: ("export", "-o", "{scratch}/out.xlsx"),
        floor="workbook", targets={"S": 1.2, "M": 10.0, "L": 90.0}, most_mebibytes=400.0,
    ),
    "search": Row(
        title="search all texts", state="coded", command=lambda _size: ("search", SOUGHT), floor="search",
        targets={"M": 0.4, "L": 0.6},
    ),
    "coding": Row(
        title="one coding written", state="copy", command=lambda _size: ("{scratch}/study",), floor="coding",
        targets={"S": 0.010, "M": 0.010, "L": 0.010}, printed=True,
    ),
}  # fmt: skip


def measure(row: Row, size: Size, scratch: Path) -> Measured:
    """Run a row once, from its state. Raises `Failed`."""
    study = _study(row, size, scratch)
    arguments = [argument.replace("{scratch}", str(scratch)) for argument in row.command(size)]
    if row.printed:
        return _printed([sys.executable, str(_HERE / "latency.py"), *arguments], scratch)
    command = [studies.PROGRAM, *(("--study", str(study)) if study else ()), *arguments]
    if row.painted:
        return until_painted(command, scratch, TITLE)
    return timed(command, scratch, scratch / "output")


def measure_floor(row: Row, size: Size, scratch: Path) -> Measured:
    """Run the floor of a row once. Raises `Failed`."""
    if row.floor == "python":
        return timed([sys.executable, "-c", "pass"], scratch, scratch / "output")
    if row.floor == "coding":
        studies.copy(size.coded, scratch / "study")
    (scratch / "floor.db").unlink(missing_ok=True)
    command = [sys.executable, str(_HERE / "floors.py"), row.floor, size.name, str(scratch)]
    return _printed(command, scratch) if row.printed else timed(command, scratch, scratch / "output")


def _study(row: Row, size: Size, scratch: Path) -> Path | None:
    target = scratch / "study"
    match row.state:
        case "none":
            return None
        case "coded":
            return size.coded
        case "read":
            return studies.copy(size.read, target)
        case "copy":
            return studies.copy(size.coded, target)
        case "new":
            if not (scratch / "empty").exists():
                studies.new(scratch / "empty")
            return studies.copy(scratch / "empty", target)


def _printed(command: list[str], scratch: Path) -> Measured:
    output = scratch / "output"
    measured = timed(command, scratch, output)
    try:
        return Measured(float(output.read_text(encoding="utf-8")) / 1000, measured.mebibytes)
    except ValueError as error:
        raise Failed("the script printed no figure") from error
