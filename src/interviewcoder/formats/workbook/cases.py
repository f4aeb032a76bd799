"""The sheets Cases and Transcripts: what is compared, and the interviews it is known from.

Owns the columns of both tables and how an attribute's value is put into a cell.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.workbook.styles import DAY, share
from interviewcoder.formats.workbook.tables import Column, Table, write_table
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.analysis.contents import Contents
    from interviewcoder.analysis.results import TranscriptFacts
    from interviewcoder.domain.records import Attribute, AttributeKind, Case
    from interviewcoder.formats.workbook.book import Book, CellValue


_KIND_STYLES: Final[dict[AttributeKind, str]] = {"number": "number", "date": "number"}
_KIND_NUMBERS: Final[dict[AttributeKind, str]] = {"date": DAY}


def attribute_column(attribute: Attribute, width: float, style: str) -> Column:
    """Give the column of an attribute, in `style` unless its values are figures."""
    return Column(
        attribute.name,
        width,
        _KIND_STYLES.get(attribute.kind, style),
        _KIND_NUMBERS.get(attribute.kind, ""),
    )


def value_key(attribute: Attribute) -> str:
    """Give the name of an attribute's column in the file."""
    return f"value_{attribute.id.replace('-', '')}"


def attribute_value(case: Case, attribute: Attribute) -> CellValue:
    """Give a case's value as its kind is held in a cell: numbers as numbers, dates as dates."""
    value = case.values.get(attribute.id)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if attribute.kind == "date" and isinstance(value, str):
        return day(value)
    return value


def day(text: str) -> date | str:
    """Give a day as Excel can hold it, or the text when it is not one."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return found if found.year >= 1900 else text


def write_cases(book: Book, contents: Contents, sheet: str) -> None:
    """Write the sheet Cases."""
    columns = [
        Column(_("Id"), 38, hidden=True, key="case"),
        Column(_("Case"), 24, "words", key="case_name"),
        *(
            replace(attribute_column(attribute, 18, "words"), key=value_key(attribute))
            for attribute in contents.attributes
        ),
        Column(_("Transcripts"), 11, "number"),
        Column(_("Segments"), 11, "number"),
        Column(_("Words"), 10, "number"),
    ]
    facts: dict[str | None, list[TranscriptFacts]] = defaultdict(list)
    for transcript in contents.transcripts:
        if transcript.id in contents.transcript_facts:
            facts[transcript.case].append(contents.transcript_facts[transcript.id])
    totals = {
        heading.id: total
        for heading, total in zip(contents.segments.columns, contents.segments.column_totals, strict=True)
    }
    rows: list[list[CellValue]] = [
        [
            case.id,
            case.name,
            *(attribute_value(case, attribute) for attribute in contents.attributes),
            len(facts[case.id]),
            total if isinstance(total := totals.get(case.id), int | float) else None,
            sum(known.words for known in facts[case.id]),
        ]
        for case in contents.cases
    ]
    write_table(book, Table("Cases", sheet, columns, printed=len(columns), frozen=2, reference=1), rows)


def write_transcripts(book: Book, contents: Contents, sheet: str) -> None:
    """Write the sheet Transcripts."""
    columns = [
        Column(_("Id"), 38, hidden=True),
        Column(_("Transcript"), 28, "words"),
        Column(_("Case"), 22, "words"),
        Column(_("Date"), 11, "number", DAY),
        Column(_("Duration"), 9, "number"),
        Column(_("Words"), 8, "number"),
        Column(_("Participants' words"), 11, "number"),
        Column(_("Turns"), 8, "number"),
        Column(_("Codings"), 10, "number"),
        Column(_("To review"), 8, "number"),
        Column(_("Codes"), 8, "number"),
        Column(_("Share coded"), 8, "number", share()),
        Column(_("Coders"), 22, "words"),
        Column(_("Language"), 9),
    ]
    known = (
        contents.transcript_facts[transcript.id]
        for transcript in contents.transcripts
        if transcript.id in contents.transcript_facts
    )
    rows: list[list[CellValue]] = [
        [
            facts.id,
            facts.name,
            facts.case,
            day(facts.date),
            facts.duration,
            facts.words,
            facts.participant_words,
            facts.turns,
            facts.codings,
            facts.waiting,
            facts.codes,
            facts.coded,
            ", ".join(facts.coders),
            facts.language,
        ]
        for facts in known
    ]
    write_table(book, Table("Transcripts", sheet, columns, printed=len(columns), frozen=2, reference=1), rows)
