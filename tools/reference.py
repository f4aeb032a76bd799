"""Write the reference of commands from the program itself, so that it is never behind.

``python -m tools.reference`` writes the pages of commands and keys; with ``--check`` it fails when
one is not what the program says.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from interviewcoder import locales
from interviewcoder.cli.main import program
from interviewcoder.tui.actions import ACTIONS, key_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "reference"
PAGE: Final = _FOLDER / "commands.md"
KEYS: Final = _FOLDER / "keys.md"
_HEAD: Final = """# Commands

`interviewcoder [--study DIR] [--lang fr|en] VERB …`. Without `--study` the study is the current folder or the
nearest one above that holds `study.toml`. Data goes to standard output, narration to standard error.

Exit codes: 0 done, 1 refused or failed with one line that says why, 2 misused, 3 the study is busy or the data
conflicts, 130 interrupted. This page is made from the program (`python -m tools.reference`).
"""


def page() -> str:
    """Give the whole page."""
    locales.choose("en")
    root = program()
    context = click.Context(root, info_name="interviewcoder")
    return "\n".join([_HEAD, *_sections(root, context)])


def _sections(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            own = command.invoke_without_command
            yield _section(command, inner, f"## {name}") if own else f"## {name}\n\n{command.help}\n"
            yield from _sections(command, inner)
        else:
            level = "##" if context.parent is None else "###"
            yield _section(command, inner, f"{level} {inner.command_path.removeprefix('interviewcoder ')}")


def _section(command: click.Command, context: click.Context, heading: str) -> str:
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [heading, "", command.help or "", "", f"    {context.command_path} {usage}", ""]
    rows = [
        record
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option)
        and "--help" not in parameter.opts
        and (record := parameter.get_help_record(context))
    ]
    if rows:
        lines += ["| option | |", "|---|---|"]
        lines += [f"| `{_cell(option)}` | {_cell(text)} |" for option, text in rows]
        lines.append("")
    return "\n".join(lines)


_KEYS_HEAD: Final = """# Keys

What every key does, place by place. In the screens `?` shows the keys of the place, and `:` or `Ctrl+P` finds any action
by name. Without a selection `c`, the digits and `r` act on the sentence at the cursor. The digits 1–9 give the codes
shown under the text; on a French keyboard the same keys work without Shift where they mean nothing else. This page
is made from the program (`python -m tools.reference`).
"""
_PLACES: Final = {
    "text": "In a transcript", "review": "In the review of what waits after a correction", "matrix": "In the matrix",
    "quotations": "In quotations", "codebook": "In the codebook", "cases": "In cases and attributes", "memos": "In memos",
    "agreement": "In agreement", "settling": "Where coders disagree", "changes": "In a comparison of codebooks",
    "import": "In an import", "merge": "In a merge",
    "everywhere": "Everywhere",
}  # fmt: skip


def keys() -> str:
    """Give the page of keys, from the list of actions."""
    locales.choose("en")
    lines = [_KEYS_HEAD]
    unnamed = {action.place for action in ACTIONS} - set(_PLACES)
    assert not unnamed, f"places without a heading on the page of keys: {unnamed}"
    for place, title in _PLACES.items():
        lines += [f"## {title}", "", "| keys | what | id |", "|---|---|---|"]
        for action in ACTIONS:
            if action.place == place:
                pressed = " ".join(f"`{key_shown(key)}`" for key in action.keys)
                lines.append(f"| {_cell(pressed)} | {_cell(locales._(action.title))} | {action.id} |")
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def pages() -> dict[Path, str]:
    """Give every page that is made from the program, by its file."""
    return {PAGE: page(), KEYS: keys()}


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    if parser.parse_args().check:
        stale = [file.name for file, text in pages().items() if file.read_text(encoding="utf-8") != text]
        for name in stale:
            print(f"{name} is not what the program says: run python -m tools.reference")
        return 1 if stale else 0
    for file, text in pages().items():
        file.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
