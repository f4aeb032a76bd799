"""The sheet Read me: what the file holds, how it was counted, and how to use and cite it.

Owns the words of that sheet. It is written last, when all sheets are known.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from interviewcoder.formats import dating
from interviewcoder.formats.workbook.heights import height
from interviewcoder.formats.workbook.links import Place
from interviewcoder.formats.workbook.summaries import offered
from interviewcoder.locales import N_, _, ngettext, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.formats.workbook.book import Page

_KEYS: Final = 26
_VALUES: Final = 78
_TITLE: Final = 62
"""Letters of the title that stand on one line."""
LONG_TEXTS: Final = "long_texts"

HOLDS: Final = {
    "matrix": N_("How many passages, for every code and case. Every figure leads to its passages."),
    "presence": N_("Whether a code occurs in a case: 1 and 0, for sums and for other programs."),
    "summaries": N_("The researcher's summaries, case by case. Their cells can be edited and read back."),
    "quotes": N_("Every passage under its code and its case, ready to print."),
    "segments": N_("One row for each passage and code, with everything known of it, to filter."),
    "codes": N_("The codebook: definitions, when to use a code and when not, and how far it reaches."),
    "cases": N_("The cases with their attributes."),
    "transcripts": N_("The interviews: length, participants' words, how much is coded and by whom."),
    "coverage": N_("Which share of the participants' words of a case each code covers, in per cent."),
    "cooccurrences": N_(
        "Which codes are on the same passages: how often, and on the next sheet Jaccard's share."
    ),
    "charts": N_("In how many cases of each group a code occurs, as a table and a picture."),
    "data": N_("One row for each case and code, zeros too, for statistics programs."),
    "reliability": N_("How far the coders agree, by code and over all."),
    "history": N_("What was done to the study, by whom and when."),
    LONG_TEXTS: N_("The whole of the texts that are too long for a cell, or for a row on paper."),
}


def write_readme(page: Page, contents: Contents, names: Mapping[str, Sequence[str]]) -> None:
    """Write the sheet; `names` gives for each kind of sheet that is there its names in the file."""
    sheet, styles = page.sheet, page.book.styles
    sheet.set_column(0, 0, _KEYS)
    sheet.set_column(1, 1, _VALUES)
    row = 0
    for row, line in enumerate(wrap(contents.title, _TITLE) or [""]):
        page.text(row, 0, line, styles["title"])
    page.text(row + 1, 0, _("Comparison of cases, made with interviewcoder"), styles["subtitle"])
    row += 3
    for key, value in _facts(contents, names):
        _write_fact(page, row, key, value)
        row += 1
    row = _write_sheets(page, names, row + 1)
    row += 1
    for key, value in _advice(contents, names):
        _write_fact(page, row, key, value)
        row += 1
    page.printed(landscape=False)
    sheet.print_area(0, 0, row - 1, 1)
    sheet.activate()
    sheet.set_first_sheet()


def _write_fact(page: Page, row: int, key: str, value: str) -> None:
    page.sheet.set_row(row, height([(value, _VALUES)], bold=[(key, _KEYS)]))
    page.text(row, 0, key, page.book.styles["key"])
    page.text(row, 1, value, page.book.styles["value"], key)


def _write_sheets(page: Page, names: Mapping[str, Sequence[str]], row: int) -> int:
    styles = page.book.styles
    page.text(row, 0, _("Sheets"), styles["case_heading"])
    page.text(row, 1, "", styles["case_heading"])
    for key, holds in HOLDS.items():
        for at, name in enumerate(names.get(key, ())):
            row += 1
            shown = "" if at else _(holds)
            page.sheet.set_row(row, height([(shown, _VALUES), (name, _KEYS)]))
            page.link(row, 0, Place(name), name, styles["link"])
            page.text(row, 1, shown, styles["value"])
    return row + 1


def _facts(contents: Contents, names: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    matrix = contents.segments
    yield _("Study"), contents.title
    yield _("Made on"), dating.in_words(contents.made)
    yield (
        _("Size"),
        ", ".join(
            (
                ngettext("{n} case", "{n} cases", len(contents.cases)).format(n=number(len(contents.cases))),
                ngettext("{n} transcript", "{n} transcripts", len(contents.transcripts)).format(
                    n=number(len(contents.transcripts))
                ),
                ngettext("{n} code", "{n} codes", len(contents.codebook)).format(
                    n=number(len(contents.codebook))
                ),
                ngettext("{n} segment", "{n} segments", matrix.n_segments).format(
                    n=number(matrix.n_segments)
                ),
            )
        ),
    )
    yield _("Coders"), ", ".join(contents.coders) or "–"
    waiting = sum(facts.waiting for facts in contents.transcript_facts.values())
    if waiting:
        yield _("To review"), _waiting(waiting)
    yield _("Filters"), contents.filters or _("none: every coding counts")
    yield _("Order of the cases"), contents.case_order
    yield _("Counting rule"), _rule(contents)
    yield _("Percentages"), _("“% of cases” is out of all {n} cases of the matrix.").format(n=matrix.n_cases)
    yield _("Empty cells"), _blanks()
    if "matrix" in names:
        yield (
            _("Shading"),
            _(
                "From white (0) to blue (the 95th percentile of the figures above 0, and beyond). "
                "The figures alone carry the meaning."
            ),
        )
    yield _("Program"), f"interviewcoder {contents.version}"
    yield _("Hash of the content"), contents.content_hash


def _waiting(n: int) -> str:
    return ngettext(
        "{n} coding waits for a decision after a correction of its transcript, and is counted nowhere in this file.",
        "{n} codings wait for a decision after a correction of their transcripts, and are counted nowhere in this file.",
        n,
    ).format(n=number(n))


def _rule(contents: Contents) -> str:
    segment = _("A segment is a distinct passage: two coders on exactly the same words count once.")
    if contents.segments.rolled_up:
        reach = _("A code's row counts the passages of the codes below it too, each passage once.")
    else:
        reach = _("A code's row counts its own passages only, not those of the codes below it.")
    totals = _("Totals count distinct passages and are therefore not the sums of rows or columns.")
    return f"{segment} {reach} {totals}"


def _blanks() -> str:
    return "\n".join([
        _("·  no passage coded (raised, or nothing said about it)"),
        _("—  not raised in the interview"),
        _("n/a  not applicable to the case"),
        _("?  not yet coded"),
    ])  # fmt: skip


def _advice(contents: Contents, names: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    if LONG_TEXTS in names:
        yield (
            _("Texts that are too long"),
            _(
                "A cell holds 32,767 characters: longer texts end with “[…]” and their reference and are not read back. "
                "A row on paper holds some 4,000. The whole of both stands on the sheet {sheet}, and that of texts that were cut also in a text file beside this one."
            ).format(sheet=names[LONG_TEXTS][0]),
        )
    if "summaries" in names:
        yield (
            _("Sending summaries back"),
            _(
                "Write in the open cells, in Excel or LibreOffice; rows and columns may be sorted, hidden, inserted. "
                "Save the file and send it back: “interviewcoder summaries import FILE.xlsx --dry-run” shows what would "
                "be taken in, and without “--dry-run” takes it. Definitions on the sheet {codes} and attributes on the "
                "sheet {cases} come back the same way. An emptied cell removes nothing unless that is asked for."
            ).format(codes=_("Codes"), cases=_("Cases"))
            + _where_not(contents),
        )
    yield (
        _("Citing a passage"),
        _("By its reference, which does not change: {example}").format(example=_example(contents)),
    )
    yield _("Citing this file"), _citation(contents)


def _where_not(contents: Contents) -> str:
    """Say how to get the columns of codes that have none on the sheets of summaries."""
    if len(offered(contents)) == len(contents.codebook):
        return ""
    return "\n" + _(
        "There is a column for each theme, and for the codes below it once one of them has a summary. "
        "For a column for every code, export with “interviewcoder export --summaries all”."
    )


def _example(contents: Contents) -> str:
    first = next(iter(contents.quotations()), None)
    return first.reference if first else _("Case – Transcript, turn 42")


def _citation(contents: Contents) -> str:
    year = contents.made[:4]
    coders: Sequence[str] = contents.coders
    who = f"{', '.join(coders)} ({year}). " if coders else f"({year}). "
    return who + _(
        "{title} [coded interviews, comparison of cases]. interviewcoder {version}, content {hash}."
    ).format(title=contents.title, version=contents.version, hash=contents.content_hash[:12])
