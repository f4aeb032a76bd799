"""The campaigns at the size of each run; `docs/reliability.md` says what they found at a large one."""

from __future__ import annotations

import pytest

from tests.campaigns import bitflips, full, fuzz, kills, migrations, screens, seeded


def test_nothing_acknowledged_is_lost_when_the_program_is_killed() -> None:
    """34 kills while it codes: every line of history that was told is there, and check finds nothing."""
    result = kills.run(34)
    assert (result.kills, result.lost, result.unsound) == (34, 0, 0)
    assert result.acknowledged >= 34


@pytest.mark.needs_tool("tmux")
def test_nothing_the_screen_has_said_is_lost_when_the_program_is_killed() -> None:
    """6 kills of the installed program in a terminal: every coding the screen told of is there, and all is sound."""
    result = screens.run(6)
    assert (result.lost, result.unsound) == (0, 0)
    assert result.acknowledged >= 6


def test_a_migration_that_is_killed_leaves_the_old_layout_or_the_new() -> None:
    """Killed at statements in turn and at random moments, a study is never between, and opens with all it held."""
    result = migrations.run(12)
    assert result.old + result.new == 12
    assert result.unsound == 0


def test_a_disk_that_fails_is_full_or_read_only_costs_nothing() -> None:
    """Each action is done or refused in a sentence; what was told is there, what was refused left nothing."""
    for result in full.run(20)[0]:
        assert result.sound, result
        assert result.refused, result
        assert len(result.said) == 1, result


def test_bits_turned_over_are_found() -> None:
    """Whatever a single bit makes the program read otherwise is found by check."""
    result = bitflips.run(100)
    assert result.harmful == result.found
    assert result.harmful > 20


def test_mutated_files_are_read_or_refused() -> None:
    """Mutated samples of every format: read as canonical text or refused in one sentence, soon, in silence."""
    result = fuzz.run(files=6)
    assert result.wrong == []
    assert result.readers >= 15


def test_every_seeded_bug_can_still_be_sown() -> None:
    """The texts that the seeded bugs change are in the source, each exactly once."""
    assert [bug.name for bug in seeded.BUGS if not seeded.fits(bug)] == []
    assert len(seeded.BUGS) >= 20
