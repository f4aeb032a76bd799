"""Everything that can be done in the screens, in one list.

From it are made: the bindings, the footer, the command palette, the help, and the key table of the
documentation. Owns no behaviour: an action `coding.pick` is the method `action_coding_pick` of its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from interviewcoder.locales import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that can be done. `keys` are Textual's names, two-key sequences with a space: ``g c``.

    `place` is where it works: ``text``, ``review``, ``matrix``, ``quotations``, ``codebook``, ``cases``, ``memos``,
    ``agreement``, ``settling``, ``changes``, ``merge``, ``import`` or ``everywhere``. `footer` says
    whether the footer shows it.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    place: str
    group: str
    footer: bool = False

    @property
    def method(self) -> str:
        """The name of the method that does it, without ``action_``."""
        return self.id.replace(".", "_")


def _action(name: str, keys: str, title: str, place: str, group: str, *, footer: bool = False) -> Action:
    return Action(id=name, keys=tuple(keys.split(",")), title=title, place=place, group=group, footer=footer)


MOVE, SELECT, CODE, FIND, GO = N_("Move"), N_("Select"), N_("Code"), N_("Find"), N_("Go")
TAKE, CORRECT, CHANGE, SHOW = N_("Take in"), N_("Correct"), N_("Change"), N_("Show")

ACTIONS: Final = (
    _action("cur.left", "h,left", N_("Character left"), "text", MOVE),
    _action("cur.down", "j,down", N_("Line down"), "text", MOVE),
    _action("cur.up", "k,up", N_("Line up"), "text", MOVE),
    _action("cur.right", "l,right", N_("Character right"), "text", MOVE),
    _action("cur.word.next", "w,ctrl+right", N_("Next word"), "text", MOVE),
    _action("cur.word.back", "b,ctrl+left", N_("Word back"), "text", MOVE),
    _action("cur.word.end", "e", N_("End of the word"), "text", MOVE),
    _action("cur.sent.next", "s,right_parenthesis", N_("Sentence; the next"), "text", MOVE, footer=True),
    _action("cur.sent.back", "S", N_("Sentence back"), "text", MOVE),
    _action(
        "cur.turn.next", "t,ctrl+down,right_curly_bracket", N_("Turn; the next"), "text", MOVE, footer=True
    ),
    _action("cur.turn.back", "T,ctrl+up,left_curly_bracket", N_("Turn back"), "text", MOVE),
    _action("cur.para.next", "p", N_("Next paragraph"), "text", MOVE),
    _action("cur.para.back", "P", N_("Paragraph back"), "text", MOVE),
    _action("cur.line.start", "home,g h", N_("Start of the line"), "text", MOVE),
    _action("cur.line.end", "end,g l", N_("End of the line"), "text", MOVE),
    _action("cur.page.down", "d,pagedown,ctrl+d", N_("Half a page down"), "text", MOVE),
    _action("cur.page.up", "D,pageup,ctrl+u", N_("Half a page up"), "text", MOVE),
    _action("cur.doc.start", "g g,ctrl+home", N_("Start of the transcript"), "text", MOVE),
    _action("cur.doc.end", "G,ctrl+end", N_("End of the transcript"), "text", MOVE),
    _action(
        "sel.grow", "space", N_("More; select word, sentence, paragraph, turn"), "text", SELECT, footer=True
    ),
    _action("sel.shrink", "backspace", N_("Select less"), "text", SELECT),
    _action("sel.free", "v", N_("Select freely, on or off"), "text", SELECT),
    _action("sel.swap", "o", N_("Go to the other end of the selection"), "text", SELECT),
    _action("sel.left", "shift+left", N_("Select to the left"), "text", SELECT),
    _action("sel.right", "shift+right", N_("Select to the right"), "text", SELECT),
    _action("sel.up", "shift+up", N_("Select upwards"), "text", SELECT),
    _action("sel.down", "shift+down", N_("Select downwards"), "text", SELECT),
    _action("sel.word.next", "ctrl+shift+right", N_("Select the next word"), "text", SELECT),
    _action("sel.word.back", "ctrl+shift+left", N_("Select the word before"), "text", SELECT),
    _action("sel.none", "escape", N_("Select nothing"), "text", SELECT),
    _action("code.pick", "c,enter,0", N_("Code; choose one for the passage"), "text", CODE, footer=True),
    _action("code.repeat", "r,full_stop,f4", N_("Again; the code used last"), "text", CODE, footer=True),
    _action("code.remove", "x,delete", N_("Take away; a coding"), "text", CODE, footer=True),
    _action("code.info", "i", N_("What is coded here: codes, coders, memos"), "text", CODE),
    _action("code.invivo", "I", N_("Make the selected words a code"), "text", CODE),
    _action("code.recode", "R", N_("Another code, keeping memo and time"), "text", CODE),
    _action("code.adjust", "a", N_("Stretch or shrink a coding to the selection"), "text", CODE),
    _action("code.key", "asterisk", N_("Key quotation, on or off"), "text", CODE),
    _action("code.weight", "W", N_("Weight of a coding"), "text", CODE),
    _action("code.status", "equals_sign", N_("What it means that a code is not here"), "text", CODE),
    _action("code.place", "A", N_("Place a coding that waits on the selection"), "text", CODE),
    _action("text.edit", "E", N_("Edit; correct the words of this turn"), "text", CORRECT),
    _action("text.file", "C", N_("Take a corrected file of this transcript"), "text", CORRECT),
    _action("memo.write", "m,f6", N_("Memo; on the coding or passage"), "text", CODE, footer=True),
    _action("memo.transcript", "M", N_("Memo on the transcript, the case or a code"), "text", CODE),
    _action(
        "view.mode", "z,f7", N_("Show codings in the text: all, only the focused code, none"), "text", CODE
    ),
    _action("view.focus", "f", N_("Focus the code at the cursor, or no code"), "text", CODE),
    _action("nav.next", "n,f3", N_("Next coding, or next hit while searching"), "text", FIND),
    _action("nav.back", "N,f2", N_("Coding or hit before"), "text", FIND),
    _action("nav.uncoded", "y", N_("Next stretch without a coding"), "text", FIND),
    _action("nav.uncoded.back", "Y", N_("Stretch without a coding before"), "text", FIND),
    _action("view.coder", "semicolon", N_("Only one coder’s codings, or all"), "text", CODE),
    _action("find", "slash,ctrl+f", N_("Search; in all transcripts"), "text", FIND, footer=True),
    _action("go.documents", "g d", N_("Transcripts"), "text", GO),
    _action("go.codebook", "g c", N_("Codebook"), "text", GO),
    _action("go.codes", "g b", N_("Codebook; to change it"), "text", GO),
    _action("go.cases", "g k", N_("Cases and attributes"), "text", GO),
    _action("go.home", "g o", N_("Studies"), "everywhere", GO),
    _action("go.settings", "g s", N_("Settings"), "everywhere", GO),
    _action("go.matrix", "g x", N_("Matrix"), "text", GO, footer=True),
    _action("go.quotations", "g r", N_("Quotations; of the focused code, or all"), "text", GO),
    _action("go.memos", "g m", N_("Memos"), "text", GO),
    _action("go.agreement", "g a", N_("Agreement between coders"), "text", GO),
    _action("go.merge", "g f", N_("Merge another copy of the study"), "text", GO),
    _action("go.import", "g i", N_("Import transcripts"), "text", GO),
    _action("go.review", "g v", N_("Review; what waits after a correction"), "everywhere", GO),
    _action("undo", "u,ctrl+z", N_("Undo"), "everywhere", CODE, footer=True),
    _action("redo", "U,ctrl+y,ctrl+r", N_("Do again"), "everywhere", CODE),
    _action("workbook", "g w", N_("Write the workbook"), "everywhere", GO),
    _action("tour", "g t", N_("A tour of two minutes"), "everywhere", GO),
    _action("messages", "g e", N_("Messages so far"), "everywhere", GO),
    _action("palette", "colon,ctrl+p", N_("Find an action by name"), "everywhere", GO),
    _action("help", "question_mark,f1", N_("Keys"), "everywhere", GO, footer=True),
    _action("leave", "q,ctrl+q,f10", N_("Leave; in a view, back"), "everywhere", GO, footer=True),
    _action(
        "matrix.cells", "v,tab", N_("Cells; another kind of figure or words"), "matrix", SHOW, footer=True
    ),
    _action("matrix.open", "enter", N_("Quotations; of the cell"), "matrix", FIND, footer=True),
    _action("matrix.summary", "s", N_("Summary; of the case under the code"), "matrix", CHANGE, footer=True),
    _action(
        "matrix.columns",
        "c",
        N_("Compare; over cases, transcripts, coders or an attribute"),
        "matrix",
        SHOW,
        footer=True,
    ),
    _action("matrix.rows", "r", N_("Rows and columns changed over"), "matrix", SHOW),
    _action(
        "matrix.rollup", "b", N_("Below; count the codes below too, or not"), "matrix", SHOW, footer=True
    ),
    _action("matrix.order", "o", N_("Order; of the cases"), "matrix", SHOW, footer=True),
    _action("matrix.filter", "slash", N_("Filter; which codings count"), "matrix", SHOW, footer=True),
    _action(
        "matrix.fold", "z", N_("Fold; the codes below this one, or unfold them"), "matrix", SHOW, footer=True
    ),
    _action("matrix.heat", "t", N_("Shades, on or off"), "matrix", SHOW),
    _action("matrix.status", "equals_sign", N_("What it means that the cell is empty"), "matrix", CHANGE),
    _action("matrix.export", "w", N_("Write the matrix to a file"), "matrix", GO),
    _action(
        "quotations.open", "enter", N_("Go; to the place in the transcript"), "quotations", FIND, footer=True
    ),
    _action("quotations.filter", "slash", N_("Filter"), "quotations", SHOW, footer=True),
    _action("quotations.below", "b", N_("With or without the codes below"), "quotations", SHOW),
    _action("quotations.all", "a", N_("All quotations"), "quotations", SHOW),
    _action("quotations.recode", "R", N_("Recode; keeping memo and time"), "quotations", CHANGE, footer=True),
    _action("quotations.remove", "x,delete", N_("Take the coding away"), "quotations", CHANGE),
    _action(
        "quotations.key",
        "asterisk",
        N_("Key; a key quotation, or no longer"),
        "quotations",
        CHANGE,
        footer=True,
    ),
    _action("quotations.memo", "m", N_("Memo; on the coding"), "quotations", CHANGE, footer=True),
    _action("quotations.copy", "y", N_("Copy with its reference"), "quotations", CHANGE),
    _action("quotations.export", "w", N_("Write these quotations to a file"), "quotations", CHANGE),
    _action("merge.take", "enter", N_("Take in; as decided"), "merge", TAKE, footer=True),
    _action("merge.ours", "o,left", N_("Ours; let our value stand"), "merge", CHANGE, footer=True),
    _action("merge.theirs", "t,right", N_("Theirs; let their value stand"), "merge", CHANGE, footer=True),
    _action("merge.both", "b", N_("Both; let the words of both stand"), "merge", CHANGE, footer=True),
    _action(
        "review.accept", "enter,a", N_("Accept; put it where it is proposed"), "review", CHANGE, footer=True
    ),
    _action("review.alike", "A", N_("All; that wait here for this reason"), "review", CHANGE, footer=True),
    _action("review.place", "o", N_("Go; to the text, to place it there"), "review", CHANGE, footer=True),
    _action("review.aside", "s", N_("Aside; leave it for later"), "review", CHANGE, footer=True),
    _action("review.drop", "x,delete", N_("Remove; the coding"), "review", CHANGE, footer=True),
    _action("review.start.back", "h,left", N_("Let it begin a word earlier"), "review", CORRECT),
    _action("review.start.next", "l,right", N_("Let it begin a word later"), "review", CORRECT),
    _action("review.end.back", "H,shift+left", N_("Let it end a word earlier"), "review", CORRECT),
    _action("review.end.next", "L,shift+right", N_("Let it end a word later"), "review", CORRECT),
    _action("review.next", "n", N_("Next one"), "review", FIND),
    _action("review.back", "N", N_("The one before"), "review", FIND),
    _action("memos.open", "enter,e", N_("Change; the memo"), "memos", CHANGE, footer=True),
    _action("memos.go", "o", N_("Go; to what it is on"), "memos", FIND, footer=True),
    _action("memos.new", "n", N_("New; on the study"), "memos", CHANGE, footer=True),
    _action("memos.filter", "slash", N_("Find; words in memos"), "memos", SHOW, footer=True),
    _action("memos.kind", "v", N_("Only one kind, or all"), "memos", SHOW),
    _action("memos.export", "w", N_("Write these memos to a file"), "memos", CHANGE),
    _action("memos.remove", "x,delete", N_("Remove"), "memos", CHANGE),
    _action("agreement.open", "enter", N_("Settle; where they disagree"), "agreement", FIND, footer=True),
    _action(
        "agreement.unit", "v,tab", N_("Unit; turn, sentence or character"), "agreement", SHOW, footer=True
    ),
    _action("agreement.coders", "c", N_("Coders; who is compared"), "agreement", SHOW, footer=True),
    _action(
        "agreement.below", "b", N_("Below; count the codes below too, or not"), "agreement", SHOW, footer=True
    ),
    _action("agreement.speakers", "i", N_("With or without interviewers’ turns"), "agreement", SHOW),
    _action("agreement.name", "n", N_("Who stands for what is agreed"), "agreement", CHANGE),
    _action(
        "agreement.export",
        "w",
        N_("Write; the figures, or the paragraph for the methods section, to a file"),
        "agreement",
        GO,
        footer=True,
    ),
    _action("settling.next", "n,f3", N_("Next; place"), "settling", FIND, footer=True),
    _action("settling.back", "N,f2", N_("Place before"), "settling", FIND),
    _action("settling.open", "y", N_("Next place that is not settled"), "settling", FIND),
    _action(
        "settling.first", "1,ampersand", N_("First; as the first coder did"), "settling", CODE, footer=True
    ),
    _action("settling.second", "2,é", N_("Second; as the second coder did"), "settling", CODE, footer=True),
    _action(
        "settling.union", "a", N_("All; every word that one of them marked"), "settling", CODE, footer=True
    ),
    _action(
        "settling.common", "i", N_("Common; the words that all of them marked"), "settling", CODE, footer=True
    ),
    _action("settling.none", "x,delete", N_("None; the code is not here"), "settling", CODE, footer=True),
    _action(
        "settling.own",
        "c,enter",
        N_("Own; the selected words, or the sentence"),
        "settling",
        CODE,
        footer=True,
    ),
    _action("settling.memo", "m,f6", N_("Why; a memo on what was settled"), "settling", CODE, footer=True),
    _action("settling.agreed", "A", N_("Take over everything on which all agree"), "settling", CODE),
    _action("settling.other", "tab,z", N_("The other coder"), "settling", SHOW, footer=True),
    _action("settling.filter", "f", N_("Disagreements, those not settled, or every place"), "settling", SHOW),
    _action("settling.go", "g p", N_("Go to the place in the coding screen"), "settling", GO),
    _action("codebook.add", "n", N_("New; a code below this one"), "codebook", CHANGE, footer=True),
    _action("codebook.beside", "N", N_("New code beside this one"), "codebook", CHANGE),
    _action("codebook.rename", "r", N_("Rename"), "codebook", CHANGE, footer=True),
    _action(
        "codebook.describe",
        "e,enter",
        N_("Describe; in all fields and both languages"),
        "codebook",
        CHANGE,
        footer=True,
    ),
    _action("codebook.colour", "o", N_("Colour"), "codebook", CHANGE),
    _action("codebook.up", "K", N_("Move up among its siblings"), "codebook", CHANGE),
    _action("codebook.down", "J", N_("Move down among its siblings"), "codebook", CHANGE),
    _action("codebook.out", "H", N_("Move out, beside its parent"), "codebook", CHANGE),
    _action("codebook.in", "L", N_("Move in, below the one above"), "codebook", CHANGE),
    _action("codebook.move", "m", N_("Move below another code"), "codebook", CHANGE),
    _action("codebook.merge", "M", N_("Merge; into another code"), "codebook", CHANGE, footer=True),
    _action("codebook.split", "s", N_("Split; quotation by quotation"), "codebook", CHANGE, footer=True),
    _action("codebook.remove", "x,delete", N_("Remove"), "codebook", CHANGE, footer=True),
    _action("codebook.filter", "slash", N_("Find a code"), "codebook", SHOW),
    _action("codebook.quotations", "v,g r", N_("Quotations of the code"), "codebook", SHOW),
    _action("codebook.memo", "i", N_("Memo on the code"), "codebook", CHANGE),
    _action("codebook.import", "g i", N_("Take codes in from a file"), "codebook", CHANGE),
    _action("codebook.freeze", "F", N_("Keep this version; the codebook under a name"), "codebook", CHANGE),
    _action("codebook.versions", "V", N_("Versions; what has changed since"), "codebook", SHOW),
    _action("codebook.export", "w", N_("Write the codebook to a file"), "codebook", CHANGE),
    _action("changes.export", "w", N_("Write; the comparison to a file"), "changes", GO, footer=True),
    _action("cases.edit", "enter,e", N_("Change the value"), "cases", CHANGE, footer=True),
    _action("cases.add", "n", N_("New; a case"), "cases", CHANGE, footer=True),
    _action("cases.attribute", "a", N_("Attribute; a new column"), "cases", CHANGE, footer=True),
    _action("cases.rename", "r", N_("Rename the case or the attribute"), "cases", CHANGE),
    _action("cases.assign", "t", N_("Transcripts; of the case"), "cases", CHANGE, footer=True),
    _action("cases.up", "K", N_("Move the case up"), "cases", CHANGE),
    _action("cases.down", "J", N_("Move the case down"), "cases", CHANGE),
    _action("cases.group", "b", N_("Group the cases by this attribute"), "cases", SHOW),
    _action("cases.progress", "tab,v", N_("Progress; cases or transcripts"), "cases", SHOW, footer=True),
    _action("cases.memo", "m", N_("Memo on the case"), "cases", CHANGE),
    _action("cases.import", "i", N_("Take attributes in from a file"), "cases", CHANGE),
    _action("cases.remove", "x,delete", N_("Remove the case or the attribute"), "cases", CHANGE),
    _action("import.take", "i", N_("Import; everything that is ticked"), "import", TAKE, footer=True),
    _action("import.tick", "space", N_("Tick; or no longer"), "import", TAKE, footer=True),
    _action("import.case", "c", N_("Case; the one the interview belongs to"), "import", TAKE, footer=True),
    _action("import.cases", "C", N_("Each interview a case of its own, on or off"), "import", TAKE),
    _action(
        "import.attributes",
        "a",
        N_("Attributes; from the header data, on or off"),
        "import",
        TAKE,
        footer=True,
    ),
    _action(
        "import.role", "r", N_("Role; the next of the three for the speaker"), "import", CORRECT, footer=True
    ),
    _action("import.remove", "x,delete", N_("No speaker: the label is ordinary words"), "import", CORRECT),
    _action("import.speaker", "s", N_("Name a speaker that was missed"), "import", CORRECT),
    _action("import.encoding", "e", N_("Read in another encoding"), "import", CORRECT),
    _action("import.format", "f", N_("Read as another format"), "import", CORRECT),
    _action("import.more", "o", N_("Choose other files"), "import", TAKE),
)
QUICK: Final = "1234567890"[:9]
AZERTY: Final = dict(
    zip(
        QUICK,
        (
            "ampersand", "é", "quotation_mark", "apostrophe", "left_parenthesis", "minus", "è",
            "underscore", "ç",
        ),
        strict=True,
    )
)  # fmt: skip
"""What the digits' keys give on a French keyboard without Shift, where that is not another action's key."""

_SHOWN: Final = {
    "asterisk": "*", "equals_sign": "=", "semicolon": ";", "slash": "/", "colon": ":", "question_mark": "?", "full_stop": ".", "escape": "Esc", "enter": "⏎",
    "right_parenthesis": ")", "right_curly_bracket": "}", "left_curly_bracket": "{", "space": "␣",
    "backspace": "⌫", "delete": "Del", "left": "←", "right": "→", "up": "↑", "down": "↓", "pagedown": "PgDn",
    "pageup": "PgUp", "home": "Home", "end": "End", "tab": "Tab",
}  # fmt: skip


def key_shown(key: str) -> str:
    """Write a key as a person reads it: ``g x`` as ``gx``, ``ctrl+right`` as ``Ctrl+→``."""
    if " " in key:
        return "".join(map(key_shown, key.split()))
    *modifiers, last = key.split("+")
    name = _SHOWN.get(last, last.upper() if last[1:].isdigit() else last)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


_remapped: dict[str, tuple[str, ...]] = {}


def remap(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Use other keys for some actions, by their ids; the rest have their usual ones."""
    _remapped.clear()
    _remapped.update({name: chosen for name, chosen in keys.items() if chosen})


def keys_of(action: Action) -> tuple[str, ...]:
    """Give the keys of an action, as chosen or the usual ones."""
    return _remapped.get(action.id, action.keys)


_ELSEWHERE: Final = {"settling": "text"}
"""Places where one moves and selects as in another; the footer has its room for what is done there."""


def at(place: str) -> tuple[Action, ...]:
    """Give the actions of a place, those that work everywhere included, with their keys."""
    elsewhere = _ELSEWHERE.get(place)
    here = [action for action in ACTIONS if action.place in {place, "everywhere"}]
    moving = [
        replace(action, footer=False)
        for action in ACTIONS
        if action.place == elsewhere and action.group in {MOVE, SELECT}
    ]
    return tuple(
        replace(action, keys=keys_of(action)) if action.id in _remapped else action
        for action in (*here, *moving)
    )


class Keys:
    """Turns key presses at a place into actions; remembers the first key of a two-key sequence."""

    def __init__(self, place: str) -> None:
        self.pending = ""
        self._actions = {key: action for action in at(place) for key in action.keys}
        self._first = {key.split()[0] for key in self._actions if " " in key}

    def press(self, key: str) -> Action | None:
        """Give the action a key completes; None when it begins a sequence or does nothing."""
        name = f"{self.pending} {key}" if self.pending else key
        begun, self.pending = self.pending, ""
        if not begun and key in self._first:
            self.pending = key
            return None
        return self._actions.get(name)

    def knows(self, key: str) -> bool:
        """Say whether a key means something here now."""
        return bool(self.pending) or key in self._actions or key in self._first

    def continuations(self) -> list[tuple[str, str]]:
        """Give (key, title) of what may follow the pending key."""
        begins = f"{self.pending} "
        found = [(key, action) for key, action in self._actions.items() if key.startswith(begins)]
        # Where one can go is worth more room than another way to move.
        found.sort(key=lambda item: item[1].group != GO)
        return [(key.split()[1], action.title) for key, action in found]
