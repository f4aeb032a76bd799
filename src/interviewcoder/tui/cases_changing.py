"""Changing cases and attributes from their table: what is asked, and the gesture it becomes.

Owns the questions of the cases screen. What is shown is the screen's; every change is a gesture. A case is
looked up anew when an answer comes, because somebody else may have changed it meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.gestures import cases as gestures
from interviewcoder.domain.gestures import transcripts as transcript_gestures
from interviewcoder.domain.records import AttributeKind, Memo
from interviewcoder.locales import N_, _
from interviewcoder.study.valuing import read_value
from interviewcoder.tui.acting import Acting
from interviewcoder.tui.cases_table import transcripts_of, written
from interviewcoder.tui.lists import Ask, Choice, marked
from interviewcoder.tui.safe import joined, plain
from interviewcoder.tui.ticking import Line, Ticking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewcoder.domain.records import Attribute, Case, Guid, Transcript, Value

KINDS: Final[tuple[tuple[AttributeKind, str], ...]] = (
    ("text", N_("free words")),
    ("number", N_("12 or 12.5")),
    ("date", N_("2014-01-31 or 31/01/2014")),
    ("boolean", N_("yes or no")),
    ("choice", N_("one of a list")),
)


class Changing(Acting):
    """What the cases screen asks and changes."""

    if TYPE_CHECKING:

        def go(self, row: Guid, column: Guid = "") -> None: ...  # noqa: D102

    # Cases

    def add_case(self) -> None:
        """Ask for the name of a new case, and go to it."""

        def named(name: str) -> None:
            change = gestures.add_case(name, self.study.cases)
            if self.make(change):
                self.go(change.edits[0].record.id)

        self.ask(Ask(_("Name of the new case")), named)

    def rename_case(self, case: Case) -> None:
        """Ask for another name of a case."""

        def named(name: str) -> None:
            self.make(gestures.rename_case(self._case_now(case), name, self.study.cases))

        self.ask(Line(_("New name of the case {case}").format(case=case.name), case.name), named)

    def remove_case(self, case: Case) -> None:
        """Remove a case; its transcripts stay."""
        self.make(
            gestures.remove_case(
                case, transcripts=transcripts_of(self.study, case), memos=self._memos(case),
                summaries=[summary for summary in self.study.summaries() if summary.case == case.id],
            )
        )  # fmt: skip

    def assign(self, case: Case) -> None:
        """Ask which transcripts belong to a case, and assign all of them as one change."""
        transcripts = self.study.transcripts
        if not transcripts:
            self.coder_app.tell(_("There are no transcripts yet: leave with q, then press g i."))
            return
        names = {known.id: known.name for known in self.study.cases}
        lines = [
            joined(t.name, (f"  {names.get(t.case or '', '')}" if t.case != case.id else "", "dim"))
            for t in transcripts
        ]
        ticked = [n for n, transcript in enumerate(transcripts) if transcript.case == case.id]

        def chosen(numbers: frozenset[int]) -> None:
            wanted = {transcripts[n].id for n in numbers}
            now = self._case_now(case)
            self.make(gestures.share_transcripts(now, wanted, self.study.transcripts))

        self.ask(Ticking(_("Transcripts of {case}").format(case=case.name), lines, ticked), chosen)

    def assign_transcript(self, transcript: Transcript) -> None:
        """Ask which case a transcript belongs to; it may be none."""
        cases: list[Case | None] = [*self.study.cases, None]
        lines = [marked(case.name if case else _("no case"), _holds(case, transcript)) for case in cases]

        def chosen(at: int) -> None:
            now = next(known for known in self.study.transcripts if known.id == transcript.id)
            case = cases[at]
            self.make(transcript_gestures.assign_transcripts([now], self._case_now(case) if case else None))

        self.ask(Choice(_("Case of {transcript}").format(transcript=transcript.name), lines), chosen)

    def _memos(self, case: Case) -> list[Memo]:
        return [memo for memo in self.study.memos([case.id]) if memo.on == "case"]

    def write_memo_on(self, case: Case) -> None:
        """Open the editor on the memo of a case."""
        memo = Memo(on="case", target=case.id, text="", coder=self.study.coder.id)
        self.write_memo(_("Memo on the case {name}").format(name=case.name), memo, self.memo_on(memo))

    def _case_now(self, case: Case) -> Case:
        return next((known for known in self.study.cases if known.id == case.id), case)

    # Attributes

    def add_attribute(self) -> None:
        """Ask for name and kind of a new attribute, and for the list when it is a choice."""

        def named(name: str) -> None:
            gestures.add_attribute(name, "text", self.study.attributes)  # a name that is taken is refused now
            lines = [joined((f"{_(kind):<14}", "bold"), (_(like), "dim")) for kind, like in KINDS]
            title = _("What does {attribute} hold?").format(attribute=name)
            self.ask(Choice(title, lines), lambda at: kind_chosen(name, KINDS[at][0]))

        def kind_chosen(name: str, kind: AttributeKind) -> None:
            if kind != "choice":
                add(name, kind, "")
                return
            title = _("The choices, with semicolons between them; more can come later")
            self.ask(Line(title), lambda typed: add(name, kind, typed))

        def add(name: str, kind: AttributeKind, typed: str) -> None:
            choices = [" ".join(choice.split()) for choice in typed.split(";") if choice.strip()]
            change = gestures.add_attribute(name, kind, self.study.attributes, choices)
            if self.make(change):
                self.go("", change.edits[0].record.id)

        self.ask(Ask(_("Name of the new attribute")), named)

    def rename_attribute(self, attribute: Attribute) -> None:
        """Ask for another name of an attribute."""

        def named(name: str) -> None:
            now = self._attribute_now(attribute)
            self.make(gestures.rename_attribute(now, name, self.study.attributes))

        title = _("New name of the attribute {attribute}").format(attribute=attribute.name)
        self.ask(Line(title, attribute.name), named)

    def remove_at(self, case: Case, attribute: Attribute) -> None:
        """Ask what is to go: the value, the attribute with all values, or the case."""
        names = {"case": case.name, "attribute": attribute.name}
        value = case.values.get(attribute.id)
        ways: list[tuple[str, Callable[[], object]]] = [
            (
                _("The attribute {attribute} of all cases").format(**names),
                lambda: self.make(gestures.remove_attribute(attribute, self.study.cases)),
            ),
            (_("The case {case}; its transcripts stay").format(**names), lambda: self.remove_case(case)),
        ]
        if value is not None:
            title = _("Only the value “{value}”").format(value=written(value))
            ways.insert(0, (title, lambda: self._set(case, attribute, None)))
        lines = [plain(title) for title, _do in ways]
        self.ask(Choice(_("What is to go? u brings it back"), lines), lambda at: ways[at][1]())

    def _attribute_now(self, attribute: Attribute) -> Attribute:
        return next((known for known in self.study.attributes if known.id == attribute.id), attribute)

    # Values

    def change_value(self, case: Case, attribute: Attribute) -> None:
        """Ask for a value: from a list where there is one, else typed."""
        if attribute.kind == "boolean":
            self._choose_value(case, attribute, [True, False], other=False)
        elif attribute.kind == "choice":
            self._choose_value(case, attribute, attribute.choices, other=True)
        else:
            self._type_value(case, attribute)

    def _choose_value(
        self, case: Case, attribute: Attribute, values: Sequence[Value], *, other: bool
    ) -> None:
        held = case.values.get(attribute.id)
        lines = [marked(written(value), value == held) for value in values]
        lines += [plain(f"  {_('other…')}")] if other else []
        lines.append(marked(_("no value"), held is None))

        def chosen(at: int) -> None:
            if at < len(values):
                self._set(case, attribute, values[at])
            elif at == len(lines) - 1:
                self._set(case, attribute, None)
            else:
                self._type_value(case, attribute)

        self.ask(Choice(_title(case, attribute), lines), chosen)

    def _type_value(self, case: Case, attribute: Attribute) -> None:
        """Ask for a value to be typed, showing those other cases have; an emptied line takes it away."""
        held = case.values.get(attribute.id)
        texts = [written(other.values.get(attribute.id)) for other in self.study.cases]
        known = sorted({text for text in texts if text}) if attribute.kind == "text" else []
        text = written(held)

        def typed(answer: str) -> None:
            self._set(case, attribute, read_value(attribute, answer) if answer else None)

        self.ask(Line(_title(case, attribute), text, known), typed)

    def _set(self, case: Case, attribute: Attribute, value: Value | None) -> None:
        self.make(gestures.set_value(self._case_now(case), self._attribute_now(attribute), value))


def _title(case: Case, attribute: Attribute) -> str:
    return _("{attribute} of {case} ({kind})").format(
        attribute=attribute.name, case=case.name, kind=_(attribute.kind)
    )


def _holds(case: Case | None, transcript: Transcript) -> bool:
    return transcript.case == (case.id if case else None)
