"""What the words of rich text are for, where the words said in it go, and what holds inside a group.

Owns the tables of control words and the bookkeeping of a place. Must not read a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from interviewcoder.formats.transcripts.docx import (
    BOXES,
    COMMENTS,
    DELETIONS,
    FIELD_CODES,
    FOOTNOTES,
    HEADERS,
    HIDDEN,
    INSERTIONS,
    LIST_MARKS,
)
from interviewcoder.formats.transcripts.drafts import Draft

SAID: Final = {
    "par": "\n", "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060",
    "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
ESCAPED: Final = {
    b"~": "\u00a0", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\", b"\t": "\t", b"'": "\ufffd",
    b"\n": "\n", b"\r": "\n", b"\r\n": "\n",
}  # fmt: skip
BREAKS: Final = frozenset({"sect", "page", "column"})
CELLS: Final = frozenset({"cell", "nestcell"})
ROWS: Final = frozenset({"row", "nestrow"})
LOOKS: Final = {
    "b": "bold", "i": "italic", "v": "hidden", "deleted": "deleted", "mvf": "deleted", "revised": "inserted",
    "mvt": "inserted",
}  # fmt: skip
SKIPPED: Final = frozenset(
    {
        "colortbl", "stylesheet", "info", "listtable", "listoverridetable", "revtbl", "rsidtbl", "filetbl", "objdata",
        "nonshppict", "nonesttables", "shprslt", "pntxta", "pntxtb", "private", "datafield", "formfield",
        "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "template", "mmathPict", "objclass",
        "objname", "sp", "generator", "xmlnstbl",
    }
)  # fmt: skip
TRANSPARENT: Final = frozenset(
    {
        "shpinst", "shppict", "do", "nesttableprops", "mmath", "moMath", "moMathPara", "fldrslt", "result", "field",
        "shp", "shpgrp", "rtf",
    }
)  # fmt: skip
MARGINS: Final = frozenset(f"{kind}{pages}" for kind in ("header", "footer") for pages in ("", "l", "r", "f"))
LEFT_OUT: Final = {
    **dict.fromkeys(MARGINS, HEADERS),
    **dict.fromkeys(("fldinst", "xe", "tc"), FIELD_CODES),
    **dict.fromkeys(("pntext", "listtext"), LIST_MARKS),
}
NOTES: Final = {
    "footnote": ("footnote", FOOTNOTES),
    "annotation": ("comment", COMMENTS),
    "shptxt": ("text box", BOXES),
    "dptxbxtext": ("text box", BOXES),
}
FACTS: Final = frozenset({"title", "author", "sn", "sv"})
"""Destinations whose words matter although what is around them is skipped."""
ASIDE: Final = FACTS | {"atnid", "atnauthor", "atnref", "atrfstart", "atrfend"} | set(LEFT_OUT) | set(NOTES)


@dataclass(slots=True)
class Place:
    """Where words go: the text, a note, what is left out, or a fact about the file."""

    kind: str
    outer: Place | None = None
    draft: Draft = field(default_factory=Draft)
    deleted: list[str] = field(default_factory=list)
    cells: int = 0
    """Ends of cells not yet said: the last one of a row is the row's end."""
    inserted: bool = False
    hidden: bool = False

    def say(self, text: str, state: State) -> None:
        """Add words set as `state` says."""
        if state.deleted:
            self.deleted.append(text)
            return
        self.settle()
        self.draft.add("\t" * self.cells)
        self.cells = 0
        self._count(text, state)
        before = self.draft.length
        self.draft.add(text)
        if state.bold or state.italic:
            self.draft.stress(before, self.draft.length)

    def _count(self, text: str, state: State) -> None:
        """Count the insertions and hidden passages of every line once each."""
        if "\n" in text:
            self.inserted = self.hidden = False
        elif text.strip() and self.kind not in LEFT_OUT:
            self.draft.counts[INSERTIONS] += state.inserted and not self.inserted
            self.draft.counts[HIDDEN] += state.hidden and not self.hidden
            self.inserted, self.hidden = state.inserted, state.hidden

    def settle(self) -> None:
        """Tell what was deleted just before."""
        if self.deleted:
            self.draft.leave_out(DELETIONS, "".join(self.deleted))
            self.deleted.clear()

    def end_row(self) -> None:
        """End a line of a table."""
        self.settle()
        self.draft.add("\t" * (self.cells - 1))
        self.draft.add("\n")
        self.cells = 0

    def ends_line(self) -> bool:
        """Say whether nothing stands on the line yet."""
        return not self.draft.pieces or self.draft.pieces[-1].endswith("\n")


@dataclass(slots=True)
class State:
    """What holds inside a group; a group inside begins with a copy."""

    place: Place
    font: int | None = None
    replaced: int = 1
    """How many letters after a Unicode one stand for it in programs that know no Unicode."""
    skips: bool = False
    doubled: bool = False
    fonts: bool = False
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
