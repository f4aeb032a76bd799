"""What is in files that may be imported, before any of it is taken: interviews, their names, their doubles.

Owns which files a folder offers, reading them apart, proposing names, and recognising what the study (or an
earlier file of the same look) holds already. Changes nothing; taking in is `importing`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias

from interviewcoder.domain import naming
from interviewcoder.domain.errors import NotFound, Unreadable
from interviewcoder.domain.text import name_key, shown, words
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from interviewcoder.domain.records import Transcript
    from interviewcoder.formats.transcripts.apart import File, Readers
    from interviewcoder.formats.transcripts.reading import Reading
    from interviewcoder.study.study import Study

_NAMED_ONLY: Final = frozenset({".csv", ".xlsx", ".xml"})
"""Suffixes of files that are more often something else: taken when named, left aside in a folder."""
_ABOUT: Final = frozenset({"readme", "license", "licence", "lisez-moi", "lisezmoi", "changelog", "copying"})
_RICHEST_FIRST: Final = (".docx", ".odt", ".json", ".vtt", ".srt", ".tsv", ".lrc")
_LARGEST: Final = 100 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file as received: where, its bytes, their SHA-256, and what overruled how it looks."""

    path: Path
    data: bytes = field(repr=False)
    sha256: str
    as_format: str | None = None
    encoding: str | None = None

    @property
    def name(self) -> str:
        """The name of the file as it can be kept: names of files need not be text."""
        return shown(self.path.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One interview found in a file. `twin` names the transcript it is already, empty for a new one."""

    file: Received
    name: str
    reading: Reading
    twin: str = ""
    warnings: tuple[str, ...] = ()


Looked: TypeAlias = "tuple[Path, list[Interview] | Unreadable]"
"""A file, and every interview in it, or why it cannot be taken."""


def files_in(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Give the files to import and those left aside: files as named, folders by the formats we read.

    Of one interview in several formats the one that says most comes first. Raises `NotFound`.
    """
    found: list[Path] = []
    aside: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside, beside = _in_folder(path)
            found += inside
            aside += beside
        elif path.exists():
            found.append(path)
        else:
            raise NotFound(_("file"), str(path))
    return list(dict.fromkeys(found)), aside


def _in_folder(folder: Path) -> tuple[list[Path], list[Path]]:
    from interviewcoder.formats.transcripts import suffixes

    known = set(suffixes())
    inside = [
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in known
        and file.is_file()
        and not any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    ]
    aside = {file for file in inside if file.suffix.lower() in _NAMED_ONLY or name_key(file.stem) in _ABOUT}
    return sorted((file for file in inside if file not in aside), key=_place), sorted(aside)


def _place(file: Path) -> tuple[str, str, int, str]:
    suffix = file.suffix.lower()
    rank = _RICHEST_FIRST.index(suffix) if suffix in _RICHEST_FIRST else len(_RICHEST_FIRST)
    return str(file.parent), file.stem, rank, suffix


def look(
    study: Study,
    files: Sequence[Path],
    *,
    as_format: str | None = None,
    encoding: str | None = None,
    readers: Readers | None = None,
) -> Iterator[Looked]:
    """Give for each file what it holds, in order. The files are read apart, a few of them ahead.

    `readers` are begun here when they were not before. May be left at any time; what was asked for and not
    given is forgotten.
    """
    from interviewcoder.formats.transcripts.apart import Readers

    paths = list(files)
    with readers or Readers(len(paths)) as begun:
        known = _Known(study)
        asked = (lambda path=path: _received(path, as_format, encoding) for path in paths)
        for path, (file, answer) in zip(paths, begun.read(asked), strict=True):
            if isinstance(answer, Unreadable) or file is None:
                assert isinstance(answer, Unreadable)
                yield path, answer
                continue
            received = Received(
                path=path, data=file.data, sha256=sha256(file.data).hexdigest(),
                as_format=as_format, encoding=encoding,
            )  # fmt: skip
            yield path, [known.met(received, reading) for reading in answer]


def _received(path: Path, as_format: str | None, encoding: str | None) -> File:
    """Read a file's bytes. Raises `Unreadable`, also for what is no file and would never end."""
    from interviewcoder.formats.files import read_bytes
    from interviewcoder.formats.transcripts.apart import File

    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise Unreadable(path.name, _("This is no file."))
        if path.is_file() and path.stat().st_size > _LARGEST:
            raise Unreadable(path.name, _("The file is larger than any transcript."))
    except OSError as error:
        raise Unreadable(path.name, _("It cannot be read from the disk.")) from error
    try:
        return File(path, read_bytes(path), as_format, encoding)
    except NotFound as error:
        raise Unreadable(path.name, _("There is no such file.")) from error


class _Known:
    """What the study holds, and what was met on the way: names, files, and texts by their words."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._names = {name_key(transcript.name) for transcript in study.transcripts}
        self._by_words: dict[int, list[Transcript]] = defaultdict(list)
        for transcript in study.transcripts:
            self._by_words[transcript.words].append(transcript)
        self._files = {transcript.source_sha256: transcript.name for transcript in study.transcripts}
        self._met: dict[str, str] = {}

    def met(self, file: Received, reading: Reading) -> Interview:
        """Give an interview its name, say whether it is there already, and remember it."""
        said = _said(reading.text)
        twin = self._files.get(file.sha256, "") if not reading.name else ""
        twin = twin or self._met.get(said, "") or self._same_words(reading.text, said)
        if twin:
            return Interview(file=file, name=twin, reading=reading, twin=twin, warnings=reading.warnings)
        name, warnings = self._name(file.path, reading.name)
        self._names.add(name_key(name))
        self._met[said] = name
        if not reading.name:
            self._files[file.sha256] = name
        return Interview(file=file, name=name, reading=reading, warnings=(*warnings, *reading.warnings))

    def _same_words(self, text: str, said: str) -> str:
        for transcript in self._by_words.get(words(text), ()):
            if _said(self._study.document(transcript).text) == said:
                return transcript.name
        return ""

    def _name(self, path: Path, part: str) -> tuple[str, tuple[str, ...]]:
        warnings: list[str] = []
        stem = naming.taken(path.stem, warnings) or path.name
        wanted = f"{stem} – {naming.taken(part, warnings)}" if part else stem
        name, n = wanted, 2
        while name_key(name) in self._names:
            name, n = f"{wanted} ({n})", n + 1
        if name != wanted:
            sentence = _("There is another transcript “{stem}”; this one is called “{name}”.")
            warnings.append(sentence.format(stem=wanted, name=name))
        return name, tuple(warnings)


def _said(text: str) -> str:
    """Give what two texts share when they say the same words, however they are laid out."""
    return sha256(" ".join(text.split()).encode()).hexdigest()


def relabelled(interview: Interview, speakers: Sequence[str], not_speakers: Sequence[str]) -> Interview:
    """Give an interview whose turns are told anew after what a person said of its labels."""
    if not speakers and not not_speakers:
        return interview
    from interviewcoder.formats.transcripts.relabelling import corrected

    reading = corrected(interview.reading, speakers=speakers, not_speakers=not_speakers)
    return replace(interview, reading=reading)
