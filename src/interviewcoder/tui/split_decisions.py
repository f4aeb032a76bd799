"""What was decided on the way through the quotations of a code that is split.

Owns the decisions as plain values, without any widget, so that they can be tested by themselves.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewcoder.domain.codebook import Codebook
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures.codes import add_code
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.analysis.results import Quotation
    from interviewcoder.domain.records import Code, Guid


@dataclass(slots=True)
class Decisions:
    """What was decided for each quotation of a code, and the codes made on the way."""

    codebook: Codebook
    code: Code
    quotations: Sequence[Quotation] = ()
    targets: list[Guid] = field(default_factory=list)
    new: list[Code] = field(default_factory=list)
    chosen: dict[Guid, tuple[Guid, ...]] = field(default_factory=dict)
    at: int = 0

    def __post_init__(self) -> None:
        self.targets = [code.id for code in self.codebook.children(self.code.id)]

    @property
    def here(self) -> Quotation | None:
        """The quotation to decide on, None after the last."""
        return self.quotations[self.at] if self.at < len(self.quotations) else None

    @property
    def decided(self) -> int:
        """How many quotations get another code."""
        return sum(map(bool, self.chosen.values()))

    @property
    def tally(self) -> Counter[Guid]:
        """How many quotations each code gets."""
        return Counter(guid for codes in self.chosen.values() for guid in codes)

    def codes_here(self) -> tuple[Guid, ...]:
        """Give the codes chosen for the quotation."""
        return self.chosen.get(self.here.coding, ()) if self.here is not None else ()

    def choose(self, guid: Guid, *, several: bool = False) -> None:
        """Choose a code for the quotation; with `several`, beside others, or no longer."""
        if self.here is None:
            return
        before = self.codes_here()
        if not several:
            after: tuple[Guid, ...] = (guid,)
        elif guid in before:
            after = tuple(other for other in before if other != guid)
        else:
            after = (*before, guid)
        self.chosen[self.here.coding] = after

    def skip(self) -> None:
        """Leave the quotation under the code, and go on."""
        if self.here is not None:
            self.chosen.pop(self.here.coding, None)
            self.go(1)

    def go(self, step: int) -> None:
        """Go to the next quotation, or the one before."""
        self.at = min(max(0, self.at + step), len(self.quotations))

    def make(self, name: str) -> Guid:
        """Make a code below the one that is split. Raises `Refused` when the name is not usable."""
        _change, made = add_code(self.codebook, [name], self.codebook[self.code.id])
        self.new.append(made)
        self.codebook = Codebook([*self.codebook, made], self.codebook.language)
        self.targets.append(made.id)
        return made.id

    def offer(self, guid: Guid) -> None:
        """Take a code of the codebook among those that can be chosen. Raises `Refused` for the code itself."""
        if guid == self.code.id:
            raise Refused(_("That is the code that is split: s leaves the quotation there."))
        if guid not in self.targets:
            self.targets.append(guid)
