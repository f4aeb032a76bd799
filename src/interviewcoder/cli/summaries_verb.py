"""``summaries``: list them, write one, and bring back what was edited in the workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from interviewcoder.cli.console import (
    format_option,
    opened_study,
    output_option,
    put,
    put_json,
    put_or_write,
    say,
)
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import shown
from interviewcoder.locales import N_, _, as_language, language, ngettext, speaking

if TYPE_CHECKING:
    from interviewcoder.study.returning import Difference, Homecoming

_HEADINGS: Final = {
    "theirs": N_("Changed in the file:"),
    "emptied": N_("Emptied in the file; removed only with --remove-emptied:"),
    "conflict": N_("Changed in the file and in the study since; the study’s words are kept unless --theirs:"),
    "problem": N_("Not taken:"),
    "ours": N_("Changed in the study since, and not in the file; kept:"),
}
_SHOWN: Final = 160


@click.group(
    "summaries", help=_("Framework summaries: list, write, bring back what was edited in the workbook.")
)
def command() -> None:
    """Group the actions on summaries."""


@command.command("list", help=_("Print the summaries of cases under codes."))
@click.option("--case", "cases", metavar="CASE", multiple=True, help=_("Only this case."))
@click.option("--code", "codes", metavar="CODE", multiple=True, help=_("Only this code and those below it."))
@format_option("csv", "md")
@output_option
def list_them(cases: tuple[str, ...], codes: tuple[str, ...], form: str, output: str | None) -> None:
    """Print summaries."""
    from interviewcoder.analysis.filters import Filters
    from interviewcoder.formats.summaries import render
    from interviewcoder.study import summarising

    with opened_study() as study:
        spoken = language() if form == "text" else as_language(study.settings.language) or "en"
        with speaking(spoken):
            found = summarising.summaries(study, Filters(cases=cases, codes=codes))
            rendered = render(found, form, spoken)
    put_or_write(rendered, output, form)
    say(ngettext("{n} summary.", "{n} summaries.", len(found)).format(n=len(found)))


@command.command(
    "write", help=_("Write the summary of a case under a code; “-” reads it from standard input.")
)
@click.argument("case", metavar="CASE")
@click.argument("code", metavar="CODE")
@click.argument("text", metavar="TEXT", default="")
@click.option("--remove", is_flag=True, help=_("Remove the summary."))
def write(case: str, code: str, text: str, remove: bool) -> None:
    """Write or remove a summary."""
    from interviewcoder.study import summarising

    if remove and text:
        raise click.UsageError(_("Give a text or --remove, not both."))
    words = _standard_input() if text == "-" else text
    if not words.strip() and not remove:
        raise Refused(_("There are no words to write. Give a text, or --remove to remove the summary."))
    with opened_study() as study:
        change = summarising.written(study, study.case(case), study.codebook.find(code), words)
        say(study.apply(change).sentence if change else _("That is so already."))


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_("Standard input is not UTF-8. Convert the text, then try again.")) from error


@command.command(
    "import",
    help=_(
        "Take the summaries, code texts and attributes that were edited in a workbook back into the study."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Only show what would be done."))
@click.option("--theirs", is_flag=True, help=_("Where both were changed, take the file’s words."))
@click.option("--remove-emptied", is_flag=True, help=_("Remove what was emptied in the file."))
@format_option()
def import_them(file: Path, dry_run: bool, theirs: bool, remove_emptied: bool, form: str) -> None:
    """Bring an edited workbook home."""
    from interviewcoder.study import returning

    with opened_study() as study:
        home = returning.compare(study, file)
        line = None
        if not dry_run:
            line = returning.apply(
                study, home, conflicts="theirs" if theirs else "ours", emptied=remove_emptied
            )
    for sentence in home.said:
        say(sentence)
    if form == "json":
        put_json([_as_json(difference) for difference in home.differences])
    else:
        _print(home)
    if dry_run:
        say(_("Nothing was changed: this was a dry run."))
    else:
        say(line.sentence if line else _("There is nothing to take in."))


def _as_json(at: Difference) -> dict[str, str | None]:
    return {
        "kind": at.key.kind, "what": at.what, "where": at.where, "outcome": at.outcome,
        "exported": at.left, "file": at.theirs, "study": at.ours, "problem": at.problem or None,
    }  # fmt: skip


def _print(home: Homecoming) -> None:
    for outcome, heading in _HEADINGS.items():
        found = [difference for difference in home.differences if difference.outcome == outcome]
        if found:
            put(_(heading))
            for difference in found:
                put(f"  {shown(difference.what)}  ({shown(difference.where)})")
                for line in _versions(difference):
                    put(f"      {line}")
    n = len(home.differences)
    say(ngettext("{n} cell differs.", "{n} cells differ.", n).format(n=n))


def _versions(at: Difference) -> list[str]:
    file = f"{_('in the file:')} {_short(at.theirs)}"
    if at.outcome == "problem":
        return [file, at.problem] if at.theirs else [at.problem]
    versions = [file, f"{_('in the study:')} {_short(at.ours)}"]
    if at.outcome == "conflict":
        exported = _("(no longer known)") if at.left is None else at.left
        versions.insert(0, f"{_('exported:')} {_short(exported)}")
    return versions


def _short(text: str) -> str:
    line = " ".join(shown(text).split())
    return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line or "–"
