"""Codebooks in YAML: every shape people write, a line number for what is wrong, comments that stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from interviewcoder.domain.codebook import Codebook
from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.records import Code
from interviewcoder.formats.codebooks import read_codebook, render_codebook, write_codebook
from interviewcoder.formats.codebooks.drafts import drafts_of

from .codes import books, records

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewcoder.domain.drafts import CodeDraft

BY_HAND = """\
# The codebook
# of a study

- name: {fr: Moyens, en: Means}        # or a plain string
  definition: Ce que l'entreprise engage.
  example: « On a une personne et demie. »   # real
  colour: "#4477aa"
  children:
    # first child
    - name: Budget
    - name: Équipe   # team
    - Aide  # help
# horizon comes after
- name: Horizon
  avoid: |
    Deux lignes
    # ceci n'est pas un commentaire
# before qc
- Objectifs: [Avant, Après]
# qc two
- Indicateurs:
    - KPI # key
    # between
    - ROI
- Seul
# end
"""


def read(text: str) -> tuple[CodeDraft, ...]:
    return read_codebook(Path("c.yaml"), "fr", text.encode())


def names(drafts: tuple[CodeDraft, ...]) -> list[object]:
    return [
        (draft.name["fr"], names(draft.children)) if draft.children else draft.name["fr"] for draft in drafts
    ]


def test_every_shape_is_read() -> None:
    """Plain strings, mappings with a name, and the one-key mappings of qc may stand side by side."""
    drafts = read(BY_HAND)
    assert names(drafts) == [
        ("Moyens", ["Budget", "Équipe", "Aide"]),
        "Horizon",
        ("Objectifs", ["Avant", "Après"]),
        ("Indicateurs", ["KPI", "ROI"]),
        "Seul",
    ]
    assert drafts[0].name == {"fr": "Moyens", "en": "Means"}
    assert drafts[0].colour == "#4477aa"
    assert drafts[1].avoid == {"fr": "Deux lignes\n# ceci n'est pas un commentaire"}


def test_names_that_look_like_something_else_are_names() -> None:
    """A code may be called 2014, no, null or 1.10; YAML's own kinds of values are not meant."""
    assert names(read("codes:\n- 2014\n- no\n- null\n- name: 1.10\n- 2014-01-14\n")) == [
        "2014", "no", "null", "1.10", "2014-01-14",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- name: a\n  defintion: b\n", 2, "definition"),
        ("- name: a\n- colour: red\n  name: b\n", 2, "rrggbb"),
        ("- name: a\n  colour: #4477aa\n", 2, "rrggbb"),
        ("- a: {b: c}\n", 1, "“a”"),
        ("- a\n- [b]\n", 2, "list"),
        ("- name: a\n  children: b\n", 2, "list"),
        ("- name: a\n- definition: b\n", 2, "name"),
        ("- name: a\n  use: [b]\n", 2, "text"),
        ("- name: a\n  use: {not a language: b}\n", 2, "fr:"),
        ("- a\n- b: [\n", 3, "YAML"),
        ("- name: a\n  name: b\n", 2, "YAML"),
        ("just words\n", 1, "list"),
        ("- &a {name: x, children: [*a]}\n", 1, "deep"),
    ],
)
def test_a_wrong_shape_is_one_sentence_with_its_line(text: str, line: int, said: str) -> None:
    """The line to look at and what is wrong there are both named."""
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert f"line {line}" in caught.value.sentence
    assert said in caught.value.sentence


@pytest.mark.parametrize(
    "text", ["[" * 3000, "a: 1\n", "- " * 500 + "a", "- !!python/object/apply:os.system ['ls']\n", "\x00\x01"]
)
def test_hostile_yaml_is_refused(text: str) -> None:
    """Nesting without end, tags that would run something, and no YAML at all are refused."""
    with pytest.raises(Unreadable):
        read(text)


@settings(deadline=None)
@given(books())
def test_a_codebook_survives_yaml(drafts: tuple[CodeDraft, ...]) -> None:
    """What is written is read back the same, whatever the names and texts are."""
    assert read(render_codebook(Codebook(records(drafts), "fr"), "yaml").decode()) == drafts


def code(codes: list[Code], name: str) -> Code:
    return next(code for code in codes if name in code.name.values())


def changed(name: str, /, **to: object) -> Callable[[list[Code]], list[Code]]:
    return lambda codes: [
        replace(code, **to) if name in code.name.values() else code  # type: ignore[arg-type]
        for code in codes
    ]


def without(name: str) -> Callable[[list[Code]], list[Code]]:
    return lambda codes: [
        other for other in codes if other.parent != code(codes, name).id and other != code(codes, name)
    ]


def added(parent: str | None) -> Callable[[list[Code]], list[Code]]:
    return lambda codes: [
        *codes,
        Code(name={"fr": "Neuf"}, position=99, parent=code(codes, parent).id if parent else None),
    ]


@pytest.mark.parametrize(
    "change",
    [
        changed("Budget", definition={"fr": "L'argent"}),
        changed("Horizon", avoid={}),
        changed("Horizon", name={"fr": "Temps"}),
        changed("Équipe", name={"fr": "Équipe", "en": "Team"}),
        changed("Aide", use={"fr": "a\nb"}),
        changed("KPI", example={"fr": "a", "en": "b, c"}),
        changed("ROI", position=-1),
        changed("Seul", colour="#123456"),
        changed("Moyens", colour="", definition={}),
        added(None),
        added("Horizon"),
        added("Objectifs"),
        added("Indicateurs"),
        without("Horizon"),
        without("Seul"),
    ],
)
def test_comments_and_order_survive_a_change(change: Callable[[list[Code]], list[Code]]) -> None:
    """After one change the file says so, and every line that still holds is as it was, comments too."""
    codebook = Codebook(change(records(read(BY_HAND))), "fr")
    written = render_codebook(codebook, "yaml", keep=BY_HAND.encode()).decode()
    assert read(written) == drafts_of(codebook)
    for line in BY_HAND.splitlines():
        if "#" in line and "4477" not in line and "ceci" not in line:
            comment = line[line.index("#") :]
            assert comment in written
    kept = [line for line in BY_HAND.splitlines() if line in written.splitlines()]
    assert len(kept) >= len(BY_HAND.splitlines()) - 4


def test_a_codebook_that_has_not_changed_is_the_same_file(tmp_path: Path) -> None:
    """A load and a save without a change touch no byte, whatever the layout."""
    path = tmp_path / "c.yaml"
    path.write_text(BY_HAND.replace("\n", "\r\n"), encoding="cp1252", newline="")
    before = path.read_bytes()
    write_codebook(Codebook(records(read_codebook(path, "fr")), "fr"), path)
    assert path.read_bytes() == before


@settings(deadline=None)
@given(books(), books())
def test_any_codebook_may_replace_any_other(old: tuple[CodeDraft, ...], new: tuple[CodeDraft, ...]) -> None:
    """Whatever the former file held, the new one says exactly what the codebook says."""
    keep = render_codebook(Codebook(records(old), "fr"), "yaml")
    assert read(render_codebook(Codebook(records(new), "fr"), "yaml", keep=keep).decode()) == new


def test_a_strange_layout_loses_no_comment() -> None:
    """A file that cannot be changed line by line is written anew with its comments at the top."""
    keep = "# kept\ncodes: [a, {name: b}]\n"
    written = render_codebook(
        Codebook(records(read("- a\n- c\n")), "fr"), "yaml", keep=keep.encode()
    ).decode()
    assert written == "# kept\n- name: a\n- name: c\n"


def test_what_stands_around_the_list_stays() -> None:
    """Other keys of a file whose codes are under “codes” are left alone."""
    keep = "title: T  # t\ncodes:\n- a  # b\n# c\nother: 1\n"
    written = render_codebook(
        Codebook(records(read("- a\n- d\n")), "fr"), "yaml", keep=keep.encode()
    ).decode()
    assert written == "title: T  # t\ncodes:\n- a  # b\n- name: d\n# c\nother: 1\n"
