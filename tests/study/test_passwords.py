"""No password of a database is ever kept or said: not in a file, an error, a traceback, a representation."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import pytest

from interviewcoder.cli.main import main
from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.store import Store
from interviewcoder.study import Study, moving, settings

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "s3cr3t-é"
WITH_SECRET = (
    f"postgresql://ana:{SECRET}@server/study",
    f"postgresql://ana@server/study?password={SECRET}",
    f"postgresql://server/study?sslmode=require&sslpassword={SECRET}",
    f"postgresql+psycopg://ana:{SECRET}@[::1/study",
    f"postgresql://:{SECRET}@/study?host=/tmp",
)


def said(folder: Path) -> str:
    """Give all that stands in the files of a folder."""
    return "".join(path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("url", WITH_SECRET)
@pytest.mark.parametrize("debug", ["", "1"])
def test_an_address_with_a_password_is_refused_and_not_repeated(
    url: str, debug: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`new` and `study move` refuse it, say where it belongs, and nothing they print or write holds it."""
    monkeypatch.setenv("INTERVIEWCODER_DEBUG", debug)
    Study.create(tmp_path / "study").close()
    printed = ""
    for arguments in (
        ["new", str(tmp_path / "other"), "--database", url],
        ["--study", str(tmp_path / "study"), "study", "move", "--to", url],
    ):
        try:
            assert main(arguments) == 1
        except InterviewCoderError as error:
            assert debug
            printed += "".join(traceback.format_exception(error))
    printed += "".join(capsys.readouterr())
    assert "~/.pgpass" in printed
    assert SECRET not in printed + said(tmp_path)
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("url", WITH_SECRET)
def test_settings_written_by_hand_with_a_password_are_refused(url: str, tmp_path: Path) -> None:
    """A `study.toml` with a password is not opened, and the sentence does not repeat it."""
    settings.write(tmp_path, settings.Settings(title="Étude", database=url))
    with pytest.raises(Refused, match="pgpass") as refused:
        Study.open(tmp_path)
    assert SECRET not in repr(refused.value) + refused.value.sentence


def test_a_server_that_cannot_be_reached_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the password in the environment nothing that fails shows it, and the study stays in its file."""
    monkeypatch.setenv("PGPASSWORD", SECRET)
    Study.create(tmp_path / "study").close()
    url = f"postgresql://ana@/study?host={tmp_path}"
    assert main(["--study", str(tmp_path / "study"), "study", "move", "--to", url]) == 1
    printed = "".join(capsys.readouterr())
    assert "cannot be reached" in printed
    assert SECRET not in printed + said(tmp_path)
    with pytest.raises(InterviewCoderError) as failed:
        Store.open(url)
    assert SECRET not in repr(failed.value.__cause__)
    assert (tmp_path / "study" / "study.db").exists()
    assert main(["new", str(tmp_path / "new"), "--database", url]) == 1
    assert not (tmp_path / "new").exists()


def test_where_to_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`study move` without a place, or to the place where the study is, says so and changes nothing."""
    Study.create(tmp_path / "study").close()
    study = ["--study", str(tmp_path / "study"), "study", "move"]
    assert main(study) == 2
    assert main([*study, "--to-file", "--to", "postgresql://x/y"]) == 2
    assert main([*study, "--to-file"]) == 1
    assert main([*study, "--to", "study2.db"]) == 1
    assert "in a file already" in capsys.readouterr().err
    with pytest.raises(Refused, match="postgresql://"):
        moving.to_server(tmp_path / "study", "mysql://x/y", lambda *_heard: None)
