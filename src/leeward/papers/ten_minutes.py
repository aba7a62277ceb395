# SPDX-License-Identifier: Apache-2.0
"""*The next ten minutes* on one page, to be read from the corner of an eye."""

from __future__ import annotations

from typing import Any

from leeward.knowledge import Catalogue
from leeward.papers.dates import iso_in_words, weekday_in_words
from leeward.papers.facts import confidence_in_words
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.typesetting import UNDATED, set_paper
from leeward.screening import Findings
from leeward.screening.ten_minutes import MinuteLine
from leeward.terms.hours import hour_in_words
from leeward.terms.text import Language, Text

SLOT_NAMES: dict[str, Text] = {
    "life": Text(en="Life", es="Vida"),
    "children": Text(en="Children", es="Hijos e hijas"),
    "at-once": Text(en="At once", es="Enseguida"),
    "next-contact": Text(en="Next contact", es="Próximo contacto"),
    "tonight": Text(en="Tonight", es="Esta noche"),
    "proof": Text(en="Proof", es="Pruebas"),
}
WHO_DEPENDS = Text(en="Who depends on whom", es="Quién depende de quién")
_OF_CARE = frozenset({"dependent-adult", "carer-offender", "report-duty-possible"})
_WORDS: dict[str, Text] = {
    "title": Text(en="The next ten minutes", es="Los próximos diez minutos"),
    "also": Text(en="Also, when there is time", es="También, cuando haya tiempo"),
    "also_count": Text(en="More lines on the screen:", es="Más líneas en la pantalla:"),
    "empty": Text(
        en="No line is called for by the answers so far. Ask again what today is like, and go by "
        "your own judgment.",
        es="Las respuestas de hasta ahora no piden ninguna línea. Vuelva a preguntar cómo es el día "
        "de hoy y siga su propio criterio.",
    ),
}
_FILE_NAMES = Text(en="today.pdf", es="hoy.pdf")


def ten_minutes_sheet(
    findings: Findings, catalogue: Catalogue, language: Language, paper: PaperSize = "letter"
) -> Paper:
    """One page with at most seven lines, the first the largest. Raises PaperError."""
    words = {name: text.said_in(language) for name, text in _WORDS.items()}
    head = catalogue.ten_minutes
    return set_paper(
        "ten-minutes",
        {
            "words": words,
            "first": minute_lines(findings.ten_minutes.first, catalogue, language),
            "also": minute_lines(findings.ten_minutes.also, catalogue, language),
            "notice": findings.ten_minutes.notice.said_in(language),
            "stamp": " · ".join(
                [confidence_in_words(head.confidence, language), iso_in_words(head.reviewed, language)]
            ),
        },
        title=words["title"],
        file_name=_FILE_NAMES.said_in(language),
        language=language,
        paper=paper,
        dated=findings.answers.context.today or UNDATED,
    )


def slot_name(line: MinuteLine) -> Text:
    """What a line is about. Where care alone calls for it, nobody of seventy-four reads of children."""
    called = {one.ref for one in line.because}
    if line.slot == "children" and called and called <= _OF_CARE:
        return WHO_DEPENDS
    return SLOT_NAMES[line.slot]


def minute_lines(
    lines: tuple[MinuteLine, ...], catalogue: Catalogue, language: Language
) -> list[dict[str, Any]]:
    """Each line with the name of its slot."""
    return [
        {"slot": slot_name(line).said_in(language), "text": _text(line, catalogue, language)}
        for line in lines
    ]


def _text(line: MinuteLine, catalogue: Catalogue, language: Language) -> str:
    """The line; with a date alone where the screen says how long it is till then: paper does not move on."""
    known = catalogue.line_by_id[line.id].text_when_known
    if line.at is None or known is None:
        return line.text.said_in(language)
    day, hour = weekday_in_words(line.at.date(), language), hour_in_words(line.at, language)
    return f"{known.said_in(language)} {day}, {hour}"
