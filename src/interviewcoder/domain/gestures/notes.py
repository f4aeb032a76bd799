"""Gestures with the researcher's own words: memos, summaries, and what an empty cell means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.changes import Change, added, removed, replaced
from interviewcoder.domain.gestures.codings import excerpt
from interviewcoder.domain.records import Memo, Status, Summary
from interviewcoder.domain.text import shown
from interviewcoder.locales import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.changes import Edit
    from interviewcoder.domain.records import Case, Code, StatusValue, Transcript

_STATUS_LABELS: Final[dict[StatusValue | None, str]] = {
    "raised": N_("{code} in {transcript}: raised"),
    "not raised": N_("{code} in {transcript}: not raised"),
    "not applicable": N_("{code} in {transcript}: not applicable"),
    "not yet coded": N_("{code} in {transcript}: not yet coded"),
    None: N_("{code} in {transcript}: nothing said"),
}


def write_memo(memo: Memo, before: Memo | None = None) -> Change:
    """Add a memo, or put it in the place of `before`; an empty text removes it."""
    details = {"memo": excerpt(memo.text or (before.text if before else ""))}
    if before is None:
        return Change(N_("Wrote the memo “{memo}”"), details, added(memo))
    if not memo.text.strip():
        return Change(N_("Removed the memo “{memo}”"), details, removed(before))
    after = replace(before, text=memo.text)
    return Change(N_("Wrote the memo “{memo}”"), details, replaced(before, after))


def write_summary(
    case: Case, code: Code, path: str, text: str, *, before: Summary | None, coder: str | None
) -> Change:
    """Write the summary of a case under a code; an empty text removes it."""
    details = {"case": case.name, "code": path}
    if not text.strip():
        edits = removed(before) if before else ()
    elif before:
        edits = replaced(before, replace(before, text=text))
    else:
        edits = added(Summary(case=case.id, code=code.id, text=text, coder=coder))
    return Change(N_("Summary of {case} under {code}"), details, edits)


def set_statuses(
    transcripts: Sequence[Transcript],
    code: Code,
    path: str,
    value: StatusValue | None,
    *,
    where: str,
    present: Sequence[Status],
    coder: str | None = None,
) -> Change:
    """Say what it means that a code has no coding in some transcripts; None takes that back.

    `where` is what the transcripts are called together: the case, or the name of the only one.
    """
    held = {status.transcript: status for status in present if status.code == code.id}
    edits: tuple[Edit, ...] = ()
    for transcript in transcripts:
        before = held.get(transcript.id)
        if value is None:
            edits += removed(before) if before else ()
        elif before:
            edits += replaced(before, replace(before, value=value))
        else:
            edits += added(Status(transcript=transcript.id, code=code.id, value=value, coder=coder))
    return Change(_STATUS_LABELS[value], {"code": path, "transcript": where}, edits)


def add_notes(records: Sequence[Memo | Summary], file: str) -> Change:
    """Add memos and summaries of a file."""
    label = N_("Took in {number} notes from {file}")
    if len(records) == 1:
        label = N_("Took in one note from {file}")
    return Change(label, {"number": len(records), "file": shown(file)}, added(*records))
