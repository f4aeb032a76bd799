"""How the screens look: pictures compared with those accepted before (`pytest --snapshot-update` accepts new ones)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder import locales
from interviewcoder.domain.text import Span
from interviewcoder.tui.app import CodingApp
from tests.tui.resting import at_rest

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from interviewcoder.study import Study

SIZES = [(80, 24), (120, 40), (200, 60)]
VIEWS = {
    "text": ["t", "t", "space", "space"],
    "picker": ["t", "t", "c", *"emo"],
    "matrix": ["g", "x", "down", "right"],
    "help": ["question_mark"],
    "search": ["slash", *"emo", "down"],
    "memo": ["t", "t", "m", *"Note"],
    "palette": ["colon", *"mem"],
    "filter": ["g", "r", "slash"],
    "transcripts": ["g", "d"],
    "marks": ["t", "t", "equals_sign"],
    "messages": ["g", "e"],
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_looks_as_accepted(
    study: Study, snap_compare: Any, view: str, size: tuple[int, int], language: locales.Language
) -> None:
    """Each view, at each size, in each language, is the accepted picture."""
    locales.choose(language)
    for name, code, words in (
        ("Anne", "Émotion", "Quelle émotion ?"), ("Anne", "Vécu", "Quelle émotion ? [@click=app.exit]Aucune"),
        ("Bruno", "Budget", "Le budget"),
    ):  # fmt: skip
        transcript = study.transcript(name)
        start = study.document(transcript).text.index(words)
        study.code_passage(transcript, Span(start, start + len(words)), [study.codebook.find(code)])

    async def counted(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await at_rest(pilot.app)
        for key in VIEWS[view]:
            await pilot.press(key)
            await at_rest(pilot.app)
        await pilot.pause()

    assert snap_compare(CodingApp(study), run_before=counted, terminal_size=size)
