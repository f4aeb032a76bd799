"""Codebooks to test with: any that a study may hold, as drafts and as records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from interviewcoder.domain.drafts import CodeDraft
from interviewcoder.domain.records import Code, Guid
from interviewcoder.domain.text import canonical, name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

_ANY = st.one_of(st.sampled_from(list("=-@'\"#:{}[]&*!|%`~?, «»éÀ\u00a012no")), st.characters(codec="utf-8"))
_names = (
    st.text(_ANY, min_size=1, max_size=12)
    .map(
        lambda text: (
            canonical(text).replace("\n", " ").replace(">", "").replace("\\", "").replace("\t", " ").strip()
        )
    )
    .filter(name_key)
)
_texts = st.text(st.one_of(_ANY, st.just("\n")), max_size=30).map(lambda text: canonical(text).strip())


def _by_language(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(["fr", "en"]), text.filter(bool), max_size=2)


@st.composite
def _codes(draw: st.DrawFn, depth: int = 0) -> tuple[CodeDraft, ...]:
    names = draw(st.lists(_names, max_size=3, unique_by=name_key))
    made = []
    for name in names:
        plain = draw(st.booleans())
        made.append(
            CodeDraft(
                name={"fr": name}
                if plain
                else {"fr": name, **({"en": draw(_names)} if draw(st.booleans()) else {})},
                definition={} if plain else draw(_by_language(_texts)),
                use={} if plain else draw(_by_language(_texts)),
                example={} if plain else draw(_by_language(_texts)),
                colour="" if plain else draw(st.sampled_from(["", "#4477aa", "#000000"])),
                children=draw(_codes(depth + 1)) if depth < 2 else (),
            )
        )
    return tuple(made)


def books() -> st.SearchStrategy[tuple[CodeDraft, ...]]:
    """Make codebooks of up to three levels whose siblings have different names."""
    return _codes()


def records(drafts: Sequence[CodeDraft], parent: Guid | None = None) -> list[Code]:
    """Give drafts as the records a study would make of them."""
    made: list[Code] = []
    for position, draft in enumerate(drafts):
        code = Code(
            parent=parent,
            position=position,
            name=draft.name,
            definition=draft.definition,
            use=draft.use,
            avoid=draft.avoid,
            example=draft.example,
            colour=draft.colour,
        )
        made += [code, *records(draft.children, code.id)]
    return made
