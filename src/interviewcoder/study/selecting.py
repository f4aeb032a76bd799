"""From what a user asks for by name to which codings that is.

Owns resolving `Filters` to a `Selection`, and saying in words what is filtered.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from interviewcoder.analysis import combining
from interviewcoder.analysis.filters import Filters, Selection
from interviewcoder.analysis.search import compiled
from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.text import name_key
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.domain.records import Attribute, Case, Guid, Value
    from interviewcoder.study.study import Study


def selection_for(study: Study, filters: Filters) -> Selection:
    """Resolve filters. Raises `NotFound` for a name the study does not have, `Refused` for a bad combination."""
    coders = {study.coder_named(name).id for name in filters.coders}
    selection = Selection(
        codes=codes_for(study, filters),
        transcripts=transcripts_for(study, filters),
        coders=frozenset(coders) if filters.coders else None,
        roles=frozenset(filters.roles) if filters.roles else None,
        key=filters.key,
        since=day(filters.since),
        until=day(filters.until),
    )
    if filters.combine.strip():
        selection = replace(selection, codings=_combined(study, filters, selection))
    if filters.text.strip():
        pattern = compiled(filters.text)
        said = (coding.id for coding in study.codings(selection) if pattern.search(coding.quote))
        selection = replace(selection, codings=frozenset(said))
    return selection


def _combined(study: Study, filters: Filters, selection: Selection) -> frozenset[Guid]:
    """Give the codings a combination leaves: all in those transcripts are combined, whatever else is asked of them."""
    combination = combining.parse(filters.combine)
    codes = {name: _meant(study, name, filters) for name in combining.names_in(combination)}
    everything = frozenset(guid for known in codes.values() for guid in known)
    within = Selection(codes=everything, transcripts=selection.transcripts, coders=selection.coders)
    return combining.left_by(combination, list(study.placed(within)), codes.__getitem__)


def _meant(study: Study, name: str, filters: Filters) -> frozenset[Guid]:
    guid = study.codebook.find(name).id
    return frozenset(study.codebook.with_below(guid) if filters.with_below else (guid,))


def codes_for(study: Study, filters: Filters) -> frozenset[Guid] | None:
    """Give the codes asked for, with those below them unless told not to; None for all."""
    if not filters.codes:
        return None
    found: set[Guid] = set()
    for path in filters.codes:
        code = study.codebook.find(path)
        found.update(study.codebook.with_below(code.id) if filters.with_below else (code.id,))
    return frozenset(found)


def cases_for(study: Study, filters: Filters) -> list[Case]:
    """Give the cases asked for by name and by attribute, in the study's order; all when nothing is asked."""
    cases = list(study.cases)
    if filters.cases:
        wanted = {study.case(name).id for name in filters.cases}
        cases = [case for case in cases if case.id in wanted]
    for name, value in filters.where:
        attribute = study.attribute(name)
        cases = [case for case in cases if _matches(case, attribute, value)]
    return cases


def transcripts_for(study: Study, filters: Filters) -> frozenset[Guid] | None:
    """Give the transcripts asked for, by name or through their case; None for all."""
    held = day(filters.held_since), day(filters.held_until)
    if not (filters.cases or filters.where or filters.transcripts or any(held)):
        return None
    found = {transcript.id for transcript in study.transcripts}
    if filters.cases or filters.where:
        cases = {case.id for case in cases_for(study, filters)}
        found &= {transcript.id for transcript in study.transcripts if transcript.case in cases}
    if filters.transcripts:
        found &= {study.transcript(name).id for name in filters.transcripts}
    if any(held):
        found &= {
            transcript.id
            for transcript in study.transcripts
            if _within(transcript.metadata.get("date", "")[:10], *held)
        }
    return frozenset(found)


def day(text: str) -> str:
    """Read a day, 2026-03-01 or 01/03/2026, and give it as the first; empty for none. Raises `Refused`."""
    text = text.strip()
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return f"{datetime.strptime(text, form):%Y-%m-%d}"  # noqa: DTZ007 - a day has no zone
    if text:
        raise Refused(_("“{text}” is no day: write it as 2026-03-01 or 01/03/2026.").format(text=text))
    return ""


def _within(held: str, since: str, until: str) -> bool:
    try:
        date.fromisoformat(held)
    except ValueError:
        return False
    return (not since or held >= since) and (not until or held <= until)


def _matches(case: Case, attribute: Attribute, wanted: str) -> bool:
    value = case.values.get(attribute.id)
    return value is not None and name_key(value_as_text(value)) == name_key(wanted)


def value_as_text(value: Value) -> str:
    """Write an attribute's value as a person would."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def parse_where(text: str) -> tuple[str, str]:
    """Read ``ATTRIBUTE=VALUE``."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise NotFound(_("condition"), text, advice=_("Write ATTRIBUTE=VALUE."))
    return name.strip(), value.strip()


def in_words(filters: Filters) -> str:
    """Say what is filtered, empty when nothing is."""
    parts: list[str] = []
    for label, values in (
        (_("codes"), filters.codes),
        (_("cases"), filters.cases),
        (_("transcripts"), filters.transcripts),
        (_("coders"), filters.coders),
        (_("speaker roles"), filters.roles),
        (_("where"), tuple(f"{name} = {value}" for name, value in filters.where)),
        (_("words"), (filters.text,) if filters.text else ()),
        (_("combination"), (filters.combine,) if filters.combine else ()),
    ):
        if values:
            parts.append(_("{label}: {values}").format(label=label, values=", ".join(values)))
    for label, since, until in (
        (_("coded"), filters.since, filters.until),
        (_("interviewed"), filters.held_since, filters.held_until),
    ):
        if since or until:
            parts.append(_("{label}: {days}").format(label=label, days=f"{day(since)}…{day(until)}"))
    if filters.codes and not filters.with_below:
        parts.append(_("without the codes below"))
    if filters.key:
        parts.append(_("key quotations only"))
    return _("; ").join(parts)


def typed_value(study: Study, attribute: str, text: str) -> Value:
    """Read a value as the attribute's kind wants it; as text when the attribute is new.

    Raises `Refused` when it does not fit.
    """
    from interviewcoder.study.valuing import read_value

    found = next((a for a in study.attributes if name_key(a.name) == name_key(attribute)), None)
    return read_value(found, text) if found is not None else text
