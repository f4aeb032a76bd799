"""Blind work held by PostgreSQL itself: asked as that role, by SQL and by the program, nothing of others comes back."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from interviewcoder.domain.errors import Conflict, NotFound, Refused
from interviewcoder.domain.gestures.notes import write_memo
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.store import schema
from interviewcoder.study import Study, blinding, codes, moving, roles, settings, summarising
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "Ne doit pas être vu par Ben"
on_server = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


class Server:
    """A study on a server, seen by who owns it and by a role that is Ben."""

    def __init__(self, study: Study, url: str, role: str) -> None:
        self.study, self.role = study, role
        self.url = make_url(url).set(username=role).render_as_string(hide_password=False)
        self.engine = create_engine(
            make_url(self.url).set(drivername="postgresql+psycopg"), poolclass=NullPool
        )

    def ask(self, statement: str) -> list[Any]:
        """Ask the database as that role, past the program."""
        with self.engine.begin() as at:
            found = at.execute(text(statement))
            return list(found) if found.returns_rows else []

    def program(self, coder: str = "Ben") -> Study:
        """Open the study as that role."""
        folder = self.study.folder.parent / f"of-{self.role}"
        if not folder.exists():
            folder.mkdir()
            settings.write(folder, replace(self.study.settings, database=self.url, coder=coder))
        return Study.open(folder)


@pytest.fixture(scope="module")
def with_work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a study in a file with work of Ana’s and Ben’s, made once."""
    with generated_study(tmp_path_factory.mktemp("roles"), 3) as made:
        made.work_as("Ana")
        coding = next(one for one in made.codings() if one.coder == made.coder.id)
        made.apply(write_memo(Memo(on="coding", target=coding.id, text=SECRET, coder=made.coder.id)))
        made.apply(write_memo(Memo(on="case", target=made.cases[0].id, text=SECRET, coder=made.coder.id)))
        made.apply(
            write_memo(Memo(on="transcript", target=coding.transcript, text=SECRET, coder=made.coder.id))
        )
        made.apply(write_memo(Memo(on="code", target=coding.code, text="How to use it", coder=made.coder.id)))
        made.apply(summarising.written(made, made.cases[0], made.codebook.find("Vécu"), SECRET))
        return made.folder


@pytest.fixture
def server(tmp_path: Path, database: str, with_work: Path) -> Iterator[Server]:
    """Give a study on a server, its owner no superuser, with work of Ana’s and Ben’s; and a role nobody knows yet."""
    mark = uuid.uuid4().hex[:8]
    owner, role = f"team_{mark}", f"ben_{mark}"
    above = create_engine(
        make_url(database).set(drivername="postgresql+psycopg"),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    with above.connect() as at:
        at.execute(text(f"CREATE ROLE {owner} LOGIN"))
        at.execute(text(f"CREATE ROLE {role} LOGIN"))
        at.execute(text(f"ALTER DATABASE {make_url(database).database} OWNER TO {owner}"))
        at.execute(text(f"GRANT ALL ON SCHEMA public TO {owner}"))
    folder = tmp_path / "study"
    shutil.copytree(with_work, folder)
    url = make_url(database).set(username=owner).render_as_string(hide_password=False)
    moving.to_server(folder, url, lambda _table, _rows: None)
    made = Study.open(folder)
    made.work_as("Ana")
    yield Server(made, url, role)
    made.close()
    with above.connect() as at:
        at.execute(text(f"REASSIGN OWNED BY {owner} TO CURRENT_USER"))
        for name in (role, owner):
            at.execute(text(f"DROP OWNED BY {name}"))
            at.execute(text(f"DROP ROLE {name}"))


def let_in(server: Server, part: str = "coder", *, blind: bool = True) -> None:
    roles.add(server.study, "Ben", server.role, part, blind=blind, only_say=False)


@on_server
def test_whoever_is_not_let_in_reads_nothing(server: Server) -> None:
    """A role of the server that the study does not know has no right to any table."""
    for table in schema.metadata.sorted_tables:
        with pytest.raises(DBAPIError):
            server.ask(f"SELECT * FROM {table.name}")


@on_server
def test_a_blind_role_finds_nothing_of_others_in_any_table(server: Server) -> None:
    """Every table, function and statistic, as that role: her codings, no memo or summary of another’s, no such line."""
    let_in(server)
    ben, ana = server.study.coder_named("Ben").id, server.study.coder_named("Ana").id
    quotes = {one.quote for one in server.study.codings() if one.coder == ana}
    for table in schema.metadata.sorted_tables:
        rows = server.ask(f"SELECT * FROM {table.name}")
        if table.name in {"versions", "turns", "files"}:
            continue
        assert SECRET not in repr(rows), table.name
        if table.name != "coders":
            assert ana not in repr([row for row in rows if getattr(row, "kind", "") != "coder"]) or table.name in {
                "memos", "finished"
            }, table.name  # fmt: skip
        if table.name in {"edits", "changes"}:
            said = repr([row for row in rows if getattr(row, "kind", "") not in {"transcript", "case"}])
            mine = {one.quote for one in server.study.codings() if one.coder == ben}
            assert not [quote for quote in quotes - mine if len(quote) > 20 and quote in said]
    assert {row.coder for row in server.ask("SELECT coder FROM codings")} == {ben}
    assert [row.text for row in server.ask("SELECT text FROM memos")] == ["How to use it"]
    assert not server.ask("SELECT * FROM summaries")
    assert not server.ask(
        "SELECT * FROM pg_stats WHERE tablename IN ('codings', 'memos', 'summaries', 'edits')"
    )
    for hidden in (
        "SELECT * FROM roles",
        "SET row_security = off; SELECT * FROM codings",
        "SELECT * FROM pg_statistic",
    ):
        with pytest.raises(DBAPIError):
            server.ask(hidden)


@on_server
def test_tables_of_her_own_do_not_stand_before_those_of_the_study(server: Server) -> None:
    """Temporary tables with the names of the study’s, made to say that she leads and is not blind, change nothing."""
    let_in(server)
    with server.engine.begin() as at:
        at.execute(
            text("CREATE TEMP TABLE roles AS SELECT session_user::text AS role, '' AS coder, 'lead' AS part")
        )
        at.execute(text("CREATE TEMP TABLE blinds (coder text, transcripts text)"))
        at.execute(text("CREATE TEMP TABLE transcripts AS SELECT * FROM public.transcripts"))
        at.execute(text("GRANT SELECT ON roles, blinds, transcripts TO PUBLIC"))
        coders = set(at.execute(text("SELECT coder FROM codings")).scalars())
    assert coders == {server.study.coder_named("Ben").id}


FORBIDDEN = (
    "UPDATE codes SET name = '{}'",
    "DELETE FROM blinds",
    "UPDATE changes SET label = ''",
    "DELETE FROM edits",
    "INSERT INTO meta VALUES ('moved', 'now')",
    "UPDATE memos SET coder = (SELECT id FROM coders WHERE name = 'Ana')",
    "INSERT INTO summaries SELECT 'x', c.id, k.id, '', r.id, '', '' FROM cases c, codes k, coders r WHERE r.name = 'Ana'",
    "INSERT INTO edits VALUES (1, 999, 'coding', 'x', NULL, NULL)",
    "INSERT INTO changes SELECT 99999, '', 'Ben', '', '{}', 'do', NULL, 0, '', ''",
    "ALTER TABLE codings DISABLE ROW LEVEL SECURITY",
    "INSERT INTO roles VALUES ('x', 'y', 'lead')",
)


@on_server
def test_a_coder_writes_nothing_but_her_own_work(server: Server) -> None:
    """The codebook, who is blind, the history and others’ work are closed to a role that codes."""
    let_in(server)
    with server.program() as hers:
        hers.apply(write_memo(Memo(on="study", target=None, text="Mine", coder=hers.coder.id)))
    for statement in FORBIDDEN:
        with pytest.raises(DBAPIError, match=r"permission denied|row-level security|must be owner"):
            server.ask(statement)


@on_server
def test_the_program_works_as_that_role(server: Server, tmp_path: Path) -> None:
    """She reads, codes, undoes her own, counts and exports; the chain goes on over lines she cannot see; revealed, she sees all."""
    let_in(server)
    mine = sum(one.coder == server.study.coder_named("Ben").id for one in server.study.codings())
    everything = len(list(server.study.codings()))
    with server.program() as hers:
        assert hers.blind is not None
        assert len(list(hers.codings())) == mine
        code = hers.codebook.find("Seul")
        hers.code_passage(hers.transcripts[0], Span(1, 7), [code])
        server.study.work_as("Ana")
        hers.code_passage(hers.transcripts[0], Span(2, 9), [code])
        hers.undo()
        assert len(list(hers.codings())) == mine + 1
        hers.redo()
        hers.undo()
        words = repr((
            hers.history(), hers.memos(), hers.summaries(), list(hers.quotations()),
            hers.matrix(columns="coders").cells, hers.past("memo", "x"),
        ))  # fmt: skip
        assert SECRET not in words
        assert sum(hers.coding_numbers().values()) == mine + 1
        hers.export(tmp_path / "hers.xlsx")
        with pytest.raises(Refused, match="hides"):
            hers.problems()
        with pytest.raises((Refused, Conflict)):
            hers.apply(codes.merge(hers, code, hers.codebook.find("Vécu")))
        server.study.refresh()
        assert len(list(server.study.codings())) == everything + 1
        assert server.study.problems() == []
        blinding.reveal(server.study, "Ben")
        hers.refresh()
        assert hers.blind is None
        assert len(list(hers.codings())) == everything + 1
        assert SECRET in repr(hers.memos())
        assert hers.problems() == []


@on_server
def test_who_says_another_name_is_refused(server: Server) -> None:
    """The database knows who is there: another name in study.toml shows nothing more and writes nothing."""
    let_in(server)
    with server.program("Ana") as hers:
        assert {one.coder for one in hers.codings()} == {server.study.coder_named("Ben").id}
        with pytest.raises(Refused):
            hers.code_passage(hers.transcripts[0], Span(1, 7), [hers.codebook.find("Seul")])


@on_server
def test_blind_on_some_transcripts(server: Server) -> None:
    """Blind on one interview, she sees what was done elsewhere, in the database as in the program."""
    let_in(server, blind=False)
    first = server.study.transcripts[0]
    blinding.blind(server.study, "Ben", [first.name])
    ana = server.study.coder_named("Ana").id
    seen = {row.transcript for row in server.ask(f"SELECT transcript FROM codings WHERE coder = '{ana}'")}
    assert seen
    assert first.id not in seen
    assert SECRET not in repr(server.ask("SELECT * FROM memos WHERE \"on\" = 'case'"))


@on_server
def test_what_each_part_may_do(server: Server) -> None:
    """A reader only reads; a lead changes the codebook and reveals; removed, a role reads nothing."""
    let_in(server, "reader", blind=False)
    with server.program() as hers:
        assert len(list(hers.codings())) == len(list(server.study.codings()))
        with pytest.raises(Refused):
            hers.code_passage(hers.transcripts[0], Span(1, 7), [hers.codebook.find("Seul")])
    let_in(server, "lead", blind=False)
    with server.program() as hers:
        hers.add_code(["Neuf"])
        blinding.blind(hers, "Ana")
        blinding.reveal(hers, "Ana")
    assert roles.members(server.study) == [roles.Member(server.role, "Ben", "lead", blind=False)]
    roles.remove(server.study, server.role, only_say=False)
    assert roles.members(server.study) == []
    with pytest.raises(DBAPIError):
        server.ask("SELECT * FROM codings")


@on_server
def test_roles_nothing_can_be_hidden_from_are_refused(server: Server) -> None:
    """A role that is not there, the owner, a superuser; a lead who works blind; nothing is granted."""
    with pytest.raises(NotFound):
        roles.add(server.study, "Ben", "nobody_there", "coder", blind=True, only_say=False)
    owner = make_url(server.study.settings.database).username or "postgres"
    with pytest.raises(Refused, match="hidden"):
        roles.add(server.study, "Ben", owner, "coder", blind=True, only_say=False)
    with pytest.raises(Refused, match="blind"):
        roles.add(server.study, "Ben", server.role, "lead", blind=True, only_say=False)
    said = roles.add(server.study, "Ben", server.role, "coder", blind=False, only_say=True)
    assert any("GRANT SELECT" in one for one in said)
    assert roles.members(server.study) == []


def test_a_study_in_a_file_has_no_roles(tmp_path: Path) -> None:
    """It says that roles are for servers."""
    with generated_study(tmp_path, 1) as made, pytest.raises(Refused, match="file"):
        roles.add(made, "Ben", "ben", "coder", blind=False, only_say=False)
