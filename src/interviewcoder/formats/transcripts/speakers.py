"""Who the labels of a transcript stand for: a corrected name and a role.

Roles come from the label's words, from the header, and for two speakers from who asks more and says
less. What cannot be known stays unknown. Must not look for labels.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import fold, name_key, words
from interviewcoder.formats.transcripts.looks import without_aside
from interviewcoder.formats.transcripts.reading import Label
from interviewcoder.formats.transcripts.spelling import (
    differs_little,
    in_the_manner_of,
    known_role,
    one_edit_apart,
    stem,
    token_roles,
    without_number,
)
from interviewcoder.formats.transcripts.vocabulary import (
    ANSWERS,
    INTERVIEWER_LETTERS,
    INTERVIEWER_WORDS,
    PARTICIPANT_LETTERS,
    PARTICIPANT_WORDS,
    QUESTIONS,
)
from interviewcoder.locales import ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from interviewcoder.domain.records import Role, Turn

_FIRST_WORDS: Final = 8
_SELDOM: Final = 0.1
_MOST_COMPARED: Final = 300
_FEWER: Final = 0.67
_ENOUGH_WORDS: Final = 100
_MOSTLY: Final = 0.8
_PLAINLY: Final = 5
"""How much more than the other somebody may say whose every turn is a question, and still be the interviewer."""


@dataclass(slots=True)
class _Voice:
    """What one speaker does in a transcript."""

    said: list[str] = field(default_factory=list)

    @property
    def turns(self) -> int:
        """How many turns it has."""
        return len(self.said)

    @property
    def words(self) -> int:
        """How many words it says."""
        return sum(map(words, self.said))

    @property
    def asking(self) -> int:
        """In how many turns it asks something."""
        return sum("?" in said for said in self.said)


def describe(
    turns: Sequence[Turn],
    text: str,
    told: Collection[str],
    answering: Collection[str] = (),
    group: Collection[str] = (),
) -> tuple[tuple[Label, ...], list[str]]:
    """Give the labels of `turns` in order of appearance with their names and roles, and warnings.

    `told` are the interviewers a header names, folded, `answering` those it says are interviewed,
    `group` those it lists as taking part.
    """
    counted = Counter(turn.label for turn in turns if turn.label is not None)
    names, warnings = _names(counted)
    voices = _voices(turns, text, names)
    roles = _roles(voices, told, answering, group)
    first: dict[str, str] = {}
    for turn in turns:
        if turn.label is not None:
            first.setdefault(turn.label, " ".join(turn.span.of(text)[:200].split()[:_FIRST_WORDS]))
    labels = tuple(
        Label(label=label, name=names[label], role=roles[names[label]], turns=count, first_words=first[label])
        for label, count in counted.items()
    )
    return labels, warnings


def _names(counted: Mapping[str, int]) -> tuple[dict[str, str], list[str]]:
    """Give each label the name it stands for: one name for all its spellings."""
    names: dict[str, str] = {}
    warnings: list[str] = []
    spelt: dict[str, str] = {}
    numbers = _question_numbers(counted)
    for label in sorted(counted, key=lambda label: -counted[label]):
        name, misspelt = (numbers[label], False) if label in numbers else _name(label, counted)
        name = spelt.setdefault(name_key(name), name)
        names[label] = name
        if misspelt:
            sentence = ngettext(
                "The label “{label}” ({turns} turn) was taken for a misspelt “{name}”.",
                "The label “{label}” ({turns} turns) was taken for a misspelt “{name}”.",
                counted[label],
            )
            warnings.append(sentence.format(label=label, turns=counted[label], name=name))
    return names, warnings


def _question_numbers(counted: Mapping[str, int]) -> dict[str, str]:
    """Give the labels whose number counts questions and not people, without it."""
    once = {
        label: without_number(label)
        for label, count in counted.items()
        if count == 1 and stem(label) in QUESTIONS | ANSWERS
    }
    asked = sum(1 for label, name in once.items() if name != label and stem(label) in QUESTIONS)
    return once if asked > 1 else {}


def _name(label: str, counted: Mapping[str, int]) -> tuple[str, bool]:
    """Give the name of one label and whether the label looks misspelt."""
    plain = name_key(without_aside(label))
    if plain and plain != name_key(label):
        base = next((other for other in counted if name_key(other) == plain), None)
        if base is not None and base != label:
            return _name(base, counted)[0], False
    role = known_role(label)
    if role and len(role) > 3:
        if fold(role) == stem(label) and not label.isascii():
            # “Interviewée” is right as it stands, though folded it reads like the English word.
            return label, False
        return in_the_manner_of(role, label), fold(role) != stem(label)
    for other, count in counted.items() if len(counted) <= _MOST_COMPARED else ():
        if counted[label] <= max(1, _SELDOM * count) < count and differs_little(
            name_key(label), name_key(other)
        ):
            return other, one_edit_apart(name_key(label), name_key(other))
    return label, False


def _voices(turns: Sequence[Turn], text: str, names: Mapping[str, str]) -> dict[str, _Voice]:
    voices: dict[str, _Voice] = {}
    for turn in turns:
        if turn.label is None:
            continue
        voices.setdefault(names[turn.label], _Voice()).said.append(turn.span.of(text))
    return voices


def _roles(
    voices: Mapping[str, _Voice], told: Collection[str], answering: Collection[str], group: Collection[str]
) -> dict[str, Role]:
    roles: dict[str, Role] = {name: _role_of(name, told, answering) for name in voices}
    if len(voices) > 2 and "interviewer" in roles.values():
        listed = [name for name, role in roles.items() if role == "unknown" and _named(name, group)]
        roles.update(dict.fromkeys(listed, "participant"))
    if len(voices) != 2:
        return roles
    one, other = voices
    known = {roles[one], roles[other]} - {"unknown"}
    by_letter = any(len(stem(name)) == 1 for name in voices)
    if known and not by_letter:
        return _completed(roles)
    if len(known) == 2:
        return roles
    asks = _who_asks(voices)
    if known and roles[one] != roles[other] and not _contradicted(roles, asks):
        return _completed(roles)
    if asks is None:
        return dict.fromkeys(voices, "unknown") if not by_letter else roles
    return {name: "interviewer" if name == asks else "participant" for name in voices}


def _completed(roles: Mapping[str, Role]) -> dict[str, Role]:
    """Give the one of two speakers whose role is not known the opposite of the other's."""
    opposite: Role = "participant" if "interviewer" in roles.values() else "interviewer"
    return {name: opposite if role == "unknown" else role for name, role in roles.items()}


def _contradicted(roles: Mapping[str, Role], asks: str | None) -> bool:
    return asks is not None and roles[asks] != "interviewer"


def role_by_name(name: str) -> Role:
    """Give the role a name says by itself."""
    words_in_name = {stem(name), stem(without_aside(name))} | token_roles(name)
    asks = bool(words_in_name & (INTERVIEWER_WORDS | INTERVIEWER_LETTERS))
    answers = bool(words_in_name & (PARTICIPANT_WORDS | PARTICIPANT_LETTERS))
    if asks == answers:
        return "unknown"
    return "interviewer" if asks else "participant"


def _role_of(name: str, told: Collection[str], answering: Collection[str]) -> Role:
    """Give the role a name says by itself or the header gives it."""
    role = role_by_name(name)
    if role != "unknown":
        return role
    if _named(name, told):
        return "interviewer"
    return "participant" if _named(name, answering) else "unknown"


def _named(name: str, people: Collection[str]) -> bool:
    """Say whether a label is part of a name in the header, or the initials of one."""
    key = name_key(name).replace(".", "")
    if len(key) < 2:
        return False
    initials = key.replace("-", "").replace(" ", "")
    return any(
        (len(key) > 2 and set(key.split()) <= set(names.split()))
        or (initials.isalpha() and initials == "".join(part[0] for part in names.replace("-", " ").split()))
        for names in people
    )


def _who_asks(voices: Mapping[str, _Voice]) -> str | None:
    """Give which of two speakers asks more and says less; None when they do not differ enough."""
    one, other = voices
    a, b = voices[one], voices[other]
    share_a, share_b = a.asking / a.turns, b.asking / b.turns
    if abs(share_a - share_b) >= 0.15 and a.asking != b.asking:
        more = one if share_a > share_b else other
        less = other if more == one else one
        plainly = max(share_a, share_b) >= _MOSTLY and not voices[less].asking and voices[more].asking > 1
        if voices[more].words <= (_PLAINLY if plainly else 1.5) * voices[less].words:
            return more
    few, many = sorted((one, other), key=lambda name: voices[name].words)
    clear = voices[few].words <= _FEWER * voices[many].words and voices[many].words >= _ENOUGH_WORDS
    return few if clear and voices[few].asking else None
