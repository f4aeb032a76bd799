"""One role of the database for each coder: what a second login is shown, by any program, and what it may change."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from interviewcoder.domain.errors import InterviewCoderError, NotFound, Refused
from interviewcoder.domain.gestures.notes import write_memo
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, admitting, blinding, moving, settings, summarising
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from interviewcoder.store.roles import Part

SECRET = "Ne doit pas être vu"
pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


class Server:
    """A study on a server, led by Ana, and logins for others."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder, self._roles = make_url(url), folder, list[str]()
        generated_study(folder, 3).close()
        moving.to_server(folder / "study", url, lambda _table, _rows: None)
        self.study = Study.open(folder / "study")
        self.study.work_as("Ana")
        coding = next(one for one in self.study.codings() if one.coder == self.study.coder.id)
        self.study.apply(write_memo(Memo(on="coding", target=coding.id, text=SECRET, coder=coding.coder)))
        self.study.apply(
            summarising.written(self.study, self.study.cases[0], self.study.codebook.find("Vécu"), SECRET)
        )

    def let_in(self, coder: str, part: Part = "coder", *, blind: bool = False) -> str:
        """Give a coder a role, and its name."""
        role = f"R “{coder}” {uuid.uuid4().hex[:8]}"
        assert admitting.admit(self.study, coder, role, part, blind=blind)
        self._roles.append(role)
        return role

    def engine(self, role: str = "postgres") -> Engine:
        """Log in."""
        url = self.url.set(drivername="postgresql+psycopg", username=role)
        return create_engine(url, poolclass=NullPool)

    def as_coder(self, role: str, coder: str) -> Study:
        """Open the study as somebody else would, from a folder of her own."""
        folder = self.folder / coder
        folder.mkdir(exist_ok=True)
        address = self.url.set(username=role).render_as_string(hide_password=False)
        settings.write(folder, settings.Settings(title="Étude", coder=coder, database=address))
        return Study.open(folder)

    def close(self) -> None:
        """Leave nothing on the server but the database."""
        self.study.close()
        with self.engine().begin() as at:
            for role in self._roles:
                quoted = '"' + role.replace('"', '""') + '"'
                at.execute(text(f"DROP OWNED BY {quoted}"))
                at.execute(text(f"DROP ROLE {quoted}"))


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[Server]:
    """Give the server."""
    made = Server(database, tmp_path)
    yield made
    made.close()


def all_she_is_shown(at: Connection) -> str:
    """Give every cell of every table and view of the study, and the statistics, as one text."""
    tables = at.execute(
        text("SELECT table_name FROM information_schema.tables WHERE table_schema IN ('public')")
    ).scalars()
    rows: list[Any] = []
    for table in [*tables, "pg_stats"]:
        try:
            with at.begin_nested():
                rows += at.execute(text(f'SELECT * FROM "{table}"')).all()
        except ProgrammingError as error:
            assert "permission denied" in str(error)  # noqa: PT017 - the rest of the tables is looked at, too
    return repr(rows)


def test_a_second_login_is_shown_nothing_of_others_in_any_table(server: Server) -> None:
    """With psql or any other program: no coding, memo, summary or line of history of Ana’s; after revealing, all of it."""
    ben = server.study.coder_named("Ben").id
    quotes = {one.quote for one in server.study.codings() if one.coder != ben}
    hers = {one.quote for one in server.study.codings() if one.coder == ben}
    role = server.let_in("Ben", blind=True)
    with server.engine(role).connect() as at:
        shown = all_she_is_shown(at)
        coders = set(at.execute(text("SELECT DISTINCT coder FROM codings")).scalars())
        assert coders == {ben}
        assert SECRET not in shown
        codings = list(at.execute(text("SELECT quote FROM codings")).scalars())
        assert hers == set(codings)
        assert quotes - hers
        edits = at.execute(text("SELECT count(*) FROM edits WHERE kind = 'coding'")).scalar()
        assert edits == 0
    blinding.reveal(server.study, "Ben")
    with server.engine(role).connect() as at:
        assert SECRET in all_she_is_shown(at)


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE codings SET coder = (SELECT coder FROM members LIMIT 1)",
        "INSERT INTO members SELECT session_user, id, 'lead' FROM coders LIMIT 1",
        "DELETE FROM blinds",
        "UPDATE versions SET text = ''",
        "DELETE FROM transcripts",
        "ALTER TABLE codings DISABLE ROW LEVEL SECURITY",
        "SET row_security = off; SELECT * FROM codings",
        "CREATE OR REPLACE FUNCTION study_sees_all() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "SET SESSION AUTHORIZATION postgres",
    ],
)
def test_she_cannot_make_herself_see(server: Server, attempt: str) -> None:
    """What would let a coder see or change what is not hers is refused by the database."""
    role = server.let_in("Ben", blind=True)
    with (
        server.engine(role).connect() as at,
        pytest.raises(Exception, match=r"denied|policy|owner|security|affected"),
    ):
        at.exec_driver_sql(attempt)


def test_the_program_works_for_a_blind_login(server: Server) -> None:
    """She codes, notes, undoes, looks at matrix and quotations, exports; the history stays whole and chained."""
    role = server.let_in("Ben", blind=True)
    with server.as_coder(role, "Ben") as hers:
        before = len(list(hers.codings()))
        hers.code_passage(hers.transcripts[0], Span(1, 7), [hers.codebook.find("Seul")])
        coding = next(one for one in hers.codings() if (one.start, one.end) == (1, 7))
        hers.apply(write_memo(Memo(on="coding", target=coding.id, text="Mine", coder=hers.coder.id)))
        hers.add_code(["Trouvé"])
        assert len(list(hers.codings())) == before + 1
        assert {one.coder for one in hers.quotations()} == {"Ben"}
        assert SECRET not in str([line.sentence for line in hers.history()])
        hers.undo()
        hers.undo()
        hers.undo()
        assert len(list(hers.codings())) == before
        with pytest.raises(Refused):
            hers.undo()
        with pytest.raises(Refused, match="not shown all"):
            hers.problems()
        assert hers.export(server.folder / "hers.xlsx").exists()
    assert server.study.problems() == []
    server.study.refresh()
    assert SECRET in [memo.text for memo in server.study.memos()]


def test_a_reader_reads_and_a_lead_leads(server: Server) -> None:
    """A reader sees all and changes nothing; a lead changes the codebook and what others have made; leaving takes all."""
    reader, lead = server.let_in("Rita", "reader"), server.let_in("Léa", "lead")
    with server.as_coder(reader, "Rita") as hers:
        assert len(list(hers.codings())) == len(list(server.study.codings()))
        with pytest.raises(InterviewCoderError):
            hers.add_code(["Nouveau"])
    with server.as_coder(lead, "Léa") as hers:
        hers.add_code(["Nouveau"])
        hers.remove_codings([next(iter(hers.codings()))])
        assert hers.problems() == []
    found = {(one.coder, one.part, one.blind) for one in admitting.admitted(server.study)}
    assert found == {("Rita", "reader", False), ("Léa", "lead", False)}
    server.study.database.dismiss(lead)
    with pytest.raises(InterviewCoderError), server.as_coder(lead, "Léa") as hers:
        hers.codings()
    with pytest.raises(NotFound):
        server.study.database.dismiss("nobody")


def test_only_the_owner_gives_roles(server: Server) -> None:
    """A coder cannot let others in; a study in a file has no roles."""
    role = server.let_in("Ben")
    with server.as_coder(role, "Ben") as hers, pytest.raises(InterviewCoderError):
        admitting.admit(hers, "Zoé", "zoé", "lead")
