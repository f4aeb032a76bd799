"""How many there are of what, by transcript: counted by the database, so that no text and no coding is read.

Owns those counts only; what they are counted of is read by `queries`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import case, func, select

from interviewcoder.store import schema

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection, Table

    from interviewcoder.domain.records import Guid


def codings(connection: Connection) -> dict[Guid, int]:
    """Give the number of codings of each transcript that has any."""
    return _numbers(connection, schema.codings)


def codings_by_code(connection: Connection) -> dict[Guid, int]:
    """Give the number of codings with each code itself, those below it aside, that has any."""
    table = schema.codings
    return {
        row[0]: row[1]
        for row in connection.execute(select(table.c.code, func.count()).group_by(table.c.code))
    }


def waiting(connection: Connection) -> dict[Guid, int]:
    """Give the number of codings that wait for a decision, of each transcript that has any."""
    return _numbers(connection, schema.pending)


def _numbers(connection: Connection, table: Table) -> dict[Guid, int]:
    rows = connection.execute(select(table.c.transcript, func.count()).group_by(table.c.transcript))
    return {row[0]: row[1] for row in rows}


def any_coded_without_case(connection: Connection) -> bool:
    """Say whether a transcript that belongs to no case has codings."""
    transcripts, codings = schema.transcripts, schema.codings
    case = transcripts.c.case.is_(None)
    coded = select(codings.c.id).where(codings.c.transcript == transcripts.c.id).exists()
    return connection.execute(select(transcripts.c.id).where(case, coded).limit(1)).first() is not None


class TurnNumbers(NamedTuple):
    """How many turns a transcript has, and how many words are not the interviewer's."""

    turns: int
    participant_words: int


def turns(connection: Connection, only: Collection[Guid] | None = None) -> dict[Guid, TurnNumbers]:
    """Give the turns and the participants' words of some transcripts, or of all.

    Participants' words are the words of all turns but the interviewers'.
    """
    turns, transcripts, speakers = schema.turns, schema.transcripts, schema.speakers
    theirs = case((func.coalesce(speakers.c.role, "unknown") == "interviewer", 0), else_=turns.c.words)
    statement = (
        select(transcripts.c.id, func.count(), func.sum(theirs))
        .join(turns, turns.c.version == transcripts.c.version)
        .outerjoin(
            speakers, (speakers.c.transcript == transcripts.c.id) & (speakers.c.label == turns.c.label)
        )
        .group_by(transcripts.c.id)
    )
    if only is not None:
        statement = statement.where(transcripts.c.id.in_(only))
    return {row[0]: TurnNumbers(int(row[1]), int(row[2] or 0)) for row in connection.execute(statement)}
