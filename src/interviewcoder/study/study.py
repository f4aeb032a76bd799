"""The façade of a study. Each method hands its concern to a small module beside it.

Owns making, opening and closing, and that every change goes through `apply`, `undo` or `redo`. What is held
in memory, and finding things by name, is `held`; what is read when it is needed, `contents`.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from interviewcoder.analysis.filters import Filters, Selection
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import Conflict, InterviewCoderError, NotFound, Refused
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import codings as coding_gestures
from interviewcoder.domain.naming import cleaned, kept
from interviewcoder.domain.records import Coder, Coding
from interviewcoder.locales import _
from interviewcoder.store import Store
from interviewcoder.study import keeping, matrices, quoting, selecting, settings, state
from interviewcoder.study.contents import Contents
from interviewcoder.study.held import user_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from interviewcoder.analysis.agreement.report import AgreementReport
    from interviewcoder.analysis.results import CodeCounts, Hit, Matrix, Quotation, TranscriptFacts
    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.records import (
        Code,
        Guid,
        Record,
        Transcript,
    )
    from interviewcoder.domain.text import Span
    from interviewcoder.study.comparing import Question
    from interviewcoder.study.ordering import CaseOrder
    from interviewcoder.study.settings import Settings

FOLDERS: Final = ("transcripts", "codebooks", "exports")


class Study(Contents):
    """One piece of research, open. Make one with `create` or `open`; close it after use."""

    @classmethod
    def create(
        cls, folder: Path, *, title: str = "", language: str = "fr", coder: str = "", database: str = ""
    ) -> Study:
        """Make a study folder. Raises `Refused` when there is one already."""
        if (folder / settings.NAME).exists() or (folder / "study.db").exists():
            raise Refused(_("There is a study in {folder} already. Open it instead.").format(folder=folder))
        settings.refuse_password(database)
        title = kept(title, "") if title.strip() else cleaned(folder.resolve().name)
        chosen = settings.Settings(
            title=title,
            language=language,
            coder=kept(coder, "") if coder.strip() else user_name(),
            database=database or "study.db",
        )
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in FOLDERS:
                (folder / name).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Refused(
                _("No study can be made in {folder}: {reason}.").format(folder=folder, reason=error.strerror)
            ) from error
        try:
            store = Store.create(_where(folder, chosen))
        except InterviewCoderError:
            for made in (*(folder / name for name in FOLDERS), folder):
                with suppress(OSError):  # what is not empty was there before, or is somebody's
                    made.rmdir()
            raise
        settings.write(folder, chosen)
        return cls(folder, chosen, store)

    @classmethod
    def open(cls, folder: Path | str) -> Study:
        """Open the study that `folder` is, or is in. Raises `NotFound` when there is none."""
        found = settings.find_folder(Path(folder))
        chosen = settings.read(found)
        try:
            return cls(found, chosen, Store.open(_where(found, chosen)))
        except NotFound as missing:
            from interviewcoder.study import backups

            if not backups.known(found, found / chosen.database):
                raise
            advice = _(
                "“interviewcoder restore” lists the backups; “interviewcoder restore FILE” puts one back."
            )
            raise NotFound(missing.what, missing.name, advice=advice) from missing

    def close(self) -> None:
        """Let go of the study; if it was changed, a copy is kept of it now and then."""
        if self._changed:
            keeping.keep(self)
            self._changed = False
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def program_version(self) -> str:
        """The version of the program."""
        from importlib.metadata import version

        return version("interviewcoder")

    @property
    def identity(self) -> str:
        """The identity of the study, which its copies share."""
        return self._store.identity()

    @property
    def database(self) -> Store:
        """What the study is kept in, for the modules of this room that read two at once."""
        return self._store

    # Results

    def matrix(
        self, *, rows: str = "codes", columns: str | None = None, cells: str = "segments",
        rollup: bool = True, filters: Filters | None = None, order: CaseOrder | None = None, within: str = "",
    ) -> Matrix:  # fmt: skip
        """Count a matrix; see `matrices.matrix`."""
        return matrices.matrix(
            self,
            rows=rows,
            columns=columns,
            cells=cells,
            rollup=rollup,
            filters=filters,
            order=order,
            within=within,
        )

    def quotations(self, filters: Filters | None = None) -> Iterator[Quotation]:
        """Give quotations by code, case, transcript and place."""
        return quoting.quotations(self, selecting.selection_for(self, filters or Filters()))

    def code_counts(self, *, rollup: bool = True) -> Mapping[Guid, CodeCounts]:
        """Give for every code its segments, transcripts and cases."""
        return matrices.code_counts(self, rollup=rollup)

    def transcript_facts(self) -> Mapping[Guid, TranscriptFacts]:
        """Give what lists show of each transcript."""
        return matrices.transcript_facts(self)

    def agreement(self, question: Question | None = None) -> AgreementReport:
        """Say how far coders agree; see `agreeing.report`."""
        from interviewcoder.study import agreeing

        return agreeing.report(self, question)

    def search(
        self, pattern: str, *, regex: bool = False, exact: bool = False, filters: Filters | None = None
    ) -> Iterator[Hit]:
        """Find words in the texts; see `searching.search`."""
        from interviewcoder.study import searching

        return searching.search(self, pattern, regex=regex, exact=exact, filters=filters or Filters())

    def export(self, path: Path | None = None, *, filters: Filters | None = None) -> Path:
        """Write the workbook and give where it is; see `exporting.export`."""
        from interviewcoder.study import exporting

        return exporting.export(self, path, filters=filters)

    # Changing

    def apply(self, change: Change, *, coder: Coder | None = None) -> HistoryLine:
        """Make a change, with the coder it names if the study does not know her yet.

        An empty change makes no line; raises `Conflict` or `Busy`, and then nothing has changed.
        """
        who = coder or self.coder
        new = {edit.after.name for edit in change.edits if isinstance(edit.after, Coder)}
        if who.id not in {known.id for known in self.coders} and who.name not in new:
            change = replace(change, edits=(*added(who), *change.edits))
        keeping.before(self, change)
        with self._conflicts_told():
            line = self._store.apply(change, self.coder.name)
        self._follow(line, change)
        self._changed = True
        return line

    @contextmanager
    def _conflicts_told(self) -> Iterator[None]:
        """Tell a conflict with both versions, as names and not as identities."""
        try:
            yield
        except Conflict as conflict:
            from interviewcoder.study import conflicts

            raise conflicts.told(self, conflict) from conflict

    def code_passage(
        self, transcript: Transcript, span: Span, codes: Sequence[Code], *, memo: str = "",
        coder: Coder | None = None,
    ) -> HistoryLine | None:  # fmt: skip
        """Tag a passage with codes; None when all of them are there already."""
        change = coding_gestures.code_passage(
            self.document(transcript), span, codes, coder or self.coder, self.codebook,
            present=self.codings(Selection(transcripts=frozenset({transcript.id}), at=span)), memo=memo,
        )  # fmt: skip
        return self.apply(change, coder=coder) if change else None

    def remove_codings(self, codings: Sequence[Coding]) -> HistoryLine:
        """Remove codings, with the memos on them."""
        if not codings:
            raise Refused(_("There is no coding here."))
        name = next(t.name for t in self.transcripts if t.id == codings[0].transcript)
        memos = self.memos([coding.id for coding in codings])
        return self.apply(coding_gestures.remove_codings(codings, self.codebook, name, memos))

    def add_code(self, names: Sequence[str], parent: Code | None = None) -> Code:
        """Add the code at the path `names` below `parent`, with parents that are missing."""
        change, code = code_gestures.add_code(self.codebook, names, parent)
        self.apply(change)
        return self.codebook[code.id]

    @property
    def whose(self) -> str | None:
        """Whose changes undo is about: on a server, or working blind, only one's own, in a file whatever came last."""
        return self.coder.name if self.settings.on_server or self.blind else None

    def undo(self) -> HistoryLine:
        """Take back the last change (on a server: the last of the present coder)."""
        with self._conflicts_told():
            line, change = self._store.undo(self.coder.name, coder=self.whose)
        self._follow(line, change)
        self._changed = True
        return line

    def redo(self) -> HistoryLine:
        """Do once more what was taken back last (on a server: by the present coder)."""
        with self._conflicts_told():
            line, change = self._store.redo(self.coder.name, coder=self.whose)
        self._follow(line, change)
        self._changed = True
        return line

    @property
    def next_undo(self) -> HistoryLine | None:
        """What an undo would take back."""
        if self._next_undo is None:
            self._next_undo = (self._store.next_undo(self.whose),)
        return self._next_undo[0]

    @property
    def next_redo(self) -> HistoryLine | None:
        """What a redo would do again."""
        return self._store.next_redo(self.whose)

    def history(self, limit: int | None = None, kind: str = "") -> list[HistoryLine]:
        """Give the lines of the history, the newest first; with `kind` (``code``, ``coding`` …) those that touched it."""
        return self._store.history(limit, kind)

    def standing(self, kind: str) -> list[HistoryLine]:
        """Give what was done to records of a kind, ``code``, and is not taken back, the oldest first."""
        return self._store.standing(kind)

    def past(self, kind: str, record: Guid) -> list[Record]:
        """Give what a record was at any time, the newest first; `kind` is as in the history: ``summary``, ``code``."""
        return self._store.past(kind, record)

    def problems(self) -> list[str]:
        """Give a sentence for everything in the study that is damaged; nothing when all is sound."""
        return self._store.problems()

    def backup(self, target: Path) -> None:
        """Copy the database, whole, to a file."""
        self._store.backup(target)

    def name_agreed(self, name: str) -> None:
        """Say who stands for what coders have agreed on, from now on and for everybody who opens this folder."""
        self.settings = replace(self.settings, agreed=name)
        settings.write(self.folder, self.settings)

    # The place each person was at

    def recall(self, key: str, default: Any = None) -> Any:
        """Give what was remembered under a key for the present coder."""
        return self._places().get(key, default)

    def remember(self, key: str, value: Any) -> None:
        """Remember something small, such as the last transcript."""
        places = self._places()
        if places.get(key) != value:
            places[key] = value
            state.remember(self.folder, self.coder.name, places)

    def _places(self) -> dict[str, Any]:
        """Give all that is remembered for the present coder, read once."""
        if self._remembered is None or self._remembered[0] != self.coder.name:
            self._remembered = (self.coder.name, state.recall(self.folder, self.coder.name))
        return self._remembered[1]


def _where(folder: Path, chosen: Settings) -> Path | str:
    return chosen.database if chosen.on_server else folder / chosen.database
