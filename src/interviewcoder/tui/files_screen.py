"""Choosing files to import: walk through folders, tick files, or type a path.

Owns the walk. Gives back paths; reads no file.
"""

from __future__ import annotations

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
        """Show the entries that hold what was typed."""
        self._show()

    def _show(self) -> None:
        wanted = fold(self.query_one(Input).value)
        self._entries = [
            self._folder.parent,
            *(entry for entry in self._readable() if wanted in fold(entry.name) or "/" in wanted),
        ]
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options(Option(self._row(entry)) for entry in self._entries)
        choices.highlighted = min(1, len(self._entries) - 1)
        self.query_one("#folder", Static).update(plain(cut(str(self._folder), 80)))

    def _readable(self) -> list[Path]:
        from interviewcoder.formats.transcripts import suffixes

        known = set(suffixes())
        try:
            entries = [entry for entry in self._folder.iterdir() if not entry.name.startswith((".", "~$"))]
            shown = [entry for entry in entries if entry.is_dir() or entry.suffix.lower() in known]
        except OSError:
            return []
        return sorted(shown, key=lambda entry: (not entry.is_dir(), fold(entry.name)))

    def _row(self, entry: Path) -> Content:
        if entry == self._folder.parent:
            return plain("../", "dim")
        if entry.is_dir():
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
        if entry is None or entry.is_dir():
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
        """Go into the folder, or give back the files ticked or the one highlighted."""
        typed = Path(self.query_one(Input).value.strip()).expanduser()
        if self.query_one(Input).value.strip() and typed.is_absolute() and typed.exists():
            self.dismiss([typed])
            return
        entry = self._highlighted()
        if self._ticked:
            self.dismiss(list(self._ticked))
        elif entry is not None and entry.is_dir():
            self._folder = entry
            self.query_one(Input).value = ""
            self._show()
        elif entry is not None:
            self.dismiss([entry])

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
