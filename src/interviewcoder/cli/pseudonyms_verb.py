"""``pseudonyms``: a key of real names outside the study, put into the study as pseudonyms, and taken back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interviewcoder.cli.console import format_option, opened_study, put, put_json, say, table
from interviewcoder.cli.passphrase import ask, key_option
from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.names import shape_of
from interviewcoder.domain.pseudonyms import KINDS, Key, Pseudonym
from interviewcoder.domain.text import shown
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewcoder.domain.pseudonyms import Kind
    from interviewcoder.study import Study
    from interviewcoder.study.pseudonymising import Outcome

_of_one = click.option(
    "--transcript", "names", multiple=True, metavar="NAME", help=_("Only in this transcript.")
)
_dry = click.option("--dry-run", is_flag=True, help=_("Say what would happen and change nothing."))


@click.group(
    "pseudonyms",
    help=_("Replace real names by pseudonyms, with a key that is kept outside the study and encrypted."),
)
def command() -> None:
    """Group the actions on pseudonyms."""


@command.command("add", help=_("Put a name and its pseudonym into the key; the study does not change yet."))
@click.argument("real", metavar="REAL")
@click.argument("pseudonym", metavar="PSEUDONYM")
@click.option(
    "--kind", type=click.Choice(KINDS), default="person", show_default=True, help=_("What it names.")
)
@click.option("--also", multiple=True, metavar="VARIANT", help=_("Another way in which the same is named."))
@click.option("--as-written", is_flag=True, help=_("Only with its capital: Rose, and not the flower."))
@click.option("--transcript", metavar="NAME", help=_("Only in this transcript."))
@click.option("--case", metavar="CASE", help=_("Only in this case and its transcripts."))
@key_option
def add(
    real: str, pseudonym: str, kind: Kind, also: tuple[str, ...], as_written: bool, transcript: str | None,
    case: str | None, key_file: Path | None,
) -> None:  # fmt: skip
    """Put a name into the key."""
    if transcript and case:
        raise click.UsageError(_("Give a transcript or a case, not both."))
    with opened_study() as study:
        where = study.transcript(transcript) if transcript else study.case(case) if case else None
        one = Pseudonym(
            real=real, pseudonym=pseudonym, kind=kind, also=also, as_written=as_written,
            scope=where.id if where else "", where=where.name if where else "",
        )  # fmt: skip
        key, path = _changed(study, key_file, lambda key: key.with_name(one), make=True)
        _warn(study, Key(study=study.identity, pseudonyms=key.pseudonyms[-1:]))
    say(ngettext("The key holds {n} name now: {path}", "The key holds {n} names now: {path}",
                 len(key.pseudonyms)).format(n=len(key.pseudonyms), path=path))  # fmt: skip


@command.command("import", help=_("Take names in from a table with the columns name and pseudonym."))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@key_option
def import_file(file: Path, key_file: Path | None) -> None:
    """Take names in from a table."""
    from interviewcoder.formats.keys import read_list

    with opened_study() as study:
        new = [_placed(study, one) for one in read_list(file)]

        def take(key: Key) -> Key:
            there = {(one.real, one.pseudonym, one.scope) for one in key.pseudonyms}
            for one in new:
                if (one.real, one.pseudonym, one.scope) not in there:
                    key = key.with_name(one)
            return key

        key, path = _changed(study, key_file, take, make=True)
        _warn(study, key)
    say(ngettext("The key holds {n} name now: {path}", "The key holds {n} names now: {path}",
                 len(key.pseudonyms)).format(n=len(key.pseudonyms), path=path))  # fmt: skip
    say(_("The table you gave still holds the names in plain words: remove it when you no longer need it."))


@command.command("remove", help=_("Take a name out of the key; what was replaced can still be put back."))
@click.argument("real", metavar="REAL")
@click.option("--where", default="", metavar="NAME", help=_("The one for this transcript or case alone."))
@key_option
def remove(real: str, where: str, key_file: Path | None) -> None:
    """Take a name out of the key."""
    with opened_study() as study:
        key, path = _changed(study, key_file, lambda key: key.without(real, where))
    say(ngettext("The key holds {n} name now: {path}", "The key holds {n} names now: {path}",
                 len(key.pseudonyms)).format(n=len(key.pseudonyms), path=path))  # fmt: skip


@command.command("list", help=_("Print the key: real names and pseudonyms."))
@key_option
@format_option()
def list_them(key_file: Path | None, form: str) -> None:
    """Print the key."""
    with opened_study() as study:
        key = _opened(study, key_file)
    if form == "json":
        put_json([{**asdict(one), "also": list(one.also)} for one in key.pseudonyms])
        return
    headers = [_("Name"), _("Also"), _("Pseudonym"), _("Kind"), _("Where")]
    rows = [[one.real, ", ".join(one.also), one.pseudonym, _(one.kind), one.where] for one in key.pseudonyms]
    put(table(headers, rows))


@command.command("suggest", help=_("List what may be names in the transcripts, the most frequent first."))
@click.option("--least", type=click.IntRange(min=1), default=1, help=_("Only what occurs at least so often."))
@format_option()
def suggest(least: int, form: str) -> None:
    """List candidates."""
    from interviewcoder.study import suggesting

    with opened_study() as study:
        found = [one for one in suggesting.candidates_in(study) if one.times >= least]
    if form == "json":
        put_json([asdict(one) for one in found])
        return
    rows = [[one.name, one.times, one.transcripts, _(one.why)] for one in found]
    put(table([_("Name"), _("Times"), _("Transcripts"), _("Why")], rows))
    say(_("These are guesses: the program knows no names. Read the transcripts too."))


@command.command(
    "apply", help=_("Replace the names of the key everywhere, as one change that can be undone.")
)
@_of_one
@_dry
@click.option("--keep-names", is_flag=True, help=_("Leave cases and transcripts the names they have."))
@click.option(
    "--even-so", is_flag=True, help=_("Also when a pseudonym stands in the study already as somebody’s name.")
)
@key_option
@format_option()
def apply(
    names: tuple[str, ...], dry_run: bool, keep_names: bool, even_so: bool, key_file: Path | None, form: str
) -> None:
    """Replace names."""
    from interviewcoder.study import keyring, pseudonymising

    with opened_study() as study:
        path = keyring.place(study, key_file)
        passphrase = ask()
        key = keyring.opened(study, path, passphrase)
        chosen = [study.transcript(name) for name in names] or None
        done = pseudonymising.put_in(study, key, chosen, names_too=not keep_names)
        if done.innocent and not even_so and not dry_run:
            raise Refused(_innocent_sentence(done) + " " + _("Choose another, or say --even-so."))
        if done.change and not dry_run:
            keyring.keep(study, path, done.key, passphrase)
            study.apply(done.change)
    _tell(done, form, dry_run=dry_run, names=True)
    if done.change and not dry_run:
        say(
            _(
                "The real names are still in the history (undo), in former texts, in the files as received and in copies: "
                "“purge names” erases them there for good. The folder transcripts/ is yours to clear."
            )
        )


@command.command(
    "reverse", help=_("Put the real names back where “apply” replaced them, as they were written.")
)
@_of_one
@_dry
@key_option
@format_option()
def reverse(names: tuple[str, ...], dry_run: bool, key_file: Path | None, form: str) -> None:
    """Put real names back."""
    from interviewcoder.study import keyring, pseudonymising

    with opened_study() as study:
        key = keyring.opened(study, keyring.place(study, key_file), ask())
        chosen = [study.transcript(name) for name in names] or None
        done = pseudonymising.put_back(study, key, chosen)
        if done.change and not dry_run:
            study.apply(done.change)
    _tell(done, form, dry_run=dry_run, names=False)


def _opened(study: Study, key_file: Path | None) -> Key:
    from interviewcoder.study import keyring

    return keyring.opened(study, keyring.place(study, key_file), ask())


def _changed(
    study: Study, key_file: Path | None, change: Callable[[Key], Key], *, make: bool = False
) -> tuple[Key, Path]:
    from interviewcoder.study import keyring

    path = keyring.place(study, key_file)
    new = make and not path.exists()
    passphrase = ask(new=new)
    key = change(keyring.new(study) if new else keyring.opened(study, path, passphrase))
    kept = keyring.keep(study, path, key, passphrase)
    if new:
        say(_("A new key was made. Keep a copy of it and its passphrase apart from the study: "
              "without both nobody can put the real names back."))  # fmt: skip
    return key, kept


def _placed(study: Study, one: Pseudonym) -> Pseudonym:
    """Give a name from a table the identity of the transcript or case it is for."""
    from dataclasses import replace

    if not one.where:
        return one
    try:
        return replace(one, scope=study.transcript(one.where).id)
    except NotFound:
        return replace(one, scope=study.case(one.where).id)


def _warn(study: Study, key: Key) -> None:
    """Say which names of a key are found nowhere, and which pseudonyms stand in the study already."""
    from interviewcoder.study import pseudonymising

    done = pseudonymising.put_in(study, key, names_too=False)
    if done.unfound:
        found_nowhere = _("Found nowhere in the study, in no spelling: {names}.")
        say(found_nowhere.format(names=", ".join(map(shown, done.unfound))))
    if done.innocent:
        say(_innocent_sentence(done))
    coders = {shape_of(coder.name) for coder in study.coders}
    for name in (name for one in key.pseudonyms for name in one.names if shape_of(name) in coders):
        sentence = _(
            "“{name}” is a coder of this study: coders sign their work and keep their names, in exports and the history "
            "too. What is replaced is the name in texts, notes and the codebook."
        )
        say(sentence.format(name=shown(name)))


def _innocent_sentence(done: Outcome) -> str:
    found = ", ".join(f"{shown(name)} ({n})" for name, n in done.innocent.most_common(5))
    return _("Pseudonyms stand in the study already, as somebody else’s name perhaps: {names}.").format(
        names=found
    )


def _tell(done: Outcome, form: str, *, dry_run: bool, names: bool) -> None:
    if form == "json":
        data: dict[str, Any] = {
            "changed": bool(done.change) and not dry_run, "dry_run": dry_run, "places": done.places,
            "transcripts": done.by_transcript, "beside": done.beside, "pseudonyms_there": dict(done.innocent),
        }  # fmt: skip
        if names:
            data |= {"names": dict(done.names), "without_capital": dict(+done.small), "unfound": done.unfound}
        put_json(data)
        return
    if names and (done.names or dry_run):
        counted = [*done.names.most_common(), *((name, 0) for name in done.unfound)]
        rows = [[name, n, done.small.get(name, 0)] for name, n in counted]
        put(table([_("Name"), _("Times"), _("Without its capital")], rows))
        put("")
    if done.places:
        rows = [[name, n] for name, n in done.by_transcript.items()]
        rows.append([_("(names, memos, summaries, codebook)"), done.beside])
        put(table([_("Transcript"), _("Places")], rows))
    if done.innocent:
        say(_innocent_sentence(done))
    if not done.change:
        say(_("There is nothing to replace."))
    elif dry_run:
        say(_("Nothing was changed: this was a dry run."))
    else:
        say(_("{change}. “interviewcoder undo” takes it back.").format(change=done.change.sentence))
