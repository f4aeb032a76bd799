"""Two people who change the same thing at once: the second is told both versions, and neither is lost."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from interviewcoder.cli.main import main
from interviewcoder.domain.changes import Change, added, removed, replaced
from interviewcoder.domain.colliding import rebased
from interviewcoder.domain.errors import Conflict
from interviewcoder.domain.gestures import codes as gestures
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.reconciling import Decisions
from interviewcoder.domain.records import Memo, Summary
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, importing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET_WORDS = "Par accident"


@contextmanager
def two(database: Path | str, tmp_path: Path) -> Iterator[tuple[Study, Study]]:
    """Open one study twice, as Ana and as Ben; it has a transcript, a case and a code."""
    folder = tmp_path / "study"
    url = database if isinstance(database, str) else ""
    with Study.create(folder, title="Étude", language="en", coder="Ana", database=url) as ana:
        file = tmp_path / "Anne.txt"
        file.write_text(f"Q : Et ?\nAnne : {SECRET_WORDS}, voilà.\n", encoding="utf-8")
        importing.import_file(ana, file, case="Firme A")
        ana.add_code(["Moyens", "Budget"])
        with Study.open(folder) as ben:
            ben.work_as("Ben")
            yield ana, ben


def refused(study: Study, change: Change) -> Conflict:
    """Give the conflict a change meets, after proving that nothing was changed by it."""
    head = study.database.head()
    with pytest.raises(Conflict) as met:
        study.apply(change)
    assert study.database.head() == head
    assert study.problems() == []
    return met.value


def test_both_versions_are_told_with_who_and_when(database: Path | str, tmp_path: Path) -> None:
    """The thing by its name, what one saw, what it is now, by whom and at what time; the exit code is 3."""
    with two(database, tmp_path) as (ana, ben):
        code = ana.codebook.find("Moyens > Budget")
        ben.apply(gestures.describe_code(ben.codebook, code, {"definition": {"en": "Money."}}, "#112233"))
        met = refused(ana, gestures.rename_code(ana.codebook, code, "Finances"))
        assert re.fullmatch(
            r"The code “Moyens > Budget” was changed by Ben \(\d{4}-\d\d-\d\d \d\d:\d\d\)\. "
            r"definition \(en\): you saw “”, now it is “Money\.”\. colour: you saw “”, now it is “#112233”\. "
            r"Nothing was changed; look and try again\.",
            met.sentence,
        )
        assert met.exit_code == 3


def test_what_was_removed_is_told(database: Path | str, tmp_path: Path) -> None:
    """Nothing of a passage's words is in the sentence."""
    with two(database, tmp_path) as (ana, ben):
        transcript, code = ana.transcripts[0], ana.codebook.find("Moyens > Budget")
        start = ana.document(transcript).text.index(SECRET_WORDS)
        ana.code_passage(transcript, Span(start, start + len(SECRET_WORDS)), [code])
        coding = next(ana.codings())
        ben.refresh()
        ben.remove_codings([coding])
        met = refused(ana, Change("x", {}, replaced(coding, replace(coding, key=True))))
        assert met.sentence.startswith("A coding with “Moyens > Budget” in “Anne” was removed by Ben (")
        assert SECRET_WORDS not in met.sentence


def test_two_summaries_of_one_cell_meet(database: Path | str, tmp_path: Path) -> None:
    """The second hears of the first, and may put hers in its place, leave it, or keep both; undo goes back to the first."""
    with two(database, tmp_path) as (ana, ben):
        case, code = ana.cases[0], ana.codebook.find("Moyens > Budget")

        def written(text: str) -> Change:
            return notes.write_summary(case, code, "Moyens > Budget", text, before=None, coder=None)

        ben.apply(written("Ben’s words."))
        met = refused(ana, written("Ana’s words."))
        assert met.sentence.startswith(
            "The summary of “Firme A” under “Moyens > Budget” is there already, from Ben ("
        )
        assert met.collision is not None
        texts = {}
        for side in ("ours", "theirs", "both"):
            change, (clash,) = rebased(met.collision, Decisions())
            change, _clashes = rebased(met.collision, Decisions(made={clash.key: side}))
            if change:
                ana.apply(change)
            texts[side] = [summary.text for summary in ana.summaries()]
            if change:
                ana.undo()
            assert [summary.text for summary in ana.summaries()] == ["Ben’s words."]
        assert texts["ours"] == ["Ana’s words."]
        assert texts["theirs"] == ["Ben’s words."]
        assert sorted(texts["both"][0].split("\n")) == ["Ana’s words.", "Ben’s words."]
        assert ana.problems() == []


def test_different_fields_do_not_clash(database: Path | str, tmp_path: Path) -> None:
    """She renamed it, he described and moved it: the change on top of his holds all of it."""
    with two(database, tmp_path) as (ana, ben):
        code = ana.codebook.find("Moyens > Budget")
        his = replace(code, definition={"en": "Money."}, position=3)
        ben.apply(Change("x", {}, replaced(code, his)))
        met = refused(ana, gestures.rename_code(ana.codebook, code, "Finances"))
        assert met.collision is not None
        change, clashes = rebased(met.collision, Decisions())
        assert clashes == ()
        ana.apply(change)
        assert ana.codebook[code.id] == replace(his, name={"en": "Finances"})


def test_removed_by_one_and_rewritten_by_the_other(database: Path | str, tmp_path: Path) -> None:
    """A memo that one removes while the other rewrites it can be there again; and one that was rewritten can still go."""
    with two(database, tmp_path) as (ana, ben):
        memo = Memo(on="study", text="First.")
        ana.apply(Change("x", {}, added(memo)))
        ben.apply(Change("x", {}, removed(memo)))
        met = refused(ana, notes.write_memo(replace(memo, text="Second."), memo))
        assert "The memo “First.” was removed by Ben" in met.sentence
        assert met.collision is not None
        ana.apply(rebased(met.collision, Decisions())[0])
        assert [found.text for found in ana.memos()] == ["Second."]
        met = refused(ben, Change("x", {}, removed(memo)))
        assert met.collision is not None
        change, (clash,) = rebased(met.collision, Decisions())
        assert not change
        ben.apply(rebased(met.collision, Decisions(made={clash.key: "ours"}))[0])
        assert ana.memos() == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_undo_that_is_in_conflict_says_so(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a server one undoes one's own; when another has built on it, the command ends with 3 and both versions."""
    with two(database, tmp_path) as (ana, ben):
        code = ana.codebook.find("Moyens > Budget")
        ana.apply(gestures.rename_code(ana.codebook, code, "Finances"))
        ben.refresh()
        ben.apply(gestures.rename_code(ben.codebook, ben.codebook[code.id], "Argent"))
        assert main(["--study", str(ana.folder), "undo"]) == 3
        said = capsys.readouterr().err
        assert "was changed by Ben" in said
        assert "you saw “Finances”, now it is “Argent”" in said
        assert ana.problems() == []


def test_a_summary_that_was_there_keeps_its_identity(database: Path | str, tmp_path: Path) -> None:
    """Putting one's own in the place of another's is a change of hers, so that the history of the cell goes on."""
    with two(database, tmp_path) as (ana, ben):
        case, code = ana.cases[0], ana.codebook.find("Moyens > Budget")
        first = Summary(case=case.id, code=code.id, text="Ben’s.")
        ben.apply(Change("x", {}, added(first)))
        met = refused(ana, Change("x", {}, added(Summary(case=case.id, code=code.id, text="Ana’s."))))
        assert met.collision is not None
        _change, (clash,) = rebased(met.collision, Decisions())
        ana.apply(rebased(met.collision, Decisions(made={clash.key: "ours"}))[0])
        assert [summary.id for summary in ana.summaries()] == [first.id]
        assert (
            next(record.text for record in ana.past("summary", first.id) if isinstance(record, Summary))
            == "Ana’s."
        )
