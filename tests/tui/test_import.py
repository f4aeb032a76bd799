"""The import screen: what files hold is shown and corrected, then taken; leaving keeps whole transcripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, OptionList, Static

from interviewcoder import locales
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.codebook_files import CodebookFiles
from interviewcoder.tui.files_screen import FilesScreen
from interviewcoder.tui.import_screen import ImportScreen
from interviewcoder.tui.lists import Ask
from interviewcoder.tui.merge_screen import CopiesScreen
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.screen import Screen

    from interviewcoder.study import Study


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Make a folder with an interview in Windows-1252, a broken file, and a double of one in the study."""
    folder = tmp_path / "reçus"
    folder.mkdir()
    text = "DATE : 3 mai 2017\nLIEU : Brest\n\nEnquêtrice : Et l’été ?\nZoé [@click=app.exit] : Déjà là.\nZoé : Oui.\nEnquêtrice : Ah ?\nZoé : Bien sûr.\n"
    (folder / "zoe.txt").write_bytes(text.replace(" [@click=app.exit]", "").encode("cp1252"))
    (folder / "mort.docx").write_bytes(b"PK\x03\x04 not a zip")
    return folder


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await at_rest(pilot.app)
    await pilot.pause()


def shown(screen: Screen[Any], name: str) -> str:
    return str(screen.query_one(name, Static).render())


async def looked_at(pilot: Pilot[None], study: Study, *paths: Path) -> ImportScreen:
    screen = ImportScreen(study, paths)
    pilot.app.push_screen(screen)
    await settled(pilot)
    return screen


async def test_files_are_shown_before_they_are_taken(study: Study, files: Path) -> None:
    """Format, encoding, speakers, header data and refusals are shown; nothing is taken by looking."""
    before = len(study.transcripts)
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await looked_at(pilot, study, files)
        assert [offer.mark for offer in screen.offers] == ["✗", "■"]
        assert "mort.docx" in shown(screen, "#facts")
        await pilot.press("down")
        facts = shown(screen, "#facts")
        assert "cp1252" in facts
        assert "Brest" in facts
        assert "Déjà là" in shown(screen, "#beginning")
        labels = screen.query_one("#labels", OptionList)
        assert "Enquêtrice (interviewer) – 2 turns" in str(labels.get_option_at_index(0).prompt)
        assert len(study.transcripts) == before


async def test_what_was_decided_is_taken(study: Study, files: Path) -> None:
    """A case typed, roles turned and header data ticked are what the study holds after `i`, undone as one."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await looked_at(pilot, study, files / "zoe.txt")
        await pilot.press("c", *"Quai", "enter")
        await settled(pilot)
        await pilot.press("a", "r", "r")
        assert screen.offers[0].roles == {"Enquêtrice": "participant"}
        await pilot.press("i")
        await settled(pilot)
        assert screen.offers[0].mark == "✓"
        transcript = study.transcript("zoe")
        case = study.case("Quai")
        assert transcript.case == case.id
        lieu = study.attribute("lieu")
        assert case.values[lieu.id] == "Brest"
        roles = {speaker.label: speaker.role for speaker in study.speakers(transcript)}
        assert roles == {"Enquêtrice": "participant", "Zoé": "participant"}
        study.undo()
        assert "zoe" not in {known.name for known in study.transcripts}


async def test_labels_are_corrected_before(study: Study, files: Path) -> None:
    """A label that is no speaker is taken away, and named again, before anything is imported."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await looked_at(pilot, study, files / "zoe.txt")
        await pilot.press("r", "down", "x")
        interview = screen.offers[0].interview
        assert interview is not None
        assert [label.label for label in interview.reading.labels] == ["Enquêtrice"]
        await pilot.press("s")
        assert isinstance(app.screen, Ask)
        await pilot.press(*"Zoé", "enter")
        interview = screen.offers[0].interview
        assert interview is not None
        assert [label.turns for label in interview.reading.labels] == [2, 3]


async def test_another_encoding_is_tried(study: Study, files: Path) -> None:
    """A file read in another encoding shows its letters so, under the same name."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await looked_at(pilot, study, files / "zoe.txt")
        await pilot.press("e", "down", "down", "down", "enter")
        await settled(pilot)
        interview = screen.offers[0].interview
        assert interview is not None
        assert (interview.reading.encoding, interview.name) == ("mac-roman", "zoe")
        assert "Déjà" not in shown(screen, "#beginning")


async def test_what_is_there_is_not_taken_twice(study: Study, tmp_path: Path) -> None:
    """A double of a transcript is marked and told by its name, and `i` does not take it."""
    text = study.document(study.transcript("Anne")).text
    (tmp_path / "autre.md").write_text(text, encoding="utf-8")
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await looked_at(pilot, study, tmp_path / "autre.md")
        assert screen.offers[0].mark == "="
        assert "“Anne”" in shown(screen, "#facts")
        await pilot.press("i")
        await settled(pilot)
        assert len(study.transcripts) == 2


async def test_files_are_chosen_by_walking(study: Study, files: Path) -> None:
    """From the text `g i` walks through folders; ticked files are looked at, and `q` comes back."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("g", "i")
        await settled(pilot)
        assert isinstance(app.screen, FilesScreen)
        await pilot.press(*str(files / "zoe.txt"), "enter")
        await settled(pilot)
        assert isinstance(app.screen, ImportScreen)
        assert [offer.name for offer in app.screen.offers] == ["zoe"]
        await pilot.press("q")
        assert app.screen is app.coding


@pytest.mark.parametrize("chooser", [FilesScreen, CopiesScreen, CodebookFiles])
@pytest.mark.parametrize(
    "typed", ["/nowhere/at/all", "~nobody-of-this-name/x", "nothing is called so", "sub/nothing"]
)
async def test_a_path_that_is_not_there_is_said_so(
    study: Study, files: Path, chooser: type[FilesScreen], typed: str
) -> None:
    """Enter on a path, or a name, that nothing has opens no other folder and takes no other file: it is told, and stays."""
    (files / "sub").mkdir()
    app = CodingApp(study)
    given: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = chooser(files)
        app.push_screen(screen, given.append)
        await settled(pilot)
        screen.query_one(Input).value = typed
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen is screen
        assert given == []
        assert "There is no file and no folder" in shown(screen, "#wrong")
        assert shown(screen, "#folder") == str(files)
        await pilot.press("backspace")
        await settled(pilot)
        assert not screen.query_one("#wrong").display


async def test_what_is_typed_is_found_from_the_folder_shown(study: Study, files: Path) -> None:
    """A path from the folder shown is taken; part of a name leads to the file highlighted."""
    (files / "sub").mkdir()
    (files / "sub" / "eva.txt").write_text("Eva : Oui.\n", encoding="utf-8")
    for typed, wanted in (("sub/eva.txt", files / "sub" / "eva.txt"), ("ZO", files / "zoe.txt")):
        app = CodingApp(study)
        given: list[object] = []
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            app.push_screen(FilesScreen(files), given.append)
            await settled(pilot)
            await pilot.press(*typed, "enter")
            await settled(pilot)
        assert given == [[wanted]]


async def test_a_folder_that_is_a_study_is_taken_as_a_copy(study: Study, tmp_path: Path) -> None:
    """Where a copy of the study is wanted, enter takes a study's folder instead of going into it."""
    app = CodingApp(study)
    given: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.push_screen(CopiesScreen(study.folder.parent), given.append)
        await settled(pilot)
        await pilot.press(*study.folder.name, "enter")
        await settled(pilot)
    assert given == [[study.folder]]


SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_import_screen_looks_as_accepted(
    study: Study, files: Path, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """Files, facts, speakers and the beginning of the text stand as accepted, at each size and in each language."""
    locales.choose(language)
    (files / "piège.txt").write_text(
        "DATE : [@click=app.exit]oui[/]\n\nE : \x1b[2J[b]Et ?[/b]\n[rires] : oui\nR : \u202eVoilà.\nE : Ah ?\nR : Oui.\n",
        encoding="utf-8",
    )

    async def looked(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(ImportScreen(study, [files]))
        await settled(pilot)
        await pilot.press("down")
        await settled(pilot)

    assert snap_compare(CodingApp(study), run_before=looked, terminal_size=size)
