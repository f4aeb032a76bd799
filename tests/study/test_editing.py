"""Edits of the words of a turn: nothing else of the text changes, and they are corrections like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewcoder import locales
from interviewcoder.domain.errors import Conflict, Refused
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span, canonical
from interviewcoder.study import Study, correcting, editing, importing

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMED = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Inès>Alors, la page Facebook 🙂, comment c’est venu ?</v>

00:00:05.000 --> 00:00:09.000
<v Anne>Par accident.</v>

00:00:09.500 --> 00:00:14.000
<v Anne>On avait une stagiaire, Maëlle. Oui.</v>

00:00:15.000 --> 00:00:16.000
<v Inès>Oui ?</v>

00:00:17.000 --> 00:00:21.000
<v Anne>Oui. Elle a ouvert la page toute seule, un soir d’été.</v>
"""
PLAIN = (
    "Entretien du 3 mai\n\nInès : Oui ?\nAnne : Oui.\nEt puis voilà : 🙂\n\nInès : Merci.\nAnne : De rien."
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    locales.choose("en")
    folder = tmp_path_factory.mktemp("editing")
    with Study.create(folder / "study", coder="Ana") as made:
        for name, text in (("timed.vtt", TIMED), ("plain.txt", PLAIN)):
            (folder / name).write_text(text, encoding="utf-8")
            importing.import_file(made, folder / name, case="Firme A")
        made.add_code(["Team"])
        for name, words in (
            ("timed", "une stagiaire, Maëlle"),
            ("timed", "un soir d’été"),
            ("plain", "Et puis voilà"),
        ):
            transcript = made.transcript(name)
            start = made.document(transcript).text.index(words)
            made.code_passage(transcript, Span(start, start + len(words)), list(made.codebook))
        yield made


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
def test_an_edit_changes_the_words_it_is_of_and_nothing_else(study: Study, data: st.DataObject) -> None:
    """Before and after stand the same characters; labels, times and the other turns are theirs; undo gives all back."""
    transcript = study.transcript(data.draw(st.sampled_from(["timed", "plain"])))
    before = study.document(transcript)
    codings = {coding.id: coding for coding in study.codings()}
    span = editing.words_at(before, data.draw(st.integers(0, len(before.text) - 1)))
    letters = st.text("abé œ’\n\t🙂\u0301[]:", min_size=1, max_size=30).map(canonical).filter(str.strip)
    words = data.draw(letters.filter(lambda text: text[0] != "\u0301"))
    correction = editing.edited(study, transcript, span, words)
    if correction.changes_nothing:
        assert words == span.of(before.text)
        return
    correcting.apply(study, correction)
    now = study.document(study.transcript(transcript.name))
    assert now.text == before.text[: span.start] + words + before.text[span.end :]
    assert [(turn.n, turn.label, turn.time, turn.time_end) for turn in now.turns] == [
        (turn.n, turn.label, turn.time, turn.time_end) for turn in before.turns
    ]
    for turn, was in zip(now.turns, before.turns, strict=True):
        assert turn.span.of(now.text) == (words if was.span == span else was.span.of(before.text))
        assert (turn.label_span and turn.label_span.of(now.text)) == (
            was.label_span and was.label_span.of(before.text)
        )
    assert [moment.time for moment in now.moments] == [moment.time for moment in before.moments]
    assert now.speakers == before.speakers
    assert study.problems() == []
    assert {coding.id for coding in study.codings()} | {one.id for one in study.pending()} == set(codings)
    study.undo()
    assert study.document(study.transcript(transcript.name)).text == before.text
    assert {coding.id: coding for coding in study.codings()} == codings


def test_a_turn_without_words_goes_with_its_label(study: Study) -> None:
    """Its line goes, the turns after it move up, whatever was coded there waits; the last line too; never the whole text."""
    transcript = study.transcript("plain")
    document = study.document(transcript)
    for n, gone in ((2, "Anne : Oui.\nEt puis voilà : 🙂\n\n"), (4, "\nAnne : De rien.")):
        correction = editing.edited(study, transcript, document.turns[n - 1].span, " \n")
        correcting.apply(study, correction)
        now = study.document(study.transcript("plain"))
        assert now.text == document.text.replace(gone, "")
        assert [turn.n for turn in now.turns] == [1, 2, 3]
        assert len(correction.waiting) == (1 if n == 2 else 0)
        study.undo()
    with pytest.raises(Refused, match="cannot stand"):
        editing.edited(study, transcript, Span(0, len(document.text)), "")


@pytest.mark.parametrize("what", ["coding", "memo"])
def test_what_others_do_meanwhile_is_not_passed_over(study: Study, what: str) -> None:
    """A passage tagged or noted after the texts were compared: a conflict, told as such, and nothing has changed."""
    transcript = study.transcript("plain")
    document = study.document(transcript)
    correction = editing.edited(study, transcript, document.turns[0].span, "Oui, alors ?")
    start = document.text.index("De rien")
    with Study.open(study.folder) as other:
        if what == "coding":
            other.code_passage(other.transcript("plain"), Span(start, start + 7), list(other.codebook))
        else:
            other.apply(
                notes.write_memo(
                    Memo(
                        on="passage",
                        target=transcript.id,
                        start=start,
                        end=start + 7,
                        quote="De rien",
                        text="!",
                    )
                )
            )
    with pytest.raises(Conflict, match="not what the transcript says"):
        correcting.apply(study, correction)
    assert study.document(study.transcript("plain")).text == document.text
    study.undo()


def test_words_outside_any_turn_are_a_paragraph(study: Study) -> None:
    """A heading is edited alone; an empty line leads to what follows."""
    document = study.document(study.transcript("plain"))
    assert editing.words_at(document, 3).of(document.text) == "Entretien du 3 mai"
    after = editing.words_at(document, document.text.index("\n\nInès"))
    assert after.of(document.text) == "Oui ?"
