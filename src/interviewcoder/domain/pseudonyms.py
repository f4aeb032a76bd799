"""The key of a study's pseudonyms: which name becomes which, and where that was done.

Owns what a key may hold. It is never part of the study: where it is kept is the business of `formats.keys`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.names import Names, find, shape_of
from interviewcoder.domain.text import canonical, name_key
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from interviewcoder.domain.records import Guid

Kind: TypeAlias = Literal["person", "firm", "place", "other"]
KINDS: Final[tuple[Kind, ...]] = ("person", "firm", "place", "other")
SHOWN: Final = (N_("person"), N_("firm"), N_("place"), N_("other"))
"""The kinds, translated where they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonym:
    """A real name and what stands for it. `also` are other ways in which the same is named.

    `scope` is the identity of the transcript or case where alone it holds, empty for everywhere, and `where` its name
    when that was said. `as_written` names count only with their capital: Rose, not *rose*.
    """

    real: str
    pseudonym: str
    kind: Kind = "person"
    also: tuple[str, ...] = ()
    scope: Guid = ""
    where: str = ""
    as_written: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it stands for."""
        return (self.real, *self.also)


@dataclass(frozen=True, slots=True)
class Trace:
    """What was replaced in one text of the study, as that text was afterwards.

    `place` names the text, `digest` is the fingerprint of it, and `replaced` are (start, end, what was there before).
    """

    place: str
    digest: str
    replaced: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """All of it. `edges` say how many characters inside a name a passage began or ended, by (record, edge)."""

    study: Guid
    title: str = ""
    pseudonyms: tuple[Pseudonym, ...] = ()
    traces: tuple[Trace, ...] = ()
    edges: Mapping[tuple[Guid, str], int] = field(default_factory=dict)

    def with_name(self, new: Pseudonym) -> Key:
        """Give the key with one more name. Raises `Refused` when it could not be told apart or taken back."""
        new = replace(
            new,
            real=_fixed(new.real),
            pseudonym=_fixed(new.pseudonym),
            also=tuple(dict.fromkeys(filter(None, map(_fixed, new.also)))),
        )
        if not all(map(shape_of, new.names)):
            raise Refused(_("A name needs a letter or a digit."))
        if not new.pseudonym:
            raise Refused(_("There is no pseudonym for this name."))
        if new.kind not in KINDS:
            raise Refused(
                _("There is no kind “{kind}”: {kinds}.").format(kind=new.kind, kinds=", ".join(KINDS))
            )
        others = [one for one in self.pseudonyms if one.scope == new.scope]
        _no_double(new, others)
        _told_apart(new, self.pseudonyms)
        return replace(self, pseudonyms=(*self.pseudonyms, new))

    def without(self, real: str, where: str = "") -> Key:
        """Give the key without a name. Raises `NotFound`."""
        shape = shape_of(real)
        gone = [
            one
            for one in self.pseudonyms
            if shape_of(one.real) == shape and (not where or name_key(one.where) == name_key(where))
        ]
        if not gone:
            raise NotFound(_("real name"), real, [one.real for one in self.pseudonyms])
        return replace(self, pseudonyms=tuple(one for one in self.pseudonyms if one not in gone))

    def finder(self, *scopes: Guid | None) -> Names[Pseudonym]:
        """Give what finds the names that hold in a transcript and its case; narrower ones before the others."""
        held = [one for one in self.pseudonyms if not one.scope or one.scope in scopes]
        held.sort(key=lambda one: not one.scope)
        return Names((name, one, one.as_written) for one in held for name in one.names)

    def everything(self) -> Names[Pseudonym]:
        """Give what finds every name, wherever it holds."""
        return Names((name, one, one.as_written) for one in self.pseudonyms for name in one.names)

    def at(self, place: str) -> list[Trace]:
        """Give what was replaced in a text, the newest first."""
        return [trace for trace in reversed(self.traces) if trace.place == place]


def _fixed(name: str) -> str:
    return " ".join(canonical(name).split())


def _no_double(new: Pseudonym, others: Iterable[Pseudonym]) -> None:
    taken = {shape_of(name) for one in others for name in one.names}
    for name in new.names:
        if shape_of(name) in taken:
            raise Refused(
                _("“{name}” has a pseudonym already; remove it first to give it another.").format(name=name)
            )


def _told_apart(new: Pseudonym, others: Iterable[Pseudonym]) -> None:
    """Refuse what would replace a pseudonym again, or make two names one."""
    if any(name_key(one.pseudonym) == name_key(new.pseudonym) for one in others):
        raise Refused(
            _("“{pseudonym}” stands for another name already; choose another pseudonym.").format(
                pseudonym=new.pseudonym
            )
        )
    for other in (*others, new):
        for one, of in ((new, other), (other, new)):
            if any(find(one.pseudonym, Names([(name, True, of.as_written) for name in of.names]))):
                raise Refused(
                    _("The pseudonym “{pseudonym}” holds a real name of the key; choose another.").format(
                        pseudonym=one.pseudonym
                    )
                )
            if holds_pseudonym(of, one):
                raise Refused(
                    _(
                        "A real name of the key holds the pseudonym “{pseudonym}”; choose another pseudonym."
                    ).format(pseudonym=one.pseudonym)
                )


def holds_pseudonym(of: Pseudonym, one: Pseudonym) -> bool:
    """Say whether a real name holds a pseudonym as one of its words."""
    return any(next(occurrences(name, one.pseudonym), None) for name in of.names)


def occurrences(text: str, pseudonym: str) -> Iterator[tuple[int, int]]:
    """Find a pseudonym in a text, with what it is written with around it: “[ville]” is not in “ville”."""
    yield from ((start, end) for start, end, _known in pseudonyms_in(text, [pseudonym]))


def pseudonyms_in(text: str, pseudonyms: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Find pseudonyms in a text, with what they are written with around them."""
    lookup = Names((words, words, True) for words in pseudonyms)
    for start, end, words in find(text, lookup):
        before, after = _around(words)
        if text[max(start - len(before), 0) : start] == before and text[end : end + len(after)] == after:
            yield start - len(before), end + len(after), words


def _around(words: str) -> tuple[str, str]:
    """Give what stands before the first letter or digit of a pseudonym, and after the last."""
    inside = [n for n, character in enumerate(words) if character.isalnum()]
    return words[: inside[0]], words[inside[-1] + 1 :]
