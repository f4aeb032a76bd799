"""A matrix as a picture for the thesis: a heat map, or bars of how many cases of each group have a code.

Owns the drawing, with matplotlib. Figures are written in the fields, so that colour never carries the meaning alone and
a grey print stays legible; the same matrix gives the same bytes.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.errors import NotInstalled, Refused
from interviewcoder.formats.matrices.cells import (
    PRESENT,
    ZERO,
    axis,
    heads_of,
    holds_words,
    labels_of,
    measure,
    notes,
    shown_cell,
    shown_figure,
)
from interviewcoder.formats.matrices.naming import circumstances, subject
from interviewcoder.formats.matrices.shortening import distinct
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.analysis.results import Matrix

PICTURES: Final = ("heat", "bars")
_BLUES: Final = ("#FFFFFF", "#9DC3E6", "#1F5C99")
_BARS: Final = ("#1F3864", "#9DC3E6", "#7F7F7F", "#E2A72E", "#5B9B8A", "#B55D60")
_HATCHES: Final = ("", "///", "", "...", "\\\\\\", "xxx")
_INK: Final = "#1A1A1A"
_INCH_A_ROW, _INCH_A_COLUMN, _INCH_A_LETTER, _INCH_A_LINE = 0.24, 0.5, 0.075, 0.14
_INCH_A_TITLE: Final = 0.18
_LABEL, _HEAD = 46, 34
"""Letters after which a name goes on in another line."""
_KEY: Final = 2.4
"""Inches of the key to the colours."""
_LARGEST: Final = 120
"""Inches; a larger picture is no picture."""


def as_picture(matrix: Matrix, form: str, title: str, picture: str = "heat") -> bytes:
    """Draw a matrix as ``png`` or ``svg``. Raises `Refused` when there is nothing that can be drawn."""
    if holds_words(matrix) or not matrix.rows or not matrix.columns:
        raise Refused(
            _("There is nothing to draw: a picture needs codes, cases, and cells that are figures.")
        )
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise NotInstalled(_("Pictures"), "pictures") from error
    import matplotlib as mpl

    with (
        warnings.catch_warnings(),
        mpl.rc_context(
            {
                "svg.hashsalt": "interviewcoder",
                "svg.fonttype": "none",
                "font.family": "DejaVu Sans",
                "font.size": 8,
            }
        ),
    ):
        warnings.simplefilter("ignore")  # a letter the font lacks is a box in png, and a letter in svg
        figure = Figure(layout="constrained", dpi=200)
        if picture == "bars":
            _draw_bars(figure, matrix)
            about = _("in how many cases each code occurs") + circumstances(matrix)
        else:
            _draw_heat(figure, matrix)
            about = subject(matrix)
        _write_head(figure, title, about)
        return _saved(figure, form, title, matrix)


def _write_head(figure: Any, title: str, about: str) -> None:
    """Write the title, and below it what is shown, above all that is drawn."""
    width, height = figure.get_size_inches()
    title = fill(title, max(30, int(width / _INCH_A_LETTER / 1.3)))
    about = fill(about, max(40, int(width / _INCH_A_LETTER)))
    below = 0.06 + _INCH_A_TITLE * _most_lines([title])
    tall = below + _INCH_A_LINE * _most_lines([about]) + 0.08
    figure.set_size_inches(width, height + tall)
    # The engine leaves no room for the last line's descenders.
    figure.get_layout_engine().set(rect=(0, 0.1 / height, 1, (height - 0.1) / (height + tall)))
    looks = {"x": 0.5, "ha": "center", "va": "top", "color": _INK, "parse_math": False}
    figure.text(y=1 - 0.06 / (height + tall), s=title, fontsize=10, fontweight="bold", **looks)
    figure.text(y=1 - below / (height + tall), s=about, **looks)


def _size(figure: Any, width: float, height: float) -> None:
    """Make a figure so large, in inches. Raises `Refused` before anything is drawn that is no picture any more."""
    if max(width, height) > _LARGEST:
        raise Refused(_("This matrix is too large for a picture: filter the codes or the cases."))
    figure.set_size_inches(width, height)


def _in_lines(names: Sequence[str], letters: int) -> list[str]:
    """Give names in two lines, or little more: one long name would make all rows tall."""
    return [fill(name, letters) for name in distinct(names, 2 * letters - 8)]


def _longest(names: Iterable[str]) -> int:
    """Give how many letters the longest line of some names has."""
    return max(len(line) for name in names for line in name.split("\n"))


def _most_lines(names: Iterable[str]) -> int:
    return max(name.count("\n") + 1 for name in names)


def _name_rows(axes: Any, matrix: Matrix) -> None:
    """Write the names of the rows, those of themes bold."""
    labels, depths = _in_lines(labels_of(matrix.rows)[0], _LABEL), labels_of(matrix.rows)[1]
    axes.set_yticks(range(len(labels)), labels, parse_math=False)
    for label, depth in zip(axes.get_yticklabels(), depths, strict=True):
        label.set_fontweight("bold" if matrix.rows_are == "codes" and not depth else "normal")


def _name_groups(axes: Any, matrix: Matrix) -> None:
    """Draw a line between groups of columns, and write each group below its own."""
    at = 0
    for group, headings in groupby(matrix.columns, key=lambda heading: heading.group):
        size = len(list(headings))
        if at:
            axes.axvline(at - 0.5, color=_INK, linewidth=0.8)
        turned = {"rotation": 90} if len(group) * _INCH_A_LETTER > size * _INCH_A_COLUMN else {}
        axes.text(
            at + (size - 1) / 2, len(matrix.rows) - 0.3, fill(group, _HEAD), ha="center", va="top", style="italic", parse_math=False,
            **turned,
        )  # fmt: skip
        at += size


def _draw_heat(figure: Any, matrix: Matrix) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    labels, heads = _in_lines(labels_of(matrix.rows)[0], _LABEL), _in_lines(heads_of(matrix), _HEAD)
    column = max(_INCH_A_COLUMN, _INCH_A_LINE * _most_lines(heads) + 0.1)
    row = max(_INCH_A_ROW, _INCH_A_LINE * _most_lines(labels) + 0.1)
    width = 0.8 + _INCH_A_LETTER * _longest(labels) + column * len(heads)
    height = 1.7 + _INCH_A_LETTER * _longest(heads) + row * len(labels)
    _size(figure, max(3.5, width), height)
    axes = figure.subplots()
    values = [[float(cell) if isinstance(cell, int | float) else 0.0 for cell in row] for row in matrix.cells]
    most = _top([cell for row in values for cell in row])
    image = axes.imshow(
        values, cmap=LinearSegmentedColormap.from_list("blues", _BLUES), vmin=0, vmax=most, aspect="auto"
    )
    for r in range(len(labels)):
        for c in range(len(heads)):
            ink = "white" if values[r][c] > 0.75 * most else _INK
            axes.text(c, r, shown_cell(matrix, r, c), ha="center", va="center", color=ink, parse_math=False)
    axes.set_xticks(range(len(heads)), heads, rotation=90, parse_math=False)
    _name_rows(axes, matrix)
    _name_groups(axes, matrix)
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    axes.spines[:].set_color("#D0D3D8")
    beyond = max(cell for row in values for cell in row) > most
    highest = ("≥\u00a0" if beyond else "") + _shown(matrix, most)
    _draw_key(figure, image, matrix, highest, column * len(heads), row * len(labels))


def _draw_key(figure: Any, image: Any, matrix: Matrix, most: str, across: float, down: float) -> None:
    """Say below the map which figure each colour stands for."""
    shrink = min(1.0, _KEY / across)
    key = figure.colorbar(
        image, ax=image.axes, location="bottom", pad=0.15 / down, shrink=shrink, aspect=16 * shrink * across / _KEY
    )  # fmt: skip
    key.set_ticks([0, image.get_clim()[1]], labels=[_shown(matrix, 0), most])
    key.set_label(measure(matrix))
    key.outline.set_edgecolor("#D0D3D8")
    key.ax.tick_params(length=0)


def _shown(matrix: Matrix, value: float) -> str:
    """Write a figure as the cells do, and nothing as 0."""
    if matrix.cells_are == "presence":
        return PRESENT if value else ZERO
    shares = matrix.cells_are in {"coverage", "jaccard"}
    return shown_figure(matrix, value if shares else int(value)) if value else "0"


def _draw_bars(figure: Any, matrix: Matrix) -> None:
    if matrix.columns_are != "cases" or matrix.rows_are != "codes":
        raise Refused(_("Bars are of codes by cases: how many cases of each group have the code."))
    rows = range(len(matrix.rows))
    groups = list(dict.fromkeys(heading.group for heading in matrix.columns if heading.id))
    labels = _in_lines(labels_of(matrix.rows)[0], _LABEL)
    row = max(_INCH_A_ROW, _INCH_A_LINE * _most_lines(labels) + 0.1)
    _size(figure, max(6.3, 3.5 + _INCH_A_LETTER * _longest(labels)), 1.4 + row * len(rows))
    axes = figure.subplots()
    left = [0] * len(rows)
    for n, group in enumerate(groups):
        counts = [
            sum(
                1
                for heading, cell in zip(matrix.columns, row, strict=True)
                if heading.id and heading.group == group and cell
            )
            for row in matrix.cells
        ]
        axes.barh(
            rows, counts, left=left, label=fill(group, _HEAD) or axis("cases"), color=_BARS[n % len(_BARS)],
            hatch=_HATCHES[n % len(_HATCHES)], edgecolor="white", linewidth=0.5, height=0.75,
        )  # fmt: skip
        left = [before + count for before, count in zip(left, counts, strict=True)]
    for place, total in enumerate(left):
        axes.text(total + 0.1, place, str(total), va="center", color=_INK)
    _name_rows(axes, matrix)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, max(matrix.n_cases, 1) + 0.6)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(_("Cases (of {n})").format(n=matrix.n_cases))
    axes.spines[["top", "right"]].set_visible(False)
    if len(groups) > 1:
        figure.legend(loc="outside lower center", ncols=min(4, len(groups)), frameon=False)


def _top(values: list[float]) -> float:
    """Give the 95th percentile of what is above 0: one outlier does not flatten the rest."""
    from interviewcoder.formats.workbook.styles import percentile

    return percentile([value for value in values if value] or [1.0], 0.95)


def _saved(figure: Any, form: str, title: str, matrix: Matrix) -> bytes:
    about = " ".join([title, *notes(matrix)])
    target = BytesIO()
    if form == "svg":
        figure.savefig(target, format="svg", metadata={"Date": None, "Title": title, "Description": about})
    else:
        figure.savefig(
            target, format="png", metadata={"Title": title, "Description": about, "Software": None}
        )
    return target.getvalue()
