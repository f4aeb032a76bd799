"""``import``: transcripts, from files and folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interviewcoder.cli.console import format_option, opened_study, put, put_json, say
from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from interviewcoder.study.importing import Imported


@click.command("import", help=_("Take transcripts in: files, or folders of files."))
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--case", "case_name", metavar="NAME", help=_("The case they belong to; made when it is new."))
@click.option("--as", "as_format", metavar="FORMAT", help=_("Read them as this format."))
@click.option("--encoding", metavar="E", help=_("The text’s encoding, when it is recognised wrongly."))
@click.option("--dry-run", is_flag=True, help=_("Only say what the files hold."))
@format_option()
def command(
    paths: tuple[Path, ...], case_name: str | None, as_format: str | None, encoding: str | None,
    dry_run: bool, form: str,
) -> None:  # fmt: skip
    """Take transcripts in."""
    from interviewcoder.study import importing

    taken: list[dict[str, Any]] = []
    refused: list[str] = []
    with opened_study() as study:
        files = importing.files_in(paths)
        case = None
        if case_name:
            case, new = importing.case_for(study, case_name)
            if new and not dry_run:
                say(_("New case: {case}").format(case=case.name))
        for file in files:
            try:
                imported = importing.import_file(
                    study, file, case=case, as_format=as_format, encoding=encoding, dry_run=dry_run
                )
            except InterviewCoderError as error:
                say(error.sentence)
                refused.append(error.sentence)
                continue
            if form == "text":
                put(_told(imported))
            else:
                taken.append(_as_json(imported))
            for warning in imported.warnings:
                say(f"  ! {warning}")
    if form == "json":
        put_json(taken)
    if not files:
        raise Refused(_("There is no transcript in what you named. Readable are the formats in the manual."))
    if refused:
        number = len(refused)
        raise Refused(
            ngettext("{n} file was not imported.", "{n} files were not imported.", number).format(n=number)
        )


def _told(imported: Imported) -> str:
    reading = imported.reading
    if imported.duplicate_of:
        return _("{file}: is in the study already, as “{name}”. Not imported again.").format(
            file=imported.file, name=imported.duplicate_of
        )
    facts = [reading.format]
    if reading.encoding:
        facts.append(reading.encoding)
    facts.append(ngettext("{n} turn", "{n} turns", len(reading.turns)).format(n=len(reading.turns)))
    facts.append(_("{n} words").format(n=_words(imported)))
    lines = [f"{imported.name}: {', '.join(facts)}"]
    lines += [
        f"  {label.name} ({_(label.role)}) – "
        + ngettext("{n} turn", "{n} turns", label.turns).format(n=label.turns)
        + (f" – {label.first_words}" if label.first_words else "")
        for label in reading.labels
    ]
    return "\n".join(lines)


def _words(imported: Imported) -> int:
    from interviewcoder.domain.text import words

    return imported.transcript.words if imported.transcript else words(imported.reading.text)


def _as_json(imported: Imported) -> dict[str, Any]:
    reading = imported.reading
    return {
        "file": imported.file,
        "name": imported.name,
        "imported": imported.transcript is not None,
        "duplicate_of": imported.duplicate_of or None,
        "format": reading.format,
        "encoding": reading.encoding or None,
        "turns": len(reading.turns),
        "words": _words(imported),
        "speakers": [
            {"label": label.label, "name": label.name, "role": label.role, "turns": label.turns}
            for label in reading.labels
        ],
        "metadata": dict(reading.metadata),
        "counts": dict(reading.counts),
        "warnings": list(imported.warnings),
    }
