"""The three sizes of study that are measured, and where their material is kept.

Owns the numbers and the paths. Making the material is `generate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a study is. `words` are of one transcript; codes come ten to a theme."""

    name: str
    transcripts: int
    words: int
    codes: int
    codings: int
    cases: int

    @property
    def folder(self) -> Path:
        """Where everything of this size is kept."""
        return DATA / self.name

    @property
    def docx(self) -> Path:
        """The folder of Word files."""
        return self.folder / "docx"

    @property
    def codebook(self) -> Path:
        """The codebook, three levels deep."""
        return self.folder / "codebook.yaml"

    @property
    def codings_file(self) -> Path:
        """The codings, with their quotes."""
        return self.folder / "codings.csv"

    @property
    def cases_file(self) -> Path:
        """The cases with their attributes."""
        return self.folder / "cases.csv"

    @property
    def read(self) -> Path:
        """A study that holds everything but the codings."""
        return self.folder / "read"

    @property
    def coded(self) -> Path:
        """A study that holds everything."""
        return self.folder / "coded"


SIZES: Final = {
    "S": Size("S", transcripts=12, words=8_000, codes=60, codings=1_500, cases=12),
    "M": Size("M", transcripts=100, words=10_000, codes=200, codings=30_000, cases=50),
    "L": Size("L", transcripts=1_000, words=10_000, codes=500, codings=300_000, cases=200),
}
LONG: Final = {
    "15k": Size("15k", transcripts=1, words=15_000, codes=60, codings=2_000, cases=1),
    "300k": Size("300k", transcripts=1, words=300_000, codes=60, codings=20_000, cases=1),
}
"""Studies of a single transcript, in which keys are pressed."""
TITLE: Final = "Mesure"
"""The title of every study: what the first screen is recognised by."""
SOUGHT: Final = "négociation"
"""The word that is searched for; about one word in five thousand."""
