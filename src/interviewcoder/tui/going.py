"""From the text to the other screens.

Owns which screen a key leads to, and what it begins with. Each is imported when it is gone to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from interviewcoder.domain.records import Guid
    from interviewcoder.study import Study
    from interviewcoder.tui.transcript_view import TranscriptView


class Going:
    """Actions ``go.*`` of the text."""

    study: Study
    view: TranscriptView
    app: Any
    focused_code: Guid | None

    def do_go_codes(self) -> None:
        """Show the codebook, to change it."""
        from interviewcoder.tui.codebook_screen import CodebookScreen

        self.app.push_screen(CodebookScreen(self.study))

    def do_go_cases(self) -> None:
        """Show cases and attributes."""
        from interviewcoder.tui.cases_screen import CasesScreen

        self.app.push_screen(CasesScreen(self.study))

    def do_go_matrix(self) -> None:
        """Show the matrix."""
        from interviewcoder.tui.matrix_screen import MatrixScreen

        self.app.push_screen(MatrixScreen(self.study))

    def do_go_quotations(self) -> None:
        """Show the quotations of the focused code, or of the code at the cursor, or all."""
        from interviewcoder.analysis.filters import Filters
        from interviewcoder.tui.quotations_screen import QuotationsScreen

        guid = self.focused_code or next((c.code for c in self.view.codings.at(self.view.place.cursor)), None)
        path = self.study.codebook.path(guid) if guid is not None else ""
        filters = Filters(codes=(path,)) if path else Filters()
        self.app.push_screen(QuotationsScreen(self.study, filters, path))

    def do_go_memos(self) -> None:
        """Show every memo."""
        from interviewcoder.tui.memos_screen import MemosScreen

        self.app.push_screen(MemosScreen(self.study))

    def do_go_agreement(self) -> None:
        """Show how far coders agree."""
        from interviewcoder.tui.agreement_screen import AgreementScreen

        self.app.push_screen(AgreementScreen(self.study))

    def do_go_merge(self) -> None:
        """Choose another copy of the study and look at what it would bring."""
        from interviewcoder.tui.merge_screen import CopiesScreen, MergeScreen

        def chosen(paths: list[Path] | None) -> None:
            if paths:
                self.app.push_screen(MergeScreen(self.study, paths[0]))

        self.app.push_screen(CopiesScreen(self.study.folder.parent), chosen)

    def do_go_import(self) -> None:
        """Choose files, look at them, and take them in."""
        from interviewcoder.tui.files_screen import FilesScreen
        from interviewcoder.tui.import_screen import ImportScreen

        def chosen(paths: list[Path] | None) -> None:
            if paths:
                self.app.push_screen(ImportScreen(self.study, paths))

        self.app.push_screen(FilesScreen(self.study.folder / "transcripts"), chosen)
