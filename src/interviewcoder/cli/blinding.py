"""``study blind``, ``study reveal``, ``study recode``: who is kept from seeing what, and coding once more."""

from __future__ import annotations

import click

from interviewcoder.cli.console import (
    coder_meant,
    listing_option,
    new_coder_option,
    opened_study,
    put,
    put_list,
    say,
)
from interviewcoder.cli.pasting import command_line
from interviewcoder.locales import _

_TRANSCRIPT = click.option(
    "--transcript",
    "transcripts",
    multiple=True,
    metavar="NAME",
    help=_("Only this transcript; may be said again."),
)


@click.command(
    "blind", help=_("Let a coder see nothing of what others have made, until it is revealed to her.")
)
@click.argument("coder", metavar="CODER", required=False)
@_TRANSCRIPT
@new_coder_option
@listing_option
def blind(coder: str | None, transcripts: tuple[str, ...], new: bool, form: str) -> None:
    """Let a coder work blind, or list who does."""
    from interviewcoder.study import blinding

    with opened_study() as study:
        if coder is not None:
            who = coder_meant(study, coder, new=new)
            say(blinding.blind(study, who.name, transcripts).sentence)
        names = {one.id: one.name for one in study.coders} | {one.id: one.name for one in study.transcripts}
        rows = [
            {"coder": names[one.coder], "transcripts": [names[at] for at in one.transcripts if at in names]}
            for one in study.blinds
        ]
    lines = [f"{row['coder']}  {', '.join(row['transcripts']) or _('all transcripts')}" for row in rows]
    put_list(rows, "\n".join(lines), form, done=coder is not None)
    if not rows and form == "text":
        say(_("Nobody works blind."))


@click.command("reveal", help=_("Let a coder who worked blind see what others have made."))
@click.argument("coder", metavar="CODER")
def reveal(coder: str) -> None:
    """Reveal."""
    from interviewcoder.study import blinding

    with opened_study() as study:
        say(blinding.reveal(study, coder).sentence)


@click.command(
    "recode",
    help=_("Let a coder code a sample of what she has coded once more, without seeing the first time."),
)
@click.option("--coder", required=True, metavar="CODER", help=_("Who is to code once more."))
@click.option(
    "--share", type=click.IntRange(1, 100), default=10, show_default=True, metavar="PERCENT",
    help=_("How much of what she has coded is drawn."),
)  # fmt: skip
@click.option(
    "--seed", type=int, default=1, show_default=True, help=_("The same number draws the same sample.")
)
@_TRANSCRIPT
def recode(coder: str, share: int, seed: int, transcripts: tuple[str, ...]) -> None:
    """Draw a sample and give the coder a second name."""
    from interviewcoder.study import blinding

    with opened_study() as study:
        again, sample = blinding.code_again(study, coder, transcripts, share=share / 100, seed=seed)
        first = study.coder_named(coder).name
    put("\n".join(transcript.name for transcript in sample))
    say(
        _("She codes these as “{coder}”: choose that name in the settings (g s), or in study.toml.").format(
            coder=again.name
        )
    )
    compare = command_line("agreement", "--coders", first, again.name)
    say(_("When she is through: {command}").format(command=compare))
