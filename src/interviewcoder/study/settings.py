"""The file `study.toml`: the study's title, language, default coder, grouping, and where its database is.

Owns reading and writing that file, and finding the study a folder belongs to. Never holds a password.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.errors import NotFound, Refused, Unreadable
from interviewcoder.locales import LANGUAGES, _

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "study.toml"
_PASSWORD: Final = re.compile(r"://[^/@]*:[^/]*@|[?&](ssl)?password=", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `study.toml` says.

    `group` names the attribute that groups cases in a matrix, `agreed` the coder whose codings are those on which the
    others have agreed; empty for the usual name.
    """

    title: str
    language: str = "fr"
    coder: str = ""
    group: str = ""
    agreed: str = ""
    database: str = "study.db"

    @property
    def agreed_name(self) -> str:
        """The name of the coder who stands for what the others have agreed on."""
        return self.agreed or ("Accord" if self.language == "fr" else "Consensus")

    @property
    def on_server(self) -> bool:
        """Whether the database is a PostgreSQL URL."""
        return "://" in self.database


def find_folder(start: Path) -> Path:
    """Give the study folder that `start` is, or is in. Raises `NotFound`."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder
    raise NotFound(
        _("study in"),
        str(start),
        advice=_("Make one with “interviewcoder new”, or name its folder with --study."),
    )


def read(folder: Path) -> Settings:
    """Read the settings of a study folder. Raises `NotFound` or `Unreadable`."""
    path = folder / NAME
    if not path.is_file():
        find_folder(folder)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Unreadable(
            str(path), _("this settings file cannot be read."), _("Correct it by hand.")
        ) from error
    known = {key: value for key, value in content.items() if key in Settings.__dataclass_fields__}
    _refuse_wrong_values(path, known)
    refuse_password(known.get("database", ""))
    return Settings(**{"title": folder.name, **known})


def _refuse_wrong_values(path: Path, known: dict[str, Any]) -> None:
    for key, value in known.items():
        if not isinstance(value, str):
            raise Unreadable(
                str(path),
                _("“{key}” has to be text in quotation marks.").format(key=key),
                _("Correct it by hand."),
            )
    if (language := known.get("language")) is not None and language not in LANGUAGES:
        wrong = _("the study’s language is “{language}”; it can be {languages}.")
        known_ones = _(" or ").join(LANGUAGES)
        raise Unreadable(
            str(path), wrong.format(language=language, languages=known_ones), _("Correct it by hand.")
        )


def refuse_password(url: str) -> None:
    """Raise `Refused` for an address with a password, before anything keeps or prints it."""
    if _PASSWORD.search(url):
        raise Refused(
            _("Keep the password out of the address: put it in ~/.pgpass or in PGPASSWORD, and try again.")
        )


def write(folder: Path, settings: Settings) -> None:
    """Write the settings of a study folder, whole or not at all. Raises `Refused`."""
    from interviewcoder.formats.files import write_text

    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in asdict(settings).items()]
    write_text(folder / NAME, "\n".join(lines) + "\n")
