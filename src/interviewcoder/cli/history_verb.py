"""``history``: who did what, when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from interviewcoder.cli.console import (
    as_json,
    format_option,
    opened_study,
    output_option,
    put_or_write,
    table,
)
from interviewcoder.domain.text import fold, name_key
from interviewcoder.locales import _, as_language, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.changes import HistoryLine

_KINDS: Final = (
    "code", "coding", "memo", "summary", "case", "attribute", "transcript", "speaker", "coder",
    "status", "finished", "pending", "edition",
)  # fmt: skip


@click.command("history", help=_("List what was done to the study, the newest first."))
@click.option("-n", "--number", type=click.IntRange(min=1), metavar="N", help=_("Only the last N."))
@click.option("--coder", default="", metavar="CODER", help=_("Only what this coder did."))
@click.option("--of", "kind", type=click.Choice(_KINDS), help=_("Only what touched these."))
@click.option("--since", default="", metavar="DAY", help=_("Only on this day or later."))
@click.option("--until", default="", metavar="DAY", help=_("Only on this day or before."))
@click.option(
    "--match", default="", metavar="WORDS", help=_("Only what holds these words, case and accents aside.")
)
@format_option("csv", "docx")
@output_option
def command(
    number: int | None, coder: str, kind: str | None, since: str, until: str, match: str, form: str,
    output: str | None,
) -> None:  # fmt: skip
    """List the history."""
    from interviewcoder.study.selecting import day

    with opened_study() as study:
        known = study.history(None if coder or since or until or match else number, kind or "")
        first, last, wanted = day(since), day(until), fold(match)
        lines = [
            line
            for line in known
            if (not coder or name_key(line.coder) == name_key(coder))
            and (not first or line.at[:10] >= first)
            and (not last or line.at[:10] <= last)
            and wanted in fold(line.sentence)
        ][:number]
        hashes = study.database.line_hashes() if form == "json" else []
        title, spoken = study.settings.title, as_language(study.settings.language) or "en"
    if form in {"csv", "docx"}:
        from interviewcoder.formats.history import render

        with speaking(spoken):
            rendered = render(lines, form, spoken, title)
        put_or_write(rendered, output, form)
        return
    put_or_write(_as_data(lines, hashes) if form == "json" else _as_table(lines), output, form)


def _as_data(lines: Sequence[HistoryLine], hashes: Sequence[str]) -> str:
    return as_json([
        {
            "n": line.n, "at": line.at, "coder": line.coder, "label": line.sentence, "kind": line.kind,
            "of": line.of, "undone": line.undone, "hash": hashes[line.n - 1],
        }
        for line in lines
    ])  # fmt: skip


def _as_table(lines: Sequence[HistoryLine]) -> str:
    rows = [[line.n, line.at, line.coder, ("↶ " if line.undone else "") + line.sentence] for line in lines]
    return table([_("No."), _("When"), _("Coder"), _("What")], rows)
