"""``pseudonyms``, ``check --privacy``, and that no export lets a real name out."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

import interviewcoder
from interviewcoder.cli import console
from interviewcoder.cli.main import program
from interviewcoder.domain.errors import Refused
from interviewcoder.formats import keys
from interviewcoder.study import Study, fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Result

_SEAL = b"age-encryption.org/v1\n"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the encryption out, which takes a second a time on purpose; tests/formats/test_keys.py has it."""

    def opened(data: bytes, passphrase: str) -> bytes:
        head, _line, content = data.removeprefix(_SEAL).partition(b"\n")
        if head.decode() != passphrase:
            message = "This passphrase does not open the key."
            raise Refused(message)
        return content

    monkeypatch.setattr(
        keys, "_sealed", lambda content, passphrase: _SEAL + passphrase.encode() + b"\n" + content
    )
    monkeypatch.setattr(keys, "_opened", opened)
    monkeypatch.setenv("INTERVIEWCODER_PASSPHRASE", "un secret")


@pytest.fixture
def coded(study: Callable[..., Result]) -> Callable[..., Result]:
    """Give a study in which the name Anne is in a coding, a memo and a summary."""
    shown = study("transcripts", "show", "Anne", "--format", "json").json
    start = shown["text"].index("Anne : En 2010")
    assert study("code", "Anne", start, start + 30, "Budget", "--memo", "Anne hésite").code == 0
    assert study("memos", "write", "Rappeler Anne").code == 0
    assert study("summaries", "write", "Firme A", "Budget", "Anne compte tout.").code == 0
    return study


def test_names_go_and_come_back(coded: Callable[..., Result], tmp_path: Path) -> None:
    """The whole way: add, list, look, apply, export, and the names back as they were."""
    before = coded("transcripts", "show", "Anne").out
    added = coded("pseudonyms", "add", "Anne", "Béatrice", "--also", "Nanou")
    assert added.code == 0
    assert "new key" in added.err
    (key,) = fingerprints.own_folder().glob("*.age")
    secret = key.with_suffix(".secret")
    assert not key.is_relative_to(tmp_path / "étude")
    assert {
        stat.S_IMODE(path.stat().st_mode) for path in (key, secret, tmp_path / "étude" / "names.check")
    } == {0o600}
    assert "Anne" not in (tmp_path / "étude" / "names.check").read_text(encoding="utf-8")
    assert coded("pseudonyms", "list", "--format", "json").json[0]["also"] == ["Nanou"]
    dry = coded("pseudonyms", "apply", "--dry-run", "--format", "json")
    assert (dry.json["changed"], dry.json["names"]) == (False, {"Anne": dry.json["places"]})
    applied = coded("pseudonyms", "apply")
    assert applied.code == 0
    assert "purge" in applied.err
    assert "Anne" not in coded("transcripts", "show", "Béatrice").out
    (quote,) = coded("quotes", "--format", "json").json
    assert quote["text"].startswith("Béatrice : En 2010")
    assert coded("check").code == 0
    assert coded("export").code == 0
    assert coded("pseudonyms", "reverse").code == 0
    assert coded("transcripts", "show", "Anne", "--with-real-names").out == before
    assert coded("check").code == 0


def test_a_key_in_the_study_is_refused(coded: Callable[..., Result], tmp_path: Path) -> None:
    """Neither in the folder nor below it, nor by a link that leads there."""
    for place in ("étude/k.age", "étude/exports/k.age", "files/../étude/k.age"):
        result = coded("pseudonyms", "add", "Anne", "Béa", "--key", tmp_path / place)
        assert (result.code, "must not lie in the study folder" in result.err) == (1, True)
    (tmp_path / "link").symlink_to(tmp_path / "étude")
    assert coded("pseudonyms", "add", "Anne", "Béa", "--key", tmp_path / "link" / "k.age").code == 1
    assert coded("pseudonyms", "add", "Anne", "Béa", "--key", tmp_path / "k.age").code == 0
    assert coded("pseudonyms", "list").code == 1, "the default place has none"
    assert "Anne" in coded("pseudonyms", "list", "--key", tmp_path / "k.age").out


def test_the_passphrase_comes_from_a_script_and_is_never_told(
    coded: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the variable it is read from standard input; a wrong one, or none, is one line."""
    import io

    assert coded("pseudonyms", "add", "Anne", "Béa").code == 0
    monkeypatch.delenv("INTERVIEWCODER_PASSPHRASE")
    for given, code in (("un secret\n", 0), ("autre chose\n", 1), ("", 1)):
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        result = coded("pseudonyms", "list")
        assert result.code == code
        assert not given.strip() or given.strip() not in result.out + result.err


def test_a_pseudonym_that_is_somebody_is_refused_and_can_be_meant(coded: Callable[..., Result]) -> None:
    """Bruno is in the study already: said at once, refused when applied, done with --even-so."""
    added = coded("pseudonyms", "add", "Anne", "Bruno")
    assert (added.code, "stand in the study already" in added.err) == (0, True)
    refused = coded("pseudonyms", "apply", "--keep-names")
    assert (refused.code, "--even-so" in refused.err) == (1, True)
    assert coded("pseudonyms", "apply", "--keep-names", "--even-so").code == 0
    assert coded("pseudonyms", "reverse").code == 0
    assert "Bruno : Nous" in coded("transcripts", "show", "Bruno").out


def test_names_from_a_table_removed_and_suggested(coded: Callable[..., Result], tmp_path: Path) -> None:
    """A table of names is taken in, once; a name can be taken out; speakers are suggested."""
    table = tmp_path / "noms.csv"
    table.write_text("nom;pseudonyme;où\nAnne;Béa;Anne\nBruno;Éric;\n", encoding="utf-8")
    for _time in range(2):
        assert coded("pseudonyms", "import", table).code == 0
    assert [one["where"] for one in coded("pseudonyms", "list", "--format", "json").json] == ["Anne", ""]
    assert coded("pseudonyms", "remove", "bruno").code == 0
    assert coded("pseudonyms", "remove", "Bruno").code == 1
    suggested = coded("pseudonyms", "suggest", "--format", "json").json
    assert {"Anne", "Bruno"} <= {one["name"] for one in suggested if one["why"] == "speaker"}


def test_what_remains_is_reported_and_nothing_changes(coded: Callable[..., Result], tmp_path: Path) -> None:
    """Names of the key are found with the key, and without it by their fingerprints; so are numbers, with places."""
    assert coded("memos", "write", "Son numéro : 06 12 34 56 78").code == 0
    assert coded("pseudonyms", "add", "Anne", "Béa").code == 0
    (tmp_path / "étude" / "transcripts" / "E1 Anne.txt").write_text("x", encoding="utf-8")
    before = coded("history", "--format", "json", "--with-real-names").json
    for key in ([], ["--key"]):
        found = coded("check", "--privacy", *key, "--format", "json").json["found"]
        places = {(one["what"], one["where"]) for one in found if one["words"] in {"Anne", "06 12 34 56 78"}}
        assert places == {
            ("name of the key", "transcript"), ("name of the key", "memo"), ("name of the key", "summary"),
            ("name of the key", "speaker"), ("telephone number", "memo"), ("name of the key", "file"),
        }  # fmt: skip
        text = coded("transcripts", "show", "Anne", "--with-real-names").out
        assert all(text[one["start"] : one["end"]] == one["words"] for one in found if one["start"] is not None and one["name"] == "Anne")  # fmt: skip
    assert "telephone number" in coded("check", "--privacy").out
    assert coded("history", "--format", "json", "--with-real-names").json == before
    assert coded("check", "--key", "x").code == 2


EXPORTS: dict[str, list[list[str]]] = {
    "agreement": [["agreement", "--disagreements", "--format", form] for form in ("text", "json")],
    "codebook export": [["codebook", "export", f"{{folder}}/c.{form}"] for form in ("yaml", "csv", "xlsx", "docx", "md")],
    "codings export": [["codings", "export", place] for place in ("-", "{folder}/c.csv", "{folder}/c.xlsx")],
    "export": [["export", "-o", "{folder}/w.xlsx"], ["export", "-o", "{folder}/w.xlsx", "--sheets", "all"]],
    "history": [["history", "--format", form, "-o", f"{{folder}}/h.{form}"] for form in ("csv", "docx", "json", "text")],
    "matrix": [
        ["matrix", "--columns", "transcripts", "--format", form, "-o", f"{{folder}}/m.{form}"]
        for form in ("text", "csv", "json", "md", "html", "tex", "docx", "xlsx", "tidy", "qca", "svg")
    ]
    + [["matrix", "--cells", "quotes", "--format", "json"]],
    "memos list": [["memos", "list", "--format", form, "-o", f"{{folder}}/n.{form}"] for form in ("text", "csv", "json", "md", "docx")],
    "quotes": [["quotes", "--format", form, "-o", f"{{folder}}/q.{form}"] for form in ("text", "csv", "json", "md", "tex", "docx", "xlsx")],
    "report case": [["report", "case", "Firme A", "--format", form, "-o", f"{{folder}}/r.{form}"] for form in ("md", "docx")],
    "report theme": [["report", "theme", "Budget", "--format", "md"]],
    "study packet": [["study", "packet", "--for", "Zoé", "--transcript", "Anne", "-o", "{folder}/p.zip"]],
    "summaries list": [["summaries", "list", "--format", form] for form in ("text", "csv", "json", "md")],
    "transcripts original": [["transcripts", "original", "Anne", "-o", place] for place in ("-", "{folder}/o.txt")],
}  # fmt: skip
"""Every command that exports, in every form; {folder} is where to."""


LISTS: dict[str, list[str]] = {
    "cases list": ["cases", "list"],
    "codebook show": ["codebook", "show"],
    "codebook versions": ["codebook", "versions"],
    "history": ["history"],
    "search": ["search", "Anne"],
    "speakers list": ["speakers", "list"],
    "transcripts list": ["transcripts", "list"],
    "transcripts report": ["transcripts", "report", "Anne"],
    "transcripts review": ["transcripts", "review", "Anne"],
    "transcripts show": ["transcripts", "show", "Anne"],
    "study blind": ["study", "blind"],
}
"""Every command that lists what the study holds."""
OWN: set[str] = {
    "cases import", "check", "import", "codings import", "matrix verify", "merge", "pseudonyms apply", "pseudonyms list",
    "pseudonyms reverse", "pseudonyms suggest", "restore", "study roles list", "summaries import", "transcripts correct",
}  # fmt: skip
"""Commands that print what they did, what they were given, or names on purpose."""


def _commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path}{name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path}{name} ")


def test_every_command_that_exports_is_at_the_gate() -> None:
    """A command that writes what it reads in a study has --with-real-names; those listed above are walked below."""
    guarded, writing, printing = set(), set(), set()
    for name, command in _commands(program()):
        options = {option for one in command.params for option in one.opts}
        if "--with-real-names" in options:
            guarded.add(name)
        if {"-o", "--output"} & options or name.split()[-1] == "export":
            writing.add(name)
        if "--format" in options:
            printing.add(name)
    assert set(EXPORTS) <= guarded
    assert writing <= guarded
    assert printing <= guarded | OWN
    assert set(LISTS) <= guarded


@pytest.fixture
def named(coded: Callable[..., Result]) -> Callable[..., Result]:
    """Give a study in which the name Anne can leave by every way there is, and is in the key."""
    assert coded("codebook", "add", "Anne elle-même", "--example", "Anne : voilà").code == 0
    text = coded("transcripts", "show", "Anne").out
    start = text.index("Anne : =SOMME")
    assert coded("code", "Anne", start, start + 20, "Anne elle-même", "--coder", "Bob").code == 0
    assert coded("code", "Anne", start, start + 20, "Budget").code == 0
    assert coded("pseudonyms", "add", "Anne", "Béa").code == 0
    return coded


def test_no_export_lets_a_real_name_out(named: Callable[..., Result], tmp_path: Path) -> None:
    """Each is refused with one line, without a file or a word; with --with-real-names it is written."""
    folder = tmp_path / "out"
    for arguments in (arguments for commands in EXPORTS.values() for arguments in commands):
        given = [argument.format(folder=folder) for argument in arguments]
        refused = named(*given)
        assert (refused.code, refused.out) == (1, ""), given
        assert "real name" in refused.err, given
        assert "Anne" not in refused.err, given
        assert not folder.exists() or list(folder.iterdir()) == [], given
        meant = named(*given, "--with-real-names")
        assert meant.code == 0, (given, meant.err)
        for path in folder.glob("*"):
            path.unlink()


def test_no_list_lets_a_real_name_out(
    named: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Piped, and as data wherever it goes, a list is refused like an export; as text on a terminal it is shown."""
    assert named("codebook", "freeze", "Avant Anne").code == 0
    assert named("cases", "rename", "Firme A", "Firme Anne").code == 0
    assert named("study", "blind", "Zoé", "--transcript", "Anne").code == 0
    text = named("transcripts", "show", "Anne", "--with-real-names").out
    (tmp_path / "Anne 2.txt").write_text(text.replace("=SOMME(A1) c’est tout", "Non"), encoding="utf-8")
    assert named("transcripts", "correct", "Anne", tmp_path / "Anne 2.txt").code == 0
    for command in LISTS.values():
        for form in ("text", "json"):
            refused = named(*command, "--format", form)
            assert (refused.code, refused.out) == (1, ""), (command, form)
            assert "real name" in refused.err
            assert "Anne" in named(*command, "--format", form, "--with-real-names").out, (command, form)
    monkeypatch.setattr(console, "_on_terminal", lambda: True)
    for command in LISTS.values():
        assert "Anne" in named(*command).out, command
        assert named(*command, "--format", "json").code == 1


def test_a_coder_signs_her_work(named: Callable[..., Result]) -> None:
    """The whole name of a coder may leave, and is not replaced; it is said when it is put into the key."""
    said = named("pseudonyms", "add", "Bob", "Zack")
    assert "coders sign their work" in said.err
    assert named("pseudonyms", "apply").code == 0
    exported = named("codings", "export", "-")
    assert exported.code == 0
    assert "Bob" in exported.out


def test_versions_of_the_codebook_change_their_names_too(
    named: Callable[..., Result], tmp_path: Path
) -> None:
    """They are listed by “check --privacy”, replaced by “apply”, left by the comparison, and nowhere after a purge."""
    assert named("codebook", "freeze", "Avant Anne").code == 0
    found = named("check", "--privacy", "--format", "json").json["found"]
    assert {one["words"] for one in found if one["where"] == "version of the codebook"} == {"Anne"}
    assert named("codebook", "compare", "Avant Anne", "--format", "json").code == 1
    assert named("pseudonyms", "apply").code == 0
    compared = named("codebook", "compare", "Avant Béa", "--format", "json")
    assert compared.code == 0
    assert compared.json["differences"] == []
    assert named("purge", "names", "--yes", "--backups").code == 0
    assert b"Anne" not in (tmp_path / "étude" / "study.db").read_bytes()
    assert named("check").code == 0
    assert named("pseudonyms", "reverse").code == 0
    assert "Avant Anne" in named("codebook", "versions", "--with-real-names").out


def test_what_a_purge_of_names_leaves_is_said(named: Callable[..., Result], tmp_path: Path) -> None:
    """What waits for a decision keeps its text, and what was not replaced keeps its names: both are told."""
    said = named("purge", "names", "--yes").err
    assert "still stand in the study as it is" in said
    assert "transcript (" in said
    text = named("transcripts", "show", "Anne", "--with-real-names").out
    (tmp_path / "Anne 2.txt").write_text(text.replace("=SOMME(A1) c’est tout", "Non"), encoding="utf-8")
    assert named("transcripts", "correct", "Anne", tmp_path / "Anne 2.txt").code == 0
    assert named("pseudonyms", "apply").code == 0
    left = named("purge", "names", "--yes")
    assert "stays: 2 codings made on it wait" in left.err
    assert b"Anne" in (tmp_path / "étude" / "study.db").read_bytes()
    assert named("transcripts", "review", "Béa", "--drop", 1, "--drop", 2).code == 0
    assert "wait" not in named("purge", "names", "--yes").err
    assert b"Anne" not in (tmp_path / "étude" / "study.db").read_bytes()


def test_exports_leave_when_the_names_are_gone(named: Callable[..., Result], tmp_path: Path) -> None:
    """After “apply” they are written; what tells the history, and the file as received, still hold the names."""
    assert named("pseudonyms", "apply").code == 0
    names = {"Anne": "Béa", "Anne elle-même": "Béa elle-même"}
    for command, commands in EXPORTS.items():
        for arguments in commands:
            given = [names.get(argument, argument).format(folder=tmp_path / "out") for argument in arguments]
            told = command == "codebook export" and Path(given[-1]).suffix in {".xlsx", ".docx", ".md"}
            holds_them = told or command in {"history", "transcripts original"} or "all" in given
            assert named(*given).code == int(holds_them), given


def test_the_library_asks_as_the_commands_do(named: Callable[..., Result], tmp_path: Path) -> None:
    """A script that exports is refused, until it says that real names may leave."""
    with Study.open(tmp_path / "étude") as study:
        with pytest.raises(Refused, match="real name"):
            study.export(tmp_path / "w.xlsx")
        study.with_real_names = True
        assert study.export(tmp_path / "w.xlsx").is_file()


def test_what_cannot_be_looked_through_is_said(named: Callable[..., Result], tmp_path: Path) -> None:
    """Where the fingerprints were lost nothing leaves; where the secret is elsewhere it is told and goes on."""
    prints = tmp_path / "étude" / fingerprints.NAME
    kept = prints.read_bytes()
    prints.unlink()
    refused = named("quotes", "--format", "csv")
    assert (refused.code, "pseudonyms list" in refused.err) == (1, True)
    assert named("pseudonyms", "list").code == 0
    assert named("quotes", "--format", "csv").code == 1
    prints.write_bytes(kept)
    next(fingerprints.own_folder().glob("*.secret")).unlink()
    elsewhere = named("quotes", "--format", "csv")
    assert (elsewhere.code, "another computer" in elsewhere.err) == (0, True)


def test_a_name_with_its_capital_only(coded: Callable[..., Result]) -> None:
    """--as-written leaves the ordinary word alone, in the text and at the gate."""
    assert coded("pseudonyms", "add", "Personne", "Quidam", "--as-written").code == 0
    assert coded("pseudonyms", "apply", "--format", "json").json["changed"] is False
    assert coded("quotes", "--format", "csv").code == 0
    assert coded("pseudonyms", "remove", "Personne").code == 0
    assert coded("pseudonyms", "add", "Personne", "Quidam").code == 0
    assert coded("pseudonyms", "apply", "--dry-run", "--format", "json").json["without_capital"] == {
        "Personne": 1
    }


def test_only_the_gate_writes_exports() -> None:
    """No module of the study, the screens or the commands writes a file past the gate."""
    root = Path(interviewcoder.__file__).parent
    allowed = {"study/leaving.py", "study/fingerprints.py"}
    past = {
        path.relative_to(root).as_posix()
        for room in ("study", "cli", "tui")
        for path in (root / room).rglob("*.py")
        if re.search(r"\bimport .*\b(?:write_atomically|write_bytes)\b", path.read_text(encoding="utf-8"))
    }
    assert past == allowed


def test_names_are_purged_with_the_key(coded: Callable[..., Result], tmp_path: Path) -> None:
    """After “apply”, “purge names” leaves no real name in the study’s file, and “reverse” still knows the way."""
    before = coded("transcripts", "show", "Anne").out
    assert coded("pseudonyms", "add", "Anne", "Béatrice").code == 0
    assert coded("pseudonyms", "apply").code == 0
    assert b"Anne" in (tmp_path / "étude" / "study.db").read_bytes()
    assert coded("purge", "names").code == 1, "it asks first"
    assert coded("purge", "names", "--yes").code == 0
    assert b"Anne" not in (tmp_path / "étude" / "study.db").read_bytes()
    assert coded("history", "--format", "csv").code == 0
    assert coded("check").code == 0
    assert coded("pseudonyms", "reverse").code == 0
    assert coded("transcripts", "show", "Anne", "--with-real-names").out == before


def test_a_name_that_stands_nowhere_is_told_when_it_is_added_and_listed_with_none(
    coded: Callable[..., Result],
) -> None:
    """A misspelt name would be left in the texts, so the program says that it finds it nowhere; one that is there it does not."""
    assert "Found nowhere" not in coded("pseudonyms", "add", "Anne", "Béatrice").err
    added = coded("pseudonyms", "add", "Annick", "Léa")
    assert (added.code, "Found nowhere in the study, in no spelling: Annick." in added.err) == (0, True)
    tried = coded("pseudonyms", "apply", "--dry-run")
    assert re.search(r"^Annick +0 +0$", tried.out, re.MULTILINE)
    assert coded("pseudonyms", "apply", "--dry-run", "--format", "json").json["unfound"] == ["Annick"]
