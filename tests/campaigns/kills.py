"""The program killed while it codes (`kill -9`): what it had acknowledged is there, and all of it is sound.

A child codes, notes, recodes and undoes, and says each action on a pipe once it has been told that it is done. It is
killed at a random moment; the study it leaves is opened and proved, and the next child goes on with it.
``python -m tests.campaigns.kills 500`` runs it at a size of one's choosing.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import codings as gestures
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.store import Store
from interviewcoder.study import Study, importing

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_LONGEST: Final = 0.25
_ANEW: Final = 40
"""After so many kills a new study is begun, so that proving it stays quick."""


@dataclass(frozen=True, slots=True)
class Result:
    """How often the program was killed, what it had acknowledged, what of it was not there, what was unsound."""

    kills: int
    acknowledged: int
    lost: int
    unsound: int

    def __str__(self) -> str:
        return (
            f"{self.kills} kills: {self.acknowledged} actions acknowledged, {self.lost} of them lost, "
            f"{self.unsound} studies unsound"
        )


def new_study(folder: Path) -> Path:
    """Make a study with one interview and three codes."""
    with Study.create(folder, coder="Ana", language="fr") as study:
        file = folder / "Anne.txt"
        turns = (
            f"Q : Question {n} ?\nAnne : Réponse {n}, avec l’équipe 🙂 et du budget.\n" for n in range(60)
        )
        file.write_text("".join(turns), encoding="utf-8")
        importing.import_file(study, file, case="Firme")
        for name in ("Budget", "Équipe", "Début"):
            study.add_code([name])
    return folder


def step(study: Study, random: Random) -> None:
    """Do one thing a person does while she codes."""
    transcript, codings = study.transcripts[0], list(study.codings())
    codes = list(study.codebook)
    what = random.choice(["code", "code", "code", "memo", "uncode", "recode", "rename", "undo", "redo"])
    if what == "undo":
        study.undo()
    elif what == "redo":
        study.redo()
    elif what == "rename":
        study.apply(code_gestures.rename_code(study.codebook, random.choice(codes), f"Nom {random.random()}"))
    elif what == "code" or not codings:
        start = random.randrange(transcript.length - 40)
        study.code_passage(transcript, Span(start, start + random.randint(1, 40)), [random.choice(codes)])
    elif what == "memo":
        on = random.choice(codings)
        memo = Memo(on="coding", target=on.id, text=f"à revoir {random.random()}")
        study.apply(notes.write_memo(memo, next(iter(study.memos([on.id])), None)))
    elif what == "uncode":
        study.remove_codings([random.choice(codings)])
    else:
        one = random.choice(codings)
        study.apply(
            gestures.recode_codings(
                [one], random.choice(codes), study.codebook, codings, study.memos([one.id])
            )
        )


def _code(folder: Path, seed: int, said: Connection) -> None:
    """Code until killed; say the number and the hash of the last line of history after each action."""
    random = Random(seed)
    with Study.open(folder) as study:
        while True:
            with suppress(InterviewCoderError):
                step(study, random)
            lines = study.database.line_hashes()
            said.send((len(lines), lines[-1]))


def killed(work: Callable[..., None], arguments: tuple[object, ...], seconds: float) -> list[tuple[int, str]]:
    """Run `work` in a process of its own and kill it after its first word and `seconds`; give all it has said."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["interviewcoder.study", __name__])
    hears, says = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(*arguments, says))
    child.start()
    says.close()
    heard = [hears.recv()]
    time.sleep(seconds)
    child.kill()
    child.join()
    with suppress(EOFError):
        while True:
            heard.append(hears.recv())
    hears.close()
    child.close()
    return heard


def run(size: int, seed: int = 1) -> Result:
    """Kill the program `size` times."""
    random, acknowledged, lost, unsound = Random(seed), 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        for n in range(size):
            if n % _ANEW == 0:
                folder = new_study(Path(name) / f"study-{n}")
            heard = killed(_code, (folder, random.getrandbits(32)), random.random() * _LONGEST)
            acknowledged += len(heard)
            store = Store.open(folder / "study.db")
            hashes = store.line_hashes()
            lost += sum(hashes[number - 1 : number] != [digest] for number, digest in heard)
            unsound += bool(store.problems())
            store.close()
    return Result(size, acknowledged, lost, unsound)


if __name__ == "__main__":
    result = run(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    sys.stdout.write(f"{result}\n")
    sys.exit(bool(result.lost or result.unsound))
