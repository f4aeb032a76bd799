"""``serve``: the screens in a browser on this computer."""

from __future__ import annotations

from pathlib import Path

import click

from interviewcoder.cli.console import folder, say
from interviewcoder.locales import _


@click.command("serve", help=_("Show the screens in a browser, on this computer only unless told otherwise."))
@click.argument("directory", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("The address to listen on."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("The port."))
def command(directory: Path | None, host: str, port: int) -> None:
    """Serve the screens."""
    from interviewcoder.study import Study
    from interviewcoder.tui import serving

    with Study.open(directory or folder()) as study:
        say(_("Open http://{host}:{port} in a browser. Ctrl+C ends it.").format(host=host, port=port))
        if host not in serving.LOCAL:
            say(
                _("Beware: everybody who can reach {host}:{port} can now read and change this study. "
                  "There is no password and nothing is encrypted.").format(host=host, port=port)
            )  # fmt: skip
        serving.serve(study, host=host, port=port)
