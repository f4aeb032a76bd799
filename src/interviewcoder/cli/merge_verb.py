"""``merge``: another copy of the study, or another coder's, into this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from interviewcoder.cli.console import format_option, opened_study, put, put_json, say
from interviewcoder.domain.text import shown
from interviewcoder.locales import N_, _, ngettext

if TYPE_CHECKING:
    from interviewcoder.domain.reconciling import Clash
    from interviewcoder.study.merging import Merged

_KINDS: Final = {
    "Coder": N_("Coders"), "Attribute": N_("Attributes"), "Case": N_("Cases"), "Transcript": N_("Transcripts"),
    "Speaker": N_("Speakers"), "Code": N_("Codes"), "Coding": N_("Codings"), "Memo": N_("Memos"),
    "Summary": N_("Summaries"), "Status": N_("Marks on empty cells"), "Finished": N_("Finished transcripts"),
    "Pending": N_("Codings to review"),
}  # fmt: skip
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
    from interviewcoder.study import copies

    with opened_study() as study:
        work = copies.merged(study, other, take_theirs=theirs)
        if work.change and not dry_run:
            copies.apply(study, work)
    if form == "json":
        put_json({
            "counts": {kind: dict(zip(("added", "changed", "removed"), n, strict=True)) for kind, n in work.counts.items()},
            "clashes": [_clash_data(clash) for clash in work.clashes], "review": work.waiting, "kept": work.kept,
            "changed": bool(work.change), "dry_run": dry_run,
        })  # fmt: skip
        return
    _print(work, taken_theirs=theirs)
    if not work.change:
        say(_("There is nothing in {other} that is not here already.").format(other=other.name))
    elif dry_run:
        say(_("Nothing was changed: this was a dry run."))
    else:
        say(_("Merged. One change: “undo” takes all of it back."))


def _print(work: Merged, *, taken_theirs: bool) -> None:
    for kind, (added, changed, removed) in work.counts.items():
        put(_("{kind}: {added} added, {changed} changed, {removed} removed").format(
            kind=_(_KINDS.get(kind, kind)), added=added, changed=changed, removed=removed
        ))  # fmt: skip
    if work.kept:
        put(ngettext(
            "{n} thing that one side removed and the other works with was kept.",
            "{n} things that one side removed and the other works with were kept.", work.kept,
        ).format(n=work.kept))  # fmt: skip
    if work.waiting:
        put(ngettext(
            "{n} coding on a text that was corrected waits for a decision: see “transcripts review”.",
            "{n} codings on texts that were corrected wait for a decision: see “transcripts review”.", work.waiting,
        ).format(n=work.waiting))  # fmt: skip
    for clash in work.clashes:
        put(shown(_clash_text(clash)))
    if work.clashes:
        put(_("Where both changed the same thing, theirs was taken.") if taken_theirs
            else _("Where both changed the same thing, ours was kept; with --theirs theirs is taken."))  # fmt: skip


def _clash_text(clash: Clash) -> str:
    data = _clash_data(clash)
    return f"! {data['kind']} “{data['what']}” {data['field']}: {data['ours']} ≠ {data['theirs']}"


def _clash_data(clash: Clash) -> dict[str, Any]:
    one = clash.record
    kind = type(one).__name__
    name = getattr(one, "name", None) or getattr(one, "quote", None) or getattr(one, "text", "")
    if isinstance(name, dict):
        name = next(iter(name.values()), "")
    return {
        "kind": _(_KINDS.get(kind, kind)), "what": _short(name), "field": clash.field, "ours": _short(clash.ours),
        "theirs": _short(clash.theirs),
    }  # fmt: skip


def _short(value: object) -> str:
    if value is None or hasattr(value, "id"):
        return _("removed") if value is None else _("changed")
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
