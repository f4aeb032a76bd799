"""Gestures by which coders settle where they disagreed: the agreed coding, or that there shall be none.

An agreed coding is a coding like any other, of a coder of its own. That a code is agreed not to be at a place is a
memo of that coder on the passage: so it is carried along by corrections, merged and undone as memos are, and its words
can say why.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, Edit, added, removed, replaced
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures.codings import excerpt
from interviewcoder.domain.records import Coding, Memo
from interviewcoder.domain.text import Span
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.document import Document
    from interviewcoder.domain.records import Code, Coder, Guid

_NOT_HERE = "not here: "


def kind_of_none(code: Guid) -> str:
    """Give the kind of the memo that says that a code is agreed not to be at a passage."""
    return f"{_NOT_HERE}{code}"


def code_of_none(memo: Memo) -> Guid | None:
    """Give the code a memo says is agreed not to be at its passage; None for every other memo."""
    return memo.kind.removeprefix(_NOT_HERE) if memo.kind.startswith(_NOT_HERE) else None


def united(passages: Iterable[Span]) -> list[Span]:
    """Give all characters of the passages, as few passages as can be."""
    found: list[Span] = []
    for span in sorted(passages, key=lambda one: (one.start, one.end)):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def common(sides: Sequence[Sequence[Span]]) -> list[Span]:
    """Give the characters that are in the passages of every side."""
    if not sides:
        return []
    found, *others = (united(side) for side in sides)
    for other in others:
        found = [
            Span(max(one.start, two.start), min(one.end, two.end))
            for one in found
            for two in other
            if one.start < two.end and two.start < one.end
        ]
    return found


def settle(
    document: Document,
    place: Span,
    passages: Sequence[Span],
    code: Code,
    coder: Coder,
    codebook: Codebook,
    *,
    before: Sequence[Coding | Memo] = (),
    memos: Sequence[Memo] = (),
) -> Change:
    """Let an agreed coding stand at a place: these passages, or with none of them that the code is not there.

    `before` is what was settled there before, which goes; what is the same stays as it is. `memos` are those on it: one
    on a coding that goes is then on what stands in its place.
    """
    wanted = set(passages)
    kept = {at.span: at for at in before if isinstance(at, Coding) and at.span in wanted}
    kept_none = [at for at in before if isinstance(at, Memo)] if not passages else []
    new: list[Coding | Memo] = [
        Coding(
            transcript=document.transcript.id, start=span.start, end=span.end, quote=span.of(document.text),
            code=code.id, coder=coder.id,
        )
        for span in dict.fromkeys(passages) if span not in kept
    ]  # fmt: skip
    path = codebook.path(code.id)
    if not passages and not kept_none:
        new.append(
            Memo(
                on="passage", target=document.transcript.id, start=place.start, end=place.end,
                quote=place.of(document.text), text=_("Agreed: {code} is not here.").format(code=path),
                kind=kind_of_none(code.id), coder=coder.id,
            )
        )  # fmt: skip
    staying = {at.id for at in kept.values()} | {at.id for at in kept_none}
    going = [at for at in before if at.id not in staying]
    moved = _moved(memos, {at.id for at in going}, [*kept.values(), *new])
    details = {
        "code": path, "transcript": document.transcript.name, "coder": coder.name,
        "quote": excerpt(passages[0].of(document.text) if passages else place.of(document.text)),
    }  # fmt: skip
    label = (
        N_("{coder}: {code} – “{quote}” in {transcript}")
        if passages
        else N_("{coder}: not {code} – “{quote}” in {transcript}")
    )
    return Change(label, details, (*added(*new), *moved, *removed(*going)))


def _moved(memos: Iterable[Memo], going: set[Guid], standing: Sequence[Coding | Memo]) -> tuple[Edit, ...]:
    """Put memos from what goes on the coding that stands in its place; with none they go too."""
    edits: tuple[Edit, ...] = ()
    home = next((at.id for at in standing if isinstance(at, Coding)), None)
    for memo in memos:
        if memo.target in going:
            edits += replaced(memo, replace(memo, target=home)) if home else removed(memo)
    return edits


def take_over(codings: Sequence[Coding], coder: Coder) -> Change:
    """Make the codings that coders agree on those of the agreed coder too. Raises `Refused` when there is none."""
    if not codings:
        raise Refused(_("Everything they agree on is in the agreed coding already."))
    new = [
        Coding(
            transcript=at.transcript, start=at.start, end=at.end, quote=at.quote, code=at.code, coder=coder.id,
            weight=at.weight, key=at.key,
        )
        for at in codings
    ]  # fmt: skip
    label = N_("{coder}: took over {number} codings on which all agree")
    if len(new) == 1:
        label = N_("{coder}: took over one coding on which all agree")
    return Change(label, {"coder": coder.name, "number": len(new)}, added(*new))
