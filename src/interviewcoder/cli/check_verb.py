"""``check``: prove that the study is sound; if it is not, what is damaged, what it touches, and what brings it back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interviewcoder.cli.console import folder, format_option, opened_study, put, put_json, say, table
from interviewcoder.domain.errors import Busy, InterviewCoderError, NotFound, Refused
from interviewcoder.domain.text import shown
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.store.check import Damage
    from interviewcoder.study.mending import Told
    from interviewcoder.study.privacy import Found


@click.command(
    "check", help=_("Prove that every quotation is what its transcript says, and all else is sound.")
)
@click.option(
    "--privacy",
    is_flag=True,
    help=_("Instead, list what may tell who somebody is: names of the key, addresses, numbers, capitals."),
)
@click.option(
    "--key",
    "key_file",
    metavar="[FILE]",
    is_flag=False,
    flag_value="",
    help=_("With --privacy: use the key and ask its passphrase; without FILE the one in its usual place."),
)
@format_option()
def command(privacy: bool, key_file: str | None, form: str) -> None:
    """Check the study."""
    if key_file is not None and not privacy:
        raise click.UsageError(_("--key goes with --privacy."))
    if privacy:
        _privacy(key_file, form)
        return
    from interviewcoder.study import mending
    from interviewcoder.study.correcting import waiting_in_words

    found, waiting, beside = _found()
    told = mending.told(folder(), found) if found and not _on_server() else []
    if form == "json":
        put_json({
            "sound": not found, "problems": [damage.sentence for damage in found], "waiting": waiting,
            "damage": [{"what": one.damage, "touches": one.touches, "source": one.source} for one in told],
        })  # fmt: skip
    else:
        _print(found, told)
    for sentence in beside:
        say(sentence)
    if waiting:
        say(_("{sentence}: see “transcripts review”.").format(sentence=waiting_in_words(waiting)))
    if found:
        number = len(found)
        sentence = ngettext("{n} problem was found.", "{n} problems were found.", number).format(n=number)
        if told:
            sentence += " " + _(
                "“interviewcoder restore --damaged” brings back what can be, and keeps what is there."
            )
        raise Refused(sentence)


def _privacy(key_file: str | None, form: str) -> None:
    from interviewcoder.cli.passphrase import ask
    from interviewcoder.study import keyring, privacy

    with opened_study() as study:
        key = None
        if key_file is not None:
            path = keyring.place(study, Path(key_file) if key_file else None)
            key = keyring.opened(study, path, ask())
        found = list(privacy.look(study, key))
        unseen = privacy.unseen(study)
    if form == "json":
        put_json({"found": [asdict(one) for one in found], "unseen": asdict(unseen)})
        return
    rows = _by_words(found)
    if rows:
        put(table([_("What"), _("Words"), _("Times"), _("First")], rows))
    say(
        _(
            "Not looked through: {lines} lines of history, {files} files as received, {waiting} codings that wait. "
            "Names replaced since may stand there until “purge names”."
        ).format(lines=unseen.history, files=unseen.files, waiting=unseen.waiting)
    )
    say(_("This finds forms and capitals; it knows no names. Reading remains yours. Nothing was changed."))


def _by_words(found: Sequence[Found]) -> list[list[str | int]]:
    """Put what was found together by its words, in the order in which it first stands."""
    together: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for one in found:
        together[one.what, " ".join(one.words.split())].append(one)
    rows: list[list[str | int]] = []
    for (what, words), places in together.items():
        first = places[0]
        at = f"{_(first.where)} {first.name}"
        if first.start is not None:
            turn = "" if first.turn is None else _(", turn {n}").format(n=first.turn)
            at += turn + _(", character {n}").format(n=first.start)
        rows.append([_(what), shown(words), len(places), at])
    return rows


def _found() -> tuple[list[Damage], int, list[str]]:
    """Give what is damaged, the codings that wait, and what is to be said of the surroundings."""
    from interviewcoder.study import backups, mending, surroundings

    try:
        with opened_study() as study:
            return (
                study.database.damages(),
                sum(study.waiting.values()),
                [*surroundings.told_of_copies(study), *backups.out_of_step(study)],
            )
    except (NotFound, Busy):
        raise
    except (InterviewCoderError, ValueError, TypeError, KeyError):  # it does not open as a study any more
        if _on_server():
            raise
        return mending.damages(folder()), 0, []


def _on_server() -> bool:
    from interviewcoder.study import settings

    return settings.read(settings.find_folder(folder())).on_server


def _print(found: list[Damage], told: list[Told]) -> None:
    if not found:
        put(_("The study is sound."))
    for one in told:
        put(one.damage)
        for more in (one.touches, one.source):
            if more:
                put(f"    {more}")
    if not told:
        for damage in found:
            put(damage.sentence)
