"""Merging another copy of the study into this one: everything both have done, once, as one change.

Owns the steps of a merge. Which records of the two are the same is `meeting`'s; reconciling two versions of one record
is `domain.reconciling`'s; what becomes of places in texts that were corrected on one side is `resettling`'s. The other
copy is only read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.changes import Change, Edit
from interviewcoder.domain.reconciling import Clash, Decisions, reconciled
from interviewcoder.domain.records import (
    Attribute,
    Case,
    Code,
    Coder,
    Coding,
    Memo,
    Pending,
    Status,
    Transcript,
)
from interviewcoder.domain.text import fingerprint, shown
from interviewcoder.locales import N_
from interviewcoder.study import meeting
from interviewcoder.study.resettling import Resettling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from interviewcoder.domain.records import Guid, Record, Version
    from interviewcoder.store import Store

LABEL: Final = N_("Merged {file}")
_NAMED: Final = (Coder, Attribute, Case, Transcript, Code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a merge would do: the change, how many records of each kind come, change or go, and where the copies clash.

    `waiting` are codings for which somebody has to decide, because a text was corrected on one side; `kept` are things
    that one side removed and the other worked with.
    """

    change: Change
    counts: Mapping[str, tuple[int, int, int]]
    clashes: tuple[Clash, ...]
    waiting: int
    kept: int


def merged(ours: Store, theirs: Store, name: str, decide: Decisions | None = None) -> Merged:
    """Work out what merging another copy into this one does; changes nothing.

    In a clash ours stays, and words that somebody wrote are joined, unless `decide` says otherwise. Merging the same
    copy again gives an empty change.
    """
    work = _Merging(ours, theirs, decide or Decisions())
    work.meet()
    work.take_over()
    work.keep_what_is_used()
    work.have_once()
    work.part_circles()
    work.name_apart()
    work.settle_texts()
    work.have_once()
    edits = work.edits()
    details = {"file": shown(name), "head": work.head}
    return Merged(
        change=Change(LABEL, details, edits, tuple(work.versions(edits)), work.files(edits)),
        counts=_counted(edits), clashes=tuple(work.clashes), waiting=work.waiting, kept=work.kept,
    )  # fmt: skip


def _counted(edits: Iterable[Edit]) -> dict[str, tuple[int, int, int]]:
    found: Counter[tuple[str, int]] = Counter()
    for edit in edits:
        found[type(edit.record).__name__, 0 if edit.before is None else 2 if edit.after is None else 1] += 1
    return {
        kind: (found[kind, 0], found[kind, 1], found[kind, 2])
        for kind in sorted({kind for kind, _n in found})
    }


class _Merging:
    """The work of one merge, step by step. `final` is the study as it will be."""

    def __init__(self, ours: Store, theirs: Store, decide: Decisions) -> None:
        self._stores, self._decide = (ours, theirs), decide
        self._turn = 1 if decide.side == "ours" else -1  # who is named first, where there are two of a thing
        one, two = ours.line_hashes(), theirs.line_hashes()
        shared, met = meeting.shared(one, two), self._last_merge(ours, two)
        since, theirs_since = shared, shared
        if (packed := theirs.packed_at()) in one:  # a packet begins with one line that says what was packed
            since, theirs_since = one.index(packed) + 1, 1
        self._apart = not (since or met)
        self.ours = ours.every_record()
        self.theirs = meeting.without(theirs.every_record(), ours.purged())
        self.head = two[-1] if two else ""
        self._our_way, self._their_way = meeting.way(ours, since), meeting.way(theirs, max(theirs_since, met))
        self.final = dict(self.ours)
        self._same: dict[Guid, Guid] = {}
        self._texts: dict[Guid, Version] = {}
        self._followed: set[Guid] = set()
        self.clashes: list[Clash] = []
        self.waiting = self.kept = 0

    @staticmethod
    def _last_merge(ours: Store, theirs: Sequence[str]) -> int:
        """Give how far into their history an earlier merge of this copy, which stands, has gone."""
        standing = (line for line in ours.history() if line.kind == "do" and not line.undone)
        heads = {line.details.get("head") for line in standing if line.label == LABEL}
        return max((n for n, line in enumerate(theirs, 1) if line in heads), default=0)

    # Who is who

    def meet(self) -> None:
        """Find for what only they have whether we have it under another identity."""
        for kind, key in meeting.KEYS:
            known = {key(one): one.id for one in self.ours.values() if isinstance(one, kind)}
            for one in meeting.in_order(self.theirs, kind):
                if self._only_theirs(one) and (twin := known.get(key(self._ours_of(one)))) is not None:
                    self._same[one.id] = twin
        texts = {self._text_key(one): one.id for one in self.ours.values() if isinstance(one, Transcript)}
        for one in self.theirs.values():
            if isinstance(one, Transcript) and self._only_theirs(one):
                twin = texts.get(self._text_key(one))
                if twin is not None:
                    self._same[one.id] = twin

    def _only_theirs(self, one: Record) -> bool:
        return one.id not in self.ours and one.id not in self._our_way.before

    def _text_key(self, transcript: Transcript) -> str:
        return fingerprint(self._version(transcript.version).text)

    def _ours_of(self, record: Record) -> Record:
        return meeting.ours_of(record, self._same)

    # What they did

    def take_over(self) -> None:
        """Take over what they added, changed and removed, reconciled with what we did."""
        touched = dict.fromkeys(self.theirs) if self._apart else self._their_way.before
        for guid, before in touched.items():
            if guid in self._same:  # known under another identity
                if self._apart or before is None:
                    self._join(self._same[guid], self.theirs.get(guid))
                continue
            now = self.theirs.get(guid)
            self._reconcile(
                guid, before, self.ours.get(guid), self._ours_of(now) if now is not None else None
            )

    def _reconcile(
        self, guid: Guid, before: Record | None, here: Record | None, there: Record | None
    ) -> None:
        result, clashes = reconciled(before, here, there, self._decide)
        self.clashes += clashes
        if result is None:
            self.final.pop(guid, None)
        else:
            self.final[guid] = result

    def _join(self, guid: Guid, theirs: Record | None) -> None:
        """Reconcile ours with theirs of another identity, which both sides made."""
        here = self.final.get(guid)
        if here is not None and theirs is not None and type(here) is type(theirs):
            self._reconcile(guid, None, here, replace(self._ours_of(theirs), id=guid))

    # What must stay

    def keep_what_is_used(self) -> None:
        """Follow codes that were merged into others, and bring back what one side removed and the other works with."""
        while self._follow_merged_codes() or self._bring_back():
            pass

    def _follow_merged_codes(self) -> bool:
        into = self._into()
        moved = False
        for guid, one in list(self.final.items()):
            name = "target" if isinstance(one, Memo) else "parent" if isinstance(one, Code) else "code"
            gone = getattr(one, name, None)
            to = _resolved(gone, into)
            if gone and to != gone and gone not in self.final and to in self.final and to != guid:
                self.final[guid] = replace(one, **{name: to})  # type: ignore[arg-type]
                self._followed.add(guid)
                moved = True
        return moved

    def _into(self) -> dict[Guid, Guid]:
        """Give where codes went that were merged; where the sides merged two into each other, as the first side did."""
        theirs = {code: self._same.get(to, to) for code, to in self._their_way.into.items()}
        first, then = (self._our_way.into, theirs)[:: self._turn]
        into = dict(first)
        for code, to in then.items():
            if code not in into and _resolved(to, into) != code:
                into[code] = to
        return into

    def _bring_back(self) -> bool:
        back = False
        for one in list(self.final.values()):
            for at in meeting.needed(one):
                if at not in self.final and (known := self._known(at)) is not None:
                    self.final[at] = known
                    self.kept += 1
                    self._bring_back_along(at)
                    back = True
        return back

    def _bring_back_along(self, guid: Guid) -> None:
        """Bring back what was removed only because something else was."""
        for went in (self._our_way, self._their_way):
            for at in went.along.get(guid, ()):
                other = self._their_way if went is self._our_way else self._our_way
                if at not in self.final and at not in other.along and (known := self._known(at)) is not None:
                    self.final[at] = known

    def _known(self, guid: Guid) -> Record | None:
        """Give what a record is on the side that still has it, else what it was."""
        guid = self._same.get(guid, guid)
        if guid in self.final:
            return None
        found = (
            self.ours.get(guid)
            or self.theirs.get(guid)
            or self._our_way.before.get(guid)
            or self._their_way.before.get(guid)
        )
        return self._ours_of(found) if found is not None else None

    def have_once(self) -> None:
        """Let one thing stand in each place: what both sides have brought there is one, with the words of both."""
        taken: dict[tuple[Any, ...], Guid] = {}
        for guid in sorted(self._in_turn(), key=self._followed.__contains__):
            one = self.final[guid]
            there = taken.setdefault(meeting.place(one), guid) if meeting.place(one) else guid
            if there != guid:
                self.final.pop(guid)
                self._same[guid] = there
                if not (
                    isinstance(one, Status) and guid in self._followed
                ):  # the code it was merged into has its own
                    here, other = (self.final[there], replace(one, id=there))[:: self._turn]
                    self._reconcile(there, None, here, other)
        self._memos_once()

    def _memos_once(self) -> None:
        """Let memos on what is known under another identity here be on that; the same memo is there once."""
        known: set[tuple[Any, ...]] = set()
        for guid in self._in_turn():
            one = self.final[guid]
            if not isinstance(one, Memo):
                continue
            memo = replace(one, target=_resolved(one.target, self._same))
            if meeting.said(memo) in known:
                self.final.pop(guid)
            else:
                self.final[guid] = memo
                known.add(meeting.said(memo))

    def _in_turn(self) -> list[Guid]:
        """Give all that will be, what the side has that clashes are decided for before the rest."""
        first = self.ours if self._decide.side == "ours" else self.theirs
        known = [at for at in first if at in self.final]
        return [*known, *(at for at in self.final if at not in first)]

    def part_circles(self) -> None:
        """Leave a code where it was when both sides moved codes below each other."""
        for guid, one in list(self.final.items()):
            if isinstance(one, Code) and self._in_a_circle(guid):
                sides = [side.get(guid) for side in (self.ours, self.theirs)]
                here, there = (side.parent if isinstance(side, Code) else None for side in sides)
                clash = Clash(one, "parent", here, there)
                self.clashes.append(clash)
                parent = _resolved(there if self._decide.on(clash) == "theirs" else here, self._into())
                self.final[guid] = replace(one, parent=parent if parent in self.final else None)
                if self._in_a_circle(guid):
                    self.final[guid] = replace(one, parent=None)

    def _in_a_circle(self, guid: Guid) -> bool:
        seen: set[Guid] = set()
        at: Guid | None = guid
        while at is not None and at not in seen:
            seen.add(at)
            above = self.final.get(at)
            at = above.parent if isinstance(above, Code) else None
        return at == guid

    def name_apart(self) -> None:
        """Give one of two things that both sides gave the same name a name that is free."""
        taken: set[tuple[Any, ...]] = set()
        for guid in self._in_turn():
            one = self.final[guid]
            if not isinstance(one, _NAMED):
                continue
            n, named = 1, one
            while meeting.name(named) in taken:
                n += 1
                named = meeting.called(one, n)
            taken.add(meeting.name(named))
            self.final[guid] = named

    # Texts

    def settle_texts(self) -> None:
        """Carry along what is on a text that was corrected on one side."""
        theirs = {
            _resolved(guid, self._same) or guid: self._ours_of(one) for guid, one in self.theirs.items()
        }
        before = {
            guid: self._ours_of(one)
            for way in (self._their_way, self._our_way)
            for guid, one in way.before.items()
            if one is not None
        }
        resettling = Resettling((self.ours, theirs, before), lambda version: self._version(version).text)
        for guid, one in list(self.final.items()):
            transcript = self.final.get(_on(one) or "")
            if isinstance(one, meeting.PASSAGES) and isinstance(transcript, Transcript):
                settled = resettling.settled(one, transcript)
                self.final[guid] = settled
                self.waiting += isinstance(settled, Pending) and not isinstance(one, Pending)

    def _version(self, version: Guid) -> Version:
        if version not in self._texts:
            found = self._stores[0].known_text(version) or self._stores[1].known_text(version)
            assert found is not None
            self._texts[version] = found
        return self._texts[version]

    # The outcome

    def edits(self) -> tuple[Edit, ...]:
        """Give what is different from the study as it is."""
        found = [Edit(one, None) for guid, one in self.ours.items() if guid not in self.final]
        for guid, one in self.final.items():
            before = self.ours.get(guid)
            if before is not None and type(before) is not type(one):
                found += [Edit(before, None), Edit(None, one)]
            elif before != one:
                found.append(Edit(before, one))
        return tuple(found)

    def versions(self, edits: Iterable[Edit]) -> list[Version]:
        """Give the texts that are not in the study yet."""
        wanted = {version for edit in edits if (version := getattr(edit.after, "version", None))}
        return [self._version(one) for one in sorted(wanted) if self._stores[0].known_text(one) is None]

    def files(self, edits: Iterable[Edit]) -> dict[str, bytes]:
        """Give the files as received of transcripts that come, where the other copy has kept them."""
        wanted = {edit.after.source_sha256 for edit in edits if isinstance(edit.after, Transcript)}
        found = {one: self._stores[1].file(one) for one in sorted(wanted) if one}
        return {one: content for one, content in found.items() if content is not None}


def _resolved(guid: Guid | None, into: Mapping[Guid, Guid]) -> Guid | None:
    seen: set[Guid] = set()
    while guid is not None and guid in into and guid not in seen:
        seen.add(guid)
        guid = into[guid]
    return guid


def _on(one: Record) -> Guid | None:
    if isinstance(one, Coding | Pending):
        return one.transcript
    return one.target if isinstance(one, Memo) and one.on == "passage" else None
