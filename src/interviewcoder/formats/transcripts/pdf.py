"""PDF files: a reconstruction of the text, said to be one.

Owns taking a page's lines apart from its margins: running titles, page and line numbers are left out and told.
How lines become paragraphs again is `pdf_lines`. Scans are refused. Needs the ``pdf`` extra. Must not
recognise turns.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.text import canonical, words
from interviewcoder.formats.transcripts.docx import HEADERS
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.pdf_lines import paragraphs, repaired
from interviewcoder.formats.transcripts.reading import Source
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE_NUMBERS: Final = N_("line numbers left out")
REMARKS: Final = N_("remarks on the pages left out")

_NUMBER: Final = re.compile(r"\d{1,5}")
_NUMBERED: Final = re.compile(r"(\d{1,5})(?:\s+|(?=[^\d\s.,:/)]))(?=\S)")
_DIGITS: Final = re.compile(r"\d+")
_MARGIN: Final = 3
_FEWEST_NUMBERS: Final = 5
_FEWEST_WORDS: Final = 5


def _open(data: bytes) -> Any:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ModuleNotFoundError as error:
        raise PackageRefused(_("To read PDF files, install interviewcoder with its “pdf” extra.")) from error
    # It says what it repairs; here that would only reach a screen that is somebody else's.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        found = PdfReader(BytesIO(data))
        if found.is_encrypted and not found.decrypt(""):
            raise PackageRefused(_("The file is protected by a password."))
        return list(found.pages), found.metadata
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PackageRefused(_("The file is damaged: it cannot be read as PDF.")) from error


def _lines(page: Any) -> list[str]:
    """Give the lines of a page that hold something."""
    text = canonical(page.extract_text() or "")
    if text.count("\t") > text.count(" "):
        text = text.replace("\t", " ")  # some programs write every space so
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _without_margins(pages: Sequence[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Take off lines at the top or bottom that most pages have, whatever numbers are in them."""
    if len(pages) < 2:
        return list(pages), []
    counted: Counter[str] = Counter()
    for lines in pages:
        counted.update({_shape(line) for line in [*lines[:_MARGIN], *lines[-_MARGIN:]]})
    everywhere = Counter(_shape(line) for lines in pages for line in lines)
    # A speaker's name stands at the top of many pages too, but more often elsewhere.
    running = {
        shape
        for shape, times in counted.items()
        if times >= max(2, 0.6 * len(pages)) and everywhere[shape] <= 1.5 * len(pages)
    }
    kept: list[list[str]] = []
    left_out: list[str] = []
    for lines in pages:
        inner = [
            (line, (n < _MARGIN or n >= len(lines) - _MARGIN) and _shape(line) in running)
            for n, line in enumerate(lines)
        ]
        left_out += [line for line, out in inner if out]
        kept.append([line for line, out in inner if not out])
    return kept, left_out


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line).casefold()


def _without_numbers(pages: Sequence[list[str]]) -> tuple[list[list[str]], int]:
    """Take off line numbers: lines of their own that count up, or numbers before most lines that do."""
    alone = [int(line) for lines in pages for line in lines if _NUMBER.fullmatch(line)]
    if len(alone) > 2 * len(pages) and _counts_up(alone):
        kept = [[line for line in lines if not _NUMBER.fullmatch(line)] for lines in pages]
        return kept, len(alone)
    everything = [line for lines in pages for line in lines]
    before = [int(found[1]) for line in everything if (found := _NUMBERED.match(line))]
    if len(before) >= 0.6 * len(everything) and _counts_up(before):
        return [[_NUMBERED.sub("", line, count=1) for line in lines] for lines in pages], len(before)
    return list(pages), 0


def _counts_up(numbers: Sequence[int]) -> bool:
    """Say whether numbers are those of lines: mostly one step apart, beginning anew at most with each page."""
    if len(numbers) < _FEWEST_NUMBERS:
        return False
    steps = Counter(b - a for a, b in pairwise(numbers))
    step, times = steps.most_common(1)[0]
    return step in {1, 2, 5, 10} and times >= 0.8 * (len(numbers) - 1)


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
        pages, about = _open(data)
        read = [_lines(page) for page in pages]
        if sum(words(line) for lines in read for line in lines) < _FEWEST_WORDS * len(read):
            raise PackageRefused(
                _("The pages are pictures without text. Run text recognition (OCR) on the file first.")
            )
        read, numbers = _without_numbers(read)
        read, margins = _without_margins(read)
        counts: Counter[str] = Counter()
        text = repaired(paragraphs(read, counts), counts)
        remarks = _remarks(pages)
        counts.update({HEADERS: len(margins), LINE_NUMBERS: numbers, REMARKS: len(remarks)})
        title = (about.title or "").strip() if about is not None else ""
        return Source(
            text=text,
            metadata={"title": canonical(title)} if title else {},
            counts=+counts,
            left_out=(*((HEADERS, line) for line in margins), *((REMARKS, remark) for remark in remarks)),
            warnings=(
                _("PDF holds no paragraphs: the text was put together again. Check it before coding."),
            ),
        )


READER: Final = PdfReader()
