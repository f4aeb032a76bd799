"""Freezing the codebook under a name, and saying what has changed between two of its versions.

Pure: a codebook in, a change or differences out.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.codebook import Codebook
from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.naming import kept
from interviewcoder.domain.records import Code, Edition, in_language
from interviewcoder.domain.text import name_key
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from interviewcoder.domain.records import Coder, Guid

What: TypeAlias = Literal["added", "removed", "merged", "renamed", "moved", "changed"]
WHATS: Final[tuple[What, ...]] = ("added", "removed", "merged", "renamed", "moved", "changed")
SHOWN: Final = (
    N_("added"), N_("removed"), N_("merged"), N_("renamed"), N_("moved"), N_("changed"),
    N_("definition"), N_("when to use"), N_("when not to use"), N_("example"), N_("colour"),
)  # fmt: skip
_TEXTS: Final = {
    "definition": "definition", "use": "when to use", "avoid": "when not to use", "example": "example", "colour": "colour",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed about a code: its path (now, or before when it is gone), and what it was and is.

    `field` names the text that changed; `codings` are those of the code itself then and now.
    """

    what: What
    path: str
    field: str = ""
    before: str = ""
    after: str = ""
    codings: tuple[int, int] = (0, 0)


def freeze(
    codebook: Codebook, name: str, coder: Coder, counts: Mapping[Guid, int], known: Sequence[Edition]
) -> Change:
    """Keep the codebook as it is under a name. Raises `Refused` for a name that is taken, or a codebook without codes."""
    name = kept(name, _("Give the version a name, such as “after the pilot”."))
    if any(name_key(edition.name) == name_key(name) for edition in known):
        raise Refused(_("There is a version of the codebook named “{name}” already.").format(name=name))
    if not len(codebook):
        raise Refused(_("The codebook is empty: there is nothing to keep."))
    codes = {code.id: {key: value for key, value in asdict(code).items() if key != "id"} for code in codebook}
    edition = Edition(
        name=name, coder=coder.id, codes=codes,
        counts={code.id: counts[code.id] for code in codebook if counts.get(code.id)},
    )  # fmt: skip
    details: dict[str, str | int] = {"name": name, "codes": len(codes)}
    return Change(N_("Kept the codebook as version “{name}” ({codes} codes)"), details, added(edition))


def find(editions: Sequence[Edition], name: str) -> Edition:
    """Give the version of this name. Raises `NotFound`."""
    for edition in editions:
        if name_key(edition.name) == name_key(name):
            return edition
    raise NotFound(_("version of the codebook"), name, [edition.name for edition in editions])


def codebook_of(edition: Edition, language: str) -> Codebook:
    """Give the codebook as it was."""
    return Codebook((Code(id=guid, **content) for guid, content in edition.codes.items()), language)


def differences(
    before: Codebook,
    after: Codebook,
    into: Mapping[Guid, Guid],
    then: Mapping[Guid, int],
    now: Mapping[Guid, int],
) -> list[Difference]:
    """Give what has changed from one codebook to the other, in the order of the later one, what is gone last.

    `into` says which codes were merged into which; `then` and `now` are the codings of each.
    """
    found: list[Difference] = []
    for code in after:
        counted = (then.get(code.id, 0), now.get(code.id, 0))
        if code.id not in before:
            found.append(Difference("added", after.path(code.id), codings=counted))
        else:
            found += _changed(before, after, code, counted)
    for code in before:
        if code.id not in after:
            to = _resolved(code.id, into)
            counted = (then.get(code.id, 0), 0)
            path = before.path(code.id)
            if to in after:
                found.append(Difference("merged", path, after=after.path(to), codings=counted))
            else:
                found.append(Difference("removed", path, codings=counted))
    return found


def _changed(before: Codebook, after: Codebook, code: Code, counted: tuple[int, int]) -> Iterator[Difference]:
    old, path = before[code.id], after.path(code.id)
    if dict(old.name) != dict(code.name):
        was, now = before.name(old), after.name(code)
        if _elsewhere(old, before) != _elsewhere(code, after):
            was, now = _names(old, before), _names(code, after)
        yield Difference("renamed", path, before=was, after=now, codings=counted)
    if old.parent != code.parent:
        yield Difference(
            "moved", path, before=_above(before, old), after=_above(after, code), codings=counted
        )
    for name, shown in _TEXTS.items():
        was, now = getattr(old, name), getattr(code, name)
        if was != now:
            yield Difference(
                "changed", path, shown, _text(was, before.language), _text(now, after.language), counted
            )


def _names(code: Code, codebook: Codebook) -> str:
    own = codebook.name(code)
    others = [name for name in _elsewhere(code, codebook).values() if name and name != own]
    return own if not others else f"{own} ({', '.join(others)})"


def _elsewhere(code: Code, codebook: Codebook) -> dict[str, str]:
    """Give its names in other languages than the study's."""
    return {language: name for language, name in code.name.items() if language != codebook.language}


def _above(codebook: Codebook, code: Code) -> str:
    return codebook.path(code.parent) if code.parent is not None else ""


def _text(value: Any, language: str) -> str:
    return value if isinstance(value, str) else in_language(value, language)


def _resolved(code: Guid, into: Mapping[Guid, Guid]) -> Guid:
    seen = set()
    while code in into and code not in seen:
        seen.add(code)
        code = into[code]
    return code
