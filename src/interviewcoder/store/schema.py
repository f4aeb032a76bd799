"""The tables, the triggers that guard them, and the schema's version.

Owns the layout of the database. Records are stored one row each, their identity as primary key and
`hash` over their whole content; a `Version` of a text is only ever added. Columns that a record does
not have are derived when the row is written: `codings.first_turn` and `last_turn` (the turns a
passage touches), `codes.name_key`, `turns.words`. `changes.remains` is empty but for lines that were erased or damaged
(`erasing`). `files` are those transcripts came from, as received.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    REAL,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
)

SCHEMA_VERSION: Final = 3
APPLICATION_ID: Final = 0x49434F44
"""The letters ICOD: marks a SQLite file as ours."""

metadata = MetaData()
_Number = Float().with_variant(REAL, "sqlite")


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _hash() -> Column[str]:
    return Column("hash", Text, nullable=False)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _integer(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _points(name: str, table: str, *, nullable: bool = False) -> Column[str]:
    key = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return Column(name, Text, key, nullable=nullable)


def _table(name: str, *columns: Column[str] | Column[int] | Column[float] | Column[bytes] | Index) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True)


meta = _table("meta", Column("key", Text, primary_key=True), _text("value"))
coders = _table("coders", _id(), _text("name"), _hash(), Index("coders_name", "name", unique=True))
attributes = _table(
    "attributes", _id(), _text("name"), _text("kind"), _integer("position"), _text("choices"), _hash(),
    Index("attributes_name", "name", unique=True),
)  # fmt: skip
cases = _table(
    "cases", _id(), _text("name"), _integer("position"), _text("values"), _hash(),
    Index("cases_name", "name", unique=True),
)  # fmt: skip
versions = _table(
    "versions", _id(), _text("text"), _text("sha256"), _integer("words"), _text("moments"), _text("report"),
    Column("seal", Text, nullable=False, server_default=""),
)  # fmt: skip
files = _table(
    "files", Column("sha256", Text, primary_key=True), Column("content", LargeBinary, nullable=False)
)
turns = Table(
    "turns", metadata,
    _points("version", "versions"), _integer("n"), _text("label", nullable=True),
    _integer("label_start", nullable=True), _integer("label_end", nullable=True),
    _integer("start"), _integer("end"), _integer("words"),
    Column("time", _Number), Column("time_end", _Number),
    PrimaryKeyConstraint("version", "n"),
    sqlite_strict=True, sqlite_with_rowid=False,
)  # fmt: skip
transcripts = _table(
    "transcripts", _id(), _text("name"), _points("case", "cases", nullable=True),
    _points("version", "versions"), _text("language"), _text("source"), _text("source_sha256"),
    _text("format"), _integer("words"), _integer("length"), _integer("position"), _text("metadata"),
    _hash(), Index("transcripts_name", "name", unique=True), Index("transcripts_source", "source_sha256"),
)  # fmt: skip
speakers = _table(
    "speakers", _id(), _points("transcript", "transcripts"), _text("label"), _text("name"),
    _text("role"), _hash(), Index("speakers_label", "transcript", "label", unique=True),
)  # fmt: skip
codes = _table(
    "codes", _id(), _points("parent", "codes", nullable=True), _integer("position"), _text("name"),
    _text("definition"), _text("use"), _text("avoid"), _text("example"), _text("colour"),
    _text("origin"), _text("made"), _text("name_key"), _hash(),
)  # fmt: skip
Index("codes_name", func.coalesce(codes.c.parent, ""), codes.c.name_key, unique=True)
codings = _table(
    "codings", _id(), _points("transcript", "transcripts"), _integer("start"), _integer("end"),
    _text("quote"), _points("code", "codes"), _points("coder", "coders"), _text("made"),
    Column("weight", _Number), _integer("key"),
    _integer("first_turn", nullable=True), _integer("last_turn", nullable=True), _hash(),
    Index("codings_passage", "transcript", "start", "end", "code", "coder", unique=True),
    Index("codings_of_code", "code", "transcript", "start", "end", "coder"),
)  # fmt: skip
memos = _table(
    "memos", _id(), _text("on"), _text("target", nullable=True), _integer("start", nullable=True),
    _integer("end", nullable=True), _text("quote"), _text("text"), _text("kind"),
    _points("coder", "coders", nullable=True), _text("made"), _hash(), Index("memos_target", "target"),
)  # fmt: skip
summaries = _table(
    "summaries", _id(), _points("case", "cases"), _points("code", "codes"), _text("text"),
    _points("coder", "coders", nullable=True), _text("made"), _hash(),
    Index("summaries_cell", "case", "code", unique=True),
)  # fmt: skip
statuses = _table(
    "statuses", _id(), _points("transcript", "transcripts"), _points("code", "codes"), _text("value"),
    _points("coder", "coders", nullable=True), _hash(),
    Index("statuses_cell", "transcript", "code", unique=True),
)  # fmt: skip

finished = _table(
    "finished", _id(), _points("transcript", "transcripts"), _points("coder", "coders"), _text("made"), _hash(),
    Index("finished_once", "transcript", "coder", unique=True),
)  # fmt: skip

blinds = _table(
    "blinds", _id(), _points("coder", "coders"), _text("transcripts"), _text("made"), _hash(),
    Index("blinds_coder", "coder", unique=True),
)  # fmt: skip

pending = _table(
    "pending", _id(), _points("transcript", "transcripts"), _points("version", "versions"), _integer("start"),
    _integer("end"), _text("quote"), _points("code", "codes"), _points("coder", "coders"), _text("made"),
    Column("weight", _Number), _integer("key"), _integer("found_start", nullable=True),
    _integer("found_end", nullable=True), _text("reason"), _integer("aside"), _hash(),
    Index("pending_transcript", "transcript"),
)  # fmt: skip

editions = _table(
    "editions", _id(), _text("name"), _text("made"), _points("coder", "coders", nullable=True), _text("codes"),
    _text("counts"), _hash(),
)  # fmt: skip

changes = Table(
    "changes", metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    _text("at"), _text("coder"), _text("label"), _text("details"), _text("kind"),
    _integer("of", nullable=True), _integer("undone"), _text("hash"),
    Column("remains", Text, nullable=False, server_default=""),
    sqlite_strict=True,
)  # fmt: skip
Index("changes_undone", changes.c.undone, changes.c.n)
Index("changes_own", changes.c.coder, changes.c.kind, changes.c.undone, changes.c.n)
Index("changes_of", changes.c.of)
edits = Table(
    "edits", metadata,
    Column("change", Integer, ForeignKey("changes.n", deferrable=True, initially="DEFERRED")),
    _integer("seq"), _text("kind"), _text("record"), _text("before", nullable=True),
    _text("after", nullable=True),
    PrimaryKeyConstraint("change", "seq"),
    sqlite_strict=True, sqlite_with_rowid=False,
)  # fmt: skip
Index("edits_record", edits.c.record, edits.c.change)
Index("edits_kind", edits.c.kind, edits.c.change)

_SAME = """(SELECT substr(v.text, NEW.start + 1, NEW."end" - NEW.start) = NEW.quote
    FROM transcripts t JOIN versions v ON v.id = t.version WHERE t.id = NEW.transcript)"""
_SANE = 'NEW.start >= 0 AND NEW.start < NEW."end"'

INSERT_TRIGGER: Final = "codings_quote_insert"
"""The first of the triggers on SQLite: it guards new codings."""
SQLITE_TRIGGERS: Final = (
    *(
        f"""CREATE TRIGGER codings_quote_{event.split()[0].lower()} BEFORE {event} ON codings
        WHEN NOT ({_SANE} AND coalesce({_SAME}, 0))
        BEGIN SELECT RAISE(ABORT, 'quotation differs from the transcript'); END"""
        for event in ("INSERT", 'UPDATE OF transcript, start, "end", quote')
    ),
    """CREATE TRIGGER versions_fixed BEFORE UPDATE ON versions
    BEGIN SELECT RAISE(ABORT, 'a text is never changed'); END""",
)
POSTGRES_TRIGGERS: Final = (
    f"""CREATE FUNCTION codings_quote() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NOT ({_SANE} AND coalesce({_SAME}, false)) THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'quotation differs from the transcript';
    END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER codings_quote BEFORE UPDATE OF transcript, start, "end", quote
    ON codings FOR EACH ROW EXECUTE FUNCTION codings_quote()""",
    # New codings a statement at a time: each text is read once, and cut into as many pieces as makes finding
    # their quotations cheapest, because counting characters from the beginning of a long text is slow.
    """CREATE FUNCTION codings_quotes() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE one record; words text; pieces text[]; size integer;
    BEGIN
    FOR one IN SELECT transcript, ceil(sqrt(count(*)))::integer AS wanted FROM fresh GROUP BY transcript LOOP
        SELECT v.text || '' INTO words FROM transcripts t JOIN versions v ON v.id = t.version WHERE t.id = one.transcript;
        size := length(words) / one.wanted + 1;
        SELECT array_agg(substr(words, n * size + 1, size) ORDER BY n) INTO pieces
            FROM generate_series(0, one.wanted - 1) n;
        IF words IS NULL OR EXISTS (SELECT FROM fresh f WHERE f.transcript = one.transcript AND NOT
            (f.start >= 0 AND f.start < f."end" AND f.quote = substr(
                array_to_string(pieces[f.start / size + 1 : (f."end" - 1) / size + 1], ''),
                mod(f.start, size) + 1, f."end" - f.start))) THEN
            RAISE integrity_constraint_violation USING MESSAGE = 'quotation differs from the transcript';
        END IF;
    END LOOP; RETURN NULL; END $$""",
    """CREATE TRIGGER codings_quotes AFTER INSERT ON codings REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION codings_quotes()""",
    """CREATE FUNCTION versions_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE integrity_constraint_violation USING MESSAGE = 'a text is never changed'; END $$""",
    """CREATE TRIGGER versions_fixed BEFORE UPDATE ON versions
    FOR EACH ROW EXECUTE FUNCTION versions_fixed()""",
)
