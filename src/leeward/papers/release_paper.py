# SPDX-License-Identifier: Apache-2.0
"""The release of information to sign: who gets what, why, until when, and what signing means.

    release_paper(ReleaseForm("Dr. Example Reyes", (RecordClass.CHART_LINE,), ...), catalogue, "es")

It names the recipient, since a release to nobody in particular is none; it names neither the client nor
the practice, who write their names by hand, so that a form found in a printer tells on nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from leeward.knowledge import Catalogue
from leeward.papers.dates import day_in_words
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.typed import one_line
from leeward.papers.typesetting import set_paper
from leeward.terms.text import Language, Text

PAGE = "consent"
"""The page of matters whose printed sentences this form carries."""
MOST_RECIPIENT_LETTERS = 120
MOST_TEXT_LETTERS = 400

CLASSES: Mapping[str, Text] = {
    "client-record": Text(
        en="What I said in our visits, and the steps I chose",
        es="Lo que dije en las visitas y los pasos que escogí",
    ),
    "chart-line": Text(
        en="The short lines about my visits",
        es="Las líneas breves sobre mis visitas",
    ),
    "protected-note": Text(
        en="The private notes of my counselor",
        es="Las notas privadas de quien me atiende",
    ),
    "evidence-index": Text(
        en="The list of proof that I keep",
        es="La lista de las pruebas que guardo",
    ),
    "working-paper": Text(
        en="Work papers with guesses",
        es="Papeles de trabajo con suposiciones",
    ),
}
"""Each class of record as a client knows it."""

_TITLE = Text(en="Agreement", es="Acuerdo")
_FILE_NAME = Text(en="form.pdf", es="formulario.pdf")
_WORDS: dict[str, Text] = {
    "who": Text(en="Who may get it", es="Quién puede recibirlo"),
    "what": Text(en="What may be shared", es="Qué se puede compartir"),
    "nothing_else": Text(en="Nothing else.", es="Nada más."),
    "why": Text(en="What it is for", es="Para qué es"),
    "until": Text(en="From when, until when", es="Desde cuándo y hasta cuándo"),
    "until_line": Text(en="From {start} to {end}. Then it ends.", es="Del {start} al {end}. Luego termina."),
    "told": Text(en="What it may set off", es="Lo que puede provocar"),
    "rights": Text(en="What you should know", es="Lo que debe saber"),
    "minor": Text(en="Who signs for a minor", es="Quién firma por menores"),
    "name": Text(en="Name", es="Nombre"),
    "signature": Text(en="Signature", es="Firma"),
    "day": Text(en="Date", es="Fecha"),
    "staff": Text(en="Heard and explained by", es="Lo escuchó y explicó"),
    "taken_back": Text(en="Taken back on", es="Se retiró el"),
}


class ReleaseForm(NamedTuple):
    """What was agreed. `classes`: keys of `CLASSES`. `for_minor`: a parent or guardian signs as well."""

    recipient: str
    classes: tuple[str, ...]
    purpose: str
    told: str
    starts_on: date
    ends_on: date
    for_minor: bool = False


def release_paper(
    form: ReleaseForm, catalogue: Catalogue, language: Language, paper: PaperSize = "letter"
) -> Paper:
    """The form, one page, to be signed by hand. Raises PaperError: a line that is too long."""
    until = _WORDS["until_line"].said_in(language)
    return set_paper(
        "release",
        {
            "words": {name: text.said_in(language) for name, text in _WORDS.items()},
            "recipient": one_line(form.recipient, most=MOST_RECIPIENT_LETTERS, where="the recipient"),
            "classes": [CLASSES[one].said_in(language) for one in form.classes],
            "purpose": one_line(form.purpose, most=MOST_TEXT_LETTERS, where="the purpose"),
            "told": one_line(form.told, most=MOST_TEXT_LETTERS, where="what was told"),
            "until": until.format(
                start=day_in_words(form.starts_on, language), end=day_in_words(form.ends_on, language)
            ),
            "for_minor": form.for_minor,
            "rights": [
                line.said_in(language) for matter in catalogue.matters_of(PAGE) for line in matter.paper
            ],
        },
        title=_TITLE.said_in(language),
        file_name=_FILE_NAME.said_in(language),
        language=language,
        paper=paper,
    )
