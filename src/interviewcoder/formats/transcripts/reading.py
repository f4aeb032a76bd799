"""What a transcript reader is given and gives back: the seam for readers of ours and of others.

A reader is an object with the attributes of `Reader`, found under the entry point group
``interviewcoder.readers``. It turns bytes into a `Source`: either the text as the file has it, in
which the turns are then recognised, or utterances that already know their speaker and time.
`interviewcoder.formats.transcripts.read` turns a source into a `Reading`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewcoder.domain.records import Moment, Role, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Words of one speaker as a timed format gives them; times in seconds."""

    speaker: str | None
    text: str
    time: float | None = None
    time_end: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark in the file about characters `start` to `end` of the text: a Word comment, a footnote."""

    start: int
    end: int
    text: str
    author: str = ""
    kind: str = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a reader found in a file.

    Either `text` (canonical, see `domain.text.canonical`) or `utterances` is filled. `counts` says how
    often something was treated specially ("insertions kept": 12), `warnings` are sentences. `left_out`
    are (kind, words) that the file holds and the text does not; the kind is an English message marked by
    ``N_``. `stressed` are the (start, end) of text set in bold or italics from a line's beginning, on one
    line each: a speaker or a question may be set so. `moments` are places whose time is known. `name`
    tells apart the interviews of a file that holds several; empty for the only one.
    """

    name: str = ""
    text: str = ""
    utterances: tuple[Utterance, ...] = ()
    notes: tuple[Note, ...] = ()
    stressed: tuple[tuple[int, int], ...] = ()
    moments: tuple[Moment, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class Reader(Protocol):
    """One format. `name` is what ``--as`` takes; `suffixes` are lower case with their dot.

    Readers run in a child process with limits on memory and time. They must not print, write, or open
    anything; `interviewcoder.testing` checks what a reader promises.
    """

    name: str
    suffixes: tuple[str, ...]

    def read(self, data: bytes, *, encoding: str | None = None) -> Source | tuple[Source, ...]:
        """Read a file's bytes: one interview, or each of several. Raises any exception for another format.

        `packages.PackageRefused` is the exception whose sentence the user is shown.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A speaker label as recognised: how often, who it probably is, and whether it looks misspelt."""

    label: str
    name: str
    role: Role
    turns: int
    first_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A transcript ready to be taken into a study: fixed text, turns over it, and the report."""

    format: str
    name: str = ""
    text: str
    turns: tuple[Turn, ...]
    labels: tuple[Label, ...]
    notes: tuple[Note, ...] = ()
    moments: tuple[Moment, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    encoding: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
