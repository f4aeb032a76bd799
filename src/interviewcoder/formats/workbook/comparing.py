"""How a text that left in a cell is compared with what came back.

Owns the comparison: blanks around a text and at the ends of its lines do not count, because Excel and LibreOffice
do not keep them reliably; everything else does.
"""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

from interviewcoder.domain.text import canonical
from interviewcoder.formats.workbook import limits


def as_compared(text: str) -> str:
    """Give a text as it is compared."""
    lines = canonical(limits.tidy(text)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def fingerprint(text: str) -> str:
    """Give the hash by which a text is known again, as hexadecimal SHA-256."""
    return sha256(as_compared(text).encode("utf-8", "surrogatepass")).hexdigest()


def value_text(value: object) -> str:
    """Write what a cell holds, a number or a day too, as it is compared."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def cut_fingerprint(text: str, reference: str) -> str:
    """Give the hash of what stands in a cell for a text that is too long for it, empty when it stands there whole."""
    tidy = limits.tidy(text)
    return fingerprint(limits.cut(tidy, reference)) if limits.too_long(tidy) else ""
