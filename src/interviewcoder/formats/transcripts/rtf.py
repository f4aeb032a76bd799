"""Rich text (RTF): our own walk over its groups, control words and letters.

Insertions and hidden passages are kept, deletions, headers, footers, field codes and automatic list marks
left out and told; footnotes, comments and text boxes become notes; a table row becomes one line with tabs.
Letters are in the code page of their font, or Unicode. Must not recognise turns, nor recurse.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.transcripts.docx import (
    COMMENTS,
    DIAGRAMS,
    EMBEDDED,
    FOOTNOTES,
    LIST_MARKS,
    PICTURES,
    SOFT_HYPHENS,
    SYMBOLS,
)
from interviewcoder.formats.transcripts.encodings import Decoded
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.plain import doubts
from interviewcoder.formats.transcripts.rtf_letters import SETS, Letters, holds_letters
from interviewcoder.formats.transcripts.rtf_parts import (
    ASIDE,
    BREAKS,
    CELLS,
    ESCAPED,
    FACTS,
    LEFT_OUT,
    LOOKS,
    NOTES,
    ROWS,
    SAID,
    SKIPPED,
    TRANSPARENT,
    Place,
    State,
)
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.formats.transcripts.drafts import Draft
    from interviewcoder.formats.transcripts.reading import Source

_BEGINNING: Final = re.compile(rb"\{\\rtf(?![A-Za-z])")
_TOKEN: Final = re.compile(
    rb"\\(?P<word>[A-Za-z]+)(?P<number>-?\d+)? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<symbol>\r\n|.)"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_PRIVATE: Final = range(0xE000, 0xF900)
_HIGH: Final = range(0xD800, 0xDC00)
_LOW: Final = range(0xDC00, 0xE000)
_MOST_DIGITS: Final = 10
_MOST_REPLACED: Final = 8


class _Walk:
    """One pass over the tokens of a file."""

    def __init__(self, data: bytes, encoding: str | None) -> None:
        self.data = data
        self.letters = Letters(data, encoding)
        self.body = Place("text")
        self.metadata: dict[str, str] = {}
        self._state = State(self.body)
        self._groups: list[State] = []
        self._bytes = bytearray()
        self._codec = ""
        self._high = 0
        self._replacing = 0
        self._ignorable = False
        self._author = self._property = ""
        self._reference: str | None = None
        self._spans: dict[str, tuple[int, int]] = {}
        self._comments: list[tuple[str | None, int, str, str]] = []

    def whole(self) -> Source:
        """Walk through everything, as far as it goes."""
        position = self._walk()
        draft = self.body.draft
        if self._groups:
            draft.warnings.append(_("The file breaks off before its end; it was read as far as it goes."))
        elif self.data[position:].strip(b"\0\r\n\t \x1a}"):
            draft.warnings.append(_("The file goes on after the end of its text; that was not read."))
        self._flush()
        self._say("")
        while self._groups:
            self._close()
        self._leave(self.body, None)
        self.body.settle()
        self._hang_comments()
        if draft.counts[LIST_MARKS]:
            draft.warnings.append(
                _("List numbers and dashes that the word processor adds are not part of the text.")
            )
        if draft.counts[EMBEDDED]:
            draft.warnings.append(_("The file holds another document, which was not read."))
        source = draft.source(self.metadata)
        encoding = codecs.lookup(self.letters.page).name
        warned = (*source.warnings, *doubts(Decoded(source.text, encoding)))
        return replace(source, encoding=encoding, warnings=warned)

    def _walk(self) -> int:
        """Take token after token to the end of the outermost group; give its place."""
        position, size, match = 0, len(self.data), _TOKEN.match
        while position < size:
            found = match(self.data, position)
            assert found is not None, "every byte begins a token"
            position = found.end()
            kind = found.lastgroup
            if kind == "text":
                self._add(found["text"], raw=True)
            elif kind == "hex":
                self._add(bytes((int(found["hex"], 16),)))
            elif kind in {"word", "number"}:
                position += self._word(found["word"].decode("ascii"), _number(found["number"]))
            elif kind == "symbol":
                self._symbol(found["symbol"])
            elif kind == "open":
                self._open()
            elif kind == "close":
                self._close()
                if not self._groups:
                    break
        return position

    def _open(self) -> None:
        self._flush()
        self._replacing, self._ignorable = 0, False
        self._groups.append(replace(self._state))

    def _close(self) -> None:
        self._flush()
        self._replacing, self._ignorable = 0, False
        if self._state.place is not self._groups[-1].place:
            self._say("")
        inner, self._state = self._state, self._groups.pop()
        place = inner.place
        while place is not self._state.place and place.outer is not None:
            self._leave(place, place.outer)
            place = place.outer

    # Letters

    def _add(self, letters: bytes, *, raw: bool = False) -> None:
        if self._replacing:
            used = min(self._replacing, len(letters))
            self._replacing -= used
            letters = letters[used:]
        state = self._state
        if state.skips or state.fonts or not letters:
            return
        if letters[-1] < 0x80 and self._bytes and letters.isascii():
            self._bytes += letters
            return
        codec = self.letters.codec(state.font, raw=raw and not letters.isascii())
        if codec != self._codec:
            self._flush()
            self._codec = codec
        self._bytes += letters

    def _flush(self) -> None:
        """Say the letters gathered so far, and half a Unicode letter whose other half never came."""
        if self._bytes:
            letters = bytes(self._bytes)
            self._bytes.clear()
            text = letters.decode(self._codec, "replace")
            if self.letters.are_symbols(self._state.font):
                self._state.place.draft.counts[SYMBOLS] += sum(not sign.isspace() for sign in text)
                text = "".join(sign if sign.isascii() else "\ufffd" for sign in text)
            self._say(text)

    def _say(self, text: str) -> None:
        if self._high:
            self._high = 0
            self._say("\ufffd")
        if text and not (self._state.skips or self._state.fonts):
            self._state.place.say(text, self._state)

    def _unicode(self, number: int) -> None:
        self._replacing = self._state.replaced
        if self._state.skips or self._state.fonts:
            return
        code = number + 0x10000 if -0x8000 <= number < 0 else number
        if code in _LOW and self._high:
            code = 0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00
            self._high = 0
        elif code in _HIGH:
            self._say("")
            self._high = code
            return
        if code in _PRIVATE:
            self._state.place.draft.counts[SYMBOLS] += 1
        readable = 0 <= code <= 0x10FFFF and code not in _LOW and code not in _PRIVATE
        self._say(chr(code) if readable else "\ufffd")

    def _sign(self, text: str) -> None:
        """Say a letter that is written as a word or a symbol, unless it stands for a Unicode one."""
        if not self._stands_in():
            self._flush()
            self._say(text)

    def _stands_in(self) -> bool:
        """Say whether what comes stands for a Unicode letter that was said already."""
        if self._replacing:
            self._replacing -= 1
            return True
        return False

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._ignorable = True
        elif symbol == b"-":
            if not (self._stands_in() or self._state.skips):
                self._state.place.draft.counts[SOFT_HYPHENS] += 1
        elif symbol in ESCAPED:
            self._sign(ESCAPED[symbol])

    # Control words

    def _word(self, word: str, number: int | None) -> int:
        """Take a control word; give how many bytes after it belong to it."""
        ignorable, self._ignorable = self._ignorable, False
        if word in SAID:
            self._sign(SAID[word])
            return 0
        self._flush()
        if word == "u" and number is not None:
            self._unicode(number)
            return 0
        if word == "bin":
            self._stands_in()
            return max(0, number or 0)
        self._replacing = 0
        if not (self._sets(word, number) or self._breaks(word) or self._enters(word)) and ignorable:
            self._state.skips = True
        return 0

    def _sets(self, word: str, number: int | None) -> bool:
        """Take a word that says how letters are set or written."""
        state = self._state
        if word in LOOKS:
            setattr(state, LOOKS[word], number != 0)
        elif word == "plain":
            state.bold = state.italic = state.hidden = state.deleted = state.inserted = False
            state.font = None
        elif word == "uc":
            state.replaced = min(max(0, number or 0), _MOST_REPLACED)
        elif state.fonts:
            self.letters.learn_font(word, number or 0)
        elif word == "f":
            state.font = number or 0
        elif word in SETS or word in {"ansicpg", "deff"}:
            self.letters.learn(word, number or 0)
        elif word == "ftnalt":
            state.place.kind = "endnote"
        else:
            return False
        return True

    def _breaks(self, word: str) -> bool:
        """Take a word that ends a page, a cell or a row."""
        state = self._state
        if word not in BREAKS | CELLS | ROWS:
            return False
        if state.skips:
            return True
        if word in CELLS:
            state.place.settle()
            state.place.draft.add("\t" * state.place.cells)
            state.place.cells = 1
        elif word in ROWS:
            state.place.end_row()
        elif not state.place.ends_line():
            self._say("\n")
        return True

    def _enters(self, word: str) -> bool:
        """Take a word that says what its group is."""
        state = self._state
        if word == "ud" and state.doubled:
            state.skips = False
        elif state.skips and word not in FACTS:
            return word in TRANSPARENT
        elif word in ASIDE:
            self._say("")
            state.place, state.skips = Place(word, outer=state.place), False
            state.bold = state.italic = state.hidden = state.deleted = state.inserted = False
        elif word == "upr":
            state.skips = state.doubled = True
        elif word == "fonttbl":
            state.fonts = True
        elif word in {"pict", "NeXTGraphic"}:
            state.place.draft.leave_out(PICTURES, "")
            state.skips = True
        elif word == "object":
            state.place.draft.leave_out(EMBEDDED, "")
        elif word in SKIPPED:
            state.skips = True
        else:
            return word in TRANSPARENT
        return True

    # Ends of groups

    def _leave(self, place: Place, outer: Place | None) -> None:
        """Put what was said in a place where it belongs."""
        place.settle()
        if outer is None:
            return
        kind = place.kind
        is_mark = LEFT_OUT.get(kind) == LIST_MARKS
        if is_mark:
            place.draft.counts.pop(SYMBOLS, None)
        words = outer.draft.take_in(place.draft)
        if kind == "annotation":
            self._comments.append((self._reference, self.body.draft.length, words, self._author))
            self._author, self._reference = "", None
        elif kind in LEFT_OUT:
            if words.strip():
                outer.draft.leave_out(LEFT_OUT[kind], words.replace("\ufffd", "") if is_mark else words)
        elif kind in NOTES or kind == "endnote":
            called, counted = NOTES.get(kind, ("endnote", FOOTNOTES))
            if words.strip():
                outer.draft.counts[counted] += 1
                outer.draft.note(outer.draft.length, outer.draft.length, words, kind=called)
        else:
            self._note_down(kind, words.strip(), outer.draft)

    def _note_down(self, kind: str, words: str, draft: Draft) -> None:
        """Take a fact about the file, a comment or a picture."""
        at = self.body.draft.length
        if kind in {"title", "author"} and words:
            self.metadata[kind] = words
        elif kind == "atnauthor" or (kind == "atnid" and not self._author):
            self._author = words
        elif kind == "atnref":
            self._reference = words
        elif kind == "atrfstart":
            self._spans[words] = at, at
        elif kind == "atrfend":
            self._spans[words] = self._spans.get(words, (at, at))[0], at
        elif kind == "sn":
            self._property = words
        elif kind == "sv" and words and self._property == "wzDescription":
            draft.left_out.append((PICTURES, words))
        elif kind == "sv" and words and self._property == "gtextUNICODE":
            draft.leave_out(DIAGRAMS, words)

    def _hang_comments(self) -> None:
        for reference, at, words, author in self._comments:
            start, end = self._spans.get(reference or "", (at, at))
            if words.strip():
                self.body.draft.counts[COMMENTS] += 1
                self.body.draft.note(start, max(start, end), words, kind="comment", author=author)


def _number(digits: bytes | None) -> int | None:
    return int(digits[:_MOST_DIGITS]) if digits else None


class RtfReader:
    """Reads .rtf."""

    name = "rtf"
    suffixes = (".rtf",)

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:
        """Read rich text. Raises `PackageRefused` with a sentence when it is none."""
        if not _BEGINNING.match(data):
            raise PackageRefused(_("The file is no rich text."))
        if encoding:
            try:
                codecs.lookup(encoding)
            except LookupError as error:
                raise PackageRefused(_("There is no encoding “{name}”.").format(name=encoding)) from error
            if not holds_letters(encoding):
                raise PackageRefused(_("The text is not in {name}.").format(name=encoding))
        return _Walk(data, encoding).whole()


READER: Final = RtfReader()
