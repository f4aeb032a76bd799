"""How far the work on a transcript is, and single values as somebody types them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import cases as gestures
from interviewcoder.domain.records import Attribute, AttributeKind, Transcript, Value
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, grouping, importing, settings
from interviewcoder.study.progress import Progress, Remains, progress
from interviewcoder.study.valuing import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def made(*, at: int | None, codings: int | None, length: int = 1000) -> Progress:
    transcript = Transcript(name="E", version="v", words=200, length=length)
    return Progress(transcript=transcript, case="", at=at, codings=codings)


@pytest.mark.parametrize(
    ("at", "codings", "remains", "words"),
    [
        (None, 0, "begin", 200),
        (0, 0, "begin", 200),
        (None, 3, "read", 200),
        (250, 0, "read", 150),
        (999, 0, "code", 0),
        (999, 3, "nothing", 0),
        (5000, 3, "nothing", 0),
    ],
)
def test_what_remains_follows_from_reading_and_coding(
    at: int | None, codings: int, remains: Remains, words: int
) -> None:
    """Unread, partly read, read but uncoded, read and coded are told apart; a place beyond the text is its end."""
    found = made(at=at, codings=codings)
    assert found.remains == remains
    assert found.words_left == words


def test_an_empty_transcript_is_read_at_once() -> None:
    """There is nothing to divide by, and nothing to read."""
    assert made(at=0, codings=0, length=0).read == 1


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with Study.create(tmp_path / "étude", coder="Ana") as study:
        file = tmp_path / "Anne.txt"
        file.write_text("E : Alors ?\nA : Voilà dix mots de plus pour avoir de quoi.\n", encoding="utf-8")
        importing.import_file(study, file, case="Firme A")
        yield study


def test_the_place_is_each_coder_s_own(study: Study) -> None:
    """What one coder has read says nothing about another; a place of an open transcript is the newer one."""
    anne = study.transcript("Anne")
    study.remember("cursors", {anne.id: 20, "gone": 3, "odd": "x"})
    study.code_passage(anne, Span(0, anne.length), [study.add_code(["Budget"])])
    (found,) = progress(study)
    assert (found.at, found.codings, found.coded, found.case) == (20, 1, 1.0, "Firme A")
    assert progress(study, open_at={anne.id: 30})[0].at == 30
    study.work_as("Zoé")
    assert progress(study)[0].at is None
    assert progress(study, facts={})[0].coded is None


@pytest.mark.parametrize("kept", ["x", [1], {"a": 1}, None])
def test_a_spoilt_memory_of_places_is_no_reason_to_stop(study: Study, kept: object) -> None:
    """The file of places may be edited or damaged: then nothing was read."""
    study.remember("cursors", kept)
    assert progress(study)[0].at is None


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", " 007 ", "007"),
        ("number", "1\u202f234,5", 1234.5),
        ("number", "-3", -3),
        ("date", "2014-01-31", "2014-01-31"),
        ("date", "31.1.2014", "2014-01-31"),
        ("boolean", "Oui", True),
        ("boolean", "no", False),
        ("boolean", "0", False),
        ("choice", "APRES", "Après"),
        ("choice", "Pendant", "Pendant"),
    ],
)
def test_a_value_is_read_as_its_kind(kind: AttributeKind, typed: str, value: Value) -> None:
    """Numbers and dates as the French and the English write them; a known choice as the list has it."""
    found = read_value(Attribute(name="A", kind=kind, choices=("Avant", "Après")), typed)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("number", "inf"), ("number", "12 ans"), ("date", "2014"), ("date", "31/02/2014"), ("boolean", "2")],
)
def test_what_does_not_fit_is_refused(kind: AttributeKind, typed: str) -> None:
    """The sentence names the value and the attribute."""
    with pytest.raises(Refused) as refused:
        read_value(Attribute(name="Taille", kind=kind), typed)
    assert typed in refused.value.sentence
    assert "Taille" in refused.value.sentence


def test_the_group_follows_the_attribute_and_not_its_name(study: Study) -> None:
    """A rename, and its undo, keep the cases grouped; no grouping stays no grouping."""
    study.apply(gestures.add_attribute("Phase", "choice", study.attributes))
    guid = study.attribute("Phase").id
    grouping.group_by(study, study.attribute("Phase"))
    study.apply(gestures.rename_attribute(study.attribute("Phase"), "Période", study.attributes))
    assert grouping.keep_group(study, guid) == guid
    assert settings.read(study.folder).group == "Période"
    study.undo()
    assert grouping.keep_group(study, guid) == guid
    assert study.group_attribute is not None
    grouping.group_by(study, None)
    assert grouping.keep_group(study, guid) == ""
    assert study.group_attribute is None
    study.settings = settings.read(study.folder)
    assert study.group_attribute is None
