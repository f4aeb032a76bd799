"""Nothing is lost in silence: for random documents every piece of text is in the transcript, a memo, or the report."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.formats.transcripts import docx as word
from interviewcoder.formats.transcripts import odt as opendocument
from interviewcoder.formats.transcripts.subtitles import VTT

from .packing import docx, odt

if TYPE_CHECKING:
    from interviewcoder.formats.transcripts.reading import Source

LETTERS = st.text("abcdé’ <&", min_size=1, max_size=8).filter(lambda words: words.strip() != "")


class Pieces:
    """Gives every piece of text of a document a mark of its own, so that it can be found again."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def new(self, words: str) -> str:
        """Give the words of a new piece, escaped for XML."""
        piece = f"m{len(self.said)}z{' '.join(words.split())}"
        self.said.append(piece)
        return escape(piece)


def found(source: Source) -> str:
    """Give everything a source says anywhere."""
    pieces = [source.text, *(f"{said.speaker or ''}\n{said.text}" for said in source.utterances)]
    pieces += [note.text for note in source.notes]
    pieces += [words for _kind, words in source.left_out]
    pieces += source.metadata.values()
    return "\n".join(pieces)


def check(pieces: Pieces, source: Source, *, once: bool = True) -> None:
    everything = " ".join(found(source).split())
    counted = Counter({piece: everything.count(piece.split("z")[0] + "z") for piece in pieces.said})
    assert all(piece in everything for piece in pieces.said)
    assert not once or set(counted.values()) <= {1}, "told once"


# Word

INLINE: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        LETTERS.map(lambda words: ("t", words)),
        st.sampled_from(["br", "tab", "cr", "noBreakHyphen", "softHyphen", "picture"]).map(
            lambda name: (name, "")
        ),
        st.tuples(
            st.sampled_from(
                [
                    "ins",
                    "del",
                    "moveTo",
                    "moveFrom",
                    "sdt",
                    "smartTag",
                    "fldSimple",
                    "hyperlink",
                    "box",
                    "comment",
                    "footnote",
                    "unknown",
                    "field",
                    "bold",
                    "hidden",
                    "endnote",
                ]
            ),
            st.lists(INLINE, max_size=3),
        ),
    )
)
BLOCK: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        st.tuples(st.just("p"), st.lists(INLINE, max_size=4)),
        st.tuples(st.sampled_from(["sdt", "tbl", "insRow", "delRow"]), st.lists(BLOCK, max_size=3)),
    )
)


class WordWriter:
    """Writes a tree of blocks as the body of a Word file, with comments and footnotes in their parts."""

    def __init__(self) -> None:
        self.pieces = Pieces()
        self.parts: dict[str, list[str]] = {"comments": [], "footnotes": [], "endnotes": []}

    def block(self, node: tuple[str, list[Any]]) -> str:
        """Write one block."""
        kind, inside = node
        if kind == "p":
            return f"<w:p>{''.join(self.inline(child) for child in inside)}</w:p>"
        blocks = "".join(map(self.block, inside))
        if kind == "sdt":
            return f"<w:sdt><w:sdtContent>{blocks}</w:sdtContent></w:sdt>"
        change = {"insRow": "<w:trPr><w:ins/></w:trPr>", "delRow": "<w:trPr><w:del/></w:trPr>"}.get(kind, "")
        return f"<w:tbl><w:tr>{change}<w:tc>{blocks}<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"

    def inline(self, node: tuple[str, str | list[Any]], *, deleted: bool = False) -> str:
        """Write one thing inside a paragraph."""
        kind, inside = node
        if isinstance(inside, str):
            return self._run(kind, inside, deleted=deleted)
        if kind in {"comment", "footnote", "endnote"}:
            return self._note(kind, inside)
        return self._wrapped(
            kind, "".join(self.inline(child, deleted=deleted or kind == "del") for child in inside)
        )

    def _wrapped(self, kind: str, children: str) -> str:
        if kind == "box":
            return f"<w:r><w:pict><w:txbxContent><w:p>{children}</w:p></w:txbxContent></w:pict></w:r>"
        if kind == "sdt":
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{children}</w:sdtContent></w:sdt>"
        if kind == "field":
            code = f"<w:r><w:instrText>{self.pieces.new('code')}</w:instrText></w:r>"
            return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{code}{children}'
        if kind in {"bold", "hidden"}:
            look = "<w:b/>" if kind == "bold" else "<w:vanish/>"
            return f"<w:r><w:rPr>{look}</w:rPr><w:t>{self.pieces.new('x')}</w:t></w:r>{children}"
        return f"<w:{kind}>{children}</w:{kind}>"

    def _run(self, kind: str, words: str, *, deleted: bool) -> str:
        if kind == "t":
            tag = "delText" if deleted else "t"
            return f"<w:r><w:{tag}>{self.pieces.new(words)}</w:{tag}></w:r>"
        return f"<w:r><w:{'drawing' if kind == 'picture' else kind}/></w:r>"

    def _note(self, kind: str, inside: list[Any]) -> str:
        number = len(self.parts[f"{kind}s"])
        self.parts[f"{kind}s"].append("")
        words = "".join(
            self.inline(child) for child in inside if child[0] not in {"comment", "footnote", "endnote"}
        )
        self.parts[f"{kind}s"][number] = f'<w:{kind} w:id="{number}"><w:p>{words}</w:p></w:{kind}>'
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


@given(st.lists(BLOCK, min_size=1, max_size=4), LETTERS)
@settings(deadline=None)
def test_word(blocks: list[Any], header: str) -> None:
    """Every text node of a Word file, in whatever it is wrapped, is told, and told once."""
    writer = WordWriter()
    body = f"<w:p><w:r><w:t>{writer.pieces.new('début')}</w:t></w:r></w:p>" + "".join(
        map(writer.block, blocks)
    )
    parts = {kind: "".join(inside) for kind, inside in writer.parts.items() if inside}
    data = docx(body, header=f"<w:p><w:r><w:t>{writer.pieces.new(header)}</w:t></w:r></w:p>", **parts)
    check(writer.pieces, word.READER.read(data))


# OpenDocument

ODF_INLINE: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        LETTERS.map(lambda words: ("t", words)),
        st.sampled_from(["s", "tab", "line-break"]).map(lambda name: (name, "")),
        st.tuples(
            st.sampled_from(["span", "a", "note", "annotation", "frame", "meta", "bookmark-ref", "unknown"]),
            st.lists(ODF_INLINE, max_size=3),
        ),
    )
)
ODF_BLOCK: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        st.tuples(st.sampled_from(["p", "h"]), st.lists(ODF_INLINE, max_size=4)),
        st.tuples(st.sampled_from(["list", "section", "table", "deletion"]), st.lists(ODF_BLOCK, max_size=3)),
    )
)


class OpenDocumentWriter:
    """Writes a tree of blocks as the body of an OpenDocument text."""

    def __init__(self) -> None:
        self.pieces = Pieces()

    def block(self, node: tuple[str, list[Any]]) -> str:
        """Write one block."""
        kind, inside = node
        if kind in {"p", "h"}:
            return f"<text:{kind}>{''.join(map(self.inline, inside))}</text:{kind}>"
        blocks = "".join(map(self.block, inside))
        if kind == "list":
            return f"<text:list><text:list-item>{blocks}</text:list-item></text:list>"
        if kind == "section":
            return f"<text:section>{blocks}</text:section>"
        if kind == "table":
            cell = f"<table:table-cell>{blocks}</table:table-cell>"
            return f"<table:table><table:table-row>{cell}{cell.replace(blocks, '') if blocks else ''}</table:table-row></table:table>"
        words = f"<text:p>{self.pieces.new('effacé')}</text:p>"
        change = f"<text:changed-region><text:deletion>{words}</text:deletion></text:changed-region>"
        return f"<text:tracked-changes>{change}</text:tracked-changes>{blocks}"

    def inline(self, node: tuple[str, str | list[Any]]) -> str:
        """Write one thing inside a paragraph."""
        kind, inside = node
        if isinstance(inside, str):
            return self.pieces.new(inside) if kind == "t" else f"<text:{kind}/>"
        children = "".join(map(self.inline, inside))
        if kind == "note":
            return f"<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{children}</text:p></text:note-body></text:note>"
        if kind == "annotation":
            return f"<office:annotation><text:p>{children}</text:p></office:annotation>"
        if kind == "frame":
            return f"<draw:frame><draw:text-box><text:p>{children}</text:p></draw:text-box></draw:frame>"
        return f"<text:{kind}>{children}</text:{kind}>"


@given(st.lists(ODF_BLOCK, min_size=1, max_size=4), LETTERS)
@settings(deadline=None)
def test_opendocument(blocks: list[Any], footer: str) -> None:
    """Every text node of an OpenDocument text is told, and told once."""
    writer = OpenDocumentWriter()
    body = f"<text:p>{writer.pieces.new('début')}</text:p>" + "".join(map(writer.block, blocks))
    margins = f"<style:footer><text:p>{writer.pieces.new(footer)}</text:p></style:footer>"
    check(writer.pieces, opendocument.READER.read(odt(body, margins=margins)))


# WebVTT

CUE = st.tuples(
    st.sampled_from(["", "7\n", "b05cbc69-0000-4000-8000-00000000000f/19-0\n"]),
    st.lists(st.tuples(st.sampled_from(["{}", "<v Ana>{}</v>", "<c.x>{}</c>", "<i>{}", "{}<00:00:01.000>", "- {}"]), LETTERS), min_size=1, max_size=3),
)  # fmt: skip


@given(st.lists(CUE, min_size=1, max_size=6))
@settings(deadline=None)
def test_webvtt(cues: list[Any]) -> None:
    """Every word of every cue and note of a subtitle file is told."""
    pieces = Pieces()
    blocks = ["WEBVTT - " + pieces.new("titre"), "NOTE " + pieces.new("remarque")]
    for n, (identifier, lines) in enumerate(cues):
        said = "\n".join(shape.format(pieces.new(words)) for shape, words in lines)
        blocks.append(f"{identifier}00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{said}")
    everything = " ".join(found(VTT.read("\n\n".join(blocks).encode())).split())
    assert all(piece in everything for piece in pieces.said)
