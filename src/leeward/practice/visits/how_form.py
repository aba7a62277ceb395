# SPDX-License-Identifier: Apache-2.0
"""What the page of the signs brings: an answer to each sign, and whether it was told or seen.

Only a sign whose answer differs from what its page was filled with counts as given, so that two windows may
each save what was said in them; a sign that is left alone stays not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leeward.planning.check_up import Held, Order
from leeward.practice.visits.accounts_form import HELD_LABELS, ORDER_LABELS
from leeward.practice.visits.how_signs import SignSaid

ANSWERS = {
    "reported": gettext_lazy("Yes"),
    "denied": gettext_lazy("No"),
    "unsure": gettext_lazy("Not sure"),
}
AGREED = {
    "yes": gettext_lazy("Yes, they may notice"),
    "not-yet": gettext_lazy("Not yet"),
    "no": gettext_lazy("No"),
}
MAY_LOOK = {
    "may": gettext_lazy("Settled: you may look together."),
    "may-not": gettext_lazy("Somebody else’s to open. A lawyer or an advocate can say what is possible."),
    "unclear": gettext_lazy("Not clear. A lawyer or an advocate first; nothing is opened until then."),
}
"""What the answers about custody come to."""
OUTCOMES = {
    "found": gettext_lazy("Found something"),
    "not-found": gettext_lazy("Nothing found"),
    "later": gettext_lazy("Later"),
}
NEXT = "q:"
"""The question that is asked next stands apart, and says the same as the sign in its group."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, the id of the field to mend, and the sign it belongs to."""

    field: str
    what: str
    sign: str


@dataclass(frozen=True, slots=True)
class PostedSigns:
    """`typed`: every sign as it came; `given`: those that were answered or changed."""

    typed: Mapping[str, SignSaid]
    given: Mapping[str, SignSaid]
    mistakes: tuple[Mistake, ...]

    @property
    def open_signs(self) -> frozenset[str]:
        """Those that wait to be saved or mended: their part of the page is open."""
        return frozenset(self.given) | {one.sign for one in self.mistakes}


def was_of(saved: Mapping[str, SignSaid]) -> str:
    """What a page is filled with, for its hidden field."""
    return msgspec.json.encode({id: [one.answer, one.how] for id, one in saved.items()}).decode()


def read_signs_posted(posted: Mapping[str, str], sign_ids: Iterable[str]) -> PostedSigns:
    """The page's fields, in the order of `sign_ids`."""
    was = _was(posted.get("was", ""))
    typed, given = {}, {}
    mistakes = []
    for number, id in enumerate(sign_ids):
        if f"s:{id}" not in posted and f"{NEXT}{id}" not in posted:
            continue
        asked_apart = posted.get(f"{NEXT}{id}", "")
        answer = asked_apart or posted.get(f"s:{id}", was.get(id, SignSaid()).answer)
        seen = f"h:{NEXT}{id}" if asked_apart else f"h:{id}"
        one = SignSaid(answer, "seen" if answer == "reported" and posted.get(seen) else "told")
        typed[id] = one
        if answer and answer not in ANSWERS:
            mistakes.append(Mistake(f"s-{number}", _("Choose one of the answers"), id))
        elif (one.answer, one.how) != (was.get(id, SignSaid()).answer, was.get(id, SignSaid()).how):
            given[id] = one
    return PostedSigns(typed, given, tuple(mistakes))


def read_custody(posted: Mapping[str, str]) -> tuple[Held, Order]:
    """Who has custody and what an order says; what is no answer of ours counts as not said."""
    held, order = posted.get("held", ""), posted.get("order", "")
    return held if held in HELD_LABELS else "", order if order in ORDER_LABELS else ""


def _was(text: str) -> dict[str, SignSaid]:
    """What the page was filled with; nothing where the field was tampered with: then all counts as given."""
    try:
        found = msgspec.json.decode(text or "{}", type=dict[str, tuple[str, str]])
    except msgspec.DecodeError:
        return {}
    return {id: SignSaid(answer, how) for id, (answer, how) in found.items()}
