"""Tables as interviews: a row a turn, a row a transcript, or a row a respondent with questions as columns.

Owns making interviews of rows and saying what each column was taken for. What the columns are is decided in
`rows_columns`, reading the table in `formats.tables`. Attribute tables, codebooks and codings are refused.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import canonical, name_key, words
from interviewcoder.formats.transcripts import rows_columns as known
from interviewcoder.formats.transcripts.clock import seconds
from interviewcoder.formats.transcripts.language import guess
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.reading import Source, Utterance
from interviewcoder.formats.transcripts.rows_tables import parted_by_tabs, table_in, table_of
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.formats.tables import Table
    from interviewcoder.formats.transcripts.rows_columns import Column, Roles

COLUMNS: Final = N_("other columns left out")
REPEATED: Final = N_("repeated rows left out")
WORDLESS: Final = N_("rows without words left out")
UNREADABLE_TIMES: Final = N_("times that could not be read left out")
TITLES: Final = N_("title rows left out")

_NO_SECONDS: Final = 50_000
"""A number of seconds later than any recording lasts."""
_FEWEST_LETTERS: Final = 0.3
"""How many characters at least are spoken in a second while somebody speaks."""
_SPOKEN: Final = {"fr": ("Question", "Réponse"), "en": ("Question", "Answer")}
_FEW: Final = 0.3
_SHORT: Final = 200


def _refuse_what_it_is_not(found: Sequence[Column]) -> None:
    if known.is_codings(found):
        raise PackageRefused(_("This looks like a table of codings; “codings import” takes it."))
    if known.is_codebook(found):
        raise PackageRefused(_("This looks like a codebook; “codebook import” takes it."))


def sources(table: Table) -> tuple[Source, ...]:
    """Give the interviews a table holds. Raises `PackageRefused` when it holds none."""
    found = known.columns(table)
    asked = known.questions(found)
    if not any("?" in column.header for column in asked):
        _refuse_what_it_is_not(found)
    roles = known.turn_roles(found)
    whole = known.transcript_column(found)
    if roles is not None and not (whole is not None and roles.speaker is None and roles.start is None):
        return tuple(_by_turn(found, roles, len(table.rows)))
    if asked and (whole is None or len(asked) > 1):
        return tuple(_by_respondent(found, asked))
    if whole is not None:
        return tuple(_by_transcript(found, whole))
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
    order = {name: n for n, name in reversed(list(enumerate(names)))}
    groups = [
        (name, list(group))
        for name, group in groupby(
            sorted(range(number), key=lambda row: order[names[row]]), key=names.__getitem__
        )
    ]
    constant = {column.place for column in rest if all(_constant(column, rows) for _name, rows in groups)}
    for name, rows in groups:
        kept = _once(rows, roles)
        metadata = {} if not name else {interview.header if interview is not None else "": name}
        left_out = list(_not_told(kept, roles))
        for column in rest:
            values = list(dict.fromkeys(column.cells[row] for row in rows if column.cells[row].strip()))
            if values and column.place in constant:
                metadata[column.header] = values[0]
            elif values:
                left_out.append((COLUMNS, f"{column.header}: {'; '.join(values)}"))
        counts = Counter(what for what, _words in left_out)
        counts[REPEATED] = len(rows) - len(kept)
        yield Source(
            name=name if several else "", utterances=tuple(_utterances(kept, roles)), metadata=metadata,
            counts=+counts, warnings=tuple(said), left_out=tuple(left_out),
        )  # fmt: skip


def _constant(column: Column, rows: Sequence[int]) -> bool:
    """Say whether a column says one short thing of a whole interview: in every row, or in its first."""
    cells = [column.cells[row].strip() for row in rows]
    return len(cells[0]) <= _SHORT and (len(set(cells)) == 1 or not any(cells[1:]))


def _not_told(rows: Sequence[int], roles: Roles) -> Iterable[tuple[str, str]]:
    """Give what the cells of the speakers and times hold that no utterance tells."""
    for n, row in enumerate(rows):
        who = roles.speaker.cells[row].strip() if roles.speaker is not None else ""
        after = rows[n + 1] if n + 1 < len(rows) else None
        goes_on = after is not None and roles.speaker is not None and not roles.speaker.cells[after].strip()
        if who and not roles.text.cells[row].strip() and not goes_on:
            yield WORDLESS, who
        for column in (roles.start, roles.end, roles.span):
            cell = column.cells[row].strip() if column is not None else ""
            if column is not None and cell and _time(known.span(cell)[0], 1.0) is None:
                yield UNREADABLE_TIMES, f"{column.header}: {cell}"


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
    met: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = [roles.utterance.cells[row], roles.text.cells[row]]
        key.append(roles.speaker.cells[row] if roles.speaker is not None else "")
        met.setdefault((*key, "" if key[0].strip() else str(row)), row)
    return list(met.values())


def _utterances(rows: Sequence[int], roles: Roles) -> Iterable[Utterance]:
    scale = _scale(roles)
    speaker: str | None = None
    unknown = _blank_is_unknown(rows, roles)
    for row in rows:
        if roles.speaker is not None:
            named = canonical(roles.speaker.cells[row]).strip().rstrip(":：").strip()
            speaker = named or (None if unknown else speaker)
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


def _blank_is_unknown(rows: Sequence[int], roles: Roles) -> bool:
    """Say whether an empty speaker means nobody knows who, and not that the same one goes on.

    It does where every row has a time of its own and few have no speaker: a program wrote them so.
    """
    when = roles.start or roles.span
    if roles.speaker is None or when is None or not all(when.cells[row].strip() for row in rows):
        return False
    return sum(not roles.speaker.cells[row].strip() for row in rows) < _FEW * len(rows)


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
    if not values or any(value % 1 for value in values):
        return 1.0
    if max(values) > _NO_SECONDS:
        return 0.001
    if roles.end is None:
        return 1.0
    lasting = [
        (after - before, len(said))
        for before, after, said in zip(roles.start.numbers, roles.end.numbers, roles.text.cells, strict=True)
        if before is not None and after is not None and after > before
    ]
    lasts, spoken = sum(length for length, _said in lasting), sum(said for _length, said in lasting)
    return 0.001 if lasts and spoken < _FEWEST_LETTERS * lasts else 1.0


def _taken_for(roles: Roles) -> str:
    parts = [_("Column “{column}” is the words").format(column=roles.text.header)]
    for column, part in (
        (roles.speaker, _("“{column}” the speaker")), (roles.start or roles.span, _("“{column}” the time")),
        (roles.end, _("“{column}” the end")),
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
    listed = ", ".join(_("“{name}”").format(name=column.header) for column in asked)
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
    headers = set(map(name_key, parted_by_tabs(text)))
    if not headers & known.TEXT or not headers & (known.SPEAKER | known.START | known.SPAN):
        return None
    try:
        table, _titles = table_of(text)
        found = sources(table)
    except PackageRefused:
        return None
    return found[0] if len(found) == 1 and found[0].utterances else None


class RowsReader:
    """Reads .csv, .tsv and .xlsx that hold interviews."""

    name = "table"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".xlsx")

    def read(self, data: bytes, *, encoding: str | None = None) -> Source | tuple[Source, ...]:
        """Read a table. Raises `PackageRefused` with a sentence when it holds no interviews."""
        table, titles = table_in(data, encoding)
        above = tuple((TITLES, title) for title in titles)
        found = tuple(
            replace(
                source,
                encoding=table.encoding,
                warnings=(*table.warnings, *source.warnings),
                left_out=(*above, *source.left_out),
                counts={**source.counts, **({TITLES: len(above)} if above else {})},
            )
            for source in _distinct(sources(table))
        )
        return found[0] if len(found) == 1 else found


def _distinct(found: Sequence[Source]) -> Iterable[Source]:
    """Give interviews of one name different names."""
    met: dict[str, int] = {}
    for source in found:
        met[source.name] = n = met.get(source.name, 0) + 1
        yield source if n == 1 else replace(source, name=f"{source.name} ({n})")


READER: Final = RowsReader()
