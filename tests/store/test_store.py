"""The store on SQLite and on PostgreSQL: what it accepts, refuses, remembers and takes back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.changes import Change, added, removed, replaced
from interviewcoder.domain.errors import Conflict, NewerStudy, Refused
from interviewcoder.store import Store, history, queries
from interviewcoder.store.connection import writing
from tests.store.building import TEXT, Made, fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interviewcoder.domain.records import Coding


@pytest.fixture
def made(database: Path | str) -> Iterator[Made]:
    """Give a filled store on either database."""
    store = Store.create(database)
    yield fill(store)
    store.close()


def _codings(store: Store) -> list[Coding]:
    with store.reading() as at:
        return list(queries.codings(at, Selection()))


def test_what_is_written_is_read_back(made: Made) -> None:
    """A coding comes back equal, emoji and accents included, and the study is sound."""
    coding = replace(made.coding(4, 24), weight=2.5, key=True)
    made.add(coding)
    assert _codings(made.store) == [coding]
    assert made.store.problems() == []


def test_a_passage_knows_the_turns_it_touches(made: Made) -> None:
    """The derived columns name the first and the last turn, the label's characters included."""
    second = TEXT.index("B :")
    made.add(made.coding(4, second + 6), made.coding(second, second + 1, code=1))
    with made.store.reading() as at:
        touched = [passage[5:] for passage in queries.passages(at, Selection(), turns=True)]
    assert sorted(touched) == [(1, 2), (2, 2)]


def test_a_wrong_quotation_cannot_be_written(made: Made) -> None:
    """A coding whose words are not the transcript's is refused, by us and by the database itself."""
    wrong = replace(made.coding(0, 5), quote="autre")
    with pytest.raises(Conflict):
        made.add(wrong)
    made.add(made.coding(0, 5))
    for damage in ("quote = 'autre'", '"end" = 4', "start = 1"):
        with pytest.raises((Conflict, DBAPIError)), writing(made.store._engine) as at:
            at.execute(text(f"UPDATE codings SET {damage}"))
    assert [coding.quote for coding in _codings(made.store)] == [TEXT[0:5]]


def test_what_is_coded_must_be_there(made: Made) -> None:
    """The database itself refuses a coding of a code, a coder or a transcript that it does not have."""
    made.add(made.coding(0, 5))
    for column in ("code", "coder", "transcript"):
        with pytest.raises(Conflict), writing(made.store._engine) as at:
            at.execute(text(f"UPDATE codings SET {column} = 'nobody'"))
    with pytest.raises(Conflict), writing(made.store._engine) as at:
        at.execute(text("DELETE FROM transcripts"))
    assert [coding.quote for coding in _codings(made.store)] == [TEXT[0:5]]


def test_who_writes_a_file_waits_until_it_is_on_the_disk(tmp_path: Path) -> None:
    """A connection that writes has the settings of decision 2: a journal that is deleted, its folder flushed too."""
    store = Store.create(tmp_path / "study.db")
    with writing(store._engine) as at:
        settings = [
            at.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        ]
    store.close()
    assert settings == ["delete", 3, 1, 0]


def test_many_codings_are_guarded_like_one(made: Made) -> None:
    """Among many codings written in bulk a single wrong quotation stops all, and the guard stands afterwards."""
    many = [made.coding(start, end) for start in range(20) for end in range(start + 1, start + 21)]
    with pytest.raises(Conflict):
        made.add(*many[:-1], replace(many[-1], quote="autre"))
    assert _codings(made.store) == []
    made.add(*many)
    assert len(_codings(made.store)) == 400
    with pytest.raises((Conflict, DBAPIError)), writing(made.store._engine) as at:
        at.execute(text("UPDATE codings SET quote = 'autre'"))
    made.store.undo("Ana")
    assert _codings(made.store) == []


def test_a_text_is_never_changed(made: Made) -> None:
    """The database refuses to update a version."""
    with pytest.raises((Conflict, DBAPIError)), writing(made.store._engine) as at:
        at.execute(text("UPDATE versions SET text = 'autre'"))


def test_undo_and_redo_survive_closing(made: Made, database: Path | str) -> None:
    """After reopening, undo takes the last change back and redo does it again, each with a line of history."""
    made.add(made.coding(0, 5))
    made.add(made.coding(6, 9))
    with_reopened = Store.open(database)
    with_reopened.undo("Ana")
    assert [coding.end for coding in _codings(made.store)] == [5]
    with_reopened.undo("Ana")
    assert _codings(made.store) == []
    with_reopened.redo("Ana")
    with_reopened.redo("Ana")
    assert sorted(coding.end for coding in _codings(made.store)) == [5, 9]
    assert [line.kind for line in with_reopened.history()][:4] == ["redo", "redo", "undo", "undo"]
    with pytest.raises(Refused):
        with_reopened.redo("Ana")
    assert with_reopened.problems() == []
    with_reopened.close()


def test_something_new_ends_redo(made: Made) -> None:
    """After an undo and another change there is nothing to do again."""
    made.add(made.coding(0, 5))
    made.store.undo("Ana")
    made.add(made.coding(6, 9))
    with pytest.raises(Refused):
        made.store.redo("Ana")


def test_a_stale_edit_is_refused_and_nothing_changes(made: Made, database: Path | str) -> None:
    """Two programs rename one code: the second is told so, and its whole change is left out."""
    code = made.codes[0]
    other = Store.open(database)
    other.apply(Change("Renamed", {}, replaced(code, replace(code, name={"fr": "Autre"}))), "Ben")
    mine = Change(
        "Both", {}, (*added(made.coding(0, 5)), *replaced(code, replace(code, name={"fr": "Mien"})))
    )
    with pytest.raises(Conflict) as refused:
        made.store.apply(mine, "Ana")
    collision = refused.value.collision
    assert collision is not None
    assert (collision.base, collision.by) == (code, "Ben")
    assert collision.theirs == replace(code, name={"fr": "Autre"})
    assert _codings(made.store) == []
    assert made.store.head() == 2
    other.close()


def test_what_another_removed_is_a_conflict(made: Made, database: Path | str) -> None:
    """Undoing a change whose coding somebody has removed since is refused."""
    coding = made.coding(0, 5)
    made.add(coding)
    other = Store.open(database)
    other.apply(Change("Removed", {}, removed(coding)), "Ben")
    with pytest.raises(Conflict):
        made.store.apply(Change("Again", {}, removed(coding)), "Ana")
    with pytest.raises(Conflict):
        made.store.undo("Ana", coder="Ana")
    other.close()


def test_each_undoes_her_own(made: Made) -> None:
    """Undo for one coder takes back that coder's last change, not the other's later one."""
    made.add(made.coding(0, 5))
    made.store.apply(Change("Coded", {}, added(made.coding(6, 9, coder=1))), "Ben")
    made.store.undo("Ana", coder="Ana")
    assert [coding.coder for coding in _codings(made.store)] == [made.coders[1].id]


def test_thirty_thousand_codings_are_one_change(made: Made) -> None:
    """A bulk change is written, counted, taken back and done again as one."""
    spans = [(start, end) for start in range(len(TEXT) - 1) for end in range(start + 1, len(TEXT))]
    codings = [
        made.coding(start, end, code, coder)
        for start, end in spans
        for code in range(3)
        for coder in range(2)
    ]
    made.add(*codings)
    assert len(_codings(made.store)) == len(codings)
    made.store.undo("Ana")
    assert _codings(made.store) == []
    made.store.redo("Ana")
    assert {coding.id for coding in _codings(made.store)} == {coding.id for coding in codings}


def test_a_row_altered_behind_our_back_is_named(made: Made) -> None:
    """`problems` names a record whose content no longer has its hash, and a history that was edited."""
    made.add(made.coding(0, 5))
    with writing(made.store._engine) as at:
        at.execute(text("UPDATE codes SET colour = '#000000' WHERE name LIKE '%Moyens%'"))
    assert any("code" in problem for problem in made.store.problems())
    with writing(made.store._engine) as at:
        at.execute(text("UPDATE changes SET coder = 'Eve' WHERE n = 1"))
    assert any("History" in problem for problem in made.store.problems())


def test_a_line_of_history_replaced_together_with_its_hash_is_named(made: Made) -> None:
    """A line that fits itself no longer fits the line after it: nobody can exchange one line alone."""
    made.add(made.coding(0, 5))
    made.add(made.coding(4, 24))
    last = made.store.head()
    hashes = made.store.line_hashes()
    with writing(made.store._engine) as at:
        line = next(line for line in history.lines(at) if line.n == last - 1)
        edits = history.digest(
            at.execute(text(f'SELECT * FROM edits WHERE "change" = {last - 1}')).mappings()
        )
        forged = history.chained(hashes[-3], replace(line, coder="Eve"), edits)
        assert history.chained(hashes[-3], line, edits) == hashes[-2]
        at.execute(text(f"UPDATE changes SET coder = 'Eve', hash = '{forged}' WHERE n = {last - 1}"))
        assert history.broken_at(at) == last


def test_a_newer_study_is_read_only(made: Made, database: Path | str) -> None:
    """A study of a later version opens, is read, and refuses changes."""
    with writing(made.store._engine) as at:
        at.execute(text("UPDATE meta SET value = '99' WHERE key = 'schema_version'"))
    newer = Store.open(database)
    assert newer.head() == 1
    with pytest.raises(NewerStudy):
        newer.apply(Change("Coded", {}, added(made.coding(0, 5))), "Ana")
    newer.close()


def test_a_study_is_not_made_twice(made: Made, database: Path | str) -> None:
    """Creating where a study is refuses and leaves it alone."""
    with pytest.raises(Refused):
        Store.create(database)
    assert made.store.head() == 1


_PROGRAM = """
import sys
from pathlib import Path
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.records import Coding
from interviewcoder.store import Store, queries
where, coder, code, transcript, n = sys.argv[1:6]
store = Store.open(where if "://" in where else Path(where))
with store.reading() as at:
    text = queries.version(at, store.small()[1].transcripts[0].version).text
for end in range(1, int(n) + 1):
    coding = Coding(transcript=transcript, start=0, end=end, quote=text[:end], code=code, coder=coder)
    store.apply(Change("Coded", {}, added(coding)), "P")
"""


def test_two_programs_at_once_lose_nothing(made: Made, database: Path | str) -> None:
    """Two processes writing to one study at the same time both have all their codings in it, and the history is whole."""
    each = 25
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                _PROGRAM,
                str(database),
                coder.id,
                made.codes[0].id,
                made.transcript.id,
                str(each),
            ],
            stderr=subprocess.PIPE,
        )
        for coder in made.coders
    ]
    for process in running:
        _out, complaint = process.communicate()
        assert process.returncode == 0, complaint.decode()
    assert len(_codings(made.store)) == 2 * each
    assert made.store.head() == 1 + 2 * each
    assert made.store.problems() == []


def test_a_file_that_may_not_be_written_opens_for_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only study can be read; a change is refused with a sentence."""
    store = Store.create(tmp_path / "study.db")
    made = fill(store)
    store.close()
    monkeypatch.setattr("interviewcoder.store.store._writable", lambda _path: False)
    opened = Store.open(tmp_path / "study.db")
    assert opened.read_only
    with pytest.raises(Refused, match="read-only"):
        opened.apply(Change("Coded", {}, added(made.coding(0, 5))), "Ana")
    opened.close()
