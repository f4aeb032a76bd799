"""What the study holds of each cell that may come back with an edited workbook: its words, its name, its past.

Owns going from a cell's key to the study and the edits that take words in. Whether they are taken is `returning`'s.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from interviewcoder.domain.changes import Edit, added, removed, replaced
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.records import Case, Code, Summary, in_language
from interviewcoder.formats.workbook.comparing import fingerprint
from interviewcoder.locales import _, as_language, speaking
from interviewcoder.study.selecting import value_as_text
from interviewcoder.study.valuing import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from interviewcoder.domain.records import Guid, Value
    from interviewcoder.formats.workbook.returning import Key
    from interviewcoder.study.study import Study


class Counterparts:
    """What the study holds now of everything that may come back; `names` are those of when the file was made, by id."""

    def __init__(self, study: Study, names: Mapping[str, str] | None = None) -> None:
        self._study, self._then = study, names or {}
        self._summaries = {(summary.case, summary.code): summary for summary in study.summaries()}
        self._cases = {case.id: case for case in study.cases}
        self._attributes = {attribute.id: attribute for attribute in study.attributes}

    def gone(self, key: Key) -> str:
        """Say why a cell is about something that is no longer there, empty when it is."""
        if key.kind != "code_text" and key.first not in self._cases:
            return _(
                "The case is no longer in the study: it was merged or removed. Write the words where they belong now."
            )
        if key.kind == "value":
            return "" if key.second in self._attributes else _("The attribute is no longer in the study.")
        if (key.second if key.kind == "summary" else key.first) in self._study.codebook:
            return ""
        return _(
            "The code is no longer in the study: it was merged or removed. Write the words where they belong now."
        )

    def misfit(self, key: Key, text: str) -> str:
        """Say why words cannot be what a cell holds, empty when they can: a value has its kind."""
        if key.kind == "value" and text:
            try:
                read_value(self._attributes[key.second], text)
            except Refused as refusal:
                return refusal.sentence
        return ""

    def text(self, key: Key) -> str:
        """Give what the study holds, as it would stand in the cell."""
        if key.kind == "summary":
            summary = self._summaries.get((key.first, key.second))
            return summary.text if summary else ""
        if key.kind == "code_text":
            texts = getattr(self._study.codebook[key.first], key.second)
            return in_language(texts, self._study.settings.language)
        value = self._cases[key.first].values.get(key.second)
        return "" if value is None else self._written(value)

    def _written(self, value: Value) -> str:
        with speaking(as_language(self._study.settings.language) or "en"):
            return value_as_text(value)

    def words(self, key: Key) -> str:
        """Say which cell it is."""
        if key.kind == "summary":
            return f"{self._case(key.first)} – {self._path(key.second)}"
        if key.kind == "code_text":
            names = {
                "definition": _("definition"), "use": _("when to use"), "avoid": _("when not to use"),
                "example": _("example"),
            }  # fmt: skip
            return f"{self._path(key.first)}, {names[key.second]}"
        attribute = self._attributes.get(key.second)
        return f"{self._case(key.first)}, {attribute.name if attribute else self._then[key.second]}"

    def _case(self, guid: Guid) -> str:
        return self._cases[guid].name if guid in self._cases else self._then[guid]

    def _path(self, guid: Guid) -> str:
        return self._study.codebook.path(guid) if guid in self._study.codebook else self._then[guid]

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
                self._written(record.values[key.second])
                for record in self._study.past("case", key.first)
                if isinstance(record, Case) and key.second in record.values
            )
        return next((text for text in known if fingerprint(text) == sha256), None)

    def edits(self, taken: Iterable[tuple[Key, str]]) -> list[Edit]:
        """Give the edits that take words in, each into its cell."""
        edits: list[Edit] = []
        codes: dict[Guid, Code] = {}
        cases: dict[Guid, Case] = {}
        for key, text in taken:
            if key.kind == "summary":
                edits += self._summary_edits(key, text)
            elif key.kind == "code_text":
                code = codes.get(key.first, self._study.codebook[key.first])
                texts = _with_text(getattr(code, key.second), self._study.settings.language, text)
                changed: dict[str, Any] = {key.second: texts}
                codes[code.id] = replace(code, **changed)
            else:
                case = cases.get(key.first, self._cases[key.first])
                cases[case.id] = self._valued(case, key.second, text)
        for code in codes.values():
            edits += replaced(self._study.codebook[code.id], code)
        for case in cases.values():
            edits += replaced(self._cases[case.id], case)
        return edits

    def _summary_edits(self, key: Key, text: str) -> tuple[Edit, ...]:
        before = self._summaries.get((key.first, key.second))
        if not text:
            return removed(before) if before else ()
        if before:
            return replaced(before, replace(before, text=text))
        return added(Summary(case=key.first, code=key.second, text=text, coder=self._study.coder.id))

    def _valued(self, case: Case, attribute: Guid, text: str) -> Case:
        values = dict(case.values)
        if text:
            values[attribute] = read_value(self._attributes[attribute], text)
        else:
            values.pop(attribute, None)
        return replace(case, values=values)


def _with_text(texts: Mapping[str, str], language: str, text: str) -> dict[str, str]:
    others = {known: said for known, said in texts.items() if known != language}
    return {**others, language: text} if text else others
