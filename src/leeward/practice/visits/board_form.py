# SPDX-License-Identifier: Apache-2.0
"""What the board's page brings: the client's view of each option, and what is wrong with a day.

Only an option whose view differs from what its page was filled with counts as given, so that two windows
may each save what was said in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leeward.planning.plan import RETURN_AFTER_DAYS
from leeward.planning.wishes import Wishes

VIEWS = {
    "considered": gettext_lazy("Thought of it"),
    "tried": gettext_lazy("Tried it"),
    "wanted": gettext_lazy("Want it"),
    "not-now": gettext_lazy("Not now"),
}
SO_FAR = ("wanted", "not-now", "tried", "considered")
"""The order of what was already said, on top of the page."""
OUTCOMES = {
    "helped": gettext_lazy("It helped"),
    "nothing": gettext_lazy("It changed nothing"),
    "worse": gettext_lazy("It got worse"),
    "too-soon": gettext_lazy("Too soon to say"),
}
LATEST_RETURN_DAYS = 730
"""A day further off than two years is a slip of the keys."""


@dataclass(frozen=True, slots=True)
class View:
    """The client's view of one option. `outcome` belongs to tried, `return_on` (ISO) to not-now."""

    view: str = ""
    outcome: str = ""
    return_on: str = ""

    def only_its_own(self) -> View:
        """Without what belongs to another view."""
        return View(
            self.view,
            self.outcome if self.view == "tried" else "",
            self.return_on if self.view == "not-now" else "",
        )


NO_VIEW = View()


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, the id of the field to mend, and the option it belongs to."""

    field: str
    what: str
    option_id: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """An option's title, and its number, for addresses: they say nothing of what is chosen."""

    title: str
    number: int


@dataclass(frozen=True, slots=True)
class PostedBoard:
    """`typed`: every field as it came; `given`: the views that were given or changed."""

    typed: Mapping[str, View]
    given: Mapping[str, View]
    mistakes: tuple[Mistake, ...]


def saved_views(words: Mapping[str, Any], wishes: Wishes, prefix: str) -> dict[str, View]:
    """What each option stands at: what was said here, else what the answers say was tried."""
    found = {id: View("tried", outcome or "") for id, outcome in wishes.tried.items()}
    for key, value in words.items():
        if key.startswith(prefix):
            said = View(value["view"], value.get("outcome", ""), value.get("return_on", ""))
            option_id = key.removeprefix(prefix)
            if said.view or option_id not in found:
                found[option_id] = said.only_its_own()
    return {option_id: view for option_id, view in found.items() if view.view}


def was_of(saved: Mapping[str, View]) -> str:
    """What a page is filled with, for its hidden field."""
    return msgspec.json.encode(
        {id: [one.view, one.outcome, one.return_on] for id, one in saved.items()}
    ).decode()


def read_board(posted: Mapping[str, str], options: Mapping[str, Called], today: date) -> PostedBoard:
    """The page's fields. A not-now without a day gets the day we would ask again."""
    was = _was(posted.get("was", ""))
    typed, given = {}, {}
    mistakes: list[Mistake] = []
    for option_id, called in options.items():
        if f"v:{option_id}" not in posted:
            continue
        one = View(
            posted[f"v:{option_id}"],
            posted.get(f"w:{option_id}", ""),
            posted.get(f"d:{option_id}", "").strip(),
        )
        typed[option_id] = one
        now = one.only_its_own()
        if now == was.get(option_id, NO_VIEW):
            continue
        mistake = _mistake(option_id, now, called, today)
        if mistake is not None:
            mistakes.append(mistake)
        elif now.view == "not-now":
            day = date.fromisoformat(now.return_on) if now.return_on else default_return(today)
            given[option_id] = View("not-now", "", day.isoformat())
        else:
            given[option_id] = now
    return PostedBoard(typed, given, tuple(mistakes))


def default_return(today: date) -> date:
    """When "not now" is asked again where nothing else is agreed."""
    return today + timedelta(days=RETURN_AFTER_DAYS)


def _was(text: str) -> dict[str, View]:
    """What the page was filled with; nothing where the field was tampered with: then all counts as given."""
    try:
        found = msgspec.json.decode(text or "{}", type=dict[str, tuple[str, str, str]])
    except msgspec.DecodeError:
        return {}
    return {option_id: View(*words) for option_id, words in found.items()}


def _mistake(option_id: str, said: View, called: Called, today: date) -> Mistake | None:
    if said.view and said.view not in VIEWS:
        return Mistake(
            f"v-{called.number}",
            _("%(option)s: choose one of the answers") % {"option": called.title},
            option_id,
        )
    if said.outcome and said.outcome not in OUTCOMES:
        return Mistake(
            f"w-{called.number}", _("%(option)s: choose how it went from the list") % {"option": called.title}
        )
    if said.view != "not-now" or not said.return_on:
        return None
    field = f"d-{called.number}"
    try:
        day = date.fromisoformat(said.return_on)
    except ValueError:
        words = {"option": called.title, "example": default_return(today).isoformat()}
        return Mistake(field, _("%(option)s: give a day such as %(example)s") % words, option_id)
    if day < today:
        return Mistake(
            field, _("%(option)s: the day to talk again is past") % {"option": called.title}, option_id
        )
    if day > today + timedelta(days=LATEST_RETURN_DAYS):
        return Mistake(
            field, _("%(option)s: the day to talk again is years away") % {"option": called.title}, option_id
        )
    return None
