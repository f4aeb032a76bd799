"""The ways people and programs mark speakers in text files, each with the turns it must give."""

from __future__ import annotations

import pytest

from interviewcoder.formats.transcripts.turns import recognise

Expected = list[tuple[str | None, str]]

CONVENTIONS: dict[str, tuple[str, Expected]] = {
    "01 role and colon": (
        "interviewee: Thanks. This is recorded. \ninterviewer: Fine: go on.\n",
        [("interviewee", "Thanks. This is recorded."), ("interviewer", "Fine: go on.")],
    ),
    "02 role and number": (
        "Interviewer 1: Hello\nInterviewer 2: Hi\nParticipant: Yes\n",
        [("Interviewer 1", "Hello"), ("Interviewer 2", "Hi"), ("Participant", "Yes")],
    ),
    "03 non-breaking space before the colon": (
        "Interviewer1\u00a0: OK donc\nParticipant1\u202f: oui\nIl m'a dit : non\n",
        [("Interviewer1", "OK donc"), ("Participant1", "oui\nIl m'a dit : non")],
    ),
    "04 colon and tab": (
        "Interviewer:\tHello, (name).\nParticipant:\tHi.\n",
        [("Interviewer", "Hello, (name)."), ("Participant", "Hi.")],
    ),
    "05 bold label": (
        "**Interviewer:** I greatly\n\n**P1:** sure\n\nmore\n",
        [("Interviewer", "I greatly"), ("P1", "sure\n\nmore")],
    ),
    "06 two turns on soft-broken lines": (
        "Interviewer: Which brands?\nParticipant: I’m familiar with all…",
        [("Interviewer", "Which brands?"), ("Participant", "I’m familiar with all…")],
    ),
    "07 label alone, then the words": (
        "Interviewer:\nThank you for agreeing\nParticipant:\nWelcome",
        [("Interviewer", "Thank you for agreeing"), ("Participant", "Welcome")],
    ),
    "09 name alone on its line": (
        "Jonas Berg \nHi everyone\n\nVicky Wei\nHello\n\nJonas Berg\nGood\n\nVicky Wei\nYes.\n",
        [
            ("Jonas Berg", "Hi everyone"),
            ("Vicky Wei", "Hello"),
            ("Jonas Berg", "Good"),
            ("Vicky Wei", "Yes."),
        ],
    ),
    "11 roles alone, one unknown": (
        "Researcher \nOkay, first question\n\nUnknown Speaker \nWhy white? Caucasian?\n",
        [("Researcher", "Okay, first question"), ("Unknown Speaker", "Why white? Caucasian?")],
    ),
    "14 events in brackets": (
        "[Chercheur]\nBon\n[rires]\n[claquement de langue] oui\n[Interviewé]\n(inaudible 1:18:49)\n[rires]\n[Rires]\n",
        [
            ("Chercheur", "Bon\n[rires]\n[claquement de langue] oui"),
            ("Interviewé", "(inaudible 1:18:49)\n[rires]\n[Rires]"),
        ],
    ),
    "15 identifier in brackets": (
        "[id1] hello, I like it.\n[id2] me too\n[rires]\n[id1] ok\n",
        [("id1", "hello, I like it."), ("id2", "me too\n[rires]"), ("id1", "ok")],
    ),
    "16 unlabelled paragraphs go on": (
        "**Adam Kowal:** Raj is the founder…\n\nUnlabelled.\n\n**Raj Dev:** Well\n",
        [("Adam Kowal", "Raj is the founder…\n\nUnlabelled."), ("Raj Dev", "Well")],
    ),
    "20 one letter, two spacings, overlaps": (
        "E: née à Toulouse ?\nL : euh non\nE: A Albi [L: Oui.] c'est\nl: deux\n[E:Donc dans le centre ]\nL : oui\n",
        [
            ("E", "née à Toulouse ?"),
            ("L", "euh non"),
            ("E", "A Albi [L: Oui.] c'est"),
            ("l", "deux\n[E:Donc dans le centre ]"),
            ("L", "oui"),
        ],
    ),
    "23 initials and hyphen, questions unlabelled": (
        "How did you approach this?\nHJ - Well, I didn't.\nAnd then?\nHJ - I did.\nMore of it.\n",
        [
            (None, "How did you approach this?"),
            ("HJ", "Well, I didn't."),
            (None, "And then?"),
            ("HJ", "I did.\nMore of it."),
        ],
    ),
    "24 abbreviations": (
        "Int: What does she play?\nRES: Clarinet.\nP: I mean\nInt: ok\nP: yes\n",
        [("Int", "What does she play?"), ("RES", "Clarinet."), ("P", "I mean"), ("Int", "ok"), ("P", "yes")],
    ),
    "25 dash dialogue": (
        "Clément Laurent : - Bonjour.\nCésar Pons : - Bonjour, désolé…\n- Pas de problème !\n- Alors ?\n",
        [
            ("Clément Laurent", "- Bonjour."),
            ("César Pons", "- Bonjour, désolé…"),
            (None, "- Pas de problème !"),
            (None, "- Alors ?"),
        ],
    ),
    "30 names in a cast list": (
        (
            "Participants: \nLi Na (urban white-collar worker)\nBo Xi (farmer)\n\n"
            "Moderator: What do you grow?\nLi Na: She usually can\nBo Xi: rice\nLi Na: no\n"
        ),
        [
            ("Moderator", "What do you grow?"),
            ("Li Na", "She usually can"),
            ("Bo Xi", "rice"),
            ("Li Na", "no"),
        ],
    ),
    "33 a product's name": (
        "DLFP: Hi, Guido.\nGuido: I would say, <avis>resistance</avis>\n",
        [("DLFP", "Hi, Guido."), ("Guido", "I would say, <avis>resistance</avis>")],
    ),
    "34 first name and role": (
        "Dan:  Okay.\nParticipant:  Yeah.\nDan:  Right?\nParticipant:  Yes.\n",
        [("Dan", "Okay."), ("Participant", "Yeah."), ("Dan", "Right?"), ("Participant", "Yes.")],
    ),
    "header keys look like turns": (
        (
            "INTERVIEW: Jean Roux \nINTERVIEWER: Ana Šimić and Matthew R. Frank \nDATE: 31 August 2011 \n"
            "PLACE: Flagstaff, AZ \n\nAna: Where?\nRoux: Here, it is: there\nAna: ok?\nRoux: y\n"
        ),
        [("Ana", "Where?"), ("Roux", "Here, it is: there"), ("Ana", "ok?"), ("Roux", "y")],
    ),
    "closing lines belong to nobody": (
        "Interviewer: Bye?\nParticipant: Bye.\n\n[End of Transcript]\n",
        [("Interviewer", "Bye?"), ("Participant", "Bye.")],
    ),
    "sentences with a colon are no labels": (
        (
            "Enquêtrice : Et alors ?\nMme Durand : Le problème : c'est cher\nExemple : rien\nEnquêtrice : Bon ?\n"
            "Mme Durand : Voir https://x.fr : oui\n"
        ),
        [
            ("Enquêtrice", "Et alors ?"),
            ("Mme Durand", "Le problème : c'est cher\nExemple : rien"),
            ("Enquêtrice", "Bon ?"),
            ("Mme Durand", "Voir https://x.fr : oui"),
        ],
    ),
    "prose has no speakers": (
        "Il m'a dit : non\n\nLe problème : c'est cher\n\n14:30 c'est l'heure\n\nRésultat : rien\n",
        [
            (None, "Il m'a dit : non"),
            (None, "Le problème : c'est cher"),
            (None, "14:30 c'est l'heure"),
            (None, "Résultat : rien"),
        ],
    ),
}

TIMED: dict[str, tuple[str, list[tuple[str, float | None, float | None, str]]]] = {
    "10 Otter": (
        "Jonas Berg  0:22  \nHello everyone\n\nAnn Lee  1:02:10\nHi\n\nTranscribed by https://otter.ai",
        [("Jonas Berg", 22, None, "Hello everyone"), ("Ann Lee", 3730, None, "Hi")],
    ),
    "12 and 13 TurboScribe": (
        "Entretien 01\n\n[Chercheur] (0:01 - 0:11)\nC'est parti. \n1 - Est-ce que\n\n[Interviewe] (0:47- 0:49)\noui\n",
        [("Chercheur", 1, 11, "C'est parti. \n1 - Est-ce que"), ("Interviewe", 47, 49, "oui")],
    ),
    "17 bold and time": (
        "**Jonas Berg:** [00:00:00] hi. [00:01:00] and\n\n**Al Bo:** [00:02:00] hey\n",
        [("Jonas Berg", 0, None, "hi. [00:01:00] and"), ("Al Bo", 120, None, "hey")],
    ),
    "18 escaped time": (
        "**Henk Visser:** \\[08:09\\] Well\n\n\\[04:01\\] So at the time\n\n**Jo Ek:** Yes\n",
        [("Henk Visser", 489, None, "Well\n\n\\[04:01\\] So at the time"), ("Jo Ek", None, None, "Yes")],
    ),
    "Rev": (
        "Speaker 1 (00:00:05):\ntext one\nSpeaker 2 (00:00:09): text two\n",
        [("Speaker 1", 5, None, "text one"), ("Speaker 2", 9, None, "text two")],
    ),
    "Word Transcribe": (
        "Audio file\nent1.mp3\nTranscript\n00:00:07 Speaker 2\ntext para\n00:00:09 Speaker 1\nother\n",
        [("Speaker 2", 7, None, "text para"), ("Speaker 1", 9, None, "other")],
    ),
    "time first": (
        "[00:00:12] Speaker 1: hello\n[00:00:15] Speaker 2: hi\n",
        [("Speaker 1", 12, None, "hello"), ("Speaker 2", 15, None, "hi")],
    ),
    "MAXQDA": (
        "00:03:40.5Zack: What will\n00:03:50.5Bob: Nothing\n00:03:55.5Zack: Ok\n",
        [("Zack", 220.5, None, "What will"), ("Bob", 230.5, None, "Nothing"), ("Zack", 235.5, None, "Ok")],
    ),
    "f4": (
        "A: Wie?\nB: Ja genau. #00:02:31-4#\nA: Gut. #00:02:39-4#\n",
        [("A", None, None, "Wie?"), ("B", None, 151.4, "Ja genau."), ("A", None, 159.4, "Gut.")],
    ),
    "aTrain": (
        "SPEAKER_00\n[00:00:00] - Alors\nSPEAKER_01\n[00:00:04] - Oui\n",
        [("SPEAKER_00", 0, None, "Alors"), ("SPEAKER_01", 4, None, "Oui")],
    ),
    "Teams docx": (
        (
            "Transcript\n14 mars 2024, 10:00\nMarie DUPONT started transcription\n\nMarie DUPONT   0:03\n"
            "Bonjour, merci.\nOn commence ?\n\nPaul Martin   0:09\nOui.\n"
        ),
        [("Marie DUPONT", 3, None, "Bonjour, merci.\nOn commence ?"), ("Paul Martin", 9, None, "Oui.")],
    ),
    "NVivo table": (
        "Timespan\tSpeaker\tContent\n00:00:08\tInterviewer, First\tOK?\n00:00:08.5\tAnn\tYes\n00:00:09\tAnn\tNo\n",
        [("Interviewer, First", 8, None, "OK?"), ("Ann", 8.5, None, "Yes"), ("Ann", 9, None, "No")],
    ),
}


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_turns_of_a_convention(convention: str) -> None:
    """Each convention gives its speakers and their words, and nothing else."""
    text, expected = CONVENTIONS[convention]
    found = recognise(text).turns
    assert [(turn.label, turn.span.of(text)) for turn in found] == expected
    assert [turn.n for turn in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize("convention", TIMED)
def test_times_of_a_convention(convention: str) -> None:
    """Each convention with times gives them in seconds, and they are not among the words."""
    text, expected = TIMED[convention]
    found = recognise(text).turns
    assert [(turn.label, turn.time, turn.time_end, turn.span.of(text)) for turn in found] == expected


def test_label_spans_hold_the_label_as_typed() -> None:
    """A label's span covers its brackets or asterisks, not its time."""
    for text, typed in (
        ("[Chercheur] (0:01 - 0:11)\noui\n[Interviewé] (0:12 - 0:13)\nnon\n", "[Chercheur]"),
        ("**Adam Kowal:** oui\n\n**Raj Dev:** non\n", "**Adam Kowal:**"),
        ("Enquêtrice\u00a0: oui\nMarie\u00a0: non\n", "Enquêtrice"),
    ):
        first = recognise(text).turns[0]
        assert first.label_span is not None
        assert first.label_span.of(text) == typed


def test_header_is_metadata() -> None:
    """Header lines and front matter become metadata and stay out of the turns."""
    found = recognise("---\ndate: 2019-06-27\nresidency: P1Y\n---\n\nNote une.\n\nNote deux.\n")
    assert found.metadata == {"date": "2019-06-27", "residency": "P1Y"}
    assert len(found.turns) == 2
    group = recognise(
        "Date: Sep. 22, 2024\nVenue: Online\nModerator: Wei\n\nWei: What?\nLi: good\nWei: and?\nBo: bad\nLi: so\nBo: x\n"
    )
    assert group.metadata == {
        "date": "2024-09-22",
        "venue": "Online",
        "place": "Online",
        "moderator": "Wei",
    }
    assert {label.name: label.role for label in group.labels}["Wei"] == "interviewer"


def test_title_line_is_kept() -> None:
    """A first line that is no turn is the title; a date in it is kept too."""
    found = recognise(
        "Entretien avec Anne Durand, 28 avril 2017\n\nE : Bonjour ?\nAD : oui\nE : et ?\nAD : non\n"
    )
    assert found.metadata == {
        "title": "Entretien avec Anne Durand, 28 avril 2017",
        "date": "2017-04-28",
        "interviewee": "Anne Durand",
    }


def test_wrapped_paragraphs_are_one_turn() -> None:
    """In a file without speakers, lines wrapped by hand are one paragraph."""
    line = "des mots sur une ligne qui a été coupée à la main pour tenir"
    found = recognise(f"{line}\n{line}\nfin.\n\n{line}\n{line}\n{line}\n")
    assert len(found.turns) == 2
