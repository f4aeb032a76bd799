"""Taking transcripts in: what a file holds, shown before it is taken, and the change that takes it.

Owns names of new transcripts, duplicates, and notes becoming memos. Reading the file is `formats`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import NotFound
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import transcripts as gestures
from interviewcoder.domain.records import Memo, Speaker, Transcript, Version
from interviewcoder.domain.text import name_key, words
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from interviewcoder.domain.records import Case
    from interviewcoder.formats.transcripts.reading import Reading
    from interviewcoder.study.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one file. `transcript` is None in a dry run and for a duplicate."""

    file: str
    name: str
    reading: Reading
    transcript: Transcript | None
    duplicate_of: str = ""
    warnings: tuple[str, ...] = ()


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Give the files to import: files as named, folders by the formats we read, in order of name."""
    from interviewcoder.formats.transcripts import suffixes

    known = set(suffixes())
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.rglob("*"))
            found += [
                file
                for file in inside
                if file.is_file() and file.suffix.lower() in known and not file.name.startswith(("~$", "."))
            ]
        elif path.exists():
            found.append(path)
        else:
            raise NotFound(_("file"), str(path))
    return found


def import_file(
    study: Study,
    path: Path,
    *,
    case: Case | None = None,
    as_format: str | None = None,
    encoding: str | None = None,
    dry_run: bool = False,
) -> Imported:
    """Take one file in as a transcript (of `case`), or only say what it holds when `dry_run`.

    The same file a second time is pointed out and not taken. Raises `Unreadable`.
    """
    from interviewcoder.formats.files import read_bytes
    from interviewcoder.formats.transcripts import read

    data = read_bytes(path)
    reading = read(path, data=data, as_format=as_format, encoding=encoding)
    digest = sha256(data).hexdigest()
    twin = _twin(study, digest, reading.text)
    name, warnings = _name_for(study, path)
    if dry_run or twin:
        return Imported(
            file=str(path), name=name, reading=reading, transcript=None, duplicate_of=twin or "",
            warnings=reading.warnings,
        )  # fmt: skip
    version = Version(text=reading.text, turns=reading.turns)
    transcript = Transcript(
        name=name, case=case.id if case else None, version=version.id, language=reading.language,
        source=path.name, source_sha256=digest, format=reading.format, words=words(reading.text),
        length=len(reading.text), position=_next_position(study), metadata=dict(reading.metadata),
    )  # fmt: skip
    speakers = [
        Speaker(transcript=transcript.id, label=label.label, name=label.name, role=label.role)
        for label in reading.labels
    ]
    new: list[Case | Memo] = _notes(transcript, reading)
    if case is not None and case.id not in {known.id for known in study.cases}:
        new.insert(0, case)
    change = gestures.add_transcript(transcript, version, speakers, known=study.transcripts, new=new)
    study.apply(change)
    return Imported(
        file=str(path), name=name, reading=reading, transcript=transcript,
        warnings=(*warnings, *reading.warnings),
    )  # fmt: skip


def _twin(study: Study, digest: str, text: str) -> str | None:
    for transcript in study.transcripts:
        if transcript.source_sha256 == digest:
            return transcript.name
    return next(
        (
            transcript.name
            for transcript in study.transcripts
            if transcript.length == len(text) and study.document(transcript).text == text
        ),
        None,
    )


def _name_for(study: Study, path: Path) -> tuple[str, tuple[str, ...]]:
    taken = {name_key(transcript.name) for transcript in study.transcripts}
    stem = " ".join(path.stem.split()) or path.name
    name, n = stem, 2
    while name_key(name) in taken:
        name, n = f"{stem} ({n})", n + 1
    if name == stem:
        return name, ()
    return name, (
        _("There is another transcript “{stem}”; this one is called “{name}”.").format(stem=stem, name=name),
    )


def _next_position(study: Study) -> int:
    return max((transcript.position for transcript in study.transcripts), default=-1) + 1


def _notes(transcript: Transcript, reading: Reading) -> list[Case | Memo]:
    notes: list[Case | Memo] = []
    for note in reading.notes:
        text = f"{note.author}: {note.text}" if note.author else note.text
        memo = Memo(on="transcript", target=transcript.id, text=text, kind=note.kind)
        if 0 <= note.start < note.end <= len(reading.text):
            quote = reading.text[note.start : note.end]
            memo = replace(memo, on="passage", start=note.start, end=note.end, quote=quote)
        notes.append(memo)
    return notes


def case_for(study: Study, name: str) -> tuple[Case, bool]:
    """Give the case of this name, and whether it is new."""
    known = next((case for case in study.cases if name_key(case.name) == name_key(name)), None)
    return (known, False) if known else (case_gestures.new_case(name, study.cases), True)
