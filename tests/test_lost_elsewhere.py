"""How programs of this kind have lost their users' work, each way tried here: none of them is open.

The accidents are those that users of other programs have reported; the texts are invented.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.text import Span
from interviewcoder.formats.codings import read_codings, write_codings
from interviewcoder.study import Study, codes, codings, correcting, editing, importing, keeping, merging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interviewcoder.domain.records import Code, Coding, Transcript

WORDS = ("une stagiaire 👩‍👩‍👧 l’a ouverte", "personne n’a le temps", "un soir d’été 🙂")
TEXT = (
    f"Inès : La page, comment est-elle venue ?\nAnne : Par accident : {WORDS[0]}.\n"
    f"Inès : Et aujourd’hui ?\nAnne : Aujourd’hui {WORDS[1]}, depuis {WORDS[2]}.\n"
)


def transcript_of(study: Study) -> Transcript:
    return study.transcripts[0]


def quotes(study: Study) -> list[str]:
    """Give the passages coded, each cut out of the text as it is now, after the study has proved itself."""
    assert study.problems() == []
    text = study.document(transcript_of(study)).text
    found = sorted(study.codings(), key=lambda coding: (coding.start, coding.end))
    assert [text[coding.start : coding.end] for coding in found] == [coding.quote for coding in found]
    return [coding.quote for coding in found]


def named(study: Study, *path: str) -> Code:
    found = study.codebook.get(path)
    assert found is not None
    return found


def code(study: Study, words: str, *path: str) -> None:
    transcript = transcript_of(study)
    start = study.document(transcript).text.index(words)
    study.code_passage(transcript, Span(start, start + len(words)), [named(study, *path)])


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Give a study with one interview, three codes and three codings."""
    (tmp_path / "Anne.txt").write_text(TEXT, encoding="utf-8")
    with Study.create(tmp_path / "study", coder="Ana", language="fr") as made:
        importing.import_file(made, tmp_path / "Anne.txt", case="Firme")
        for path in (["Débuts"], ["Moyens"], ["Moyens", "Temps"]):
            made.add_code(path)
        for words, names in zip(WORDS, (["Débuts"], ["Moyens", "Temps"], ["Débuts"]), strict=True):
            code(made, words, *names)
        yield made


def test_a_text_edited_before_a_coding_does_not_shift_it(study: Study, tmp_path: Path) -> None:
    """Words put in at the top and taken out in the middle: every coding still has its own words."""
    corrected = TEXT.replace("La page", "🙂 Bonjour, et cette page").replace("Par accident : ", "")
    (tmp_path / "Anne 2.txt").write_text(corrected, encoding="utf-8")
    correcting.apply(study, correcting.from_file(study, transcript_of(study), tmp_path / "Anne 2.txt"))
    assert quotes(study) == list(WORDS)
    assert not study.pending()


def test_an_edit_of_one_turn_leaves_the_rest_of_the_text_as_it_was(study: Study) -> None:
    """The text is what it was but for the words of the turn, to the last character."""
    document = study.document(transcript_of(study))
    correcting.apply(
        study, editing.edited(study, transcript_of(study), document.turns[0].span, "Comment ? 🙂")
    )
    first = document.turns[0].span
    after = study.document(transcript_of(study)).text
    assert after == document.text[: first.start] + "Comment ? 🙂" + document.text[first.end :]
    assert quotes(study) == list(WORDS)


def test_one_coding_removed_takes_no_other_along(study: Study) -> None:
    """Not one in the same place under another code, nor one of another coder, nor one that overlaps."""
    code(study, WORDS[0], "Moyens")
    study.work_as("Ben")
    code(study, WORDS[0], "Débuts")
    code(study, WORDS[0][4:20], "Débuts")
    before = set(study.codings())
    gone = next(coding for coding in study.codings() if study.coder.id != coding.coder)
    study.work_as("Ana")
    study.remove_codings([gone])
    assert set(study.codings()) == before - {gone}
    assert len(quotes(study)) == len(before) - 1


def test_emoji_before_a_coding_do_not_move_it_on_its_way_out_and_back(study: Study, tmp_path: Path) -> None:
    """Positions written into a file and read back are the same passages, whatever stands before them."""
    before = {(coding.start, coding.end, coding.quote) for coding in study.codings()}
    file = tmp_path / "codings.csv"
    write_codings(list(codings.give(study, Selection())), file, "fr")
    study.remove_codings(list(study.codings()))
    assert quotes(study) == []
    codings.take(study, read_codings(file), file.name)
    assert {(coding.start, coding.end, coding.quote) for coding in study.codings()} == before


def test_a_code_removed_with_what_is_below_it_leaves_a_study_and_copies_that_open(study: Study) -> None:
    """Removed, closed, opened, taken back: the codes and codings are there again, and so they are in the copy of before."""
    copy = study.folder.parent / "before.db"
    study.backup(copy)
    change, number = codes.remove(study, named(study, "Moyens"))
    study.apply(change)
    assert (number, quotes(study)) == (1, [WORDS[0], WORDS[2]])
    with Study.open(study.folder) as opened:
        assert quotes(opened) == [WORDS[0], WORDS[2]]
        opened.undo()
        assert quotes(opened) == list(WORDS)
        assert opened.codebook.get(("Moyens", "Temps"))
    keeping.restore(study.folder, copy)
    with Study.open(study.folder) as restored:
        assert quotes(restored) == list(WORDS)


def test_codings_of_both_are_there_after_a_merge(study: Study, tmp_path: Path) -> None:
    """A copy that went its own way – a code renamed, a coding added – and ours: nothing of either is missing."""
    (tmp_path / "theirs").mkdir()
    for name in ("study.toml", "study.db"):
        (tmp_path / "theirs" / name).write_bytes((study.folder / name).read_bytes())
    with Study.open(tmp_path / "theirs") as theirs:
        theirs.work_as("Ben")
        beginnings = named(theirs, "Débuts")
        theirs.apply(code_gestures.rename_code(theirs.codebook, beginnings, "Commencements"))
        code(theirs, "Par accident", "Commencements")
    code(study, "aujourd’hui", "Moyens")
    with Study.open(tmp_path / "theirs") as theirs:
        study.apply(merging.merged(study.database, theirs.database, "theirs").change)
    assert quotes(study) == ["Par accident", WORDS[0], "aujourd’hui", WORDS[1], WORDS[2]]


def test_a_codebook_file_that_makes_no_sense_empties_nothing(study: Study, tmp_path: Path) -> None:
    """A file cut off in the middle, an empty one, one of another kind: refused or without effect, the codes stay."""
    kept = [study.codebook.path(one.id) for one in study.codebook]
    whole = codes.write(study, tmp_path / "whole.yaml").read_bytes()
    for n, content in enumerate((b"", whole[: len(whole) // 2], b"\0\1\2", b"code,parent\n,\n")):
        file = tmp_path / f"{n}.{'csv' if content.startswith(b'code') else 'yaml'}"
        file.write_bytes(content)
        with suppress(InterviewCoderError):
            codes.take_in(study, codes.read(study, file)[0], file.name)
        assert [study.codebook.path(one.id) for one in study.codebook] == kept
    assert quotes(study) == list(WORDS)


def test_passages_of_a_code_that_is_gone_come_back_with_it(study: Study) -> None:
    """What a code takes along is counted beforehand, and undo brings each coding back as the same record."""
    before: set[Coding] = set(study.codings())
    change, number = codes.remove(study, named(study, "Débuts"))
    assert number == 2
    study.apply(change)
    assert quotes(study) == [WORDS[1]]
    study.undo()
    assert set(study.codings()) == before
