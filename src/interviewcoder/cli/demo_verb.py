"""``demo``: the sample study, made, exported and opened."""

from __future__ import annotations

from pathlib import Path

import click

from interviewcoder.cli.console import put, say
from interviewcoder.locales import _


@click.command("demo", help=_("Copy the sample study to DIR, export its workbook and open it."))
@click.argument("directory", metavar="[DIR]", default="interviewcoder-demo", type=click.Path(path_type=Path))
@click.option("--headless", is_flag=True, help=_("Stop after printing what was made."))
def command(directory: Path, headless: bool) -> None:
    """Make the sample study and open it."""
    from interviewcoder.cli.open_verb import show
    from interviewcoder.study import Study
    from interviewcoder.study.sample import make

    if (directory / "study.toml").exists():
        say(_("The sample study is in {folder} already; opening it.").format(folder=directory))
        study = Study.open(directory)
    else:
        study = make(directory)
    with study:
        workbook = study.export()
        matrix = study.matrix()
        say(
            _("The sample study (fictitious) is in {folder}: {transcripts} transcripts, {cases} cases, "
              "{codes} codes, {segments} segments.").format(
                folder=directory, transcripts=len(study.transcripts), cases=len(study.cases),
                codes=len(study.codebook), segments=matrix.n_segments,
            )
        )  # fmt: skip
        put(str(workbook))
        if not headless:
            show(study, tour=True)
