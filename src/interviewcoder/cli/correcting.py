"""``transcripts correct`` and ``transcripts review``: another text for a transcript, and what it leaves to decide.

Owns those two actions; the group they belong to is `transcripts_verb`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interviewcoder.cli.console import (
    format_option,
    listing_option,
    opened_study,
    put,
    put_json,
    put_list,
    say,
)
from interviewcoder.cli.pasting import command_line
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import shown
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.records import Pending, Version
    from interviewcoder.study import Study


@click.command(
    "correct",
    help=_("Give a transcript the text of a corrected file; every coding is carried along or waits for you."),
)
@click.argument("name", metavar="NAME")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Say what would happen and change nothing."))
@format_option()
def correct(name: str, file: Path, dry_run: bool, form: str) -> None:
    """Correct the text of a transcript."""
    from interviewcoder.study import correcting

    with opened_study() as study:
        found = correcting.from_file(study, study.transcript(name), file)
        lines = [_pending_data(study, one, found.change.versions) for one in found.waiting]
        if not dry_run and found.change:
            correcting.apply(study, found)
    if form == "json":
        put_json({
            "transcript": found.transcript.name, "same": found.silent, "moved": found.moved, "review": lines,
            "memos": found.memos, "changed": bool(found.change), "dry_run": dry_run,
        })  # fmt: skip
        return
    if not found.change:
        say(_("The text is that already; nothing was changed."))
        return
    put(_("Carried along where they stood: {n}").format(n=found.silent))
    put(_("Carried along to where their words are now: {n}").format(n=found.moved))
    put(_("To review: {n}").format(n=len(lines)))
    if lines:
        put(_as_text(lines))
    if dry_run:
        say(_("Nothing was changed: this was a dry run."))
    elif lines:
        review_them = command_line("transcripts", "review", found.transcript.name)
        say(_("See them with: {command}").format(command=review_them))


@click.command(
    "review",
    help=_(
        "Decide about codings a correction could not carry along by itself; without an option, list them."
    ),
)
@click.argument("name", metavar="NAME")
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="N|all",
    help=_("Put this one (or all) where it is proposed."),
)
@click.option("--at", nargs=3, type=int, metavar="N START END", help=_("Put this one on these characters."))
@click.option(
    "--aside", multiple=True, type=int, metavar="N", help=_("Leave this one for later; it stays counted.")
)
@click.option("--drop", multiple=True, type=int, metavar="N", help=_("Remove this one; undo brings it back."))
@listing_option
def review(
    name: str, accepted: tuple[str, ...], at: tuple[int, int, int] | None, aside: tuple[int, ...], drop: tuple[int, ...],
    form: str,
) -> None:  # fmt: skip
    """Decide about codings that wait."""
    from interviewcoder.domain.gestures import corrections
    from interviewcoder.domain.gestures.codings import passage
    from interviewcoder.study import correcting

    with opened_study() as study:
        waiting = study.pending(study.transcript(name))
        if accepted:
            every = [one for one in waiting if correcting.proposal(one) is not None]
            chosen = (
                every
                if "all" in accepted
                else [_nth(waiting, int(n) if n.isdigit() else 0) for n in accepted]
            )
            if chosen:
                say(study.apply(correcting.accepted(study, chosen)).sentence)
        if at:
            span = passage(study.document(study.transcript(name)), at[1], at[2])
            say(study.apply(correcting.accepted(study, [_nth(waiting, at[0])], [span])).sentence)
        if aside:
            change = corrections.set_aside([_nth(waiting, n) for n in aside], study.codebook)
            say(study.apply(change).sentence if change else _("That is so already."))
        if drop:
            chosen = [_nth(waiting, n) for n in drop]
            memos = study.memos([one.id for one in chosen])
            say(study.apply(corrections.drop(chosen, study.codebook, memos)).sentence)
        left = study.pending(study.transcript(name))
        lines = [_pending_data(study, one) for one in left]
    decided = bool(accepted or at or aside or drop)
    if form == "json" or lines:
        put_list(lines, _as_text(lines), form, done=decided)
    else:
        say(_("Nothing waits for a decision here."))


def _nth(waiting: Sequence[Pending], n: int) -> Pending:
    if not 1 <= n <= len(waiting):
        raise Refused(_("There is no number {n} in the list: it has {all}.").format(n=n, all=len(waiting)))
    return waiting[n - 1]


def _pending_data(study: Study, one: Pending, versions: Sequence[Version] = ()) -> dict[str, Any]:
    from interviewcoder.study import correcting

    transcript = next(known for known in study.transcripts if known.id == one.transcript)
    text = versions[0].text if versions else study.document(transcript).text
    found = correcting.proposal(one)
    coder = next((known.name for known in study.coders if known.id == one.coder), "")
    return {
        "code": study.codebook.path(one.code), "coder": coder, "quote": one.quote,
        "proposed": found.of(text) if found else None, "start": found.start if found else None,
        "end": found.end if found else None, "reason": correcting.reason_in_words(one), "aside": one.aside,
    }  # fmt: skip


def _as_text(lines: Sequence[dict[str, Any]]) -> str:
    nowhere, said = _("no place is proposed"), []
    for n, line in enumerate(lines, 1):
        mark = _(" (set aside)") if line["aside"] else ""
        said.append(shown(f"{n}. {line['code']} – {line['coder']}: {line['reason']}{mark}"))
        said.append(shown(f"     − {' '.join(line['quote'].split())}"))
        said.append(shown(f"     + {' '.join((line['proposed'] or nowhere).split())}"))
    return "\n".join(said)
