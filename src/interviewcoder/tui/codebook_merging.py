"""Merging, splitting and removing codes from the codebook screen.

Owns the questions and the words of the preview. What a merge touches is counted by the study, beside the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.locales import _, ngettext
from interviewcoder.study import codes
from interviewcoder.tui.codebook_changing import ChangingCodes, meant
from interviewcoder.tui.lists import Ask, Choice
from interviewcoder.tui.safe import plain

if TYPE_CHECKING:
    from interviewcoder.domain.records import Code
    from interviewcoder.study.codes import Touched
    from interviewcoder.tui.split_decisions import Decisions


class MergingCodes(ChangingCodes):
    """What the codebook screen asks before several codes and their codings change."""

    def merge_code(self, code: Code) -> None:
        """Ask into which code a code is to be merged; then what that touches is counted and shown."""
        own = set(self.study.codebook.with_below(code.id))

        def chosen(typed: str) -> None:
            target = meant(self.study.codebook, typed, own)
            self._count_merge(self.now(code), target)

        title = _("Into which code is {code} to be merged?").format(code=self.path(code))
        self.ask(Ask(title, self.paths(own)), chosen)

    @work(thread=True, exclusive=True, group="merge", exit_on_error=False)
    def _count_merge(self, source: Code, target: Code) -> None:
        try:
            touched = codes.touched_by_merge(self.study, source, target)
        except InterviewCoderError as error:
            self.app.call_from_thread(self.coder_app.tell, error.sentence, wrong=True)
        else:
            self.app.call_from_thread(self._preview_merge, source, target, touched)

    def _preview_merge(self, source: Code, target: Code, touched: Touched) -> None:
        def chosen(at: int) -> None:
            if at == 0 and self.make(codes.merge(self.study, self.now(source), self.now(target))):
                self.go(target.id)

        title = _("Merge {source} into {target}?").format(source=self.path(source), target=self.path(target))
        merge = Content("\n").join([plain(_("Merge"), "bold"), *map(plain, touched_in_words(touched))])
        self.ask(Choice(title, [merge, plain(_("Leave it"), "bold")]), chosen)

    def split_code(self, code: Code) -> None:
        """Go through the quotations of a code, and split it as decided, in one change."""
        from interviewcoder.tui.splitting import SplitScreen

        if next(self.study.codings(Selection(codes=frozenset({code.id}))), None) is None:
            self.coder_app.tell(_("No passage has this code itself: there is nothing to split."))
            return

        def decided(decisions: Decisions) -> None:
            change = codes.split(self.study, self.now(code), decisions.chosen, decisions.new)
            self.make(change)

        self.ask(SplitScreen(self.study, code), decided)

    def remove_code(self, code: Code) -> None:
        """Remove a code with those below it and their codings, and say how many those were."""
        change, n = codes.remove(self.study, code)
        sentence = self.study.apply(change).sentence
        went = ngettext("{n} coding went with it", "{n} codings went with it", n).format(n=n)
        self.coder_app.told(_("{sentence}: {went}; u brings it back.").format(sentence=sentence, went=went))


def touched_in_words(touched: Touched) -> list[str]:
    """Say what a merge touches, a line for each kind of thing that there is."""
    lines = [
        ", ".join(
            (
                ngettext("{n} coding", "{n} codings", touched.codings).format(n=touched.codings),
                ngettext("{n} transcript", "{n} transcripts", touched.transcripts).format(
                    n=touched.transcripts
                ),
                ngettext("{n} case", "{n} cases", touched.cases).format(n=touched.cases),
            )
        ),
        ", ".join(
            (
                ngettext("{n} memo", "{n} memos", touched.memos).format(n=touched.memos),
                ngettext("{n} summary", "{n} summaries", touched.summaries).format(n=touched.summaries),
            )
        ),
    ]
    if touched.doubles:
        n = touched.doubles
        lines.append(
            ngettext(
                "{n} passage has both codes and keeps one coding, with the memos of both",
                "{n} passages have both codes and keep one coding each, with the memos of both", n,
            ).format(n=n)
        )  # fmt: skip
    if touched.below:
        n = touched.below
        lines.append(ngettext("{n} code below comes along", "{n} codes below come along", n).format(n=n))
    return [f"  {line}" for line in lines]
