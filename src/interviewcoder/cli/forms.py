"""In which form something is printed or written: ``--format``, or what the suffix of the file of ``-o`` says.

Owns which suffix is which form's, and the refusal of a form that contradicts it. Writes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.core import ParameterSource

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

F = TypeVar("F", bound="Callable[..., Any]")
_SUFFIXES: Final = {
    "text": (".txt", ".text"), "csv": (".csv",), "json": (".json",), "md": (".md", ".markdown"),
    "html": (".html", ".htm"), "tex": (".tex",), "docx": (".docx",), "xlsx": (".xlsx",), "png": (".png",),
    "svg": (".svg",), "tidy": (".csv",), "qca": (".csv",),
}  # fmt: skip
_OURS: Final = frozenset(suffix for suffixes in _SUFFIXES.values() for suffix in suffixes)


def form_for(output: str | None, asked: str | None, forms: Sequence[str]) -> str:
    """Give the form to write `output` in: as asked, else by its suffix, else the first of `forms`.

    Raises `Refused` when the two contradict each other, and for a suffix that is no form's when none is asked for.
    """
    suffix = Path(output).suffix.lower() if output and output != "-" else ""
    if not suffix:
        return asked or forms[0]
    fitting = [form for form in forms if suffix in _SUFFIXES[form]]
    if asked is None and fitting:
        return fitting[0]
    if asked is None:
        raise Refused(
            _(
                "{file}: what is written here has no form of the suffix “{suffix}”. Give another suffix, or --format: {forms}."
            ).format(file=output, suffix=suffix, forms=", ".join(forms))
        )
    if suffix in _OURS and asked not in fitting:
        raise Refused(
            _("{file}: “--format {form}” contradicts its suffix. Leave one of them out.").format(
                file=output, form=asked
            )
        )
    return asked


def form_option(forms: Sequence[str]) -> Callable[[F], F]:
    """Give the option ``--format``; a verb with the option ``--output`` beside it goes by the suffix without it."""

    def chosen(context: click.Context, option: click.Parameter, value: str) -> str:
        assert option.name is not None
        given = context.get_parameter_source(option.name) is not ParameterSource.DEFAULT
        return form_for(context.params.get("output"), value if given else None, forms)

    return click.option(
        "--format", "form", type=click.Choice(list(forms)), default=forms[0], show_default=True, callback=chosen,
        help=_("How to print."),
    )  # fmt: skip
