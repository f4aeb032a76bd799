"""Texts fixed as `domain.text.canonical` fixes them, the many that need nothing left as they are.

Owns the quick look whether a text is canonical already. Must not change what canonical means.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import is_normalized

from interviewcoder.domain.text import canonical

_SPECIAL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def is_fixed(text: str) -> bool:
    """Say whether `text`, and every part of it, is surely canonical as it stands."""
    return not _SPECIAL.search(text) and is_normalized("NFC", text)


def fixed(text: str) -> str:
    """Give the canonical form of `text`; the text itself where that is the same."""
    return text if is_fixed(text) else canonical(text)
