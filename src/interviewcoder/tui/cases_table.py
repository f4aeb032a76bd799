"""The table of cases as plain values: columns, rows under their groups, and what moving a case means.

Owns no widget and no change: the screen shows the table, gestures make the changes.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeVar

from textual.content import Content

from interviewcoder.locales import _, language, ngettext, number
from interviewcoder.study.selecting import value_as_text
from interviewcoder.tui.safe import joined, plain
from interviewcoder.tui.table_view import Column, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from interviewcoder.domain.records import Attribute, Case, Guid, Memo, Transcript, Value
    from interviewcoder.study import Study

T = TypeVar("T")
CASE: Final = "case"
TRANSCRIPTS: Final = "transcripts"
CODINGS: Final = "codings"


def case_columns(study: Study) -> list[Column]:
    """Give the columns: the case, how many transcripts and codings, the attributes with their kinds."""
    return [
        Column(CASE, _("Case")),
        Column(TRANSCRIPTS, _("Transcripts"), right=True),
        Column(CODINGS, _("Codings"), right=True),
        *(
            Column(attribute.id, attribute.name, _(attribute.kind), right=attribute.kind == "number")
            for attribute in study.attributes
        ),
    ]


def case_rows(study: Study, numbers: Mapping[Guid, int] | None, noted: Collection[Guid]) -> list[Row]:
    """Give a row a case, below the name of its group. `numbers` are codings by transcript, None if uncounted."""
    held = _held(study)
    grouped = study.group_attribute
    rows: list[Row] = []
    for group, found in groupby(study.in_order(study.cases), study.group_of):
        cases = list(found)
        if grouped is not None:
            name = group or _("no value")
            n = ngettext("{n} case", "{n} cases", len(cases)).format(n=len(cases))
            heading = _("{attribute}: {group} – {cases}")
            rows.append(Row("", (heading.format(attribute=grouped.name, group=name, cases=n),)))
        for case in cases:
            mine = held.get(case.id, [])
            codings = "…" if numbers is None else number(sum(numbers.get(t.id, 0) for t in mine))
            name = f"{case.name} ✎" if case.id in noted else case.name
            values = (written(case.values.get(attribute.id)) for attribute in study.attributes)
            rows.append(Row(case.id, (name, str(len(mine)), codings, *values)))
    return rows


def written(value: Value | None) -> str:
    """Write a value as one types it in the language of the screens; nothing for None."""
    if value is None:
        return ""
    text = value_as_text(value)
    return text.replace(".", ",") if isinstance(value, float) and language() == "fr" else text


def _held(study: Study) -> dict[Guid, list[Transcript]]:
    held: dict[Guid, list[Transcript]] = {}
    for transcript in study.transcripts:
        if transcript.case is not None:
            held.setdefault(transcript.case, []).append(transcript)
    return held


def order_after(study: Study, case: Case, step: int) -> list[Case] | None:
    """Give the order after a case went up (-1) or down (1) as it is shown; None when it is at the end.

    Within its group it changes places with its neighbour; at the edge of the group the whole group does,
    since a group stays together.
    """
    groups = [list(cases) for _group, cases in groupby(study.in_order(study.cases), study.group_of)]
    at = next(n for n, group in enumerate(groups) if any(other.id == case.id for other in group))
    group = groups[at]
    place = next(n for n, other in enumerate(group) if other.id == case.id)
    if 0 <= place + step < len(group):
        _swap(group, place, place + step)
    elif 0 <= at + step < len(groups):
        _swap(groups, at, at + step)
    else:
        return None
    return [other for cases in groups for other in cases]


def _swap(things: list[T], one: int, other: int) -> None:
    things[one], things[other] = things[other], things[one]


def cases_in_words(study: Study) -> str:
    """Say how many cases and attributes there are, and how many transcripts are in no case."""
    n, k = len(study.cases), len(study.attributes)
    parts = [
        ngettext("{n} case", "{n} cases", n).format(n=n),
        ngettext("{n} attribute", "{n} attributes", k).format(n=k),
    ]
    free = sum(transcript.case is None for transcript in study.transcripts)
    if free:
        parts.append(
            ngettext("{n} transcript without a case", "{n} transcripts without a case", free).format(n=free)
        )
    return ", ".join(parts)


def transcripts_of(study: Study, case: Case) -> Sequence[Transcript]:
    """Give the transcripts of a case in the order of the interviews."""
    return [transcript for transcript in study.transcripts if transcript.case == case.id]


def about_case(study: Study, case: Case, attribute: Attribute | None, memo: Memo | None) -> Content:
    """Say in two lines what is at the cursor: the value whole or the transcripts, and the memo."""
    if attribute is not None:
        held = written(case.values.get(attribute.id)) or _("no value")
        first = joined((case.name, "bold"), " × ", (attribute.name, "bold"), f" – {held}")
    else:
        names = ", ".join(transcript.name for transcript in transcripts_of(study, case))
        about = names or _("no transcript yet; t says which belong to it")
        first = joined((case.name, "bold"), f" – {about}")
    if memo is not None:
        return joined(first, Content("\n"), (f"✎ {memo.text}", "italic"))
    if not study.attributes:
        return joined(
            first, Content("\n"), (_("Press a for a first attribute, such as size or sector."), "dim")
        )
    return first


def when_no_cases() -> Content:
    """Say what a case is, and how there come to be some."""
    return plain(
        _(
            "There are no cases yet. A case is what you compare: a firm, an agency, a person. Press n to "
            "make one and t to say which transcripts belong to it, or i to take a table of cases with "
            "their attributes in, from Excel or csv."
        )
    )
