# SPDX-License-Identifier: Apache-2.0
"""The differential in sentences that need no training, in both languages.

Possibilities, never findings: "could", "would fit". No points, no percentages. A sign is quoted in the
words of the list of signs, so that a client recognises what they said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from leeward.formulation.differential import Differential
from leeward.formulation.mechanisms import RankedMechanism
from leeward.formulation.questions import Question
from leeward.formulation.rounds import RoundState
from leeward.formulation.together import Together
from leeward.knowledge import Catalogue
from leeward.terms.text import Language, Text

MISSING_NAMED = 2
NAMES_NAMED = 2

CIRCUMSTANCES = frozenset(
    {
        "they-set-it-up", "they-know-my-code", "lives-or-lived-together", "never-had-my-device",
        "phone-was-out-of-sight", "gift-device", "same-password-everywhere", "has-job-access",
        "public-role-or-election", "posted-trip-or-valuables", "borrowed-item", "only-a-feeling",
        "gave-code-or-clicked", "clicked-popup", "let-support-in", "phone-old-or-glitchy",
    }
)  # fmt: skip
"""Signs that are no effect but a way in: nothing is left unexplained where one of them stands open."""

COULD_BE = Text(en="One possibility: {name}.", es="Una posibilidad: {name}.")
EVERYDAY_COULD_BE = Text(en="An everyday cause: {name}.", es="Una causa cotidiana: {name}.")
FITS = Text(
    en="This would fit because you said: {signs}. It could explain {some} of the {all} things you named.",
    es="Encajaría porque usted dijo: {signs}. Podría explicar {some} de las {all} cosas que mencionó.",
)
FITS_ALL = Text(
    en="This would fit because you said: {signs}. It could explain all {all} things you named.",
    es="Encajaría porque usted dijo: {signs}. Podría explicar las {all} cosas que mencionó.",
)
FITS_BOTH = Text(
    en="This would fit because you said: {signs}. It could explain both things you named.",
    es="Encajaría porque usted dijo: {signs}. Podría explicar las dos cosas que mencionó.",
)
FITS_THE_ONE = Text(
    en="This would fit because you said: {signs}.", es="Encajaría porque usted dijo: {signs}."
)
LESS_BECAUSE_SAID = Text(
    en="It fits less well because you also said: {signs}.",
    es="Encajaría menos porque usted también dijo: {signs}.",
)
LESS_BECAUSE_DENIED = Text(
    en="It fits less well because you have not noticed this: {signs}.",
    es="Encajaría menos porque usted no ha notado esto: {signs}.",
)
DOES_NOT_EXPLAIN = Text(
    en="By itself it would not explain: {signs}.", es="Por sí sola no explicaría: {signs}."
)
NOT_ASKED = Text(en="Not asked yet: {signs}.", es="Falta preguntar: {signs}.")
OTHERWISE = Text(en="Something else could explain it: {other}", es="Otra explicación posible: {other}")
WHY_ASK_APART = Text(
    en="A yes would speak for: {supports}. It would not speak for: {apart}.",
    es="Un sí hablaría a favor de: {supports}. No hablaría a favor de: {apart}.",
)
WHY_ASK = Text(en="A yes would speak for: {supports}.", es="Un sí hablaría a favor de: {supports}.")
WHY_ASK_NEW = Text(
    en="A yes would bring in a possibility that is not among the first ones.",
    es="Un sí traería una posibilidad que no está entre las primeras.",
)
ONE_ALONE = Text(
    en="One thing alone could explain all of this: {names}.",
    es="Una sola cosa podría explicar todo esto: {names}.",
)
SEVERAL = Text(
    en="Several things at once could explain all of this: {names}.",
    es="Varias cosas a la vez podrían explicar todo esto: {names}.",
)
MOST_OF_IT = Text(
    en="Several things at once could explain most of this: {names}. Left over: {signs}.",
    es="Varias cosas a la vez podrían explicar casi todo esto: {names}. Queda sin explicar: {signs}.",
)
NO_FINDING = Text(
    en="These are possibilities for the talk, in order of what fits; none of them is a finding.",
    es="Son posibilidades para la conversación, según lo que encaja; ninguna es una conclusión.",
)
NOTHING_EXPLAINS = Text(
    en="Nothing in this list explains: {signs}. Keep it on record and ask again.",
    es="Nada de esta lista explica: {signs}. Anótelo y vuelva a preguntar.",
)
ROUNDS: dict[RoundState, Text] = {
    "found": Text(
        en="Something was found. Keep proof and plan before anything is changed.",
        es="Se encontró algo. Guarden pruebas y planeen antes de cambiar nada.",
    ),
    "go-on": Text(
        en="This round is not finished. Go on at the client's pace, or set a date.",
        es="Esta ronda no ha terminado. Sigan al ritmo de la persona, o pongan una fecha.",
    ),
    "round-done": Text(
        en="One full round was made and nothing was found by these checks. That does not mean that nothing "
        "is there, and it does not mean the client is wrong. Now care for the strain, and set a date to "
        "look back. No further search today.",
        es="Se hizo una ronda completa y estas revisiones no encontraron nada. Eso no quiere decir que no "
        "haya nada, ni que la persona se equivoque. Ahora toca cuidar la tensión y poner una fecha "
        "para volver a mirar. Hoy no se busca más.",
    ),
}


class Explanation(msgspec.Struct, frozen=True):
    """One possibility in sentences. Each part is whole sentences, or empty where nothing is to be said."""

    id: str
    name: str
    could_be: str
    fits: str
    fits_less: str
    not_asked: str
    otherwise: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """What there is to say, in the order in which it is read."""
        parts = (self.could_be, self.fits, self.fits_less, self.not_asked, self.otherwise)
        return tuple(part for part in parts if part)


class AskedNext(msgspec.Struct, frozen=True):
    """A question to ask: the sign, its words, what to ask after a yes, and why it helps."""

    sign: str
    text: str
    follow_up: str
    why: str


def explain_in_words(
    one: RankedMechanism, found: Differential, catalogue: Catalogue, language: Language
) -> Explanation:
    """One possibility of a differential, in sentences."""
    mechanism = catalogue.mechanism(one.id)
    name = mechanism.name.said_in(language)
    frame = EVERYDAY_COULD_BE if mechanism.family == "benign" else COULD_BE
    first = frame.said_in(language).format(name=_after_colon(name))
    reach = [text.said_in(language) for text in mechanism.what_it_lets_them_do[:1]]
    other = mechanism.another_explanation.said_in(language)
    return Explanation(
        id=one.id,
        name=name,
        could_be=" ".join([first, *reach]),
        fits=_fits(one, found, catalogue, language),
        fits_less=_fits_less(one, found, catalogue, language),
        not_asked=_with_signs(NOT_ASKED, one.missing[:MISSING_NAMED], catalogue, language),
        otherwise=OTHERWISE.said_in(language).format(other=other),
    )


def question_in_words(question: Question, catalogue: Catalogue, language: Language) -> AskedNext:
    """A question with the reason why it is worth asking next."""
    sign = catalogue.sign(question.sign)
    supports = _names(question.supports, catalogue, language)
    apart = _names(question.sets_apart, catalogue, language)
    frame = WHY_ASK_APART if supports and apart else WHY_ASK if supports else WHY_ASK_NEW
    return AskedNext(
        sign=sign.id,
        text=sign.text.said_in(language),
        follow_up=sign.follow_up.said_in(language),
        why=frame.said_in(language).format(supports=supports, apart=apart),
    )


def together_in_words(one: Together, catalogue: Catalogue, language: Language) -> str:
    """One of the smallest sets, in a sentence."""
    names = _joined((catalogue.mechanism(name).name.said_in(language) for name in one.mechanisms), "; ")
    if one.left_over:
        signs = _quoted(one.left_over, catalogue, language)
        return MOST_OF_IT.said_in(language).format(names=names, signs=signs)
    frame = ONE_ALONE if len(one.mechanisms) == 1 else SEVERAL
    return frame.said_in(language).format(names=names)


def summed_up(found: Differential, catalogue: Catalogue, language: Language) -> tuple[str, ...]:
    """The whole differential in a few sentences. Empty where nothing was reported."""
    if not found.reported:
        return ()
    together = (together_in_words(one, catalogue, language) for one in found.together)
    open_signs = _with_signs(NOTHING_EXPLAINS, found.unexplained, catalogue, language)
    return (NO_FINDING.said_in(language), *together, *((open_signs,) if open_signs else ()))


def round_words(state: RoundState, language: Language) -> str:
    """Where a round of checks stands, and what that means."""
    return ROUNDS[state].said_in(language)


def _fits(one: RankedMechanism, found: Differential, catalogue: Catalogue, language: Language) -> str:
    signs = _quoted(one.speaks_for, catalogue, language)
    everything = len(found.reported)
    of_all = {1: FITS_THE_ONE, 2: FITS_BOTH}.get(everything, FITS_ALL)
    frame = of_all if one.explained == everything else FITS
    return frame.said_in(language).format(signs=signs, some=one.explained, all=everything)


def _fits_less(one: RankedMechanism, found: Differential, catalogue: Catalogue, language: Language) -> str:
    """What contradicts it, what was denied, and what it leaves open."""
    links = catalogue.mechanism(one.id).signs
    faint = {link.id for link in links if (link.direction, link.strength) == ("against", "weak")}
    contradict = [sign for sign in one.speaks_against if sign not in faint]
    told = {*one.speaks_for, *contradict, *CIRCUMSTANCES}
    left = [sign for sign in found.reported if sign not in told]
    parts = (
        _with_signs(LESS_BECAUSE_SAID, contradict, catalogue, language),
        _with_signs(LESS_BECAUSE_DENIED, one.denied, catalogue, language),
        _with_signs(DOES_NOT_EXPLAIN, left, catalogue, language),
    )
    return _joined((part for part in parts if part), " ")


def _with_signs(frame: Text, signs: Sequence[str], catalogue: Catalogue, language: Language) -> str:
    return frame.said_in(language).format(signs=_quoted(signs, catalogue, language)) if signs else ""


def _quoted(signs: Sequence[str], catalogue: Catalogue, language: Language) -> str:
    """Signs in their own words, between the quotation marks of the language."""
    opening, closing = ("«", "»") if language == "es" else ("“", "”")
    words = (catalogue.sign(sign).text.said_in(language).rstrip(".") for sign in signs)
    return _joined((f"{opening}{word}{closing}" for word in words), ", ")


def _names(mechanisms: Sequence[str], catalogue: Catalogue, language: Language) -> str:
    named = (catalogue.mechanism(name).name.said_in(language) for name in mechanisms[:NAMES_NAMED])
    return _joined(named, "; ")


def _after_colon(name: str) -> str:
    """A name without the label that its list already carries."""
    return name.partition(": ")[2] or name


def _joined(parts: Iterable[str], between: str) -> str:
    return between.join(parts)
