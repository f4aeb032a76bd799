"""What the verbs share: opening the study, saying and printing, common options, tables of text.

Owns no verb. `say` narrates on stderr; `put` prints data on stdout.
"""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from interviewcoder.analysis.filters import Filters
from interviewcoder.cli.forms import form_option
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import escaped_in_json, name_key, shown, shown_lines
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from interviewcoder.domain.records import Coder
    from interviewcoder.study import Study
    from interviewcoder.study.leaving import Gate
    from interviewcoder.study.ordering import CaseOrder

F = TypeVar("F", bound="Callable[..., Any]")
_ALLOWED: Final = "interviewcoder.with-real-names"
_EXPORTS: Final = "interviewcoder.exports"
_GATE: Final = "interviewcoder.gate"


@contextmanager
def opened_study() -> Iterator[Study]:
    """Open the study the command is about, and close it afterwards."""
    from interviewcoder.study import Study, surroundings
    from interviewcoder.study.leaving import Gate

    told = click.get_current_context().meta
    with Study.open(folder()) as study:
        study.with_real_names = bool(told.get(_ALLOWED))
        told[_GATE] = Gate(study)
        if told.get(_EXPORTS):
            _say_when_not_looked_through()
        for sentence in surroundings.told(study):
            say(sentence)
        yield study


def folder() -> Path:
    """Give the folder named with ``--study``, or the current one."""
    return Path(click.get_current_context().find_root().obj or ".")


def say(sentence: str) -> None:
    """Narrate on stderr: nothing else of ours writes there, so that no foreign text reaches the terminal as it is."""
    click.echo(shown_lines(sentence), err=True)


def put(data: str | bytes) -> None:
    """Print data on stdout: as they are to a file or a program, to a terminal so that they do nothing to it.

    A file that is no text is refused where somebody would see it.
    """
    if isinstance(data, bytes):
        if b"\0" in data and sys.stdout.isatty():
            raise click.UsageError(_("This format is not for the screen: give a file with -o."))
        sys.stdout.buffer.write(data)
    else:
        text = data.removesuffix("\n")
        click.echo(shown_lines(text) if sys.stdout.isatty() else text)


def put_json(data: object) -> None:
    """Print data as JSON on stdout."""
    put(as_json(data))


def as_json(data: object) -> str:
    """Write data as JSON; what would do something to a terminal is escaped in it."""
    return escaped_in_json(json.dumps(data, ensure_ascii=False, indent=2))


def _on_terminal() -> bool:
    """Say whether what is printed is only read by who sits there."""
    return sys.stdout.isatty()


def put_out(data: str | bytes, form: str) -> None:
    """Print what the study holds: refused when a real name of the key is in it, but for text on somebody's screen."""
    if not (form == "text" and _on_terminal()):
        gate().data(data, form)
    put(data)


def put_list(data: object, text: str, form: str, *, done: bool = False) -> None:
    """Print a list, as data or as text; what `listing_option` is for. See `put_out`.

    With `done` it only tells what the command has changed already, which no refusal would take back.
    """
    words = as_json(data) if form == "json" else text
    if done or not words:
        if words:
            put(words)
        return
    if not (form == "text" and _on_terminal()):
        _say_when_not_looked_through()
    put_out(words, form)


def _say_when_not_looked_through() -> None:
    if gate().names_cannot_be_told:
        say(
            _(
                "This study has pseudonyms, and what recognises the real names is on another computer: exports are not looked through here."
            )
        )


def gate() -> Gate:
    """Give what decides whether words may leave the study that was opened."""
    found: Gate = click.get_current_context().meta[_GATE]
    return found


def put_or_write(data: str | bytes, output: str | None, form: str) -> None:
    """Print an export, or write it to a file at once and whole; ``-`` is stdout. See `put_out`."""
    if output in {None, "-"}:
        put_out(data, form)
        return
    from interviewcoder.formats.tables import encode_csv

    if isinstance(data, str):
        data = encode_csv(data) if form == "csv" else data.encode()
    say_written(Path(str(output)), gate().write(Path(str(output)), data))


def say_gone(codings: int) -> None:
    """Say how many codings went with what was removed, and how to have all of it back."""
    say(
        ngettext(
            "{n} coding went with it; “interviewcoder undo” brings all of it back.",
            "{n} codings went with it; “interviewcoder undo” brings all of it back.",
            codings,
        ).format(n=codings)
    )


def say_written(asked: Path, final: Path) -> None:
    """Say where a file was written, and why it is not where it was asked to be."""
    if final.name != asked.name and not asked.is_symlink():
        say(_("{path} is held open by another program.").format(path=asked))
    say(_("Written: {path}").format(path=final))


def screen_width() -> int | None:
    """Give the width of the terminal that is printed to, None when it is a file or a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def format_option(*more: str) -> Callable[[F], F]:
    """Give the option ``--format`` with text, json and `more`; with csv among them, what it does to formulas."""
    option = form_option(("text", "json", *more))
    return (lambda function: option(unguarded_option(function))) if "csv" in more else option


def unguarded_option(function: F) -> F:
    """Add the option that leaves texts in csv as they are, also where a spreadsheet would take them for formulas."""

    def leave(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
        if wanted:
            from interviewcoder.formats.separated import as_they_are

            context.with_resource(as_they_are())

    return click.option(
        "--no-apostrophe", is_flag=True, expose_value=False, callback=leave,
        help=_("In csv, put no apostrophe before texts that begin like a formula: for programs, not for Excel."),
    )(function)  # fmt: skip


def output_option(function: F) -> F:
    """Add the option ``-o``, read before ``--format``, which goes by its suffix."""
    option = click.option(
        "-o", "--output", metavar="FILE", is_eager=True,
        help=_("Where to write, in the form the suffix says; “-” is standard output."),
    )  # fmt: skip
    return option(date_option(names_option(function)))


def date_option(function: F) -> F:
    """Add the option ``--date``: what documents say when they were made, for the same bytes every time."""

    def said(context: click.Context, _option: click.Parameter, value: str | None) -> None:
        if value is not None:
            from interviewcoder.formats.dating import dated

            context.with_resource(dated(value))

    return click.option(
        "--date", metavar="DATE", expose_value=False, callback=said,
        help=_("The date that documents bear, for the same bytes every time."),
    )(function)  # fmt: skip


def names_option(function: F) -> F:
    """Add the option ``--with-real-names``, without which no export holds a real name of the key."""

    def said(context: click.Context, _option: click.Parameter, value: bool) -> None:
        context.meta[_ALLOWED] = value
        context.meta[_EXPORTS] = True

    return _names_option(function, said)


def listing_option(function: F) -> F:
    """Add the options of a list of what the study holds: ``--format``, and ``--with-real-names``; `put_list` prints it."""

    def said(context: click.Context, _option: click.Parameter, value: bool) -> None:
        context.meta[_ALLOWED] = value

    return format_option()(_names_option(function, said))


def _names_option(function: F, said: Callable[[click.Context, click.Parameter, bool], None]) -> F:
    return click.option(
        "--with-real-names", is_flag=True, expose_value=False, is_eager=True, callback=said,
        help=_("Export even if real names of the key stand in it."),
    )(function)  # fmt: skip


def filter_options(function: F) -> F:
    """Add the options that choose codings; `filters_from` reads them."""
    options = (
        click.option("--code", "codes", multiple=True, metavar="CODE", help=_("Only this code and those below it.")),
        click.option("--case", "cases", multiple=True, metavar="CASE", help=_("Only this case.")),
        click.option("--transcript", "transcripts", multiple=True, metavar="NAME", help=_("Only this transcript.")),
        click.option("--coder", "coders", multiple=True, metavar="CODER", help=_("Only this coder.")),
        click.option(
            "--where", "where", multiple=True, metavar="ATTRIBUTE=VALUE", help=_("Only cases with this value.")
        ),
        click.option(
            "--speaker-role", "roles", multiple=True, metavar="ROLE",
            type=click.Choice(["interviewer", "participant", "unknown"]), help=_("Only what they say."),
        ),
        click.option("--since", default="", metavar="DAY", help=_("Only codings made on this day or later.")),
        click.option("--until", default="", metavar="DAY", help=_("Only codings made on this day or before.")),
        click.option(
            "--interviewed-since", "held_since", default="", metavar="DAY", help=_("Only interviews of this day or later.")
        ),
        click.option(
            "--interviewed-until", "held_until", default="", metavar="DAY", help=_("Only interviews of this day or before.")
        ),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def yes_option(function: F) -> F:
    """Add the option ``--yes``; `asked_first` wants it."""
    return click.option("--yes", is_flag=True, help=_("Without asking."))(function)


def asked_first(what: str, question: str, unasked: str, *, yes: bool) -> None:
    """Say what will be done and ask whether to go on, unless told yes. Raises `Refused`: nobody to ask, or a no."""
    say(what)
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused(unasked)
    # click.confirm knows the English letters only.
    answer: str = click.prompt(f"{question} [{_('y/N')}]", default="", show_default=False, err=True)
    if name_key(answer) not in {"y", "yes", _("y"), _("yes")}:
        raise Refused(_("Nothing was changed."))


def new_coder_option(function: F) -> F:
    """Add the option ``--new``; `coder_meant` wants it."""
    return click.option(
        "--new", is_flag=True, help=_("Make a new coder, although another has a name much like that.")
    )(function)


def coder_meant(study: Study, name: str, *, new: bool) -> Coder:
    """Give the coder of this name, or a new one and say so; a name much like another's is refused without `new`."""
    from interviewcoder.study import coders

    coder = coders.meant(study, name, new=new)
    if not coders.is_known(study, coder):
        say(_("New coder: {coder}").format(coder=shown(coder.name)))
    return coder


def order_option(function: F) -> F:
    """Add the option ``--order``; `order_from` reads it."""
    return click.option(
        "--order", default="", metavar="group|hand|name|similarity|ATTRIBUTE",
        help=_("The order of the cases; default: by group, and by hand within each."),
    )(function)  # fmt: skip


def order_from(text: str) -> CaseOrder | None:
    """Give the order that `order_option` asks for, None for the study's own."""
    from interviewcoder.study import ordering

    return ordering.parse(text) if text.strip() else None


def filters_from(options: Mapping[str, Any], *, with_below: bool = True) -> Filters:
    """Give the filters that the options of `filter_options` ask for."""
    from interviewcoder.study.selecting import parse_where

    named: dict[str, Any] = {
        name: tuple(options.get(name, ())) for name in ("codes", "cases", "transcripts", "coders", "roles")
    }
    return Filters(
        **named,
        where=tuple(map(parse_where, options.get("where", ()))),
        with_below=with_below,
        text=options.get("text", ""),
        key=options.get("key", False),
        combine=options.get("combine", ""),
        **{name: options.get(name, "") for name in ("since", "until", "held_since", "held_until")},
    )


def width(text: str) -> int:
    """Give the cells a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Lay rows out in aligned columns; numbers to the right."""
    texts = [[shown(str(cell)) for cell in row] for row in rows]
    widths = [max([width(header), *(width(row[n]) for row in texts)]) for n, header in enumerate(headers)]
    right = [bool(rows) and all(isinstance(row[n], int | float) for row in rows) for n in range(len(headers))]

    def line(cells: Sequence[str]) -> str:
        padded = [
            " " * (widths[n] - width(cell)) + cell if right[n] else cell + " " * (widths[n] - width(cell))
            for n, cell in enumerate(cells)
        ]
        return "  ".join(padded).rstrip()

    return "\n".join([line(headers), line(["─" * w for w in widths]), *map(line, texts)])


def told(sentence: str | None, otherwise: str) -> None:
    """Say what was done, or that nothing needed doing."""
    say(sentence or otherwise)
