"""Two people in one study at once: each sees the other's work by itself, and both versions when they meet."""

from __future__ import annotations

import asyncio
import subprocess
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual.widgets import Static, TextArea

from interviewcoder.domain.changes import Change, added, removed, replaced
from interviewcoder.domain.gestures import codes as gestures
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, importing
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.clashing import Clashing
from tests.terminal import PROGRAM
from tests.tui.conftest import ANNE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

AT_MOST = 2.0
"""Seconds until another's coding is on the screen."""


@pytest.fixture
def shared(database: Path | str, tmp_path: Path) -> Iterator[Study]:
    """Make a study in a file, and one on a server, with a transcript and a code."""
    url = database if isinstance(database, str) else ""
    with Study.create(tmp_path / "shared", title="Étude", language="fr", coder="Ana", database=url) as study:
        file = tmp_path / "Anne.txt"
        file.write_text(ANNE, encoding="utf-8")
        importing.import_file(study, file, case="Firme A")
        study.add_code(["Vécu"])
        yield study


async def appears(pilot: Pilot[Any], there: Callable[[], bool]) -> float:
    """Wait, without a key, until something is there; give how long that took."""
    began = monotonic()
    while not there():
        assert monotonic() - began < 3 * AT_MOST
        await asyncio.sleep(0.05)
        await pilot.pause()
    return monotonic() - began


def coding_app(pilot: Pilot[Any]) -> CodingApp:
    """Give the app with its type."""
    return cast("CodingApp", pilot.app)


async def test_a_coding_of_another_appears_by_itself(shared: Study) -> None:
    """Two apps: what is tagged in one is in the other within two seconds, its cursor and selection stay."""
    with Study.open(shared.folder) as hers:
        hers.work_as("Ben")
        async with (
            CodingApp(shared).run_test(size=(120, 40)) as ana,
            CodingApp(hers).run_test(size=(120, 40)) as ben,
        ):
            view = coding_app(ana).coding.view
            view.move(view.mover.selected(Span(60, 75)))
            place = view.place
            await ben.press("s", "c", *"Vécu", "enter")
            assert len(list(hers.codings())) == 1
            took = await appears(ana, lambda: len(view.codings.in_order) == 1)
            assert took < AT_MOST
            assert view.place == place
            await ana.press("u")
            if shared.settings.on_server:
                assert len(list(hers.codings())) == 1


async def test_a_coding_from_a_command_appears_by_itself(shared: Study) -> None:
    """A command in another window is seen as well."""
    async with CodingApp(shared).run_test(size=(120, 40)) as pilot:
        view = coding_app(pilot).coding.view
        command = [
            str(PROGRAM),
            "--study",
            str(shared.folder),
            "code",
            "Anne",
            "13",
            "20",
            "Vécu",
            "--coder",
            "Ben",
        ]
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, check=False)
        assert done.returncode == 0
        assert await appears(pilot, lambda: len(view.codings.in_order) == 1) < AT_MOST


async def test_a_server_that_is_away_is_told_once(shared: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking goes on in silence until it answers again."""
    from interviewcoder.domain.errors import InterviewCoderError

    async with CodingApp(shared).run_test(size=(120, 40)) as pilot:
        app = coding_app(pilot)

        def away() -> None:
            raise InterviewCoderError("The team database cannot be reached.")

        monkeypatch.setattr(shared, "look", away)
        for _n in range(3):
            await app._look().wait()
            await pilot.pause()
        said = [sentence for _at, sentence in app.messages]
        assert said.count("The team database cannot be reached.") == 1
        monkeypatch.undo()
        shared.database.apply(Change("x", {}, added(Memo(on="study", text="y"))), "Ben")
        await app._look().wait()
        await pilot.pause()
        assert shared.refresh() is False


async def met(pilot: Pilot[Any]) -> str:
    """Give what the question says, both versions."""
    await pilot.pause()
    assert isinstance(pilot.app.screen, Clashing)
    return "\n".join(str(words.render()) for words in pilot.app.screen.query(Static))


@pytest.mark.parametrize(
    ("key", "stands"),
    [("1", "Le mien."), ("2", "Le sien."), ("3", "Le mien.\nLe sien."), ("enter", "Le mien.")],
)
async def test_two_who_write_one_memo(study: Study, key: str, stands: str) -> None:
    """Both versions are shown with who and when; mine, theirs, or both is kept, and the question cannot be lost."""
    memo = Memo(on="study", text="Avant.")
    study.apply(Change("x", {}, added(memo)))
    with Study.open(study.folder) as other:
        other.work_as("Ben")
        async with CodingApp(study).run_test(size=(120, 40)) as pilot:
            app = coding_app(pilot)
            app.coding.write_memo("Mémo", memo, memo)
            await pilot.pause()
            pilot.app.screen.query_one(TextArea).text = "Le mien."
            other.apply(notes.write_memo(replace(memo, text="Le sien."), memo))
            await pilot.press("escape")
            said = await met(pilot)
            assert "The memo “Le sien.”: Ben changed it too" in said
            assert "Le mien." in said
            await pilot.press("escape")
            await met(pilot)
            await pilot.press(key)
            await pilot.pause()
            assert [found.text for found in study.memos()] == [stands]
            assert study.problems() == []


async def test_a_memo_that_was_removed_meanwhile(study: Study) -> None:
    """What was typed is there all the same when one wants it."""
    memo = Memo(on="study", text="Avant.")
    study.apply(Change("x", {}, added(memo)))
    with Study.open(study.folder) as other:
        async with CodingApp(study).run_test(size=(80, 24)) as pilot:
            coding_app(pilot).coding.write_memo("Mémo", memo, memo)
            await pilot.pause()
            pilot.app.screen.query_one(TextArea).text = "Le mien."
            other.apply(Change("x", {}, removed(memo)))
            await pilot.press("escape")
            assert "removed" in await met(pilot)
            await pilot.press("1")
            await pilot.pause()
            assert [found.text for found in study.memos()] == ["Le mien."]


async def test_two_who_describe_one_code(study: Study) -> None:
    """Different fields stand both without a question; the same field is asked about, the rest of both stands."""
    code = study.codebook.find("Vécu")
    with Study.open(study.folder) as other:
        other.work_as("Ben")
        async with CodingApp(study).run_test(size=(120, 40)) as pilot:
            await pilot.press("g", "b")
            await pilot.pause()
            screen: Any = pilot.app.screen
            screen.describe_code(code)
            await pilot.pause()
            pilot.app.screen.query_one("#definition-fr", TextArea).text = "La mienne."
            pilot.app.screen.query_one("#use-fr", TextArea).text = "Toujours."
            his = gestures.describe_code(
                other.codebook, code, {"definition": {"fr": "La sienne."}, "avoid": {"fr": "Jamais."}}
            )
            other.apply(his)
            await coding_app(pilot)._look().wait()
            await pilot.press("escape")
            said = await met(pilot)
            assert "La mienne." in said
            assert "La sienne." in said
            assert "Toujours." not in said
            await pilot.press("2")
            await pilot.pause()
            now = study.codebook[code.id]
            assert (now.definition, now.use, now.avoid) == (
                {"fr": "La sienne."}, {"fr": "Toujours."}, {"fr": "Jamais."},
            )  # fmt: skip
            screen.describe_code(now)
            await pilot.pause()
            pilot.app.screen.query_one("#example-fr", TextArea).text = "Un."
            other.refresh()
            other.apply(Change("x", {}, replaced(now, replace(now, colour="#112233"))))
            await pilot.press("escape")
            await pilot.pause()
            assert not isinstance(pilot.app.screen, Clashing)
            now = study.codebook[code.id]
            assert (now.example, now.colour) == ({"fr": "Un."}, "#112233")
