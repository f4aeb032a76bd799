"""Where the key of a study is, opening it and keeping it; always outside the study folder.

Owns that place and that what recognises names in exports follows the key. Passphrases come from the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.pseudonyms import Key
from interviewcoder.formats.keys import read_key, write_key
from interviewcoder.locales import _
from interviewcoder.study import fingerprints

if TYPE_CHECKING:
    from pathlib import Path

    from interviewcoder.study.study import Study


def place(study: Study, given: Path | None = None) -> Path:
    """Give where the key is, or is to be. Raises `Refused` for a place inside the study folder."""
    path = given or fingerprints.own_folder() / f"{study.identity}.age"
    if path.resolve().is_relative_to(study.folder.resolve()):
        raise Refused(
            _(
                "The key must not lie in the study folder: whoever gets the study would get the key. "
                "Name a file elsewhere with --key."
            )
        )
    return path


def opened(study: Study, path: Path, passphrase: str) -> Key:
    """Open the key of a study. Raises `NotFound`, `Refused` or `Unreadable`."""
    if not path.is_file():
        raise NotFound(
            _("key at"),
            str(path),
            advice=_("“pseudonyms add” makes one; if it lies elsewhere, name it with --key."),
        )
    key = read_key(path, passphrase)
    if key.study and key.study != study.identity:
        raise Refused(_("This is the key of another study: {title}.").format(title=key.title or key.study))
    if fingerprints.known(study.folder, study.identity).fingerprints is None:
        fingerprints.renew(study.folder, study.identity, key)
    return key


def new(study: Study) -> Key:
    """Give an empty key for a study."""
    return Key(study=study.identity, title=study.settings.title)


def keep(study: Study, path: Path, key: Key, passphrase: str) -> Path:
    """Write the key, and renew what recognises its names in exports; gives where it is."""
    if not passphrase:
        raise Refused(_("A key needs a passphrase."))
    kept = write_key(place(study, path), key, passphrase)
    fingerprints.renew(study.folder, study.identity, key)
    return kept
