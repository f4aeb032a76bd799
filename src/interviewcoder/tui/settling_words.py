"""What each coder did at a place, in words: passages with their memos, other codes, and what is agreed.

Owns the wording alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from interviewcoder.locales import _
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.analysis.agreement.report import Settled, Side


def standing(settled: Settled) -> str:
    """Say whether a place is settled, and how."""
    if settled == "coded":
        return _("settled: coded")
    return _("settled: not here") if settled == "none" else _("not settled")


def about(reference: str, sides: Sequence[Side], agreed: Side, settled: Settled) -> Content:
    """Say what each coder did at a place, and what is agreed."""
    lines = [plain(reference, "dim")]
    for n, side in enumerate(sides, 1):
        lines += _did(_("{coder}:").format(coder=f"{n} {side.coder}"), side)
    if settled == "none":
        lines.append(joined((f"{_('{coder}:').format(coder=f'= {agreed.coder}')} ", "bold"), _("not here")))
    elif settled:
        lines += _did(_("{coder}:").format(coder=f"= {agreed.coder}"), agreed)
    return Content("\n").join(lines)


def _did(name: str, side: Side) -> list[Content]:
    others = _("here: {codes}").format(codes=", ".join(side.others)) if side.others else ""
    if not side.passages:
        return [joined((f"{name} ", "bold"), _("did not use it"), (f"  {others}" if others else "", "dim"))]
    lines = []
    for at in side.passages:
        lines.append(joined((f"{name} ", "bold"), _("“{text}”").format(text=" ".join(at.text.split()))))
        if at.memo:
            lines.append(plain(f"  ✎ {at.memo}", "italic"))
    if others:
        lines.append(plain(f"  {others}", "dim"))
    return lines
