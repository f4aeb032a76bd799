"""What a damaged, lost or brought back thing is, in names: never by its identity.

Owns the words. What is damaged and what is true are `store.check`'s and `store.mending`'s.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.records import (
    Attribute,
    Blind,
    Case,
    Code,
    Coder,
    Coding,
    Edition,
    Finished,
    Memo,
    Pending,
    Speaker,
    Status,
    Summary,
    Transcript,
    in_language,
)
from interviewcoder.locales import N_, _, ngettext
from interviewcoder.store import codec
from interviewcoder.study import merge_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interviewcoder.domain.records import Guid
    from interviewcoder.store.check import Damage
    from interviewcoder.store.mended import Mended


_WORDS: Final[dict[type[Any], str]] = {
    Summary: N_("The summary of {case} under “{code}”"), Code: N_("The code “{name}”"),
    Transcript: N_("The transcript {name}"), Case: N_("The case “{name}”"), Attribute: N_("The attribute “{name}”"),
    Coder: N_("The coder “{name}”"), Edition: N_("The version of the codebook “{name}”"),
    Speaker: N_("The speaker “{name}” in {transcript}"), Status: N_("What is said of “{code}” in {transcript}"),
    Finished: N_("What {coder} has finished of {transcript}"), Blind: N_("What {coder} may not see"),
}  # fmt: skip
_PARTS: Final = ("case", "code", "coder", "transcript")
"""The fields that hold the identity of what has a name."""


class Touching:
    """Says in names what a damaged thing is, or is part of."""

    def __init__(self, work: Mended, language: str) -> None:
        self._language = language
        self._work = work
        self._known = {**work.was, **work.records}
        self._with_version = {one.version: one for one in self._known.values() if isinstance(one, Transcript)}
        self._former = {
            held["version"]: held["name"]
            for _row, entries in work.lines
            for at in entries
            for held in (json.loads(content) for content in (at["before"], at["after"]) if content)
            if at["kind"] == "transcript"
        }
        self._codings: Counter[Guid] = Counter()
        for one in self._known.values():
            if isinstance(one, Coding):
                self._codings.update([one.transcript, one.code, one.coder])

    def said(self, damage: Damage) -> str:
        """Say what a damage touches, empty when that is nothing with a name."""
        guid = damage.record
        if damage.kind == "text":
            guid = self._with_version[guid].id if guid in self._with_version else ""
        if guid not in self._known:
            return ""
        sentence = self._thing(guid)
        if n := self._codings[guid]:
            sentence += " – " + ngettext("{n} coding", "{n} codings", n).format(n=n)
        return sentence

    def named(self, keys: Iterable[str]) -> list[str]:
        """Name what stands under some keys of `sources`; codings of one code by one coder in one transcript together."""
        together: dict[tuple[Any, ...], list[str]] = {}
        for key in keys:
            one = self._known.get(key)
            alike = (
                (type(one), one.code, one.coder, one.transcript)
                if isinstance(one, Coding | Pending)
                else (key,)
            )
            together.setdefault(alike, []).append(key)
        told = Counter(self._all(alike) for alike in together.values())
        return [
            sentence if n == 1 else _("{thing} ({n} times)").format(thing=sentence, n=n)
            for sentence, n in told.items()
        ]

    def lost(self, keys: Iterable[str]) -> list[str]:
        """Name what is lost under some keys of `sources`."""
        exact = {
            key: _("The exact text of the transcript {name}: compare it with the file it came from").format(
                name=self._with_version[key].name
            )
            for key in keys
            if key in self._with_version
        }
        return [*exact.values(), *self.named(key for key in keys if key not in exact)]

    def _all(self, keys: list[str]) -> str:
        one = self._known.get(keys[0])
        if not isinstance(one, Coding | Pending):
            return self._thing(keys[0])
        spans = sorted(
            (at.start, at.end) for key in keys if isinstance(at := self._known[key], Coding | Pending)
        )
        places = ", ".join(f"{start}–{end}" for start, end in spans)
        return _("{codings}, characters {places}").format(codings=self._coding(one, len(keys)), places=places)

    def _thing(self, key: str) -> str:
        record = self._known.get(key)
        if isinstance(record, Coding | Pending):
            return self._coding(record, 1)
        if record is not None:
            return self._record(record)
        return self._nameless(key)

    def _nameless(self, key: str) -> str:
        if (kind := self._work.kinds.get(key)) is not None:
            called = merge_words.kind_called(codec.KINDS[kind][0])
            return _("{kind}: one of which nothing can be read any more").format(kind=called)
        if key.startswith("line "):
            n = int(key.removeprefix("line "))
            if n in self._work.unproved:
                return _("The proof of line {n} of the history; what can be read of the line stays").format(
                    n=n
                )
            return _("Line {n} of the history").format(n=n)
        if key in self._with_version:
            return _("The text of the transcript {name}").format(name=self._with_version[key].name)
        if key in self._work.texts:
            name = self._former.get(key, "…")
            return _("The text of {name} as it was before a correction").format(name=name)
        return _("A file as it was received")

    def _coding(self, one: Coding | Pending, n: int) -> str:
        sentence = (
            ngettext(
                "A coding of “{code}” by {coder} in {transcript}",
                "{n} codings of “{code}” by {coder} in {transcript}", n,
            )
            if isinstance(one, Coding)
            else ngettext(
                "A coding of “{code}” by {coder} that waits for a decision in {transcript}",
                "{n} codings of “{code}” by {coder} that wait for a decision in {transcript}", n,
            )
        )  # fmt: skip
        return sentence.format(
            n=n, code=self._name(one.code), coder=self._name(one.coder), transcript=self._name(one.transcript)
        )

    def _record(self, record: Any) -> str:
        if isinstance(record, Memo):
            return _("A memo on {what}").format(what=self._target(record))
        facts = {name: self._name(getattr(record, name)) for name in _PARTS if hasattr(record, name)}
        return _(_WORDS[type(record)]).format(name=self._name(record.id), **facts)

    def _target(self, memo: Memo) -> str:
        there = self._known.get(memo.target or "")
        if isinstance(there, Coding | Pending):
            return self._coding(there, 1)
        name = self._name(memo.target) if memo.target else _("the study")
        return (
            name
            if memo.start is None
            else _("{transcript}, characters {places}").format(
                transcript=name, places=f"{memo.start}–{memo.end}"
            )
        )

    def _name(self, guid: Guid | None) -> str:
        name = getattr(self._known.get(guid or ""), "name", "")
        return (name if isinstance(name, str) else in_language(name, self._language)) or "…"
