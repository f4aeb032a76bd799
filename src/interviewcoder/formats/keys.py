"""The key of pseudonyms as a file: a table in csv, encrypted with age under a passphrase.

Owns what stands in that file. Any program that knows age opens it (``age -d``), and any spreadsheet reads what is in it.
Passphrases are given by the caller and kept nowhere.
"""

from __future__ import annotations

import csv
import io
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.errors import NotInstalled, Refused, Unreadable
from interviewcoder.domain.pseudonyms import KINDS, Key, Pseudonym, Trace
from interviewcoder.formats.files import read_bytes, write_bytes
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from interviewcoder.domain.pseudonyms import Kind

COLUMNS: Final = (
    "what", "name", "pseudonym", "kind", "also", "as_written", "where", "id", "start", "end", "sha256"
)  # fmt: skip
_BETWEEN: Final = " | "


def read_key(path: Path, passphrase: str) -> Key:
    """Open a key. Raises `NotFound`, `Unreadable`, and `Refused` for a wrong passphrase."""
    data = read_bytes(path)
    if not data.startswith(b"age-encryption.org/v1"):
        raise Unreadable(str(path), _("this is no key: it is not encrypted with age."))
    return _from_csv(path, _opened(data, passphrase).decode("utf-8-sig"))


def write_key(path: Path, key: Key, passphrase: str) -> Path:
    """Write a key, encrypted, readable by its owner alone; gives where it is."""
    return write_bytes(path, _sealed(_to_csv(key).encode(), passphrase))


def _opened(data: bytes, passphrase: str) -> bytes:
    age = _age()
    try:
        content: bytes = age.passphrase.decrypt(data, passphrase)
    except age.DecryptError as error:
        raise Refused(_("This passphrase does not open the key.")) from error
    return content


def _sealed(content: bytes, passphrase: str) -> bytes:
    data: bytes = _age().passphrase.encrypt(content, passphrase)
    return data


def _age() -> Any:
    """Give the package that does the encryption, which may be missing."""
    try:
        import_module("pyrage.passphrase")
        return import_module("pyrage")
    except ImportError as error:
        raise NotInstalled(_("Pseudonyms"), "pseudonyms") from error


def _to_csv(key: Key) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerow({"what": "study", "name": key.title, "id": key.study})
    writer.writerows(_name_row(one) for one in key.pseudonyms)
    for trace in key.traces:
        writer.writerow({"what": "text", "id": trace.place, "sha256": trace.digest})
        writer.writerows(
            {"what": "replaced", "name": words, "start": start, "end": end}
            for start, end, words in trace.replaced
        )
    for (record, edge), inside in key.edges.items():
        writer.writerow({"what": "edge", "id": record, "kind": edge, "start": inside})
    return stream.getvalue()


def _name_row(one: Pseudonym) -> Mapping[str, str]:
    return {
        "what": "name", "name": one.real, "pseudonym": one.pseudonym, "kind": one.kind, "also": _BETWEEN.join(one.also),
        "as_written": "yes" if one.as_written else "", "where": one.where, "id": one.scope,
    }  # fmt: skip


def _from_csv(path: Path, text: str) -> Key:
    rows = csv.DictReader(io.StringIO(text))
    study, title = "", ""
    names: list[Pseudonym] = []
    traces: list[tuple[str, str, list[tuple[int, int, str]]]] = []
    edges: dict[tuple[str, str], int] = {}
    try:
        for row in rows:
            match row["what"]:
                case "study":
                    study, title = row["id"], row["name"]
                case "name":
                    names.append(_pseudonym(row))
                case "text":
                    traces.append((row["id"], row["sha256"], []))
                case "replaced":
                    traces[-1][2].append((int(row["start"]), int(row["end"]), row["name"]))
                case "edge":
                    edges[row["id"], row["kind"]] = int(row["start"])
                case _:
                    pass
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise Unreadable(str(path), _("what is in this key cannot be read.")) from error
    return Key(
        study=study, title=title, pseudonyms=tuple(names), edges=edges,
        traces=tuple(Trace(place, digest, tuple(replaced)) for place, digest, replaced in traces),
    )  # fmt: skip


def _pseudonym(row: Mapping[str, str]) -> Pseudonym:
    return Pseudonym(
        real=row["name"], pseudonym=row["pseudonym"], kind=_kind(row.get("kind")),
        also=tuple(name.strip() for name in (row.get("also") or "").split("|") if name.strip()),
        as_written=(row.get("as_written") or "").strip().lower() in {"yes", "oui", "1", "true", "vrai", "x"},
        where=row.get("where") or "", scope=row.get("id") or "",
    )  # fmt: skip


def _kind(word: str | None) -> Kind:
    return next(
        (kind for kind in KINDS if kind == (word or "").strip().lower()), "other" if word else "person"
    )


def read_list(path: Path) -> Iterator[Pseudonym]:
    """Read names from a table with the columns name and pseudonym. Raises `Unreadable`."""
    from interviewcoder.formats.tables import read_table

    table = read_table(path)
    columns = {
        "name": table.column("name", "real", "nom", "real name", "nom réel"),
        "pseudonym": table.column("pseudonym", "pseudonyme"),
        "kind": table.column("kind", "genre", "type"),
        "also": table.column("also", "variants", "variantes", "aussi"),
        "as_written": table.column("as_written", "as written", "tel quel"),
        "where": table.column("where", "où"),
    }
    if columns["name"] is None or columns["pseudonym"] is None:
        raise Unreadable(str(path), _("The columns name and pseudonym are needed."))
    for row in table.rows:
        cells = {
            name: "" if at is None or row.cells[at] is None else str(row.cells[at]).strip()
            for name, at in columns.items()
        }
        if cells["name"]:
            yield _pseudonym(cells)
