"""Gestures on the codebook: add, rename, describe, move, merge, remove, take in a file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.domain.changes import Change, Edit, added, removed, replaced
from interviewcoder.domain.codebook import SEPARATOR, Codebook, key_of
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.naming import kept
from interviewcoder.domain.records import Code, in_language
from interviewcoder.domain.text import shown
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from interviewcoder.domain.drafts import CodeDraft
    from interviewcoder.domain.records import ByLanguage, Coding, Guid, Memo, Pending, Status, Summary

TEXTS = ("definition", "use", "avoid", "example")


def add_code(
    codebook: Codebook,
    names: Sequence[str],
    parent: Code | None = None,
    *,
    origin: str = "",
    texts: Mapping[str, str] | None = None,
    place: int | None = None,
) -> tuple[Change, Code]:
    """Add the code at the path `names` below `parent`, with any parents that are missing.

    `texts` may give definition, use, avoid, example (in the codebook's language) and colour. `place` is
    where the first new one stands among its siblings, at their end when None. Gives the change and the
    new code. Raises `Refused` when the code is there already or a name is not usable.
    """
    at = parent
    new: list[Code] = []
    for name in map(_usable, names or ("",)):
        siblings = new[-1:] if new else codebook.children(at.id if at else None)
        found = None if new else _named(siblings, name)
        if found is None:
            found = Code(
                name={codebook.language: name}, parent=at.id if at else None, origin=origin,
                position=0 if new else _end(siblings),
            )  # fmt: skip
            new.append(found)
        at = found
    if not new:
        raise Refused(_("The code “{name}” is there already.").format(name=SEPARATOR.join(names)))
    new[-1] = _with_texts(new[-1], codebook.language, texts or {})
    room: list[Edit] = []
    if place is not None:
        siblings = codebook.children(new[0].parent)
        place = min(max(0, place), len(siblings))
        new[0] = replace(new[0], position=place)
        for position, sibling in enumerate(siblings):
            room += replaced(sibling, replace(sibling, position=position + (position >= place)))
    above = codebook.path(parent.id) + SEPARATOR if parent else ""
    details = {"code": above + SEPARATOR.join(names)}
    return Change(N_("Added the code {code}"), details, (*room, *added(*new))), new[-1]


def _end(siblings: Sequence[Code]) -> int:
    """Give the position after the last of some siblings."""
    return max((code.position for code in siblings), default=-1) + 1


def _with_texts(code: Code, language: str, texts: Mapping[str, str]) -> Code:
    fields: dict[str, object] = {
        field: {**getattr(code, field), language: texts[field]} for field in TEXTS if texts.get(field)
    }
    if texts.get("colour"):
        fields["colour"] = texts["colour"]
    return replace(code, **fields)  # type: ignore[arg-type]


def _named(codes: Iterable[Code], name: str) -> Code | None:
    wanted = key_of((name,))
    return next(
        (code for code in codes if any(key_of((known,)) == wanted for known in code.name.values())),
        None,
    )


def check_colour(colour: str) -> None:
    """Raise `Refused` unless `colour` is empty or ``#rrggbb``."""
    if colour and not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise Refused(_("“{colour}” is no colour; write it as #4477aa.").format(colour=colour))


def _usable(name: str) -> str:
    name = kept(name, _("A code needs a name."))
    if SEPARATOR.strip() in name.split():
        raise Refused(_("A code’s name cannot hold “>”: it separates the levels of a path."))
    return name


def rename_code(codebook: Codebook, code: Code, name: str, language: str | None = None) -> Change:
    """Give a code another name in `language`, or in the codebook's. Refused when a sibling has it."""
    name = _usable(name)
    siblings = [other for other in codebook.children(code.parent) if other.id != code.id]
    if _named(siblings, name):
        raise Refused(_beside(name))
    after = replace(code, name={**code.name, language or codebook.language: name})
    details = {"code": codebook.path(code.id), "name": name}
    return Change(N_("Renamed the code {code} to {name}"), details, replaced(code, after))


def _beside(name: str) -> str:
    return _("There is a code “{name}” beside it already. Merge the two instead.").format(name=name)


def describe_code(
    codebook: Codebook, code: Code, texts: Mapping[str, ByLanguage], colour: str | None = None
) -> Change:
    """Give a code its names, definition, use, avoid and example, by field and language, and its colour.

    What is not given stays; an empty text goes, an empty colour is inherited. Refused when no name is
    left, when a sibling has one of the names, or when the colour is none.
    """
    fields: dict[str, object] = {}
    for field in ("name", *TEXTS):
        before: ByLanguage = getattr(code, field)
        after = {**before, **{language: words.strip() for language, words in texts.get(field, {}).items()}}
        if any(before.get(language, "") != words for language, words in after.items()):
            fields[field] = {language: words for language, words in after.items() if words}
    if "name" in fields:
        fields["name"] = _renamed(codebook, code, texts["name"])
    if colour is not None:
        check_colour(colour)
        fields["colour"] = colour.lower()
    after_all = replace(code, **fields)  # type: ignore[arg-type]
    return Change(
        N_("Described the code {code}"), {"code": codebook.path(code.id)}, replaced(code, after_all)
    )


def _renamed(codebook: Codebook, code: Code, names: ByLanguage) -> dict[str, str]:
    siblings = [other for other in codebook.children(code.parent) if other.id != code.id]
    after = dict(code.name)
    for language, name in names.items():
        if not name.strip():
            after.pop(language, None)
        elif name != code.name.get(language):
            after[language] = _usable(name)
            if _named(siblings, name):
                raise Refused(_beside(after[language]))
    if not after:
        raise Refused(_("A code needs a name."))
    return after


def colour_code(codebook: Codebook, code: Code, colour: str) -> Change:
    """Give a code a colour of its own as ``#rrggbb``; empty inherits that of the code above."""
    check_colour(colour)
    details = {"code": codebook.path(code.id), "colour": colour.lower()}
    edits = replaced(code, replace(code, colour=colour.lower()))
    if not colour:
        return Change(N_("The code {code} inherits its colour"), details, edits)
    return Change(N_("Colour of the code {code}: {colour}"), details, edits)


def move_code(codebook: Codebook, code: Code, parent: Code | None, place: int | None = None) -> Change:
    """Move a code with all below it under `parent` (None: to the top), at `place` among its siblings."""
    if parent is not None and parent.id in codebook.with_below(code.id):
        raise Refused(_("A code cannot be moved below itself."))
    siblings = [other for other in codebook.children(parent.id if parent else None) if other.id != code.id]
    if _named(siblings, codebook.name(code)):
        raise Refused(
            _("There is a code “{name}” there already. Merge the two instead.").format(
                name=codebook.name(code)
            )
        )
    moved = replace(code, parent=parent.id if parent else None)
    order = [*siblings]
    order.insert(len(order) if place is None else max(0, place), moved)
    edits: list[Edit] = []
    for position, sibling in enumerate(order):
        edits += replaced(codebook[sibling.id], replace(sibling, position=position))
    target = codebook.path(parent.id) if parent else _("the top")
    return Change(
        N_("Moved the code {code} to {target}"),
        {"code": codebook.path(code.id), "target": target},
        tuple(edits),
    )


def merge_codes(
    codebook: Codebook,
    source: Code,
    target: Code,
    *,
    codings: Iterable[Coding],
    memos: Iterable[Memo] = (),
    summaries: Iterable[Summary] = (),
    statuses: Iterable[Status] = (),
    waiting: Iterable[Pending] = (),
    coding_memos: Callable[[Sequence[Coding]], Sequence[Memo]] = lambda _codings: (),
) -> Change:
    """Merge `source` into `target`: its codings, memos, summaries and children move, then it goes.

    `codings`, `summaries` and `statuses` are those of both codes, `memos` those on `source`. A coding
    that would stand twice for the same coder stays once, with the memos of both (`coding_memos` gives
    those on codings). Summaries of one case are joined.
    """
    if target.id in codebook.with_below(source.id):
        raise Refused(_("A code cannot be merged into itself or into one below it."))
    edits: list[Edit] = [*_recoded(source, target, codings, coding_memos)]
    for memo in memos:
        edits += replaced(memo, replace(memo, target=target.id))
    edits += _joined_summaries(source, target, summaries)
    edits += _kept_statuses(source, target, statuses)
    for one in waiting:
        edits += replaced(one, replace(one, code=target.id)) if one.code == source.id else ()
    edits += _adopted(codebook, source, target)
    edits += removed(source)
    details = {"source": codebook.path(source.id), "target": codebook.path(target.id)}
    return Change(N_("Merged the code {source} into {target}"), details, tuple(edits))


def _recoded(
    source: Code,
    target: Code,
    codings: Iterable[Coding],
    memos_on: Callable[[Sequence[Coding]], Sequence[Memo]],
) -> list[Edit]:
    codings = list(codings)
    there = {(c.transcript, c.start, c.end, c.coder): c for c in codings if c.code == target.id}
    twins: dict[Guid, Guid] = {}
    edits: list[Edit] = []
    for coding in codings:
        if coding.code != source.id:
            continue
        twin = there.get((coding.transcript, coding.start, coding.end, coding.coder))
        if twin is None:
            edits += replaced(coding, replace(coding, code=target.id))
        else:
            edits += removed(coding)
            twins[coding.id] = twin.id
    for memo in memos_on([coding for coding in codings if coding.id in twins]):
        assert memo.target is not None
        edits += replaced(memo, replace(memo, target=twins[memo.target]))
    return edits


def _joined_summaries(source: Code, target: Code, summaries: Iterable[Summary]) -> list[Edit]:
    summaries = list(summaries)
    theirs = {summary.case: summary for summary in summaries if summary.code == target.id}
    edits: list[Edit] = []
    for summary in summaries:
        if summary.code != source.id:
            continue
        there = theirs.get(summary.case)
        if there is None:
            edits += replaced(summary, replace(summary, code=target.id))
        else:
            edits += removed(summary)
            edits += replaced(there, replace(there, text=f"{there.text}\n{summary.text}"))
    return edits


def _kept_statuses(source: Code, target: Code, statuses: Iterable[Status]) -> list[Edit]:
    statuses = list(statuses)
    theirs = {status.transcript for status in statuses if status.code == target.id}
    edits: list[Edit] = []
    for status in statuses:
        if status.code == source.id:
            there = status.transcript in theirs
            edits += removed(status) if there else replaced(status, replace(status, code=target.id))
    return edits


def _adopted(codebook: Codebook, source: Code, target: Code) -> list[Edit]:
    edits: list[Edit] = []
    place = _end(codebook.children(target.id))
    for child in codebook.children(source.id):
        if _named(codebook.children(target.id), codebook.name(child)):
            raise Refused(
                _("Both codes have a code “{name}” below them. Merge those first.").format(
                    name=codebook.name(child)
                )
            )
        edits += replaced(child, replace(child, parent=target.id, position=place))
        place += 1
    return edits


def remove_code(
    codebook: Codebook,
    code: Code,
    *,
    codings: Iterable[Coding],
    memos: Iterable[Memo] = (),
    summaries: Iterable[Summary] = (),
    statuses: Iterable[Status] = (),
    waiting: Iterable[Pending] = (),
) -> Change:
    """Remove a code, those below it, and everything that rests on them. Undo brings all of it back."""
    gone = [codebook[guid] for guid in codebook.with_below(code.id)]
    edits = removed(*codings, *waiting, *memos, *summaries, *statuses, *reversed(gone))
    return Change(N_("Removed the code {code}"), {"code": codebook.path(code.id)}, edits)


def import_codebook(codebook: Codebook, drafts: Sequence[CodeDraft], file: str) -> Change:
    """Take a codebook file in: new codes are added, known ones (same path) take the texts it gives.

    A text the file does not give stays; nothing is removed. The same file twice changes nothing.
    """
    edits: list[Edit] = []

    def take(drafts: Sequence[CodeDraft], parent: Guid | None) -> None:
        siblings = list(codebook.children(parent)) if parent is None or parent in codebook else []
        seen: set[str] = set()
        for draft in drafts:
            names = {key_of((_usable(name),))[0] for name in draft.name.values()}
            if not names:
                raise Refused(_("A code needs a name."))
            if names & seen:
                raise Refused(
                    _("{file}: the code “{name}” stands twice under the same parent.").format(
                        file=file, name=in_language(draft.name, codebook.language)
                    )
                )
            seen |= names
            known = next((code for n in draft.name.values() if (code := _named(siblings, n))), None)
            if known is None:
                known = _from_draft(draft, parent, _end(siblings))
                siblings.append(known)
                edits.extend(added(known))
            else:
                edits.extend(replaced(known, _updated(known, draft)))
            take(draft.children, known.id)

    take(drafts, None)
    return Change(N_("Took in the codebook {file}"), {"file": shown(file)}, tuple(edits))


def _from_draft(draft: CodeDraft, parent: Guid | None, position: int) -> Code:
    return Code(
        name={language: _usable(name) for language, name in draft.name.items()},
        parent=parent, position=position, definition=draft.definition, use=draft.use, avoid=draft.avoid,
        example=draft.example, colour=draft.colour,
    )  # fmt: skip


def _updated(code: Code, draft: CodeDraft) -> Code:
    fields: dict[str, object] = {
        field: {**getattr(code, field), **getattr(draft, field)} for field in ("name", *TEXTS)
    }
    if draft.colour:
        fields["colour"] = draft.colour
    return replace(code, **fields)  # type: ignore[arg-type]
