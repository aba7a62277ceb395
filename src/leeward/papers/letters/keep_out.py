# SPDX-License-Identifier: Apache-2.0
"""What never stands on a paper, whoever ticked it: an address to be kept off, a diagnosis, agreed words.

    why_no_address(plan)                       # empty: it may stand, on the papers that have a place for it
    faults(KINDS["police"], texts, KeptOff())  # (Fault("words", "diagnosis"),)

An address is unsafe until shown otherwise: it may stand only where the client said that this person can reach
the home already, and nothing speaks of leaving. Patterns find what looks like one in any field; they err on
the side of asking for other words, and know nothing of rare spellings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from leeward.papers.letters.fields import ADDRESS, FIELDS, MOST_LETTERS
from leeward.papers.letters.kinds import Kind
from leeward.planning import Plan
from leeward.terms.text import Text

Reason = Literal["address", "diagnosis", "kept-word", "too-long"]
MEANS_HOME = "home"
REACH_QUESTION = "w4"
NEW_PLACE = frozenset({"address-confidentiality", "safe-place-stay"})
"""Options that are of no use once the address stands on a paper."""
LEAST_LETTERS = 4
"""Shorter agreed words would be found in ordinary ones."""

_KEPT_OFF: Mapping[str, Text] = {
    "not-known-to-them": Text(
        en="It was not said that this person can reach the home already.",
        es="No se ha dicho que esa persona ya pueda llegar a la casa.",
    ),
    "recent-separation": Text(
        en="They left this person, or mean to.", es="Se separó de esa persona, o piensa hacerlo."
    ),
    "new-place": Text(
        en="A private address or another place to stay was talked over.",
        es="Se habló de una dirección privada o de otro lugar donde estar.",
    ),
    "perpetrator-unknown": Text(en="Nobody knows who it is.", es="No se sabe quién es."),
    "offender-police-or-court": Text(
        en="This person is with police or a court and could read it.",
        es="Esa persona es de la policía o de una corte y podría leerla.",
    ),
}
_RAISED = ("recent-separation", "perpetrator-unknown", "offender-police-or-court")

_STREETS = (
    "Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Place|Pl|Way|Terrace|Circle|"
    "Highway|Parkway"
)
_ADDRESSES = (
    re.compile(rf"\b\d{{1,6}}\s+(?:[A-ZÁÉÍÓÚÑ0-9][\w.’'-]*\s+){{1,4}}(?:{_STREETS})\b"),
    re.compile(r"\b\d{1,6}\s+[\w’'-]+\s+(?:street|avenue|ave|blvd|boulevard|road|lane|drive)\b", re.I),
    re.compile(r"\b(?:calle|avenida|avda?|carrera|callej[oó]n)\.?\s+[\w .,#’'-]{1,40}?\d{1,6}\b", re.I),
    re.compile(r"\b(?:apt|apartment|apto|depto|apartamento|departamento)\.?\s*#?\s*\d\w{0,4}\b", re.I),
    re.compile(r"\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b"),
)
_DIAGNOSES = re.compile(
    r"\b(?:c-?ptsd|tept|ptsd|depress(?:ion|ive)|depresi[oó]n|bipolar|borderline|schizo\w+|esquizo\w+|psicosis|"
    r"psychosis|psychotic|psic[oó]tic[oa]|disorders?|trastornos?|diagnos\w+|diagn[oó]stic\w+|f\d{2}(?:\.\d+)?|dsm(?:-\w+)?|"
    r"icd-?\d+|cie-?\d+|phq-?9|gad-?7|pcl-?5|asq|antidepres\w+)\b",
    re.I,
)


class KeptOff(msgspec.Struct, frozen=True):
    """What a paper must not hold in this case.

    `words`: code names, where they are now. `agreed`: words that show it is really them: ordinary ones, which
    tell something only where they stand as a name or as a way to answer.
    """

    address: bool = True
    words: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()


class Fault(msgspec.Struct, frozen=True):
    """A field that cannot stand as it is, and why."""

    field: str
    reason: Reason


def why_no_address(plan: Plan) -> tuple[Text, ...]:
    """Why an address is kept off every paper of this plan; empty where it may stand."""
    findings, wishes = plan.board.picture.findings, plan.board.wishes
    can_reach = MEANS_HOME in findings.answers.codes(REACH_QUESTION)
    chosen = {*wishes.wanted, *wishes.tried, *(step.entry.option.id for step in plan.steps)}
    found = [] if can_reach else ["not-known-to-them"]
    found += [flag for flag in _RAISED if flag in findings.flag_ids]
    found += ["new-place"] if NEW_PLACE & chosen else []
    return tuple(_KEPT_OFF[one] for one in found)


def fields_of(kind: Kind, kept_off: KeptOff) -> tuple[str, ...]:
    """The fields this paper has in this case: none for an address that is kept off."""
    return tuple(one for one in kind.fields if one != ADDRESS or not kept_off.address)


def faults(kind: Kind, texts: Mapping[str, str], kept_off: KeptOff) -> tuple[Fault, ...]:
    """What keeps these texts off the paper, at most one reason a field, in the order of the paper."""
    return tuple(
        Fault(field, reason)
        for field in kind.fields
        if field in texts and (reason := _reason(kind, field, texts[field], kept_off))
    )


def _reason(kind: Kind, field: str, text: str, kept_off: KeptOff) -> Reason | None:
    if len(text) > MOST_LETTERS[FIELDS[field].size]:
        return "too-long"
    if field == ADDRESS:
        return "address" if kept_off.address and text.strip() else None
    kept = kept_off.words + (kept_off.agreed if FIELDS[field].size == "line" else ())
    if holds_kept_word(text, kept):
        return "kept-word"
    is_kept_off = kept_off.address or ADDRESS not in kind.fields
    if is_kept_off and any(pattern.search(text) for pattern in _ADDRESSES):
        return "address"
    return "diagnosis" if not kind.is_theirs and _DIAGNOSES.search(text) else None


def holds_kept_word(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the agreed words stands in it, as a whole word."""
    folded = " ".join(text.casefold().split())
    return any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded)
        for word in (" ".join(one.casefold().split()) for one in words)
        if len(word) >= LEAST_LETTERS
    )
