"""The sample study: a fictitious French multiple-case study, made afresh in a folder.

Owns finding the sample's files (in the wheel, or in a checkout) and putting the study together from
them through the same doors as any other study.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import notes as note_gestures
from interviewcoder.domain.records import Memo, Summary
from interviewcoder.locales import _, speaking

if TYPE_CHECKING:
    from interviewcoder.domain.records import Guid, MemoTarget
    from interviewcoder.study.study import Study

TITLE: Final = "Ce que les médias sociaux apportent aux entreprises"
CODER: Final = "Hélène"
_PACKAGE: Final = Path(__file__).resolve().parents[1]


def folder() -> Path:
    """Give the folder that holds the sample's transcripts, codebooks and exports."""
    for place in (_PACKAGE / "sample", _PACKAGE.parents[1]):
        if (place / "exports" / "codages.csv").is_file():
            return place
    raise InterviewCoderError(
        _("The sample study is missing from this installation. Install the program again.")
    )


def make(directory: Path) -> Study:
    """Make the sample study in `directory`. Raises `Refused` when there is something else there."""
    from interviewcoder.study.study import Study

    if directory.exists() and any(directory.iterdir()):
        raise Refused(
            _("{folder} is not empty. Name another folder for the sample study.").format(folder=directory)
        )
    source = folder()
    with speaking("fr"):
        study = Study.create(directory, title=TITLE, language="fr", coder=CODER)
        for name in ("transcripts", "codebooks"):
            shutil.copytree(source / name, directory / name, dirs_exist_ok=True)
        _fill(study, source)
    return study


def _fill(study: Study, source: Path) -> None:
    from interviewcoder.formats.codebooks import read_codebook
    from interviewcoder.formats.codings import read_codings
    from interviewcoder.study import attributes, codings, finding, importing

    files, _aside = finding.files_in([study.folder / "transcripts"])
    for _path, found in finding.look(study, files):
        if not isinstance(found, list):
            raise found
        importing.take(study, [(interview, importing.Choices()) for interview in found])
    codebook = study.folder / "codebooks" / "reseaux-sociaux.yaml"
    drafts = read_codebook(codebook, study.settings.language)
    study.apply(code_gestures.import_codebook(study.codebook, drafts, codebook.name))
    attributes.import_attributes(study, source / "exports" / "cas.csv", create=True)
    _assign(study, source / "exports" / "entretiens.csv")
    file = source / "exports" / "codages.csv"
    codings.take(study, read_codings(file), file.name)
    _write_notes(study, source)


def _rows(path: Path) -> list[dict[str, str]]:
    from interviewcoder.formats.tables import read_table

    table = read_table(path)
    return [
        {header: str(cell or "") for header, cell in zip(table.headers, row.cells, strict=False)}
        for row in table.rows
    ]


def _assign(study: Study, path: Path) -> None:
    from interviewcoder.domain.gestures import transcripts as gestures

    for row in _rows(path):
        transcript, case = study.transcript(row["transcript"]), study.case(row["case"])
        study.apply(gestures.assign_transcripts([transcript], case))


def _write_notes(study: Study, source: Path) -> None:
    notes: list[Memo | Summary] = [
        Summary(
            case=study.case(row["case"]).id, code=study.codebook.find(row["code"]).id, text=row["text"],
            coder=study.coder_named(row["coder"]).id,
        )
        for row in _rows(source / "exports" / "syntheses.csv")
    ]  # fmt: skip
    for row in _rows(source / "exports" / "memos.csv"):
        on, target = _target(study, row["on"], row["target"])
        notes.append(Memo(on=on, target=target, text=row["text"], coder=study.coder_named(row["coder"]).id))
    study.apply(note_gestures.add_notes(notes, "memos.csv, syntheses.csv"))


def _target(study: Study, on: str, name: str) -> tuple[MemoTarget, Guid | None]:
    match on:
        case "case":
            return "case", study.case(name).id
        case "code":
            return "code", study.codebook.find(name).id
        case "transcript":
            return "transcript", study.transcript(name).id
        case _:
            return "study", None
