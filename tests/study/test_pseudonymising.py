"""Pseudonyms in a study: every passage is carried exactly, and the way back leads to what was there."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import transcripts as transcript_gestures
from interviewcoder.domain.gestures.transcripts import Arrival
from interviewcoder.domain.pseudonyms import Key, Pseudonym
from interviewcoder.domain.records import Case, Coding, Memo, Speaker, Summary, Transcript, Turn, Version
from interviewcoder.domain.text import Span, canonical, words
from interviewcoder.study import Study, pseudonymising

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PIECES = (
    "Hélène", "HÉLÈNE", "helene", "Helene", "Anne", "anne", "Jean-Pierre", "Pierre", "Le Goff", "LE\u00a0GOFF", "le\ngoff",
    "L’Oréal", "Oréal", "d’Anne", "Anne’s", "aujourd’hui", "Annexe", "panne", "Anne-Marie", "Saint-Anne", "œuvre 🙂", "e\u0323", " ", " ", ", ",
    ". ", "\n", "_", "’", "-", "Goff", "Le", "Élodie", "ß",
)  # fmt: skip
KEY = tuple(
    Pseudonym(real=real, pseudonym=pseudonym, also=also, as_written=as_written)
    for real, pseudonym, also, as_written in (
        ("Hélène", "Béatrice", (), False), ("Anne", "X", (), False), ("Jean-Pierre", "Paul Henri", ("Pierre",), True),
        ("Le Goff", "Tanguy-Morvan", (), False), ("L’Oréal", "[entreprise]", ("Oréal",), False),
    )
)  # fmt: skip
_NUMBERS = count()


def key_of(study: Study, *pseudonyms: Pseudonym) -> Key:
    key = Key(study=study.identity)
    for one in pseudonyms or KEY:
        key = key.with_name(one)
    return key


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give a study with two codes, to which transcripts are added."""
    with Study.create(tmp_path_factory.mktemp("pseudonyms") / "study", coder="Ana", language="en") as made:
        made.add_code(["Means"])
        made.add_code(["Start"])
        yield made


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Study]:
    """Give a study with one code and nothing else."""
    with Study.create(tmp_path / "study", coder="Ana", language="en") as made:
        made.add_code(["Means"])
        yield made


def taken_in(study: Study, text: str, turns: tuple[Turn, ...] = (), case: Case | None = None) -> Transcript:
    version = Version(text=text, turns=turns)
    transcript = Transcript(
        name=f"E{next(_NUMBERS)}",
        version=version.id,
        words=words(text),
        length=len(text),
        case=case.id if case else None,
    )
    labels = dict.fromkeys(turn.label for turn in turns if turn.label)
    speakers = tuple(Speaker(transcript=transcript.id, label=label, name=label) for label in labels)
    arrival = Arrival(transcript=transcript, version=version, speakers=speakers)
    study.apply(transcript_gestures.add_transcripts([arrival], known=study.transcripts, files={}))
    return study.transcript(transcript.name)


def coded(study: Study, transcript: Transcript, spans: list[tuple[int, int]]) -> None:
    text = study.document(transcript).text
    codes = list(study.codebook)
    codings = {
        (start, end, n % 2): Coding(
            transcript=transcript.id, start=start, end=end, quote=text[start:end], code=codes[n % 2].id, coder=study.coder.id
        )
        for n, (start, end) in enumerate(spans)
    }  # fmt: skip
    start, end = spans[0]
    memo = Memo(
        on="passage", target=transcript.id, start=start, end=end, quote=text[start:end], text="Anne, encore"
    )
    study.apply(Change("Coded", {}, added(*codings.values(), memo)))


def what_is_on(study: Study, transcript: Transcript) -> tuple[object, ...]:
    now = next(one for one in study.transcripts if one.id == transcript.id)
    version = study.version(now)
    codings = sorted(study.codings(Selection(transcripts=frozenset({now.id}))), key=lambda one: one.id)
    memos = sorted(study.memos([now.id]), key=lambda one: one.id)
    return replace(now, version=""), version.text, version.turns, codings, memos, study.speakers(now)


@st.composite
def coded_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = canonical("".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25))) + ".")
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda at: at[0] != at[1])
    spans = draw(st.lists(bounds, min_size=1, max_size=6))
    return text, [(min(at), max(at)) for at in spans]


@given(case=coded_texts())
def test_what_was_put_in_and_put_back_is_what_was_there(
    study: Study, case: tuple[str, list[tuple[int, int]]]
) -> None:
    """Names out and in again leave text and codings as they were; between, quotes fit and no name is left."""
    text, spans = case
    transcript = taken_in(study, text)
    coded(study, transcript, spans)
    before = what_is_on(study, transcript)
    done = pseudonymising.put_in(study, key_of(study), [transcript])
    if done.change:
        study.apply(done.change)
    now = next(one for one in study.transcripts if one.id == transcript.id)
    between = study.version(now).text
    there = list(study.codings(Selection(transcripts=frozenset({now.id}))))
    waiting = study.pending(now)
    assert all(coding.quote == between[coding.start : coding.end] for coding in there)
    again = pseudonymising.put_in(study, done.key, [now])
    assert not again.change
    assert not again.innocent
    assert between.count("Annexe") == text.count("Annexe")
    assert between.count("Anne-Marie") == text.count("Anne-Marie")
    back = pseudonymising.put_back(study, done.key, [now])
    if back.change:
        study.apply(back.change)
    after = what_is_on(study, transcript)
    if waiting:  # two codings of one code came to lie on the same pseudonym
        assert after[1] == before[1]
        return
    assert after == before
    assert study.problems() == []


def spoken(text: str) -> tuple[Turn, ...]:
    """Give the turns of lines like ``Anne : words``."""
    turns, at = [], 0
    for n, line in enumerate(text.rstrip("\n").split("\n"), 1):
        label = line.partition(" : ")[0]
        words_at = at + len(label) + 3
        turns.append(
            Turn(
                n=n,
                label=label,
                label_span=Span(at, at + len(label) + 2),
                span=Span(words_at, at + len(line)),
            )
        )
        at += len(line) + 1
    return tuple(turns)


def test_labels_names_memos_and_summaries_follow_and_come_back(fresh: Study) -> None:
    """What stands beside the texts is replaced in the same change, also where two labels become one."""
    case = Case(name="Cabinet Anne Le Goff", values={})
    fresh.apply(Change("Made", {}, added(case)))
    text = "Nanou : Moi c’est Anne.\nAnne : Encore.\nQ : Oui, Nanou ?\n"
    transcript = taken_in(fresh, text, spoken(text), case)
    code = next(iter(fresh.codebook))
    fresh.apply(
        Change(
            "Noted", {}, added(
                Memo(on="transcript", target=transcript.id, text="Voir ANNE"),
                Summary(case=case.id, code=code.id, text="Anne tient bon, Oréal aussi."),
            ),
        )
    )  # fmt: skip
    before = what_is_on(fresh, transcript), fresh.cases, fresh.summaries()
    key = key_of(
        fresh,
        Pseudonym(real="Anne", pseudonym="Béatrice", also=("Nanou",)),
        Pseudonym(real="Oréal", pseudonym="[firme]", scope=case.id, where=case.name),
    )
    done = pseudonymising.put_in(fresh, key, [transcript])
    assert (done.by_transcript, done.beside) == ({transcript.name: 4}, 2)
    done = pseudonymising.put_in(fresh, key)
    fresh.apply(done.change)
    now = fresh.transcript(transcript.name)
    document = fresh.document(now)
    assert [turn.label for turn in document.turns] == ["Béatrice", "Béatrice", "Q"]
    assert all(document.text[turn.label_span.start :].startswith(turn.label or "") for turn in document.turns if turn.label_span)  # fmt: skip
    assert sorted(document.speakers) == ["Béatrice", "Q"]
    assert [case.name for case in fresh.cases] == ["Cabinet Béatrice Le Goff"]
    assert [memo.text for memo in fresh.memos([transcript.id])] == ["Voir BÉATRICE"]
    assert [summary.text for summary in fresh.summaries()] == ["Béatrice tient bon, [firme] aussi."]
    assert fresh.problems() == []
    fresh.apply(pseudonymising.put_back(fresh, done.key).change)
    (there, _text, turns, _codings, memos, speakers), cases, summaries = before
    after = what_is_on(fresh, transcript)
    assert after[:3] == (there, text, turns)
    assert (after[4], fresh.cases, fresh.summaries()) == (memos, cases, summaries)
    assert sorted(one.label for one in after[5]) == sorted(one.label for one in speakers)  # type: ignore[attr-defined]
    fresh.undo()
    assert pseudonymising.put_back(fresh, done.key).places == done.places
    fresh.undo()
    assert what_is_on(fresh, transcript)[1] == text
    assert not pseudonymising.put_back(fresh, done.key).change
    fresh.redo()
    assert pseudonymising.put_back(fresh, done.key).places == done.places


def test_what_was_changed_since_is_put_back_where_it_still_stands(fresh: Study) -> None:
    """After a correction the untouched places come back; a pseudonym typed since does not become a name."""
    from interviewcoder.formats.transcripts.reading import Reading
    from interviewcoder.study import correcting

    transcript = taken_in(fresh, "Anne a dit non. Puis Anne est partie, et c’est tout pour ce jour.\n")
    key = key_of(fresh, Pseudonym(real="Anne", pseudonym="Béatrice"))
    done = pseudonymising.put_in(fresh, key, [transcript])
    fresh.apply(done.change)
    now = fresh.transcript(transcript.name)
    text = (
        fresh.document(now)
        .text.replace("Puis Béatrice est", "Puis elle est")
        .replace("ce jour", "ce jour, Béatrice")
    )
    correcting.apply(
        fresh, correcting.from_reading(fresh, now, Reading(text=text, turns=(), labels=(), format="text"))
    )
    back = pseudonymising.put_back(fresh, done.key, [fresh.transcript(transcript.name)])
    fresh.apply(back.change)
    assert fresh.document(fresh.transcript(transcript.name)).text == (
        "Anne a dit non. Puis elle est partie, et c’est tout pour ce jour, Béatrice.\n"
    )
    assert back.innocent == {"Béatrice": 1}


def test_a_second_time_adds_to_the_first_and_all_of_it_comes_back(fresh: Study) -> None:
    """Names added later are put in beside the ones before, and the way back is one step."""
    text = "Anne et Hélène, puis HÉLÈNE et d’Anne."
    transcript = taken_in(fresh, text)
    first = pseudonymising.put_in(
        fresh, key_of(fresh, Pseudonym(real="Hélène", pseudonym="Zoé")), [transcript]
    )
    fresh.apply(first.change)
    assert not first.innocent
    key = first.key.with_name(Pseudonym(real="Anne", pseudonym="Béatrice"))
    second = pseudonymising.put_in(fresh, key, [fresh.transcript(transcript.name)])
    assert not second.innocent
    fresh.apply(second.change)
    assert (
        fresh.document(fresh.transcript(transcript.name)).text == "Béatrice et Zoé, puis ZOÉ et d’Béatrice."
    )
    fresh.apply(pseudonymising.put_back(fresh, second.key, [fresh.transcript(transcript.name)]).change)
    assert fresh.document(fresh.transcript(transcript.name)).text == text


def test_a_pseudonym_that_is_there_already_is_told(fresh: Study) -> None:
    """An innocent Béatrice is counted before, and stays Béatrice on the way back."""
    transcript = taken_in(fresh, "Anne connaît Béatrice.")
    done = pseudonymising.put_in(
        fresh, key_of(fresh, Pseudonym(real="Anne", pseudonym="Béatrice")), [transcript]
    )
    assert done.innocent == {"Béatrice": 1}
    fresh.apply(done.change)
    fresh.apply(pseudonymising.put_back(fresh, done.key, [fresh.transcript(transcript.name)]).change)
    assert fresh.document(fresh.transcript(transcript.name)).text == "Anne connaît Béatrice."


def test_two_cases_never_get_one_name(fresh: Study) -> None:
    """A pseudonym that would make two cases one is refused, unless their names are left."""
    fresh.apply(Change("Made", {}, added(Case(name="Kerlann"), Case(name="Armor"))))
    key = key_of(fresh, Pseudonym(real="Kerlann", pseudonym="Armor"))
    with pytest.raises(Refused, match="would have one name"):
        pseudonymising.put_in(fresh, key)
    assert not pseudonymising.put_in(fresh, key, names_too=False).change


def test_two_codings_that_meet_on_a_pseudonym_stay_two(fresh: Study) -> None:
    """Of one code and coder, one holds the pseudonym and one the part it held; both come back, and none waits."""
    transcript = taken_in(fresh, "Hélène est là.")
    text = fresh.document(transcript).text
    code = next(iter(fresh.codebook))
    for start, end in ((0, 6), (2, 6), (0, 3)):
        fresh.apply(Change("Coded", {}, added(Coding(
            transcript=transcript.id, start=start, end=end, quote=text[start:end], code=code.id, coder=fresh.coder.id,
        ))))  # fmt: skip
    done = pseudonymising.put_in(fresh, key_of(fresh, Pseudonym(real="Hélène", pseudonym="Béatrice")))
    fresh.apply(done.change)
    assert sorted(one.quote for one in fresh.codings()) == ["Béa", "Béatrice", "atrice"]
    assert fresh.pending() == []
    fresh.apply(pseudonymising.put_back(fresh, done.key).change)
    assert sorted(one.quote for one in fresh.codings()) == ["Hél", "Hélène", "lène"]


def test_labels_that_are_not_in_the_text_follow_too(fresh: Study) -> None:
    """A format may know who speaks without writing it: the label and the speaker change together."""
    turn = Turn(n=1, label="Anne", label_span=None, span=Span(0, 5))
    transcript = taken_in(fresh, "Voilà", (turn,))
    done = pseudonymising.put_in(fresh, key_of(fresh, Pseudonym(real="Anne", pseudonym="Béatrice")))
    fresh.apply(done.change)
    document = fresh.document(fresh.transcript(transcript.name))
    assert ([turn.label for turn in document.turns], list(document.speakers)) == (["Béatrice"], ["Béatrice"])
    fresh.apply(pseudonymising.put_back(fresh, done.key).change)
    document = fresh.document(fresh.transcript(transcript.name))
    assert ([turn.label for turn in document.turns], list(document.speakers)) == (["Anne"], ["Anne"])
