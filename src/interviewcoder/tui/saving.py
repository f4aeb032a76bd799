"""Writing something to a file: its name, its form, how far it is, and where it ended up.

Owns the dialog and the thread. What is written is the caller's, who is given a path and something to say how
far it is with; saying so is also where a writer stops when the user no longer wants it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, ProgressBar, Static
from textual.widgets.option_list import Option

from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.locales import _
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from interviewcoder.tui.app import CodingApp

    Writer: TypeAlias = Callable[[Path, Callable[[int, int], None]], Path]


class Stopped(Refused):
    """The user no longer wants the file; nothing of it is left."""

    def __init__(self) -> None:
        super().__init__(_("Stopped; nothing was written."))


class Saving(ModalScreen["Path | None"]):
    """A name and a form; enter writes and gives the path written, escape stops and gives None.

    `forms` are suffixes with what they are for, ``(".docx", "Word")``; a name typed without one of them gets the
    highlighted one. `write` is called in a thread with the path and with ``progress(done, of)``, and gives the
    path it ended at.
    """

    DEFAULT_CSS = """
    Saving { align: center middle; }
    Saving > Vertical { width: 76; max-width: 96%; height: auto; max-height: 92%; background: $surface;
        border: round $primary; padding: 0 1; }
    Saving #title { text-style: bold; height: 1; margin: 0 0 1 0; }
    Saving OptionList { height: auto; max-height: 10; padding: 0; background: $surface; }
    Saving #where { height: auto; color: $text-muted; margin: 1 0 0 0; }
    Saving #wrong { height: auto; color: $text-error; display: none; }
    Saving ProgressBar { display: none; margin: 1 0 0 0; width: 1fr; }
    Saving ProgressBar Bar { width: 1fr; }
    Saving.-writing ProgressBar { display: block; }
    Saving.-wrong #wrong { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("down", "form(1)", show=False, priority=True),
        Binding("up", "form(-1)", show=False, priority=True),
    ]

    def __init__(
        self, title: str, folder: Path, stem: str, forms: Sequence[tuple[str, str]], write: Writer
    ) -> None:
        super().__init__()
        self._title, self._folder, self._stem = title, folder, stem
        self._forms, self._write_to = tuple(forms), write
        self._unwanted = False

    def compose(self) -> ComposeResult:
        """Lay out the name, the forms, and how far it is."""
        with Vertical():
            yield Static(plain(self._title), id="title")
            yield Input(f"{self._stem}{self._forms[0][0]}", select_on_focus=False)
            yield OptionList(*(Option(joined(f"{form:<7}", (name, "dim"))) for form, name in self._forms))
            yield Static(id="where", markup=False)
            yield Static(id="wrong", markup=False)
            yield ProgressBar(show_eta=False)

    def on_mount(self) -> None:
        """Wait for a name; the first form is meant until another is."""
        self._choices.can_focus = False
        self._choices.display = len(self._forms) > 1
        self._choices.highlighted = 0
        self._typed.cursor_blink = False
        self._typed.focus()

    @property
    def coder_app(self) -> CodingApp:
        """The app."""
        return cast("CodingApp", self.app)

    @property
    def _typed(self) -> Input:
        return self.query_one(Input)

    @property
    def _choices(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _writing(self) -> bool:
        return self.has_class("-writing")

    def _path(self) -> Path | None:
        typed = self._typed.value.strip()
        if not typed or Path(typed).name in {"", ".", ".."}:
            return None
        path = Path(typed).expanduser()
        if path.suffix.lower() not in {form for form, _name in self._forms}:
            path = path.with_name(path.name + self._forms[self._choices.highlighted or 0][0])
        return path if path.is_absolute() else self._folder / path

    def on_input_changed(self) -> None:
        """Follow the suffix that is typed, and say where the file will be."""
        suffix = Path(self._typed.value.strip()).suffix.lower()
        at = next((n for n, (form, _name) in enumerate(self._forms) if form == suffix), None)
        if at is not None:
            self._choices.highlighted = at
        self._show_where()

    def _show_where(self) -> None:
        path = self._path()
        self.remove_class("-wrong")
        where = _("Give the file a name.") if path is None else str(path.parent)
        if path is not None and path.exists():
            where += "\n" + _("There is such a file already; it will be replaced.")
        self.query_one("#where", Static).update(plain(where))

    def action_form(self, by: int) -> None:
        """Choose the next form, or the one before; the name takes its suffix."""
        if self._writing:
            return
        at = ((self._choices.highlighted or 0) + by) % len(self._forms)
        self._choices.highlighted = at
        typed = Path(self._typed.value.strip() or self._stem)
        known = typed.suffix.lower() in {form for form, _name in self._forms}
        stem = str(typed.with_suffix("")) if known else str(typed)
        self._typed.value = f"{stem}{self._forms[at][0]}"
        self._typed.cursor_position = len(stem)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the form that was clicked."""
        self.action_form(event.option_index - (self._choices.highlighted or 0))

    def on_input_submitted(self) -> None:
        """Write."""
        path = self._path()
        if path is None or self._writing:
            return
        self.add_class("-writing")
        self._typed.disabled = True
        self.query_one("#where", Static).update(
            plain(_("Writing … Esc stops it, and then nothing is written."))
        )
        self._write(path)

    @work(thread=True, exclusive=True, group="saving", exit_on_error=False)
    def _write(self, path: Path) -> None:
        try:
            self._progress(0, 0)
            written = self._write_to(path, self._progress)
        except InterviewCoderError as error:
            self.app.call_from_thread(self._failed, error.sentence)
        except OSError as error:
            self.app.call_from_thread(self._failed, error.strerror or str(error))
        else:
            self.app.call_from_thread(self._done, written)

    def _progress(self, done: int, of: int) -> None:
        if self._unwanted:
            raise Stopped
        if of:
            self.app.call_from_thread(self.query_one(ProgressBar).update, total=of, progress=done)

    def _failed(self, sentence: str) -> None:
        if self._unwanted:
            self.coder_app.tell(sentence)
            self.dismiss(None)
            return
        self.remove_class("-writing")
        self._typed.disabled = False
        self._typed.focus()
        self._show_where()
        self.add_class("-wrong")
        self.query_one("#wrong", Static).update(plain(sentence))

    def _done(self, written: Path) -> None:
        self.dismiss(written)

    def action_leave(self) -> None:
        """Give it up; a file being written is stopped first."""
        if not self._writing:
            self.dismiss(None)
            return
        self._unwanted = True
        self.query_one("#where", Static).update(plain(_("Stopping …")))
