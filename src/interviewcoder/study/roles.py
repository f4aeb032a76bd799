"""Who may do what to a study on a server: database roles for coders.

Owns finding the coder behind a role and the order of things. What a role is allowed is the store's `roles`; no password
passes here: whoever looks after the server makes the roles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.locales import N_, _
from interviewcoder.store import roles
from interviewcoder.study import blinding

if TYPE_CHECKING:
    from interviewcoder.study.study import Study

PARTS = roles.PARTS


class Member(NamedTuple):
    """A database role, the coder it is, what it may do, and whether that coder works blind."""

    role: str
    coder: str
    part: str
    blind: bool


def add(study: Study, name: str, role: str, part: str, *, blind: bool, only_say: bool) -> list[str]:
    """Let a database role in as a coder, new or known; give the statements. With `only_say` they are not run.

    The coder, and that she works blind, are written in any case. Raises `NotFound`, `Refused`.
    """
    if blind and part == "lead":
        raise Refused(_("Who leads the study sees all of it and cannot work blind."))
    with study.database.administering() as at:
        roles.refuse_unsafe(at, role)
    coder = study.coder_or_new(name)
    if blind:
        blinding.blind(study, name)
    elif coder.id not in {one.id for one in study.coders}:
        study.apply(Change(N_("Coder “{coder}” added"), {"coder": coder.name}, added(coder)))
    with study.database.administering() as at:
        statements = roles.granting(at, roles.Role(role, coder.id, part))
        for statement in () if only_say else statements:
            at.exec_driver_sql(statement)
    return statements


def remove(study: Study, role: str, *, only_say: bool) -> list[str]:
    """Let a role out again; what it has coded stays. Raises `NotFound`, `Refused`."""
    with study.database.administering() as at:
        if role not in {one.role for one in roles.listed(at)}:
            raise NotFound(_("role"), role)
        statements = roles.taking_away(at, role)
        for statement in () if only_say else statements:
            at.exec_driver_sql(statement)
    return statements


def members(study: Study) -> list[Member]:
    """Give who is let in."""
    names = {one.id: one.name for one in study.coders}
    blind = {one.coder for one in study.blinds}
    with study.database.administering() as at:
        found = roles.listed(at)
    return [Member(one.role, names.get(one.coder, ""), one.part, one.coder in blind) for one in found]
