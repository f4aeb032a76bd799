"""What every screen that changes the study does alike: make a change and say it, ask before, write a memo.

Owns those gestures of the screens. What is changed, and what is asked, is the screen's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.gestures import codings as coding_gestures
from interviewcoder.domain.gestures import notes as note_gestures
from interviewcoder.locales import _
from interviewcoder.tui.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content

    from interviewcoder.domain.changes import Change
    from interviewcoder.domain.records import Coding, Memo
    from interviewcoder.study import Study
    from interviewcoder.tui.app import CodingApp
    from interviewcoder.tui.picker import Picked


class Acting:
    """Mixed into a screen over a study."""

    study: Study
    app: Any

    if TYPE_CHECKING:

        @property
        def coder_app(self) -> CodingApp: ...  # noqa: D102

    def make(self, change: Change) -> bool:
        """Make a change and say it; say so, and give False, when there is nothing to change."""
        if not change:
            self.coder_app.tell(_("That is so already."))
            return False
        self.coder_app.told(self.study.apply(change).sentence)
        return True

    def ask(self, question: Any, do: Callable[[Any], object]) -> None:
        """Ask, and do something with the answer; escape is none, a refusal becomes a sentence."""

        def answered(answer: Any) -> None:
            if answer is not None:
                self.coder_app.attempt(lambda: do(answer))

        self.app.push_screen(question, answered)

    def recode(self, coding: Coding) -> None:
        """Ask for another code for a coding; memo and time stay."""

        def picked(found: Picked) -> None:
            codebook = self.study.codebook
            code = self.study.add_code(found.new) if found.new else codebook[found.codes[0]]
            there = Selection(transcripts=frozenset({coding.transcript}), at=coding.span)
            present, memos = list(self.study.codings(there)), self.study.memos([coding.id])
            self.make(coding_gestures.recode_codings([coding], code, self.study.codebook, present, memos))

        self.ask(self.coder_app.coding.picker(), picked)

    def memo_on(self, memo: Memo) -> Memo | None:
        """Give the memo that is there where this one would be."""
        there = self.study.memos([memo.target] if memo.target is not None else None)
        wanted = (memo.on, memo.target, memo.start, memo.end)
        return next(
            (known for known in there if (known.on, known.target, known.start, known.end) == wanted), None
        )

    def write_memo(
        self, title: str, memo: Memo, before: Memo | None = None, beside: Content | None = None
    ) -> None:
        """Open the editor on a memo: `before` when it is there already, else a new one."""

        def written(text: str) -> None:
            if text != (before.text if before else ""):
                self.make(note_gestures.write_memo(replace(memo, text=text), before))

        key = f"memo {memo.on} {memo.target} {memo.start}"
        if memo.on == "study":
            key += f" {before.id if before else ''}"
        text = before.text if before else ""
        self.ask(Writing(self.study, title, text, key=key, beside=beside), written)
