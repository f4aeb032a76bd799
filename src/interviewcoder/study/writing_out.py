"""Results to files, in the language of the study: quotations and memos.

Owns putting question, form and file together. What they look like is `formats`; the workbook and matrices are `exporting`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.formats.tables import encode_csv
from interviewcoder.locales import as_language, speaking
from interviewcoder.study import quoting, selecting
from interviewcoder.study.leaving import Gate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from interviewcoder.analysis.filters import Filters
    from interviewcoder.locales import Language
    from interviewcoder.study.noting import Noting
    from interviewcoder.study.study import Study


def quotations(study: Study, filters: Filters, path: Path, progress: Callable[[int, int], None]) -> Path:
    """Write the quotations that pass the filters in the form the suffix names; give where they are."""
    from interviewcoder.formats.quotations import render

    form, spoken = _form(path), _language(study)
    with speaking(spoken):
        found = []
        for quotation in quoting.quotations(study, selecting.selection_for(study, filters)):
            found.append(quotation)
            if len(found) % 500 == 0:
                progress(len(found), 0)
        rendered = render(found, form, language=spoken, title=selecting.in_words(filters))
    return _write(study, path, rendered, form)


def memos(study: Study, noting: Noting, path: Path) -> Path:
    """Write memos in the form the suffix names; give where they are."""
    form, spoken = _form(path), _language(study)
    with speaking(spoken):
        rendered = memos_as(noting, form, spoken)
    return _write(study, path, rendered, form)


def memos_as(noting: Noting, form: str, spoken: Language) -> str | bytes:
    """Give memos as `form`, in the language that is spoken."""
    from interviewcoder.formats.memos import render

    read = map(noting.noted, noting.memos)
    rows = [(at.memo.on, at.on, at.memo.text, at.quote, at.coder, at.memo.made) for at in read]
    return render(rows, form, spoken)


def _form(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def _language(study: Study) -> Language:
    return as_language(study.settings.language) or "en"


def _write(study: Study, path: Path, rendered: str | bytes, form: str) -> Path:
    if isinstance(rendered, str):
        rendered = encode_csv(rendered) if form == "csv" else rendered.encode()
    return Gate(study).write(path, rendered)
