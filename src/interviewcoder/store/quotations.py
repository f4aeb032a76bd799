"""Proving quotations where the trigger does not: very many at once, and after a text was replaced.

Owns the one exception to the trigger's rule, and its reason: on SQLite the trigger reads the whole text
again for every row, which is nine tenths of the time of taking 30,000 codings in. The texts are read once
each here, inside the same transaction, and every row is compared as the trigger would. The trigger is
dropped and put back inside that transaction too; nobody else ever sees the database without it, and
a transaction that does not end well takes the dropping back with everything else.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, select, update

from interviewcoder.domain.errors import Conflict
from interviewcoder.locales import _
from interviewcoder.store import queries, schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from interviewcoder.domain.records import Coding, Guid
    from interviewcoder.store.turns import TurnFinder

MANY: Final = 200
"""From how many new codings on the proof is made here; fewer are left to the trigger."""


@contextmanager
def proved(connection: Connection, codings: Sequence[Coding]) -> Iterator[None]:
    """Prove codings that are about to be inserted, and insert them in the block. Raises `Conflict`."""
    if len(codings) < MANY or connection.dialect.name != "sqlite":
        yield
        return
    _prove(connection, codings)
    connection.exec_driver_sql(f"DROP TRIGGER {schema.INSERT_TRIGGER}")
    yield
    connection.exec_driver_sql(schema.SQLITE_TRIGGERS[0])


def _prove(connection: Connection, codings: Sequence[Coding]) -> None:
    transcript_of = attrgetter("transcript")
    for transcript, group in groupby(sorted(codings, key=transcript_of), key=transcript_of):
        text = queries.text(connection, transcript)
        for coding in group:
            sane = 0 <= coding.start < coding.end
            if text is None or not sane or text[coding.start : coding.end] != coding.quote:
                raise Conflict(_("The passage is not what the transcript says now. Nothing was changed."))


def settle(connection: Connection, transcript: Guid, turns: TurnFinder) -> None:
    """Prove the codings and the memos of a transcript whose text is another one now; say anew which turns codings touch.

    Raises `Conflict` when one is not what the text says: somebody made it after the text was compared.
    """
    table, memos = schema.codings, schema.memos
    text = queries.text(connection, transcript) or ""
    for row in connection.execute(
        select(memos.c.start, memos.c.end, memos.c.quote).where(
            memos.c.target == transcript, memos.c.on == "passage", memos.c.quote != ""
        )
    ).all():
        if text[row.start : row.end] != row.quote:
            raise Conflict(_("The passage is not what the transcript says now. Nothing was changed."))
    moved = []
    for row in connection.execute(select(table).where(table.c.transcript == transcript)).all():
        if text[row.start : row.end] != row.quote:
            raise Conflict(_("The passage is not what the transcript says now. Nothing was changed."))
        first, last = turns.touched(transcript, row.start, row.end)
        if (first, last) != (row.first_turn, row.last_turn):
            moved.append({"the_id": row.id, "first": first, "last": last})
    if moved:
        values: dict[str, Any] = {"first_turn": bindparam("first"), "last_turn": bindparam("last")}
        connection.execute(update(table).where(table.c.id == bindparam("the_id")).values(**values), moved)
