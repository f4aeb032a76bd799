"""The cases screen: values typed by kind, cases grouped and ordered, the progress, tables taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, OptionList, Static, TextArea

from interviewcoder import locales
from interviewcoder.domain.gestures import cases as gestures
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.records import Attribute, Memo
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, settings
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.cases_screen import CasesScreen
from interviewcoder.tui.cases_table import CASE, CODINGS, TRANSCRIPTS
from interviewcoder.tui.lists import Choice
from interviewcoder.tui.quotations_screen import QuotationsScreen
from interviewcoder.tui.table_outcome import Outcome
from interviewcoder.tui.table_view import TableView
from interviewcoder.tui.ticking import Ticking
from tests.foreign import any_name
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from interviewcoder.domain.records import AttributeKind, Value

NASTY = "[@click=app.exit]x[/] \x1b[2J \u202eabc"


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await at_rest(pilot.app)
    await pilot.pause()


async def opened(pilot: Pilot[None], study: Study) -> CasesScreen:
    screen = CasesScreen(study)
    pilot.app.push_screen(screen)
    await settled(pilot)
    return screen


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def table(screen: CasesScreen) -> list[tuple[str, ...]]:
    return [row.cells for row in screen.query_one(TableView).rows]


def first_cells(screen: CasesScreen) -> list[str]:
    return [row[0] for row in table(screen)]


def text_of(screen: CasesScreen, name: str) -> str:
    return str(screen.query_one(name, Static).render())


def told(pilot: Pilot[None]) -> str:
    app = pilot.app
    assert isinstance(app, CodingApp)
    return app.messages[-1][1]


def with_attribute(study: Study, name: str, kind: AttributeKind, *choices: str) -> Attribute:
    study.apply(gestures.add_attribute(name, kind, study.attributes, choices))
    return study.attribute(name)


def put(study: Study, case: str, attribute: str, value: Value) -> None:
    study.apply(gestures.set_value(study.case(case), study.attribute(attribute), value))


def value(study: Study, case: str, attribute: str) -> Value | None:
    return study.case(case).values.get(study.attribute(attribute).id)


async def test_the_table_shows_cases_with_transcripts_codings_and_values(study: Study) -> None:
    """A row a case; numbers of transcripts and codings; values as a person writes them; the place in words."""
    with_attribute(study, "Aidée", "boolean")
    put(study, "Firme A", "Aidée", True)
    study.code_passage(study.transcript("Anne"), Span(0, 10), [study.codebook.find("Budget")])
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        assert table(screen) == [("Firme A", "1", "1", "yes"), ("Agence B", "1", "0", "")]
        assert "2 cases, 1 attribute" in text_of(screen, "#title")
        assert "Firme A – Anne" in text_of(screen, "#cell")
        screen.go(study.case("Firme A").id, study.attribute("Aidée").id)
        await pilot.pause()
        assert "Firme A × Aidée – yes" in text_of(screen, "#cell")


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", "quai ouest", "quai ouest"),
        ("number", "1 234,5", 1234.5),
        ("date", "3/5/2017", "2017-05-03"),
    ],
)
async def test_enter_asks_for_a_value_of_the_kind(
    study: Study, kind: AttributeKind, typed: str, kept: Value
) -> None:
    """What is typed is kept as the kind; undo takes it back; an emptied line takes the value away."""
    attribute = with_attribute(study, "Valeur", kind)
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        screen.go(study.case("Agence B").id, attribute.id)
        await press(pilot, "enter")
        app.screen.query_one(Input).value = typed
        await press(pilot, "enter")
        assert value(study, "Agence B", "Valeur") == kept
        assert screen.query_one(TableView).row_key == study.case("Agence B").id
        await press(pilot, "u")
        assert value(study, "Agence B", "Valeur") is None
        await press(pilot, "U", "enter", "backspace", "enter")
        assert value(study, "Agence B", "Valeur") is None


@pytest.mark.parametrize(
    ("kind", "typed"), [("number", "beaucoup"), ("number", "nan"), ("date", "31/02/2014")]
)
async def test_a_value_that_does_not_fit_is_refused_in_a_sentence(
    study: Study, kind: AttributeKind, typed: str
) -> None:
    """Nothing is changed, and the sentence says how to write it."""
    attribute = with_attribute(study, "Valeur", kind)
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        screen.go(study.case("Firme A").id, attribute.id)
        await press(pilot, "enter")
        app.screen.query_one(Input).value = typed
        await press(pilot, "enter")
        assert value(study, "Firme A", "Valeur") is None
        assert typed in told(pilot)
        assert "Write it like" in told(pilot)


async def test_yes_no_and_choices_are_chosen_from_a_list(study: Study) -> None:
    """Boolean: yes, no, no value. Choice: the list, another one (which joins the list), no value."""
    aided = with_attribute(study, "Aidée", "boolean")
    sector = with_attribute(study, "Secteur", "choice", "Banque")
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        screen.go(study.case("Firme A").id, aided.id)
        await press(pilot, "enter")
        assert isinstance(app.screen, Choice)
        app.screen.query_one(OptionList).highlighted = 1
        await press(pilot, "enter")
        assert value(study, "Firme A", "Aidée") is False
        screen.go(study.case("Firme A").id, sector.id)
        await press(pilot, "enter")
        app.screen.query_one(OptionList).highlighted = 1
        await press(pilot, "enter", *"Luxe", "enter")
        assert value(study, "Firme A", "Secteur") == "Luxe"
        assert study.attribute("Secteur").choices == ("Banque", "Luxe")
        await press(pilot, "enter")
        app.screen.query_one(OptionList).highlighted = 3
        await press(pilot, "enter")
        assert value(study, "Firme A", "Secteur") is None


async def test_cases_and_attributes_are_added_and_renamed(study: Study) -> None:
    """`n` and `a` ask for names and go to what is new; `r` renames what the cursor is on; a taken name is refused."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        await press(pilot, "n", *"Zed", "enter")
        assert screen.query_one(TableView).row_key == study.case("Zed").id
        await press(pilot, "r", *"Agence B", "enter")
        assert "already" in told(pilot)
        await press(pilot, "r", *"Zoo", "enter")
        assert first_cells(screen) == ["Firme A", "Agence B", "Zoo"]
        await press(pilot, "a", *"Taille", "enter")
        app.screen.query_one(OptionList).highlighted = 1
        await press(pilot, "enter")
        assert study.attribute("Taille").kind == "number"
        assert screen.query_one(TableView).column_key == study.attribute("Taille").id
        await press(pilot, "r", *"Effectif", "enter")
        assert [attribute.name for attribute in study.attributes] == ["Effectif"]
        await press(pilot, "a", *"Phase", "enter")
        app.screen.query_one(OptionList).highlighted = 4
        await press(pilot, "enter")
        await press(pilot, *"un; deux", "enter")
        assert study.attribute("Phase").choices == ("un", "deux")


async def test_transcripts_are_ticked_and_assigned_as_one_change(study: Study) -> None:
    """`t` shows all transcripts with those of the case ticked; enter applies, one undo takes all of it back."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        await press(pilot, "t")
        assert isinstance(app.screen, Ticking)
        lines = app.screen.query_one(OptionList)
        assert [str(lines.get_option_at_index(n).prompt) for n in range(2)] == ["■ Anne", "□ Bruno  Agence B"]
        await press(pilot, "space", "space", "enter")
        assert study.transcript("Anne").case is None
        assert study.transcript("Bruno").case == study.case("Firme A").id
        assert "1 transcript without a case" in text_of(screen, "#title")
        await press(pilot, "u")
        assert study.transcript("Anne").case == study.case("Firme A").id
        assert study.transcript("Bruno").case == study.case("Agence B").id
        await press(pilot, "t", "escape")
        assert study.transcript("Anne").case == study.case("Firme A").id


async def test_cases_are_grouped_by_an_attribute_for_good(study: Study) -> None:
    """`b` puts group headings over the cases, keeps that in study.toml, and takes it back when pressed again."""
    phase = with_attribute(study, "Phase", "text")
    put(study, "Firme A", "Phase", "après")
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        assert first_cells(screen) == ["Firme A", "Agence B"]
        await press(pilot, "b")
        assert "Put the cursor on an attribute" in told(pilot)
        screen.go(study.case("Agence B").id, phase.id)
        await press(pilot, "b")
        assert first_cells(screen) == [
            "Phase: après – 1 case",
            "Firme A",
            "Phase: no value – 1 case",
            "Agence B",
        ]
        assert screen.query_one(TableView).row_key == study.case("Agence B").id
        assert settings.read(study.folder).group == "Phase"
        await press(pilot, "up")
        assert screen.query_one(TableView).row_key == study.case("Firme A").id
        await press(pilot, "r", *"Période", "enter", "u", "U")
        assert settings.read(study.folder).group == "Période"
        assert len(first_cells(screen)) == 4
        await press(pilot, "b")
        assert first_cells(screen) == ["Firme A", "Agence B"]
        with Study.open(study.folder) as again:
            assert again.group_attribute is None


async def test_grouping_does_not_write_another_coder_into_the_study(study: Study) -> None:
    """Who works now is no setting of the study: only the group is written."""
    phase = with_attribute(study, "Phase", "text")
    study.work_as("Zoé")
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        screen.go(study.case("Firme A").id, phase.id)
        await press(pilot, "b")
    assert settings.read(study.folder).coder == "Ana"
    assert study.coder.name == "Zoé"


async def test_cases_move_within_their_group_and_groups_as_a_whole(study: Study) -> None:
    """`K` and `J` change places with the neighbour; at the edge of a group the whole group moves."""
    with_attribute(study, "Phase", "choice", "un", "deux")
    for name in ("C", "D"):
        study.apply(gestures.add_case(name, study.cases))
    for name, phase in (("Firme A", "un"), ("Agence B", "deux"), ("C", "un"), ("D", "deux")):
        put(study, name, "Phase", phase)
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)

        def order() -> list[str]:
            return [row.cells[0] for row in screen.query_one(TableView).rows if row.key]

        assert order() == ["Firme A", "C", "Agence B", "D"]
        screen.go(study.case("C").id)
        await press(pilot, "K")
        assert order() == ["C", "Firme A", "Agence B", "D"]
        await press(pilot, "K")
        assert order() == ["C", "Firme A", "Agence B", "D"]
        screen.go(study.case("Firme A").id)
        await press(pilot, "J")
        assert order() == ["Agence B", "D", "C", "Firme A"]
        assert screen.query_one(TableView).row_key == study.case("Firme A").id
        await press(pilot, "u", "u")
        assert order() == ["Firme A", "C", "Agence B", "D"]


async def test_the_progress_shows_what_remains_and_goes_on_reading(study: Study) -> None:
    """`Tab` shows how far each transcript is; enter opens it where its reading stopped; Tab goes back."""
    anne, bruno = study.transcript("Anne"), study.transcript("Bruno")
    study.remember("cursors", {anne.id: 80, bruno.id: bruno.length - 1})
    study.remember("transcript", bruno.id)
    study.code_passage(anne, Span(0, anne.length), [study.codebook.find("Budget")])
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        screen.go(study.case("Agence B").id)
        await press(pilot, "tab")
        first, second = table(screen)
        assert first[:6] == ("Anne", "Firme A", "38", "28 %", "100 %", "1")
        assert first[6] == "≈ 27 words"
        assert second[6] == "to code"
        assert "1 read to the end" in text_of(screen, "#title")
        await press(pilot, "tab")
        assert screen.query_one(TableView).row_key == study.case("Agence B").id
        await press(pilot, "tab", "up", "enter")
        assert app.screen is app.coding
        assert app.coding.transcript == anne
        assert app.coding.view.place.cursor == 80


async def test_the_order_of_interviews_is_changed_in_the_progress(study: Study) -> None:
    """`J` and `K` move the interview; the order is that of the list of transcripts; undo takes it back."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        await press(pilot, "tab", "J")
        assert first_cells(screen) == ["Bruno", "Anne"]
        assert screen.query_one(TableView).row_key == study.transcript("Anne").id
        assert [transcript.name for transcript in study.transcripts] == ["Bruno", "Anne"]
        await press(pilot, "J", "K", "u")
        assert first_cells(screen) == ["Bruno", "Anne"]
        await press(pilot, "u")
        assert first_cells(screen) == ["Anne", "Bruno"]


async def test_what_works_on_cases_is_not_done_to_transcripts(study: Study) -> None:
    """In the progress `x`, `r` and `b` change nothing and say where they work; `t` asks for the case."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, study)
        await press(pilot, "tab")
        for key in ("x", "r", "b"):
            await press(pilot, key)
            assert "press Tab" in told(pilot)
        assert len(study.cases) == 2
        await press(pilot, "t")
        app.screen.query_one(OptionList).highlighted = 2
        await press(pilot, "enter")
        assert study.transcript("Anne").case is None


async def test_a_memo_on_the_case_is_written_and_shown(study: Study) -> None:
    """`m` opens the editor; the text is kept as a memo on the case, marked in the table and shown below."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        await press(pilot, "m")
        app.screen.query_one(TextArea).text = "Refus au premier appel"
        await press(pilot, "escape")
        (memo,) = study.memos([study.case("Firme A").id])
        assert (memo.on, memo.text) == ("case", "Refus au premier appel")
        assert first_cells(screen)[0] == "Firme A ✎"
        assert "Refus" in text_of(screen, "#cell")
        await press(pilot, "m")
        assert app.screen.query_one(TextArea).text == "Refus au premier appel"
        await press(pilot, "escape", "u")
        assert study.memos([study.case("Firme A").id]) == []


async def test_removing_says_what_is_to_go(study: Study) -> None:
    """On a value `x` asks: value, attribute or case; on the name it removes the case, whose transcripts stay."""
    size = with_attribute(study, "Taille", "number")
    put(study, "Firme A", "Taille", 3)
    put(study, "Agence B", "Taille", 4)
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        screen.go(study.case("Firme A").id, size.id)
        await press(pilot, "x")
        app.screen.query_one(OptionList).highlighted = 0
        await press(pilot, "enter")
        assert value(study, "Firme A", "Taille") is None
        await press(pilot, "x")
        app.screen.query_one(OptionList).highlighted = 0
        await press(pilot, "enter")
        assert study.attributes == ()
        await press(pilot, "u")
        assert value(study, "Agence B", "Taille") == 4
        screen.go(study.case("Firme A").id, CASE)
        await press(pilot, "x")
        assert [case.name for case in study.cases] == ["Agence B"]
        assert study.transcript("Anne").case is None
        await press(pilot, "u")
        assert study.transcript("Anne").case == study.case("Firme A").id


async def test_the_numbers_lead_on(study: Study) -> None:
    """Enter on the number of transcripts assigns them, on that of codings reads them."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        screen.go(study.case("Firme A").id, CODINGS)
        await press(pilot, "enter")
        assert "Nothing is coded" in told(pilot)
        study.code_passage(study.transcript("Anne"), Span(0, 10), [study.codebook.find("Budget")])
        app.renew()
        await settled(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, QuotationsScreen)
        app.pop_screen()
        screen.go(study.case("Firme A").id, TRANSCRIPTS)
        await press(pilot, "enter")
        assert isinstance(app.screen, Ticking)


async def test_a_table_is_taken_in_and_what_came_of_it_told(study: Study, tmp_path: Path) -> None:
    """Matched rows get their values as one change; the rest is listed, and becomes cases on `c`."""
    file = study.folder / "cas.csv"
    file.write_text(f"Cas;Taille\nfirme a;12\n{NASTY};3\nAutre;5\n", encoding="utf-8")
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        await press(pilot, "i")
        app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        assert value(study, "Firme A", "Taille") == 12
        assert isinstance(app.screen, Outcome)
        words = "\n".join(str(line.render()) for line in app.screen.query(Static))
        assert "2 rows match no case" in words
        assert "Autre" in words
        await press(pilot, "c")
        assert isinstance(app.screen, Outcome)
        await press(pilot, "escape")
        assert len(study.cases) == 4
        assert len(first_cells(screen)) == 4
        await press(pilot, "u", "u")
        assert study.attributes == ()


async def test_a_broken_table_is_refused_in_a_sentence(study: Study) -> None:
    """A file that is no table changes nothing and says so."""
    file = study.folder / "cas.xlsx"
    file.write_bytes(b"PK\x03\x04 not a zip")
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        await press(pilot, "i")
        app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        assert app.screen is screen
        assert "cas.xlsx" in told(pilot)


async def test_an_empty_study_says_what_a_case_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without cases the screen teaches; actions without a case are refused; `n` makes the first."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    locales.choose("en")
    with Study.create(tmp_path / "vide", coder="Ana") as study:
        app = CodingApp(study)
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot, study)
            assert "A case is what you compare" in text_of(screen, "#empty")
            for key in ("enter", "r", "t", "K", "J", "x", "m", "b"):
                await press(pilot, key)
                assert app.screen is screen
            await press(pilot, "tab")
            assert "no transcripts yet" in text_of(screen, "#empty")
            await press(pilot, "enter", "K", "t", "m", "tab", "n", *"Un", "enter")
            assert first_cells(screen) == ["Un"]
            await press(pilot, "enter", *"Deux", "enter")
            assert first_cells(screen) == ["Deux"]


async def test_the_cursor_stays_on_its_case_when_others_change_the_study(study: Study) -> None:
    """A case that comes before it, made elsewhere, does not move the cursor to another case."""
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        screen.go(study.case("Agence B").id)
        with Study.open(study.folder) as other:
            other.apply(gestures.move_case(other.case("Agence B"), 0, other.cases))
        study.refresh()
        app.renew()
        await settled(pilot)
        assert first_cells(screen) == ["Agence B", "Firme A"]
        assert screen.query_one(TableView).row_key == study.case("Agence B").id


async def test_a_wide_table_keeps_its_first_column_and_shows_the_cell(study: Study) -> None:
    """With more columns than fit, the column of the cursor is on the screen, beside the names of the cases."""
    for n in range(12):
        with_attribute(study, f"Attribut numéro {n}", "text")
    app = CodingApp(study)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, study)
        view = screen.query_one(TableView)
        for _n in range(20):
            await pilot.press("right")
        heading = "".join(segment.text for segment in view.render_line(0))
        first = "".join(segment.text for segment in view.render_line(2))
        assert "Attribut numéro 11" in heading
        assert first.startswith("Firme A")
        for _n in range(20):
            await pilot.press("left")
        assert view.column_key == CASE
        assert "Transcripts" in "".join(segment.text for segment in view.render_line(0))


async def test_a_click_goes_to_a_cell_and_two_change_it(study: Study) -> None:
    """One click moves the cursor, a double click asks for the value."""
    size = with_attribute(study, "Taille", "number")
    app = CodingApp(study)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, study)
        await pilot.click(TableView, offset=(2, 3))
        assert screen.query_one(TableView).row_key == study.case("Agence B").id
        view = screen.query_one(TableView)
        x = sum(view._widths[:3]) + 1
        await pilot.click(TableView, offset=(x, 2), times=2)
        await settled(pilot)
        assert (view.row_key, view.column_key) == (study.case("Firme A").id, size.id)
        assert app.screen is not screen


SIZES = [(80, 24), (120, 40), (200, 60)]


@any_name()
def full(study: Study) -> None:
    """Fill the study with values of every kind, names that bite, and a group."""
    with_attribute(study, "Phase", "choice", "Avant la réforme", "Après")
    with_attribute(study, "Effectif", "number")
    with_attribute(study, "Date de l’entretien", "date")
    with_attribute(study, "Aidée", "boolean")
    with_attribute(study, f"Note {NASTY}", "text")
    study.apply(gestures.add_case(f"Cabinet {NASTY}", study.cases))
    study.apply(gestures.add_case("Association pour le développement de l’emploi local", study.cases))
    rows: list[tuple[str, Value, Value, Value, Value]] = [
        ("Firme A", "Après", 1200, "2014-01-14", True),
        ("Agence B", "Avant la réforme", 7.5, "2015-11-02", False),
    ]
    for name, *values in rows:
        for attribute, held in zip(study.attributes, values, strict=False):
            put(study, name, attribute.name, held)
    put(study, "Firme A", f"Note {NASTY}", f"long, très long {NASTY} et qui ne tient pas dans sa colonne")
    memo = Memo(on="case", target=study.case("Firme A").id, text="Refus au premier appel.")
    study.apply(notes.write_memo(memo))
    study.code_passage(study.transcript("Anne"), Span(0, 60), [study.codebook.find("Budget")])


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_cases_look_as_accepted(
    study: Study, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """Groups, values, kinds and the cell stand as accepted, at each size and in each language."""
    full(study)
    locales.choose(language)

    async def looked(pilot: Pilot[None]) -> None:
        screen = await opened(pilot, study)
        screen.go(study.case("Firme A").id, study.attribute("Effectif").id)
        await settled(pilot)

    assert snap_compare(CodingApp(study), run_before=looked, terminal_size=size)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_progress_looks_as_accepted(
    study: Study, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """Words, reading, coding and what remains stand as accepted, at each size and in each language."""
    full(study)
    study.remember("cursors", {study.transcript("Anne").id: 90})
    study.remember("transcript", study.transcript("Anne").id)
    locales.choose(language)

    async def looked(pilot: Pilot[None]) -> None:
        await opened(pilot, study)
        await press(pilot, "tab")

    assert snap_compare(CodingApp(study), run_before=looked, terminal_size=size)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_ticking_transcripts_looks_as_accepted(
    study: Study, snap_compare: Any, size: tuple[int, int], language: locales.Language
) -> None:
    """The list of transcripts with its boxes stands as accepted, at each size and in each language."""
    full(study)
    locales.choose(language)

    async def looked(pilot: Pilot[None]) -> None:
        await opened(pilot, study)
        await press(pilot, "t", "space")

    assert snap_compare(CodingApp(study), run_before=looked, terminal_size=size)
