"""Tables as interviews: a row a turn, a row a transcript, or a row a respondent with questions as columns.

Owns making interviews of rows and saying what each column was taken for. What the columns are is decided in
`rows_columns`, reading the table in `formats.tables`. Attribute tables, codebooks and codings are refused.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.text import canonical, name_key, words
from interviewcoder.formats.tables import Row, Table, read_table
from interviewcoder.formats.transcripts import rows_columns as known
from interviewcoder.formats.transcripts.clock import seconds
from interviewcoder.formats.transcripts.language import guess
from interviewcoder.formats.transcripts.packages import Package, PackageRefused
from interviewcoder.formats.transcripts.plain import decoded
from interviewcoder.formats.transcripts.reading import Source, Utterance
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.formats.transcripts.rows_columns import Column, Roles

COLUMNS: Final = N_("other columns left out")
REPEATED: Final = N_("repeated rows left out")

_ZIP: Final = b"PK\x03\x04"
_MILLISECONDS: Final = 200
_SPOKEN: Final = {"fr": ("Question", "Réponse"), "en": ("Question", "Answer")}
_SHORT: Final = 200
_MOST_LISTED: Final = 5_000


def _table(data: bytes, encoding: str | None) -> Table:
    try:
        if data.startswith(_ZIP):
            Package(data)
            return read_table(Path("table.xlsx"), data)
        if encoding:
            data = decoded(data, encoding).text.encode("utf-8-sig")
        return read_table(Path("table.csv"), data)
    except Unreadable as error:
        raise PackageRefused(error.reason) from error


def _with_header(table: Table) -> Table:
    """Give a table without a header, such as Whisper's ``start end words``, its header."""
    if len(table.headers) < 3 or not all(known.number(header) is not None for header in table.headers[:2]):
        return table
    rest = [f"{n}" for n in range(4, len(table.headers) + 1)]
    first = Row(0, tuple(table.headers))
    return Table(
        name=table.name, headers=("start", "end", "text", *rest), rows=(first, *table.rows),
        warnings=table.warnings, encoding=table.encoding, separator=table.separator,
    )  # fmt: skip


def _refuse_what_it_is_not(found: Sequence[Column]) -> None:
    keys = {column.key for column in found}
    tagged = all(names & keys for names in known.TAGGED) and not keys & (known.SPEAKER | known.START)
    if tagged or all(names & keys for names in known.CODINGS):
        raise PackageRefused(_("This looks like a table of codings; “codings import” takes it."))
    if all(names & keys for names in known.CODEBOOK):
        raise PackageRefused(_("This looks like a codebook; “codebook import” takes it."))


def sources(table: Table) -> tuple[Source, ...]:
    """Give the interviews a table holds. Raises `PackageRefused` when it holds none."""
    table = _with_header(table)
    found = known.columns(table)
    _refuse_what_it_is_not(found)
    roles = known.turn_roles(found)
    whole = known.transcript_column(found)
    if roles is not None and not (whole is not None and roles.speaker is None and roles.start is None):
        return tuple(_by_turn(found, roles, len(table.rows)))
    if whole is not None:
        return tuple(_by_transcript(found, whole))
    asked = known.questions(found)
    if asked:
        return tuple(_by_respondent(found, asked))
    raise PackageRefused(
        _("No column holds what somebody said. A table of attributes is taken by “cases import”.")
    )


# A row a turn


def _by_turn(found: Sequence[Column], roles: Roles, number: int) -> Iterable[Source]:
    rest = [column for column in found if column.place not in roles.used and column.filled]
    said = [_taken_for(roles)]
    interview = roles.interview
    names = _filled_down(interview.cells) if interview is not None else [""] * number
    several = len(set(names)) > 1
    for name, group in groupby(
        sorted(range(number), key=lambda row: _first(names, row)), key=names.__getitem__
    ):
        rows = list(group)
        kept = _once(rows, roles)
        metadata = {} if not name else {interview.header if interview is not None else "": name}
        left_out: list[tuple[str, str]] = []
        for column in rest:
            values = list(dict.fromkeys(column.cells[row] for row in rows if column.cells[row].strip()))
            if len(values) == 1 and len(values[0]) <= _SHORT and len(rows) > 1:
                metadata[column.header] = values[0]
            elif values:
                left_out.append((COLUMNS, f"{column.header}: {'; '.join(values)}"))
        counts = {COLUMNS: len(left_out), REPEATED: len(rows) - len(kept)}
        yield Source(
            name=name if several else "", utterances=tuple(_utterances(kept, roles)), metadata=metadata,
            counts={what: n for what, n in counts.items() if n}, warnings=tuple(said),
            left_out=tuple(left_out[:_MOST_LISTED]),
        )  # fmt: skip


def _first(names: Sequence[str], row: int) -> int:
    return names.index(names[row])


def _filled_down(cells: Sequence[str]) -> list[str]:
    """Give each row the name above it where it has none: merged cells are written so."""
    names: list[str] = []
    for cell in cells:
        names.append(" ".join(cell.split()) or (names[-1] if names else ""))
    return names


def _once(rows: Sequence[int], roles: Roles) -> list[int]:
    """Tell an utterance once that several annotators have a row for."""
    if roles.utterance is None:
        return list(rows)
    met: dict[tuple[str, str], int] = {}
    for row in rows:
        met.setdefault((roles.utterance.cells[row], roles.text.cells[row]), row)
    return list(met.values())


def _utterances(rows: Sequence[int], roles: Roles) -> Iterable[Utterance]:
    scale = _scale(roles)
    speaker: str | None = None
    for row in rows:
        if roles.speaker is not None:
            named = canonical(roles.speaker.cells[row]).strip().rstrip(":：").strip()
            speaker = named or speaker
        begins = roles.start.cells[row] if roles.start is not None else ""
        ends = roles.end.cells[row] if roles.end is not None else ""
        if roles.span is not None:
            begins, ends = known.span(roles.span.cells[row])
        yield Utterance(
            speaker=speaker,
            text=roles.text.cells[row],
            time=_time(begins, scale),
            time_end=_time(ends, scale),
        )


def _time(cell: str, scale: float) -> float | None:
    told = seconds(cell)
    if told is not None:
        return told
    value = known.number(cell)
    return None if value is None else max(0.0, round(value * scale, 3))


def _scale(roles: Roles) -> float:
    """Say whether bare numbers are seconds or milliseconds: nobody speaks for minutes row after row."""
    if roles.start is None:
        return 1.0
    if "ms" in roles.start.key.split() or "(ms)" in roles.start.key:
        return 0.001
    values = [value for value in roles.start.numbers if value is not None]
    steps = sorted(b - a for a, b in pairwise(values) if b > a)
    whole = all(value == int(value) for value in values)
    if not values or not whole:
        return 1.0
    typical = steps[len(steps) // 2] if steps else max(values)
    return 0.001 if typical >= _MILLISECONDS else 1.0


def _taken_for(roles: Roles) -> str:
    parts = [_("Column “{column}” is the words").format(column=roles.text.header)]
    for column, part in (
        (roles.speaker, _("“{column}” the speaker")), (roles.start or roles.span, _("“{column}” the time")),
        (roles.interview, _("“{column}” the interview")),
    ):  # fmt: skip
        if column is not None:
            parts.append(part.format(column=column.header))
    return ", ".join(parts) + "."


# A row a transcript


def _by_transcript(found: Sequence[Column], whole: Column) -> Iterable[Source]:
    names = known.identity(found, frozenset({whole.place}))
    warning = _("Column “{column}” holds whole transcripts, one a row.").format(column=whole.header)
    for row, text in enumerate(whole.cells):
        if words(text):
            metadata, left_out = _beside(found, row, {whole.place})
            yield Source(
                name=names.cells[row] if names is not None else str(row + 1), text=canonical(text),
                metadata=metadata, left_out=left_out, warnings=(warning,),
            )  # fmt: skip


def _beside(
    found: Sequence[Column], row: int, taken: set[int]
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Give the other cells of a row: short ones as header data, long ones as left out."""
    metadata: dict[str, str] = {}
    left_out: list[tuple[str, str]] = []
    for column in found:
        cell = column.cells[row].strip()
        if not cell or column.place in taken:
            continue
        if len(cell) <= _SHORT:
            metadata[column.header] = cell
        else:
            left_out.append((COLUMNS, f"{column.header}: {cell}"))
    return metadata, tuple(left_out)


# A row a respondent


def _by_respondent(found: Sequence[Column], asked: Sequence[Column]) -> Iterable[Source]:
    taken = {column.place for column in asked}
    names = known.identity(found, frozenset(taken))
    language = guess(cell for column in asked for cell in (column.header, *column.filled))
    question, answer = _SPOKEN.get(language, _SPOKEN["en"])
    listed = ", ".join(f"“{column.header}”" for column in asked)
    warning = _("Each row is a respondent; these columns are the questions: {columns}.").format(
        columns=listed
    )
    for row in range(len(asked[0].cells)):
        utterances: list[Utterance] = []
        for column in asked:
            if column.cells[row].strip():
                utterances.append(Utterance(speaker=question, text=column.header))
                utterances.append(Utterance(speaker=answer, text=column.cells[row]))
        if utterances:
            metadata, left_out = _beside(found, row, taken)
            yield Source(
                name=names.cells[row] if names is not None else str(row + 1), utterances=tuple(utterances),
                metadata=metadata, left_out=left_out, warnings=(warning,),
            )  # fmt: skip


def table_source(text: str) -> Source | None:
    """Give the interview in a text that is a table parted by tabs, such as NVivo's; None when it is no table."""
    lines = [line for line in text.split("\n") if line.strip()]
    tabs = lines[0].count("\t") if lines else 0
    if len(lines) < 2 or tabs < 1 or sum(line.count("\t") == tabs for line in lines) < 0.9 * len(lines):
        return None
    headers = set(map(name_key, lines[0].split("\t")))
    if not headers & known.TEXT or not headers & (known.SPEAKER | known.START | known.SPAN):
        return None
    cells = [tuple(line.split("\t")) + ("",) * tabs for line in lines]
    rows = tuple(Row(n, row[: tabs + 1]) for n, row in enumerate(cells[1:], start=2))
    (first, *_others) = sources(Table(name="", headers=cells[0][: tabs + 1], rows=rows, warnings=()))
    return first


class RowsReader:
    """Reads .csv, .tsv and .xlsx that hold interviews."""

    name = "table"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".xlsx")

    def read(self, data: bytes, *, encoding: str | None = None) -> Source | tuple[Source, ...]:
        """Read a table. Raises `PackageRefused` with a sentence when it holds no interviews."""
        from dataclasses import replace

        table = _table(data, encoding)
        return tuple(
            replace(source, encoding=table.encoding, warnings=(*table.warnings, *source.warnings))
            for source in _distinct(sources(table))
        )


def _distinct(found: Sequence[Source]) -> Iterable[Source]:
    """Give interviews of one name different names."""
    from dataclasses import replace

    met: dict[str, int] = {}
    for source in found:
        met[source.name] = n = met.get(source.name, 0) + 1
        yield source if n == 1 else replace(source, name=f"{source.name} ({n})")


READER: Final = RowsReader()
