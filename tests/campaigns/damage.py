"""A study with every kind of record, damaged in every way: ``check`` names it, ``restore --damaged`` brings it back.

Bits, bytes, pages and rows: turned over, wiped, swapped, deleted, cut off. What reads otherwise than before has to be found;
what is brought back has to be what was there, or be named as lost; nothing reads as if it were sound.
``python -m tests.campaigns.damage 4000`` runs it at a size of one's choosing.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.records import Coder, Edition, Finished, Memo, Pending, Status, Summary
from interviewcoder.domain.text import Span
from interviewcoder.store import schema
from interviewcoder.study import Study, mending
from tests.campaigns import bitflips

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewcoder.domain.records import Record
    from interviewcoder.store.check import Damage

PAGE: Final = 4096


@dataclass(slots=True)
class Result:
    """How often a study was damaged, read otherwise, was found damaged, came back whole or with losses that were named.

    `wrong` are the ways in which something read as if it were sound, or was lost in silence.
    """

    damaged: int = 0
    harmful: int = 0
    whole: int = 0
    with_losses: int = 0
    wrong: list[str] = field(default_factory=list)
    ways: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        lines = [
            f"damaged {self.damaged} times, read otherwise {self.harmful}",
            f"brought back whole {self.whole}, with losses that were named {self.with_losses}, wrongly {len(self.wrong)}",
            ", ".join(f"{way} {n}" for way, n in sorted(self.ways.items())),
            *self.wrong[:20],
        ]
        return "\n".join(lines)


def study_of_every_kind(folder: Path) -> Path:
    """Make a study with every kind of record and a copy from before its last changes; give its folder."""
    database = bitflips.study(folder)
    with Study.open(database.parent) as study:
        ben = Coder(name="Ben")
        (first, second, *_rest) = study.transcripts
        code, text = study.codebook.find("Thème 1"), study.document(first).text
        coding = next(study.codings())
        study.apply(
            case_gestures.set_values(
                study.case("Firme 0"), {"Secteur": "énergie", "Taille": 12}, study.attributes
            )
        )
        study.apply(Change("Begun", {}, added(
            ben,
            Memo(on="study", text="à relire"), Memo(on="coding", target=coding.id, text="fort"),
            Memo(on="passage", target=first.id, start=3, end=9, quote=text[3:9], text="ici"),
            Summary(case=study.case("Firme 1").id, code=code.id, text="Peu de moyens."),
            Status(transcript=second.id, code=code.id, value="not applicable"),
            Finished(transcript=second.id, coder=ben.id),
            Edition(name="pilote", coder=ben.id, codes={code.id: {"name": dict(code.name)}}, counts={code.id: 3}),
            Pending(id="0" * 36, transcript=first.id, version=first.version, start=1, end=4, quote=text[1:4], code=code.id,
                    coder=ben.id, made="2026-11-01T10:00:00Z", reason="gone"),
        )))  # fmt: skip
        (study.folder / "backups").mkdir(mode=0o700, exist_ok=True)
        for copy in (study.folder / "backups").glob("*.db"):
            copy.unlink()
        study.backup(study.folder / "backups" / "copy.db")
        study.add_code(["Tardif"])
        study.code_passage(first, Span(400, 420), [study.codebook.find("Tardif")], memo="après la copie")
        study.undo()
        study.redo()
        study.remove_codings([coding])
        study._changed = False  # no copy on closing: the last changes are in none
    return database.parent


def _truth(folder: Path) -> tuple[dict[str, Record], dict[str, str], list[object]]:
    with Study.open(folder) as study:
        texts = {one.name: study.document(one).text for one in study.transcripts}
        history = [
            (line.n, line.at, line.sentence, line.coder, line.undone)
            for line in study.history()
            if line.kind != "mend"
        ]
        return dict(study.database.every_record()), texts, list(history)


def _bit(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(data)


def _bytes(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    start, length = random.randrange(len(data)), random.randrange(1, 600)
    data[start : start + length] = bytes(random.randrange(256) for _n in data[start : start + length])
    path.write_bytes(data)


def _page(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    pages = len(data) // PAGE
    at = random.randrange(1, pages) * PAGE
    other = random.randrange(pages) * PAGE
    data[at : at + PAGE] = bytes(PAGE) if random.random() < 0.5 else data[other : other + PAGE]
    path.write_bytes(data)


def _cut(path: Path, random: Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: random.randrange(len(data) // 2, len(data))])


def _head(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    data[: random.randrange(16, PAGE)] = bytes(random.randrange(16, PAGE))
    path.write_bytes(data)


def _rows(path: Path, statement: Callable[[str, list[str], Random], str], random: Random) -> None:
    table = random.choice([one for one in schema.metadata.sorted_tables if one.name != "meta"])
    with closing(sqlite3.connect(path, isolation_level=None)) as there:
        for (name,) in there.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            there.execute(f"DROP TRIGGER {name}")
        keys = [f'"{column.name}"' for column in table.primary_key.columns]
        columns = [f'"{column.name}"' for column in table.columns if not column.primary_key]
        rows = there.execute(f'SELECT {", ".join(keys)} FROM "{table.name}"').fetchall()
        if not rows:
            return
        where = " AND ".join(f"{key} = ?" for key in keys)
        there.execute(f"{statement(table.name, columns, random)} WHERE {where}", random.choice(rows))


def _delete(path: Path, random: Random) -> None:
    _rows(path, lambda table, _columns, _random: f'DELETE FROM "{table}"', random)


def _alter(path: Path, random: Random) -> None:
    def statement(table: str, columns: list[str], random: Random) -> str:
        column = random.choice(columns)
        value = f"CASE typeof({column}) WHEN 'integer' THEN {column} + 1 WHEN 'null' THEN NULL WHEN 'real' THEN {column} + 1 WHEN 'blob' THEN zeroblob(9) ELSE {column} || 'x' END"
        return f'UPDATE "{table}" SET {column} = {value}'

    try:
        _rows(path, statement, random)
    except sqlite3.Error:  # a value that a constraint refuses: then a row goes instead
        _delete(path, random)


def _history(path: Path, lost: Callable[[int], tuple[int, int]]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as there:
        for (name,) in there.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            there.execute(f"DROP TRIGGER {name}")
        bounds = lost(there.execute("SELECT max(n) FROM changes").fetchone()[0])
        there.execute('DELETE FROM edits WHERE "change" BETWEEN ? AND ?', bounds)
        there.execute("DELETE FROM changes WHERE n BETWEEN ? AND ?", bounds)


def _line(path: Path, random: Random) -> None:
    def any_line(last: int) -> tuple[int, int]:
        n = random.randrange(1, last + 1)
        return n, n

    _history(path, any_line)


def _end(path: Path, random: Random) -> None:
    _history(path, lambda last: (last - random.randrange(6), last))


WAYS: Final = {
    "bit": _bit, "bytes": _bytes, "page": _page, "cut": _cut, "head": _head, "row": _delete, "value": _alter,
    "line": _line, "end": _end,
}  # fmt: skip
_ONLY_HISTORY: Final = {"line", "end"}
"""The ways after which every record is there and proves itself."""


def run(size: int, seed: int = 1) -> Result:
    """Damage fresh copies of the study, one at a time, by turns in every way; every third one has no copy to fall back on."""
    random, result = Random(seed), Result()
    with tempfile.TemporaryDirectory() as name:
        original = study_of_every_kind(Path(name))
        truth = _truth(original)
        for n in range(size):
            way = list(WAYS)[n % len(WAYS)]
            trial = Path(name) / "trial"
            shutil.rmtree(trial, ignore_errors=True)
            shutil.copytree(original, trial)
            if n % 3 == 0:
                shutil.rmtree(trial / "backups")
            WAYS[way](trial / "study.db", random)
            result.damaged += 1
            _judge(trial, truth, f"{n} ({way})", way, result)
    return result


def _judge(
    folder: Path, truth: tuple[dict[str, Record], object, object], name: str, way: str, result: Result
) -> None:
    found = mending.damages(folder)
    try:
        same = _truth(folder) == truth
    except Exception:  # noqa: BLE001 - whatever a damaged file raises, it does not read as if it were sound
        same = False
    if not same:
        result.harmful += 1
        result.ways[way] += 1
        if not found:
            result.wrong.append(f"{name}: reads otherwise and was not found")
    if found:
        _judge_restoring(folder, truth, found, name, result)
        if way in _ONLY_HISTORY:
            now = _truth(folder)[0]
            if any(now.get(guid) != record for guid, record in truth[0].items()):
                result.wrong.append(f"{name}: a record that proved itself was not believed")


def _judge_restoring(
    folder: Path,
    truth: tuple[dict[str, Record], object, object],
    found: list[Damage],
    name: str,
    result: Result,
) -> None:
    if not all(told.damage and told.source for told in mending.told(folder, found)):
        result.wrong.append(f"{name}: nothing is said of where it can come from")
    try:
        done = mending.restore(folder)
    except InterviewCoderError as error:
        if (folder / "backups").exists() or "no copy" not in error.sentence:
            result.wrong.append(f"{name}: {error.sentence}")
        else:
            result.with_losses += 1
        return
    if mending.damages(folder):
        result.wrong.append(f"{name}: still damaged: {mending.damages(folder)[0].sentence}")
    elif _truth(folder) == truth:
        result.whole += 1
    elif done.lost or done.whole or (done.unseen and _truth(folder)[0].items() >= truth[0].items()):
        result.with_losses += 1
    else:
        result.wrong.append(f"{name}: not what it was, and nothing said")


if __name__ == "__main__":
    sys.stdout.write(f"{run(int(sys.argv[1]) if len(sys.argv) > 1 else 4_000)}\n")
