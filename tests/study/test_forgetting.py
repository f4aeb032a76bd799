"""Erasing real names for good: nowhere in the study's file, and the study is what it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from interviewcoder.domain.changes import Change, added, replaced
from interviewcoder.domain.pseudonyms import Key, Pseudonym
from interviewcoder.domain.records import Memo, Summary
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, forgetting, importing, pseudonymising, purging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REAL = "Guénolé"


@pytest.fixture
def study(tmp_path: Path, database: Path | str) -> Iterator[Study]:
    """Give a study in which a name is in a file, a text, a case, a coding, a memo and a summary."""
    where = database if isinstance(database, str) else ""
    with Study.create(tmp_path / "étude", coder="Ana", language="fr", database=where) as made:
        for number, name in (("E1", REAL), ("E2", "Bruno")):
            file = tmp_path / f"{number}.txt"
            file.write_text(f"Q : Alors ?\n{name} : Voici ce que {name} fait, lui.\n", encoding="utf-8")
            transcript = importing.import_file(made, file, case=f"Atelier {name}")
            made.add_code(["Faire"]) if name == REAL else None
            code = made.codebook.find("Faire")
            text = made.document(transcript).text
            for words in (f"{name} fait", "Voici", "lui"):
                at = text.index(words)
                made.code_passage(
                    transcript, Span(at, at + len(words)), [code], memo="" if words == "lui" else words
                )
            case = made.case(f"Atelier {name}").id
            made.apply(Change("Noted", {}, added(
                Summary(case=case, code=code.id, text=f"{name} fait"), Memo(on="case", target=case, text=name),
            )))  # fmt: skip
        yield made


def _everything(study: Study) -> str:
    """Give all that the database holds, as text, and for a file its bytes too."""
    with study.database.reading() as at:
        tables = ("versions", "turns", "edits", "changes", "codings", "memos", "transcripts", "speakers", "summaries", "cases")  # fmt: skip
        rows = [str(tuple(row)) for table in tables for row in at.execute(sql(f"SELECT * FROM {table}"))]
    path = study.folder / "study.db"
    return "\n".join(rows) + (path.read_bytes().decode("utf-8", "ignore") if path.exists() else "")


def test_a_real_name_is_nowhere_and_the_way_back_is_in_the_key(study: Study) -> None:
    """History, texts, files and lines hold it no more; other interviews are as they were; names can come back."""
    before = {one.name: study.document(one).text for one in study.transcripts}
    key = Key(study=study.identity).with_name(Pseudonym(real=REAL, pseudonym="Corentin"))
    done = pseudonymising.put_in(study, key)
    study.apply(done.change)
    assert REAL in _everything(study)
    shown = study.document(study.transcript("E1")).text, sorted(map(repr, study.codings()))
    purge = forgetting.of_names(study, key.everything())
    assert purging.measured(study, purge).files
    purging.make(study, purge)
    assert REAL not in _everything(study)
    assert study.problems() == []
    assert (study.document(study.transcript("E1")).text, sorted(map(repr, study.codings()))) == shown
    assert study.original(study.transcript("E2")) is not None
    assert study.original(study.transcript("E1")) is None
    study.apply(pseudonymising.put_back(study, done.key).change)
    assert {one.name: study.document(one).text for one in study.transcripts} == before
    assert study.problems() == []
    study.undo()
    while study.next_undo:
        study.undo()
    assert "Added the code Faire" in [line.sentence for line in study.history()]
    assert study.codebook.find("Faire")
    assert study.document(study.transcript("E1")).text == shown[0]
    assert study.problems() == []


def test_nothing_of_others_is_erased(study: Study) -> None:
    """Where nothing holds a name of the key, there is nothing to purge."""
    key = Key(study=study.identity).with_name(Pseudonym(real="Yann", pseudonym="Corentin"))
    size = purging.measured(study, forgetting.of_names(study, key.everything()))
    assert (size.texts, len(size.files), size.entries) == (0, 0, 0)


def test_a_note_whose_coding_is_forgotten_goes_with_it(study: Study) -> None:
    """Once the history no longer knows whose coding a removed memo was on, the memo is erased as well."""
    (coding,) = (one for one in study.codings() if one.quote == f"{REAL} fait")
    (memo,) = study.memos([coding.id])
    study.apply(Change("Noted", {}, replaced(memo, replace(memo, text="chose intime"))))
    study.remove_codings([coding])
    key = Key(study=study.identity).with_name(Pseudonym(real=REAL, pseudonym="Corentin"))
    study.apply(pseudonymising.put_in(study, key).change)
    purging.make(study, forgetting.of_names(study, key.everything()))
    assert "chose intime" not in _everything(study)
    assert study.problems() == []
