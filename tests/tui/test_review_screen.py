"""Correcting a transcript in the screens, and deciding about what waits afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Static, TextArea

from interviewcoder import locales
from interviewcoder.domain.text import Span
from interviewcoder.study import correcting, editing
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.correction_report import CorrectionReport
from interviewcoder.tui.lists import Choice
from interviewcoder.tui.review_screen import ReviewScreen
from interviewcoder.tui.text_editor import TextEditor
from tests.tui.conftest import ANNE
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from interviewcoder.study import Study


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for what they start."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await at_rest(pilot.app)
        await pilot.pause()


def code(study: Study, words: str, name: str, at: int = 0) -> None:
    """Tag words of Anne's."""
    anne = study.transcript("Anne")
    start = study.document(anne).text.index(words, at)
    study.code_passage(anne, Span(start, start + len(words)), [study.codebook.find(name)])


@pytest.fixture
def coded(study: Study) -> Study:
    """Give the small study with codings on what will be corrected, and on what will not."""
    code(study, "On avait une stagiaire, Maëlle.", "Équipe")
    code(study, "Elle a ouvert la page toute seule !", "Budget")
    code(study, "Aucune", "Émotion")
    code(study, "« Ça va. Ça ira. »", "Émotion")
    return study


@pytest.fixture
def waiting(coded: Study) -> Study:
    """Give the study after a correction: one coding has other words now, one has none, two moved along."""
    anne = coded.transcript("Anne")
    for old, new in (("Maëlle", "P3"), ("« Ça va. Ça ira. » ", "")):
        document = coded.document(coded.transcript("Anne"))
        span = editing.words_at(document, document.text.index(old))
        words = span.of(document.text).replace(old, new)
        correcting.apply(coded, editing.edited(coded, coded.transcript("Anne"), span, words))
    assert coded.waiting == {anne.id: 2}
    return coded


def here(app: CodingApp, name: str) -> str:
    """Give what a part of the screen says."""
    return str(app.screen.query_one(name, Static).render())


async def edit(pilot: Pilot[None], at: str, old: str, new: str) -> None:
    """Correct words of the turn in which `at` stands, as somebody does who types."""
    app: Any = pilot.app
    view = app.coding.view
    view.move(view.mover.to(view.place, view.document.text.index(at)))
    await press(pilot, "E")
    assert isinstance(app.screen, TextEditor)
    editor = app.screen.query_one(TextArea)
    editor.text = editor.text.replace(old, new)
    await press(pilot, "ctrl+s")


async def test_words_are_corrected_where_they_stand(coded: Study) -> None:
    """Only they change; speakers and turns stay, what moved moved along, and one undo takes all of it back."""
    app, anne = CodingApp(coded), coded.transcript("Anne")
    before = coded.document(anne)
    codings = {coding.id: coding for coding in coded.codings()}
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        await edit(pilot, "Comment", "commencé", "débuté 🙂")
        now = coded.document(coded.transcript("Anne"))
        assert now.text == ANNE.replace("commencé", "débuté 🙂")
        assert [turn.label for turn in now.turns] == [turn.label for turn in before.turns]
        assert [turn.n for turn in now.turns] == [1, 2, 3, 4]
        assert {coding.id: coding.quote for coding in coded.codings()} == {
            guid: coding.quote for guid, coding in codings.items()
        }
        assert app.coding.view.document is not None
        assert app.coding.view.document.text == now.text
        assert "Corrected Anne: 4 codings carried along, 0 to review" in app.messages[-1][1]
        assert coded.problems() == []
        await press(pilot, "u")
        assert coded.document(coded.transcript("Anne")).text == ANNE
        assert {coding.id: coding for coding in coded.codings()} == codings


async def test_leaving_the_editor_changes_nothing(coded: Study) -> None:
    """Escape gives the words up; the same words are no correction; on the editor's cursor one goes on typing."""
    app, lines = CodingApp(coded), len(coded.history())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t", "t", "E")
        await press(pilot, "x", "escape", "E", "ctrl+s")
        assert len(coded.history()) == lines
        assert "already" in app.messages[-1][1]
        await press(pilot, "w", "E", "Z", "f2")
        assert "Par Zaccident" in coded.document(coded.transcript("Anne")).text


async def test_after_an_edit_what_waits_is_asked_about(coded: Study) -> None:
    """The question leads to the review; the head of the text, and the list of transcripts, count it."""
    app = CodingApp(coded)
    async with app.run_test(size=(200, 60)) as pilot:
        await press(pilot)
        await edit(pilot, "Par accident", "Maëlle", "P3")
        assert isinstance(app.screen, Choice)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert "1 coding waits for a decision" in here(app, "#title")
        assert "On avait une stagiaire, Maëlle." in here(app, "#words")
        assert "On avait une stagiaire, P3." in here(app, "#words")
        await press(pilot, "q")
        assert "1 to review" in here(app, "#head")
        tree = app.screen.query_one("#documents")
        assert any("!1" in str(node.label) for case in tree.root.children for node in case.children)  # type: ignore[attr-defined]


async def test_each_decision_is_a_key_and_undo_takes_it_back(waiting: Study) -> None:
    """Accept, set aside, remove; afterwards nothing waits, and the empty screen teaches."""
    app = CodingApp(waiting)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "g", "v", "a")
        assert "On avait une stagiaire, P3." in [coding.quote for coding in waiting.codings()]
        await press(pilot, "u")
        assert sum(waiting.waiting.values()) == 2
        await press(pilot, "A")
        assert sum(waiting.waiting.values()) == 1
        assert "no place is proposed" in here(app, "#words")
        await press(pilot, "enter")
        assert "No place is proposed" in app.messages[-1][1]
        await press(pilot, "s")
        assert "1 of them set aside" in here(app, "#title")
        await press(pilot, "x")
        assert not waiting.waiting
        assert "Nothing waits for a decision" in here(app, "#empty")
        await press(pilot, "a", "A", "o", "s", "x", "h", "n")
        await press(pilot, "u")
        assert sum(waiting.waiting.values()) == 1
        assert waiting.problems() == []


async def test_only_decisions_are_taken_back(waiting: Study) -> None:
    """U in the review undoes no other work, which one does not see there; a decision it takes back, and U makes it again."""
    code(waiting, "Quelle", "Émotion")
    head = len(waiting.history())
    app = CodingApp(waiting)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "v")
        assert "↶" not in here(app, "Foot")
        await press(pilot, "u", "U")
        assert len(waiting.history()) == head
        assert [sentence for _at, sentence in app.messages] == [
            "There is no decision to take back. What was done before is undone in the text: q, then u.",
            "There is no decision to make again.",
        ]
        await press(pilot, "x")
        assert "↶ Removed" in here(app, "Foot")
        await press(pilot, "u")
        assert sum(waiting.waiting.values()) == 2
        await press(pilot, "U")
        assert sum(waiting.waiting.values()) == 1
        assert "Quelle" in [coding.quote for coding in waiting.codings()]


async def test_nothing_is_offered_where_nothing_waits(waiting: Study) -> None:
    """The footer names no decision once all are made, and many refusals leave one notice, which names the reason once."""
    app = CodingApp(waiting)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "g", "v")
        assert "Accept" in here(app, "Foot")
        await press(pilot, "x")
        assert "Removed the coding" in here(app, "Said")
        assert not app.screen.query("Toast")
        await press(pilot, "x")
        assert "Accept" not in here(app, "Foot")
        await press(pilot, *"aAosxh", "enter")
        assert [str(toast.render()) for toast in app.screen.query("Toast")] == ["Nothing waits here."]


async def test_the_ends_of_a_proposal_are_moved_by_words(waiting: Study) -> None:
    """The place is kept until it is accepted."""
    app = CodingApp(waiting)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "v", "right", "right", "H", "H")
        assert "as you have placed it" in here(app, "#words")
        await press(pilot, "n", "N", "enter")
        assert "une stagiaire" in [coding.quote for coding in waiting.codings()]
        await press(pilot, "u", "left", "L", "enter")
        assert "avait une stagiaire, P3" in [coding.quote for coding in waiting.codings()]


async def test_a_place_is_given_in_the_text(waiting: Study) -> None:
    """From the review to the text, words selected, A; then back to what still waits."""
    app = CodingApp(waiting)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "g", "v", "end", "o")
        assert app.screen is app.coding
        view = app.coding.view
        assert abs(view.place.cursor - waiting.document(waiting.transcript("Anne")).text.index("Voilà")) < 3
        start = waiting.document(waiting.transcript("Anne")).text.index("M. Dupont")
        view.move(view.mover.selected(Span(start, start + 9)))
        await press(pilot, "A")
        assert "M. Dupont" in [coding.quote for coding in waiting.codings()]
        assert isinstance(app.screen, ReviewScreen)
        await press(pilot, "q", "A")
        assert isinstance(app.screen, Choice)
        await press(pilot, "enter")
        assert not waiting.waiting
        await press(pilot, "A")
        assert "waits for a place" in app.messages[-1][1]


async def test_a_corrected_file_is_reported_before_it_is_taken(coded: Study) -> None:
    """Esc leaves the transcript as it is; enter corrects it, and asks about what waits."""
    file = coded.folder / "transcripts" / "Anne-corrected.txt"
    file.write_text(ANNE.replace("toute seule", "seule").replace("« Ça va. Ça ira. » ", ""), encoding="utf-8")
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("escape", "enter"):
            await press(pilot, "C")
            await press(pilot, *"corrected", "enter")
            assert isinstance(app.screen, CorrectionReport)
            said = "\n".join(str(line.render()) for line in app.screen.query(Static))
            assert "Carried along where they stood: 2" in said
            assert "To review: 2" in said
            assert "+ Elle a ouvert la page seule !" in said
            await press(pilot, key)
        assert isinstance(app.screen, Choice)
        await press(pilot, "down", "enter")
        assert pilot.app.screen is app.coding
        assert "toute seule" not in coded.document(coded.transcript("Anne")).text
        await press(pilot, "C", *"corrected", "enter")
        assert "already" in app.messages[-1][1]


async def test_every_screen_counts_what_waits(waiting: Study) -> None:
    """Quotations and matrix say that something is not among them, until it is decided."""
    app = CodingApp(waiting)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "g", "r")
        assert "2 codings wait for a decision" in here(app, "#title")
        await press(pilot, "q", "g", "x")
        assert "2 codings wait for a decision" in here(app, "#chosen")
        await press(pilot, "g", "v", "A", "x", "q")
        assert "wait" not in here(app, "#chosen")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_screen_looks_as_accepted(
    waiting: Study, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """The screen, at each size, in each language, is the accepted picture."""
    from dataclasses import replace

    from interviewcoder.domain.changes import Change, Edit

    dated = [Edit(one, replace(one, made="2024-03-01T10:00:00Z")) for one in waiting.pending()]
    waiting.apply(Change("Dated", {}, tuple(dated)))
    locales.choose(language)

    async def show(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await at_rest(pilot.app)
        await press(pilot, "g", "v")

    assert snap_compare(CodingApp(waiting), run_before=show, terminal_size=size)
