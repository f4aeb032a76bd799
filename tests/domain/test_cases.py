"""Gestures on cases, attributes and the order of interviews: one change each, taken back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import cases as gestures
from interviewcoder.domain.gestures import transcripts as transcript_gestures
from interviewcoder.domain.records import Attribute, Case, Record, Transcript

if TYPE_CHECKING:
    from interviewcoder.domain.changes import Change

SIZE = Attribute(name="Taille", kind="number")
SECTOR = Attribute(name="Secteur", kind="choice", choices=("Banque",), position=1)
A = Case(name="Firme A", position=0, values={SIZE.id: 12, SECTOR.id: "Banque"})
B = Case(name="Firme B", position=1, values={SIZE.id: 30})
C = Case(name="Agence C", position=2)


def transcripts(*cases: Case | None) -> list[Transcript]:
    return [
        Transcript(name=f"Entretien {n}", version="v", case=case.id if case else None, position=n)
        for n, case in enumerate(cases)
    ]


def after(change: Change, *records: Record) -> list[Record]:
    """Give the records as they are after a change, those that go left out."""
    held = {record.id: record for record in records}
    for edit in change.edits:
        assert held.get(edit.record.id) == edit.before
        held.pop(edit.record.id, None)
        if edit.after is not None:
            held[edit.record.id] = edit.after
    return list(held.values())


def names_in_order(records: list[Record]) -> list[str]:
    placed = [record for record in records if isinstance(record, Case | Transcript)]
    return [record.name for record in sorted(placed, key=lambda record: record.position)]


def test_a_case_gets_another_name_and_keeps_who_it_is() -> None:
    """Renaming changes the name only; accents and case may change; the name it has is no change."""
    change = gestures.rename_case(A, " firme  a ", [A, B])
    (renamed,) = after(change, A)
    assert isinstance(renamed, Case)
    assert (renamed.id, renamed.name, renamed.values) == (A.id, "firme a", A.values)
    assert not gestures.rename_case(A, "Firme A", [A, B])


@pytest.mark.parametrize("name", ["", "  ", "FIRME_B"])
def test_a_name_that_is_empty_or_taken_is_refused(name: str) -> None:
    """Case, accents, spaces and underscores do not make another name."""
    with pytest.raises(Refused):
        gestures.rename_case(A, name, [A, B])
    with pytest.raises(Refused):
        gestures.add_case(name, [A, B])


@pytest.mark.parametrize("name", [" ", "taille"])
def test_an_attribute_s_name_that_is_empty_or_taken_is_refused(name: str) -> None:
    """Two attributes are never told apart by case alone."""
    with pytest.raises(Refused):
        gestures.rename_attribute(SECTOR, name, [SIZE, SECTOR])
    with pytest.raises(Refused):
        gestures.add_attribute(name, "text", [SIZE, SECTOR])


def test_cases_change_places_and_nothing_else_moves() -> None:
    """Moving a case by one edits two cases; moving it where it is, or past the end, changes as little."""
    change = gestures.move_case(A, 1, [A, B, C])
    assert len(change.edits) == 2
    assert names_in_order(after(change, A, B, C)) == ["Firme B", "Firme A", "Agence C"]
    assert not gestures.move_case(A, 0, [A, B, C])
    assert not gestures.move_case(C, 9, [A, B, C])


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=8), st.data())
def test_whatever_the_positions_were_the_order_is_the_one_asked_for(
    positions: list[int], data: st.DataObject
) -> None:
    """Positions that are shared, negative or far apart end up in the order that was asked for."""
    known = [Case(name=f"{n}", position=position) for n, position in enumerate(positions)]
    shown = sorted(known, key=lambda case: (case.position, case.name))
    order = data.draw(st.permutations(shown))
    change = gestures.order_cases(order, order[0])
    assert names_in_order(after(change, *shown)) == [case.name for case in order]


def test_transcripts_go_to_a_case_and_leave_it_in_one_change() -> None:
    """Those ticked belong to the case, also when another had them; those no longer ticked to none."""
    first, second, third = transcripts(A, B, None)
    change = gestures.share_transcripts(A, {second.id, third.id}, [first, second, third])
    held = after(change, first, second, third)
    assert [record.case for record in held if isinstance(record, Transcript)] == [None, A.id, A.id]
    assert change.details["transcripts"] == "Entretien 1, Entretien 2"
    assert not gestures.share_transcripts(A, {first.id}, [first, second, third])


def test_a_transcript_is_taken_out_of_its_case() -> None:
    """Assigning to None leaves the transcript without a case; without one already, nothing changes."""
    (held,) = transcripts(A)
    (free,) = after(transcript_gestures.assign_transcripts([held], None), held)
    assert isinstance(free, Transcript)
    assert free.case is None
    assert not transcript_gestures.assign_transcripts([free], None)


def test_interviews_are_put_in_order() -> None:
    """The order of the interviews is theirs, not that of their names."""
    one, two, three = transcripts(None, None, None)
    change = transcript_gestures.move_transcript(three, 0, [one, two, three])
    assert names_in_order(after(change, one, two, three)) == ["Entretien 2", "Entretien 0", "Entretien 1"]


def test_a_value_is_set_and_taken_away() -> None:
    """Setting touches one value; None takes it away; the same value is no change."""
    (changed,) = after(gestures.set_value(A, SIZE, 13), A)
    assert isinstance(changed, Case)
    assert changed.values == {SIZE.id: 13, SECTOR.id: "Banque"}
    (emptied,) = after(gestures.set_value(A, SIZE, None), A)
    assert isinstance(emptied, Case)
    assert emptied.values == {SECTOR.id: "Banque"}
    assert not gestures.set_value(A, SIZE, 12)
    assert not gestures.set_value(C, SIZE, None)


def test_a_new_choice_joins_the_list() -> None:
    """A value that was no choice yet becomes one, in the same change."""
    case, attribute = after(gestures.set_value(B, SECTOR, "Luxe"), B, SECTOR)
    if isinstance(case, Attribute):
        case, attribute = attribute, case
    assert isinstance(case, Case)
    assert isinstance(attribute, Attribute)
    assert case.values[SECTOR.id] == "Luxe"
    assert attribute.choices == ("Banque", "Luxe")


def test_an_attribute_goes_with_its_values() -> None:
    """Removing an attribute leaves no value of it behind; the inverse brings all of them back."""
    change = gestures.remove_attribute(SIZE, [A, B, C])
    left = after(change, SIZE, SECTOR, A, B, C)
    assert SIZE not in left
    assert all(SIZE.id not in record.values for record in left if isinstance(record, Case))
    again = after(change.inverse, *left)
    assert {record.id: record for record in again} == {r.id: r for r in (SIZE, SECTOR, A, B, C)}


def test_a_new_attribute_comes_last() -> None:
    """It has the kind and the choices asked for, each choice once."""
    change = gestures.add_attribute("Phase", "choice", [SIZE, SECTOR], ["avant", "après", "avant"])
    with pytest.raises(Refused):
        gestures.add_attribute("Phase", "number", [SIZE, SECTOR], ["avant"])
    (attribute,) = after(change)
    assert isinstance(attribute, Attribute)
    assert (attribute.kind, attribute.choices, attribute.position) == ("choice", ("avant", "après"), 2)
