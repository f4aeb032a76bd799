"""Fingerprints of the names in a key: enough to recognise a name where it stands, and no more.

Owns the two halves: a secret in the user's own folder, beside the key, and the fingerprints made with it, in the
study. Neither tells a name without the other. No passphrase is needed, and no name is written down.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.names import begins_with_capital, distinct_words, find, shape_of, words_of
from interviewcoder.formats.files import write_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from interviewcoder.domain.names import Shape
    from interviewcoder.domain.pseudonyms import Key

NAME: Final = "names.check"
_SIZE: Final = 32


def own_folder() -> Path:
    """Give the folder of the user in which keys and secrets are kept, never in a study."""
    from platformdirs import user_data_path

    return user_data_path("interviewcoder") / "keys"


def _secret_file(identity: str) -> Path:
    return own_folder() / f"{identity}.secret"


@dataclass(slots=True)
class Fingerprints:
    """The names of a key by fingerprint; a `Lookup` for `names.find`."""

    secret: bytes
    names: dict[str, bool] = field(default_factory=dict)
    """Whether each counts only with its capital."""
    heads: dict[str, int] = field(default_factory=dict)
    """How many words the longest name has that begins with each."""
    _longest: dict[str, int] = field(default_factory=dict)

    def longest(self, word: str) -> int:
        """Give how many words the longest name has that begins with a folded word; 0 when none does."""
        known = self._longest.get(word)
        if known is None:
            known = self._longest[word] = self.heads.get(self.mark("head", word), 0)
        return known

    def get(self, shape: Shape, *, capital: bool) -> bool | None:
        """Say that a name is in the key; None when it is not."""
        needs_capital = self.names.get(self.mark("name", *shape))
        return None if needs_capital is None or (needs_capital and not capital) else True

    def add(self, name: str, *, as_written: bool) -> None:
        """Take a name in."""
        shape = shape_of(name)
        self.names[self.mark("name", *shape)] = as_written and begins_with_capital(name)
        head = self.mark("head", shape[0])
        self.heads[head] = max(self.heads.get(head, 0), words_of(shape))

    def mark(self, *pieces: str) -> str:
        """Give the fingerprint of pieces of text."""
        return hmac.digest(self.secret, "\0".join(pieces).encode(), "sha256").hex()[:_SIZE]

    def found_in(self, texts: Iterable[str], but: Collection[Shape] = ()) -> int:
        """Count the names in texts, but for some."""
        number = 0
        for text in texts:
            if any(self.longest(word) for word in distinct_words(text)):
                number += sum(shape_of(text[one.start : one.end]) not in but for one in find(text, self))
        return number


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the names of a study here: `fingerprints`, or why there are none.

    `elsewhere` is set when they were made with a secret that is not on this computer, `missing` when the study has
    lost them. With neither set and no fingerprints, the study has no key.
    """

    fingerprints: Fingerprints | None = None
    elsewhere: bool = False
    missing: bool = False


def known(folder: Path, identity: str) -> Known:
    """Read the fingerprints of a study."""
    secret, content = _read_secret(identity), _content(folder)
    if secret is None:
        return Known(elsewhere=bool(content))
    found = Fingerprints(secret)
    ours = content.get(found.mark("whose"))
    if not isinstance(ours, dict):
        return Known(missing=True)
    found.names = {str(name): bool(capital) for name, capital in dict(ours.get("names", {})).items()}
    found.heads = {str(head): int(number) for head, number in dict(ours.get("heads", {})).items()}
    return Known(found)


def renew(folder: Path, identity: str, key: Key) -> None:
    """Write the fingerprints of the names of a key, with the secret of this user, made when there is none.

    Those that others who share the folder have made with theirs stay.
    """
    made = Fingerprints(_read_secret(identity) or _new_secret(identity))
    for one in key.pseudonyms:
        for name in one.names:
            made.add(name, as_written=one.as_written)
    content = {**_content(folder), made.mark("whose"): {"names": made.names, "heads": made.heads}}
    write_bytes(folder / NAME, (json.dumps(content, indent=1, sort_keys=True) + "\n").encode())


def _content(folder: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if isinstance(content, dict):
            return content
    return {}


def _read_secret(identity: str) -> bytes | None:
    with suppress(OSError, ValueError):
        return bytes.fromhex(_secret_file(identity).read_text(encoding="ascii").strip())
    return None


def _new_secret(identity: str) -> bytes:
    secret, path = secrets.token_bytes(_SIZE), _secret_file(identity)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secret.hex() + "\n")
    return secret
