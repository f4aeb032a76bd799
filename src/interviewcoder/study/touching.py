"""What a damaged thing is, and what it is part of, in names.

Owns the words. What is damaged and what is true are `store.check`'s and `store.mending`'s.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from interviewcoder.domain.records import Code, Coding, Pending, Summary, Transcript, in_language
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from interviewcoder.domain.records import Guid
    from interviewcoder.store.check import Damage
    from interviewcoder.store.mending import Mended


class Touching:
    """Says in names what a damaged thing is part of."""

    def __init__(self, work: Mended, language: str) -> None:
        self._language = language
        self._records = work.records
        self._with_version = {
            one.version: one.name for one in work.records.values() if isinstance(one, Transcript)
        }
        self._codings: Counter[Guid] = Counter()
        for one in work.records.values():
            if isinstance(one, Coding):
                self._codings.update([one.transcript, one.code, one.coder])

    def said(self, damage: Damage) -> str:
        """Say what a damage touches, empty when that is nothing with a name."""
        if damage.kind == "text":
            name = self._with_version.get(damage.record)
            return (
                ""
                if name is None
                else self._counted(_("The transcript {name}").format(name=name), self._of(name))
            )
        return self._named(damage.record)

    def lost(self, guid: str) -> str:
        """Name what is lost."""
        if guid.startswith("line "):
            return _("Line {n} of the history").format(n=guid.removeprefix("line "))
        if (name := self._with_version.get(guid)) is not None:
            return _("The exact text of the transcript {name}: compare it with the file it came from").format(
                name=name
            )
        return self._named(guid) or _("A record {id}").format(id=guid[:8])

    def _of(self, name: str) -> Guid:
        return next(
            one.id for one in self._records.values() if isinstance(one, Transcript) and one.name == name
        )

    def _named(self, guid: Guid) -> str:
        record = self._records.get(guid)
        match record:
            case None:
                return ""
            case Coding() | Pending():
                return _("A coding of “{code}” by {coder} in {transcript}").format(
                    code=self._name(record.code),
                    coder=self._name(record.coder),
                    transcript=self._name(record.transcript),
                )
            case Summary():
                return _("The summary of {case} under “{code}”").format(
                    case=self._name(record.case), code=self._name(record.code)
                )
            case Code():
                return self._counted(_("The code “{code}”").format(code=self._name(guid)), guid)
        rests_on = getattr(record, "transcript", None) or getattr(record, "target", None)
        return self._counted(self._name(guid) or self._name(rests_on or ""), guid)

    def _name(self, guid: Guid) -> str:
        name = getattr(self._records.get(guid), "name", "")
        return name if isinstance(name, str) else in_language(name, self._language)

    def _counted(self, name: str, guid: Guid) -> str:
        n = self._codings[guid]
        if not n:
            return name
        return name + " – " + ngettext("{n} coding", "{n} codings", n).format(n=n)
