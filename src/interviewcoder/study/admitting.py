"""Coders and their roles in a database on a server: who may read, code, or lead, and who works blind there.

Owns finding or making the coder. Roles, grants and what the database hides are the store's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import Refused
from interviewcoder.locales import N_, _
from interviewcoder.store.roles import Member, Part
from interviewcoder.study import blinding

if TYPE_CHECKING:
    from interviewcoder.study.study import Study


@dataclass(frozen=True, slots=True)
class Admitted:
    """A coder with a role of her own: its name, what it may do, and whether she works blind."""

    coder: str
    role: str
    part: Part
    blind: bool


def admit(study: Study, name: str, role: str, part: Part, *, blind: bool = False) -> bool:
    """Give a coder, new or known, a role of her own; say whether the role was made. Raises `Refused`."""
    if not study.settings.on_server:
        raise Refused(
            _("Roles are for studies on a server. In a file, “study blind” keeps others’ work from sight.")
        )
    coder = study.coder_or_new(name)
    if coder.id not in {one.id for one in study.coders}:
        study.apply(Change(N_("{coder} is to code"), {"coder": coder.name}, added(coder)))
    made = study.database.admit(Member(role, coder.id, part))
    if blind and coder.id not in {one.coder for one in study.blinds}:
        blinding.blind(study, coder.name)
    return made


def admitted(study: Study) -> list[Admitted]:
    """Give who has a role of her own."""
    names = {one.id: one.name for one in study.coders}
    blind = {one.coder for one in study.blinds}
    return [
        Admitted(names.get(one.coder, ""), one.role, one.part, one.coder in blind)
        for one in study.database.members()
    ]
