# SPDX-License-Identifier: Apache-2.0
"""What to say beside an answer: what to do now, in order, and how to spot the next one.

advice = advise(check_message(mail, book), book)
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import msgspec

from leeward.inspection.book import message_book
from leeward.inspection.verdict import Answer
from leeward.knowledge import Catalogue
from leeward.knowledge.models.inspection import Advice
from leeward.terms.text import Text

_MOST_SPOTS: Final = 3
_SAYS: Final = "says"
_NOBODY_KNOWN: Final = "perpetrator-unknown"


class Advised(msgspec.Struct, frozen=True):
    """`heading`: the verdict in words. `now`: in order. `spots`: two or three lines fit to the reasons."""

    heading: Text
    now: tuple[Advice, ...]
    spots: tuple[Text, ...]


def advise(answer: Answer, catalogue: Catalogue, flags: Collection[str] | None = None) -> Advised:
    """The words that go with an answer. `flags`: those of the visit; None: looked at without a client."""
    holds = {answer.verdict, *(reason.id for reason in answer.reasons), *(flags or ())}
    if answer.targeted:
        holds.add("targeted")
    is_doer_known = answer.targeted or (flags is not None and _NOBODY_KNOWN not in flags)
    other = "nobody-known" if is_doer_known else "known"
    reasons = message_book(catalogue).reasons
    spots = dict.fromkeys(
        spot
        for spot in (reasons[one.id].spot for one in answer.reasons if one.id in reasons)
        if spot is not None
    )
    return Advised(
        heading=says(answer.verdict, catalogue),
        now=tuple(one for one in catalogue.message_advice if holds & set(one.when) and one.doer != other),
        spots=tuple(spots)[:_MOST_SPOTS],
    )


def says(word: str, catalogue: Catalogue) -> Text:
    """The words an answer is told in, such as the name of a verdict."""
    return next(one.text for one in catalogue.message_advice if one.id == f"{_SAYS}-{word}")
