"""Five corrections after 300 codings, with every character's origin known: none gone, none silently wrong."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeAlias

import pytest

from interviewcoder import locales
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.gestures import corrections
from interviewcoder.domain.records import Coding
from interviewcoder.study import Study, correcting, importing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.domain.records import Guid

ARTISANS = Path(__file__).parents[3] / "shared" / "data" / "artisans-fr"
Traced: TypeAlias = list[tuple[str, int | None]]
"""Characters, each with its place in the first text; None for those that came in later."""
SAID = (
    "Oui.", "Non.", "Oui, oui.", "Voilà.", "D’accord.", "🙂", "[rires]", "Et le budget ?", "Je ne sais pas.",
    "C’est compliqué 😅👍🏽, hein.", "On fait avec Maëlle et Kerlann, depuis 2014.", "M. Dupont n’a pas voulu, point.",
    "Le client écrit le soir et il veut une réponse avant minuit.", "Ça, c’est l’œuvre de l’agence : cœur et coûts.",
)  # fmt: skip


def interview(random: Random) -> str:
    """Give an interview in which much is said more than once."""
    turns = (
        f"{'Enquêtrice' if n % 2 == 0 else 'Anne'} : {' '.join(random.choices(SAID, k=random.choice([1, 1, 2, 4, 8])))}"
        for n in range(120)
    )
    return "\n".join(turns) + "\n"


def words_of(traced: Traced) -> str:
    return "".join(character for character, _origin in traced)


def replaced(traced: Traced, pattern: str, words: str) -> Traced:
    """Put other words in the place of all that fit a pattern."""
    made: Traced = []
    position = 0
    for match in re.finditer(pattern, words_of(traced)):
        made += traced[position : match.start()] + [(character, None) for character in words]
        position = match.end()
    return made + traced[position:]


def paragraphs(traced: Traced) -> list[Traced]:
    found: list[Traced] = [[]]
    for one in traced:
        found[-1].append(one)
        if one[0] == "\n":
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def told_apart(one: Traced, other: Traced) -> bool:
    """Say whether somebody could tell that two turns were exchanged: if they begin or end alike, nobody can."""
    first, second = (words.partition(" : ")[2] or words for words in (words_of(one), words_of(other)))
    return first[:12] != second[:12] and first[-20:] != second[-20:]


def corrected(traced: Traced, step: int, random: Random) -> Traced:
    """Correct as an interviewee does: typing errors, a paragraph out, names replaced, turns exchanged, hesitations out."""
    if step == 0:
        made = list(traced)
        for _n in range(40):
            at = random.randrange(1, len(made) - 1)
            if made[at][0].isalpha() and made[at - 1][0] != "\n":
                made[at : at + 1] = random.choice([[], [("é", None)], [made[at], ("s", None)]])
        return made
    if step == 2:
        return replaced(replaced(traced, "Maëlle|Kerlann", "P3 🙂"), "Dupont", "[nom]")
    if step == 4:
        return replaced(replaced(traced, r"Oui, oui\.", "Oui."), "voulu", "souhaité")
    found = paragraphs(traced)
    long = [n for n, paragraph in enumerate(found) if len(paragraph) > 60]
    at = random.choice(long)
    if step == 1:
        del found[at]
    else:
        other = random.choice([n for n in long if told_apart(found[at], found[n])])
        found[at], found[other] = found[other], found[at]
    return [one for paragraph in found for one in paragraph]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    locales.choose("en")
    with Study.create(tmp_path / "study", coder="Ana") as made:
        for name in ("Budget", "Team", "Start"):
            made.add_code([name])
        yield made


def coded(study: Study, file: Path, random: Random) -> dict[Guid, Coding]:
    """Take a file in and tag 300 passages of it: sentences, long stretches, words, and those that are said often."""
    importing.import_file(study, file, case="Firme A")
    (transcript,) = study.transcripts
    text = study.document(transcript).text
    kinds = [
        [match.span() for match in re.finditer(pattern, text)]
        for pattern in (
            r"[^.!?\n]{8,}[.!?]",
            r"\b(?:Oui|Non|oui|non|Voilà)\b\.?",
            r"\w+",
            r"[^\n]{30,}\n[^\n]{30,}",
        )
    ]
    codes, found = list(study.codebook), dict[tuple[int, int, str], Coding]()
    while len(found) < 300:
        start, end = random.choice(random.choice([kind for kind in kinds if kind]))
        code = random.choice(codes)
        found[start, end, code.id] = Coding(
            transcript=transcript.id, start=start, end=end, quote=text[start:end], code=code.id, coder=study.coder.id,
            weight=random.choice([None, 2.0]), key=random.random() < 0.1,
        )  # fmt: skip
    study.apply(Change("Coded", {}, added(*found.values())))
    return {coding.id: coding for coding in found.values()}


def five_corrections(study: Study, file: Path, folder: Path, random: Random) -> None:
    first = coded(study, file, random)
    traced: Traced = [(character, n) for n, character in enumerate(study.document(study.transcripts[0]).text)]
    decided: set[Guid] = set()
    for step in range(5):
        traced = corrected(traced, step, random)
        copy = folder / f"corrected-{step}.txt"
        copy.write_text(words_of(traced), encoding="utf-8")
        correcting.apply(study, correcting.from_file(study, study.transcripts[0], copy))
        assert study.document(study.transcripts[0]).text == words_of(traced)
        here, waiting = {coding.id: coding for coding in study.codings()}, study.pending()
        assert {*here, *(one.id for one in waiting)} == set(first), "a coding is gone"
        for guid in set(here) - decided:
            now, before = here[guid], first[guid]
            assert (now.quote, now.code, now.made, now.weight, now.key) == (
                before.quote, before.code, before.made, before.weight, before.key,
            )  # fmt: skip
            origins = [origin for _character, origin in traced[now.start : now.end]]
            for origin, was in zip(origins, range(before.start, before.end), strict=True):
                assert origin in {was, None}, f"silently wrong: {now.quote}"
        assert sum(study.waiting.values()) == len(waiting)
        assert study.problems() == []
        proposed = [one for one in waiting if correcting.proposal(one) is not None]
        if proposed:
            study.apply(correcting.accepted(study, proposed[:10]))
            decided.update(one.id for one in proposed[:10])
        if len(waiting) > 10:
            study.apply(corrections.set_aside(waiting[-3:], study.codebook))
    assert len(list(study.codings())) > 30
    while study.pending() or {coding.id: coding for coding in study.codings()} != first:
        study.undo()


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_lost_or_silently_wrong(study: Study, tmp_path: Path, seed: int) -> None:
    """French, emoji, formulas said again and again; some decided between the corrections, some set aside."""
    random = Random(seed)
    file = tmp_path / "interview.txt"
    file.write_text(interview(random), encoding="utf-8")
    five_corrections(study, file, tmp_path, random)


def test_the_same_on_a_real_interview(study: Study, tmp_path: Path) -> None:
    """An hour of natural French, as its transcriber delivered it."""
    files = sorted(ARTISANS.glob("*.docx"))
    if not files:
        pytest.skip("the interviews with craftsmen are not on this machine")
    five_corrections(study, files[0], tmp_path, Random(7))
