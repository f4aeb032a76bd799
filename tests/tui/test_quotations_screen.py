"""The quotations screen: which are shown, what is done with them, and the way to their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, OptionList, Static

from interviewcoder import locales
from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.records import Coding
from interviewcoder.domain.text import Span
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.filter_screen import FilterScreen
from interviewcoder.tui.quotations_screen import QuotationsScreen
from interviewcoder.tui.ticking import Ticking
from interviewcoder.tui.writing import Writing
from tests.foreign import any_name
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


def code_it(study: Study, name: str, path: str, words: str) -> Coding:
    """Tag some words of a transcript."""
    transcript = study.transcript(name)
    start = study.document(transcript).text.index(words)
    study.code_passage(transcript, Span(start, start + len(words)), [study.codebook.find(path)])
    found = [c for c in study.codings_of(transcript) if c.start == start and c.end == start + len(words)]
    return next(c for c in found if c.code == study.codebook.find(path).id)


@pytest.fixture
def coded(study: Study) -> Study:
    """Give the small study with five codings."""
    code_it(study, "Anne", "Budget", "Par accident")
    code_it(study, "Anne", "Émotion", "Quelle émotion ? [@click=app.exit]Aucune")
    code_it(study, "Anne", "Équipe", "une stagiaire, Maëlle")
    code_it(study, "Anne", "Moyens", "On avait une stagiaire")
    code_it(study, "Bruno", "Budget", "Le budget")
    return study


async def opened(
    pilot: Pilot[None], study: Study, filters: Filters | None = None, title: str = ""
) -> QuotationsScreen:
    """Open the screen."""
    screen = QuotationsScreen(study, filters or Filters(), title)
    pilot.app.push_screen(screen)
    await press(pilot, "home")
    return screen


def shown(screen: QuotationsScreen) -> list[str]:
    """Give the words of the quotations in the list."""
    return [coding.quote for coding in screen._codings]


def words(screen: Any, name: str = "#words") -> str:
    """Give what a part of the screen says."""
    return str(screen.query_one(name, Static).render())


def told(pilot: Pilot[None]) -> str:
    """Give what was said last."""
    app = pilot.app
    assert isinstance(app, CodingApp)
    return app.messages[-1][1]


async def test_all_quotations_come_by_code_case_and_place(coded: Study) -> None:
    """Codes in tree order, cases in theirs, passages as they stand."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        assert shown(screen) == [
            "Quelle émotion ? [@click=app.exit]Aucune", "On avait une stagiaire", "Par accident", "Le budget",
            "une stagiaire, Maëlle",
        ]  # fmt: skip
        assert "5 quotations" in words(screen, "#title")
        assert "Firme A – Anne, turn 4" in words(screen)


async def test_the_focused_code_or_all_from_the_text(coded: Study) -> None:
    """The keys gr show the code at the cursor; where there is none, everything."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        await press(pilot, "g", "r")
        assert len(shown(pilot.app.screen)) == 5  # type: ignore[arg-type]
        await press(pilot, "q", "n", "g", "r")
        assert shown(pilot.app.screen) == ["Par accident", "Le budget"]  # type: ignore[arg-type]


async def test_enter_goes_to_the_place(coded: Study) -> None:
    """The text is open at the passage."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, coded, Filters(codes=("Budget",)), "Budget")
        await press(pilot, "down", "enter")
        assert app.screen is app.coding
        assert app.coding.transcript is not None
        assert app.coding.transcript.name == "Bruno"
        span = app.coding.view.place.span
        assert app.coding.view.document is not None
        assert span is not None
        assert span.of(app.coding.view.document.text) == "Le budget"


async def test_codes_below_are_taken_in_or_left_out(coded: Study) -> None:
    """The key b turns them on and off, and the title says so."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded, Filters(codes=("Moyens",)), "Moyens")
        assert len(shown(screen)) == 4
        await press(pilot, "b")
        assert shown(screen) == ["On avait une stagiaire"]
        assert "without the codes below" in words(screen, "#title")
        await press(pilot, "b", "a")
        assert len(shown(screen)) == 5


async def test_recode_key_memo_remove_and_undo_stay_in_place(coded: Study) -> None:
    """Each is one change; the list stays where it was."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded, Filters(codes=("Moyens",)), "Moyens")
        await press(pilot, "down", "asterisk")
        coding = screen.coding
        assert coding is not None
        assert (coding.quote, coding.key) == ("Par accident", True)
        await press(pilot, "m")
        assert isinstance(app.screen, Writing)
        await press(pilot, *"vu", "escape")
        assert [memo.text for memo in coded.memos([coding.id])] == ["vu"]
        assert "✎ vu" in words(screen)
        await press(pilot, "R", *"équ", "enter")
        found = next(c for c in coded.codings() if c.id == coding.id)
        assert (found.code, found.key) == (coded.codebook.find("Équipe").id, True)
        assert screen.coding is not None
        assert screen.coding.id == coding.id
        await press(pilot, "x")
        assert all(c.id != coding.id for c in coded.codings())
        await press(pilot, "u")
        assert any(c.id == coding.id for c in coded.codings())


async def test_a_quotation_is_copied_with_its_reference(coded: Study) -> None:
    """What is on the clipboard can be pasted into a thesis."""
    app = CodingApp(coded)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, coded, Filters(codes=("Budget",)), "Budget")
        await press(pilot, "y")
        assert app.clipboard == "“Par accident” (Firme A – Anne, turn 2)"
        assert "Copied" in told(pilot)


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "md", "csv", "json"])
async def test_what_is_shown_is_written_to_a_file(coded: Study, suffix: str) -> None:
    """The file holds the filtered quotations, in any form."""
    async with CodingApp(coded).run_test(size=(80, 24)) as pilot:
        await opened(pilot, coded, Filters(codes=("Budget",)), "Budget")
        await press(pilot, "w")
        pilot.app.screen.query_one(Input).value = f"verbatims.{suffix}"
        await press(pilot, "enter")
        data = (coded.folder / "exports" / f"verbatims.{suffix}").read_bytes()
        assert len(data) > 50
        if suffix in {"md", "csv", "json"}:
            assert "Par accident" in data.decode()
            assert "stagiaire" not in data.decode()


async def test_a_filter_is_put_together_line_by_line(coded: Study) -> None:
    """Codes and cases are ticked, words typed, and `a` shows what they leave."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await press(pilot, "slash")
        assert isinstance(app.screen, FilterScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, Ticking)
        await press(pilot, "down", "down", "space", "enter")  # Moyens
        await press(pilot, "down", "down", "down", "enter", "space", "enter")  # the first case
        await press(pilot, "a")
        assert screen._filters == Filters(codes=("Moyens",), cases=("Firme A",))
        assert shown(screen) == ["On avait une stagiaire", "Par accident", "une stagiaire, Maëlle"]
        assert "codes: Moyens; cases: Firme A" in words(screen, "#title")
        await press(pilot, "slash", "end", "up", "enter")
        app.screen.query_one(Input).value = "MAELLE"
        await press(pilot, "enter", "a")
        assert shown(screen) == ["une stagiaire, Maëlle"]


async def test_a_combination_of_codes_filters_and_a_wrong_one_is_said_at_once(coded: Study) -> None:
    """Moyens AND Équipe leaves what overlaps; a code that is not there is named."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await press(pilot, "slash", "down", "enter")  # codes below too: no
        await press(pilot, "down", "enter")
        app.screen.query_one(Input).value = "Moyens AND Équip"
        await press(pilot, "enter")
        assert "Équip" in words(app.screen, "#wrong")
        await press(pilot, "enter")
        app.screen.query_one(Input).value = "moyens et ET equipe"
        await press(pilot, "enter", "x", "enter")
        app.screen.query_one(Input).value = "moyens ET equipe"
        await press(pilot, "enter")
        assert words(app.screen, "#wrong") == ""
        await press(pilot, "a")
        assert shown(screen) == ["On avait une stagiaire", "une stagiaire, Maëlle"]


async def test_attributes_coders_speakers_and_key_filter_too(coded: Study) -> None:
    """Every line of the form does what it says."""
    from interviewcoder.domain.gestures import cases as case_gestures

    coded.apply(case_gestures.add_attribute("Taille", "text", coded.attributes))
    coded.apply(case_gestures.set_values(coded.case("Agence B"), {"Taille": "petite"}, coded.attributes))
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        for line, left in ((4, 1), (5, 5)):
            await press(pilot, "slash", *["down"] * line, "enter", "space", "enter", "a")
            assert len(shown(screen)) == left
            await press(pilot, "a")
        await press(pilot, "slash", *["down"] * 6, "enter", "down", "space", "enter", "a")  # interviewers
        assert shown(screen) == []
        assert "No quotation fits" in words(screen, "#empty")
        await press(pilot, "a", "asterisk", "slash", "end", "enter", "a")
        assert len(shown(screen)) == 1


async def test_escape_leaves_the_filter_as_it_was(coded: Study) -> None:
    """What was changed in the form is forgotten."""
    async with CodingApp(coded).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, coded)
        await press(pilot, "slash", "end", "enter", "escape")
        assert screen._filters == Filters()
        assert len(shown(screen)) == 5


async def test_another_program_s_change_appears_and_a_code_that_is_gone_leaves_nothing(coded: Study) -> None:
    """What others do is there at the next look."""
    from interviewcoder.study import Study as Opened
    from interviewcoder.study import codes

    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded, Filters(codes=("Budget",)), "Budget")
        with Opened.open(coded.folder) as other:
            change, _n = codes.remove(other, other.codebook.find("Budget"))
            other.apply(change)
        await app._look().wait()
        await press(pilot, "home")
        assert shown(screen) == []
        assert "Budget" in told(pilot)


async def test_without_codings_it_teaches(study: Study) -> None:
    """An empty list says how there come to be quotations, and every key is harmless."""
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study)
        assert "tag passages" in words(screen, "#empty")
        assert "Filter" in words(screen, "Foot")
        assert "Recode" not in words(screen, "Foot")
        await press(pilot, "enter", "R", "x", "asterisk", "m", "y", "w", "down", "pagedown", "b")
        assert app.screen is screen


async def test_twenty_thousand_quotations_are_a_list_like_any_other(study: Study) -> None:
    """The end is one key away, and only what is seen is read back."""
    from interviewcoder.domain.gestures.codings import add_codings

    transcript, code = study.transcript("Anne"), study.codebook.find("Budget")
    text = study.document(transcript).text
    spans = [(start, end) for start in range(200) for end in range(start + 1, start + 101)]
    study.apply(
        add_codings(
            [
                Coding(
                    transcript=transcript.id,
                    start=s,
                    end=e,
                    quote=text[s:e],
                    code=code.id,
                    coder=study.coder.id,
                )
                for s, e in spans
            ],
            "file",
        ),
        coder=study.coder,
    )
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study)
        assert "20,000 quotations" in words(screen, "#title")
        await press(pilot, "end")
        assert screen.coding is not None
        assert screen.coding.start == 199
        assert len(screen._rows._strips) < 200


async def test_hostile_words_are_only_shown(study: Study) -> None:
    """Markup does nothing, control characters do not reach the list."""
    with any_name():
        study.add_code(["[@click=app.exit]x[/] \x1b[2J"])
    code_it(
        study, "Anne", "[@click=app.exit]x[/] \x1b[2J", "[/b] Quelle émotion ? [@click=app.exit]Aucune[/]"
    )
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, study)
        drawn = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
        assert "[@click=app.exit]Aucune" in drawn
        assert "\x1b" not in drawn
        await press(pilot, "slash")
        assert app.is_running
        assert isinstance(app.screen.query_one(OptionList), OptionList)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", ["list", "filter", "empty"])
def test_the_screen_looks_as_accepted(
    coded: Study, snap_compare: Any, view: str, size: tuple[int, int], language: locales.Language
) -> None:
    """The list, the form and the empty list, at each size, in each language, are the accepted pictures."""
    locales.choose(language)

    async def show(pilot: Pilot[None]) -> None:
        filters = (
            Filters(codes=("Moyens",), cases=("Firme A",)) if view != "empty" else Filters(text="jamais dit")
        )
        await opened(pilot, coded, filters)
        await press(pilot, "down", *(["slash", "down"] if view == "filter" else []))

    assert snap_compare(CodingApp(coded), run_before=show, terminal_size=size)
