"""Every way the program says no, as one sentence: what, where, and what to do next.

    InterviewCoderError          anything the user is told in one line (exit code 1)
    ├── NotFound                 a name that the study, or the disk, does not have
    ├── Refused                  a request that makes no sense as it stands
    │   └── NotInstalled         what wants an optional package
    ├── Unreadable               a file that cannot be read
    │   └── WrongRows            a table with rows that cannot be taken
    ├── NewerStudy               a study written by a later version of the program
    └── Unavailable              try again: nothing is wrong with the request (exit code 3)
        ├── Conflict             somebody else changed the same thing first
        └── Busy                 another program holds the study

Bad *data* inside a file that is otherwise fine is a warning in the report of that
import, not an exception. Sentences are in the language of the user, also while a document is written in
another, and hold no transcript text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.nearness import near
from interviewcoder.locales import _, ngettext, telling, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.domain.colliding import Collision

_NAMED: Final = 10
"""So many wrong rows are named where there is room for one line."""


class InterviewCoderError(Exception):
    """Something the user is told in one line. Catch this to catch all of ours."""

    exit_code = 1

    def __init__(self, *sentences: str) -> None:
        super().__init__(*map(told, sentences))

    @property
    def sentence(self) -> str:
        """The whole message, one line."""
        return " ".join(str(self).split("\n"))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The message where there is room for more than a line: what is wrong one by one, each in a line."""
        return (self.sentence,)


class NotFound(InterviewCoderError):
    """A name that does not exist. Catch it to offer to create the thing.

    `what` is the kind of thing, already in the user's language ("code", "transcript");
    `known` are the names there are, from which those near it are suggested.
    """

    def __init__(self, what: str, name: str, known: Iterable[str] = (), advice: str = "") -> None:
        self.what, self.name = told(what), name
        with telling():
            sentence = _("There is no {what} “{name}”.").format(what=self.what, name=name)
            if meant := near(name, known):
                sentence += " " + did_you_mean(meant)
        super().__init__(f"{sentence} {told(advice)}" if advice else sentence)


def did_you_mean(names: Sequence[str]) -> str:
    """Ask whether one of these was meant."""
    quoted = [_("“{name}”").format(name=name) for name in names]
    return _("Did you mean {names}?").format(names=_(" or ").join(quoted))


class Refused(InterviewCoderError):
    """A request that makes no sense as it stands: an empty passage, a code under itself."""


class NotInstalled(Refused):
    """Something that wants one of the optional packages; `extra` is its name in `pyproject.toml`.

    The quotation marks are those that every shell takes.
    """

    def __init__(self, what: str, extra: str) -> None:
        command = f'pip install "interviewcoder[{extra}]"'
        sentence = _("{what}: one more package is needed. Install it with: {command}")
        super().__init__(sentence.format(what=what, command=command))


class Unreadable(InterviewCoderError):
    """A file, or a row of it, that cannot be taken. Catch it to go on with the next file."""

    def __init__(self, file: str, reason: str, advice: str = "") -> None:
        self.file, self.reason, self.advice = file, told(reason), told(advice)
        sentence = told(_("{file}: {reason}").format(file=file, reason=reason))
        super().__init__(f"{sentence} {self.advice}" if advice else sentence)


class WrongRows(Unreadable):
    """A table some rows of which cannot be taken; `rows` says of each of them which it is and why.

    The one sentence names the first of them; `sentences` name every one.
    """

    def __init__(self, file: str, rows: Sequence[tuple[int, str]], advice: str = "") -> None:
        self.rows = tuple(_("row {row}: {reason}").format(row=row, reason=reason) for row, reason in rows)
        named = [row.removesuffix(".") for row in self.rows[:_NAMED]]
        if more := len(rows) - len(named):
            named.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
        self._number = ngettext("{n} row is wrong", "{n} rows are wrong", len(rows)).format(n=len(rows))
        reason = _("{how_many}: {which}.").format(how_many=self._number, which="; ".join(named))
        super().__init__(file, reason, advice)

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many are wrong, and then each in a line of its own."""
        return (Unreadable(self.file, f"{self._number}.", self.advice).sentence, *self.rows)


class NewerStudy(InterviewCoderError):
    """The study was written by a later version of the program; it can be read, not changed."""


class Unavailable(InterviewCoderError):
    """The request was fine and may be tried again."""

    exit_code = 3


class Conflict(Unavailable):
    """What was to be changed is not what the study holds now; nothing was changed.

    `collision` holds both versions, as far as they are known.
    """

    def __init__(self, sentence: str, collision: Collision | None = None) -> None:
        self.collision = collision
        super().__init__(sentence)


class Busy(Unavailable):
    """Another program has held the study for too long; nothing was changed."""
