"""The gate: whatever leaves a study as a file or a stream is looked through for real names first.

Owns that look and the refusal. Every writer of this room and every verb that exports goes through here; what is
written beside (the study itself, its backups, the key) does not.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.names import shape_of
from interviewcoder.formats.files import write_atomically
from interviewcoder.formats.readable import words_in_data, words_in_file
from interviewcoder.locales import _, ngettext
from interviewcoder.study import fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from interviewcoder.formats.files import Output
    from interviewcoder.study.study import Study


class Gate:
    """What decides whether words may leave a study. It can be asked after the study is closed.

    The whole name of a coder may leave: coders sign their work, and no pseudonym takes their place.
    """

    def __init__(self, study: Study) -> None:
        self._folder, self._identity = study.folder, study.identity
        self._open = study.with_real_names
        self._coders = frozenset(shape_of(coder.name) for coder in study.coders)

    @property
    def names_cannot_be_told(self) -> bool:
        """Whether the study has a key on another computer only, so that nothing can be looked for here."""
        return not self._open and fingerprints.known(self._folder, self._identity).elsewhere

    def examine(self, texts: Iterable[str]) -> None:
        """Raise `Refused` when a real name of the key stands in texts that are to leave."""
        if not self._open:
            self._refuse_names(texts)

    def _refuse_names(self, texts: Iterable[str]) -> None:
        known = fingerprints.known(self._folder, self._identity)
        if known.missing:
            raise Refused(
                _(
                    "This study has pseudonyms, but the file {file} by which real names are recognised is gone. "
                    "“pseudonyms list” makes it again; --with-real-names exports without looking."
                ).format(file=fingerprints.NAME)
            )
        number = known.fingerprints.found_in(texts, but=self._coders) if known.fingerprints else 0
        if number:
            raise Refused(
                ngettext(
                    "Nothing was exported: a real name stands in it, at {n} place. "
                    "Replace it with “pseudonyms apply”, look with “check --privacy”, or say --with-real-names.",
                    "Nothing was exported: real names stand in it, at {n} places. "
                    "Replace them with “pseudonyms apply”, look with “check --privacy”, or say --with-real-names.",
                    number,
                ).format(n=number)
            )

    def data(self, data: str | bytes, form: str) -> None:
        """Examine data of a form before it leaves."""
        self.examine(words_in_data(data, form))

    @contextmanager
    def file(self, path: Path) -> Iterator[Output]:
        """Give a temporary file to write to; it takes its place only when no real name is in it."""
        with write_atomically(path) as output:
            yield output
            self.examine(words_in_file(output.temporary))

    def write(self, path: Path, data: bytes) -> Path:
        """Write a whole file, unless a real name is in it; gives the path it ended at."""
        with self.file(path) as output:
            output.temporary.write_bytes(data)
        return output.final
