"""Codings survive a file, and every wrong row of one is named."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.drafts import CodingDraft
from interviewcoder.domain.errors import Refused, Unreadable
from interviewcoder.domain.text import canonical
from interviewcoder.formats.codings import HEADERS, read_codings, write_codings

CSV = Path("codings.csv")
ANNOTATIONS = Path(__file__).parents[3] / "shared" / "data" / "ddjethics" / "annotations.csv"

names = st.text(max_size=15).map(lambda text: canonical(text).strip())
quotes = st.text(
    st.one_of(st.sampled_from(list("=+-@'\"\t\n;, «»é")), st.characters(codec="utf-8")), max_size=40
).map(canonical)


@st.composite
def drafts(draw: st.DrawFn) -> list[CodingDraft]:
    """Make codings as a study exports them."""
    made = []
    for n in range(draw(st.integers(0, 5))):
        start = draw(st.one_of(st.none(), st.integers(0, 10**7)))
        made.append(
            CodingDraft(
                row=n + 2,
                transcript=draw(names.filter(bool)),
                start=start,
                end=None if start is None else start + draw(st.integers(1, 1000)),
                code=draw(names.filter(bool)),
                coder=draw(names),
                quote=draw(quotes if start is not None else quotes.filter(bool)),
                memo=draw(quotes),
                made=draw(st.sampled_from(["", "2014-01-14T10:22:00Z"])),
            )
        )
    return made


@given(drafts(), st.sampled_from(["fr", "en"]))
def test_codings_survive_a_stream_of_csv(rows: list[CodingDraft], language: str) -> None:
    """What is written to a stream is read back the same, in both languages."""
    stream = StringIO()
    assert write_codings(rows, stream, language) is None
    assert stream.getvalue().startswith("transcript")
    assert read_codings(CSV, stream.getvalue().encode()) == rows


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_codings_survive_a_file(tmp_path: Path, suffix: str) -> None:
    """What is written to a file is read back the same."""
    rows = [
        CodingDraft(row=2, transcript="E1", start=0, end=4, code="Moyens > Budget", quote="=1+1\n« deux »"),
        CodingDraft(
            row=3, transcript="E2", quote="- et voilà", code="A", coder="Ana", memo="m", made="2014-01-14"
        ),
    ]
    final = write_codings(iter(rows), tmp_path / f"codings{suffix}", "fr")
    assert final == tmp_path / f"codings{suffix}"
    assert read_codings(final) == rows


def test_a_csv_file_opens_in_excel(tmp_path: Path) -> None:
    """A csv has the byte-order mark without which Excel breaks accents."""
    final = write_codings([], tmp_path / "c.csv", "fr")
    assert final is not None
    assert final.read_bytes() == b"\xef\xbb\xbf" + ";".join(HEADERS).encode() + b"\n"


def test_columns_come_in_any_order_and_others_are_ignored() -> None:
    """Order and case of headers do not matter; columns nobody asked for are no matter either."""
    read = read_codings(CSV, b"Code,extra,END,start,Transcript\nA,x,9,3.0,E1\n".replace(b"3.0", b"3"))
    assert (read[0].transcript, read[0].start, read[0].end, read[0].code) == ("E1", 3, 9, "A")


def test_a_missing_column_is_one_sentence() -> None:
    """The missing column and the file are named."""
    with pytest.raises(Unreadable, match=r"codings\.csv.*“code”"):
        read_codings(CSV, b"transcript,start,end\nE1,1,2\n")
    with pytest.raises(Unreadable, match="“start”, “end”"):
        read_codings(CSV, b"transcript,code\nE1,A\n")


@pytest.mark.parametrize(
    "row",
    ["E1,x,2,A,", "E1,1,,A,", ",1,2,A,", "E1,1,2,,", "E1,5,5,A,", "E1,-1,2,A,", "E1,,,A,", "E1,1.5,2,A,q"],
)
def test_a_wrong_row_is_named(row: str) -> None:
    """Whatever is wrong with a row, its number is in the message and its words are not."""
    with pytest.raises(Unreadable, match="row 3") as caught:
        read_codings(CSV, f"transcript,start,end,code,quote\nE1,1,2,A,secret\n{row}\n".encode())
    assert "secret" not in caught.value.sentence


def test_the_first_ten_wrong_rows_are_named_and_the_others_counted() -> None:
    """Nobody reads three hundred row numbers."""
    with pytest.raises(Unreadable, match=r"15 rows are wrong.*row 11.*and 5 more") as caught:
        read_codings(CSV, b"transcript,start,end,code\n" + b"E1,x,2,A\n" * 15)
    assert "row 12" not in caught.value.sentence


def test_a_quote_is_never_cut(tmp_path: Path) -> None:
    """A passage longer than an Excel cell is refused as xlsx, because a cut quote would be a wrong one."""
    long = CodingDraft(row=2, transcript="E1", start=0, end=40_000, code="A", quote="a" * 40_000)
    with pytest.raises(Refused, match="csv"):
        write_codings([long], tmp_path / "c.xlsx", "fr")
    assert list(tmp_path.iterdir()) == []
    final = write_codings([long], tmp_path / "c.csv", "fr")
    assert final is not None
    assert read_codings(final) == [long]


@pytest.mark.skipif(not ANNOTATIONS.exists(), reason="the data to test with is not here")
def test_the_columns_of_another_tool() -> None:
    """Coded segments named Document, Tag, Content are codings found by their quote."""
    read = read_codings(ANNOTATIONS)
    assert len(read) == 501
    assert read[0].code == "access/use"
    assert all(draft.quote for draft in read)
