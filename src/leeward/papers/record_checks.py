# SPDX-License-Identifier: Apache-2.0
"""The record's part on signs and checks: what was told, by whom it was seen, and what was looked at when.

What a sign points to is a working paper and stands nowhere here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from leeward.knowledge import Catalogue
from leeward.papers.check_words import OUTCOME_NAMES
from leeward.papers.dates import day_in_words
from leeward.planning.checks import ChosenCheck
from leeward.terms.text import Language, Text

_ANSWERS: dict[str, Text] = {
    "reported": Text(en="Yes", es="Sí"),
    "denied": Text(en="No", es="No"),
    "unsure": Text(en="Not sure", es="No está claro"),
}
_SEEN = Text(en="seen here", es="se vio aquí")
_TOLD = Text(en="told by the client", es="lo contó su cliente")


class SignTold(NamedTuple):
    """A sign that was asked. `answer`: reported, denied or unsure. `seen`: by the MHP, not only told."""

    sign: str
    answer: str
    seen: bool
    on: date | None


def signs_in_words(
    signs: Sequence[SignTold], catalogue: Catalogue, language: Language
) -> list[dict[str, str]]:
    """Each sign in the client's words, the answer, and how and when it came."""
    return [
        {
            "question": catalogue.sign(one.sign).text.said_in(language),
            "answer": _ANSWERS[one.answer].said_in(language),
            "day": ", ".join(
                part
                for part in (
                    (_SEEN if one.seen else _TOLD).said_in(language) if one.answer == "reported" else "",
                    day_in_words(one.on, language) if one.on else "",
                )
                if part
            ),
        }
        for one in signs
    ]


def checks_in_words(checks: Sequence[ChosenCheck], language: Language) -> list[dict[str, Any]]:
    """Each step of the check list in its order, and what came of it."""
    return [
        {
            "text": one.step.text.said_in(language),
            "chosen": one.chosen,
            "outcome": OUTCOME_NAMES[one.step.outcome].said_in(language) if one.step.outcome else "",
        }
        for one in checks
    ]
