"""A study moved from its file to a server and back: nothing lost, nothing doubled, undone across the move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select, update

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.domain.records import Blind, Edition, Finished, Memo, Pending, Status
from interviewcoder.store import Store, codec, moving, schema
from interviewcoder.study import Study, settings
from interviewcoder.study import moving as study_moving

if TYPE_CHECKING:
    from sqlalchemy import Connection


def heard(_table: str, _rows: int) -> None:
    """Hear of the progress and say nothing."""


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows of all tables, sorted here so that no database's order matters."""
    with store.reading() as at:
        return {
            table.name: sorted((tuple(row) for row in at.execute(select(table))), key=repr)
            for table in schema.metadata.sorted_tables
        }


def with_all_kinds(study: Study) -> Study:
    """Add what the sample study lacks, so that no table is empty, and take something back."""
    coding, code = next(study.codings()), next(iter(study.codebook))
    transcript = next(one for one in study.transcripts if one.id == coding.transcript)
    study.apply(
        Change("All", {}, added(
            Finished(transcript=transcript.id, coder=study.coder.id),
            Blind(coder=next(one.id for one in study.coders if one.id != study.coder.id), transcripts=(transcript.id,)),
            Status(transcript=transcript.id, code=code.id, value="not raised"),
            Memo(on="study", text="Émile 🙂 \u202f« voilà »"),
            Edition(name="v1", codes={code.id: {"name": "Été"}}, counts={code.id: 2}),
            Pending(
                id="11111111-aaaa-4aaa-8aaa-111111111111", transcript=transcript.id, version=transcript.version,
                start=coding.start, end=coding.end, quote=coding.quote, code=code.id, coder=study.coder.id, made="x",
                weight=0.1,
            ),
        ))
    )  # fmt: skip
    study.add_code(["Moved", "Away"])
    study.undo()
    return study


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_there_and_back_nothing_is_lost(sample_study: Study, database: str) -> None:
    """Every row of every table is the same on the server and in the file that comes back; undo goes on where it was."""
    folder = with_all_kinds(sample_study).folder
    before = everything(sample_study.database)
    empty = {name for name, rows in before.items() if not rows}
    assert not empty & {table.name for _cls, table in codec.KINDS.values()}
    assert not empty & {"files", "versions", "turns", "changes", "edits", "meta"}
    kept = study_moving.to_server(folder, database, heard).kept
    assert settings.read(folder).database == database
    assert kept is not None
    assert not (folder / "study.db").exists()
    assert everything(Store.open(kept)) == before
    with Study.open(folder) as there:
        assert everything(there.database) == before
        assert there.problems() == []
        there.work_as(sample_study.coder.name)
        assert there.redo().sentence == "Done again: Added the code Moved > Away"
        there.undo()
        there.undo()
        assert not there.finished()
        there.redo()
        moved = everything(there.database)
    study_moving.to_file(folder, heard)
    with Study.open(folder) as back:
        assert everything(back.database) == moved
        assert back.problems() == []
        back.undo()
        assert not back.finished()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_was_left_on_the_server_is_closed(sample_study: Study, database: str) -> None:
    """Who still points to the server after the study was moved away can read there and is told; nothing forks."""
    folder = sample_study.folder
    study_moving.to_server(folder, database, heard)
    with Study.open(folder) as colleague:
        study_moving.to_file(folder, heard)
        with pytest.raises(Refused, match="moved away from this server"):
            colleague.add_code(["Late"])
        assert colleague.problems() == []
    with pytest.raises(Refused, match="holds a study already"):
        study_moving.to_server(folder, database, heard)
    assert settings.read(folder).database == "study.db"
    with Study.open(folder) as study:
        assert study.problems() == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_who_has_the_file_open_does_not_write_into_nothing(sample_study: Study, database: str) -> None:
    """A program that had the file open when it was moved is told, and makes no new file."""
    study_moving.to_server(sample_study.folder, database, heard)
    with pytest.raises(InterviewCoderError, match="no longer where it was"):
        sample_study.add_code(["Late"])
    assert not (sample_study.folder / "study.db").exists()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("lost", [False, True])
def test_a_copy_that_differs_moves_nothing(
    sample_study: Study, database: str, monkeypatch: pytest.MonkeyPatch, *, lost: bool
) -> None:
    """A row changed or lost on the way is found out: the study stays in its file, the server stays empty."""
    honest = moving.copy_rows

    def dishonest(source: Connection, target: Connection, told: Any) -> dict[str, int]:
        numbers = honest(source, target, told)
        memo = target.execute(select(schema.memos.c.id)).scalars().first()
        one = schema.memos.c.id == memo
        target.execute(
            schema.memos.delete().where(one) if lost else update(schema.memos).where(one).values(text="x")
        )
        return numbers

    monkeypatch.setattr(moving, "copy_rows", dishonest)
    with pytest.raises(InterviewCoderError, match="memos"):
        study_moving.to_server(sample_study.folder, database, heard)
    assert settings.read(sample_study.folder).database == "study.db"
    assert sample_study.problems() == []
    monkeypatch.undo()
    study_moving.to_server(sample_study.folder, database, heard)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_damaged_study_is_not_moved(sample_study: Study, database: str) -> None:
    """What “check” complains about stays where it is until somebody has looked at it."""
    with sample_study.database._writing() as at:
        at.execute(insert(schema.statuses), {
            "id": "z", "transcript": sample_study.transcripts[0].id, "code": next(iter(sample_study.codebook)).id,
            "value": "raised", "coder": None, "hash": "wrong",
        })  # fmt: skip
    with pytest.raises(Refused, match="not sound"):
        study_moving.to_server(sample_study.folder, database, heard)
    assert settings.read(sample_study.folder).database == "study.db"
