"""Good files of every format, mutated: each is read as canonical text or refused, soon, in silence.

Mutants go to the child process that reads in the program, too. ``python -m tests.campaigns.fuzz 600`` takes so many
seconds for each reader, ``… fuzz 600 docx odt`` for these alone.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.apart import Apart, File
from tests.formats.transcripts.test_contract import GOOD
from tests.formats.transcripts.test_pdf import pdf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_SAMPLE: Final = Path(__file__).parents[2] / "transcripts"
_SAID: Final = ("Bonjour à tous", "dit-on")
_MOST_SECONDS: Final = 5.0
_PACKED: Final = 0.7
_STRUCTURED: Final = 0.4
"""How often what is in an archive is changed, and how often pieces are moved instead of bytes."""
_PIECES: Final = re.compile(rb"(?=<)|(?<=[\n,;{}])")
_ODD: Final = (
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"&",
    b"{",
    b"}",
    b"[",
    b'"',
    b"\\",
    b"%s",
    b"\r",
    b"\xef\xbb\xbf",
    b"\xd8\x00",
)


@dataclass(slots=True)
class Result:
    """How many mutants each reader met and how many it refused, the slowest, and whatever went wrong."""

    files: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def readers(self) -> int:
        """How many readers were tried."""
        return len(self.files)

    def __str__(self) -> str:
        each = "\n".join(
            f"  {name}: {number}, {self.refused[name]} refused" for name, number in sorted(self.files.items())
        )
        return (
            f"{self.files.total()} mutated files, {self.readers} readers, the slowest file {self.slowest:.2f} s, "
            f"{len(self.wrong)} wrong\n{each}" + "".join(f"\n  {line}" for line in self.wrong)
        )


def samples() -> dict[str, list[bytes]]:
    """Give good files by the name of their reader: small ones, and the sample study's."""
    found = {name: list(files) for name, files in GOOD.items()}
    found["pdf"] = [pdf(["Ana : Bonjour à tous.", "Bob : Déjà l’été, dit-on."])]
    by_suffix = {
        ".docx": "docx",
        ".odt": "odt",
        ".vtt": "vtt",
        ".srt": "srt",
        ".md": "markdown",
        ".txt": "text",
    }
    for path in sorted(_SAMPLE.iterdir()):
        found[by_suffix[path.suffix]].append(path.read_bytes())
    return found


def mutant(data: bytes, others: list[bytes], random: Random) -> bytes:
    """Change a file somewhere; of a packed one, as often as not, what is in it."""
    if data.startswith(b"PK") and random.random() < _PACKED:
        return _repacked(data, random)
    return _changed(data, others, random)


def _repacked(data: bytes, random: Random) -> bytes:
    """Change one of the files in an archive and pack them again, so that the change is read and not its checksum."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {info: archive.read(info) for info in archive.infolist()}
    chosen = random.choice([info for info, content in files.items() if content])
    files[chosen] = _changed(files[chosen], list(files.values()), random)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for info, content in files.items():
            archive.writestr(info, content)
    return packed.getvalue()


def _pieces_moved(data: bytes, random: Random) -> bytes:
    """Drop, double, move or exchange a few pieces – elements, lines, fields – so that what remains may be well formed."""
    pieces = _PIECES.split(data)
    start, length = random.randrange(len(pieces)), random.choice([1, 1, 2, 3, 5])
    taken, rest = pieces[start : start + length], pieces[:start] + pieces[start + length :]
    there = random.randrange(len(rest) + 1)
    what = random.choice(["drop", "double", "move", "deep"])
    if what == "double":
        rest = pieces[:start] + taken * random.choice([2, 3, 60]) + pieces[start + length :]
    elif what == "move":
        rest[there:there] = taken
    elif what == "deep":
        rest = pieces[: start + 1] + pieces[start : start + 1] * 300 + pieces[start + 1 :]
    return b"".join(rest)


def _changed(data: bytes, others: list[bytes], random: Random) -> bytes:
    if random.random() < _STRUCTURED:
        return _pieces_moved(data, random)
    return _bytes_changed(data, others, random)


def _bytes_changed(data: bytes, others: list[bytes], random: Random) -> bytes:
    """Change bytes in one to six places: turned, cut out, doubled, put in, replaced; the end cut off."""
    changed = bytearray(data)
    for _n in range(random.randint(1, 6)):
        if not changed:
            break
        at = random.randrange(len(changed))
        length = random.choice([1, 2, 4, 30, 400])
        what = random.choice(["bit", "byte", "cut", "double", "odd", "end", "splice", "number"])
        if what == "bit":
            changed[at] ^= 1 << random.randrange(8)
        elif what == "byte":
            changed[at] = random.randrange(256)
        elif what == "cut":
            del changed[at : at + length]
        elif what == "double":
            changed[at:at] = changed[at : at + length] * random.choice([1, 2, 50])
        elif what == "odd":
            changed[at : at + random.randrange(3)] = random.choice(_ODD) * random.choice([1, 1, 500])
        elif what == "end":
            del changed[at:]
        elif what == "splice":
            other = random.choice(others)
            start = random.randrange(len(other))
            changed[at : at + length] = other[start : start + length]
        else:
            changed[at : at + 4] = random.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999", b"-1  "])
    return bytes(changed)


def _mutants(files: list[bytes], random: Random) -> Iterator[bytes]:
    while True:
        yield mutant(random.choice(files), files, random)


def run(*, files: int = 0, seconds: float = 0.0, seed: int = 1, only: Collection[str] = ()) -> Result:
    """Give each reader so many mutants, or as many as it can take in so many seconds; `only` some, if they are named."""
    result, good = Result(), samples()
    suffixes = {
        point.name: point.load().suffixes[0] for point in entry_points(group="interviewcoder.readers")
    }
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), Apart() as child:
        for name, suffix in sorted(suffixes.items()):
            if only and name not in only:
                continue
            end = time.monotonic() + seconds
            for n, data in enumerate(_mutants(good[name], Random(f"{seed} {name}"))):
                if (files and n >= files) or (not files and time.monotonic() > end):
                    break
                _one(child, name, File(Path(f"mutant{suffix}"), data, as_format=name), result)
    if printed.getvalue():
        result.wrong.append("something was printed")
    return result


def _one(child: Apart, name: str, file: File, result: Result) -> None:
    begun = time.monotonic()
    result.files[name] += 1
    try:
        for reading in child.read_all(file):
            if canonical(reading.text) != reading.text:
                result.wrong.append(f"{name}: a text that is not canonical")
    except Unreadable as refusal:
        result.refused[name] += 1
        if any(said in refusal.sentence for said in _SAID) or "\n" in refusal.sentence:
            result.wrong.append(f"{name}: what was said stands in the refusal")
        if (
            "longer" in refusal.sentence
            or "more memory" in refusal.sentence
            or "made its reader fail" in refusal.sentence
        ):
            result.wrong.append(f"{name}, file {result.files[name]}: {refusal.sentence}")
    result.slowest = max(result.slowest, took := time.monotonic() - begun)
    if took > _MOST_SECONDS:
        result.wrong.append(f"{name}, file {result.files[name]}: {took:.1f} s")


if __name__ == "__main__":
    outcome = run(seconds=float(sys.argv[1]) if len(sys.argv) > 1 else 600, only=sys.argv[2:])
    sys.stdout.write(f"{outcome}\n")
    sys.exit(bool(outcome.wrong))
