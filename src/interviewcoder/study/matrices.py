"""Matrices and counts of a study: what is asked for by name, counted, and named again.

Owns putting the outline of a matrix together. Counting and folding are `analysis`, rows come from the store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.analysis import matrix as matrices
from interviewcoder.analysis.counting import measure_for, tally
from interviewcoder.analysis.filters import Filters, Selection
from interviewcoder.analysis.results import CELL_KINDS, CodeCounts, Heading, TranscriptFacts
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import Span, words_in
from interviewcoder.locales import _
from interviewcoder.study import cooccurring, ordering, quoting, selecting

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from interviewcoder.analysis.results import Cell, CellKind, Matrix
    from interviewcoder.domain.records import Case, Guid
    from interviewcoder.study.ordering import CaseOrder
    from interviewcoder.study.study import Study

NO_CASE: Final = ""
_NAMED_AT_MOST: Final = 500
"""So many transcripts may be named in one question to the database; of more, all are read."""


def matrix(
    study: Study,
    *,
    rows: str = "codes",
    columns: str | None = None,
    cells: str = "segments",
    rollup: bool = True,
    filters: Filters | None = None,
    order: CaseOrder | None = None,
    within: str = "",
) -> Matrix:
    """Count a matrix. `columns` is ``cases``, ``transcripts``, ``coders``, ``codes``, or an attribute's name.

    With one of these as `rows` the same matrix is given with its sides changed over. `order` is that of the
    cases, the study's own when None. `within` is what codes occur together in, for codes against codes
    (`cooccurring`). Raises `Refused` or `NotFound`.
    """
    filters = filters or Filters()
    if rows == columns == "codes":
        return cooccurring.matrix(
            study, cells=cells, within=within or "passage", rollup=rollup, filters=filters
        )
    if within:
        raise Refused(_("What codes occur together in is asked of codes against codes only."))
    if cells not in CELL_KINDS:
        raise Refused(_("Cells are one of: {kinds}.").format(kinds=", ".join(CELL_KINDS)))
    if rows != "codes":
        if columns not in {None, "codes"}:
            raise Refused(_("Rows or columns must be codes: with other rows, the columns are the codes."))
        return matrices.transposed(_codes_by(study, rows, cells, rollup, filters, order))
    return _codes_by(study, columns or "cases", cells, rollup, filters, order)


def _codes_by(
    study: Study, columns: str, cells: CellKind, rollup: bool, filters: Filters, order: CaseOrder | None
) -> Matrix:
    if cells == "summary" and columns != "cases":
        raise Refused(_("Summaries are of cases: take cases as columns."))
    selection = selecting.selection_for(study, filters)
    frame = _frame(study, columns, rollup, filters, order, selection)
    by_id = {transcript.id: transcript for transcript in study.transcripts}
    measure = measure_for(cells, lambda guid: study.document(by_id[guid]))
    with study.passages(selection, turns=cells == "turns") as passages:
        counted = tally(
            passages,
            rows_of=frame.rows_of,
            columns_of=lambda transcript: frame.columns_of.get(transcript, ()),
            column_of_coder=frame.column_of_coder,
            measure=measure,
        )
    result = matrices.build(
        frame, counted, cells,
        cases_of={transcript.id: transcript.case for transcript in study.transcripts},
        blanks=matrices.blanks_by_cell(frame, study.statuses(), study.transcripts, study.cases),
        rolled_up=rollup, filters=selecting.in_words(filters),
        case_order=ordering.in_words(study, order) if order is not None else "",
    )  # fmt: skip
    if cells == "quotes":
        return matrices.with_cells(result, _quotes(study, frame, selection), ())
    if cells == "summary":
        return matrices.with_cells(result, _summaries(study, frame), "")
    return result


def _quotes(study: Study, frame: matrices.Frame, selection: Selection) -> dict[tuple[int, int], Cell]:
    coders = {coding.id: coding.coder for coding in study.codings(selection)}
    return matrices.quotation_cells(frame, list(quoting.quotations(study, selection)), coders)


def _summaries(study: Study, frame: matrices.Frame) -> dict[tuple[int, int], Cell]:
    row = {heading.id: n for n, heading in enumerate(frame.rows)}
    column = {heading.id: n for n, heading in enumerate(frame.columns)}
    return {
        (row[summary.code], column[summary.case]): summary.text
        for summary in study.summaries()
        if summary.code in row and summary.case in column
    }


def _frame(
    study: Study, columns: str, rollup: bool, filters: Filters, order: CaseOrder | None, selection: Selection
) -> matrices.Frame:
    codes = selecting.codes_for(study, filters)
    rows, rows_of = matrices.code_rows(study.codebook, codes, rollup=rollup)
    cases = ordering.cases_in(
        study, selecting.cases_for(study, filters), order or ordering.CaseOrder(), selection
    )
    transcripts = selecting.transcripts_for(study, filters)
    shown = [t for t in study.transcripts if transcripts is None or t.id in transcripts]
    coder_columns: dict[Guid, int] | None = None
    columns_of: dict[Guid, tuple[int, ...]] = {}
    if columns == "cases":
        headings = [Heading(id=case.id, name=case.name, group=group) for case, group in cases]
        if any(transcript.case is None for transcript in shown) and study.any_coded_without_case():
            headings.append(Heading(id=NO_CASE, name=_("(no case)"), n=0))
        place = {heading.id: n for n, heading in enumerate(headings)}
        for transcript in shown:
            if (transcript.case or NO_CASE) in place:
                columns_of[transcript.id] = (place[transcript.case or NO_CASE],)
    elif columns == "transcripts":
        names = {case.id: case.name for case in study.cases}
        if order is not None:
            at = {case.id: n for n, (case, _group) in enumerate(cases)}
            shown.sort(key=lambda transcript: at.get(transcript.case or NO_CASE, len(at)))
        headings = [Heading(id=t.id, name=t.name, group=names.get(t.case or "", "")) for t in shown]
        columns_of = {transcript.id: (n,) for n, transcript in enumerate(shown)}
    elif columns == "coders":
        wanted = {study.coder_named(name).id for name in filters.coders}
        coders = [coder for coder in study.coders if not wanted or coder.id in wanted]
        headings = [Heading(id=coder.id, name=coder.name) for coder in coders]
        coder_columns = {coder.id: n for n, coder in enumerate(coders)}
    else:
        headings, columns_of = _by_attribute(study, columns, [case for case, _group in cases])
    words = {
        guid: numbers.participant_words for guid, numbers in study.turn_numbers(_if_few(transcripts)).items()
    }
    each = [0] * len(headings)
    for transcript in shown:
        for column in columns_of.get(transcript.id, ()):
            each[column] += words.get(transcript.id, 0)
    everything = sum(words.get(transcript.id, 0) for transcript in shown)
    return matrices.Frame(
        rows=rows, columns=tuple(headings), columns_are=columns, rows_of=rows_of, columns_of=columns_of,
        column_of_coder=coder_columns,
        participant_words=[everything] * len(headings) if coder_columns is not None else each,
        all_participant_words=everything, n_cases=len(cases),
    )  # fmt: skip


def _by_attribute(
    study: Study, name: str, cases: Sequence[Case]
) -> tuple[list[Heading], dict[Guid, tuple[int, ...]]]:
    attribute = study.attribute(name)
    values: dict[str, list[Case]] = {}
    for case in cases:
        value = case.values.get(attribute.id)
        if value is not None:
            values.setdefault(selecting.value_as_text(value), []).append(case)
    names = sorted(values) if attribute.kind in {"number", "date"} else list(values)
    if attribute.kind == "number":
        names.sort(key=float)
    headings = [Heading(id=value, name=value, n=len(values[value])) for value in names]
    column_of = {case.id: n for n, value in enumerate(names) for case in values[value]}
    return headings, {
        transcript.id: (column_of[transcript.case],)
        for transcript in study.transcripts
        if transcript.case in column_of
    }


def code_counts(
    study: Study, filters: Filters | None = None, *, rollup: bool = True
) -> Mapping[Guid, CodeCounts]:
    """Give for every code how far it reaches, with the codes below it or alone."""
    rows, rows_of = matrices.code_rows(study.codebook, None, rollup=rollup)
    selection = selecting.selection_for(study, filters or Filters())
    with study.passages(selection) as passages:
        counted = tally(
            passages, rows_of=rows_of, columns_of=None, measure=lambda _transcript, marks: len(marks)
        )
    case_of = {transcript.id: transcript.case for transcript in study.transcripts}
    cases = matrices.cases_with(counted, range(len(rows)), case_of)
    return {
        heading.id: CodeCounts(
            segments=counted.rows.get(row, 0),
            transcripts=len(counted.transcripts_of.get(row, ())),
            cases=cases[row],
        )
        for row, heading in enumerate(rows)
    }


def _if_few(transcripts: Collection[Guid] | None) -> Collection[Guid] | None:
    return None if transcripts is None or len(transcripts) > _NAMED_AT_MOST else transcripts


def transcript_facts(study: Study) -> Mapping[Guid, TranscriptFacts]:
    """Give what lists show of each transcript, in the study's order."""
    names = {case.id: case.name for case in study.cases}
    coders = {coder.id: coder.name for coder in study.coders}
    numbers = study.turn_numbers()
    spans: dict[Guid, set[tuple[int, int]]] = {}
    codes: dict[Guid, set[Guid]] = {}
    who: dict[Guid, set[str]] = {}
    count: dict[Guid, int] = {}
    with study.passages(Selection()) as passages:
        for guid, start, end, code, coder, _first, _last in passages:
            spans.setdefault(guid, set()).add((start, end))
            codes.setdefault(guid, set()).add(code)
            who.setdefault(guid, set()).add(coders[coder])
            count[guid] = count.get(guid, 0) + 1
    in_codings = {
        guid: words_in(text, (Span(start, end) for start, end in spans[guid]))
        for guid, text in study.texts(_if_few(spans.keys()))
        if guid in spans
    }
    facts: dict[Guid, TranscriptFacts] = {}
    for transcript in study.transcripts:
        guid = transcript.id
        coded = in_codings.get(guid, 0)
        mine = numbers.get(guid)
        facts[guid] = TranscriptFacts(
            id=guid, name=transcript.name, case=names.get(transcript.case or "", ""), words=transcript.words,
            participant_words=mine.participant_words if mine else 0, turns=mine.turns if mine else 0,
            codings=count.get(guid, 0), codes=len(codes.get(guid, ())),
            coders=tuple(sorted(who.get(guid, ()))), coded=coded / transcript.words if transcript.words else 0,
            language=transcript.language, date=transcript.metadata.get("date", ""),
            duration=transcript.metadata.get("duration", ""), waiting=study.waiting.get(guid, 0),
        )  # fmt: skip
    return facts
