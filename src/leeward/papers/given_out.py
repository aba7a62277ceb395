# SPDX-License-Identifier: Apache-2.0
"""What was given out of a record, on paper: day, what, to whom, why and under which agreement.

    given_out_paper([GivenOut(day, "Chart lines", "Dr. Example", "Care", agreed_on)], today, "es")

For a client who asks, and it stays here if they wish: it names recipients, so it is no paper to carry
unasked. It names neither the client nor the practice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from leeward.papers.dates import day_in_words
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.typesetting import set_paper
from leeward.terms.text import Language, Text

_TITLE = Text(en="List", es="Lista")
_FILE_NAME = Text(en="list.pdf", es="lista.pdf")
_WORDS: dict[str, Text] = {
    "lead": Text(
        en="Each time something was printed, saved or told from these papers. The newest stands first.",
        es="Cada vez que algo de estos papeles se imprimió, se guardó o se dijo. Lo más nuevo va primero.",
    ),
    "as_of": Text(en="As of {day}.", es="Al {day}."),
    "stays": Text(
        en="This list names people and places. Keep it here unless you want to take it.",
        es="Esta lista nombra personas y lugares. Déjela aquí, salvo que quiera llevársela.",
    ),
    "to": Text(en="To:", es="Para:"),
    "why": Text(en="Why:", es="Por qué:"),
    "agreed": Text(en="Agreed on {day}.", es="Con acuerdo del {day}."),
    "no_agreement": Text(en="No signed agreement is noted here.", es="Aquí no consta un acuerdo firmado."),
    "nobody": Text(en="nobody is noted", es="no consta nadie"),
    "empty": Text(en="Nothing was given out.", es="No se entregó nada."),
}


class GivenOut(NamedTuple):
    """One time. `agreed_on`: when the client agreed, where they did."""

    day: date
    what: str
    recipient: str
    why: str
    agreed_on: date | None


def given_out_paper(
    given: Sequence[GivenOut], today: date, language: Language, paper: PaperSize = "letter"
) -> Paper:
    """The list, newest first. Raises PaperError."""
    words = {name: text.said_in(language) for name, text in _WORDS.items()}
    return set_paper(
        "given-out",
        {
            "words": {**words, "as_of": words["as_of"].format(day=day_in_words(today, language))},
            "rows": [
                {
                    "day": day_in_words(one.day, language),
                    "what": one.what,
                    "recipient": one.recipient,
                    "why": one.why,
                    "agreed": words["agreed"].format(day=day_in_words(one.agreed_on, language))
                    if one.agreed_on
                    else words["no_agreement"],
                }
                for one in given
            ],
        },
        title=_TITLE.said_in(language),
        file_name=_FILE_NAME.said_in(language),
        language=language,
        paper=paper,
    )
