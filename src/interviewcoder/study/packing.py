"""A packet: a study with some transcripts and the codebook, made to be sent to a colleague and merged when it is back.

Owns what goes into it. It is a new database, so that nothing else can be in its file: no coding, memo or name that was
not put there, no history but one line. It knows how far our history had gone, so that merging brings exactly what was
done in it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.records import (
    Attribute,
    Case,
    Code,
    Coder,
    Coding,
    Memo,
    Speaker,
    Transcript,
)
from interviewcoder.locales import N_, _, speaking
from interviewcoder.store import Store
from interviewcoder.study import settings
from interviewcoder.study.blinding import refuse_blind
from interviewcoder.study.leaving import Gate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewcoder.domain.changes import Details
    from interviewcoder.domain.records import Record
    from interviewcoder.study.study import Study

LABEL: Final = N_("Packed {transcripts} transcripts for {coder}")
_FOLDERS: Final = ("transcripts", "codebooks", "exports")


@dataclass(frozen=True, slots=True)
class Packet:
    """What was packed: where it is, and how much."""

    path: Path
    transcripts: int
    codings: int


def pack(
    study: Study,
    name: str,
    transcripts: Sequence[Transcript],
    target: Path,
    *,
    codings: bool,
    cases: bool = True,
) -> Packet:
    """Make a packet for a coder at `target`, a folder, or a zip file when it ends so.

    With `codings` it holds what everybody has coded in these transcripts and noted on them; without, nobody's work. With
    `cases` it says which cases they are of, with their attributes. Raises `Refused` when `target` is there.
    """
    refuse_blind(study)
    if target.exists():
        raise Refused(_("{path} exists already.").format(path=target))
    if not transcripts:
        raise Refused(_("There is no transcript to pack."))
    coder = study.coder_or_new(name)
    records = list(_records(study, coder, transcripts, codings=codings, cases=cases))
    versions = tuple(replace(study.version(one), report=None) for one in transcripts)
    number: Details = {"transcripts": len(transcripts), "coder": coder.name}
    label = N_("Packed one transcript for {coder}") if len(transcripts) == 1 else LABEL
    change = Change(label, number, added(*records), versions)
    Gate(study).examine([*(version.text for version in versions), *_texts([asdict(one) for one in records])])
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".packing-", dir=target.parent) as folder:
        made = Path(folder) / target.stem
        _write(study, made, coder, change)
        if target.suffix.lower() == ".zip":
            _zip(made, Path(folder) / target.name)
            made = Path(folder) / target.name
        shutil.move(made, target)
    return Packet(target, len(transcripts), sum(isinstance(one, Coding) for one in records))


def _records(
    study: Study, coder: Coder, transcripts: Sequence[Transcript], *, codings: bool, cases: bool
) -> Iterator[Record]:
    """Give what a packet holds, each with what it rests on."""
    chosen = {one.id for one in transcripts}
    records = study.database.every_record()
    shown = {one.case for one in transcripts if cases}
    work = [
        one for one in records.values() if isinstance(one, Coding) and one.transcript in chosen and codings
    ]
    coders = {coder.id, *(one.coder for one in work)}
    noted = chosen | {one.id for one in work}
    yield coder
    for one in records.values():
        match one:
            case Coder():
                if one.id in coders and one.id != coder.id:
                    yield one
            case Attribute() if cases:
                yield one
            case Case() if one.id in shown:
                yield one
            case Transcript() if one.id in chosen:
                yield one if cases else replace(one, case=None)
            case Speaker() if one.transcript in chosen:
                yield one
            case Code():
                yield one
            case Memo() if codings and one.target in noted and one.coder in {None, *coders}:
                yield one
    yield from work


def _texts(value: object) -> Iterator[str]:
    """Give every text in records, however deep, for the look for real names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _write(study: Study, folder: Path, coder: Coder, change: Change) -> None:
    for name in ("", *_FOLDERS):
        (folder / name).mkdir(mode=0o700)
    head = study.database.line_hashes()[-1]
    store = Store.create(folder / "study.db", identity=study.identity, packed=head)
    try:
        store.apply(change, coder.name)
    finally:
        store.close()
    settings.write(folder, replace(study.settings, coder=coder.name, database="study.db"))
    name = "LISEZ-MOI.txt" if study.settings.language == "fr" else "README.txt"
    (folder / name).write_text(_letter(study, coder), encoding="utf-8")


def _letter(study: Study, coder: Coder) -> str:
    """Say in the language of the study what to do with a packet."""
    with speaking("fr" if study.settings.language == "fr" else "en"):
        return "\n".join((
            study.settings.title, "",
            _("{coder}, this folder holds transcripts to code, and the codebook.").format(coder=coder.name),
            _("1. Unpack it where you keep your work. Nothing in it is ever sent anywhere."),
            _("2. In a terminal, in this folder: interviewcoder (the key ? shows the keys, q leaves)."),
            _("3. When you are through a transcript: interviewcoder transcripts finished NAME"),
            _("4. Send the whole folder back. There is nothing to save or to export."),
            "",
        ))  # fmt: skip


def _zip(folder: Path, target: Path) -> None:
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            packed.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    target.chmod(0o600)
