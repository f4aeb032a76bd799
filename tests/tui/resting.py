"""Waiting for a screen to come to rest."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App


async def at_rest(app: App[Any]) -> None:
    """Wait until no work is under way; work that gave way to newer work has ended too, not failed."""
    while under_way := [worker for worker in app.workers if not worker.is_finished]:
        await asyncio.gather(*(worker.wait() for worker in under_way), return_exceptions=True)
