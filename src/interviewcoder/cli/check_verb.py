"""``check``: prove that the study is sound; if it is not, what is damaged, what it touches, and what brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from interviewcoder.cli.console import folder, format_option, opened_study, put, put_json, say
from interviewcoder.domain.errors import InterviewCoderError, NotFound, Refused
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from interviewcoder.store.check import Damage
    from interviewcoder.study.mending import Told


@click.command(
    "check", help=_("Prove that every quotation is what its transcript says, and all else is sound.")
)
@format_option()
def command(form: str) -> None:
    """Check the study."""
    from interviewcoder.study import mending

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
        say(
            ngettext(
                "{n} coding waits for a decision after a correction: see “transcripts review”.",
                "{n} codings wait for a decision after a correction: see “transcripts review”.", waiting,
            ).format(n=waiting)
        )  # fmt: skip
    if found:
        number = len(found)
        sentence = ngettext("{n} problem was found.", "{n} problems were found.", number).format(n=number)
        if told:
            sentence += " " + _(
                "“interviewcoder restore --damaged” brings back what can be, and keeps what is there."
            )
        raise Refused(sentence)


def _found() -> tuple[list[Damage], int, list[str]]:
    """Give what is damaged, the codings that wait, and what is to be said of the surroundings."""
    from interviewcoder.study import mending, surroundings

    try:
        with opened_study() as study:
            return study.database.damages(), len(study.pending()), list(surroundings.told_of_copies(study))
    except NotFound:
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
