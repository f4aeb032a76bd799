"""The way back, at random: scripts of edits on both sides, and an independent account of what must come of them."""

from __future__ import annotations

import os
import random
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import notes
from interviewcoder.study import exporting, returning
from tests.study.edited import interviewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interviewcoder.study import Study

DEEP: Final = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
SCRIPTS: Final = int(os.environ.get("EDIT_SCRIPTS", "240" if DEEP else "48"))
"""How many scripts of edits are tried."""
SAVED: Final = int(os.environ.get("EDIT_SCRIPTS", "240" if DEEP else "12"))
"""How many of them LibreOffice saves before they come home."""
AT_ONCE: Final = 8
CASES: Final = ("Firme A", "Agence B", "Cabinet C", "Moyens")
PATHS: Final = ("Moyens", "Moyens > Budget", "Moyens > Équipe", "Vécu")
Place = tuple[str, str, str]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """Make a study with summaries, definitions and an attribute; a case has the name of a code."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = interviewed(tmp_path, CASES)
    for path in PATHS:
        if made.codebook.get(path.split(" > ")) is None:
            made.add_code(path.split(" > "))
    made.apply(case_gestures.add_attribute("Type", "text", made.attributes))
    yield made
    made.close()


@dataclass
class Scripts:
    """Edits drawn at random, made in the file and in the study, and an independent account of them."""

    study: Study
    chance: random.Random

    @property
    def places(self) -> list[Place]:
        """Give every text that may come back: summaries, definitions, values."""
        summaries = [("summary", case, code) for case in CASES for code in PATHS]
        return [*summaries, *(("definition", code, "") for code in PATHS), *(("value", c, "") for c in CASES)]

    def now(self) -> dict[Place, str]:
        """Give what the study holds."""
        study = self.study
        held = {(at.case, at.code): at.text for at in study.summaries()}
        (attribute,) = study.attributes
        texts: dict[Place, str] = {}
        for case in CASES:
            texts["value", case, ""] = str(study.case(case).values.get(attribute.id, ""))
            for code in PATHS:
                found = (study.case(case).id, study.codebook.find(code).id)
                texts["summary", case, code] = held.get(found, "")
        for code in PATHS:
            texts["definition", code, ""] = study.codebook.find(code).definition.get("fr", "")
        return texts

    def drawn(self, then: dict[Place, str], edits: int, words: str) -> dict[Place, str]:
        """Edit some places."""
        edited = dict(then)
        for _edit in range(self.chance.randint(0, edits)):
            place = self.chance.choice(self.places)
            more = [f"{words} {self.chance.random()}", f"={words}", f"{words} 😀\n« ça »\n"]
            edited[place] = self.chance.choice(["", words, then[place], f"{then[place]} ", *more])
        return edited

    def write_here(self, texts: dict[Place, str]) -> None:
        """Make the study hold some texts."""
        study, before = self.study, self.now()
        for place, text in texts.items():
            if text == before[place]:
                continue
            kind, first, second = place
            if kind == "definition":
                code = study.codebook.find(first)
                study.apply(code_gestures.describe_code(study.codebook, code, {"definition": {"fr": text}}))
            elif kind == "value":
                values = study.case(first).values
                (attribute,) = study.attributes
                kept = {k: v for k, v in values.items() if k != attribute.id}
                after = replace(study.case(first), values=kept | ({attribute.id: text} if text else {}))
                change = case_gestures.set_value(study.case(first), attribute, text or None)
                study.apply(change)
                assert study.case(first).values == after.values
            else:
                code = study.codebook.find(second)
                here = (study.case(first).id, code.id)
                old = next((at for at in study.summaries() if (at.case, at.code) == here), None)
                study.apply(
                    notes.write_summary(study.case(first), code, second, text, before=old, coder=None)
                )

    def write_there(self, path: Path, texts: dict[Place, str]) -> set[Place]:
        """Write texts into a workbook, then do to it what people do to sheets; give the places that it lost."""
        book = load_workbook(path)
        lost = set()
        for place, text in texts.items():
            cell = self._cell(book, place)
            if cell is None:  # no theme has cells for its codes before one of them has a summary
                lost.add(place)
                continue
            cell.value = text or None
            if text:
                cell.data_type = "s"
        lost |= self._disturb_summaries(book)
        for name, key in (("Codes", "code"), ("Cas", "case")):
            self._disturb_table(book, name, key)
        book.save(path)
        return lost

    def _cell(self, book: Any, place: Place) -> Any:
        kind, first, second = place
        study = self.study
        if kind == "summary":
            sheet = book["Synthèses"]
            ids = (study.case(first).id, study.codebook.find(second).id)
            if all(cell.value != ids[1] for cell in sheet[1]):
                return None
            return sheet.cell(self._row(sheet, ids[0]), self._column(sheet, 1, ids[1]))
        if kind == "definition":
            sheet = book["Codes"]
            return sheet.cell(
                self._row(sheet, study.codebook.find(first).id), self._column(sheet, 1, "Définition")
            )
        sheet = book["Cas"]
        return sheet.cell(self._row(sheet, study.case(first).id), self._column(sheet, 1, "Type"))

    @staticmethod
    def _row(sheet: Any, guid: str) -> int:
        return next(int(row[0].row) for row in sheet.iter_rows(max_col=1) if row[0].value == guid)

    @staticmethod
    def _column(sheet: Any, row: int, title: str) -> int:
        return next(int(cell.column) for cell in sheet[row] if cell.value == title)

    def _shuffled(self, sheet: Any, first: int) -> None:
        rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=first)]
        self.chance.shuffle(rows)
        for at, row in enumerate(rows, first):
            for column, (value, kind) in enumerate(row, 1):
                cell = sheet.cell(at, column)
                cell.value = value
                if value is not None:
                    cell.data_type = kind

    def _disturb_summaries(self, book: Any) -> set[Place]:
        sheet, lost = book["Synthèses"], set()
        self._shuffled(sheet, 3)
        if self.chance.random() < 0.2:
            case = self.chance.choice(CASES)
            sheet.delete_rows(self._row(sheet, self.study.case(case).id))
            lost = {place for place in self.places if place[:2] == ("summary", case)}
        if self.chance.random() < 0.3:
            label = self.chance.randint(3, sheet.max_row)
            sheet.cell(label, 2).value = "Un autre nom"
        sheet.insert_cols(self.chance.randint(1, sheet.max_column + 1))
        sheet.insert_rows(self.chance.randint(1, sheet.max_row + 1))
        sheet.column_dimensions[get_column_letter(self.chance.randint(2, 5))].hidden = True
        sheet.title = self.chance.choice(["Synthèses", "Relu", "Synthèses (2)"])
        return lost

    def _disturb_table(self, book: Any, name: str, key: str) -> None:
        """Sort a table and insert a column as Excel does, which takes the names of columns along."""
        sheet = book[name]
        for table in list(sheet.tables):
            del sheet.tables[table]
        self._shuffled(sheet, 2)
        at = self.chance.randint(1, sheet.max_column + 1)
        sheet.insert_cols(at)
        for defined in [n for n in book.defined_names.values() if n.name.startswith("_ic_")]:
            where, place = defined.attr_text.rsplit("!", 1)
            if where.strip("'") != name:
                continue
            left, top, _right, bottom = range_boundaries(place)
            letter = get_column_letter((left or 0) + ((left or 0) >= at))
            defined.attr_text = f"'{name}'!${letter}${top}:${letter}${bottom}"
        assert f"_ic_{key}" in book.defined_names


def account(
    places: list[Place], then: dict[Place, str], theirs: dict[Place, str], mine: dict[Place, str]
) -> dict[str, str]:
    """Say what must come of each place that differs, by what the program calls it."""
    outcomes = {}
    for place in places:
        left, came, ours = then[place].strip(), theirs[place].strip(), mine[place].strip()
        if came == ours:
            continue
        changed = "conflict" if ours != left else "theirs" if came else "emptied"
        kind, first, second = place
        what = {
            "summary": f"{first} – {second}", "definition": f"{first}, definition", "value": f"{first}, Type",
        }  # fmt: skip
        outcomes[what[kind]] = "ours" if came == left else changed
    return outcomes


def exported(study: Study, path: Path) -> Path:
    """Write the workbook with the sheets that come back."""
    return exporting.export(
        study, path, sheets=["summaries", "codes", "cases"], made="2024-03-01T14:05:00+01:00"
    )


@pytest.mark.parametrize("seed", range(-(-SCRIPTS // AT_ONCE)))
def test_random_edits_on_both_sides_bring_exactly_what_was_changed(
    study: Study, tmp_path: Path, seed: int
) -> None:
    """What comes home is what an independent account of the edits says, and one undo takes it back."""
    scripts = Scripts(study, random.Random(seed))
    for _script in range(AT_ONCE):
        path, then = exported(study, tmp_path / "book.xlsx"), scripts.now()
        theirs = scripts.drawn(then, 8, "Eux.")
        mine = scripts.drawn(then, 4, scripts.chance.choice(["Nous.", "Eux."]))
        lost = scripts.write_there(path, theirs)
        scripts.write_here(mine)
        mine = scripts.now()
        home = returning.compare(study, path)
        came = {place: mine[place] if place in lost else theirs[place] for place in scripts.places}
        expected = account(scripts.places, then, came, mine)
        assert {d.what: d.outcome for d in home.differences} == expected
        line = returning.apply(study, home)
        for place, text in scripts.now().items():
            taken = came[place].strip() != then[place].strip() == mine[place].strip() and came[place].strip()
            assert text.strip() == (came if taken else mine)[place].strip()
        if line and scripts.chance.random() < 0.3:
            study.undo()
            assert scripts.now() == mine


@pytest.mark.needs_tool("soffice")
def test_random_edits_come_home_after_libreoffice_has_saved_them(study: Study, tmp_path: Path) -> None:
    """Many edited copies, all saved again by LibreOffice, each held against a study that has changed as well."""
    scripts = Scripts(study, random.Random(5))
    scripts.write_here(scripts.drawn(scripts.now(), 30, "Avant."))
    then = scripts.now()
    edited, homes = tmp_path / "edited", tmp_path / "saved"
    edited.mkdir()
    copies = []
    for n in range(SAVED):
        theirs = scripts.drawn(then, 8, "Eux.")
        path = exported(study, edited / f"{n}.xlsx")
        copies.append((path.name, theirs, scripts.write_there(path, theirs)))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    files = [str(edited / name) for name, _theirs, _lost in copies]
    subprocess.run(
        [*command, "--outdir", str(homes), *files], check=True, capture_output=True, timeout=60 + 5 * SAVED
    )
    for name, theirs, lost in copies:
        scripts.write_here(scripts.drawn(then, 4, scripts.chance.choice(["Nous.", "Eux."])))
        mine = scripts.now()
        came = {place: mine[place] if place in lost else theirs[place] for place in scripts.places}
        home = returning.compare(study, homes / name)
        assert home.said == []
        assert {d.what: d.outcome for d in home.differences} == account(scripts.places, then, came, mine)
