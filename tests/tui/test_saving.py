"""The dialog that writes a file: name, form, progress, stopping, and what goes wrong."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, ProgressBar, Static

from interviewcoder import locales
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import Span
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.saving import Saving
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from interviewcoder.study import Study

FORMS = [(".csv", "for [b]other[/b] programs"), (".docx", "Word")]


def write_words(path: Path, progress: Callable[[int, int], None]) -> Path:
    """Write a word, half-way."""
    progress(1, 2)
    path.parent.mkdir(exist_ok=True)
    path.write_text("words", encoding="utf-8")
    return path


@asynccontextmanager
async def asking(
    study: Study, write: Callable[..., Path] = write_words, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[None], Saving, list[Path | None]]]:
    """Give the dialog, open, and what it gives back."""
    app = CodingApp(study)
    given: list[Path | None] = []
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        dialog = Saving("The [b]quotations[/b]", study.folder / "exports", "Émotions", FORMS, write)
        app.push_screen(dialog, given.append)
        await pilot.pause()
        yield pilot, dialog, given


async def settled(pilot: Pilot[Any]) -> None:
    """Wait for the thread, and for what it tells."""
    await at_rest(pilot.app)
    await pilot.pause()


async def test_enter_writes_the_name_that_is_offered(study: Study) -> None:
    """Nothing needs to be typed."""
    async with asking(study) as (pilot, _dialog, given):
        await pilot.press("enter")
        await settled(pilot)
        assert given == [study.folder / "exports" / "Émotions.csv"]
    assert (study.folder / "exports" / "Émotions.csv").read_text(encoding="utf-8") == "words"


async def test_down_takes_the_next_form_and_gives_the_name_its_suffix(study: Study) -> None:
    """The suffix follows the form; the name stays."""
    async with asking(study) as (pilot, dialog, given):
        await pilot.press("down")
        assert dialog.query_one(Input).value == "Émotions.docx"
        await pilot.press("enter")
        await settled(pilot)
        assert given == [study.folder / "exports" / "Émotions.docx"]


async def test_a_name_without_a_form_gets_the_highlighted_one(study: Study) -> None:
    """A dot in a name is no form."""
    async with asking(study) as (pilot, dialog, given):
        dialog.query_one(Input).value = "chapitre 2.1"
        await pilot.press("enter")
        await settled(pilot)
        assert given == [study.folder / "exports" / "chapitre 2.1.csv"]


async def test_another_folder_may_be_given(study: Study, tmp_path: Path) -> None:
    """A whole path is taken as it is."""
    async with asking(study) as (pilot, dialog, given):
        dialog.query_one(Input).value = str(tmp_path / "ailleurs.docx")
        await pilot.press("enter")
        await settled(pilot)
        assert given == [tmp_path / "ailleurs.docx"]


async def test_a_file_that_will_be_replaced_is_pointed_out(study: Study) -> None:
    """The dialog says so before anything is written."""
    (study.folder / "exports" / "Émotions.csv").write_text("old", encoding="utf-8")
    async with asking(study) as (_pilot, dialog, _given):
        assert "replaced" in str(dialog.query_one("#where", Static).render())


async def test_without_a_name_nothing_is_written(study: Study) -> None:
    """An empty name is asked for again."""
    async with asking(study) as (pilot, dialog, given):
        dialog.query_one(Input).value = "  "
        await pilot.press("enter")
        await settled(pilot)
        assert "name" in str(dialog.query_one("#where", Static).render())
        assert given == []


async def test_what_goes_wrong_stays_in_the_dialog_and_may_be_tried_again(study: Study) -> None:
    """A refusal and an error of the disk are sentences; the name can be changed."""
    wrongs: list[Exception] = [Refused("[b]No[/b] such thing."), PermissionError(13, "Permission denied")]

    def fail_then_write(path: Path, progress: Callable[[int, int], None]) -> Path:
        if wrongs:
            raise wrongs.pop(0)
        return write_words(path, progress)

    async with asking(study, fail_then_write) as (pilot, dialog, given):
        for sentence in ("[b]No[/b] such thing.", "Permission denied"):
            await pilot.press("enter")
            await settled(pilot)
            assert str(dialog.query_one("#wrong", Static).render()) == sentence
        await pilot.press("enter")
        await settled(pilot)
        assert given[0] is not None


async def test_it_shows_how_far_it_is_and_escape_stops_it(study: Study) -> None:
    """While a file is written the bar moves; stopped, nothing is left and that is said."""
    half, go_on = threading.Event(), threading.Event()

    def slowly(path: Path, progress: Callable[[int, int], None]) -> Path:
        progress(1, 2)
        half.set()
        go_on.wait(10)
        progress(2, 2)
        return write_words(path, progress)

    async with asking(study, slowly) as (pilot, dialog, given):
        await pilot.press("enter")
        while not half.is_set():
            await pilot.pause(0.01)
        bar = dialog.query_one(ProgressBar)
        assert bar.display
        assert bar.progress == 1
        await pilot.press("escape")
        go_on.set()
        await settled(pilot)
        assert given == [None]
        assert not list((study.folder / "exports").iterdir())
        assert any("Stopped" in sentence for _at, sentence in pilot.app.messages)  # type: ignore[attr-defined]


async def test_escape_before_writing_gives_nothing(study: Study) -> None:
    """Nothing has happened."""
    async with asking(study) as (pilot, _dialog, given):
        await pilot.press("escape")
        assert given == [None]


async def test_the_workbook_can_be_stopped_and_leaves_the_old_one(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook half written is none."""
    from interviewcoder.study import exporting

    monkeypatch.setattr(exporting, "_TELL_EVERY", 1)
    study.code_passage(study.transcript("Anne"), Span(0, 10), [study.codebook.find("Budget")])
    old = study.folder / "exports" / "old.xlsx"
    old.write_text("old", encoding="utf-8")

    def stop(done: int, of: int) -> None:
        if done == 2:
            raise Refused("stop")
        assert 0 <= done <= of

    with pytest.raises(Refused):
        exporting.export(study, old, progress=stop)
    assert old.read_text(encoding="utf-8") == "old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_dialog_looks_as_accepted(
    study: Study, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """The dialog, at each size, in each language, is the accepted picture."""
    locales.choose(language)

    async def ask(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await at_rest(pilot.app)
        pilot.app.push_screen(
            Saving("Les [b]verbatims[/b]", study.folder.parent.parent.parent, "Émotions", FORMS, write_words)
        )
        await pilot.pause()
        pilot.app.screen.query_one("#where", Static).update("/home/ana/study/exports")

    assert snap_compare(CodingApp(study), run_before=ask, terminal_size=size)
