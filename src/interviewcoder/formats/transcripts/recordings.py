"""JSON as programs that transcribe write it, and oTranscribe's files.

Whisper, whisperX, whisper.cpp, Rev, Amazon, Google, Azure, Deepgram, AssemblyAI and most others are read by
one rule (`recordings_lists`): where the words, the speakers and the times are is found, not known. What
stands elsewhere in the file is named in the report. Must not recognise turns.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts import recordings_keys as keys
from interviewcoder.formats.transcripts.encodings import Decoded
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.plain import decoded, doubts
from interviewcoder.formats.transcripts.reading import Source, Utterance
from interviewcoder.formats.transcripts.recordings_lists import Piece, Spoken, Tree
from interviewcoder.formats.transcripts.recordings_words import by_voices, in_seconds, joined, unit_of
from interviewcoder.formats.transcripts.voices import with_named_speakers
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIELDS: Final = N_("other fields left out")
TURN_MARKS: Final = N_("speaker turn marks left out")

_TURN_MARK: Final = re.compile(r"\s?\[SPEAKER_TURN\]")
_BESIDE_QUOTE: Final = re.compile(r'"\ufffd+|\ufffd+"|\ufffd')
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f\ufffd]")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_ONE_WORD: Final = re.compile(r"[^\W\d_]{2,}[.?!…]*")
_SEVERAL_WORDS: Final = re.compile(r"[^\W\d_]{2,}\W*\s+\W*\w+|\w+\W*\s+\W*[^\W\d_]{2,}")
_WHITE: Final = re.compile(r"[ \t\r\n\ufeff]*")
_LONGEST_METADATA: Final = 300


def _text_of(data: bytes, encoding: str | None) -> Decoded:
    """Decode JSON, which is UTF-8 by its standard, also where a program cut a character in two."""
    if not encoding:
        text = data.decode("utf-8", "replace")
        bad = _BESIDE_QUOTE.findall(text)
        if bad and b"\0" not in data:
            inside = sum(1 for found in bad if '"' not in found)
            if not inside or inside < len(_NOT_ASCII.findall(text)):
                return Decoded(text, "utf-8")
    return decoded(data, encoding)


def _values(text: str) -> tuple[list[Any], bool]:
    """Parse a text that holds one value of JSON, or one after the other; say whether it kept the rules."""
    values: list[Any] = []
    strict = True
    position = _next(text, 0)
    while position < len(text):
        try:
            value, position = json.JSONDecoder(strict=strict).raw_decode(text, position)
        except json.JSONDecodeError as error:
            if strict and "control character" in error.msg:
                strict = False
                continue
            raise PackageRefused(_why(error, text)) from error
        except RecursionError as error:
            raise PackageRefused(_("The file is nested deeper than any transcript.")) from error
        except ValueError as error:
            raise PackageRefused(_("The file holds a number no program can have meant.")) from error
        values.append(value)
        position = _next(text, position)
    return values, strict


def _next(text: str, position: int) -> int:
    found = _WHITE.match(text, position)
    return found.end() if found else position


def _why(error: json.JSONDecodeError, text: str) -> str:
    ends = error.pos >= len(text.rstrip()) - 1 or "Unterminated string" in error.msg
    if ends and text.lstrip()[:1] in {"{", "["}:
        return _("The file breaks off before its end; it may not have been copied whole.")
    return _("The file is not valid JSON: line {line} cannot be read.").format(line=error.lineno)


def _otranscribe(root: object) -> Source | None:
    """Read the HTML inside oTranscribe's JSON."""
    if not isinstance(root, dict) or not isinstance(root.get("text"), str):
        return None
    if not ({"media", "media-time", "media-source"} & root.keys() and "<" in root["text"]):
        return None
    from interviewcoder.formats.transcripts.web import otranscribe_source

    return otranscribe_source(root["text"], _metadata(root))


def _metadata(root: object) -> dict[str, str]:
    """Take language, title, length and recording from the outermost objects."""
    metadata: dict[str, str] = {}
    wanted = {"language": keys.LANGUAGE, "title": keys.TITLE, "media": keys.MEDIA, "duration": ("duration",)}
    outer = [root, *root.values()] if isinstance(root, dict) else []
    for node in outer:
        for kind, names in wanted.items() if isinstance(node, dict) else ():
            for _name, value in keys.by_name(node, names):
                simple = isinstance(value, str | int | float) and not isinstance(value, bool)
                if simple and kind not in metadata and 0 < len(str(value)) <= _LONGEST_METADATA:
                    metadata[kind] = canonical(str(value))
    return metadata


def _named(tree: Tree, pieces: Sequence[Piece]) -> list[Piece]:
    """Give speakers their names from the file's table of speakers, where it has one."""
    names: dict[str, str] = {}
    for path, places in tree.places.items():
        if len(path) > 1 and path[-1] == "[]" and keys.plain(path[-2]) in {"speakers", "participants"}:
            for place in places:
                number, name = place.item.get("id"), keys.speaker(place.item.get("name"))
                if name and (label := keys.speaker(number)):
                    names[label] = name
    return [replace(piece, speaker=names.get(piece.speaker or "", piece.speaker)) for piece in pieces]


def _diarised(tree: Tree, pieces: Sequence[Piece]) -> list[Piece]:
    """Give words their speakers by time, where the file says apart from them who speaks when."""
    if any(piece.speaker for piece in pieces):
        return list(pieces)
    voices = tree.voices()
    given: list[Piece] = []
    at = 0
    for piece in pieces:
        name = None
        if piece.start is not None:
            while at + 1 < len(voices) and voices[at + 1][0] <= piece.start:
                at += 1
            if voices and voices[at][0] <= piece.start <= voices[at][1]:
                name = voices[at][2]
        given.append(replace(piece, speaker=name))
    return given


def _split(piece: Piece) -> Iterator[Piece]:
    """Cut a phrase where its words say that somebody else goes on."""
    words = next((value for name, value in keys.by_name(piece.item, ("words",))), None)
    changes = []
    if isinstance(words, list) and all(isinstance(word, dict) for word in words):
        changes = by_voices(piece.text, words)
    if len(changes) < 2:
        yield piece
        return
    places = [0, *(position for _name, position in changes[1:]), len(piece.text)]
    for number, (name, _position) in enumerate(changes):
        text = piece.text[places[number] : places[number + 1]]
        yield replace(piece, text=text, speaker=name)


def _utterances(tree: Tree, spoken: Spoken, counts: Counter[str]) -> list[Utterance]:
    pieces = _named(tree, _diarised(tree, spoken.pieces))
    unit = unit_of(pieces)
    pieces = [
        replace(piece, start=in_seconds(piece.start, unit), end=in_seconds(piece.end, unit))
        for piece in pieces
    ]
    if spoken.speaker_key in keys.CHANNELS and all(piece.start is not None for piece in pieces):
        pieces.sort(key=lambda piece: piece.start or 0)
    if spoken.by_words:
        return joined(pieces)
    utterances = []
    for piece in (part for whole in pieces for part in _split(whole)):
        text, marks = _TURN_MARK.subn("", piece.text)
        counts[TURN_MARKS] += marks
        utterances.append(Utterance(speaker=piece.speaker, text=text, time=piece.start, time_end=piece.end))
    return utterances


def _bare(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def _left_out(tree: Tree, told: str, metadata: dict[str, str]) -> list[tuple[str, str]]:
    """Give the words of the file that are neither in `told` nor metadata, each once."""
    known = {_bare(word) for word in told.split()} | {_bare(value) for value in metadata.values()}
    whole = _bare(told)
    others: dict[tuple[str, str], None] = {}
    for name, value in dict.fromkeys(tree.strings()):
        words = _TURN_MARK.sub("", value).strip()
        if not (_ONE_WORD.fullmatch(words) or _SEVERAL_WORDS.search(words)):
            continue
        if keys.plain(name) in keys.TECHNICAL or _bare(words) in known:
            continue
        if not all(_bare(line) in whole for said in words.split("\n") for line in _apart(said, known)):
            others[FIELDS, f"{name}: {canonical(words)}"] = None
    return list(others)


def _apart(line: str, known: set[str]) -> tuple[str, ...]:
    """Give a line without the speaker that stands before it in a summary of the whole."""
    label, colon, said = line.partition(":")
    return (said,) if colon and all(_bare(word) in known for word in label.split()) else (line,)


class RecordingReader:
    """Reads JSON."""

    name = "json"
    suffixes = (".json", ".otr")

    def read(self, data: bytes, *, encoding: str | None = None) -> Source | tuple[Source, ...]:
        """Read a transcript in JSON, or each of several. Raises `PackageRefused` when it is none, or damaged."""
        found = _text_of(data, encoding)
        values, strict = _values(found.text.lstrip("\ufeff"))
        root = values[0] if len(values) == 1 else values
        warnings = doubts(found)
        if not strict:
            warnings += (
                _("The file is not quite valid JSON; words may be damaged where it breaks the rules."),
            )
        sources = [
            replace(source, encoding=found.encoding, warnings=(*source.warnings, *warnings))
            for source in _several(root) or [_otranscribe(root) or _source(Tree(root))]
        ]
        return sources[0] if len(sources) == 1 else tuple(sources)


def _several(root: object) -> list[Source]:
    """Read a list of interviews, each with a title of its own and a conversation inside; else nothing."""
    if isinstance(root, dict) and len(root) == 1:
        root = next(iter(root.values()))
    if not isinstance(root, list) or not all(isinstance(item, dict) for item in root):
        return []
    named = [next(iter(keys.by_name(item, keys.INTERVIEW)), ("", ""))[1] for item in root]
    names = [canonical(str(name)).strip() for name in named if isinstance(name, str | int)]
    if not 1 < len(root) == len(set(filter(None, names))):
        return []
    trees = [Tree(item) for item in root]
    if not all(tree.best() or "\n" in (_whole_text(tree) or "").strip() for tree in trees):
        return []
    return [replace(_source(tree), name=name) for tree, name in zip(trees, names, strict=True)]


def _source(tree: Tree) -> Source:
    metadata = _metadata(tree.root)
    spoken = tree.best()
    if spoken is None:
        return _whole(tree, metadata)
    counts: Counter[str] = Counter()
    utterances = with_named_speakers(_utterances(tree, spoken, counts))
    speakers = {utterance.speaker for utterance in utterances if utterance.speaker}
    told = "\n".join([*(utterance.text for utterance in utterances), *speakers])
    left_out = _left_out(tree, told, metadata)
    counts[FIELDS] = len(left_out)
    return Source(utterances=tuple(utterances), metadata=metadata, counts=+counts, left_out=tuple(left_out))


def _whole_text(tree: Tree) -> str | None:
    nodes = [place.item for path, places in tree.places.items() if len(path) < 3 for place in places]
    texts = (value for node in nodes for _name, value in keys.by_name(node, keys.STRONG_TEXT))
    return next((text for text in texts if isinstance(text, str) and _SEVERAL_WORDS.search(text)), None)


def _whole(tree: Tree, metadata: dict[str, str]) -> Source:
    """Read a file that holds the transcript as one text. Raises `PackageRefused` when there is none."""
    text = _whole_text(tree)
    if text is None:
        raise PackageRefused(_("The file is JSON, but holds no list of things said."))
    left_out = _left_out(tree, text, metadata)
    counts = {FIELDS: len(left_out)} if left_out else {}
    return Source(text=canonical(text), metadata=metadata, counts=counts, left_out=tuple(left_out))


READER: Final = RecordingReader()
