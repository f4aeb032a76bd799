"""Merging another copy of the study into this one: everything both have done, once, as one change.

Owns which records of the two belong together (by identity, by history, else by name, place or words) and what becomes
of references. Reconciling two versions of one record is `domain.reconciling`'s, texts that were corrected on one side are
`analysis.anchoring`'s. The other copy is only read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.analysis.anchoring import Anchors
from interviewcoder.domain.changes import Change, Edit
from interviewcoder.domain.gestures.corrections import waiting_for
from interviewcoder.domain.reconciling import Clash, reconciled
from interviewcoder.domain.records import (
    Attribute,
    Case,
    Code,
    Coder,
    Coding,
    Finished,
    Memo,
    Speaker,
    Status,
    Summary,
    Transcript,
)
from interviewcoder.domain.text import Span, fingerprint, name_key
from interviewcoder.locales import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from interviewcoder.domain.records import Guid, Record, Version
    from interviewcoder.store import Store

LABEL: Final = N_("Merged {file}")
_REFERENCES: Final = ("transcript", "case", "code", "coder", "target", "parent")
_NAMED: Final = (Coder, Attribute, Case, Transcript)


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


def merged(ours: Store, theirs: Store, name: str, *, take_theirs: bool = False) -> Merged:
    """Work out what merging another copy into this one does; changes nothing.

    In a clash ours stays unless `take_theirs`. Merging the same copy again gives an empty change.
    """
    work = _Merging(ours, theirs, take_theirs=take_theirs)
    work.meet()
    work.take_over()
    work.keep_what_is_used()
    work.name_apart()
    work.settle_texts()
    work.have_once()
    edits = work.edits()
    change = Change(LABEL, {"file": name, "head": work.head}, edits, tuple(work.versions(edits)))
    return Merged(
        change=change, counts=_counted(edits), clashes=tuple(work.clashes), waiting=work.waiting, kept=work.kept
    )  # fmt: skip


def _counted(edits: Iterable[Edit]) -> dict[str, tuple[int, int, int]]:
    found: Counter[tuple[str, int]] = Counter()
    for edit in edits:
        found[type(edit.record).__name__, 0 if edit.before is None else 2 if edit.after is None else 1] += 1
    return {
        kind: (found[kind, 0], found[kind, 1], found[kind, 2])
        for kind in sorted({kind for kind, _n in found})
    }


@dataclass(slots=True)
class _Went:
    """The way a copy went since the two were one: what records were then, and codes that were merged into others."""

    before: dict[Guid, Record | None] = field(default_factory=dict)
    into: dict[Guid, Guid] = field(default_factory=dict)


def _way(store: Store, since: int) -> _Went:
    went = _Went()
    for edits in store.edits_since(since):
        gone = {edit.record.id for edit in edits if isinstance(edit.before, Code) and edit.after is None}
        for edit in edits:
            went.before.setdefault(edit.record.id, edit.before)
            if (
                isinstance(edit.before, Coding)
                and isinstance(edit.after, Coding)
                and edit.before.code in gone
            ):
                went.into[edit.before.code] = edit.after.code
    return went


class _Merging:
    """The work of one merge, step by step. `final` is the study as it will be."""

    def __init__(self, ours: Store, theirs: Store, *, take_theirs: bool) -> None:
        self._stores, self._take_theirs = (ours, theirs), take_theirs
        one, two = ours.line_hashes(), theirs.line_hashes()
        self._shared = next(
            (n for n, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]),
            min(len(one), len(two)),
        )
        self.ours = ours.every_record()
        self.theirs = _without(theirs.every_record(), ours.purged())
        self.head = two[-1] if two else ""
        self._met = self._last_merge(ours, two)
        self._our_way, self._their_way = _way(ours, self._shared), _way(theirs, max(self._shared, self._met))
        self.final = dict(self.ours)
        self._same: dict[Guid, Guid] = {}
        self._texts: dict[Guid, Version] = {}
        self._twin_of: dict[Guid, Guid] | None = None
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
        self._same |= {code: self._resolved(code, self._our_way.into) for code in self._our_way.into}
        for kind, key in _KEYS:
            known = {key(one): one.id for one in self.ours.values() if isinstance(one, kind)}
            for one in _in_order(self.theirs, kind):
                if one.id in self.ours or one.id in self._our_way.before:
                    continue
                twin = known.get(key(self._ours_of(one)))
                if twin is not None:
                    self._same[one.id] = twin
        texts = {self._text_key(one): one.id for one in self.ours.values() if isinstance(one, Transcript)}
        for one in self.theirs.values():
            if isinstance(one, Transcript) and one.id not in self.ours and one.id not in self._our_way.before:
                twin = texts.get(self._text_key(one))
                if twin is not None:
                    self._same[one.id] = twin

    @staticmethod
    def _resolved(code: Guid, into: Mapping[Guid, Guid]) -> Guid:
        while code in into:
            code = into[code]
        return code

    def _text_key(self, transcript: Transcript) -> str:
        return fingerprint(self._text(transcript.version))

    def _ours_of(self, record: Record) -> Record:
        """Give a record of theirs with our identities in the place of theirs."""
        names = {known.name for known in fields(record)}
        changed: dict[str, Any] = {
            name: self._same[at]
            for name in _REFERENCES
            if name in names and (at := getattr(record, name)) in self._same
        }
        if isinstance(record, Case):
            changed["values"] = {self._same.get(key, key): value for key, value in record.values.items()}
        return replace(record, **changed) if changed else record

    # What they did

    def take_over(self) -> None:
        """Take over what they added, changed and removed, reconciled with what we did."""
        touched = self._their_way.before if self._shared or self._met else dict.fromkeys(self.theirs)
        places = {key: one.id for one in self.ours.values() if (key := _place(one))}
        for guid, before in touched.items():
            now = self.theirs.get(guid)
            if guid not in self.theirs and guid not in self.ours and self._their_way.before.get(guid) is None:
                continue  # purged here, or come and gone there
            if guid in self._same:  # known under another identity: ours is the one
                continue
            if now is not None:
                now = self._ours_of(now)
            here = self.ours.get(guid)
            if here is None and now is not None and (twin := places.get(_place(now) or ())) is not None:
                self._same[guid] = twin
                self._join(self.ours[twin], now)
                continue
            result, clashes = reconciled(before, here, now, take_theirs=self._take_theirs)
            self.clashes += clashes
            self._put(guid, result)
        for guid, one in list(self.final.items()):  # codes they merged, on what we did meanwhile
            if isinstance(one, Coding | Summary | Status | Memo) and guid in self._our_way.before:
                self._follow_merged_codes(guid, one)
        self._retarget_memos()

    def _follow_merged_codes(self, guid: Guid, one: Coding | Summary | Status | Memo) -> None:
        name = "target" if isinstance(one, Memo) else "code"
        gone = getattr(one, name)
        if gone not in self._their_way.into or gone in self.theirs:
            return
        moved = replace(one, **{name: self._resolved(gone, self._their_way.into)})  # type: ignore[arg-type]
        twin = next(
            (
                known.id
                for known in self.final.values()
                if known.id != guid and _place(known) and _place(known) == _place(moved)
            ),
            None,
        )
        if twin is None:
            self.final[guid] = moved
        else:
            self.final.pop(guid)
            self._same[guid] = twin

    def _put(self, guid: Guid, record: Record | None) -> None:
        if record is None:
            self.final.pop(guid, None)
        else:
            self.final[guid] = record

    def _join(self, ours: Record, theirs: Record) -> None:
        """Keep the words of both where each has a summary of one case under one code."""
        if isinstance(ours, Summary) and isinstance(theirs, Summary) and theirs.text not in ours.text:
            self.clashes.append(Clash(ours, "text", ours.text, theirs.text))
            self.final[ours.id] = replace(ours, text=f"{ours.text}\n{theirs.text}")

    def _retarget_memos(self) -> None:
        """Let memos on what is known under another identity here be on that; the same memo is there once."""
        known = {_said(one) for one in self.ours.values() if isinstance(one, Memo)}
        for guid, one in list(self.final.items()):
            if not isinstance(one, Memo):
                continue
            memo = replace(one, target=self._same.get(one.target or "", one.target))
            if guid not in self.ours and _said(memo) in known:
                self.final.pop(guid)
            else:
                self.final[guid] = memo

    # What must stay

    def keep_what_is_used(self) -> None:
        """Bring back what one side removed and the other works with."""
        missing = True
        while missing:
            missing = False
            for one in list(self.final.values()):
                for at in _needed(one):
                    if at in self.final:
                        continue
                    back = (
                        self.ours.get(at)
                        or self.theirs.get(at)
                        or self._our_way.before.get(at)
                        or self._their_way.before.get(at)
                    )
                    if back is not None:
                        self.final[at] = self._ours_of(back)
                        self.kept += 1
                        missing = True

    def name_apart(self) -> None:
        """Give what came the name that is free, where both sides gave the same name to different things."""
        taken: set[tuple[Any, ...]] = set()
        for guid in [*self.ours, *(new for new in self.final if new not in self.ours)]:
            one = self.final.get(guid)
            if not isinstance(one, (*_NAMED, Code)):
                continue
            n, named = 1, one
            while _name(named) in taken:
                n += 1
                named = _called(one, n)
            taken.add(_name(named))
            self.final[guid] = named

    # Texts

    def settle_texts(self) -> None:
        """Carry along what is on a text that was corrected on one side."""
        apart = {
            one.id: one
            for one in self.final.values()
            if isinstance(one, Transcript) and len({one.version, *self._versions(one.id)}) > 1
        }
        anchors: dict[tuple[Guid, Guid], Anchors] = {}
        for guid, one in list(self.final.items()):
            transcript = apart.get(_on(one) or "")
            if transcript is None or not isinstance(one, Coding | Memo):
                continue
            text = self._text(transcript.version)
            start, end = one.start or 0, one.end or 0
            if text[start:end] == one.quote:
                continue
            before = next(
                (v for v in self._versions(transcript.id) if self._text(v)[start:end] == one.quote),
                transcript.version,
            )
            key = (before, transcript.version)
            if key not in anchors:
                anchors[key] = Anchors(self._text(before), text)
            found = anchors[key].carry(Span(start, end))
            if isinstance(one, Memo):
                place = found.span
                self.final[guid] = (
                    replace(one, start=place.start, end=place.end, quote=place.of(text))
                    if place
                    else replace(one, on="transcript", start=None, end=None)
                )
            elif found.sure and found.span is not None:
                self.final[guid] = replace(one, start=found.span.start, end=found.span.end)
            else:
                self.final[guid] = waiting_for(one, before, found.span, found.reason)
                self.waiting += 1

    def _versions(self, transcript: Guid) -> list[Guid]:
        """Give the versions of its text that the two sides have."""
        if self._twin_of is None:
            self._twin_of = {ours: theirs for theirs, ours in self._same.items() if theirs in self.theirs}
        sides = (self.ours.get(transcript), self.theirs.get(self._twin_of.get(transcript, transcript)))
        return [one.version for one in sides if isinstance(one, Transcript)]

    def _text(self, version: Guid) -> str:
        return self._version(version).text

    def _version(self, version: Guid) -> Version:
        if version not in self._texts:
            found = self._stores[0].known_text(version) or self._stores[1].known_text(version)
            assert found is not None
            self._texts[version] = found
        return self._texts[version]

    def have_once(self) -> None:
        """Let one thing stand in each place: what both sides have brought there is known as the first."""
        taken: dict[tuple[Any, ...], Guid] = {}
        for guid in [
            *(known for known in self.ours if known in self.final),
            *(new for new in self.final if new not in self.ours),
        ]:
            one = self.final[guid]
            place = _place(one)
            if place and (there := taken.setdefault(place, guid)) != guid:
                self._same[guid] = there
                self._join(self.final[there], one)
                self.final.pop(guid)
        self._retarget_memos()

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
        return [
            self._version(version)
            for version in sorted(wanted)
            if self._stores[0].known_text(version) is None
        ]


def _without(records: Mapping[Guid, Record], purged: Collection[Guid]) -> dict[Guid, Record]:
    """Give records without those that were purged here, and without what rests on them: no merge brings them back."""
    if not purged:
        return dict(records)
    gone = {
        one.id
        for one in records.values()
        if {one.id, getattr(one, "transcript", None), isinstance(one, Summary) and one.case} & set(purged)
    }
    gone |= {one.id for one in records.values() if isinstance(one, Memo) and one.target in gone.union(purged)}
    left = {guid: one for guid, one in records.items() if guid not in gone}
    return {
        guid: replace(one, case=None) if isinstance(one, Transcript) and one.case in purged else one
        for guid, one in left.items()
    }


def _in_order(records: Mapping[Guid, Record], kind: type[Any]) -> list[Any]:
    """Give the records of a kind; codes with those above them first."""
    found = [one for one in records.values() if isinstance(one, kind)]
    if kind is not Code:
        return found
    depth: dict[Guid, int] = {}

    def deep(code: Code) -> int:
        if code.id not in depth:
            above = records.get(code.parent or "")
            depth[code.id] = deep(above) + 1 if isinstance(above, Code) else 0
        return depth[code.id]

    return sorted(found, key=deep)


def _place(one: Record) -> tuple[Any, ...]:
    """Give what there may be only one of in a place, empty for what has no such place."""
    match one:
        case Coding():
            return ("coding", one.transcript, one.start, one.end, one.code, one.coder)
        case Summary():
            return ("summary", one.case, one.code)
        case Status():
            return ("status", one.transcript, one.code)
        case Finished():
            return ("finished", one.transcript, one.coder)
        case Speaker():
            return ("speaker", one.transcript, one.label)
        case _:
            return ()


def _said(memo: Memo) -> tuple[Any, ...]:
    return memo.on, memo.target, memo.start, memo.end, memo.text, memo.coder, memo.made


def _on(one: Record) -> Guid | None:
    if isinstance(one, Coding):
        return one.transcript
    return one.target if isinstance(one, Memo) and one.on == "passage" else None


def _needed(one: Record) -> Iterable[Guid]:
    names = ("transcript", "case", "code", "coder", "parent")
    return [at for name in names if isinstance(at := getattr(one, name, None), str) and at]


def _name(one: Record) -> tuple[Any, ...]:
    if isinstance(one, Code):
        return ("code", one.parent or "", name_key(next(iter(one.name.values()), "")))
    return (type(one).__name__, getattr(one, "name", ""))


def _called(one: Any, n: int) -> Any:
    if isinstance(one, Code):
        return replace(one, name={language: f"{name} ({n})" for language, name in one.name.items()})
    return replace(one, name=f"{one.name} ({n})")


_KEYS: Final[tuple[tuple[type[Any], Callable[[Any], Any]], ...]] = (
    (Coder, lambda one: name_key(one.name)),
    (Attribute, lambda one: name_key(one.name)),
    (Case, lambda one: name_key(one.name)),
    (Code, lambda one: (one.parent, name_key(next(iter(one.name.values()), "")))),
)
"""By what records are known to be the same when their identities are not."""
