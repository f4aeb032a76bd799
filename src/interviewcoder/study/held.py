"""What an open study holds in memory: the small things, the texts last read, and finding them by name.

Holds codebook, cases, attributes, transcripts (without texts) and coders, fresh whenever the history has
moved. Changes nothing: what was changed is told to it by `follow`.
"""

from __future__ import annotations

import getpass
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.codebook import Codebook
from interviewcoder.domain.document import Document
from interviewcoder.domain.errors import NotFound
from interviewcoder.domain.naming import cleaned, kept
from interviewcoder.domain.records import (
    Blind,
    Case,
    Coder,
    Coding,
    Edition,
    Finished,
    Memo,
    Pending,
    Speaker,
    Status,
    Summary,
    Transcript,
)
from interviewcoder.domain.text import name_key
from interviewcoder.locales import _
from interviewcoder.store import Store, numbers, queries
from interviewcoder.store.sight import Sight
from interviewcoder.study import selecting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from interviewcoder.domain.changes import Change, Edit, HistoryLine
    from interviewcoder.domain.records import Attribute, Guid
    from interviewcoder.study.settings import Settings

T = TypeVar("T")
_TEXTS_HELD: Final = 256


@dataclass(frozen=True, slots=True)
class Seen:
    """What was changed since a line of history: up to which line, and either all small things or the edits."""

    since: int
    head: int
    small: queries.Small | None
    edits: tuple[Edit, ...] = ()


class Held:
    """The part of a study that is in memory."""

    def __init__(self, folder: Path, settings: Settings, store: Store) -> None:
        self.folder = folder
        self.settings = settings
        self._store = store
        self.with_real_names = False
        """Whether exports may hold real names of the key; see `leaving`."""
        self._head, self._small = store.small()
        if self._see():
            self._head, self._small = store.small()
        self._documents: dict[Guid, Document] = {}
        self._codings: tuple[Guid, dict[Guid, Coding]] | None = None
        self._remembered: tuple[str, dict[str, Any]] | None = None
        self._noted: tuple[Guid, frozenset[Guid]] | None = None
        self._waiting: dict[Guid, int] | None = None
        self._next_undo: tuple[HistoryLine | None] | None = None
        self._changed = False

    @property
    def read_only(self) -> bool:
        """Whether the study can only be read here."""
        return self._store.read_only

    @property
    def newer(self) -> bool:
        """Whether a later version of the program wrote the study, so that it can only be read."""
        return self._store.newer

    def refresh(self) -> bool:
        """Look whether anything was changed since, here or elsewhere, and hold what is true now."""
        return self.take(self.look())

    def look(self) -> Seen | None:
        """Look whether anything was changed since; None when not. Holds nothing yet, so it may be done in a thread."""
        head = self._head
        news = self._store.news(head)
        if news is None:
            return None
        if news.edits is None:
            return Seen(head, *self._store.small())
        return Seen(head, news.head, None, news.edits)

    def take(self, seen: Seen | None) -> bool:
        """Hold what was seen; False when there is nothing, or when we have moved on ourselves since it was looked."""
        if seen is None or seen.since != self._head:
            return False
        if seen.small is not None:
            self._hold(seen.head, seen.small)
        else:
            self._take(seen.head, seen.edits)
        return True

    def _hold(self, head: int, small: queries.Small) -> None:
        """Hold the small things as of a line of history, and forget what rests on others."""
        self._hold_small(head, small)
        self._documents.clear()
        self._codings = self._noted = self._waiting = None

    def _hold_small(self, head: int, small: queries.Small) -> None:
        self._head, self._small = head, small
        self._next_undo = None
        for name in ("codebook", "coder"):
            self.__dict__.pop(name, None)

    def _follow(self, line: HistoryLine, change: Change) -> None:
        """Hold what is true after our own change; read it again only if others changed something too."""
        self._next_undo = None
        if line.n != self._head + 1:
            self.refresh()
        else:
            self._take(line.n, change.edits)

    def _take(self, head: int, edits: Sequence[Edit]) -> None:
        """Hold what is true after some edits, up to a line of history."""
        self._next_undo = None
        records = [edit.record for edit in edits]
        if any(isinstance(record, Memo) for record in records):
            self._noted = None
        if any(isinstance(record, Pending) for record in records):
            self._waiting = None
        if all(
            isinstance(record, Coding | Memo | Summary | Status | Finished | Pending | Edition)
            for record in records
        ):
            self._head = head
        elif any(isinstance(record, Blind) for record in records):
            self._small = self._small.after(edits)
            self._see()
            self._hold(*self._store.small())
        elif any(isinstance(record, Transcript | Speaker | Case) for record in records):
            self._hold(head, self._small.after(edits))
        else:
            self._hold_small(head, self._small.after(edits))
        self._follow_codings(edits)

    def _follow_codings(self, edits: Sequence[Edit]) -> None:
        if self._codings is None:
            return
        transcript, held = self._codings
        for edit in edits:
            if isinstance(edit.record, Coding) and edit.record.transcript == transcript:
                held.pop(edit.record.id, None)
                if isinstance(edit.after, Coding):
                    held[edit.after.id] = edit.after

    # Who sees what

    @property
    def blind(self) -> Blind | None:
        """Whether the present coder works blind, and where; None when she sees everything."""
        return next((one for one in self.blinds if one.coder == self.coder.id), None)

    @property
    def blinds(self) -> tuple[Blind, ...]:
        """Who works blind."""
        return self._small.blinds

    def _see(self) -> bool:
        """Read with the eyes of the present coder from now on; say whether she works blind."""
        blind = self.blind
        self._store.sight = Sight(blind.coder, self.coder.name, blind.transcripts) if blind else None
        return blind is not None

    def codings_of(self, transcript: Transcript) -> tuple[Coding, ...]:
        """Give the codings of a transcript, in no order: those of the one asked for last are held."""
        if self._codings is None or self._codings[0] != transcript.id:
            with self._store.reading() as at:
                found = queries.codings(at, Selection(transcripts=frozenset({transcript.id})))
                self._codings = (transcript.id, {coding.id: coding for coding in found})
        return tuple(self._codings[1].values())

    @cached_property
    def codebook(self) -> Codebook:
        """The codes in tree order."""
        return Codebook(self._small.codes, self.settings.language)

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases, in the order given by hand."""
        return self._small.cases

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """The attributes in order."""
        return self._small.attributes

    @property
    def transcripts(self) -> tuple[Transcript, ...]:
        """The transcripts in order, without their texts."""
        return self._small.transcripts

    @property
    def coders(self) -> tuple[Coder, ...]:
        """The coders by name."""
        return self._small.coders

    @property
    def people(self) -> tuple[Coder, ...]:
        """The coders who are somebody: all but the one who stands for what the others have agreed on."""
        agreed = name_key(self.settings.agreed_name)
        return tuple(coder for coder in self.coders if name_key(coder.name) != agreed)

    @cached_property
    def coder(self) -> Coder:
        """Who codes now: the study's default coder. New to the study until the first change."""
        return self.coder_or_new(cleaned(self.settings.coder) or user_name())

    def coder_or_new(self, name: str) -> Coder:
        """Give the coder of this name, or a new one of that name. Raises `Refused` for what is no name."""
        known = next((coder for coder in self.coders if name_key(coder.name) == name_key(name)), None)
        return known or Coder(name=kept(name, _("Give the coder a name.")))

    def work_as(self, name: str) -> None:
        """Code as `name` from now on, in this open study only."""
        self.__dict__["coder"] = self.coder_or_new(name)
        self.settings = replace(self.settings, coder=self.coder.name)
        self._see()
        self._hold(*self._store.small())

    # Finding by name

    def transcript(self, name: str) -> Transcript:
        """Give the transcript of this name. Raises `NotFound`."""
        return _named(_("transcript"), name, self.transcripts, lambda transcript: transcript.name)

    def case(self, name: str) -> Case:
        """Give the case of this name. Raises `NotFound`."""
        return _named(_("case"), name, self.cases, lambda case: case.name)

    def attribute(self, name: str) -> Attribute:
        """Give the attribute of this name. Raises `NotFound`."""
        return _named(_("attribute"), name, self.attributes, lambda attribute: attribute.name)

    def coder_named(self, name: str) -> Coder:
        """Give the coder of this name. Raises `NotFound`."""
        return _named(_("coder"), name, self.coders, lambda coder: coder.name)

    @property
    def group_attribute(self) -> Attribute | None:
        """The attribute that groups cases: the one `study.toml` names, else the first with choices."""
        if self.settings.group:
            wanted = name_key(self.settings.group)
            return next((a for a in self.attributes if name_key(a.name) == wanted), None)
        return next((attribute for attribute in self.attributes if attribute.kind == "choice"), None)

    def group_of(self, case: Case) -> str:
        """Give the group a case belongs to, empty without one."""
        attribute = self.group_attribute
        value = case.values.get(attribute.id) if attribute else None
        return "" if value is None else selecting.value_as_text(value)

    def in_order(self, cases: Sequence[Case]) -> list[Case]:
        """Give cases as a matrix shows them: group by group, by hand within."""
        from interviewcoder.analysis.matrix import ordered_cases

        return ordered_cases(cases, {case.id: self.group_of(case) for case in cases})

    def document(self, transcript: Transcript) -> Document:
        """Give a transcript with its text, turns and speakers."""
        held = self._documents.get(transcript.id)
        if held is not None and held.transcript == transcript:
            return held
        self.hold_documents([transcript])
        return self._documents[transcript.id]

    def hold_documents(self, transcripts: Sequence[Transcript]) -> None:
        """Read the texts of some transcripts at once, so that `document` has them; they must be few."""
        missing = [one for one in transcripts if one.id not in self._documents]
        cases = {case.id: case.name for case in self.cases}
        with self._store.reading() as at:
            versions = queries.versions(at, [one.version for one in transcripts])
            speakers = queries.speakers(at, [one.id for one in transcripts])
        while self._documents and len(self._documents) + len(missing) > _TEXTS_HELD:
            self._documents.pop(next(iter(self._documents)))
        labels: dict[Guid, dict[str, Speaker]] = {one.id: {} for one in transcripts}
        for speaker in speakers:
            labels[speaker.transcript][speaker.label] = speaker
        for one in transcripts:
            version, case = versions[one.version], cases.get(one.case or "", "")
            self._documents[one.id] = Document(
                one, case, version.text, version.turns, labels[one.id], version.moments
            )

    def noted_codings(self, transcript: Transcript) -> frozenset[Guid]:
        """Give the codings of a transcript that have a memo."""
        if self._noted is None or self._noted[0] != transcript.id:
            with self._store.reading() as at:
                self._noted = (transcript.id, queries.noted_codings(at, transcript.id))
        return self._noted[1]

    @property
    def waiting(self) -> Mapping[Guid, int]:
        """How many codings of each transcript wait for a decision after a correction; transcripts without are left out."""
        if self._waiting is None:
            with self._store.reading() as at:
                self._waiting = numbers.waiting(at)
        return self._waiting


def user_name() -> str:
    """Give the name of the user of this computer, to code by."""
    try:
        return getpass.getuser().capitalize()
    except (OSError, KeyError):
        return _("Coder")


def _named(what: str, name: str, things: Sequence[T], name_of: Callable[[T], str]) -> T:
    exact = next((thing for thing in things if name_of(thing) == name), None)
    if exact is not None:
        return exact
    key = name_key(name)
    found = [thing for thing in things if name_key(name_of(thing)) == key]
    if len(found) == 1:
        return found[0]
    raise NotFound(what, name, map(name_of, things))
