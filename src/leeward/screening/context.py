# SPDX-License-Identifier: Apache-2.0
"""Reads the context of a visit: every field optional, unknown keys refused by name."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, cast, get_args

from leeward.knowledge import Catalogue
from leeward.knowledge.catalogue import normal_place
from leeward.knowledge.models.vocabulary import AgeBand, Term, resolve_term
from leeward.terms.context import ContactKind, Context, NextContact, Police, Setting
from leeward.terms.errors import InputError, NotFound
from leeward.terms.shown import quoted

CONTEXT_KEYS = frozenset(
    {
        "age",
        "relationship",
        "state",
        "scenario",
        "setting",
        "police",
        "language",
        "next_contact",
        "now",
        "flags_by_hand",
    }
)
YEARS = range(1970, 2200)
"""Years of a visit or an appointment; a slip of the pen lies outside."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


def read_context(raw: Any, catalogue: Catalogue) -> Context:
    """The context in one JSON object. Raises InputError naming the field that does not fit."""
    if not isinstance(raw, dict):
        raise _bad("context", f"a {type(raw).__name__}", "an object of optional fields")
    for key in raw:
        if key not in CONTEXT_KEYS:
            raise _bad("context", f"the unknown key {quoted(key)}", ", ".join(sorted(CONTEXT_KEYS)))
    age, bands = _age(raw.get("age"), catalogue)
    words = catalogue.vocabulary
    return Context(
        age=age,
        age_bands=bands,
        relationship=_term(raw.get("relationship"), words.relationships, "relationship"),
        state=_state(raw.get("state"), catalogue),
        scenario=_scenario(raw.get("scenario"), catalogue),
        setting=cast(Setting | None, _member(raw.get("setting"), get_args(Setting), "setting")),
        police=cast(Police | None, _member(raw.get("police"), get_args(Police), "police")),
        language=_language(raw.get("language")),
        next_contact=_next_contact(raw.get("next_contact")),
        now=_moment(raw.get("now"), "context.now"),
        flags_by_hand=_flags(raw.get("flags_by_hand"), catalogue),
    )


def age_bands(age: int, bands: tuple[AgeBand, ...]) -> frozenset[str]:
    """Every age band that holds for an age in whole years."""
    return frozenset(band.id for band in bands if band.from_years <= age <= band.to_years)


def _age(raw: Any, catalogue: Catalogue) -> tuple[int | None, frozenset[str]]:
    bands = catalogue.vocabulary.ages
    if raw is None:
        return None, frozenset()
    if isinstance(raw, int) and not isinstance(raw, bool):
        if not 0 <= raw <= 120:
            raise _bad("context.age", quoted(raw), "whole years from 0 to 120, or an age band")
        return raw, age_bands(raw, bands)
    if isinstance(raw, str):
        band = resolve_term(bands, raw)
        if band is not None:
            wider = {band.id, *({band.broader} if band.broader else set())}
            return None, frozenset(wider)
    names = ", ".join(band.id for band in bands)
    raise _bad("context.age", quoted(raw), f"whole years from 0 to 120, or one of {names}")


def _term(raw: Any, terms: tuple[Term, ...], name: str) -> str | None:
    if raw is None:
        return None
    term = resolve_term(terms, raw) if isinstance(raw, str) else None
    if term is None:
        raise _bad(f"context.{name}", quoted(raw), "one of " + ", ".join(term.id for term in terms))
    return term.id


def _state(raw: Any, catalogue: Catalogue) -> str | None:
    if raw is None:
        return None
    known = {place.jurisdiction for place in catalogue.law} - {"US-FED"}
    if isinstance(raw, str) and normal_place(raw) in known:
        return normal_place(raw)
    raise _bad(
        "context.state",
        quoted(raw),
        "US- and two letters of a state, DC or territory, such as US-WA",
    )


def _scenario(raw: Any, catalogue: Catalogue) -> str | None:
    if raw is None:
        return None
    if isinstance(raw, str):
        try:
            return catalogue.scenario(raw).id
        except NotFound:
            variant = resolve_term(catalogue.vocabulary.variants, raw)
            for scenario in catalogue.scenarios:
                if variant is not None and variant.id in {way.variant for way in scenario.raised_when}:
                    return scenario.id
    names = ", ".join(scenario.id for scenario in catalogue.scenarios)
    raise _bad("context.scenario", quoted(raw), f"one of {names}")


def _member(raw: Any, known: tuple[str, ...], name: str) -> str | None:
    if raw is None or raw in known:
        return cast(str | None, raw)
    raise _bad(f"context.{name}", quoted(raw), "one of " + ", ".join(known))


def _language(raw: Any) -> str | None:
    if raw is None:
        return None
    if isinstance(raw, str) and _LANGUAGE.fullmatch(raw):
        return raw
    raise _bad("context.language", quoted(raw), "a language tag such as en, es or ase")


def _next_contact(raw: Any) -> tuple[NextContact, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise _bad("context.next_contact", f"a {type(raw).__name__}", "a list of {kind, at}")
    found = []
    for number, one in enumerate(raw):
        where = f"context.next_contact[{number}]"
        if not isinstance(one, dict) or set(one) != {"kind", "at"}:
            raise _bad(where, "something else", "an object with the keys kind and at")
        kind = _member(one["kind"], get_args(ContactKind), "next_contact.kind")
        moment = _moment(one["at"], where + ".at")
        if kind is None or moment is None:
            raise _bad(where, "an empty value", "a kind and a time")
        found.append(NextContact(cast(ContactKind, kind), moment))
    return tuple(sorted(found, key=lambda contact: contact.at))


def _moment(raw: Any, where: str) -> datetime | None:
    if raw is None:
        return None
    try:
        moment = datetime.fromisoformat(raw)
    except (TypeError, ValueError):
        raise _bad(where, quoted(raw), "a local time such as 2026-11-27T17:00") from None
    if moment.tzinfo is not None and not moment.utcoffset():  # no clock on the client's wall shows UTC
        raise _bad(where, "a time in UTC", "local time without a zone, such as 2026-11-27T17:00")
    if moment.year not in YEARS:
        raise _bad(where, f"the year {moment.year}", f"a year from {YEARS[0]} to {YEARS[-1]}")
    return moment.replace(tzinfo=None)


def _flags(raw: Any, catalogue: Catalogue) -> tuple[str, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list) or not all(isinstance(word, str) for word in raw):
        raise _bad("context.flags_by_hand", f"a {type(raw).__name__}", "a list of flag ids")
    try:
        return tuple(dict.fromkeys(catalogue.flag(word).id for word in raw))
    except NotFound as error:
        raise _bad("context.flags_by_hand", error.found, error.expected) from error


def _bad(where: str, found: str, expected: str) -> InputError:
    return InputError(found, expected=expected, do="Correct it or leave it out", where=where)
