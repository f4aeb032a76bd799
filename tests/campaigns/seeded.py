"""The tests themselves put to the test: bugs sown one at a time into a copy of the source, and who finds them.

Each bug is one this kind of program has had, here or elsewhere: a small change of the text of one module, with the test
files that ought to notice. ``python -m tests.campaigns.seeded`` sows all of them, ``… seeded NAME`` one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TOP: Final = Path(__file__).parents[2]
_ROOM: Final = Path("src", "interviewcoder")
_COPIED: Final = ("src", "tests", "tools", "transcripts", "codebooks", "exports", "docs", "pyproject.toml", "README.md", "mkdocs.yml", "CHANGELOG.md", "CONTRIBUTING.md")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bug:
    """A bug: what it is, the module below the package, the text that is replaced, and the tests to run."""

    name: str
    module: str
    before: str
    after: str
    tests: tuple[str, ...]


BUGS: Final = (
    Bug("offsets in UTF-16 units", "domain/text.py", "return text[self.start : self.end]",
        'units = text.encode("utf-16-le", "surrogatepass")\n        return units[2 * self.start : 2 * self.end].decode("utf-16-le", "replace")',
        ("domain/test_text.py", "study/test_correcting.py")),
    Bug("texts not in NFC", "domain/text.py", 'unicodedata.normalize("NFC", _CONTROLS.sub("\\ufffd", text))', '_CONTROLS.sub("\\ufffd", text)',
        ("domain/test_text.py",)),
    Bug("a carriage return stays", "domain/text.py", '"\\r\\n|[\\r\\u2028', '"[\\u2028',
        ("domain/test_text.py",)),
    Bug("œ does not fold", "domain/text.py", '"œ": "oe", ', "", ("domain/test_text.py",)),
    Bug("origins of folded letters off after a ligature", "domain/text.py", "origin.extend([position] * len(folded))", "origin.append(position)",
        ("domain/test_text.py",)),
    Bug("spans that touch are not joined, and words at the seam count twice", "domain/text.py", "elif span.start <= last.end:", "elif span.start + 1 < last.end:",
        ("domain/test_text.py", "study/test_matrix.py")),
    Bug("spans that only touch overlap", "domain/text.py", "return self.start < other.end and other.start < self.end", "return self.start <= other.end and other.start <= self.end",
        ("domain/test_text.py", "study/test_agreeing.py")),
    Bug("the last character of a passage at the end of the text is refused", "domain/gestures/codings.py", "start < end <= len(document.text)", "start < end < len(document.text)",
        ("domain/test_codings.py", "cli/test_road.py", "cli/test_refusals.py", "study/test_sample.py", "formats/test_codings.py")),
    Bug("undo forgets memos", "domain/gestures/codings.py", "edits = removed(*memos, *codings)", "edits = removed(*codings)",
        ("domain/test_codings.py", "tui/test_annotating.py", "study/test_machine.py")),
    Bug("a merge of codes drops the memos on twins", "domain/gestures/codes.py", "edits += replaced(memo, replace(memo, target=twins[memo.target]))", "edits += removed(memo)",
        ("domain/test_codes.py", "tui/test_codebook_screen.py", "study/test_machine.py")),
    Bug("a merge of codes forgets the summaries of the source", "domain/gestures/codes.py", 'replace(there, text=f"{there.text}\\n{summary.text}")', "there",
        ("domain/test_codes.py", "cli/test_summaries.py", "cli/test_history.py", "study/test_machine.py")),
    Bug("recoding loses the memo of a twin", "domain/gestures/codings.py", "edits += replaced(memo, replace(memo, target=twin.id))", "edits += removed(memo)",
        ("domain/test_codings.py",)),
    Bug("a code can be moved below itself", "domain/gestures/codes.py", "if parent is not None and parent.id in codebook.with_below(code.id):", "if parent is code:",
        ("domain/test_codes.py", "tui/test_codebook_screen.py", "study/test_machine.py")),
    Bug("a correction loses a coding whose words are gone", "domain/gestures/corrections.py", "edits += added(*carried.waiting)", "edits += added(*(one for one in carried.waiting if one.found_start is not None))",
        ("study/test_correcting.py", "cli/test_correcting.py")),
    Bug("a correction keeps the old offsets", "domain/gestures/corrections.py", "replace(coding, start=span.start, end=span.end, quote=quote)", "replace(coding, quote=quote)",
        ("study/test_correcting.py", "cli/test_correcting.py")),
    Bug("a moved passage is one too far", "analysis/anchoring.py", "here = Span(span.start - run.old + run.new, span.end - run.old + run.new)\n            whole", "here = Span(span.start - run.old + run.new, span.end - run.old + run.new + 1)\n            whole",
        ("analysis/test_anchoring.py", "campaigns/test_corrections.py", "study/test_correcting.py")),
    Bug("a passage without enough context moves silently", "analysis/anchoring.py", "return Anchored(here, sure,", "return Anchored(here, True,",
        ("analysis/test_anchoring.py", "campaigns/test_corrections.py", "study/test_correcting.py")),
    Bug("the quotation is not guarded by the database", "store/schema.py", "for event in (\"INSERT\", 'UPDATE OF transcript, start, \"end\", quote')", 'for event in ("INSERT",)',
        ("store/test_store.py",)),
    Bug("the history is not chained", "store/history.py", "previous, line.n, line.at", '"", line.n, line.at',
        ("store/test_store.py",)),
    Bug("redo after something new was done", "store/changes.py", "    history.forget_redo(connection, coder)\n", "",
        ("store/test_store.py", "study/test_machine.py")),
    Bug("a conflict goes unseen", "store/changes.py", "if result.rowcount != len(edits):", "if result.rowcount > len(edits):",
        ("store/test_store.py", "study/test_conflicts.py", "study/test_server.py")),
    Bug("a backup is not flushed to the disk", "store/backup.py", "        flush(partial)\n", "", ("store/test_backup.py",)),
    Bug("references are not checked by the database", "store/connection.py", "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys = OFF", ("store/test_store.py",)),
    Bug("SQLite flushes less than it should", "store/connection.py", "PRAGMA synchronous = EXTRA", "PRAGMA synchronous = NORMAL", ("store/test_store.py",)),
    Bug("the turn a passage ends in is missed", "store/turns.py", "last = bisect_right(zones.starts, end - 1) - 1", "last = bisect_right(zones.starts, end - 1) - 2",
        ("store/test_store.py", "study/test_matrix.py")),
    Bug("a passage of two coders counts twice", "analysis/counting.py", "for _transcript, start, end, code, _coder, first, last in group:\n        rows = rows_of.get(code)\n        if not rows:\n            continue\n        mark = (start, end, first, last)", "for _transcript, start, end, code, coder, first, last in group:\n        rows = rows_of.get(code)\n        if not rows:\n            continue\n        mark = (start, end, first, last, coder)",
        ("study/test_matrix.py", "study/test_workbook_recounted.py")),
    Bug("a wrong kappa: chance by the raters' mean", "analysis/agreement/nominal.py", "by_chance = fsum(n * second.get(value, 0) for value, n in first.items())", "by_chance = fsum(((n + second.get(value, 0)) / 2) ** 2 for value, n in first.items())",
        ("analysis/test_agreement.py",)),
    Bug("control sequences reach the terminal", "domain/text.py", 'return _HIDDEN.sub("\\ufffd", text', 'return ("" + text', ("domain/test_text.py", "tui/test_pure.py")),
    Bug("an old file is truncated before the new one is there", "formats/files.py", "    with write_atomically(path) as output:\n        output.temporary.write_bytes(data)\n    return output.final", '    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)\n    try:\n        path.write_bytes(data)\n        path.chmod(0o600)\n    except OSError:\n        raise Refused(_("The disk is full; {path} was not written.").format(path=path)) from None\n    return path',
        ("formats/test_files.py", "cli/test_safety.py")),
)  # fmt: skip
"""What is sown. The text before is in its module exactly once."""


def fits(bug: Bug) -> bool:
    """Say whether a bug can still be sown: its text is in its module exactly once, and its tests are there."""
    source = (_TOP / _ROOM / bug.module).read_text(encoding="utf-8")
    return source.count(bug.before) == 1 and all((_TOP / "tests" / test).exists() for test in bug.tests)


def sow(bug: Bug) -> list[str]:
    """Run a bug's tests on a copy of the source that has it; give those that failed."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for part in _COPIED:
            source = _TOP / part
            if source.is_dir():
                shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / part)
        module = copy / _ROOM / bug.module
        module.write_text(module.read_text(encoding="utf-8").replace(bug.before, bug.after), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--maxfail", "1", "--tb", "no",
             *(f"tests/{test}" for test in bug.tests)],
            cwd=copy, env={**os.environ, "PYTHONPATH": str(copy / "src")}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    found = re.findall(r"^(?:FAILED|ERROR) tests/(\S+::\S+)", done.stdout, re.MULTILINE)
    if done.returncode not in {0, 1}:
        message = f"the tests for “{bug.name}” could not be run:\n{done.stdout[-1500:]}{done.stderr[-500:]}"
        raise RuntimeError(message)
    return found


def run(names: list[str]) -> tuple[int, int]:
    """Sow the bugs named, or all; print which tests found each; give how many were sown and found."""
    chosen = [bug for bug in BUGS if not names or bug.name in names]
    found = 0
    for bug in chosen:
        failed = sow(bug)
        found += bool(failed)
        by = ", ".join(failed) or "NOBODY"
        sys.stdout.write(f"{bug.name}: found by {by}\n")
        sys.stdout.flush()
    return len(chosen), found


if __name__ == "__main__":
    sown, seen = run(sys.argv[1:])
    sys.stdout.write(f"{seen} of {sown} seeded bugs found\n")
    sys.exit(sown - seen > 1)
