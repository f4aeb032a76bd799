"""The same screens in a browser, over textual-serve.

Owns who may come in: only pages this server gave out, under the name it was given. Without that any page open in
the same browser could speak to it. Loads nothing from elsewhere; its page and fonts are its own.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.errors import NotInstalled
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from interviewcoder.study import Study

_PAGE: Final = Path(__file__).parent / "served"
LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def serve(study: Study, *, host: str, port: int) -> None:
    """Serve the screens of a study until interrupted. Raises `NotInstalled` without the ``serve`` extra."""
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ModuleNotFoundError as error:
        raise NotInstalled(_("The screens in a browser"), "serve") from error

    names = {f"{name}:{port}" for name in (LOCAL if host in LOCAL else {host})}

    @web.middleware
    async def guard(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        origin = request.headers.get("Origin", "").partition("://")[2]
        if (host in LOCAL and request.host not in names) or (origin and origin != request.host):
            raise web.HTTPForbidden
        return await handler(request)

    class Guarded(Server):
        """A server that says nothing of its own and lets in only its own pages."""

        async def _make_app(self) -> web.Application:
            made: web.Application = await super()._make_app()
            made.middlewares.append(guard)
            return made

        async def on_startup(self, app: Any) -> None:
            """Say nothing: the command has said it."""

        def initialize_logging(self) -> None:
            """Log nothing: what is typed and shown is nobody's business."""

    command = shlex.join([sys.executable, "-P", "-m", "interviewcoder", "--study", str(study.folder), "open"])
    Guarded(command, host=host, port=port, title=study.settings.title, templates_path=str(_PAGE)).serve()
