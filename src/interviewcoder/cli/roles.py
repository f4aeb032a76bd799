"""``study roles``: who may do what in a database on a server."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, cast

import click

from interviewcoder.cli.console import format_option, opened_study, put, put_json, say
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.store.roles import Part

_PARTS = ("reader", "coder", "lead")


@click.group(
    "roles", help=_("Who may do what in a database on a server: one role of the database for each coder.")
)
def command() -> None:
    """Group the commands about roles."""


@command.command("add", help=_("Give a coder a role of her own: to read, to code, or to lead."))
@click.argument("coder", metavar="CODER")
@click.option("--role", required=True, metavar="ROLE", help=_("The role of the database she logs in with."))
@click.option(
    "--part", type=click.Choice(_PARTS), default="coder", show_default=True, help=_("What she may do.")
)
@click.option(
    "--blind", is_flag=True, help=_("She is not shown what others have made, whatever program she asks with.")
)
def add(coder: str, role: str, part: str, blind: bool) -> None:
    """Let a coder in."""
    from interviewcoder.study import admitting

    with opened_study() as study:
        made = admitting.admit(study, coder, role, cast("Part", part), blind=blind)
    say(_("{coder} logs in as {role}.").format(coder=coder, role=role))
    if made:
        say(
            _(
                "The role was made, without a password: give it one on the server, with \\password {role} in psql."
            ).format(role=role)
        )


@command.command("list", help=_("Who has a role of her own."))
@format_option()
def list_(form: str) -> None:
    """List the roles."""
    from interviewcoder.study import admitting

    with opened_study() as study:
        found = admitting.admitted(study)
    if form == "json":
        put_json([asdict(one) for one in found])
        return
    for one in found:
        put(f"{one.coder}  {one.role}  {_(one.part)}{'  ' + _('blind') if one.blind else ''}")
    if not found:
        say(_("Nobody has a role of her own: whoever has the address of the database can do everything."))


@command.command("remove", help=_("Take everything from a role; what its coder has made stays."))
@click.argument("role", metavar="ROLE")
def remove(role: str) -> None:
    """Take a role's rights."""
    with opened_study() as study:
        study.database.dismiss(role)
    say(_("{role} can no longer see or change the study.").format(role=role))
