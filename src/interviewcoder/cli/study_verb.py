"""``study``: the study as a whole, where it is kept and who sees what of it."""

from __future__ import annotations

import click

from interviewcoder.cli import blinding, moving, packing, roles
from interviewcoder.locales import _


@click.group(
    "study", help=_("The study as a whole: where it is kept, who works blind, packets for colleagues.")
)
def command() -> None:
    """Group the commands about the study as a whole."""


for _part in (
    moving.command,
    blinding.blind,
    blinding.reveal,
    packing.command,
    blinding.recode,
    roles.command,
):
    command.add_command(_part)
