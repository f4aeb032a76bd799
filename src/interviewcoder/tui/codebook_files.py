"""Codebooks from and to files, from the codebook screen: choosing one, reading and writing beside the screen.

Owns the two questions and the thread that reads. Reading and writing are the study's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work

from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.locales import _, ngettext
from interviewcoder.study import codes, editions
from interviewcoder.tui.files_screen import FilesScreen
from interviewcoder.tui.lists import Ask

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from interviewcoder.domain.drafts import CodeDraft
    from interviewcoder.study import Study
    from interviewcoder.tui.app import CodingApp


class CodebookFiles(FilesScreen):
    """The files a codebook can be read from."""

    def _suffixes(self) -> Collection[str]:
        return codes.READABLE


class CodebookOnDisk:
    """The actions on files and versions: ``codebook.import``, ``export``, ``freeze`` and ``versions``."""

    study: Study
    app: Any

    if TYPE_CHECKING:

        @property
        def coder_app(self) -> CodingApp: ...  # noqa: D102
        def ask(self, question: Any, do: Callable[[Any], object]) -> None: ...  # noqa: D102

    def do_codebook_import(self) -> None:
        """Choose a file and take its codes in."""

        def chosen(paths: list[Path]) -> None:
            if len(paths) != 1 or paths[0].is_dir():
                raise Refused(_("Choose one codebook, a yaml, csv or xlsx file."))
            self._read(paths[0])

        folder = self.study.folder / "codebooks"
        self.ask(CodebookFiles(folder if folder.is_dir() else self.study.folder), chosen)

    @work(thread=True, exclusive=True, group="codebook file", exit_on_error=False)
    def _read(self, path: Path) -> None:
        try:
            drafts, warnings = codes.read(self.study, path)
        except InterviewCoderError as error:
            self.app.call_from_thread(self.coder_app.tell, error.sentence, wrong=True)
        else:
            for warning in warnings:
                self.app.call_from_thread(self.coder_app.tell, warning)
            self.app.call_from_thread(self.coder_app.attempt, lambda: self._take_in(drafts, path.name))

    def _take_in(self, drafts: Sequence[CodeDraft], file: str) -> None:
        taken = codes.take_in(self.study, drafts, file)
        if taken is None:
            self.coder_app.tell(_("The codebook holds all of {file} already.").format(file=file))
            return
        sentence, added, changed = taken
        counted = (
            ngettext("{n} code added", "{n} codes added", added).format(n=added),
            ngettext("{n} changed", "{n} changed", changed).format(n=changed),
        )
        self.coder_app.told(f"{sentence}. {', '.join(counted)}.")

    def do_codebook_freeze(self) -> None:
        """Ask for a name and keep the codebook under it."""

        def named(name: str) -> None:
            self.coder_app.told(editions.freeze(self.study, name).sentence)

        known = [edition.name for edition in self.study.editions()]
        title = _("The name of this version of the codebook")
        self.ask(Ask(f"{title} ({', '.join(known)})" if known else title), named)

    def do_codebook_versions(self) -> None:
        """Choose a version and show what has changed since."""
        known = self.study.editions()
        if not known:
            raise Refused(_("No version was kept yet: F keeps the codebook as it is now, under a name."))

        def chosen(name: str) -> None:
            from interviewcoder.tui.changes_screen import ChangesScreen

            self.app.push_screen(ChangesScreen(self.study, name))

        self.ask(Ask(_("What has changed since which version?"), [edition.name for edition in known]), chosen)

    def do_codebook_export(self) -> None:
        """Ask for a name and write the codebook to it."""
        if not len(self.study.codebook):
            raise Refused(_("There is no code to write yet."))
        forms = [
            (".yaml", _("to be read, edited and taken in again")), (".xlsx", _("Excel, with the counts")),
            (".docx", _("Word, an appendix")),
            (".md", "Markdown"), (".csv", _("for other programs")),
        ]  # fmt: skip
        self.coder_app.save(
            _("The codebook"), _("codebook"), forms, lambda path, _progress: codes.write(self.study, path)
        )
