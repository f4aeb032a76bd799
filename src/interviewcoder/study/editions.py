"""Versions of the codebook that were frozen, and what has changed between two of them, or since.

Owns asking the store for what a comparison needs, and writing it. What differs is `domain.gestures.editions`'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.domain.gestures import editions as gestures
from interviewcoder.locales import _, as_language, speaking
from interviewcoder.study import meeting

if TYPE_CHECKING:
    from pathlib import Path

    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.gestures.editions import Difference
    from interviewcoder.study.study import Study


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of the codebook: their names, when they were frozen (empty for now), and what differs."""

    names: tuple[str, str]
    made: tuple[str, str]
    numbers: tuple[int, int]
    differences: list[Difference]


def freeze(study: Study, name: str) -> HistoryLine:
    """Keep the codebook as it is under a name. Raises `Refused`."""
    return study.apply(
        gestures.freeze(study.codebook, name, study.coder, study.code_numbers(), study.editions())
    )


def compare(study: Study, first: str, second: str = "") -> Comparison:
    """Compare two versions, or one with the codebook as it is. Raises `NotFound`."""
    known = study.editions()
    before = gestures.find(known, first)
    language = study.settings.language
    old = gestures.codebook_of(before, language)
    into = meeting.way(study.database, 0).into
    if second:
        after = gestures.find(known, second)
        new, name, made, counts = gestures.codebook_of(after, language), after.name, after.made, after.counts
    else:
        new, name, made, counts = study.codebook, _("now"), "", study.code_numbers()
    return Comparison(
        (before.name, name), (before.made, made), (len(old), len(new)),
        gestures.differences(old, new, into, before.counts, counts),
    )  # fmt: skip


def write(study: Study, first: str, second: str, path: Path) -> Path:
    """Write a comparison in the study's language, in the form the suffix names; gives where it is."""
    from interviewcoder.formats.editions import render
    from interviewcoder.study.leaving import Gate

    gate = Gate(study)
    with speaking(as_language(study.settings.language) or "en"):
        found = compare(study, first, second)
        form = path.suffix.lower().removeprefix(".").replace("txt", "text")
        data = render(found.names, found.made, found.numbers, found.differences, form)
    return gate.write(path, data if isinstance(data, bytes) else data.encode())
