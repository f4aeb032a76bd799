"""``import``: transcripts, from files and folders."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from interviewcoder.cli.console import format_option, opened_study, put, put_json, say
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.records import ROLES, Role
from interviewcoder.locales import _, ngettext, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.study.finding import Interview
    from interviewcoder.study.importing import Choices
    from interviewcoder.study.study import Study

_ALL: Final = "all"


def _roles(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, Role]:
    """Read ``LABEL=ROLE``."""
    roles: dict[str, Role] = {}
    for pair in given:
        label, _equals, role = pair.rpartition("=")
        if not label or role not in ROLES:
            raise click.BadParameter(
                _("Write LABEL=ROLE; the roles are {roles}.").format(roles=", ".join(ROLES))
            )
        roles[label] = role
    return roles


@click.command("import", help=_("Take transcripts in: files, or folders of files."))
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--case", "case_name", metavar="NAME", help=_("The case they belong to; made when it is new."))
@click.option("--own-cases", is_flag=True, help=_("Make each interview a case of its own, called like it."))
@click.option("--as", "as_format", metavar="FORMAT", help=_("Read them as this format."))
@click.option("--encoding", metavar="E", help=_("The text’s encoding, when it is recognised wrongly."))
@click.option(
    "--role", "roles", metavar="LABEL=ROLE", multiple=True, callback=_roles,
    help=_("What a speaker’s role is, when it is recognised wrongly."),
)  # fmt: skip
@click.option("--speaker", "speakers", metavar="LABEL", multiple=True, help=_("A speaker that was missed."))
@click.option(
    "--not-speaker", "not_speakers", metavar="LABEL", multiple=True, help=_("A label that is no speaker.")
)
@click.option(
    "--attribute", "attributes", metavar="KEY", multiple=True,
    help=_("Header data to take as an attribute of the case; “all” takes all of it."),
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help=_("Only say what the files hold."))
@format_option()
def command(
    paths: tuple[Path, ...], case_name: str | None, own_cases: bool, as_format: str | None,
    encoding: str | None, roles: dict[str, Role], speakers: tuple[str, ...],
    not_speakers: tuple[str, ...], attributes: tuple[str, ...], dry_run: bool, form: str,
) -> None:  # fmt: skip
    """Take transcripts in."""
    from interviewcoder.formats.transcripts.apart import Readers
    from interviewcoder.study import finding, importing

    if case_name and own_cases:
        raise click.UsageError(_("--case and --own-cases exclude each other."))
    taken: list[dict[str, Any]] = []
    refused = 0
    files, aside = finding.files_in(paths)
    with Readers(len(files)) as readers, opened_study() as study:
        choices = importing.Choices(case=case_name or "", attributes=attributes, roles=roles)
        if case_name and not dry_run:
            _tell_case(study, case_name)
        if aside:
            names = ", ".join(path.name for path in aside)
            say(_("Left aside in the folder: {files}. Name a file to have it imported.").format(files=names))
        for n, (_path, found) in enumerate(
            finding.look(study, files, as_format=as_format, encoding=encoding, readers=readers), start=1
        ):
            _progress(n, len(files))
            if not isinstance(found, list):
                say(found.sentence)
                refused += 1
                continue
            interviews = [finding.relabelled(each, speakers, not_speakers) for each in found]
            if not dry_run:
                importing.take(study, [(each, _for(each, choices, own=own_cases)) for each in interviews])
            _tell(interviews, taken, form, dry_run=dry_run)
    if form == "json":
        put_json(taken)
    if not files:
        raise Refused(_("There is no transcript in what you named. Readable are the formats in the manual."))
    if refused:
        raise Refused(
            ngettext("{n} file was not imported.", "{n} files were not imported.", refused).format(n=refused)
        )


def _tell_case(study: Study, name: str) -> None:
    from interviewcoder.study import importing

    case, new = importing.case_for(study, name)
    if new:
        say(_("New case: {case}").format(case=case.name))


def _for(interview: Interview, choices: Choices, *, own: bool) -> Choices:
    """Give the choices for one interview: its own case, and all its header data in the place of ``all``."""
    from dataclasses import replace

    if own:
        choices = replace(choices, case=interview.name)
    if _ALL in choices.attributes:
        choices = replace(choices, attributes=tuple(interview.reading.metadata))
    return choices


def _progress(n: int, number: int) -> None:
    """Say how far a long import is, where a person is looking."""
    if number > 1 and sys.stderr.isatty():
        say(_("Reading {n} of {number} …").format(n=n, number=number))


def _tell(interviews: Sequence[Interview], taken: list[dict[str, Any]], form: str, *, dry_run: bool) -> None:
    for interview in interviews:
        if form == "text":
            put(_told(interview))
        else:
            taken.append(_as_json(interview, dry_run=dry_run))
        for warning in interview.warnings:
            say(f"  ! {warning}")


def _told(interview: Interview) -> str:
    reading = interview.reading
    if interview.twin:
        return _("{file}: is in the study already, as “{name}”. Not imported again.").format(
            file=interview.file.path.name, name=interview.twin
        )
    facts = [reading.format]
    if reading.encoding:
        facts.append(reading.encoding)
    facts.append(ngettext("{n} turn", "{n} turns", len(reading.turns)).format(n=number(len(reading.turns))))
    spoken = _words(interview)
    facts.append(ngettext("{n} word", "{n} words", spoken).format(n=number(spoken)))
    lines = [f"{interview.name}: {', '.join(facts)}"]
    lines += [
        f"  {label.name} ({_(label.role)}) – "
        + ngettext("{n} turn", "{n} turns", label.turns).format(n=number(label.turns))
        + (f" – {label.first_words}" if label.first_words else "")
        for label in reading.labels
    ]
    if reading.metadata:
        shown = "; ".join(f"{key}: {value}" for key, value in reading.metadata.items())
        lines.append("  " + _("Header: {data}").format(data=" ".join(shown.split())))
    if reading.counts:
        counted = "; ".join(f"{n} {_(what)}" for what, n in reading.counts.items())
        lines.append("  " + _("Report: {counts}").format(counts=counted))
    return "\n".join(lines)


def _words(interview: Interview) -> int:
    from interviewcoder.domain.text import words

    return words(interview.reading.text)


def _as_json(interview: Interview, *, dry_run: bool) -> dict[str, Any]:
    reading = interview.reading
    return {
        "file": str(interview.file.path),
        "name": interview.name,
        "imported": not dry_run and not interview.twin,
        "duplicate_of": interview.twin or None,
        "format": reading.format,
        "encoding": reading.encoding or None,
        "turns": len(reading.turns),
        "words": _words(interview),
        "speakers": [
            {
                "label": label.label, "name": label.name, "role": label.role, "turns": label.turns,
                "first_words": label.first_words,
            }
            for label in reading.labels
        ],
        "metadata": dict(reading.metadata),
        "counts": dict(reading.counts),
        "left_out": [{"kind": kind, "words": words} for kind, words in reading.left_out],
        "warnings": list(interview.warnings),
    }  # fmt: skip
