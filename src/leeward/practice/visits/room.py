# SPDX-License-Identifier: Apache-2.0
"""*Who is in the room*: the strip that heads every page of a visit, and the visit a session is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leeward.practice.cases import forms
from leeward.practice.visits.return_visits import ANSWER
from leeward.practice.visits.values import VisitWords

IN_THE_ROOM = "visit"
"""The session's key for the id of the visit that was last opened."""
COVER_REASON = f"{ANSWER}o4"
REMOTE = ("video", "phone")


@dataclass(frozen=True, slots=True, repr=False)
class Due:
    """The next contact with the person doing this. `how_long`: in words, never a countdown."""

    kind: str
    at: datetime
    where: str
    how_long: str


@dataclass(frozen=True, slots=True, repr=False)
class Room:
    """What stands in the strip. Words are empty where nothing was said.

    `is_heard`: someone may hear, and see it: the next contact is a day and an hour, without what it is.
    `where_now`, `line_drops`: shown where they meet by video or phone, for whoever has to send help.
    """

    visit_id: str
    case_id: str
    code_name: str
    age: str
    alone: str
    phone: str
    police: str
    cover: str
    is_remote: bool
    is_heard: bool
    where_now: str
    line_drops: str
    languages: tuple[str, ...]
    due: Due | None


def room_of(visit: VisitWords, *, is_heard: bool) -> Room:
    """The strip for a visit. `is_heard`: someone may hear, or nobody asked yet."""
    said = visit.case.words
    people = [person.words for person in visit.case.persons]
    cover = visit.document("answers").words.get(COVER_REASON)
    return Room(
        visit.id,
        visit.case.id,
        said.get("code_name", ""),
        people[0].get("age", "") if people else "",
        _label(forms.ALONE, said.get("alone")),
        _label(forms.PHONE, said.get("phone")),
        _label(forms.POLICE, said.get("police")),
        cover if isinstance(cover, str) else "",
        said.get("setting") in REMOTE,
        is_heard,
        said.get("where_now", ""),
        said.get("line_drops", ""),
        tuple(dict.fromkeys(one["language"] for one in people if one.get("language"))),
        _due(visit),
    )


def enter(request: HttpRequest, visit: VisitWords) -> None:
    """From now on *the next ten minutes* of this session are this visit's."""
    if request.session.get(IN_THE_ROOM) != visit.id:
        request.session[IN_THE_ROOM] = visit.id


def how_long(now: datetime, at: datetime) -> str:
    """From now to then in words a tired person takes in: the coarsest unit that still helps.

    >>> from datetime import datetime
    >>> how_long(datetime(2026, 11, 22, 16, 40), datetime(2026, 11, 22, 21, 0))
    'in 4 h 20 min'
    """
    left = at - now
    if left < timedelta(0):
        return _("past")
    if at.date() == now.date() or left < timedelta(hours=12):
        hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
        return _("in %(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
    days = (at.date() - now.date()).days
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}


def _due(visit: VisitWords) -> Due | None:
    """The next contact as it was written down; one that is past says so."""
    said = visit.case.words
    if not said.get("next_at"):
        return None
    at = datetime.fromisoformat(said["next_at"])
    now = timezone.localtime().replace(tzinfo=None)
    kind = _label(forms.NEXT_KINDS, said.get("next_kind") or "other")
    return Due(kind, at, said.get("next_where", ""), how_long(now, at))


def _label(choices: list[tuple[str, str]], value: str | None) -> str:
    return str(dict(choices).get(value or "", ""))
