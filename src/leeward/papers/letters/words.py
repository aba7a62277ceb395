# SPDX-License-Identifier: Apache-2.0
"""Plain words of the papers: what a yes to a question says to somebody who never saw the question.

A question that names several things was answered for at least one of them, and is told so. Every line
speaks of what was done, never of a person's mind, illness or motive.
"""

from __future__ import annotations

from collections.abc import Mapping

from leeward.terms.text import Text

_CAME = Text(
    en="This person came to the home, work or school, or waited there.",
    es="Esta persona fue a la casa, al trabajo o a la escuela, o esperó allí.",
)
HAPPENED: Mapping[str, Mapping[str, Text]] = {
    "c1": {
        "yes": Text(
            en="Contact or posts went on after they were no longer wanted.",
            es="El contacto o las publicaciones siguieron cuando ya no se querían.",
        )
    },
    "c3": {
        "yes": Text(
            en="At least one of these: being followed, somebody turning up, a tracker.",
            es="Al menos una de estas: que alguien siga, que aparezca, un rastreador.",
        )
    },
    "c4": {
        "yes": Text(
            en="At least one of these: somebody in an account or device, a lock-out, a fake message.",
            es="Al menos una de estas: alguien en una cuenta o aparato, un bloqueo, un mensaje falso.",
        )
    },
    "c5": {
        "yes": Text(
            en="At least one of these: private things posted, a false account, fake pictures or voice.",
            es="Al menos una de estas: algo privado publicado, una cuenta falsa, fotos o voz falsas.",
        )
    },
    "p7": {
        "came": _CAME,
        "inside": Text(
            en="This person got into the home, work place or school.",
            es="Esta persona entró en la casa, el trabajo o la escuela.",
        ),
    },
    "c2": {
        "yes": Text(
            en="Somebody knows things that were not told to them.",
            es="Alguien sabe cosas que no se le contaron.",
        )
    },
    "c6": {
        "yes": Text(
            en="There was a threat to show pictures, messages or secrets.",
            es="Hubo una amenaza de mostrar fotos, mensajes o secretos.",
        )
    },
    "p6": {
        "yes": Text(
            en="Something was broken, taken or damaged, or a pet was hurt.",
            es="Algo se rompió, se robó o se dañó, o se lastimó a una mascota.",
        )
    },
    "w3": {
        "yes": Text(
            en="This person has hurt somebody before, with their hands or a thing.",
            es="Esta persona ya lastimó a alguien, con las manos o con algo.",
        )
    },
    "w6": {
        "yes": Text(
            en="Hands or something else were put around the neck, or breath was stopped.",
            es="Hubo manos u otra cosa alrededor del cuello, o no se podía respirar.",
        )
    },
    "w5": {
        "yes": Text(
            en="This person has a weapon, or could get one.",
            es="Esta persona tiene un arma o podría conseguirla.",
        )
    },
}
"""linkId -> code -> what it tells, in the order in which a reader takes it in."""
FEW_ACTS = frozenset({"c1", "c3", "c4", "c5", "p7"})
"""What a school, an employer or a company needs to act; the rest is for police, lawyers and advocates."""

EFFECTS: Mapping[str, Text] = {
    "b5": Text(
        en="Days at home, or another way or class, because of it.",
        es="Días en casa, u otro camino u otra clase, por esto.",
    ),
    "i7": Text(
        en="Missed days, lower grades or lost work because of it.",
        es="Faltas, notas más bajas o trabajo perdido por esto.",
    ),
}
DATES_AHEAD: Mapping[str, Text] = {
    "hearing": Text(en="Day in court", es="Día en la corte"),
    "deadline": Text(en="Deadline", es="Plazo"),
}
LANGUAGE_NAMES: Mapping[str, Text] = {
    "en": Text(en="English", es="inglés"),
    "es": Text(en="Spanish", es="español"),
    "ase": Text(en="American Sign Language", es="lengua de señas americana"),
}

PAPER_WORDS: Mapping[str, Text] = {
    "to": Text(en="To", es="Para"),
    "asks": Text(en="What is asked", es="Lo que se pide"),
    "states": Text(en="What I state", es="Lo que declaro"),
    "questions": Text(en="Questions to talk over", es="Preguntas para hablar"),
    "date": Text(en="Date", es="Fecha"),
    "signed": Text(en="Signed", es="Firma"),
    "stays": Text(en="Stays here.", es="Se queda aquí."),
    "told": Text(
        en="It says what was told. It draws no conclusion about a person or a device.",
        es="Dice lo que se contó. No saca conclusiones sobre personas ni aparatos.",
    ),
    "page": Text(en="page", es="página"),
    "of": Text(en="of", es="de"),
}
"""Captions that stand on every paper of these."""
