"""Codes passages one after the other, as a person does, and says how long each took.

Owns the measurement of one act: from the call of `Study.code_passage` until the coding is on disk and
the study in memory is up to date again. Prints the median in milliseconds.

    .venv/bin/python benchmarks/latency.py STUDY
"""

from __future__ import annotations

import sys
import time
from statistics import median
from typing import Final

from interviewcoder.domain.text import Span
from interviewcoder.study import Study

_ACTS: Final = 50


def main() -> None:
    """Code passages all through one transcript."""
    took: list[float] = []
    with Study.open(sys.argv[1]) as study:
        transcript = study.transcripts[len(study.transcripts) // 2]
        code = study.codebook.top[0]
        study.document(transcript)
        for n in range(_ACTS):
            before = time.perf_counter()
            study.code_passage(transcript, Span(100 * n + 3, 100 * n + 90), [code])
            took.append(time.perf_counter() - before)
    print(f"{median(took) * 1000:.2f}")


if __name__ == "__main__":
    main()
