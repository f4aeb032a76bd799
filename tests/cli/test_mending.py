"""``check`` and ``restore --damaged`` on a study that was damaged: what, what it touches, where it comes back from."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder.domain.errors import Busy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _damage(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "étude" / "study.db", isolation_level=None)) as there:
        for (name,) in there.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            there.execute(f"DROP TRIGGER {name}")
        there.execute(statement)


def test_a_lost_coding_is_missed_and_comes_back(study: Callable[..., Any], tmp_path: Path) -> None:
    """A row that vanished leaves everything else sound: `check` still names whose coding it was, and the history has it."""
    study("code", "Anne", 50, 60, "Budget", "--coder", "Ana")
    before = study("quotes", "--format", "json").json
    _damage(tmp_path, "DELETE FROM codings")
    checked = study("check")
    assert checked.code == 1
    assert "A coding of “Budget” by Ana in Anne" in checked.out
    assert "The history holds it." in checked.out
    assert "restore --damaged" in checked.err
    restored = study("restore", "--damaged")
    assert restored.code == 0
    assert "1 thing was brought back from the history" in restored.err
    assert study("quotes", "--format", "json").json == before
    assert study("check").code == 0
    assert "Mended after damage" in study("history").out


def test_a_damaged_text_comes_from_a_copy_or_from_its_quotations(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """The copy that holds it is named; without one the words of its codings are put back and the rest is said to be in doubt."""
    text = study("transcripts", "show", "Anne", "--format", "json").json["text"]
    study("code", "Anne", 50, 60, "Budget")
    study("backup", tmp_path / "étude" / "backups" / "mine.db")
    _damage(
        tmp_path, "UPDATE versions SET text = replace(text, 'budget', 'bidget') WHERE text LIKE '%budget de%'"
    )
    checked = study("check", "--format", "json")
    assert "mine.db" in checked.json["damage"][0]["source"]
    assert "Anne" in checked.json["damage"][0]["touches"]
    assert study("restore", "--damaged").code == 0
    assert study("transcripts", "show", "Anne", "--format", "json").json["text"] == text
    for path in (tmp_path / "étude" / "backups").glob("*.db"):
        path.unlink()
    _damage(
        tmp_path,
        f"UPDATE versions SET text = replace(text, '{text[52:54]}', '##') WHERE text LIKE '%budget de%'",
    )
    lost = study("restore", "--damaged")
    assert lost.code == 0
    assert "The exact text of the transcript Anne" in lost.err
    assert study("transcripts", "show", "Anne", "--format", "json").json["text"][50:60] == text[50:60]
    assert study("check").code == 0


def test_a_study_that_does_not_open_is_replaced_by_a_copy(study: Callable[..., Any], tmp_path: Path) -> None:
    """One sentence says which, and what was there is kept; without a copy there is one sentence, too."""
    database = tmp_path / "étude" / "study.db"
    study("backup", tmp_path / "étude" / "backups" / "mine.db")
    database.write_bytes(b"\0" * 9_000)
    checked = study("check")
    assert checked.code == 1
    assert "is whole" in checked.out
    restored = study("restore", "--damaged")
    assert restored.code == 0
    assert "newest whole copy" in restored.err
    assert study("check").code == 0
    for path in (tmp_path / "étude" / "backups").glob("*.db"):
        path.unlink()
    database.write_bytes(b"\0" * 9_000)
    assert "there is no copy" in study("restore", "--damaged").err


def test_what_is_sound_is_left_alone(study: Callable[..., Any], tmp_path: Path) -> None:
    """Not a byte changes."""
    before = (tmp_path / "étude" / "study.db").read_bytes()
    assert study("restore", "--damaged").code == 0
    assert (tmp_path / "étude" / "study.db").read_bytes() == before


def test_a_text_that_is_nowhere_any_more_is_named_as_lost(study: Callable[..., Any], tmp_path: Path) -> None:
    """Without a copy the transcript goes with its codings, each named; the other one stays, and the study is sound."""
    study("code", "Anne", 50, 60, "Budget")
    for path in (tmp_path / "étude" / "backups").glob("*.db"):
        path.unlink()
    _damage(tmp_path, "DELETE FROM versions WHERE text LIKE '%budget de%'")
    restored = study("restore", "--damaged")
    assert restored.code == 0
    assert "Lost:" in restored.err
    assert [one["name"] for one in study("transcripts", "list", "--format", "json").json] == ["Bruno"]
    assert study("check").code == 0


def test_what_is_locked_is_not_damaged(
    study: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program holds the study `check` and `restore --damaged` say so, with the exit code for it."""
    monkeypatch.setattr("interviewcoder.store.connection.BUSY_SECONDS", 0.05)
    database = tmp_path / "étude" / "study.db"
    before = database.read_bytes()
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for command in (("check",), ("restore", "--damaged")):
            result = study(*command)
            assert result.code == 3
            assert "Another program is writing to this study" in result.err
            assert "damage" not in result.out + result.err
    assert database.read_bytes() == before


def test_a_lock_that_comes_while_it_is_proved_is_no_damage(
    study: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same when the study had been opened already."""
    from interviewcoder.store import check
    from interviewcoder.study import Study

    monkeypatch.setattr("interviewcoder.store.connection.BUSY_SECONDS", 0.05)
    assert study("check").code == 0
    with (
        Study.open(tmp_path / "étude") as opened,
        closing(sqlite3.connect(tmp_path / "étude" / "study.db", isolation_level=None)) as other,
        opened.database.reading() as at,
    ):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy):
            list(check.damages(at))


def test_what_rows_point_at_and_is_gone_is_named_once(study: Callable[..., Any], tmp_path: Path) -> None:
    """Not once a row: the code, how many codings point at it, and where it comes back from."""
    for start in (50, 70, 90):
        study("code", "Anne", start, start + 5, "Budget")
    study("code", "Anne", 50, 55, "Équipe")
    _damage(tmp_path, "DELETE FROM codes WHERE name LIKE '%Budget%' OR name LIKE '%quipe%'")
    found = study("check", "--format", "json").json["damage"]
    pointing = {one["touches"]: one["what"] for one in found if one["what"].startswith("Table codings")}
    assert pointing == {
        "The code “Budget” – 3 codings": "Table codings: 3 rows point at something in codes that is gone.",
        "The code “Équipe” – 1 coding": "Table codings: 1 row points at something in codes that is gone.",
    }
    assert {one["source"] for one in found} == {"The history holds it."}
    assert study("restore", "--damaged").code == 0
    assert study("check").code == 0


@pytest.mark.parametrize("marked", [99, 1])
def test_the_version_in_the_header_counts(study: Callable[..., Any], tmp_path: Path, marked: int) -> None:
    """A later one closes the study to changes; one that is not that of the study is damage, and is put right."""
    _damage(tmp_path, f"PRAGMA user_version = {marked}")
    changed = study("codebook", "add", "Nouveau")
    assert (changed.code, "Update the program" in changed.err) == ((1, True) if marked == 99 else (0, False))
    assert f"its header says version {marked} of the layout, the study 3" in study("check").out
    assert study("restore", "--damaged").code == 0
    assert study("check").code == 0
    assert study("codebook", "add", "Encore").code == 0


def test_a_study_of_a_later_version_is_not_mended_by_this_one(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """It may hold what this version does not know and would leave out."""
    _damage(tmp_path, "UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    _damage(tmp_path, "DELETE FROM codes WHERE name LIKE '%Budget%'")
    before = (tmp_path / "étude" / "study.db").read_bytes()
    refused = study("restore", "--damaged")
    assert refused.code == 1
    assert "A later version" in refused.err
    assert (tmp_path / "étude" / "study.db").read_bytes() == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("title = 3", "“title” has to be text"),
        ("database = 5", "“database” has to be text"),
        ('language = "de"', "the study’s language is “de”; it can be"),
        ('database = "../other.txt"', "other.txt is damaged or not a study"),
    ],
)
def test_settings_that_make_no_sense_are_told(
    study: Callable[..., Any], tmp_path: Path, line: str, said: str
) -> None:
    """Which one, and what it can be; a file that is no study has its own name and is never replaced by itself."""
    other = tmp_path / "other.txt"
    other.write_text("Something else.\n" * 80, encoding="utf-8")
    path = tmp_path / "étude" / "study.toml"
    key = line.split(maxsplit=1)[0]
    kept = [
        known for known in path.read_text(encoding="utf-8").splitlines() if not known.startswith(f"{key} ")
    ]
    path.write_text("\n".join([*kept, line]) + "\n", encoding="utf-8")
    refused = study("cases", "list")
    assert refused.code == 1
    assert said in refused.err
    assert len(refused.err.splitlines()) == 1
    assert study("restore", "--damaged").code == 1
    assert other.read_text(encoding="utf-8") == "Something else.\n" * 80
