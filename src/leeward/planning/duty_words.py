# SPDX-License-Identifier: Apache-2.0
"""What is said of duties to report, in English and Spanish. For a clinician; never advice."""

from __future__ import annotations

from leeward.knowledge.models.reporting import Duty, Hearer, Speed
from leeward.terms.text import Text

CARER = Text(en="A parent or carer", es="La madre, el padre o quien cuida")
OTHER_ADULT = Text(en="Another adult", es="Otra persona adulta")
PEER = Text(en="Another young person", es="Otra persona joven")
WHO_IS_UNKNOWN = Text(en="Nobody knows who", es="No se sabe quién")

DUTY: dict[Duty, Text] = {
    "must": Text(en="Must be reported.", es="Hay que reportarlo."),
    "only-sexual": Text(
        en="Must be reported where it is sexual abuse. For anything else consult today.",
        es="Hay que reportarlo si es abuso sexual. Por lo demás, consulte hoy.",
    ),
    "not-under-this-law": Text(
        en="Not under this law, as we read it. Another law may ask for it: consult today.",
        es="No según esta ley, tal como la leímos. Otra ley puede pedirlo: consulte hoy.",
    ),
}
NOT_KNOWN = Text(en="Not known to us: consult today.", es="No lo sabemos: consulte hoy.")
WHOEVER = Text(en="Must be reported, whoever did it.", es="Hay que reportarlo, sea quien sea.")
WHO_DECIDES = Text(
    en="Not known to us: consult today, without waiting to find out who it is.",
    es="No lo sabemos: consulte hoy, sin esperar a saber quién es.",
)
SPEED: dict[Speed, Text] = {
    "at-once": Text(en="at once", es="de inmediato"),
    "as-soon-as-practicable": Text(en="as soon as it can be done", es="en cuanto se pueda"),
    "promptly": Text(en="promptly", es="sin demora"),
}
WITHIN = Text(en="within {hours} hours at the latest", es="a más tardar en {hours} horas")
IN_WRITING = Text(en="then in writing within {hours} hours", es="luego por escrito en {hours} horas")
HEARERS: dict[Hearer, Text] = {
    "hotline": Text(en="the state’s line", es="la línea del estado"),
    "child-protection": Text(en="the child protection office", es="la oficina de protección de menores"),
    "police": Text(en="police or the sheriff", es="la policía o la oficina del sheriff"),
    "prosecutor": Text(en="the prosecutor", es="la fiscalía"),
    "tribal-authorities": Text(en="tribal authorities", es="las autoridades tribales"),
}
