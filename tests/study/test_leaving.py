"""The gate: what the screens write goes through it like everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.pseudonyms import Key, Pseudonym
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, codes, exporting, fingerprints, importing, writing_out
from interviewcoder.study.noting import Noting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WRITERS: dict[str, Callable[[Study, Path], Path]] = {
    "w.xlsx": exporting.export,
    **{
        f"m.{form}": lambda study, path: exporting.export_matrix(study, path, columns="transcripts")
        for form in ("csv", "json", "md", "html", "tex", "docx", "xlsx", "png", "svg", "txt")
    },
    **{
        f"q.{form}": lambda study, path: writing_out.quotations(study, Filters(), path, lambda _done, _of: None)
        for form in ("csv", "json", "md", "tex", "docx", "xlsx")
    },
    **{
        f"n.{form}": lambda study, path: writing_out.memos(study, Noting(study), path)
        for form in ("csv", "md", "docx")
    },
    **{f"c.{form}": codes.write for form in ("yaml", "csv", "xlsx", "docx", "md")},
}  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give a study in which a name stands in a transcript, a code, a quotation and a memo."""
    tmp_path = tmp_path_factory.mktemp("leaving")
    with Study.create(tmp_path / "étude", coder="Ana", language="fr") as made:
        file = tmp_path / "Maëlle.txt"
        file.write_text("Q : Alors ?\nMaëlle : Voilà, Maëlle est partie.\n", encoding="utf-8")
        transcript = importing.import_file(made, file, case="Firme A")
        code = made.add_code(["Départ de Maëlle"])
        made.code_passage(transcript, Span(20, 45), [code], memo="Voir Maëlle")
        yield made


def named(study: Study) -> None:
    """Put the name into the key."""
    study.with_real_names = False
    key = Key(study=study.identity).with_name(Pseudonym(real="Maëlle", pseudonym="Soizic"))
    fingerprints.renew(study.folder, study.identity, key)


@pytest.mark.parametrize("name", WRITERS)
def test_no_writer_passes_a_name(study: Study, name: str, tmp_path: Path) -> None:
    """Every writer the screens have is refused without leaving a file, in every form; and writes when it is meant."""
    named(study)
    path = tmp_path / "out" / name
    with pytest.raises(Refused, match="real name"):
        WRITERS[name](study, path)
    assert not path.parent.exists() or list(path.parent.iterdir()) == []
    study.with_real_names = True
    assert WRITERS[name](study, path) == path
    assert path.is_file()


def test_an_old_file_stays_when_the_new_one_is_refused(study: Study, tmp_path: Path) -> None:
    """What was exported before is not lost by a refusal."""
    study.with_real_names = True
    path = codes.write(study, tmp_path / "c.md")
    before = path.read_bytes()
    named(study)
    with pytest.raises(Refused):
        codes.write(study, path)
    assert path.read_bytes() == before
