"""Reports: the vertical reading (a case through all codes) and the horizontal one (a code through all cases).

Owns gathering what stands in a report. What it looks like is `formats.reports`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.analysis.filters import Filters
from interviewcoder.analysis.reports import Extract, Report, Section
from interviewcoder.domain.records import in_language
from interviewcoder.domain.text import clock
from interviewcoder.formats.matrices.cells import meaning
from interviewcoder.locales import _, ngettext, number
from interviewcoder.study import selecting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from interviewcoder.analysis.results import Quotation
    from interviewcoder.domain.records import Case, Code, Guid, StatusValue
    from interviewcoder.study.study import Study


@dataclass(frozen=True, slots=True)
class Choice:
    """Which quotations a report shows: key ones only, and at most how many under a heading (0 for all)."""

    key: bool = False
    most: int = 0


def case_report(study: Study, case: Case, choice: Choice | None = None) -> Report:
    """Read one case through all codes, in the order of the codebook."""
    choice = choice or Choice()
    found = _by(study.quotations(Filters(cases=(case.name,))), lambda at: at.code_id)
    summaries = {known.code: known.text for known in study.summaries() if known.case == case.id}
    statuses = _statuses(study, {t.id: case.id for t in study.transcripts if t.case == case.id})
    sections = [
        _section(
            study.codebook.name(code), found.get(code.id, ()), choice, depth=study.codebook.depth(code.id),
            summary=summaries.get(code.id, ""), status=statuses.get((code.id, case.id)),
        )
        for code in study.codebook
    ]  # fmt: skip
    says = [any(map(_says, sections[n : _end(sections, n)])) for n in range(len(sections))]
    empty = [
        study.codebook.path(code.id) for code, said in zip(study.codebook, says, strict=True) if not said
    ]
    return Report(
        title=case.name, subtitle=_("A case through all codes – {study}").format(study=study.settings.title),
        facts=tuple(_case_facts(study, case)),
        sections=tuple(section for section, said in zip(sections, says, strict=True) if said),
        empty=tuple(empty), empty_title=_("Codes without a passage in this case"), notes=_notes(choice),
    )  # fmt: skip


def theme_report(study: Study, code: Code, choice: Choice | None = None) -> Report:
    """Read one code, with those below it, through all cases in their order."""
    choice = choice or Choice()
    path = study.codebook.path(code.id)
    found = _by(study.quotations(Filters(codes=(path,))), lambda at: at.case_id or "")
    summaries = {known.case: known.text for known in study.summaries() if known.code == code.id}
    statuses = _statuses(study, {t.id: t.case for t in study.transcripts if t.case})
    cases = study.in_order(study.cases)
    sections = [
        _section(
            case.name, found.get(case.id, ()), choice, own=path, summary=summaries.get(case.id, ""),
            status=statuses.get((code.id, case.id)),
        )
        for case in cases
    ]  # fmt: skip
    if "" in found:
        sections.append(_section(_("(no case)"), found[""], choice, own=path))
    return Report(
        title=path, subtitle=_("A code through all cases – {study}").format(study=study.settings.title),
        facts=tuple(_code_facts(study, code, sum(bool(found.get(case.id)) for case in cases))),
        sections=tuple(filter(_says, sections)),
        empty=tuple(section.title for section in sections if not _says(section)),
        empty_title=_("Cases without a passage under this code"), notes=_notes(choice),
    )  # fmt: skip


def _section(
    title: str, quotations: Sequence[Quotation], choice: Choice, *, own: str = "", depth: int = 0,
    summary: str = "", status: StatusValue | None = None,
) -> Section:  # fmt: skip
    passages: dict[tuple[Guid, int, int], list[Quotation]] = {}
    for quotation in quotations:
        passages.setdefault((quotation.transcript_id, quotation.start, quotation.end), []).append(quotation)
    first_key = sorted(passages.values(), key=lambda there: not any(at.key for at in there))
    wanted = [there for there in first_key if not choice.key or any(at.key for at in there)]
    extracts = [
        Extract(
            max(there, key=lambda at: at.key),
            tuple(dict.fromkeys(at.code for at in there if own and at.code != own)),
        )
        for there in (wanted[: choice.most] if choice.most else wanted)
    ]
    return Section(
        title=title, depth=depth, summary=summary, segments=len(passages), extracts=tuple(extracts),
        status=meaning(status) if status and not passages else "",
    )  # fmt: skip


def _says(section: Section) -> bool:
    return bool(section.segments or section.summary or section.status)


def _end(sections: Sequence[Section], at: int) -> int:
    """Give the place after the last section below one: a heading stays where something stands under it."""
    after = at + 1
    while after < len(sections) and sections[after].depth > sections[at].depth:
        after += 1
    return after


def _by(quotations: Iterable[Quotation], key: Callable[[Quotation], Guid]) -> dict[Guid, list[Quotation]]:
    found: dict[Guid, list[Quotation]] = {}
    for quotation in quotations:
        found.setdefault(key(quotation), []).append(quotation)
    return found


def _statuses(study: Study, case_of: Mapping[Guid, Guid]) -> dict[tuple[Guid, Guid], StatusValue]:
    return {
        (status.code, case_of[status.transcript]): status.value
        for status in study.statuses()
        if status.transcript in case_of
    }


def _case_facts(study: Study, case: Case) -> Iterable[tuple[str, str]]:
    for attribute in study.attributes:
        if attribute.id in case.values:
            yield attribute.name, selecting.value_as_text(case.values[attribute.id])
    facts = study.transcript_facts()
    for transcript in study.transcripts:
        if transcript.case == case.id:
            known = facts[transcript.id]
            words = ngettext("{n} word", "{n} words", known.words).format(n=number(known.words))
            duration = known.duration if not known.duration.isdigit() else clock(float(known.duration))
            yield transcript.name, ", ".join(filter(None, [known.date, duration, words]))


def _code_facts(study: Study, code: Code, cases: int) -> Iterable[tuple[str, str]]:
    language = study.settings.language
    for label, text in (
        (_("Definition"), code.definition), (_("When to use"), code.use), (_("When not to use"), code.avoid),
        (_("Example"), code.example),
    ):  # fmt: skip
        if said := in_language(text, language):
            yield label, said
    yield _("Cases"), _("{n} of {all}").format(n=cases, all=len(study.cases))


def _notes(choice: Choice) -> tuple[str, ...]:
    said = [_("Key quotations come first. A number in brackets is that of all passages under a heading.")]
    if choice.key:
        said = [_("Only key quotations. A number in brackets is that of all passages under a heading.")]
    if choice.most:
        said.append(
            ngettext("At most {n} quotation under a heading.", "At most {n} quotations under a heading.", choice.most)
            .format(n=choice.most)
        )  # fmt: skip
    return tuple(said)
