"""The state machine of `tests.study.test_machine` at a size of one's choosing, on a file and on a PostgreSQL server.

``python -m tests.campaigns.machine 2000 50`` uses 2,000 studies for 50 steps each, and a tenth as many on the server.
"""

from __future__ import annotations

import sys

from tests import postgres
from tests.study import test_machine


def run(examples: int, steps: int) -> None:
    """Use studies at random. Raises what the state machine raises, with the steps that lead there."""
    test_machine.run(examples, steps)
    with postgres.server() as url, postgres.databases(url) as new_database:
        test_machine.run(max(1, examples // 10), steps, new_database)


if __name__ == "__main__":
    studies, longest = (int(argument) for argument in (*sys.argv[1:], *("50000", "50")[len(sys.argv) - 1 :]))
    run(studies, longest)
    sys.stdout.write(
        f"{studies} studies in a file and {max(1, studies // 10)} on a server, {longest} steps each: sound\n"
    )
