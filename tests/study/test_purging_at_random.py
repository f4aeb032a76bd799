"""Purges among all else that is done to a study, in any order: what was to be erased is nowhere, and the rest is sound.

Every word of a text is one that occurs once, so that the bytes of the file can be searched for it.
"""

from __future__ import annotations

import tempfile
import zlib
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from sqlalchemy import select

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import corrections, notes
from interviewcoder.domain.gestures import transcripts as transcript_gestures
from interviewcoder.domain.pseudonyms import Key, Pseudonym
from interviewcoder.domain.records import Memo, Pending, Summary, Transcript, Version
from interviewcoder.domain.text import Span
from interviewcoder.formats.transcripts.reading import Reading
from interviewcoder.formats.transcripts.turns import recognise
from interviewcoder.store import schema
from interviewcoder.study import Study, codes, correcting, forgetting, pseudonymising, purging

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from interviewcoder.domain.records import Case

WORDS: Final = 12
T = TypeVar("T")
MARK: Final = "zq"
"""What every word begins with that is searched for."""


class Work:
    """A study in a folder of its own, and an account of whose words were ever in it."""

    def __init__(self, folder: Path) -> None:
        self.study = Study.create(folder / "étude", coder="Ana", language="fr")
        self.number = 0
        self.theirs: dict[str, set[str]] = {}
        """All words that were ever a transcript's or a case's: in its texts, its names, notes on it."""
        self.gone: set[str] = set()

    def word(self, *owners: str) -> str:
        """Give a word that was never used."""
        self.number += 1
        word = f"{MARK}{self.number:05d}x"
        for owner in owners:
            self.theirs.setdefault(owner, set()).add(word)
        return word

    def transcript(self, n: int) -> Transcript:
        """Give one of the transcripts. Raises `Refused` without any."""
        return self._one(self.study.transcripts, n)

    def case(self, n: int) -> Case:
        """Give one of the cases."""
        return self._one(self.study.cases, n)

    @staticmethod
    def _one(those: Sequence[T], n: int) -> T:
        if not those:
            raise Refused("")
        return those[n % len(those)]

    def bring(self, n: int) -> None:
        """Take a transcript in, with its file; every second one is of a case."""
        guid = Transcript(name="", version="").id
        text = "Q : Alors ?\nA : " + " ".join(self.word(guid) for _n in range(WORDS)) + "\n"
        version = Version(text=text, turns=recognise(text).turns)
        data = text.encode()
        transcript = Transcript(
            id=guid, name=self.word(guid), version=version.id, length=len(text), source=self.word(guid),
            source_sha256=sha256(data).hexdigest(), case=self.case(n).id if self.study.cases and n % 2 else None,
        )  # fmt: skip
        arrival = transcript_gestures.Arrival(transcript=transcript, version=version)
        self.study.apply(
            transcript_gestures.add_transcripts(
                [arrival], known=self.study.transcripts, files={transcript.source_sha256: data}
            )
        )

    def code(self, n: int) -> None:
        """Tag two words, with a memo every third time."""
        transcript = self.transcript(n)
        if not len(self.study.codebook):
            self.study.add_code(["Un"])
        text = self.study.document(transcript).text
        starts = [at for at in range(len(text)) if text.startswith(MARK, at)]
        at = self._one(starts, n)
        end = min(at + 17, len(text) - 1)
        memo = self.word(transcript.id) if n % 3 == 0 else ""
        self.study.code_passage(
            transcript, Span(at, end), [self._one(list(self.study.codebook), n)], memo=memo
        )

    def uncode(self, n: int) -> None:
        """Remove a coding."""
        self.study.remove_codings([self._one(list(self.study.codings()), n)])

    def note(self, n: int) -> None:
        """Write a memo on a transcript, a passage, a coding or a case."""
        study, transcript = self.study, self.transcript(n)
        words = self.word(transcript.id)
        codings = [one for one in study.codings() if one.transcript == transcript.id]
        memo = Memo(on="transcript", target=transcript.id, text=words)
        if n % 3 == 1:
            quote = study.document(transcript).text[16:24]
            memo = Memo(on="passage", target=transcript.id, start=16, end=24, quote=quote, text=words)
        elif codings and n % 3 == 2:
            memo = Memo(on="coding", target=codings[0].id, text=words)
        study.apply(notes.write_memo(memo))

    def forget(self, n: int) -> None:
        """Remove a memo."""
        memo = self._one(self.study.memos(), n)
        self.study.apply(notes.write_memo(Memo(on=memo.on, target=memo.target, text=""), memo))

    def summarise(self, n: int) -> None:
        """Write the summary of a case."""
        case, code = self.case(n), self._one(list(self.study.codebook), n)
        if not any((one.case, one.code) == (case.id, code.id) for one in self.study.summaries()):
            words = self.word(case.id)
            edits = notes.add_notes([Summary(case=case.id, code=code.id, text=words)], "f")
            self.study.apply(edits)

    def correct(self, n: int) -> None:
        """Give a transcript another text: words replaced, out, or more."""
        study, transcript = self.study, self.transcript(n)
        text = study.document(transcript).text
        words = text.split()
        at = 5 + n % max(1, len(words) - 6)
        words[at : at + 1] = [[], [self.word(transcript.id)], [words[at], self.word(transcript.id)]][n % 3]
        new = " ".join(words).replace("? A :", "?\nA :") + "\n"
        if MARK in new:
            found = recognise(new)
            reading = Reading(text=new, turns=found.turns, labels=found.labels, format="text")
            correcting.apply(study, correcting.from_reading(study, transcript, reading))

    def decide(self, n: int) -> None:
        """Place, drop or set aside a coding that waits; aside twice is a line that does nothing."""
        study = self.study
        one = self._one(study.pending(), n)
        if n % 3 == 0 and correcting.proposal(one) is not None:
            study.apply(correcting.accepted(study, [one]))
        else:
            study.apply((corrections.drop if n % 3 == 1 else corrections.set_aside)([one], study.codebook))

    def rename(self, n: int) -> None:
        """Rename a transcript."""
        transcript = self.transcript(n)
        self.study.apply(
            transcript_gestures.rename_transcript(
                transcript, self.word(transcript.id), self.study.transcripts
            )
        )

    def add_case(self, n: int) -> None:
        """Add a case, or assign a transcript to one."""
        if self.study.cases and n % 2:
            self.study.apply(transcript_gestures.assign_transcripts([self.transcript(n)], self.case(n)))
        else:
            change = case_gestures.add_case(self.word("new"), self.study.cases)
            self.theirs.setdefault(change.edits[0].record.id, set()).update(self.theirs.pop("new"))
            self.study.apply(change)

    def change_codes(self, n: int) -> None:
        """Add, rename, merge or remove a code."""
        study, every = self.study, list(self.study.codebook)
        if len(every) < 2 or n % 4 == 0:
            study.add_code([f"C{n}"])
        elif n % 4 == 1:
            study.apply(code_gestures.rename_code(study.codebook, self._one(every, n), f"R{n}"))
        elif n % 4 == 2:
            study.apply(codes.merge(study, every[0], every[1]))
        else:
            study.apply(codes.remove(study, self._one(every, n))[0])

    def remove(self, n: int) -> None:
        """Remove a transcript; undo would bring it back."""
        self.study.apply(purging.removal(self.study, self.transcript(n))[0])

    def undo(self, _n: int) -> None:
        """Take the last change back."""
        self.study.undo()

    def redo(self, _n: int) -> None:
        """Do it again."""
        self.study.redo()

    def purge_removed(self, _n: int) -> None:
        """Purge what is not in the study: words of transcripts that are not there, and of texts no longer used."""
        there = self._there()
        self._purge(purging.of_removed(self.study))
        held = {one.id for one in self.study.transcripts} | {one.id for one in self.study.cases}
        for owner, words in self.theirs.items():
            if owner not in held:
                self.gone |= words
        self.gone |= {word for words in self.theirs.values() for word in words if word not in there}

    def purge_transcript(self, n: int) -> None:
        """Purge a transcript."""
        transcript = self.transcript(n)
        self._purge(purging.of_transcripts(self.study, [transcript]))
        self.gone |= self.theirs[transcript.id]

    def purge_case(self, n: int) -> None:
        """Purge a case with its transcripts."""
        case = self.case(n)
        theirs = [one.id for one in self.study.transcripts if one.case == case.id]
        self._purge(purging.of_case(self.study, case))
        self.gone.update(*(self.theirs.get(owner, set()) for owner in (*theirs, case.id)))

    def purge_names(self, n: int) -> None:
        """Put a pseudonym in the place of a word and purge the word; it stays where a coding waits on it."""
        transcript = self.transcript(n)
        word = self._one(sorted(self.theirs[transcript.id] - self.gone), n)
        self.number += 1
        key = Key(study=self.study.identity).with_name(Pseudonym(real=word, pseudonym=f"P{self.number}"))
        done = pseudonymising.put_in(self.study, key)
        if done.change:
            self.study.apply(done.change)
        purge = forgetting.of_names(self.study, key.everything())
        self._purge(purge)
        if not self.study.pending():
            assert not purge.held
            self.gone.add(word)

    def _purge(self, purge: purging.Purge) -> None:
        announced = purging.measured(self.study, purge)
        assert purging.make(self.study, purge) == announced

    def _there(self) -> str:
        """Give all that the study shows, the texts that codings wait on, and what transcripts were called before."""
        study = self.study
        every = study.database.every_record().values()
        versions = {one.version for one in every if isinstance(one, Transcript | Pending)}
        past = [one for transcript in study.transcripts for one in study.past("transcript", transcript.id)]
        return "\n".join(map(str, [*map(study.database.known_text, versions), *every, *past]))

    def everything(self) -> str:
        """Give the bytes of the database, and the files in it as they were received."""
        with self.study.database.reading() as at:
            files = [zlib.decompress(row[0]) for row in at.execute(select(schema.files.c.content))]
        return b"\n".join([(self.study.folder / "study.db").read_bytes(), *files]).decode("utf-8", "ignore")

    def prove(self) -> None:
        """Prove the study, and that nothing of what was purged is in its file."""
        assert self.study.problems() == []
        held = self.everything()
        assert [word for word in sorted(self.gone) if word in held] == []


STEPS: Final[dict[str, Callable[[Work, int], None]]] = {
    name: getattr(Work, name)
    for name in (
        "bring", "code", "uncode", "note", "forget", "summarise", "correct", "decide", "rename", "add_case", "change_codes",
        "remove", "undo", "redo", "purge_removed", "purge_transcript", "purge_case", "purge_names",
    )
}  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@settings(max_examples=max(25, settings().max_examples // 10))
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 11)), min_size=6, max_size=25))
def test_what_was_purged_is_nowhere_in_any_order(steps: list[tuple[str, int]]) -> None:
    """After any steps: the words are not in the bytes, the study is sound, and undo and redo stop nowhere in between."""
    with tempfile.TemporaryDirectory() as folder:
        work = Work(Path(folder))
        with work.study as study:
            for n in (0, 1, 2):
                STEPS["add_case"](work, 0) if n == 1 else STEPS["bring"](work, n)
            for name, n in steps:
                with suppress(Refused):
                    STEPS[name](work, n)
                if name.startswith("purge"):
                    work.prove()
            while study.next_undo:
                study.undo()
            work.prove()
            while study.next_redo:
                study.redo()
            work.prove()
