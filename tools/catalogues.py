"""Keep the message catalogues whole: extract, update, compile, and check that nothing is missing.

python -m tools.catalogues            extract and update fr.po, then compile
python -m tools.catalogues --check    fail when a message is missing, fuzzy, or not compiled
"""

from __future__ import annotations

import argparse
import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = ROOT / "src" / "interviewcoder"
FRENCH: Final = SOURCE / "locales" / "fr" / "LC_MESSAGES" / "interviewcoder.po"
_KEYWORDS: Final = {"_": None, "N_": None, "ngettext": (1, 2)}


def extracted() -> Catalog:
    """Give every message of the program."""
    catalogue = Catalog(project="interviewcoder", charset="utf-8", fuzzy=False)
    found = extract_from_dir(str(SOURCE), method_map=[("**.py", "python")], keywords=_KEYWORDS)
    for file, _line, message, comments, _context in found:
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments)
    return catalogue


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
