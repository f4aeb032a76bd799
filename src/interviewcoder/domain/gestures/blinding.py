"""Gestures on who works blind: a coder who sees nothing of what others have made, until it is revealed to her.

Owns the changes. What is hidden from her is the store's `sight`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, added, removed
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.records import Blind, Coder
from interviewcoder.domain.text import name_key
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.domain.records import Transcript


def blind(
    coder: Coder, transcripts: Sequence[Transcript], present: Iterable[Blind], *, known: bool
) -> Change:
    """Let a coder work blind on some transcripts, or on all when none is named; a coder not `known` is added."""
    before = [one for one in present if one.coder == coder.id]
    after = Blind(coder=coder.id, transcripts=tuple(sorted(transcript.id for transcript in transcripts)))
    edits = (*(() if known else added(coder)), *removed(*before), *added(after))
    if not transcripts:
        return Change(N_("{coder} works blind"), {"coder": coder.name}, edits)
    return Change(N_("{coder} works blind on {transcripts}"), _named(coder, transcripts), edits)


def reveal(coder: Coder, present: Iterable[Blind]) -> Change:
    """Let a coder see what others have made. Raises `Refused` when she sees it already."""
    before = [one for one in present if one.coder == coder.id]
    if not before:
        raise Refused(_("{coder} does not work blind.").format(coder=coder.name))
    return Change(N_("Revealed to {coder} what others have coded"), {"coder": coder.name}, removed(*before))


def code_again(
    coder: Coder, transcripts: Sequence[Transcript], coders: Iterable[Coder]
) -> tuple[Change, Coder]:
    """Let a coder code transcripts a second time, under a name of its own and without seeing the first time."""
    taken = {name_key(known.name) for known in coders}
    n = next(n for n in range(2, len(taken) + 3) if name_key(f"{coder.name} ({n})") not in taken)
    again = Coder(name=f"{coder.name} ({n})")
    hidden = Blind(coder=again.id, transcripts=tuple(sorted(transcript.id for transcript in transcripts)))
    label = N_("{coder} is to code once more: {transcripts}")
    return Change(label, _named(again, transcripts), added(again, hidden)), again


def _named(coder: Coder, transcripts: Sequence[Transcript]) -> dict[str, str | int]:
    return {"coder": coder.name, "transcripts": ", ".join(transcript.name for transcript in transcripts)}
