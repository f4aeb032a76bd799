"""Commands a user is told to run next, written so that they can be pasted.

Owns their quoting, by the shell there is, and naming the study again where it was named.
"""

from __future__ import annotations

import os
import shlex
import subprocess

import click

from interviewcoder.domain.text import shown


def command_line(*words: str) -> str:
    """Give a command of this program with these arguments, as it can be pasted into a terminal."""
    context = click.get_current_context(silent=True)
    named = context.find_root().obj if context is not None else None
    line = ["interviewcoder", *(["--study", str(named)] if named else []), *words]
    return shown(subprocess.list2cmdline(line) if os.name == "nt" else shlex.join(line))
