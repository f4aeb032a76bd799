"""Tables as interviews: what each shape gives, and what is refused because it is something else."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.errors import Unreadable
from interviewcoder.formats.transcripts import Reading, read, read_all

DATA = Path(__file__).parents[4] / "shared" / "data"


def turns(reading: Reading) -> list[tuple[str | None, str, float | None]]:
    return [(turn.label, turn.span.of(reading.text), turn.time) for turn in reading.turns]


TURNS: dict[str, tuple[str, list[tuple[str | None, str, float | None]]]] = {
    "speaker and words": (
        "locuteur;texte\nAna;Vous êtes là ?\nBob;Oui, déjà.\nBob;Depuis l’été.\n",
        [("Ana", "Vous êtes là ?", None), ("Bob", "Oui, déjà. Depuis l’été.", None)],
    ),
    "a speaker with a colon goes on": (
        'timestamp,speaker,words,tags\n,DB:,"Let’s begin, shall we?",a\n,,And so on.,b\n0:12,MK:,Fine.,\n',
        [("DB", "Let’s begin, shall we? And so on.", None), ("MK", "Fine.", 12.0)],
    ),
    "NVivo": (
        "Timespan\tSpeaker\tContent\n00:00:08\tInterviewer, First\tOK?\n00:00:12 - 00:00:20\tAna\tYes.\n",
        [("Interviewer, First", "OK?", 8.0), ("Ana", "Yes.", 12.0)],
    ),
    "Whisper's milliseconds": (
        "start\tend\ttext\n0\t2000\tBonjour à tous.\n43810\t47850\tOn commence.\n",
        [(None, "Bonjour à tous.", 0.0), (None, "On commence.", 43.81)],
    ),
    "without a header": (
        "0\t2000\tBonjour à tous.\n43810\t47850\tOn commence.\n",
        [(None, "Bonjour à tous.", 0.0), (None, "On commence.", 43.81)],
    ),
    "seconds": (
        "begin,speaker,utterance\n1.5,A,Hello there\n4,B,Hi\n",
        [("A", "Hello there", 1.5), ("B", "Hi", 4.0)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", TURNS)
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_a_row_a_turn(shape: str, suffix: str) -> None:
    """Each row is a turn of its speaker at its time; a row without a speaker goes on."""
    text, expected = TURNS[shape]
    assert turns(read(Path(f"a{suffix}"), data=text.encode())) == expected


def test_what_columns_were_taken_for_is_said() -> None:
    """The report names the columns taken; those that vary are listed as left out, constant ones are header data."""
    text = "date,who,said,tags\n2024-05-03,Ana,Are you there?,x\n2024-05-03,Bob,I am.,y\n"
    reading = read(Path("a.csv"), data=text.encode())
    assert reading.warnings[0] == "Column “said” is the words, “who” the speaker."
    assert reading.metadata["date"] == "2024-05-03"
    assert reading.left_out == (("other columns left out", "tags: x; y"),)


def test_several_interviews_in_one_table() -> None:
    """A column that names the interview parts the rows; merged cells carry on."""
    text = "entretien;locuteur;texte\nE1;Q;Et vous ?\n;Ana;Moi, oui.\nE2;Q;Et toi ?\n;Bob;Moi, non.\n"
    one, other = read_all(Path("a.csv"), data=text.encode())
    assert (one.name, turns(one)) == ("E1", [("Q", "Et vous ?", None), ("Ana", "Moi, oui.", None)])
    assert (other.name, turns(other)[1]) == ("E2", ("Bob", "Moi, non.", None))
    with pytest.raises(Unreadable, match="several interviews"):
        read(Path("a.csv"), data=text.encode())


def test_annotators_repeat_and_the_words_are_told_once() -> None:
    """Where each annotator has a row for an utterance, it is said once and the repetition counted."""
    rows = "transcript_id,utterance_id,interlocutor,timestamp,utterance_text,annotator_id\n"
    for n, (who, said) in enumerate((("therapist", "Thanks for coming."), ("client", "Sure."))):
        rows += "".join(f"0,{n},{who},00:00:1{n},{said},{annotator}\n" for annotator in (3, 7))
    reading = read(Path("a.csv"), data=rows.encode())
    assert turns(reading) == [("therapist", "Thanks for coming.", 10.0), ("client", "Sure.", 11.0)]
    assert reading.counts["repeated rows left out"] == 2


def test_a_row_a_transcript() -> None:
    """Where a cell holds a whole interview each row is one, named by its identity, with its turns."""
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(["transcript_id", "secteur", "text"])
    for n in range(3):
        said = (
            f"Assistant: Bonjour, parlons de votre entreprise numéro {n} ?\nUser: " + "Oui, volontiers. " * 40
        )
        writer.writerow(
            [f"work_{n}", "public", said + "\nAssistant: Merci, et ensuite ?\nUser: Rien de plus."]
        )
    found = read_all(Path("a.csv"), data=rows.getvalue().encode())
    assert [reading.name for reading in found] == ["work_0", "work_1", "work_2"]
    assert [turn.label for turn in found[1].turns] == ["Assistant", "User", "Assistant", "User"]
    assert found[2].metadata["secteur"] == "public"


def test_a_row_a_respondent() -> None:
    """Questions as columns become questions asked, the answers turns of the respondent, the rest header data."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(
        ["Identifiant", "Secteur", "Pourquoi être sur les réseaux ?", "Qu’est-ce que cela vous apporte ?"]
    )
    sheet.append(
        [
            "R1",
            "public",
            "Parce que nos usagers y sont tous, tout simplement.",
            "Des retours que nous n’avions pas avant, et vite.",
        ]
    )
    sheet.append(["R2", "privé", "Le patron l’a voulu ainsi un beau matin de mai.", None])
    buffer = io.BytesIO()
    workbook.save(buffer)
    one, other = read_all(Path("a.xlsx"), data=buffer.getvalue())
    assert (one.name, one.metadata) == ("R1", {"Identifiant": "R1", "Secteur": "public"})
    assert [turn.label for turn in one.turns] == ["Question", "Réponse", "Question", "Réponse"]
    assert [label.role for label in one.labels] == ["interviewer", "participant"]
    assert len(other.turns) == 2


REFUSED = {
    "attributes": ("cas;secteur;effectif\nMaison A;public;12\nMaison B;privé;40\n", "cases import"),
    "attributes with remarks": (
        "Nom;Consentement;Observation\nE1;oui;\nE2;oui;refaire la fin de l’entretien avec un autre micro\nE3;non;\nE4;oui;\n",
        "cases import",
    ),
    "codings": ("transcript,start,end,code,quote\nA,0,9,Moyens,on a ce qu’on a et voilà\n", "codings import"),
    "tagged passages": ("Document,Tag,Content\nA,argent,on a ce qu’on a et puis voilà tout\n", "codings import"),
    "a codebook": ("Code,Definition\nMoyens,Ce que l’entreprise engage dans la chose\n", "codebook import"),
    "numbers": ("a,b\n1,2\n3,4\n", "cases import"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_interview_is_refused(kind: str) -> None:
    """A table of something else is refused with the command that takes it."""
    text, command = REFUSED[kind]
    with pytest.raises(Unreadable, match=command):
        read(Path("a.csv"), data=text.encode())


def test_a_text_parted_by_tabs_is_a_table() -> None:
    """NVivo's table in a .txt has its speakers and times."""
    text = "Timespan\tSpeaker\tContent\n0:08\tLéa\tOK ?\n0:12\tPaul\tOui, d’accord.\n"
    reading = read(Path("a.txt"), data=text.encode("utf-16"))
    assert turns(reading) == [("Léa", "OK ?", 8.0), ("Paul", "Oui, d’accord.", 12.0)]


@pytest.mark.skipif(not DATA.is_dir(), reason="the real transcripts are not beside this repository")
def test_real_tables() -> None:
    """A real tsv gives the text of its srt; real tables of attributes, codings and codes are refused."""
    name = "Goodboy Galaxy - Rik Nicol"
    assert (
        read(DATA / "goodboy-galaxy" / f"{name}.tsv").text
        == read(DATA / "goodboy-galaxy" / f"{name}.srt").text
    )
    for path in ("artisans-fr/recap_entretien.csv", "ddjethics/annotations.csv", "ddjethics/codebook.csv"):
        with pytest.raises(Unreadable):
            read_all(DATA / path)


NAMES = st.sampled_from(["Ana", "Bob", "Mme Le Goff", "É."])
SAID = st.text('abcdéà ,;’"!?', min_size=3, max_size=40).filter(lambda said: any(map(str.isalpha, said)))


@given(
    st.lists(st.tuples(NAMES, SAID), min_size=2, max_size=8),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8-sig", "utf-8", "cp1252"]),
)
def test_any_turns_come_back(said: list[tuple[str, str]], separator: str, encoding: str) -> None:
    """Turns written as csv in any dialect come back with their speakers and all their words."""
    rows = io.StringIO()
    csv.writer(rows, delimiter=separator).writerows([("locuteur", "texte"), *said])
    found = turns(read(Path("a.csv"), data=rows.getvalue().encode(encoding), encoding=encoding))
    assert [name for name, _words, _time in found] == [
        name for n, (name, _words) in enumerate(said) if not n or said[n - 1][0] != name
    ]
    assert (
        " ".join(words for _name, words, _time in found).split()
        == " ".join(words for _name, words in said).split()
    )


def test_quotation_marks_nobody_closes_keep_rows_apart() -> None:
    """Whisper never quotes: a row that begins with a quotation mark keeps it and ends with its line."""
    text = 'start\tend\ttext\n0\t2000\t"Oui" dit-elle.\n2000\t4000\t"Bon, alors\n4000\t6000\tOn part.\n'
    found = read(Path("a.tsv"), data=text.encode())
    assert found.text == '"Oui" dit-elle.\n"Bon, alors On part.'


def test_words_cut_by_separators_are_put_together_again() -> None:
    """Commas in words that nobody quoted part no words from their turn, and this is said."""
    found = read(Path("a.csv"), data=b"speaker,text\nAna,Well, yes, I am.\nBob,Fine.\n")
    assert turns(found) == [("Ana", "Well, yes, I am.", None), ("Bob", "Fine.", None)]
    assert "put together again" in found.warnings[0]


def test_what_no_turn_tells_is_named() -> None:
    """Title rows, speakers without words and times that are none are listed as left out."""
    text = "Projet Alpha;;\ntemps;locuteur;texte\n" + "".join(f"0:0{n};Ana;oui\n" for n in range(1, 6))
    found = read(Path("a.csv"), data=(text + "plus tard;Bob;non\n0:09;Eve;\n").encode())
    assert [words for _kind, words in found.left_out] == ["Projet Alpha", "temps: plus tard", "Eve"]
    assert sum(found.counts.values()) == 3


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("start,speaker,text\n0,A,un deux\n600,B,trois quatre\n1200,A,cinq\n", [0, 600, 1200]),
        ("start\tend\tspeaker\ttext\n0\t150\tA\tOui.\n150\t320\tB\tNon.\n", [0, 0.15]),
    ],
)
def test_seconds_and_milliseconds(text: str, times: list[float]) -> None:
    """Long silences do not make seconds milliseconds, short words do not make milliseconds seconds."""
    assert [turn.time for turn in read(Path("a.csv"), data=text.encode()).turns] == times


def test_short_interviews_in_cells() -> None:
    """A cell whose lines begin with names is an interview, however short."""
    text = 'transcript_id,text\nc_0,"Assistant: Hi!\nUser: Yes."\nc_1,"Assistant: Hi!\nUser: No."\n'
    assert [found.name for found in read_all(Path("a.csv"), data=text.encode())] == ["c_0", "c_1"]


OTHERS = {
    "codings with participants": (
        "Document,Participant,Code,Begin,End,Segment\nA,P1,argent,1,9,on a ce qu’on a\n",
        "codings import",
    ),
    "a codebook of tags": ("Tag,Description\nprivacy,Respect for privacy in all work\n", "codebook import"),
    "attributes with names and answers": ("fichier;nom;réponse\nE1;Ana;oui\nE2;Bob;non\n", "cases import"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_names_and_numbers_do_not_make_a_conversation(kind: str) -> None:
    """Columns that might be speakers and times are not, in a table of something else."""
    text, command = OTHERS[kind]
    with pytest.raises(Unreadable, match=command):
        read_all(Path("a.csv"), data=text.encode())


def test_a_text_is_never_refused_for_its_tabs() -> None:
    """A .txt that is no table of one interview, or whose lines have more tabs, keeps all its words."""
    for text in ("text\ttime\n1\t2\n3\t4\n", "start\tend\tcode\ttext\n1\t2\ta\tb\n"):
        assert read(Path("a.txt"), data=text.encode()).text.split() == text.split()
    lines = "".join("Ana\toui\n" for _n in range(20))
    assert (
        "fin cachée"
        in read(Path("a.txt"), data=f"Speaker\tContent\n{lines}Bob\tbon\tfin cachée\n".encode()).text
    )


@pytest.mark.skipif(not DATA.is_dir(), reason="the real transcripts are not beside this repository")
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("codebooks/sqaa/codebook.xlsx", "codebook import"),
        ("ddjethics/codebook.csv", "codebook import"),
        ("edgeai-architecture/fragments→codes.csv", "codings import"),
        ("edgeai-architecture/Capabilities.csv", "cases import"),
    ],
)
def test_real_tables_of_something_else(name: str, command: str) -> None:
    """Real codebooks, codings and attributes are refused with the command that takes them."""
    with pytest.raises(Unreadable, match=command):
        read_all(DATA / name)
