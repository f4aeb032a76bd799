"""Hostile words in every name and every text of a study, on every screen, read back from a real terminal."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import editions, notes
from interviewcoder.domain.gestures import transcripts as transcript_gestures
from interviewcoder.domain.records import Memo
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, correcting, editing, importing
from tests.foreign import any_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal import Terminal

NASTY = (
    "[b]gras[/b]", "[@click=app.exit]fin[/]", "[/b]", "$foreground", "\x1b]0;titre\x07", "\x1b[2Jefface",
    "\x1b[31mrouge", "\x9b31mrouge", "\u202eenvers", "\x1b]52;c;YQ==\x07",
)  # fmt: skip
BAD = (
    b"\x1b]0;titre",
    b"\x1b[2Jeffa",
    b"\x1b[31mrouge",
    b"\x9b31m",
    "\x9b31m".encode(),
    "\u202e".encode(),
    b"\x1b]52;",
)
NAME = "Le [b]nom[/b] " + " ".join(NASTY)


@pytest.fixture
@any_name()
def hostile(tmp_path: Path) -> Path:
    """Make a study in which everything that has a name, or words, is hostile."""
    folder = tmp_path / "study"
    with Study.create(folder, title=NAME, language="fr", coder="Ana") as study:
        file = tmp_path / "Anne.txt"
        words = "\n".join(f"Anne : {text} fin" for text in NASTY)
        ordinary = (
            "Anne : Une phrase comme il y en a dans tous les entretiens, sans rien de particulier.\n" * 20
        )
        file.write_text(f"{words}\n{ordinary}", encoding="utf-8")
        importing.import_file(study, file, case="Firme")
        steps: list[Callable[[], Any]] = [
            lambda: study.apply(case_gestures.rename_case(study.cases[0], NAME, study.cases)),
            lambda: study.apply(
                transcript_gestures.rename_transcript(study.transcripts[0], NAME, study.transcripts)
            ),
            lambda: study.add_code([NAME]),
            lambda: study.apply(case_gestures.add_attribute(NAME, "text", study.attributes)),
            lambda: study.apply(case_gestures.set_values(study.cases[0], {NAME: NAME}, study.attributes)),
            lambda: study.work_as(NAME),
        ]
        for step in steps:
            with suppress(InterviewCoderError):  # a name may be refused: then it is on no screen either
                step()
        code = study.codebook.in_order[0] if len(study.codebook) else study.add_code(["Code"])
        study.apply(
            code_gestures.describe_code(
                study.codebook,
                code,
                {field: {"fr": NAME} for field in ("definition", "use", "avoid", "example")},
            )
        )
        study.code_passage(study.transcripts[0], Span(0, 60), [study.codebook[code.id]])
        coding = next(study.codings())
        for on, target in (
            ("study", None),
            ("coding", coding.id),
            ("case", study.cases[0].id),
            ("code", code.id),
        ):
            memo = Memo(on=on, target=target, text=NAME, coder=study.coder.id)  # type: ignore[arg-type]
            study.apply(notes.write_memo(memo))
        study.apply(editions.freeze(study.codebook, NAME, study.coder, {}, study.editions()))
        _let_it_wait(study)
        study.apply(
            notes.write_summary(
                study.cases[0], code, study.codebook.path(code.id), NAME, before=None, coder=None
            )
        )
    for name in ("[b]x[@click=app.exit].txt", "\x1b[31mrouge.txt", "\u202eenvers.txt"):
        (folder / "transcripts" / name).write_text(f"{NAME} : Oui ?\nAnne : {NAME}\n", encoding="utf-8")
    return folder


def _let_it_wait(study: Study) -> None:
    """Code the first words of the text, and correct them, so that a hostile coding waits for a decision."""
    transcript = study.transcripts[0]
    study.code_passage(transcript, Span(8, 24), [study.codebook.in_order[0]])
    document = study.document(transcript)
    span = editing.words_at(document, 8)
    words = f"{NAME} et d’autres mots"
    correcting.apply(study, editing.edited(study, transcript, span, words))
    assert study.waiting
    study.code_passage(study.transcripts[0], Span(0, 60), [study.codebook.in_order[0]])


SCREENS: dict[str, list[str]] = {
    "text": ["t", "t", "f", "i"],
    "picker": ["t", "c", "l"],
    "search": ["/", "n", "o", "m"],
    "quotations": ["g", "r"],
    "quotation filter": ["g", "r", "/", "Enter"],
    "memo": ["n", "m"],
    "memos": ["g", "m"],
    "a memo": ["g", "m", "Enter"],
    "matrix": ["g", "x"],
    "matrix summaries": ["g", "x", "BTab", "s"],
    "codebook": ["g", "b"],
    "code form": ["g", "b", "e"],
    "merge": ["g", "b", "M"],
    "cases": ["g", "k", "Right"],
    "case value": ["g", "k", "Right", "Right", "Right", "Enter"],
    "progress": ["g", "k", "Tab"],
    "files": ["g", "i"],
    "import": ["g", "i", "C-s"],
    "settings": ["g", "s"],
    "review": ["g", "v"],
    "text editor": ["t", "E"],
    "codebook changes": ["g", "b", "V", "L", "e", "Down", "Enter"],
    "messages": ["x", "u", "g", "e"],
    "help": ["?"],
    "palette": [":"],
    "saving": ["g", "w"],
    "status": ["=", "Enter"],
    "panels": ["g", "d", "Escape", "g", "c"],
}


@pytest.mark.needs_tool("tmux")
@pytest.mark.parametrize("screen", SCREENS)
def test_hostile_words_pass_no_screen(
    hostile: Path, tmp_path: Path, terminal: Callable[..., Terminal], screen: str
) -> None:
    """No control sequence of the study's reaches the terminal, and brackets stand as they are written."""
    sent = tmp_path / "sent"
    window = terminal("--lang", "en", "--study", str(hostile), width=150, height=44)
    window.wait(lambda shown: "Anne" in shown)
    window.keep_bytes(sent)
    window.press(*SCREENS[screen])
    # The study's bytes are on the screen again after a look at the first screen in another size.
    window.wait(
        lambda shown: "[b]" in shown or screen in {"help", "palette", "settings", "messages", "search"}
    )
    raw = sent.read_bytes()
    assert len(raw) > 100
    for bad in BAD:
        assert bad not in raw, bad
    assert "titre" not in window.title


@pytest.mark.needs_tool("tmux")
def test_hostile_words_pass_not_even_at_the_start(
    hostile: Path, tmp_path: Path, terminal: Callable[..., Terminal]
) -> None:
    """The first screen and the list of studies are as harmless."""
    window = terminal("--lang", "en", "--study", str(hostile), width=150, height=44)
    window.wait(lambda shown: "[@click=app.exit]fin[/]" in shown)
    window.press("g", "o")
    sent = tmp_path / "sent"
    window.keep_bytes(sent)
    window.wait(lambda shown: "[b]nom[/b]" in shown)
    window.press("Down", "Up")
    assert "titre" not in window.title
    for bad in BAD:
        assert bad not in sent.read_bytes(), bad
