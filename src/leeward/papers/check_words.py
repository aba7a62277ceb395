# SPDX-License-Identifier: Apache-2.0
"""The frame words of the check list, the same on the screen, on paper and in JSON."""

from __future__ import annotations

from collections.abc import Mapping

from leeward.formulation.rounds import Outcome
from leeward.knowledge.models.mechanism import Noticeable
from leeward.planning.checks import CheckStep, Kind, Phase, Waits, Who
from leeward.planning.noticing import SeenHow
from leeward.terms.text import Language, Text

PHASE_NAMES: Mapping[Phase, Text] = {
    "people": Text(en="People first", es="Primero las personas"),
    "keep": Text(en="Keep proof before anything changes", es="Guardar las pruebas antes de cambiar nada"),
    "look": Text(en="Look without being noticed", es="Mirar sin que se note"),
    "decide": Text(en="Decide together", es="Decidir en conjunto"),
    "look-noticed": Text(en="Look where it may be noticed", es="Mirar donde se puede notar"),
    "act": Text(en="Change something", es="Cambiar algo"),
    "later": Text(en="Later", es="Más adelante"),
}
WHO_NAMES: Mapping[Who, Text] = {
    "client": Text(en="The client", es="Su cliente"),
    "MHP-with-client": Text(en="You together", es="Ustedes, en la sesión"),
    "tech-clinic": Text(en="A tech clinic", es="Una clínica de tecnología"),
    "law-enforcement": Text(
        en="The police, if the client wants that", es="La policía, si su cliente lo quiere"
    ),
}
SAFE_DEVICE = Text(
    en="On a device this person has never had",
    es="En un aparato que esa persona nunca haya tenido",
)
_NOTICED_BY_LOOKING: Mapping[Noticeable, Text] = {
    "no": Text(
        en="This person is not likely to notice.",
        es="Es poco probable que esa persona lo note.",
    ),
    "maybe": Text(
        en="They may notice at once: looking can send an alert or leave a line in a list.",
        es="Lo puede notar en el momento: mirar puede enviar un aviso o dejar una línea en una lista.",
    ),
    "yes": Text(
        en="They will notice at once, or the next time they look.",
        es="Lo va a notar en el momento o la próxima vez que mire.",
    ),
}
_NOTICED_BY_CHANGING: Mapping[Noticeable, Text] = {
    "no": _NOTICED_BY_LOOKING["no"],
    "maybe": Text(
        en="They may notice, now or days later, when something looks different.",
        es="Lo puede notar, ahora o días después, cuando vea algo distinto.",
    ),
    "yes": Text(
        en="They will notice soon: something they used stops, or a notice reaches them.",
        es="Lo va a notar pronto: algo que usaba deja de servir o le llega un aviso.",
    ),
}
WAITS: Mapping[Waits, Text] = {
    "": Text(en="", es=""),
    "may-know": Text(
        en="Waits: it may be noticed. First decide together whether this person may know.",
        es="En espera: se puede notar. Primero decidan en conjunto si esa persona puede enterarse.",
    ),
    "custody": Text(
        en="Waits: whose device or account is it? Settle that first, with a lawyer where it is unclear.",
        es="En espera: ¿de quién es el aparato o la cuenta? Aclaren eso primero; si hay dudas, con un "
        "abogado o una abogada.",
    ),
}
OUTCOME_NAMES: Mapping[Outcome, Text] = {
    "": Text(en="open", es="pendiente"),
    "found": Text(en="something was found", es="se encontró algo"),
    "not-found": Text(en="nothing was found by this check", es="con esta revisión no se encontró nada"),
    "later": Text(en="later", es="más adelante"),
}
SEEN: Mapping[SeenHow, Text] = {
    "": Text(en="", es=""),
    "device": Text(
        en="It may be noticed: the person doing this may open or watch this phone.",
        es="Se puede notar: quien hace esto quizá abre o vigila este teléfono.",
    ),
    "place": Text(
        en="It may be noticed: somebody may see you look, or open this phone.",
        es="Se puede notar: alguien puede ver que se está mirando, o abrir este teléfono.",
    ),
    "danger": Text(
        en="It may be noticed, and the danger is high: first the plan for tonight.",
        es="Se puede notar, y el peligro es alto: primero el plan para esta noche.",
    ),
}
_CHANGES: frozenset[Kind] = frozenset({"act", "plan", "follow-up", "people"})


def noticed_in_words(step: CheckStep, language: Language) -> str:
    """Whether the person doing this would notice a step, and when."""
    if step.seen:
        return SEEN[step.seen].said_in(language)
    return notice_in_words(step.notice, language, changes=step.kind in _CHANGES)


def notice_in_words(notice: Noticeable, language: Language, *, changes: bool) -> str:
    """Whether and when it would be noticed. `changes`: by something that is changed, not by looking."""
    by_level = _NOTICED_BY_CHANGING if changes else _NOTICED_BY_LOOKING
    return by_level[notice].said_in(language)


def who_in_words(step: CheckStep, language: Language) -> str:
    """Who does it."""
    return WHO_NAMES[step.who].said_in(language)
