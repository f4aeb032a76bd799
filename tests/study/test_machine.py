"""A study used at random, step by step, against what must always hold: sound, and undone as it was.

Every step is one a researcher can take. After each the database proves itself, and what undo gives back is
compared with what was there before, record by record.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
import pytest
from hypothesis import seed, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from interviewcoder.analysis.filters import Filters, Selection
from interviewcoder.domain.errors import Conflict, Refused
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import codings as coding_gestures
from interviewcoder.domain.gestures import corrections
from interviewcoder.domain.gestures import notes as note_gestures
from interviewcoder.domain.gestures import transcripts as transcript_gestures
from interviewcoder.domain.records import Memo, Speaker, Transcript, Turn, Version
from interviewcoder.domain.text import Span, canonical
from interviewcoder.formats.transcripts.reading import Reading
from interviewcoder.formats.transcripts.turns import recognise
from interviewcoder.study import Study, codes, correcting, speaking
from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewcoder.domain.records import Code, Coding

TEXT = (
    "E : Ça a commencé quand, l’été ?\nAnne : Par accident 🙂, en 2010. On avait\u202fune stagiaire.\n"
    "E : Ah ?\nAnne : Oui : voilà. =SOMME(A1)\nE : Et le 👩‍👩‍👧 budget ?\nAnne : Rien.\n"
)
NAMES = st.sampled_from(["Budget", "Équipe", "Émotion", "été", "a b"])
PLACES = st.integers(0, len(TEXT) - 1)


class StudyMachine(RuleBasedStateMachine):
    """One study, one coder, everything that can be done to its codings and codes."""

    def __init__(self, new_database: Callable[[], str] = str) -> None:
        super().__init__()
        self._scratch = tempfile.TemporaryDirectory()
        folder = Path(self._scratch.name) / "s"
        self.study = Study.create(folder, title="S", coder="Ana", database=new_database())
        found = recognise(TEXT)
        version = Version(text=TEXT, turns=found.turns)
        self.guid = self._take_in(version, found.turns).id
        self.now = self.when_opened = self.everything()
        self.before: list[dict[str, Any]] = []
        self.after: list[dict[str, Any]] = []

    def _take_in(self, version: Version, turns: tuple[Turn, ...]) -> Transcript:
        transcript = Transcript(name="Anne", version=version.id, length=len(TEXT))
        labels = dict.fromkeys(turn.label for turn in turns if turn.label)
        speakers = tuple(Speaker(transcript=transcript.id, label=label, name=label) for label in labels)
        arrival = transcript_gestures.Arrival(transcript=transcript, version=version, speakers=speakers)
        self.study.apply(transcript_gestures.add_transcripts([arrival], known=()))
        return transcript

    def teardown(self) -> None:
        """Close the study."""
        self.study.close()
        self._scratch.cleanup()

    @property
    def transcript(self) -> Transcript:
        """The transcript as it is now."""
        return next(t for t in self.study.transcripts if t.id == self.guid)

    def span(self, start: int, length: int) -> Span:
        """Give a passage of the text as it is now."""
        start %= self.transcript.length
        return Span(start, min(self.transcript.length, start + length))

    def codings(self) -> list[Coding]:
        """Give the codings, in an order that does not depend on their identities."""
        path = self.study.codebook.path
        return sorted(self.study.codings(), key=lambda c: (c.start, c.end, path(c.code)))

    def codes(self) -> list[Code]:
        """Give the codes by path."""
        return sorted(self.study.codebook, key=lambda code: self.study.codebook.path(code.id))

    def everything(self) -> dict[str, Any]:
        """Give every record of the study by its identity, as the database has it."""
        study = self.study
        records = [*study.codings(), *study.codebook, *study.memos(), *study.statuses(), *study.summaries()]
        records += [*study.speakers(), *study.transcripts, *study.cases, *study.coders, *study.pending()]
        return {record.id: record for record in records}

    def do(self, gesture: Callable[[], Any]) -> None:
        """Take a step; a refusal changes nothing, a change can be taken back."""
        before, head, done = self.now, self.study.history(1), False
        with suppress(Refused, Conflict):
            gesture()
            done = True
        self.now = self.everything()
        if done and self.study.history(1) != head:
            self.before.append(before)
            self.after.clear()
        else:
            assert self.now == before

    # Steps

    @rule(start=PLACES, length=st.integers(1, 40), name=NAMES, below=st.booleans())
    def code(self, start: int, length: int, name: str, below: bool) -> None:
        """Tag a passage with a code that is made when it is new."""
        codebook = self.study.codebook
        parent = self.codes()[0] if below and len(codebook) else None
        found = codebook.get((*codebook.names(parent.id), name) if parent else (name,))
        if found is None:
            self.do(lambda: self.study.add_code([name], parent))
            found = self.study.codebook.get((*codebook.names(parent.id), name) if parent else (name,))
        if found is not None:
            span = self.span(start, length)
            self.do(lambda: self.study.code_passage(self.transcript, span, [found]))

    @precondition(lambda self: self.codings())
    @rule(data=st.data())
    def change_a_coding(self, data: st.DataObject) -> None:
        """Remove, recode, stretch, mark or weigh a coding, or write a memo on it."""
        coding = data.draw(st.sampled_from(self.codings()), label="coding")
        codebook = self.study.codebook
        what = data.draw(st.sampled_from(["remove", "recode", "stretch", "key", "weigh", "memo"]))
        memos = self.study.memos([coding.id])
        if what == "remove":
            self.do(lambda: self.study.remove_codings([coding]))
            return
        if what == "memo":
            words = data.draw(st.sampled_from(["à revoir", "", "x"]))
            memo = Memo(on="coding", target=coding.id, text=words)
            before = memos[0] if memos else None
            if before is None and not words:
                return
            change = note_gestures.write_memo(memo, before)
        elif what == "recode":
            code = data.draw(st.sampled_from(self.codes()))
            there = self.study.codings()
            self._keeping_memos(
                lambda: coding_gestures.recode_codings([coding], code, codebook, there, memos)
            )
            return
        elif what == "stretch":
            span = self.span(data.draw(PLACES), data.draw(st.integers(1, 30)))
            change = coding_gestures.stretch_coding(
                coding, span, self.study.document(self.transcript), codebook
            )
        elif what == "key":
            change = coding_gestures.mark_codings([coding], codebook, key=not coding.key)
        else:
            change = coding_gestures.mark_codings(
                [coding], codebook, weight=data.draw(st.sampled_from([-1.0, 0.5, 3]))
            )
        if change:
            self.do(lambda: self.study.apply(change))

    @precondition(lambda self: self.codes())
    @rule(data=st.data())
    def change_the_codebook(self, data: st.DataObject) -> None:
        """Rename, move, merge or remove a code."""
        code = data.draw(st.sampled_from(self.codes()), label="code")
        codebook = self.study.codebook
        what = data.draw(st.sampled_from(["rename", "move", "merge", "remove", "status"]))
        if what == "rename":
            name = data.draw(NAMES)
            self.do(lambda: self._apply(lambda: code_gestures.rename_code(codebook, code, name)))
        elif what == "move":
            target = data.draw(st.sampled_from([None, *self.codes()]))
            self.do(lambda: self._apply(lambda: code_gestures.move_code(codebook, code, target)))
        elif what == "merge":
            target = data.draw(st.sampled_from(self.codes()))
            self._keeping_memos(lambda: codes.merge(self.study, code, target))
        elif what == "remove":
            self.do(lambda: self._apply(lambda: codes.remove(self.study, code)[0]))
        else:
            self.do(
                lambda: self._apply(
                    lambda: note_gestures.set_statuses(
                        [self.transcript], code, "x", "not raised", where="y", present=self.study.statuses()
                    )
                )
            )

    def _apply(self, gesture: Callable[[], Any]) -> None:
        change = gesture()
        if change:
            self.study.apply(change)

    def _keeping_memos(self, gesture: Callable[[], Any]) -> None:
        """Take a step after which every memo is still there, on one coding or another."""
        before = Counter(memo.text for memo in self.study.memos())
        self.do(lambda: self._apply(gesture))
        assert Counter(memo.text for memo in self.study.memos()) == before

    @precondition(lambda self: self.codings())
    @rule(data=st.data())
    def split_a_code(self, data: st.DataObject) -> None:
        """Give the codings of a code to another one, which is made when it is new."""
        coding = data.draw(st.sampled_from(self.codings()), label="coding")
        code = self.study.codebook[coding.code]
        into = data.draw(
            st.sampled_from([("Neuf",), ("Neuf", "Dessous"), self.study.codebook.names(code.id)])
        )
        self._keeping_memos(lambda: codes.split_off(self.study, code, into, Filters()))

    @rule(data=st.data())
    def correct_the_text(self, data: st.DataObject) -> None:
        """Correct the transcript: words replaced, cut out, put in; lines gone or exchanged."""
        text = self.study.document(self.transcript).text
        start = data.draw(st.integers(0, len(text) - 1))
        end = min(len(text) - 1, start + data.draw(st.integers(0, 30)))
        words = data.draw(st.sampled_from(["", "oui", "e\u0301té 🙂", "\nAnne : Encore.\n", "\u202f"]))
        new = canonical(text[:start] + words + text[end:])
        found = recognise(new)
        reading = Reading(text=new, turns=found.turns, labels=found.labels, format="text")

        def change() -> None:
            before = len(list(self.study.codings())) + len(self.study.pending())
            correction = correcting.from_reading(self.study, self.transcript, reading)
            if not correction.changes_nothing:
                correcting.apply(self.study, correction)
            assert len(list(self.study.codings())) + len(self.study.pending()) == before

        self.do(change)

    @precondition(lambda self: self.study.pending())
    @rule(data=st.data(), what=st.sampled_from(["accept", "aside", "drop"]))
    def decide(self, data: st.DataObject, what: str) -> None:
        """Decide about a coding that waits after a correction."""
        waiting = sorted(self.study.pending(), key=lambda one: (one.start, one.end, one.code))
        one = data.draw(st.sampled_from(waiting))
        codebook = self.study.codebook
        if what == "accept":
            self.do(lambda: self._apply(lambda: correcting.accepted(self.study, [one])))
        elif what == "aside":
            self.do(lambda: self._apply(lambda: corrections.set_aside([one], codebook)))
        else:
            self.do(lambda: self._apply(lambda: corrections.drop([one], codebook)))

    @rule(label=st.sampled_from(["E", "Anne", "Oui"]), adds=st.booleans())
    def change_who_speaks(self, label: str, adds: bool) -> None:
        """Say that a label is a speaker, or none: codings stay where they are."""

        def change() -> None:
            from interviewcoder.domain.errors import NotFound

            try:
                (speaking.add_speaker if adds else speaking.remove_speaker)(
                    self.study, self.transcript, label
                )
            except NotFound as error:
                raise Refused(str(error)) from error

        self.do(change)

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        """Take the last step back: everything is as it was before it."""
        self.after.append(self.now)
        self.study.undo()
        self.now = self.everything()
        assert self.now == self.before.pop()

    @precondition(lambda self: self.after)
    @rule()
    def redo(self) -> None:
        """Take the step again: everything is as it was after it."""
        self.before.append(self.now)
        self.study.redo()
        self.now = self.everything()
        assert self.now == self.after.pop()

    @precondition(lambda self: self.now is not self.when_opened)
    @rule()
    def reopen(self) -> None:
        """Close and open after something was done: everything is there."""
        folder = self.study.folder
        self.study.close()
        self.study = Study.open(folder)
        assert self.everything() == self.now
        self.when_opened = self.now

    @invariant()
    def sound(self) -> None:
        """Prove the database: quotations, hashes, references, the chain of the history."""
        assert self.study.problems() == []

    @invariant()
    def what_is_held_is_what_is_there(self) -> None:
        """Compare what the study holds in memory, kept up by its own changes, with one that has just read it."""
        fresh = Study(self.study.folder, self.study.settings, self.study.database)
        for name in ("transcripts", "cases", "attributes", "coders", "next_undo"):
            assert getattr(self.study, name) == getattr(fresh, name)
        assert list(self.study.codebook) == list(fresh.codebook)
        held, found = self.study.codings_of(self.transcript), fresh.codings_of(self.transcript)
        assert sorted(held, key=lambda coding: coding.id) == sorted(found, key=lambda coding: coding.id)
        document, read = self.study.document(self.transcript), fresh.document(self.transcript)
        assert (document.text, document.turns, document.case) == (read.text, read.turns, read.case)

    @invariant()
    def turns_are_derived_right(self) -> None:
        """Compare what the database derives for counting with what the document says."""
        document = self.study.document(self.transcript)
        with self.study.passages(Selection(), turns=True) as passages:
            for _transcript, start, end, _code, _coder, first, last in passages:
                touched = [turn.n for turn in document.turns_touched(Span(start, end))]
                assert (first, last) == ((touched[0], touched[-1]) if touched else (None, None))


PARTS, CI_ON_A_FILE, CI_ON_A_SERVER = 4, 200, 10
"""The studies of each run: those in files come in parts, which several workers share."""


def run(examples: int, steps: int, new_database: Callable[[], str] = str, part: int | None = None) -> None:
    """Use `examples` studies, each for at most so many steps; `new_database` gives a server's address for each.

    Parts that are numbered are other studies in each part, the same in each run.
    """
    wanted = settings(settings(), max_examples=examples, stateful_step_count=steps, deadline=None)

    def machine() -> StudyMachine:
        return StudyMachine(new_database)

    run_state_machine_as_test(machine if part is None else seed(part)(machine), settings=wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize("part", range(PARTS))
def test_a_study_in_a_file(part: int) -> None:
    """Whatever is done to a study in a file, in any order, it is sound, and undone it is as it was."""
    run(max(CI_ON_A_FILE // PARTS, settings().max_examples // 3), 30, part=part)


def test_a_study_on_a_server(request: pytest.FixtureRequest) -> None:
    """The same on a PostgreSQL server, each study in a database of its own."""
    with postgres.databases(request.getfixturevalue("_postgres")) as new_database:
        run(max(CI_ON_A_SERVER, settings().max_examples // 10), 30, new_database)
