# SPDX-License-Identifier: Apache-2.0
"""What the page *Side by side* brings: what matters, which options, and what the client says to them.

In the document of the board: `m:` before what matters (`m:own`: in their own words, `m:options`: what was
compared), `w:` before an option: what would change a "not now".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, cast

from django.http import QueryDict
from django.utils.translation import gettext as _

from leeward.planning.comparing import FEWEST, MOST
from leeward.practice.visits.board_form import Called, Mistake, View, read_board

MATTER, CHANGES = "m:", "w:"
OWN, COMPARED = f"{MATTER}own", f"{MATTER}options"
MOST_LETTERS = 500
Act = Literal["compare", "want", "both", "neither", "later"]
ACTS: frozenset[Act] = frozenset({"compare", "want", "both", "neither", "later"})
ALL_OF_THEM = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared, and on what. `own`: in the client's own words."""

    options: tuple[str, ...] = ()
    weights: frozenset[str] = frozenset()
    own: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """A "not now". `of`: one option, or all that are compared. `again`: ISO, as it was typed."""

    of: str = ALL_OF_THEM
    change: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class PostedSide:
    """`views`: by option, what the client says now; `changes`: by option, what would change it."""

    act: Act
    asked: Asked
    later: Later = field(default_factory=Later)
    views: Mapping[str, View] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()


def saved_ask(words: Mapping[str, Any]) -> Asked:
    """What was saved of it."""
    return Asked(
        tuple(words.get(COMPARED, ())),
        frozenset(
            key.removeprefix(MATTER)
            for key, value in words.items()
            if key.startswith(MATTER) and value is True
        ),
        words.get(OWN, ""),
    )


def saved_changes(words: Mapping[str, Any]) -> dict[str, str]:
    """By option, what would change a "not now"."""
    return {
        key.removeprefix(CHANGES): value for key, value in words.items() if key.startswith(CHANGES) and value
    }


def read_side(
    posted: QueryDict,
    called: Mapping[str, Called],
    weights: frozenset[str],
    saved: Mapping[str, View],
    today: date,
) -> PostedSide:
    """The page's fields.

    Args:
        called: the options of this board, in its order. `weights`: what may be ticked.
        saved: what each option stands at.
    """
    said, _colon, of = posted.get("act", "").partition(":")
    act = cast(Act, said) if said in ACTS else "compare"
    numbers = set(posted.getlist("options"))
    options = tuple(id for id, one in called.items() if str(one.number) in numbers)
    asked = Asked(options, frozenset(posted.getlist("weights")) & weights, posted.get("own", "").strip())
    mistakes = _wrong(asked)
    if act == "compare" or mistakes:
        return PostedSide(act, asked, mistakes=mistakes)
    if act == "later":
        return _later(posted, asked, called, today)
    wanted = _wanted(act, of, options, called)
    views = {
        id: View("wanted" if id in wanted else "considered")
        for id in options
        if id in wanted or saved.get(id, View()).view in ("wanted", "")
    }
    return PostedSide(act, asked, views=views)


def _wrong(asked: Asked) -> tuple[Mistake, ...]:
    found = []
    if not FEWEST <= len(asked.options) <= MOST:
        found.append(Mistake("options", _how_many(len(asked.options))))
    if len(asked.own) > MOST_LETTERS:
        found.append(Mistake("own", _("In their own words: at most 500 letters")))
    return tuple(found)


def _how_many(ticked: int) -> str:
    """What is wrong with the number of options; some of them may stand in a part that is folded."""
    if ticked > MOST:
        return _("You have ticked %(ticked)d; at most %(most)d") % {"ticked": ticked, "most": MOST}
    return _("Choose two, three or four to put side by side")


def _wanted(act: Act, of: str, options: tuple[str, ...], called: Mapping[str, Called]) -> frozenset[str]:
    """What is wanted now: one, all of them, or none."""
    if act == "both":
        return frozenset(options)
    return frozenset(id for id in options if act == "want" and str(called[id].number) == of)


def _later(posted: QueryDict, asked: Asked, called: Mapping[str, Called], today: date) -> PostedSide:
    later = Later(posted.get("of", ""), posted.get("change", "").strip(), posted.get("again", "").strip())
    of = [id for id in asked.options if later.of in (ALL_OF_THEM, str(called[id].number))]
    fields = {f"v:{id}": "not-now" for id in of} | {f"d:{id}": later.again for id in of}
    read = read_board(fields, called, today)
    mistakes = [Mistake("again", one.what) for one in read.mistakes[:1]]
    if len(later.change) > MOST_LETTERS:
        mistakes.append(Mistake("change", _("What would change it: at most 500 letters")))
    changes = dict.fromkeys(of, later.change)
    return PostedSide("later", asked, later, read.given, changes, tuple(mistakes))
