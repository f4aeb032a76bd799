"""What has changed between two versions of the codebook, as text, JSON, Markdown or Word.

Owns the words and the columns. What differs comes from the study.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.domain.gestures.editions import WHATS
from interviewcoder.domain.text import shown
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewcoder.domain.gestures.editions import Difference

FORMS: Final = ("text", "json", "md", "docx")
_SHARES: Final = (1.2, 3.6, 3.6, 3.6, 1.4)


def render(
    names: tuple[str, str],
    made: tuple[str, str],
    numbers: tuple[int, int],
    found: Sequence[Difference],
    form: str,
) -> str | bytes:
    """Give differences as `form`: bytes for docx, text for the others."""
    if form == "json":
        return json.dumps(
            {
                "from": {"name": names[0], "made": made[0], "codes": numbers[0]},
                "to": {"name": names[1], "made": made[1] or None, "codes": numbers[1]},
                "differences": [asdict(one) for one in found],
            },
            ensure_ascii=False, indent=2,
        )  # fmt: skip
    title = _("The codebook from “{first}” to “{second}”").format(first=names[0], second=names[1])
    if form == "text":
        return (
            shown(title)
            + "\n"
            + "".join(f"{line}\n" for line in [_sum(numbers, found), "", *map(_line, found)])
        )
    if form == "md":
        from interviewcoder.formats.matrices.markdown import in_cell, pipe_table

        rows = [tuple(row) for row in _rows(found)]
        return (
            "\n".join([f"# {in_cell(title)}", "", _sum(numbers, found), "", *pipe_table(_headers(), rows)])
            + "\n"
        )
    if form == "docx":
        from interviewcoder.formats import word

        document = word.new_document(title, landscape=True)
        document.add_heading(word.clean(title), level=0)
        document.add_paragraph(word.clean(_sum(numbers, found)))
        word.add_caption(document, _("Changes of the codebook"))
        word.add_table(document, _headers(), _rows(found), shares=_SHARES)
        return word.saved(document)
    raise Refused(
        _("Versions are compared as {forms}, not as “{form}”.").format(forms=", ".join(FORMS), form=form)
    )


def _headers() -> tuple[str, ...]:
    return _("What"), _("Code"), _("Before"), _("After"), _("Codings")


def _sum(numbers: tuple[int, int], found: Sequence[Difference]) -> str:
    counted = [(what, sum(one.what == what for one in found)) for what in WHATS]
    told = ", ".join(f"{_(what)} {n}" for what, n in counted if n)
    codes = _("Codes: {before} → {after}").format(before=numbers[0], after=numbers[1])
    return f"{codes} ({told})" if told else f"{codes}. " + _("Nothing has changed.")


def _rows(found: Sequence[Difference]) -> Iterator[tuple[str, ...]]:
    for one in found:
        what = f"{_(one.what)} – {_(one.field)}" if one.field else _(one.what)
        yield what, one.path, one.before, one.after, f"{one.codings[0]} → {one.codings[1]}"


def _line(one: Difference) -> str:
    what = f"{_(one.what)}, {_(one.field)}" if one.field else _(one.what)
    text = _("{what}: {path}").format(what=what, path=one.path)
    if one.what == "merged":
        text += " → " + one.after
    elif one.what == "renamed":
        text += " " + _("(was “{before}”)").format(before=one.before)
    elif one.before or one.after:
        text += "\n    " + _("“{before}” → “{after}”").format(
            before=one.before or "–", after=one.after or "–"
        )
    return "\n".join(shown(line) for line in f"{text}  [{one.codings[0]} → {one.codings[1]}]".split("\n"))
