"""Keep the message catalogues whole: extract, update, compile, and check that nothing is missing.

python -m tools.catalogues            extract and update fr.po, then compile
python -m tools.catalogues --check    fail when a message is missing, fuzzy, or not compiled
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = ROOT / "src" / "interviewcoder"
FRENCH: Final = SOURCE / "locales" / "fr" / "LC_MESSAGES" / "interviewcoder.po"
_KEYWORDS: Final = {"_": 1, "N_": 1, "ngettext": 2, "NN_": 2}
"""What a message is given to, and how many arguments are it."""


def extracted() -> Catalog:
    """Give every message of the program."""
    catalogue = Catalog(project="interviewcoder", charset="utf-8", fuzzy=False)
    for file in sorted(SOURCE.rglob("*.py")):
        for message in messages(file.read_text(encoding="utf-8")):
            catalogue.add(message)
    return catalogue


def messages(source: str) -> Iterator[str | tuple[str, str]]:
    """Give the messages of a module, one and many together; read as Python, for those inside f-strings are messages too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KEYWORDS:
            n = _KEYWORDS[node.func.id]
            given = [
                one.value
                for one in node.args[:n]
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
            ]
            if len(given) == n:
                yield given[0] if n == 1 else (given[0], given[1])


def french() -> Catalog:
    """Read the French catalogue as it is."""
    if not FRENCH.exists():
        return Catalog(locale="fr")
    with FRENCH.open("rb") as handle:
        return read_po(handle, locale="fr")


def compiled(catalogue: Catalog) -> bytes:
    """Give the compiled form of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update() -> None:
    """Bring the French catalogue up to the program and compile it."""
    catalogue = french()
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    # Fixed, so that the file changes only when a message does.
    catalogue.header_comment = "# French messages of interviewcoder."
    catalogue.fuzzy = False
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    catalogue.project, catalogue.version = "interviewcoder", "1"
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = "interviewcoder"
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    with FRENCH.open("wb") as handle:
        write_po(handle, catalogue, width=110, sort_output=True, no_location=True, omit_header=False)
    FRENCH.with_suffix(".mo").write_bytes(compiled(catalogue))


def problems() -> list[str]:
    """Give a sentence for every message that French lacks or that was not compiled."""
    catalogue = french()
    found: list[str] = []
    for message in extracted():
        if not message.id:
            continue
        there = catalogue.get(message.id)
        if there is None or there.fuzzy or not _filled(there.string):
            found.append(f"no French for: {message.id!r}")
    compiled_file = FRENCH.with_suffix(".mo")
    if not found and (not compiled_file.exists() or compiled_file.read_bytes() != compiled(catalogue)):
        found.append("the compiled catalogue is not that of the .po file: run python -m tools.catalogues")
    return found


def _filled(text: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say what is missing")
    if not parser.parse_args().check:
        update()
    found = problems()
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
