"""``study packet``: transcripts and codebook for a colleague, to be merged when they are back."""

from __future__ import annotations

from pathlib import Path

import click

from interviewcoder.cli.console import coder_meant, names_option, new_coder_option, opened_study, put, say
from interviewcoder.cli.pasting import command_line
from interviewcoder.locales import _, ngettext, number


@click.command(
    "packet",
    help=_(
        "Make a study of some transcripts and the codebook to send to a colleague; “merge” takes it back."
    ),
)
@click.option("--for", "coder", required=True, metavar="CODER", help=_("Who is to code it."))
@click.option(
    "--transcripts", "--transcript", "transcripts", multiple=True, metavar="NAME",
    help=_("Only this transcript; may be said again."),
)  # fmt: skip
@click.option(
    "--share", type=click.IntRange(1, 100), metavar="PERCENT", help=_("Draw so many of the transcripts.")
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help=_("The same number draws the same sample.")
)
@click.option(
    "--without-codings", is_flag=True, help=_("Nobody’s codings and memos, so that she codes blind.")
)
@click.option("--without-cases", is_flag=True, help=_("Not which cases the transcripts are of."))
@new_coder_option
@names_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PATH",
    help=_("A folder, or a .zip file; default: exports/<coder>.zip."),
)  # fmt: skip
def command(
    coder: str, transcripts: tuple[str, ...], share: int | None, seed: int, without_codings: bool,
    without_cases: bool, new: bool, output: Path | None,
) -> None:  # fmt: skip
    """Make a packet."""
    from interviewcoder.study import blinding, packing
    from interviewcoder.study.exporting import file_name

    if transcripts and share is not None:
        raise click.UsageError(_("Either name transcripts, or draw a share of them."))
    with opened_study() as study:
        who = coder_meant(study, coder, new=new)
        chosen = [study.transcript(name) for name in transcripts] or list(study.transcripts)
        if share is not None:
            chosen = blinding.drawn(chosen, share / 100, seed)
        target = output or study.folder / "exports" / f"{file_name(who.name)}.zip"
        made = packing.pack(
            study, who.name, chosen, target, codings=not without_codings, cases=not without_cases
        )
    put(str(made.path))
    say(
        ngettext("{n} transcript for {coder}", "{n} transcripts for {coder}", made.transcripts).format(
            n=number(made.transcripts), coder=who.name
        )
        + ", "
        + (_("without anybody’s codings.") if without_codings
           else ngettext("with {n} coding.", "with {n} codings.", made.codings).format(n=number(made.codings)))
    )  # fmt: skip
    say(_("When it is back: {command}").format(command=command_line("merge", _("PATH"))))
