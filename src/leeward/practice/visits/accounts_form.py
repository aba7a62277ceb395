# SPDX-License-Identifier: Apache-2.0
"""What the pages of the account check-up bring, and how it stands in the document of the signs.

    u:<platform>:uses     {"uses": bool}
    u:<platform>:whose    {"whose", "contract", "on"}
    u:<platform>:<item>   {"state", "how", "on", "words"}
    custody               {"answer", "held", "order", "on"}      # shared with the check list

Only an item that differs from what its page was filled with counts as given, so that two windows may each
save what was seen in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast, get_args

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leeward.planning.check_up import (
    LOOKED,
    NOT_LOOKED,
    STATES,
    Contract,
    Held,
    How,
    Looked,
    Order,
    State,
    Whose,
    custody_from,
)
from leeward.planning.checks import Custody
from leeward.practice.book import book
from leeward.terms.text import Language

ITEM = "u:"
USES, WHOSE, CUSTODY = "uses", "whose", "custody"
LONGEST = 500
STATE_LABELS: dict[State, str | Promise] = {
    "fine": gettext_lazy("Nothing odd"),
    "found": gettext_lazy("Found"),
    "unsure": gettext_lazy("Not sure"),
    "not-looked": gettext_lazy("Not looked"),
}
HOW_LABELS: dict[How, str | Promise] = {
    "seen": gettext_lazy("I see the screen too"),
    "told": gettext_lazy("They tell me what they see"),
}
WHOSE_LABELS: dict[Whose, str | Promise] = {
    "own": gettext_lazy("The client’s own, theirs alone"),
    "child": gettext_lazy("A child’s, or about a child"),
    "shared": gettext_lazy("Shared with somebody"),
}
CONTRACT_LABELS: dict[Contract, str | Promise] = {
    "theirs": gettext_lazy("The client’s name, or the child’s"),
    "other": gettext_lazy("Somebody else’s name"),
    "unsure": gettext_lazy("Not clear"),
}
HELD_LABELS: dict[Held, str | Promise] = {
    "here": gettext_lazy("Someone who takes part here"),
    "both": gettext_lazy("Shared with somebody else"),
    "other": gettext_lazy("Only somebody else"),
    "unsure": gettext_lazy("Not clear"),
}
ORDER_LABELS: dict[Order, str | Promise] = {
    "no": gettext_lazy("No"),
    "yes": gettext_lazy("Yes, or it says something about contact"),
    "unsure": gettext_lazy("Not clear"),
}


@dataclass(frozen=True, slots=True)
class WhoseIs:
    """Whose account of a platform this is, and what was said about custody."""

    whose: Whose = "own"
    contract: Contract = ""
    held: Held = ""
    order: Order = ""
    custody: Custody = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong, and the id of the field to mend."""

    field: str
    what: str


@dataclass(frozen=True, slots=True)
class PostedItems:
    """`typed`: every item as it came; `given`: what was answered or changed; `how`: who looks, for all."""

    typed: Mapping[str, Looked]
    given: Mapping[str, Looked]
    how: str
    mistakes: tuple[Slip, ...]


def used_platforms(words: Mapping[str, Any]) -> tuple[str, ...]:
    """The platforms the client uses, in the order of the catalogue."""
    return tuple(one.id for one in book().checkups if words.get(f"{ITEM}{one.id}:{USES}", {}).get("uses"))


def items_of(words: Mapping[str, Any]) -> dict[tuple[str, str], Looked]:
    """Every item that stands in the document and is still in the catalogue."""
    found = {}
    for checkup in book().checkups:
        for item in checkup.items:
            said = words.get(item_key(checkup.id, item.kind))
            if said:
                found[checkup.id, item.kind] = Looked(
                    said["state"], said.get("how", ""), said.get("on", ""), said.get("words", "")
                )
    return found


def item_key(platform: str, kind: str) -> str:
    """The key of an item in the document."""
    return f"{ITEM}{platform}:{kind}"


def whose_is(words: Mapping[str, Any], platform: str) -> WhoseIs:
    """What was said so far about whose it is. The client's own, until something else is said."""
    said = words.get(item_key(platform, WHOSE), {})
    custody = words.get(CUSTODY, {})
    return WhoseIs(
        said.get("whose", "own"),
        said.get("contract", ""),
        custody.get("held", ""),
        custody.get("order", ""),
        custody.get("answer", ""),
    )


def read_whose(posted: Mapping[str, str], before: WhoseIs) -> WhoseIs:
    """The answers of the page; what is no answer of ours counts as not said.

    Who has custody and what an order says decide anew only where they were given: otherwise what the
    check list was told stands.
    """
    whose = posted.get("whose", "")
    contract = posted.get("contract", "")
    held, order = posted.get("held", ""), posted.get("order", "")
    said = WhoseIs(
        whose if whose in WHOSE_LABELS else "own",
        contract if contract in CONTRACT_LABELS else "",
        held if held in HELD_LABELS else "",
        order if order in ORDER_LABELS else "",
    )
    custody = custody_from(said.held, said.order) if said.held or said.order else before.custody
    return replace(said, custody=custody)


def was_of(items: Mapping[str, Looked]) -> str:
    """What a page is filled with, for its hidden field."""
    return msgspec.json.encode(
        {kind: [one.state, one.how, one.words] for kind, one in items.items()}
    ).decode()


def read_items(
    posted: Mapping[str, str], kinds: Iterable[str], today: date, language: Language
) -> PostedItems:
    """The items of one platform's page.

    Args:
        kinds: those that may be answered; anything else in the post is passed over.
        language: of the page's reader.
    """
    was = _was(posted.get("was", ""))
    how = posted.get("how", "")
    typed: dict[str, Looked] = {}
    given: dict[str, Looked] = {}
    mistakes: list[Slip] = []
    for kind in kinds:
        if f"s:{kind}" not in posted:
            continue
        before = was.get(kind, NOT_LOOKED)
        state = posted[f"s:{kind}"]
        one = Looked(
            cast(State, state),
            cast(How, posted.get(f"h:{kind}", "")),
            today.isoformat(),
            posted.get(f"w:{kind}", "").strip(),
        )
        typed[kind] = one
        mistake = _mistake(kind, one, language)
        if mistake is not None:
            mistakes.append(mistake)
            continue
        now = _with_how(one, before, how)
        if (now.state, now.how, now.words) == (before.state, before.how, before.words):
            continue
        if now.state in LOOKED and now.how not in get_args(How):
            mistakes.append(Slip("how", _("Say who looks at the screen")))
        given[kind] = now
    return PostedItems(typed, given, how, tuple(dict.fromkeys(mistakes)))


def _with_how(one: Looked, before: Looked, how: str) -> Looked:
    """How it is known: said at the item, else as before while its answer stands, else as said for all."""
    if one.state not in LOOKED:
        return Looked(one.state, "", one.on if one.words else "", one.words)
    own = one.how or (before.how if before.state == one.state else how)
    return Looked(one.state, cast(How, own), one.on, one.words)


def _mistake(kind: str, one: Looked, language: Language) -> Slip | None:
    name = {"item": book().checkup_kind(kind).title.said_in(language)}
    if one.state not in STATES:
        return Slip(f"s-{kind}", _("%(item)s: choose one of the answers") % name)
    if len(one.words) > LONGEST:
        return Slip(f"w-{kind}", _("%(item)s: say it in fewer words") % name)
    return None


def _was(text: str) -> dict[str, Looked]:
    """What the page was filled with; nothing where the field was tampered with: then all counts as given."""
    try:
        found = msgspec.json.decode(text or "{}", type=dict[str, tuple[str, str, str]])
    except msgspec.DecodeError:
        return {}
    return {
        kind: Looked(cast(State, state), cast(How, how), "", words)
        for kind, (state, how, words) in found.items()
    }
