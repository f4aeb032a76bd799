"""What the database does for a question about one transcript or one code does not grow with the study: it uses indexes.

Asserted with EXPLAIN, on tables large enough that the planner has a choice, and not with a clock.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.text import Span
from interviewcoder.store import codec, schema
from interviewcoder.store.rows import pour
from interviewcoder.study import Study, importing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TEXTS, CODINGS = 300, 60
WORDS = "Anne : Oui, voilà. " * 20
LARGE = "codings|versions|edits|turns|changes|memos|pending"
ASKED: dict[str, Callable[[Study], object]] = {
    "a transcript": lambda study: study.document(study.transcripts[150]),
    "its codings": lambda study: study.codings_of(study.transcripts[150]),
    "which of them have memos": lambda study: study.noted_codings(study.transcripts[150]),
    "what waits in it": lambda study: study.pending(study.transcripts[150]),
    "memos on a thing": lambda study: study.memos([study.transcripts[150].id]),
    "tagging": lambda study: study.code_passage(study.transcripts[150], Span(3, 9), [study.codebook.find("K7")]),
    "undo": lambda study: study.undo(),
    "redo": lambda study: study.redo(),
    "what an undo would do": lambda study: study.database.next_undo("Ana"),
    "what a redo would do": lambda study: study.database.next_redo("Ana"),
    "a page of the history": lambda study: study.history(50),
    "a page of what was done to codes": lambda study: study.history(50, "code"),
    "what a code was before": lambda study: study.past("code", study.codebook.find("K7").id),
    "what others did": lambda study: study.database.news(study.database.head() - 1),
    "quotations of a code in a transcript": lambda study: list(
        study.quotations(Filters(codes=("K7",), transcripts=(study.transcripts[150].name,)))
    ),
    "a matrix of a code in a case": lambda study: study.matrix(
        cells="turns", filters=Filters(codes=("K7",), transcripts=(study.transcripts[150].name,))
    ),
}  # fmt: skip


@pytest.fixture
def large(database: Path | str, tmp_path: Path) -> Iterator[Study]:
    """Make a study with 300 transcripts and 18,000 codings, and as many lines of history."""
    url = database if isinstance(database, str) else ""
    with Study.create(tmp_path / "large", title="Étude", language="fr", coder="Ana", database=url) as study:
        file = tmp_path / "T.txt"
        file.write_text(WORDS, encoding="utf-8")
        importing.import_file(study, file)
        for n in range(20):
            study.add_code([f"K{n}"])
        with study.database._writing() as at:
            multiply(study, at)
        study.refresh()
        if url:  # SQLite plans without statistics, because the program never makes any
            with study.database._writing() as at:
                at.exec_driver_sql("ANALYZE")
        yield study


def multiply(study: Study, at: Any) -> None:
    """Write rows such as there are in a large study, straight into the tables."""
    (first,), codes = study.transcripts, [code.id for code in study.codebook]
    version = study.version(first)
    hashed = "0" * 32
    names = [f"T{n:04}" for n in range(TEXTS)]
    rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in schema.metadata.sorted_tables}
    for n, name in enumerate(names):
        rows[schema.versions].append(
            {
                "id": name,
                "text": version.text,
                "sha256": "x",
                "words": 80,
                "moments": "[]",
                "report": "null",
                "seal": "",
            }
        )
        rows[schema.transcripts].append(
            {**codec.to_row(first), "id": name, "name": name, "version": name, "position": n + 1}
        )
        rows[schema.speakers].append(
            {
                "id": name,
                "transcript": name,
                "label": "Anne",
                "name": "Anne",
                "role": "unknown",
                "hash": hashed,
            }
        )
        rows[schema.turns] += [
            {
                "version": name,
                "n": k,
                "label": "Anne",
                "label_start": k,
                "label_end": k + 1,
                "start": k,
                "end": k + 1,
                "words": 1,
                "time": None,
                "time_end": None,
            }
            for k in range(1, 20)
        ]
        for k in range(CODINGS):
            guid, line = f"{name}-{k}", n * CODINGS + k + 1_000
            rows[schema.codings].append(
                {
                    "id": guid,
                    "transcript": name,
                    "start": k,
                    "end": k + 5,
                    "quote": version.text[k : k + 5],
                    "code": codes[k % 20],
                    "coder": study.coder.id,
                    "made": "2026",
                    "weight": None,
                    "key": 0,
                    "first_turn": 1,
                    "last_turn": 1,
                    "hash": hashed,
                }
            )
            rows[schema.changes].append(
                {
                    "n": line,
                    "at": "2026",
                    "coder": "Ben",
                    "label": "x",
                    "details": "{}",
                    "kind": "do",
                    "of": None,
                    "undone": 0,
                    "hash": hashed,
                    "remains": "",
                }
            )
            rows[schema.edits].append(
                {"change": line, "seq": 0, "kind": "coding", "record": guid, "before": None, "after": "{}"}
            )
            rows[schema.memos].append(
                {
                    "id": guid,
                    "on": "coding",
                    "target": guid,
                    "start": None,
                    "end": None,
                    "quote": "",
                    "text": "x",
                    "kind": "note",
                    "coder": None,
                    "made": "2026",
                    "hash": hashed,
                }
            )
            rows[schema.pending].append({
                "id": guid, "transcript": name, "version": name, "start": 0, "end": 1, "quote": "A", "code": codes[0],
                "coder": study.coder.id, "made": "2026", "weight": None, "key": 0, "found_start": None, "found_end": None,
                "reason": "", "aside": 0, "hash": hashed,
            })  # fmt: skip
    for table, made in rows.items():
        pour(at, table, ([row[column.name] for column in table.columns] for row in made))


@contextmanager
def watched(study: Study) -> Iterator[list[tuple[str, Any]]]:
    """Keep every statement that is run, with the first of its parameters."""
    engine, seen = study.database._engine, []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if re.match(r"(?i)\s*(select|insert|update|delete|with)", statement):
            seen.append((statement, parameters[0] if many else parameters))

    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", keep)


def plan(study: Study, statement: str, parameters: Any) -> str:
    """Give what the database would do."""
    with study.database.reading() as at:
        verb = "EXPLAIN" if at.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        rows = at.exec_driver_sql(f"{verb} {statement}", parameters).all()
    return "\n".join(str(row[-1]) for row in rows)


def scans(found: str, statement: str = "") -> list[str]:
    """Give the large tables that are read from one end to the other; the newest lines by their number are no such case."""
    if found == "SCAN changes" and "ORDER BY changes.n DESC" in statement and "LIMIT" in statement:
        return []
    return re.findall(rf"(?:Seq Scan on|SCAN) ({LARGE})\b(?! USING)", found)


def test_questions_about_one_thing_use_indexes(large: Study) -> None:
    """Reading a transcript, tagging in it, undoing, a page of the history, what others did: none reads a whole table.

    A question by a column without an index is noticed. Counts of a whole study are a row for each transcript, and
    passages to count come without their texts.
    """
    for name, ask in ASKED.items():
        with watched(large) as seen:
            ask(large)
        assert seen, name
        for statement, parameters in seen:
            found = plan(large, statement, parameters)
            assert not scans(found, statement), f"{name}\n{statement}\n{found}"
    assert scans(plan(large, "SELECT id FROM codings WHERE made = 'x'", ())) == ["codings"]
    with watched(large) as seen:
        large.coding_numbers()
        large.code_counts()
    (grouped, _none), (passages, given) = seen
    assert "GROUP BY" in grouped
    assert "quote" not in passages
    if large.database.path is not None:
        assert "USING COVERING INDEX" in plan(large, passages, given)
