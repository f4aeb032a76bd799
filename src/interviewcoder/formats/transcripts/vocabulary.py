"""The words that tell speakers from sentences: roles, events, header keys, function words.

Owns word lists only, folded as `domain.text.fold` folds. Must not decide anything.
"""

from __future__ import annotations

from typing import Final

from interviewcoder.domain.text import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


INTERVIEWER: Final = (
    "chercheur chercheuse chercheure enquêteur enquêtrice enquêteuse intervieweur intervieweuse interviewer "
    "interviewers researcher moderator modérateur modératrice facilitator facilitateur "
    "facilitatrice animateur animatrice journaliste journalist host doctorant doctorante questionneur enq enqu "
    "int intv intw inter itw itv ch mod chr question assistant ai ia bot chatbot therapist thérapeute "
    "présentateur présentatrice presenter"
)
PARTICIPANT: Final = (
    "interviewé interviewée interviewés interviewee interviewees enquêté enquêtée participant participante "
    "participants répondant répondante respondent informant informateur informatrice témoin réponse invité "
    "invitée guest user res resp rep part répondants enquêtés answer patient patiente client cliente "
    "utilisateur utilisatrice itwé"
)
NEUTRAL: Final = (
    "speaker speakers intervenant intervenante intervenants locuteur locutrice orateur oratrice spk voix unknown "
    "inconnu inconnue"
)
WEAK_ROLES: Final = _words("question réponse answer assistant ai ia client cliente patient patiente")
"""Role words that are so only beside another: they stand before colons in prose too."""
QUESTIONS: Final = _words("q question")
ANSWERS: Final = _words("r a réponse answer")
"""What numbers questions and answers, and not people, where each number is seen once: ``Q1``, ``R1``."""
EVERYONE: Final = _words(
    "tous toutes ensemble all everyone both plusieurs several voices autre other autres others group groupe "
    "x xx xxx inc"
)
"""What stands in the place of a name where several speak."""
COLUMN_TITLES: Final = _words(
    "speaker locuteur locutrice intervenant nom name qui who timespan time timestamp temps horodatage"
)
"""Titles over the columns of a table of turns."""
INTERVIEWER_LETTERS: Final = frozenset({"e", "i", "q"})
PARTICIPANT_LETTERS: Final = frozenset({"r", "p"})

SPELLINGS: Final = {fold(word): word for word in f"{INTERVIEWER} {PARTICIPANT} {NEUTRAL}".split()}
"""Each known role word as it is properly spelt, by its folded form."""
INTERVIEWER_WORDS: Final = _words(INTERVIEWER)
PARTICIPANT_WORDS: Final = _words(PARTICIPANT)
NEUTRAL_WORDS: Final = _words(NEUTRAL)

EVENTS: Final = _words(
    "rire rires rit rient sourire sourires silence silences pause pauses inaudible incompréhensible soupir "
    "soupirs soupire toux tousse musique music applaudissements applause laugh laughs laughter laughing sigh "
    "sighs cough coughs coughing crosstalk interruption interruptions coupure bruit bruits noise claquement "
    "unintelligible indistinct hésitation hésite break sonnerie téléphone blank audio foreign chevauchement "
    "overlap end fin début beginning start anonymisé anonymise organisation name nom bip hors entretien "
    "coughing chuckles chuckle gasps whispers clap claps"
)
"""Words of which one inside brackets, or in bold, makes an event and not a speaker."""

NOT_SPEAKERS: Final = _words(
    "exemple exemples example examples note notes remarque remarques attention résultat résultats result "
    "results conclusion conclusions introduction problème problem question questions résumé summary thème "
    "thèmes theme avantage avantages inconvénient inconvénients objectif objectifs nb ps http https source "
    "sources point points idée réponse solution bref donc voilà oui non ok yes no yeah merci thanks total "
    "commentaire comment comments observation observations annexe partie section chapitre sujet warning "
    "important bonjour hello bien alors enfin ensuite puis premièrement deuxièmement firstly secondly "
    "troisièmement quatrièmement finalement dernièrement thirdly finally lastly first second third d'abord primo "
    "secundo tertio pros cons advantages disadvantages benefits drawbacks risks risques forces faiblesses "
    "opportunités menaces cause causes conséquence conséquences but buts moyen moyens étape étapes step steps "
    "définition definition chiffre chiffres prix price cost coût coûts aussi ainsi car or mais et parce "
    "pourquoi comment quand où why how when where what contexte context méthode method rappel reminder "
    "précision citation quote verbatim mot mots clés keywords adresse address tél tel mail email site web www"
)
"""Single words that stand before a colon, or alone on a line, without being anybody."""

HEADER_KEYS: Final = _words(
    "date lieu place venue durée duration length time heure title titre interview entretien projet project "
    "participants transcript transcription transcripteur transcriptrice transcriber transcribed "
    "langue language fichier file audio enregistrement recording recorded location code identifiant id cas case "
    "numéro number nom name fonction entreprise company société organisation organization secteur âge age sexe "
    "genre gender profession métier ville city pays country version statut status pseudonyme pseudonym contexte "
    "context kind residency object-id date-interviewed personnes présents présent objet étude study field "
    "session groupe group interviewed sexe poste terrain modalité établissement institution employeur employer "
    "structure organisme métier occupation job position durées anonymat consentement consent recorder adresse "
    "discipline formation diplôme nationalité nationality ancienneté length attendees"
)
"""First words of the keys of a header block such as ``DATE: 31 August 2011``."""

FUNCTION_WORDS: Final = _words(
    "le la les un une des du de il elle on je tu nous vous ils elles ce ça cela c j et mais ou donc or ni car "
    "si quand comme parce pour dans sur avec sans mon ma mes son sa ses leur leurs notre votre qui que quoi "
    "alors puis après avant là y en à au aux pas très plus tout toute tous the an this that these those it he "
    "she we they you and but so or if when because for in on with without my his her their our your who what "
    "which there here then as at by to from of not is are was were est sont était"
)
PARTICLES: Final = _words("de du des d la le les von van der den di da dos el al bin ben y et and of l")

_FRENCH: Final = "le la les des et est que je vous pas une dans pour ça c'est on il qui mais du avec ce alors"
_ENGLISH: Final = "the and of to that it you is in was for i they we with but have so this what my are do"
STOP_WORDS: Final = {"fr": _words(_FRENCH), "en": _words(_ENGLISH)}
