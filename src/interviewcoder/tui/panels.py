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

    from rich.text import Text
    from textual.widgets.tree import TreeNode

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Case, Code, Guid, Transcript


class CountedTree(Tree["Guid | None"]):
    """A tree whose leaves carry a count; built anew only when its shape changes."""

    DEFAULT_CSS = "CountedTree { background: $surface; padding: 0 0 0 1; }"

    def __init__(self, title: str, name: str) -> None:
        super().__init__(label(title), id=name)
        self.show_root = False
        self.guide_depth = 2
        self._shape: object = None
        self._by_guid: dict[Guid, TreeNode[Guid | None]] = {}

    def reshape(self, shape: object) -> bool:
        """Empty the tree when its shape is another than before; say whether it was."""
        if shape == self._shape:
            return False
        self._shape = shape
        self._by_guid = {}
        self.clear()
        return True

    def grow(self, parent: TreeNode[Guid | None], guid: Guid, *, leaf: bool) -> TreeNode[Guid | None]:
        """Add the node of a record, its label still empty."""
        empty = label("")
        node = parent.add_leaf(empty, guid) if leaf else parent.add(empty, guid, expand=True)
        self._by_guid[guid] = node
        return node

    def relabel(self, guid: Guid, text: Text) -> None:
        """Give the node of a record its label."""
        self._by_guid[guid].set_label(text)


class DocumentTree(CountedTree):
    """Transcripts under their cases; a node's data is the transcript's identity."""

    def __init__(self) -> None:
        super().__init__(_("Transcripts"), "documents")

    def fill(
        self,
        cases: Sequence[Case],
        transcripts: Sequence[Transcript],
        codings: Mapping[Guid, int],
        waiting: Mapping[Guid, int],
    ) -> None:
        """Show transcripts with their number of codings, and of those that wait for a decision, by case."""
        shape = (tuple(case.id for case in cases), tuple((t.id, t.case) for t in transcripts))
        names = tuple(case.name for case in cases)
        if self.reshape((shape, names)):
            for case in cases:
                self._add(label((case.name, "bold")), [t for t in transcripts if t.case == case.id])
            self._add(label((_("(no case)"), "dim")), [t for t in transcripts if t.case is None])
        for transcript in transcripts:
            number = codings.get(transcript.id, 0)
            to_review = waiting.get(transcript.id, 0)
            marked = (f" !{to_review}" if to_review else "", "bold yellow")
            self.relabel(transcript.id, label(transcript.name, (f"  {number or '·'}", "dim"), marked))

    def _add(self, title: Text, transcripts: Sequence[Transcript]) -> None:
        if transcripts:
            node = self.root.add(title, data=None, expand=True, allow_expand=False)
            for transcript in transcripts:
                self.grow(node, transcript.id, leaf=True)


class CodeTree(CountedTree):
    """The codebook as a tree with segments; a node's data is the code's identity."""

    def __init__(self) -> None:
        super().__init__(_("Codebook"), "codebook")

    def fill(self, codebook: Codebook, counts: Mapping[Guid, CodeCounts]) -> None:
        """Show the codes with their number of segments, those below them included."""
        if self.reshape(tuple((code.id, code.parent) for code in codebook)):
            for code in codebook.top:
                self._add(self.root, code, codebook)
        for code in codebook:
            segments = counts[code.id].segments if code.id in counts else 0
            colour = codebook.colour(code.id)
            text = label(("▌", colour), codebook.name(code), (f"  {segments or '·'}", "dim"))
            self.relabel(code.id, text)

    def _add(self, parent: TreeNode[Guid | None], code: Code, codebook: Codebook) -> None:
        children = codebook.children(code.id)
        node = self.grow(parent, code.id, leaf=not children)
        for child in children:
            self._add(node, child, codebook)
