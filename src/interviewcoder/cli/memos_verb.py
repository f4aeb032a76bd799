"""``memos``: list, write and remove notes on the study and on everything in it."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

import click

from interviewcoder.cli.console import format_option, opened_study, output_option, put_or_write, told
from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.gestures.codings import passage
from interviewcoder.domain.records import Memo, MemoTarget
from interviewcoder.locales import _, as_language, language, speaking

if TYPE_CHECKING:
    from interviewcoder.study import Study

_KINDS: Final[tuple[str, ...]] = get_args(MemoTarget)


@click.group("memos", help=_("List, write and remove notes."))
def command() -> None:
    """Group the actions on memos."""


@command.command("list", help=_("List the memos, the newest first."))
@click.option("--kind", type=click.Choice(_KINDS), help=_("Only memos on this kind of thing."))
@click.option("--text", default="", metavar="WORDS", help=_("Only memos that hold these words."))
@format_option("csv", "md", "docx")
@output_option
def list_them(kind: MemoTarget | None, text: str, form: str, output: str | None) -> None:
    """List memos."""
    from interviewcoder.study import writing_out
    from interviewcoder.study.noting import Noting

    with opened_study() as study:
        spoken = language() if form == "text" else as_language(study.settings.language) or "en"
        with speaking(spoken):
            rendered = writing_out.memos_as(Noting(study, kind=kind, words=text), form, spoken)
    put_or_write(rendered, output, form)


@command.command("write", help=_("Write a memo; without an option on the study. “-” reads standard input."))
@click.argument("text")
@click.option("--case", "case", metavar="CASE", help=_("On this case."))
@click.option("--code", "code", metavar="CODE", help=_("On this code."))
@click.option("--transcript", "transcript", metavar="NAME", help=_("On this transcript."))
@click.option("--start", type=int, help=_("With --transcript: where the passage begins."))
@click.option("--end", type=int, help=_("With --transcript: where the passage ends."))
def write(
    text: str, case: str | None, code: str | None, transcript: str | None, start: int | None, end: int | None
) -> None:
    """Write a memo."""
    words = sys.stdin.read() if text == "-" else text
    if not words.strip():
        raise Refused(_("The memo is empty."))
    with opened_study() as study:
        memo = _on(study, case, code, transcript, (start, end))
        line = study.apply(notes.write_memo(replace(memo, text=words.strip(), coder=study.coder.id)))
    told(line.sentence, "")


def _on(
    study: Study,
    case: str | None,
    code: str | None,
    transcript: str | None,
    span: tuple[int | None, int | None],
) -> Memo:
    """Give an empty memo on what is named."""
    if sum(name is not None for name in (case, code, transcript)) > 1:
        raise click.UsageError(_("A memo is on one thing: give one of --case, --code, --transcript."))
    start, end = span
    if (start is None) != (end is None) or (start is not None and transcript is None):
        raise click.UsageError(_("A passage needs --transcript, --start and --end."))
    if case is not None:
        return Memo(on="case", target=study.case(case).id, text="")
    if code is not None:
        return Memo(on="code", target=study.codebook.find(code).id, text="")
    if transcript is None:
        return Memo(on="study", text="")
    found = study.transcript(transcript)
    if start is None or end is None:
        return Memo(on="transcript", target=found.id, text="")
    document = study.document(found)
    at = passage(document, start, end)
    return Memo(
        on="passage", target=found.id, start=at.start, end=at.end, quote=at.of(document.text), text=""
    )


@command.command("remove", help=_("Remove a memo, by its number in “memos list”."))
@click.argument("n", type=int)
def remove(n: int) -> None:
    """Remove a memo."""
    from interviewcoder.study.noting import Noting

    with opened_study() as study:
        memos = Noting(study).memos
        if not 1 <= n <= len(memos):
            raise NotFound(_("memo"), str(n), advice=_("See “memos list”."))
        line = study.apply(notes.write_memo(replace(memos[n - 1], text=""), memos[n - 1]))
    told(line.sentence, "")
