"""The campaign of corrections at the size of each run: SAFETY asks for 97 % exact, 0.2 % silently wrong, none lost."""

from __future__ import annotations

from tests.campaigns.corrections import run


def test_codings_end_where_they_belong() -> None:
    """500 codings on texts corrected with typing errors, names replaced, paragraphs gone, turns exchanged."""
    result = run(500)
    assert result.exact >= 0.97
    assert result.wrong <= 0.002 * result.codings
    assert result.codings == 500
