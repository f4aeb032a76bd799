"""What has changed in the codebook since a version that was kept, to be read on the screen and written to a file.

Owns showing it. What differs is `study.editions`', the words are `formats.editions`'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from interviewcoder.formats.editions import render
from interviewcoder.locales import _
from interviewcoder.study import editions
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.pages import Pages
from interviewcoder.tui.safe import plain

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.study import Study


class ChangesScreen(Acting, KeyedScreen[None]):
    """The comparison, as long as it is."""

    PLACE = "changes"
    DEFAULT_CSS: ClassVar[str] = """
    ChangesScreen Pages { height: 1fr; padding: 1 2; }
    """

    def __init__(self, study: Study, version: str) -> None:
        super().__init__()
        self.study = study
        self._version = version
        self._said = self._compared()

    def _compared(self) -> Content:
        """Give the comparison in words. Raises `NotFound` when there is no such version."""
        found = editions.compare(self.study, self._version)
        title, *lines = str(
            render(found.names, found.made, found.numbers, found.differences, "text")
        ).splitlines()
        return Content("\n").join([plain(title, "bold"), *map(plain, lines)])

    def compose(self) -> ComposeResult:
        """Lay out the comparison."""
        with Pages():
            yield Static(self._said, id="changes", markup=False)
        yield Foot()

    def on_mount(self) -> None:
        """Read."""
        self.query_one(Pages).focus()
        self.show_keys()

    def renew(self) -> None:
        """Show what differs now."""
        self.coder_app.attempt(lambda: self.query_one("#changes", Static).update(self._compared()))
        self.show_keys()

    def do_changes_export(self) -> None:
        """Ask for a name and a form, and write the comparison."""
        forms = [(".docx", "Word"), (".md", "Markdown"), (".txt", _("text"))]
        self.coder_app.save(
            _("What has changed since “{name}”").format(name=self._version), _("codebook-changes"), forms,
            lambda path, _progress: editions.write(self.study, self._version, "", path),
        )  # fmt: skip
