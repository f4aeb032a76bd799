"""A damaged study: what is damaged, what that touches, where it can be brought back from, and bringing it back.

Owns which copies are asked and what is said. Proof is `store.check`'s, what is true `store.mending`'s; what was there is
always kept.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import InterviewCoderError, NotFound, Refused, Unreadable
from interviewcoder.domain.records import Code, Coding, Pending, Summary, Transcript, in_language
from interviewcoder.locales import _, ngettext
from interviewcoder.store import Store, backup, mending, rebuilding, salvage
from interviewcoder.store.check import Damage
from interviewcoder.study import keeping, settings

if TYPE_CHECKING:
    from interviewcoder.domain.records import Guid
    from interviewcoder.store.mending import Mended

_NEWEST: Final = 4
_OLDEST: Final = 2
"""How many copies are asked: the newest, and the oldest, from before the damage perhaps."""


@dataclass(frozen=True, slots=True)
class Told:
    """One damage, in words: what it is, what it touches, and where it can be brought back from."""

    damage: str
    touches: str
    source: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: how much from where; how much is lost; where what was there is kept."""

    history: int
    copies: dict[str, int]
    lost: list[str]
    kept: Path | None
    whole: Path | None = None
    """The copy that took the place of a study of which nothing could be read."""


def damages(folder: Path) -> list[Damage]:
    """Give what is damaged in the study in a folder, also when it does not open any more."""
    database = _where(folder)[1]
    try:
        store = Store.open(database)
    except NotFound:
        raise
    except (InterviewCoderError, ValueError, TypeError, KeyError) as error:
        if isinstance(error, Refused):
            raise
        return [Damage(_("{file} does not open any more.").format(file=database.name))]
    try:
        return store.damages()
    except InterviewCoderError:
        return [Damage(_("Database file: a part of it cannot be read."))]
    finally:
        store.close()


def told(folder: Path, found: list[Damage]) -> list[Told]:
    """Say of each damage what it touches and where it can be brought back from."""
    work = _worked_out(folder)
    if work is None:
        copy = _newest(folder)
        source = _("The copy {file} is whole.").format(file=copy.name) if copy else _("No copy is left.")
        return [Told(damage.sentence, _("Everything."), source) for damage in found]
    touching = _Touching(work, settings.read(_where(folder)[0]).language)
    return [Told(damage.sentence, touching.said(damage), _source(work, damage)) for damage in found]


def restore(folder: Path) -> Restored:
    """Bring back what history and copies hold, record by record, and keep what was there. Raises `Refused`, `Busy`."""
    where, database = _where(folder)
    work = _worked_out(folder)
    if work is None:
        copy = _newest(folder)
        if copy is None:
            raise Refused(
                _("Nothing can be read of {file}, and there is no copy.").format(file=database.name)
            )
        return Restored(0, {}, [], keeping.restore(where, copy, other=True), whole=copy)
    fresh = where / ".mending.db"
    fresh.unlink(missing_ok=True)
    try:
        fresh.touch(0o600)
        rebuilding.build(fresh, work, settings.read(where).coder or _("Coder"))
        _prove(fresh)
        kept = where / keeping.FOLDER / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.db"
        backup.put_back(fresh, database, kept)
    finally:
        fresh.unlink(missing_ok=True)
    counted = work.counted()
    copies = {
        source: number for source, number in counted.items()
        if source not in {mending.OWN, mending.HISTORY, mending.LOST}
    }  # fmt: skip
    touching = _Touching(work, settings.read(_where(folder)[0]).language)
    lost = [touching.lost(guid) for guid, source in work.sources.items() if source == mending.LOST]
    if work.uncertain_after is not None:
        lost.append(
            _("Whatever came after line {n} of the history, if anything did").format(n=work.uncertain_after)
        )
    return Restored(counted[mending.HISTORY], copies, lost, kept)


def _prove(path: Path) -> None:
    store = Store.open(path)
    try:
        wrong = store.problems()
    finally:
        store.close()
    if wrong:
        raise InterviewCoderError(
            _("What was brought back is not sound, so nothing was changed: {problem}").format(
                problem=wrong[0]
            )
        )


def _where(folder: Path) -> tuple[Path, Path]:
    found = settings.find_folder(folder)
    chosen = settings.read(found)
    if chosen.on_server:
        raise Refused(_("A study on a server is restored with the server’s own tools (pg_restore)."))
    return found, found / chosen.database


def _copies(folder: Path, database: Path) -> list[Path]:
    """Give the copies that are whole, the newest first."""
    paths = {*(folder / keeping.FOLDER).glob("*.db"), *folder.glob(f"{database.stem}-version-*.db")}
    newest_first = sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)
    sound = []
    for path in newest_first:
        with suppress(Unreadable, NotFound):
            backup.prove(path)
            sound.append(path)
    return sound


def _newest(folder: Path) -> Path | None:
    return next(iter(_copies(*_where(folder))), None)


def _worked_out(folder: Path) -> Mended | None:
    """Work out what is true, None when nothing can be read."""
    where, database = _where(folder)
    if not database.is_file():
        raise NotFound(_("study database"), str(database))
    own = salvage.read(database)
    if not own.opens:
        return None
    known = _copies(where, database)
    asked = list(dict.fromkeys([*known[:_NEWEST], *known[-_OLDEST:]]))
    return mending.mended(own, [salvage.read(path) for path in asked])


def _source(work: Mended, damage: Damage) -> str:
    key = f"line {damage.record}" if damage.kind == "history" and damage.record else damage.record
    source = work.sources.get(key)
    if source is None:
        return _("It is put in order when the study is written anew.")
    if source == mending.LOST:
        return _("Neither the history nor a copy holds it.")
    if source == mending.HISTORY:
        return _("The history holds it.")
    if source == mending.OWN:
        return _("The study itself holds it.")
    return _("The copy {file} holds it.").format(file=Path(source).name)


class _Touching:
    """Says in names what a damaged thing is part of."""

    def __init__(self, work: Mended, language: str) -> None:
        self._language = language
        self._records = work.records
        self._with_version = {
            one.version: one.name for one in work.records.values() if isinstance(one, Transcript)
        }
        self._codings: Counter[Guid] = Counter()
        for one in work.records.values():
            if isinstance(one, Coding):
                self._codings.update([one.transcript, one.code, one.coder])

    def said(self, damage: Damage) -> str:
        """Say what a damage touches, empty when that is nothing with a name."""
        if damage.kind == "text":
            name = self._with_version.get(damage.record)
            return (
                ""
                if name is None
                else self._counted(_("The transcript {name}").format(name=name), self._of(name))
            )
        return self._named(damage.record)

    def lost(self, guid: str) -> str:
        """Name what is lost."""
        if guid.startswith("line "):
            return _("Line {n} of the history").format(n=guid.removeprefix("line "))
        if (name := self._with_version.get(guid)) is not None:
            return _("The exact text of the transcript {name}: compare it with the file it came from").format(
                name=name
            )
        return self._named(guid) or _("A record {id}").format(id=guid[:8])

    def _of(self, name: str) -> Guid:
        return next(
            one.id for one in self._records.values() if isinstance(one, Transcript) and one.name == name
        )

    def _named(self, guid: Guid) -> str:
        record = self._records.get(guid)
        match record:
            case None:
                return ""
            case Coding() | Pending():
                return _("A coding of “{code}” by {coder} in {transcript}").format(
                    code=self._name(record.code),
                    coder=self._name(record.coder),
                    transcript=self._name(record.transcript),
                )
            case Summary():
                return _("The summary of {case} under “{code}”").format(
                    case=self._name(record.case), code=self._name(record.code)
                )
            case Code():
                return self._counted(_("The code “{code}”").format(code=self._name(guid)), guid)
        rests_on = getattr(record, "transcript", None) or getattr(record, "target", None)
        return self._counted(self._name(guid) or self._name(rests_on or ""), guid)

    def _name(self, guid: Guid) -> str:
        name = getattr(self._records.get(guid), "name", "")
        return name if isinstance(name, str) else in_language(name, self._language)

    def _counted(self, name: str, guid: Guid) -> str:
        n = self._codings[guid]
        if not n:
            return name
        return name + " – " + ngettext("{n} coding", "{n} codings", n).format(n=n)
