"""The codebook screen: codes made, described, moved, merged, split and removed, each as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, OptionList, Static, TextArea

from interviewcoder import locales
from interviewcoder.domain.codebook import DEFAULT_COLOURS
from interviewcoder.domain.gestures import codes as gestures
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.study import Study
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.changes_screen import ChangesScreen
from interviewcoder.tui.code_form import CodeForm
from interviewcoder.tui.codebook_files import CodebookFiles
from interviewcoder.tui.codebook_screen import CodebookScreen
from interviewcoder.tui.lists import Ask, Choice
from interviewcoder.tui.pages import Pages
from interviewcoder.tui.quotations_screen import QuotationsScreen
from interviewcoder.tui.splitting import SplitScreen
from interviewcoder.tui.writing import Writing
from tests.foreign import any_name
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from interviewcoder.domain.records import Code

NASTY = "[@click=app.exit]x[/] \x1b[2J \u202eabc"


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await at_rest(pilot.app)
    await pilot.pause()


async def opened(pilot: Pilot[None], study: Study, at: str = "") -> CodebookScreen:
    screen = CodebookScreen(study)
    pilot.app.push_screen(screen)
    await settled(pilot)
    if at:
        screen.go(study.codebook.find(at).id)
        await settled(pilot)
    return screen


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def answer(pilot: Pilot[None], text: str) -> None:
    """Type into the line that is asked for, in the place of what stands there."""
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


def text_of(screen: Any, name: str) -> str:
    return str(screen.query_one(name, Static).render())


def told(pilot: Pilot[None]) -> str:
    app = pilot.app
    assert isinstance(app, CodingApp)
    return app.messages[-1][1]


def paths(study: Study) -> list[str]:
    return [study.codebook.path(code.id) for code in study.codebook]


def here(screen: CodebookScreen) -> str:
    guid = screen.code_tree.guid
    assert guid is not None
    return screen.study.codebook.path(guid)


def lines(screen: CodebookScreen) -> list[str]:
    tree = screen.code_tree
    nodes = [tree.get_node_at_line(n) for n in range(tree.last_line + 1)]
    return [" ".join(str(node.label).split()) for node in nodes if node is not None]


def code_it(study: Study, path: str, *spans: tuple[str, int, int]) -> Code:
    code = study.codebook.find(path)
    for name, start, end in spans:
        study.code_passage(study.transcript(name), Span(start, end), [code])
    return code


def describe(study: Study, path: str, **texts: str) -> None:
    code = study.codebook.find(path)
    written = {field: {"fr": text} for field, text in texts.items()}
    study.apply(gestures.describe_code(study.codebook, code, written))


# What is shown


async def test_codes_stand_with_their_segments_transcripts_and_cases(study: Study) -> None:
    """Counts hold those of the codes below; a code without codings has dots; the memo is marked."""
    code_it(study, "Budget", ("Anne", 0, 10), ("Anne", 20, 30), ("Bruno", 0, 10))
    moyens = study.codebook.find("Moyens")
    study.apply(notes.write_memo(Memo(on="code", target=moyens.id, text="à revoir")))
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        assert lines(screen) == [
            "▌Vécu · · ·", "▌Émotion · · ·", "▌Moyens ✎ 3 2 2", "▌Budget 3 2 2", "▌Équipe · · ·",
        ]  # fmt: skip
        assert "5 codes" in text_of(screen, "#title")


async def test_what_a_code_means_is_beside_it_where_there_is_room(study: Study) -> None:
    """From 100 columns all fields, counts, colour and memos of the highlighted code; below, two lines."""
    code_it(study, "Budget", ("Anne", 0, 10))
    describe(
        study, "Budget", definition="L’argent.", use="Quand on compte.", avoid="Le temps.", example="300 €"
    )
    budget = study.codebook.find("Budget")
    study.apply(notes.write_memo(Memo(on="code", target=budget.id, text="à revoir")))
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study, "Budget")
        facts = text_of(screen, "#facts")
        for words in ("Moyens > Budget", "L’argent.", "Quand on compte.", "Le temps.", "300 €", "à revoir"):
            assert words in facts
        assert "1 segment · 1 transcript · 1 case" in facts
        assert "by its place in the codebook" in facts
        assert not screen.query_one("#short").display
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert not screen.query_one("#about").display
        assert "L’argent." in text_of(screen, "#short")


async def test_an_empty_codebook_says_how_to_begin(tmp_path: Path) -> None:
    """Without codes the screen teaches; what needs a code is refused in a sentence; n makes the first."""
    with Study.create(tmp_path / "vide", title="Vide", coder="Ana") as empty:
        app = CodingApp(empty)
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot, empty)
            assert "n makes the first one" in text_of(screen, "#empty")
            for key in ("N", "r", "e", "o", "K", "J", "H", "L", "m", "M", "s", "x", "slash", "v", "i", "w"):
                await press(pilot, key)
                if key == "N":
                    assert isinstance(app.screen, Ask)
                    await press(pilot, "escape")
                    continue
                assert app.screen is screen
                assert "There is no code" in told(pilot), key
                app.messages.append(("", ""))
            await press(pilot, "n", *"Vécu", "enter")
            assert paths(empty) == ["Vécu"]
            assert here(screen) == "Vécu"
            assert not screen.query_one("#empty").display


async def test_the_highlight_stays_when_others_change_the_codebook(study: Study) -> None:
    """A code added above by somebody else does not move the highlight; closed codes stay closed."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Budget")
        screen.go(study.codebook.find("Vécu").id)
        await press(pilot, "left")
        assert "▌Émotion · · ·" not in lines(screen)
        screen.go(study.codebook.find("Budget").id)
        with Study.open(study.folder) as other:
            other.add_code(["Vécu", "Peur"])
        await app._look().wait()
        await settled(pilot)
        assert "Vécu > Peur" in paths(study)
        assert here(screen) == "Moyens > Budget"
        assert "▌Peur · · ·" not in lines(screen)


async def test_the_place_is_kept_between_visits(study: Study) -> None:
    """The code looked at last and the closed ones are as they were left."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Équipe")
        screen.go(study.codebook.find("Vécu").id)
        await press(pilot, "h", "G", "j", "escape")
        assert app.screen is app.coding
        screen = await opened(pilot, study)
        assert here(screen) == "Moyens"
        assert "▌Émotion · · ·" not in lines(screen)


async def test_letters_and_arrows_move(study: Study) -> None:
    """J and k go line by line, l and h open and close, as the arrows do."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Vécu")
        await press(pilot, "j")
        assert here(screen) == "Vécu > Émotion"
        await press(pilot, "h")
        assert here(screen) == "Vécu"
        await press(pilot, "h", "down")
        assert here(screen) == "Moyens"
        await press(pilot, "k", "right", "l")
        assert here(screen) == "Vécu > Émotion"


# Adding, naming, describing


async def test_a_code_is_made_below_and_undone(study: Study) -> None:
    """N asks for a name and goes to the new code, below the highlighted one; u takes it back."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Budget")
        await press(pilot, "n", *"Salaires", "enter")
        assert here(screen) == "Moyens > Budget > Salaires"
        await press(pilot, "u")
        assert "Moyens > Budget > Salaires" not in paths(study)
        screen.go(study.codebook.find("Budget").id)
        await press(pilot, "n")
        await answer(pilot, "A > B")
        assert {"Moyens > Budget > A", "Moyens > Budget > A > B"} <= set(paths(study))


async def test_a_code_is_made_beside(study: Study) -> None:
    """N puts the new code right after the highlighted one; a name that is there is refused."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Budget")
        await press(pilot, "N", *"Locaux", "enter")
        assert paths(study)[2:] == ["Moyens", "Moyens > Budget", "Moyens > Locaux", "Moyens > Équipe"]
        assert here(screen) == "Moyens > Locaux"
        await press(pilot, "N")
        await answer(pilot, "équipe")
        assert "there already" in told(pilot)


async def test_a_code_gets_another_name(study: Study) -> None:
    """R shows the name to change it; a sibling’s name is refused; the same name changes nothing."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Budget")
        await press(pilot, "r")
        assert app.screen.query_one(Input).value == "Budget"
        await press(pilot, *"Argent", "enter")
        assert here(screen) == "Moyens > Argent"
        await press(pilot, "r")
        await answer(pilot, "Équipe")
        assert "Merge the two instead" in told(pilot)
        n = len(study.history())
        await press(pilot, "r", "enter")
        assert told(pilot) == "That is so already."
        assert len(study.history()) == n


async def test_a_code_is_described_in_both_languages(study: Study) -> None:
    """The form changes all fields at once, as one change that u takes back; F10 changes nothing."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study, "Budget")
        await press(pilot, "e")
        form = app.screen
        assert isinstance(form, CodeForm)
        form.query_one("#name-en", Input).value = "Funds"
        form.query_one("#definition-fr", TextArea).text = "L’argent.\nTout."
        form.query_one("#definition-en", TextArea).text = "Money."
        form.query_one("#avoid-fr", TextArea).text = "Le temps"
        form.query_one("#colour", Input).value = "#AA0000"
        n = len(study.history())
        await press(pilot, "escape")
        code = study.codebook.find("Budget")
        assert dict(code.name) == {"fr": "Budget", "en": "Funds"}
        assert dict(code.definition) == {"fr": "L’argent.\nTout.", "en": "Money."}
        assert (dict(code.avoid), code.colour) == ({"fr": "Le temps"}, "#aa0000")
        assert len(study.history()) == n + 1
        assert "Funds" in text_of(screen, "#facts")
        await press(pilot, "u")
        assert not study.codebook.find("Budget").definition
        await press(pilot, "enter")
        assert isinstance(app.screen, CodeForm)
        app.screen.query_one("#use-fr", TextArea).text = "jamais"
        await press(pilot, "f10")
        assert app.screen_stack[-1] is screen
        assert not study.codebook.find("Budget").use


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("colour", "rouge", "no colour"),
        ("name-fr", "équipe", "Merge the two"),
        ("name-fr", "", "needs a name"),
    ],
)
async def test_a_form_that_is_refused_stays_open(study: Study, field: str, typed: str, said: str) -> None:
    """The sentence stands in the form, nothing typed is lost, and nothing is changed."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, study, "Budget")
        await press(pilot, "e")
        app.screen.query_one(f"#{field}", Input).value = typed
        app.screen.query_one("#use-fr", TextArea).text = "longue explication"
        await press(pilot, "escape")
        assert isinstance(app.screen, CodeForm)
        assert said in text_of(app.screen, "#hint")
        assert app.screen.query_one("#use-fr", TextArea).text == "longue explication"
        assert not study.codebook.find("Budget").use


async def test_a_form_that_was_closed_by_force_comes_back(study: Study) -> None:
    """What was being typed is kept as a draft and shown when the form is opened again."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, study, "Budget")
        await press(pilot, "e", *"Mots")
        assert isinstance(app.screen, CodeForm)
        app.screen._keep_draft()
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, study, "Budget")
        await press(pilot, "e")
        assert app.screen.query_one("#definition-fr", TextArea).text == "Mots"
        assert "when the program was left" in text_of(app.screen, "#hint")
        await press(pilot, "escape")
        assert dict(study.codebook.find("Budget").definition) == {"fr": "Mots"}
        await press(pilot, "e")
        assert "when the program was left" not in text_of(app.screen, "#hint")


async def test_a_code_gets_a_colour(study: Study) -> None:
    """O offers the palette by name, the inherited colour, and any other; nonsense is refused."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Budget")
        await press(pilot, "o", "down", "enter")
        assert study.codebook.find("Budget").colour == DEFAULT_COLOURS[1]
        await press(pilot, "o", "end", "enter")
        await answer(pilot, "#12AB34")
        assert study.codebook.find("Budget").colour == "#12ab34"
        await press(pilot, "o", "end", "enter")
        await answer(pilot, "bleu")
        assert "no colour" in told(pilot)
        await press(pilot, "o", "end", "up", "enter")
        assert not study.codebook.find("Budget").colour
        assert app.screen is screen
        await press(pilot, "o", "end", "up", "enter")
        assert told(pilot) == "That is so already."


# Moving


async def test_codes_are_moved_and_the_highlight_goes_with_them(study: Study) -> None:
    """K, J, H and L move a code; at the ends they say so and change nothing."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Équipe")
        await press(pilot, "K")
        assert paths(study)[2:] == ["Moyens", "Moyens > Équipe", "Moyens > Budget"]
        assert here(screen) == "Moyens > Équipe"
        n = len(study.history())
        await press(pilot, "K")
        assert len(study.history()) == n
        await press(pilot, "J")
        assert paths(study)[3:] == ["Moyens > Budget", "Moyens > Équipe"]
        await press(pilot, "J", "L")
        assert paths(study)[3:] == ["Moyens > Budget", "Moyens > Budget > Équipe"]
        await press(pilot, "H", "H")
        assert paths(study)[2:] == ["Moyens", "Moyens > Budget", "Équipe"]
        assert here(screen) == "Équipe"
        n = len(study.history())
        await press(pilot, "H")
        assert "at the top already" in told(pilot)
        screen.go(study.codebook.find("Vécu").id)
        await press(pilot, "L")
        assert "no code above" in told(pilot)
        assert len(study.history()) == n


async def test_a_code_is_moved_below_any_other(study: Study) -> None:
    """M takes a path, part of a name, or the top; a code is not offered below itself."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Budget")
        await press(pilot, "m", *"vec", "enter")
        assert here(screen) == "Vécu > Budget"
        await press(pilot, "m", "down", "enter")
        assert here(screen) == "Budget"
        await press(pilot, "m", "down", "enter")
        assert told(pilot) == "It is there already."
        screen.go(study.codebook.find("Vécu").id)
        await press(pilot, "m")
        assert isinstance(app.screen, Ask)
        assert "Vécu > Émotion" not in app.screen._known
        await answer(pilot, "nulle part")
        assert "There is no code “nulle part”" in told(pilot)


# Merging, splitting, removing


async def test_a_merge_is_shown_before_it_is_made(study: Study) -> None:
    """M counts what is touched; leaving changes nothing; merging is one change that u takes back."""
    budget = code_it(study, "Budget", ("Anne", 0, 10), ("Bruno", 0, 10))
    code_it(study, "Équipe", ("Anne", 0, 10))
    study.apply(notes.write_memo(Memo(on="code", target=budget.id, text="à revoir")))
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Budget")
        n = len(study.history())
        await press(pilot, "M", *"equi", "enter")
        assert isinstance(app.screen, Choice)
        prompt = str(app.screen.query_one(OptionList).get_option_at_index(0).prompt)
        assert "2 codings, 2 transcripts, 2 cases" in prompt
        assert "1 memo, 0 summaries" in prompt
        assert "1 passage has both codes" in prompt
        await press(pilot, "down", "enter")
        assert len(study.history()) == n
        await press(pilot, "M", *"equi", "enter", "enter")
        assert "Moyens > Budget" not in paths(study)
        assert len(list(study.codings())) == 2
        assert here(screen) == "Moyens > Équipe"
        assert len(study.history()) == n + 1
        await press(pilot, "u")
        assert "Moyens > Budget" in paths(study)
        assert len(list(study.codings())) == 3


async def test_a_merge_that_cannot_be_is_refused(study: Study) -> None:
    """A code is not merged into one below it, nor into itself."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Moyens")
        await press(pilot, "M")
        await answer(pilot, "Budget")
        assert app.screen is screen
        assert "cannot be merged" in told(pilot)


def words(screen: Any) -> str:
    return text_of(screen, "#words")


async def test_a_code_is_split_quotation_by_quotation(study: Study) -> None:
    """Digits choose, n makes a code on the way, s leaves a quotation; at the end it is one change."""
    code_it(study, "Moyens", ("Anne", 0, 10), ("Anne", 20, 30), ("Bruno", 0, 10), ("Bruno", 12, 20))
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Moyens")
        n = len(study.history())
        await press(pilot, "s")
        assert isinstance(app.screen, SplitScreen)
        split = app.screen
        assert "1 of 4" in text_of(split, "#title")
        assert "Enquêtrice" in words(split)
        await press(pilot, "1")
        assert "2 of 4" in text_of(split, "#title")
        await press(pilot, "n", *"Locaux", "enter")
        assert "3 of 4" in text_of(split, "#title")
        await press(pilot, "space", "2", "3", "enter")
        assert "4 of 4" in text_of(split, "#title")
        await press(pilot, "s")
        assert "all 4 seen" in text_of(split, "#title")
        assert "1 quotation stays" in words(split)
        assert len(study.history()) == n
        await press(pilot, "enter")
        assert app.screen_stack[-1] is screen
        assert len(study.history()) == n + 1
        found = [study.codebook.path(coding.code) for coding in study.codings()]
        assert sorted(found) == [
            "Moyens",
            "Moyens > Budget",
            "Moyens > Locaux",
            "Moyens > Locaux",
            "Moyens > Équipe",
        ]
        await press(pilot, "u")
        assert {study.codebook.path(coding.code) for coding in study.codings()} == {"Moyens"}
        assert "Moyens > Locaux" not in paths(study)


async def test_a_split_can_go_back_and_take_any_code(study: Study) -> None:
    """The arrow goes back to decide otherwise; o takes a code from elsewhere; French digits work."""
    code_it(study, "Moyens", ("Anne", 0, 10), ("Bruno", 0, 10))
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, study, "Moyens")
        await press(pilot, "s", "ampersand", "left", "o")
        await answer(pilot, "Vécu > Émotion")
        await press(pilot, "é", "enter")
        found = [study.codebook.path(coding.code) for coding in study.codings()]
        assert sorted(found) == ["Moyens > Équipe", "Vécu > Émotion"]


async def test_leaving_a_split_asks_what_becomes_of_it(study: Study) -> None:
    """With nothing decided it just closes; else one chooses to split what was decided, go on, or drop it."""
    code_it(study, "Moyens", ("Anne", 0, 10), ("Bruno", 0, 10))
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Moyens")
        n = len(study.history())
        await press(pilot, "s", "escape")
        assert app.screen is screen
        await press(pilot, "s", "1", "escape", "down", "enter")
        assert isinstance(app.screen, SplitScreen)
        await press(pilot, "escape", "end", "enter")
        assert app.screen is screen
        assert len(study.history()) == n
        await press(pilot, "s", "1", "q", "enter")
        assert app.screen is screen
        assert len(study.history()) == n + 1
        await press(pilot, "J")
        screen.go(study.codebook.find("Vécu").id)
        await press(pilot, "s")
        assert "nothing to split" in told(pilot)


async def test_a_code_is_removed_with_its_codings(study: Study) -> None:
    """X asks nothing, says how many codings went, and goes to the code that takes its place; u brings all back."""
    code_it(study, "Budget", ("Anne", 0, 10), ("Bruno", 0, 10))
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Budget")
        await press(pilot, "x")
        assert "Moyens > Budget" not in paths(study)
        assert "2 codings went with it; u brings it back" in told(pilot)
        assert here(screen) == "Moyens > Équipe"
        await press(pilot, "u")
        assert len(list(study.codings())) == 2


# Finding, quotations, memo, files


async def test_typing_finds_a_code(study: Study) -> None:
    """The slash highlights what fits, without accents; arrows go on; enter stays, escape goes back."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Budget")
        await press(pilot, "slash", *"emo")
        assert here(screen) == "Vécu > Émotion"
        await press(pilot, "escape")
        assert here(screen) == "Moyens > Budget"
        await press(pilot, "slash", *"e", "down")
        assert "found: 2 of" in text_of(screen, "#title")
        await press(pilot, "backspace", *"zzz")
        assert "nothing found" in text_of(screen, "#title")
        for _n in range(3):
            await press(pilot, "backspace")
        await press(pilot, *"equ", "delete", "enter")
        assert here(screen) == "Moyens > Équipe"
        assert screen.focused is screen.code_tree
        assert len(study.codebook) == 5


async def test_a_closed_code_is_opened_by_finding_in_it(study: Study) -> None:
    """What is found is shown, whatever was closed."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Moyens")
        await press(pilot, "h", "slash", *"budg", "enter")
        assert here(screen) == "Moyens > Budget"
        assert "▌Budget · · ·" in lines(screen)


async def test_quotations_of_a_code_are_read(study: Study) -> None:
    """V shows the quotations of the code and those below it; without any it says so."""
    code_it(study, "Budget", ("Anne", 0, 10))
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Moyens")
        await press(pilot, "v")
        assert isinstance(app.screen, QuotationsScreen)
        app.pop_screen()
        screen.go(study.codebook.find("Vécu").id)
        await press(pilot, "g", "r")
        assert app.screen_stack[-1] is screen
        assert told(pilot) == "No passage has this code yet."


async def test_a_memo_is_written_on_a_code(study: Study) -> None:
    """I opens the memo; it is marked in the tree, changed the second time, removed when emptied."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study, "Budget")
        await press(pilot, "i", *"Revoir", "escape")
        assert "▌Budget ✎ · · ·" in lines(screen)
        assert "Revoir" in text_of(screen, "#facts")
        await press(pilot, "i")
        assert isinstance(app.screen, Writing)
        app.screen.query_one(TextArea).text = ""
        await press(pilot, "escape")
        assert not study.memos()
        assert "▌Budget · · ·" in lines(screen)


async def test_a_codebook_is_taken_in_from_a_file(study: Study) -> None:
    """G i offers only files a codebook is read from; a refusal is told, a second time changes nothing."""
    folder = study.folder / "codebooks"
    (folder / "autre.yaml").write_text("- Vécu:\n    - Peur\n- Client\n", encoding="utf-8")
    (folder / "cassé.yaml").write_text("- [", encoding="utf-8")
    (folder / "entretien.docx").write_bytes(b"PK")
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study, "Budget")
        await press(pilot, "g", "i")
        assert isinstance(app.screen, CodebookFiles)
        assert [entry.name for entry in app.screen._entries[1:]] == ["autre.yaml", "cassé.yaml"]
        await press(pilot, "enter")
        assert {"Vécu > Peur", "Client"} <= set(paths(study))
        assert "2 codes added, 0 changed." in told(pilot)
        assert here(screen) == "Moyens > Budget"
        await press(pilot, "g", "i", "enter")
        assert "all of autre.yaml already" in told(pilot)
        await press(pilot, "g", "i", "down", "enter")
        assert "cassé.yaml" in told(pilot)
        await press(pilot, "g", "i", "ctrl+s")
        assert "Choose one codebook" in told(pilot)


@pytest.mark.parametrize("name", ["livre.yaml", "livre.csv", "livre.xlsx", "livre.docx"])
async def test_the_codebook_is_written_to_a_file(study: Study, name: str) -> None:
    """W writes to `exports` in the form of the suffix that is typed."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, study, "Budget")
        await press(pilot, "w")
        await answer(pilot, name)
        assert name in told(pilot)
        assert (study.folder / "exports" / name).stat().st_size > 100


async def test_what_has_changed_since_a_version_is_read_and_written(study: Study) -> None:
    """F keeps a version; V shows on the screen what differs, to be scrolled; w writes it; another one is not invented."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, study, "Budget")
        await press(pilot, "V")
        assert told(pilot).startswith("No version was kept yet")
        await press(pilot, "F")
        await answer(pilot, "pilot")
        for n in range(20):
            study.add_code([f"Code {n} [b]x[/b]"])
        await press(pilot, "V")
        await answer(pilot, "no such version")
        assert "no such version" in told(pilot)
        await press(pilot, "V")
        await answer(pilot, "pilot")
        assert isinstance(app.screen, ChangesScreen)
        shown = text_of(app.screen, "#changes")
        assert "Codes: 5 → 25 (added 20)" in shown
        assert "added: Code 19 [b]x[/b]" in shown
        await press(pilot, "pagedown", "j")
        assert app.screen.query_one(Pages).scroll_y > 1
        study.add_code(["Later"])
        app.renew()
        assert "added: Later" in text_of(app.screen, "#changes")
        await press(pilot, "w")
        await answer(pilot, "since.md")
        assert "Code 19" in (study.folder / "exports" / "since.md").read_text(encoding="utf-8")
        await press(pilot, "q")
        assert isinstance(app.screen, CodebookScreen)


async def test_hostile_names_are_only_shown(study: Study) -> None:
    """Control characters, markup and overrides reach neither the tree, nor the fields, nor the questions."""
    with any_name():
        study.add_code([NASTY])
    describe(study, NASTY, definition=NASTY, use=NASTY)
    code_it(study, NASTY, ("Anne", 0, 10))
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study, NASTY)

        def clean() -> bool:
            strips = app.screen._compositor.render_strips()
            text = "".join(segment.text for strip in strips for segment in strip)
            return "\x1b" not in text and "\u202e" not in text and "[@click=app.exit]x" in text

        assert clean()
        for key in ("n", "r", "e", "o", "m", "M", "s"):
            await press(pilot, key)
            assert app.screen is not screen
            assert clean(), key
            await press(pilot, "escape")
            assert app.screen is screen, key
        assert study.codebook.find(NASTY).definition["fr"] == NASTY


SIZES = [(80, 24), (120, 40), (200, 60)]


@any_name()
def furnished(study: Study) -> None:
    study.add_code([NASTY])
    study.add_code(["Moyens", "Un nom de code vraiment très long qui ne tient sur aucune ligne de la liste"])
    describe(
        study, "Budget", definition="L’argent, [b]compté[/b].", use="Dès qu’on compte.", avoid="Le temps."
    )
    describe(study, "Moyens", definition="Ce dont on dispose.")
    code_it(study, "Budget", ("Anne", 0, 10), ("Anne", 20, 30), ("Bruno", 24, 60))
    code_it(study, "Moyens", ("Anne", 0, 10), ("Bruno", 0, 10))
    code_it(study, NASTY, ("Bruno", 0, 10))
    budget = study.codebook.find("Budget")
    study.apply(notes.write_memo(Memo(on="code", target=budget.id, text="À revoir [/b] avec Anne")))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_codebook_screen_looks_as_accepted(
    study: Study, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """Tree, columns and what the code means stand as accepted, at each size and in each language."""
    locales.choose(language)
    furnished(study)

    async def looked(pilot: Pilot[None]) -> None:
        await opened(pilot, study, "Budget")

    assert snap_compare(CodingApp(study), run_before=looked, terminal_size=size)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    "keys", [("e",), ("s", "2"), ("s", "1", "s"), ("o",), ("M", "down", "enter"), ("slash", "e")],
    ids=["form", "split", "ending", "colour", "merge", "find"],
)  # fmt: skip
def test_what_it_asks_looks_as_accepted(
    study: Study, snap_compare: Any, keys: tuple[str, ...], size: tuple[int, int], language: locales.Language
) -> None:
    """The form, the split, the colours, the preview of a merge and finding stand as accepted."""
    locales.choose(language)
    furnished(study)

    async def looked(pilot: Pilot[None]) -> None:
        await opened(pilot, study, "Moyens")
        await press(pilot, *keys)

    assert snap_compare(CodingApp(study), run_before=looked, terminal_size=size)
