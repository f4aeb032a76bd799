"""Lines of a page put together to paragraphs again, and letters that only printing has taken apart.

Owns joining, hyphens at line ends, ligatures, and the accents of TeX. What is joined is guessed from
lengths and labels; the caller says so. Must not know PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import canonical, fold, name_key
from interviewcoder.formats.transcripts.spelling import known_role
from interviewcoder.locales import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

HYPHENS: Final = N_("hyphens at line ends joined")
LIGATURES: Final = N_("ligatures written out")
ACCENTS: Final = N_("accents put back on their letters")

_LABEL: Final = re.compile(
    r"\[?(?P<label>[^\W\d_][^:：\n\[\]]{0,40}?)\]?\s*(?:\(\d{1,2}:[\d:.,\s–-]+\))?\s*[:：](?=\s|\Z)"
)
_BEGINS: Final = re.compile(
    r"[-–—•*]\s|\[[^\]]{1,40}\]|\(?\[?\d{1,2}:\d\d(?::\d\d)?[\])\s]|[QRA]\s?\d{0,3}[.:)]\s"
)
_ENDS: Final = re.compile(r"[.?!…:][\"'”’»)\]\s]*\Z")
_CUT: Final = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]\Z")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_FIRST: Final = re.compile(r"[^\W\d_]+")
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE: Final = re.compile("|".join(_LIGATURES))
_MARKS: Final = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "¨": "\u0308", "˜": "\u0303"}
_ACCENT: Final = re.compile(r"([´`ˆ¨˜]) ?([aeiouyncAEIOUYNCı])")
_CEDILLA: Final = re.compile(r"([cC]) ?¸|¸ ?([cC])")
_FULL: Final = 0.75


def paragraphs(pages: Sequence[Sequence[str]], counts: Counter[str]) -> str:
    """Join lines that were one paragraph. `counts` is told how many hyphens were joined."""
    lines = [line for page in pages for line in page]
    if not lines:
        return ""
    known = Counter(map(fold, _WORD.findall("\n".join(lines))))
    labels = _labels(lines)
    full = _FULL * sorted(map(len, lines))[int(0.9 * (len(lines) - 1))]
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if _label_of(before) in labels and before.rstrip().endswith((":", "：")):
            joined[-1] += f" {line}"
        elif _label_of(line) in labels or _BEGINS.match(line) or _ended(before, line, full):
            joined.append(line)
        else:
            joined[-1] = _glued(joined[-1], line, known, counts)
    return "\n".join(joined)


def _ended(before: str, line: str, full: float) -> bool:
    """Say whether a paragraph ended with a line: it is short, and ends a sentence or the next begins one."""
    if len(before) >= full:
        return False
    return bool(_ENDS.search(before)) or not line[:1].islower()


def _labels(lines: Sequence[str]) -> frozenset[str]:
    """Give the labels that lines begin with: role words, and those that come again."""
    counted = Counter(label for line in lines if (label := _label_of(line)))
    return frozenset(
        label
        for label, times in counted.items()
        if (times > 1 and len(label.split()) <= 4) or known_role(label)
    )


def _label_of(line: str) -> str:
    found = _LABEL.match(line)
    return name_key(found["label"]) if found else ""


def _glued(before: str, line: str, known: Counter[str], counts: Counter[str]) -> str:
    """Join two lines; a hyphen between them goes where the whole word is elsewhere in the text."""
    cut, first = _CUT.search(before), _FIRST.match(line)
    if cut is None or first is None:
        return f"{before} {line}"
    if before[-1] == "\u00ad" or known[fold(cut[1] + first[0])]:
        counts[HYPHENS] += 1
        return before[:-1] + line
    return before + line


def repaired(text: str, counts: Counter[str]) -> str:
    """Write ligatures out and put accents that stand alone on their letters; `counts` is told."""
    text, ligatures = _LIGATURE.subn(lambda found: _LIGATURES[found[0]], text)
    text, accents = _ACCENT.subn(lambda found: found[2].replace("ı", "i") + _MARKS[found[1]], text)
    text, cedillas = _CEDILLA.subn(lambda found: (found[1] or found[2]) + "\u0327", text)
    counts.update({LIGATURES: ligatures, ACCENTS: accents + cedillas})
    return canonical(text)
