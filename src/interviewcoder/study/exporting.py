"""The workbook of a study: everything gathered, laid out by `formats.workbook`, put in place at once.

Owns what goes in, the file's name, and the hash of the content. The layout is `formats`.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, TypeVar

from interviewcoder.analysis.contents import Contents, OnDemand
from interviewcoder.analysis.filters import Filters, Selection
from interviewcoder.domain.errors import Refused
from interviewcoder.formats import dating
from interviewcoder.locales import _, as_language, speaking
from interviewcoder.study import agreeing, matrices, ordering, quoting, selecting
from interviewcoder.study.comparing import Question
from interviewcoder.study.leaving import Gate

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from interviewcoder.analysis.agreement.report import AgreementReport
    from interviewcoder.analysis.results import Matrix, Quotation
    from interviewcoder.domain.records import Guid
    from interviewcoder.study.study import Study

T = TypeVar("T")
_TELL_EVERY: Final = 500
_BEHIND: Final = {"html": 5_000, "docx": 1_000, "xlsx": 20_000}
"""How many passages may stand behind the figures of a matrix, in the forms whose figures lead to them."""


def export(
    study: Study,
    path: Path | None = None,
    *,
    filters: Filters | None = None,
    sheets: Collection[str] | None = None,
    made: str | None = None,
    order: ordering.CaseOrder | None = None,
    every_summary: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Path:
    """Write the workbook and give its path: ``exports/<title>.xlsx`` unless told otherwise.

    `sheets` are chosen by name (`workbook.write`), `order` is that of the cases. With `every_summary` there are cells
    for summaries under every code, not only under themes and where some are written already.
    Texts that no cell can hold stand whole in a text file beside it. `made` is the date to print, now when None. `progress` is told how many quotations of how many have been
    gone through; what it raises stops the writing, and then the old file stands. Raises `Refused`, also for real
    names in it, or an error of the disk, told as a sentence.
    """
    from interviewcoder.formats import workbook

    target = path or study.folder / "exports" / f"{file_name(study.settings.title)}.xlsx"
    if target.suffix.lower() not in {"", ".xlsx"}:
        raise Refused(_("The workbook is written as .xlsx, not as “{suffix}”.").format(suffix=target.suffix))
    gate = Gate(study)
    with speaking(as_language(study.settings.language) or "en"):
        passes = _Passes(sum(study.coding_numbers().values()), progress)
        contents = gather(study, filters or Filters(), _moment(made), passes, order)
        contents = replace(contents, every_summary=every_summary)
        with gate.file(target) as file:
            beside = workbook.write(contents, file.temporary, sheets=sheets)
        if beside:
            name = _("{workbook} – long texts").format(workbook=file.final.stem)
            gate.write(file.final.with_name(f"{name}.txt"), beside.encode())
    return file.final


def export_matrix(study: Study, path: Path, **asked: Any) -> Path:
    """Write one matrix in the study's language, in the form the suffix names; gives where it is.

    `asked` is what `Study.matrix` takes. Raises `Refused` or an error of the disk, told as a sentence.
    """
    from interviewcoder.formats.matrices import render
    from interviewcoder.formats.tables import encode_csv

    spoken = as_language(study.settings.language) or "en"
    form = path.suffix.lower().removeprefix(".").replace("txt", "text")
    with speaking(spoken):
        matrix = study.matrix(**asked)
        behind = quotations_behind(study, matrix, form, asked)
        data = render(
            matrix,
            form,
            language=spoken,
            title=study.settings.title,
            behind=behind,
            scratch=scratch(study, path),
        )
    examine_picture(Gate(study), matrix, form)
    if isinstance(data, str):
        data = encode_csv(data) if form == "csv" else data.encode()
    return Gate(study).write(path, data)


def scratch(study: Study, path: Path | None) -> Path | None:
    """Give the folder for what is made on the way to `path`: beside it, else in the study; None when neither will do."""
    beside = [path.absolute().parent] if path is not None else []
    return next((folder for folder in (*beside, study.folder) if os.access(folder, os.W_OK)), None)


def examine_picture(gate: Gate, matrix: Matrix, form: str) -> None:
    """Look for real names in a matrix that becomes a picture, where its words are drawn."""
    from interviewcoder.formats.matrices import render

    if form in {"png", "svg"}:
        gate.data(render(matrix, "json", language="en"), "json")


def quotations_behind(study: Study, matrix: Matrix, form: str, asked: Mapping[str, Any]) -> Matrix | None:
    """Give the quotations behind the figures of a matrix, cell by cell, for a form whose figures lead to them.

    None where the cells are no figures, count codes together, or stand for more passages than such a file can hold.
    """
    if matrix.within or matrix.cells_are in {"quotes", "summary"}:
        return None
    if matrix.n_segments > _BEHIND.get(form, -1):
        return None
    return study.matrix(**{**asked, "cells": "quotes"})


class _Passes:
    """Says how far the writing is: the codings are gone through when gathered, and for each of two sheets."""

    def __init__(self, quotations: int, progress: Callable[[int, int], None]) -> None:
        self._done, self._of, self._progress = 0, 3 * quotations, progress

    def over(self, quotations: Iterable[T]) -> Iterator[T]:
        """Give the quotations, telling after every few how far it is."""
        for quotation in quotations:
            self._done += 1
            if self._done % _TELL_EVERY == 0:
                self._progress(min(self._done, self._of), self._of)
            yield quotation


def _moment(made: str | None) -> str:
    """Give the date to print, now when none is asked for. Raises `Refused` for what is no date."""
    if made is None:
        return datetime.now().astimezone().isoformat(timespec="seconds")
    dating.read(made)
    return made.strip()


def file_name(title: str) -> str:
    """Make a title a file name that every system takes."""
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title)
    return " ".join(name.split()).strip(". ")[:120] or "study"


def gather(
    study: Study, filters: Filters, made: str, passes: _Passes, order: ordering.CaseOrder | None = None
) -> Contents:
    """Gather everything the workbook holds."""
    selection = selecting.selection_for(study, filters)
    measured = partial(matrices.matrix, study, filters=filters, order=order)
    segments = measured()
    place = {heading.id: n for n, heading in enumerate(segments.columns)}
    cases = sorted(study.in_order(study.cases), key=lambda case: place.get(case.id, len(place)))
    reading = quoting.reading_order(study, cases)
    number, content_hash = _content(study, selection, passes)
    return Contents(
        title=study.settings.title, language=study.settings.language, made=made, version=study.program_version,
        content_hash=content_hash, coders=tuple(coder.name for coder in study.people),
        case_order=ordering.in_words(study, order or ordering.CaseOrder()), filters=selecting.in_words(filters),
        segments=segments, presence=_presence(segments), codebook=study.codebook,
        counts=matrices.code_counts(study, filters), cases=tuple(cases), attributes=study.attributes,
        transcripts=study.transcripts, transcript_facts=matrices.transcript_facts(study),
        quotations=lambda: passes.over(quoting.cited_by_theme(study, selection, reading)),
        in_the_texts=lambda: passes.over(quoting.through_the_texts(study, selection)), n_quotations=number,
        identity=study.identity, asked=json.dumps(asdict(filters)), summaries=tuple(study.summaries()),
        all_codes=_CodesOn(study),
        on_demand=OnDemand(
            measured=lambda kind: measured(cells=kind), history=study.history,
            agreement=lambda: _agreement(study, filters),
            together=lambda kind: matrices.matrix(study, columns="codes", cells=kind, filters=filters),
        ),
    )  # fmt: skip


def _agreement(study: Study, filters: Filters) -> AgreementReport | None:
    """Give agreement over the codes, cases and transcripts of the workbook; None with fewer than two coders."""
    where = replace(filters, roles=(), text="", key=False, combine="", since="", until="", coders=())
    try:
        return agreeing.report(study, Question(coders=filters.coders, filters=where))
    except Refused:
        return None


def _presence(segments: Matrix) -> Matrix:
    return replace(
        segments,
        cells_are="presence",
        cells=tuple(tuple(min(1, int(cell or 0)) for cell in row) for row in segments.cells),  # type: ignore[arg-type]
        row_totals=tuple(min(1, int(total or 0)) for total in segments.row_totals),  # type: ignore[arg-type]
        column_totals=tuple(min(1, int(total or 0)) for total in segments.column_totals),  # type: ignore[arg-type]
        grand_total=min(1, segments.n_segments),
    )


class _CodesOn:
    """The paths of all codes on exactly a passage, whoever put them there; read a transcript at a time."""

    def __init__(self, study: Study) -> None:
        self._study, self._of = study, ""
        self._codes: dict[tuple[int, int], list[str]] = {}

    def __call__(self, quotation: Quotation) -> tuple[str, ...]:
        if quotation.transcript_id != self._of:
            self._read(quotation.transcript_id)
        return tuple(self._codes.get((quotation.start, quotation.end), (quotation.code,)))

    def _read(self, transcript: Guid) -> None:
        self._of, self._codes = transcript, {}
        with self._study.passages(Selection(transcripts=frozenset({transcript}))) as passages:
            for _transcript, start, end, code, _coder, _first, _last in passages:
                codes = self._codes.setdefault((start, end), [])
                if (path := self._study.codebook.path(code)) not in codes:
                    codes.append(path)


def _content(study: Study, selection: Selection, passes: _Passes) -> tuple[int, str]:
    """Count the codings, and give the hash of what they say: transcript, place, code, coder, words.

    It is the same for every copy of a study, in whatever order its codings come.
    """
    together, number = 0, 0
    transcripts = {transcript.id: transcript.name for transcript in study.transcripts}
    coders = {coder.id: coder.name for coder in study.coders}
    paths = {code.id: study.codebook.path(code.id) for code in study.codebook}
    for at in passes.over(study.codings(selection)):
        said = (
            transcripts[at.transcript],
            str(at.start),
            str(at.end),
            paths[at.code],
            coders[at.coder],
            at.quote,
        )
        together += int.from_bytes(sha256("\0".join(said).encode()).digest())
        number += 1
    return number, sha256(str(together).encode()).hexdigest()
