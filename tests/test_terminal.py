"""The installed program in a real terminal, driven by its keys, read back from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewcoder.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal import Terminal

HOSTILE = (
    "[rires]", "[P1] : oui", "[00:12:03]", "[/b]", "[bold red]x[/]", "[@click=app.exit]x[/]", "[[x]]", "\\[x]", "[",
    "]", "[link=file:///etc/passwd]x[/link]", "$foreground", "{x}", "%s", "\x1b]0;titre\x07", "\x1b[2J", "\x1b[31mrouge",
    "\x9b31m", "\u202eabc", "\x07", "a\tb", "«\u00a0oui\u00a0»", "👩‍👩‍👧", "é", "|", "~",
)  # fmt: skip


def _study(tmp_path: Path, text: str) -> str:
    folder, file = tmp_path / "study", tmp_path / "Anne.txt"
    file.write_text(text, encoding="utf-8")
    assert main(["new", str(folder), "--language", "fr", "--coder", "Ana"]) == 0
    assert main(["--study", str(folder), "import", str(file), "--case", "Firme A"]) == 0
    assert main(["--study", str(folder), "codebook", "add", "Moyens > Budget"]) == 0
    return str(folder)


def _codings(folder: str, capfd: pytest.CaptureFixture[str]) -> str:
    capfd.readouterr()
    assert main(["--study", folder, "codings", "export", "-"]) == 0
    return capfd.readouterr().out


@pytest.mark.needs_tool("tmux")
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
def test_a_session_from_opening_to_undo_after_closing(
    tmp_path: Path,
    terminal: Callable[..., Terminal],
    capfd: pytest.CaptureFixture[str],
    width: int,
    height: int,
) -> None:
    """A coding made in the screens is in the export with the right words; undone it is gone; undo works after closing."""
    folder = _study(tmp_path, "Q : Et ?\nAnne : Par accident. On avait 300 €, voilà.\nQ : Ah.\nAnne : Oui.\n")
    window = terminal("--study", folder, width=width, height=height)
    window.wait(lambda screen: "Par accident" in screen)
    window.press("t", "t", "s", "c", "b", "u", "d", "Enter")
    window.wait(lambda screen: "•" in screen or "╷" in screen)
    assert "On avait 300 €, voilà." in _codings(folder, capfd)
    window.press("u")
    window.wait(lambda screen: "•" not in screen)
    assert "On avait" not in _codings(folder, capfd)
    window.press("U")
    window.wait(lambda screen: "•" in screen)
    window.press("q")
    assert window.gone()
    again = terminal("--study", folder, width=width, height=height)
    again.wait(lambda screen: "•" in screen)
    again.press("u")
    again.wait(lambda screen: "•" not in screen)
    again.press("q")
    assert again.gone()
    assert "On avait" not in _codings(folder, capfd)


@pytest.mark.needs_tool("tmux")
def test_the_demo_ends_with_the_sample_study_open(tmp_path: Path, terminal: Callable[..., Terminal]) -> None:
    """`demo` in a terminal makes the sample study, writes its workbook and shows the coding screen."""
    window = terminal("--lang", "fr", "demo", str(tmp_path / "demo"))
    window.wait(lambda screen: "E01 Le Goff" in screen and "Moyens" in screen, seconds=40)
    assert list((tmp_path / "demo" / "exports").glob("*.xlsx"))
    window.press("q")
    assert window.gone()


@pytest.mark.needs_tool("tmux")
def test_hostile_strings_are_on_the_screen_as_they_are(
    tmp_path: Path, terminal: Callable[..., Terminal]
) -> None:
    """Brackets, control sequences and overrides reach the terminal as harmless characters, and the rest stands."""
    lines = "\n".join(f"Anne : {n} {text} fin{n}" for n, text in enumerate(HOSTILE, start=1))
    window = terminal("--study", _study(tmp_path, lines + "\n"), width=120, height=44)
    screen = window.wait(lambda screen: "fin20" in screen)
    for n, text in enumerate(HOSTILE, start=1):
        if text.isprintable() and text.isascii():
            assert f"{n} {text} fin{n}" in screen, text
    assert "\x1b" not in screen
    window.press("q")
    assert window.gone()
