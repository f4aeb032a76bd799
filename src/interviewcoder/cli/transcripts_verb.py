"""``transcripts``: list, show, rename, assign, remove."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interviewcoder.cli.console import (
    coder_meant,
    gate,
    listing_option,
    names_option,
    new_coder_option,
    opened_study,
    put_list,
    put_out,
    say,
    say_gone,
    say_written,
    table,
)
from interviewcoder.cli.correcting import correct, review
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import transcripts as gestures
from interviewcoder.domain.text import clock, shown
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.domain.document import Document


@click.group("transcripts", help=_("List, show, rename, assign and remove transcripts."))
def command() -> None:
    """Group the actions on transcripts."""


@command.command("list", help=_("List the transcripts."))
@listing_option
def list_them(form: str) -> None:
    """List the transcripts."""
    from interviewcoder.study.correcting import waiting_in_words

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
                "waiting": study.waiting.get(t.id, 0),
            }
            for t in study.transcripts
        ]
        waiting = sum(study.waiting.values())
    if form == "text" and not rows:
        say(_("No transcripts yet. Take some in with “interviewcoder import”."))
        return
    headers = [_("Transcript"), _("Case"), _("Words"), _("Turns"), _("Codings"), _("Language")]
    if waiting:
        headers.append(_("To review"))
    cells = [["" if cell is None else cell for cell in list(row.values())[: len(headers)]] for row in rows]
    put_list(rows, table(headers, cells), form)
    if waiting and form == "text":
        say(_("{sentence}: see “transcripts review”.").format(sentence=waiting_in_words(waiting)))


@command.command("show", help=_("Print a transcript."))
@click.argument("name", metavar="NAME")
@click.option("--times", is_flag=True, help=_("Put before each turn its time in the recording."))
@listing_option
def show(name: str, times: bool, form: str) -> None:
    """Print a transcript."""
    with opened_study() as study:
        document = study.document(study.transcript(name))
    put_list(_as_data(document), _with_times(document) if times else document.text, form)


def _as_data(document: Document) -> dict[str, Any]:
    return {
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
                "time": document.time_at(turn.zone.start),
            }
            for turn in document.turns
        ],
    }


def _with_times(document: Document) -> str:
    """Give the text with the time of each turn in brackets before it."""
    pieces: list[str] = []
    position = 0
    for turn in document.turns:
        time = document.time_at(turn.zone.start)
        pieces.append(document.text[position : turn.zone.start])
        pieces.append("" if time is None else f"[{clock(time)}] ")
        position = turn.zone.start
    return "".join([*pieces, document.text[position:]])


@command.command("report", help=_("Print what was done when a transcript was imported."))
@click.argument("name", metavar="NAME")
@listing_option
def report(name: str, form: str) -> None:
    """Print the report of an import."""
    with opened_study() as study:
        found = study.version(study.transcript(name)).report
    if found is None:
        raise Refused(_("This transcript was imported before reports were kept."))
    left_out = [{"kind": kind, "words": words} for kind, words in found.left_out]
    facts = {
        _("File"): found.file, _("Format"): found.format, _("Encoding"): found.encoding,
        _("Size"): _("{n} bytes").format(n=found.size), "SHA-256": found.sha256,
        _("Imported"): f"{found.made}, interviewcoder {found.program}",
        _("Interview in the file"): found.part,
    }  # fmt: skip
    lines = [f"{what}: {fact}" for what, fact in facts.items() if fact]
    lines += [f"{option} = {value}" for option, value in found.options.items()]
    lines += [f"{n} {_(what)}" for what, n in found.counts.items()]
    lines += [f"! {warning}" for warning in found.warnings]
    lines += [f"{_(kind)}: {' '.join(words.split())}" for kind, words in found.left_out]
    put_list({**asdict(found), "left_out": left_out}, "\n".join(map(shown, lines)), form)


@command.command("original", help=_("Give back the file a transcript came from, as it was received."))
@click.argument("name", metavar="NAME")
@click.option(
    "-o", "output", metavar="FILE", type=click.Path(path_type=Path), help=_("Where to; - is standard output.")
)
@names_option
def original(name: str, output: Path | None) -> None:
    """Give back a file as received."""
    with opened_study() as study:
        transcript = study.transcript(name)
        content = study.original(transcript)
    if content is None:
        raise Refused(_("The file “{file}” was not kept.").format(file=transcript.source))
    if str(output) == "-":
        put_out(content, Path(transcript.source).suffix.removeprefix("."))
        return
    target = output or Path(Path(transcript.source).name)
    if target.exists():
        raise Refused(_("{path} exists already.").format(path=target))
    say_written(target, gate().write(target, content))


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


@command.command(
    "move", help=_("Put a transcript at another place in the order of the interviews; 1 is the first.")
)
@click.argument("name", metavar="NAME")
@click.argument("place", metavar="PLACE", type=click.IntRange(min=1))
def move(name: str, place: int) -> None:
    """Move a transcript in the order of the interviews."""
    with opened_study() as study:
        change = gestures.move_transcript(study.transcript(name), place - 1, study.transcripts)
        say(study.apply(change).sentence if change else _("That is so already."))


@command.command("unassign", help=_("Take a transcript out of its case."))
@click.argument("name", metavar="NAME")
def unassign(name: str) -> None:
    """Take a transcript out of its case."""
    with opened_study() as study:
        change = gestures.assign_transcripts([study.transcript(name)], None)
        say(study.apply(change).sentence if change else _("That is so already."))


@command.command(
    "finished", help=_("Say that a coder has finished transcripts: what she left untagged counts as seen.")
)
@click.argument("names", metavar="NAME…", nargs=-1, required=True)
@click.option("--coder", metavar="CODER", help=_("Who; default: you."))
@new_coder_option
@click.option("--not", "undone", is_flag=True, help=_("She has not finished them after all."))
def finished(names: tuple[str, ...], coder: str | None, new: bool, undone: bool) -> None:
    """Mark transcripts as finished."""
    with opened_study() as study:
        who = coder_meant(study, coder, new=new) if coder is not None else study.coder
        transcripts = [study.transcript(name) for name in names]
        change = gestures.finish_transcripts(transcripts, who, study.finished(), done=not undone)
        say(study.apply(change, coder=who).sentence if change else _("That is so already."))


@command.command("remove", help=_("Remove a transcript and its codings; undo brings them back."))
@click.argument("name", metavar="NAME")
def remove(name: str) -> None:
    """Remove a transcript."""
    from interviewcoder.study import purging

    with opened_study() as study:
        transcript = study.transcript(name)
        change, number = purging.removal(study, transcript)
        say(study.apply(change).sentence)
        say_gone(number)


command.add_command(correct)
command.add_command(review)
