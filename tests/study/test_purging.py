"""Purging: what somebody has the right to have erased is nowhere in the study's file, and all else is as it was."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import corrections
from interviewcoder.domain.gestures import transcripts as transcript_gestures
from interviewcoder.domain.records import Summary
from interviewcoder.domain.text import Span
from interviewcoder.formats.transcripts.reading import Reading
from interviewcoder.formats.transcripts.turns import recognise
from interviewcoder.store.connection import writing
from interviewcoder.study import Study, copies, correcting, importing, keeping, purging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "confidence inouïe"
OTHER = "phrase anodine"


@pytest.fixture
def study(tmp_path: Path, database: Path | str) -> Iterator[Study]:
    """Make a study of two cases, in which one was told a secret: coded, noted, recoded, coded and removed."""
    where = "" if not isinstance(database, str) else database
    with Study.create(tmp_path / "étude", coder="Ana", language="fr", database=where) as made:
        for name, words, case in (("Zélie", SECRET, "Firme Z"), ("Bruno", OTHER, "Firme B")):
            file = tmp_path / f"{name}.txt"
            file.write_text(f"Q : Alors ?\n{name} : Voici une {words}, et plus.\n", encoding="utf-8")
            shutil.copy(file, made.folder / "transcripts")
            transcript = importing.import_file(made, file, case=case)
            made.add_code(["Aveu"]) if name == "Zélie" else None
            at = made.document(transcript).text.index(words)
            made.code_passage(
                transcript, Span(at, at + len(words)), [made.codebook.find("Aveu")], memo=f"noté : {words}"
            )
            made.code_passage(transcript, Span(at, at + 5), [made.codebook.find("Aveu")])
            made.remove_codings([one for one in made.codings() if one.quote == words[:5]])
            case_id = made.case(case).id
            made.apply(
                Change(
                    "Summary",
                    {},
                    added(
                        Summary(case=case_id, code=made.codebook.find("Aveu").id, text=f"synthèse : {words}")
                    ),
                )
            )
        yield made


def _everything(study: Study) -> str:
    """Give all that the database holds, as text."""
    tables = (
        "versions",
        "turns",
        "edits",
        "changes",
        "codings",
        "memos",
        "transcripts",
        "speakers",
        "summaries",
        "cases",
    )
    with study.database.reading() as at:
        return "\n".join(
            str(tuple(row)) for table in tables for row in at.execute(sql(f"SELECT * FROM {table}"))
        )


def _in_file(study: Study, words: str) -> bool:
    data = (study.folder / "study.db").read_bytes()
    return words.encode() in data


def test_a_purged_transcript_is_nowhere(study: Study) -> None:
    """Its words, its name and its memos are gone from records, history and the bytes of the file; the other interview stays."""
    if not study.settings.on_server:
        assert _in_file(study, SECRET)
    done = purging.make(study, purging.of_transcripts(study, [study.transcript("Zélie")]))
    assert (done.texts, len(done.files)) == (1, 1)
    held = _everything(study)
    assert SECRET not in held.replace(f"synthèse : {SECRET}", "")
    assert "Zélie" not in held
    assert OTHER in held
    assert study.problems() == []
    assert [one.name for one in study.transcripts] == ["Bruno"]
    if not study.settings.on_server:
        purging.make(study, purging.of_case(study, study.case("Firme Z")))
        assert not _in_file(study, SECRET)
        assert not _in_file(study, "Zélie")
        assert _in_file(study, OTHER)
        assert study.problems() == []


def test_a_purged_case_takes_its_transcripts_and_summaries(study: Study) -> None:
    """Nothing of the case is left, its name included."""
    purging.make(study, purging.of_case(study, study.case("Firme Z")))
    held = _everything(study)
    assert SECRET not in held
    assert "Firme Z" not in held
    assert [case.name for case in study.cases] == ["Firme B"]
    assert study.problems() == []


def test_what_was_removed_is_purged_and_nothing_else(study: Study) -> None:
    """Removed transcripts and codings go for good; what is in the study, and the undo of it, stays."""
    study.apply(purging.removal(study, study.transcript("Zélie"))[0])
    assert SECRET in _everything(study)
    purging.make(study, purging.of_removed(study))
    assert SECRET not in _everything(study).replace(f"synthèse : {SECRET}", "")
    assert OTHER in _everything(study)
    assert study.problems() == []
    assert purging.measured(study, purging.of_removed(study)).texts == 0


def test_purged_is_not_undone(study: Study) -> None:
    """Undo passes over what was purged and takes back the rest; when nothing else is left it says why."""
    purging.make(study, purging.of_transcripts(study, [study.transcript("Zélie")]))
    study.undo()
    assert all("…" not in line.sentence for line in study.history(1))
    while study.next_undo is not None:
        study.undo()
    with pytest.raises(Refused, match="purged"):
        study.undo()
    assert study.problems() == []


def test_what_remains_of_purged_lines_is_proved(study: Study) -> None:
    """A purged line that is altered afterwards, or taken for purged by hand, is found by `check`."""
    purging.make(study, purging.of_transcripts(study, [study.transcript("Zélie")]))
    for damage in (
        "UPDATE changes SET coder = 'X' WHERE n = 1",
        "UPDATE changes SET remains = '' WHERE n = 1",
    ):
        with writing(study.database._engine) as at:
            before = at.execute(sql("SELECT coder, remains FROM changes WHERE n = 1")).one()
            at.execute(sql(damage))
        assert any("History" in problem for problem in study.problems())
        with writing(study.database._engine) as at:
            at.execute(
                sql("UPDATE changes SET coder = :a, remains = :b WHERE n = 1"),
                {"a": before[0], "b": before[1]},
            )
    assert study.problems() == []


def test_the_copies_that_hold_it_are_named_and_deleted(tmp_path: Path) -> None:
    """A copy from before holds it, one from after does not; one that is not ours is named but not deleted."""
    with Study.create(tmp_path / "étude", coder="Ana", language="fr") as study:
        file = tmp_path / "Zélie.txt"
        file.write_text(f"Zélie : {SECRET}\n", encoding="utf-8")
        transcript = importing.import_file(study, file)
        keeping.keep(study, at_once=True)
        study.backup(study.folder / "backups" / "mine.db")
        study.backup(study.folder / "study (1).db")
        purging.make(study, purging.of_transcripts(study, [transcript]))
        assert {path.name for path in purging.holding_copies(study)} >= {"mine.db", "study (1).db"}
        assert "mine.db" in [path.name for path in purging.delete_copies(study)]
        assert [path.name for path in purging.holding_copies(study)] == ["study (1).db"]
        assert all(SECRET.encode() not in copy.path.read_bytes() for copy in keeping.copies(study.folder))
        assert keeping.copies(study.folder)


def test_no_merge_brings_it_back(tmp_path: Path) -> None:
    """A colleague's copy, in which the purged transcript was coded on, gives all but that."""
    file = tmp_path / "Zélie.txt"
    file.write_text(f"Zélie : {SECRET}\n", encoding="utf-8")
    with Study.create(tmp_path / "ours", coder="Ana", language="fr") as ours:
        transcript = importing.import_file(ours, file, case="Firme Z")
        ours.add_code(["Aveu"])
    shutil.copytree(tmp_path / "ours", tmp_path / "theirs")
    with Study.open(tmp_path / "theirs") as theirs:
        theirs.add_code(["Neuf"])
        theirs.code_passage(transcript, Span(8, 18), [theirs.codebook.find("Aveu")], memo="vu")
    with Study.open(tmp_path / "ours") as ours:
        purging.make(ours, purging.of_case(ours, ours.case("Firme Z")))
        copies.apply(ours, copies.merged(ours, tmp_path / "theirs"))
        assert (ours.transcripts, ours.cases) == ((), ())
        assert ours.codebook.find("Neuf")
        assert ours.problems() == []
        assert SECRET not in _everything(ours)


def test_a_name_taken_back_by_a_correction_is_purged(study: Study) -> None:
    """After another text took the place of the first, `purge removed` erases the words only the first had."""
    from interviewcoder.domain.records import Version

    transcript = study.transcript("Zélie")
    old = study.version(transcript)
    new = Version(text=old.text.replace(SECRET, "parole retirée"), turns=old.turns)
    change = purging.removal(study, transcript)[0]
    gone = [edit for edit in change.edits if edit.before != transcript]
    after = replace(transcript, version=new.id)
    from interviewcoder.domain.changes import Edit

    study.apply(Change("Corrected", {}, (*gone, Edit(transcript, after)), (new,)))
    purging.make(study, purging.of_removed(study))
    assert SECRET not in _everything(study).replace(f"synthèse : {SECRET}", "")
    assert "parole retirée" in _everything(study)
    assert study.problems() == []


def _corrected(study: Study, name: str, was: str, now: str) -> None:
    """Correct a text in the study."""
    transcript = study.transcript(name)
    text = study.document(transcript).text.replace(was, now)
    found = recognise(text)
    reading = Reading(text=text, turns=found.turns, labels=found.labels, format="text")
    correcting.apply(study, correcting.from_reading(study, transcript, reading))


@pytest.mark.parametrize("what", ["transcript", "case"])
def test_what_the_history_no_longer_names_is_purged(study: Study, what: str) -> None:
    """After a first purge, and what was done since, the present text, its file, its codings and memos go all the same."""
    _corrected(study, "Zélie", "et plus", "et voilà")
    purging.make(study, purging.of_removed(study))
    study.apply(transcript_gestures.rename_transcript(study.transcript("Zélie"), "Zoé", study.transcripts))
    plan = (
        purging.of_case(study, study.case("Firme Z"))
        if what == "case"
        else purging.of_transcripts(study, [study.transcript("Zoé")])
    )
    announced = purging.measured(study, plan)
    assert announced.texts == 1
    assert purging.make(study, plan) == announced
    held = _everything(study)
    assert not [
        word
        for word in (SECRET, "Zélie", "Zoé", "et voilà")
        if word in held.replace(f"synthèse : {SECRET}", "")
    ]
    assert (SECRET in held) == (what == "transcript")
    assert study.problems() == []


def test_the_file_of_a_text_before_a_correction_goes_with_it(study: Study) -> None:
    """What was corrected away is not kept in the file as received either; files of texts that stand are kept."""
    _corrected(study, "Zélie", "et plus", "et voilà")
    plan = purging.of_removed(study)
    assert len(purging.measured(study, plan).files) == 1
    purging.make(study, plan)
    assert study.original(study.transcript("Zélie")) is None
    assert study.original(study.transcript("Bruno")) is not None


def test_a_text_that_codings_wait_on_stays_and_is_told(study: Study) -> None:
    """Until somebody decides, then it goes."""
    _corrected(study, "Zélie", SECRET, "parole")
    plan = purging.of_removed(study)
    assert plan.held == {"Zélie": 1}
    purging.make(study, plan)
    assert SECRET in _everything(study)
    waiting = study.pending()
    study.apply(corrections.drop(waiting, study.codebook, study.memos([one.id for one in waiting])))
    purging.make(study, purging.of_removed(study))
    assert SECRET not in _everything(study).replace(f"synthèse : {SECRET}", "")
    assert study.problems() == []


def test_a_line_that_changed_nothing_keeps_no_words(study: Study) -> None:
    """It quotes somebody, and nothing tells whom: its words go with the first purge, and no undo is about it."""
    _corrected(study, "Zélie", SECRET, "parole")
    for _n in range(2):
        study.apply(corrections.set_aside(study.pending(), study.codebook))
    purging.make(study, purging.of_transcripts(study, [study.transcript("Zélie")]))
    assert not [line.sentence for line in study.history() if SECRET in line.sentence]
    assert study.problems() == []
    assert study.next_undo is not None
    assert "Set aside" not in study.next_undo.sentence


def test_a_note_that_lost_its_coding_goes_with_the_transcript(study: Study) -> None:
    """A memo left on a coding that is gone belongs to the transcript still, even where the history forgot the coding."""
    _corrected(study, "Zélie", SECRET, "parole")
    study.apply(corrections.drop(study.pending(), study.codebook))
    purging.make(study, purging.of_removed(study))
    assert f"noté : {SECRET}" in _everything(study)
    purging.make(study, purging.of_transcripts(study, [study.transcript("Zélie")]))
    assert f"noté : {SECRET}" not in _everything(study)
    assert study.problems() == []


def test_a_transcript_that_was_removed_goes_with_its_case(study: Study) -> None:
    """A case that is purged takes along what was removed from it before."""
    study.apply(purging.removal(study, study.transcript("Zélie"))[0])
    purging.make(study, purging.of_case(study, study.case("Firme Z")))
    assert SECRET not in _everything(study)
    assert study.problems() == []


def test_undo_is_not_stopped_by_what_is_erased(study: Study) -> None:
    """A change whose next step is erased cannot be taken back any more; those that rest on nothing erased can."""
    _corrected(study, "Zélie", "Voici", "Et voici")
    purging.make(study, purging.of_removed(study))
    while study.next_undo:
        study.undo()
        assert study.problems() == []
    assert [one.quote for one in study.codings()] == [SECRET]
    while study.next_redo:
        study.redo()
    assert {one.quote for one in study.codings()} == {SECRET, OTHER}
    assert study.problems() == []
