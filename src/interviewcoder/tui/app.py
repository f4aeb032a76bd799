"""The app: screens, messages, what works everywhere, and looking for what others have changed.

Owns nothing of the study: every change is one of its methods, every result one of its answers.
"""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import work
from textual.app import SystemCommand
from textual.worker import get_current_worker

from interviewcoder.domain.colliding import rebased
from interviewcoder.domain.errors import Conflict, InterviewCoderError
from interviewcoder.domain.reconciling import Decisions
from interviewcoder.locales import _
from interviewcoder.study import keeping, surroundings
from interviewcoder.tui import actions, preferences
from interviewcoder.tui.actions import at
from interviewcoder.tui.contrast import Visible
from interviewcoder.tui.keyed import KeyedScreen
from interviewcoder.tui.main_screen import CodingScreen
from interviewcoder.tui.palette import Commands
from interviewcoder.tui.safe import HarmlessApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from textual.binding import BindingType
    from textual.filter import LineFilter
    from textual.notifications import Notify
    from textual.screen import Screen
    from textual.worker import Worker

    from interviewcoder.domain.changes import Change
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Guid
    from interviewcoder.domain.text import Span
    from interviewcoder.study import Study
    from interviewcoder.study.held import Seen
    from interviewcoder.tui.saving import Writer

LOOK_EVERY: Final = 1.0
"""Seconds between looks at what others have changed."""


class CodingApp(HarmlessApp[None]):
    """The coding screens over one study."""

    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {Commands}  # noqa: RUF012 - as Textual declares it
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = """
    * { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; scrollbar-background: $background;
        scrollbar-color: $surface-lighten-2; scrollbar-color-hover: $primary; scrollbar-color-active: $primary; }
    Tree { overflow-x: hidden; }
    Input, Input:focus { border: none; height: 1; padding: 0; margin: 0 0 1 0; background: $surface; }
    OptionList, OptionList:focus { border: none; }
    """

    def __init__(self, study: Study, *, tour: bool = False) -> None:
        super().__init__()
        self.study = study
        self._tour = tour
        self.messages: list[tuple[str, str]] = []
        self.goes_home = False
        self._looking: Worker[None] | None = None
        self._lost = ""
        self._visible = Visible(self._code_colours)
        self._coloured: tuple[Codebook | None, frozenset[str]] = (None, frozenset())
        actions.remap(preferences.read().keys)
        self.coding = CodingScreen(study)
        if os.environ.get("NO_COLOR") or os.environ.get("TERM", "") in {"linux", "screen", "xterm-16color"}:
            self.theme = "ansi-dark"
        else:
            liked = preferences.read()
            if liked.theme in self.available_themes:
                self.theme = liked.theme

    def on_mount(self) -> None:
        """Show the coding screen and keep an eye on the study."""
        self.title = self.study.settings.title
        self.push_screen(self.coding)
        if self._tour and not self.study.recall("toured"):
            self.study.remember("toured", True)
            self.do_tour()
        self.set_interval(LOOK_EVERY, self._look_again)
        self.set_interval(keeping.EVERY.total_seconds(), self._keep)
        for sentence in surroundings.told(self.study):
            self.notify(sentence, severity="warning", markup=False, timeout=12)
            self.messages.append((_clock(), sentence))

    def _keep(self) -> None:
        """Keep a copy of ten minutes of work, beside the screens."""
        from interviewcoder.study import Study

        def copied() -> None:
            with Study.open(self.study.folder) as study:
                keeping.keep(study)

        self.run_worker(copied, thread=True, exit_on_error=False)

    def _look_again(self) -> None:
        if self._looking is None or self._looking.is_finished:
            self._looking = self._look()

    @work(thread=True, group="look", exit_on_error=False)
    def _look(self) -> None:
        """Look beside the screens, which never wait for a server; that it cannot be reached is told once."""
        seen, sentence = None, ""
        try:
            seen = self.study.look()
        except InterviewCoderError as error:
            sentence = error.sentence
        if not get_current_worker().is_cancelled and (seen is not None or sentence != self._lost):
            self.call_from_thread(self._take, seen, sentence)

    def _take(self, seen: Seen | None, sentence: str) -> None:
        if sentence and sentence != self._lost:
            self.tell(sentence, wrong=True)
        self._lost = sentence
        if self.study.take(seen):
            self.renew()

    def renew(self) -> None:
        """Show on every screen what the study holds now."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen) and screen.is_mounted and hasattr(screen, "renew"):
                screen.renew()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Give what every line passes before it reaches the terminal."""
        return [*super().get_line_filters(), self._visible]

    def _code_colours(self) -> frozenset[str]:
        codebook = self.study.codebook
        if codebook is not self._coloured[0]:
            self._coloured = (codebook, frozenset(codebook.colour(code.id).lower() for code in codebook))
        return self._coloured[1]

    # Saying

    def on_notify(self, event: Notify) -> None:
        """Let a new notice take the place of the one of its kind; those told on opening stay beside each other."""
        kind = event.notification.severity
        if kind != "warning":
            for shown in [known for known in self._notifications if known.severity == kind]:
                self._unnotify(shown, refresh=False)

    def tell(self, sentence: str, *, wrong: bool = False) -> None:
        """Say something, and keep it to be read again."""
        self.messages.append((_clock(), sentence))
        if wrong or not (isinstance(self.screen, KeyedScreen) and self.screen.says(sentence)):
            self.notify(sentence, severity="error" if wrong else "information", markup=False, timeout=4)

    def told(self, sentence: str) -> None:
        """Say what was done, and show it."""
        self.renew()
        self.tell(sentence)

    def attempt(self, action: Callable[[], Any]) -> None:
        """Do something; a refusal becomes a sentence."""
        try:
            action()
        except Conflict as conflict:
            self.settle(conflict)
        except InterviewCoderError as error:
            self.tell(error.sentence, wrong=True)

    def settle(self, conflict: Conflict) -> None:
        """Show what others did first; where both wrote, ask whose words are to stand, else both changes stand."""
        from interviewcoder.tui.clashing import Clashing, may_be_asked

        if self.study.refresh():
            self.renew()
        collision = conflict.collision
        if collision is None or not may_be_asked(collision):
            self.tell(conflict.sentence, wrong=True)
            return
        change, clashes = rebased(collision, Decisions())
        if clashes:
            self.push_screen(Clashing(self.study, collision), self._settled)
        else:
            self._settled(change)

    def _settled(self, change: Change | None) -> None:
        if change:
            self.attempt(lambda: self.told(self.study.apply(change).sentence))
        else:
            self.tell(_("What is there stays."))

    # What works everywhere

    def do_undo(self) -> None:
        """Take back the last change."""
        self.told(self.study.undo().sentence)

    def do_redo(self) -> None:
        """Do again what was taken back last."""
        self.told(self.study.redo().sentence)

    def do_go_settings(self) -> None:
        """Show the settings."""
        from interviewcoder.tui.settings_screen import SettingsScreen

        self.push_screen(SettingsScreen(self.study))

    def do_go_review(self) -> None:
        """Show what waits for a decision after corrections, beginning with the transcript that is open."""
        from interviewcoder.tui.review_screen import ReviewScreen

        if not isinstance(self.screen, ReviewScreen):
            transcript = self.coding.transcript
            self.push_screen(ReviewScreen(self.study, transcript.id if transcript else None))

    def do_go_home(self) -> None:
        """Leave this study and show the others."""
        self.goes_home = True
        self.exit()

    def do_tour(self) -> None:
        """Show around."""
        from interviewcoder.tui.tour import Tour

        self.push_screen(Tour())

    def do_messages(self) -> None:
        """Show what was said so far."""
        from interviewcoder.tui.lists import Messages

        self.push_screen(Messages(self.messages))

    def do_palette(self) -> None:
        """Find an action by name."""
        self.action_command_palette()

    def do_workbook(self) -> None:
        """Ask where, and write the workbook."""
        from interviewcoder.study.exporting import file_name

        self.save(
            _("The workbook"),
            file_name(self.study.settings.title),
            [(".xlsx", _("Excel"))],
            self._write_workbook,
        )

    def _write_workbook(self, path: Path, progress: Callable[[int, int], None]) -> Path:
        from interviewcoder.study import Study, exporting

        with Study.open(self.study.folder) as study:
            return exporting.export(study, path, progress=progress)

    def save(self, title: str, stem: str, forms: Sequence[tuple[str, str]], write: Writer) -> None:
        """Ask for a name and a form, write the file in ``exports`` unless told otherwise, and say where it is."""
        from interviewcoder.tui.saving import Saving

        def written(path: Path | None) -> None:
            if path is not None:
                self.tell(_("Written: {path}").format(path=path))

        self.push_screen(Saving(title, self.study.folder / "exports", stem, forms, write), written)

    def show_passage(self, transcript: Guid, span: Span) -> None:
        """Go back to the text, at a passage."""
        while self.screen is not self.coding:
            self.pop_screen()
        found = next((known for known in self.study.transcripts if known.id == transcript), None)
        if found is not None:
            self.coding.open(found, span.start, span)

    def show_transcript(self, transcript: Guid) -> None:
        """Go back to the text of a transcript, where it was left."""
        while self.screen is not self.coding:
            self.pop_screen()
        found = next((known for known in self.study.transcripts if known.id == transcript), None)
        if found is not None:
            self.coding.open(found, self.study.recall("cursors", {}).get(found.id, 0))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Give the palette the actions of the place, and Textual's own for themes and pictures."""
        if isinstance(screen, KeyedScreen):
            for action in at(screen.PLACE):
                if not action.id.startswith(("cur.", "sel.")):
                    title = _(action.title)
                    yield SystemCommand(title, ", ".join(action.keys), lambda a=action: screen.do(a))
        yield SystemCommand(_("Colours"), _("Choose another theme"), self.action_change_theme)


def _clock() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")
