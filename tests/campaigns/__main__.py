"""All campaigns one after another: ``python -m tests.campaigns all`` at small sizes, ``… all --deep`` at large ones."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

SIZES: Final = {
    "machine": (("20", "30"), ("50000", "50")),
    "kills": (("34",), ("10000",)),
    "screens": (("6",), ("100",)),
    "corrections": (("500",), ("10000",)),
    "migrations": (("12",), ("150",)),
    "full": (("20",), ("200",)),
    "bitflips": (("100",), ("4000",)),
    "damage": (("42",), ("4000",)),
    "merges": (("20",), ("500",)),
    "fuzz": (("1",), ("600",)),
    "together": (("2", "100"), ("8", "1000")),
    "seeded": ((), ()),
}
"""What each campaign is given: at a small size, and at a large one."""


def main(arguments: list[str]) -> int:
    """Run all campaigns; give 1 when one of them ended badly, 2 when the request makes no sense."""
    if arguments not in (["all"], ["all", "--deep"]):
        sys.stderr.write(f"say: python -m tests.campaigns all [--deep]; one alone: {', '.join(SIZES)}\n")
        return 2
    worst = 0
    for name, sizes in SIZES.items():
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        size = sizes["--deep" in arguments]
        done = subprocess.run([sys.executable, "-m", f"tests.campaigns.{name}", *size], check=False)
        worst = max(worst, min(1, abs(done.returncode)))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
