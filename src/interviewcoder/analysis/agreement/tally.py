"""Counting what coders did, transcript by transcript: who used which code in which unit.

Owns the one pass over the passages; each transcript is counted and forgotten. Figures are made in `figures`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from interviewcoder.analysis.agreement.continua import flattened, side_by_side
from interviewcoder.analysis.agreement.resampling import Uses, uses_of
from interviewcoder.analysis.agreement.unitizing import Coincidences

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from interviewcoder.analysis.agreement.unitizing import UAlpha
    from interviewcoder.analysis.agreement.units import Units
    from interviewcoder.domain.records import Guid

K = TypeVar("K", bound="Hashable")
V = TypeVar("V", bound="Hashable")
Coded: TypeAlias = tuple[int, int, "Guid", "Guid"]
"""A coding within its transcript: start, end, code, coder."""
Lines: TypeAlias = list[list[tuple[int, int, V]]]
"""For each coder the units she coded, from the first to the one after the last, with a value."""


def once(_values: Iterable[Hashable]) -> int:
    """Give the value of a place that was coded, once or more often."""
    return 1


class Tally:
    """Uses of codes by several coders.

    `rows_of` gives the rows a code counts in; `themes_of` the codes under which it stands, and as which of the
    codes below each.
    """

    def __init__(
        self,
        coders: Sequence[Guid],
        rows_of: Mapping[Guid, Sequence[int]],
        themes_of: Mapping[Guid, Sequence[tuple[Guid | None, Guid]]],
    ) -> None:
        self._coder_at = {coder: n for n, coder in enumerate(coders)}
        self._rows_of, self._themes_of = rows_of, themes_of
        self._lengths: list[int] = []
        self.units: list[int] = []
        self.used: dict[int, Counter[tuple[int, ...]]] = defaultdict(Counter)
        self.uses: dict[int, dict[int, Uses]] = defaultdict(dict)
        self.outside = 0
        self._continua: dict[int, Coincidences] = defaultdict(self._coincidences)
        self._themes: dict[Guid | None, Coincidences] = defaultdict(self._coincidences)

    def _coincidences(self) -> Coincidences:
        return Coincidences(len(self._coder_at))

    def add(self, codings: Iterable[Coded], units: Units, characters: Units) -> None:
        """Count a transcript: its codings, its units, and its characters for the uα family."""
        place = len(self.units)
        self.units.append(units.number)
        self._lengths.append(characters.number)
        touched: dict[int, Lines[int]] = defaultdict(self._lines)
        marked: dict[int, Lines[int]] = defaultdict(self._lines)
        under: dict[Guid | None, Lines[Guid]] = defaultdict(self._lines)
        for start, end, code, coder in codings:
            n = self._coder_at[coder]
            first, after = units.touched(start, end)
            begin, stop = characters.touched(start, end)
            self.outside += first == after
            for row in self._rows_of.get(code, ()):
                if first < after:
                    touched[row][n].append((first, after, 1))
                if begin < stop:
                    marked[row][n].append((begin, stop, 1))
            for theme, value in self._themes_of.get(code, ()) if begin < stop else ():
                under[theme][n].append((begin, stop, value))
        for row, lines in touched.items():
            here: Counter[tuple[int, ...]] = Counter()
            for begin, stop, values in side_by_side([flattened(line, once) for line in lines]):
                here[tuple(value or 0 for value in values)] += stop - begin
            self.used[row].update(here)
            self.uses[row][place] = uses_of(here)
        for row, lines in marked.items():
            self._continua[row].add([flattened(line, once) for line in lines], characters.number)
        for theme, named in under.items():
            self._themes[theme].add([flattened(line, frozenset) for line in named], characters.number)

    def _lines(self) -> Lines[V]:
        return [[] for _coder in self._coder_at]

    def u_alpha(self, row: int) -> float | None:
        """Give uα of a row: coded with it or not, over all characters."""
        return self._whole(self._continua, row).binary_u_alpha

    def theme(self, code: Guid | None) -> UAlpha:
        """Give the uα family of the codes below a code, or of the topmost for None."""
        return self._whole(self._themes, code)

    def _whole(self, family: dict[K, Coincidences], key: K) -> UAlpha:
        """Give the coefficients over all transcripts: where nobody used it, all agree on a gap."""
        found = family[key]
        if silent := sum(self._lengths) - found.length:
            found.add([() for _coder in self._coder_at], silent)
        return found.result()
