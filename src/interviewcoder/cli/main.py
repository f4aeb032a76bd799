"""The program's entry: the language, the table of verbs, and every failure as one line.

Owns exit codes: 0 done, 1 refused or failed, 2 misused, 3 busy or in conflict, 130 interrupted.
Importing this loads neither pandas, SQLAlchemy nor Textual; a verb loads what it needs.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from interviewcoder import locales
from interviewcoder.cli import wording
from interviewcoder.domain.errors import InterviewCoderError, did_you_mean
from interviewcoder.domain.nearness import near
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Sequence

VERBS: Final = (
    "demo", "new", "open", "import", "transcripts", "speakers", "cases", "codebook", "code", "codings", "pseudonyms",
    "search", "quotes", "matrix", "memos", "summaries", "report", "agreement", "export", "merge", "history", "undo", "redo", "check", "backup", "restore", "purge", "study", "serve",
)  # fmt: skip


class Verbs(click.Group):
    """The group of verbs, each loaded from its module when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Give the verbs in the order a researcher meets them."""
        return list(VERBS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that is asked for; one that is not there is told with those near it."""
        if args[0] not in VERBS and not args[0].startswith("-"):
            sentence = _("There is no command “{name}”.").format(name=args[0])
            meant = near(args[0], VERBS)
            raise click.UsageError(f"{sentence} {did_you_mean(meant)}" if meant else sentence)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one verb."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"interviewcoder.cli.{cmd_name}_verb")
        command: click.Command = module.command
        return command


def program() -> click.Group:
    """Build the program in the current language."""

    @click.group(
        cls=Verbs,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        help=_("Code interview transcripts in the terminal and compare cases in a matrix for Excel."),
    )
    @click.option("--study", "folder", metavar="DIR", help=_("The study folder; default: here or above."))
    @click.option(
        "--lang", type=click.Choice(locales.LANGUAGES), help=_("The language of screens and messages.")
    )
    @click.version_option(package_name="interviewcoder", message="%(prog)s %(version)s")
    @click.pass_context
    def root(context: click.Context, folder: str | None, lang: str | None) -> None:  # noqa: ARG001
        context.obj = folder
        if context.invoked_subcommand is None:
            command = Verbs.get_command(root, context, "open")
            assert command is not None
            context.invoke(command)

    return root


def _asked_language(arguments: Sequence[str]) -> locales.Language:
    """Find the language before the commands are built, because their help is written in it."""
    for n, argument in enumerate(arguments):
        if argument == "--lang" and n + 1 < len(arguments):
            return locales.as_language(arguments[n + 1]) or locales.from_environment()
        if argument.startswith("--lang="):
            return locales.as_language(argument[7:]) or locales.from_environment()
    return locales.from_environment()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    locales.choose(_asked_language(given))
    wording.speak()
    try:
        result: Any = program()(args=given, prog_name="interviewcoder", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("INTERVIEWCODER_DEBUG"):
            raise
        from interviewcoder.cli.console import say

        code, sentences = _outcome(error, given)
        for sentence in sentences:
            say(sentence)
        return code
    return result if isinstance(result, int) else 0


def _outcome(  # noqa: PLR0911 - one line a kind of failure
    error: BaseException, given: Sequence[str]
) -> tuple[int, tuple[str, ...]]:
    """Give the exit code of a failure, and what to say about it."""
    match error:
        case InterviewCoderError():
            return error.exit_code, error.sentences
        case click.exceptions.Exit():
            return error.exit_code, ()
        case click.ClickException():
            verb = next((f" {argument}" for argument in given if argument in VERBS), "")
            advice = _("See “interviewcoder{verb} --help”.").format(verb=verb)
            return 2, (error.format_message(), advice)
        case click.Abort() | KeyboardInterrupt():
            return 130, (_("Interrupted. Nothing half-done was kept."),)
        case BrokenPipeError():
            # The reader of our output has gone; Python would complain once more when it flushes.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0, ()
        case UnicodeError():
            return 1, (_("What was given holds bytes that are no text in UTF-8; nothing was changed."),)
        case OSError():
            where = f" ({error.filename})" if error.filename else ""
            return 1, (_("The system refused: {reason}.").format(reason=f"{error.strerror}{where}"),)
        case _:
            sentence = _(
                "Something went wrong in the program ({kind}). The study is safe: nothing half-done was kept."
            )
            return 1, (sentence.format(kind=type(error).__name__),)


def run() -> None:
    """Run the program; the console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
