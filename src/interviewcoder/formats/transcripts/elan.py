"""ELAN: tiers of annotations over a recording, merged into one conversation by their times.

A tier that depends on no other is a speaker. Tiers below it, translations or single words, are left out and
named in the report. Must not recognise turns.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.packages import PackageRefused, parse_with_doctype
from interviewcoder.formats.transcripts.reading import Source, Utterance
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

DEPENDENT: Final = N_("dependent tiers left out")
VOCABULARIES: Final = N_("vocabularies and properties left out")
EMPTY: Final = N_("empty annotations left out")
UNTIMED: Final = N_("times estimated between their neighbours")

_OF_THE_PROGRAM: Final = {"URN", "lastUsedAnnotationId"}


def _times(root: _Element, counts: Counter[str]) -> dict[str, float]:
    """Give each time slot its seconds; those without a value are spread evenly between their neighbours."""
    slots = [(slot.get("TIME_SLOT_ID", ""), slot.get("TIME_VALUE", "")) for slot in root.iter("TIME_SLOT")]
    times: dict[str, float] = {}
    waiting: list[str] = []
    before = 0.0
    for name, value in slots:
        if not value.isdecimal():
            waiting.append(name)
            continue
        after = int(value) / 1000
        times |= _spread(waiting, before, after)
        counts[UNTIMED] += len(waiting)
        times[name] = before = after
        waiting = []
    counts[UNTIMED] += len(waiting)
    return times | dict.fromkeys(waiting, before)


def _spread(names: list[str], before: float, after: float) -> dict[str, float]:
    step = (after - before) / (len(names) + 1)
    return {name: round(before + step * n, 3) for n, name in enumerate(names, start=1)}


def _speakers(tiers: Iterable[_Element]) -> dict[str, str]:
    """Name each tier by its participant, or by itself where several tiers share one or it has none."""
    named = {tier.get("TIER_ID", ""): (tier.get("PARTICIPANT") or "").strip() for tier in tiers}
    often = Counter(named.values())
    return {tier: name if name and often[name] == 1 else tier for tier, name in named.items()}


def _words(annotation: _Element) -> str:
    return canonical("".join(map(str, annotation.itertext()))).strip()


def _said(tiers: list[_Element], times: dict[str, float], counts: Counter[str]) -> list[Utterance]:
    speakers = _speakers(tiers)
    utterances: list[Utterance] = []
    for tier in tiers:
        for annotation in tier.iter("ALIGNABLE_ANNOTATION"):
            words = _words(annotation)
            counts[EMPTY] += not words
            if words:
                start, end = (times.get(annotation.get(f"TIME_SLOT_REF{n}", "")) for n in (1, 2))
                speaker = speakers[tier.get("TIER_ID", "")].strip() or None
                utterances.append(Utterance(speaker=speaker, text=words, time=start, time_end=end))
    return sorted(utterances, key=lambda said: (said.time is None, said.time or 0.0))


def _below(tiers: Iterable[_Element]) -> list[tuple[str, str]]:
    """Give the words of the tiers left out, each tier named."""
    found: list[tuple[str, str]] = []
    for tier in tiers:
        words = " ".join(filter(None, map(_words, tier.iter("ANNOTATION_VALUE"))))
        if words:
            found.append((DEPENDENT, f"{canonical(tier.get('TIER_ID', ''))}: {words}"))
    return found


def _vocabularies(root: _Element) -> list[tuple[str, str]]:
    named = ("CONTROLLED_VOCABULARY", "PROPERTY", "LICENSE")
    wanted = (element for element in root.iter(*named) if element.get("NAME") not in _OF_THE_PROGRAM)
    found = (" ".join(_words(element).split()) for element in wanted)
    return [(VOCABULARIES, words) for words in found if words]


def _metadata(root: _Element) -> dict[str, str]:
    media = next(root.iter("MEDIA_DESCRIPTOR"), None)
    url = (media.get("MEDIA_URL") or media.get("RELATIVE_MEDIA_URL") or "") if media is not None else ""
    found = {
        "author": root.get("AUTHOR") or "",
        "date": root.get("DATE") or "",
        "media": url.replace("\\", "/").rpartition("/")[2],
    }
    return {key: canonical(value.strip()) for key, value in found.items() if value.strip()}


class ElanReader:
    """Reads .eaf."""

    name = "eaf"
    suffixes = (".eaf",)

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:
        """Read the annotations of all speakers. Raises `PackageRefused` when it is no ELAN file."""
        root = parse_with_doctype(data, encoding)
        if root.tag != "ANNOTATION_DOCUMENT":
            raise PackageRefused(_("The file is XML, but no ELAN file."))
        counts: Counter[str] = Counter()
        times = _times(root, counts)
        tiers = list(root.iter("TIER"))
        aligned = [tier for tier in tiers if next(tier.iter("ALIGNABLE_ANNOTATION"), None) is not None]
        highest = [tier for tier in aligned if not tier.get("PARENT_REF")]
        utterances = _said(highest, times, counts)
        if not utterances:
            highest = aligned
            utterances = _said(highest, times, counts)
        if not utterances:
            raise PackageRefused(_("The file holds no annotations with times and words."))
        below = _below(tier for tier in tiers if tier not in highest)
        more = sum(len(words) for _kind, words in below) > sum(len(said.text) for said in utterances)
        left_out = [*below, *_vocabularies(root)]
        return Source(
            utterances=tuple(utterances),
            left_out=tuple(left_out),
            metadata=_metadata(root),
            encoding=(root.getroottree().docinfo.encoding or "").lower(),
            counts=+(counts + Counter(kind for kind, _words in left_out)),
            warnings=(_("The tiers left out hold more words than those of the speakers."),) if more else (),
        )


READER: Final = ElanReader()
