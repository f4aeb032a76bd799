"""The matrix screen: what is compared, cells to quotations and back, summaries, empty cells, a file."""

from __future__ import annotations

import threading
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, OptionList, Static, TextArea

from interviewcoder import locales
from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.errors import Busy
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.gestures import transcripts as transcript_gestures
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, summarising
from interviewcoder.study.ordering import CaseOrder
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.lists import Choice
from interviewcoder.tui.matrix_plan import Plan
from interviewcoder.tui.matrix_screen import MatrixScreen
from interviewcoder.tui.matrix_view import MatrixView
from interviewcoder.tui.quotations_screen import QuotationsScreen
from interviewcoder.tui.saving import Saving
from interviewcoder.tui.writing import Writing
from tests.foreign import any_name
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from interviewcoder.analysis.results import CellKind
    from interviewcoder.domain.records import StatusValue

NASTY = "[/b] [@click=app.exit]x[/] \x1b[2J \u202eabc"
SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.fixture
def coded(study: Study) -> Study:
    """Three passages: two of Anne with a code, one of Bruno with another; cases of two types."""
    code_it(study, "Anne", "Quelle émotion ?", "Émotion")
    code_it(study, "Anne", "Par accident.", "Vécu")
    code_it(study, "Bruno", "Le budget", "Budget")
    study.apply(case_gestures.add_attribute("Type", "choice", study.attributes, ("Agence", "Firme")))
    for case, kind in (("Firme A", "Firme"), ("Agence B", "Agence")):
        study.apply(case_gestures.set_values(study.case(case), {"Type": kind}, study.attributes))
    return study


def code_it(study: Study, name: str, words: str, code: str) -> None:
    transcript = study.transcript(name)
    start = study.document(transcript).text.index(words)
    study.code_passage(transcript, Span(start, start + len(words)), [study.codebook.find(code)])


def summarise(study: Study, case: str, code: str, text: str) -> None:
    study.apply(summarising.written(study, study.case(case), study.codebook.find(code), text))


def say(study: Study, code: str, transcript: str, value: StatusValue) -> None:
    study.apply(
        notes.set_statuses(
            [study.transcript(transcript)], study.codebook.find(code), code, value, where=transcript,
            present=study.statuses(),
        )
    )  # fmt: skip


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await at_rest(pilot.app)
    await pilot.pause()


async def opened(pilot: Pilot[None], study: Study) -> MatrixScreen:
    await settled(pilot)
    screen = MatrixScreen(study)
    pilot.app.push_screen(screen)
    await settled(pilot)
    return screen


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def choose(pilot: Pilot[None], line: str) -> None:
    """Choose the line of a list that holds some words."""
    assert isinstance(pilot.app.screen, Choice)
    choices = pilot.app.screen.query_one(OptionList)
    lines = [str(choices.get_option_at_index(n).prompt) for n in range(choices.option_count)]
    choices.highlighted = next(n for n, found in enumerate(lines) if line in found)
    await press(pilot, "enter")


def painted(screen: MatrixScreen) -> list[str]:
    view = screen.query_one(MatrixView)
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def line_of(screen: MatrixScreen, label: str) -> str:
    return next(line for line in painted(screen) if label in line)


def figures(screen: MatrixScreen, label: str) -> list[str]:
    return line_of(screen, label).split(label)[1].split()


def text_of(screen: MatrixScreen, name: str) -> str:
    return str(screen.query_one(name, Static).render())


def on_top(pilot: Pilot[None]) -> Any:
    return pilot.app.screen


def told(pilot: Pilot[None]) -> str:
    app = pilot.app
    assert isinstance(app, CodingApp)
    return app.messages[-1][1]


async def go(pilot: Pilot[None], screen: MatrixScreen, code: str, case: str) -> None:
    study = screen.study
    screen.query_one(MatrixView).go((study.codebook.find(code).id, study.case(case).id))
    await settled(pilot)


# What is compared


async def test_the_matrix_says_what_is_counted_and_where_the_cursor_is(coded: Study) -> None:
    """Codes in their tree with figures, totals, n of N cases, groups above the cases, the cell in words."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        assert "Segments by code and case – 2 cases, 3 segments" in text_of(screen, "#title")
        assert painted(screen)[0].split() == ["Firme", "Agence"]
        assert figures(screen, "Vécu") == ["2", "·", "2", "1/2"]
        assert figures(screen, "Émotion") == ["1", "·", "1", "1/2"]
        assert figures(screen, "Budget") == ["·", "1", "1", "1/2"]
        assert figures(screen, "Distinct passages") == ["2", "1", "3"]
        await go(pilot, screen, "Émotion", "Firme A")
        assert "Émotion × Firme A – 1; the code is in 1 of 2 cases" in text_of(screen, "#cell")
        assert not screen.query_one("#chosen").display


async def test_v_goes_through_all_kinds_of_cells_and_keeps_the_cell(coded: Study) -> None:
    """Segments, turns, transcripts, presence, words, share, quotations, summaries, and segments again."""
    summarise(coded, "Firme A", "Émotion", "Pas d’émotion,\ndit-elle.")
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await go(pilot, screen, "Émotion", "Firme A")
        kinds: list[str] = []
        for _each in range(8):
            kinds.append(screen.plan.cells)
            if screen.plan.cells == "presence":
                assert figures(screen, "Émotion")[0] == "●"
            if screen.plan.cells == "quotes":
                assert "1 · Quelle émotion ?" in line_of(screen, "Émotion")
                assert "Quelle émotion ?" in text_of(screen, "#words")
            if screen.plan.cells == "summary":
                assert "Pas d’émotion, dit-elle." in line_of(screen, "Émotion")
                assert text_of(screen, "#words") == "Pas d’émotion,\ndit-elle."
                assert "(2)" in line_of(screen, "Vécu")
                assert "(3) passages, no summary yet" in text_of(screen, "#legend")
            await press(pilot, "v")
        assert kinds == [
            "segments", "turns", "transcripts", "presence", "words", "coverage", "quotes", "summary",
        ]  # fmt: skip
        assert screen.plan.cells == "segments"
        assert screen.query_one(MatrixView).place[0] == coded.codebook.find("Émotion").id
        assert not screen.query_one("#whole").display


async def test_c_compares_over_transcripts_coders_and_values(coded: Study) -> None:
    """The columns are what was chosen; summaries, which only cases have, give way to segments."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        for line, heads in (
            ("Transcripts", ["Anne", "Bruno"]), ("Coders", ["Ana"]), ("Values of Type", ["Firme", "Agence"]),
        ):  # fmt: skip
            await press(pilot, "c")
            await choose(pilot, line)
            shape = screen.query_one(MatrixView).shape
            assert shape is not None
            assert [heading.name for heading in shape.matrix.columns] == heads
            await press(pilot, *["v"] * 7)
            assert screen.plan.cells == "segments", "seven kinds without summaries"
        assert "by code and Type" in text_of(screen, "#title")
        await press(pilot, "c")
        await choose(pilot, "Cases")
        await press(pilot, *["v"] * 7)
        kinds = [screen.plan.cells]
        await press(pilot, "c")
        await choose(pilot, "Coders")
        kinds.append(screen.plan.cells)
        assert kinds == ["summary", "segments"]
        assert "Summaries are of cases" in told(pilot)


async def test_r_changes_rows_and_columns_over_and_stays_on_the_cell(coded: Study) -> None:
    """Cases under the names of their groups, codes as columns, the number of cases below them."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await go(pilot, screen, "Budget", "Agence B")
        await press(pilot, "r")
        assert "by case and code" in text_of(screen, "#title")
        lines = [line.split()[0] for line in painted(screen) if line][-7:]
        assert lines[1:] == ["Firme", "Firme", "Agence", "Agence", "Distinct", "Cases"]
        assert "Budget × Agence B – 1" in text_of(screen, "#cell")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, QuotationsScreen)
        assert [coding.quote for coding in pilot.app.screen._codings] == ["Le budget"]
        await press(pilot, "q", "r")
        assert "by code and case" in text_of(screen, "#title")
        assert screen.query_one(MatrixView).place == (
            coded.codebook.find("Budget").id, coded.case("Agence B").id,
        )  # fmt: skip


async def test_b_counts_own_passages_only_and_says_so(coded: Study) -> None:
    """Vécu has one passage of its own and one below it; its quotations follow."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await go(pilot, screen, "Vécu", "Firme A")
        await press(pilot, "b")
        assert figures(screen, "Vécu")[0] == "1"
        assert "own passages only" in text_of(screen, "#chosen")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, QuotationsScreen)
        assert [coding.quote for coding in pilot.app.screen._codings] == ["Par accident."]
        await press(pilot, "q", "b")
        assert figures(screen, "Vécu")[0] == "2"


async def test_t_turns_the_shades_off_and_the_figures_stay(coded: Study) -> None:
    """Heat is a shade beside a figure, never the figure itself."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await go(pilot, screen, "Équipe", "Agence B")
        view = screen.query_one(MatrixView)

        def shaded() -> int:
            lines = [view.render_line(y) for y in range(view.size.height)]
            page = {view.rich_style.bgcolor, None}
            return sum(
                bool(segment.style and segment.style.bgcolor not in page and segment.text.strip().isdigit())
                for line in lines
                for segment in line
            )

        before = painted(screen)
        assert shaded() == 4
        await press(pilot, "t")
        assert shaded() == 0
        assert painted(screen) == before


async def test_o_puts_the_cases_in_another_order_and_says_which(coded: Study) -> None:
    """By name, by hand, by an attribute with its values above; the study's own order is said by no line."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)

        def heads() -> list[str]:
            shape = screen.query_one(MatrixView).shape
            assert shape is not None
            return [heading.name for heading in shape.matrix.columns]

        assert heads() == ["Firme A", "Agence B"]
        await press(pilot, "o")
        await choose(pilot, "By name.")
        assert heads() == ["Agence B", "Firme A"]
        assert "Order of the cases: By name." in text_of(screen, "#chosen")
        await press(pilot, "o")
        await choose(pilot, "within each value")
        assert screen.plan.order == CaseOrder("attribute", "Type")
        assert painted(screen)[0].split() == ["Agence", "Firme"]
        await press(pilot, "o")
        await choose(pilot, "By hand, as in")
        assert heads() == ["Firme A", "Agence B"]
        await press(pilot, "c")
        await choose(pilot, "Coders")
        await press(pilot, "o")
        assert "Only cases and transcripts" in told(pilot)


@pytest.mark.skipif(
    find_spec("interviewcoder.tui.filter_screen") is None, reason="the filter screen is not there yet"
)
async def test_slash_asks_for_filters(coded: Study) -> None:
    """The filter screen opens over the matrix; escape changes nothing."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await press(pilot, "slash")
        assert pilot.app.screen is not screen
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert screen.plan.filters == Filters()


async def test_filters_are_said_and_given_up_when_their_names_are_gone(coded: Study) -> None:
    """What is counted passes the filters; a filter by a case that was removed filters nothing, and that is told."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        screen.take(replace(screen.plan, filters=Filters(cases=("Agence B",))))
        await settled(pilot)
        assert "cases: Agence B" in text_of(screen, "#chosen")
        assert "1 case, 1 segment" in text_of(screen, "#title")
        gone = coded.case("Agence B")
        coded.apply(
            case_gestures.remove_case(gone, transcripts=[coded.transcript("Bruno")], memos=[], summaries=[])
        )
        screen.renew()
        await settled(pilot)
        assert screen.plan.filters == Filters()
        assert "no longer in the study" in told(pilot)


async def test_z_folds_the_codes_below_and_unfolds_them(coded: Study) -> None:
    """On a code with others below; on one of those, its parent folds and takes the cursor."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await go(pilot, screen, "Émotion", "Firme A")
        await press(pilot, "z")
        assert not any("Émotion" in line for line in painted(screen))
        assert "▸ Vécu" in line_of(screen, "Vécu")
        assert figures(screen, "Vécu")[0] == "2"
        assert screen.query_one(MatrixView).place[0] == coded.codebook.find("Vécu").id
        await press(pilot, "down")
        assert "Moyens" in text_of(screen, "#cell")
        await press(pilot, "up", "z")
        assert "▾ Vécu" in line_of(screen, "Vécu")
        assert any("Émotion" in line for line in painted(screen))
        await press(pilot, "end", "z")
        assert "Put the cursor on a code" in told(pilot)


# From a cell to its quotations


async def test_enter_shows_the_quotations_of_the_cell_and_q_comes_back_to_it(coded: Study) -> None:
    """Of a figure, of the totals of its row and its column, and of everything."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        view = screen.query_one(MatrixView)
        vecu, firme = coded.codebook.find("Vécu").id, coded.case("Firme A").id
        for place, texts in (
            ((vecu, firme), {"Quelle émotion ?", "Par accident."}),
            ((coded.codebook.find("Budget").id, None), {"Le budget"}),
            ((None, firme), {"Quelle émotion ?", "Par accident."}),
            ((None, None), {"Quelle émotion ?", "Par accident.", "Le budget"}),
        ):
            view.go(place)
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, QuotationsScreen)
            assert {coding.quote for coding in pilot.app.screen._codings} == texts
            await press(pilot, "q")
            assert on_top(pilot) is screen
            assert view.place == place
        await go(pilot, screen, "Budget", "Firme A")
        await press(pilot, "enter")
        assert pilot.app.screen is screen
        assert "No passage" in told(pilot)


async def test_the_way_to_the_transcript_and_back_keeps_matrix_and_cell(coded: Study) -> None:
    """Enter, enter, and `g x` again: the same kind of cell, the same columns, the same place."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "g", "x", "v", "b")
        screen = app.screen
        assert isinstance(screen, MatrixScreen)
        await go(pilot, screen, "Budget", "Agence B")
        await press(pilot, "enter", "enter")
        assert app.screen is app.coding
        assert app.coding.transcript == coded.transcript("Bruno")
        await press(pilot, "g", "x")
        again = app.screen
        assert isinstance(again, MatrixScreen)
        assert again is not screen
        assert (again.plan.cells, again.plan.rollup) == ("turns", False)
        assert "Budget × Agence B" in text_of(again, "#cell")


async def test_a_cell_is_clicked_and_twice_opened(coded: Study) -> None:
    """A click puts the cursor; two clicks are enter; a click on headings chooses the column."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        view = screen.query_one(MatrixView)
        assert view.shape is not None
        row = next(y for y, line in enumerate(painted(screen)) if "Budget" in line)
        x = view.shape.label + view.shape.width + 2
        await pilot.click(MatrixView, offset=(x, row))
        await settled(pilot)
        assert "Budget × Agence B" in text_of(screen, "#cell")
        await pilot.click(MatrixView, offset=(view.shape.label + 2, view.shape.head - 1))
        await settled(pilot)
        assert "Budget × Firme A" in text_of(screen, "#cell")
        await pilot.click(MatrixView, offset=(x, row), times=2)
        await settled(pilot)
        assert isinstance(pilot.app.screen, QuotationsScreen)


# Summaries


async def test_s_writes_the_summary_beside_the_quotations(coded: Study) -> None:
    """The quotations of the cell stand beside the editor; what was written is one change and in the cell."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await go(pilot, screen, "Émotion", "Firme A")
        await press(pilot, *["v"] * 7, "s")
        writing = pilot.app.screen
        assert isinstance(writing, Writing)
        assert "Quelle émotion ?" in str(writing.query_one("#beside Static", Static).render())
        writing.query_one(TextArea).text = "Aucune,\ndit-elle."
        await press(pilot, "escape")
        (summary,) = coded.summaries()
        assert summary.text == "Aucune,\ndit-elle."
        assert summary.coder == coded.coder.id
        assert "Aucune, dit-elle." in line_of(screen, "Émotion")
        await press(pilot, "s", "escape")
        assert coded.history()[0].kind == "do"
        assert len([line for line in coded.history() if "Summary" in line.sentence]) == 1
        await press(pilot, "u")
        assert coded.summaries() == []


async def test_a_summary_somebody_else_wrote_meanwhile_is_not_lost(coded: Study) -> None:
    """What it says now is shown beside one's own words before they are kept."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await go(pilot, screen, "Vécu", "Firme A")
        await press(pilot, "s")
        pilot.app.screen.query_one(TextArea).text = "Les miens."
        with Study.open(coded.folder) as other:
            summarise(other, "Firme A", "Vécu", "Les siens.")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Writing)
        assert pilot.app.screen.query_one(TextArea).text == "Les miens."
        assert "Les siens." in str(pilot.app.screen.query_one("#beside Static", Static).render())
        assert coded.summaries()[0].text == "Les siens."
        await press(pilot, "escape")
        assert coded.summaries()[0].text == "Les miens."


async def test_summaries_are_of_cases_only(coded: Study) -> None:
    """Elsewhere a sentence says what to do; an emptied text removes the summary."""
    summarise(coded, "Firme A", "Vécu", "Des mots.")
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await go(pilot, screen, "Vécu", "Firme A")
        await press(pilot, "s")
        pilot.app.screen.query_one(TextArea).text = ""
        await press(pilot, "escape")
        assert coded.summaries() == []
        screen.query_one(MatrixView).go((None, None))
        await press(pilot, "s")
        assert "Put the cursor on a code and a case" in told(pilot)
        screen.take(screen.plan.with_others("transcripts"))
        await settled(pilot)
        await press(pilot, "s")
        assert "press c and choose cases" in told(pilot)


# Empty cells


async def test_equals_says_what_an_empty_cell_means_for_the_whole_case(coded: Study) -> None:
    """All transcripts of the case in one change, the sign in the cell, its meaning in words, taken back at once."""
    coded.apply(transcript_gestures.assign_transcripts([coded.transcript("Bruno")], coded.case("Firme A")))
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await go(pilot, screen, "Équipe", "Firme A")
        assert "nothing coded (= says why)" in text_of(screen, "#cell")
        for value, sign in (("not raised", "—"), ("not applicable", "n/a"), ("not yet coded", "?")):
            await press(pilot, "equals_sign")
            await choose(pilot, f"  {value}")
            assert {status.value for status in coded.statuses()} == {value}
            assert len(coded.statuses()) == 2
            assert figures(screen, "Équipe")[0] == sign
            assert f"{sign} {value}" in text_of(screen, "#cell")
        await press(pilot, "u", "u", "u")
        assert coded.statuses() == []
        await go(pilot, screen, "Vécu", "Firme A")
        await press(pilot, "equals_sign")
        assert "not empty" in told(pilot)
        screen.take(screen.plan.with_others("coders"))
        await settled(pilot)
        await press(pilot, "equals_sign")
        assert "Only an empty cell" in told(pilot)


async def test_the_legend_explains_all_four_signs(coded: Study) -> None:
    """In both languages, as the workbook shows them."""
    for language, legend in (
        ("en", "· raised, no passage coded  — not raised  n/a not applicable  ? not yet coded"),
        ("fr", "· abordé, aucun passage codé  — non abordé  s.o. sans objet  ? pas encore codé"),
    ):
        locales.choose(language)  # type: ignore[arg-type]
        async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
            screen = await opened(pilot, coded)
            assert text_of(screen, "#legend") == legend


# A file


async def test_w_writes_the_matrix_as_it_is_laid_out(coded: Study) -> None:
    """Columns, cells, roll-up, order and filters as chosen; folded codes are written too."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        await press(pilot, "z", "b")
        screen.take(replace(screen.plan, order=CaseOrder("name"), filters=Filters(codes=("Vécu",))))
        await settled(pilot)
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, Saving)
        pilot.app.screen.query_one(Input).value = "à moi.csv"
        await press(pilot, "enter")
        await settled(pilot)
        assert on_top(pilot) is screen
        text = (coded.folder / "exports" / "à moi.csv").read_text(encoding="utf-8-sig")
        assert text.splitlines()[:3] == [
            "code;case;segments;status", "Vécu;Agence B;0;", "Vécu;Firme A;1;",
        ]  # fmt: skip
        assert "Vécu > Émotion;Firme A;1;" in text


@pytest.mark.parametrize("form", [".docx", ".xlsx", ".html", ".tex", ".md", ".csv", ".txt", ".svg", ".png"])
def test_every_form_offered_is_written(coded: Study, form: str) -> None:
    """Each suffix of the dialog is one the program writes, also with cases as rows."""
    from interviewcoder.study import exporting
    from interviewcoder.tui.matrix_asking import FORMS

    assert form in {suffix for suffix, _name in FORMS}
    cells: CellKind = "segments" if form in {".svg", ".png"} else "quotes"
    path = exporting.export_matrix(coded, coded.folder / f"m{form}", **Plan(swapped=True, cells=cells).asked)
    assert path.stat().st_size > 100


# Staying right


async def test_what_others_change_is_counted_when_the_history_moved(coded: Study) -> None:
    """A coding made elsewhere is in its cell at the next look; without one nothing is counted anew."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        before = screen._matrix
        await app._look().wait()
        await settled(pilot)
        assert screen._matrix is before
        with Study.open(coded.folder) as other:
            code_it(other, "Bruno", "on fait sans", "Équipe")
        await app._look().wait()
        await settled(pilot)
        assert figures(screen, "Équipe")[1] == "1"


async def test_an_attribute_removed_elsewhere_gives_way_to_cases(coded: Study) -> None:
    """Moving before it is counted anew does no harm."""
    app = CodingApp(coded)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        screen.take(screen.plan.with_others("Type"))
        await settled(pilot)
        with Study.open(coded.folder) as other:
            other.apply(case_gestures.remove_attribute(other.attribute("Type"), other.cases))
        coded.refresh()
        screen.query_one(MatrixView).action_move(1, 0)
        await settled(pilot)
        app.renew()
        await settled(pilot)
        assert screen.plan.others == "cases"
        assert "by code and case" in text_of(screen, "#title")


async def test_escape_stops_counting_and_then_leaves(coded: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it counts the title says so; escape goes back to the matrix that was there."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)
        go_on, count = threading.Event(), Study.matrix

        def slow(study: Study, **asked: Any) -> Any:
            go_on.wait(10)
            return count(study, **asked)

        monkeypatch.setattr(Study, "matrix", slow)
        await pilot.press("v")
        await pilot.pause()
        assert "counting" in text_of(screen, "#title")
        await pilot.press("escape")
        go_on.set()
        await settled(pilot)
        assert pilot.app.screen is screen
        assert screen.plan.cells == "segments"
        assert "counting" not in text_of(screen, "#title")
        await press(pilot, "escape")
        assert pilot.app.screen is not screen


async def test_what_goes_wrong_while_counting_is_a_sentence(
    coded: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The matrix that was there stays, with what it was."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, coded)

        def busy(_study: Study, **_asked: Any) -> Any:
            raise Busy

        monkeypatch.setattr(Study, "matrix", busy)
        await press(pilot, "v")
        assert told(pilot) == Busy().sentence
        assert screen.plan.cells == "segments"
        assert figures(screen, "Vécu")[0] == "2"


async def test_an_empty_study_says_what_to_do(tmp_path: Any) -> None:
    """Without codes, and with codes but without cases; no key does harm."""
    with Study.create(tmp_path / "empty", title="Vide", coder="Ana") as study:
        async with CodingApp(study).run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot, study)
            assert "There are no codes yet" in text_of(screen, "#empty")
            for key in ("v", "enter", "s", "r", "r", "b", "t", "z", "equals_sign", "down", "right", "end"):
                await press(pilot, key)
                assert pilot.app.screen is screen, key
        study.add_code(["Moyens"])
        async with CodingApp(study).run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot, study)
            assert "There are no cases to compare" in text_of(screen, "#empty")


async def test_hostile_names_are_shown_as_they_stand(coded: Study) -> None:
    """No markup, no control character, no line wider than the screen, whatever codes and cases are called."""
    with any_name():
        coded.add_code([NASTY])
        coded.add_code(["Un nom de code " + "vraiment " * 30 + "long"])
        coded.apply(case_gestures.rename_case(coded.case("Agence B"), NASTY * 4, coded.cases))
    summarise(coded, NASTY * 4, NASTY, NASTY * 20)
    code_it(coded, "Anne", "[/b] Quelle émotion ? [@click=app.exit]Aucune[/]", NASTY)
    for size in SIZES:
        async with CodingApp(coded).run_test(size=size) as pilot:
            screen = await opened(pilot, coded)
            screen.query_one(MatrixView).go((coded.codebook.find(NASTY).id, coded.cases[1].id))
            for key in ("v", "v", "v", "v", "v", "v", "v", "r", "r", "s", "escape", "equals_sign", "escape"):
                await press(pilot, key)
                if pilot.app.screen is screen:
                    assert all(line.isprintable() and len(line) <= size[0] for line in painted(screen)), key
            assert pilot.app.screen is screen
            assert "[@click=app.exit]x[/]" in text_of(screen, "#cell")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", ["figures", "summaries", "exchanged", "writing"])
def test_the_matrix_looks_as_accepted(
    sample_study: Study, snap_compare: Any, view: str, size: tuple[int, int], language: locales.Language
) -> None:
    """Figures with signs, summaries, rows and columns exchanged, a summary being written: as accepted."""
    locales.choose(language)
    study = sample_study
    first = study.transcripts[0].name
    for code, value in (("Faire sans les médias sociaux", "not applicable"), ("Moyen terme", "not raised")):
        say(study, code, first, value)  # type: ignore[arg-type]
    say(study, "Moyen terme", study.transcripts[1].name, "not yet coded")
    written = min(study.summaries(), key=lambda summary: summary.text)
    keys = {
        "figures": ["down", "right"],
        "summaries": ["v"] * 7,
        "exchanged": ["r", "o", "down", "down", "enter", "b"],
        "writing": ["s"],
    }[view]

    async def looked(pilot: Pilot[None]) -> None:
        screen = await opened(pilot, study)
        if view in {"summaries", "writing"}:
            screen.query_one(MatrixView).go((written.code, written.case))
        await press(pilot, *keys)

    assert snap_compare(CodingApp(study), run_before=looked, terminal_size=size)
