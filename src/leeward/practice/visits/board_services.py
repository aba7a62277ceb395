# SPDX-License-Identifier: Apache-2.0
"""Saving the client's view of options, each under its own key, with the day that "not now" is asked again.

That day stands on *Today* as one thing to do per option: it is moved with its date and struck off when the
client changes their mind.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from leeward.practice.accounts.models import Account
from leeward.practice.book import book
from leeward.practice.visits.board_form import View
from leeward.practice.visits.chain import OPTION
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.follow_ups import (
    finish_follow_up,
    make_follow_up,
    move_follow_up,
    reword_follow_up,
)
from leeward.practice.visits.models import FollowUp
from leeward.practice.visits.services import change_document
from leeward.practice.visits.values import VisitWords
from leeward.terms.text import Language

MORNING = time(9)
FOLLOW_UP = "follow_up"
"""The key, beside a view, of what stands on *Today* for it."""


def save_views(
    account: Account, visit: VisitWords, given: Mapping[str, View], *, language: Language, seen: int
) -> Sheet:
    """Writes the views that were given. `language`: of the words on *Today*.

    Raises:
        ChangedSince, VisitEnded: see `change_document`; nothing is written, on *Today* neither.
    """

    def change(sheet: Sheet) -> Mapping[str, Any]:
        return views_written(account, visit, given, sheet, language)

    return change_document(account, visit.id, "board", change, seen=seen)


def views_written(
    account: Account, visit: VisitWords, given: Mapping[str, View], sheet: Sheet, language: Language
) -> dict[str, Any]:
    """The keys of these views, with what stands on *Today* for each. For a change of the board's document."""
    return {
        f"{OPTION}{option_id}": _value(account, visit, option_id, view, sheet, language)
        for option_id, view in given.items()
    }


def take_off(account: Account, visit: VisitWords, option_ids: tuple[str, ...], *, seen: int) -> Sheet:
    """Sets what was wanted back to thought of; choosing it again on the board undoes it."""
    given = dict.fromkeys(option_ids, View("considered"))
    return save_views(account, visit, given, language="en", seen=seen)


def _value(
    account: Account, visit: VisitWords, option_id: str, view: View, sheet: Sheet, language: Language
) -> dict[str, str]:
    before: Mapping[str, str] = sheet.words.get(f"{OPTION}{option_id}", {})
    known = before.get(FOLLOW_UP, "")
    said = {"view": view.view, "outcome": view.outcome, "return_on": view.return_on}
    if before.get("view", "") == view.view and before.get("return_on", "") == view.return_on:
        return {**said, FOLLOW_UP: known} if known else said
    if view.view == "not-now":
        title = book().option(option_id).title.said_in(language)
        words = {"what": _("Not now: ask again. %(option)s") % {"option": title}, "way": ""}
        day = date.fromisoformat(view.return_on)
        return {**said, FOLLOW_UP: agree(account, visit, known, morning_of(day), words)}
    strike_off(account, visit, known)
    return said


def agree(account: Account, visit: VisitWords, known: str, due_at: datetime, words: Mapping[str, str]) -> str:
    """One thing to do on a day, moved when it stands open already; its id.

    Args:
        known: the id of what was agreed before, or nothing.
        due_at: aware.
    """
    row = _open_row(visit, known)
    if row is None:
        return make_follow_up(account, visit.case.id, visit.id, due_at, words)
    if row.due_at != due_at:
        move_follow_up(account, row.id, row.version, due_at)
    return row.id


def strike_off(account: Account, visit: VisitWords, known: str) -> None:
    """What was agreed for a day is settled. Nothing happens where nothing stands open."""
    row = _open_row(visit, known)
    if row is not None:
        finish_follow_up(account, row.id, row.version)


def reword(account: Account, visit: VisitWords, known: str, words: Mapping[str, str]) -> None:
    """What was agreed for a day is agreed anew in other words. The old ones go: a way to get in touch that
    holds no more must not stand on *Today*, done or open. Nothing happens where nothing stands open.
    """
    row = _open_row(visit, known)
    if row is not None:
        reword_follow_up(account, row.id, row.version, words)


def morning_of(day: date) -> datetime:
    """The hour at which something stands that was agreed for a day."""
    return timezone.make_aware(datetime.combine(day, MORNING))


def _open_row(visit: VisitWords, known: str) -> FollowUp | None:
    if not known:
        return None
    return FollowUp.objects.filter(id=known, case_id=visit.case.id, done_at=None).first()
