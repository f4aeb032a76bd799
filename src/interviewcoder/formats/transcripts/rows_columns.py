"""What the columns of a table of interviews are: the words, who says them, when, and in which interview.

Owns the names columns have and what their cells look like. Decided over the whole table. Must not make
interviews of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import name_key, words
from interviewcoder.formats.transcripts.clock import seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.formats.tables import CellValue, Table


def _keys(text: str) -> frozenset[str]:
    return frozenset(map(name_key, text.split("|")))


TEXT: Final = _keys(
    "text|content|words|utterance|utterance text|transcript|transcription|transcript text|said|sentence|speech|"
    "message|dialogue|caption|texte|contenu|paroles|propos|verbatim|énoncé|phrase|retranscription|"
    "transcription text|interview text"
)
WEAK_TEXT: Final = _keys("response|answer|réponse|body|line|segment")
"""Names that hold words only where a column surely is the speaker."""
SPEAKER: Final = _keys(
    "speaker|speaker name|speaker id|speaker label|interlocutor|who|locuteur|locutrice|intervenant|intervenante|"
    "interlocuteur|qui|parle"
)
WEAK_SPEAKER: Final = _keys("role|rôle|name|participant|author|auteur|sender|personne|nom|from")
"""Names of columns that name somebody, who speaks only when coming again or beside a time."""
START: Final = _keys(
    "start|start time|begin|from|time|timestamp|timecode|in|début|heure|temps|horodatage|position|start ms|"
    "start s|start (s)|start (ms)|begin time|start timestamp|time in"
)
END: Final = _keys("end|end time|to|out|stop|fin|end ms|end s|end (s)|end (ms)|end timestamp|time out")
SPAN: Final = _keys("timespan|time span|plage|intervalle|durée|span")
INTERVIEW: Final = _keys(
    "transcript id|transcriptid|transcript name|transcriptname|interview|interview id|interviewid|entretien|"
    "entretien id|id entretien|document|document id|doc|file|file name|filename|fichier|nom fichier|case|cas|"
    "conversation|conversation id|dialogue id|dialog id|session|session id|source|recording|transcription id"
)
IDENTITY: Final = _keys(
    "id|identifiant|code|numéro|numero|n°|no|respondent|respondent id|répondant|participant|participant id|"
    "name|nom|case|cas|interview|entretien|transcript id|document|fichier|file|enquêté|interviewee|"
    "response id|responseid|surveyrespondentid|pseudonyme|pseudonym|organisation|organization|entreprise|company"
)
UTTERANCE: Final = _keys("utterance id|utteranceid|turn id|segment id|line id|message id|id énoncé|uid")
CODE: Final = _keys("code|codes|tag|codename|code name|étiquette")
QUOTE: Final = _keys(
    "quote|quotation|verbatim|content|segment|coded|text|texte|citation|extrait|fragment|fragments|passage"
)
CODER: Final = _keys("coder|codeur|codeuse")
BOOK: Final = _keys(
    "path|chemin|code|codes|tag|name|nom|codename|étiquette|theme|thème|category|catégorie|código"
)
EXPLAINED: Final = _keys(
    "definition|définition|description|brief definition|full definition|when to use|when not to use|inclusion|"
    "exclusion|groundedness|code type|parent|parent code|code parent|example quote|example quotations|"
    "comentário|colour|couleur"
)
_SPAN: Final = re.compile(r"\s*([\d:.,]+)\s*(?:-->|->|[-–—]|\bto\b|\bà\b)\s*([\d:.,]+)\s*")
_LABELLED: Final = re.compile(r"^[^\W\d_][^\n:：]{0,40}[:：]\s", re.MULTILINE)
LONG: Final = 6
VERY_LONG: Final = 60


@dataclass(frozen=True)
class Column:
    """A column: its place, its header, its cells as text."""

    place: int
    header: str
    cells: tuple[str, ...]

    @cached_property
    def key(self) -> str:
        """The header as it is compared."""
        return name_key(self.header)

    @cached_property
    def filled(self) -> list[str]:
        """The cells that hold something."""
        return [cell for cell in self.cells if cell.strip()]

    @cached_property
    def mean_words(self) -> float:
        """How many words a filled cell has on average."""
        return sum(map(words, self.filled)) / len(self.filled) if self.filled else 0.0

    @cached_property
    def varied(self) -> bool:
        """Whether most filled cells differ from each other."""
        return len(set(self.filled)) > 0.5 * len(self.filled)

    @cached_property
    def numbers(self) -> list[float | None]:
        """The cells as numbers, None where they are none."""
        return [number(cell) for cell in self.cells]

    @property
    def numeric(self) -> bool:
        """Whether every filled cell is a number."""
        return bool(self.filled) and sum(value is not None for value in self.numbers) == len(self.filled)

    @property
    def long(self) -> bool:
        """Whether the cells hold something said, not a value."""
        return self.mean_words >= LONG and self.varied and not self.numeric

    @property
    def timed(self) -> bool:
        """Whether most filled cells are times of a clock or numbers."""
        known = sum(seconds(cell) is not None or number(cell) is not None for cell in self.filled)
        return bool(self.filled) and known >= 0.8 * len(self.filled)

    @property
    def spans(self) -> bool:
        """Whether filled cells are two times with a dash between them, or some of them one time."""
        known = sum(bool(_SPAN.fullmatch(cell)) for cell in self.filled)
        single = sum(seconds(cell) is not None for cell in self.filled)
        return known > 0 and known + single >= 0.8 * len(self.filled)


def number(cell: str) -> float | None:
    """Read a cell as a number, None when it is none."""
    try:
        value = float(cell.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None


def span(cell: str) -> tuple[str, str]:
    """Give the two ends of a time span; the second empty when there is one time only."""
    found = _SPAN.fullmatch(cell)
    return (found[1], found[2]) if found else (cell.strip(), "")


def columns(table: Table) -> list[Column]:
    """Give the columns of a table."""
    return [
        Column(place, header, tuple(_text(row.cells[place]) for row in table.rows))
        for place, header in enumerate(table.headers)
    ]


def _text(cell: CellValue) -> str:
    return "" if cell is None else str(cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Which column is what, in a table with a row a turn; None where there is none."""

    text: Column
    speaker: Column | None = None
    start: Column | None = None
    end: Column | None = None
    span: Column | None = None
    interview: Column | None = None
    utterance: Column | None = None

    @property
    def used(self) -> frozenset[int]:
        """The places of the columns that have a part."""
        parts = (self.text, self.speaker, self.start, self.end, self.span, self.interview, self.utterance)
        return frozenset(part.place for part in parts if part is not None)


def _named(
    found: Sequence[Column], names: frozenset[str], taken: Sequence[Column | None] = ()
) -> list[Column]:
    used = {column.place for column in taken if column is not None}
    return [column for column in found if column.key in names and column.filled and column.place not in used]


def is_codings(found: Sequence[Column]) -> bool:
    """Say whether the rows are passages with their codes: no speaker is sure, and a column is the code."""
    keys = {column.key for column in found}
    passages = keys & QUOTE or (keys & START and keys & END)
    return not keys & SPEAKER and bool((keys & CODE and passages) or (keys & CODER and keys & QUOTE))


def is_codebook(found: Sequence[Column]) -> bool:
    """Say whether the rows are codes with what they mean."""
    keys = {column.key for column in found}
    return not keys & SPEAKER and bool(keys & BOOK) and bool(keys & EXPLAINED)


def _speaker(found: Sequence[Column], text: Column, *, timed: bool) -> Column | None:
    for column in _named(found, SPEAKER, [text]):
        if column.mean_words <= 5:
            return column
    for column in _named(found, WEAK_SPEAKER, [text]):
        recurs = len(set(column.filled)) < len(column.filled)
        if column.mean_words <= 5 and not column.numeric and (recurs or timed):
            return column
    return None


def turn_roles(found: Sequence[Column]) -> Roles | None:
    """Say what the columns are when each row is a turn; None when that makes no sense."""
    sure = any(column.key in SPEAKER for column in found)
    texts = [c for c in _named(found, TEXT | WEAK_TEXT if sure else TEXT) if not c.numeric or sure]
    if not texts and sure:
        texts = [column for column in found if column.long and len(column.filled) >= 0.6 * len(column.cells)]
    if not texts:
        return None
    text = max(texts, key=lambda column: column.mean_words)
    between = next((c for c in found if c.place != text.place and c.spans), None)
    start = next((c for c in _named(found, START, [text, between]) if c.timed), None)
    start = start or next((c for c in _named(found, SPAN, [text, between]) if c.timed), None)
    end = next((c for c in _named(found, END, [text, start]) if c.timed), None)
    speaker = _speaker(found, text, timed=start is not None or between is not None)
    if speaker is None and start is None and between is None and not _alone(found, text):
        return None
    interview = next(iter(_named(found, INTERVIEW, [text, speaker, start, end, between])), None)
    return Roles(
        text=text, speaker=speaker, start=start, end=end, span=between,
        interview=interview, utterance=next(iter(_named(found, UTTERANCE, [text, speaker])), None),
    )  # fmt: skip


def _alone(found: Sequence[Column], text: Column) -> bool:
    """Say whether only counters stand beside words that are said row after row."""
    return text.mean_words >= 2 and all(
        column.numeric and column.varied for column in found if column.place != text.place and column.filled
    )


def holds_turns(column: Column) -> bool:
    """Say whether most cells have lines that begin with somebody's name."""
    cells = column.filled
    many = sum(1 for cell in cells if len(_LABELLED.findall(cell)) > 1)
    return bool(cells) and many > 0.5 * len(cells)


def transcript_column(found: Sequence[Column]) -> Column | None:
    """Give the column whose cells are whole transcripts; None when there is none."""
    long = [c for c in found if (c.mean_words >= VERY_LONG and c.varied) or holds_turns(c)]
    named = [column for column in long if column.key in TEXT]
    return max(named or long, key=lambda column: column.mean_words, default=None)


def questions(found: Sequence[Column]) -> list[Column]:
    """Give the columns that are questions with answers in their cells; none when it is only a remark or two."""
    asked = [
        column
        for column in found
        if not column.numeric
        and len(column.filled) >= max(1, 0.3 * len(column.cells))
        and (column.long or ("?" in column.header and column.mean_words >= 2))
    ]
    return asked if len(asked) > 1 or any("?" in column.header for column in asked) else []


def identity(found: Sequence[Column], taken: frozenset[int]) -> Column | None:
    """Give the column that names the rows: called like one, every cell filled and its own."""
    for column in found:
        whole = len(column.filled) == len(column.cells) and len(set(column.cells)) == len(column.cells)
        if (
            column.place not in taken
            and column.key in IDENTITY | INTERVIEW
            and whole
            and column.mean_words < LONG
        ):
            return column
    return None
