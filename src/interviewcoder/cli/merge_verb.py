"""``merge``: another copy of the study, or another coder's, into this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from interviewcoder.cli.console import format_option, opened_study, put, put_json, say
from interviewcoder.domain.text import shown
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.domain.reconciling import Clash
    from interviewcoder.study import Study
    from interviewcoder.study.merging import Merged

_LONGEST: Final = 80


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
    from interviewcoder.study import copies

    with opened_study() as study:
        work = copies.merged(study, other, Decisions("theirs" if theirs else "ours"))
        if form == "json":
            data: dict[str, Any] = {
                "counts": {kind: dict(zip(("added", "changed", "removed"), n, strict=True)) for kind, n in work.counts.items()},
                "clashes": [_clash_data(study, clash) for clash in work.clashes], "review": work.waiting,
                "kept": work.kept, "changed": bool(work.change), "dry_run": dry_run,
            }  # fmt: skip
        else:
            _print(study, work, taken_theirs=theirs)
        if work.change and not dry_run:
            copies.apply(study, work)
    if form == "json":
        put_json(data)
        return
    if not work.change:
        say(_("There is nothing in {other} that is not here already.").format(other=other.name))
    elif dry_run:
        say(_("Nothing was changed: this was a dry run."))
    else:
        say(_("Merged. One change: “undo” takes all of it back."))


def _print(study: Study, work: Merged, *, taken_theirs: bool) -> None:
    from interviewcoder.study import merge_words

    for line in merge_words.what_happens(work):
        put(line)
    for clash in work.clashes:
        about = merge_words.named(clash, study)
        put(
            shown(
                f"! {about.kind} “{_short(about.what)}”, {about.field}: {_short(about.ours)} ≠ {_short(about.theirs)}"
            )
        )
    if work.clashes:
        put(_("Where both changed the same thing, theirs was taken; words that both wrote were joined.") if taken_theirs
            else _("Where both changed the same thing, ours was kept (with --theirs theirs is taken); words that both wrote were joined."))  # fmt: skip


def _clash_data(study: Study, clash: Clash) -> dict[str, Any]:
    from interviewcoder.study import merge_words

    about = merge_words.named(clash, study)
    return {
        "kind": about.kind, "what": about.what, "field": clash.field, "ours": about.ours, "theirs": about.theirs,
    }  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
