"""What stands around the turns of a text: header blocks with metadata, and closing lines.

Owns the reading of ``DATE: 31 August 2011``, YAML front matter, title lines and ``[End of Transcript]``,
and the keys under which what they say is offered, whatever the file calls it.
Nothing is taken out of the text; it is only said where the turns may begin and must end. Must not
recognise turns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import fold, name_key
from interviewcoder.formats.transcripts import dates, titles
from interviewcoder.formats.transcripts.language import guess
from interviewcoder.formats.transcripts.spelling import known_role
from interviewcoder.formats.transcripts.vocabulary import HEADER_KEYS, INTERVIEWER_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.formats.transcripts.marks import Line

_KEY_VALUE: Final = re.compile(
    r"[>#*|\-•\s]*(?P<key>[^\W\d_][^:：|\t\n]{0,39}?)[^\S\t]*\**[^\S\t]*(?P<sep>[:：\t|])\**\s*(?P<value>[^\n]*)"
)
_NAMED: Final = re.compile(r"\b(?P<key>[^\W\d_]{6,20})\s+(?:is|are|est|sont)\s+(?P<value>[^.\n]{2,80})")
_FRONT: Final = re.compile(r"---[^\S\n]*\n(?P<body>.*?)\n---[^\S\n]*(?:\n|\Z)", re.DOTALL)
_HELD: Final = re.compile(
    r"\b(?:took place|conducted|recorded|held|interviewed|a eu lieu|réalisé|mené|enregistré|rencontré)",
    re.IGNORECASE,
)
_STARRED: Final = re.compile(r"\*{4}\s+\*[^\W\d]")
_CLOSING: Final = re.compile(
    r"\W*(?:end of (?:the )?(?:transcript|interview|recording)|fin de (?:la |l['’])?(?:transcription|entretien|"
    r"enregistrement|interview)|transcribed by \S.*|.{1,60} stopped transcription)\W*",
    re.IGNORECASE,
)
_DEEPEST: Final = 40
_LONGEST_TITLE: Final = 120
_LONGEST_VALUE: Final = 200
_MOST_BETWEEN: Final = 12
_NO_TITLES: Final = frozenset(
    {"transcript", "transcription", "audio file", "fichier audio", "interview", "entretien"}
)
_OFFERED: Final = {
    "date": "date|date-interviewed|interview date|date of interview|date de l'entretien|date d'entretien|recorded|jour",
    "place": "place|lieu|venue|location|ville|city|lieu de l'entretien|terrain",
    "duration": "duration|duree|length|duree de l'entretien|interview length",
    "organisation": "organisation|organization|entreprise|societe|company|etablissement|institution|structure|"
    "organisme|association|employeur|employer",
    "function": "function|fonction|poste|profession|metier|occupation|position|job|job title",
    "title": "title|titre",
    "interviewee": "interviewee|interview|entretien|participant|participante|enquete|enquetee|repondant|repondante|"
    "nom|name|entretien avec|interview with|personne interrogee|personne interviewee|pseudonyme|pseudonym",
}
_CANONICAL: Final = {name: key for key, names in _OFFERED.items() for name in names.split("|")}
"""The key under which a header's key, folded, is offered too."""


@dataclass(slots=True)
class Header:
    """What a header says: its metadata, where it ends, and the interviewers it names (folded).

    `heading` is a heading at its top, `skipped` are the lines inside it that say nothing.
    """

    metadata: dict[str, str] = field(default_factory=dict)
    end: int = 0
    interviewers: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    heading: Line | None = None
    skipped: list[Line] = field(default_factory=list)
    french: bool = False

    def take(self, key: str, value: str, end: int) -> None:
        """Take one line of the block."""
        if value:
            self.metadata.setdefault(key.strip().casefold(), value)
            self.offer(key, value)
        self.end = end
        self.names.append(name_key(_plain(value)))
        if _names_interviewer(key):
            self.interviewers.append(name_key(_plain(value)))

    def offer(self, key: str, value: str) -> None:
        """Offer a value under its canonical key as well; a date in ISO 8601 where it is certain."""
        name = _CANONICAL.get(fold(key).strip())
        if name == "interviewee" and not is_name(value):
            return
        if name == "date":
            found = dates.find(value, french=self.french)
            if found and found[1] and ("date" not in self.metadata or self.metadata["date"] == value):
                self.metadata["date"] = found[1]
                return
        if name:
            self.metadata.setdefault(name, value)

    def take_title(self, text: str, line: Line) -> None:
        """Keep a line that belongs to no turn as the title, with what it says; not when it is no title."""
        title = text[line.start : line.end].lstrip("# ").strip("*_ ")
        pair = _KEY_VALUE.match(title[:_LONGEST_TITLE])
        if (
            not any(map(str.isalpha, title))
            or len(title) > _LONGEST_TITLE
            or title[-1] in ".?!…:"
            or "\t" in title
            or title[0] in "-|"
            or fold(title) in _NO_TITLES
        ):
            return
        if pair is None or not (is_key(pair["key"]) or known_role(pair["key"])):
            self.metadata.setdefault("title", title)
            for key, value in titles.facts(title, french=self.french).items():
                self.metadata.setdefault(key, value)

    def take_above(self, text: str, lines: Sequence[Line]) -> None:
        """Take the title and the date out of the lines above the first turn."""
        self.take_title(text, lines[0])
        for line in lines[:_MOST_BETWEEN]:
            shown = text[line.start : line.end]
            dated = dates.find(shown, french=self.french) if len(shown) <= _LONGEST_TITLE else None
            if dated and len(dated[0]) * 3 >= len(shown):
                self.metadata.setdefault("date", dated[1] or dated[0])

    def take_sentence(self, sentence: str) -> bool:
        """Take the date out of a sentence that says when the interview was held, and say whether it does."""
        dated = dates.find(sentence, french=self.french) if _HELD.search(sentence) else None
        if dated:
            self.metadata.setdefault("date", dated[1] or dated[0])
        return dated is not None

    @property
    def interviewees(self) -> list[str]:
        """The person interviewed, folded, where the header names one."""
        named = self.metadata.get("interviewee", "")
        return [name_key(_plain(named))] if named else []

    @property
    def participants(self) -> list[str]:
        """The people a group's header lists, folded, one by one."""
        listed = next((self.metadata[key] for key in self.metadata if fold(key) in _GROUPS), "")
        return [name_key(_plain(part)) for part in _LISTED.split(listed) if part.strip()]


_GROUPS: Final = frozenset(
    {"participants", "participant·e·s", "participantes", "interviewees", "enquetes", "repondants"}
)
_LISTED: Final = re.compile(r"[,;/\n]|\bet\b|\band\b|&")


def _plain(value: str) -> str:
    return re.sub(r"[^\w\s'’-]", " ", value)


def _names_interviewer(key: str) -> bool:
    role = known_role(key.rstrip("s"))
    return role is not None and len(role) > 1 and fold(role) in INTERVIEWER_WORDS


def read(text: str, lines: Sequence[Line]) -> Header:
    """Read the header block at the top of `text`; empty when there is none."""
    header = Header(french=guess([text[:5000]]) == "fr")
    if front := _FRONT.match(text):
        for line in front["body"].split("\n"):
            if pair := _KEY_VALUE.match(line.strip()[:_LONGEST_VALUE]):
                header.take(pair["key"], pair["value"].strip(), front.end())
        header.end = front.end()
    top = [line for line in lines if line.start >= header.end][:_DEEPEST]
    if top and _STARRED.match(text, top[0].start):
        _take_starred(header, text, top.pop(0))
    _read_block(header, text, top)
    header.heading = top[0] if top and text[top[0].start] == "#" else None
    return header


def _take_starred(header: Header, text: str, line: Line) -> None:
    """Take a command line of IRaMuTeQ: ``**** *ent_01 *sexe_f``."""
    for token in text[line.start : min(line.end, line.start + 2000)].split():
        key, _line, value = token.strip("*").partition("_")
        if key and value:
            header.metadata.setdefault(key.casefold(), value)
            header.offer(key, value)
    header.end = line.end


def _read_block(header: Header, text: str, top: Sequence[Line]) -> None:
    """Take `Key: value` lines until one that is a turn; a role as key needs a header key beside it."""
    waiting: list[tuple[str, str, int]] = []
    keyed, between, spoken = False, 0, 0
    skipped: list[Line] = []
    for line in top:
        shown = text[line.start : line.end]
        pair = _pair(shown)
        if pair is None:
            between += 1
            spoken += not _tells(header, shown) and shown[-1] in ".?!…"
            if len(shown) > _LONGEST_VALUE or between > _MOST_BETWEEN or spoken > 1:
                break
            skipped.append(line)
            continue
        key, value = pair
        if is_key(key):
            for earlier in waiting:
                header.take(*earlier)
            waiting.clear()
            keyed, between = True, 0
            header.skipped[:] = skipped
            header.take(key, value, line.end)
            _take_named(header, value)
        elif known_role(key) and is_name(value):
            waiting.append((key, value, line.end))
            if keyed and _adjoins(header, text, line):
                header.take(*waiting.pop())
        else:
            break


def _pair(shown: str) -> tuple[str, str] | None:
    """Give key and value of a line; a tab or a bar stands between them only where the key is a header's."""
    found = _KEY_VALUE.match(shown) if len(shown) <= _LONGEST_VALUE else None
    if found is None or _CLOSING.fullmatch(shown) or (found["sep"] in "\t|" and not is_key(found["key"])):
        return None
    return found["key"], found["value"].strip().rstrip("*|").strip()


def _tells(header: Header, shown: str) -> bool:
    """Take what a sentence says of the interview, when or by whom it was held; say whether it says so."""
    dated = header.take_sentence(shown[:_LONGEST_VALUE])
    return _take_named(header, shown[:_LONGEST_VALUE]) or dated


def _adjoins(header: Header, text: str, line: Line) -> bool:
    return text[header.end : line.start].count("\n") == 1


def _take_named(header: Header, sentence: str) -> bool:
    """Take the interviewer a sentence names: ``Interviewer is Jonas Berg``."""
    named = _NAMED.search(sentence)
    if named and _names_interviewer(named["key"]):
        header.interviewers.append(name_key(_plain(named["value"])))
        header.names.append(name_key(_plain(named["value"])))
    return named is not None


def is_key(key: str) -> bool:
    """Say whether `key` is one that header blocks have and speakers do not."""
    tokens = fold(key).split()
    return bool(tokens) and len(tokens) <= 4 and tokens[0] in HEADER_KEYS


def is_name(value: str) -> bool:
    """Say whether a header's value is a list of names and not something said."""
    tokens = value.replace(",", " ").split()
    joined = {"and", "et", "&", "de", "du", "van", "von", "la", "le"}
    named = all(token[0].isupper() or token in joined for token in tokens)
    return 0 < len(tokens) <= 12 and named and value[-1:] not in ".?!…"


def closing(text: str, lines: Sequence[Line]) -> int:
    """Give where the last turn must end at the latest: before lines that only close the transcript."""
    end = len(text)
    for line in reversed(lines[-3:]):
        if not _CLOSING.fullmatch(text, line.start, line.end):
            break
        end = line.start
    return end
