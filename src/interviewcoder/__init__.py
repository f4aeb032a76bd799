"""interviewcoder: code interview transcripts in the terminal, compare cases in a matrix for Excel.

The library says what the commands say::

    import interviewcoder
    with interviewcoder.open("my-thesis") as study:
        study.matrix(columns="cases").to_frame()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from interviewcoder.study import Study

__all__ = ["open"]


def open(folder: Path | str = ".") -> Study:  # noqa: A001 - as the library is meant to be read
    """Open the study that `folder` is, or is in."""
    from interviewcoder.study import Study

    return Study.open(folder)
