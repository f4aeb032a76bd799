"""What a name may be: one line in which every character can be seen.

Owns the rule for the names of codes, cases, attributes, transcripts, speakers, coders and versions: gestures refuse a
name that breaks it, and one that stands in a file is made to keep it. Whether a name is taken is not asked here.
"""

from __future__ import annotations

import re
from typing import Final

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import shown
from interviewcoder.locales import _

_BREAKS: Final = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def kept(name: str, nameless: str) -> str:
    """Give a name as it is kept, each white space once. Raises `Refused`, with `nameless` when nothing is left."""
    if _broken(name):
        raise Refused(
            _("“{name}” is no name: a name is one line, without control characters.").format(
                name=cleaned(name)
            )
        )
    if not (clean := cleaned(name)):
        raise Refused(nameless)
    return clean


def cleaned(name: str) -> str:
    """Make a name of a file one line that can be seen: what cannot be becomes U+FFFD."""
    return " ".join(shown(_BREAKS.sub(" ", name)).split())


def taken(name: str, warnings: list[str]) -> str:
    """Give the name of a file cleaned, with a warning when it had to be."""
    clean = cleaned(name)
    if _broken(name):
        sentence = _("A name held line breaks or control characters: it is “{name}” now.").format(name=clean)
        if sentence not in warnings:
            warnings.append(sentence)
    return clean


def _broken(name: str) -> bool:
    return cleaned(name) != " ".join(name.split()) or bool(_BREAKS.search(name.strip()))
