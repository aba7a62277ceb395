# SPDX-License-Identifier: Apache-2.0
"""What the law explorer says, in English and Spanish. Whole sentences for a clinician; never advice."""

from __future__ import annotations

from leeward.knowledge.models.eligibility import Conduct
from leeward.terms.text import Text

FOR = Text(en="For: {what}.", es="Por: {what}.")
A_CLAIM = Text(
    en="Something a person can claim or ask for: read what it is for.",
    es="Algo que una persona puede reclamar o pedir: lea para qué es.",
)
HOLDS_EVERYWHERE = Text(
    en="Federal: it holds in every state, beside the law of the place.",
    es="Federal: vale en todos los estados, junto con la ley del lugar.",
)
FOR_OTHERS = Text(
    en="For others, or asked for by others, as far as it was read.",
    es="Para otras personas, o la piden otras personas, según lo que se leyó.",
)
BY_KIND = Text(
    en="Electronic means: this law is about them.",
    es="Medios electrónicos: esta ley trata de ellos.",
)
NAMED = Text(
    en="Electronic means: the summary names them.",
    es="Medios electrónicos: el resumen los nombra.",
)
NOT_NAMED = Text(
    en="Electronic means: not said in what we read.",
    es="Medios electrónicos: no consta en lo que leímos.",
)
ORDER_SAYS = Text(en="Electronic means:", es="Medios electrónicos:")

RECORDING = {
    "one-party": Text(
        en="One person who takes part may record the talk.",
        es="Puede grabar la conversación una persona que participa en ella.",
    ),
    "all-party": Text(
        en="Everyone in the talk must agree to the recording.",
        es="Todas las personas que hablan tienen que aceptar la grabación.",
    ),
    "mixed": Text(
        en="It depends on the kind of talk: read the note before anybody records.",
        es="Depende del tipo de conversación: lea la nota antes de que alguien grabe.",
    ),
}
RECORDING_HERE = Text(
    en="Recording sound, {place}: {says}{check} The law page has the whole rule.",
    es="Grabar sonido, {place}: {says}{check} La página de la ley tiene la regla entera.",
)
RECORDING_ANYWHERE = Text(
    en="Who has to agree before sound is recorded depends on the state, which is not known here: look it "
    "up first.",
    es="Quién tiene que aceptar antes de grabar sonido depende del estado, que aquí no se sabe: consúltelo"
    " antes.",
)
BOTH_PLACES = Text(
    en="Two places: what happened in each may count there, and the rule on recording that asks for more is"
    " the one to keep to until a lawyer says otherwise.",
    es="Dos lugares: lo que pasó en cada uno puede contar allí; al grabar, siga la regla que pide más "
    "hasta que alguien que ejerza la abogacía diga otra cosa.",
)
TERRITORY = Text(
    en="A territory: fewer provisions were read here than for a state. What is missing is not known to us;"
    " it may well exist.",
    es="Un territorio: aquí se leyeron menos disposiciones que de un estado. Lo que falta no lo sabemos; "
    "bien puede existir.",
)
VIOLENCE_NOT_HELD = Text(
    en="The laws on assault and sexual assault are not in here, only orders and what is done by watching, "
    "following or electronic means. Police, an advocate or a rape crisis line can say what applies.",
    es="Las leyes sobre agresión y agresión sexual no están aquí; solo órdenes y lo que se hace al "
    "vigilar, seguir o por medios electrónicos. La policía, la defensoría o una línea de crisis por "
    "violación pueden decir qué vale.",
)
CONDUCT: dict[Conduct, Text] = {
    "violence": Text(en="violence", es="violencia"),
    "stalking": Text(en="stalking", es="acecho"),
    "harassment": Text(en="harassment", es="acoso"),
    "threats": Text(en="threats", es="amenazas"),
    "coercive-control": Text(en="coercive control", es="control coercitivo"),
    "sexual-violence": Text(en="sexual violence", es="violencia sexual"),
    "tracking": Text(en="tracking", es="rastreo"),
    "intimate-images": Text(en="intimate images", es="imágenes íntimas"),
    "account-access": Text(en="getting into accounts", es="entrar en cuentas"),
    "impersonation": Text(en="impersonation", es="suplantación"),
    "doxxing": Text(en="posting private details", es="publicar datos privados"),
    "extortion": Text(en="extortion", es="extorsión"),
    "eavesdropping": Text(en="eavesdropping", es="escuchas"),
    "financial": Text(en="taking or misusing money", es="quitar o usar mal el dinero"),
    "neglect": Text(en="neglect", es="descuido"),
    "danger-with-firearms": Text(en="danger with firearms", es="peligro con armas de fuego"),
}
"""What an order reaches, as it was read."""
