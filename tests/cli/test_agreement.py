"""Agreement from the command line: what scripts rely on, and what people read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def both_code(study: Callable[..., Any]) -> None:
    """Ana codes two passages of Anne and one of Bruno; Ben one of Anne's."""
    for start, end, code, coder in (
        (50, 60, "Budget", "Ana"),
        (50, 55, "Budget", "Ben"),
        (130, 150, "Équipe", "Ana"),
    ):
        assert study("code", "Anne", start, end, code, "--coder", coder).code == 0
    assert study("code", "Bruno", 30, 40, "Budget", "--coder", "Ana").code == 0


def test_json_is_what_the_contract_says(study: Callable[..., Any]) -> None:
    """Unit, coders, transcripts, a row a code with its table, and the whole."""
    both_code(study)
    found = study("agreement", "--coders", "Ana", "Ben", "--format", "json").json
    assert (found["unit"], found["coders"], found["transcripts"]) == ("turn", ["Ana", "Ben"], ["Anne"])
    budget = next(row for row in found["codes"] if row["code"] == "Moyens > Budget")
    assert [budget[key] for key in ("units", "a", "b", "c", "d")] == [2, 1, 0, 0, 1]
    assert (budget["kappa"], budget["alpha"], budget["positive"]) == (1.0, 1.0, 1.0)
    team = next(row for row in found["codes"] if row["code"] == "Moyens > Équipe")
    assert (team["b"], team["kappa"]) == (1, 0.0)
    assert found["overall"]["pooled"]["units"] == 4
    assert found["left_out"] == [{"transcript": "Bruno", "without": ["Ben"]}]


def test_a_finished_transcript_counts_and_can_be_taken_back(study: Callable[..., Any]) -> None:
    """``transcripts finished`` is a change like any other."""
    both_code(study)
    assert "Ben has finished Bruno" in study("transcripts", "finished", "Bruno", "--coder", "Ben").err
    assert study("agreement", "--format", "json").json["transcripts"] == ["Anne", "Bruno"]
    assert "That is so already" in study("transcripts", "finished", "Bruno", "--coder", "Ben").err
    assert study("transcripts", "finished", "Bruno", "--coder", "Ben", "--not").code == 0
    assert study("agreement", "--format", "json").json["transcripts"] == ["Anne"]
    assert study("check").code == 0


def test_what_nobody_has_coded_is_said_of_all_who_have_not(study: Callable[..., Any], tmp_path: Path) -> None:
    """In French, too, the sentence holds for one coder and for several."""
    both_code(study)
    (tmp_path / "Chloé.txt").write_text("Q : Et vous ?\nChloé : Moi non plus.\n", encoding="utf-8")
    assert study("import", tmp_path / "Chloé.txt").code == 0
    text = study("--lang", "fr", "agreement").out
    assert "parce que Ben ne les a ni codés ni finis\xa0: Bruno" in text
    assert "parce qu’ils ne sont ni codés ni finis par Ana, Ben\xa0: Chloé" in text


def test_people_read_a_table_disagreements_and_a_paragraph(study: Callable[..., Any]) -> None:
    """What has no value says so and why; each disagreement shows what each coder did."""
    both_code(study)
    text = study("agreement").out
    assert "Krippendorff’s α" in text
    assert "Left out, because Ben neither coded nor finished them: Bruno" in text
    places = study("agreement", "--disagreements").out
    assert "Ben: did not use it" in places
    assert "Anne, turn 4 – Moyens > Équipe" in places or "Anne, turn 4" in places
    assert len(study("agreement", "--disagreements", "--format", "json").json) == 1
    assert "κ de Cohen" in study("agreement", "--method").out


def test_one_coder_is_refused_in_one_line(study: Callable[..., Any]) -> None:
    """With what to do next; an unknown name too."""
    result = study("agreement")
    assert result.code == 1
    assert "two coders" in result.err
    both_code(study)
    assert study("agreement", "--coders", "Ana", "Zoé").code == 1


def test_what_nobody_shares_is_refused_in_one_line(study: Callable[..., Any]) -> None:
    """Coders without a transcript in common give no paragraph and no table, whatever form is asked for."""
    assert study("code", "Anne", 50, 60, "Budget", "--coder", "Ana").code == 0
    assert study("code", "Bruno", 30, 40, "Budget", "--coder", "Ben").code == 0
    for form in ((), ("--method",), ("--disagreements",), ("--format", "json")):
        refused = study("agreement", "--coders", "Ana", "Ben", *form)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.startswith("There is no transcript that all of these coders have coded")
        assert refused.err.count("\n") == 1


def test_disagreements_say_which_of_them_are_settled(study: Callable[..., Any]) -> None:
    """A place that was coded as agreed says so, the others that they are not settled; JSON says the same."""
    both_code(study)
    assert study("code", "Bruno", 50, 60, "Équipe", "--coder", "Ben").code == 0
    assert study("code", "Anne", 130, 150, "Équipe", "--coder", "Accord").code == 0
    found = study("agreement", "--coders", "Ana", "Ben", "--disagreements", "--format", "json").json
    assert [(place["transcript"], place["settled"]) for place in found if "Équipe" in place["code"]] == [
        ("Anne", "coded"), ("Bruno", None),
    ]  # fmt: skip
    text = study("agreement", "--coders", "Ana", "Ben", "--disagreements").out
    assert text.count("  settled: coded\n") == 1
    assert "  not settled\n" in text


def test_a_coefficient_below_nothing_has_a_true_minus_for_people_only(study: Callable[..., Any]) -> None:
    """Tables for people write −0.20, csv and JSON -0.2; agreement as a share is not headed as a percentage."""
    both_code(study)
    assert study("code", "Bruno", 50, 60, "Équipe", "--coder", "Ben").code == 0
    text = study("agreement").out
    assert "Observed agreement" in text
    assert "\N{MINUS SIGN}0." in text
    assert " -0." not in text
    for form in ("csv", "json"):
        assert "\N{MINUS SIGN}" not in study("agreement", "--format", form).out


def test_a_paragraph_without_coefficients_ends_each_sentence_once(study: Callable[..., Any]) -> None:
    """Where nobody used a code the figures are n. c., whose full stop is that of the sentence, too."""
    for coder in ("Ana", "Ben"):
        assert study("transcripts", "finished", "Anne", "--coder", coder).code == 0
    said = study("agreement", "--coders", "Ana", "Ben", "--method").out
    assert "n. c." in said
    assert ".." not in said
