"""A study on a PostgreSQL server: the same road, no password in its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.domain.text import Span
from interviewcoder.study import Study, importing

if TYPE_CHECKING:
    from pathlib import Path


def test_two_people_on_one_database_see_each_other(database: Path | str, tmp_path: Path) -> None:
    """Two open studies on one database see each other's codings, and on a server each undoes her own."""
    on_server = isinstance(database, str)
    folder = tmp_path / "study"
    with Study.create(folder, title="Étude", coder="Ana", database=str(database) if on_server else "") as ana:
        file = tmp_path / "Anne.txt"
        file.write_text("Q : Et ?\nAnne : Par accident, 🙂 voilà.\nQ : Ah.\nAnne : Oui.\n", encoding="utf-8")
        transcript = importing.import_file(ana, file)
        code = ana.add_code(["Moyens", "Budget"])
        with Study.open(folder) as ben:
            ben.work_as("Ben")
            ben.code_passage(transcript, Span(0, 5), [code])
            assert ana.refresh()
            assert [coder.name for coder in ana.coders] == ["Ana", "Ben"]
            ana.code_passage(transcript, Span(6, 9), [code])
            assert ana.matrix(columns="coders").row_totals == (2, 2)
            ben.refresh()
            ben.undo()
            left = [quotation.coder for quotation in ben.quotations()]
            assert left == (["Ana"] if on_server else ["Ben"])
            assert ben.problems() == []
