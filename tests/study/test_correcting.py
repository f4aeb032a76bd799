"""Corrections of a transcript: every coding is right, waits for a decision, or was set aside; none is gone."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import corrections
from interviewcoder.domain.records import Coding, Memo
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, codes, correcting, importing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from interviewcoder.domain.records import Transcript

SENTENCES = (
    "On a commencé par hasard, avec une stagiaire qui s’appelait Maëlle.", "Le budget, c’est trois fois rien 🙂 et encore.",
    "M. Dupont ne voulait pas en entendre parler avant l’été.", "Oui.", "Oui, tout à fait.",
    "Les clients écrivent le soir et veulent une réponse avant minuit.", "[rires] On a appris sur le tas, comme tout le monde.",
    "L’agence nous facture la journée, pas le résultat, et ça change tout.", "Chez Kerlann on répond à tout le monde, même aux fous.",
)  # fmt: skip


def interview(random: Random) -> str:
    lines = []
    for n in range(40):
        speaker = "Enquêtrice" if n % 2 == 0 else "Anne"
        lines.append(f"{speaker} : {' '.join(random.choices(SENTENCES, k=random.randint(1, 5)))} ({n})")
    return "\n".join(lines) + "\n"


def corrected(text: str, step: int) -> str:
    """Correct as an interviewee's review would: typing errors, a paragraph out, names replaced, two turns exchanged."""
    lines = text.strip("\n").split("\n")
    if step == 0:
        lines = [line.replace("par hasard", "un peu par hasard") for line in lines]
    elif step == 1:
        del lines[7]
    elif step == 2:
        lines = [line.replace("Maëlle", "P3").replace("M. Dupont", "mon associé") for line in lines]
    elif step == 3:
        lines[10], lines[12] = lines[12], lines[10]
    else:
        lines = [
            line.replace("Kerlann", "[entreprise]").replace("trois fois rien", "presque rien")
            for line in lines
        ]
    return "\n".join(lines) + "\n"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Give a study with one long interview, 300 codings on it, and memos."""
    random = Random(5)
    with Study.create(tmp_path / "study", coder="Ana", language="en") as made:
        file = tmp_path / "E1.txt"
        file.write_text(interview(random), encoding="utf-8")
        transcript = importing.import_file(made, file, case="Firme A")
        for path in (["Means", "Budget"], ["Means", "Team"], ["Start"]):
            made.add_code(path)
        text = made.document(transcript).text
        found: dict[tuple[object, ...], Coding] = {}
        known = list(made.codebook)
        while len(found) < 300:
            start = random.randrange(len(text) - 80)
            end = start + random.choice([4, 20, 60, 80])
            code = random.choice(known)
            found[start, end, code.id] = Coding(
                transcript=transcript.id, start=start, end=end, quote=text[start:end], code=code.id, coder=made.coder.id,
                weight=2.0 if len(found) % 7 == 0 else None, key=len(found) % 11 == 0,
            )  # fmt: skip
        made.apply(Change("Coded", {}, added(*found.values())))
        first = next(iter(found.values()))
        at = text.index("Kerlann")
        made.apply(Change("Noted", {}, added(
            Memo(on="coding", target=first.id, text="On a coding"),
            Memo(on="passage", target=transcript.id, start=at, end=at + 7, quote="Kerlann", text="On a name"),
        )))  # fmt: skip
        yield made


def the_only(study: Study) -> Transcript:
    return study.transcripts[0]


def correct(study: Study, text: str, folder: Path) -> correcting.Correction:
    file = folder / "corrected.txt"
    file.write_text(text, encoding="utf-8")
    found = correcting.from_file(study, the_only(study), file)
    if found.change:
        correcting.apply(study, found)
    return found


def everything(study: Study) -> Mapping[str, tuple[object, ...]]:
    """Give what is known of every coding, in its place or waiting, by identity."""
    here = {at.id: (at.code, at.coder, at.made, at.weight, at.key) for at in study.codings()}
    return here | {at.id: (at.code, at.coder, at.made, at.weight, at.key) for at in study.pending()}


def test_five_corrections_lose_nothing_and_leave_nothing_silently_wrong(study: Study, tmp_path: Path) -> None:
    """After each, every one of the 300 is there with code, coder, time, weight and mark; check finds the study sound."""
    before, codings = everything(study), {at.id: at for at in study.codings()}
    assert len(before) == 300
    for step in range(5):
        text = study.document(the_only(study)).text
        found = correct(study, corrected(text, step), tmp_path)
        assert everything(study) == before
        assert found.silent + found.moved + len(found.waiting) == len(codings)
        now = study.document(the_only(study)).text
        for at in study.codings():
            assert now[at.start : at.end] == at.quote == codings[at.id].quote
        assert study.problems() == []
        codings = {at.id: at for at in study.codings()}
    assert len(codings) > 130
    assert study.pending()
    for _step in range(5):
        study.undo()
    assert everything(study) == before
    assert not study.pending()
    assert study.problems() == []
    for _step in range(5):
        study.redo()
    assert everything(study) == before
    assert study.problems() == []


def test_a_correction_is_one_change_and_a_dry_run_is_none(study: Study, tmp_path: Path) -> None:
    """Working it out changes nothing; the same text again is no correction."""
    text = study.document(the_only(study)).text
    file = tmp_path / "corrected.txt"
    file.write_text(corrected(text, 2), encoding="utf-8")
    n = len(study.history())
    found = correcting.from_file(study, the_only(study), file)
    assert len(study.history()) == n
    assert found.waiting
    correcting.apply(study, found)
    assert len(study.history()) == n + 1
    assert the_only(study).source == "corrected.txt"
    assert not correct(study, study.document(the_only(study)).text, tmp_path).change


def test_what_waits_is_accepted_placed_set_aside_or_removed(study: Study, tmp_path: Path) -> None:
    """Each decision is undoable; an accepted coding has its identity, its memo finds it again."""
    correct(study, corrected(study.document(the_only(study)).text, 2), tmp_path)
    waiting = [one for one in study.pending() if one.found_start is not None]
    first, second, third, fourth = waiting[:4]
    study.apply(correcting.accepted(study, [first]))
    text = study.document(the_only(study)).text
    placed = next(at for at in study.codings() if at.id == first.id)
    assert (placed.start, placed.end) == (first.found_start, first.found_end)
    study.apply(correcting.accepted(study, [second], [Span(3, 9)]))
    assert next(at for at in study.codings() if at.id == second.id).quote == text[3:9]
    study.apply(corrections.set_aside([third], study.codebook))
    assert next(one for one in study.pending() if one.id == third.id).aside
    study.apply(corrections.drop([fourth], study.codebook))
    assert fourth.id not in everything(study)
    study.undo()
    assert fourth.id in everything(study)
    with pytest.raises(Refused, match="no such passage"):
        study.apply(correcting.accepted(study, [fourth], [Span(0, 10**6)]))
    gone = replace(fourth, found_start=None, found_end=None)
    with pytest.raises(Refused, match="No place is proposed"):
        correcting.accepted(study, [gone])
    assert study.problems() == []


def test_memos_are_carried_along_with_their_words(study: Study, tmp_path: Path) -> None:
    """A memo on a passage moves with it; when the words are gone it stays, on the transcript."""
    text = study.document(the_only(study)).text
    correct(study, "Enquêtrice : Avant de commencer, une question de plus.\n" + text, tmp_path)
    memo = next(memo for memo in study.memos() if memo.text == "On a name")
    assert memo.quote == "Kerlann"
    assert study.document(the_only(study)).text[memo.start : memo.end] == "Kerlann"
    correct(study, "Enquêtrice : Rien de tout cela.\nAnne : Rien.\n", tmp_path)
    memo = next(memo for memo in study.memos() if memo.text == "On a name")
    assert memo.on == "transcript"
    assert len(study.pending()) + sum(1 for _at in study.codings()) == 300
    assert study.problems() == []


def test_speakers_keep_their_roles(study: Study, tmp_path: Path) -> None:
    """Who was said to ask still asks after a correction; a new name comes in."""
    asks = next(speaker for speaker in study.speakers(the_only(study)) if speaker.label == "Anne")
    study.apply(Change("Told", {}, ()) if asks.role == "interviewer" else _asks(study))
    correct(
        study,
        study.document(the_only(study)).text + "Paul : Un mot encore.\nAnne : Oui.\nPaul : Voilà.\n",
        tmp_path,
    )
    roles = {speaker.label: speaker.role for speaker in study.speakers(the_only(study))}
    assert roles["Anne"] == "interviewer"
    assert "Paul" in roles


def _asks(study: Study) -> Change:
    from interviewcoder.domain.gestures.transcripts import set_role

    return set_role([one for one in study.speakers(the_only(study)) if one.label == "Anne"], "interviewer")


def test_codes_and_transcripts_go_with_what_waits_on_them(study: Study, tmp_path: Path) -> None:
    """Merging a code takes its waiting codings along, removing it removes them; undo brings all back."""
    correct(study, corrected(study.document(the_only(study)).text, 2), tmp_path)
    before = everything(study)
    source, target = study.codebook.find("Budget"), study.codebook.find("Team")
    assert any(one.code == source.id for one in study.pending())
    study.apply(codes.merge(study, source, target))
    assert not any(one.code == source.id for one in study.pending())
    assert study.problems() == []
    study.undo()
    study.apply(codes.remove(study, study.codebook.find("Means"))[0])
    assert study.problems() == []
    study.undo()
    assert everything(study) == before


def test_a_file_with_several_interviews_is_no_correction(study: Study, tmp_path: Path) -> None:
    """Refused with what to do, and a damaged file as on import."""
    with pytest.raises(Exception, match="gone"):
        correcting.from_file(study, the_only(study), tmp_path / "gone.txt")


def test_codings_of_a_coder_on_the_same_words_do_not_fall_together(study: Study, tmp_path: Path) -> None:
    """Two codings that would lie on exactly the same passage: the second waits."""
    transcript = the_only(study)
    correct(study, study.document(transcript).text.replace("Oui. Oui.", "Oui."), tmp_path)
    places = [(at.code, at.coder, at.start, at.end) for at in study.codings(Selection())]
    assert len(places) == len(set(places))
    assert study.problems() == []
