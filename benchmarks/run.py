"""Measures the program and prints one table: medians, floors, ratios, targets.

Owns the command line and the table. The floor of a row is run in turn with the row itself, so that both
meet the same machine.

    .venv/bin/python benchmarks/run.py [--sizes S M L] [--rows help matrix …] [--repeat 5]
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import studies
from measuring import Failed, Measured
from rows import ROWS, Row, measure, measure_floor
from sizes import DATA, SIZES, Size

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADINGS: Final = ("", "size", "median", "best", "memory", "floor", "ratio", "target", "")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure interviewcoder as whole processes.")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["S", "M"])
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS))
    parser.add_argument("--repeat", type=int, default=5, metavar="N")
    parser.add_argument("--rebuild", action="store_true", help="build the measured studies anew")
    return parser.parse_args()


def _line(row: Row, size: Size, repeat: int) -> tuple[str, ...]:
    """Measure one row at one size, in turn with its floor."""
    ours: list[Measured] = []
    floors: list[Measured] = []
    with TemporaryDirectory(prefix="interviewcoder-", dir=DATA) as folder:
        for _time in range(repeat):
            floors.append(measure_floor(row, size, Path(folder)))
            ours.append(measure(row, size, Path(folder)))
    seconds, floor = median(m.seconds for m in ours), median(m.seconds for m in floors)
    memory = max(m.mebibytes for m in ours)
    target = row.targets.get(size.name)
    verdict = "" if target is None or seconds <= target else "over"
    if memory > row.most_mebibytes:
        verdict = f"{verdict} memory".strip()
    return (
        row.title, "" if row.any_size else size.name, _time_of(seconds), _time_of(min(m.seconds for m in ours)),
        f"{memory:.0f} MB", _time_of(floor), f"{seconds / floor:.1f}×",
        "" if target is None else f"≤ {_time_of(target)}", verdict,
    )  # fmt: skip


def _time_of(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.0995 else f"{seconds:.2f} s"


def _table(lines: Sequence[Sequence[str]]) -> str:
    """Lay lines out under their headings, the first column to the left."""
    widths = [max(len(line[n]) for line in (_HEADINGS, *lines)) for n in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n in {0, len(widths) - 1} else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (_HEADINGS, *lines)
    )


def _skipped(row: Row, size: str, reason: str) -> tuple[str, ...]:
    return (row.title, size, "–", "", "", "", "", "", reason)


def main() -> None:
    """Measure what is asked for and print the table."""
    asked = _asked()
    sizes = [SIZES[name] for name in asked.sizes]
    for size in sizes:
        studies.prepare(size, rebuild=asked.rebuild)
    lines: list[tuple[str, ...]] = []
    for row in (ROWS[key] for key in asked.rows):
        if reason := row.skip():
            lines.append(_skipped(row, "", f"skipped: {reason}"))
            continue
        for size in sizes[:1] if row.any_size else sizes:
            print(f"{row.title}, {size.name} …", file=sys.stderr, flush=True)
            try:
                lines.append(_line(row, size, asked.repeat))
            except Failed as failure:
                lines.append(_skipped(row, size.name, f"failed: {str(failure)[:60]}"))
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores; ", end="")
    print(f"medians of {asked.repeat} whole processes (one coding: of 50 acts), memory at the most")
    print(_table(lines))


if __name__ == "__main__":
    main()
