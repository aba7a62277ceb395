# SPDX-License-Identifier: Apache-2.0
"""What a state has, as services like all others: found by need, offered, called and marked in the same way.

    services_of_state(help_of_washington)     # child-abuse line, coalition, address programme ...

Each keeps the confidence and the sources of its own part; a part without a source rests on its own page,
which nobody opened. Where a state has no programme, there is no service, and `notes_of` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.service import Eligibility, Phone, Service, StateHelp
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text

_CALLS_SHOW = Text(
    en="A call shows in the call list and may show on the bill.",
    es="La llamada se ve en la lista de llamadas y puede verse en la factura.",
)
_PAGE_SHOWS = Text(
    en="The page stays in the browser history.", es="La página queda en el historial del navegador."
)


class _Part(NamedTuple):
    """How one part of a state's help is told. `name`: where the part has none of its own, after the state."""

    field: str
    name: Text
    needs: tuple[str, ...]
    text: Text


PARTS: Mapping[str, _Part] = {
    "child-abuse": _Part(
        "child_abuse_report",
        Text(en="Child abuse reports", es="Reportes de maltrato infantil"),
        ("child-protection", "minors"),
        Text(
            en="The state line that takes reports about a child who may be hurt or not cared for.",
            es="La línea del estado que recibe reportes sobre menores a quienes tal vez "
            "se daña o no se cuida.",
        ),
    ),
    "coalition": _Part(
        "dv_sa_coalition",
        Text(en="State coalition", es="Coalición del estado"),
        ("domestic-violence", "stalking", "protective-order"),
        Text(
            en="It knows the local programs: advocates, shelters, and help with court.",
            es="Conoce los programas locales: personas de apoyo, refugios y ayuda con el tribunal.",
        ),
    ),
    "address": _Part(
        "address_confidentiality",
        Text(en="Address program", es="Programa de domicilio"),
        ("privacy-removal", "stalking", "domestic-violence"),
        Text(
            en="A mailing address from the state stands in for the home address on public papers.",
            es="Un domicilio postal del estado toma el lugar del domicilio real en papeles públicos.",
        ),
    ),
    "compensation": _Part(
        "victim_compensation",
        Text(en="Compensation after a crime", es="Compensación después de un delito"),
        ("compensation", "counselling"),
        Text(
            en="It may pay for care, counseling, lost pay or a move after a crime. "
            "Ask what it needs, and by when.",
            es="Puede pagar atención, terapia, sueldo perdido o una mudanza tras un delito. "
            "Pregunte qué piden y hasta cuándo.",
        ),
    ),
    "attorney-general": _Part(
        "attorney_general",
        Text(en="Attorney general", es="Fiscalía general del estado"),
        ("law-enforcement-report", "identity-theft"),
        Text(
            en="The state’s lawyer. Takes complaints, and in many states helps people after a crime.",
            es="La abogacía del estado. Recibe quejas y en muchos estados ayuda tras un delito.",
        ),
    ),
    "legal-aid": _Part(
        "legal_aid_finder",
        Text(en="Free legal help", es="Ayuda legal gratuita"),
        ("legal", "protective-order"),
        Text(
            en="Finds free or low-cost lawyers and plain guides to the law of this state.",
            es="Encuentra ayuda legal gratis o de bajo costo y guías sencillas sobre la ley de este estado.",
        ),
    ),
    "211": _Part(
        "two_one_one",
        Text(en="211", es="211"),
        ("counselling", "legal"),
        Text(
            en="Dial 211 to ask what is near: a place to stay, food, care, legal help.",
            es="Marque 211 para preguntar qué hay cerca: dónde quedarse, comida, atención, ayuda legal.",
        ),
    ),
}
"""By the ending of the service's id, in the order in which they are shown."""


def services_of_states(catalogue: Catalogue) -> tuple[Service, ...]:
    """The services of every state, in the order of the catalogue."""
    return tuple(one for state in catalogue.state_help for one in services_of_state(state))


def services_of_state(state: StateHelp) -> tuple[Service, ...]:
    """What one state has. A part that says there is none, or no way to reach it, is left out."""
    made = (_service(state, ending, part) for ending, part in PARTS.items())
    return tuple(one for one in made if one is not None)


def notes_of(state: StateHelp) -> tuple[Text, ...]:
    """What is said of a part that this state does not have."""
    address = state.address_confidentiality
    return (_note(address),) if not address.get("exists") and address.get("note") else ()


def _service(state: StateHelp, ending: str, part: _Part) -> Service | None:
    said: dict[str, Any] = getattr(state, part.field)
    phones = _phones(said)
    if said.get("exists") is False or not (phones or said.get("url")):
        return None
    own = said.get("name")
    return Service(
        id=f"{state.id}-{ending}",
        name=f"{own} ({state.name})" if own else f"{part.name.en} ({state.name})",
        name_es=None if own else f"{part.name.es} ({state.name})",
        status="active",
        audience="both",
        description=_joined(part.text, _who(said), _note(said)),
        url=said.get("url"),
        contact=said.get("unit"),
        phones=phones,
        languages=("en",),
        eligibility=Eligibility(population="anyone"),
        services=part.needs,
        scenarios=(),
        confidential="limits",
        leaves_trace_notes=_CALLS_SHOW if phones else _PAGE_SHOWS,
        jurisdictions=(f"US-{state.code}",),
        sources=_sources(said),
        confidence=said["confidence"],
        reviewed=state.reviewed,
        local=state.local,
    )


def _phones(said: Mapping[str, Any]) -> tuple[Phone, ...]:
    sure: Confidence = said["confidence"]
    found = [_phone(said[key], "voice", sure) for key in ("number", "dial") if said.get(key)]
    found += [
        _phone(said[key]["number"], "voice", said[key]["confidence"])
        for key in ("hotline", "phone")
        if said.get(key)
    ]
    if said.get("tty"):
        found.append(_phone(said["tty"], "tty", sure))
    if said.get("fallback"):
        number, _, name = str(said["fallback"]).partition(" (")
        whose = name.rstrip(")")
        text = Text(en=f"{whose}, if nobody answers", es=f"{whose}, si nadie contesta") if whose else None
        found.append(msgspec.structs.replace(_phone(number, "voice", sure), description=text))
    return tuple(found)


def _phone(number: str, kind: Literal["voice", "tty"], sure: Confidence) -> Phone:
    return Phone(number=number, type=kind, languages=("en",), confidence=sure)


def _who(said: Mapping[str, Any]) -> Text:
    who = str(said.get("who", ""))
    return Text(en=who, es=str(said.get("who_es", who)))


def _note(said: Mapping[str, Any]) -> Text:
    note = str(said.get("note", "")).rstrip(".")
    whole = f"{note[:1].upper()}{note[1:]}." if note else ""
    return Text(en=whole, es=str(said.get("note_es", whole)))


def _joined(*texts: Text) -> Text:
    return Text(
        en=" ".join(text.en for text in texts if text.en), es=" ".join(text.es for text in texts if text.es)
    )


def _sources(said: Mapping[str, Any]) -> tuple[Source, ...]:
    given = said.get("sources") or [
        one["source"] for one in (said, said.get("hotline", {}), said.get("phone", {})) if one.get("source")
    ]
    if given:
        return tuple(dict.fromkeys(msgspec.convert(one, Source) for one in given))
    return (Source(url=said.get("url", "leeward:secondary-copy")),)
