"""The two side panels: transcripts by case, and the codebook with its counts.

Own filling their trees; what a choice leads to is the screen's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Tree

from interviewcoder.locales import _
from interviewcoder.tui.safe import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.widgets.tree import TreeNode

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Case, Code, Guid, Transcript


class DocumentTree(Tree["Guid | None"]):
    """Transcripts under their cases; a node's data is the transcript's identity."""

    DEFAULT_CSS = "DocumentTree { background: $surface; padding: 0 0 0 1; }"

    def __init__(self) -> None:
        super().__init__(label(_("Transcripts")), id="documents")
        self.show_root = False
        self.guide_depth = 2
        self.border_title = _("Transcripts")

    def fill(
        self, cases: Sequence[Case], transcripts: Sequence[Transcript], codings: Mapping[Guid, int]
    ) -> None:
        """Show transcripts with their number of codings, by case."""
        self.clear()
        for case in cases:
            mine = [transcript for transcript in transcripts if transcript.case == case.id]
            if mine:
                node = self.root.add(label((case.name, "bold")), data=None, expand=True, allow_expand=False)
                self._add(node, mine, codings)
        rest = [transcript for transcript in transcripts if transcript.case is None]
        if rest:
            node = self.root.add(label((_("(no case)"), "dim")), data=None, expand=True, allow_expand=False)
            self._add(node, rest, codings)

    def _add(
        self, node: TreeNode[Guid | None], transcripts: Sequence[Transcript], codings: Mapping[Guid, int]
    ) -> None:
        for transcript in transcripts:
            text = label(transcript.name, (f"  {codings.get(transcript.id, 0)}", "dim"))
            node.add_leaf(text, data=transcript.id)


class CodeTree(Tree["Guid | None"]):
    """The codebook as a tree with segments; a node's data is the code's identity."""

    DEFAULT_CSS = "CodeTree { background: $surface; padding: 0 0 0 1; }"

    def __init__(self) -> None:
        super().__init__(label(_("Codebook")), id="codebook")
        self.show_root = False
        self.guide_depth = 2

    def fill(self, codebook: Codebook, counts: Mapping[Guid, CodeCounts]) -> None:
        """Show the codes with their number of segments, those below them included."""
        cursor = self.cursor_node.data if self.cursor_node else None
        self.clear()
        for code in codebook.top:
            self._add(self.root, code, codebook, counts)
        for node in self._nodes_with(cursor):
            self.move_cursor(node)

    def _nodes_with(self, guid: Guid | None) -> list[TreeNode[Guid | None]]:
        nodes = list(self.root.children)
        found = []
        while nodes:
            node = nodes.pop()
            nodes.extend(node.children)
            if guid is not None and node.data == guid:
                found.append(node)
        return found

    def _add(
        self, parent: TreeNode[Guid | None], code: Code, codebook: Codebook, counts: Mapping[Guid, CodeCounts]
    ) -> None:
        segments = counts[code.id].segments if code.id in counts else 0
        text = label(("▌", codebook.colour(code.id)), codebook.name(code), (f"  {segments or '·'}", "dim"))
        children = codebook.children(code.id)
        if not children:
            parent.add_leaf(text, data=code.id)
            return
        node = parent.add(text, data=code.id, expand=True)
        for child in children:
            self._add(node, child, codebook, counts)
