"""Both versions side by side when two people changed the same thing at once, and whose is to stand.

Owns the question. What was typed is never lost: it must be answered. Making the change is the caller's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.domain.colliding import rebased
from interviewcoder.domain.reconciling import Decisions
from interviewcoder.domain.records import Code, Memo, Summary
from interviewcoder.locales import N_, _
from interviewcoder.study import conflicts, merge_words
from interviewcoder.tui.matrix_words import paragraphs
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from interviewcoder.domain.changes import Change
    from interviewcoder.domain.colliding import Collision
    from interviewcoder.domain.reconciling import Side
    from interviewcoder.study import Study

WRITTEN: Final = (Summary, Memo, Code)
"""What somebody writes: of these both versions are shown."""
_SIDES: Final[tuple[tuple[Side, str], ...]] = (
    ("ours", N_("mine")), ("theirs", N_("what is there")), ("both", N_("both, one below the other")),
)  # fmt: skip


def may_be_asked(collision: Collision | None) -> bool:
    """Say whether a collision is about words, so that the question of whose are to stand makes sense."""
    return collision is not None and isinstance(collision.ours or collision.base, WRITTEN)


class Clashing(ModalScreen["Change"]):
    """What was changed by both; enter gives the change with what is to stand. The answer cannot be refused."""

    DEFAULT_CSS = """
    Clashing { align: center middle; }
    Clashing > Vertical { width: 110; max-width: 96%; height: 28; max-height: 94%; background: $surface;
        border: round $primary; padding: 0 1; }
    Clashing #title { height: auto; text-style: bold; margin: 0 0 1 0; }
    Clashing Horizontal { height: 1fr; }
    Clashing VerticalScroll { width: 1fr; height: 1fr; padding: 0 1; }
    Clashing #theirs { border-left: tall $primary-muted; }
    Clashing OptionList { border: none; height: auto; padding: 0; margin: 1 0 0 0; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "take(0)", show=False),
        Binding("2", "take(1)", show=False),
        Binding("3", "take(2)", show=False),
    ]

    def __init__(self, study: Study, collision: Collision) -> None:
        super().__init__()
        self._study, self._collision = study, collision
        _change, self._clashes = rebased(collision, Decisions())
        in_words = all(clash.prose for clash in self._clashes)
        self._sides = [(side, words) for side, words in _SIDES if side != "both" or in_words]

    def compose(self) -> ComposeResult:
        """Lay out what happened, both versions, and whose may stand."""
        at = self._collision
        there = at.theirs or at.base or at.ours
        assert there is not None
        title = _("{thing}: {who} changed it too ({when}).").format(
            thing=conflicts.thing(self._study, there), who=at.by or _("somebody"), when=conflicts.when(at.at)
        )
        with Vertical():
            yield Static(plain(title), id="title")
            with Horizontal():
                with VerticalScroll(can_focus=False):
                    yield Static(self._version(_("What you wrote"), [clash.ours for clash in self._clashes]))
                with VerticalScroll(id="theirs", can_focus=False):
                    yield Static(self._version(_("What is there"), [clash.theirs for clash in self._clashes]))
            yield OptionList(
                *(
                    Option(joined((f"{n}  ", "bold"), _("Keep {whose}").format(whose=_(words))))
                    for n, (_side, words) in enumerate(self._sides, start=1)
                )
            )

    def on_mount(self) -> None:
        """Wait for an answer."""
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    def _version(self, title: str, values: Sequence[object]) -> Content:
        parts = [plain(title, "bold")]
        for clash, value in zip(self._clashes, values, strict=True):
            if len(self._clashes) > 1 or not clash.prose:
                parts.append(plain(merge_words.field_name(clash.field, self._study), "dim"))
            parts.append(paragraphs(_words(value, self._study)))
        return Content("\n\n").join(parts)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the change as it was chosen."""
        self.action_take(event.option_index)

    def action_take(self, n: int) -> None:
        """Give the change with the n-th answer."""
        if n < len(self._sides):
            side = self._sides[n][0]
            made: dict[tuple[str, str], Side] = {clash.key: side for clash in self._clashes}
            change: Change = rebased(self._collision, Decisions(made=made))[0]
            self.dismiss(change)


def _words(value: object, study: Study) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Summary | Memo):
        return value.text
    return merge_words.value(value, study)
