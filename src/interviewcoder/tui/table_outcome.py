"""Taking an attribute table in from the cases screen, and what came of it, to be read in peace.

Owns the thread and the words. Matching is the study's; the table is one change, which undo takes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.locales import _, ngettext
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult

    from interviewcoder.study import Study
    from interviewcoder.study.attributes import Matched
    from interviewcoder.tui.app import CodingApp


def outcome_lines(matched: Matched) -> list[Content]:
    """Say what matched, what did not, and what to look at."""
    lines = [plain(_("Cases are named by the column “{key}”.").format(key=matched.table.key))]
    lines += [plain(f"! {warning}") for warning in matched.warnings]
    if matched.unmatched:
        n = len(matched.unmatched)
        sentence = ngettext(
            "{n} row matches no case and no transcript:", "{n} rows match no case and no transcript:", n
        )
        lines.append(plain(sentence.format(n=n), "bold"))
        lines += [
            joined(f"  {name}  ", (_("row {n}").format(n=row), "dim")) for row, name in matched.unmatched
        ]
    lines.append(plain(_("Attributes:"), "bold"))
    lines += [joined(f"  {draft.name}  ", (_(draft.kind), "dim")) for draft in matched.table.attributes]
    n = len(matched.matched)
    if n:
        lines.append(plain(ngettext("{n} row matched:", "{n} rows matched:", n).format(n=n), "bold"))
        lines += [
            joined(f"  {key} → ", (case, "bold"), _("  (new case)") if case in matched.created else "")
            for key, case in matched.matched
        ]
    return lines


class Outcome(ModalScreen[bool]):
    """The outcome, to be read; gives True when cases are to be made of the rows that match nothing."""

    DEFAULT_CSS = """
    Outcome { align: center middle; }
    Outcome > Vertical { width: 90; max-width: 96%; height: auto; max-height: 90%; background: $surface;
        border: round $primary; padding: 0 1; }
    Outcome .title { height: 1; text-style: bold; margin: 0 0 1 0; }
    Outcome VerticalScroll { height: auto; max-height: 18; background: $surface; }
    Outcome #hint { height: 1; margin: 1 0 0 0; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "leave", show=False),
        Binding("c", "create", show=False),
    ]

    def __init__(self, title: str, matched: Matched) -> None:
        super().__init__()
        self._title, self._matched = title, matched

    def compose(self) -> ComposeResult:
        """Lay out the lines and the keys."""
        with Vertical():
            yield Static(plain(self._title), classes="title")
            with VerticalScroll():
                yield Static(Content("\n").join(outcome_lines(self._matched)))
            hint = _("Esc leaves")
            if self._matched.unmatched:
                hint = _("c makes cases of the rows that match nothing · Esc leaves")
            yield Static(plain(hint), id="hint")

    def action_create(self) -> None:
        """Ask for cases to be made of the rows that match nothing."""
        if self._matched.unmatched:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Be done."""
        self.dismiss(False)


class TakingTable:
    """The action ``cases.import``."""

    study: Study
    app: Any

    if TYPE_CHECKING:

        @property
        def coder_app(self) -> CodingApp: ...  # noqa: D102
        def ask(self, question: Any, do: Callable[[Any], None]) -> None: ...  # noqa: D102

    def do_cases_import(self) -> None:
        """Choose a table and take its attributes in."""
        from interviewcoder.tui.files_screen import FilesScreen

        def chosen(paths: list[Path]) -> None:
            if len(paths) != 1 or paths[0].is_dir():
                raise Refused(_("Choose one table, a csv or xlsx file."))
            self._take_table(paths[0])

        self.ask(FilesScreen(self.study.folder), chosen)

    @work(thread=True, exclusive=True, group="table", exit_on_error=False)
    def _take_table(self, path: Path, *, create: bool = False) -> None:
        from interviewcoder.study import Study, attributes

        try:
            with Study.open(self.study.folder) as study:
                study.work_as(self.study.coder.name)
                before = study.history(1)
                matched = attributes.import_attributes(study, path, create=create)
                changed = study.history(1) != before
        except InterviewCoderError as error:
            self.app.call_from_thread(self.coder_app.tell, error.sentence, wrong=True)
        else:
            self.app.call_from_thread(self._table_taken, path, matched, changed)

    def _table_taken(self, path: Path, matched: Matched, changed: bool) -> None:
        """Say what came of a table, and make cases of the rest when that is asked."""
        self.study.refresh()
        if changed:
            sentence = _("Took in attributes from {file}").format(file=path.name)
        elif matched.matched:
            sentence = _("That is so already.")
        else:
            sentence = _("No row of {file} is a case or a transcript; nothing was changed.").format(
                file=path.name
            )
        self.coder_app.told(sentence)

        def read(create: bool | None) -> None:
            if create:
                self._take_table(path, create=True)

        self.app.push_screen(Outcome(sentence, matched), read)
