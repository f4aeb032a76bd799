"""Memos with what they are on: in words, as quotation, as the place to go to.

Owns that join. Writing a memo is a gesture; which memos there are is the store's answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.analysis.filters import Selection
from interviewcoder.analysis.search import compiled
from interviewcoder.domain.text import Span
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.records import Coding, Memo, MemoTarget
    from interviewcoder.study.study import Study

KINDS: Final[dict[MemoTarget, str]] = {
    "study": N_("study"), "case": N_("case"), "transcript": N_("transcript"), "passage": N_("passage"),
    "code": N_("code"), "coding": N_("coding"),
}  # fmt: skip
"""What a memo can be on, with the word for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A memo as read: `on` says what it is on, `quote` the passage where it is on one, `coder` who wrote it."""

    memo: Memo
    on: str
    quote: str
    coder: str


class Noting:
    """The memos of a study, the newest first, as the study is now; each is read back when it is asked for."""

    def __init__(self, study: Study, *, kind: MemoTarget | None = None, words: str = "") -> None:
        self._study = study
        found = study.memos()
        if kind is not None:
            found = [memo for memo in found if memo.on == kind]
        if words.strip():
            pattern = compiled(words)
            found = [memo for memo in found if pattern.search(memo.text)]
        self.memos: Sequence[Memo] = sorted(found, key=lambda memo: (memo.made, memo.id), reverse=True)
        self._coders = {coder.id: coder.name for coder in study.coders}
        on = frozenset(str(memo.target) for memo in self.memos if memo.on == "coding")
        self._codings = {coding.id: coding for coding in study.codings(Selection(codings=on))} if on else {}

    def coding(self, memo: Memo) -> Coding | None:
        """Give the coding a memo is on."""
        return self._codings.get(memo.target or "")

    def place(self, memo: Memo) -> tuple[str, Span] | None:
        """Give the transcript and the passage a memo is on, None when it is on none."""
        coding = self.coding(memo)
        if coding is not None:
            return coding.transcript, coding.span
        if memo.on == "passage" and memo.target and memo.start is not None and memo.end is not None:
            return memo.target, Span(memo.start, memo.end)
        return None

    def noted(self, memo: Memo) -> Noted:
        """Give a memo as read."""
        coding = self.coding(memo)
        return Noted(
            memo=memo, on=self._on(memo), quote=coding.quote if coding else memo.quote,
            coder=self._coders.get(memo.coder or "", ""),
        )  # fmt: skip

    def _on(self, memo: Memo) -> str:
        study, target = self._study, memo.target or ""
        place = self.place(memo)
        if place is not None:
            transcript = next((known for known in study.transcripts if known.id == place[0]), None)
            reference = study.document(transcript).reference(place[1]) if transcript is not None else ""
            coding = self.coding(memo)
            return f"{reference}, {study.codebook.path(coding.code)}" if coding else reference
        if memo.on == "case":
            return next((case.name for case in study.cases if case.id == target), "")
        if memo.on == "transcript":
            return next((known.name for known in study.transcripts if known.id == target), "")
        if memo.on == "code":
            return study.codebook.path(target) if target in study.codebook else ""
        return study.settings.title if memo.on == "study" else _("(no longer there)")
