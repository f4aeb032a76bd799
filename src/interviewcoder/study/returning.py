"""An edited workbook coming home: what left, what came back, what the study holds now, and one change from it.

Owns the comparison of the three and what is done about each difference. Finding the cells is
`formats.workbook.returning`'s, what the study holds of them `counterparts`'; nothing is changed before `apply`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from interviewcoder.domain.changes import Change
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import shown
from interviewcoder.formats.workbook.comparing import as_compared, fingerprint
from interviewcoder.locales import N_, _, ngettext
from interviewcoder.study.counterparts import Counterparts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.formats.workbook.returning import Cell, Key, Returned
    from interviewcoder.study.study import Study

Outcome = Literal["theirs", "ours", "conflict", "emptied", "problem"]
"""What a difference is: changed in the file, changed in the study since, in both, emptied in the file, unusable."""
_EMPTY = fingerprint("")
_CUT = N_(
    "The cell holds only the beginning of a long text, so it is not read back. Change the text in the program."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A cell that is not in the file as it is in the study.

    `what` says which in words, `where` the cell of the file. `left` is what was exported, None when that is no
    longer known; `theirs` what is in the file, `ours` what the study holds now. `problem` says why it is unusable.
    """

    key: Key
    what: str
    where: str
    outcome: Outcome
    left: str | None
    theirs: str
    ours: str
    problem: str = ""


@dataclass(slots=True)
class Homecoming:
    """What came back: the differences in the order of the file, and what is worth saying of the file."""

    file: str
    differences: list[Difference] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def of(self, *outcomes: Outcome) -> list[Difference]:
        """Give the differences with one of these outcomes."""
        return [difference for difference in self.differences if difference.outcome in outcomes]


def compare(study: Study, path: Path) -> Homecoming:
    """Compare an edited workbook with what left and what the study holds; changes nothing.

    Raises `NotFound`, `Unreadable`, and `Refused` for the file of another study.
    """
    from interviewcoder.formats.workbook.returning import read_workbook

    returned = read_workbook(path)
    if returned.study != study.identity:
        raise Refused(
            _("{file} was exported from another study. Open that one, or export anew.").format(file=path.name)
        )
    home = Homecoming(path.name, said=returned.said)
    comparison = _Comparison(study, returned)
    copies: dict[Key, list[Cell]] = {}
    for cell in returned.cells:
        copies.setdefault(cell.key, []).append(cell)
    for cells in copies.values():
        home.differences += comparison.differences(cells)
    if comparison.untouched:
        home.said.append(
            ngettext(
                "{n} cell that nobody has edited belongs to a code, a case or an attribute that is no longer there.",
                "{n} cells that nobody has edited belong to codes, cases or attributes that are no longer there.",
                comparison.untouched,
            ).format(n=comparison.untouched)
        )
    return home


class _Comparison:
    """What left, what came back and what the study holds, cell by cell; counts what is untouched and of no use any more."""

    def __init__(self, study: Study, returned: Returned) -> None:
        self._left, self._ours = returned.left, Counterparts(study, returned.names)
        self.untouched = 0

    def differences(self, cells: Sequence[Cell]) -> Iterator[Difference]:
        """Compare a cell, which may stand in the file several times where rows or sheets were copied."""
        key = cells[0].key
        if gone := self._ours.gone(key):
            edited = [cell for cell in _unlike(cells) if cell.problem or (cell.text and self._edited(cell))]
            self.untouched += not edited and any(cell.text for cell in cells)
            for cell in edited:
                yield self._not_taken(cell, gone)
            return
        filled = [cell for cell in cells if cell.text or cell.problem] or cells[:1]
        changed = _unlike(cell for cell in filled if self._edited(cell) and not self._is_ours(cell))
        if len(changed) > 1:
            for cell in changed:
                others = ", ".join(other.where for other in changed if other is not cell)
                sentence = _(
                    "The same cell stands at {others} with other words. Keep one of them, and import again."
                )
                yield self._not_taken(cell, sentence.format(others=others))
        else:
            yield from self._difference((changed or filled)[0])

    def _edited(self, cell: Cell) -> bool:
        left = self._left.get(cell.key)
        stood = (left.cut or left.sha256) if left else _EMPTY
        return bool(cell.problem) or fingerprint(cell.text) != stood

    def _is_ours(self, cell: Cell) -> bool:
        return not cell.problem and as_compared(cell.text) == as_compared(self._ours.text(cell.key))

    def _difference(self, cell: Cell) -> Iterator[Difference]:
        left, now = self._left.get(cell.key), self._ours.text(cell.key)
        if cell.problem:
            yield self._not_taken(cell, cell.problem)
            return
        if left and left.cut:
            if self._edited(cell) and not self._is_ours(cell):
                yield self._not_taken(cell, _(_CUT))
            return
        outcome = three_way(left.sha256 if left else _EMPTY, cell.text, now)
        if outcome in {"theirs", "conflict"} and (misfit := self._ours.misfit(cell.key, cell.text)):
            yield self._not_taken(cell, misfit)
        elif outcome:
            yield self._told(cell, outcome)

    def _not_taken(self, cell: Cell, problem: str) -> Difference:
        return self._told(cell, "problem", problem)

    def _told(self, cell: Cell, outcome: Outcome, problem: str = "") -> Difference:
        key, left = cell.key, self._left.get(cell.key)
        there = not self._ours.gone(key)
        return Difference(
            key=key, what=self._ours.words(key), where=cell.where, outcome=outcome,
            left=self._ours.past(key, left.sha256) if left else "", theirs=cell.text,
            ours=self._ours.text(key) if there else "", problem=problem,
        )  # fmt: skip


def _unlike(cells: Iterable[Cell]) -> list[Cell]:
    """Give of cells that hold the same only the first."""
    return list({(cell.problem, as_compared(cell.text)): cell for cell in reversed(list(cells))}.values())[
        ::-1
    ]


def three_way(left: str, theirs: str, ours: str) -> Outcome | None:
    """Say what became of a text: `left` is the hash of what was exported. None when both hold the same."""
    if as_compared(theirs) == as_compared(ours):
        return None
    if fingerprint(theirs) == left:
        return "ours"
    if fingerprint(ours) == left:
        return "theirs" if theirs else "emptied"
    return "conflict"


def apply(
    study: Study, home: Homecoming, *, conflicts: Literal["ours", "theirs"] = "ours", emptied: bool = False
) -> HistoryLine | None:
    """Take what came back into the study, as one change; None when there is nothing to take.

    Conflicts keep what the study holds unless told otherwise; emptied cells remove only when `emptied`.
    """
    outcomes: list[Outcome] = ["theirs"]
    if conflicts == "theirs":
        outcomes.append("conflict")
    if emptied:
        outcomes.append("emptied")
    taken = home.of(*outcomes)
    edits = Counterparts(study).edits((difference.key, difference.theirs) for difference in taken)
    if not edits:
        return None
    label = N_("Took {number} edited cells in from {file}")
    if len(taken) == 1:
        label = N_("Took one edited cell in from {file}")
    return study.apply(Change(label, {"number": len(taken), "file": shown(home.file)}, tuple(edits)))
