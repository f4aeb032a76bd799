"""The codebook: the tree of codes, its paths, and finding a code by what a person types.

Owns order, parentage and names. Changes are made in `gestures.codes`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.records import in_language
from interviewcoder.domain.text import name_key
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interviewcoder.domain.records import Code, Guid

SEPARATOR: Final = " > "
DEFAULT_COLOURS: Final = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb")
"""Paul Tol's bright scheme: seven hues apart for colour-blind readers too."""


class Codebook:
    """The codes of a study in tree order, named in `language` where a code has that name."""

    def __init__(self, codes: Iterable[Code], language: str = "fr") -> None:
        self.language = language
        self.by_id: dict[Guid, Code] = {code.id: code for code in codes}
        self._children: dict[Guid | None, list[Code]] = {}
        for code in sorted(self.by_id.values(), key=lambda code: (code.position, self.name(code), code.id)):
            parent = code.parent if code.parent in self.by_id else None
            self._children.setdefault(parent, []).append(code)

    def __len__(self) -> int:
        return len(self.by_id)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.in_order)

    def __contains__(self, code: Guid) -> bool:
        return code in self.by_id

    def __getitem__(self, code: Guid) -> Code:
        return self.by_id[code]

    @cached_property
    def in_order(self) -> tuple[Code, ...]:
        """All codes, each before those below it."""
        return tuple(self.below(None))

    @property
    def top(self) -> tuple[Code, ...]:
        """The codes without a parent."""
        return self.children(None)

    def name(self, code: Code) -> str:
        """Give a code's name in the codebook's language."""
        return in_language(code.name, self.language)

    def children(self, parent: Guid | None) -> tuple[Code, ...]:
        """Give the codes directly under `parent`, in order."""
        return tuple(self._children.get(parent, ()))

    def below(self, parent: Guid | None) -> Iterator[Code]:
        """Give all codes under `parent`, at any depth, in tree order."""
        waiting = list(reversed(self._children.get(parent, ())))
        while waiting:
            code = waiting.pop()
            yield code
            waiting.extend(reversed(self._children.get(code.id, ())))

    def with_below(self, code: Guid) -> tuple[Guid, ...]:
        """Give the identities of a code and of all below it."""
        return (code, *(under.id for under in self.below(code)))

    def lineage(self, code: Guid) -> tuple[Code, ...]:
        """Give the codes from the top down to `code`, itself included."""
        line: list[Code] = []
        at: Guid | None = code
        while at in self.by_id and len(line) <= len(self.by_id):
            line.append(self.by_id[at])
            at = self.by_id[at].parent
        return tuple(reversed(line))

    def depth(self, code: Guid) -> int:
        """Give 0 for a top-level code, 1 for one below it, and so on."""
        return len(self.lineage(code)) - 1

    def names(self, code: Guid) -> tuple[str, ...]:
        """Give the names from the top down to `code`."""
        return tuple(map(self.name, self.lineage(code)))

    def path(self, code: Guid) -> str:
        """Give the path of a code: ``Moyens > Budget``."""
        return SEPARATOR.join(self.names(code))

    def colour(self, code: Guid) -> str:
        """Give a code's own colour, or the nearest one above it, or one by its top-level place."""
        line = self.lineage(code)
        for at in reversed(line):
            if at.colour:
                return at.colour
        place = self.top.index(line[0])
        return DEFAULT_COLOURS[place % len(DEFAULT_COLOURS)]

    def find(self, path: str) -> Code:
        """Give the code a person means by `path`: its path, or its name when only one code has it.

        Forgives case, accents and spaces, and takes the names of any language. Raises `NotFound`
        with the nearest path, and `Refused` when several codes fit.
        """
        if path in self.by_id:
            return self.by_id[path]
        exact = [code for code in self if self.path(code.id) == path]
        if exact:
            return exact[0]
        wanted = key_of(split_path(path))
        found = [code for code in self if wanted in self._keys(code)]
        if not found and len(wanted) == 1:
            found = [code for code in self if wanted[0] in {key[-1] for key in self._keys(code)}]
        if not found:
            raise NotFound(
                _("code"),
                path,
                [self.path(code.id) for code in self],
                _("See “codebook show”, or add it with “codebook add”."),
            )
        if len(found) > 1:
            raise Refused(
                _("Several codes are called “{name}”: {paths}. Give the whole path.").format(
                    name=path, paths=", ".join(self.path(code.id) for code in found)
                )
            )
        return found[0]

    def get(self, names: Iterable[str]) -> Code | None:
        """Give the code at this path of names, compared as people compare names; None if there is none."""
        wanted = key_of(tuple(names))
        return next((code for code in self if wanted in self._keys(code)), None)

    def _keys(self, code: Code) -> set[tuple[str, ...]]:
        line = self.lineage(code.id)
        languages = {language for at in line for language in at.name} or {self.language}
        return {key_of(tuple(in_language(at.name, language) for at in line)) for language in languages}


def split_path(path: str) -> tuple[str, ...]:
    """Cut ``Moyens > Budget`` into its names, tolerant of the spaces around ``>``."""
    parts = path.split(SEPARATOR) if SEPARATOR in path else path.split(">")
    return tuple(part.strip() for part in parts if part.strip())


def key_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give what two paths share when a person would call them the same."""
    return tuple(map(name_key, names))
