"""Settings and the list of studies: what is chosen is kept, and holds at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import OptionList

from interviewcoder import locales
from interviewcoder.domain.errors import Refused
from interviewcoder.study import Study, recents
from interviewcoder.tui import actions, preferences
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.home import HomeApp
from interviewcoder.tui.settings_screen import SettingsScreen
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.pilot import Pilot


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep settings and recent studies to the test, and the usual keys afterwards."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    yield
    actions.remap({})


def by_id(name: str) -> actions.Action:
    return next(action for action in actions.ACTIONS if action.id == name)


async def to_line(pilot: Pilot[None], screen: SettingsScreen, words: str) -> None:
    choices = screen.query_one(OptionList)
    at = next(n for n in range(choices.option_count) if words in str(choices.get_option_at_index(n).prompt))
    choices.highlighted = at
    await pilot.press("enter")
    await pilot.pause()


async def test_a_key_is_chosen_and_works(study: Study) -> None:
    """A key given to an action works at once and at the next start, and the usual key still does."""
    for start in range(2):
        app = CodingApp(study)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            if not start:
                await pilot.press("g", "s")
                assert isinstance(app.screen, SettingsScreen)
                await to_line(pilot, app.screen, "Turn; the next")
                await pilot.press("Q")
                await pilot.pause()
                await pilot.press("escape")
            before = app.coding.view.place.cursor
            await pilot.press("Q")
            after = app.coding.view.place.cursor
            assert after > before
            await pilot.press("t")
            assert app.coding.view.place.cursor > after


def test_a_key_that_is_taken_is_refused() -> None:
    """A key of another action in the same place is refused by its name; elsewhere it may be used again."""
    with pytest.raises(Refused, match="Code; choose one"):
        preferences.with_key(preferences.Preferences(), by_id("cur.turn.next"), "c")
    with pytest.raises(Refused, match="already"):
        preferences.with_key(preferences.Preferences(), by_id("undo"), "n")
    chosen = preferences.with_key(preferences.Preferences(), by_id("cur.turn.next"), "Q")
    assert chosen.keys["cur.turn.next"][0] == "Q"
    assert preferences.with_key(chosen, by_id("cur.turn.next"), "").keys == {}


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"theme": 3, "keys": {"undo": "u", "nothing": ["x"]}}', "\x00"]
)
def test_broken_settings_keep_nobody_out(content: str, tmp_path: Path) -> None:
    """Whatever is in the settings file, the usual settings hold in its place."""
    file = tmp_path / "config" / "interviewcoder" / "settings.json"
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")
    assert preferences.read() == preferences.Preferences()


async def test_theme_language_and_coder(study: Study) -> None:
    """Theme and language are kept for all studies; the coder codes from now on."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("g", "s")
        await pilot.press("enter", *"Zoé", "enter")
        await pilot.pause()
        assert study.coder.name == "Zoé"
        await pilot.press("down", "enter", "down", "enter")
        await pilot.pause()
        assert locales.language() == "fr"
        await pilot.press("down", "enter", "enter")
        await pilot.pause()
    kept = preferences.read()
    assert kept.language == "fr"
    assert kept.theme == min(app.available_themes)


async def test_studies_opened_before_are_listed(study: Study, tmp_path: Path) -> None:
    """The list shows what changed since a study was left, gives back the one chosen, and can forget one."""
    recents.opened(study)
    study.add_code(["Nouveau"])
    app = HomeApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await at_rest(app)
        await pilot.pause()
        shown = str(app.query_one(OptionList).get_option_at_index(0).prompt)
        assert "Émotions [de] travail" in shown
        assert "1 change since: Ana" in shown
        await pilot.press("enter")
    assert app.return_value == study.folder.resolve()
    app = HomeApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "q")
    assert recents.recents() == []
    assert app.return_value is None


async def test_a_new_study_is_made_from_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`n` asks for title and folder, makes the study, and gives it back."""
    monkeypatch.chdir(tmp_path)
    app = HomeApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"Thèse", "enter", "down", "enter")
        await pilot.pause()
    assert app.return_value == tmp_path / "Thèse"
    with Study.open(tmp_path / "Thèse") as made:
        assert made.settings.title == "Thèse"


async def test_another_study_is_wanted(study: Study) -> None:
    """`g o` leaves the study for the list of studies."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("g", "o")
    assert app.goes_home


SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_settings_look_as_accepted(
    study: Study, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """The settings stand as accepted, at each size and in each language."""
    locales.choose(language)
    assert snap_compare(CodingApp(study), press=["g", "s"], terminal_size=size)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_list_of_studies_looks_as_accepted(
    snap_compare: Any, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], language: locales.Language
) -> None:
    """The first screen of who opens no study, at each size, in each language."""
    locales.choose(language)
    known = [
        recents.Recent(folder=f"/theses/{title}", title=title, opened="2026-02-03T10:00:00+01:00", head=7)
        for title in ("Médias sociaux et entreprises", "Pilote [agences]")
    ]
    monkeypatch.setattr(recents, "recents", lambda: known)
    assert snap_compare(HomeApp(), terminal_size=size)
