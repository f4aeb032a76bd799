"""The actions that correct the transcript that is open: its words here, a corrected file, a place for what waits.

Owns asking and the thread. What a correction does to the codings is the study's, the same for an edit and a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work

from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.domain.text import Span
from interviewcoder.locales import _
from interviewcoder.study import correcting
from interviewcoder.study.blinding import refuse_blind
from interviewcoder.tui.lists import Choice
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from interviewcoder.domain.records import Guid, Pending, Transcript
    from interviewcoder.study import Study
    from interviewcoder.study.correcting import Correction
    from interviewcoder.tui.app import CodingApp
    from interviewcoder.tui.transcript_view import TranscriptView


class TextCorrecting:
    """Actions ``text.*`` and ``code.place``."""

    study: Study
    view: TranscriptView
    app: Any
    _placing: Guid | None = None

    if TYPE_CHECKING:

        @property
        def coder_app(self) -> CodingApp: ...  # noqa: D102
        @property
        def transcript(self) -> Transcript | None: ...  # noqa: D102
        def ask(self, question: Any, do: Callable[[Any], object]) -> None: ...  # noqa: D102
        def open(self, transcript: Transcript, cursor: int = 0, select: Span | None = None) -> None: ...  # noqa: D102

    def _one_open(self) -> Transcript:
        if self.transcript is None:
            raise Refused(_("No transcript is open."))
        return self.transcript

    def _one_to_correct(self) -> Transcript:
        """Give the transcript that is open, before anything is typed that could not be taken."""
        refuse_blind(self.study)
        return self._one_open()

    # Correcting

    def do_text_edit(self) -> None:
        """Correct the words of the turn at the cursor."""
        from interviewcoder.study import editing
        from interviewcoder.tui.text_editor import TextEditor

        transcript = self._one_to_correct()
        document, cursor = self.study.document(transcript), self.view.place.cursor
        span = editing.words_at(document, cursor)
        turn = document.turn_of(span)
        where = (
            _("turn {n}").format(n=turn.n) if turn else _("line {n}").format(n=document.line_at(span.start))
        )
        title = _("Correct the words: {transcript}, {where}").format(transcript=transcript.name, where=where)
        speaker = document.speaker(turn)
        if speaker:
            title += f" – {speaker}"

        def typed(words: str) -> None:
            if (
                next((one.version for one in self.study.transcripts if one.id == transcript.id), "")
                != transcript.version
            ):
                raise Refused(_("The text was corrected elsewhere meanwhile; nothing was changed."))
            self._correct(lambda study: editing.edited(study, transcript, span, words))

        inside = min(max(0, cursor - span.start), len(span))
        self.ask(TextEditor(title, span.of(document.text), inside), typed)

    def do_text_file(self) -> None:
        """Choose a corrected file, and look at what it would do."""
        from interviewcoder.tui.files_screen import FilesScreen

        transcript = self._one_to_correct()

        def chosen(paths: list[Path]) -> None:
            if len(paths) != 1 or paths[0].is_dir():
                raise Refused(_("Choose one file: the corrected text of this transcript."))
            self.coder_app.tell(_("Comparing {file} with the transcript …").format(file=paths[0].name))
            self._compare(transcript, paths[0])

        self.ask(FilesScreen(self.study.folder / "transcripts"), chosen)

    @work(thread=True, exclusive=True, group="correction", exit_on_error=False)
    def _compare(self, transcript: Transcript, path: Path) -> None:
        from interviewcoder.study import Study

        try:
            with Study.open(self.study.folder) as study:
                found = correcting.from_file(study, transcript, path)
        except InterviewCoderError as error:
            self.app.call_from_thread(self.coder_app.tell, error.sentence, wrong=True)
        else:
            self.app.call_from_thread(self._report, found, path)

    def _report(self, found: Correction, path: Path) -> None:
        from interviewcoder.tui.correction_report import CorrectionReport

        if found.changes_nothing:
            self.coder_app.tell(_("The text is that already; nothing was changed."))
            return

        def answered(yes: bool) -> None:
            if yes:
                self._correct(lambda _study: found)
            else:
                self.coder_app.tell(_("The transcript is as it was."))

        self.ask(CorrectionReport(found, path.name, self.study.codebook), answered)

    @work(thread=True, exclusive=True, group="correction", exit_on_error=False)
    def _correct(self, work_out: Callable[[Study], Correction]) -> None:
        """Work a correction out and make it, beside the screen: a long text with many codings takes its time."""
        from interviewcoder.study import Study

        try:
            with Study.open(self.study.folder) as study:
                study.work_as(self.study.coder.name)
                correction = work_out(study)
                line = None if correction.changes_nothing else correcting.apply(study, correction)
        except InterviewCoderError as error:
            self.app.call_from_thread(self.coder_app.tell, error.sentence, wrong=True)
        else:
            self.app.call_from_thread(self._corrected, correction, line.sentence if line else "")

    def _corrected(self, correction: Correction, sentence: str) -> None:
        """Stay at the same words, and ask about what waits."""
        if not sentence:
            self.coder_app.tell(_("The text is that already; nothing was changed."))
            return
        cursor = self.view.place.cursor
        self.study.refresh()
        self.coder_app.renew()
        if self.transcript is not None and self.transcript.id == correction.transcript.id:
            self.open(self.transcript, correction.anchors.position(cursor))
        self.coder_app.tell(sentence)
        if not correction.waiting:
            return

        def chosen(line: int) -> None:
            if line == 0:
                self.coder_app.do_go_review()

        lines = [plain(_("Review them now")), plain(_("Later: g v leads there"))]
        title = correcting.waiting_in_words(len(correction.waiting))
        self.ask(Choice(title, lines), chosen)

    # Placing what waits

    def place_by_hand(self, pending: Pending, place: Span | None, nearest: int) -> None:
        """Come from the review to give a coding its place; `nearest` is where it stood, when none is proposed."""
        self.coder_app.show_passage(pending.transcript, place or Span(nearest, nearest + 1))
        self._placing = pending.id
        self.coder_app.tell(
            _("Select the words of “{quote}”, then press A.").format(quote=cut(pending.quote, 40))
        )

    def do_code_place(self) -> None:
        """Put a coding that waits on the selection: the one come from the review with, else one that is asked for."""
        transcript, span = self._one_open(), self.view.place.span
        waiting = self.study.pending(transcript)
        if not waiting:
            raise Refused(_("No coding of this transcript waits for a place."))
        if span is None:
            raise Refused(_("Select the words first, then press A."))
        come_with = [one for one in waiting if one.id == self._placing]
        if come_with:
            self._place(come_with[0], span)
            return
        codebook = self.study.codebook
        lines = [
            joined(
                ("▌", codebook.colour(one.code)), (f"{codebook.path(one.code)}  ", "bold"), cut(one.quote, 40)
            )
            for one in waiting
        ]
        self.ask(
            Choice(_("Which coding has its place here?"), lines), lambda n: self._place(waiting[n], span)
        )

    def _place(self, pending: Pending, span: Span) -> None:
        line = self.study.apply(correcting.accepted(self.study, [pending], [span]))
        from_review, self._placing = pending.id == self._placing, None
        self.coder_app.told(line.sentence)
        if from_review and self.study.waiting:
            self.coder_app.do_go_review()
