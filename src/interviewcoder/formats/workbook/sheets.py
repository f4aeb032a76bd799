"""The sheets of a workbook that came back, as rows of cells in which ids are looked for.

Owns finding ids and telling what was done to them: rows sorted without them, rows or columns of them that are gone.
Must not know what the cells beside them hold.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.formats.workbook.comparing import as_compared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LOOKED_AT: Final = 50
"""Rows at the top of a sheet in which the row of ids is looked for."""


class Grid:
    """A sheet as rows of cells. `names` are those cases and codes had when the file was made, by id."""

    def __init__(self, name: str, rows: Sequence[tuple[Any, ...]], names: Mapping[str, str]) -> None:
        self.name, self.rows, self.names = name, rows, names

    def column_of_ids(self, above: int = 0) -> int | None:
        """Give the column that holds the most ids, below a row; None when none does."""
        rows = self.rows[above:]
        found = Counter(at for row in rows for at, cell in enumerate(row) if word(cell) in self.names)
        return found.most_common(1)[0][0] if found else None

    def holds_ids(self) -> bool:
        """Say whether there are ids near the top."""
        return any(word(cell) in self.names for row in self.rows[:_LOOKED_AT] for cell in row)

    def row_of_ids(self) -> int | None:
        """Give the row near the top that holds ids and nothing else; None when none does."""
        return next((n for n, row in enumerate(self.rows[:_LOOKED_AT]) if self.ids_in(row)), None)

    def ids_in(self, row: Sequence[Any]) -> dict[int, str]:
        """Give the columns of a row that hold ids, if it holds nothing else."""
        filled = {at: word(cell) for at, cell in enumerate(row) if cell.value not in {None, ""}}
        return filled if all(found in self.names for found in filled.values()) else {}

    def mixed_up(self, ids: int, top: int = 0, label: int | None = None) -> bool:
        """Say whether rows were sorted without their ids: then a name stands beside the id of another.

        The names are looked for in the whole row, or in the column `label`.
        """
        rows = self.rows[top:]
        by_name: dict[str, set[str]] = {}
        for guid in {at(row, ids) for row in rows} & self.names.keys():
            by_name.setdefault(as_compared(self.names[guid]), set()).add(guid)
        for row in rows:
            guid = at(row, ids)
            if guid in self.names:
                cells = row if label is None else row[label : label + 1]
                named = set().union(*(by_name.get(as_compared(word(cell)), set()) for cell in cells))
                if named and guid not in named:
                    return True
        return False

    def rows_without(self, ids: int, of: Mapping[str, str], top: int = 0) -> list[int]:
        """Give the numbers of rows that have no id, and say one of the names `of` where other rows say theirs."""
        rows = self.rows[top:]
        labels = Counter(
            column
            for row in rows
            if (name := of.get(at(row, ids)))
            for column, cell in enumerate(row)
            if as_compared(word(cell)) == as_compared(name)
        )
        if not labels:
            return []
        label, known = labels.most_common(1)[0][0], set(map(as_compared, of.values())) - {""}
        return [
            n
            for n, row in enumerate(rows, top + 1)
            if at(row, ids) not in self.names and as_compared(at(row, label)) in known
        ]


def word(cell: Any) -> str:
    """Give the words of a cell, empty for anything else."""
    return cell.value.strip() if isinstance(cell.value, str) else ""


def at(row: Sequence[Any], column: int) -> str:
    """Give the words of a row in a column, which it may not reach."""
    return word(row[column]) if column < len(row) else ""
