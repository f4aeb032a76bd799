"""Wrong input: one clear line, the promised exit code, and the study as it was."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Result


def _fingerprint(folder: Path) -> str:
    return hashlib.sha256((folder / "study.db").read_bytes()).hexdigest()


WRONG: list[tuple[tuple[str, ...], int]] = [
    (("import", "missing.docx"), 1),
    (("import", "corrupt.docx"), 1),
    (("import", "empty.txt"), 1),
    (("codings", "import", "wrong-column.csv"), 1),
    (("codings", "import", "wrong-rows.csv"), 1),
    (("codebook", "import", "not-a-codebook.yaml"), 1),
    (("cases", "import", "missing.csv"), 1),
    (("cases", "import", "strangers.csv"), 1),
    (("code", "Anne", "0", "5", "Nowhere > Nothing"), 1),
    (("code", "Nobody", "0", "5", "Budget"), 1),
    (("code", "Anne", "5", "5", "Budget"), 1),
    (("code", "Anne", "0", "999999", "Budget"), 1),
    (("code", "Anne", "zero", "5", "Budget"), 2),
    (("quotes", "--code", "Nothing"), 1),
    (("quotes", "--where", "nonsense"), 1),
    (("matrix", "--columns", "Nothing"), 1),
    (("matrix", "--cells", "nonsense"), 2),
    (("search", "("), 0),
    (("search", "(", "--regex"), 1),
    (("search", " "), 1),
    (("transcripts", "show", "Anna"), 1),
    (("transcripts", "rename", "Anne", "bruno"), 1),
    (("codebook", "add", "Moyens > Budget"), 1),
    (("codebook", "move", "Moyens", "Budget"), 1),
    (("codebook", "merge", "Moyens", "Budget"), 1),
    (("codebook", "rename", "Budget", "équipe"), 1),
    (("redo",), 1),
    (("nonsense",), 2),
    (("export", "-o", "a-folder"), 1),
]


@pytest.mark.parametrize(
    ("arguments", "code"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_a_wrong_request_is_one_line_and_changes_nothing(
    study: Callable[..., Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
) -> None:
    """Each wrong request gets its exit code and a sentence, and the database stays byte for byte."""
    monkeypatch.chdir(tmp_path)
    Path("corrupt.docx").write_bytes(b"PK\x03\x04 this is no Word file")
    Path("empty.txt").write_bytes(b"")
    Path("wrong-column.csv").write_text("transcript,quote\nAnne,En 2010.\n", encoding="utf-8")
    Path("wrong-rows.csv").write_text(
        "transcript,code,quote\nAnne,Budget,En 2010.\nAnne,Budget,never said\n", encoding="utf-8"
    )
    Path("not-a-codebook.yaml").write_text("- name: [1, 2\n", encoding="utf-8")
    Path("strangers.csv").write_text("Cas;Taille\nX;1\nY;2\n", encoding="utf-8")
    Path("a-folder").mkdir()
    before = _fingerprint(tmp_path / "étude")
    result = study(*arguments)
    assert result.code == code
    assert _fingerprint(tmp_path / "étude") == before
    if code:
        assert result.err.strip()
        assert len(result.err.strip().splitlines()) <= 2


def test_every_wrong_row_is_named(study: Callable[..., Result], tmp_path: Path) -> None:
    """In a line of its own each, however many there are, whether the file or the study knows what is wrong."""
    file = tmp_path / "wrong.csv"
    rows = "".join(f"Anne,Budget,never {n}\n" for n in range(40))
    file.write_text(f"transcript,code,quote\nAnne,Budget,En 2010.\n{rows}Nobody,Budget,x\n", encoding="utf-8")
    first, *lines = study("codings", "import", file).err.splitlines()
    assert first == "wrong.csv: 41 rows are wrong. Nothing was imported."
    assert [line.split(":")[0] for line in lines] == [f"row {n}" for n in range(3, 44)]
    assert "Nobody" in lines[-1]
    file.write_text("transcript,start,end,code\n" + "Anne,x,2,Budget\n" * 12, encoding="utf-8")
    assert len(study("codings", "import", file).err.splitlines()) == 13
    file.write_text("path,colour\n" + "A,teal-ish\n" * 12, encoding="utf-8")
    assert len(study("codebook", "import", file).err.splitlines()) == 13


def test_a_refused_file_is_named_with_french_spaces(study: Callable[..., Result], tmp_path: Path) -> None:
    """Between a file's name and what is wrong with it stands a colon as French writes it: behind a no-break space."""
    (tmp_path / "c.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for language, colon in (("fr", "c.csv\N{NO-BREAK SPACE}: "), ("en", "c.csv: ")):
        assert colon in study("--lang", language, "codings", "import", tmp_path / "c.csv").err


def test_bytes_that_are_no_text_are_refused_in_a_line(study: Callable[..., Result], tmp_path: Path) -> None:
    """Words given in another encoding than UTF-8 are no error of the program."""
    before = _fingerprint(tmp_path / "étude")
    for arguments in (("memos", "write", "\udcff"), ("codebook", "add", "X", "--definition", "\udcff")):
        result = study(*arguments)
        assert (result.code, result.err.count("\n")) == (1, 1)
        assert "UTF-8" in result.err
    assert _fingerprint(tmp_path / "étude") == before


def test_a_device_is_not_replaced_by_a_file(study: Callable[..., Result], tmp_path: Path) -> None:
    """What is there and is no file stays what it is; a link is followed, and it stays a link."""
    pipe, link = tmp_path / "pipe", tmp_path / "link.csv"
    os.mkfifo(pipe)
    refused = study("matrix", "-o", pipe)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert pipe.is_fifo()
    link.symlink_to(pipe)
    assert study("matrix", "-o", link).code == 1
    assert pipe.is_fifo()
    link.unlink()
    link.symlink_to(tmp_path / "target.csv")
    assert study("matrix", "-o", link).code == 0
    assert link.is_symlink()
    assert (tmp_path / "target.csv").read_bytes()


def test_a_folder_without_a_study_says_so(run: Callable[..., Result], tmp_path: Path) -> None:
    """Outside any study the message says what to do."""
    result = run("--study", tmp_path, "matrix")
    assert result.code == 1
    assert "interviewcoder new" in result.err


def test_a_study_of_a_later_version_is_read_but_not_changed(
    study: Callable[..., Result], tmp_path: Path
) -> None:
    """A newer schema can be looked at; a change is refused with a sentence."""
    with closing(sqlite3.connect(tmp_path / "étude" / "study.db")) as database, database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    assert study("transcripts", "list").code == 0
    refused = study("code", "Anne", 0, 5, "Budget")
    assert refused.code == 1
    assert "later version" in refused.err


def test_a_damaged_database_is_named(study: Callable[..., Result], tmp_path: Path) -> None:
    """A database that is none gets one line, not a traceback."""
    (tmp_path / "étude" / "study.db").write_bytes(b"not a database at all" * 100)
    result = study("transcripts", "list")
    assert result.code == 1
    assert "damaged" in result.err


def test_an_altered_coding_is_found_by_check(study: Callable[..., Result], tmp_path: Path) -> None:
    """A quotation changed behind the program's back is named by `check`, which then fails."""
    study("code", "Anne", 0, 10, "Budget")
    with closing(sqlite3.connect(tmp_path / "étude" / "study.db")) as database, database:
        for trigger in ("codings_quote_insert", "codings_quote_update"):
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE codings SET quote = 'forged'")
    result = study("check", "--format", "json")
    assert result.code == 1
    assert result.json["sound"] is False


def test_a_busy_study_is_exit_code_3(
    study: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program holds the study, a change is refused as busy."""
    monkeypatch.setattr("interviewcoder.store.connection.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / "étude" / "study.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = study("code", "Anne", 0, 5, "Budget")
        assert result.code == 3
        assert "try again" in result.err
        other.execute("ROLLBACK")
    assert study("code", "Anne", 0, 5, "Budget").code == 0


def test_help_loads_nothing_heavy() -> None:
    """`--help` in a fresh interpreter loads neither pandas, SQLAlchemy, openpyxl nor Textual."""
    program = (
        "import sys; from interviewcoder.cli.main import main; main(['--help']);"
        "print(sorted({'pandas', 'sqlalchemy', 'textual', 'openpyxl', 'xlsxwriter', 'docx', 'lxml'} & set(sys.modules)),"
        "file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_reader_that_leaves_is_no_error(study: Callable[..., Result], tmp_path: Path) -> None:
    """Piping into a program that stops reading ends quietly."""
    program = "from interviewcoder.cli.main import run; run()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "--study", str(tmp_path / "étude"), "transcripts", "show", "Anne"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait()


def test_messages_are_french_when_asked(run: Callable[..., Result], tmp_path: Path) -> None:
    """`--lang fr` speaks French, in help and in refusals."""
    assert "Options" in run("--lang", "fr", "--help").out
    assert "étude" in run("--lang", "fr", "--study", tmp_path, "matrix").err


@pytest.mark.parametrize(
    "change", ["ALTER TABLE codings RENAME COLUMN weight TO poids", "DROP TABLE statuses"]
)
def test_a_database_of_another_shape_is_told_with_what_is_missing(
    study: Callable[..., Result], tmp_path: Path, change: str
) -> None:
    """One line: which table or column is not there, that nothing was changed, and what to do next."""
    with closing(sqlite3.connect(tmp_path / "étude" / "study.db")) as database:
        database.execute(change)
    refused = study("matrix", "--cells", "summary") if "statuses" in change else study("quotes")
    assert refused.code == 1
    name = "weight" if "weight" in change else "statuses"
    assert refused.err.startswith(f"The study’s database has no “{name}”, which this version needs")
    assert refused.err.count("\n") == 1
    assert "interviewcoder check" in refused.err


def test_a_binary_file_is_not_poured_into_a_terminal(
    study: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where standard output is asked for by name; text is."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for arguments in (("matrix", "--format", "xlsx"), ("quotes", "--format", "docx"), ("export",)):
        refused = study(*arguments, "-o", "-")
        assert (refused.code, refused.out) == (2, "")
        assert "not for the screen" in refused.err
    assert study("matrix", "--format", "md", "-o", "-").code == 0


def test_the_workbook_goes_to_standard_output_when_asked(
    tmp_path: Path, study: Callable[..., Result]
) -> None:
    """As everywhere “-” is no file."""
    ours = ["--study", str(tmp_path / "étude"), "export", "-o", "-"]
    made = subprocess.run([sys.executable, "-m", "interviewcoder", *ours], capture_output=True, check=True)
    assert made.stdout.startswith(b"PK")
    assert not Path("-").exists()
    assert study("check").code == 0
