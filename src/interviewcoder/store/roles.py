"""Roles on a server: who may read and write what, held by the database itself and not by the program.

Owns the table `roles` (which database role is which coder), the functions and policies that hide others' work from a
coder who works blind, and the grants. What is hidden is what `sight` hides. The functions run as the owner of the study,
so that the chain of the history goes on over lines that whoever writes cannot see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import text

from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.locales import _
from interviewcoder.store import schema
from interviewcoder.store.sight import KINDS, OPEN_MEMOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

PARTS: Final = ("reader", "coder", "lead")
_OWN: Final = (
    schema.codings, schema.pending, schema.statuses, schema.memos, schema.summaries, schema.finished
)  # fmt: skip
_LEADS: Final = tuple(
    table for table in schema.metadata.sorted_tables if table.name not in {"meta", "changes", "edits"}
)
"""What a lead may change: all but the history, to which lines are only added."""
_WORK: Final = ", ".join(f"'{kind}'" for kind in (*KINDS, "finished"))
_HIDDEN: Final = ", ".join(f"'{kind}'" for kind in KINDS)
_MEMOS: Final = ", ".join(f"'{on}'" for on in OPEN_MEMOS)
_ALL: Final = "(SELECT study_everything())"
_MINE: Final = "coder = (SELECT study_me())"
_MY_LINE: Final = "coder = (SELECT study_my_name())"
_OPEN: Final = "transcript = ANY ((SELECT study_open())::text[])"
_SEEN: Final = {
    "codings": f"{_MINE} OR {_OPEN}",
    "pending": f"{_MINE} OR {_OPEN}",
    "statuses": f"{_MINE} OR {_OPEN}",
    "finished": "true",
    "memos": f'{_MINE} OR "on" IN ({_MEMOS}) OR study_target_open(target)',
    "summaries": f'{_MINE} OR study_target_open("case")',
    "changes": f'{_MY_LINE} OR study_line_open(n, "of")',
    "edits": f"kind NOT IN ({_HIDDEN}) OR study_line_mine(change)",
}
"""What a coder sees of each table that could show others' work."""
_FUNCTIONS: Final = (
    ("study_me()", "text", "SELECT coder FROM roles WHERE role = session_user"),
    ("study_my_name()", "text", "SELECT name FROM coders WHERE id = study_me()"),
    ("study_part()", "text", "SELECT part FROM roles WHERE role = session_user"),
    (
        "study_everything()", "boolean",
        """SELECT coalesce((SELECT part = 'lead' OR NOT EXISTS (SELECT FROM blinds b WHERE b.coder = r.coder)
        FROM roles r WHERE role = session_user), pg_has_role(session_user, c.relowner, 'MEMBER'))
        FROM pg_class c WHERE c.oid = 'changes'::regclass""",
    ),
    (
        "study_open()", "text[]",
        """SELECT coalesce(array_agg(t.id), '{}') FROM transcripts t, blinds b WHERE b.coder = study_me()
        AND b.transcripts <> '[]' AND NOT b.transcripts::jsonb ? t.id""",
    ),
    (
        "study_target_open(target text)", "boolean",
        """SELECT target = ANY (study_open())
        OR EXISTS (SELECT FROM codings c WHERE c.id = target AND c.transcript = ANY (study_open()))
        OR (study_open() <> '{}' AND EXISTS (SELECT FROM cases k WHERE k.id = target)
            AND NOT EXISTS (SELECT FROM transcripts t WHERE t."case" = target AND t.id <> ALL (study_open())))""",
    ),
    (
        "study_line_open(line integer, about integer)", "boolean",
        f"SELECT NOT EXISTS (SELECT FROM edits WHERE change IN (line, about) AND kind IN ({_HIDDEN}))",
    ),
    (
        "study_line_mine(line integer)", "boolean",
        "SELECT EXISTS (SELECT FROM changes WHERE n = line AND coder = study_my_name())",
    ),
    ("study_head(OUT n integer, OUT hash text)", "record", "SELECT n, hash FROM changes ORDER BY n DESC LIMIT 1"),
)  # fmt: skip


class Role(NamedTuple):
    """A database role: which coder it is, and what it may do (one of `PARTS`)."""

    role: str
    coder: str
    part: str


def guarded(at: Connection) -> bool:
    """Say whether the database itself says who may see what."""
    if at.dialect.name != "postgresql":
        return False
    if not at.info.get("guarded"):
        at.info["guarded"] = bool(at.scalar(text("SELECT to_regproc('study_head') IS NOT NULL")))
    return bool(at.info["guarded"])


def lock(at: Connection) -> None:
    """Let writers to a server queue, because lines of history are numbered without gaps."""
    at.execute(text("SELECT study_lock()" if guarded(at) else "LOCK TABLE changes IN EXCLUSIVE MODE"))


def last_line(at: Connection) -> tuple[int, str]:
    """Give number and hash of the last line of a guarded history, whoever wrote it."""
    row = at.execute(text("SELECT n, hash FROM study_head()")).one()
    return row.n or 0, row.hash or ""


def refuse_partial(at: Connection) -> None:
    """Raise `Refused` when the database hides something from this role, for what needs the whole study."""
    if guarded(at) and not at.scalar(text("SELECT study_everything()")):
        raise Refused(
            _(
                "The database hides the work of others from you, so this cannot be done. Ask who leads the study."
            )
        )


def listed(at: Connection) -> list[Role]:
    """Give the roles there are."""
    if not guarded(at):
        return []
    return [Role(*row) for row in at.execute(text("SELECT role, coder, part FROM roles ORDER BY role"))]


def refuse_unsafe(at: Connection, role: str) -> None:
    """Raise `NotFound` for a role there is not, `Refused` for one that nothing can be hidden from."""
    found = at.execute(
        text("""SELECT r.rolsuper OR r.rolbypassrls OR pg_has_role(r.oid, c.relowner, 'MEMBER')
        FROM pg_roles r, pg_class c WHERE r.rolname = :role AND c.oid = 'changes'::regclass"""),
        {"role": role},
    ).first()
    if found is None:
        raise NotFound(
            _("database role"), role, advice=_("Whoever looks after the server makes it (createuser).")
        )
    if found[0]:
        raise Refused(
            _("{role} owns the study or stands above the rules of the database: nothing can be hidden from it.").format(
                role=role
            )
        )  # fmt: skip


def granting(at: Connection, new: Role) -> list[str]:
    """Give the statements that let a role in as a coder, the policies before."""
    return [*_policies(at), *_grants(at, new)]


def taking_away(at: Connection, role: str) -> list[str]:
    """Give the statements that let a role out again."""
    here, who = _here(at), _name(at, role)
    functions = ", ".join(
        _signature(name) for name in (*(name for name, _type, _body in _FUNCTIONS), "study_lock()")
    )
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {here} FROM {who}",
        f"REVOKE UPDATE (undone) ON changes FROM {who}",
        f"REVOKE ALL ON FUNCTION {functions} FROM {who}",
        f"REVOKE ALL ON SCHEMA {here} FROM {who}",
        f"REVOKE ALL ON DATABASE {_base(at)} FROM {who}",
        f"DELETE FROM roles WHERE role = {_literal(role)}",
    ]


def _policies(at: Connection) -> Iterator[str]:
    """Give the statements that make the table, the functions and the policies anew."""
    here, owner = _here(at), _owner(at)
    yield "CREATE TABLE IF NOT EXISTS roles (role text PRIMARY KEY, coder text NOT NULL, part text NOT NULL)"
    as_owner = f"SECURITY DEFINER SET search_path = {here}, pg_temp"
    for name, kind, body in _FUNCTIONS:
        returns = "" if kind == "record" else f" RETURNS {kind}"
        yield f"CREATE OR REPLACE FUNCTION {name}{returns} LANGUAGE sql STABLE {as_owner} AS $$ {body} $$"
        yield f"REVOKE ALL ON FUNCTION {_signature(name)} FROM PUBLIC"
    yield (
        f"CREATE OR REPLACE FUNCTION study_lock() RETURNS void LANGUAGE plpgsql {as_owner} "
        "AS $$ BEGIN LOCK TABLE changes IN EXCLUSIVE MODE; END $$"
    )
    yield "REVOKE ALL ON FUNCTION study_lock() FROM PUBLIC"
    for table, seen in _SEEN.items():
        for name in ("owner", "lead", "seen", "new", "own", "gone"):
            yield f"DROP POLICY IF EXISTS study_{name} ON {table}"
        yield f"CREATE POLICY study_owner ON {table} TO {owner} USING (true) WITH CHECK (true)"
        lead = "(SELECT study_part()) = 'lead'"
        yield f"CREATE POLICY study_lead ON {table} USING ({lead}) WITH CHECK ({lead})"
        yield f"CREATE POLICY study_seen ON {table} FOR SELECT USING ({_ALL} OR {seen})"
    coding = "(SELECT study_part()) = 'coder'"
    for own in _OWN:
        mine = f"({coding} AND {_MINE})"
        yield f"CREATE POLICY study_new ON {own.name} FOR INSERT WITH CHECK {mine}"
        yield f"CREATE POLICY study_own ON {own.name} FOR UPDATE USING {mine} WITH CHECK {mine}"
        yield f"CREATE POLICY study_gone ON {own.name} FOR DELETE USING {mine}"
    head = "coalesce((SELECT h.n FROM study_head() h), 0)"
    mine = f"({coding} AND {_MY_LINE})"
    yield f"CREATE POLICY study_new ON changes FOR INSERT WITH CHECK ({mine} AND n = {head} + 1)"
    yield f"CREATE POLICY study_own ON changes FOR UPDATE USING {mine} WITH CHECK {mine}"
    yield (
        "CREATE POLICY study_new ON edits FOR INSERT "
        f"WITH CHECK ({coding} AND kind IN ({_WORK}) AND change = {head} + 1)"
    )
    for table in _SEEN:
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"


def _grants(at: Connection, new: Role) -> Iterator[str]:
    """Give the statements that let a role do its part, no more."""
    who, tables = _name(at, new.role), ", ".join(table.name for table in schema.metadata.sorted_tables)
    yield f"GRANT CONNECT, TEMPORARY ON DATABASE {_base(at)} TO {who}"
    yield f"GRANT USAGE ON SCHEMA {_here(at)} TO {who}"
    yield f"GRANT SELECT ON {tables} TO {who}"
    names = ", ".join(_signature(name) for name, _type, _body in _FUNCTIONS)
    yield f"GRANT EXECUTE ON FUNCTION {names} TO {who}"
    if new.part != "reader":
        own = _LEADS if new.part == "lead" else _OWN
        yield f"GRANT INSERT, UPDATE, DELETE ON {', '.join(table.name for table in own)} TO {who}"
        yield f"GRANT INSERT, UPDATE (undone) ON changes TO {who}"
        yield f"GRANT INSERT ON edits TO {who}"
        yield f"GRANT EXECUTE ON FUNCTION study_lock() TO {who}"
    values = ", ".join(map(_literal, new))
    yield f"INSERT INTO roles VALUES ({values}) ON CONFLICT (role) DO UPDATE SET coder = EXCLUDED.coder, part = EXCLUDED.part"


def _signature(name: str) -> str:
    inside = name[name.index("(") + 1 : -1]
    kinds = [] if "OUT" in inside or not inside else [one.split()[1] for one in inside.split(",")]
    return f"{name[: name.index('(')]}({', '.join(kinds)})"


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(at: Connection, name: str) -> str:
    return at.dialect.identifier_preparer.quote_identifier(name)


def _here(at: Connection) -> str:
    return _name(at, str(at.scalar(text("SELECT current_schema()"))))


def _base(at: Connection) -> str:
    return _name(at, str(at.scalar(text("SELECT current_database()"))))


def _owner(at: Connection) -> str:
    who = text("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'changes'::regclass")
    return _name(at, str(at.scalar(who)))
