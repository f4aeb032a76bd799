"""Codebooks as tables, csv or xlsx: ours, Taguette's, MAXQDA's, and those people keep by hand.

Owns which headers mean what, in English and in French. Must not know YAML or Word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.codebook import SEPARATOR, split_path
from interviewcoder.domain.drafts import CodeDraft
from interviewcoder.domain.errors import Unreadable, WrongRows
from interviewcoder.domain.text import name_key
from interviewcoder.formats.codebooks.drafts import TEXTS, Tree, read_colour
from interviewcoder.formats.separated import encode_csv, write_csv
from interviewcoder.formats.tables import read_table
from interviewcoder.locales import LANGUAGES, _, as_language, speaking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Guid
    from interviewcoder.formats.tables import CellValue, Row, Table

HEADERS: Final = ("path", *TEXTS, "colour")
COUNTS: Final = ("segments", "transcripts", "cases")
_MEANING: Final = {
    "path": ("path", "chemin", "code", "tag", "code path", "name", "nom", "label", "codename", "étiquette", "código"),
    "parent": ("parent", "parent code", "code parent"),
    "definition": ("definition", "définition", "description", "memo", "mémo", "comment", "commentaire", "comentário"),
    "use": ("use", "when to use", "inclusion", "quand utiliser", "quand l'utiliser", "critères d'inclusion"),
    "avoid": (
        "avoid", "when not to use", "exclusion", "ne pas utiliser", "quand ne pas utiliser",
        "quand ne pas l'utiliser", "critères d'exclusion",
    ),
    "example": ("example", "exemple", "examples", "exemples"),
    "colour": ("colour", "color", "couleur"),
}  # fmt: skip
_WIDTHS: Final = {0: 24, 1: 34, 2: 28, 3: 28, 4: 32, 5: 9}


def read_rows(path: Path, language: str, data: bytes | None = None) -> tuple[CodeDraft, ...]:
    """Read a table of codes, a row a code. Raises `WrongRows` naming them."""
    table = read_table(path, data)
    places = {key: table.column(*_headers(key)) for key in _MEANING}
    if places["path"] is None:
        raise Unreadable(
            str(path),
            _("No column names the codes."),
            _("One must be called path, code, tag or name; there are: {columns}.").format(
                columns=", ".join(table.headers)
            ),
        )
    others = _other_languages(table)
    paths = _with_parents(table, places) if places["parent"] is not None else _plain_paths(table, places)
    tree = Tree(language)
    wrong: list[tuple[int, str]] = []
    for row, names in zip(table.rows, paths, strict=True):
        draft = _draft(row, places, others, names, language) if names else None
        if draft is None:
            reason = _("the colour is not #rrggbb") if names else _("no name")
        elif tree.put(names, draft):
            continue
        else:
            reason = _("its code has come before")
        wrong.append((row.number, reason))
    if wrong:
        raise WrongRows(str(path), wrong)
    return tree.codes


def _headers(key: str) -> tuple[str, ...]:
    """Give the headers that mean `key`: those known, and those we write, in each language."""
    ours: list[str] = []
    for spoken in LANGUAGES:
        with speaking(spoken):
            ours += [header for name, header in zip(HEADERS, shown_headers(), strict=True) if name == key]
    return (*_MEANING[key], *ours)


def shown_headers() -> tuple[str, ...]:
    """Give the headers as people read them, in the current language."""
    return (
        _("Code"), _("Definition"), _("When to use"), _("When not to use"), _("Example"), _("Colour"),
    )  # fmt: skip


def shown_counts() -> tuple[str, ...]:
    """Give the headers of the counts, in the current language."""
    return (_("Segments"), _("Transcripts"), _("Cases"))


def _other_languages(table: Table) -> list[tuple[int, str, str]]:
    """Find columns like ``name_en``: place, key, language."""
    found = []
    for place, header in enumerate(table.headers):
        key, _space, language = name_key(header).rpartition(" ")
        if key in {"name", *TEXTS} and len(language) == 2 and as_language(language):
            found.append((place, key, language))
    return found


def _plain_paths(table: Table, places: Mapping[str, int | None]) -> list[tuple[str, ...]]:
    column = places["path"]
    assert column is not None
    return [_path(row.cells[column]) for row in table.rows]


def _path(cell: CellValue) -> tuple[str, ...]:
    text = _text(cell).replace("\n", " ")
    # MAXQDA separates levels by a backslash in some of its exports.
    return split_path(text.replace("\\", ">") if ">" not in text else text)


def _with_parents(table: Table, places: Mapping[str, int | None]) -> list[tuple[str, ...]]:
    """Join names to paths by their parents, named alone or by path, in any order of rows."""
    column, above = places["path"], places["parent"]
    assert column is not None
    assert above is not None
    parents: dict[str, tuple[str, ...]] = {}
    for row in table.rows:
        name = _path(row.cells[column])
        if name:
            parents.setdefault(name_key(name[-1]), _path(row.cells[above]))

    def lineage(names: tuple[str, ...], seen: frozenset[str]) -> tuple[str, ...]:
        if len(names) != 1:
            return names
        key = name_key(names[0])
        upper = parents.get(key, ())
        if not upper or key in seen:
            return names
        return lineage(upper, seen | {key}) + names

    paths = []
    for row in table.rows:
        name, upper = _path(row.cells[column]), _path(row.cells[above])
        known = frozenset(map(name_key, name[-1:]))
        paths.append(lineage(upper, known) + name if name and upper and len(name) == 1 else name)
    return paths


def _draft(
    row: Row,
    places: Mapping[str, int | None],
    others: Sequence[tuple[int, str, str]],
    names: tuple[str, ...],
    language: str,
) -> CodeDraft | None:
    texts: dict[str, dict[str, str]] = {"name": {language: names[-1]}, **{key: {} for key in TEXTS}}
    for key in TEXTS:
        if text := _cell(row, places[key]):
            texts[key][language] = text
    for place, key, other in others:
        if text := _cell(row, place):
            texts[key][other] = text
    colour = read_colour(_cell(row, places["colour"]))
    if colour is None:
        return None
    return CodeDraft(
        name=texts["name"],
        definition=texts["definition"],
        use=texts["use"],
        avoid=texts["avoid"],
        example=texts["example"],
        colour=colour,
    )


def _cell(row: Row, place: int | None) -> str:
    return "" if place is None else _text(row.cells[place])


def _text(cell: CellValue) -> str:
    return "" if cell is None else str(cell).strip()


def codebook_csv(codebook: Codebook, counts: Mapping[Guid, CodeCounts] | None) -> bytes:
    """Write one row a code, headers the same in every language."""
    headers = (*HEADERS, *_extra(codebook), *(COUNTS if counts is not None else ()))
    return encode_csv(write_csv(headers, _rows(codebook, counts), codebook.language))


def change_headers() -> tuple[str, ...]:
    """Name the columns of how the codebook came to be."""
    return (_("No."), _("When (UTC)"), _("Coder"), _("What"))


def change_rows(changes: Iterable[HistoryLine]) -> Iterator[tuple[str, ...]]:
    """Give a row for each change of the codebook."""
    for line in changes:
        yield str(line.n), line.at[:16].replace("T", " "), line.coder, line.sentence


def codebook_sheet(
    codebook: Codebook, counts: Mapping[Guid, CodeCounts] | None, changes: Sequence[HistoryLine] = ()
) -> bytes:
    """Write one row a code as an Excel sheet with headers for people, which `read_rows` reads back.

    A second sheet says how the codebook came to be, where that is known.
    """
    from interviewcoder.formats.spreadsheets import Sheet, sheets

    headers = (*shown_headers(), *_extra(codebook), *(shown_counts() if counts is not None else ()))
    codes = Sheet(_("Codes"), headers, _rows(codebook, counts), _WIDTHS)
    came = Sheet(_("Changes"), change_headers(), change_rows(changes), {1: 18, 2: 20, 3: 90})
    return sheets(codes, *([came] if changes else []))


def _extra(codebook: Codebook) -> list[str]:
    """Name the columns for texts in other languages than the codebook's: ``name_en``."""
    found = {
        (language, key): f"{key}_{language}"
        for code in codebook
        for key in ("name", *TEXTS)
        for language, text in getattr(code, key).items()
        if text and language != codebook.language and as_language(language) == language
    }
    return list(dict.fromkeys(found.values()))


def _rows(codebook: Codebook, counts: Mapping[Guid, CodeCounts] | None) -> Iterator[tuple[CellValue, ...]]:
    extra = [tuple(header.rsplit("_", 1)) for header in _extra(codebook)]
    for code in codebook:
        texts = (getattr(code, key).get(codebook.language, "") for key in TEXTS)
        others = (getattr(code, key).get(language, "") for key, language in extra)
        count = None if counts is None else counts.get(code.id)
        numbers = () if counts is None else tuple(getattr(count, name, 0) for name in COUNTS)
        yield (SEPARATOR.join(codebook.names(code.id)), *texts, code.colour, *others, *numbers)
