"""What may tell who somebody is: forms that are proved, and guesses that say they are guesses."""

from __future__ import annotations

import pytest

from interviewcoder.analysis.identifying import candidates, numbers_and_addresses, ordinary_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Écrivez à anne.le-goff+x@mail.example.fr.", [("email", "anne.le-goff+x@mail.example.fr")]),
        ("voir https://example.org/a?b=1 et www.kerlann.fr,", [("link", "https://example.org/a?b=1"), ("link", "www.kerlann.fr,")]),
        ("suivez @Kerlann_BZH !", [("handle", "@Kerlann_BZH")]),
        ("06 12 34 56 78, 0612345678, 06.12.34.56.78", [("phone", "06 12 34 56 78"), ("phone", "0612345678"), ("phone", "06.12.34.56.78")]),
        ("+33 (0)6 12 34 56 78 ou 0033612345678", [("phone", "+33 (0)6 12 34 56 78"), ("phone", "0033612345678")]),
        ("au +44 20 7946 0958", [("phone", "+44 20 7946 0958")]),
        ("12 bis, rue de la Paix, 75002 Paris", [("address", "12 bis, rue de la Paix"), ("town", "75002 Paris")]),
        ("FR76 3000 6000 0112 3456 7890 189", [("account", "FR76 3000 6000 0112 3456 7890 189")]),
        ("FR76 3000 6000 0112 3456 7890 188", []),
        ("2 55 08 14 168 025 38", [("security", "2 55 08 14 168 025 38")]),
        ("2 55 08 14 168 025 39", []),
        ("le 01 25.03.27 01, en 2010, 300 euros, 12 345 678 vues, 2010-2014", []),
    ],
)  # fmt: skip
def test_forms_are_found_and_proved(text: str, expected: list[tuple[str, str]]) -> None:
    """Addresses and numbers are found where they stand; check digits that are wrong clear a number."""
    found = list(numbers_and_addresses(text))
    assert sorted((one.sort, one.words) for one in found) == sorted(expected)
    assert all(text[one.start : one.end] == one.words for one in found)


def test_capitals_within_sentences_are_candidates() -> None:
    """A title, a place word, or a capital that begins no sentence make a candidate; ordinary words do not."""
    text = (
        "Bonjour. J’ai vu Mme Le Goff à Quimper, avec Yoann. Ensuite ? Oui, Ensuite rien. C’était chez L’Oréal. [rires] "
        "Voilà, d’Anne et Jean-Pierre de Kervern, ensuite le Président."
    )
    found = [(one.sort, one.words) for one in candidates(text, ordinary_words(text) | {"president"})]
    assert found == [
        ("titled", "Le Goff"), ("place", "Quimper"), ("capital", "Yoann"), ("capital", "Oréal"), ("capital", "Anne"),
        ("capital", "Jean-Pierre de Kervern"),
    ]  # fmt: skip
