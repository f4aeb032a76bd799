"""An edited workbook coming home: what left, what came back, what the study holds now, and one change from it.

Owns the comparison of the three and what is done about each difference. Finding the cells is
`formats.workbook.returning`'s; nothing is changed before `apply`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from interviewcoder.domain.changes import Change, Edit, added, removed, replaced
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.records import Case, Code, Summary, in_language
from interviewcoder.domain.text import shown
from interviewcoder.formats.workbook.comparing import as_compared, fingerprint
from interviewcoder.locales import N_, _, as_language, speaking
from interviewcoder.study.selecting import value_as_text
from interviewcoder.study.valuing import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.records import Guid
    from interviewcoder.formats.workbook.returning import Cell, Key, Returned
    from interviewcoder.study.study import Study

Outcome = Literal["theirs", "ours", "conflict", "emptied", "problem"]
"""What a difference is: changed in the file, changed in the study since, in both, emptied in the file, unusable."""
_EMPTY = fingerprint("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A cell that is not in the file as it is in the study.

    `what` says which in words, `where` the cell of the file. `left` is what was exported, None when that is no
    longer known; `theirs` what is in the file, `ours` what the study holds now.
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

    with speaking(as_language(study.settings.language) or "en"):
        returned = read_workbook(path)
        if returned.study != study.identity:
            raise Refused(
                _("{file} was exported from another study. Open that one, or export anew.").format(
                    file=path.name
                )
            )
        home = Homecoming(path.name, said=returned.said)
        ours, gone = _Ours(study), 0
        seen: set[Key] = set()
        for cell in returned.cells:
            if cell.key in seen:
                continue
            seen.add(cell.key)
            if not ours.has(cell.key):
                gone += bool(cell.text)
                continue
            difference = _difference(cell, returned, ours)
            if difference is not None:
                home.differences.append(difference)
    if gone:
        home.said.append(
            _("{n} cells belong to codes, cases or attributes that are no longer there.").format(n=gone)
        )
    return home


def _difference(cell: Cell, returned: Returned, ours: _Ours) -> Difference | None:
    left, now = returned.left.get(cell.key), ours.text(cell.key)
    if cell.problem:
        outcome: Outcome = "problem"
    elif left is not None and not left.whole:
        return None
    else:
        found = three_way(left.sha256 if left else _EMPTY, cell.text, now)
        if found is None:
            return None
        outcome = found
    known = None if left is None else ours.past(cell.key, left.sha256)
    return Difference(
        key=cell.key, what=ours.words(cell.key), where=cell.where, outcome=outcome,
        left="" if left is None else known, theirs=cell.text, ours=now, problem=cell.problem,
    )  # fmt: skip


def three_way(left: str, theirs: str, ours: str) -> Outcome | None:
    """Say what became of a text: `left` is the hash of what was exported. None when both hold the same."""
    if as_compared(theirs) == as_compared(ours):
        return None
    if fingerprint(theirs) == left:
        return "ours"
    if fingerprint(ours) == left:
        return "theirs" if theirs else "emptied"
    return "conflict"


class _Ours:
    """What the study holds now of everything that may come back."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._summaries = {(summary.case, summary.code): summary for summary in study.summaries()}
        self._cases = {case.id: case for case in study.cases}
        self._attributes = {attribute.id: attribute for attribute in study.attributes}

    def has(self, key: Key) -> bool:
        """Say whether what a cell is about is still there."""
        if key.kind == "code_text":
            return key.first in self._study.codebook
        others = self._study.codebook if key.kind == "summary" else self._attributes
        return key.first in self._cases and key.second in others

    def text(self, key: Key) -> str:
        """Give what the study holds, as it would stand in the cell."""
        if key.kind == "summary":
            summary = self._summaries.get((key.first, key.second))
            return summary.text if summary else ""
        if key.kind == "code_text":
            texts = getattr(self._study.codebook[key.first], key.second)
            return in_language(texts, self._study.settings.language)
        value = self._cases[key.first].values.get(key.second)
        return "" if value is None else value_as_text(value)

    def words(self, key: Key) -> str:
        """Say which cell it is."""
        codebook = self._study.codebook
        if key.kind == "summary":
            return f"{self._cases[key.first].name} – {codebook.path(key.second)}"
        if key.kind == "code_text":
            names = {
                "definition": _("definition"), "use": _("when to use"), "avoid": _("when not to use"),
                "example": _("example"),
            }  # fmt: skip
            return f"{codebook.path(key.first)}, {names[key.second]}"
        return f"{self._cases[key.first].name}, {self._attributes[key.second].name}"

    def past(self, key: Key, sha256: str) -> str | None:
        """Give what a cell said when it was exported, from the history; None when it is not found there."""
        if key.kind == "summary":
            summary = self._summaries.get((key.first, key.second))
            known: Iterable[str] = (
                record.text for record in self._study.past("summary", summary.id) if isinstance(record, Summary)
            ) if summary else ()  # fmt: skip
        elif key.kind == "code_text":
            known = (
                in_language(getattr(record, key.second), self._study.settings.language)
                for record in self._study.past("code", key.first)
            )
        else:
            known = (
                value_as_text(record.values[key.second])
                for record in self._study.past("case", key.first)
                if isinstance(record, Case) and key.second in record.values
            )
        return next((text for text in known if fingerprint(text) == sha256), None)

    def edits(self, differences: Iterable[Difference]) -> list[Edit]:
        """Give the edits that take the file's words in."""
        edits: list[Edit] = []
        codes: dict[Guid, Code] = {}
        cases: dict[Guid, Case] = {}
        for at in differences:
            if at.key.kind == "summary":
                edits += self._summary_edits(at)
            elif at.key.kind == "code_text":
                code = codes.get(at.key.first, self._study.codebook[at.key.first])
                texts = _with_text(getattr(code, at.key.second), self._study.settings.language, at.theirs)
                changed: dict[str, Any] = {at.key.second: texts}
                codes[code.id] = replace(code, **changed)
            else:
                case = cases.get(at.key.first, self._cases[at.key.first])
                cases[case.id] = self._valued(case, at)
        for code in codes.values():
            edits += replaced(self._study.codebook[code.id], code)
        for case in cases.values():
            edits += replaced(self._cases[case.id], case)
        return edits

    def _summary_edits(self, at: Difference) -> tuple[Edit, ...]:
        before = self._summaries.get((at.key.first, at.key.second))
        if not at.theirs:
            return removed(before) if before else ()
        if before:
            return replaced(before, replace(before, text=at.theirs))
        coder = self._study.coder.id
        return added(Summary(case=at.key.first, code=at.key.second, text=at.theirs, coder=coder))

    def _valued(self, case: Case, at: Difference) -> Case:
        values = dict(case.values)
        if at.theirs:
            values[at.key.second] = read_value(self._attributes[at.key.second], at.theirs)
        else:
            values.pop(at.key.second, None)
        return replace(case, values=values)


def _with_text(texts: Mapping[str, str], language: str, text: str) -> dict[str, str]:
    others = {known: said for known, said in texts.items() if known != language}
    return {**others, language: text} if text else others


def apply(
    study: Study, home: Homecoming, *, conflicts: Literal["ours", "theirs"] = "ours", emptied: bool = False
) -> HistoryLine | None:
    """Take what came back into the study, as one change; None when there is nothing to take.

    Conflicts keep what the study holds unless told otherwise; emptied cells remove only when `emptied`.
    Raises `Refused` when a value does not fit its attribute, and then nothing has changed.
    """
    outcomes: list[Outcome] = ["theirs"]
    if conflicts == "theirs":
        outcomes.append("conflict")
    if emptied:
        outcomes.append("emptied")
    taken = home.of(*outcomes)
    edits = _Ours(study).edits(taken)
    if not edits:
        return None
    label = N_("Took {number} edited cells in from {file}")
    if len(taken) == 1:
        label = N_("Took one edited cell in from {file}")
    return study.apply(Change(label, {"number": len(taken), "file": shown(home.file)}, tuple(edits)))
