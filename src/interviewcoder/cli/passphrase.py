"""The key and its passphrase: where the key is, and asking for the passphrase, which is never shown and never kept.

Owns where a passphrase comes from: the environment, standard input of a script, or the keyboard without echo; never an
argument.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import click

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _

VARIABLE: Final = "INTERVIEWCODER_PASSPHRASE"
key_option = click.option(
    "--key", "key_file", metavar="FILE", type=click.Path(path_type=Path),
    help=_("The key; default: a file of yours outside the study."),
)  # fmt: skip


def ask(*, new: bool = False) -> str:
    """Give the passphrase of a key; for a `new` one it is asked twice. Raises `Refused` without one."""
    given = os.environ.get(VARIABLE, "")
    if given:
        return given
    if sys.stdin.isatty():
        asked: str = click.prompt(
            _("Passphrase of the key"), hide_input=True, err=True,
            confirmation_prompt=_("The same once more") if new else False,
        )  # fmt: skip
        return asked
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise Refused(
            _("A passphrase is needed: type it, give it on standard input, or in {name}.").format(
                name=VARIABLE
            )
        )
    return line
