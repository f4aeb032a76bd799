"""What happens to a code with everything that rests on it: merge, split, remove; codebooks from and to files.

Owns gathering what a gesture on a code needs, and saying beforehand what it will touch. The gestures are the
domain's, the files those of `formats`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain import naming
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import codes as gestures
from interviewcoder.domain.gestures.splitting import split_code
from interviewcoder.domain.records import Code, Coding
from interviewcoder.locales import _, as_language, speaking
from interviewcoder.study import selecting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from interviewcoder.analysis.filters import Filters
    from interviewcoder.domain.changes import Change, HistoryLine
    from interviewcoder.domain.drafts import CodeDraft
    from interviewcoder.domain.records import Guid
    from interviewcoder.study.study import Study

READABLE: Final = (".yaml", ".yml", ".csv", ".tsv", ".txt", ".xlsx")
"""The files a codebook can be read from, by their suffix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What merging a code into another touches. `doubles` are codings there under both, which stay once."""

    codings: int
    transcripts: int
    cases: int
    memos: int
    summaries: int
    below: int
    doubles: int


def merge(study: Study, source: Code, target: Code) -> Change:
    """Give the change that merges a code into another, with all that rests on it. May raise `Refused`."""
    both = frozenset({source.id, target.id})
    return gestures.merge_codes(
        study.codebook, source, target,
        codings=study.codings(Selection(codes=both)), memos=study.memos([source.id]),
        summaries=[summary for summary in study.summaries() if summary.code in both],
        statuses=[status for status in study.statuses() if status.code in both], waiting=study.pending(),
        coding_memos=lambda codings: study.memos([coding.id for coding in codings]),
    )  # fmt: skip


def touched_by_merge(study: Study, source: Code, target: Code) -> Touched:
    """Say what a merge would touch, changing nothing. May raise `Refused` as the merge would."""
    change = merge(study, source, target)
    codings = list(study.codings(Selection(codes=frozenset({source.id}))))
    transcripts = {coding.transcript for coding in codings}
    case_of = {transcript.id: transcript.case for transcript in study.transcripts}
    return Touched(
        codings=len(codings),
        transcripts=len(transcripts),
        cases=len({case_of[guid] for guid in transcripts} - {None}),
        memos=len(study.memos([source.id, *(coding.id for coding in codings)])),
        summaries=sum(summary.code == source.id for summary in study.summaries()),
        below=len(study.codebook.children(source.id)),
        doubles=sum(isinstance(edit.before, Coding) and edit.after is None for edit in change.edits),
    )


def remove(study: Study, code: Code) -> tuple[Change, int]:
    """Give the change that removes a code with those below it, and how many codings go with them."""
    gone = frozenset(study.codebook.with_below(code.id))
    codings = list(study.codings(Selection(codes=gone)))
    change = gestures.remove_code(
        study.codebook, code, codings=codings,
        memos=study.memos([*gone, *(coding.id for coding in codings)]),
        summaries=[summary for summary in study.summaries() if summary.code in gone],
        statuses=[status for status in study.statuses() if status.code in gone],
        waiting=[one for one in study.pending() if one.code in gone],
    )  # fmt: skip
    return change, len(codings)


def split(
    study: Study, code: Code, chosen: Mapping[Guid, Sequence[Guid]], new: Sequence[Code] = ()
) -> Change:
    """Give the change that gives codings of a code the codes chosen for each; see `splitting.split_code`."""
    mine = study.codings(Selection(codes=frozenset({code.id})))
    transcripts = frozenset(coding.transcript for coding in mine if chosen.get(coding.id))
    present = list(study.codings(Selection(transcripts=transcripts)))
    memos = study.memos([guid for guid, codes in chosen.items() if codes])
    known = set(study.codebook.by_id) | {made.id for made in new}
    kept = {guid: [code for code in codes if code in known] for guid, codes in chosen.items()}
    return split_code(study.codebook, code, kept, new=new, present=present, memos=memos)


def split_off(study: Study, code: Code, into: Sequence[str], filters: Filters) -> Change:
    """Give the change by which the codings of a code that pass the filters become those of another.

    `into` is the path of the other, which is made if it is not there. Raises `Refused` when no coding passes.
    """
    target, new = study.codebook.get(into), []
    if target is None:
        made, target = gestures.add_code(study.codebook, into)
        new = [edit.after for edit in made.edits if isinstance(edit.after, Code)]
    selection = selecting.selection_for(study, replace(filters, codes=()))
    found = list(study.codings(replace(selection, codes=frozenset({code.id}))))
    if not found:
        raise Refused(_("No coding of this code passes the filters: nothing was changed."))
    return split(study, code, {coding.id: (target.id,) for coding in found}, new)


def read(study: Study, path: Path) -> tuple[tuple[CodeDraft, ...], list[str]]:
    """Read a codebook file, and say which names had to be cleaned. Raises `NotFound` or `Unreadable`."""
    from interviewcoder.formats.codebooks import read_codebook

    warnings: list[str] = []
    return _named(read_codebook(path, study.settings.language), warnings), warnings


def _named(drafts: Sequence[CodeDraft], warnings: list[str]) -> tuple[CodeDraft, ...]:
    return tuple(
        replace(
            draft,
            name={language: naming.taken(name, warnings) for language, name in draft.name.items()},
            children=_named(draft.children, warnings),
        )
        for draft in drafts
    )


def take_in(study: Study, drafts: Sequence[CodeDraft], file: str) -> tuple[str, int, int] | None:
    """Take in what was read: what was done, how many codes were added, how many changed; None when nothing."""
    before = len(study.codebook)
    change = gestures.import_codebook(study.codebook, drafts, file)
    if not change:
        return None
    sentence = study.apply(change).sentence
    new = len(study.codebook) - before
    return sentence, new, len(change.edits) - new


def write(study: Study, path: Path) -> Path:
    """Write the codebook in the study's language, in the form the suffix names; gives where it is.

    Word, Excel and Markdown say how often each code occurs and how the codebook came to be.
    """
    from interviewcoder.formats.codebooks import write_codebook
    from interviewcoder.study.leaving import Gate

    gate = Gate(study)
    with speaking(as_language(study.settings.language) or "en"):
        return write_codebook(
            study.codebook, path, counts=study.code_counts(), changes=_lines(study),
            write=gate.write,
        )  # fmt: skip


def _lines(study: Study) -> list[HistoryLine]:
    """Give how the codebook came to be: what was done to codes, and the versions that were kept on the way."""
    return sorted([*study.standing("code"), *study.standing("edition")], key=lambda line: line.n)
