"""A damaged study: what is damaged, what that touches, where it can be brought back from, and bringing it back.

Owns which copies are asked and what is said. Proof is `store.check`'s, what is true `store.mending`'s; what was there is
always kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Busy, InterviewCoderError, NewerStudy, NotFound, Refused
from interviewcoder.locales import _
from interviewcoder.store import Store, backup, mended, mending, rebuilding, salvage, schema
from interviewcoder.store.check import Damage
from interviewcoder.study import backups, keeping, settings
from interviewcoder.study.touching import Touching

if TYPE_CHECKING:
    from interviewcoder.store.mended import Mended
    from interviewcoder.study.backups import Backup

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
class Back:
    """What was brought back from one place, the history or a copy: how many things, and what they are."""

    copy: str
    """The path of the copy, empty for the history."""
    number: int
    things: list[str]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back and from where, in words; what is lost; where what was there is kept."""

    back: list[Back]
    lost: list[str]
    kept: Path | None
    unseen: bool = False
    """Whether something came back of which only the history says that it is there."""
    whole: Backup | None = None
    """The copy that took the place of a study of which nothing could be read."""


def damages(folder: Path) -> list[Damage]:
    """Give what is damaged in the study in a folder, also when it does not open any more, or is not there any more.

    Raises `Busy` while somebody writes: then nobody can say.
    """
    where, database = _where(folder)
    if not database.exists() and backups.known(where, database):
        return [Damage(_("{file} is missing.").format(file=database.name))]
    try:
        store = Store.open(database)
    except (NotFound, Busy, Refused):
        raise
    except (InterviewCoderError, ValueError, TypeError, KeyError):
        return [Damage(_("{file} does not open any more.").format(file=database.name))]
    try:
        return store.damages()
    except Busy:
        raise
    except InterviewCoderError:
        return [Damage(_("Database file: a part of it cannot be read."))]
    finally:
        store.close()


def told(folder: Path, found: list[Damage]) -> list[Told]:
    """Say of each damage what it touches and where it can be brought back from."""
    where, database = _where(folder)
    known = _whole(where, database)
    work = _worked_out(database, known)
    if work is None:
        source = (
            _("The copy {file} is whole: {far}.").format(file=known[0].path.name, far=known[0].far)
            if known
            else _("No copy is left.")
        )
        return [Told(damage.sentence, _("Everything."), source) for damage in found]
    touching = Touching(work, settings.read(where).language)
    every = [Told(damage.sentence, touching.said(damage), _source(work, damage)) for damage in found]
    if work.further:
        end = _("History: its end is missing, after line {n}.").format(n=work.uncertain_after)
        every.append(Told(end, "", _("The records show what was done then, as far as they are left.")))
    elif work.uncertain_after is not None:
        end = _("History: its end may be missing, after line {n}.").format(n=work.uncertain_after)
        every.append(Told(end, "", _("Nobody can say whether something was done then.")))
    return every


def restore(folder: Path) -> Restored:
    """Bring back what history and copies hold, record by record, and keep what was there. Raises `Refused`, `Busy`."""
    where, database = _where(folder)
    known = _whole(where, database)
    work = _worked_out(database, known)
    if work is None:
        return _replaced(where, database, known)
    if (later := work.meta.get("schema_version", "")).isdigit() and int(later) > schema.SCHEMA_VERSION:
        raise NewerStudy(_("A later version of interviewcoder wrote this study: mend it with that one."))
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
    touching = Touching(work, settings.read(where).language)
    return Restored(_brought_back(work, touching), _lost(work, touching), kept, bool(work.unseen))


def _brought_back(work: Mended, touching: Touching) -> list[Back]:
    by_source: dict[str, list[str]] = {}
    for key, source in work.sources.items():
        if source not in {mended.OWN, mended.LOST}:
            by_source.setdefault("" if source == mended.HISTORY else source, []).append(key)
    return [Back(source, len(keys), touching.named(keys)) for source, keys in by_source.items()]


def _lost(work: Mended, touching: Touching) -> list[str]:
    lost = touching.lost([key for key, source in work.sources.items() if source == mended.LOST])
    if work.further:
        lost.append(
            _("The end of the history after line {n}: the records show that something was done then").format(
                n=work.uncertain_after
            )
        )
    elif work.uncertain_after is not None:
        lost.append(
            _("Whatever came after line {n} of the history, if anything did").format(n=work.uncertain_after)
        )
    return lost


def _replaced(where: Path, database: Path, known: list[Backup]) -> Restored:
    """Put the newest copy in the place of a study of which nothing can be read, and mend what is damaged in the copy."""
    if not known:
        raise Refused(_("Nothing can be read of {file}, and there is no copy.").format(file=database.name))
    if len({copy.study for copy in known}) > 1:
        raise Refused(
            _(
                "Nothing can be read of {file}, and the backups are of more than one study: look at them with "
                "“interviewcoder restore”, and put the right one back with “interviewcoder restore FILE”."
            ).format(file=database.name)
        )
    kept = keeping.restore(where, known[0].path)
    if not damages(where) or not salvage.read(database).opens:
        return Restored([], [], kept, whole=known[0])
    return replace(restore(where), kept=kept, whole=known[0])


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


def _whole(folder: Path, database: Path) -> list[Backup]:
    """Give the copies that are whole, the newest first."""
    return [copy for copy in backups.known(folder, database) if copy.whole]


def _worked_out(database: Path, known: list[Backup]) -> Mended | None:
    """Work out what is true, None when nothing can be read."""
    own = salvage.read(database)
    if not own.opens:
        return None
    paths = [copy.path for copy in known]
    asked = list(dict.fromkeys([*paths[:_NEWEST], *paths[-_OLDEST:]]))
    return mending.mended(own, [salvage.read(path) for path in asked])


def _source(work: Mended, damage: Damage) -> str:
    key = f"line {damage.record}" if damage.kind == "history" and damage.record else damage.record
    source = work.sources.get(key)
    if source is None:
        return _("It is put in order when the study is written anew.")
    if source == mended.LOST:
        return _("Neither the history nor a copy holds it.")
    if source == mended.HISTORY:
        return _("The history holds it.")
    if source == mended.OWN:
        return _("The study itself holds it.")
    return _("The copy {file} holds it.").format(file=Path(source).name)
