"""Changing codes from the codebook screen: what is asked, and the gesture it becomes.

Owns the questions that concern one code; merging and splitting are in `codebook_merging`. What is shown is the screen's; every change is a gesture. A code is looked up anew when an
answer comes, because somebody else may have changed it meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.codebook import DEFAULT_COLOURS, Codebook, split_path
from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.gestures import codes as gestures
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import fold, shown
from interviewcoder.locales import N_, _
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.lists import Ask, Choice
from interviewcoder.tui.picker import ranked
from interviewcoder.tui.safe import joined
from interviewcoder.tui.ticking import Line

if TYPE_CHECKING:
    from collections.abc import Collection

    from interviewcoder.domain.records import Code, Guid
    from interviewcoder.tui.code_form import Written

HUES: Final = dict(
    zip(
        DEFAULT_COLOURS,
        (N_("blue"), N_("red"), N_("green"), N_("yellow"), N_("light blue"), N_("purple"), N_("grey")),
        strict=True,
    )
)
"""What the colours of the palette are called."""


class ChangingCodes(Acting):
    """What the codebook screen asks and changes."""

    if TYPE_CHECKING:

        def go(self, guid: Guid) -> None: ...  # noqa: D102

    def now(self, code: Code) -> Code:
        """Give a code as it is now. Raises `Refused` when it is gone."""
        if code.id not in self.study.codebook:
            raise Refused(_("That code is not there any more."))
        return self.study.codebook[code.id]

    def path(self, code: Code) -> str:
        """Give the path of a code as it may be shown."""
        return shown(self.study.codebook.path(code.id))

    # Adding, naming, describing

    def add_below(self, parent: Code | None) -> None:
        """Ask for the name of a new code below another, or at the top, and go to it."""
        title = _("Name of the new code at the top")
        if parent is not None:
            title = _("Name of the new code below {code}").format(code=self.path(parent))
        self.ask(Ask(title), lambda name: self._add(name, parent and self.now(parent), None))

    def add_beside(self, code: Code) -> None:
        """Ask for the name of a new code that is to stand after another."""

        def named(name: str) -> None:
            here = self.now(code)
            self._add(name, self.parent_of(here), self._place(here) + 1)

        self.ask(Ask(_("Name of the new code beside {code}").format(code=self.path(code))), named)

    def _add(self, name: str, parent: Code | None, place: int | None) -> None:
        change, made = gestures.add_code(self.study.codebook, split_path(name), parent, place=place)
        if self.make(change):
            self.go(made.id)

    def rename_code(self, code: Code) -> None:
        """Ask for another name of a code."""
        before = shown(self.study.codebook.name(code))

        def named(name: str) -> None:
            if name == before:
                self.coder_app.tell(_("That is so already."))
            else:
                self.make(gestures.rename_code(self.study.codebook, self.now(code), name))

        self.ask(Line(_("New name of the code {code}").format(code=self.path(code)), before), named)

    def describe_code(self, code: Code) -> None:
        """Open the form with all fields of a code."""
        from interviewcoder.tui.code_form import CodeForm

        def keep(written: Written, colour: str | None) -> None:
            if not written and colour is None:
                return
            change = gestures.describe_code(self.study.codebook, code, written, colour)
            self.make(change)

        self.app.push_screen(CodeForm(self.study, code, keep))

    def choose_colour(self, code: Code) -> None:
        """Ask for a colour: of the palette, that of the code above, or any other."""
        mark = {True: "● ", False: "  "}
        lines = [
            joined(mark[colour == code.colour], ("██ ", colour), f"{colour}  {_(HUES[colour])}")
            for colour in DEFAULT_COLOURS
        ]
        above = joined(mark[not code.colour], ("██ ", self._inherited(code)), _("inherited"))
        lines += [above, joined("  ", _("other…"))]

        def give(colour: str) -> None:
            self.make(gestures.colour_code(self.study.codebook, self.now(code), colour.strip()))

        def chosen(at: int) -> None:
            if at < len(DEFAULT_COLOURS):
                give(DEFAULT_COLOURS[at])
            elif at == len(DEFAULT_COLOURS):
                give("")
            else:
                self.ask(Line(_("Which colour? Write it as #4477aa"), code.colour), give)

        self.ask(Choice(_("Colour of {code}").format(code=self.path(code)), lines), chosen)

    def _inherited(self, code: Code) -> str:
        codebook = self.study.codebook
        bare = [replace(known, colour="") if known.id == code.id else known for known in codebook]
        return Codebook(bare, codebook.language).colour(code.id)

    # Moving

    def _place(self, code: Code) -> int:
        return self.study.codebook.children(code.parent).index(code)

    def parent_of(self, code: Code) -> Code | None:
        """Give the code a code is below, None at the top."""
        return self.study.codebook.by_id.get(code.parent or "")

    def _move(self, code: Code, parent: Code | None, place: int | None = None) -> None:
        if self.make(gestures.move_code(self.study.codebook, code, parent, place)):
            self.go(code.id)

    def shift_code(self, code: Code, step: int) -> None:
        """Move a code up or down among its siblings."""
        place = self._place(code) + step
        if not 0 <= place < len(self.study.codebook.children(code.parent)):
            self.coder_app.tell(_("There is no code beyond it on this level."))
            return
        self._move(code, self.parent_of(code), place)

    def move_code_out(self, code: Code) -> None:
        """Move a code beside its parent, after it."""
        parent = self.parent_of(code)
        if parent is None:
            self.coder_app.tell(_("It is at the top already."))
            return
        self._move(code, self.parent_of(parent), self._place(parent) + 1)

    def move_code_in(self, code: Code) -> None:
        """Move a code below the one above it."""
        place = self._place(code)
        if place == 0:
            self.coder_app.tell(_("There is no code above it on this level to move it into."))
            return
        self._move(code, self.study.codebook.children(code.parent)[place - 1])

    def move_code_below(self, code: Code) -> None:
        """Ask below which code a code is to stand."""
        top = _("(to the top)")
        own = set(self.study.codebook.with_below(code.id))

        def chosen(typed: str) -> None:
            here = self.now(code)
            target = None if typed == top else meant(self.study.codebook, typed, own)
            if target == self.parent_of(here):
                self.coder_app.tell(_("It is there already."))
            else:
                self._move(here, target)

        title = _("Below which code is {code} to stand?").format(code=self.path(code))
        self.ask(Ask(title, [top, *self.paths(own)]), chosen)

    def paths(self, without: Collection[Guid]) -> list[str]:
        """Give the paths of all codes but some."""
        codebook = self.study.codebook
        return [codebook.path(code.id) for code in codebook if code.id not in without]

    # Memos

    def write_memo_on(self, code: Code) -> None:
        """Open the editor on the memo of a code."""
        memo = Memo(on="code", target=code.id, text="", coder=self.study.coder.id)
        self.write_memo(_("Memo on the code {code}").format(code=self.path(code)), memo, self.memo_on(memo))


def meant(codebook: Codebook, typed: str, without: Collection[Guid]) -> Code:
    """Give the code that is meant: by its path or name, or by part of it when that fits only one.

    Beginnings of names count before other parts, and those before paths and definitions. Codes `without`
    are never guessed.
    """
    try:
        return codebook.find(typed)
    except NotFound:
        wanted = fold(typed)
        found = [code for code in ranked(codebook, typed) if code.id not in without]
        begin = [code for code in found if fold(codebook.name(code)).startswith(wanted)]
        inside = [code for code in found if wanted in fold(codebook.name(code))]
        nearest = begin or inside or found
        if len(nearest) == 1:
            return nearest[0]
        raise
