"""The codes of the codebook screen: a tree with three columns of counts, which keeps its place when it is filled anew.

Owns how a line looks and which nodes are closed. What a key does to a code is the screen's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from interviewcoder.domain.text import shown
from interviewcoder.locales import _, number
from interviewcoder.tui.panels import CountedTree
from interviewcoder.tui.safe import cut, label, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rich.style import Style
    from rich.text import Text
    from textual.content import Content
    from textual.widgets.tree import TreeNode

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Code, Guid

_ARROW = 2
"""Cells of the sign that opens and closes; leaves leave them empty."""


class CodebookTree(CountedTree):
    """The codes with segments, transcripts and cases; a node's data is the code's identity."""

    DEFAULT_CSS = """
    CodebookTree { height: 1fr; background: $background; padding: 0 0 0 1; scrollbar-gutter: stable; }
    """

    _codebook: Codebook | None = None  # the tree draws its first line while it is made
    _counts: Mapping[Guid, CodeCounts] | None = None
    _noted: Collection[Guid] = ()

    def __init__(self) -> None:
        super().__init__(_("Codebook"), "codes")
        self.auto_expand = False

    # Filling

    def fill(
        self, codebook: Codebook, counts: Mapping[Guid, CodeCounts] | None, noted: Collection[Guid]
    ) -> None:
        """Show the codes with their counts (none when they are not counted yet); `noted` have a memo."""
        here, line, closed = self.guid, self.cursor_line, self.closed
        self._codebook, self._counts, self._noted = codebook, counts, noted
        if self.reshape(tuple((code.id, code.parent) for code in codebook)):
            for code in codebook.top:
                self._add(self.root, code, codebook, closed)
            if here is not None and here in self._by_guid:
                self.go(here)
            elif self._by_guid:
                self.cursor_line = min(max(0, line), self.last_line)
                self.scroll_to_line(self.cursor_line, animate=False)
        self._write()

    def _add(
        self, parent: TreeNode[Guid | None], code: Code, codebook: Codebook, closed: Collection[Guid]
    ) -> None:
        children = codebook.children(code.id)
        node = self.grow(parent, code.id, leaf=not children)
        for child in children:
            self._add(node, child, codebook, closed)
        if code.id in closed:
            node.collapse()

    def on_resize(self) -> None:
        """Put the columns where there is room for them now."""
        self._write()

    # Looks

    def _columns(self) -> list[tuple[str, int]]:
        titles = [_("Segments"), _("Transcripts"), _("Cases")]
        return [(title, max(6, cell_len(title)) + 2) for title in titles]

    @property
    def _room(self) -> int:
        """Cells for the name of a top-level code."""
        taken = sum(width for _title, width in self._columns())
        return max(12, self.scrollable_content_region.width - taken - _ARROW - 1)

    def heading(self) -> Content:
        """Give the line that stands above the columns."""
        columns = "".join(title.rjust(width) for title, width in self._columns())
        return plain(" " * (1 + _ARROW + 1 + self._room) + columns, "dim")

    def _write(self) -> None:
        if self._codebook is None:
            return
        for code in self._codebook:
            if code.id in self._by_guid:
                self.relabel(code.id, self._line_of(code, self._codebook))

    def _line_of(self, code: Code, codebook: Codebook) -> Text:
        indent = codebook.depth(code.id) * self.guide_depth
        mark = " ✎" if code.id in self._noted else ""
        room = max(8, self._room - indent - len(mark))
        name = cut(shown(codebook.name(code)), room) + mark
        blank = " " * max(0, self._room - indent - cell_len(name))
        leaf = "" if codebook.children(code.id) else " " * _ARROW
        bold = "" if leaf else "bold"
        return label(leaf, ("▌", codebook.colour(code.id)), (name, bold), blank, (self._numbers(code), "dim"))

    def render_label(self, node: TreeNode[Guid | None], base_style: Style, style: Style) -> Text:
        """Give the line of a code; its stripe keeps its colour under the highlight."""
        text = super().render_label(node, base_style, style)
        at = text.plain.find("▌")
        if self._codebook is not None and node.data in self._codebook.by_id and at >= 0:
            text.stylize(self._codebook.colour(node.data), at, at + 1)
        return text

    def _numbers(self, code: Code) -> str:
        if self._counts is None:
            return ""
        counts = self._counts.get(code.id)
        numbers = (counts.segments, counts.transcripts, counts.cases) if counts is not None else (0, 0, 0)
        shown_as = [number(n) if numbers[0] else "·" for n in numbers]
        return "".join(
            text.rjust(width) for text, (_title, width) in zip(shown_as, self._columns(), strict=True)
        )

    # Where the cursor is

    @property
    def guid(self) -> Guid | None:
        """The code highlighted."""
        return self.cursor_node.data if self.cursor_node is not None else None

    @property
    def closed(self) -> frozenset[Guid]:
        """The codes whose codes below are not shown."""
        nodes = self._by_guid.items()
        return frozenset(guid for guid, node in nodes if node.allow_expand and not node.is_expanded)

    def close(self, closed: Collection[Guid]) -> None:
        """Close the nodes of some codes."""
        for guid in closed:
            if guid in self._by_guid:
                self._by_guid[guid].collapse()

    def go(self, guid: Guid) -> None:
        """Highlight a code, opening what it is in."""
        node = self._by_guid.get(guid)
        if node is None:
            return
        above = node.parent
        while above is not None and above is not self.root:
            above.expand()
            above = above.parent
        if self.last_line >= 0:  # which counts the lines anew
            self.move_cursor(node)

    def action_open(self) -> None:
        """Open the node, or go to the first below it."""
        node = self.cursor_node
        if node is None or not node.allow_expand:
            return
        if node.is_expanded:
            self.move_cursor(node.children[0])
        else:
            node.expand()

    def action_shut(self) -> None:
        """Close the node, or go to the one it is below."""
        node = self.cursor_node
        if node is None:
            return
        if node.allow_expand and node.is_expanded:
            node.collapse()
        elif node.parent is not None and node.parent is not self.root:
            self.move_cursor(node.parent)
