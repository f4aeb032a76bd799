"""One small invented file a convention of speakers, times and headers, with what must come out beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interviewcoder.formats.transcripts import Reading, read

FOLDER = Path(__file__).parent / "conventions"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".txt", ".md"})


def expected(name: str) -> dict[str, Any]:
    """Give what must come out of a file: its turns, and metadata, moments, a warning where they matter."""
    found: dict[str, Any] = json.loads(
        (FOLDER / name).with_suffix(".expected.json").read_text(encoding="utf-8")
    )
    return found


def turns(reading: Reading) -> list[dict[str, object]]:
    labels = {label.label: label for label in reading.labels}
    return [
        {
            "speaker": labels[turn.label].name if turn.label else None,
            "role": labels[turn.label].role if turn.label else None,
            "text": turn.span.of(reading.text),
            "time": turn.time,
        }
        for turn in reading.turns
    ]


@pytest.mark.parametrize("name", FILES)
def test_convention(name: str) -> None:
    """The file gives exactly the speakers, roles, words and times that a person sees in it."""
    reading = read(FOLDER / name)
    wanted = expected(name)
    assert turns(reading) == wanted["turns"]
    assert not wanted.get("metadata", {}).items() - reading.metadata.items()
    if "moments" in wanted:
        assert [moment.time for moment in reading.moments] == wanted["moments"]
    if "warned" in wanted:
        assert bool(reading.warnings) == wanted["warned"]


def test_every_file_has_its_expected_result() -> None:
    """No convention is without its result, and no result without its file."""
    assert len(FILES) >= 45
    assert {Path(name).stem for name in FILES} == {
        path.name.removesuffix(".expected.json") for path in FOLDER.glob("*.json")
    }
