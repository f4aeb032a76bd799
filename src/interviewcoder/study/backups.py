"""Which copies of a study there are, and which is the newest: by what they hold, not by what the disk says of them.

Owns the order and what is said about how far a copy goes. Making and thinning out copies is `keeping`'s.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.locales import _, ngettext
from interviewcoder.store import backup
from interviewcoder.study import keeping
from interviewcoder.study.conflicts import when

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interviewcoder.store.backup import Held
    from interviewcoder.study.study import Study

_IN_A_NAME: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)[T-](\d{6})")
_MUCH: Final = timedelta(days=1)
"""From what distance on a copy is told to be much older than the study; while somebody works one is made every ten minutes."""


@dataclass(frozen=True)
class Backup:
    """A copy: the file, and how far its history goes, as far as that can be read."""

    path: Path
    held: Held | None

    @cached_property
    def study(self) -> str:
        """The identity of its study, empty when the file is not whole; that is found out when it is asked."""
        with suppress(InterviewCoderError):
            return backup.prove(self.path)
        return ""

    @property
    def whole(self) -> bool:
        """Whether it can be put in the place of the study."""
        return bool(self.study)

    @property
    def far(self) -> str:
        """How far it goes, in words."""
        return "" if self.held is None else far(self.held)


def far(held: Held) -> str:
    """Say how far a history goes."""
    return ngettext(
        "{n} line of history, the last of {when}", "{n} lines of history, the last of {when}", held.lines
    ).format(n=held.lines, when=when(held.last))


def known(folder: Path, database: Path) -> list[Backup]:
    """Give the copies in a study's folder, the newest first: by their last line of history, then by the time in their name."""
    paths = {*(folder / keeping.FOLDER).glob("*.db"), *folder.glob(f"{database.stem}-version-*.db")}
    return sorted((Backup(path, backup.held(path)) for path in paths), key=_newness, reverse=True)


def _newness(copy: Backup) -> tuple[str, int, str, str]:
    last, lines = (copy.held.last, copy.held.lines) if copy.held else ("", 0)
    named = _IN_A_NAME.search(copy.path.stem)
    return last, lines, "".join(named.groups()) if named else "", copy.path.name


def out_of_step(study: Study) -> Iterator[str]:
    """Say when the newest copy is much older than the study, or goes on from where the study ends.

    The first happens only when no copy can be made; the second when something has put an old file in the study's place.
    """
    database = study.database.path
    there = None if database is None else backup.held(database)
    if database is None or there is None or not there.lines:
        return
    newest = next((copy for copy in known(study.folder, database) if copy.whole and copy.held), None)
    if newest is None or newest.held is None:
        yield _("There is no backup in the study’s folder: “interviewcoder backup” makes one.")
    elif newest.held.lines > there.lines and backup.goes_on_from(newest.path, there):
        yield _(
            "The backup {file} goes on from where the study ends: {backup}; the study has {study}. "
            "If you did not go back on purpose, “interviewcoder restore FILE” brings the rest back."
        ).format(file=newest.path.name, backup=newest.far, study=far(there))
    elif newest.held.last and _apart(newest.held.last, there.last) > _MUCH:
        yield _(
            "The newest backup is much older than the study: {backup}; the study has {study}. "
            "“interviewcoder backup” makes one."
        ).format(backup=newest.far, study=far(there))


def given_up(kept: Path, copy: Path) -> str:
    """Say what a study had that the copy put in its place has not; empty when that is nothing, or unknown."""
    there, now = backup.held(kept), backup.held(copy)
    if there is None or now is None or there.lines <= now.lines:
        return ""
    return _("The backup goes less far than what was there: {backup}; what was there has {study}.").format(
        backup=far(now), study=far(there)
    )


def _apart(one: str, other: str) -> timedelta:
    with suppress(ValueError):  # a damaged copy can say anything
        return datetime.fromisoformat(other) - datetime.fromisoformat(one)
    return timedelta()
