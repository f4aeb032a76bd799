"""The studies opened on this computer, the last one first, and how far their history was then.

Owns a small file in the user's state folder. Losing it loses nothing but a list.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.records import now

if TYPE_CHECKING:
    from interviewcoder.study.study import Study

_MOST: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A study opened before: its folder and title, when, and the last line of its history then."""

    folder: str
    title: str
    opened: str
    head: int = 0

    @property
    def there(self) -> bool:
        """Whether the folder still holds a study."""
        return (Path(self.folder) / "study.toml").is_file()


def _file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("interviewcoder") / "studies.json"


def recents() -> list[Recent]:
    """Give the studies opened before, the last one first; none when the list cannot be read."""
    with suppress(OSError, ValueError, TypeError):
        content = json.loads(_file().read_text(encoding="utf-8"))
        return [Recent(**entry) for entry in content][:_MOST]
    return []


def opened(study: Study) -> None:
    """Remember that a study was opened, or how far it was when it was left."""
    line = next(iter(study.history(1)), None)
    this = Recent(
        folder=str(study.folder.resolve()), title=study.settings.title, opened=now(),
        head=line.n if line is not None else 0,
    )  # fmt: skip
    _write([this, *(other for other in recents() if other.folder != this.folder)])


def forget(folder: str) -> None:
    """Take a study off the list; the study stays where it is."""
    _write([other for other in recents() if other.folder != folder])


def _write(entries: list[Recent]) -> None:
    from interviewcoder.formats.files import write_text

    with suppress(OSError, InterviewCoderError):
        write_text(_file(), json.dumps([asdict(entry) for entry in entries[:_MOST]]))
