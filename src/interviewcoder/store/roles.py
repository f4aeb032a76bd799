"""Who may do what in a database on a server: one role of the database for each coder, and what each of them sees.

Owns the members, the grants, and row-level security: a coder who works blind is given nothing of others' work by the
database itself, whatever program she asks with. Only for PostgreSQL, and only for whom the database belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from sqlalchemy import text

from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.locales import N_, _
from interviewcoder.store import schema
from interviewcoder.store.sight import KINDS, OPEN_MEMOS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from interviewcoder.domain.records import Guid

Part: TypeAlias = Literal["reader", "coder", "lead"]
PARTS: Final[tuple[Part, ...]] = ("reader", "coder", "lead")
SHOWN: Final = (N_("reader"), N_("coder"), N_("lead"))
"""The parts, as they are translated where they are shown."""
_KINDS: Final = ", ".join(f"'{kind}'" for kind in KINDS)
_OPEN: Final = ", ".join(f"'{on}'" for on in OPEN_MEMOS)
_OWN_LINE: Final = "coder = (SELECT study_name())"
_WORK: Final = ("codings", "pending", "statuses", "summaries", "memos")
"""Tables of what somebody has made, each row with its coder."""
_ADDS: Final = ("codes", "finished", "coders", "edits")
"""Tables a coder adds to beside her work, and takes back from when she undoes."""

_FUNCTIONS: Final = (
    # What the present login is. They run as the owner and are asked by the policies below.
    """CREATE OR REPLACE FUNCTION study_coder() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = {here} AS $$ SELECT coder FROM members WHERE role = session_user $$""",
    """CREATE OR REPLACE FUNCTION study_name() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = {here} AS $$ SELECT name FROM coders WHERE id = study_coder() $$""",
    """CREATE OR REPLACE FUNCTION study_part() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = {here} AS $$ SELECT part FROM members WHERE role = session_user $$""",
    """CREATE OR REPLACE FUNCTION study_sees_all() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = {here} AS $$ SELECT study_part() IS NOT NULL
    AND NOT EXISTS (SELECT FROM blinds WHERE coder = study_coder()) $$""",
    """CREATE OR REPLACE FUNCTION study_hidden() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = {here} AS $$ SELECT CASE WHEN transcripts = '[]' THEN NULL
    ELSE ARRAY(SELECT jsonb_array_elements_text(transcripts::jsonb)) END FROM blinds WHERE coder = study_coder() $$""",
    f"""CREATE OR REPLACE FUNCTION study_open_line(line integer, undone integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {{here}} AS $$ SELECT NOT EXISTS (
    SELECT FROM edits WHERE change IN (line, undone) AND kind IN ({_KINDS})) $$""",
    """CREATE OR REPLACE FUNCTION study_own_line(line integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = {here} AS $$ SELECT EXISTS (
    SELECT FROM changes WHERE n = line AND coder = study_name()) $$""",
)
_ELSEWHERE: Final = "transcript <> ALL ((SELECT study_hidden())::text[])"
_OWN: Final = "coder = (SELECT study_coder())"
_ALL: Final = "(SELECT study_sees_all())"
_SEEN: Final = {
    "codings": f"{_ALL} OR {_OWN} OR {_ELSEWHERE}",
    "pending": f"{_ALL} OR {_OWN} OR {_ELSEWHERE}",
    "statuses": f"{_ALL} OR {_OWN} OR {_ELSEWHERE}",
    "summaries": f"{_ALL} OR {_OWN}",
    "memos": f"""{_ALL} OR {_OWN} OR "on" IN ({_OPEN})
        OR ("on" IN ('transcript', 'passage') AND target <> ALL ((SELECT study_hidden())::text[]))""",
    "changes": f"{_ALL} OR {_OWN_LINE} OR study_open_line(n, of)",
    "edits": f"{_ALL} OR kind NOT IN ({_KINDS}) OR study_own_line(change)",
}
"""What a login other than the owner's sees of each guarded table."""
_LEADS: Final = "(SELECT study_part()) = 'lead'"
_WRITTEN: Final = {
    **dict.fromkeys(_WORK, f"{_LEADS} OR {_OWN}"),
    "changes": f"{_LEADS} OR {_OWN_LINE}",
    "edits": f"{_LEADS} OR study_own_line(change) OR change > (SELECT coalesce(max(n), 0) FROM study_last_line())",
}
"""What she may write there; the edits of a line are written before the line."""


@dataclass(frozen=True, slots=True)
class Member:
    """Whose login a role of the database is, and what she may do: read, code, or lead."""

    role: str
    coder: Guid
    part: Part


def members(at: Connection) -> list[Member]:
    """Give who has a login of her own, by role; nobody where roles were never set up."""
    if not _set_up(at):
        return []
    rows = at.execute(text("SELECT role, coder, part FROM members ORDER BY role"))
    return [Member(row.role, row.coder, row.part) for row in rows]


def admit(at: Connection, member: Member) -> bool:
    """Give a coder's role what its part needs; say whether the role was made, which has no password yet then.

    Raises `Refused` where the database is not a server's, or not one's own.
    """
    _own(at)
    _set_up_once(at)
    made = _role(at, member.role)
    at.execute(
        text("""INSERT INTO members (role, coder, part) VALUES (:role, :coder, :part)
        ON CONFLICT (role) DO UPDATE SET coder = :coder, part = :part"""),
        {"role": member.role, "coder": member.coder, "part": member.part},
    )
    _grant(at, member)
    return made


def dismiss(at: Connection, role: str) -> None:
    """Take everything from a role; the role itself, and what its coder has made, stay. Raises `NotFound`."""
    _own(at)
    if role not in {member.role for member in members(at)}:
        raise NotFound(_("role"), role)
    _revoke(at, role)
    at.execute(text("DELETE FROM members WHERE role = :role"), {"role": role})


def sees_all(at: Connection) -> bool:
    """Say whether the present login is given everything there is, so that its whole can be proved."""
    if at.dialect.name != "postgresql" or not _set_up(at) or _owns(at):
        return True
    return bool(at.execute(text("SELECT study_sees_all()")).scalar())


def _set_up(at: Connection) -> bool:
    if at.dialect.name != "postgresql":
        return False
    return bool(at.execute(text("SELECT to_regclass('members') IS NOT NULL")).scalar())


def _owns(at: Connection) -> bool:
    owner = (
        "SELECT pg_has_role(session_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'changes'::regclass"
    )
    return bool(at.execute(text(owner)).scalar())


def _own(at: Connection) -> None:
    if at.dialect.name != "postgresql":
        raise Refused(
            _("Roles are for studies on a server. In a file, “study blind” keeps others’ work from sight.")
        )
    if not _owns(at):
        raise Refused(_("Only whom the database belongs to can give and take roles."))


def _set_up_once(at: Connection) -> None:
    """Make the members, the functions and the policies, where they are not there yet."""
    if _set_up(at):
        return
    here = _quoted(at, str(at.exec_driver_sql("SELECT current_schema()").scalar_one()))
    at.exec_driver_sql(
        "CREATE TABLE members (role text PRIMARY KEY, coder text NOT NULL REFERENCES coders (id) "
        "DEFERRABLE INITIALLY DEFERRED, part text NOT NULL)"
    )
    for function in _FUNCTIONS:
        at.exec_driver_sql(function.replace("{here}", here))
    owners = at.execute(
        text(
            "SELECT current_user UNION SELECT relowner::regrole::text FROM pg_class WHERE oid = 'changes'::regclass"
        )
    ).scalars()
    names = ", ".join(_literal(owner) for owner in owners)
    for table, seen in _SEEN.items():
        sees, writes = (_unless_owner(names, rule) for rule in (seen, _WRITTEN[table]))
        for statement in (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY seen ON {table} FOR SELECT USING ({sees})",
            f"CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({writes})",
            f"CREATE POLICY changed ON {table} FOR UPDATE USING ({writes}) WITH CHECK ({writes})",
            f"CREATE POLICY removed ON {table} FOR DELETE USING ({writes})",
        ):
            at.exec_driver_sql(statement)


def _unless_owner(owners: str, rule: str) -> str:
    """Give a rule that is not asked of the owner, as whom the functions above look at these tables."""
    return f"CASE WHEN current_user IN ({owners}) THEN true ELSE ({rule}) END"


def _literal(name: str) -> str:
    return "'" + name.replace("'", "''").replace("%", "%%") + "'"


def _role(at: Connection, role: str) -> bool:
    there = at.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).first()
    if there is None:
        at.exec_driver_sql(f"CREATE ROLE {_quoted(at, role)} LOGIN")
    return there is None


def _grant(at: Connection, member: Member) -> None:
    role = _quoted(at, member.role)
    _revoke(at, member.role)
    tables = ", ".join(table.name for table in schema.metadata.sorted_tables)
    at.exec_driver_sql(f"GRANT SELECT ON {tables} TO {role}")
    if member.part == "coder":
        work, adds = ", ".join(_WORK), ", ".join(_ADDS)
        at.exec_driver_sql(f"GRANT INSERT, UPDATE, DELETE ON {work} TO {role}")
        at.exec_driver_sql(f"GRANT INSERT, DELETE ON {adds} TO {role}")
        at.exec_driver_sql(f"GRANT INSERT, UPDATE ON changes TO {role}")
    elif member.part == "lead":
        at.exec_driver_sql(f"GRANT INSERT, UPDATE, DELETE ON {tables} TO {role}")


def _revoke(at: Connection, role: str) -> None:
    tables = ", ".join(table.name for table in schema.metadata.sorted_tables)
    at.exec_driver_sql(f"REVOKE ALL ON {tables} FROM {_quoted(at, role)}")


def _quoted(at: Connection, name: str) -> str:
    preparer: Any = at.dialect.identifier_preparer
    return str(preparer.quote_identifier(name)).replace("%", "%%")
