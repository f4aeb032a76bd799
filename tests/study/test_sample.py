"""The sample study: what is promised of it, and that it is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.study import sample

if TYPE_CHECKING:
    from interviewcoder.study import Study


def test_the_sample_is_as_large_as_promised(sample_study: Study) -> None:
    """At least nine cases in three groups of three, 200 codings by one coder, 40 by another on three transcripts."""
    groups = [sample_study.group_of(case) for case in sample_study.cases]
    assert {group: groups.count(group) for group in groups} == {
        "Entreprise": 3,
        "Agence": 3,
        "Cabinet conseil": 3,
    }
    by_coder: dict[str, list[str]] = {}
    for quotation in sample_study.quotations():
        by_coder.setdefault(quotation.coder, []).append(quotation.transcript)
    assert len(by_coder["Hélène"]) >= 200
    assert len(by_coder["Marc"]) >= 40
    assert len(set(by_coder["Marc"])) == 3
    assert len(set(by_coder["Hélène"])) == len(sample_study.transcripts) == 10
    assert sample_study.matrix().n_segments >= 200
    assert max(sample_study.codebook.depth(code.id) for code in sample_study.codebook) == 2
    assert sample_study.problems() == []


def test_every_interview_is_read_as_two_speakers_of_known_role(sample_study: Study) -> None:
    """In each transcript, whatever its format, one asks and one answers, in 1,200 to 2,500 words."""
    for transcript in sample_study.transcripts:
        document = sample_study.document(transcript)
        roles = {document.role(turn) for turn in document.turns if turn.label}
        assert roles == {"interviewer", "participant"}, transcript.name
        assert 1_200 <= transcript.words <= 2_500, transcript.name
        assert "fictif" in document.text.lower() or transcript.format == "vtt", transcript.name


def test_every_code_is_described(sample_study: Study) -> None:
    """Each code has a name in both languages, a definition, when to use it, when not, and an example."""
    for code in sample_study.codebook:
        assert code.name["fr"]
        assert code.name["en"]
        assert code.definition
        assert code.use
        assert code.avoid
        assert code.example


def test_every_file_of_the_sample_says_that_it_is_fictitious() -> None:
    """Transcripts and codebook say so in their own text; the folder of tables says it for the tables."""
    import zipfile

    files = [*(sample.folder() / "transcripts").iterdir(), *(sample.folder() / "codebooks").iterdir()]
    assert len(files) == 11
    for file in [*files, sample.folder() / "exports" / "LISEZ-MOI.md"]:
        data = file.read_bytes()
        if file.suffix in {".docx", ".odt"}:
            with zipfile.ZipFile(file) as archive:
                name = "word/document.xml" if file.suffix == ".docx" else "content.xml"
                data = archive.read(name)
        assert b"ficti" in data, file.name
