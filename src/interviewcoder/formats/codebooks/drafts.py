"""A codebook as paths: from rows to a tree, and what a code looks like once more as a draft.

Owns joining paths into a tree and the two-way bridge between `Codebook` and drafts. Must not know files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.codebook import key_of
from interviewcoder.domain.drafts import CodeDraft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Code, Guid

TEXTS: Final = ("definition", "use", "avoid", "example")
"""The texts of a code beside its name, in the order in which they are written."""
_LONG_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_SHORT_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3}")


def read_colour(text: str) -> str | None:
    """Give ``#rrggbb`` for ``#RRGGBB`` or ``#rgb``, empty for nothing, None for anything else."""
    text = text.strip()
    if _SHORT_COLOUR.fullmatch(text):
        text = "#" + "".join(digit * 2 for digit in text[1:])
    if not text or _LONG_COLOUR.fullmatch(text):
        return text.lower()
    return None


@dataclass(slots=True)
class _Node:
    draft: CodeDraft
    given: bool = False
    children: dict[str, _Node] = field(default_factory=dict)

    def finished(self) -> CodeDraft:
        return replace(self.draft, children=tuple(child.finished() for child in self.children.values()))


class Tree:
    """Codes put in by path, in any order; codes missing on the way are made."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._top = _Node(CodeDraft(name={}))

    def put(self, path: tuple[str, ...], draft: CodeDraft) -> bool:
        """Put a code at its path; False when the path has been given before."""
        node = self._top
        for key, name in zip(key_of(path), path, strict=True):
            node = node.children.setdefault(key, _Node(CodeDraft(name={self.language: name})))
        if node.given:
            return False
        node.draft, node.given = draft, True
        return True

    @property
    def codes(self) -> tuple[CodeDraft, ...]:
        """The tree, in the order in which codes first appeared."""
        return self._top.finished().children


def draft_of(codebook: Codebook, code: Code) -> CodeDraft:
    """Give a code of a study, with all below it, as a file would give it."""
    return CodeDraft(
        name=dict(code.name),
        definition=_filled(code.definition),
        use=_filled(code.use),
        avoid=_filled(code.avoid),
        example=_filled(code.example),
        colour=code.colour.lower(),
        children=drafts_of(codebook, code.id),
    )


def drafts_of(codebook: Codebook, parent: Guid | None = None) -> tuple[CodeDraft, ...]:
    """Give the codes under `parent`, the whole codebook for None, as a file would give them."""
    return tuple(draft_of(codebook, code) for code in codebook.children(parent))


def all_codes(drafts: Iterable[CodeDraft]) -> Iterator[CodeDraft]:
    """Give every draft of a tree."""
    for draft in drafts:
        yield draft
        yield from all_codes(draft.children)


def _filled(text: object) -> dict[str, str]:
    assert hasattr(text, "items")
    return {language: words for language, words in text.items() if words}
