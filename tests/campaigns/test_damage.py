"""The campaign of damage at the size of each run."""

from __future__ import annotations

from tests.campaigns import damage


def test_damage_is_named_and_brought_back() -> None:
    """Bits, bytes, pages, rows, values, the head and the tail: what reads otherwise is found, and comes back or is named lost."""
    result = damage.run(42)
    assert result.wrong == []
    assert result.harmful > 15
    assert result.whole > 10
