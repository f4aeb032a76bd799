"""The screens of agreement: the figures, whom and what they are about, and settling place by place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual.widgets import Input, Static

from interviewcoder import locales
from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.records import Coder, Memo
from interviewcoder.domain.text import Span
from interviewcoder.study import agreeing
from interviewcoder.study.comparing import Question
from interviewcoder.tui.agreement_screen import AgreementScreen
from interviewcoder.tui.app import CodingApp
from interviewcoder.tui.settling_screen import SettlingScreen
from interviewcoder.tui.table_view import TableView
from interviewcoder.tui.writing import Writing
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from interviewcoder.study import Study

CODED = (
    ("Ana", "Anne", "Par accident.", "Émotion"), ("Ben", "Anne", "Par accident. On avait", "Émotion"),
    ("Ana", "Anne", "On avait une stagiaire", "Équipe"), ("Ben", "Anne", "Ça ira.", "Budget"),
    ("Ana", "Anne", "Quelle émotion ?", "Émotion"), ("Ben", "Bruno", "Le budget", "Budget"),
    ("Ana", "Bruno", "Nous, on fait sans.", "Budget"), ("Ana", "Bruno", "Non.", "Vécu"),
)  # fmt: skip
"""Ana and Ben: who coded which words of whom as what. They disagree at four places, and agree at two."""


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for what they start."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await at_rest(pilot.app)
        await pilot.pause()


@pytest.fixture
def coded(study: Study) -> Study:
    """Give the small study as two have coded it, each alone, with a memo of Ben's."""
    for coder, name, words, code in CODED:
        transcript = study.transcript(name)
        start = study.document(transcript).text.index(words)
        span = Span(start, start + len(words))
        study.code_passage(transcript, span, [study.codebook.find(code)], coder=study.coder_or_new(coder))
    ben = study.coder_named("Ben")
    budget = next(at for at in study.codings() if at.coder == ben.id and at.quote == "Ça ira.")
    study.apply(
        notes.write_memo(Memo(on="coding", target=budget.id, text="[b]Optimisme[/b] ?", coder=ben.id))
    )
    return study


async def figures(pilot: Pilot[None]) -> AgreementScreen:
    """Open the figures with their keys."""
    await press(pilot, "g", "a")
    screen = pilot.app.screen
    assert isinstance(screen, AgreementScreen)
    return screen


async def places(pilot: Pilot[None]) -> SettlingScreen:
    """Open the places where they disagree, over all codes."""
    await figures(pilot)
    await press(pilot, "enter")
    screen = pilot.app.screen
    assert isinstance(screen, SettlingScreen)
    return screen


def said(screen: Any, name: str) -> str:
    """Give what a part of the screen says."""
    return str(screen.query_one(name, Static).render())


def cells(screen: AgreementScreen, code: str) -> dict[str, str]:
    """Give the figures of a row by their column."""
    table = screen.query_one(TableView)
    row = next(row for row in table.rows if row.cells[0].endswith(code))
    return {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}


def agreed(study: Study) -> list[tuple[str, str]]:
    """Give what is coded as agreed: the words and the code."""
    coder = next((coder for coder in study.coders if coder.name == "Accord"), None)
    if coder is None:
        return []
    codings = study.codings(Selection(coders=frozenset({coder.id})))
    return sorted((at.quote, study.codebook.name(study.codebook[at.code])) for at in codings)


async def test_the_figures_are_those_of_the_report(coded: Study) -> None:
    """Positive agreement, κ, α and the table for each code used, all codes first; below, what they rest on."""
    report = agreeing.report(coded, Question(coders=("Ana", "Ben")))
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await figures(pilot)
        for code in report.codes:
            if code.used:
                row = cells(screen, code.levels[-1])
                found = code.figures
                assert [row[key] for key in "abcd"] == [str(n) for n in (found.a, found.b, found.c, found.d)]
                assert row["kappa"] == (
                    "n/a" if found.kappa is None else f"{found.kappa:.3f}".replace("-", "-")
                )
        assert cells(screen, "All codes, pooled")["a"] == str(report.pooled.a)
        assert "2 of 2, 100.0% of the words (Anne, Bruno)" in said(screen, "#facts")
        assert "Ana, Ben · turn of speech" in said(screen, "#title")


async def test_unit_coders_and_what_counts_are_chosen(coded: Study) -> None:
    """Key v: another unit, b codes alone, i interviewers’ turns, c who is compared; one alone is refused."""
    zoe = Coder(name="Zoé")
    transcript = coded.transcript("Anne")
    coded.code_passage(transcript, Span(0, 12), [coded.codebook.find("Budget")], coder=zoe)
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await figures(pilot)
        assert "Ana, Ben, Zoé" in said(screen, "#title")
        assert "Left out, because Zoé neither coded nor finished them: Bruno" in said(screen, "#facts")
        await press(pilot, "c", "down", "down", "space", "enter")
        assert "Ana, Ben · turn" in said(screen, "#title")
        await press(pilot, "v")
        assert "sentence" in said(screen, "#title")
        await press(pilot, "v")
        assert "character" in said(screen, "#title")
        await press(pilot, "v")
        below = cells(screen, "Moyens")["b"]
        await press(pilot, "b")
        assert not any(row.cells[0] == "Moyens" for row in screen.query_one(TableView).rows)
        await press(pilot, "b", "i")
        assert cells(screen, "Moyens")["b"] == below
        assert "Turns of interviewers are no units" not in said(screen, "#facts")
        await press(pilot, "c", "space", "enter")
        assert pilot.app.messages[-1][1].startswith("Tick two coders")  # type: ignore[attr-defined]
        assert "Ana, Ben" in said(screen, "#title")


async def test_with_nobodys_codings_it_says_so(study: Study) -> None:
    """Before anybody has coded, it is not claimed that one has; nothing is offered that needs figures."""
    async with CodingApp(study).run_test(size=(80, 24)) as pilot:
        screen = await figures(pilot)
        assert said(screen, "#empty").startswith("Nobody has coded yet. Agreement is between two")
        assert "Settle" not in said(screen, "Foot")


async def test_with_one_coder_it_teaches_how_a_second_one_codes(study: Study) -> None:
    """And every key is harmless."""
    study.code_passage(study.transcript("Anne"), Span(0, 9), [study.codebook.find("Budget")])
    async with CodingApp(study).run_test(size=(80, 24)) as pilot:
        screen = await figures(pilot)
        assert "Only one coder has coded so far" in said(screen, "#empty")
        assert "transcripts finished" in said(screen, "#empty")
        await press(pilot, "enter", "v", "b", "i", "w", "down")
        assert pilot.app.screen is screen


@pytest.mark.parametrize("suffix", ["md", "csv", "json", "txt"])
async def test_the_figures_and_the_paragraph_are_written_to_a_file(coded: Study, suffix: str) -> None:
    """In the study’s language; json as the command gives it."""
    async with CodingApp(coded).run_test(size=(80, 24)) as pilot:
        await figures(pilot)
        await press(pilot, "w")
        pilot.app.screen.query_one(Input).value = f"accord.{suffix}"
        await press(pilot, "enter")
        text = (coded.folder / "exports" / f"accord.{suffix}").read_text(encoding="utf-8-sig")
    if suffix == "json":
        assert json.loads(text)["coders"] == ["Ana", "Ben"]
    elif suffix == "txt":
        assert "κ de Cohen" in text
    else:
        assert "Moyens" in text


async def test_places_are_gone_through_with_both_coders_beside_each_other(coded: Study) -> None:
    """Keys n and N go round them; each shows both coders’ passages and memos, as they are; both texts stay together."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await places(pilot)
        assert "1 of 4 · not settled · 0 of 4 settled · Accord" in said(screen, "#title")
        seen = []
        for _n in range(4):
            seen.append(said(screen, "#title").split("  ")[0])
            words = said(screen, "#words")
            assert "1 Ana:" in words
            assert "2 Ben:" in words
            if seen[-1] == "Moyens > Budget" and "Anne" in words:
                assert "✎ [b]Optimisme[/b] ?" in words
            await press(pilot, "n")
        assert sorted(seen) == ["Moyens > Budget", "Moyens > Équipe", "Vécu", "Vécu > Émotion"]
        assert "1 of 4" in said(screen, "#title")
        await press(pilot, "N")
        assert "4 of 4" in said(screen, "#title")
        first, second = screen._views
        assert {at.coder for at in first.codings.in_order} == {coded.coder_named("Ana").id}
        assert {at.coder for at in second.codings.in_order} == {coded.coder_named("Ben").id}
        await press(pilot, "w", "w", "space")
        assert first.place == second.place
        assert first.place.span is not None
        await press(pilot, "tab", "w")
        assert screen.view is second
        assert first.place == second.place


@pytest.mark.parametrize(
    ("keys", "code", "stands"),
    [
        (["1"], "Équipe", ["On avait une stagiaire"]),
        (["2"], "Équipe", []),
        (["a"], "Équipe", ["On avait une stagiaire"]),
        (["x"], "Équipe", []),
        (["c"], "Équipe", ["On avait une stagiaire, Maëlle."]),
        (["space", "c"], "Équipe", ["On"]),
        (["i"], "Émotion", ["Par accident."]),
        (["a"], "Émotion", ["Par accident. On avait"]),
    ],
)
async def test_each_key_settles_its_way_and_u_takes_it_back(
    coded: Study, keys: list[str], code: str, stands: list[str]
) -> None:
    """First, second, all, common, none, own: what is then coded as agreed; progress by one; undo."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await places(pilot)
        if code == "Émotion":
            await press(pilot, "f", "f", "n")
        place = coded.codebook.find(code).id, code == "Émotion"
        while (screen._spot.code, screen._spot.agreed) != place:
            await press(pilot, "n")
        spot = screen._spot
        await press(pilot, *keys)
        assert agreed(coded) == [(quote, code) for quote in stands]
        assert screen._settling is not None
        settled = next(one for one in screen._settling.spots if one.key == spot.key)
        assert settled.settled == ("coded" if stands else "none")
        assert screen._settling.progress == (0 if code == "Émotion" else 1, 4)
        assert said(screen, "#said").startswith("Accord: ")
        await press(pilot, "u")
        assert screen._spot.key == spot.key
        assert said(screen, "#said").startswith("Undone: Accord: ")
        assert agreed(coded) == []
        assert "0 of 4 settled" in said(screen, "#title")


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_no_heading_is_cut_off_in_a_small_window(coded: Study, language: locales.Language) -> None:
    """At 80×24, with long names, what says where one is and how far stands whole; names and codes give way to it."""
    locales.choose(language)
    name = "Accord des deux codeurs après leur discussion de mars"
    coded.name_agreed(name)
    async with CodingApp(coded).run_test(size=(80, 24)) as pilot:
        overview = await figures(pilot)
        title = said(overview, "#title")
        assert cell_len(title) <= 78
        assert "…" not in overview.query_one(TableView).render_line(2).text
        await press(pilot, "enter")
        screen: Any = pilot.app.screen
        assert isinstance(screen, SettlingScreen)
        for _n in range(3):
            await press(pilot, "f")
            title = said(screen, "#title")
            assert cell_len(title) <= 78
            assert ("0 of 4 settled" if language == "en" else "0 sur 4 tranchés") in title
        await press(pilot, "1")
        line = said(screen, "#said")
        assert cell_len(line) <= 78
        assert line.endswith("…")
        assert "Premier" in said(screen, "Foot") or "First" in said(screen, "Foot")


async def test_all_of_them_are_settled_one_after_the_other(coded: Study) -> None:
    """A decision goes on to the next open place; f shows the open ones only; A takes over what all agree on; m says why."""
    app = CodingApp(coded)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await places(pilot)
        await press(pilot, "f", "m")
        assert app.messages[-1][1].startswith("This place is not settled yet")
        await press(pilot, "1", "x", "a")
        assert "1 of 1 (still open) · not settled · 3 of 4 settled" in said(screen, "#title")
        await press(pilot, "2")
        assert "4 of 4 settled" in said(screen, "#title")
        await press(pilot, "f", "A", "n", "m")
        assert isinstance(app.screen, Writing)
        await press(pilot, *"Oui", "escape")
        assert [memo.text for memo in coded.memos() if memo.text.endswith("Oui")]
        assert screen._settling is not None
        assert all(spot.settled for spot in screen._settling.spots)
        await press(pilot, "y")
        assert app.messages[-1][1] == "Everything here is settled."
        assert coded.problems() == []
        await press(pilot, "g", "p")
        assert pilot.app.screen is app.coding


async def test_where_they_disagree_nowhere_it_says_what_can_be_done(study: Study) -> None:
    """Every key is harmless; f shows what they agree on."""
    for coder in ("Ana", "Ben"):
        study.code_passage(
            study.transcript("Anne"),
            Span(70, 90),
            [study.codebook.find("Budget")],
            coder=study.coder_or_new(coder),
        )
    async with CodingApp(study).run_test(size=(80, 24)) as pilot:
        screen = await places(pilot)
        assert "They disagree nowhere here" in said(screen, "#empty")
        await press(pilot, "w", "g", "h", "space", "1", "x", "c", "m", "tab", "n", "y", "3")
        assert pilot.app.screen is screen
        await press(pilot, "f", "f")
        assert "1 of 1" in said(screen, "#title")
        await press(pilot, "i")
        assert agreed(study)


async def test_what_is_agreed_has_a_name_of_its_own(coded: Study) -> None:
    """It is asked for with n, kept, and not compared with the others."""
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await figures(pilot)
        await press(pilot, "n")
        pilot.app.screen.query_one(Input).value = "Décision"
        await press(pilot, "enter", "enter", "1", "q")
        assert pilot.app.screen is screen
        assert "Ana, Ben · turn of speech · 1 of 4 settled (Décision)" in said(screen, "#title")


async def test_of_three_coders_the_third_is_taken_with_3_and_seen_with_tab(coded: Study) -> None:
    """The second column goes through the others."""
    zoe, vecu = Coder(name="Zoé"), coded.codebook.find("Vécu")
    for name in ("Anne", "Bruno"):
        coded.code_passage(
            coded.transcript(name), Span(14, 60), [vecu], coder=coded.coder_or_new("Zoé") or zoe
        )
    async with CodingApp(coded).run_test(size=(120, 40)) as pilot:
        screen = await places(pilot)
        assert said(screen, "#second-coder") == "Ben"
        await press(pilot, "tab", "tab")
        assert said(screen, "#second-coder") == "Zoé"
        while not said(screen, "#title").startswith("Vécu  "):
            await press(pilot, "n")
        await press(pilot, "3")
        assert [code for _quote, code in agreed(coded)] == ["Vécu"]


@pytest.mark.parametrize("view", ["figures", "places", "teaching"])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_screens_look_as_accepted(
    study: Study, request: pytest.FixtureRequest, snap_compare: Any, size: tuple[int, int],
    language: locales.Language, view: str,
) -> None:  # fmt: skip
    """Each screen, at each size, in each language, is the accepted picture."""
    if view != "teaching":
        request.getfixturevalue("coded")
    locales.choose(language)

    async def show(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await at_rest(pilot.app)
        await press(pilot, "g", "a", *(["enter", "n"] if view == "places" else []))

    assert snap_compare(CodingApp(study), run_before=show, terminal_size=size)
