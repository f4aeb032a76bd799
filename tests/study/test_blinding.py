"""Working blind: nothing of others is seen, wherever one looks, until it is revealed; packets; coding once more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

from interviewcoder.domain.errors import Conflict, NotFound, Refused, Unreadable
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures.notes import write_memo
from interviewcoder.domain.gestures.transcripts import finish_transcripts
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, blinding, codes, copies, correcting, packing, summarising
from interviewcoder.study.comparing import Question
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "Ne doit pas être vu par Ben"


@pytest.fixture
def study(tmp_path: Path, database: Path | str) -> Iterator[Study]:
    """Give a study in a file and one on a server, with a memo, a summary and a mark of Ana’s."""
    made = generated_study(tmp_path, 3)
    made.work_as("Ana")
    coding = next(one for one in made.codings() if one.coder == made.coder.id)
    made.apply(write_memo(Memo(on="coding", target=coding.id, text=SECRET, coder=made.coder.id)))
    made.apply(write_memo(Memo(on="case", target=made.cases[0].id, text=SECRET, coder=made.coder.id)))
    made.apply(write_memo(Memo(on="code", target=coding.code, text="How to use it", coder=made.coder.id)))
    made.apply(summarising.written(made, made.cases[0], made.codebook.find("Vécu"), SECRET))
    if isinstance(database, str):
        from interviewcoder.study import moving

        made.close()
        moving.to_server(made.folder, database, lambda _table, _rows: None)
        made = Study.open(made.folder)
        made.work_as("Ana")
    yield made
    made.close()


def everything(study: Study) -> str:
    """Say all that the study gives to whoever asks, in one text."""
    coders = {one.id: one.name for one in study.coders}
    seen: list[Any] = [
        [(coders[one.coder], one.quote) for one in study.codings()],
        [memo.text for memo in study.memos()],
        [summary.text for summary in study.summaries()],
        [line.sentence for line in study.history()],
        [(one.coder, one.text, one.memo) for one in study.quotations()],
        str(study.matrix(columns="coders").to_frame()),
        [repr(record) for record in study.past("memo", "x")],
    ]
    return json.dumps(seen, ensure_ascii=False, default=str)


def test_a_blind_coder_sees_her_own_work_and_nothing_else_until_it_is_revealed(study: Study) -> None:
    """Codings, memos, summaries, figures and history: only hers; memos on codes stay, because they are about the method."""
    mine = sum(one.coder == study.coder_named("Ben").id for one in study.codings())
    blinding.blind(study, "Ben")
    study.work_as("Ben")
    assert study.blind is not None
    assert {one.coder for one in study.codings()} == {study.coder.id}
    assert len(list(study.codings())) == mine
    words = everything(study)
    assert SECRET not in words
    assert '"Ana", ' not in words
    assert [memo.text for memo in study.memos()] == ["How to use it"]
    assert study.summaries() == []
    assert study.code_counts()[study.codebook.find("Moyens").id].segments <= mine
    assert sum(study.coding_numbers().values()) == mine
    assert study.problems() == []
    study.work_as("Ana")
    blinding.reveal(study, "Ben")
    study.work_as("Ben")
    assert study.blind is None
    assert SECRET in everything(study)


def test_a_blind_coder_works_as_always(study: Study) -> None:
    """Her codings, memos and summaries are written beside those she does not see; undo takes back hers, not others’."""
    blinding.blind(study, "Ben")
    study.work_as("Ben")
    before = len(list(study.codings()))
    transcript = study.transcripts[0]
    code = study.codebook.find("Seul")
    study.code_passage(transcript, Span(1, 7), [code])
    assert len(list(study.codings())) == before + 1
    coding = next(one for one in study.codings() if one.code == code.id)
    study.apply(write_memo(Memo(on="coding", target=coding.id, text="Mine", coder=study.coder.id)))
    assert "Mine" in [memo.text for memo in study.memos()]
    study.undo()
    study.undo()
    assert len(list(study.codings())) == before
    with pytest.raises(Refused):
        study.undo()
    assert study.problems() == []


def test_what_others_would_lose_by_it_is_refused(study: Study) -> None:
    """A code that others have used cannot be merged away, a transcript cannot be corrected; nothing changes."""
    blinding.blind(study, "Ben")
    study.work_as("Ben")
    n = study.database.line_hashes()
    with pytest.raises(Conflict):
        study.apply(codes.merge(study, study.codebook.find("Émotion"), study.codebook.find("Seul")))
    with pytest.raises(Refused, match="blind"):
        correcting.from_file(study, study.transcripts[0], study.folder)
    with pytest.raises(Refused, match="blind"):
        packing.pack(study, "Zoé", study.transcripts, study.folder / "x", codings=True)
    assert study.database.line_hashes() == n


def test_blind_on_some_transcripts_sees_all_of_the_others(study: Study) -> None:
    """The second coder of two interviews is blind there, and sees what was done elsewhere."""
    first, second = study.transcripts[:2]
    blinding.blind(study, "Ben", [first.name])
    ana = study.coder.id
    study.work_as("Ben")
    seen = {one.transcript for one in study.codings() if one.coder == ana}
    assert first.id not in seen
    assert second.id in seen
    assert SECRET not in [memo.text for memo in study.memos() if memo.on == "case"]


def test_any_name_can_be_blind(study: Study) -> None:
    """Names with quotation marks, percent signs and colons do not break what hides."""
    name = "Zoé “O'Brien\" 100 % :x %(y)s"
    blinding.blind(study, name, [study.transcripts[0].name])
    study.work_as(name)
    assert study.blind is not None
    study.code_passage(study.transcripts[0], Span(1, 7), [study.codebook.find("Seul")])
    assert [one.quote for one in study.codings() if one.transcript == study.transcripts[0].id]
    assert study.history()[0].coder == name


def test_to_be_blind_and_to_see_again_are_changes(study: Study) -> None:
    """Undo takes them back; who is not known is said; twice is no harm."""
    blinding.blind(study, "Ben")
    blinding.blind(study, "Ben", [study.transcripts[0].name])
    assert len(study.blinds) == 1
    study.undo()
    assert study.blinds[0].transcripts == ()
    study.undo()
    assert not study.blinds
    with pytest.raises(NotFound):
        blinding.reveal(study, "Nobody")
    with pytest.raises(Refused, match="does not work blind"):
        blinding.reveal(study, "Ben")


def test_a_coder_against_herself(study: Study) -> None:
    """A sample of what she has coded, a second name blind to the first, the same sample for the same seed, agreement."""
    again, sample = blinding.code_again(study, "Ana", share=0.4, seed=5)
    assert again.name == "Ana (2)"
    assert sample == blinding.drawn(list(study.transcripts), 0.4, 5)
    first = study.coder.id
    study.work_as("Ana (2)")
    assert not [one for one in study.codings() if one.transcript == sample[0].id and one.coder == first]
    study.code_passage(sample[0], Span(1, 30), [study.codebook.find("Vécu")])
    study.work_as("Ana")
    report = study.agreement(Question(coders=("Ana", "Ana (2)")))
    assert list(report.transcripts) == [sample[0].name]


# Packets


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Study]:
    """Give a study in a file with work of two coders, memos and summaries."""
    with generated_study(tmp_path, 3) as made:
        coding = next(iter(made.codings()))
        made.apply(write_memo(Memo(on="coding", target=coding.id, text=SECRET, coder=coding.coder)))
        made.apply(summarising.written(made, made.cases[0], made.codebook.find("Vécu"), SECRET))
        yield made


def merge(ours: Study, packet: Path) -> bool:
    work = copies.merged(ours, packet)
    if work.change:
        copies.apply(ours, work)
    assert ours.problems() == []
    return bool(work.change)


def test_a_packet_without_codings_holds_nobodys_work_in_any_byte(mine: Study, tmp_path: Path) -> None:
    """Not in records, not in the history, not in freed pages: no memo, no summary, no other coder’s name."""
    made = packing.pack(mine, "Chloé", mine.transcripts[:2], tmp_path / "for-chloé", codings=False)
    with Study.open(made.path) as packet:
        assert packet.coder.name == "Chloé"
        assert [one.name for one in packet.transcripts] == [one.name for one in mine.transcripts[:2]]
        assert len(packet.codebook) == len(mine.codebook)
        assert list(packet.codings()) == []
        assert packet.identity == mine.identity
        assert packet.problems() == []
    content = b"".join(path.read_bytes() for path in made.path.rglob("*") if path.is_file())
    for word in (SECRET, "Ana", "Ben"):
        assert word.encode() not in content
    assert "Chloé" in (made.path / "LISEZ-MOI.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["back", "back.zip"])
def test_a_packet_comes_back_with_exactly_her_work(mine: Study, tmp_path: Path, name: str) -> None:
    """She codes, notes, adds and renames codes, finishes; meanwhile we correct a text and merge codes: all of it is there."""
    sent = packing.pack(mine, "Chloé", mine.transcripts[:2], tmp_path / "sent", codings=False).path
    with Study.open(sent) as hers:
        first = hers.transcripts[0]
        hers.code_passage(first, Span(12, 40), [hers.codebook.find("Émotion")])
        hers.code_passage(first, Span(12, 40), [hers.add_code(["Neuf"])])
        hers.apply(code_gestures.rename_code(hers.codebook, hers.codebook.find("Équipe"), "Personnes"))
        coding = next(iter(hers.codings()))
        hers.apply(write_memo(Memo(on="coding", target=coding.id, text="Her memo", coder=hers.coder.id)))
        hers.apply(finish_transcripts([first], hers.coder, hers.finished()))
        quote = coding.quote
    text = mine.document(mine.transcripts[0]).text
    (tmp_path / "corrected.txt").write_text(f"Enquêtrice : Une question de plus.\n{text}", encoding="utf-8")
    correcting.apply(mine, correcting.from_file(mine, mine.transcripts[0], tmp_path / "corrected.txt"))
    mine.apply(codes.merge(mine, mine.codebook.find("Émotion"), mine.codebook.find("Vécu")))
    ours_before = {one.id for one in mine.codings()} | {one.id for one in mine.pending()}
    back = sent
    if name.endswith(".zip"):
        back = tmp_path / name
        with ZipFile(back, "w") as packed:
            for path in sent.rglob("*"):
                packed.write(path, f"sent/{path.relative_to(sent)}")
    assert merge(mine, back)
    chloe = mine.coder_named("Chloé")
    hers_here = {(mine.codebook.path(one.code), one.quote) for one in mine.codings() if one.coder == chloe.id}
    waiting = {(mine.codebook.path(one.code), one.quote) for one in mine.pending() if one.coder == chloe.id}
    assert hers_here | waiting == {("Vécu", quote), ("Neuf", quote)}
    assert "Her memo" in [memo.text for memo in mine.memos()]
    assert SECRET in [memo.text for memo in mine.memos()]
    assert mine.codebook.get(["Moyens", "Personnes"]) is not None
    assert [one.coder for one in mine.finished()] == [chloe.id]
    assert ours_before <= {one.id for one in mine.codings()} | {one.id for one in mine.pending()}
    assert len(mine.transcripts) == 5
    assert not merge(mine, back)


def test_a_packet_with_codings_and_without_cases(mine: Study, tmp_path: Path) -> None:
    """What everybody coded there comes along; which case it is of does not, and stays with us when it is back."""
    made = packing.pack(mine, "Ben", mine.transcripts[:1], tmp_path / "p.zip", codings=True, cases=False)
    assert made.codings
    case = mine.transcripts[0].case
    assert not merge(mine, made.path)
    assert mine.transcripts[0].case == case


def test_what_is_no_packet_is_refused(mine: Study, tmp_path: Path) -> None:
    """A zip without a study, one that is broken, a place that is taken."""
    with ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("a/b.txt", "x")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04")
    for name in ("other.zip", "broken.zip"):
        with pytest.raises(Unreadable):
            copies.merged(mine, tmp_path / name)
    with pytest.raises(Refused, match="exists"):
        packing.pack(mine, "Ben", mine.transcripts, tmp_path, codings=False)
