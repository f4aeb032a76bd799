"""PDF files: a reconstruction of the text, said to be one.

Owns taking a page's lines apart from its margins: running titles, page and line numbers are left out and told.
How lines become paragraphs again is `pdf_lines`. Scans are refused. Needs the ``pdf`` extra. Must not
recognise turns.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.errors import NotInstalled
from interviewcoder.domain.text import canonical, words
from interviewcoder.formats.transcripts.docx import HEADERS
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.pdf_lines import paragraphs, repaired
from interviewcoder.formats.transcripts.reading import Source
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LINE_NUMBERS: Final = N_("line numbers left out")
REMARKS: Final = N_("remarks on the pages left out")

_ALONE: Final = re.compile(r"\A(\d{1,5})\Z")
_BEFORE: Final = re.compile(r"\A(\d{1,5})(?:\s+|(?=[^\d\s.,:/)]))(?=\S)")
_AFTER: Final = re.compile(r"(?:\s+|(?<=[^\d\s]))(\d{1,5})\Z")
_DIGITS: Final = re.compile(r"\d+")
_SPOKEN: Final = re.compile(r"([^\W\d_][^:：]{0,40}?)\s*[:：](?=\s|\Z)")
_STEPS: Final = (10, 5, 2, 1)
_LONGEST_GAP: Final = 3
_MARGIN: Final = 3
_MOST: Final = 0.6
_FEWEST_NUMBERS: Final = 5
_FEWEST_ON_A_PAGE: Final = 3
_FEWEST_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a file holds: the lines of each page, the remarks on them, the title."""

    pages: list[list[str]]
    remarks: list[str]
    title: str


def _printed(data: bytes) -> _Printed:
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    except ModuleNotFoundError as error:
        raise PackageRefused(str(NotInstalled(_("PDF files"), "pdf"))) from error
    # It says what it repairs; here that would only reach a screen that is somebody else's.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        found = PdfReader(BytesIO(data))
        if found.is_encrypted and not found.decrypt(""):
            raise PackageRefused(_("The file is protected by a password."))
        title = (found.metadata.title or "").strip() if found.metadata is not None else ""
        pages = list(found.pages)
        return _Printed([_lines(page) for page in pages], _remarks(pages), canonical(title))
    except DependencyError as error:
        # The newer ciphers need a package that is not ours to ask for.
        raise PackageRefused(_("The file is protected by a password.")) from error
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise PackageRefused(_("The file is damaged: it cannot be read as PDF.")) from error


def _lines(page: Any) -> list[str]:
    """Give the lines of a page that hold something."""
    text = canonical(page.extract_text() or "")
    if text.count("\t") > text.count(" "):
        text = text.replace("\t", " ")  # some programs write every space so
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _without_margins(pages: Sequence[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Take off the outermost lines that most pages have, whatever numbers are in them."""
    running = _running(pages) | _running(pages[::2], fewest=3) | _running(pages[1::2], fewest=3)
    everywhere = Counter(_shape(line) for lines in pages for line in lines)
    # What a speaker says stands at the top of many pages too, but more often elsewhere, and in other words.
    running -= {shape for shape, times in everywhere.items() if times > 1.5 * len(pages)}
    said = _speakers(everywhere)
    kept: list[list[str]] = []
    left_out: list[str] = []
    for lines in pages:
        off = [_shape(line) in running and _speaker(line) not in said for line in lines]
        top = next((n for n, out in enumerate(off[:_MARGIN]) if not out), min(_MARGIN, len(off)))
        rest = off[top:][::-1]
        bottom = len(off) - next(
            (n for n, out in enumerate(rest[:_MARGIN]) if not out), min(_MARGIN, len(rest))
        )
        left_out += lines[:top] + lines[bottom:]
        kept.append(lines[top:bottom])
    return kept, left_out


def _running(pages: Sequence[list[str]], *, fewest: int = 2) -> set[str]:
    """Give the shapes of lines that stand near the top or bottom of most of these pages."""
    counted: Counter[str] = Counter()
    for lines in pages:
        counted.update({_shape(line) for line in [*lines[:_MARGIN], *lines[-_MARGIN:]]})
    return {shape for shape, times in counted.items() if times >= max(fewest, _MOST * len(pages))}


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line).casefold()


def _speaker(line: str) -> str | None:
    found = _SPOKEN.match(line)
    return found[1].casefold() if found else None


def _speakers(shapes: Iterable[str]) -> set[str]:
    """Give what stands before a colon in lines that go on differently: nobody's name does so in a title."""
    counted = Counter(speaker for shape in shapes if (speaker := _speaker(shape)))
    return {speaker for speaker, times in counted.items() if times > 1}


def _without_numbers(pages: Sequence[list[str]]) -> tuple[list[list[str]], list[int]]:
    """Take off line numbers: lines of their own that count up, or numbers before or after lines that do.

    Numbers that do not count on with the others are somebody's words and stay.
    """
    everything = sum(map(len, pages))
    for pattern in (_ALONE, _BEFORE, _AFTER):
        step, counting = _counting(pages, pattern)
        numbers = [number for counted in counting for number in counted.values()]
        if pattern is _ALONE:
            all_alone = sum(1 for lines in pages for line in lines if pattern.search(line))
            fewest = max(2.0 * len(pages), _MOST * all_alone)
        else:
            fewest = _MOST * everything / step
        if len(numbers) >= max(_FEWEST_NUMBERS, fewest):
            return [_stripped(*page, pattern) for page in zip(pages, counting, strict=True)], numbers
    return list(pages), []


def _stripped(lines: list[str], counted: Mapping[int, int], pattern: re.Pattern[str]) -> list[str]:
    """Take the numbers off the lines that have been counted; nothing stays of lines that are only that."""
    kept = (pattern.sub("", line, count=1) if n in counted else line for n, line in enumerate(lines))
    return [line for line in kept if line]


def _counting(pages: Sequence[list[str]], pattern: re.Pattern[str]) -> tuple[int, list[dict[int, int]]]:
    """Give the step in which most lines are numbered, and for each page the lines so numbered."""
    best: tuple[int, list[dict[int, int]]] = (1, [{} for _page in pages])
    for step in _STEPS:
        counting: list[dict[int, int]] = []
        known: set[int] = set()  # with these a page may begin that has but a line or two
        for lines in pages:
            chain = _chain(lines, pattern, step)
            numbers = list(chain.values())
            if len(chain) < _FEWEST_ON_A_PAGE and not (numbers and numbers[0] in known):
                chain = {}
            elif numbers:
                known |= {numbers[0], numbers[-1] + step}
            counting.append(chain)
        if sum(map(len, counting)) > sum(map(len, best[1])):
            best = step, counting
    return best


def _chain(lines: Sequence[str], pattern: re.Pattern[str], step: int) -> dict[int, int]:
    """Give the longest run of lines whose numbers count up, a few of them missing at most."""
    length: dict[int, int] = {}
    before: dict[int, int | None] = {}
    at: dict[int, int] = {}
    value: dict[int, int] = {}
    for n, line in enumerate(lines):
        if not (found := pattern.search(line)):
            continue
        value[n] = int(found[1])
        wanted = [at[lower] for k in range(1, _LONGEST_GAP + 1) if (lower := value[n] - k * step) in at]
        before[n] = max(wanted, key=length.__getitem__, default=None)
        length[n] = 1 + (length[wanted_at] if (wanted_at := before[n]) is not None else 0)
        if value[n] not in at or length[n] >= length[at[value[n]]]:
            at[value[n]] = n
    last = max(length, key=length.__getitem__, default=None)
    run: list[int] = []
    while last is not None:
        run.append(last)
        last = before[last]
    return {n: value[n] for n in reversed(run)}


def _spans(numbers: Sequence[int]) -> str:
    """Write numbers as a person would: ``1–95, 24–95``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number > spans[-1][1] and number - spans[-1][1] <= max(_STEPS):
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in spans)


def _remarks(pages: Sequence[Any]) -> list[str]:
    """Give what reviewers wrote on the pages."""
    found: list[str] = []
    for page in pages:
        for annotation in page.get("/Annots") or ():
            content = annotation.get_object().get("/Contents")
            if isinstance(content, str) and content.strip():
                found.append(canonical(content.strip()))
    return found


class PdfReader:
    """Reads .pdf."""

    name = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:  # noqa: ARG002 - PDF says its own
        """Read a PDF file. Raises `PackageRefused` with a sentence when it cannot be."""
        printed = _printed(data)
        read = printed.pages
        if sum(words(line) for lines in read for line in lines) < _FEWEST_WORDS * len(read):
            raise PackageRefused(
                _("The pages are pictures without text. Run text recognition (OCR) on the file first.")
            )
        read, numbers = _without_numbers(read)
        read, margins = _without_margins(read)
        counts: Counter[str] = Counter()
        text = repaired(paragraphs(read, counts), counts)
        counts.update({HEADERS: len(margins), LINE_NUMBERS: len(numbers), REMARKS: len(printed.remarks)})
        left_out = [(HEADERS, line) for line in margins] + [(REMARKS, remark) for remark in printed.remarks]
        if numbers:
            left_out.append((LINE_NUMBERS, _spans(numbers)))
        return Source(
            text=text,
            metadata={"title": printed.title} if printed.title else {},
            counts=+counts,
            left_out=tuple(left_out),
            warnings=(
                _("PDF holds no paragraphs: the text was put together again. Check it before coding."),
            ),
        )


READER: Final = PdfReader()
