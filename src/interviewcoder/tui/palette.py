"""The palette: every action of the place by its name, whatever accents and capitals are typed.

Owns finding commands by name. Which there are is the application's to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content
from textual.fuzzy import FuzzySearch

from interviewcoder.domain.text import fold, fold_with_origin

if TYPE_CHECKING:
    from textual.app import SystemCommand
    from textual.command import Hits


class Commands(Provider):
    """Offers the commands of the application: “memo” finds « Mémo »."""

    @property
    def _commands(self) -> list[SystemCommand]:
        return list(self.app.get_system_commands(self.screen))

    async def discover(self) -> Hits:
        """Offer all of them while nothing is typed."""
        for title, about, callback, shown in self._commands:
            if shown:
                yield DiscoveryHit(title, callback, help=about)

    async def search(self, query: str) -> Hits:
        """Offer those whose name is like what was typed, best first."""
        searching, wanted = FuzzySearch(), fold(query)
        for title, about, callback, _shown in self._commands:
            folded, origin = fold_with_origin(title)
            score, places = searching.match(wanted, folded)
            if score:
                yield Hit(score, _marked(title, {origin[place] for place in places}), callback, help=about)


def _marked(title: str, places: set[int]) -> Content:
    content = Content(title)
    for place in places:
        content = content.stylize("reverse", place, place + 1)
    return content
