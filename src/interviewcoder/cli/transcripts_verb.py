"""``transcripts``: list, show, rename, assign, remove."""

from __future__ import annotations

import click

from interviewcoder.analysis.filters import Selection
from interviewcoder.cli.console import format_option, opened_study, put, put_json, say, table
from interviewcoder.domain.gestures import transcripts as gestures
from interviewcoder.locales import _


@click.group("transcripts", help=_("List, show, rename, assign and remove transcripts."))
def command() -> None:
    """Group the actions on transcripts."""


@command.command("list", help=_("List the transcripts."))
@format_option()
def list_them(form: str) -> None:
    """List the transcripts."""
    with opened_study() as study:
        names = {case.id: case.name for case in study.cases}
        turns, codings = study.turn_numbers(), study.coding_numbers()
        rows = [
            {
                "name": t.name,
                "case": names.get(t.case or "") or None,
                "words": t.words,
                "turns": turns[t.id].turns if t.id in turns else 0,
                "codings": codings.get(t.id, 0),
                "language": t.language or None,
            }
            for t in study.transcripts
        ]
    if form == "json":
        put_json(rows)
    elif not rows:
        say(_("No transcripts yet. Take some in with “interviewcoder import”."))
    else:
        headers = [_("Transcript"), _("Case"), _("Words"), _("Turns"), _("Codings"), _("Language")]
        put(table(headers, [["" if cell is None else cell for cell in row.values()] for row in rows]))


@command.command("show", help=_("Print a transcript."))
@click.argument("name", metavar="NAME")
@format_option()
def show(name: str, form: str) -> None:
    """Print a transcript."""
    with opened_study() as study:
        document = study.document(study.transcript(name))
    if form == "text":
        put(document.text)
        return
    put_json(
        {
            "name": document.transcript.name,
            "case": document.case or None,
            "text": document.text,
            "words": document.transcript.words,
            "turns": [
                {
                    "speaker": document.speaker(turn) or None,
                    "role": document.role(turn),
                    "start": turn.span.start,
                    "end": turn.span.end,
                    "text": turn.span.of(document.text),
                    "time": turn.time,
                }
                for turn in document.turns
            ],
        }
    )


@command.command("rename", help=_("Give a transcript another name."))
@click.argument("name", metavar="NAME")
@click.argument("new_name", metavar="NEW-NAME")
def rename(name: str, new_name: str) -> None:
    """Rename a transcript."""
    with opened_study() as study:
        change = gestures.rename_transcript(study.transcript(name), new_name, study.transcripts)
        say(study.apply(change).sentence if change else _("It has that name already."))


@command.command("assign", help=_("Say which case a transcript belongs to; the case is made when it is new."))
@click.argument("name", metavar="NAME")
@click.argument("case_name", metavar="CASE")
def assign(name: str, case_name: str) -> None:
    """Assign a transcript to a case."""
    from interviewcoder.study import importing

    with opened_study() as study:
        case, new = importing.case_for(study, case_name)
        if new:
            say(_("New case: {case}").format(case=case.name))
        change = gestures.assign_transcripts([study.transcript(name)], case, new_case=new)
        say(study.apply(change).sentence if change else _("It belongs to that case already."))


@command.command("remove", help=_("Remove a transcript and its codings; undo brings them back."))
@click.argument("name", metavar="NAME")
def remove(name: str) -> None:
    """Remove a transcript."""
    with opened_study() as study:
        transcript = study.transcript(name)
        codings = list(study.codings(Selection(transcripts=frozenset({transcript.id}))))
        targets = [transcript.id, *(coding.id for coding in codings)]
        change = gestures.remove_transcript(
            transcript, speakers=study.speakers(transcript), codings=codings, memos=study.memos(targets),
            statuses=[status for status in study.statuses() if status.transcript == transcript.id],
        )  # fmt: skip
        say(study.apply(change).sentence)
        say(
            _("{n} codings went with it; “interviewcoder undo” brings all of it back.").format(n=len(codings))
        )
