"""Pseudonyms put into a study, and the real names put back: what would change, as one undoable change.

Owns working out that change and what the key has to remember of it. Nothing here is a guess: every replacement is
known, so every coding, memo and turn is carried exactly and nothing waits for a decision.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.changes import Change, Edit, replaced
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import corrections
from interviewcoder.domain.gestures.corrections import Carried
from interviewcoder.domain.gestures.rewriting import joined, rewritten
from interviewcoder.domain.names import cased_like, find
from interviewcoder.domain.pseudonyms import pseudonyms_in
from interviewcoder.domain.records import Case, Code, Speaker, Transcript
from interviewcoder.domain.replacing import Replaced, Replacement
from interviewcoder.domain.text import Span, canonical, name_key
from interviewcoder.locales import N_, _
from interviewcoder.study import traces
from interviewcoder.study.everything import owner, records

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from interviewcoder.domain.names import Names
    from interviewcoder.domain.pseudonyms import Key, Pseudonym
    from interviewcoder.domain.records import Coding, Guid, Memo, Pending, Record, Version
    from interviewcoder.study.study import Study


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What would be done: the change, the key that knows of it, and counts to tell.

    `by_transcript` counts replacements in texts; `beside` those in names, memos, summaries and the codebook.
    `innocent` are pseudonyms that stand in the study without having been put there, with how often.
    """

    change: Change
    key: Key
    names: Counter[str] = field(default_factory=Counter)
    by_transcript: dict[str, int] = field(default_factory=dict)
    beside: int = 0
    small: Counter[str] = field(default_factory=Counter)
    """Names found without their capital: perhaps an ordinary word."""
    innocent: Counter[str] = field(default_factory=Counter)

    @property
    def unfound(self) -> list[str]:
        """The names of the key that stand nowhere any more, or never did."""
        return [
            name for name in dict.fromkeys(one.real for one in self.key.pseudonyms) if not self.names[name]
        ]

    @property
    def places(self) -> int:
        """How many places change."""
        return sum(self.by_transcript.values()) + self.beside


def put_in(
    study: Study, key: Key, transcripts: Collection[Transcript] | None = None, *, names_too: bool = True
) -> Outcome:
    """Work out putting pseudonyms in; changes nothing. With `transcripts`, only in those and what is on them."""
    work = _PutIn(study, key)
    outcome = work.outcome
    edits = work.everywhere(transcripts)
    if not names_too:
        edits = [_with_its_name(edit) for edit in edits]
    edits = list(joined(edits))
    _no_two_alike(study, edits)
    label = N_("Pseudonyms put in: {places} places, {transcripts} transcripts")
    outcome.change = _change(label, outcome, edits, work.versions)
    return outcome


def put_back(study: Study, key: Key, transcripts: Collection[Transcript] | None = None) -> Outcome:
    """Work out putting the real names back where `put_in` replaced them; changes nothing."""
    work = _PutBack(study, key)
    outcome = work.outcome
    edits = list(joined(work.everywhere(transcripts)))
    _no_two_alike(study, edits)
    label = N_("Real names put back: {places} places, {transcripts} transcripts")
    outcome.change = _change(label, outcome, edits, work.versions)
    return outcome


def _change(label: str, outcome: Outcome, edits: Sequence[Edit], versions: Sequence[Version]) -> Change:
    details: dict[str, str | int] = {"places": outcome.places, "transcripts": len(outcome.by_transcript)}
    return Change(label, details, tuple(edits), tuple(versions))


class _Work:
    """Going through a study, text by text; what is replaced in each is said below."""

    def __init__(self, study: Study, key: Key) -> None:
        self.study, self.key = study, key
        self.outcome = Outcome(change=Change(""), key=key)
        self.versions: list[Version] = []
        self.edges = dict(key.edges)
        self._pseudonyms = [one.pseudonym for one in key.pseudonyms if any(map(str.isalnum, one.pseudonym))]

    def known(self, place: str, text: str) -> list[tuple[int, int, str]]:
        """Give what was put into a text and still stands there; other pseudonyms in it are counted as innocent."""
        known = traces.surviving(self.study, self.key, place, text)
        if not traces.is_repeated(place):
            theirs = {at for start, end, _was in known for at in range(start, end)}
            self.outcome.innocent.update(
                words
                for start, end, words in pseudonyms_in(text, self._pseudonyms)
                if theirs.isdisjoint(range(start, end))
            )
        return known

    def replacements(
        self, place: str, text: str, holder: tuple[Guid | None, ...], walls: Sequence[int]
    ) -> list[Replacement]:
        """Give what is replaced in a text."""
        raise NotImplementedError

    def bounds(self, record: Record, text: Replaced, span: Span) -> Span:
        """Give where the passage of a coding or memo is."""
        raise NotImplementedError

    def everywhere(self, transcripts: Collection[Transcript] | None) -> list[Edit]:
        """Give the edits for the texts, and for the words beside them."""
        edits: list[Edit] = []
        for transcript in self.study.transcripts if transcripts is None else transcripts:
            edits += self._text(transcript)
        changed = {(type(edit.record), edit.record.id): edit.after for edit in edits}
        chosen = None if transcripts is None else {transcript.id for transcript in transcripts}
        for record in records(self.study, chosen):
            now = changed.get((type(record), record.id), record)
            if now is not None:
                edits += replaced(now, self._beside(now))
        return edits

    def _text(self, transcript: Transcript) -> list[Edit]:
        before = self.study.version(transcript)
        holder = (transcript.id, transcript.case)
        text = self._replaced(traces.of_text(transcript), before.text, holder, walls_of(before))
        version = text.version(
            before,
            label=lambda words: self._replaced(traces.of_labels(transcript), words, holder).text,
            rewritten=lambda words: self._replaced(traces.of_report(transcript), words, holder).text,
        )
        if replace(version, id=before.id) == before:
            return []
        self.outcome.by_transcript[transcript.name] = len(text.replacements)
        self.versions.append(version)
        codings = list(self.study.codings(Selection(transcripts=frozenset({transcript.id}))))
        memos = [memo for memo in self.study.memos([transcript.id]) if memo.on == "passage"]
        waiting = self.study.pending(transcript)
        carried = self._carried(text, codings, memos, waiting, before.id)
        return list(
            corrections.correct_text(
                transcript, version, carried, codings=codings, memos=memos, waiting=waiting,
                speakers=self._speakers(transcript, before, version),
            ).edits
        )  # fmt: skip

    def _replaced(
        self, place: str, text: str, holder: tuple[Guid | None, ...], walls: Sequence[int] = ()
    ) -> Replaced:
        made = Replaced(text, self.replacements(place, text, holder, walls))
        if canonical(made.text) != made.text:
            raise Refused(_("A pseudonym cannot stand where its name stands: the letters would join others."))
        return made

    def _carried(
        self, text: Replaced, codings: Sequence[Coding], memos: Sequence[Memo], waiting: Sequence[Pending], version: Guid
    ) -> Carried:  # fmt: skip
        from interviewcoder.study.correcting import without_doubles

        carried = Carried(
            codings=_apart(codings, {one.id: self.bounds(one, text, one.span) for one in codings}, text),
            passages={one.id: self.bounds(one, text, Span(one.start or 0, one.end or 0)) for one in memos},
            again={
                one.id: text.span(Span(one.found_start, one.found_end))
                for one in waiting
                if one.found_start is not None and one.found_end is not None
            },
        )
        return without_doubles(codings, carried, version)

    def _speakers(
        self, transcript: Transcript, before: Version, version: Version
    ) -> tuple[list[Speaker], list[Speaker]]:
        """Give the speakers before and after: one a label, whatever it was called."""
        known = {speaker.label: speaker for speaker in self.study.speakers(transcript)}
        after: dict[str, Speaker] = {}
        kept: set[Guid] = set()
        for old, new in zip(before.turns, version.turns, strict=True):
            if old.label is None or new.label is None or new.label in after:
                continue
            speaker = known.get(old.label)
            if speaker is None or speaker.id in kept:
                role = speaker.role if speaker else "unknown"
                speaker = Speaker(transcript=transcript.id, label=new.label, name=new.label, role=role)
            kept.add(speaker.id)
            after[new.label] = replace(speaker, label=new.label)
        spoken = {turn.label for turn in before.turns}
        others = [one for one in known.values() if one.label not in spoken and one.label not in after]
        return list(known.values()), [*after.values(), *others]

    def _beside(self, record: Record) -> Record:
        holder = owner(self.study, record)

        def rewrite(name: str, words: str) -> str:
            if isinstance(record, Speaker) and name == "label":
                return words
            made = self._replaced(traces.of_field(record, name), words, holder)
            self.outcome.beside += len(made.replacements)
            return made.text

        return rewritten(record, rewrite)


def walls_of(version: Version) -> list[int]:
    """Give the places of a text that no name reaches over: where a label or the words of a turn begin or end."""
    spans = [span for turn in version.turns for span in (turn.label_span, turn.span) if span is not None]
    return sorted({at for span in spans for at in (span.start, span.end)})


class _PutIn(_Work):
    """Pseudonyms for real names."""

    def __init__(self, study: Study, key: Key) -> None:
        super().__init__(study, key)
        self._finders: dict[tuple[Guid | None, ...], Names[Pseudonym]] = {}

    def replacements(
        self, place: str, text: str, holder: tuple[Guid | None, ...], walls: Sequence[int]
    ) -> list[Replacement]:
        if holder not in self._finders:
            self._finders[holder] = self.key.finder(*holder)
        found = []
        for start, end, one in find(text, self._finders[holder], walls):
            was = text[start:end]
            found.append(Replacement(start, end, canonical(cased_like(one.pseudonym, was, one.real))))
            if not traces.is_repeated(place):
                self.outcome.names[one.real] += 1
                self.outcome.small[one.real] += was.islower() and not one.real.islower()
        self._remember(place, text, found)
        return found

    def _remember(self, place: str, text: str, found: Sequence[Replacement]) -> None:
        known = self.known(place, text)
        if not found:
            return
        made = Replaced(text, found)
        spans = [(made.start(start), made.end(end), was) for start, end, was in known]
        spans += [
            (span.start, span.end, text[one.start : one.end])
            for span, one in zip(made.places, found, strict=True)
        ]
        self.key = self.outcome.key = traces.with_trace(self.key, place, made.text, sorted(spans))

    def bounds(self, record: Record, text: Replaced, span: Span) -> Span:
        for edge, at in (("start", span.start), ("end", span.end)):
            if (inside := text.inside(at)) is not None:
                self.edges[record.id, edge] = inside
                self.key = self.outcome.key = replace(self.key, edges=dict(self.edges))
        return text.span(span)


class _PutBack(_Work):
    """Real names for the pseudonyms that were put in, exactly as they were written."""

    def replacements(
        self, place: str, text: str, holder: tuple[Guid | None, ...], walls: Sequence[int]
    ) -> list[Replacement]:
        del holder, walls
        return [Replacement(start, end, was) for start, end, was in self.known(place, text)]

    def bounds(self, record: Record, text: Replaced, span: Span) -> Span:
        first, last = text.start(span.start), text.end(span.end)
        start, n = self.key.edges.get((record.id, "start")), text.covering(span.start)
        if start is not None and n >= 0 and start < len(text.replacements[n].words):
            first = text.places[n].start + start
        end, n = self.key.edges.get((record.id, "end")), text.covering(span.end - 1)
        if end is not None and n >= 0 and end < len(text.replacements[n].words):
            last = text.places[n].start + end
        return Span(first, last) if first < last else text.span(span)


def _apart(codings: Sequence[Coding], spans: dict[Guid, Span], text: Replaced) -> dict[Guid, Span]:
    """Let a coding that would come to lie exactly on another of its code and coder hold a part of a pseudonym."""
    taken: set[tuple[Guid, Guid, Span]] = set()
    for one in sorted(codings, key=lambda one: text.clipped(one.span) != spans[one.id]):
        place = (one.code, one.coder, spans[one.id])
        if place in taken:
            spans[one.id] = text.clipped(one.span)
        taken.add((one.code, one.coder, spans[one.id]))
    return spans


def _with_its_name(edit: Edit) -> Edit:
    """Leave cases and transcripts the names they have."""
    before, after = edit.before, edit.after
    if isinstance(before, Case | Transcript) and isinstance(after, Case | Transcript):
        return Edit(before, replace(after, name=before.name))
    return edit


def _no_two_alike(study: Study, edits: Iterable[Edit]) -> None:
    """Refuse to give two cases, transcripts or sister codes one name."""
    after = {(type(edit.record), edit.record.id): edit.after for edit in edits}
    kinds: Mapping[str, tuple[Sequence[Record], Callable[[Record], object]]] = {
        _("cases"): (study.cases, _name),
        _("transcripts"): (study.transcripts, _name),
        _("codes"): (list(study.codebook), _place_in_codebook),
    }
    for what, (known, name) in kinds.items():
        names = Counter(
            name(now) for one in known if (now := after.get((type(one), one.id), one)) is not None
        )
        if any(n > 1 for n in names.values()):
            raise Refused(
                _(
                    "Two {what} would have one name. Rename one of them first, or leave the names with --keep-names."
                ).format(what=what)
            )


def _name(record: Record) -> object:
    assert isinstance(record, Case | Transcript)
    return record.name


def _place_in_codebook(record: Record) -> object:
    assert isinstance(record, Code)
    return record.parent, name_key(next(iter(record.name.values()), ""))
