"""Which of the two languages we know a text is in, by its most common words.

Must not guess when the text is too short or in neither.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import fold
from interviewcoder.formats.transcripts.vocabulary import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENOUGH: Final = 20_000
_PUNCTUATION: Final = '.,;:!?…«»"“”()[]-–—*'


def guess(passages: Iterable[str]) -> str:
    """Give ``fr`` or ``en``, empty when the words do not say."""
    tokens = chain.from_iterable(map(str.split, passages))
    counted: Counter[str] = Counter()
    for token, number in Counter(islice(tokens, _ENOUGH)).items():
        counted[_bare(token)] += number
    found = {language: sum(counted[word] for word in words) for language, words in STOP_WORDS.items()}
    best = max(found, key=lambda language: found[language])
    rest = sum(found.values()) - found[best]
    enough = found[best] >= 3 and found[best] >= 1.5 * rest and found[best] * 20 >= counted.total()
    return best if enough else ""


@lru_cache(maxsize=50_000)  # the files of a study use the same words
def _bare(token: str) -> str:
    return fold(token).strip(_PUNCTUATION)
