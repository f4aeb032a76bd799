"""Names that no gesture of ours makes, and that a study of others may hold all the same."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from interviewcoder.domain.gestures import cases, codes, editions, transcripts
from interviewcoder.study import held, study

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def any_name() -> Iterator[None]:
    """Take any name as it is while this lasts, as a foreign program would."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (cases, codes, editions, transcripts, held, study):
            patch.setattr(module, "kept", lambda name, _nameless: " ".join(name.split()))
        yield
