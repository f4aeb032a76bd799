"""``history``: who did what, when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from interviewcoder.cli.console import (
    format_option,
    opened_study,
    output_option,
    put,
    put_json,
    put_or_write,
    table,
)
from interviewcoder.domain.text import name_key
from interviewcoder.locales import _, as_language, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.changes import HistoryLine

_KINDS: Final = ("code", "coding", "memo", "summary", "case", "attribute", "transcript", "speaker", "coder")


@click.command("history", help=_("List what was done to the study, the newest first."))
@click.option("-n", "--number", type=click.IntRange(min=1), metavar="N", help=_("Only the last N."))
@click.option("--coder", default="", metavar="CODER", help=_("Only what this coder did."))
@click.option("--of", "kind", type=click.Choice(_KINDS), help=_("Only what touched these."))
@click.option("--since", default="", metavar="DAY", help=_("Only on this day or later."))
@click.option("--until", default="", metavar="DAY", help=_("Only on this day or before."))
@format_option("csv", "docx")
@output_option
def command(
    number: int | None, coder: str, kind: str | None, since: str, until: str, form: str, output: str | None
) -> None:
    """List the history."""
    from interviewcoder.study.selecting import day

    with opened_study() as study:
        known = study.history(None if coder or since or until else number, kind or "")
        first, last = day(since), day(until)
        lines = [
            line
            for line in known
            if (not coder or name_key(line.coder) == name_key(coder))
            and (not first or line.at[:10] >= first)
            and (not last or line.at[:10] <= last)
        ][:number]
        title, spoken = study.settings.title, as_language(study.settings.language) or "en"
    if form in {"csv", "docx"}:
        from interviewcoder.formats.history import render

        with speaking(spoken):
            put_or_write(render(lines, form, spoken, title), output, form)
        return
    _print(lines, form)


def _print(lines: Sequence[HistoryLine], form: str) -> None:
    if form == "json":
        put_json(
            [{"n": line.n, "at": line.at, "coder": line.coder, "label": line.sentence} for line in lines]
        )
        return
    rows = [[line.n, line.at, line.coder, ("↶ " if line.undone else "") + line.sentence] for line in lines]
    put(table([_("No."), _("When"), _("Coder"), _("What")], rows))
