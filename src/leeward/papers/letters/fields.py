# SPDX-License-Identifier: Apache-2.0
"""Everything a letter, a summary or a card may carry, field by field: its caption, and who fills it in.

What stays compatible: the ids, by which a page sends what was agreed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from leeward.terms.text import Text

FieldSize = Literal["line", "lines", "points"]
"""One line; a few lines; one point a line."""
MOST_LETTERS: Mapping[FieldSize, int] = {"line": 160, "lines": 1500, "points": 1200}
ADDRESS = "address"


class Field(msgspec.Struct, frozen=True):
    """One thing a paper may carry. `from_record`: filled from what was said; otherwise typed for this paper.

    `in_head`: it stands at the top, beside its caption. `room`: lines to write on by hand where it is empty.
    """

    id: str
    label: Text
    hint: Text | None = None
    size: FieldSize = "line"
    from_record: bool = False
    in_head: bool = False
    room: int = 0


_FIELDS = (
    Field(
        "about",
        Text(en="About", es="Sobre"),
        Text(
            en="Whom it is about, as the reader knows them.",
            es="De quién se trata, como lo conoce quien lee.",
        ),
        in_head=True,
    ),
    Field(
        "where",
        Text(en="What, and where it is", es="Qué es y dónde está"),
        Text(
            en="Links, names of accounts, dates. No picture, and no description of one.",
            es="Enlaces, nombres de cuentas, fechas. Ninguna foto, y ninguna descripción de una.",
        ),
        "points",
        room=3,
    ),
    Field(
        "lines",
        Text(en="The lines to split off", es="Las líneas que se separan"),
        Text(
            en="Numbers, and the name on the plan. Lines of people in their care too.",
            es="Números y el nombre del titular. También las de quienes tienen a su cargo.",
        ),
        "points",
        room=3,
    ),
    Field(
        "license",
        Text(en="License", es="Licencia"),
        Text(en="Its kind, number and state.", es="Su tipo, número y estado."),
    ),
    Field(
        "acts",
        Text(en="In short", es="En resumen"),
        None,
        "points",
        from_record=True,
    ),
    Field(
        "words",
        Text(en="What happened", es="Qué pasó"),
        Text(
            en="In the client’s own words; read it aloud and let them change it.",
            es="En sus propias palabras; léalo en voz alta y que lo cambie.",
        ),
        "lines",
        from_record=True,
        room=4,
    ),
    Field("means", Text(en="By way of", es="Por medio de"), None, "points", from_record=True),
    Field("since", Text(en="How long, and how often", es="Desde cuándo y cada cuánto"), from_record=True),
    Field(
        "who",
        Text(en="Who does this", es="Quién lo hace"),
        Text(
            en="What this person is to them; a name only if they want it there.",
            es="Qué relación tiene; un nombre solo si lo quieren ahí.",
        ),
        from_record=True,
    ),
    Field(
        "threats", Text(en="What was threatened", es="Qué amenazas hubo"), None, "points", from_record=True
    ),
    Field("orders", Text(en="Court orders", es="Órdenes de una corte"), None, from_record=True),
    Field(
        "effects",
        Text(en="What it does to daily life", es="Cómo afecta cada día"),
        None,
        "points",
        from_record=True,
    ),
    Field(
        "done",
        Text(en="What was done so far", es="Qué se hizo hasta ahora"),
        None,
        "points",
        from_record=True,
    ),
    Field(
        "kept",
        Text(en="What is kept, and where", es="Qué se guarda y dónde"),
        Text(
            en="From the list of what the client keeps. The originals stay with them.",
            es="De la lista de lo que guarda su cliente. Los originales se quedan con la persona.",
        ),
        "points",
        from_record=True,
        room=3,
    ),
    Field("dates", Text(en="Days ahead", es="Fechas cercanas"), None, "points", from_record=True),
    Field("wants", Text(en="What they want", es="Qué desean"), None, "points", from_record=True),
    Field("steps", Text(en="Steps they chose", es="Pasos que escogieron"), None, "points", from_record=True),
    Field("first", Text(en="The first time", es="La primera vez"), None, "lines", room=5),
    Field("worst", Text(en="The worst time", es="La peor vez"), None, "lines", room=6),
    Field("latest", Text(en="The last time", es="La última vez"), None, "lines", from_record=True, room=6),
    Field("fear", Text(en="What I am afraid of", es="De qué tengo miedo"), None, "lines", room=4),
    Field(
        "proof",
        Text(en="What shows it, and who saw it", es="Qué lo muestra y quién lo vio"),
        None,
        "points",
        from_record=True,
        room=4,
    ),
    Field("court", Text(en="What I ask for", es="Lo que pido"), None, "lines", room=4),
    Field(
        "call_first",
        Text(en="Please call", es="Por favor, llamen a"),
        Text(en="Name and number.", es="Nombre y número."),
        room=1,
    ),
    Field("call_next", Text(en="Or", es="O a"), Text(en="Name and number.", es="Nombre y número."), room=1),
    Field(
        "language",
        Text(en="Language", es="Idioma"),
        Text(en="So that an interpreter is there.", es="Para que haya intérprete."),
        from_record=True,
    ),
    Field("speaks", Text(en="I speak", es="Hablo"), None, from_record=True),
    Field("numbers", Text(en="Numbers", es="Números"), None, "points", from_record=True),
    Field(
        ADDRESS,
        Text(en="Address", es="Dirección"),
        Text(
            en="Only where this person knows it already, and the reader needs it.",
            es="Solo si esa persona ya la conoce y quien lee la necesita.",
        ),
    ),
    Field(
        "reach",
        Text(en="How to answer", es="Cómo responder"),
        Text(
            en="A number, an e-mail or a person that nobody else reads. No home address.",
            es="Un número, un correo o una persona que nadie más lea. Sin dirección de casa.",
        ),
        room=1,
    ),
    Field(
        "name",
        Text(en="Name of whoever signs", es="Nombre de quien firma"),
        Text(en="Empty: a line to write on by hand.", es="Vacío: una línea para escribir a mano."),
        room=1,
    ),
)
FIELDS: Mapping[str, Field] = {one.id: one for one in _FIELDS}
