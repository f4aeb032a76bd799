"""What is true among what is left of a study: from its own rows, its history, and its copies.

Owns what is believed. A row proves itself by its hash, a line of the history by its place in the chain, a text by its
SHA-256; where the history is whole it says which records there are. Nothing is guessed: what nobody can prove is named.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from interviewcoder.domain.changes import Edit
from interviewcoder.domain.records import (
    Coding,
    Pending,
    Transcript,
    Version,
)
from interviewcoder.domain.text import canonical
from interviewcoder.store import changes, codec, ending, history, proofs
from interviewcoder.store.chain import Fate, marks
from interviewcoder.store.mended import HISTORY, LOST, OWN, Mended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.records import Guid, Record
    from interviewcoder.store.salvage import Remains, Row


def mended(own: Remains, copies: Sequence[Remains]) -> Mended:
    """Work out what is true; `copies` are asked in order, the newest first."""
    same = [
        copy for copy in copies if not own.meta.get("study") or copy.meta.get("study") == own.meta["study"]
    ]
    work = _Mending(own, same)
    work.take_lines()
    work.take_texts()
    work.take_files()
    work.take_records()
    work.fit()
    return work.result


class _Mending:
    def __init__(self, own: Remains, copies: Sequence[Remains]) -> None:
        self._all = [own, *copies]
        meta = {key: value for one in reversed(self._all) for key, value in one.meta.items()}
        self.result = Mended(meta)
        self._states: ending.States = {}
        self._expected: ending.States = {}
        self._lossy = False
        self._rows = {
            (kind, guid): record
            for kind, (cls, _table) in codec.KINDS.items()
            for guid, row in own.records.get(kind, {}).items()
            if (record := proofs.proved_record(cls, row)) is not None
        }
        self._held: dict[Guid, dict[str, str]] = {}
        for (kind, guid), record in self._rows.items():
            self._held.setdefault(guid, {})[kind] = codec.to_json(record)

    def _source(self, one: Remains) -> str:
        return OWN if one is self._all[0] else str(one.path)

    # The history

    def take_lines(self) -> None:
        """Choose each line where it fits the chain; one that fits nowhere keeps its place, as what remains of it."""
        own = self._all[0]
        last = max([0, *own.lines, *own.entries])
        further = max(last, *(self._shared(one) for one in self._all))
        self._take_lines_to(last if own.sound else further)
        if own.sound and further > last:
            wrong = ending.disagreeing(self._states, self._held)
            self._take_lines_to(further)  # a copy may have the end
            if ending.disagreeing(self._states, self._held) >= wrong:
                self._take_lines_to(last)
        self._look_at_the_end()

    def _take_lines_to(self, last: int) -> None:
        result = self.result
        result.lines, result.unproved, result.sources = [], set(), {}
        self._lossy = not self._all[0].sound
        previous = ""
        for n in range(1, last + 1):
            row, entries, source = self._chosen_line(n, previous)
            previous = row["hash"]
            result.lines.append((row, entries))
            result.sources[f"line {n}"] = source
            self._lossy = self._lossy or source == LOST
        told = marks((row["n"], row["kind"], row["coder"], row["of"]) for row, _entries in result.lines)
        result.lines = [
            ({**row, "undone": told[row["n"]]}, [proofs.named(one) for one in entries])
            for row, entries in result.lines
        ]
        self._states = ending.states(result.lines)

    def _look_at_the_end(self) -> None:
        """Work out whether something was done after the last line that is left, and what the records are then."""
        result = self.result
        self._expected = ending.after_lost_steps(result.lines, self._states, self._held)
        stepped = self._expected != self._states
        unknown = not self._lossy and ending.goes_further(result.lines, self._expected, self._held)
        self._lossy = self._lossy or unknown
        result.further = stepped or unknown
        if result.further or not self._all[0].sound:
            result.uncertain_after = len(result.lines)

    def _shared(self, one: Remains) -> int:
        """Give the last line of a copy that goes on from ours."""
        ours = self._all[0].lines
        apart = any(
            n in ours and ours[n]["hash"] != row["hash"] and n - 1 in ours for n, row in one.lines.items()
        )
        return 0 if apart else max(one.lines, default=0)

    def _chosen_line(self, n: int, previous: str) -> tuple[Row, list[Row], str]:
        for one in self._all:
            row, entries = one.lines.get(n), one.entries.get(n, [])
            if row is not None and proofs.fits(row, entries, previous):
                return row, entries, self._source(one)
        own, entries = self._all[0].lines.get(n), self._all[0].entries.get(n, [])
        if own is not None and proofs.readable(own):
            self.result.unproved.add(n)
            again = {
                **own,
                "remains": "",
                "hash": history.chained(previous, proofs.line(own), history.digest(entries)),
            }
            after = self._all[0].lines.get(n + 1)
            if after is not None and proofs.fits(after, self._all[0].entries.get(n + 1, []), again["hash"]):
                self.result.unproved.discard(n)
                return again, entries, OWN  # only its hash was damaged
            sound = [row for row in entries if proofs.sound_entry(row)]
            return proofs.kept(own, sound), sound, LOST
        blank = {
            "n": n, "at": "", "coder": "", "label": history.LOST_LABEL, "details": "{}", "kind": "lost", "of": None,
            "undone": history.GONE, "hash": codec.digest(f"lost {n} {previous}"), "remains": "",
        }  # fmt: skip
        sound = [row for row in entries if proofs.sound_entry(row)]
        return proofs.kept(blank, sound), sound, LOST

    # Texts and files

    def take_texts(self) -> None:
        """Take every text that proves itself; one that nobody can prove is taken as it is, with its quotations put back."""
        wanted = self.result.texts
        wanted.update(self._all[0].versions)
        for _row, entries in self.result.lines:
            for at in entries:
                if at["kind"] == "transcript":
                    wanted |= {json.loads(held)["version"] for held in (at["before"], at["after"]) if held}
        wanted -= {guid for row, _entries in self.result.lines for guid in proofs.erased(row)}
        for guid in wanted:
            for one in self._all:
                row = one.versions.get(guid)
                if row is not None and proofs.proved(row, one.turns.get(guid, [])):
                    self.result.versions[guid] = (row, one.turns.get(guid, []))
                    self.result.sources[guid] = self._source(one)
                    break
            else:
                self.result.sources[guid] = LOST
                if (row := self._all[0].versions.get(guid)) is not None:
                    self.result.versions[guid] = (row, self._all[0].turns.get(guid, []))

    def take_files(self) -> None:
        """Take every file that is what its SHA-256 says."""
        for name in {name for one in self._all[:1] for name in one.files}:
            for one in self._all:
                content = one.files.get(name)
                if content is not None and proofs.whole(content, name):
                    self.result.files[name] = content
                    self.result.sources[name] = self._source(one)
                    break
            else:
                self.result.sources[name] = LOST

    # Records

    def take_records(self) -> None:
        """Take what the history says where it is whole, else the row that proves itself, else what is left of either."""
        own = self._all[0].records
        kinds = {guid: kind for kind in codec.KINDS for guid in own.get(kind, {})}
        kinds |= {guid: kind for guid, (kind, _state) in self._expected.items()}
        for guid, kind in kinds.items():
            self.result.kinds[guid] = kind
            _kind, state = self._expected.get(guid, (kind, Fate.UNKNOWN if self._lossy else Fate.GONE))
            record, source = self._chosen(kind, guid, state)
            if record is not None:
                self.result.records[guid] = record
            there = state is Fate.UNKNOWN and guid in own.get(kind, {})  # a row is left that nobody can prove
            if record is not None or there or state not in {Fate.GONE, Fate.UNKNOWN}:
                self.result.sources[guid] = source
            if source == HISTORY and guid not in own.get(kind, {}):
                self.result.unseen.add(guid)
            if source == LOST and (was := self._last_seen(kind, guid)) is not None:
                self.result.was[guid] = was

    def _chosen(self, kind: str, guid: Guid, state: str | Fate) -> tuple[Record | None, str]:
        row = self._rows.get((kind, guid)) or self._row_of_another_kind(guid)
        if isinstance(state, str):
            told = proofs.from_history(kind, state)
            if row is not None and (self._lossy or row == told):
                return row, OWN
            if told is not None:
                return told, HISTORY
        elif row is not None and (state is Fate.UNKNOWN or self._lossy):
            return row, OWN
        if state is Fate.GONE:
            return None, OWN
        for copy in self._all[1:]:
            if (
                other := proofs.proved_record(codec.KINDS[kind][0], copy.records.get(kind, {}).get(guid))
            ) is not None:
                return other, str(copy.path)
        return None, LOST

    def _row_of_another_kind(self, guid: Guid) -> Record | None:
        """Give the row of a coding that waits, by the history, and has its place already, or the other way round."""
        return next((self._rows[kind, guid] for kind in self._held.get(guid, ())), None)

    def _last_seen(self, kind: str, guid: Guid) -> Record | None:
        """Give what a record was when something could be read of it last, proved or not."""
        if (seen := proofs.from_history(*self._in_history.get(guid, (kind, "")))) is not None:
            return seen
        cls = codec.KINDS[kind][0]
        rows = (one.records.get(kind, {}).get(guid) for one in self._all)
        return next((seen for row in rows if row and (seen := proofs.as_it_is(cls, row))), None)

    @cached_property
    def _in_history(self) -> dict[Guid, tuple[str, str]]:
        return {
            at["record"]: (at["kind"], at["after"] or at["before"])
            for _row, entries in self.result.lines
            for at in entries
            if at["after"] or at["before"]
        }

    # Together

    def fit(self) -> None:
        """Put back quotations into texts that could not be proved, leave out what rests on what is lost, and say what changed."""
        self._mend_texts()
        records = self.result.records
        taken: set[tuple[Any, ...]] = set()
        for guid in sorted(records, key=lambda guid: self.result.sources[guid] != OWN):
            place = proofs.place(records[guid])
            if place in taken:  # stale, and something else is there now
                self._lose(guid)
            elif place is not None:
                taken.add(place)
        while lost := [guid for guid, record in records.items() if not self._stands(record)]:
            for guid in lost:
                self._lose(guid)
        for guid, (kind, state) in self._states.items():
            told = proofs.from_history(kind, state) if isinstance(state, str) else None
            now = records.get(guid)
            if state is Fate.UNKNOWN or told == now:
                continue
            if told is not None and now is not None and type(told) is not type(now):
                self.result.edits += [Edit(told, None), Edit(None, now)]
            else:
                self.result.edits.append(Edit(told, now))
        unknown = (guid for guid in records if guid not in self._states)
        self.result.edits += [Edit(None, records[guid]) for guid in unknown]

    def _lose(self, guid: Guid) -> None:
        self.result.was[guid] = self.result.records.pop(guid)
        self.result.sources[guid] = LOST

    def _mend_texts(self) -> None:
        for guid, source in list(self.result.sources.items()):
            if source != LOST or guid not in self.result.versions:
                continue
            row, turns = self.result.versions[guid]
            text = canonical(row["text"])
            letters = list(text)
            for one in self.result.records.values():
                if isinstance(one, Coding) and self._version_of(one) == guid and one.end <= len(letters):
                    letters[one.start : one.end] = one.quote
            text = "".join(letters)
            version = Version(
                id=guid, text=text, turns=tuple(proofs.turns(turns, len(text))), moments=(), report=None
            )
            rows = [changes.turn_row(version, turn) for turn in version.turns]
            self.result.versions[guid] = (changes.version_row(version), rows)

    def _version_of(self, coding: Coding) -> Guid:
        transcript = self.result.records.get(coding.transcript)
        return transcript.version if isinstance(transcript, Transcript) else ""

    def _stands(self, record: Record) -> bool:
        """Say whether all a record points at is there, and its quotation is what its text says."""
        records = self.result.records
        for name in ("transcript", "case", "code", "coder", "parent"):
            at = getattr(record, name, None)
            if at is not None and at not in records:
                return False
        if isinstance(record, Transcript):
            return record.version in self.result.versions
        if isinstance(record, Coding | Pending):
            version = record.version if isinstance(record, Pending) else self._version_of(record)
            text = self.result.versions[version][0]["text"] if version in self.result.versions else ""
            return bool(text[record.start : record.end] == record.quote)
        return True
