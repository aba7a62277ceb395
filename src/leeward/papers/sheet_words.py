# SPDX-License-Identifier: Apache-2.0
"""The captions of the client's sheet: ordinary in every form."""

from __future__ import annotations

from leeward.terms.text import Text

FILE_NAME = Text(en="my-week.pdf", es="mi-semana.pdf")
WORDS: dict[str, Text] = {
    "title": Text(en="My week", es="Mi semana"),
    "week_of": Text(en="Week of", es="Semana del"),
    "by_heart": Text(en="By heart", es="De memoria"),
    "heart_word": Text(en="A word", es="Una palabra"),
    "heart_time": Text(en="Day and time", es="Día y hora"),
    "heart_person": Text(en="A person", es="Una persona"),
    "to_do": Text(en="To do", es="Por hacer"),
    "first": Text(en="comes first", es="va primero"),
    "when": Text(en="When", es="Cuándo"),
    "nothing": Text(en="This week", es="Esta semana"),
    "nothing_text": Text(
        en="It is fine to choose nothing now. Not deciding today is a choice too.",
        es="Está bien no elegir nada ahora. No decidir hoy también es una decisión.",
    ),
    "numbers": Text(en="Numbers", es="Números"),
    "office": Text(en="Office", es="Oficina"),
    "as_of": Text(en="Numbers as of", es="Números al"),
    "changes": Text(en="If plans change", es="Si cambian los planes"),
    "again": Text(en="We talk again", es="Volvemos a hablar"),
    "a_number": Text(en="A number", es="Un número"),
    "stays": Text(en="Stays here.", es="Se queda aquí."),
}
CHANGE = Text(
    en="It is fine to change your mind about any of this.",
    es="Puede cambiar de idea sobre cualquier cosa de esta hoja.",
)
CHANGE_TEEN = Text(
    en="It is fine to change your mind about any of this.",
    es="Puedes cambiar de idea sobre cualquier cosa de esta hoja.",
)
