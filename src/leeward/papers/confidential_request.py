# SPDX-License-Identifier: Apache-2.0
"""A client's request to be written to and called another way, ready to sign (45 CFR 164.522(b)).

For a health plan or for a provider. Only what was given stands on it; the day and the name under it are
written by hand. It stays with the practice or goes to the one it is addressed to.

Source: knowledge:stewardship/billing (billing-form-ask, -all, -nobody, -danger, -answer).
"""

from __future__ import annotations

from dataclasses import dataclass

from leeward.knowledge import Catalogue
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.typesetting import set_paper
from leeward.terms.text import Language, Text

_WORDS: dict[str, Text] = {
    "title": Text(en="Letter", es="Carta"),
    "to": Text(en="To", es="Para"),
    "from": Text(en="From", es="De"),
    "member": Text(en="Member number", es="Número de afiliación"),
    "for": Text(en="For", es="A nombre de"),
    "way": Text(en="Only this way", es="Solo de esta manera"),
    "mail": Text(en="Letters to", es="Cartas a"),
    "phone": Text(en="Calls to", es="Llamadas al"),
    "email": Text(en="E-mail to", es="Correo electrónico a"),
    "date": Text(en="Date", es="Fecha"),
    "signed": Text(en="Signed", es="Firma"),
}
_FILE_NAMES = Text(en="letter.pdf", es="carta.pdf")


@dataclass(frozen=True, slots=True, repr=False)
class RequestWords:
    """What the client agreed to put on it. An empty line is left out.

    `to_plan`: a health plan, not a provider. `endangers`: the client wants the words about danger on it.
    """

    addressee: str
    name: str
    to_plan: bool
    member: str = ""
    on_behalf: str = ""
    mail: str = ""
    phone: str = ""
    email: str = ""
    endangers: bool = False


def confidential_request(
    given: RequestWords, catalogue: Catalogue, language: Language, paper: PaperSize = "letter"
) -> Paper:
    """One page to sign. Raises PaperError."""
    words = {name: text.said_in(language) for name, text in _WORDS.items()}
    asked = ["ask", "all", *(["nobody"] if given.to_plan else []), *(["danger"] if given.endangers else [])]
    return set_paper(
        "request",
        {
            "words": words,
            "head": _lines(words, given, "to", "from", "member", "for"),
            "asked": [_sentence(catalogue, one, language) for one in asked],
            "ways": _lines(words, given, "mail", "phone", "email"),
            "last": _sentence(catalogue, "answer", language),
        },
        title=words["title"],
        file_name=_FILE_NAMES.said_in(language),
        language=language,
        paper=paper,
    )


def _lines(words: dict[str, str], given: RequestWords, *names: str) -> list[dict[str, str]]:
    said = {
        "to": given.addressee,
        "from": given.name,
        "member": given.member,
        "for": given.on_behalf,
        "mail": given.mail,
        "phone": given.phone,
        "email": given.email,
    }
    return [{"label": words[name], "text": said[name]} for name in names if said[name]]


def _sentence(catalogue: Catalogue, name: str, language: Language) -> str:
    return " ".join(one.said_in(language) for one in catalogue.matter(f"billing-form-{name}").paper)
