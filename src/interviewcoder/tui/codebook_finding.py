"""Finding a code in the codebook screen: a line to type in, and the highlight that follows.

Owns what was found. How well a code fits is known in `picker`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widgets import Input

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _
from interviewcoder.tui.picker import ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.records import Guid
    from interviewcoder.study import Study
    from interviewcoder.tui.codebook_tree import CodebookTree


class FindingCodes:
    """The action ``codebook.filter``."""

    study: Study
    query_one: Any
    call_after_refresh: Any
    focused: Any
    _found: Sequence[Guid] = ()
    _before_finding: Guid | None = None

    if TYPE_CHECKING:

        @property
        def code_tree(self) -> CodebookTree: ...  # noqa: D102
        def go(self, guid: Guid) -> None: ...  # noqa: D102
        def show_title(self) -> None: ...  # noqa: D102

    @property
    def finding(self) -> bool:
        """Whether words to find are being typed."""
        return isinstance(self.focused, Input)

    def found_in_words(self) -> str:
        """Say which of the codes found is highlighted."""
        if not self._found:
            return _("nothing found") if self.query_one("#find", Input).value.strip() else _("type to find")
        here = self.code_tree.guid
        place = self._found.index(here) + 1 if here in self._found else 0
        return _("found: {n} of {all}").format(n=place, all=len(self._found))

    def do_codebook_filter(self) -> None:
        """Type words to go to the code that fits best."""
        if not len(self.study.codebook):
            raise Refused(_("There is no code yet: n makes one."))
        self._before_finding = self.code_tree.guid
        line = self.query_one("#find", Input)
        line.value = ""
        line.add_class("-open")
        line.focus()
        self._found = ()
        self.call_after_refresh(self.show_title)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Go to the code that fits best."""
        event.stop()
        wanted = event.value.strip()
        self._found = [code.id for code in ranked(self.study.codebook, wanted)] if wanted else []
        if self._found:
            self.go(self._found[0])
        self.show_title()

    def go_found(self, step: int) -> None:
        """Go to the next of the codes found, or the one before."""
        if self._found:
            here = self.code_tree.guid
            at = self._found.index(here) + step if here in self._found else 0
            self.go(self._found[at % len(self._found)])
            self.show_title()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Stay at the code that was found."""
        event.stop()
        self._stop_finding()

    def _stop_finding(self) -> None:
        self.query_one("#find", Input).remove_class("-open")
        self.code_tree.focus()
        self.call_after_refresh(self.show_title)

    def give_up_finding(self) -> None:
        """Leave the line, with the highlight where it was before."""
        self._stop_finding()
        if self._before_finding is not None:
            self.go(self._before_finding)
