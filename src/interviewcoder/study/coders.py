"""Which coder a name means where a new one may be made: a known one, a new one, or a slip.

Owns refusing the slip. Making the coder is the gesture's that is about her; a name that must be known is
`Study.coder_named`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.domain.errors import Refused, did_you_mean
from interviewcoder.domain.nearness import slips
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.domain.records import Coder
    from interviewcoder.study.study import Study


def meant(study: Study, name: str, *, new: bool = False) -> Coder:
    """Give the coder of this name, or a new one. Raises `Refused` without a name, or for what looks like a slip.

    With `new`, a name that is much like another is no slip.
    """
    coder = study.coder_or_new(name)
    name = " ".join(name.split())
    near = [] if new or is_known(study, coder) else slips(name, [one.name for one in study.coders])
    if near:
        raise Refused(
            _(
                "There is no coder “{name}”. {did_you_mean} To make a new coder of that name, say --new."
            ).format(name=name, did_you_mean=did_you_mean(near))
        )
    return coder


def is_known(study: Study, coder: Coder) -> bool:
    """Say whether the study knows a coder already."""
    return coder.id in {one.id for one in study.coders}
