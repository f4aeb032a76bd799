"""The first screen when no study is named: studies opened before, what changed in them since, open, new.

Owns an app of its own that gives back the folder of a study. Opening the study is the caller's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.locales import _, ngettext
from interviewcoder.study import recents
from interviewcoder.tui.lists import Ask
from interviewcoder.tui.safe import HarmlessApp, cut, joined, plain

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content


class HomeApp(HarmlessApp[Path]):
    """Gives back the folder of the study to open, None when it was left."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #title { height: 3; padding: 1 2 0 2; text-style: bold; }
    OptionList { height: 1fr; border: none; padding: 0 2; background: $background; }
    #keys { height: 1; dock: bottom; padding: 0 2; background: $surface; }
    Input, Input:focus { border: none; height: 1; padding: 0; margin: 0 0 1 0; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", show=False),
        Binding("o", "other", show=False),
        Binding("x,delete", "forget", show=False),
        Binding("q,escape,f10", "leave", show=False),
    ]

    def __init__(self, theme: str = "") -> None:
        super().__init__()
        if theme in self.available_themes:
            self.theme = theme
        self._recents = recents.recents()
        self._changed: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield Static(plain(_("Studies")), id="title")
        yield OptionList()
        keys = _("⏎ open   n new study   o another folder   x take off the list   q leave")
        yield Static(plain(keys), id="keys")

    def on_mount(self) -> None:
        """Show the studies, then what changed in them."""
        self._show()
        self.query_one(OptionList).focus()
        self._look()

    def _show(self) -> None:
        choices = self.query_one(OptionList)
        at = choices.highlighted or 0
        choices.clear_options()
        choices.add_options(Option(self._row(recent)) for recent in self._recents)
        if self._recents:
            choices.highlighted = min(at, len(self._recents) - 1)
        else:
            choices.add_option(
                Option(plain(_("No study was opened yet: n makes one, o opens one.")), disabled=True)
            )

    def _row(self, recent: recents.Recent) -> Content:
        changed = self._changed.get(recent.folder, "") if recent.there else _("no longer there")
        return joined(
            (cut(recent.title, 50), "bold"), f"  {recent.opened[:10]}  ", (changed, "italic"), "\n",
            (f"  {cut(recent.folder, 90)}", "dim"),
        )  # fmt: skip

    @work(thread=True, exit_on_error=False)
    def _look(self) -> None:
        from interviewcoder.study import Study

        for recent in self._recents:
            if not recent.there:
                continue
            try:
                with Study.open(recent.folder) as study:
                    n = max(0, next((line.n for line in study.history(1)), 0) - recent.head)
                    coders = {line.coder for line in study.history(n)} if n else set()
            except InterviewCoderError as error:
                self._changed[recent.folder] = error.sentence
            else:
                told = ngettext("{n} change since", "{n} changes since", n).format(n=n)
                self._changed[recent.folder] = f"{told}: {', '.join(sorted(coders))}" if n else ""
            self.call_from_thread(self._show)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give back the study chosen."""
        recent = self._recents[event.option_index]
        if recent.there:
            self.exit(Path(recent.folder))
        else:
            self.notify(_("The folder is no longer there; x takes it off the list."), markup=False)

    def action_other(self) -> None:
        """Ask for a folder."""

        def named(folder: str | None) -> None:
            if not folder:
                return
            path = Path(folder).expanduser()
            if (path / "study.toml").is_file():
                self.exit(path)
            else:
                self.notify(_("There is no study in {folder}.").format(folder=folder), markup=False)

        self.push_screen(Ask(_("In which folder is the study?")), named)

    def action_new(self) -> None:
        """Ask for a title and a folder, and make a study."""

        def titled(title: str | None) -> None:
            if title:
                usual = str(Path.cwd() / title.replace("/", "-"))
                self.push_screen(
                    Ask(_("In which folder?"), [usual]), lambda folder: self._make(title, folder)
                )

        self.push_screen(Ask(_("Title of the new study")), titled)

    def _make(self, title: str, folder: str | None) -> None:
        from interviewcoder import locales
        from interviewcoder.study import Study

        if folder is None:
            return
        path = Path(folder).expanduser()
        try:
            Study.create(path, title=title, language=locales.language()).close()
        except InterviewCoderError as error:
            self.notify(error.sentence, severity="error", markup=False)
        else:
            self.exit(path)

    def action_forget(self) -> None:
        """Take the study off the list."""
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._recents):
            recents.forget(self._recents.pop(at).folder)
            self._show()

    def action_leave(self) -> None:
        """Give back nothing."""
        self.exit(None)
