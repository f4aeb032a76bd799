"""What the screens say when a study is opened that cannot be changed, or lies where it is in danger."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

from interviewcoder.study import Study
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.codebook_screen import CodebookScreen
from interviewcoder.tui.lists import Ask
from tests.tui.resting import at_rest


async def test_a_study_of_a_later_version_is_shown_and_not_changed(study: Study) -> None:
    """It opens, says that it is for reading only, and an attempt to change it is a sentence."""
    study.close()
    with closing(sqlite3.connect(study.folder / "study.db")) as connection, connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    with Study.open(study.folder) as newer:
        app = CodingApp(newer)
        async with app.run_test() as pilot:
            await pilot.pause()
            assert "reading only" in app.messages[0][1]
            before = newer.database.head()
            app.attempt(app.do_undo)
            await pilot.pause()
            assert "Update the program" in app.messages[-1][1]
            assert newer.database.head() == before


async def test_a_copy_left_by_a_conflict_is_told(study: Study) -> None:
    """Beside the study, when it is opened."""
    shutil.copy(study.folder / "study.db", study.folder / "study (1).db")
    app = CodingApp(study)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert any("study (1).db" in sentence for _when, sentence in app.messages)


async def test_a_version_of_the_codebook_is_kept_on_its_screen(study: Study) -> None:
    """A key, a name, and it is there; the screen says so."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.push_screen(CodebookScreen(study))
        await pilot.pause()
        await at_rest(app)
        await pilot.press("F")
        await pilot.pause()
        assert isinstance(app.screen, Ask)
        await pilot.press(*"pilote", "enter")
        await pilot.pause()
        assert [edition.name for edition in study.editions()] == ["pilote"]
        assert "pilote" in app.messages[-1][1]
