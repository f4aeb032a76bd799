"""Which attribute groups the cases: kept in `study.toml`, so that everybody sees the same groups.

Owns choosing it. Which one it is, and which group a case is in, `held` says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _
from interviewcoder.study import settings

if TYPE_CHECKING:
    from interviewcoder.domain.records import Attribute, Guid
    from interviewcoder.study.study import Study

NONE: Final = "-"
"""What `study.toml` says when cases are to be in no groups; when it says nothing, the first list of choices groups them."""


def group_by(study: Study, attribute: Attribute | None) -> None:
    """Group the cases by an attribute from now on, or by none. Raises `Refused` when that cannot be kept."""
    name = attribute.name if attribute is not None else NONE
    try:
        settings.write(study.folder, replace(settings.read(study.folder), group=name))
    except OSError as error:
        raise Refused(
            _("The settings of the study cannot be written: {reason}.").format(reason=error.strerror)
        ) from error
    study.settings = replace(study.settings, group=name)


def keep_group(study: Study, guid: Guid) -> Guid:
    """Keep the cases grouped by the attribute `guid` when its name was changed; give what groups them now."""
    group = study.group_attribute
    if group is None and study.settings.group != NONE:
        group = next((attribute for attribute in study.attributes if attribute.id == guid), None)
        if group is not None:
            group_by(study, group)
    return group.id if group is not None else ""
