"""``merge``: another copy of the study, or another coder's, into this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interviewcoder.cli.console import format_option, opened_study, put, put_json, say
from interviewcoder.domain.text import shown
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.domain.reconciling import Clash
    from interviewcoder.study import Study
    from interviewcoder.study.merging import Merged


@click.command(
    "merge",
    help=_("Merge another copy of the study into this one: what both have done, once, as one change."),
)
@click.argument("other", metavar="OTHER", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Say what would happen and change nothing."))
@click.option("--theirs", is_flag=True, help=_("Where both changed the same thing, take theirs."))
@format_option()
def command(other: Path, dry_run: bool, theirs: bool, form: str) -> None:
    """Merge a copy."""
    from interviewcoder.domain.reconciling import Decisions
    from interviewcoder.study import copies, merge_words

    with opened_study() as study:
        work = copies.merged(study, other, Decisions("theirs" if theirs else "ours"))
        if form == "json":
            data: dict[str, Any] = {
                "counts": {kind: dict(zip(("added", "changed", "removed"), n, strict=True)) for kind, n in work.counts.items()},
                "clashes": [_clash_data(study, clash) for clash in work.clashes], "review": work.waiting,
                "kept": work.kept, "changed": bool(work.change), "dry_run": dry_run,
            }  # fmt: skip
        else:
            _print(study, work, theirs=theirs, dry_run=dry_run)
        if work.change and not dry_run:
            copies.apply(study, work)
    if form == "json":
        put_json(data)
        return
    if not work.change:
        say(merge_words.nothing_taken(work, other.name))
    elif dry_run:
        say(_("Nothing was changed: this was a dry run."))
    else:
        say(_("Merged. One change: “undo” takes all of it back."))


def _print(study: Study, work: Merged, *, theirs: bool, dry_run: bool) -> None:
    from interviewcoder.study import merge_words

    for line in merge_words.what_happens(work):
        put(line)
    for clash in work.clashes:
        put(shown(merge_words.clash_line(clash, study)))
    if work.clashes:
        put(merge_words.who_stands(theirs=theirs, dry_run=dry_run))


def _clash_data(study: Study, clash: Clash) -> dict[str, Any]:
    from interviewcoder.study import merge_words

    about = merge_words.named(clash, study)
    return {
        "kind": about.kind, "what": about.what, "field": clash.field, "ours": about.ours, "theirs": about.theirs,
    }  # fmt: skip
