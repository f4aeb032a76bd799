"""Plain text and Markdown: kept as typed, in whatever encoding it was saved.

Owns the refusal of what is no text. Markdown is never rendered away. Whisper's timed lines
``[00:43.810 --> 00:47.850] words`` become utterances with times. Must not recognise turns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.clock import TIME, seconds
from interviewcoder.formats.transcripts.encodings import Decoded, NotText, decode
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.reading import Source, Utterance
from interviewcoder.locales import N_, _, ngettext

_TIMED: Final = re.compile(rf"\s*\[({TIME})\s*-->\s*({TIME})\]\s*(.*)")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
CONTROLS: Final = N_("control characters replaced")
_SHOWN: Final = {
    "cp1252": "Windows-1252",
    "iso8859-15": "ISO 8859-15",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
}


def decoded(data: bytes, encoding: str | None) -> Decoded:
    """Decode `data`, refusing what is no text or not of the encoding asked for."""
    try:
        found = decode(data, encoding)
    except LookupError as error:
        raise PackageRefused(_("There is no encoding “{name}”.").format(name=encoding)) from error
    except UnicodeDecodeError as error:
        raise PackageRefused(_("The text is not in {name}.").format(name=encoding)) from error
    except NotText as error:
        raise PackageRefused(_("The file is not text.")) from error
    controls = sum(1 for _found in _CONTROL.finditer(found.text[:100_000]))
    if controls * 50 > min(len(found.text), 100_000):
        raise PackageRefused(_("The file is not text."))
    return found


def doubts(found: Decoded) -> tuple[str, ...]:
    """Say what is uncertain about an encoding."""
    warnings: list[str] = []
    if not found.certain:
        name = _SHOWN.get(found.encoding, found.encoding.upper())
        warnings.append(_("The file does not say its encoding; it was read as {name}.").format(name=name))
    if lost := found.text.count("\ufffd"):
        sentence = ngettext("{n} character could not be read.", "{n} characters could not be read.", lost)
        warnings.append(sentence.format(n=lost))
    return tuple(warnings)


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Reads text as it is."""

    name: str
    suffixes: tuple[str, ...]

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:
        """Read text, or Whisper's lines with times."""
        found = decoded(data, encoding)
        counts = {CONTROLS: sum(1 for _found in _CONTROL.finditer(found.text))}
        text = canonical(found.text)
        if "\t" in text and (table := _table(text)) is not None:
            return replace(table, encoding=found.encoding, warnings=(*doubts(found), *table.warnings))
        utterances = _timed(text)
        return Source(
            text="" if utterances else text,
            utterances=utterances,
            encoding=found.encoding,
            counts={key: count for key, count in counts.items() if count},
            warnings=doubts(found),
        )


def _table(text: str) -> Source | None:
    from interviewcoder.formats.transcripts.rows import table_source

    return table_source(text)


def _timed(text: str) -> tuple[Utterance, ...]:
    """Read lines that all begin with a time span; nothing when one of them does not."""
    utterances: list[Utterance] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        found = _TIMED.fullmatch(line)
        if not found:
            return ()
        utterances.append(
            Utterance(speaker=None, text=found[3], time=seconds(found[1]), time_end=seconds(found[2]))
        )
    return tuple(utterances)


TEXT: Final = PlainReader("text", (".txt", ".text"))
MARKDOWN: Final = PlainReader("markdown", (".md", ".markdown"))
