"""The gesture that splits a code: its codings, one by one, become codings of others.

Owns how a coding becomes several. Giving a coding one other code is `codings.recode_codings`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, Edit, added
from interviewcoder.domain.codebook import Codebook
from interviewcoder.domain.gestures.codings import recode_codings
from interviewcoder.domain.records import Coding, new_guid
from interviewcoder.locales import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from interviewcoder.domain.records import Code, Guid, Memo


def split_code(
    codebook: Codebook,
    code: Code,
    chosen: Mapping[Guid, Sequence[Guid]],
    *,
    new: Sequence[Code] = (),
    present: Iterable[Coding],
    memos: Sequence[Memo] = (),
) -> Change:
    """Give codings of a code other codes, by the identity of the coding; those not chosen for stay.

    A coding becomes one of the first code chosen for it, with memo, time and weight; for each further code
    there is a coding of its own with the same coder, time and weight. A passage that has the code already
    keeps it once. `new` are codes to be made, of which only those chosen are; `present` are all codings of
    the transcripts concerned, `memos` those on the codings chosen for.
    """
    whole = Codebook([*codebook, *new], codebook.language)
    present = list(present)
    wanted = [
        (coding, codes)
        for coding in present
        if coding.code == code.id and (codes := _others(chosen.get(coding.id, ()), code))
    ]
    used = dict.fromkeys(guid for _coding, codes in wanted for guid in codes)
    edits: list[Edit] = [*added(*(made for made in new if made.id in used))]
    for guid in used:
        first = [coding for coding, codes in wanted if codes[0] == guid]
        edits += recode_codings(first, whole[guid], whole, present, memos).edits
    there = {(c.transcript, c.start, c.end, c.coder, c.code) for c in present}
    for coding, codes in wanted:
        for guid in codes[1:]:
            if (coding.transcript, coding.start, coding.end, coding.coder, guid) not in there:
                edits += added(replace(coding, id=new_guid(), code=guid))
    details: dict[str, str | int] = {
        "code": codebook.path(code.id), "number": len(wanted),
        "targets": ", ".join(whole.name(whole[guid]) for guid in used),
    }  # fmt: skip
    label = N_("Split the code {code}: {number} codings to {targets}")
    if len(wanted) == 1:
        label = N_("Split the code {code}: one coding to {targets}")
    return Change(label, details, tuple(edits))


def _others(codes: Sequence[Guid], code: Code) -> tuple[Guid, ...]:
    return tuple(dict.fromkeys(guid for guid in codes if guid != code.id))
