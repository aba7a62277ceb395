# SPDX-License-Identifier: Apache-2.0
"""What never stands on a paper, whoever ticked it: an address to be kept off, a diagnosis, agreed words.

    why_no_address(plan)                       # empty: it may stand, on the papers that have a place for it
    faults(KINDS["police"], texts, KeptOff())  # (Fault("words", "diagnosis", "PTSD"),)
    fault_of_reader(KINDS["police"], "Officer Example", KeptOff())     # None: the line "To" may say so

An address is unsafe until shown otherwise: it may stand only where the client said that this person can reach
the home already, and nothing speaks of leaving. `whereabouts` finds what looks like one in any field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from leeward.papers.letters.fields import ADDRESS, FIELDS, MOST_LETTERS
from leeward.papers.letters.kinds import Kind
from leeward.papers.letters.whereabouts import address_in
from leeward.papers.typesetting import unprintable
from leeward.planning import Plan
from leeward.terms.text import Text

Reason = Literal["address", "diagnosis", "kept-word", "too-long", "unprintable"]
MEANS_HOME = "home"
REACH_QUESTION = "w4"
NEW_PLACE = frozenset({"address-confidentiality", "safe-place-stay"})
"""Options that are of no use once the address stands on a paper."""
TO = "to"
"""Whom a paper goes to: no field that is agreed to, and on the paper all the same."""
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
    """A field that cannot stand as it is, and why. `words`: those that are meant; empty: all of them."""

    field: str
    reason: Reason
    words: str = ""


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
    found = (_fault(kind, field, texts[field], kept_off) for field in kind.fields if field in texts)
    return tuple(one for one in found if one is not None)


def fault_of_reader(kind: Kind, to: str, kept_off: KeptOff) -> Fault | None:
    """What keeps the name of whoever it goes to off the paper: the line "To" says as much as any other."""
    if kind.is_theirs:
        return None
    return (
        _kept_word(TO, to, kept_off.words + kept_off.agreed)
        or _address(kind, TO, to, kept_off)
        or _unprintable(TO, to)
    )


def _fault(kind: Kind, field: str, text: str, kept_off: KeptOff) -> Fault | None:
    if len(text) > MOST_LETTERS[FIELDS[field].size]:
        return Fault(field, "too-long")
    if field == ADDRESS:
        is_off = kept_off.address and text.strip()
        return Fault(field, "address") if is_off else _unprintable(field, text)
    kept = kept_off.words + (kept_off.agreed if FIELDS[field].size == "line" else ())
    return (
        _kept_word(field, text, kept)
        or _address(kind, field, text, kept_off)
        or _diagnosis(kind, field, text)
        or _unprintable(field, text)
    )


def _kept_word(field: str, text: str, words: tuple[str, ...]) -> Fault | None:
    return Fault(field, "kept-word") if holds_kept_word(text, words) else None


def _address(kind: Kind, field: str, text: str, kept_off: KeptOff) -> Fault | None:
    """Also where an address is known anyway, it stands only on papers that have a place for one."""
    if not kept_off.address and ADDRESS in kind.fields:
        return None
    found = address_in(text)
    return Fault(field, "address", found) if found else None


def _diagnosis(kind: Kind, field: str, text: str) -> Fault | None:
    found = None if kind.is_theirs else _DIAGNOSES.search(text)
    return Fault(field, "diagnosis", found[0]) if found else None


def _unprintable(field: str, text: str) -> Fault | None:
    """In Chinese, Korean, Punjabi and more it would be a row of empty squares."""
    words = unprintable(text)
    return Fault(field, "unprintable", " ".join(words)) if words else None


def holds_kept_word(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the agreed words stands in it, as a whole word."""
    folded = " ".join(text.casefold().split())
    return any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded)
        for word in (" ".join(one.casefold().split()) for one in words)
        if len(word) >= LEAST_LETTERS
    )
