"""Codebooks from and to files: yaml, csv, xlsx, and Word or Markdown for the appendix.

Owns which form a suffix means. Each form is in its own module. Must not know a study.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused, Unreadable
from interviewcoder.formats.files import read_bytes, write_bytes
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.changes import HistoryLine
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.drafts import CodeDraft
    from interviewcoder.domain.records import Guid

__all__ = ["FORMS", "read_codebook", "render_codebook", "write_codebook"]

FORMS: Final = ("yaml", "csv", "xlsx", "docx", "md")
_YAML: Final = (".yaml", ".yml")
_TABLES: Final = (".csv", ".tsv", ".txt", ".xlsx")


def read_codebook(path: Path, language: str, data: bytes | None = None) -> tuple[CodeDraft, ...]:
    """Read a codebook; a name written as a plain string is one in `language`.

    Raises `NotFound` or `Unreadable`, the latter with the line or the rows that are wrong.
    """
    suffix = path.suffix.lower()
    if suffix == ".qdc":
        raise Unreadable(
            str(path),
            _("Codebooks in REFI-QDA form (.qdc) are not read yet."),
            _("Export it as csv or xlsx."),
        )
    if suffix in _TABLES:
        from interviewcoder.formats.codebooks.tabular import read_rows

        return read_rows(path, language, data)
    if suffix not in _YAML and not (data is not None and not suffix):
        raise Unreadable(str(path), _("A codebook is a .yaml, .csv or .xlsx file."))
    from interviewcoder.formats.codebooks.yaml_reading import read_yaml

    return read_yaml(str(path), read_bytes(path) if data is None else data, language)


def render_codebook(
    codebook: Codebook,
    form: str,
    *,
    counts: Mapping[Guid, CodeCounts] | None = None,
    keep: bytes | None = None,
    changes: Sequence[HistoryLine] = (),
    title: str = "",
) -> bytes:
    """Give a codebook as a file of `form` would hold it.

    `keep` is the yaml it replaces, whose comments and layout stay. `counts` adds segments,
    transcripts and cases to the tables, `changes` how the codebook came to be.
    """
    if form == "yaml":
        from interviewcoder.formats.codebooks.yaml_writing import write_yaml

        return write_yaml(codebook, keep)
    if form == "csv":
        from interviewcoder.formats.codebooks.tabular import codebook_csv

        return codebook_csv(codebook, counts)
    if form == "xlsx":
        from interviewcoder.formats.codebooks.tabular import codebook_sheet

        return codebook_sheet(codebook, counts, changes)
    if form in {"docx", "md"}:
        from interviewcoder.formats.codebooks.appendix import codebook_document, codebook_markdown

        title = title or _("Codebook")
        if form == "docx":
            return codebook_document(codebook, counts, changes, title)
        return codebook_markdown(codebook, counts, changes, title).encode()
    raise Refused(
        _("A codebook is written as {forms}, not as “{form}”.").format(forms=", ".join(FORMS), form=form)
    )


def write_codebook(
    codebook: Codebook,
    path: Path,
    *,
    counts: Mapping[Guid, CodeCounts] | None = None,
    keep: Path | None = None,
    changes: Sequence[HistoryLine] = (),
    title: str = "",
    write: Callable[[Path, bytes], Path] = write_bytes,
) -> Path:
    """Write a codebook in the form its suffix names, by `write`; gives the path it ended at.

    The comments of `keep`, or of the yaml that is at `path` already, survive.
    """
    suffix = path.suffix.lower()
    form = "yaml" if suffix in _YAML else suffix.lstrip(".")
    former = keep or path
    kept = read_bytes(former) if form == "yaml" and former.is_file() else None
    return write(
        path, render_codebook(codebook, form, counts=counts, keep=kept, changes=changes, title=title)
    )
