"""Invented contents for workbooks: a random study and the matrices counted from it without the program."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

import pytest

from interviewcoder.analysis.contents import Contents
from interviewcoder.analysis.results import CodeCounts, Heading, Matrix, Quotation, TranscriptFacts
from interviewcoder.domain.codebook import Codebook
from interviewcoder.domain.records import Attribute, Case, Code, Summary, Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.domain.records import StatusValue


def _in_the_texts(at: Quotation) -> tuple[object, ...]:
    return at.transcript_id, at.start, at.end, at.code_id


TEXTS = (
    "=1+1 c'est ce qu'il a dit",
    "- un tiret au début",
    "+33 6 12 34 56 78",
    "@marque nous a répondu",
    "\tune tabulation",
    "Éloïse a souri 😀 « voilà »",
    "http://example.org/page",
    "12345",
    "deux\nlignes de texte",
    "On a une personne et demie, pas plus, et c'est déjà beaucoup pour une maison comme la nôtre.",
)
GROUPS = ("Entreprise", "Agence", "Cabinet conseil")


@dataclass
class Invented:
    """What a random study is made from; change it before asking for the contents."""

    seed: int = 1
    n_cases: int = 6
    n_themes: int = 3
    n_codings: int = 300
    orphans: bool = True
    rolled_up: bool = True
    texts: Sequence[str] = TEXTS
    title: str = "Les réseaux sociaux & l'entreprise"
    blanks: dict[tuple[int, int], StatusValue] = field(default_factory=dict)
    case_names: Sequence[str] = ()
    grouped: bool = True

    def contents(self) -> Contents:
        """Make the contents."""
        chance = random.Random(self.seed)
        codes = self._codes()
        codebook = Codebook(codes, "fr")
        names = self.case_names or [
            f"{GROUPS[i % 3]} {chr(65 + i % 26)}{i // 26 or ''}" for i in range(self.n_cases)
        ]
        cases = sorted(
            (Case(id=f"case-{i:03}", name=name, values=self._values(i)) for i, name in enumerate(names)),
            key=lambda case: (int(case.id[-3:]) % 3, case.id),
        )
        transcripts = [
            Transcript(
                id=f"t-{case.id}-{n}",
                name=f"Entretien {n} é",
                case=case.id,
                version=f"v-{case.id}-{n}",
                words=900,
            )
            for case in cases
            for n in (1, 2)
        ]
        if self.orphans:
            transcripts.append(Transcript(id="t-none", name="Sans cas", version="v-none", words=10))
        quotations = self._quotations(chance, codebook, {case.id: case for case in cases}, transcripts)
        columns = [
            Heading(
                id=case.id,
                name=case.name,
                levels=(case.name,),
                group=GROUPS[int(case.id[-3:]) % 3] if self.grouped else "",
            )
            for case in cases
        ]
        if self.orphans:
            columns.append(Heading(id="", name="Sans cas", levels=("Sans cas",)))
        segments = count(codebook, columns, quotations, self.rolled_up, len(cases))
        on_passage: dict[tuple[str, int, int], list[str]] = {}
        for at in quotations:
            paths = on_passage.setdefault((at.transcript_id, at.start, at.end), [])
            paths += [] if at.code in paths else [at.code]
        return Contents(
            title=self.title,
            language="fr",
            made="2024-03-01T14:05:00+01:00",
            version="0.1.0",
            content_hash="ab" * 32,
            coders=("Camille", "=Dominique"),
            case_order="par groupe, puis par nom",
            filters="",
            segments=replace(segments, blanks=self.blanks),
            presence=replace(
                segments,
                cells_are="presence",
                cells=tuple(tuple(int(bool(cell)) for cell in row) for row in segments.cells),
                blanks=self.blanks,
            ),
            codebook=codebook,
            counts={code.id: CodeCounts(segments=3, transcripts=2, cases=1) for code in codebook},
            cases=tuple(cases),
            attributes=ATTRIBUTES,
            transcripts=tuple(transcripts),
            transcript_facts={at.id: facts(at) for at in transcripts},
            quotations=lambda: iter(quotations),
            in_the_texts=lambda: iter(sorted(quotations, key=_in_the_texts)),
            n_quotations=len(quotations),
            summaries=tuple(
                Summary(
                    id=f"s-{case.id}-{code.id}", case=case.id, code=code.id, text=f"= {case.name}, en bref"
                )
                for case in cases[:3]
                for code in list(codebook)[:4]
            ),
            all_codes=lambda at: tuple(on_passage[at.transcript_id, at.start, at.end]),
        )

    def _codes(self) -> list[Code]:
        def code(key: str, parent: str | None, position: int) -> Code:
            name = {"fr": f"Thème {key} ‘été’"}
            return Code(
                id=f"c{key}", parent=parent, position=position, name=name, made="2024-01-01T00:00:00Z",
                definition={"fr": f"=définition de {key}"}, example={"fr": "« On a une personne et demie. »"},
            )  # fmt: skip

        found = []
        for a in range(1, self.n_themes + 1):
            found.append(code(f"{a}", None, a))
            for b in range(1, 4):
                found.append(code(f"{a}.{b}", f"c{a}", b))
                found += [code(f"{a}.{b}.{c}", f"c{a}.{b}", c) for c in range(1, 3)]
        return found

    @staticmethod
    def _values(i: int) -> dict[str, str | int | float | bool]:
        return {
            "a-size": 10 * i + 0.5,
            "a-type": GROUPS[i % 3],
            "a-since": f"20{10 + i % 10}-05-01",
            "a-b2b": i % 2 == 0,
        }

    def _quotations(
        self, chance: random.Random, codebook: Codebook, cases: dict[str, Case], transcripts: list[Transcript]
    ) -> list[Quotation]:
        found = []
        used: set[tuple[str, str, int, int, str]] = set()
        for n in range(self.n_codings):
            transcript = chance.choice(transcripts)
            start = chance.randrange(max(12, self.n_codings // 20)) * 100
            end = start + chance.choice((20, 20, 45))
            code, coder = chance.choice(codebook.in_order), chance.choice(("Camille", "=Dominique"))
            if (transcript.id, code.id, start, end, coder) in used:
                continue
            used.add((transcript.id, code.id, start, end, coder))
            case = cases.get(transcript.case or "")
            name = case.name if case else ""
            found.append(
                Quotation(
                    coding=f"q{n}", code_id=code.id, case_id=case.id if case else None,
                    transcript_id=transcript.id, reference=f"{name} – {transcript.name}, tour {start // 100 + 1}",
                    case=name, transcript=transcript.name, turn=start // 100 + 1, line=start // 100 + 1,
                    speaker="Mme Durand", role="participant", start=start, end=end, code=codebook.path(code.id),
                    coder=coder, text=self.texts[(start // 100 * 3 + end) % len(self.texts)], made="2024-02-01T10:00:00Z",
                    memo="=mémo" if n % 7 == 0 else "", key=n % 11 == 0, time=1.5 * n, before="avant ", after="",
                )
            )  # fmt: skip
        code_order = {code.id: i for i, code in enumerate(codebook)}
        case_order = {case: i for i, case in enumerate(cases)}
        text_order = {transcript.id: i for i, transcript in enumerate(transcripts)}
        found.sort(
            key=lambda at: (
                code_order[at.code_id], case_order.get(at.case_id or "", 10**6), text_order[at.transcript_id], at.start,
            )
        )  # fmt: skip
        return found


ATTRIBUTES = (
    Attribute(id="a-size", name="Taille", kind="number"),
    Attribute(id="a-type", name="Cas", kind="choice", choices=GROUPS),
    Attribute(id="a-since", name="case", kind="date"),
    Attribute(id="a-b2b", name="B2B\nou B2C", kind="boolean"),
)


def facts(transcript: Transcript) -> TranscriptFacts:
    return TranscriptFacts(
        id=transcript.id, name=transcript.name, case=transcript.case or "", words=900, participant_words=700,
        turns=40, codings=12, codes=5, coders=("Camille",), coded=0.25, language="fr", date="2024-01-15",
    )  # fmt: skip


def count(
    codebook: Codebook,
    columns: Sequence[Heading],
    quotations: Sequence[Quotation],
    rolled_up: bool,
    n_cases: int,
) -> Matrix:
    """Count distinct passages the slow and obvious way."""

    def passages(codes: Sequence[str], cases: Sequence[str]) -> int:
        return len({
            (at.transcript_id, at.start, at.end)
            for at in quotations
            if at.code_id in codes and (at.case_id or "") in cases
        })  # fmt: skip

    by_code: dict[str, list[Quotation]] = {}
    for at in quotations:
        by_code.setdefault(at.code_id, []).append(at)
    rows = [
        Heading(id=code.id, name=codebook.path(code.id), levels=codebook.names(code.id)) for code in codebook
    ]
    cells, totals, with_cases = [], [], []
    for heading in rows:
        codes = codebook.with_below(heading.id) if rolled_up else (heading.id,)
        found: dict[str, set[tuple[str, int, int]]] = {column.id: set() for column in columns}
        for code in codes:
            for at in by_code.get(code, ()):
                if (at.case_id or "") in found:
                    found[at.case_id or ""].add((at.transcript_id, at.start, at.end))
        cells.append(tuple(len(found[column.id]) for column in columns))
        totals.append(sum(cells[-1]))
        with_cases.append(sum(1 for column in columns if column.id and found[column.id]))
    every = [code.id for code in codebook]
    return Matrix(
        cells_are="segments", rows_are="codes", columns_are="cases",
        rows=tuple(rows), columns=tuple(columns), cells=tuple(cells),
        row_totals=tuple(totals),
        column_totals=tuple(passages(every, [column.id]) for column in columns),
        cases_with=tuple(with_cases), n_cases=n_cases,
        n_segments=passages(every, [column.id for column in columns]),
        grand_total=passages(every, [column.id for column in columns]),
        rolled_up=rolled_up,
    )  # fmt: skip


class MakeContents(Protocol):
    """Makes contents, with what the test wants different."""

    def __call__(self, **wanted: object) -> Contents:
        """Make them."""


@pytest.fixture
def make_contents() -> MakeContents:
    """Give a maker of invented contents."""

    def make(**wanted: object) -> Contents:
        return Invented(**wanted).contents()  # type: ignore[arg-type]

    return make


@pytest.fixture(autouse=True)
def tools(request: pytest.FixtureRequest) -> None:
    """Skip, with the reason, a test of a program that is not installed."""
    import shutil

    marker = request.node.get_closest_marker("needs_tool")
    if marker and shutil.which(marker.args[0]) is None:
        pytest.skip(f"{marker.args[0]} is not installed")
