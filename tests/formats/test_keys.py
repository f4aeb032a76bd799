"""The key as a file: standard age around a plain table."""

from __future__ import annotations

import csv
import io
import stat
from typing import TYPE_CHECKING

import pytest

from interviewcoder.domain.errors import Refused, Unreadable
from interviewcoder.domain.pseudonyms import Key, Pseudonym, Trace
from interviewcoder.formats import keys
from interviewcoder.formats.keys import read_key, read_list, write_key

if TYPE_CHECKING:
    from pathlib import Path

pyrage = pytest.importorskip("pyrage", reason="the package pyrage is not installed")

KEY = Key(
    study="s1", title="Étude; « une »",
    pseudonyms=(
        Pseudonym(real="Anne, dite “Nanou”", pseudonym="Béa", also=("Nanou", "A. L."), as_written=True),
        Pseudonym(real="L’Oréal", pseudonym="[entreprise]", kind="firm", scope="t1", where="E01"),
    ),
    traces=(Trace("text:t1", "ab" * 32, ((0, 3, "Anne"), (7, 9, "A.\nL."))), Trace("memo:m:text", "cd" * 32, ())),
    edges={("c1", "start"): 2, ("c1", "end"): 1},
)  # fmt: skip


def test_a_key_comes_back_as_it_was_and_any_age_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is for its owner alone, holds no name in plain words, and is a table once decrypted."""
    path = write_key(tmp_path / "k.age", KEY, "un secret")
    data = path.read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert b"Anne" not in data
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    table = pyrage.passphrase.decrypt(data, "un secret")
    rows = list(csv.DictReader(io.StringIO(table.decode())))
    assert ("Anne, dite “Nanou”", "Béa") in {(row["name"], row["pseudonym"]) for row in rows}
    with pytest.raises(Refused, match="does not open"):
        read_key(path, "autre")
    monkeypatch.setattr(keys, "_opened", lambda _data, _passphrase: table)
    assert read_key(path, "un secret") == KEY


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    """A plain table is not taken for a key."""
    path = tmp_path / "k.csv"
    path.write_text("name,pseudonym\nAnne,Béa\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="no key"):
        read_key(path, "x")


def test_names_are_read_from_a_table_of_ones_own(tmp_path: Path) -> None:
    """French headings, variants and kinds are understood; a table without the two columns is refused."""
    path = tmp_path / "noms.csv"
    path.write_text("Nom;Pseudonyme;Type;Variantes\nAnne;Béa;person;Nanou | Nana\n;;;\n", encoding="utf-8")
    (one,) = read_list(path)
    assert (one.real, one.pseudonym, one.kind, one.also) == ("Anne", "Béa", "person", ("Nanou", "Nana"))
    path.write_text("Nom\nAnne\n", encoding="utf-8")
    with pytest.raises(Unreadable):
        list(read_list(path))
