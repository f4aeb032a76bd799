"""Where each person was in each study: the last transcript, the cursor, what was open.

Owns a small file in the user's state folder, one a study. Losing it loses nothing but a place.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from interviewcoder.domain.errors import InterviewCoderError

if TYPE_CHECKING:
    from pathlib import Path


def _file(folder: Path) -> Path:
    from platformdirs import user_state_path

    name = sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return user_state_path("interviewcoder") / f"{name}.json"


def recall(folder: Path, coder: str) -> dict[str, Any]:
    """Give what was remembered for a coder in a study, empty when nothing was."""
    with suppress(OSError, ValueError):
        content = json.loads(_file(folder).read_text(encoding="utf-8"))
        if isinstance(content, dict) and isinstance(content.get(coder), dict):
            return dict(content[coder])
    return {}


def forget_drafts(folder: Path) -> None:
    """Forget what anybody was typing in a study and had not kept."""
    from interviewcoder.formats.files import write_text

    with suppress(OSError, ValueError, InterviewCoderError):
        content = json.loads(_file(folder).read_text(encoding="utf-8"))
        left = {
            coder: {key: value for key, value in places.items() if not key.startswith("draft ")}
            for coder, places in content.items()
        }
        if left != content:
            write_text(_file(folder), json.dumps(left, ensure_ascii=False))


def remember(folder: Path, coder: str, place: dict[str, Any]) -> None:
    """Remember a place; failing to do so is no reason to stop."""
    from interviewcoder.formats.files import write_text

    path = _file(folder)
    with suppress(OSError, ValueError, InterviewCoderError):
        content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        content[coder] = place
        write_text(path, json.dumps(content, ensure_ascii=False))
