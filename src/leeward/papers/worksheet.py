# SPDX-License-Identifier: Apache-2.0
"""The worksheet: options side by side, to go through with a pen.

    worksheet_paper(made, "en", made_on=day, own="let me sleep")   # for the desk: it stays here
    worksheet_paper(made, "es", form="ordinary")                   # for the client, as far as may be carried

How much the client's copy says is decided in `planning.takeaway`. Ordinary: an ordinary line for each option
(see `bland`), blank rows, and no word of what it is about. By heart: there is none. No choice stands on any.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from leeward.papers.bland import bland_lines
from leeward.papers.facts import Sources, when_made
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.typed import one_line
from leeward.papers.typesetting import UNDATED, set_paper
from leeward.planning import Takeaway
from leeward.planning.comparing import Comparison, Row, Said
from leeward.planning.comparing_words import NOT_KNOWN
from leeward.terms.errors import PaperError
from leeward.terms.text import Language, Text

TITLE = Text(en="Notes", es="Notas")
FILE_NAME = Text(en="notes.pdf", es="notas.pdf")
MOST_OWN_LETTERS = 500
SIGNS = {"for": "+", "against": "−", "both": "±"}
_WORDS: dict[str, Text] = {
    "stays": Text(
        en="Stays here. What is known of each, to talk over; nothing is scored or advised.",
        es="Se queda aquí. Lo que se sabe de cada una, para hablarlo; nada se califica ni se aconseja.",
    ),
    "signs": Text(
        en="+ speaks for it, − against it, ± both ways.",
        es="+ habla a favor, − en contra, ± de las dos maneras.",
    ),
    "matters": Text(en="Matters to them", es="Le importa"),
    "own": Text(en="In their own words", es="En sus propias palabras"),
    "none": Text(
        en="It can be none of them. It can wait.",
        es="Puede ser ninguna. Puede esperar.",
    ),
    "change": Text(en="What would change it", es="Qué lo cambiaría"),
    "again": Text(en="Next talk", es="Próxima charla"),
    "sources": Text(en="Where this is from", es="De dónde sale esto"),
}
_BLANK_ROWS = (
    Text(en="What is good about it", es="Lo bueno"),
    Text(en="What is not", es="Lo no tan bueno"),
    Text(en="What I would need first", es="Lo que haría falta antes"),
    Text(en="What to ask", es="Qué preguntar"),
    Text(en="When", es="Cuándo"),
)


def worksheet_paper(
    made: Comparison,
    language: Language,
    paper: PaperSize = "letter",
    *,
    form: Takeaway | None = None,
    own: str = "",
    made_on: date | None = None,
    is_young: bool = False,
) -> Paper:
    """The table on one sheet, across.

    Args:
        form: how much the client's copy may say; None: the desk's copy, which says all of it.
        own: what matters, in the client's own words; on the desk's copy alone.
        is_young: the sentences say usted, so a young client's copy in Spanish has blank rows instead.

    Raises:
        PaperError: a copy for a client who carries nothing, an unknown size or language.
    """
    if form == "by-heart":
        raise PaperError(
            "a copy for a client who carries nothing",
            expected="an answer that something may be carried",
            do="Keep the desk's copy; ask again at another visit",
        )
    is_desk = form is None
    is_told = is_desk or (form == "own-words" and not (is_young and language == "es"))
    sources = Sources(language, made_on)
    options = [one.option for one in made.options]
    lines = bland_lines(options) if form == "ordinary" else tuple(one.title for one in options)
    return set_paper(
        "worksheet",
        {
            "words": {name: text.said_in(language) for name, text in _WORDS.items()},
            "stays": is_desk,
            "made_on": when_made(made_on, language) if is_desk else "",
            "own": (one_line(own, most=MOST_OWN_LETTERS, where="own words") or "") if is_desk else "",
            "signs": is_told,
            "heads": [line.said_in(language) for line in lines],
            "rows": [_told(row, language, marks=is_desk) for row in made.rows]
            if is_told
            else [_blank(head, len(lines), language) for head in _BLANK_ROWS],
            "stamps": [sources.stamp(option, "option") for option in options] if is_desk else [],
            "sources": sources.listed() if is_desk else [],
        },
        title=TITLE.said_in(language),
        file_name=FILE_NAME.said_in(language),
        language=language,
        paper=paper,
        dated=(made_on or UNDATED) if is_desk else None,
    )


def _told(row: Row, language: Language, *, marks: bool) -> dict[str, Any]:
    return {
        "head": row.head.said_in(language),
        "marked": marks and row.named,
        "tall": False,
        "cells": [
            [_said(one, language) for one in cell] or [NOT_KNOWN.said_in(language)] for cell in row.cells
        ],
    }


def _said(one: Said, language: Language) -> str:
    sign = SIGNS.get(one.toward or "", "")
    return f"{sign} {one.text.said_in(language)}".strip()


def _blank(head: Text, count: int, language: Language) -> dict[str, Any]:
    return {
        "head": head.said_in(language),
        "marked": False,
        "tall": True,
        "cells": [[] for _ in range(count)],
    }
