"""The records a study is made of, with the words of the glossary.

Frozen values with GUID identities: a name is never an identity. Times are ISO 8601 in
UTC, to the second. Nothing here reads, writes, or changes anything.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal, TypeAlias

from interviewcoder.domain.text import Span
from interviewcoder.locales import N_

Guid: TypeAlias = str
Value: TypeAlias = str | int | float | bool
"""An attribute's value; dates as ``2014-01-14``."""
ByLanguage: TypeAlias = Mapping[str, str]
"""A text in one or several languages: ``{"fr": "Moyens", "en": "Means"}``."""

Role: TypeAlias = Literal["interviewer", "participant", "unknown"]
ROLES: Final[tuple[Role, ...]] = ("interviewer", "participant", "unknown")
AttributeKind: TypeAlias = Literal["text", "number", "date", "boolean", "choice"]
MemoTarget: TypeAlias = Literal["study", "case", "transcript", "passage", "code", "coding"]
SHOWN: Final = (
    N_("interviewer"), N_("participant"), N_("unknown"),
    N_("text"), N_("number"), N_("date"), N_("boolean"), N_("choice"),
    N_("raised"), N_("not raised"), N_("not applicable"), N_("not yet coded"),
)  # fmt: skip
"""The words above and below that are translated where they are shown."""
StatusValue: TypeAlias = Literal["raised", "not raised", "not applicable", "not yet coded"]
STATUSES: Final[tuple[StatusValue, ...]] = ("raised", "not raised", "not applicable", "not yet coded")


def new_guid() -> Guid:
    """Mint an identity."""
    return str(uuid.uuid4())


def now() -> str:
    """Give the time, in UTC, to the second: ``2014-01-14T10:22:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Somebody who codes."""

    id: Guid = field(default_factory=new_guid)
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One way in which cases differ. `choices` only for the kind ``choice``."""

    id: Guid = field(default_factory=new_guid)
    name: str
    kind: AttributeKind = "text"
    position: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is compared: a firm, an agency, a consultancy. `values` by attribute id."""

    id: Guid = field(default_factory=new_guid)
    name: str
    position: int = 0
    values: Mapping[Guid, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's uninterrupted words.

    `n` counts from 1. `label` is the speaker as the file writes it and `label_span` where
    (None when the file has no speakers, or continues one); `span` bounds the words. `time` and
    `time_end` are seconds in the recording, None when unknown.
    """

    n: int
    label: str | None
    label_span: Span | None
    span: Span
    time: float | None = None
    time_end: float | None = None

    @property
    def zone(self) -> Span:
        """The whole turn, label included."""
        return Span(self.label_span.start, self.span.end) if self.label_span else self.span


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A place in a text whose time is known: character `at` is heard `time` seconds into the recording."""

    at: int
    time: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """How a text came out of a file: enough to tell what was done, and to do it again.

    `sha256` and `size` (bytes) are of the file as received; `options` are those that overruled what
    the file looked like; `counts` say how often something was treated specially, by English message;
    `left_out` are (kind, words) of the file that are neither in the text nor in a memo.
    """

    file: str
    sha256: str
    size: int
    format: str
    encoding: str = ""
    program: str = ""
    made: str = field(default_factory=now)
    part: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One fixed text of a transcript with its turns. Never changed, only followed by another.

    `moments` are in order of place; `report` says how the text came out of its file, None when it did not.
    """

    id: Guid = field(default_factory=new_guid)
    text: str
    turns: tuple[Turn, ...] = ()
    moments: tuple[Moment, ...] = ()
    report: ImportReport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One interview. Its text is the `Version` named by `version`; `words` and `length` are of that text."""

    id: Guid = field(default_factory=new_guid)
    name: str
    case: Guid | None = None
    version: Guid
    language: str = ""
    source: str = ""
    source_sha256: str = ""
    format: str = ""
    words: int = 0
    length: int = 0
    position: int = 0
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who a label stands for in one transcript: a shown name and a role."""

    id: Guid = field(default_factory=new_guid)
    transcript: Guid
    label: str
    name: str
    role: Role = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The idea a passage is tagged with. Texts by language; `colour` as ``#rrggbb``, empty when inherited."""

    id: Guid = field(default_factory=new_guid)
    parent: Guid | None = None
    position: int = 0
    name: ByLanguage
    definition: ByLanguage = field(default_factory=dict)
    use: ByLanguage = field(default_factory=dict)
    avoid: ByLanguage = field(default_factory=dict)
    example: ByLanguage = field(default_factory=dict)
    colour: str = ""
    origin: str = ""
    made: str = field(default_factory=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One act of tagging: a passage, a code, a coder. `quote` is the passage's text, always."""

    id: Guid = field(default_factory=new_guid)
    transcript: Guid
    start: int
    end: int
    quote: str
    code: Guid
    coder: Guid
    made: str = field(default_factory=now)
    weight: float | None = None
    key: bool = False

    @property
    def span(self) -> Span:
        """The characters tagged."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """A note on the study, a case, a transcript, a code, a coding, or a passage.

    `target` is the identity of what it is on (the transcript for a passage; None for the
    study); `start`, `end` and `quote` only for a passage.
    """

    id: Guid = field(default_factory=new_guid)
    on: MemoTarget
    target: Guid | None = None
    start: int | None = None
    end: int | None = None
    quote: str = ""
    text: str
    kind: str = "note"
    coder: Guid | None = None
    made: str = field(default_factory=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The researcher's own words for a case under a code."""

    id: Guid = field(default_factory=new_guid)
    case: Guid
    code: Guid
    text: str
    coder: Guid | None = None
    made: str = field(default_factory=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What an empty cell means: whether a code was raised, applies, or was coded yet in a transcript."""

    id: Guid = field(default_factory=new_guid)
    transcript: Guid
    code: Guid
    value: StatusValue
    coder: Guid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """That a coder has finished a transcript: what she has not tagged there, she has not tagged on purpose."""

    id: Guid = field(default_factory=new_guid)
    transcript: Guid
    coder: Guid
    made: str = field(default_factory=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """That a coder works blind: she sees nothing of what others have made of some transcripts; none named means of all."""

    id: Guid = field(default_factory=new_guid)
    coder: Guid
    transcripts: tuple[Guid, ...] = ()
    made: str = field(default_factory=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A coding that a correction of its transcript could not carry along by itself, until somebody decides.

    It keeps the identity of the coding and all that was known of it: `start`, `end` and `quote` are of the text
    `version`. `found_start` and `found_end` are the proposal, a place in the present text or None; `reason` says why it
    has to be decided. `aside` is set when it was looked at and left for later.
    """

    id: Guid
    transcript: Guid
    version: Guid
    start: int
    end: int
    quote: str
    code: Guid
    coder: Guid
    made: str
    weight: float | None = None
    key: bool = False
    found_start: int | None = None
    found_end: int | None = None
    reason: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The codebook as it was at a time, under a name. `codes` are their fields by identity, `counts` their codings then."""

    id: Guid = field(default_factory=new_guid)
    name: str
    made: str = field(default_factory=now)
    coder: Guid | None = None
    codes: Mapping[Guid, Mapping[str, Any]] = field(default_factory=dict)
    counts: Mapping[Guid, int] = field(default_factory=dict)


Record: TypeAlias = (
    Coder
    | Attribute
    | Case
    | Transcript
    | Speaker
    | Code
    | Coding
    | Memo
    | Summary
    | Status
    | Finished
    | Blind
    | Pending
    | Edition
)


def in_language(text: ByLanguage, language: str) -> str:
    """Give `text` in `language`, or in another one when it has none in that."""
    return text.get(language) or next((words for words in text.values() if words), "")
