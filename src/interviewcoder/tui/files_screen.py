"""Choosing files to import: walk through folders, tick files, or type a path.

Owns the walk. Gives back paths; reads no file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.domain.text import fold
from interviewcoder.locales import _
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.app import ComposeResult
    from textual.content import Content


class FilesScreen(ModalScreen["list[Path] | None"]):
    """Gives back the files and folders chosen, None when it was left."""

    DEFAULT_CSS = """
    FilesScreen { align: center middle; }
    FilesScreen > Vertical { width: 90; max-width: 96%; height: 28; max-height: 90%; background: $surface;
        border: round $primary; padding: 0 1; }
    FilesScreen .title { height: 1; text-style: bold; }
    FilesScreen OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
    FilesScreen #hint { height: 2; color: $text-muted; }
    FilesScreen #wrong { height: auto; color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "down", show=False, priority=True),
        Binding("up", "up", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("tab", "tick", show=False, priority=True),
        Binding("ctrl+s", "all", show=False, priority=True),
    ]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._entries: list[Path] = []
        self._ticked: dict[Path, None] = {}

    def compose(self) -> ComposeResult:
        """Lay out the folder, what is typed, and the entries."""
        with Vertical():
            yield Static(id="folder", classes="title", markup=False)
            yield Input(placeholder=_("Type part of a name, or a whole path"))
            yield Static(id="wrong", markup=False)
            yield OptionList()
            hint = _(
                "⏎ open a folder or take a file   Tab tick several   Ctrl+S take the whole folder   Esc leave"
            )
            yield Static(plain(hint), id="hint")

    def on_mount(self) -> None:
        """Show the folder."""
        typing = self.query_one(Input)
        typing.cursor_blink = False
        typing.focus()
        self._show()

    def on_input_changed(self) -> None:
        """Show the entries that hold what was typed; what was wrong before is no longer said."""
        self._say("")
        self._show()

    def _say(self, sentence: str) -> None:
        wrong = self.query_one("#wrong", Static)
        wrong.display = bool(sentence)
        wrong.update(plain(sentence))

    @property
    def _typed(self) -> str:
        return self.query_one(Input).value.strip().strip("'\"")

    def _show(self) -> None:
        wanted = fold(self._typed)
        entries = (
            [] if _is_path(self._typed) else [one for one in self._readable() if wanted in fold(one.name)]
        )
        self._entries = [self._folder.parent, *entries]
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(Option(self._row(entry)) for entry in self._entries)
        choices.highlighted = 1 if entries else None if wanted else 0
        self.query_one("#folder", Static).update(plain(cut(str(self._folder), 80)))

    def _suffixes(self) -> Collection[str]:
        """Give the endings of the files that are shown."""
        from interviewcoder.formats.transcripts import suffixes

        return suffixes()

    def _is_taken(self, entry: Path) -> bool:
        """Say whether enter takes an entry; a folder is opened."""
        return not entry.is_dir()

    def _readable(self) -> list[Path]:
        known = frozenset(self._suffixes())
        try:
            entries = [entry for entry in self._folder.iterdir() if not entry.name.startswith((".", "~$"))]
            shown = [entry for entry in entries if entry.is_dir() or entry.suffix.lower() in known]
        except OSError:
            return []
        return sorted(shown, key=lambda entry: (not entry.is_dir(), fold(entry.name)))

    def _row(self, entry: Path) -> Content:
        if entry == self._folder.parent:
            return plain("../", "dim")
        if not self._is_taken(entry):
            return plain(f"  {entry.name}/", "bold")
        return joined(("■ " if entry in self._ticked else "□ "), entry.name)

    def action_down(self) -> None:
        """Highlight the next entry."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Highlight the entry before."""
        self.query_one(OptionList).action_cursor_up()

    def action_tick(self) -> None:
        """Tick the file, or no longer."""
        entry = self._highlighted()
        if entry is None or not self._is_taken(entry):
            return
        if entry in self._ticked:
            del self._ticked[entry]
        else:
            self._ticked[entry] = None
        choices = self.query_one(OptionList)
        assert choices.highlighted is not None
        choices.replace_option_prompt_at_index(choices.highlighted, self._row(entry))
        choices.action_cursor_down()

    def action_take(self) -> None:
        """Take the path that was typed, else go into the folder, or give back the files ticked or the one highlighted."""
        entry = self._highlighted()
        if self._typed and entry is None:
            self._take_typed()
        elif self._ticked:
            self.dismiss(list(self._ticked))
        elif entry is not None and self._is_taken(entry):
            self.dismiss([entry])
        elif entry is not None:
            self._folder = entry
            self.query_one(Input).value = ""
            self._show()

    def _take_typed(self) -> None:
        """Give back what was typed, seen from the folder shown; stay where nothing has that name."""
        try:
            path = self._folder / Path(self._typed).expanduser()
            found = path.exists()
        except (OSError, ValueError, RuntimeError):  # too long, a null in it, nobody’s home
            path, found = Path(self._typed), False
        if found:
            self.dismiss([path])
        else:
            self._say(_("There is no file and no folder {path}.").format(path=path))

    def action_all(self) -> None:
        """Give back the folder."""
        self.dismiss([self._folder])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do with the entry that was clicked what enter does."""
        event.stop()
        self.action_take()

    def _highlighted(self) -> Path | None:
        at = self.query_one(OptionList).highlighted
        return self._entries[at] if at is not None and at < len(self._entries) else None

    def action_leave(self) -> None:
        """Give back nothing."""
        self.dismiss(None)


def _is_path(typed: str) -> bool:
    """Say whether what was typed is a path, and not part of a name."""
    return typed.startswith("~") or any(mark in typed for mark in (os.sep, os.altsep) if mark)
