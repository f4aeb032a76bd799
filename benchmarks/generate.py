"""Makes the material: French-like interviews as docx, a codebook, codings and cases. Always the same.

Owns what the material is like. The texts are random words in turns of two speakers, with the accents,
apostrophes and non-breaking spaces of French; each codings row carries its quote, so that taking them
in proves that the texts were read exactly.

    .venv/bin/python benchmarks/generate.py [S M L]
"""

from __future__ import annotations

import csv
import sys
import zipfile
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from sizes import SIZES, SOUGHT, Size

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED: Final = 1_848
NBSP: Final = "\xa0"
_COMMON: Final = (
    "le la les de des du un une et à en que qui dans pour sur avec par ne pas plus on nous vous je il elle "
    "c’est était être avoir fait faire dit aussi mais donc alors enfin quand même très bien peu tout "
    "d’abord qu’on l’équipe l’entreprise n’est j’ai euh voilà"
)
_RARE: Final = (
    "marque réseau réseaux client clients budget année stratégie agence directeur communication contenu "
    "communauté produit magasin équipe salarié objectif campagne image métier conseil qualité confiance "
    "relation visibilité échange réponse critique avis réputation dirigeant indicateur mesure résultat "
    "temps argent compétence prestataire partenaire concurrence secteur marché vente équilibre présence"
)
_SYLLABLES: Final = "ma tion pré ré con té ver su pro lo mé dé par ri cou li né sé bi go fé cha ni rou"
_FIRMS: Final = ("entreprise", "agence", "conseil")
_CODERS: Final = ("Claire", "Jean")


@dataclass(frozen=True, slots=True)
class Interview:
    """One transcript: its name and its turns, each a label and sentences."""

    name: str
    turns: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """The text as a reader of docx gives it."""
        return "\n".join(f"{label}{NBSP}: {' '.join(sentences)}" for label, sentences in self.turns)


class Vocabulary:
    """Words to draw from, the first ones far more often."""

    def __init__(self, random: Random) -> None:
        made = {"".join(random.choices(_SYLLABLES.split(), k=random.randint(2, 4))) for _n in range(3_000)}
        rare = sorted(made - {SOUGHT})
        random.shuffle(rare)
        self._words = [*_COMMON.split(), *_RARE.split(), *rare]
        weights = [1 / (n + 3) for n in range(len(self._words))]
        self._words.append(SOUGHT)
        self._weights = [*accumulate(weights), sum(weights) * (1 + 1 / 5_000)]
        self._random = random

    def sentence(self, words: int) -> str:
        """Give a sentence of that many words."""
        drawn = self._random.choices(self._words, cum_weights=self._weights, k=words)
        if words > 8:
            drawn[words // 2] += ","
        end = self._random.choice((".", ".", ".", f"{NBSP}?", "…"))
        return f"{drawn[0].capitalize()} {' '.join(drawn[1:])}{end}"


def interviews(size: Size) -> Iterator[Interview]:
    """Give the interviews of a size, one at a time."""
    random = Random(f"{SEED} {size.name} texts")
    vocabulary = Vocabulary(random)
    for n in range(size.transcripts):
        label = f"Mme Témoin{n % 7}"
        turns: list[tuple[str, tuple[str, ...]]] = []
        written = 0
        while written < size.words:
            asked = random.randint(6, 25)
            turns.append(("Enquêteur", (vocabulary.sentence(asked),)))
            answer = [random.randint(5, 25) for _sentence in range(random.randint(3, 14))]
            turns.append((label, tuple(map(vocabulary.sentence, answer))))
            written += asked + sum(answer)
        yield Interview(f"{case_name(n % size.cases)} E{n // size.cases + 1:02}", tuple(turns))


def case_name(n: int) -> str:
    """Give the name of the n-th case; every transcript's name begins with its case's."""
    return f"Cas {n + 1:03}"


# Word files

_PARTS: Final = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
}
_JUSTIFIED: Final = '<w:pPr><w:jc w:val="both"/></w:pPr>'
_PROPERTIES: Final = '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:lang w:val="fr-FR"/></w:rPr>'


def docx_parts(interview: Interview) -> dict[str, str]:
    """Give the parts of a Word file: a paragraph a turn, a run a sentence, as Word tends to leave them."""
    paragraphs = []
    for label, sentences in interview.turns:
        runs = "".join(_run(f" {sentence}") for sentence in sentences)
        paragraphs.append(f"<w:p>{_JUSTIFIED}{_run(label + NBSP + ':')}{runs}</w:p>")
    body = "".join(paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<w:document xmlns:w="{space}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    )
    return {**_PARTS, "word/document.xml": document}


def _run(text: str) -> str:
    return f'<w:r>{_PROPERTIES}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


# Codes, cases, codings


def code_paths(size: Size) -> list[tuple[str, ...]]:
    """Give the paths of all codes: themes with three codes, each with two below it."""
    paths: list[tuple[str, ...]] = []
    for theme in range(size.codes // 10):
        top = f"Thème {theme + 1:02}"
        paths.append((top,))
        for second in "ABC":
            middle = f"Idée {theme + 1:02}{second}"
            paths.append((top, middle))
            paths += [(top, middle, f"Détail {theme + 1:02}{second}{n}") for n in (1, 2)]
    return paths


def codebook_yaml(size: Size) -> str:
    """Write the codebook."""
    lines: list[str] = []
    for path in code_paths(size):
        indent = "    " * (len(path) - 1)
        lines.append(f"{indent}- name: {path[-1]}")
        lines.append(f"{indent}  definition: Ce que l'entreprise dit de « {path[-1]} ».")
        if len(path) < 3:
            lines.append(f"{indent}  children:")
    return "\n".join(lines) + "\n"


def codings_of(
    interview: Interview, number: int, paths: list[tuple[str, ...]], random: Random
) -> Iterator[tuple[str | int, ...]]:
    """Give the rows of one transcript: one to three sentences each, a fifth of them coded twice."""
    text = interview.text
    spans = sentence_spans(interview)
    seen: set[tuple[int, int, str, str]] = set()
    while len(seen) < number:
        first = random.randrange(len(spans))
        last = min(first + random.choice((0, 0, 0, 1, 2)), len(spans) - 1)
        start, end = spans[first][0], spans[last][1]
        coder = random.choices(_CODERS, (4, 1))[0]
        for _code in range(random.choice((1, 1, 1, 1, 2))):
            code = " > ".join(paths[int(random.betavariate(1, 3) * len(paths))])
            if (start, end, code, coder) not in seen and len(seen) < number:
                seen.add((start, end, code, coder))
                yield (
                    interview.name, start, end, code, coder, text[start:end], "", "2014-01-14T10:22:00Z",
                )  # fmt: skip


def sentence_spans(interview: Interview) -> list[tuple[int, int]]:
    """Give where each sentence stands in the text."""
    spans: list[tuple[int, int]] = []
    at = 0
    for label, sentences in interview.turns:
        at += len(label) + 3
        for sentence in sentences:
            spans.append((at, at + len(sentence)))
            at += len(sentence) + 1
    return spans


def write_cases(size: Size) -> None:
    """Write the table of cases and attributes."""
    random = Random(f"{SEED} {size.name} cases")
    with size.cases_file.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(("cas", "type", "secteur", "effectif", "depuis"))
        for n in range(size.cases):
            sector = random.choice(("banque", "santé", "mode", "tourisme", "énergie"))
            people, year = random.randint(5, 9_000), random.randint(2006, 2014)
            rows.writerow((case_name(n), _FIRMS[n % 3], sector, people, year))


def generate(size: Size) -> None:
    """Write all material of a size."""
    size.docx.mkdir(parents=True, exist_ok=True)
    size.codebook.write_text(codebook_yaml(size), encoding="utf-8")
    write_cases(size)
    paths = code_paths(size)
    random = Random(f"{SEED} {size.name} codings")
    with size.codings_file.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(("transcript", "start", "end", "code", "coder", "quote", "memo", "created"))
        for n, interview in enumerate(interviews(size)):
            with zipfile.ZipFile(size.docx / f"{interview.name}.docx", "w", zipfile.ZIP_DEFLATED) as package:
                for name, content in docx_parts(interview).items():
                    package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
            already = size.codings * n // size.transcripts
            number = size.codings * (n + 1) // size.transcripts - already
            rows.writerows(codings_of(interview, number, paths, random))
    (size.folder / "done").touch()


def main() -> None:
    """Make the sizes that are named, or all."""
    for name in sys.argv[1:] or SIZES:
        generate(SIZES[name])
        print(f"{name}: {SIZES[name].folder}")


if __name__ == "__main__":
    main()
