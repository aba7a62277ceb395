# SPDX-License-Identifier: Apache-2.0
"""The check list: what was put on the plan to look at and to change, in its order, on paper.

    check_list_paper(chosen, made, catalogue, "es", made_on=day)             # for the desk: it stays here
    check_list_paper(chosen, made, catalogue, "es", for_client=True)         # where own words may be carried

The client's copy has the open steps alone: what waits for a decision is not done at home by mistake, and
no possibility, no reason, no find and no day stands on it. Its title, file
name and metadata are as ordinary as those of every paper here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Mechanism
from leeward.papers.check_words import (
    OUTCOME_NAMES,
    PHASE_NAMES,
    SAFE_DEVICE,
    WAITS,
    noticed_in_words,
    who_in_words,
)
from leeward.papers.facts import Sources, confidence_in_words, when_made
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.typesetting import UNDATED, set_paper
from leeward.planning.checks import PHASES, CheckList, CheckStep, ChosenCheck
from leeward.terms.text import Language, Text

TITLE = Text(en="List", es="Lista")
FILE_NAME = Text(en="list.pdf", es="lista.pdf")
_YOU = Text(en="You", es="Usted")
_WORDS: dict[str, Text] = {
    "stays": Text(
        en="Stays here. A list to work through together; each step is a look at a possibility, no finding.",
        es="Se queda aquí. Una lista para trabajar en la sesión; cada paso mira una posibilidad, "
        "no es una conclusión.",
    ),
    "order": Text(
        en="In this order. Stop at any step.",
        es="En este orden. Se puede parar en cualquier paso.",
    ),
    "who": Text(en="Who", es="Quién"),
    "after": Text(en="After step", es="Después del paso"),
    "because": Text(en="Could be", es="Podría ser"),
    "needed": Text(en="needed first", es="hace falta antes"),
    "outcome": Text(en="What came of it", es="Qué resultó"),
    "ends": Text(
        en="Nothing found does not mean that nothing is there. After one full round: rest, care, and a "
        "date to talk.",
        es="No encontrar nada no quiere decir que no haya nada. Después de una ronda completa: descanso, "
        "cuidado y una fecha para hablar.",
    ),
    "sources": Text(en="Where this is from", es="De dónde sale esto"),
}


def check_list_paper(
    chosen: Sequence[ChosenCheck],
    made: CheckList,
    catalogue: Catalogue,
    language: Language,
    paper: PaperSize = "letter",
    *,
    made_on: date | None = None,
    for_client: bool = False,
) -> Paper:
    """The steps that were chosen, numbered through, under the names of their phases. Raises PaperError."""
    sources = Sources(language, made_on)
    if for_client:
        chosen = [one for one in chosen if not one.step.waits]
    numbers = {one.step.key: at for at, one in enumerate(chosen, start=1)}
    phases = []
    for phase in PHASES:
        steps = [
            _step(one, numbers, catalogue, language, sources, for_client=for_client)
            for one in chosen
            if one.step.phase == phase
        ]
        if steps:
            phases.append({"name": PHASE_NAMES[phase].said_in(language), "steps": steps})
    return set_paper(
        "check-list",
        {
            "words": {name: text.said_in(language) for name, text in _WORDS.items()},
            "phases": phases,
            "made_on": "" if for_client else when_made(made_on, language),
            "stays": not for_client,
            "sources": [] if for_client else sources.listed(),
        },
        title=TITLE.said_in(language),
        file_name=FILE_NAME.said_in(language),
        language=language,
        paper=paper,
        dated=None if for_client else made_on or UNDATED,
    )


def _step(
    one: ChosenCheck,
    numbers: dict[str, int],
    catalogue: Catalogue,
    language: Language,
    sources: Sources,
    *,
    for_client: bool,
) -> dict[str, Any]:
    step = one.step
    mechanisms = [catalogue.mechanism(id) for id in step.mechanisms]
    return {
        "number": numbers[step.key],
        "text": step.text.said_in(language),
        "who": _who(step, language, for_client=for_client),
        "device": SAFE_DEVICE.said_in(language) if step.safe_device_needed else "",
        "notice": noticed_in_words(step, language),
        "waits": WAITS[step.waits].said_in(language),
        "after": [numbers[key] for key in step.keep_first if key in numbers],
        "needed": not one.chosen,
        "outcome": OUTCOME_NAMES[step.outcome].said_in(language) if step.outcome and not for_client else "",
        "because": [] if for_client else [one.name.said_in(language) for one in mechanisms],
        "stamp": confidence_in_words(step.confidence, language)
        if for_client
        else " / ".join(dict.fromkeys(sources.stamp(_of_steps(one), "mechanism") for one in mechanisms)),
    }


def _of_steps(mechanism: Mechanism) -> Mechanism:
    """The entry as sure as its steps are, not as its description is."""
    return msgspec.structs.replace(mechanism, confidence=mechanism.steps_confidence)


def _who(step: CheckStep, language: Language, *, for_client: bool) -> str:
    if for_client and step.who == "client":
        return _YOU.said_in(language)
    return who_in_words(step, language)
