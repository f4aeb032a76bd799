"""The terminal screens; the only room that knows Textual.

Talks to a study through its façade. `run` is the door; Textual is loaded only when it is opened.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewcoder.study import Study


def run(study: Study) -> None:
    """Show the screens for a study until the user leaves."""
    if os.environ.get("TERM_PROGRAM") == "iTerm.app" and not os.environ.get("TMUX"):
        # iTerm2 swallows the dead keys of French keyboards under the Kitty protocol; Textual reads this at import.
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from interviewcoder.tui.app import CodingApp

    CodingApp(study).run()
