"""Actions on codings that are there, and memos: recode, stretch, mark, weigh, say what is missing, write.

Owns which coding an action is about when several are at the cursor. Tagging itself is in `tagging`; every
change is a gesture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import codings as coding_gestures
from interviewcoder.domain.gestures import notes as note_gestures
from interviewcoder.domain.records import STATUSES, Memo, StatusValue
from interviewcoder.locales import _, ngettext
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.lists import Ask, Choice
from interviewcoder.tui.picker import CodePicker, Picked
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.content import Content

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.records import Coding, Guid, Transcript
    from interviewcoder.domain.text import Span
    from interviewcoder.tui.transcript_view import TranscriptView

_LONGEST_NAME: Final = 60


class Annotating(Acting):
    """Actions ``code.info`` to ``code.status`` and ``memo.*``."""

    view: TranscriptView
    _counts: Mapping[Guid, CodeCounts]

    if TYPE_CHECKING:

        @property
        def transcript(self) -> Transcript | None: ...  # noqa: D102
        @property
        def quick(self) -> list[Guid]: ...  # noqa: D102
        @property
        def recent(self) -> list[Guid]: ...  # noqa: D102
        def coder_of(self, coding: Coding) -> str: ...  # noqa: D102
        def _passage(self) -> Span | None: ...

    # Which coding

    def _here(self) -> list[Coding]:
        """Give the codings at the cursor, the shortest first: it is the one looked at."""
        return sorted(
            self.view.codings.at(self.view.place.cursor), key=lambda coding: coding.end - coding.start
        )

    def coding_lines(self, codings: Sequence[Coding]) -> list[Content]:
        """Give a line for each coding: colour, code, coder, the beginning of the words."""
        return [
            joined(
                ("▌", self.study.codebook.colour(coding.code)),
                (self.study.codebook.path(coding.code), "bold"),
                " ★" if coding.key else "",
                f" {self.coder_of(coding)} ",
                (f"“{cut(coding.quote, 40)}”", "dim"),
            )
            for coding in codings
        ]

    def with_one(self, question: str, do: Callable[[Coding], object]) -> None:
        """Do something with the coding at the cursor, asking which when there are several."""
        here = self._here()
        if not here:
            self.coder_app.tell(_("There is no coding at the cursor."))
        elif len(here) == 1:
            do(here[0])
        else:

            def chosen(at: int | None) -> None:
                if at is not None:
                    self.coder_app.attempt(lambda: do(here[at]))

            self.app.push_screen(Choice(question, self.coding_lines(here)), chosen)

    # Codings

    def do_code_info(self) -> None:
        """Show what is coded at the cursor, by whom and when, with the memos."""
        here = self._here()
        if not here:
            self.coder_app.tell(_("There is no coding at the cursor."))
            return
        memos = self.study.memos([coding.id for coding in here])
        lines: list[Content] = []
        for coding, line in zip(here, self.coding_lines(here), strict=True):
            weight = (
                "" if coding.weight is None else _(" · weight {weight}").format(weight=f"{coding.weight:g}")
            )
            coder = next((c.name for c in self.study.coders if c.id == coding.coder), "")
            lines.append(joined(line, (f"{coder}, {coding.made[:10]}{weight}", "dim")))
            lines += [
                plain(f"   ✎ {cut(memo.text, 60)}", "italic") for memo in memos if memo.target == coding.id
            ]
        self.app.push_screen(Choice(_("Coded here"), lines))

    def do_code_invivo(self) -> None:
        """Make the selected words a code, and tag them with it."""
        span = self.view.place.span
        if span is None or self.transcript is None or self.view.document is None:
            self.coder_app.tell(_("Select the words first: they become the code’s name."))
            return
        words = " ".join(span.of(self.view.document.text).split())
        if len(words) > _LONGEST_NAME:
            raise Refused(_("That is long for a code’s name; select fewer words."))
        name = words.replace(">", "›").strip(' .,;:!?…«»“”"')
        code = self.study.codebook.get((name,)) or self.study.add_code([name])
        line = self.study.code_passage(self.transcript, span, [code])
        self.coder_app.told(line.sentence if line else _("That passage has that code already."))

    def picker(self, pin: Callable[[Guid], None] | None = None) -> CodePicker:
        """Give the list of codes to choose from, as this coder uses them."""
        segments = {guid: counts.segments for guid, counts in self._counts.items()}
        return CodePicker(self.study.codebook, segments, self.quick, self.recent, pin)

    def do_code_recode(self) -> None:
        """Give the coding at the cursor another code; memo and time stay."""
        self.with_one(_("Which coding is to get another code?"), self.recode)

    def do_code_adjust(self) -> None:
        """Give a coding that touches the selection the selection as its passage."""
        span, document = self.view.place.span, self.view.document
        if span is None or document is None:
            self.coder_app.tell(_("Select what the passage is to be, then press a."))
            return
        near = [coding for coding in self.view.codings.in_order if coding.span.overlaps(span)]
        if not near:
            self.coder_app.tell(_("The selection touches no coding."))
            return

        def stretch(coding: Coding) -> None:
            self.make(coding_gestures.stretch_coding(coding, span, document, self.study.codebook))

        if len(near) == 1:
            stretch(near[0])
            return

        def chosen(at: int | None) -> None:
            if at is not None:
                self.coder_app.attempt(lambda: stretch(near[at]))

        self.app.push_screen(
            Choice(_("Which coding is to get this passage?"), self.coding_lines(near)), chosen
        )

    def do_code_key(self) -> None:
        """Mark the coding as a key quotation, or no longer."""
        self.with_one(
            _("Which one is a key quotation?"),
            lambda coding: self.make(
                coding_gestures.mark_codings([coding], self.study.codebook, key=not coding.key)
            ),
        )

    def do_code_weight(self) -> None:
        """Give a coding a weight."""

        def ask(coding: Coding) -> None:
            def weighed(typed: str | None) -> None:
                if typed is not None:
                    self.coder_app.attempt(lambda: self._weigh(coding, typed))

            self.app.push_screen(Ask(_("Weight of the coding (a number; – takes it away)")), weighed)

        self.with_one(_("Which coding is to get a weight?"), ask)

    def _weigh(self, coding: Coding, typed: str) -> None:
        try:
            weight = -1.0 if typed.strip() in {"-", "–"} else float(typed.replace(",", "."))
        except ValueError as error:
            raise Refused(_("“{text}” is no number.").format(text=typed)) from error
        if not -1 <= weight < 1e6:
            raise Refused(_("A weight is a number from 0 on."))
        self.make(coding_gestures.mark_codings([coding], self.study.codebook, weight=weight))

    # What a code's absence means

    def do_code_status(self) -> None:
        """Say what it means that a code is not in this transcript."""
        if self.transcript is None:
            return
        picker = self.picker()

        def picked(found: Picked | None) -> None:
            if found is not None and found.codes:
                self._ask_status(found.codes[0])

        self.app.push_screen(picker, picked)

    def _ask_status(self, guid: Guid) -> None:
        values: tuple[StatusValue | None, ...] = (*STATUSES, None)
        lines = [plain(_(value) if value else _("nothing said")) for value in values]

        def chosen(at: int | None) -> None:
            if at is not None:
                self.coder_app.attempt(lambda: self._set_status(guid, values[at]))

        path = self.study.codebook.path(guid)
        self.app.push_screen(Choice(_("“{code}” in this transcript is").format(code=path), lines), chosen)

    def _set_status(self, guid: Guid, value: StatusValue | None) -> None:
        transcript, code = self.transcript, self.study.codebook[guid]
        if transcript is not None:
            self.make(
                note_gestures.set_statuses(
                    [transcript], code, self.study.codebook.path(guid), value, where=transcript.name,
                    present=self.study.statuses(), coder=self.study.coder.id,
                )
            )  # fmt: skip

    # Memos

    def do_memo_write(self) -> None:
        """Write a memo on the coding at the cursor, or on the passage selected."""
        span, document, transcript = self.view.place.span, self.view.document, self.transcript
        if document is None or transcript is None:
            return
        if span is None and self._here():
            self.with_one(_("On which coding is the memo?"), self._memo_on_coding)
            return
        span = span or self._passage()
        if span is None:
            return
        quote = span.of(document.text)
        memo = Memo(
            on="passage", target=transcript.id, start=span.start, end=span.end, quote=quote, text="",
            coder=self.study.coder.id,
        )  # fmt: skip
        self.write_memo(_("Memo on the passage"), memo, self.memo_on(memo), plain(quote))

    def _memo_on_coding(self, coding: Coding) -> None:
        memo = Memo(on="coding", target=coding.id, text="", coder=self.study.coder.id)
        title = _("Memo on the coding: {code}").format(code=self.study.codebook.path(coding.code))
        self.write_memo(title, memo, self.memo_on(memo), plain(coding.quote))

    def do_memo_transcript(self) -> None:
        """Write a memo on the transcript, its case, or a code at the cursor."""
        transcript = self.transcript
        if transcript is None:
            return
        targets: list[tuple[str, Memo]] = [
            (
                _("Memo on the transcript {name}").format(name=transcript.name),
                Memo(on="transcript", target=transcript.id, text="", coder=self.study.coder.id),
            )
        ]
        case = next((case for case in self.study.cases if case.id == transcript.case), None)
        if case is not None:
            title = _("Memo on the case {name}").format(name=case.name)
            targets.append((title, Memo(on="case", target=case.id, text="", coder=self.study.coder.id)))
        for guid in dict.fromkeys(coding.code for coding in self._here()):
            title = _("Memo on the code {code}").format(code=self.study.codebook.path(guid))
            targets.append((title, Memo(on="code", target=guid, text="", coder=self.study.coder.id)))

        def chosen(at: int | None) -> None:
            if at is not None:
                title, memo = targets[at]
                self.write_memo(title, memo, self.memo_on(memo))

        self.app.push_screen(
            Choice(_("On what is the memo?"), [plain(title) for title, _memo in targets]), chosen
        )

    # One coder's codings

    _only_coder: Guid | None = None

    def shown_codings(self, transcript: Transcript) -> tuple[Coding, ...]:
        """Give the codings of a transcript that are shown: all, or one coder's."""
        codings = self.study.codings_of(transcript)
        if self._only_coder is None:
            return codings
        return tuple(coding for coding in codings if coding.coder == self._only_coder)

    def do_view_coder(self) -> None:
        """Show only the next coder's codings, and after the last one all."""
        order: list[Guid | None] = [None, *(coder.id for coder in self.study.coders)]
        at = order.index(self._only_coder) if self._only_coder in order else 0
        self._only_coder = order[(at + 1) % len(order)]
        if self.transcript is not None:
            self.view.recode(self.shown_codings(self.transcript))
        name = next((coder.name for coder in self.study.coders if coder.id == self._only_coder), "")
        number = len(self.view.codings.in_order)
        counted = ngettext("{n} coding", "{n} codings", number).format(n=number)
        self.coder_app.tell(_("{coder}: {codings}").format(coder=name or _("All coders"), codings=counted))

    # Stretches without a coding

    def do_nav_uncoded(self) -> None:
        """Go to the next stretch without a coding."""
        self._to_uncoded(1)

    def do_nav_uncoded_back(self) -> None:
        """Go to the stretch without a coding before."""
        self._to_uncoded(-1)

    def _to_uncoded(self, step: int) -> None:
        document = self.view.document
        if document is None:
            return
        place = self.view.place
        cursor = place.span.start if place.span is not None else place.cursor
        gaps = uncoded(document.text, [coding.span for coding in self.view.codings.in_order])
        ahead = [gap for gap in gaps if (gap.start > cursor if step > 0 else gap.start < cursor)]
        if not ahead:
            self.coder_app.tell(_("There is no further one in this transcript."))
            return
        gap = ahead[0] if step > 0 else ahead[-1]
        self.view.move(self.view.mover.selected(gap))


def uncoded(text: str, coded: Sequence[Span]) -> list[Span]:
    """Give the stretches of lines outside `coded` that say something, in order, one line each at most."""
    from interviewcoder.domain.text import Span, union

    gaps: list[Span] = []
    position = 0
    for span in [*union(coded), None]:
        end = span.start if span is not None else len(text)
        start = position
        for line in text[position:end].split("\n"):
            words = line.strip()
            if any(map(str.isalnum, words)):
                begin = start + line.index(words[0])
                gaps.append(Span(begin, begin + len(words)))
            start += len(line) + 1
        position = span.end if span is not None else end
    return gaps
