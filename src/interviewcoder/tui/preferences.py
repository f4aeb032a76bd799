"""What a person likes, on this computer and in every study: theme, language, keys.

Owns one small file in the user's settings folder, and what is wrong in it is ignored: it must never keep a
study from being opened. Must not know screens.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _
from interviewcoder.tui import actions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The theme's name and the language, empty for the usual; keys by the id of their action."""

    theme: str = ""
    language: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("interviewcoder") / "settings.json"


def read() -> Preferences:
    """Give what was chosen; the usual where nothing was, or where the file cannot be read."""
    with suppress(OSError, ValueError):
        content = json.loads(_file().read_text(encoding="utf-8"))
        if isinstance(content, dict):
            return Preferences(
                theme=_text(content, "theme"),
                language=_text(content, "language"),
                keys=_keys(content.get("keys")),
            )
    return Preferences()


def _text(content: Mapping[str, Any], name: str) -> str:
    value = content.get(name)
    return value if isinstance(value, str) else ""


def _keys(content: object) -> dict[str, tuple[str, ...]]:
    known = {action.id for action in actions.ACTIONS}
    if not isinstance(content, dict):
        return {}
    return {
        name: tuple(key for key in keys if isinstance(key, str) and key)
        for name, keys in content.items()
        if name in known and isinstance(keys, list)
    }


def write(preferences: Preferences) -> None:
    """Keep what was chosen. Raises `Refused` when it cannot be written."""
    from interviewcoder.formats.files import write_text

    try:
        write_text(_file(), json.dumps(asdict(preferences), ensure_ascii=False, indent=2))
    except OSError as error:
        raise Refused(_("The settings cannot be written: {reason}.").format(reason=error.strerror)) from error


def with_key(preferences: Preferences, action: actions.Action, key: str) -> Preferences:
    """Give preferences in which `key` is the first key of an action; an empty key gives back the usual ones.

    Raises `Refused` when the key is another action's in the same place.
    """
    keys = dict(preferences.keys)
    if not key:
        keys.pop(action.id, None)
        return replace(preferences, keys=keys)
    places = {action.place} if action.place != "everywhere" else {other.place for other in actions.ACTIONS}
    for place in places:
        for other in actions.at(place):
            if other.id != action.id and (
                key in other.keys or any(k.startswith(f"{key} ") for k in other.keys)
            ):
                raise Refused(
                    _("{key} is the key of “{action}” already.").format(
                        key=actions.key_shown(key), action=_(other.title)
                    )
                )
    usual = next(known.keys for known in actions.ACTIONS if known.id == action.id)
    keys[action.id] = tuple(dict.fromkeys((key, *usual)))
    return replace(preferences, keys=keys)
