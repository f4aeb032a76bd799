"""Texts saved in eight encodings, decoded without being told; the sentences are not those the rule knew."""

from __future__ import annotations

import codecs
import random
import re
from itertools import product
from pathlib import Path

import pytest

from interviewcoder.formats.transcripts.encodings import decode

SENTENCES = """
Le marché couvert rouvrira après les travaux, paraît-il, dès la mi-août.
On avait loué un gîte près d’Hérouville, sans chauffage, et il gelait à pierre fendre.
Ma grand-mère disait : « Qui sème le vent récolte la tempête. »
Ça fait déjà trois ans que la mairie promet une piste cyclable…
Les élèves ont reçu leurs relevés de notes ; certains n’y croyaient pas.
Où avez-vous rangé les clés du théâtre ?
Il a fallu réapprendre à cuisiner, à jardiner, à s’ennuyer aussi.
Nous étions naïfs, je le reconnais volontiers.
Le coût réel – frais d’envoi compris – dépasse 1 200 €.
Côté fenêtre, la chaleur était étouffante ; côté couloir, ça allait.
L’hôtesse nous a conseillé l’île d’Aix plutôt que l’île d’Oléron.
Son œuvre maîtresse reste méconnue du grand public.
Elle a bûché tout l’été et décroché le diplôme haut la main.
Un préavis de grève a été déposé par le syndicat majoritaire.
Et là, évidemment, plus personne au téléphone.
Noël approche, et le stock n’est toujours pas livré.
Votre dossier sera examiné à huis clos, conformément à l’usage.
Le boulanger ferme le lundi, mais pas en période de fêtes.
Je n’ai jamais compris pourquoi on m’avait écarté du comité.
« Rien ne sert de courir », répétait-elle à ses équipes.
Le maïs souffre de la sécheresse plus que le blé dur.
Après coup, chacun a prétendu l’avoir prévu.
Ils se sont rencontrés à Besançon, ou peut-être à Pontarlier.
C’est ambigu : le règlement dit une chose et son contraire.
La forêt domaniale couvre près de deux mille hectares.
Les règles ont changé ; les habitudes, elles, demeurent.
Tu verras, la pâte lève mieux près du poêle.
Écoutez, on ne peut pas plaire à tout le monde.
À mon avis, l’enquête a été bâclée dès le départ.
Le maître d’œuvre a signé le procès-verbal sans réserve.
On s’est aperçu trop tard que le câble était sectionné.
Reste à savoir qui paiera la facture, n’est-ce pas ?
Le médecin m’a prescrit dix séances de rééducation.
La fête bat son plein jusqu’à l’aube, chaque 14 juillet.
Sa sœur cadette gère la comptabilité depuis Châteauroux.
Ce qui m’a gêné, c’est le ton employé.
Plus on creusait, plus le sol devenait sablonneux.
Le piège classique : croire que le client sait ce qu’il veut.
Dix-huit mois plus tard, rien n’avait bougé.
La notice, mal traduite, prêtait à sourire.
The ferry was late, so we waited in the café by the quay.
“Nobody told us,” she said, “that the road was closed.”
It’s a long story – and not a very happy one.
He paid £40 for a second-hand coat and never wore it.
The committee couldn’t agree on a single date…
Their naïve optimism carried the whole project.
We’d rather wait than rush it again.
A résumé of two pages is enough, isn’t it?
""".strip().split("\n")
WRITTEN = {
    "utf-8": ("utf-8", ""),
    "utf-8 with a mark": ("utf-8-sig", ""),
    "utf-16 with a mark": ("utf-16", ""),
    "cp1252": ("cp1252", ""),
    "latin-1": ("iso8859-1", '’\'–-…€£“"”"œo'),
    "latin-9": ("iso8859-15", '’\'–-…“"”"'),
    "utf-16-le": ("utf-16-le", ""),
    "mac roman": ("mac_roman", ""),
    "cp850": ("cp850", '’\'–-…€œ“"”"'),
}
LENGTHS = (1, 2, 5, 20)
SAMPLE = Path(__file__).parents[3] / "transcripts"
SHARES = {
    "utf-8": (1, 1, 1, 1), "utf-8 with a mark": (1, 1, 1, 1), "utf-16 with a mark": (1, 1, 1, 1),
    "cp1252": (1, 1, 1, 1), "latin-1": (1, 1, 1, 1), "latin-9": (0.97, 0.99, 1, 1), "utf-16-le": (1, 1, 1, 1),
    "mac roman": (1, 1, 1, 1), "cp850": (0.56, 0.77, 0.96, 1),
}  # fmt: skip
"""At least this share of texts of so many sentences comes out exactly right."""
_PAIRS = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "…": "...",
    "€": "EUR",
    "£": "GBP",
    "œ": "oe",
    "\u202f": " ",
}


def writable(text: str, encoding: str) -> str:
    """Give the text as somebody with that encoding would have typed it."""
    return "".join(
        letter
        if letter == "?" or codecs.encode(letter, encoding, "replace") != b"?"
        else _PAIRS.get(letter, " ")
        for letter in text
    )


def samples(length: int, number: int = 120) -> list[str]:
    chance = random.Random(length)
    return [" ".join(chance.sample(SENTENCES, length)) for _sample in range(number)]


def spoken() -> list[str]:
    """Give the sentences of the sample study that are not plain ASCII."""
    text = "\n".join(
        decode(file.read_bytes()).text
        for file in sorted(SAMPLE.glob("*"))
        if file.suffix in {".txt", ".md", ".srt"}
    )
    found = re.split(r"(?<=[.?!…])\s+|\n+", text)
    return [sentence.strip() for sentence in found if len(sentence) > 30 and not sentence.isascii()]


@pytest.mark.parametrize("name", WRITTEN)
def test_spoken_french_is_decoded_without_being_told(name: str) -> None:
    """Sentences of interviews, one by one and ten by ten, come out as the table promises."""
    encoding, _missing = WRITTEN[name]
    sentences = [writable(sentence, encoding) for sentence in spoken()]
    together = ["\n".join(sentences[at : at + 10]) for at in range(0, len(sentences), 10)]
    for texts, least in ((sentences, SHARES[name][0]), (together, SHARES[name][2])):
        right = sum(decode(text.encode(encoding)).text.lstrip("\ufeff") == text for text in texts)
        assert right / len(texts) >= least


@pytest.mark.parametrize(("name", "length"), list(product(WRITTEN, LENGTHS)))
def test_texts_are_decoded_without_being_told(name: str, length: int) -> None:
    """At least the promised share of texts of this length in this encoding comes out exactly right."""
    encoding, _missing = WRITTEN[name]
    right = 0
    texts = [writable(text, encoding) for text in samples(length)]
    for text in texts:
        right += decode(text.encode(encoding)).text.lstrip("\ufeff") == text
    assert right / len(texts) >= SHARES[name][LENGTHS.index(length)]
