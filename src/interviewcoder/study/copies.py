"""Another copy of the study, opened to be read and merged.

Owns finding its database and reading from a copy of it, so that what somebody sent is never written to.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import NotFound, Refused, Unreadable
from interviewcoder.locales import _
from interviewcoder.store import Store, backup
from interviewcoder.study import merging, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.reconciling import Decisions
    from interviewcoder.study.merging import Merged
    from interviewcoder.study.study import Study

READABLE: Final = (".db", ".zip")
"""Endings of files that another copy can be in."""


@contextmanager
def opened(path: Path, beside: Path) -> Iterator[Store]:
    """Open the study in a folder, or the database in a file; what is read is a copy, kept in the folder `beside` meanwhile.

    Raises `NotFound`, `Unreadable`, `Refused`.
    """
    with TemporaryDirectory(prefix=".merging-", dir=beside) as folder:
        database = _unpacked(path, Path(folder)) if path.suffix.lower() == ".zip" else _database(path)
        backup.prove(database)
        copy = Path(folder) / "study.db"
        backup.copy(database, copy)
        store = Store.open(copy)
        try:
            yield store
        finally:
            store.close()


def _database(path: Path) -> Path:
    if path.is_file():
        return path
    if not path.is_dir():
        raise NotFound(_("study"), str(path))
    folder = settings.find_folder(path)
    chosen = settings.read(folder)
    if chosen.on_server:
        raise Refused(_("A study on a server is shared already: open it there, there is nothing to merge."))
    return folder / chosen.database


def _unpacked(path: Path, folder: Path) -> Path:
    """Take the one study.db out of a zip file, within the limits for packages."""
    from interviewcoder.formats.transcripts.packages import Package, PackageRefused

    try:
        package = Package(path.read_bytes())
        names = [name for name in package.names if name.split("/")[-1] == "study.db" and name.count("/") < 2]
        if len(names) != 1:
            raise Unreadable(str(path), _("There is no study in this file."))
        target = folder / "received.db"
        target.write_bytes(package.read(names[0]))
    except PackageRefused as error:
        raise Unreadable(str(path), str(error), _("Unpack it yourself, and name the folder.")) from error
    except OSError as error:
        raise NotFound(_("study"), str(path)) from error
    return target


def merged(study: Study, path: Path, decide: Decisions | None = None) -> Merged:
    """Work out a merge; changes nothing. `decide` says what becomes of clashes."""
    if path.resolve() in {study.folder.resolve(), (study.folder / study.settings.database).resolve()}:
        raise Refused(_("This is the study itself: name the copy that is to be merged into it."))
    with opened(path, study.folder) as theirs:
        return merging.merged(study.database, theirs, path.name, decide)


def apply(study: Study, work: Merged) -> HistoryLine:
    """Make a merge. Raises `Conflict` when the study has moved meanwhile."""
    return study.apply(work.change)
