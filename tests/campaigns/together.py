"""Several people at work in one study at once, each in a process of her own, and the proof that nothing was lost.

``python -m tests.campaigns.together 8 1000`` runs it on a PostgreSQL server, ``… 2 1000 --file`` on a file.

What was acknowledged is held against the history, and the whole history is done once more in memory: every edit must
find what it replaces, and the end must be what the database holds. An update that was lost would break either.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.changes import Change
from interviewcoder.domain.errors import Conflict, Refused
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import codings as coding_gestures
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, importing

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.records import Coding, Guid, Record

TEXT: Final = "E : Ça a commencé quand ?\nAnne : Par accident 🙂, en 2010. On avait une stagiaire.\n" * 6
_WEIGHTS: Final = {
    "code": 40,
    "uncode": 10,
    "recode": 10,
    "memo": 8,
    "summary": 8,
    "undo": 14,
    "codebook": 10,
}


@dataclass
class Done:
    """What one person did: the lines that were acknowledged, how often she was in conflict or refused, and failures."""

    lines: list[HistoryLine] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


@dataclass
class Result:
    """What all did together, what is wrong afterwards, and how long it took."""

    acknowledged: int
    met: Counter[str]
    wrong: list[str]
    seconds: float


class Person:
    """One coder at work, at random; now and then she acts on what she saw a while ago."""

    def __init__(self, study: Study, seed: int) -> None:
        self.study = study
        self.random = random.Random(seed)

    def act(self) -> HistoryLine | None:
        """Do one thing; None when there was nothing to do."""
        if self.random.random() < 0.6:
            self.study.refresh()
        kind = self.random.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        method: Callable[[], HistoryLine | Change | None] = getattr(self, f"_{kind}")
        made = method()
        if isinstance(made, Change):
            return self.study.apply(made) if made else None
        return made

    def _code(self) -> HistoryLine | None:
        start = self.random.randrange(len(TEXT) - 30)
        codes = self.random.sample(list(self.study.codebook), 2)
        span = Span(start, start + self.random.randint(1, 30))
        return self.study.code_passage(self.random.choice(self.study.transcripts), span, codes)

    def _one(self) -> Coding | None:
        codings = self.study.codings_of(self.random.choice(self.study.transcripts))
        return self.random.choice(codings) if codings else None

    def _uncode(self) -> HistoryLine | None:
        coding = self._one()
        return self.study.remove_codings([coding]) if coding else None

    def _recode(self) -> Change | None:
        coding = self._one()
        if coding is None:
            return None
        code = self.random.choice(list(self.study.codebook))
        there = next(one for one in self.study.transcripts if one.id == coding.transcript)
        present = [one for one in self.study.codings_of(there) if one.span == coding.span]
        memos = self.study.memos([coding.id])
        return coding_gestures.recode_codings([coding], code, self.study.codebook, present, memos)

    def _memo(self) -> Change:
        known = [memo for memo in self.study.memos() if memo.on == "study"]
        text = f"{self.study.coder.name} {self.random.random()}"
        if known and self.random.random() < 0.7:
            before = self.random.choice(known)
            return notes.write_memo(replace(before, text=text), before)
        return notes.write_memo(Memo(on="study", text=text, coder=self.study.coder.id))

    def _summary(self) -> Change:
        case, code = self.random.choice(self.study.cases), self.random.choice(list(self.study.codebook)[:4])
        cell = (case.id, code.id)
        before = next((one for one in self.study.summaries() if (one.case, one.code) == cell), None)
        return notes.write_summary(
            case, code, "x", f"{self.random.random()}", before=before, coder=self.study.coder.id
        )

    def _undo(self) -> HistoryLine:
        return self.study.undo() if self.random.random() < 0.8 else self.study.redo()

    def _codebook(self) -> Change:
        code = self.random.choice(list(self.study.codebook))
        what = self.random.randrange(3)
        if what == 0:
            return code_gestures.rename_code(self.study.codebook, code, f"N{self.random.randrange(10**6)}")
        if what == 1:
            return code_gestures.colour_code(
                self.study.codebook, code, f"#{self.random.randrange(16**6):06x}"
            )
        return code_gestures.describe_code(
            self.study.codebook, code, {"definition": {"fr": f"{self.random.random()}"}}
        )


def work(folder: Path, name: str, seed: int, actions: int) -> Done:
    """Be one person."""
    done = Done()
    with Study.open(folder) as study:
        study.work_as(name)
        person = Person(study, seed)
        while len(done.lines) < actions and len(done.failures) < 5:
            try:
                line = person.act()
            except (Conflict, Refused) as error:
                done.met[type(error).__name__] += 1
                study.refresh()
            except Exception:  # noqa: BLE001 - whatever else reaches a user is what is looked for
                done.failures.append(traceback.format_exc())
            else:
                done.lines += [line] if line is not None else []
    return done


def run(folder: Path, people: int, actions: int, url: str = "") -> Result:
    """Make a study and let all work in it; prove it afterwards."""
    with Study.create(folder, title="Étude", language="fr", coder="Ana", database=url) as study:
        for n in range(4):
            file = folder / f"T{n}.txt"
            file.write_text(f"{TEXT}E : {n} ?\n", encoding="utf-8")
            importing.import_file(study, file, case=f"Firme {n % 2}")
        for n in range(8):
            study.add_code([f"K{n}"])
        study.apply(case_gestures.add_case("Sans rien", study.cases))
        begun = study.database.head()
        records = study.database.every_record()
    began = perf_counter()
    with ProcessPoolExecutor(people, mp_context=multiprocessing.get_context("spawn")) as pool:
        names = [f"P{n}" for n in range(people)]
        everybody = list(pool.map(work, [folder] * people, names, range(people), [actions] * people))
    seconds = perf_counter() - began
    with Study.open(folder) as study:
        wrong = [failure for done in everybody for failure in done.failures]
        wrong += _wrong(study, everybody, begun, records)
    met = sum((done.met for done in everybody), Counter[str]())
    return Result(sum(len(done.lines) for done in everybody), met, wrong, seconds)


def _wrong(study: Study, everybody: list[Done], begun: int, records: dict[Guid, Record]) -> list[str]:
    """Say what is not as it should be."""
    wrong = list(study.problems())
    lines = {line.n: line for line in study.history() if line.n > begun}
    if sorted(lines) != list(range(begun + 1, begun + 1 + len(lines))):
        wrong.append("the numbers of the history have gaps")
    for done in everybody:
        for line in done.lines:
            there = lines.pop(line.n, None)
            if there is None or replace(there, undone=False) != replace(line, undone=False):
                wrong.append(f"line {line.n} was acknowledged and is not in the history")
    wrong += [f"line {n} is in the history and nobody did it" for n in lines]
    return wrong + _replayed(study, begun, records)


def _replayed(study: Study, begun: int, records: dict[Guid, Record]) -> list[str]:
    """Do the history once more, line by line, and compare."""
    wrong = []
    with study.database.reading() as at:
        from interviewcoder.store import history

        for line in sorted(history.lines(at), key=lambda one: one.n):
            if line.n <= begun:
                continue
            change = history.load(at, replace(line, n=line.of or line.n))
            for edit in (change.inverse if line.kind == "undo" else change).edits:
                if records.get(edit.record.id) != edit.before:
                    wrong.append(f"line {line.n} replaced something it had not seen")
                records.pop(edit.record.id, None)
                if edit.after is not None:
                    records[edit.record.id] = edit.after
    if records != study.database.every_record():
        wrong.append("what the history makes is not what the database holds")
    return wrong


def main() -> None:
    """Run it and print the figures."""
    from tests import postgres

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", type=int)
    parser.add_argument("actions", type=int)
    parser.add_argument("--file", action="store_true", help="in a file instead of on a server")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "study"
        if arguments.file:
            result = run(folder, arguments.people, arguments.actions)
        else:
            with postgres.server() as url:
                result = run(folder, arguments.people, arguments.actions, url)
    sys.stdout.write(
        f"{result.acknowledged:,} actions of {arguments.people} people in {result.seconds:.1f} s, "
        f"{result.acknowledged / result.seconds:.0f} a second; met {dict(result.met)}; wrong: {len(result.wrong)}\n"
    )
    sys.stdout.writelines(f"{sentence}\n" for sentence in result.wrong[:5])


if __name__ == "__main__":
    main()
