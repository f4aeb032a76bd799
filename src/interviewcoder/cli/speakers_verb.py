"""``speakers``: who asks, who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from interviewcoder.cli.console import (
    listing_option,
    opened_study,
    put_list,
    say,
    table,
)
from interviewcoder.domain.errors import NotFound
from interviewcoder.domain.gestures import transcripts as gestures
from interviewcoder.domain.records import ROLES, Role
from interviewcoder.domain.text import name_key
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.domain.records import Speaker
    from interviewcoder.study import Study


@click.group("speakers", help=_("Say who asks and who answers."))
def command() -> None:
    """Group the actions on speakers."""


@command.command("list", help=_("List the speakers of each transcript."))
@click.option("--transcript", "name", metavar="NAME", help=_("Only this transcript."))
@listing_option
def list_them(name: str | None, form: str) -> None:
    """List the speakers."""
    with opened_study() as study:
        wanted = study.transcript(name) if name else None
        transcripts = {transcript.id: transcript for transcript in study.transcripts}
        rows = []
        for speaker in study.speakers(wanted):
            document = study.document(transcripts[speaker.transcript])
            turns = sum(turn.label == speaker.label for turn in document.turns)
            rows.append(
                {
                    "transcript": document.transcript.name,
                    "label": speaker.label,
                    "speaker": speaker.name,
                    "role": speaker.role,
                    "turns": turns,
                }
            )
    headers = [_("Transcript"), _("Label"), _("Speaker"), _("Role"), _("Turns")]
    cells = [[*list(row.values())[:3], _(str(row["role"])), row["turns"]] for row in rows]
    put_list(rows, table(headers, cells), form)


@command.command(
    "add", help=_("Say that lines beginning with a label are turns of a speaker that was missed.")
)
@click.argument("transcript", metavar="TRANSCRIPT")
@click.argument("label", metavar="LABEL")
@click.argument("role", metavar="[ROLE]", type=click.Choice(ROLES), required=False)
def add(transcript: str, label: str, role: Role | None) -> None:
    """Add a speaker."""
    from interviewcoder.study import speaking

    with opened_study() as study:
        line = speaking.add_speaker(study, study.transcript(transcript), label, role)
        say(line.sentence if line else _("That is so already."))


@command.command("remove", help=_("Say that a label is no speaker: its words belong to the turn before."))
@click.argument("transcript", metavar="TRANSCRIPT")
@click.argument("label", metavar="LABEL")
def remove(transcript: str, label: str) -> None:
    """Remove a speaker."""
    from interviewcoder.study import speaking

    with opened_study() as study:
        line = speaking.remove_speaker(study, study.transcript(transcript), label)
        say(line.sentence if line else _("That is so already."))


@command.command("rename", help=_("Give a speaker another name; the label in the text stays."))
@click.argument("speaker", metavar="SPEAKER")
@click.argument("new_name", metavar="NEW-NAME")
@click.option("--transcript", "name", metavar="NAME", help=_("Only in this transcript."))
def rename(speaker: str, new_name: str, name: str | None) -> None:
    """Rename a speaker."""
    with opened_study() as study:
        change = gestures.rename_speakers(_called(study, speaker, name), new_name)
        say(study.apply(change).sentence if change else _("That is so already."))


@command.command("set", help=_("Say what a speaker’s role is: interviewer, participant or unknown."))
@click.argument("speaker", metavar="SPEAKER")
@click.argument("role", metavar="ROLE", type=click.Choice(ROLES))
@click.option("--transcript", "name", metavar="NAME", help=_("Only in this transcript."))
def set_role(speaker: str, role: Role, name: str | None) -> None:
    """Set a role."""
    with opened_study() as study:
        change = gestures.set_role(_called(study, speaker, name), role)
        say(study.apply(change).sentence if change else _("That is so already."))


def _called(study: Study, speaker: str, transcript: str | None) -> list[Speaker]:
    """Give the speakers of this label or name. Raises `NotFound`."""
    known = study.speakers(study.transcript(transcript) if transcript else None)
    key = name_key(speaker)
    found = [s for s in known if key in {name_key(s.label), name_key(s.name)}]
    if not found:
        raise NotFound(_("speaker"), speaker, [s.name for s in known])
    return found
