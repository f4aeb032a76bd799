"""Cases and attributes by commands: what the screen can do, a script can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result


def _cases(study: Callable[..., Result]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = study("cases", "list", "--format", "json").json
    return found


def test_cases_are_renamed_moved_and_given_transcripts(study: Callable[..., Result]) -> None:
    """Names, order and transcripts are as said; what is so already is said, not done."""
    assert study("cases", "rename", "Firme A", "Zed").code == 0
    assert study("cases", "move", "Firme B", 1).code == 0
    assert [case["name"] for case in _cases(study)] == ["Firme B", "Zed"]
    assert study("cases", "transcripts", "Zed", "Bruno").code == 0
    assert [case["transcripts"] for case in _cases(study)] == [[], ["Bruno"]]
    assert study("cases", "transcripts", "Zed", "Bruno").code == 0
    assert study("undo").code == 0
    assert [case["transcripts"] for case in _cases(study)] == [["Bruno"], ["Anne"]]
    assert study("cases", "rename", "Zed", "firme b").code == 1
    assert study("cases", "move", "Zed", 0).code == 2


def test_attributes_are_added_renamed_cleared_and_removed(study: Callable[..., Result]) -> None:
    """An attribute has its kind from the start; its values follow its name and go with it."""
    assert study("cases", "attribute", "add", "Taille", "--type", "number").code == 0
    assert study("cases", "set", "Firme A", "Taille=beaucoup").code == 1
    assert study("cases", "set", "Firme A", "Taille=12").code == 0
    assert study("cases", "attribute", "rename", "Taille", "Effectif").code == 0
    assert _cases(study)[0]["attributes"] == {"Effectif": 12}
    assert study("cases", "clear", "Firme A", "Effectif").code == 0
    assert _cases(study)[0]["attributes"] == {}
    assert study("undo").code == 0
    assert study("cases", "attribute", "remove", "Effectif").code == 0
    assert _cases(study)[0]["attributes"] == {}
    assert study("undo").code == 0
    assert _cases(study)[0]["attributes"] == {"Effectif": 12}


def test_cases_are_grouped_and_stay_so_when_the_attribute_is_renamed(
    study: Callable[..., Result], tmp_path: Path
) -> None:
    """The group in study.toml is that of the attribute, whatever its name; without an attribute there is none."""
    toml = tmp_path / "étude" / "study.toml"
    assert study("cases", "attribute", "add", "Phase", "--choice", "avant", "--choice", "après").code == 0
    assert study("cases", "group", "Phase").code == 0
    assert 'group = "Phase"' in toml.read_text(encoding="utf-8")
    assert study("cases", "attribute", "rename", "Phase", "Période").code == 0
    assert 'group = "Période"' in toml.read_text(encoding="utf-8")
    assert study("cases", "group").code == 0
    assert study("cases", "group", "Phase").code == 1
    assert 'group = "-"' in toml.read_text(encoding="utf-8")
