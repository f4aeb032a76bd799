"""Measures a wide study, 10,000 short interviews and 500,000 codings, in a file and on a PostgreSQL server.

Owns the table: what each thing costs in one process that is open, with the most memory it held. The study is built
once, in `data/wide`; the server's database must be empty, or hold that study from the time before.

    .venv/bin/python benchmarks/server.py postgresql://postgres@/wide?host=/run/postgresql
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from measuring import Failed
from sizes import DATA, SOUGHT
from wide import build

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, moving, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WIDE: Final = DATA / "wide"
_OFTEN: Final = 21
_SELDOM: Final = 3


class Asked:
    """The things that are asked of one open study."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.study = Study.open(folder)
        self.other = Study.open(folder)
        self.other.work_as("Jean")
        self._free = count(0)
        codes = list(self.study.codebook)
        self.code, self.rare = codes[7], codes[-1]
        self.path, self.rare_path = (self.study.codebook.path(code.id) for code in (self.code, self.rare))
        self.transcript = self.study.transcripts[len(self.study.transcripts) // 2]

    def opening(self) -> None:
        """Open the study."""
        Study.open(self.folder).close()

    def transcript_opened(self) -> None:
        """Read the text, the turns and the codings of a transcript nobody has looked at yet."""
        self.transcript = self.study.transcripts[next(self._free) * 7 % len(self.study.transcripts)]
        self.study.document(self.transcript)
        self.study.codings_of(self.transcript)
        self.study.noted_codings(self.transcript)

    def coding(self) -> None:
        """Tag a passage; it is on the disk afterwards."""
        start = next(self._free)
        span = Span(start % 900, start % 900 + 3 + start // 900)
        self.study.code_passage(self.transcript, span, [self.code])

    def refresh(self) -> None:
        """Hold what another has just tagged."""
        self.other.refresh()

    def page_of_codes(self) -> object:
        """Give a page of what was done to codes."""
        return self.study.history(50, "code")

    def quotations(self) -> object:
        """Give all quotations of a code that is rare."""
        return list(self.study.quotations(Filters(codes=(self.rare_path,))))

    def case_and_code(self) -> object:
        """Count a code in a case."""
        case = self.study.cases[3].name
        return self.study.matrix(filters=Filters(cases=(case,), codes=(self.path,)))


def rows(asked: Asked) -> Mapping[str, tuple[int, Callable[[], object]]]:
    """Give what is measured: how often, and what."""
    study = asked.study
    return {
        "open the study": (_SELDOM, asked.opening),
        "open a transcript": (_OFTEN, asked.transcript_opened),
        "one coding": (_OFTEN, asked.coding),
        "see it in another program": (1, asked.refresh),
        "look for news, none": (_OFTEN, asked.refresh),
        "undo": (_OFTEN // 2, study.undo),
        "a page of the history": (_OFTEN, lambda: study.history(50)),
        "the same of codes only": (_OFTEN, asked.page_of_codes),
        "codings by transcript": (_SELDOM, study.coding_numbers),
        "how far each code reaches": (_SELDOM, study.code_counts),
        "a code in a case": (_SELDOM, asked.case_and_code),
        "matrix codes × cases": (_SELDOM, study.matrix),
        "quotations of a rare code": (_SELDOM, asked.quotations),
        "search all texts": (_SELDOM, lambda: list(study.search(SOUGHT))),
        "facts of each transcript": (1, study.transcript_facts),
        "check": (1, study.problems),
    }


def measured(folder: Path) -> dict[str, tuple[float, float]]:
    """Give the median in milliseconds and the most memory so far in mebibytes, by row."""
    asked = Asked(folder)
    found = {}
    for title, (times, do) in rows(asked).items():
        took = []
        for _time in range(times):
            before = perf_counter()
            do()
            took.append((perf_counter() - before) * 1000)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found[title] = (median(took), memory)
        print(f"{title:28} {found[title][0]:10.1f} ms {memory:6.0f} MiB", flush=True)
    asked.study.close()
    asked.other.close()
    return found


def on_server(url: str, scratch: Path) -> Path:
    """Give a folder that points to the study on a server, moving it there when the database is empty."""
    folder = scratch / "server"
    shutil.copytree(_WIDE, folder)
    pointing = replace(settings.read(folder), database=url)
    settings.write(folder, pointing)
    try:
        Study.open(folder).close()
    except Exception:  # noqa: BLE001 - whatever is wrong there, moving says it
        settings.write(folder, replace(pointing, database="study.db"))
        before = perf_counter()
        moved = moving.to_server(folder, url, _silent)
        print(f"moved {sum(moved.rows.values()):,} rows in {perf_counter() - before:.0f} s")
    return folder


def _silent(*_progress: Any) -> None:
    """Say nothing."""


def main() -> None:
    """Measure the file, and the server when one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", default="")
    arguments = parser.parse_args()
    if not _WIDE.exists():
        partial = DATA / "wide-partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.parent.mkdir(exist_ok=True)
        build(partial)
        partial.rename(_WIDE)
    with tempfile.TemporaryDirectory(dir=DATA) as scratch:
        if arguments.url:
            measured(on_server(arguments.url, Path(scratch)))
        else:
            measured(Path(shutil.copytree(_WIDE, Path(scratch) / "file")))


if __name__ == "__main__":
    try:
        main()
    except Failed as failed:
        sys.exit(str(failed))
