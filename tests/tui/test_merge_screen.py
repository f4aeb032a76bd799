"""The merge screen: what another copy would bring, clashes decided one by one, one change."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Static

from interviewcoder import locales
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, summarising
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.merge_screen import MergeScreen
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


@pytest.fixture
def copy(study: Study, tmp_path: Path) -> Path:
    """Give a copy of the study in which other things were done to the same records."""
    folder = tmp_path / "from-marc"
    code = study.codebook.find("Budget")
    study.apply(summarising.written(study, study.case("Firme A"), code, "Before."))
    shutil.copytree(study.folder, folder)
    with Study.open(folder) as other:
        other.code_passage(other.transcript("Anne"), Span(13, 20), [other.codebook.find("Budget")])
        other.apply(case_gestures.rename_case(other.case("Agence B"), "Agence [b]Bee[/b]", other.cases))
        other.apply(
            summarising.written(other, other.case("Firme A"), other.codebook.find("Budget"), "Theirs.")
        )
    study.apply(case_gestures.rename_case(study.case("Agence B"), "Agence Bé", study.cases))
    study.apply(summarising.written(study, study.case("Firme A"), code, "Ours."))
    return folder


async def on_screen(study: Study, copy: Path, *keys: str) -> tuple[str, list[str]]:
    """Open the screen, press keys, and give the title shown last and what was said."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(app)
        app.push_screen(MergeScreen(study, copy))
        await settle(pilot)
        values = ""
        for key in keys:
            values = str(app.screen.query_one("#values", Static).render())
            await pilot.press(key)
            await settle(pilot)
        return values, [sentence for _time, sentence in app.messages]


async def settle(pilot: Pilot[None]) -> None:
    """Wait until what was started has ended."""
    for _n in range(3):
        await pilot.pause()
        await at_rest(pilot.app)


async def test_without_a_decision_ours_stands_and_the_words_of_both(study: Study, copy: Path) -> None:
    """Enter takes the copy in: its coding, our name of the case, and both summaries' words."""
    values, messages = await on_screen(study, copy, "enter")
    assert "Agence Bé" in values
    assert "Agence [b]Bee[/b]" in values
    assert messages == ["Merged from-marc"]
    assert [case.name for case in study.cases] == ["Firme A", "Agence Bé"]
    assert [one.text for one in study.summaries()] == ["Ours.\nTheirs."]
    assert [coding.quote for coding in study.codings()] == ["Bonjour"]
    study.undo()
    assert list(study.codings()) == []


async def test_each_clash_is_decided_for_itself(study: Study, copy: Path) -> None:
    """Theirs for the name, ours for the summary; one undo takes all back."""
    _values, messages = await on_screen(study, copy, "t", "o", "enter")
    assert messages == ["Merged from-marc"]
    assert [case.name for case in study.cases] == ["Firme A", "Agence [b]Bee[/b]"]
    assert [one.text for one in study.summaries()] == ["Ours."]


async def test_both_is_only_for_words(study: Study, copy: Path) -> None:
    """A case has one name: the refusal is a sentence, and ours stays."""
    _values, messages = await on_screen(study, copy, "b", "enter")
    assert messages == ["Only one of the two can stand here.", "Merged from-marc"]
    assert "Agence Bé" in [case.name for case in study.cases]


@pytest.fixture
def only_a_clash(study: Study, tmp_path: Path) -> Path:
    """Give a copy that differs in nothing but the name of a case, which was changed here too."""
    folder = tmp_path / "clash"
    shutil.copytree(study.folder, folder)
    with Study.open(folder) as other:
        other.apply(case_gestures.rename_case(other.case("Agence B"), "Theirs", other.cases))
    study.apply(case_gestures.rename_case(study.case("Agence B"), "Ours", study.cases))
    return folder


async def test_what_was_decided_is_what_is_taken_in(study: Study, only_a_clash: Path) -> None:
    """Where nothing differs but one clash, theirs taken is a change: it is made, and can be undone."""
    _values, messages = await on_screen(study, only_a_clash, "t", "enter")
    assert messages == ["Merged clash"]
    assert "Theirs" in [case.name for case in study.cases]
    study.undo()
    assert "Ours" in [case.name for case in study.cases]


async def test_the_counts_follow_the_decisions(study: Study, only_a_clash: Path) -> None:
    """Where both changed the same thing it is said so, not that nothing is new; with theirs it is a change."""
    app = CodingApp(study)
    async with app.run_test() as pilot:
        await at_rest(app)
        app.push_screen(MergeScreen(study, only_a_clash))
        await settle(pilot)
        counts = app.screen.query_one("#counts", Static)
        assert str(counts.render()).startswith("Both sides changed the same things")
        await pilot.press("enter")
        await settle(pilot)
        assert app.messages[-1][1].startswith(
            "Nothing changes: where both changed the same thing, ours stands"
        )
        await pilot.press("t")
        await settle(pilot)
        assert str(counts.render()) == "Cases: 1 changed"


async def test_a_copy_that_brings_nothing_says_so(study: Study, tmp_path: Path) -> None:
    """Nothing is written, and the screen can be left."""
    shutil.copytree(study.folder, tmp_path / "same")
    n = len(study.history())
    _values, messages = await on_screen(study, tmp_path / "same", "enter", "q")
    assert messages == ["There is nothing in same that is not here already."]
    assert len(study.history()) == n


async def test_what_is_no_copy_is_refused_in_a_sentence(study: Study, tmp_path: Path) -> None:
    """A folder without a study closes the screen again."""
    (tmp_path / "empty").mkdir()
    app = CodingApp(study)
    async with app.run_test() as pilot:
        await at_rest(app)
        app.push_screen(MergeScreen(study, tmp_path / "empty"))
        await settle(pilot)
        assert app.screen is app.coding
        assert len(app.messages) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_looks_as_accepted(
    study: Study, copy: Path, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """Clashes above, both values below, in both languages."""
    locales.choose(language)

    async def shown(pilot: Pilot[None]) -> None:
        await at_rest(pilot.app)
        pilot.app.push_screen(MergeScreen(study, copy))
        await settle(pilot)

    assert snap_compare(CodingApp(study), run_before=shown, terminal_size=size)
