"""Two copies of a study that go their own ways, merged: everything of both once, twice is once, either way round the same.

``python -m tests.campaigns.merges 500`` runs it at a size of one's choosing.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis.filters import Selection
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import codings as coding_gestures
from interviewcoder.domain.gestures.notes import set_statuses, write_memo
from interviewcoder.domain.gestures.transcripts import finish_transcripts
from interviewcoder.domain.reconciling import Decisions
from interviewcoder.domain.records import STATUSES, Coder, Coding, Memo, Pending, Summary
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, codes, copies, correcting, importing, summarising
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from interviewcoder.domain.records import Guid, Record

_BASES = 6
_WORDS = ("équipe", "budget", "stagiaire 🙂", "fin")


@dataclass(slots=True)
class Result:
    """How many pairs were merged, how many clashes they had, and what was not as it should be, with its seed."""

    pairs: int = 0
    clashes: int = 0
    codings: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [
            f"{self.pairs} pairs, {self.codings} codings made apart, {self.clashes} clashes, {len(self.faults)} faults"
        ]
        return "\n".join([*lines, *self.faults])


# What people do


def _code(study: Study, random: Random) -> None:
    transcript = random.choice(list(study.transcripts))
    start = random.randrange(transcript.length - 12)
    span = Span(start, start + random.choice([3, 11]))
    coder = random.choice(list(study.coders))
    study.code_passage(transcript, span, [random.choice(list(study.codebook))], coder=coder)


def _some(study: Study, random: Random) -> Coding:
    return random.choice(list(study.codings()))


def _uncode(study: Study, random: Random) -> None:
    study.remove_codings([_some(study, random)])


def _recode(study: Study, random: Random) -> None:
    coding = _some(study, random)
    here = list(study.codings(Selection(transcripts=frozenset({coding.transcript}))))
    to = random.choice(list(study.codebook))
    study.apply(coding_gestures.recode_codings([coding], to, study.codebook, here, []))


def _mark(study: Study, random: Random) -> None:
    coding = _some(study, random)
    study.apply(coding_gestures.mark_codings([coding], study.codebook, key=not coding.key))


def _memo(study: Study, random: Random) -> None:
    coding = _some(study, random)
    text = f"Note {random.random()}"
    study.apply(write_memo(Memo(on="coding", target=coding.id, text=text, coder=study.coder.id)))


def _other_memo(study: Study, random: Random) -> None:
    memos = study.memos()
    if memos:
        memo = random.choice(memos)
        study.apply(write_memo(replace(memo, text=f"Changed {random.random()}"), memo))


def _summary(study: Study, random: Random) -> None:
    case, code = random.choice(list(study.cases)[:2]), random.choice(list(study.codebook)[:4])
    study.apply(summarising.written(study, case, code, f"Words {random.random()}."))


def _new_code(study: Study, random: Random) -> None:
    name = f"New {random.randrange(4)}"
    if study.codebook.get([name]) is None:
        study.add_code([name])


def _rename(study: Study, random: Random) -> None:
    code = random.choice(list(study.codebook))
    name = f"{study.codebook.name(code)} {random.randrange(100)}"
    study.apply(code_gestures.rename_code(study.codebook, code, name))


def _merge_codes(study: Study, random: Random) -> None:
    leaves = [code for code in study.codebook if not study.codebook.children(code.id)]
    if len(leaves) > 2:
        one, other = random.sample(leaves, 2)
        study.apply(codes.merge(study, one, other))


def _move_code(study: Study, random: Random) -> None:
    code, to = random.choice(list(study.codebook)), random.choice([None, *study.codebook])
    study.apply(code_gestures.move_code(study.codebook, code, to))


def _value(study: Study, random: Random) -> None:
    case = random.choice(list(study.cases))
    study.apply(case_gestures.set_values(case, {"Taille": f"t{random.randrange(9)}"}, study.attributes))


def _status(study: Study, random: Random) -> None:
    transcript, code = random.choice(list(study.transcripts)), random.choice(list(study.codebook))
    value = random.choice(STATUSES)
    path = study.codebook.path(code.id)
    study.apply(
        set_statuses(
            [transcript],
            code,
            path,
            value,
            where=transcript.name,
            present=study.statuses(),
            coder=study.coder.id,
        )
    )


def _finish(study: Study, random: Random) -> None:
    transcript, coder = random.choice(list(study.transcripts)), random.choice(list(study.coders))
    study.apply(finish_transcripts([transcript], coder, study.finished()))


def _correct(study: Study, random: Random) -> None:
    transcript = random.choice(list(study.transcripts))
    lines = study.document(transcript).text.split("\n")
    n = random.randrange(len(lines))
    match random.randrange(3):
        case 0:
            lines.insert(n, f"Réponse : {' '.join(random.choices(_WORDS, k=7))} {random.randrange(99)}.")
        case 1 if len(lines) > 3:
            del lines[n]
        case _:
            lines[n] = f"{lines[n]} {random.choice(_WORDS)}"
    file = study.folder / "corrected.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    correcting.apply(study, correcting.from_file(study, transcript, file))


def _import(study: Study, random: Random) -> None:
    file = study.folder / f"I{random.randrange(3)}.txt"
    if file.exists():
        return
    file.write_text(f"Enquêtrice : Et puis ?\nRéponse : {' '.join(_WORDS)} {file.stem}.\n", encoding="utf-8")
    importing.import_file(study, file, case="Firme neuve")


def _undo(study: Study, random: Random) -> None:
    last = study.history(1)[0]
    if last.kind == "do" and not last.label.startswith("Took in"):  # never what both have in common
        study.undo()


ACTIONS: tuple[Callable[[Study, Random], None], ...] = (
    _code, _code, _code, _code, _uncode, _recode, _mark, _memo, _other_memo, _other_memo, _summary, _summary, _new_code,
    _rename, _merge_codes, _move_code, _value, _status, _finish, _correct, _import, _undo,
)  # fmt: skip


def _write_about(study: Study, random: Random) -> None:
    """Let both sides have memos, summaries and marks in common to change."""
    for _n in range(6):
        for act in (_memo, _summary, _status):
            act(study, random)
    study.apply(Change("Took in what both have", {}, added(Coder(name="Chloé"))))


def _live(study: Study, random: Random) -> None:
    for _n in range(random.randint(1, 16)):
        try:
            random.choice(ACTIONS)(study, random)
        except InterviewCoderError:  # what the program refuses a person, it refuses here
            continue


# What has to hold


def records(study: Study) -> dict[Guid, Record]:
    """Give all records of a study by identity."""
    return dict(study.database.every_record())


def told(study: Study) -> dict[str, Any]:
    """Give what a study says, whatever the identities of its records and the order of joined words."""
    texts = {one.id: one.name for one in study.transcripts}
    coders = {one.id: one.name for one in study.coders}
    cases = {one.id: one.name for one in study.cases}
    path = study.codebook.path
    known = records(study)

    def target(memo: Memo) -> object:
        on = known.get(memo.target or "")
        return (on.quote, path(on.code), coders[on.coder]) if isinstance(on, (Coding, Pending)) else memo.on

    return {
        "codings": Counter(
            (texts[at.transcript], at.start, at.end, path(at.code), coders[at.coder], at.key) for at in study.codings()
        ),
        "waiting": Counter((texts[at.transcript], at.quote, path(at.code), coders[at.coder]) for at in study.pending()),
        "memos": Counter((target(memo), *sorted(memo.text.split("\n"))) for memo in study.memos()),
        "summaries": {
            (cases[one.case], path(one.code)): sorted(one.text.split("\n")) for one in study.summaries()
        },
        "statuses": {(texts[one.transcript], path(one.code)): one.value for one in study.statuses()},
        "finished": {(texts[one.transcript], coders[one.coder]) for one in study.finished()},
        "texts": {name: text for guid, text in study.texts() for name in [texts[guid]]},
        "codes": {path(code.id) for code in study.codebook},
        "cases": {
            one.name: sorted(map(str, one.values.values())) for one in study.cases
        },
    }  # fmt: skip


def _expected(
    base: dict[Guid, Record], one: dict[Guid, Record], other: dict[Guid, Record]
) -> Iterable[Record]:
    """Give what one side holds that the merged study has to hold: made since, or neither removed nor rewritten there."""
    for guid, record in one.items():
        was, there = base.get(guid), other.get(guid)
        if isinstance(record, (Memo, Summary)):
            text = was.text if isinstance(was, (Memo, Summary)) else ""
            if record.text != text or getattr(there, "text", "") == text:
                yield replace(record, text=_new_lines(text, record.text))
        elif there == record or (record != was and not _coded_otherwise(was, record, there)):
            yield record


def _coded_otherwise(was: Record | None, one: Record, other: Record | None) -> bool:
    """Say whether both sides gave a coding another code: only one of these is to stand."""
    codes = {getattr(record, "code", None) for record in (was, one, other)}
    return other is not None and len(codes) == 3


def _new_lines(before: str, now: str) -> str:
    return "\n".join(line for line in now.split("\n") if line not in before) if before != now else now


def _lost(record: Record, after: dict[Guid, Record], codes_gone: set[Guid], texts: dict[str, str]) -> bool:
    if isinstance(record, (Coding, Pending)):
        return record.id not in after and not any(
            isinstance(one, (Coding, Pending))
            and one.coder == record.coder
            and one.transcript == record.transcript
            and (one.code == record.code or record.code in codes_gone)
            and one.quote == record.quote
            for one in after.values()
        )
    if isinstance(record, (Memo, Summary)):
        return any(line not in texts[type(record).__name__] for line in record.text.split("\n"))
    return False


def _held(base: dict[Guid, Record], sides: tuple[dict[Guid, Record], ...], merged: Study) -> Iterable[str]:
    after = records(merged)
    gone = {guid for guid in base if any(guid not in side for side in (after, *sides))}
    texts = {
        "Memo": "\n".join(one.text for one in merged.memos()),
        "Summary": "\n".join(one.text for one in merged.summaries()),
    }
    for one, other in (sides, sides[::-1]):
        for record in _expected(base, one, other):
            if _lost(record, after, gone, texts):
                yield f"lost: {type(record).__name__} {record}"
    for kind in ("Memo", "Summary"):
        known = "\n".join(one.text for one in base.values() if isinstance(one, (Memo, Summary)))
        made = {line for side in sides for one in side.values() if isinstance(one, (Memo, Summary))
                for line in one.text.split("\n")}  # fmt: skip
        yield from (f"twice: {line}" for line in made if line not in known and texts[kind].count(line) > 1)
    places = Counter((at.transcript, at.start, at.end, at.code, at.coder) for at in merged.codings())
    yield from (f"twice: coding {place}" for place, n in places.items() if n > 1)


def _one_pair(folder: Path, base_folder: Path, seed: int, result: Result) -> None:
    random = Random(seed)
    for name in ("ours", "theirs"):
        shutil.copytree(base_folder, folder / name)
    with Study.open(folder / "ours") as ours, Study.open(folder / "theirs") as theirs:
        base = records(ours)
        for study in (ours, theirs):
            _live(study, random)
        sides = records(ours), records(theirs)
        shutil.copytree(folder / "theirs", folder / "other-way")
        before = sides[0]
        work = copies.merged(ours, theirs.folder)
        result.clashes += len(work.clashes)
        result.codings += sum(
            isinstance(one, Coding) and guid not in base for side in sides for guid, one in side.items()
        )
        with Study.open(folder / "other-way") as other_way:
            back = copies.merged(other_way, ours.folder, Decisions("theirs"))
            if back.change:
                copies.apply(other_way, back)
            if work.change:
                copies.apply(ours, work)
            faults = [*_held(base, sides, ours), *ours.problems(), *other_way.problems()]
            one, two = told(ours), told(other_way)
        faults += [f"{kind}: {_apart(one[kind], two[kind])}" for kind in one if one[kind] != two[kind]]
        after = records(ours)
        if copies.merged(ours, theirs.folder).change:
            faults.append("a second merge of the same copy is not empty")
        if work.change:
            ours.undo()
            if records(ours) != before:
                faults.append("undo does not give what was there")
            ours.redo()
            if records(ours) != after:
                faults.append("redo does not give the merged study")
        result.faults += [f"seed {seed}: {fault}" for fault in faults]


def _apart(one: Any, two: Any) -> str:
    if isinstance(one, Counter):
        return f"only one way {dict(one - two)}, only the other {dict(two - one)}"
    if isinstance(one, set):
        return f"only one way {one - two}, only the other {two - one}"
    keys = [key for key in {*one, *two} if one.get(key) != two.get(key)]
    return f"{[(key, one.get(key), two.get(key)) for key in keys]}"


def run(pairs: int, first: int = 0) -> Result:
    """Merge that many generated pairs, from seed `first` on."""
    result = Result()
    with tempfile.TemporaryDirectory() as name:
        bases = {}
        for n in sorted({seed % _BASES for seed in range(first, first + pairs)}):
            folder = Path(name) / f"base-{n}"
            folder.mkdir()
            with generated_study(folder, n) as study:
                _write_about(study, Random(n))
            bases[n] = folder / "study"
        for seed in range(first, first + pairs):
            folder = Path(name) / f"pair-{seed}"
            folder.mkdir()
            try:
                _one_pair(folder, bases[seed % _BASES], seed, result)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault of this pair
                result.faults.append(f"seed {seed}: {type(error).__name__} {error}")
            shutil.rmtree(folder)
            result.pairs += 1
    return result


if __name__ == "__main__":
    outcome = run(
        int(sys.argv[1]) if len(sys.argv) > 1 else 500, int(sys.argv[2]) if len(sys.argv) > 2 else 0
    )
    sys.stdout.write(f"{outcome}\n")
    sys.exit(bool(outcome.faults))
