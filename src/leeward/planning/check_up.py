# SPDX-License-Identifier: Apache-2.0
"""The account check-up: what may be looked at, what a find becomes, and what was looked at.

    lock = lock_on("child", "theirs", custody, is_young=False)  # "" where nothing stands against it
    changes = sign_changes(before, after, signs, catalogue)     # finds that become signs, or no longer are

Looked at together, in the client's own hands, and nothing is changed while looking. A child's or a shared
account waits for the custody question; where that is not clear, for a lawyer or an advocate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import msgspec

from leeward.knowledge import Catalogue
from leeward.planning.checks import Custody

State = Literal["fine", "found", "unsure", "not-looked"]
STATES: tuple[State, ...] = get_args(State)
How = Literal["seen", "told"]
Whose = Literal["own", "child", "shared"]
Held = Literal["here", "both", "other", "unsure", ""]
Order = Literal["no", "yes", "unsure", ""]
Contract = Literal["theirs", "other", "unsure", ""]
Lock = Literal["", "not-asked", "order", "not-theirs", "unclear"]
LOOKED: frozenset[str] = frozenset({"fine", "found", "unsure"})
FROM = "check-up:"
"""Before the platform's id, in the source of a sign that was found here."""


class Looked(msgspec.Struct, frozen=True):
    """One item as it was left. `how`: the MHP saw it too, or was told. `on`: an ISO date."""

    state: State = "not-looked"
    how: How | Literal[""] = ""
    on: str = ""
    words: str = ""


NOT_LOOKED = Looked()
Items = Mapping[tuple[str, str], Looked]
"""(platform id, kind id) -> how it was left."""


class SignNow(msgspec.Struct, frozen=True):
    """A sign as it stands. `source`: "" where it was told, else where it was found."""

    answer: str = ""
    source: str = ""


class SignChange(msgspec.Struct, frozen=True):
    """What becomes of a sign. `answer`: "reported", or "" for no longer said."""

    answer: str
    how: str = ""
    source: str = ""


class Count(msgspec.Struct, frozen=True):
    """One platform: how many items it has, and how they were left. `on`: the last day, ISO; "" before."""

    platform: str
    items: int
    looked: int
    found: int
    unsure: int
    how: tuple[How, ...]
    on: str


def custody_from(held: Held, order: Order) -> Custody:
    """Whether a child's account may be looked at, from who has custody and what an order says."""
    if not held or not order:
        return ""
    if held == "other":
        return "may-not"
    return "may" if held in ("here", "both") and order == "no" else "unclear"


def lock_on(whose: Whose, contract: Contract, custody: Custody, *, is_young: bool) -> Lock:
    """Why an account may not be looked at yet; empty where it may.

    Args:
        contract: in whose name it is, by law or by contract.
        is_young: the client is under 18: then their own account waits for the custody question too.
    """
    if whose == "own" and not is_young:
        return ""
    if not contract:
        return "not-asked"
    if contract != "theirs":
        return "not-theirs" if contract == "other" else "unclear"
    return "" if whose == "shared" and not is_young else lock_of_child(custody)


def lock_of_child(custody: Custody) -> Lock:
    """The same for one item about a child, in an account that may be looked at."""
    if not custody:
        return "not-asked"
    return "" if custody == "may" else "order" if custody == "unclear" else "not-theirs"


def sign_changes(
    before: Items, after: Items, signs: Mapping[str, SignNow], catalogue: Catalogue
) -> dict[str, SignChange]:
    """The signs that change with these items, by id.

    A find makes its sign said. When nothing is found any more that speaks of it, it is no longer said, unless
    the client said so too: what was told is never taken back by a check.

    Args:
        before, after: all items of the visit, not only those that changed.
    """
    changes: dict[str, SignChange] = {}
    for key, now in after.items():
        sign_id = catalogue.checkup_kind(key[1]).sign
        was = before.get(key, NOT_LOOKED)
        if sign_id is None or (was.state, was.how) == (now.state, now.how):
            continue
        stands = signs.get(sign_id, SignNow())
        is_told = stands.answer == "reported" and not stands.source.startswith(FROM)
        if now.state == "found" and not is_told:
            changes[sign_id] = SignChange("reported", now.how, f"{FROM}{key[0]}")
        elif was.state == "found" and now.state != "found" and stands.source.startswith(FROM):
            other = _still_found(sign_id, after, catalogue)
            changes[sign_id] = (
                SignChange("reported", after[other].how, f"{FROM}{other[0]}") if other else SignChange("")
            )
    return changes


def _still_found(sign_id: str, items: Items, catalogue: Catalogue) -> tuple[str, str] | None:
    """An item that still speaks of a sign, in the order of the catalogue."""
    speaks = {kind.id for kind in catalogue.checkup_kinds if kind.sign == sign_id}
    return next(
        (
            (checkup.id, item.kind)
            for checkup in catalogue.checkups
            for item in checkup.items
            if item.kind in speaks and items.get((checkup.id, item.kind), NOT_LOOKED).state == "found"
        ),
        None,
    )


def counted(platforms: Iterable[str], items: Items, catalogue: Catalogue) -> tuple[Count, ...]:
    """How far each platform's check-up is, in the order given."""
    return tuple(_count(platform, items, catalogue) for platform in platforms)


def _count(platform: str, items: Items, catalogue: Catalogue) -> Count:
    kinds = [item.kind for item in catalogue.checkup(platform).items]
    left = [items.get((platform, kind), NOT_LOOKED) for kind in kinds]
    looked = [one for one in left if one.state in LOOKED]
    return Count(
        platform,
        len(kinds),
        len(looked),
        sum(one.state == "found" for one in looked),
        sum(one.state == "unsure" for one in looked),
        tuple(how for how in get_args(How) if any(one.how == how for one in looked)),
        max((one.on for one in looked), default=""),
    )
