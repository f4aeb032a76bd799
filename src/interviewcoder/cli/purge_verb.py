"""``purge``: erase for good a transcript, a case, or all that was removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from interviewcoder.cli.console import asked_first, opened_study, say, yes_option
from interviewcoder.cli.passphrase import ask, key_option
from interviewcoder.domain.text import shown
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable
    from pathlib import Path

    from interviewcoder.store.erasing import Erased
    from interviewcoder.study import Study
    from interviewcoder.study.purging import Purge


def _options(function: Callable[..., None]) -> Callable[..., None]:
    function = click.option("--backups", is_flag=True, help=_("Delete the copies that still hold it, too."))(
        function
    )
    return yes_option(function)


@click.group(
    "purge",
    help=_(
        "Erase for good, with no way back: texts, kept files, codings, and what the history and the copies hold of them."
    ),
)
def command() -> None:
    """Group what can be purged."""


@command.command("transcript", help=_("Erase transcripts with all that was ever coded and noted in them."))
@click.argument("names", metavar="NAME…", nargs=-1, required=True)
@_options
def transcript(names: tuple[str, ...], **options: Any) -> None:
    """Purge transcripts."""
    from interviewcoder.study import purging

    with opened_study() as study:
        _purge(study, purging.of_transcripts(study, [study.transcript(name) for name in names]), **options)


@command.command("case", help=_("Erase a case with its transcripts, values, summaries and memos."))
@click.argument("name", metavar="NAME")
@_options
def case(name: str, **options: Any) -> None:
    """Purge a case."""
    from interviewcoder.study import purging

    with opened_study() as study:
        _purge(study, purging.of_case(study, study.case(name)), **options)


@command.command(
    "removed", help=_("Erase everything that was removed, and texts as they were before they were corrected.")
)
@_options
def removed(**options: Any) -> None:
    """Purge what is not in the study any more."""
    from interviewcoder.study import purging

    with opened_study() as study:
        _purge(study, purging.of_removed(study), **options)


@command.command(
    "names",
    help=_(
        "Erase the real names of a key where “pseudonyms apply” cannot: in the history, former texts, kept files."
    ),
)
@key_option
@_options
def names(key_file: Path | None, **options: Any) -> None:
    """Purge the names of a key."""
    from interviewcoder.study import forgetting, keyring, privacy

    with opened_study() as study:
        key = keyring.opened(study, keyring.place(study, key_file), ask())
        _purge(study, forgetting.of_names(study, key.everything()), **options)
        _say_left(privacy.names_left(study, key))


def _purge(study: Study, purge: Purge, *, yes: bool, backups: bool) -> None:
    from interviewcoder.study import purging

    size = purging.measured(study, purge)
    if not (size.texts or size.files or size.entries or purge.removal):
        say(_("There is nothing to purge."))
    else:
        asked_first(
            _("What is erased for good: {what}.").format(what=_in_words(size)),
            _("There is no way back. Go on?"),
            _("There is no way back, so say --yes."),
            yes=yes,
        )
        done = purging.make(study, purge)
        say(_("Purged: {what}.").format(what=_in_words(done)))
        for path in purging.received(study, purge, done):
            say(
                _("The file as you received it is still there: {path}. Delete it yourself.").format(
                    path=shown(str(path))
                )
            )
        say(_("Exports made before still hold it, and so does what you have sent to others."))
    _say_held(purge)
    _copies(study, delete=backups)


def _say_held(purge: Purge) -> None:
    """Say which texts from before a correction had to stay, and what lets them go."""
    for name, number in purge.held.items():
        say(
            ngettext(
                "The text of {transcript} from before a correction stays: {n} coding made on it waits. "
                "Decide about it with “transcripts review”, then purge once more.",
                "The text of {transcript} from before a correction stays: {n} codings made on it wait. "
                "Decide about them with “transcripts review”, then purge once more.", number,
            ).format(transcript=shown(name), n=number)
        )  # fmt: skip


def _say_left(left: Counter[str]) -> None:
    """Say which names of the key the study as it is still holds, and what replaces them."""
    if left:
        where = ", ".join(f"{_(kind)} ({n})" for kind, n in left.most_common())
        say(
            _(
                "Names of the key still stand in the study as it is: {where}. “pseudonyms apply” replaces them in "
                "its contents; names of files are yours to change, and coders keep theirs. “check --privacy --key” lists all."
            ).format(where=where)
        )


def _in_words(erased: Erased) -> str:
    return ", ".join((
        ngettext("{n} text", "{n} texts", erased.texts).format(n=erased.texts),
        ngettext("{n} file as received", "{n} files as received", len(erased.files)).format(n=len(erased.files)),
        ngettext("{n} entry of the history", "{n} entries of the history", erased.entries).format(n=erased.entries),
    ))  # fmt: skip


def _copies(study: Study, *, delete: bool) -> None:
    """Say which copies still hold what was purged; delete them after a fresh one is made."""
    from interviewcoder.study import purging

    if study.settings.on_server:
        say(_("The backups of the server still hold it: ask who runs it."))
    holding = purging.holding_copies(study)
    gone = purging.delete_copies(study) if delete and holding else []
    gone += [
        path for path in holding if path not in gone and not path.exists()
    ]  # thinned out beside the fresh one
    for path in holding:
        if path in gone:
            say(_("Deleted: {path}").format(path=path))
        else:
            say(_("A copy that still holds it: {path}").format(path=path))
    if left := len(holding) - len(gone):
        say(
            ngettext(
                "{n} copy holds what was purged: --backups deletes those the program has made.",
                "{n} copies hold what was purged: --backups deletes those the program has made.", left,
            ).format(n=left)
        )  # fmt: skip
