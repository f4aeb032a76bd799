"""What the codebook screen says about one code: what it means, how far it reaches, what was noted on it.

Owns the words only; reads nothing by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from interviewcoder.domain.records import in_language
from interviewcoder.locales import N_, _, ngettext, number
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.analysis.results import CodeCounts
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Code, Memo

TEXTS: Final = (
    ("definition", N_("Definition")),
    ("use", N_("Use")),
    ("avoid", N_("Not for")),
    ("example", N_("Example")),
)
"""The fields of a code that hold words, with their titles."""


def about_code(
    codebook: Codebook,
    code: Code,
    counts: tuple[CodeCounts, CodeCounts] | None,
    memos: Sequence[Memo],
) -> Content:
    """Say everything about a code; `counts` are with the codes below it, and of it alone."""
    parts: list[Content] = [
        joined(("▌", codebook.colour(code.id)), (codebook.path(code.id), "bold")),
        Content("\n"),
    ]
    others = [name for language, name in code.name.items() if name and name != codebook.name(code)]
    if others:
        parts += [plain(f" {' · '.join(others)}", "italic"), Content("\n")]
    for line in in_numbers(codebook, code, counts):
        parts += [plain(line, "dim"), Content("\n")]
    described = False
    for field, title in TEXTS:
        words = in_language(getattr(code, field), codebook.language)
        if words:
            described = True
            parts += [Content("\n"), plain(_(title), "bold"), Content("\n"), lines_of(words), Content("\n")]
    if not described:
        parts += [Content("\n"), plain(_("Not described yet: e describes it."), "italic"), Content("\n")]
    parts += [Content("\n"), plain(_("Colour"), "bold"), Content("  "), colour_in_words(codebook, code)]
    for memo in memos:
        parts += [Content("\n\n"), plain("✎ ", "bold"), lines_of(memo.text)]
    return Content("").join(parts)


def in_numbers(codebook: Codebook, code: Code, counts: tuple[CodeCounts, CodeCounts] | None) -> list[str]:
    """Say how far a code reaches, with the codes below it and alone."""
    if counts is None:
        return [_("Counting …")]
    whole, own = counts
    if not whole.segments:
        return [_("No passage has this code yet.")]
    if not codebook.children(code.id):
        return [reach(whole)]
    return [
        _("With the codes below: {reach}").format(reach=reach(whole)),
        _("By itself: {reach}").format(reach=reach(own) if own.segments else "·"),
    ]


def reach(counts: CodeCounts) -> str:
    """Give counts in words."""
    n, t, c = counts.segments, counts.transcripts, counts.cases
    return " · ".join(
        (
            ngettext("{n} segment", "{n} segments", n).format(n=number(n)),
            ngettext("{n} transcript", "{n} transcripts", t).format(n=number(t)),
            ngettext("{n} case", "{n} cases", c).format(n=number(c)),
        )
    )


def colour_in_words(codebook: Codebook, code: Code) -> Content:
    """Show the colour of a code, and say where it is from."""
    colour = codebook.colour(code.id)
    if code.colour:
        return joined(("██ ", colour), colour)
    above = next((at for at in reversed(codebook.lineage(code.id)[:-1]) if at.colour), None)
    source = (
        _("inherited from {code}").format(code=codebook.name(above))
        if above is not None
        else _("by its place in the codebook")
    )
    return joined(("██ ", colour), f"{colour} – {source}")


def in_short(codebook: Codebook, code: Code, width: int) -> Content:
    """Say on two lines what a code means, where there is no room for more."""
    words = in_language(code.definition, codebook.language) or _("Not described yet: e describes it.")
    return Content("\n").join(
        [
            joined(("▌", codebook.colour(code.id)), (cut(codebook.path(code.id), width - 2), "bold")),
            plain(cut(words, width)),
        ]
    )


def lines_of(text: str) -> Content:
    """Give a foreign text with its lines."""
    return Content("\n").join([plain(line) for line in text.split("\n")])
