"""Merging copies: everything both have done, once; twice changes nothing; undo brings back what was."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Literal

import pytest

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.errors import NotFound, Refused, Unreadable
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures.notes import write_memo
from interviewcoder.domain.gestures.transcripts import finish_transcripts
from interviewcoder.domain.reconciling import Decisions
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, codes, copies, correcting, importing, summarising
from tests.campaigns import merges
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interviewcoder.study.merging import Merged

PAIRS = int(os.environ.get("INTERVIEWCODER_MERGES", "20"))
"""How many generated pairs are merged; 500 by hand."""


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Study, Study]]:
    """Give a study and a copy of it."""
    yield from _pair(tmp_path, 2)


def _pair(folder: Path, seed: int) -> Iterator[tuple[Study, Study]]:
    generated_study(folder, seed).close()
    shutil.copytree(folder / "study", folder / "copy")
    with Study.open(folder / "study") as one, Study.open(folder / "copy") as two:
        yield one, two


def merge(ours: Study, theirs: Study, side: Literal["ours", "theirs"] = "ours") -> Merged:
    work = copies.merged(ours, theirs.folder, Decisions(side))
    if work.change:
        copies.apply(ours, work)
    assert ours.problems() == []
    return work


def state(study: Study) -> dict[str, object]:
    return dict(study.database.every_record())


def said(study: Study) -> set[tuple[str, ...]]:
    """Give what codings say, whatever their identities: place, code, coder."""
    names = {one.id: one.name for one in study.transcripts}
    coders = {one.id: one.name for one in study.coders}
    return {
        (
            names[at.transcript],
            str(at.start),
            str(at.end),
            study.codebook.path(at.code),
            coders[at.coder],
            at.quote,
        )
        for at in study.codings()
    }


# What is known beforehand


def test_both_sides_are_there_once_and_merging_again_changes_nothing(pair: tuple[Study, Study]) -> None:
    """Codings, codes, memos, summaries, attributes, cases, marks of one side on top of those of the other."""
    ours, theirs = pair
    first = ours.transcripts[0]
    ours.code_passage(first, Span(1, 9), [ours.codebook.find("Vécu")])
    theirs.code_passage(
        theirs.transcripts[1], Span(2, 8), [theirs.codebook.find("Seul")], coder=theirs.coder_named("Ben")
    )
    theirs.add_code(["Moyens", "Temps"])
    theirs.apply(write_memo(Memo(on="study", text="Ours is the best study", coder=theirs.coder.id)))
    theirs.apply(summarising.written(theirs, theirs.case("Firme A"), theirs.codebook.find("Vécu"), "Theirs."))
    ours.apply(summarising.written(ours, ours.case("Firme B"), ours.codebook.find("Vécu"), "Ours."))
    theirs.apply(case_gestures.set_values(theirs.case("Firme B"), {"Taille": "12"}, theirs.attributes))
    ours.apply(case_gestures.set_values(ours.case("Firme B"), {"Ville": "Lyon"}, ours.attributes))
    theirs.apply(finish_transcripts(theirs.transcripts[:1], theirs.coder, theirs.finished()))
    before, both = state(ours), said(ours) | said(theirs)
    work = merge(ours, theirs)
    assert not work.clashes
    assert said(ours) == both
    assert {summary.text for summary in ours.summaries()} == {"Ours.", "Theirs."}
    assert [memo.text for memo in ours.memos()] == ["Ours is the best study"]
    assert len(ours.finished()) == 1
    values = {
        ours.attribute(name).id: ours.case("Firme B").values.get(ours.attribute(name).id)
        for name in ("Taille", "Ville")
    }
    assert list(map(str, values.values())) == ["12", "Lyon"]
    assert not merge(ours, theirs).change
    ours.undo()
    assert state(ours) == before
    merge(ours, theirs)
    assert said(ours) == both


def test_a_code_renamed_there_and_used_here(pair: tuple[Study, Study]) -> None:
    """The new name, and the coding made meanwhile under it."""
    ours, theirs = pair
    theirs.apply(code_gestures.rename_code(theirs.codebook, theirs.codebook.find("Seul"), "Isolé"))
    ours.code_passage(ours.transcripts[0], Span(3, 7), [ours.codebook.find("Seul")])
    merge(ours, theirs)
    assert any(row[3] == "Isolé" for row in said(ours))


@pytest.mark.parametrize("here", [True, False])
def test_a_code_merged_on_one_side_and_used_on_the_other(pair: tuple[Study, Study], here: bool) -> None:
    """What was coded with the code that is gone is coded with the one it was merged into."""
    ours, theirs = pair
    merging, using = (ours, theirs) if here else (theirs, ours)
    merging.apply(codes.merge(merging, merging.codebook.find("Émotion"), merging.codebook.find("Vécu")))
    using.code_passage(using.transcripts[0], Span(3, 7), [using.codebook.find("Émotion")])
    merge(ours, theirs)
    assert ours.codebook.get(["Vécu", "Émotion"]) is None
    assert any(row[1:4] == ("3", "7", "Vécu") for row in said(ours))


@pytest.mark.parametrize("here", [True, False])
def test_a_code_removed_on_one_side_and_used_on_the_other_stays(
    pair: tuple[Study, Study], here: bool
) -> None:
    """Nothing that somebody worked with is dropped."""
    ours, theirs = pair
    removing, using = (ours, theirs) if here else (theirs, ours)
    removing.apply(codes.remove(removing, removing.codebook.find("Moyens"))[0])
    using.code_passage(using.transcripts[0], Span(3, 7), [using.codebook.find("Équipe")])
    work = merge(ours, theirs)
    assert any(row[1:4] == ("3", "7", "Moyens > Équipe") for row in said(ours))
    assert ours.codebook.get(["Moyens", "Équipe"]) is not None
    assert work.kept or not here


def test_the_same_words_tagged_on_both_sides_are_one_coding(pair: tuple[Study, Study]) -> None:
    """Same passage, code and coder, two identities: once, with the memo of the other side on it."""
    ours, theirs = pair
    for study in pair:
        study.code_passage(study.transcripts[0], Span(3, 7), [study.codebook.find("Seul")])
    there = next(at for at in theirs.codings() if (at.start, at.end) == (3, 7))
    theirs.apply(write_memo(Memo(on="coding", target=there.id, text="Why", coder=theirs.coder.id)))
    merge(ours, theirs)
    found = [
        at
        for at in ours.codings()
        if (at.start, at.end) == (3, 7) and at.code == ours.codebook.find("Seul").id
    ]
    assert len(found) == 1
    assert [memo.target for memo in ours.memos()] == [found[0].id]
    assert not merge(ours, theirs).change


@pytest.mark.parametrize("take", [True, False])
def test_the_same_thing_changed_on_both_sides_is_a_clash(pair: tuple[Study, Study], take: bool) -> None:
    """Both versions are reported; ours stays unless told otherwise."""
    ours, theirs = pair
    for study, name in ((ours, "Ici"), (theirs, "Là-bas")):
        study.apply(case_gestures.rename_case(study.case("Firme A"), name, study.cases))
    work = merge(ours, theirs, "theirs" if take else "ours")
    assert [(clash.field, clash.ours, clash.theirs) for clash in work.clashes] == [("name", "Ici", "Là-bas")]
    assert ("Là-bas" if take else "Ici") in [case.name for case in ours.cases]


def test_two_summaries_of_one_case_are_both_kept(pair: tuple[Study, Study]) -> None:
    """Neither person's words are lost; merging again adds nothing."""
    ours, theirs = pair
    for study, text in ((ours, "Ici."), (theirs, "Là-bas.")):
        study.apply(summarising.written(study, study.case("Firme A"), study.codebook.find("Vécu"), text))
    work = merge(ours, theirs)
    assert [summary.text for summary in ours.summaries()] == ["Ici.\nLà-bas."]
    assert len(work.clashes) == 1
    assert not merge(ours, theirs).change


@pytest.mark.parametrize("here", [True, False])
def test_a_text_corrected_on_one_side_takes_the_codings_of_the_other_along(
    pair: tuple[Study, Study], tmp_path: Path, here: bool
) -> None:
    """Every coding is in the corrected text with its words, or waits; none is gone."""
    ours, theirs = pair
    correcting_side, coding_side = (ours, theirs) if here else (theirs, ours)
    transcript = correcting_side.transcripts[0]
    text = correcting_side.document(transcript).text
    file = tmp_path / "corrected.txt"
    file.write_text("Enquêtrice : Une question de plus, avant toutes les autres.\n" + text, encoding="utf-8")
    correcting.apply(correcting_side, correcting.from_file(correcting_side, transcript, file))
    start = text.index("budget") if "budget" in text else 30
    coding_side.code_passage(
        coding_side.transcripts[0], Span(start, start + 40), [coding_side.codebook.find("Seul")]
    )
    quote = text[start : start + 40]
    merge(ours, theirs)
    now = ours.document(ours.transcripts[0]).text
    assert now.startswith("Enquêtrice : Une question de plus")
    found = [at.quote for at in ours.codings() if at.code == ours.codebook.find("Seul").id]
    waits = [one.quote for one in ours.pending() if one.code == ours.codebook.find("Seul").id]
    assert found + waits == [quote]
    assert not merge(ours, theirs).change


def test_a_transcript_removed_there_and_coded_here_stays(pair: tuple[Study, Study]) -> None:
    """With the coding made meanwhile; what was on it before and was removed there is removed."""
    from interviewcoder.domain.gestures import transcripts

    ours, theirs = pair
    gone = theirs.transcripts[0]
    inside = list(theirs.codings(Selection(transcripts=frozenset({gone.id}))))
    theirs.apply(
        transcripts.remove_transcript(
            gone, speakers=theirs.speakers(gone), codings=inside, memos=[], statuses=[]
        )
    )
    ours.code_passage(ours.transcripts[0], Span(3, 7), [ours.codebook.find("Seul")])
    merge(ours, theirs)
    assert gone.name in [one.name for one in ours.transcripts]
    assert any(row[1:4] == ("3", "7", "Seul") for row in said(ours))


def test_studies_made_apart_meet_by_names_and_words(tmp_path: Path) -> None:
    """No identity in common: cases, coders and codes by name, transcripts by their text, the same coding once."""
    file = tmp_path / "E1.txt"
    file.write_text("Enquêtrice : Et le budget ?\nAnne : Trois fois rien, vraiment.\n", encoding="utf-8")
    made = []
    for name in ("one", "two"):
        study = Study.create(tmp_path / name, coder="Ana", language="fr")
        transcript = importing.import_file(study, file, case="Firme A")
        study.add_code(["Moyens", "Budget"])
        study.code_passage(transcript, Span(5, 20), [study.codebook.find("Budget")])
        made.append(study)
    one, two = made
    two.code_passage(two.transcripts[0], Span(30, 40), [two.codebook.find("Moyens")])
    with one, two:
        both = said(one) | said(two)
        merge(one, two)
        assert said(one) == both
        assert len(one.transcripts) == len(one.cases) == 1
        assert len(one.codebook) == 2
        assert not merge(one, two).change


def test_what_cannot_be_merged_is_refused(pair: tuple[Study, Study], tmp_path: Path) -> None:
    """The study itself, nothing, and a file that is no study; the other copy is never written to."""
    ours, theirs = pair
    with pytest.raises(Refused, match="itself"):
        copies.merged(ours, ours.folder)
    with pytest.raises(NotFound):
        copies.merged(ours, tmp_path / "nowhere")
    (tmp_path / "rubbish.db").write_bytes(b"rubbish")
    with pytest.raises(Unreadable):
        copies.merged(ours, tmp_path / "rubbish.db")
    bytes_before = (theirs.folder / "study.db").read_bytes()
    merge(ours, theirs)
    assert (theirs.folder / "study.db").read_bytes() == bytes_before


# What nobody knows beforehand


def test_whatever_both_have_done_is_there_once() -> None:
    """Generated ways apart: nothing is lost or doubled, twice is once, either way round is the same, undo is undo."""
    assert merges.run(PAIRS).faults == []
