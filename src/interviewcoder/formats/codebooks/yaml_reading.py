"""A codebook in YAML, written by hand or by us or by ``qc``, to drafts.

Owns the shapes a code may have in YAML and the sentence, with its line, for every other shape. Nothing
but texts, lists and mappings is ever made from a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.drafts import CodeDraft
from interviewcoder.domain.errors import InterviewCoderError, Unreadable, did_you_mean
from interviewcoder.domain.nearness import near
from interviewcoder.domain.text import canonical
from interviewcoder.formats.codebooks.drafts import TEXTS, read_colour
from interviewcoder.formats.transcripts.encodings import NotText, decode
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS: Final = ("name", *TEXTS, "colour", "children")
SYNONYMS: Final = {"color": "colour", "description": "definition"}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3,8}\b")
"""Without quotation marks YAML takes a colour for a comment."""
_MOST_BYTES: Final = 8_000_000
_MOST_CODES: Final = 20_000
_DEEPEST: Final = 40


def read_yaml(file: str, data: bytes, language: str) -> tuple[CodeDraft, ...]:
    """Read a codebook; plain strings go under `language`. Raises `Unreadable` with the line."""
    try:
        node = parsed(file, data)
        if isinstance(node, dict):
            if "codes" not in node:
                raise Unreadable(file, _("A codebook is a list of codes, or has such a list under “codes”."))
            node = node["codes"]
        return _Reader(file, language).codes(node, 1, 1)
    except RecursionError as error:
        raise Unreadable(file, _("Its lists are nested too deeply.")) from error


def parsed(file: str, data: bytes) -> Any:
    """Parse YAML into ruamel's lists and mappings, which know their lines and comments, and plain texts."""
    from ruamel.yaml import YAML
    from ruamel.yaml.resolver import VersionedResolver

    class TextsOnly(VersionedResolver):
        """Leaves every scalar the text it is: a code may be called 2014, or no."""

        @property
        def versioned_resolver(self) -> dict[str, list[Any]]:
            return {}

    if len(data) > _MOST_BYTES:
        raise Unreadable(file, _("It is larger than any codebook."))
    yaml = YAML(typ="rt")
    yaml.Resolver = TextsOnly
    yaml.preserve_quotes = True  # which keeps block texts apart from others
    try:
        return yaml.load(decode(data).text.lstrip("\ufeff"))
    except NotText as error:
        raise Unreadable(file, _("It is not text.")) from error
    except (InterviewCoderError, RecursionError):
        raise
    except Exception as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if mark is None:
            raise Unreadable(file, _("It is not YAML.")) from error
        raise Unreadable(file, _("line {n} is not YAML.").format(n=mark.line + 1)) from error


def text_of(node: object) -> str:
    """Give the text of a scalar, fixed like every text from outside."""
    return "" if node is None else canonical(str(node)).strip()


def name_of(node: object) -> str:
    """Give a scalar as a name: one line."""
    return text_of(node).replace("\n", " ")


class _Reader:
    """Walks one file's nodes; counts codes so that aliases cannot multiply them."""

    def __init__(self, file: str, language: str) -> None:
        self.file = file
        self.language = language
        self.seen = 0

    def wrong(self, line: int, reason: str) -> Unreadable:
        return Unreadable(self.file, _("line {n}: {reason}").format(n=line, reason=reason))

    def codes(self, node: Any, line: int, depth: int) -> tuple[CodeDraft, ...]:
        if node is None or node == "":
            return ()
        if not isinstance(node, list):
            raise self.wrong(line, _("A list of codes is expected here, each on a line beginning with “- ”."))
        if depth > _DEEPEST:
            raise self.wrong(line, _("Codes are nested too deeply."))
        return tuple(self.code(item, _line_of(node, i, line), depth) for i, item in enumerate(node))

    def code(self, node: Any, line: int, depth: int) -> CodeDraft:
        self.seen += 1
        if self.seen > _MOST_CODES:
            raise self.wrong(line, _("There are more codes than any codebook has."))
        if isinstance(node, list):
            raise self.wrong(line, _("A code is a name or a mapping with “name”, not a list."))
        if not isinstance(node, dict):
            return CodeDraft(name={self.language: self.name(node, line)})
        if is_short_form(node):
            ((name, below),) = node.items()
            return CodeDraft(
                name={self.language: self.name(name, line)}, children=self.codes(below, line, depth + 1)
            )
        return self.mapping(node, line, depth)

    def mapping(self, node: Mapping[Any, Any], line: int, depth: int) -> CodeDraft:
        found: dict[str, tuple[Any, int]] = {}
        for given, value in node.items():
            key = SYNONYMS.get(str(given), str(given))
            at = _line_of(node, given, line)
            if key not in KEYS:
                raise self.wrong(at, self.unknown(key))
            if key in found:
                raise self.wrong(at, _("“{key}” is given twice.").format(key=key))
            if key == "colour" and not value and _COLOUR.search(str(_comment_of(node, given))):
                raise self.wrong(at, _('A colour is written "#rrggbb", in quotation marks.'))
            found[key] = (value, at)
        if "name" not in found:
            raise self.wrong(line, _("This code has no “name”."))
        texts = {key: self.by_language(*found[key]) for key in TEXTS if key in found}
        return CodeDraft(
            name=self.names(*found["name"]),
            colour=self.colour(*found["colour"]) if "colour" in found else "",
            children=self.codes(*found["children"], depth + 1) if "children" in found else (),
            **texts,
        )

    def unknown(self, key: str) -> str:
        meant = near(key, KEYS)
        said = _("“{key}” is not something a code has.").format(key=key)
        return said + (" " + did_you_mean(meant) if meant else "")

    def name(self, node: object, line: int) -> str:
        name = name_of(node)
        if not name:
            raise self.wrong(line, _("This code has no name."))
        return name

    def names(self, node: Any, line: int) -> dict[str, str]:
        names = {language: name_of(text) for language, text in self.by_language(node, line).items()}
        if not names:
            raise self.wrong(line, _("This code has no name."))
        return names

    def by_language(self, node: Any, line: int) -> dict[str, str]:
        if isinstance(node, list):
            raise self.wrong(line, _("A text is expected here, not a list."))
        if not isinstance(node, dict):
            return {self.language: text} if (text := text_of(node)) else {}
        for key, value in node.items():
            if not _LANGUAGE.fullmatch(str(key)) or isinstance(value, dict | list):
                raise self.wrong(
                    _line_of(node, key, line),
                    _("A text, or one text by language (fr: …, en: …), is expected here."),
                )
        return {str(language): text for language, value in node.items() if (text := text_of(value))}

    def colour(self, node: Any, line: int) -> str:
        colour = None if isinstance(node, dict | list) else read_colour(text_of(node))
        if colour is None:
            raise self.wrong(line, _('A colour is written "#rrggbb", in quotation marks.'))
        return colour


def is_short_form(node: Mapping[Any, Any]) -> bool:
    """Say whether a mapping is ``qc``'s ``{Moyens: [Budget, Équipe]}``."""
    if len(node) != 1:
        return False
    ((key, below),) = node.items()
    known = str(key) in KEYS or str(key) in SYNONYMS
    return not known and (isinstance(below, list) or below is None or below == "")


def _comment_of(node: Any, key: object) -> object:
    return node.ca.items.get(key) if hasattr(node, "ca") else None


def _line_of(node: Any, key: object, otherwise: int) -> int:
    try:
        lines: Any = node.lc
        place = lines.item(key) if isinstance(node, list) else lines.key(key)
        return int(place[0]) + 1
    except (AttributeError, KeyError, IndexError, TypeError):
        return otherwise
