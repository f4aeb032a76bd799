"""The memos screen: every note, what it is on, and the way there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, Static

from interviewcoder import locales
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.cases_screen import CasesScreen
from interviewcoder.tui.codebook_screen import CodebookScreen
from interviewcoder.tui.memos_screen import MemosScreen
from interviewcoder.tui.writing import Writing
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


@pytest.fixture
def noted(study: Study) -> Study:
    """Give the small study with a memo on each kind of thing, made one after the other."""
    anne, budget = study.transcript("Anne"), study.codebook.find("Budget")
    study.code_passage(anne, Span(100, 112), [budget])
    coding = next(study.codings())
    text = study.document(anne).text
    on: list[dict[str, Any]] = [
        {"on": "study", "text": "Plan du chapitre [b]2[/b]\nDeuxième ligne."},
        {"on": "case", "target": study.case("Agence B").id, "text": "Refus au premier appel."},
        {"on": "transcript", "target": anne.id, "text": "Bruit de fond."},
        {
            "on": "passage",
            "target": anne.id,
            "start": 13,
            "end": 20,
            "quote": text[13:20],
            "text": "Rire gêné ?",
        },
        {"on": "code", "target": budget.id, "text": "À scinder."},
        {"on": "coding", "target": coding.id, "text": "Exemple pour la thèse."},
    ]
    for n, fields in enumerate(on):
        memo = Memo(coder=study.coder.id, made=f"2024-03-0{n + 1}T10:00:00Z", **fields)
        study.apply(notes.write_memo(memo))
    return study


async def opened(pilot: Pilot[None]) -> MemosScreen:
    """Open the screen with its keys."""
    await press(pilot, "g", "m")
    screen = pilot.app.screen
    assert isinstance(screen, MemosScreen)
    return screen


def shown(screen: MemosScreen) -> list[str]:
    """Give the kinds of things the memos in the list are on."""
    return [memo.on for memo in screen._noting.memos]


def words(screen: Any, name: str = "#words") -> str:
    """Give what a part of the screen says."""
    return str(screen.query_one(name, Static).render())


async def test_every_memo_is_there_the_newest_first(noted: Study) -> None:
    """Each says what it is on, with the passage where there is one."""
    async with CodingApp(noted).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert shown(screen) == ["coding", "code", "passage", "transcript", "case", "study"]
        assert "Firme A – Anne, turn 2, Moyens > Budget" in words(screen)
        assert "Exemple pour la thèse." in words(screen)
        await press(pilot, "end")
        assert "Plan du chapitre [b]2[/b]\nDeuxième ligne." in words(screen)


async def test_a_memo_is_changed_emptied_and_brought_back(noted: Study) -> None:
    """Enter opens the editor; an emptied memo is removed; undo brings it back; the place is kept."""
    app = CodingApp(noted)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, Writing)
        await press(pilot, *"!", "escape")
        assert screen.memo is not None
        assert screen.memo.text == "À scinder.!"
        await press(pilot, "e", *["backspace"] * 12, "escape")
        assert "code" not in shown(screen)
        await press(pilot, "u")
        assert screen.memo is not None
        assert "code" in shown(screen)
        await press(pilot, "home", "x")
        assert "coding" not in shown(screen)


async def test_a_memo_on_the_study_is_written_here(noted: Study) -> None:
    """The key n writes one more, beside those that are there."""
    async with CodingApp(noted).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "n", *"Nouveau", "escape")
        assert shown(screen).count("study") == 2


@pytest.mark.parametrize(
    ("row", "place"), [(0, Span(100, 112)), (2, Span(13, 20)), (3, None), (1, "Budget"), (4, "Agence B")]
)
async def test_the_way_to_what_a_memo_is_on(noted: Study, row: int, place: Any) -> None:
    """To the passage, the transcript, the code, the case."""
    app = CodingApp(noted)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, *["down"] * row, "o")
        if place == "Budget":
            assert isinstance(app.screen, CodebookScreen)
            assert app.screen.code_tree.guid == noted.codebook.find("Budget").id
        elif place == "Agence B":
            assert isinstance(app.screen, CasesScreen)
            assert app.screen._case is not None
            assert app.screen._case.name == "Agence B"
        else:
            assert app.screen is app.coding
            assert app.coding.view.place.span == place


async def test_words_and_kinds_are_found(noted: Study) -> None:
    """Case and accents do not matter; v goes through the kinds."""
    async with CodingApp(noted).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "slash")
        pilot.app.screen.query_one(Input).value = "GENE"
        await press(pilot, "enter")
        assert shown(screen) == ["passage"]
        await press(pilot, "v")
        assert shown(screen) == []
        assert "No memo fits" in words(screen, "#empty")
        await press(pilot, "slash")
        pilot.app.screen.query_one(Input).value = ""
        await press(pilot, "enter")
        assert shown(screen) == ["study"]
        await press(pilot, *["v"] * 6)
        assert len(shown(screen)) == 6


@pytest.mark.parametrize("suffix", ["docx", "md", "csv", "json"])
async def test_the_memos_that_are_shown_are_written_to_a_file(noted: Study, suffix: str) -> None:
    """The file holds them in their order."""
    async with CodingApp(noted).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "w")
        pilot.app.screen.query_one(Input).value = f"notes.{suffix}"
        await press(pilot, "enter")
        data = (noted.folder / "exports" / f"notes.{suffix}").read_bytes()
        if suffix == "docx":
            from io import BytesIO

            from docx import Document

            texts = [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]
            assert "Exemple pour la thèse." in texts
            assert "Deuxième ligne." in texts
        else:
            assert data.decode().index("Exemple") < data.decode().index("Plan du")


async def test_without_memos_it_teaches(study: Study) -> None:
    """An empty list says which keys write memos, and every key is harmless."""
    async with CodingApp(study).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "m writes one" in words(screen, "#empty")
        assert "New" in words(screen, "Foot")
        assert "Change" not in words(screen, "Foot")
        await press(pilot, "enter", "o", "x", "w", "down", "end")
        assert pilot.app.screen is screen


async def test_five_thousand_memos_scroll(study: Study) -> None:
    """The end is one key away."""
    memos = [Memo(on="study", text=f"Note {n}", made=f"2024-01-01T00:00:{n:05}Z") for n in range(5_000)]
    study.apply(notes.add_notes(memos, "file"))
    async with CodingApp(study).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "end")
        assert "Note 0" in words(screen)
        assert "5,000 memos" in words(screen, "#title")


def test_the_command_lists_writes_and_removes(noted: Study, capsys: pytest.CaptureFixture[str]) -> None:
    """What the screen does can be said as a command."""
    from interviewcoder.cli.main import main

    where = ["--lang", "en", "--study", str(noted.folder), "memos"]
    assert main([*where, "list", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["kind"] for row in rows] == ["coding", "code", "passage", "transcript", "case", "study"]
    assert rows[0] == {
        "kind": "coding", "on": "Firme A – Anne, tour 2, Moyens > Budget", "text": "Exemple pour la thèse.",
        "quote": next(noted.codings()).quote, "coder": "Ana", "made": "2024-03-06T10:00:00Z",
    }  # fmt: skip
    assert (
        main([*where, "write", "Sur le passage", "--transcript", "Anne", "--start", "3", "--end", "9"]) == 0
    )
    assert main([*where, "write", "Sur le cas", "--case", "agence b"]) == 0
    assert main([*where, "write", "Sur rien"]) == 0
    capsys.readouterr()
    assert main([*where, "list", "--text", "SUR"]) == 0
    assert [line[:2] for line in capsys.readouterr().out.splitlines() if line[:1].isdigit()] == [
        "1.",
        "2.",
        "3.",
    ]
    assert main([*where, "remove", "1"]) == 0
    assert main([*where, "remove", "99"]) == 1
    assert "99" in capsys.readouterr().err
    assert main([*where, "write", " "]) == 1
    assert main([*where, "write", "x", "--start", "1"]) == 2
    assert main([*where, "write", "x", "--case", "a", "--code", "b"]) == 2


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_screen_looks_as_accepted(
    noted: Study, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """The screen, at each size, in each language, is the accepted picture."""
    locales.choose(language)

    async def show(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await at_rest(pilot.app)
        await opened(pilot)
        await press(pilot, "down", "down")

    assert snap_compare(CodingApp(noted), run_before=show, terminal_size=size)
