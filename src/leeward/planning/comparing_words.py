# SPDX-License-Identifier: Apache-2.0
"""The frame words of options side by side, the same on the screen and on paper. To a client: plain, usted."""

from __future__ import annotations

from collections.abc import Mapping

from leeward.terms.text import Text

HEADS: Mapping[str, Text] = {
    "soon": Text(en="How soon", es="Qué tan pronto"),
    "notice": Text(en="Could this person notice?", es="¿Lo puede notar esa persona?"),
    "help": Text(en="May help", es="Puede ayudar"),
    "backfire": Text(en="May backfire", es="Puede salir mal"),
    "undo": Text(en="Can it be undone?", es="¿Se puede deshacer?"),
    "learns": Text(en="Who else learns", es="Quién más se entera"),
    "cost": Text(en="Cost", es="Costo"),
    "before": Text(en="Before this", es="Antes de esto"),
}
NOT_KNOWN = Text(en="Not known to us", es="No lo sabemos")
SOON: Mapping[str, Text] = {
    "minutes": Text(en="In minutes", es="En minutos"),
    "one-session": Text(en="In one visit", es="En una visita"),
    "hours": Text(en="In hours", es="En horas"),
    "days": Text(en="In days", es="En días"),
    "same-day-or-weeks": Text(
        en="Same day in some states; a full order in weeks",
        es="El mismo día en algunos estados; la orden completa, en semanas",
    ),
    "weeks": Text(en="In weeks", es="En semanas"),
    "months": Text(en="In months", es="En meses"),
    "years": Text(en="In years", es="En años"),
    "ongoing": Text(en="It goes on for a time", es="Sigue por un tiempo"),
}
ANSWERS_TODAY = Text(en="Someone can answer today.", es="Alguien puede responder hoy.")
NOTICED: Mapping[str, Text] = {
    "no": Text(en="Not likely", es="Es poco probable"),
    "maybe": Text(en="Maybe", es="Puede ser"),
    "yes": Text(en="Yes", es="Sí"),
}
COST: Mapping[str, Text] = {
    "none": Text(en="No money", es="Nada de dinero"),
    "low": Text(en="A little money", es="Poco dinero"),
    "medium": Text(en="Some money", es="Algo de dinero"),
    "high": Text(en="A lot of money", es="Mucho dinero"),
}
MEANT_FOR_THIS = Text(en="It is meant to help with this.", es="Está pensado para ayudar con esto.")
ASK = Text(
    en="Which of these would let you sleep? It can be none of them.",
    es="¿Cuál de estas le dejaría dormir? Puede ser ninguna.",
)
ASK_YOUNG = Text(en=ASK.en, es="¿Cuál de estas te dejaría dormir? Puede ser ninguna.")
NOTHING_FIRST = Text(en="Nothing has to come first.", es="No hace falta nada antes.")


def first_comes(title: Text, why: Text | None) -> Text:
    """What must come before, and the harm if it does not."""
    return Text(
        en=f"First: {title.en}" + (f". {why.en}" if why else ""),
        es=f"Primero: {title.es}" + (f". {why.es}" if why else ""),
    )


def better_after(title: Text) -> Text:
    """What had better come before."""
    return Text(en=f"Better after: {title.en}", es=f"Mejor después de: {title.es}")


def one_of(titles: list[Text]) -> Text:
    """One of several has to come before."""
    return Text(
        en="First one of: " + "; ".join(one.en for one in titles),
        es="Primero una de estas: " + "; ".join(one.es for one in titles),
    )
