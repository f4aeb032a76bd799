"""``search``: words in context, and coding what was found."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from interviewcoder.analysis.filters import Filters
from interviewcoder.cli.console import (
    listing_option,
    opened_study,
    put_list,
    say,
)
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from interviewcoder.analysis.results import Hit
    from interviewcoder.domain.records import Role

_FIELDS = ("transcript", "case", "turn", "speaker", "start", "end", "before", "match", "after")


@click.command("search", help=_("Find words in the transcripts; case, accents and hyphens do not matter."))
@click.argument("pattern", metavar="PATTERN")
@click.option("--regex", is_flag=True, help=_("PATTERN is a regular expression."))
@click.option("--exact", is_flag=True, help=_("Case, accents and hyphens do matter."))
@click.option("--case", "cases", multiple=True, metavar="CASE", help=_("Only this case."))
@click.option("--transcript", "transcripts", multiple=True, metavar="NAME", help=_("Only this transcript."))
@click.option(
    "--speaker-role", "roles", multiple=True, type=click.Choice(["interviewer", "participant", "unknown"]),
    help=_("Only what they say."),
)  # fmt: skip
@click.option("--code", metavar="CODE", help=_("Tag every hit with this code, as one change."))
@listing_option
def command(
    pattern: str, regex: bool, exact: bool, cases: tuple[str, ...], transcripts: tuple[str, ...],
    roles: tuple[Role, ...], code: str | None, form: str,
) -> None:  # fmt: skip
    """Find words."""
    from interviewcoder.study import searching

    filters = Filters(cases=cases, transcripts=transcripts, roles=roles)
    with opened_study() as study:
        found_code = study.codebook.find(code) if code else None
        hits = list(study.search(pattern, regex=regex, exact=exact, filters=filters))
        data = [{field: value for field, value in asdict(hit).items() if field in _FIELDS} for hit in hits]
        put_list(data, "\n".join(map(_told, hits)), form)
        line = searching.code_hits(study, hits, found_code, pattern) if found_code else None
    say(ngettext("{n} hit", "{n} hits", len(hits)).format(n=len(hits)))
    if line:
        say(line.sentence)
    elif found_code:
        say(_("There was nothing new to code."))


def _told(hit: Hit) -> str:
    from interviewcoder.domain.text import shown

    where = hit.transcript + (_(", turn {n}").format(n=hit.turn) if hit.turn else "")
    return f"{where}: {shown(hit.before)}{_('“{text}”').format(text=shown(hit.match))}{shown(hit.after)}"
