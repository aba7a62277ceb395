# SPDX-License-Identifier: Apache-2.0
"""What the client has tried, wants, and does not want now. "Not now" is a choice, with a return date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, cast, get_args

import msgspec

from leeward.knowledge import Catalogue
from leeward.screening import Answers
from leeward.terms.errors import InputError, NotFound
from leeward.terms.shown import quoted

Outcome = Literal["helped", "nothing", "worse", "too-soon"]

OPTIONS_TRIED_AS: Mapping[str, tuple[str, ...]] = {
    "told_someone": ("tell-one-person",),
    "blocked": ("block-now",),
    "reported_platform": ("report-platform",),
    "changed": ("new-phone-new-plan", "account-checkup"),
    "removed_app": ("remove-stalkerware",),
    "police": ("police-report",),
    "court": ("protective-order-dv", "protective-order-stalking"),
    "moved": ("safe-place-stay",),
    "kept_proof": ("incident-log", "save-words"),
}
"""Which options an answer of r1 ("what have you tried") speaks of."""


class Wishes(msgspec.Struct, frozen=True):
    """Option ids. `tried`: how it went, where said. `not_now`: the return date, where agreed."""

    tried: Mapping[str, Outcome | None]
    wanted: tuple[str, ...]
    not_now: Mapping[str, date | None]


NO_WISHES = Wishes(tried={}, wanted=(), not_now={})


def read_wishes(raw: Mapping[str, Any], answers: Answers, catalogue: Catalogue) -> Wishes:
    """Reads `tried`, `wanted` and `not_now`, and what the answers r1 and r2 say was tried.

    Each is a list of option ids; `tried` may also map ids to how it went, `not_now` to an ISO date.
    Raises InputError for an unknown option, or one both wanted and not now.
    """
    tried = dict(_tried_in_answers(answers))
    for option_id, outcome in _pairs(raw.get("tried", []), "tried", catalogue).items():
        if outcome is not None and outcome.replace("_", "-") not in get_args(Outcome):
            raise _bad("tried", quoted(outcome), "one of " + ", ".join(get_args(Outcome)))
        tried[option_id] = cast(Outcome | None, outcome.replace("_", "-") if outcome else None)
    wanted = tuple(_pairs(raw.get("wanted", []), "wanted", catalogue))
    not_now = {
        option_id: _date(day, option_id)
        for option_id, day in _pairs(raw.get("not_now", []), "not_now", catalogue).items()
    }
    both = [option_id for option_id in wanted if option_id in not_now]
    if both:
        raise _bad("not_now", f"{both[0]!r} both wanted and not now", "each option in one list")
    return Wishes(tried, wanted, not_now)


def _tried_in_answers(answers: Answers) -> dict[str, Outcome | None]:
    said = answers.given.get("r2")
    outcomes = said if isinstance(said, dict) else {}
    found: dict[str, Outcome | None] = {}
    for code in answers.codes("r1"):
        for option_id in OPTIONS_TRIED_AS.get(code, ()):
            outcome = outcomes.get(code)
            found[option_id] = cast(Outcome | None, outcome.replace("_", "-") if outcome else None)
    return found


def _pairs(raw: Any, where: str, catalogue: Catalogue) -> dict[str, str | None]:
    if isinstance(raw, list):
        raw = dict.fromkeys(word if isinstance(word, str) else "" for word in raw)
    if not isinstance(raw, dict) or not all(
        value is None or isinstance(value, str) for value in raw.values()
    ):
        raise _bad(where, "something else", "a list of option ids, or an object of option id to text")
    try:
        return {catalogue.option(str(word)).id: value for word, value in raw.items()}
    except NotFound as error:
        raise _bad(where, error.found, error.expected) from error


def _date(raw: str | None, option_id: str) -> date | None:
    if raw is None:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise _bad(f"not_now.{option_id}", quoted(raw), "a date such as 2026-12-01") from None


def _bad(where: str, found: str, expected: str) -> InputError:
    return InputError(found, expected=expected, do="Correct it", where=where)
