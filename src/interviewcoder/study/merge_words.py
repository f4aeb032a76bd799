"""A merge in words: what it does, and for each clash the kind of thing, its name, the field, and both values.

Owns the words, for the command and for the screen alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.records import Case, Code, Coding, Pending, Status, Summary, in_language
from interviewcoder.locales import N_, _, ngettext, number

if TYPE_CHECKING:
    from interviewcoder.domain.reconciling import Clash
    from interviewcoder.domain.records import Guid, Record
    from interviewcoder.study.merging import Merged
    from interviewcoder.study.study import Study

_KINDS: Final = {
    "Coder": N_("Coders"), "Attribute": N_("Attributes"), "Case": N_("Cases"), "Transcript": N_("Transcripts"),
    "Speaker": N_("Speakers"), "Code": N_("Codes"), "Coding": N_("Codings"), "Memo": N_("Memos"),
    "Summary": N_("Summaries"), "Status": N_("Marks on empty cells"), "Finished": N_("Finished transcripts"),
    "Pending": N_("Codings to review"), "Edition": N_("Versions of the codebook"),
    "Blind": N_("Blind coders"),
}  # fmt: skip
_FIELDS: Final = {
    "": N_("the whole"), "name": N_("name"), "text": N_("text"), "parent": N_("place in the codebook"),
    "code": N_("code"), "quote": N_("passage"), "words": N_("words of the text"), "case": N_("case"),
    "definition": N_("definition"), "use": N_("when to use"), "avoid": N_("when not to use"), "example": N_("example"),
    "colour": N_("colour"), "values": N_("attribute"), "role": N_("role"), "weight": N_("weight"),
    "key": N_("key quotation"), "value": N_("mark"), "coder": N_("coder"),
}  # fmt: skip
_LONGEST: Final = 80


def kind_called(kind: type[Record]) -> str:
    """Give what records of a kind are called together."""
    return _(_KINDS.get(kind.__name__, kind.__name__))


def what_happens(work: Merged) -> list[str]:
    """Say what a merge does, a line for each kind of thing that there is."""
    lines = [
        _("{kind}: {numbers}").format(kind=_(_KINDS.get(kind, kind)), numbers=_numbers(*numbers))
        for kind, numbers in work.counts.items()
    ]
    if not lines:
        lines.append(
            _("Both sides changed the same things; as these stand now, nothing in this study changes.")
            if work.clashes
            else _("There is nothing in this copy that is not here already.")
        )
    if work.kept:
        lines.append(ngettext(
            "{n} thing that one side removed and the other works with was kept.",
            "{n} things that one side removed and the other works with were kept.", work.kept,
        ).format(n=work.kept))  # fmt: skip
    if work.waiting:
        lines.append(ngettext(
            "{n} coding on a text that was corrected waits for a decision: see “transcripts review”.",
            "{n} codings on texts that were corrected wait for a decision: see “transcripts review”.", work.waiting,
        ).format(n=work.waiting))  # fmt: skip
    return lines


def _numbers(added: int, changed: int, removed: int) -> str:
    parts = (
        ngettext("{n} added", "{n} added", added).format(n=number(added)) if added else "",
        ngettext("{n} changed", "{n} changed", changed).format(n=number(changed)) if changed else "",
        ngettext("{n} removed", "{n} removed", removed).format(n=number(removed)) if removed else "",
    )
    return ", ".join(part for part in parts if part)


def clash_line(clash: Clash, study: Study) -> str:
    """Say in one line what a clash is about, and both values."""
    about = named(clash, study)
    return _("! {kind} “{what}”, {field}: {ours} ≠ {theirs}").format(
        kind=about.kind, what=_short(about.what), field=about.field, ours=_short(about.ours), theirs=_short(about.theirs),
    )  # fmt: skip


def who_stands(*, theirs: bool, dry_run: bool) -> str:
    """Say whose values stand after clashes nobody decided one by one; in a dry run, whose would."""
    if dry_run:
        return (
            _("Where both changed the same thing, theirs would be taken; words that both wrote would be joined.")
            if theirs
            else _("Where both changed the same thing, ours would stay (with --theirs theirs would be taken); words that both wrote would be joined.")
        )  # fmt: skip
    return (
        _("Where both changed the same thing, theirs was taken; words that both wrote were joined.")
        if theirs
        else _("Where both changed the same thing, ours was kept (with --theirs theirs is taken); words that both wrote were joined.")
    )  # fmt: skip


def nothing_taken(work: Merged, other: str) -> str:
    """Say why a merge changes nothing: the copy holds nothing else, or in every clash ours stands."""
    if work.clashes:
        return _("Nothing changes: where both changed the same thing, ours stands.")
    return _("There is nothing in {other} that is not here already.").format(other=other)


@dataclass(frozen=True, slots=True)
class Named:
    """A clash in words."""

    kind: str
    what: str
    field: str
    ours: str
    theirs: str


def named(clash: Clash, study: Study) -> Named:
    """Say what a clash is about, in the current language."""
    kind = type(clash.record).__name__
    return Named(
        kind=_(_KINDS.get(kind, kind)), what=_what(clash.record, study), field=field_name(clash.field, study),
        ours=value(clash.ours, study), theirs=value(clash.theirs, study),
    )  # fmt: skip


def field_name(field: str, study: Study) -> str:
    """Name a field of a record; after a dot the language or the attribute."""
    name, _dot, key = field.partition(".")
    attribute = next((known.name for known in study.attributes if known.id == key), key)
    called = _(_FIELDS.get(name, name))
    return f"{called} ({attribute})" if attribute else called


def _what(record: Record, study: Study) -> str:
    match record:
        case Coding() | Pending():
            return f"{name_of(record.code, study)} – {_flat(record.quote)}"
        case Summary():
            return f"{name_of(record.case, study)} – {name_of(record.code, study)}"
        case Status():
            return f"{name_of(record.transcript, study)} – {name_of(record.code, study)}"
        case Code():
            return name_of(record.id, study) or in_language(record.name, study.settings.language)
        case _:
            return _flat(str(getattr(record, "name", "") or getattr(record, "text", "")))


def name_of(guid: Guid, study: Study) -> str:
    """Give the name of what an identity stands for, empty when it is not known here."""
    if guid in study.codebook.by_id:
        return study.codebook.path(guid)
    known: list[Any] = [*study.cases, *study.transcripts, *study.coders]
    return next((str(one.name) for one in known if one.id == guid), "")


def value(value: object, study: Study) -> str:
    """Write what a field holds in one line, identities as names."""
    if value is None:
        return _("removed")
    if hasattr(value, "id"):
        return _("changed") if isinstance(value, (Code, Case)) else _what(value, study)  # type: ignore[arg-type]
    if isinstance(value, str):
        return _flat(name_of(value, study) or value)
    return _flat(str(value))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
