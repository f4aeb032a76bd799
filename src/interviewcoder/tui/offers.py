"""What the import screen knows of each file: what was found, what a person decided, what became of it.

Owns the decisions as plain values, without any widget, so that they can be tested by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import ROLES, Role
from interviewcoder.domain.text import shown, words
from interviewcoder.locales import _, ngettext, number
from interviewcoder.study import finding
from interviewcoder.study.importing import Choices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interviewcoder.domain.errors import Unreadable
    from interviewcoder.formats.transcripts.reading import Label

ENCODINGS: Final = ("utf-8", "cp1252", "iso8859-15", "mac_roman", "cp850", "utf-16")
"""What may be tried when a text was read in the wrong encoding."""


@dataclass(slots=True)
class Offer:
    """One interview that may be taken, or a file that cannot be."""

    path: Path
    interview: finding.Interview | None = None
    refusal: Unreadable | None = None
    ticked: bool = True
    taken: bool = False
    case: str = ""
    attributes: bool = False
    roles: dict[str, Role] = field(default_factory=dict)

    @property
    def possible(self) -> bool:
        """Whether it can be taken: it was read, is not in the study, and was not taken yet."""
        return self.interview is not None and not self.interview.twin and not self.taken

    @property
    def wanted(self) -> bool:
        """Whether it is to be taken."""
        return self.possible and self.ticked

    @property
    def name(self) -> str:
        """What it will be called, or the file's name."""
        return self.interview.name if self.interview is not None else self.path.name

    @property
    def mark(self) -> str:
        """Say in one character what becomes of it; never by colour alone."""
        if self.taken:
            return "✓"
        if self.interview is None:
            return "✗"
        if self.interview.twin:
            return "="
        return "■" if self.ticked else "□"

    def role(self, label: Label) -> Role:
        """Give the role a label has after what was decided."""
        return self.roles.get(label.label, label.role)

    def turn_role(self, label: Label) -> None:
        """Give a label the next of the three roles."""
        self.roles[label.label] = ROLES[(ROLES.index(self.role(label)) + 1) % len(ROLES)]

    def choices(self) -> Choices:
        """Give what was decided, as the study takes it."""
        keys = tuple(self.interview.reading.metadata) if self.attributes and self.interview else ()
        return Choices(case=self.case, attributes=keys, roles=self.roles)

    def relabel(self, *, speakers: Sequence[str] = (), not_speakers: Sequence[str] = ()) -> None:
        """Tell the turns anew: a speaker was missed, or a label is none."""
        if self.interview is not None:
            self.interview = finding.relabelled(self.interview, speakers, not_speakers)

    def facts(self) -> list[tuple[str, str]]:
        """Give (what, fact) about the file and what was recognised, ready to be shown."""
        if self.interview is None:
            return [
                (_("File"), str(self.path)),
                (_("Not readable"), self.refusal.sentence if self.refusal else ""),
            ]
        reading, twin = self.interview.reading, self.interview.twin
        turns = len(reading.turns)
        told = ngettext("{n} turn", "{n} turns", turns).format(n=number(turns))
        n = words(reading.text)
        counted = ngettext("{n} word", "{n} words", n).format(n=number(n))
        facts = [
            (_("File"), self.interview.file.path.name),
            (_("Format"), ", ".join(filter(None, (reading.format, reading.encoding)))),
            (_("Found"), f"{told}, {counted}"),
        ]
        if twin:
            facts.append((_("Already there"), _("It is in the study as “{name}”.").format(name=twin)))
        facts.append((_("Case"), self.case or "–"))
        for key, value in reading.metadata.items():
            taken = " → " + _("attribute") if self.attributes else ""
            facts.append((key, " ".join(value.split()) + taken))
        facts += [("!", warning) for warning in self.interview.warnings]
        facts += [(str(n), _(what)) for what, n in reading.counts.items()]
        facts += [(_(kind), said) for kind, said in reading.left_out]
        return [(shown(what), shown(fact)) for what, fact in facts]

    def beginning(self) -> str:
        """Give the first words of the text, for a look at accents and speakers."""
        return self.interview.reading.text[:600] if self.interview is not None else ""


def by_file(offers: Sequence[Offer]) -> list[list[Offer]]:
    """Give the offers that are wanted, together by the file they come from."""
    found: dict[Path, list[Offer]] = defaultdict(list)
    for offer in offers:
        if offer.wanted:
            found[offer.path].append(offer)
    return list(found.values())
