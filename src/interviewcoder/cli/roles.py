"""``study roles``: which database role is which coder on a server, and what it may do."""

from __future__ import annotations

import click

from interviewcoder.cli.console import (
    coder_meant,
    listing_option,
    new_coder_option,
    opened_study,
    put,
    put_list,
    say,
)
from interviewcoder.locales import N_, _

_SQL = click.option(
    "--sql", "only_say", is_flag=True,
    help=_("Only print the SQL, for who looks after the server to run as the owner of the study."),
)  # fmt: skip
_PARTS = {"reader": N_("reads"), "coder": N_("codes"), "lead": N_("leads")}


@click.group("roles", help=_("On a server: who may read, code or lead, held by the database itself."))
def command() -> None:
    """Group what is about roles."""


@command.command("add", help=_("Let a database role in as a coder; her own work is all that she may change."))
@click.argument("coder", metavar="CODER")
@click.option("--role", required=True, metavar="DBROLE", help=_("Her role on the server."))
@click.option("--reader", "part", flag_value="reader", help=_("She reads."))
@click.option(
    "--coder", "part", flag_value="coder", default="coder", help=_("She codes and notes (the default).")
)
@click.option(
    "--lead", "part", flag_value="lead",
    help=_("She also changes codebook, cases and transcripts, and reveals; she sees everything."),
)  # fmt: skip
@click.option(
    "--blind", is_flag=True, help=_("She sees nothing of what others have made, until it is revealed.")
)
@new_coder_option
@_SQL
def add(coder: str, role: str, part: str, blind: bool, new: bool, only_say: bool) -> None:
    """Let a role in."""
    from interviewcoder.study import roles

    with opened_study() as study:
        who = coder_meant(study, coder, new=new)
        statements = roles.add(study, who.name, role, part, blind=blind, only_say=only_say)
    _tell(statements, only_say=only_say)


@command.command("remove", help=_("Let a database role out again. What it has coded stays."))
@click.argument("role", metavar="DBROLE")
@_SQL
def remove(role: str, only_say: bool) -> None:
    """Let a role out."""
    from interviewcoder.study import roles

    with opened_study() as study:
        statements = roles.remove(study, role, only_say=only_say)
    _tell(statements, only_say=only_say)


@command.command("list", help=_("List who is let in, and who works blind."))
@listing_option
def listing(form: str) -> None:
    """List the roles."""
    from interviewcoder.study import roles

    with opened_study() as study:
        members = roles.members(study)
    lines = [
        f"{member.role}  {member.coder}  {_(_PARTS[member.part])}"
        + (f", {_('blind')}" if member.blind else "")
        for member in members
    ]
    put_list([member._asdict() for member in members], "\n".join(lines), form)
    if not members and form == "text":
        say(_("No role is let in by name."))


def _tell(statements: list[str], *, only_say: bool) -> None:
    if only_say:
        put("BEGIN;\n" + "".join(f"{statement};\n" for statement in statements) + "COMMIT;")
    else:
        say(_("Done: the database holds it from now on."))
