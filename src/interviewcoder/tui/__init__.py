"""The terminal screens; the only room that knows Textual.

Talks to a study through its façade. `run` and `choose_study` are the doors; Textual is loaded only when one
is opened.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from interviewcoder.study import Study


def _prepare() -> None:
    """Set what Textual reads when it is imported."""
    if os.environ.get("TERM_PROGRAM") == "iTerm.app" and not os.environ.get("TMUX"):
        # iTerm2 swallows the dead keys of French keyboards under the Kitty protocol.
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def run(study: Study, *, tour: bool = False) -> bool:
    """Show the screens for a study until the user leaves; say whether she wants another study.

    With `tour` she is shown around, the first time.
    """
    _prepare()
    from interviewcoder.study import recents
    from interviewcoder.tui.app import CodingApp

    recents.opened(study)
    app = CodingApp(study, tour=tour)
    app.run()
    recents.opened(study)
    return app.goes_home


def choose_study() -> Path | None:
    """Show the studies opened before; give the folder of the one chosen."""
    _prepare()
    from interviewcoder.tui import preferences
    from interviewcoder.tui.home import HomeApp

    return HomeApp(preferences.read().theme).run()
