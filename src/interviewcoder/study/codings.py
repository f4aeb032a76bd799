"""Codings by the file: taking them in, row by row proved, and giving them out.

Owns finding transcripts, codes and passages for rows. Nothing is taken when a row is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain import naming
from interviewcoder.domain.codebook import Codebook, split_path
from interviewcoder.domain.drafts import CodingDraft
from interviewcoder.domain.errors import InterviewCoderError, Refused, WrongRows
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import codings as gestures
from interviewcoder.domain.records import Code, Coder, Coding, Memo, now
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.records import Guid, Transcript
    from interviewcoder.study.study import Study

_Mark: TypeAlias = "tuple[int, int, Guid, Guid]"
"""A coding within its transcript: start, end, code, coder."""


@dataclass(slots=True)
class Taken:
    """What a file of codings came to: how many were new, how many were there already."""

    new: int = 0
    there: int = 0
    codes: list[str] = field(default_factory=list)
    coders: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    line: HistoryLine | None = None


def take(study: Study, drafts: Sequence[CodingDraft], file: str, *, create_codes: bool = False) -> Taken:
    """Take codings in as one change. Raises `WrongRows` naming the wrong rows; then nothing is taken."""
    return _Taking(study, create_codes=create_codes).run(drafts, file)


class _Taking:
    def __init__(self, study: Study, *, create_codes: bool) -> None:
        self._study = study
        self._create = create_codes
        self._codebook = study.codebook
        self._codes: dict[str, Code] = {}
        self._coders: dict[str, Coder] = {coder.name: coder for coder in study.coders}
        self._transcripts: dict[str, Transcript] = {}
        self._new: list[Coding | Memo | Code | Coder] = []
        self.taken = Taken()

    def run(self, drafts: Sequence[CodingDraft], file: str) -> Taken:
        wrong: list[tuple[int, str]] = []
        by_transcript: dict[Guid, list[tuple[CodingDraft, Code, Coder]]] = {}
        for draft in drafts:
            try:
                transcript = self._transcript(draft.transcript)
                code, coder = self._code(draft.code), self._coder(draft.coder or self._study.coder.name)
            except InterviewCoderError as error:
                wrong.append((draft.row, error.sentence))
            else:
                by_transcript.setdefault(transcript.id, []).append((draft, code, coder))
        for guid, rows in by_transcript.items():
            wrong += self._take_all(guid, rows)
        if wrong:
            raise WrongRows(file, sorted(wrong), _("Nothing was imported."))
        if self.taken.new:
            self.taken.line = self._study.apply(gestures.add_codings(self._new, file))
        return self.taken

    def _take_all(
        self, transcript: Guid, rows: Sequence[tuple[CodingDraft, Code, Coder]]
    ) -> Iterator[tuple[int, str]]:
        """Take the rows of one transcript, its text read once; give the wrong ones."""
        _guid, text = next(self._study.texts([transcript]))
        present = self._present_in(transcript)
        for draft, code, coder in rows:
            try:
                start, end, quote = _passage(draft, text)
            except InterviewCoderError as error:
                yield draft.row, error.sentence
            else:
                self._take(draft, transcript, (start, end, code.id, coder.id), quote, present)

    def _take(
        self, draft: CodingDraft, transcript: Guid, mark: _Mark, quote: str, present: set[_Mark]
    ) -> None:
        if mark in present:
            self.taken.there += 1
            return
        present.add(mark)
        start, end, code, coder = mark
        coding = Coding(
            transcript=transcript, start=start, end=end, quote=quote, code=code, coder=coder,
            made=draft.made or now(),
        )  # fmt: skip
        self._new.append(coding)
        if draft.memo:
            self._new.append(Memo(on="coding", target=coding.id, text=draft.memo, coder=coder))
        self.taken.new += 1

    def _transcript(self, name: str) -> Transcript:
        if name not in self._transcripts:
            self._transcripts[name] = self._study.transcript(name)
        return self._transcripts[name]

    def _present_in(self, transcript: Guid) -> set[_Mark]:
        with self._study.passages(Selection(transcripts=frozenset({transcript}))) as passages:
            return {(p[1], p[2], p[3], p[4]) for p in passages}

    def _code(self, path: str) -> Code:
        if path not in self._codes:
            self._codes[path] = self._find_code(path)
        return self._codes[path]

    def _find_code(self, path: str) -> Code:
        if not self._create:
            return self._codebook.find(path)
        names = split_path(path)
        if not names:
            raise Refused(_("A code needs a name."))
        found = self._codebook.get(names)
        if found is not None:
            return found
        names = tuple(naming.taken(name, self.taken.warnings) for name in names)
        if (found := self._codebook.get(names)) is not None:
            return found
        change, code = code_gestures.add_code(self._codebook, names)
        new = [edit.after for edit in change.edits if isinstance(edit.after, Code)]
        self._codebook = Codebook((*self._codebook.by_id.values(), *new), self._codebook.language)
        self._new += new
        self.taken.codes += [self._codebook.path(code.id) for code in new]
        return code

    def _coder(self, name: str) -> Coder:
        if name not in self._coders:
            clean = naming.taken(name, self.taken.warnings)
            if clean not in self._coders:
                self._coders[clean] = Coder(name=clean)
                self._new.append(self._coders[clean])
                self.taken.coders.append(clean)
            self._coders[name] = self._coders[clean]
        return self._coders[name]


def _passage(draft: CodingDraft, text: str) -> tuple[int, int, str]:
    start, end = draft.start, draft.end
    if start is None or end is None:
        start, end = _find(text, draft.quote)
    elif not 0 <= start < end <= len(text):
        raise Refused(_("{start} to {end} is no passage of this transcript.").format(start=start, end=end))
    elif draft.quote and text[start:end] != draft.quote:
        raise Refused(_("the words at {start} are not those of “quote”.").format(start=start))
    return start, end, draft.quote or text[start:end]


def _find(text: str, quote: str) -> tuple[int, int]:
    if not quote:
        raise Refused(_("give “start” and “end”, or “quote”."))
    start = text.find(quote)
    if start < 0:
        raise Refused(_("the words of “quote” are not in this transcript."))
    if text.find(quote, start + 1) >= 0:
        raise Refused(_("the words of “quote” stand several times in this transcript: give start and end."))
    return start, start + len(quote)


def give(study: Study, selection: Selection) -> Iterator[CodingDraft]:
    """Give the selected codings as rows, by transcript (in the study's order) and place."""
    memos: dict[Guid | None, str] = {memo.target: memo.text for memo in study.memos() if memo.on == "coding"}
    names = {coder.id: coder.name for coder in study.coders}
    paths = {code.id: study.codebook.path(code.id) for code in study.codebook}
    order = {transcript.id: n for n, transcript in enumerate(study.transcripts)}
    named = {transcript.id: transcript.name for transcript in study.transcripts}
    found = sorted(study.codings(selection), key=lambda coding: (order[coding.transcript], coding.start))
    for row, coding in enumerate(found, start=2):
        yield CodingDraft(
            row=row, transcript=named[coding.transcript], start=coding.start, end=coding.end,
            code=paths[coding.code], coder=names[coding.coder], quote=coding.quote,
            memo=memos.get(coding.id, ""), made=coding.made,
        )  # fmt: skip
